"""Charts of `calc.chart_data` and `calc.tally`, drawn and in signs; no number is computed here."""
