"""Progress of targets: every milestone of every target judged, from a book and a question.

The book may be one that `model.book.view` has cut to a time: its targets and pilots are those that
count.  `evidence` is the book that observations and sources are read from, and whole where the
other is cut.  For a cut book has lost the sources published after the reference date, and with them
the grades of what they say about the time before; and what lies after that date, or was not known
yet, is to show among the losers.  Nothing here reads a clock or a file.
"""

from __future__ import annotations

from collections.abc import Iterable

from mic25cli.calc.cites import day_published, is_weak, stood_by
from mic25cli.calc.progress.evidence import Setting, setting_of
from mic25cli.calc.progress.gather import Gathered, excluded, gather, series_of
from mic25cli.calc.progress.methods import METHODS, method
from mic25cli.calc.progress.milestone import Milestone, place_milestones, year_end
from mic25cli.calc.progress.result import Measures, MethodResult, Question, Result
from mic25cli.calc.progress.status import Status
from mic25cli.calc.progress.verdict import Verdict, pace_of, silent, verdict_of
from mic25cli.errors import RecordsError
from mic25cli.model import edtf
from mic25cli.model.book import Book, Record


def evaluate(
    book: Book,
    question: Question,
    targets: Iterable[str] | None = None,
    evidence: Book | None = None,
) -> tuple[Result, ...]:
    """The verdict on every milestone of the targets (of all by default), in the book's order.

    Raises `UsageError` for an unknown method and `RecordsError` for a target
    whose indicator the book lacks.
    """
    method(question.method)
    wanted = None if targets is None else set(targets)
    piloted = pilots_by_target(book)
    found: list[Result] = []
    for target_id, target in book.kind("targets").items():
        if wanted is None or target_id in wanted:
            indicator = _indicator(book, evidence, target)
            setting = setting_of(evidence or book, target, question, indicator)
            found.extend(_of_target(setting, piloted.get(target_id, ())))
    return tuple(found)


def pilots_by_target(book: Book) -> dict[str, tuple[str, ...]]:
    """The pilots that name each target as theirs."""
    found: dict[str, tuple[str, ...]] = {}
    for pilot_id, pilot in book.kind("pilots").items():
        for target in pilot["targets"]:
            found[target] = (*found.get(target, ()), pilot_id)
    return found


def _indicator(book: Book, evidence: Book | None, target: Record) -> Record:
    # An indicator without a claim left at that time is cut from the book, though targets name it.
    for each in (book, evidence):
        indicator = each.get("indicators", target["indicator"]) if each is not None else None
        if indicator is not None:
            return indicator
    raise RecordsError(
        f"the target '{target['id']}' names an indicator '{target['indicator']}' that is missing",
        "'mic25 validate' finds every dangling id.",
    )


def _of_target(setting: Setting, pilots: tuple[str, ...]) -> list[Result]:
    milestones = place_milestones(
        setting.book, setting.target, setting.indicator["unit"], setting.as_of, setting.out_by
    )
    return [
        _result(setting, each, gather(setting, each, milestones), pilots) for each in milestones
    ]


def _result(
    setting: Setting, milestone: Milestone, found: Gathered, pilots: tuple[str, ...]
) -> Result:
    target = setting.target
    verdict, pace, paces = _judged(setting, found)
    status, standing = _overridden(setting, milestone, verdict.status)
    seen = found.observation.reading if found.observation else None
    late = found.later.reading if found.later and verdict.status == "met-late" else None
    inputs = (("milestone", milestone), ("baseline", found.baseline), ("observation", seen))
    return Result(
        target=target["id"],
        name=target["name"],
        indicator=setting.indicator["id"],
        origin=target["origin"],
        scope=target["scope"],
        industries=tuple(target["industries"]),
        pilots=pilots,
        direction=setting.indicator["direction"],
        unit=milestone.unit,
        basis=setting.basis,
        milestone=milestone,
        baseline=found.baseline,
        observation=seen,
        later=late,
        status=status,
        status_if_standing=standing,
        reasons=tuple(dict.fromkeys([*verdict.reasons, *found.remarks])),
        measures=verdict.measures,
        method=pace,
        methods=paces,
        disagree=len({each.status for each in paces if each.status is not None}) > 1,
        weak=tuple(name for name, part in inputs if part is not None and is_weak(part.cite)),
        candidates=found.choice.candidates,
        series=series_of(found.choice.candidates, found.observation),
    )


def _judged(
    setting: Setting, found: Gathered
) -> tuple[Verdict, MethodResult, tuple[MethodResult, ...]]:
    """The verdict, what the method asked for says of the pace, and what all of them say."""
    question, case = setting.question, found.case
    mute = silent(METHODS[question.method], found.blocked)
    if case is None:
        return Verdict("not-assessable", found.blocked, _distance(found)), mute, ()
    paces = tuple(pace_of(case, each, question.strict_compat) for each in METHODS.values())
    pace = next(each for each in paces if each.id == question.method)
    verdict = verdict_of(case, pace)
    if found.blocked:
        return Verdict("not-assessable", found.blocked, verdict.measures), mute, ()
    if found.not_started:
        return Verdict("not-started", (), verdict.measures), pace, paces
    if verdict.status == "not-assessable":
        reasons = (*verdict.reasons, *excluded(found.choice, found.observation, setting.as_of))
        verdict = Verdict(verdict.status, tuple(dict.fromkeys(reasons)), verdict.measures)
    return verdict, pace, paces


def _distance(found: Gathered) -> Measures:
    """What can be said without a year: how far off the target is."""
    seen = found.observation
    if found.goal is None or seen is None or seen.span is None:
        return Measures()
    return Measures(distance=float(found.goal.value - seen.span.best))


def _overridden(
    setting: Setting, milestone: Milestone, status: Status
) -> tuple[Status, Status | None]:
    """The status, given whether the milestone still stands, and the one it would have had."""
    if milestone.superseded_by is not None:
        return "superseded", status
    dropped = setting.target["withdrawn"]
    if dropped is None or not stood_by(setting.book, dropped["report"], setting.out_by):
        return status, None
    day = day_published(setting.book, dropped["report"])
    if dropped["date"] is not None:
        day = edtf.parse(dropped["date"]).latest
    in_time = milestone.year is None or day is None or day <= year_end(milestone.year)
    if in_time and (day is None or day <= setting.as_of):
        return "withdrawn", status
    return status, None
