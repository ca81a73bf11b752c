"""Actual against required compound yearly growth, after Eurostat.

Formula, sources and edge rules stand in docs/progress.md.
"""

from __future__ import annotations

from mic25cli.calc.progress.method import Method, declared
from mic25cli.calc.progress.methods.growth import compared, growth_alone

METHOD: Method = declared(
    "eurostat",
    lambda inputs, _strict: compared(METHOD, inputs),
    lambda inputs: growth_alone(METHOD.trend_cuts, inputs),
)
