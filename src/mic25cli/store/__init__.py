"""Reads files into a dataset and writes datasets to files; no other layer reads or writes
records."""
