"""Whether a verdict on a past target year is observed or inferred, or which way the evidence leans.

`gap_ratio` is the distance of a figure from the target, divided by the likely maximum change in the
time without data. docs/progress.md gives the rule and the reasons for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import ceil, inf
from typing import Literal, get_args

from mic25cli.calc.progress import max_changes
from mic25cli.calc.progress.method import TOLERANCE
from mic25cli.calc.progress.status import Reason
from mic25cli.calc.value_range import Reach, Span, TargetValue, compare_to_target
from mic25cli.values import FrozenData

Certainty = Literal["observed", "inferred"]
Lean = Literal["met", "missed"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
LEANS: tuple[Lean, ...] = get_args(Lean)

_FAR = 2
"""With more than this many years without data, the margin must be half as large again."""
_MARGIN, _WIDE_MARGIN, _LEAN, _STEADY = 1.0, 1.5, 0.5, 0.75
_OTHER: Mapping[Reach, Reach] = {"yes": "no", "no": "yes"}


class ComparableChanges(FrozenData):
    """The scales for distances from the target. An indicator that never `falls` cannot lose
    ground."""

    dimension: str
    factor: float
    own: max_changes.Values
    others: max_changes.OtherSeries
    falls: bool = True


class Margin(FrozenData):
    """The gap to the target, also divided by the likely maximum change; None: unknown."""

    gap_ratio: float | None = None
    max_change: float | None = None
    gap_scale: max_changes.Scale | None = None


NO_MARGIN = Margin()


class DeadlineOutcome(FrozenData):
    """The outcome at the end of a year; `figure` is the one that decides it if the end was not
    observed."""

    met: bool | None = None
    certainty: Certainty | None = None
    lean: Lean | None = None
    margin: Margin = NO_MARGIN
    figure: NearestFigure | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def by_later(self) -> bool:
        """Whether the deciding figure is for a time after the target year."""
        return self.figure is not None and self.figure.after

    @property
    def fragile(self) -> bool:
        """Whether the outcome depends on few past changes, which only many resamples can show."""
        return self.certainty == "inferred" and self.figure is not None and self.figure.fragile


OPEN = DeadlineOutcome()
"""The outcome if nothing can be said."""


class NearestFigure(FrozenData, eq=False):
    """The figure nearest to the end of the target year, before or after it, and the target.

    `unseen` is in years; `new` marks a count within two years of the first that was not zero.
    """

    span: Span
    unseen: float
    target_value: TargetValue
    measured: ComparableChanges
    after: bool = False
    new: bool = False

    @cached_property
    def side(self) -> Reach:
        """The side of the target on which all values of the claim are; `maybe` if on both."""
        return compare_to_target(self.span, self.target_value)

    @property
    def need(self) -> float:
        """The gap ratio above which a verdict is *very likely* (no unit)."""
        return _WIDE_MARGIN if self.after or self._far else _MARGIN

    @property
    def too_old(self) -> bool:
        """Whether the time without data is too long for any conclusion."""
        return self.unseen > max_changes.MOST_YEARS + TOLERANCE

    @cached_property
    def margin(self) -> Margin:
        """The margin on the scale that gives the smallest gap ratio."""
        if self.side == "maybe":
            return Margin(None if self.span.one_sided else 0.0)
        if self._certain:
            return Margin(None, 0.0)
        margins = []
        for scale, distance in self._distances():
            size = None if self.too_old else self._max_change(scale)
            margins.append(Margin(None if size is None else distance / size, size, scale))
        # A scale without a likely maximum change gives no margin.
        return min(
            margins,
            key=lambda margin: inf if margin.gap_ratio is None else margin.gap_ratio,
            default=NO_MARGIN,
        )

    @property
    def infers(self) -> bool:
        """Whether the figure is farther from the target than it is likely to have moved."""
        if self._certain:
            return not self.too_old
        ratio, is_new = self.margin.gap_ratio, self.new and self.side == "no"
        return (
            ratio is not None and ratio > self.need + TOLERANCE and not self.too_old and not is_new
        )

    @property
    def lean(self) -> Lean | None:
        """The side to which the evidence leans if nothing is inferred."""
        ratio = self.margin.gap_ratio
        if ratio is None or self.side == "maybe" or self.too_old:
            return None
        if self.side == "yes":
            return "met"
        return "missed" if ratio >= _LEAN - TOLERANCE else None

    @property
    def fragile(self) -> bool:
        """Whether an inference fails in too many resamples of the dataset's figures."""
        if self._certain:
            return False
        steadiness = self.measured.others.steadiness
        shares = [
            steadiness(scale, self._toward, self._years, distance / self.need)
            for scale, distance in self._distances()
            if self._far or self._own(scale) is None
        ]
        return min(shares, default=1.0) < _STEADY

    @property
    def _far(self) -> bool:
        return self.unseen > _FAR + TOLERANCE

    @property
    def _toward(self) -> bool:
        """Whether only a change in the desired direction would reverse the figure's outcome."""
        return (self.side == "yes") == self.after

    @property
    def _certain(self) -> bool:
        """Whether only a fall would reverse the figure's outcome, and the figure never falls."""
        rising = (self.target_value.sign > 0) == self._toward
        return not (self.measured.falls or rising or self.side == "maybe")

    @property
    def done(self) -> bool:
        """Whether the figure says of something that stays done whether it was."""
        return self._certain and self.measured.dimension == "yes or no"

    @property
    def _years(self) -> int:
        return max(1, ceil(self.unseen - TOLERANCE))

    def _own(self, scale: max_changes.Scale) -> float | None:
        direction = self.target_value.sign if self._toward else -self.target_value.sign
        own = None if scale == "places" else self.measured.own
        return (
            None if own is None else max_changes.own_max_change(own, scale, direction, self.unseen)
        )

    def _max_change(self, scale: max_changes.Scale) -> float | None:
        own = self._own(scale)
        if own is not None and not self._far:
            return own
        dataset = self.measured.others.largest(scale, self._toward, self._years)
        return max((change for change in (own, dataset) if change is not None), default=None)

    def _distances(self) -> list[tuple[max_changes.Scale, float]]:
        target_value, kind, passed = self.target_value, self.measured.dimension, self.side == "yes"
        limit = self.span.low if (target_value.sign > 0) == passed else self.span.high
        if limit is None:
            return []
        end = target_value.value if passed or target_value.loose is None else target_value.loose
        value, other = (float(number) * self.measured.factor for number in (limit, end))
        if passed and target_value.inclusive and kind in ("rank", "count"):
            other -= target_value.sign
        small = kind == "count" and value <= max_changes.SMALL
        scales: tuple[max_changes.Scale, ...] = (
            ("log", "places") if small else (max_changes.scale_of(kind),)
        )
        # Zero has no logarithm, so a count of zero is replaced by 0.5.
        least = max(other, 0.5) if kind == "count" else other
        sizes = [
            (scale, max_changes.move(scale, value, least if scale == "log" else other))
            for scale in scales
        ]
        direction = -target_value.sign if passed else target_value.sign
        return [(scale, size * direction) for scale, size in sizes if size is not None]


def observed(span: Span, target_value: TargetValue, *, estimated: bool) -> DeadlineOutcome:
    """The outcome if the end of the target year was observed; from our own estimates it is only
    inferred."""
    side = compare_to_target(span, target_value)
    if side == "maybe":
        return DeadlineOutcome(reasons=("figure-too-imprecise",))
    if side == "no" and target_value.floorless:
        return DeadlineOutcome(lean="missed", reasons=("no-minimum",))
    return DeadlineOutcome(side == "yes", "inferred" if estimated else "observed")


def settled(figures: Sequence[NearestFigure], parts: Sequence[Span]) -> DeadlineOutcome:
    """The outcome from the figures nearest to the end of a year and from `parts` of that year, each
    scaled to the whole year."""
    if not figures:
        return OPEN
    against = {compare_to_target(part, figures[0].target_value) for part in parts}
    free = [figure for figure in figures if _OTHER.get(figure.side) not in against]
    sure = [figure for figure in free if figure.infers]
    if len({figure.side for figure in sure}) == 1:
        best = max(sure, key=_clearness)
        if best.side == "no" and best.target_value.floorless:
            return DeadlineOutcome(None, None, "missed", best.margin, best, ("no-minimum",))
        certainty: Certainty = "observed" if best.done else "inferred"
        return DeadlineOutcome(best.side == "yes", certainty, None, best.margin, best)
    crossed = {"yes", "no"} <= {figure.side for figure in figures}
    leaning = [] if crossed else [figure for figure in free if figure.lean is not None]
    clearest = max(leaning, key=_clearness, default=figures[0])
    conditions: dict[Reason, bool] = {
        "figure-too-imprecise": clearest.side == "maybe",
        "before-and-after-differ": crossed,
        "part-year-differs": len(free) < len(figures),
        "gap-over-five-years": clearest.too_old,
        "no-comparable-changes": clearest.margin.gap_ratio is clearest.margin.max_change is None
        and not clearest.too_old,
        "new-programme": clearest.new and clearest.side == "no",
    }
    reasons = tuple(reason for reason, holds in conditions.items() if holds)
    return DeadlineOutcome(
        None, None, clearest.lean if leaning else None, clearest.margin, clearest, reasons
    )


def _clearness(figure: NearestFigure) -> float:
    return figure.margin.gap_ratio or 0.0
