"""Charts: a figure of `calc.figure` in words, as SVG, as a Vega-Lite specification, in text.

Each module takes the figure and draws it once; none computes a number of its own.
"""
