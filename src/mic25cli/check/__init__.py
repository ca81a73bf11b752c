"""Rules over a loaded dataset."""
