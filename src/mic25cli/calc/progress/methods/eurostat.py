"""Actual against required compound yearly growth, after Eurostat.

Formula:

    CAGR_a = (y/b)^(1/(t - t0)) - 1      actual growth
    CAGR_r = (T/b)^(1/(tT - t0)) - 1     growth required
    R      = CAGR_a / CAGR_r

Classes, on `R`: from 95 % `significant` progress, from 60 % `moderate`, from 0 `insufficient`,
below 0 `away`: movement away from the target.  Without a target, on yearly growth in the wanted
direction: from 1 % `significant`, from 0 `moderate`, from -1 % `moderate-away`, below that
`significant-away`.

Source: the four categories as told at sdg.iisd.org ("Eurostat reports on monitoring SDG trends in
the EU context"); the cuts of 95, 60 and 0 % from Open SDG's method page, which says that it
follows Eurostat (open-sdg/open-sdg, docs/progress-methodology.md).  The cuts without a target and
the top class for a reached target were not read in a text of Eurostat's: this is a method after
Eurostat, not Eurostat's own.

Window: `b` at `t0` is the target's baseline, or with `--window N` the first observation that is no
more than N years before the last one, and no less than half of that; else there is no verdict
(`short-series`).  Eurostat's long-term trend is over 15 years, its short-term one over 5
(sdg.iisd.org, as below); the half is a rule of ours.

Edge rules: `b`, `y` and `T` must all be positive, or all negative, where the quotients are the
same.  A zero or a change of sign is refused (`zero-base`, `zero-target`, `zero-value`,
`sign-change`), and so is a target that equals its baseline (`maintain-target`).  A target that is
reached is in the top class.
"""

from __future__ import annotations

from mic25cli.calc.progress.method import Method, declared
from mic25cli.calc.progress.methods.growth import compared, growth_alone

METHOD: Method = declared(
    "eurostat",
    lambda inputs, _strict: compared(METHOD, inputs),
    lambda inputs: growth_alone(METHOD.trend_cuts, inputs),
)
