"""Ratio of growth rates with the cuts of the UN progress chart's note of 2022.

Formula: as `eurostat`, `CR = CAGR_a / CAGR_r`.

Classes, on `CR`: above 0.95 `substantial`, from 0.50 `fair` (acceleration needed), from -0.10
`limited` or none, below that `deterioration`.  Without a target, on growth in the wanted
direction: above 1 % `substantial`, from 0.5 % `fair`, from -1 % `limited`, below `deterioration`.

Source: technical note of the Sustainable Development Goals Progress Chart 2022
(scribd.com/document/870374529, of which only the contents page was read) and an independent
implementation (cwtravisyip/unsd_global_database, int_func.py).  That code drops the sign of the
growth where there is no target, which is an error and is not copied.

Edge rules: as `eurostat`.
"""

from __future__ import annotations

from mic25cli.calc.progress.method import Method, declared
from mic25cli.calc.progress.methods.growth import compared, growth_alone

METHOD: Method = declared(
    "un2022",
    lambda inputs, _strict: compared(METHOD, inputs),
    lambda inputs: growth_alone(METHOD.trend_cuts, inputs),
)
