"""Charts of `calc.figure` and `calc.tally`: one drawing (SVG), one table, rows, a specification.

None of the modules computes a number of its own.
"""
