"""The options of the commands on progress, and the question they put to the dataset."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

from mic25cli.calc import lookup, select
from mic25cli.calc.progress.certainty import CERTAINTIES, LEANS
from mic25cli.calc.progress.methods import DEFAULT, METHODS
from mic25cli.calc.progress.result import STATED, Question, Result
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.calc.progress.status import ASSESSED, CODES
from mic25cli.cli.options import Texts, flag, number, text, words
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, unknown
from mic25cli.model.closed_lists import ACCESS, FITS, GRADES, ORIGINS
from mic25cli.values import dataclass
from mic25cli.vocabulary import codes_said

if TYPE_CHECKING:
    from mic25cli.model.dataset import RecordSet


COMPARED = ("worse", "lost", "redefined", "changed")
"""With --against, what --fail-on also takes: a milestone that got worse, lost something (a verdict,
itself, a part of its goal), is measured by something else, or changed at all."""


def years(name: str, given: str) -> tuple[int, ...]:
    """The years of `2025`, `2020-2025` or a list of these; raises `UsageError` for other texts."""
    found: set[int] = set()
    for span in select.spans(name, given):
        if span.start < 1000 or span.stop > 10_000:
            raise UsageError(f"{name}: '{given}' is not a year", "write 2030 or 2020-2030.")
        found.update(span)
    return tuple(sorted(found))


def _status_code(noun: str, known: Sequence[str], _: str, word: str) -> str:
    """A code by itself or by the words of answers; a status with or without its certainty."""
    said, colon, certainty = word.strip().partition(":")
    said = "-".join(said.lower().split())
    meant = f"{codes_said(noun).get(said, said)}{colon}{certainty}"
    if meant not in known:
        raise unknown(noun, word, known, f"'mic25 help {noun}' lists them.")
    return meant


def statuses(help_text: str, others: Sequence[str] = ()) -> Any:
    """An option with statuses, or with `others` beside them."""
    known = (*STATED, *others)
    return words("STATUS,…", help_text, choices=known, parse=partial(_status_code, "status", known))


@dataclass(frozen=True)
class ProgressOptions:
    """What the options of the progress commands say."""

    method: str = text("METHOD", "{}.", DEFAULT, choices=METHODS)
    compare: bool = flag("All methods side by side, and where they disagree.")
    by: str | None = text(
        "CRITERION", "Count the statuses by {}.", choices=CRITERIA, noun="grouping"
    )
    mean: bool = flag("The mean share of the way of each group.")
    status: Texts = statuses("Show only milestones of these statuses.")
    certainty: Texts = words(
        "WORD,…",
        "Only verdicts that are " + " or ".join(CERTAINTIES) + ".",
        choices=CERTAINTIES,
        parse=partial(_status_code, "certainty", CERTAINTIES),
    )
    lean: Texts = words(
        "WORD,…", f"Only what is open and leans: {' or '.join(LEANS)}.", choices=LEANS
    )
    year: tuple[int, ...] | None = text(
        "YEAR|FROM-TO", "Only milestones of these years: 2030, 2020-2030.", parse=years
    )
    industry: Texts = words("ID,…", "Only targets of these industries.")
    report: str | None = text("ID", "Only milestones that a report set.")
    origin: str | None = text("WORD", "Only of an origin: {}.", choices=ORIGINS)
    current: bool = flag("Only milestones that apply at the reference date.")
    max_lag: float | None = number(
        "YEARS", "Only where evidence ends at most so long early.", least=0, typed=float
    )
    reason: Texts = words("WORD,…", "Only what has such a reason, as JSON names it.", choices=CODES)
    grade: Texts = words("GRADE,…", "Only by figures of these grades: {}.", choices=GRADES)
    single_source: bool = flag("Only verdicts that depend on a single source or body.")
    basis: str | None = text("BASIS", "Take this basis where an indicator has several.")
    fit: Texts = words(
        "FIT,…", "Only this fit: {}.", choices=FITS, parse=partial(_status_code, "fit", FITS)
    )
    admit: Texts = words(
        "FIT,…",
        "Judge on evidence of these fits alone.",
        choices=FITS,
        noun="fit",
        parse=partial(_status_code, "fit", FITS),
    )
    min_grade: str | None = text(
        "GRADE", "Only figures of this grade or better: A to D.", choices=GRADES
    )
    access: Texts = words("WORD,…", "Seen as: {}.", choices=ACCESS)
    checked: bool = flag("Only observations that somebody has read in a source.")
    strict_compat: bool = flag("With opensdg: compute exactly as its own code does.")
    window: int | None = number(
        "YEARS", "With eurostat: growth of the last years alone: 5, 15.", least=2, most=50
    )
    substitute_baseline: bool = flag("Let an observation stand in for a missing baseline.")
    fail_on: Texts = statuses(
        "Exit 1 if any milestone has such a status; missed:observed leaves out what is inferred.",
        COMPARED,
    )

    def __post_init__(self) -> None:
        if self.strict_compat and self.method != "opensdg":
            belongs = "--strict-compat works only with the method opensdg"
            raise UsageError(belongs, "add --method opensdg.")
        windowed = [name for name, method in METHODS.items() if method.takes_window]
        if self.window is not None and not self.compare and self.method not in windowed:
            methods = ", ".join(windowed)
            raise UsageError(
                f"--window works only with the method {methods}", f"add --method {windowed[0]}."
            )
        if self.mean and self.by is None:
            raise UsageError("--mean needs groups to average", "add --by industry.")
        for other in ("compare", "status"):
            if self.by is not None and getattr(self, other):
                raise UsageError(f"--by and --{other} cannot be combined", "use only one of them.")

    def question(self, session: Session, dataset: RecordSet) -> Question:
        """The question they put to a dataset; raises `UsageError` for an unknown basis."""
        if self.basis is not None:
            bases = {
                basis for each in dataset.kind("indicators").values() for basis in each["bases"]
            }
            if self.basis not in bases:
                raise unknown("basis", self.basis, bases, "'mic25 indicators show ID' lists them.")
        return Question(
            as_of=session.day,
            known_at=session.known_at,
            method=self.method,
            basis=self.basis,
            fits=self.admit,
            min_grade=self.min_grade,
            access=self.access,
            checked=self.checked,
            strict_compat=self.strict_compat,
            substitute=self.substitute_baseline,
            window=self.window,
        )

    def kept(self, results: Sequence[Result], dataset: RecordSet) -> list[Result]:
        """The results that the filters keep, those with a verdict first, the open ones last."""
        return [each for each in self.asked_about(results, dataset) if self.keeps(each)]

    def keeps(self, result: Result) -> bool:
        """Whether the filters on verdicts and what they rest on keep a result."""
        seen, lag = result.later or result.observation, result.measures.lag
        return (
            (not self.certainty or result.certainty in self.certainty)
            and (not self.lean or result.lean in self.lean)
            and (not self.fit or result.fit in self.fit)
            and (not self.reason or not set(self.reason).isdisjoint(result.reasons))
            and (not self.grade or getattr(seen, "grade", None) in self.grade)
            and (self.max_lag is None or round(inf if lag is None else lag, 3) <= self.max_lag)
        )

    def asked_about(self, results: Sequence[Result], dataset: RecordSet) -> list[Result]:
        """Those of the targets and milestones asked about, whatever their verdicts."""
        wanted = {lookup.industry(dataset, industry)["id"] for industry in self.industry}
        report = lookup.report(dataset, self.report)["id"] if self.report else None
        found = [
            result
            for result in results
            if (not wanted or wanted & set(result.industries))
            and (report is None or result.milestone.report == report)
            and (self.origin is None or result.origin == self.origin)
            and (not self.year or result.milestone.year in self.year)
            and (not self.current or result.milestone.applies)
        ]

        def place(result: Result) -> int:
            return (result.status not in ASSESSED) + (result.status == "not-assessable")

        return sorted(found, key=place)


@dataclass(frozen=True)
class AgainstOptions:
    """What the progress is set against."""

    against: str | None = text(
        "DIR|DATE",
        "Only what changed since another folder or date; --fail-on then takes "
        f"{', '.join(COMPARED)} too.",
        completes="",
    )
    rev: str | None = text("REV", "Only what changed since a git revision.")

    def __post_init__(self) -> None:
        if self.against is not None and self.rev is not None:
            raise UsageError(
                "--against and --rev both say what to compare with", "use only one of them."
            )
        if self.against == "":
            # As a path it would be the current folder.
            raise UsageError(
                "--against: the value is empty",
                "give a value, or check the variable that it comes from.",
            )


@dataclass(frozen=True)
class ListingOptions:
    """Which verdicts a list for people has, and in what order."""

    all: bool = flag("Also list what cannot be judged.")
    milestones: bool = flag("Count and list milestones, not targets alone.")
    answers: bool = flag("One sentence a target: was it met?")
