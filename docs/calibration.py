"""How each word of progress came out on a dataset's own past, counted.

Years of a series whose end is known are hidden; what would have been said of that end from what
is left is compared with what came.  Words and likely maximum changes are those of the engine
itself. `calibration_page.py` prints what is counted here, and a test holds it to its bounds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from mic25cli.calc.choose_observation import SIGNS, Candidate, Criteria, Memo, choose
from mic25cli.calc.observed_series import best_of_periods
from mic25cli.calc.progress.certainty import (
    ComparableChanges,
    DeadlineOutcome,
    NearestFigure,
    observed,
    settled,
)
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.evidence import AdmittedBasis, admitted_bases
from mic25cli.calc.progress.max_changes import OtherSeries, Scale, max_changes_of, values_of
from mic25cli.calc.progress.method import Inputs
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import year_end
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.verdict import is_new
from mic25cli.calc.value_range import (
    Reach,
    TargetValue,
    compare_to_target,
    one_side,
    target_value_of,
)
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet

WORDS = ("inferred met", "inferred missed", "leans met", "leans missed")
DATES = tuple(f"{year}-{day}" for year in range(2018, 2026) for day in ("06-30", "12-31"))
"""Dates on which a user could have asked."""
_FAR = date(2099, 12, 31)


@dataclass(frozen=True)
class Undrawn:
    """The dataset's likely maximum changes without the resamples that tell whether a verdict is
    fragile.
    """

    others: OtherSeries

    def largest(self, scale: Scale, toward: bool, years: int) -> float | None:
        """The same as the others."""
        return self.others.largest(scale, toward, years)

    def steadiness(self, *_: object) -> float:
        """As if no resample changed it."""
        return 1.0


@dataclass(frozen=True, eq=False)
class Series:
    """The observations of an indicator on one basis, each read as that basis requires."""

    dataset: RecordSet
    indicator: Any
    admitted: AdmittedBasis
    unit: str
    memo: Memo = field(default_factory=dict)
    found: dict[tuple[int, date | None], tuple[Candidate | None, bool]] = field(
        default_factory=dict
    )
    own: dict[date | None, Mapping[float, float]] = field(default_factory=dict)

    def last(self, year: int, known_at: date | None = None) -> tuple[Candidate | None, bool]:
        """The observation for the end of a year, or the last one before; and whether it is new."""
        key = (year, known_at)
        if key not in self.found:
            choice = self._choice(year, year_end(year), known_at)
            new = is_new(choice, choice.chosen, self.dataset.units[self.unit])
            self.found[key] = self._read(choice.chosen), new
        return self.found[key]

    def end(self, year: int) -> Candidate | None:
        """The observation for the end of a year, if there is one."""
        last, _ = self.last(year)
        return last if last is not None and _unseen(last, year) == 0 else None

    def first_after(self, year: int) -> Candidate | None:
        """The first observation after a year."""
        after = best_of_periods(
            self._choice(year, _FAR, None).candidates, {"after-target"}, self.sign
        )
        return self._read(min(after, key=lambda each: each.ends, default=None))

    @cached_property
    def first(self) -> Candidate | None:
        """The first observed end of a year that has observations on both sides."""
        ends = (self.end(year) for year in self.years)
        return next((each for each in ends if each and each.span and not each.span.one_sided), None)

    @property
    def sign(self) -> int:
        """+1 if more is better, otherwise -1."""
        return SIGNS[self.indicator["direction"]]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with observations."""
        ends = {edtf.parse(each["period"]).latest for each in self.indicator["observations"]}
        return tuple(sorted({day.year for day in ends if day is not None}))

    def came(self, target_value: TargetValue, year: int) -> bool | None:
        """Whether a target was met by the end of a year; None if that is not known."""
        end = self.end(year)
        if end is not None and end.span is not None:
            found = observed(end.span, target_value, estimated=end.reading.estimated)
            return found.met if found.certainty == "observed" else None
        if self.indicator["timing"] != "flow" or target_value.sign < 0:
            return None
        # A part of a sum that already passes the target.
        choice = self._choice(year, year_end(year), None)
        parts = [each for each in choice.candidates if each.use == "part-year"]
        passing = [each for each in parts if each.ends.year == year and each.span is not None]
        return any(compare_to_target(each.span, target_value) == "yes" for each in passing) or None

    def measured(self, hidden: range, known_at: date | None = None) -> ComparableChanges:
        """The scales for distances, without this series in the hidden years."""
        unit = self.dataset.units[self.unit]
        if known_at not in self.own:
            every = values_of(self.dataset, self.indicator, self._timing, known_at)
            basis = self.admitted.basis or next(iter(self.indicator["bases"]), None)
            self.own[known_at] = every.get((basis, unit.dimension), {})
        left = {
            time: value
            for time, value in self.own[known_at].items()
            if not hidden.start < time <= hidden.stop
        }
        others = max_changes_of(self.dataset, known_at).without(self.indicator["id"])
        return ComparableChanges(unit.dimension, float(unit.factor), left, Undrawn(others))

    @property
    def _timing(self) -> Any:
        return self.indicator["timing"] or "unstated"

    def _choice(self, year: int, as_of: date, known_at: date | None) -> Any:
        criteria = Criteria(
            self.unit,
            self.admitted.basis,
            as_of,
            known_at,
            by=year_end(year),
            timing=self._timing,
            final=True,
        )
        return choose(self.dataset, self.indicator, criteria, self.memo)

    def _read(self, found: Candidate | None) -> Candidate | None:
        side = self.admitted.side
        if found is None or found.span is None or side is None:
            return found
        low, high = self.indicator["minimum"], self.indicator["maximum"]
        return found.but(one_side(found.span, side, low, high))


def _unseen(seen: Candidate, year: int) -> float:
    """The years between an observation and the end of a year, one more if it is approximate."""
    when = edtf.parse(seen.reading.period)
    apart = abs(edtf.year_scale(year_end(year)) - edtf.year_scale(seen.ends))
    return apart + when.vague


@dataclass(frozen=True)
class Said:
    """A word, whether it proved right, and the gap ratio.

    `side` says whether the last observation met the target, `stayed` whether the end did too, or
    neither did.
    """

    word: str
    right: bool
    gap_ratio: float | None
    side: Reach
    stayed: bool


@dataclass(frozen=True)
class Trial:
    """A target applied to a year of a series whose end is known, and whether it was met."""

    series: Series
    targets: tuple[str, ...]
    target_value: TargetValue
    year: int
    met: bool

    def said(self, hidden: int, later: bool = False, known_at: date | None = None) -> Said:
        """The word that would have been given with the last years hidden.

        Later observations are hidden too, unless `later` is set.
        """
        series, end = self.series, self.year
        gone = range(end - hidden + 1, end + 1 if later else _FAR.year)
        measured = series.measured(gone, known_at)
        last, new = series.last(end - hidden, known_at)
        first = series.first_after(end) if later else None
        seen = [
            NearestFigure(
                each.span, _unseen(each, end), self.target_value, measured, after, new and not after
            )
            for each, after in ((last, False), (first, True))
            if each is not None and each.span is not None
        ]
        found = settled(seen, ())
        word = word_of(found)
        side = "maybe" if last is None else seen[0].side
        right, stayed = word.endswith("met") == self.met, (side == "yes") == self.met
        return Said(word, right, found.margin.gap_ratio, side, stayed)


def word_of(found: DeadlineOutcome | Result) -> str:
    """The word for the end of a year, in two words."""
    if isinstance(found, Result):
        # A superseded milestone has the verdict that it would have if it still applied.
        met = (found.status_if_standing or found.status) == "met"
    else:
        met = bool(found.met)
    if found.certainty is not None:
        return f"{found.certainty} {'met' if met else 'missed'}"
    return f"leans {found.lean}" if found.lean else "no lean"


def targets_put(dataset: RecordSet) -> tuple[list[Trial], list[Trial]]:
    """Each target of the dataset, on each basis that it admits, for its own year (A) and for every
    year (B)."""
    series: dict[tuple[Any, ...], Series] = {}
    named: defaultdict[tuple[Any, ...], dict[str, bool]] = defaultdict(dict)
    for name, target in dataset.kind("targets").items():
        indicator = dataset.kind("indicators")[target["indicator"]]
        for admitted in admitted_bases(indicator, target) if indicator["direction"] else ():
            for milestone in target["milestones"]:
                target_value = target_value_of(milestone, SIGNS[indicator["direction"]])
                unit = milestone["unit"] or indicator["unit"]
                key = (target["indicator"], admitted.basis, admitted.side, unit)
                found = series.setdefault(key, Series(dataset, indicator, admitted, unit))
                for year in found.years if target_value is not None else ():
                    own = named[(*key, replace(target_value, other=None), year)]
                    own[name] = own.get(name, False) or milestone["year"] == year
    trials, in_their_year = [], []
    for (*key, target_value, year), targets in named.items():
        of = series[tuple(key)]
        met = of.came(target_value, year)
        if met is not None:
            trials.append(Trial(of, tuple(targets), target_value, year, met))
            if any(targets.values()):
                in_their_year.append(trials[-1])
    return in_their_year, trials


def values_put(dataset: RecordSet) -> list[Trial]:
    """Each value that a series ever had, applied as a target to each of its years (C)."""
    trials = []
    for name, indicator in dataset.kind("indicators").items():
        units = {each["basis"]: indicator["unit"] for each in indicator["observations"]}
        for basis, unit in units.items() if indicator["direction"] else ():
            series = Series(dataset, indicator, AdmittedBasis(basis), unit)
            ends = [each.span for year in series.years if (each := series.end(year))]
            values = {span.best for span in ends if span is not None and not span.one_sided}
            for year in series.years if values else ():
                for target_value in (TargetValue(value, series.sign) for value in sorted(values)):
                    met = series.came(target_value, year)
                    if met is not None:
                        trials.append(Trial(series, (name,), target_value, year, met))
    return trials


@dataclass
class Count:
    """How often a word was given, how often it proved right, and for how many indicators."""

    said: int = 0
    right: int = 0
    of: Counter[str] = field(default_factory=Counter)
    """How often for each indicator."""
    wrong: list[tuple[Trial, int, Said]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.right} of {self.said}"

    @property
    def share(self) -> float:
        """The share that proved right, in percent."""
        return 100 * self.right / self.said


def count(trials: Iterable[Trial], *hidden: int, known: bool = False, later: bool = False) -> Tally:
    """The words given with years hidden, and how many of them proved right.

    With `known`, only what had been published by the end of the target's year counts.
    """
    found = Tally({word: Count() for word in WORDS})
    for trial in trials:
        for years in hidden:
            said = trial.said(years, later, year_end(trial.year) if known else None)
            found.add(trial, years, said)
    return found


@dataclass
class Tally:
    """Counts by word, and every word with its gap ratio."""

    words: dict[str, Count]
    every: list[Said] = field(default_factory=list)

    def add(self, trial: Trial, hidden: int, said: Said) -> None:
        """Count one word."""
        self.every.append(said)
        if said.word in self.words:
            counted = self.words[said.word]
            counted.said += 1
            counted.right += said.right
            counted.of[trial.series.indicator["id"]] += 1
            if not said.right:
                counted.wrong.append((trial, hidden, said))

    def row(self) -> list[str]:
        """A row of the table of words."""
        return [str(self.words[word]) for word in WORDS]


PACES = ("already-met", "on-track", "behind", "far-behind", "regressing")


def paces(trials: Iterable[Trial], hidden: int) -> Counter[tuple[str, bool]]:
    """The linear pace of targets under way, and whether they were met in the end.

    The distance is counted from the first observed end of a year of the series.
    """
    found: Counter[tuple[str, bool]] = Counter()
    for trial in trials:
        series, end = trial.series, trial.year
        first, (last, _) = series.first, series.last(end - hidden)
        if first is None or last is None or last.span is None or last.ends <= first.ends:
            continue
        time = edtf.year_scale(last.ends) - 1
        if last.span.one_sided or end - hidden - time > 2:
            continue
        inputs = Inputs(
            float(first.span.best),
            first.ends.year,
            float(last.span.best),
            time,
            float(trial.target_value.value),
            end,
            series.sign,
            compare_to_target(last.span, trial.target_value) == "yes",
        )
        status = METHODS["linear"].judge(inputs, False).status
        if status in PACES:
            found[status, trial.met] += 1
    return found


@dataclass(frozen=True)
class Asked:
    """The words for a user who asked on a date, and whether they proved right (D)."""

    words: Mapping[str, Count]
    paces: Counter[tuple[str, bool]]
    milestones: int


def asked(dataset: RecordSet) -> Asked:
    """The words on `DATES` for milestones whose end is known today, from what was known then."""
    results = evaluate(dataset, Question(_FAR.isoformat()), every_method=False, series=False)
    came = {
        (each.target, each.milestone.index): (each.status_if_standing or each.status) == "met"
        for each in results
        if each.certainty == "observed"
    }
    targets = {target for target, _ in came}
    words = {word: Count() for word in ("observed met", "observed missed", *WORDS)}
    on_the_way: Counter[tuple[str, bool]] = Counter()
    for day in DATES:
        question = Question(day, known_at=day)
        for each in evaluate(dataset, question, targets, every_method=False, series=False):
            met = came.get((each.target, each.milestone.index))
            status = each.status_if_standing or each.status
            word = word_of(each)
            if met is None:
                continue
            if word in words:
                words[word].said += 1
                words[word].right += word.endswith("met") == met
                words[word].of[dataset.kind("targets")[each.target]["indicator"]] += 1
            elif status in PACES:
                on_the_way[status, met] += 1
    return Asked(words, on_the_way, len(came))


def total(tallies: Iterable[Tally], word: str) -> Count:
    """The counts of a word in several tallies together."""
    found = Count()
    for tally in tallies:
        each = tally.words[word]
        found.said += each.said
        found.right += each.right
        found.of += each.of
        found.wrong += each.wrong
    return found


@dataclass(frozen=True)
class Calibration:
    """Everything counted in a dataset; the keys of the tallies are the rows of the page."""

    real: Mapping[str, Tally]
    every_year: Mapping[str, Tally]
    in_range: Mapping[str, Tally]
    asked: Asked
    trials: tuple[Sequence[Trial], Sequence[Trial], Sequence[Trial]]


def calibrate(dataset: RecordSet) -> Calibration:
    """Every count of the page."""
    real, every, ranged = *targets_put(dataset), values_put(dataset)
    return Calibration(
        {"1 year": count(real, 1), "2 and 3 years": count(real, 2, 3)},
        {
            "1 year": count(every, 1),
            "2 years": count(every, 2),
            "3 years": count(every, 3),
            "4 and 5 years": count(every, 4, 5),
            "1 year, known then": count(every, 1, known=True),
            "1 year, later ones kept": count(every, 1, later=True),
        },
        {f"{years} year{'s' * (years > 1)}": count(ranged, years) for years in (1, 2, 3)},
        asked(dataset),
        (real, every, ranged),
    )


HIDDEN_ALONE = ("1 year", "2 years", "3 years", "4 and 5 years")
"""For the targets applied to every year, the rows in which nothing later is known."""


def claim(found: Calibration) -> tuple[int, int, int]:
    """The shares to print, in whole percent, rounded down.

    Those of inferred misses for the targets that were set, of those within the figure's own range,
    and of inferred successes for the targets that were set.
    """
    alone = [found.every_year[row] for row in HIDDEN_ALONE]
    missed, met = (total(alone, f"inferred {word}") for word in ("missed", "met"))
    ranged = total(found.in_range.values(), "inferred missed")
    return int(missed.share), int(ranged.share), int(met.share)
