"""Turns results into text, tables, charts, pages and JSON."""
