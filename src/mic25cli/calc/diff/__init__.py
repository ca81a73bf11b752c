"""What changed between two sides: two dates, two reports, or two editions of the records."""
