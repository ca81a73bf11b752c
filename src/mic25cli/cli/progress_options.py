"""The options of the progress commands, and the question that they ask of the dataset."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from mic25cli.calc import lookup, record_filters
from mic25cli.calc.progress.certainty import CERTAINTIES, LEANS
from mic25cli.calc.progress.methods import DEFAULT, METHODS
from mic25cli.calc.progress.result import STATED, Question, Result
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.cli.options import Texts, flag, text, words
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, unknown
from mic25cli.model.closed_lists import ACCESS, FITS, GRADES, ORIGINS
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as
from mic25cli.values import FrozenData
from mic25cli.vocabulary import codes_said

COMPARED = ("worse", "lost", "redefined", "changed")
"""What --fail-on also accepts with --against: a milestone that got worse, lost something (its
verdict, itself, a part of its target), is measured by something else, or changed in any way."""


def years(name: str, text: str) -> tuple[int, ...]:
    """The years in `2025`, `2020-2025` or a list of these; raises `UsageError` for other texts."""
    numbers: set[int] = set()
    for span in record_filters.spans(name, text):
        if span.start < 1000 or span.stop > 10_000:
            raise UsageError.of("is-not-year", option=name, text=text)
        numbers.update(span)
    return tuple(sorted(numbers))


def _status_code(noun: str, codes: Sequence[str], option: str, word: str) -> str:
    """The code for a word as typed or in answers; a status may come with its certainty."""
    name, colon, certainty = word.strip().partition(":")
    name = "-".join(name.lower().split())
    result = f"{codes_said(noun).get(name, name)}{colon}{certainty}"
    if result not in codes:
        raise record_filters.unknown_code(noun, option, word, codes)
    return result


def statuses(help_text: str, others: Sequence[str] = ()) -> Any:
    """An option that accepts statuses, and `others`."""
    codes = (*STATED, *others)
    return words("STATUS,…", help_text, choices=codes, parse=partial(_status_code, "status", codes))


class ProgressOptions(FrozenData):
    """The options of the progress commands."""

    method: str = text("METHOD", "Choose the method (mic25 help methods)", DEFAULT, choices=METHODS)
    compare: bool = flag("Compare all methods, and list where they disagree", rare=True)
    by: str | None = text(
        "GROUP", "Count statuses by industry, year, origin, fit, …", choices=CRITERIA
    )
    mean: bool = flag("Average the progress from baseline to target of each group", rare=True)
    status: Texts = statuses("Show only these statuses (mic25 help status)")
    certainty: Texts = words(
        "WORD,…",
        "Show only verdicts that are " + " or ".join(CERTAINTIES),
        choices=CERTAINTIES,
        parse=partial(_status_code, "certainty", CERTAINTIES),
    )
    lean: Texts = words(
        "WORD,…", f"Show only targets that lean to {' or '.join(LEANS)}", rare=True, choices=LEANS
    )
    year: tuple[int, ...] | None = text(
        "YEAR|FROM-TO", "Show only targets due in these years: 2030, 2020-2030", parse=years
    )
    industry: Texts = words("ID,…", "Show only targets of these industries")
    report: str | None = text("ID", "Show only targets set by this document", rare=True)
    origin: str | None = text("WORD", "Show only this origin: {}", choices=ORIGINS)
    current: bool = flag("Show only targets that apply at the reference date", rare=True)
    grade: Texts = words(
        "GRADE,…", "Show only verdicts that rest on these grades: {}", rare=True, choices=GRADES
    )
    single_source: bool = flag("Show only verdicts with a single source or body")
    basis: str | None = text(
        "BASIS", "Use this definition where an indicator has several", rare=True
    )
    fit: Texts = words(
        "FIT,…",
        "Show only this fit: {}",
        rare=True,
        choices=FITS,
        parse=partial(_status_code, "fit", FITS),
    )
    admit: Texts = words(
        "FIT,…",
        "Judge by figures of these fits alone",
        rare=True,
        choices=FITS,
        parse=partial(_status_code, "fit", FITS),
    )
    min_grade: str | None = text(
        "GRADE", "Judge by figures of this grade or better: A to D", rare=True, choices=GRADES
    )
    access: Texts = words(
        "WORD,…", "Judge by sources seen as original, reprint, copy, …", rare=True, choices=ACCESS
    )
    checked: bool = flag("Judge only by figures that were read in a source", rare=True)
    strict_compat: bool = flag(
        "Compute exactly as Open SDG's code does (--method opensdg)", rare=True
    )
    substitute_baseline: bool = flag("Replace a missing baseline with an early figure", rare=True)
    fail_on: Texts = statuses("Exit with 1 if a target has one of these statuses", COMPARED)

    def __post_init__(self) -> None:
        if self.strict_compat and self.method != "opensdg":
            raise UsageError.of("strict-compat-works-only-with-method-opensdg")
        if self.mean and self.by is None:
            raise UsageError.of("mean-needs-groups-to-average")
        for other in ("compare", "status"):
            if self.by is not None and getattr(self, other):
                raise UsageError.of("cannot-be-combined", one="--by", other=other)

    def question(self, session: Session, dataset: RecordSet) -> Question:
        """The question for a dataset; raises `UsageError` for an unknown definition."""
        if self.basis is not None:
            bases = {
                basis for each in dataset.kind("indicators").values() for basis in each["bases"]
            }
            if self.basis not in bases:
                raise unknown("basis", self.basis, bases, "'mic25 indicators show ID' lists them.")
        return recorded_as(
            Question,
            vars(self),
            as_of=session.day,
            known_at=session.known_at,
            fits=self.admit,
            substitute=self.substitute_baseline,
        )

    def selected(self, results: Sequence[Result], dataset: RecordSet) -> list[Result]:
        """The results that pass the filters, those with a verdict first."""
        return [result for result in self.asked_about(results, dataset) if self.keeps(result)]

    def keeps(self, result: Result) -> bool:
        """Whether a result passes the filters on verdicts and evidence."""
        figure = result.later or result.observation
        return (
            (not self.certainty or result.certainty in self.certainty)
            and (not self.lean or result.lean in self.lean)
            and (not self.fit or result.fit in self.fit)
            and (not self.grade or getattr(figure, "grade", None) in self.grade)
        )

    def asked_about(self, results: Sequence[Result], dataset: RecordSet) -> list[Result]:
        """The results for the requested targets and milestones, whatever their verdicts."""
        ids = {lookup.industry(dataset, industry)["id"] for industry in self.industry}
        report = lookup.report(dataset, self.report)["id"] if self.report else None
        matches = [
            result
            for result in results
            if (not ids or ids & set(result.industries))
            and (report is None or result.milestone.report == report)
            and (self.origin is None or result.origin == self.origin)
            and (not self.year or result.milestone.year in self.year)
            and (not self.current or result.milestone.applies)
        ]

        def place(result: Result) -> int:
            return (result.status not in ASSESSED) + (result.status == "not-assessable")

        return sorted(matches, key=place)


class AgainstOptions(FrozenData):
    """The older side of a comparison."""

    against: str | None = text(
        "DIR|DATE", "Show only what changed since this date or folder", completes=""
    )
    rev: str | None = text("REV", "Show only what changed since a git revision", rare=True)

    def __post_init__(self) -> None:
        if self.against is not None and self.rev is not None:
            raise UsageError.of("against-and-rev-both-say-what-to-compare-with")
        if self.against == "":
            # An empty path would mean the current folder.
            raise UsageError.of("value-is-empty", name="--against")


class ListingOptions(FrozenData):
    """Which verdicts a list for people shows, and in which order."""

    all: bool = flag("List the targets that are not assessable, too")
    milestones: bool = flag("Count every target year (milestone) of a target")
    answers: bool = flag("Answer in one sentence per target")
