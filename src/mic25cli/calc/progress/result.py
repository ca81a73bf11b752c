"""The results of a progress calculation, as frozen values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypedDict, get_args

from mic25cli.calc.choose_observation import SIGNS, Candidate, candidate_order
from mic25cli.calc.progress.certainty import Certainty, Lean
from mic25cli.calc.progress.max_changes import Scale
from mic25cli.calc.progress.method import Figures
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.status import (
    BLOCKING,
    STATUSES,
    MainReason,
    Reason,
    Status,
    main_reason,
)  # fmt: skip
from mic25cli.calc.progress_question import Question as Question  # results refer to it
from mic25cli.calc.source_grades import Reading
from mic25cli.calc.value_range import Number
from mic25cli.model.languages import catalogue
from mic25cli.model.plain_values import UNPRINTED, printed, printed_by, recorded_as
from mic25cli.model.units import UNSIZED, Units
from mic25cli.values import FrozenData, NamedTuple, field

if TYPE_CHECKING:
    from mic25cli.model.records import Name


class Detail(TypedDict, total=False):
    """The parts of a verdict to compute; by default all except the sources that it depends on."""

    every_method: bool
    """Results by all methods, not only by the requested one."""
    series: bool
    """Candidates and series, which take most of the memory."""
    candidates: bool
    """Every observation with its use, which only `explain` shows; requires `series`."""
    depends: bool
    """The sources without which the verdict would change."""


class MethodResult(FrozenData):
    """The result of one method for a milestone: its own word, and the status on the common scale.

    `status` is the method's verdict on the pace, even if the target year is over; it is None with
    reasons if there is no verdict. If the numbers are too uncertain for one, `at_least` and
    `at_most` are the worst and best possible status, unless these are the ends of the scale.
    """

    id: str
    version: str
    word: str | None
    status: Status | None
    reasons: tuple[Reason, ...]
    figures: Figures
    working: tuple[str, ...]
    at_least: Status | None = None
    at_most: Status | None = None


class Measures(FrozenData):
    """The linear measures, whichever method gives the verdict; None if undefined.

    If only one limit of the value is known, there is no estimate but only `progress_low` or
    `progress_high`. There is no `needed_per_year` in the target year, and no `arrival` after it.
    `progress_low` and `progress_high` are the ends of the share under the uncertainty of the
    observation; `progress_other_bound` is the share of the distance to the more demanding end of a
    target that is a range. `lag` is the time in years from the end of the observation's period to
    the end of the target year, and `age` the time to the reference date while the target year is
    not over.
    """

    progress: float | None = None
    progress_low: float | None = None
    progress_high: float | None = None
    progress_other_bound: float | None = None
    expected: float | None = None
    gap: float | None = None
    pace: float | None = None
    needed_per_year: float | None = None
    arrival: float | None = None
    lag: float | None = None
    age: float | None = None


class OnBasis(FrozenData):
    """The verdict on a milestone on one of the definitions that the target admits, and its fit."""

    basis: str | None
    fit: str | None
    side: str | None
    rationale: str | None
    status: Status
    reasons: tuple[Reason, ...]
    period: str | None
    seen: Reading | None = field(metadata=UNPRINTED)
    """the observation on this definition that counts"""


class SpanTotal(FrozenData):
    """How much of a total over several years was counted, and over how many of its years."""

    period: str
    value: Number
    years_seen: int
    years: int
    reading: Reading | None = field(metadata=UNPRINTED)
    """the sum counted so far, as one figure; None if nothing was counted"""

    @printed
    def counted(self) -> str | None:
        """the period from the first to the last counted year; null if there is none"""
        return None if self.reading is None else self.reading.period


class YearValue(NamedTuple):
    """A year, and the value for that year in the target's unit."""

    year: int
    value: Number


class Caveat(FrozenData):
    """A note that a reader must know before quoting an answer; `zh` is null in a dataset without
    Chinese."""

    en: str
    zh: str | None


class Sentence(FrozenData):
    """Whether a target was met, in one language.

    `head` alone gives the verdict, `fact` the figure, and `target` who set what and for when;
    `main` is these three. If they help, the `nearest` figures, the data that are `need`ed and the
    `outside` assessments follow.
    """

    head: str
    fact: str
    target: str
    main: str
    nearest: str = ""
    need: str = ""
    outside: str = ""

    @property
    def more(self) -> str:
        """The rest of the answer: nearest figure, data needed, outside assessments."""
        return self.nearest + self.need + self.outside

    @property
    def text(self) -> str:
        """The whole answer: the main sentence and those that follow it."""
        return self.main + self.more


class InWords(FrozenData):
    """The answer, one sentence in each language, with its caveats; null without Chinese."""

    english: Sentence = field(metadata=printed_by("en"))
    chinese: Sentence | None = field(metadata=printed_by("zh"))
    caveats: tuple[Caveat, ...]

    @property
    def en(self) -> str:
        """in English"""
        return self.english.text

    @property
    def zh(self) -> str | None:
        """in Chinese"""
        return None if self.chinese is None else self.chinese.text

    def in_language(self, lang: str) -> tuple[Sentence, tuple[str, ...]]:
        """The sentence and the caveats in a language; in English if they are missing in it."""
        if self.chinese is None or not catalogue(lang).suffix:
            return self.english, tuple(caveat.en for caveat in self.caveats)
        return self.chinese, tuple(caveat.zh or caveat.en for caveat in self.caveats)


class DependsOn(FrozenData):
    """The verdict without one source, or without all sources of one body.

    `body` is null if only the single source is left out.
    """

    sources: tuple[str, ...]
    body: str | None
    status: Status
    certainty: Certainty | None
    lean: Lean | None

    @property
    def struck(self) -> str:
        """The source or body that is left out: `source:ID` or `body:NAME`."""
        return f"body:{self.body}" if self.body else f"source:{self.sources[0]}"


class JudgedMilestone(FrozenData):
    """The verdict on one milestone of one target, with everything on which it is based.

    `fit` says how the definition behind the status fits the target (None: requested, but not
    admitted), `side` is the end that a limit gives, and `evidence` has the verdict on every
    admitted definition. `status_if_standing` is the verdict that a superseded or withdrawn
    milestone would have had. `at_least` and `at_most` are the certain limits of a verdict that
    cannot be given. `met_by` is the year of the first observation that reaches the target if it is
    not known when it was met. Once the target year is over, `certainty` is that of the verdict
    (None: open, and there may be a `lean`). It follows from the `gap_ratio`, the gap divided by
    `max_change` (see `certainty`), and is `fragile` if it depends on few past changes. `last_seen`
    is the last day of the observation that decides, and `since_reversed` the latest observation of
    a target that was met and is no longer. `outside` counts our readings of outside assessments.
    `weak` names inputs from a source that is of grade D or unread. `candidates` has every
    observation of the indicator with its use. `methods` and `disagree` are None unless all methods
    are compared.
    """

    target: str
    name: Name
    indicator: str
    origin: str
    type: str | None = field(metadata=UNPRINTED)
    scope: str | None
    industries: tuple[str, ...]
    pilots: tuple[str, ...]
    direction: str | None
    unit: str | None
    basis: str | None
    fit: str | None
    side: str | None
    rationale: str | None
    timing: str | None
    milestone: PlacedMilestone
    baseline: Reading | None
    observation: Reading | None
    latest: Reading | None
    """the last observation, which decides, if an earlier one of a better grade is shown"""
    later: Reading | None
    since_reversed: Reading | None
    total: SpanTotal | None
    """for a milestone over several years: the sum so far"""
    status: Status
    status_if_standing: Status | None
    at_least: Status | None
    at_most: Status | None
    certainty: Certainty | None
    lean: Lean | None
    gap_ratio: float | None
    max_change: float | None
    gap_scale: Scale | None
    fragile: bool
    last_seen: str | None
    met_by: int | None
    shortfall: Number | None
    """the distance to the target, in unit; if 0 or less, the target was met with this margin"""
    shortfall_share: float | None
    """the shortfall as a share of the target"""
    reasons: tuple[Reason, ...]
    outside: Mapping[str, int]
    evidence: tuple[OnBasis, ...]
    measures: Measures
    method: MethodResult
    weak: tuple[str, ...]
    methods: tuple[MethodResult, ...] | None
    disagree: bool | None
    sources: tuple[str, ...]
    """the ids of the sources of everything behind the verdict, each once, in order of use"""
    depends_on: tuple[DependsOn, ...] | None
    """the sources without which it would change; null: not requested, or no verdict"""
    candidates: tuple[Candidate, ...] = field(metadata=UNPRINTED)
    series: tuple[YearValue, ...] = field(metadata=UNPRINTED)
    answer: InWords | None = None
    """whether the target was met, in words"""

    @printed
    def main_reason(self) -> MainReason | None:
        """the one main reason why it is not assessable; null if it is assessable"""
        return main_reason(self.status, self.reasons)

    @property
    def seen(self) -> Reading | None:
        """The figure to show: the one that counts or a later one; for a total, the sum so far."""
        counted = None if self.total is None else self.total.reading
        return counted or self.later or self.observation

    @property
    def judged_from(self) -> Reading | None:
        """The observation after the target year that decides; None if none does."""
        due = self.milestone.year
        return self.later if due and (self.last_seen or "")[:4] > f"{due:04}" else None

    @property
    def seen_afterwards(self) -> Reading | None:
        """The figure after the target year that is shown if none decides: the first that meets the
        target, or the latest."""
        use = "meets-later" if self.met_by else "after-target"
        after = [each for each in self.candidates if each.use == use]
        if not after or not (self.met_by or self.status == "not-assessable"):
            return None
        sign = SIGNS.get(self.direction or "", 1)
        return min(after, key=lambda each: candidate_order(each, sign)).reading

    @property
    def deciding(self) -> Reading | None:
        """The figure that decides and gives the shortfall; for a total, that of its last year."""
        return self.judged_from or self.observation

    @printed
    def decides(self) -> Literal["observation", "later", "total"] | None:
        """which of these figures decides and gives the shortfall; null if none does"""
        if self.total is not None:
            return "total"
        return "later" if self.judged_from else "observation" if self.observation else None


STATED: Final[tuple[str, ...]] = (
    *STATUSES,
    *(
        f"{status}:{certainty}"
        for status in ("met", "met-late", "missed")
        for certainty in get_args(Certainty)
    ),
)
"""The values of a status filter: a status, or a status with a certainty."""


def stated(result: JudgedMilestone, words: Collection[str]) -> bool:
    """Whether a filter value in `STATED`, such as `missed:inferred`, is true of a milestone."""
    return result.status in words or f"{result.status}:{result.certainty}" in words


class Result(JudgedMilestone):
    """The verdict on one milestone of one target, with every method's word and every observation.

    All of it is printed; `judged` leaves out what only an explanation shows.
    """

    methods: tuple[MethodResult, ...]
    disagree: bool
    candidates: tuple[Candidate, ...]
    series: tuple[YearValue, ...]

    @property
    def blocking(self) -> tuple[Reason, ...]:
        """The reasons why there is no verdict; empty if there is one."""
        if self.status != "not-assessable":
            return ()
        return tuple(reason for reason in self.reasons if reason in BLOCKING)

    def judged(self, compare: bool) -> JudgedMilestone:
        """The verdict alone; with the other methods' words if methods are compared."""
        if compare:
            return recorded_as(JudgedMilestone, vars(self))
        return recorded_as(JudgedMilestone, vars(self), methods=None, disagree=None)


def sources_of(parts: Iterable[PlacedMilestone | Reading | None]) -> tuple[str, ...]:
    """The ids of the sources of a milestone and of readings, each once, in order of use."""
    used = [
        source
        for part in parts
        if part is not None
        for source in (part.report, *(cite.source for cite in part.cite))
        if source is not None
    ]
    return tuple(dict.fromkeys(used))


class ShareOfTarget(TypedDict):
    """The last figure as a share of the target value, with its ends; 1 is the target value and more
    is better. `share` is None if only one limit is known; all three are None without a figure."""

    share: float | None
    share_low: float | None
    share_high: float | None


def share_of_target(result: JudgedMilestone, units: Units) -> ShareOfTarget:
    """The last figure of a milestone as a share of its target value."""
    last, due = result.later or result.latest or result.observation, result.milestone
    unit, sign = units.get(due.unit or ""), -1 if result.direction == "decrease" else 1
    target_value = due.value if due.value is not None else (due.low if sign > 0 else due.high)
    sized = unit is not None and unit.dimension not in UNSIZED and result.direction is not None
    none: ShareOfTarget = {"share": None, "share_low": None, "share_high": None}
    if last is None or not target_value or not sized:
        return none
    best, ends = last.best, (last.least, last.most)
    if result.total is not None:
        best, ends = result.total.value, (result.total.value, result.total.value)
    low, high = ends[::sign]
    size = target_value if target_value > 0 else -target_value
    # A later figure meets the target but the one that counts is old, so the share is not known.
    open_late = result.met_by and result.status == "not-assessable"
    if open_late and best is not None and sign * (best - target_value) < 0:
        return none

    def share_of(number: Number | None) -> float | None:
        return None if number is None else float(1 + sign * (number - target_value) / size)

    return {"share": share_of(best), "share_low": share_of(low), "share_high": share_of(high)}
