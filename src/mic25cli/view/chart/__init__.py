"""Charts of `calc.chart_data` and `calc.fund_amounts`, drawn and in signs; no number is computed here."""
