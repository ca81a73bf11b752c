"""Draws the charts of `calc.chart_data` and `calc.chart_fund_amounts`; no number is computed
here."""
