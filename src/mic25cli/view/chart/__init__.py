"""Charts of `calc.chart_data` and `calc.fund_amounts`; no number is computed here."""
