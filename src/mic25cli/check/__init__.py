"""Rules that check the records of a loaded dataset."""
