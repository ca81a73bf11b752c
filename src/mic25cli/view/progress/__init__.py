"""Progress for people and machines: tables, roll-ups, derivations, outside verdicts."""
