"""Ratio of growth rates with the cuts of the UN progress chart's note of 2022.

Formula, sources and edge rules stand in docs/progress.md.
"""

from __future__ import annotations

from mic25cli.calc.progress.method import Method, declared
from mic25cli.calc.progress.methods.growth import compared, growth_alone

METHOD: Method = declared(
    "un2022",
    lambda inputs, _strict: compared(METHOD, inputs),
    lambda inputs: growth_alone(METHOD.trend_cuts, inputs),
)
