"""Reads datasets from files and writes them; no other layer reads or writes records."""
