"""The sources of records: numbered in an answer, as citations, and as saved pages."""
