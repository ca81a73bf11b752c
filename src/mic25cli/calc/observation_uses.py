"""The uses of the observations that were considered, and the sort order that decides among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, total_ordering
from typing import Literal, get_args

from mic25cli.calc.source_grades import Reading, rank_of
from mic25cli.calc.value_range import ONE_SIDED, Span
from mic25cli.model import edtf

UsedAs = Literal["decides", "confirms", "meets-later"]
NotUsedBecause = Literal[
    "other-basis", "no-value", "other-unit", "open-period", "after-as-of",
    "not-yet-known", "below-grade", "other-access", "unchecked", "part-year", "several-years",
    "before-baseline", "baseline-period", "after-target", "earlier-period", "longer-period",
    "uncertain-period", "one-sided", "lower-grade", "less-checked",
    "older-vintage", "more-favourable", "part-of-sum",
]  # fmt: skip
Use = Literal[UsedAs, NotUsedBecause]
"""The use of an observation, or the reason why it is not used; its label is `use-USE`."""

USED: Mapping[str | None, UsedAs] = {code: code for code in get_args(UsedAs)}
"""The uses of observations that a verdict uses."""
NOT_USED: Mapping[str | None, NotUsedBecause] = {code: code for code in get_args(NotUsedBecause)}
"""The reasons why a verdict does not use an observation."""


UNPLACED: frozenset[Use] = frozenset(
    ("other-basis", "no-value", "other-unit", "open-period", "after-as-of", "not-yet-known")
)
"""Uses of observations that cannot be placed in a chart."""

TIME_PLACES: tuple[Use, ...] = ("earlier-period", "longer-period", "uncertain-period")
CLAIM_PLACES: tuple[Use, ...] = (
    "lower-grade", "less-checked", "older-vintage", "more-favourable", "confirms",
)  # fmt: skip
PLACES = (*TIME_PLACES, *CLAIM_PLACES)
"""The reasons for losing to another observation, in the order of the parts of `order_of`."""

Order = tuple[object, ...]


@total_ordering
class ReadingText:
    """All of a reading as text, compared only if nothing else distinguishes two readings."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def text(self) -> str:
        """The values of the reading as one text, by which two readings can be ordered."""
        return repr(self.reading)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReadingText) and self.text == other.text

    def __lt__(self, other: ReadingText) -> bool:
        return self.text < other.text


def time_order(when: edtf.Edtf) -> tuple[int, int, bool]:
    """Sort key of a period, one number for each of `TIME_PLACES`: latest, shortest, exact first."""
    assert when.earliest is not None and when.latest is not None
    last = when.latest.toordinal()
    return -last, last - when.earliest.toordinal(), when.vague


def claim_order(reading: Reading, span: Span | None, sign: int) -> Order:
    """The sort key of claims for one time, best first: one value for each of `CLAIM_PLACES`."""
    newest = edtf.parse(reading.published).latest if reading.published else None
    worth = 0 if span is None else span.best * sign
    # A limit as recorded: on a one-sided definition, every span is a limit.
    limit = reading.bound in ONE_SIDED
    return (
        *rank_of(reading.grade, reading.checked),
        -newest.toordinal() if newest else 0,
        worth,
        (span is not None and span.one_sided, limit, ReadingText(reading)),
    )


def order_of(reading: Reading, span: Span | None, sign: int) -> Order:
    """The sort key of an observation, best first: one value for each reason in `PLACES`."""
    return (*time_order(edtf.parse(reading.period)), *claim_order(reading, span, sign))


def lost(loser: Order, winner: Order, places: Sequence[Use]) -> Use:
    """Why an observation was not chosen: the first part in which the two sort keys differ."""
    for place, ours, theirs in zip(places, loser, winner, strict=True):
        if ours != theirs:
            return place
    return "confirms"
