"""Answers questions about a dataset: filters, diff, progress, coverage; reads and writes no
files."""
