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

from functools import partial

from mic25cli.calc.progress.method import Cut, Inputs, Judgement, Method
from mic25cli.calc.progress.methods.growth import compared, growth_alone

TREND = (
    Cut("substantial", 0.01, "on-track", above=True),
    Cut("fair", 0.005, "behind"),
    Cut("limited", -0.01, "far-behind"),
    Cut("deterioration", None, "regressing"),
)


def judge(inputs: Inputs, _strict: bool) -> Judgement:
    """The class of the ratio of the growth rates; strict compatibility changes nothing here."""
    return compared(METHOD, inputs)


METHOD = Method(
    id="un2022",
    version="2022",
    title="UN progress chart, note of 2022",
    measure="CR",
    met="substantial",
    cuts=(
        Cut("substantial", 0.95, "on-track", above=True),
        Cut("fair", 0.50, "behind"),
        Cut("limited", -0.10, "far-behind"),
        Cut("deterioration", None, "regressing"),
    ),
    judge=judge,
    trend=partial(growth_alone, TREND),
)
