"""Charts of `calc.figure` and `calc.tally`, drawn and in signs; no number is computed here."""
