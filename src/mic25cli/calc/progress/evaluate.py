"""Progress of targets: every milestone of every target judged, from a book and a question.

What stood and what was known at the reference date is told from the question: the book may be
whole or cut to that time, the records are read from the whole one.  For a cut book has lost the
sources published after the reference date, and with them the grades of what they say about the
time before; and what lies after that date, or was not known yet, is to show among the losers.
Nothing here reads a clock or a file.

A year of an indicator means its end (`timing: stock`), its sum (`flow`) or its average (`rate`).
Where the record does not say, and some period is no whole year, a milestone is judged twice, with a
year read as its whole and as its end, and a verdict must come out the same: else it is
`not-assessable`, with `verdict-spans` and `timing-unstated`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mic25cli.calc.cites import Reading, day_published, is_weak, stood_by
from mic25cli.calc.progress.evidence import BasisContext, settings_of
from mic25cli.calc.progress.firmness import Settled
from mic25cli.calc.progress.gather import VerdictInputs, excluded, gather, parts_as_whole, series_of
from mic25cli.calc.progress.hangs import hangs_on
from mic25cli.calc.progress.judged import Judged, best_of
from mic25cli.calc.progress.methods import METHODS, method
from mic25cli.calc.progress.milestone import (
    PlacedMilestone,
    Siblings,
    place_milestones,
    siblings_of,
    year_end,
)
from mic25cli.calc.progress.outside import Said, counted, is_after, readings_by_target
from mic25cli.calc.progress.result import (
    Measures,
    MethodResult,
    OnBasis,
    Question,
    Result,
    sources_of,
)
from mic25cli.calc.progress.status import ASSESSED, Reason, Status
from mic25cli.calc.progress.total import counted as counted_over
from mic25cli.calc.progress.total import verdict_on
from mic25cli.calc.progress.verdict import Verdict, certain, no_verdict, verdict_of
from mic25cli.calc.progress.window import pace_over
from mic25cli.calc.span import Goal, reach
from mic25cli.errors import RecordsError
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.model.plain import recorded_as

if TYPE_CHECKING:
    from mic25cli.model.records import Target


def evaluate(
    book: RecordBook,
    question: Question,
    targets: Iterable[str] | None = None,
    every_method: bool = True,
    series: bool = True,
    hangs: bool = False,
) -> tuple[Result, ...]:
    """The verdict on every milestone of the targets (of all by default), in the book's order.

    Without `every_method` a result has what the method asked for says of it, and no other's word;
    without `series` it has no candidates and no series, which take most of its memory.  With
    `hangs` it says without which sources the verdict would be another.

    Raises `UsageError` for an unknown method and `RecordsError` for a target
    whose indicator the book lacks.
    """
    return tuple(each_result(book, question, targets, every_method, series, hangs))


def each_result(
    book: RecordBook,
    question: Question,
    targets: Iterable[str] | None = None,
    every_method: bool = True,
    series: bool = True,
    hangs: bool = False,
) -> Iterator[Result]:
    """The same one after the other, for what keeps none of them."""
    method(question.method)
    whole = book.whole
    wanted = None if targets is None else set(targets)
    piloted = pilots_by_target(whole, question.until)
    outside = readings_by_target(whole, question.until, wanted)
    for target_id, target in whole.kind("targets").items():
        if wanted is None or target_id in wanted:
            if target["indicator"] not in whole.kind("indicators"):
                raise RecordsError(
                    f"the target '{target_id}' names an indicator '{target['indicator']}'"
                    " that is missing",
                    "'mic25 validate' finds every dangling id.",
                )
            around = Around(piloted.get(target_id, ()), outside.get(target_id, ()))
            judged = _of_target(whole, target, question, around, every_method, hangs)
            if not series:
                judged = [replace(each, candidates=(), series=()) for each in judged]
            yield from judged


def pilots_by_target(book: RecordBook, until: date | None = None) -> dict[str, tuple[str, ...]]:
    """The pilots that name each target as theirs, less those launched later than a day."""
    found: dict[str, tuple[str, ...]] = {}
    for pilot_id, pilot in book.kind("pilots").items():
        if is_after(pilot["launched"], until):
            continue
        for target in pilot["targets"]:
            found[target] = (*found.get(target, ()), pilot_id)
    return found


@dataclass(frozen=True)
class Around:
    """What stands beside the verdicts on a target: its pilots, and what outsiders say of it."""

    pilots: tuple[str, ...]
    said: Sequence[Said]


def _of_target(
    book: RecordBook,
    target: Target,
    question: Question,
    around: Around,
    every_method: bool,
    hangs: bool,
) -> list[Result]:
    settings = settings_of(book, target, question)
    if not settings:
        return []
    first = settings[0]
    milestones = place_milestones(
        first.book,
        first.target,
        first.indicator["unit"],
        first.as_of,
        first.out_by,
        undated=first.known_at is None,
    )
    siblings = siblings_of(first.book, milestones)
    judged = [_on_bases(settings, each, siblings, every_method) for each in milestones]
    results = [_result(*each, around) for each in zip(milestones, judged, strict=True)]
    if not hangs:
        return results

    def without(struck: Sequence[BasisContext]) -> list[Judged]:
        return [best_of(_on_bases(struck, each, siblings, False)) for each in milestones]

    found = hangs_on(settings, judged, without)
    return [
        replace(result, hangs_on=each if result.status in ASSESSED else None)
        for result, each in zip(results, found, strict=True)
    ]


def _on_bases(
    settings: Sequence[BasisContext],
    milestone: PlacedMilestone,
    siblings: Siblings,
    every_method: bool,
) -> list[Judged]:
    """A milestone judged on each of the bases that its target admits."""
    found = [gather(setting, milestone, siblings) for setting in settings]
    parts = [parts_as_whole(*pair) for pair in zip(settings, found, strict=True)]
    shared = sum(
        (
            each
            for setting, each in zip(settings, parts, strict=True)
            if setting.admitted.fit in ("exact", "close")
        ),
        (),
    )
    judged = []
    for setting, inputs, own in zip(settings, found, parts, strict=True):
        if inputs.case is not None and (shared or own):
            inputs = replace(inputs, case=replace(inputs.case, parts=(*shared, *own)))
        judged.append(_on_basis(setting, inputs, milestone, siblings, every_method))
    return judged


def _result(milestone: PlacedMilestone, judged: list[Judged], around: Around) -> Result:
    """The verdict on the best basis; `around` has the target's pilots and what outsiders say."""
    best = best_of(judged)
    setting, found, verdict = best.setting, best.found, best.verdict
    target = setting.target
    status, standing = _overridden(setting, milestone, verdict.status)
    reasons = [*verdict.reasons, *found.remarks, *_beside(best, judged)]
    seen = found.observation.reading if found.observation else None
    decisive = best.decisive
    late = found.later.reading if found.later and verdict.status == "met-late" else None
    if late is None and decisive is not None and decisive is not found.observation:
        late = decisive.reading
    inputs = (("milestone", milestone), ("baseline", found.baseline), ("observation", seen))
    return recorded_as(
        Result,
        target,
        vars(setting.admitted),
        vars(verdict),
        pilots=around.pilots,
        outside=counted(around.said, milestone.year),
        target=target["id"],
        industries=tuple(target["industries"]),
        direction=setting.indicator["direction"],
        unit=milestone.unit,
        timing=setting.indicator["timing"],
        milestone=milestone,
        baseline=found.baseline,
        observation=seen,
        later=late,
        total=best.total,
        since_fallen=_since_fallen(found, verdict.status),
        firmness=verdict.settled.firmness,
        lean=verdict.settled.lean,
        k=verdict.settled.margin.k,
        yardstick=verdict.settled.margin.yardstick,
        scale=verdict.settled.margin.scale,
        thin=verdict.settled.thin,
        status=status,
        status_if_standing=standing,
        reached_by=found.reached.ends.year if found.reached and "reached-by" in reasons else None,
        last_seen=decisive.ends.isoformat() if decisive else None,
        reasons=tuple(dict.fromkeys(reasons)),
        evidence=tuple(_said_on(judgement) for judgement in judged),
        method=best.pace,
        weak=tuple(
            name
            for name, part in inputs
            if part is not None and is_weak(part.cite, getattr(part, "derived", None) is not None)
        ),
        methods=best.paces,
        disagree=len({pace.status for pace in best.paces if pace.status is not None}) > 1,
        sources=sources_of((milestone, found.baseline, seen, late)),
        hangs_on=None,
        candidates=found.choice.candidates,
        series=series_of(found.choice.candidates, found.observation),
    )


def _since_fallen(found: VerdictInputs, status: Status) -> Reading | None:
    """The latest observation after the target year, where a target that was reached has lost it."""
    if status not in ("achieved", "met-late") or not found.afterwards or found.goal is None:
        return None
    last = found.afterwards[-1]
    lost = last.span is not None and reach(last.span, found.goal) == "no"
    return last.reading if lost else None


def _beside(best: Judged, judged: list[Judged]) -> list[Reason]:
    """What the other admitted bases say of the verdict on the best."""
    if best.verdict.status not in ASSESSED:
        return []
    given = [judgement for judgement in judged if judgement.verdict.status in ASSESSED]
    if len({judgement.verdict.status for judgement in given}) < 2:
        return []
    equals = [judgement for judgement in given if judgement.place[1] == best.place[1]]
    torn = len({judgement.verdict.status for judgement in equals}) > 1
    return ["worst-of-n", "bases-disagree"] if torn else ["bases-disagree"]


def _said_on(judged: Judged) -> OnBasis:
    seen = judged.found.observation
    period = None if seen is None else seen.reading.period
    return recorded_as(OnBasis, vars(judged.setting.admitted), vars(judged.verdict), period=period)


def _on_basis(
    setting: BasisContext,
    found: VerdictInputs,
    milestone: PlacedMilestone,
    siblings: Siblings,
    every_method: bool,
) -> Judged:
    """A milestone judged on one basis, in both readings of a year where the record has none."""
    if milestone.period is not None and found.goal is not None and setting.sign:
        return _on_total(setting, found, milestone.period, found.goal)
    whole = _judged(setting, found, every_method)
    if not setting.ambiguous:
        return whole
    at_its_end = setting.read_as("stock")
    end = _judged(at_its_end, gather(at_its_end, milestone, siblings), every_method)
    shown = end if whole.latest < end.latest else whole
    paces = tuple(_both(one, other) for one, other in zip(whole.paces, end.paces, strict=False))
    pace = next((pace for pace in paces if pace.id == whole.pace.id), shown.pace)
    if whole.verdict.status == end.verdict.status:
        # The one that says less, whichever is the later.
        weaker = min(shown, whole, end, key=lambda each: _firm(each.verdict.settled))
        if whole.verdict.settled.lean != end.verdict.settled.lean:
            settled = replace(weaker.verdict.settled, lean=None)
            weaker = replace(weaker, verdict=replace(weaker.verdict, settled=settled))
        return replace(weaker, pace=pace, paces=paces)
    at_least, at_most = certain({whole.verdict.status, end.verdict.status})
    torn: tuple[Reason, ...] = ("verdict-spans", "timing-unstated")
    others = (*whole.verdict.reasons, *end.verdict.reasons)
    # Of two verdicts neither is given, nor what goes with one of them.
    given: set[Reason] = {"met-early", "reached-by"}
    if "target-year-passed" in others:
        given.add("no-baseline")
    kept = (other for other in others if other not in given)
    verdict = Verdict(
        "not-assessable",
        tuple(dict.fromkeys([*torn, *kept])),
        replace(shown.verdict.measures, share=None, gap=None, pace=None, arrival=None),
        at_least,
        at_most,
    )
    return replace(shown, verdict=verdict, pace=pace, paces=paces)


def _on_total(setting: BasisContext, found: VerdictInputs, period: str, goal: Goal) -> Judged:
    """A milestone for a span of years judged on what was counted of it."""
    way = METHODS[setting.question.method]
    sum_ = counted_over(found.choice.candidates, period, setting.sign)
    last = max(sum_.parts, key=lambda part: part.ends, default=None)
    inputs = replace(found, observation=last, later=None, afterwards=(), reached=None, case=None)
    verdict = verdict_on(sum_, goal, setting.as_of)
    return Judged(setting, inputs, verdict, no_verdict(way, ()), (), sum_.total)


def _firm(settled: Settled) -> tuple[int, float]:
    """How much is said: nothing, a lean, a presumption, an observation; and how clearly."""
    firmness = {"presumed": 2, "observed": 3}.get(settled.firmness or "", 0)
    return firmness or int(settled.lean is not None), settled.margin.k or 0


def _both(one: MethodResult, other: MethodResult) -> MethodResult:
    """What a method says if both readings of a year give the same."""
    if one.status == other.status:
        return one
    at_least, at_most = certain({one.status, other.status})
    torn = no_verdict(METHODS[one.id], ["verdict-spans", "timing-unstated"])
    return replace(torn, at_least=at_least, at_most=at_most)


def _judged(setting: BasisContext, found: VerdictInputs, every_method: bool) -> Judged:
    """The verdict, what the method asked for says of the pace, and what all of them say."""
    question, case = setting.question, found.case
    without = no_verdict(METHODS[question.method], found.blocked)
    if case is None:
        reasons = found.blocked
        if found.reached is not None and "unknown-year" in reasons:
            reasons = (*reasons, "reached-by")
        excluding = () if found.observation else excluded(setting, found.choice, None)
        reasons = tuple(dict.fromkeys([*reasons, *excluding]))
        return Judged(
            setting, found, Verdict("not-assessable", reasons, _distance(found)), without, ()
        )
    methods = METHODS.values() if every_method else (METHODS[question.method],)
    paces = tuple(pace_over(case, each, question) for each in methods)
    pace = next(pace for pace in paces if pace.id == question.method)
    verdict = verdict_of(case, pace)
    if found.blocked:
        verdict = Verdict("not-assessable", found.blocked, verdict.measures)
        return Judged(setting, found, verdict, without, ())
    if found.not_started:
        return Judged(setting, found, Verdict("not-started", (), verdict.measures), pace, paces)
    if verdict.status == "not-assessable":
        reasons = (*verdict.reasons, *excluded(setting, found.choice, found.observation))
        verdict = replace(verdict, reasons=tuple(dict.fromkeys(reasons)))
    return Judged(setting, found, verdict, pace, paces)


def _distance(found: VerdictInputs) -> Measures:
    """What can be said without a year: how far off the target is."""
    seen = found.observation
    if found.goal is None or seen is None or seen.span is None or seen.span.one_sided:
        return Measures()
    return Measures(distance=found.goal.value - seen.span.best)


def _overridden(
    setting: BasisContext, milestone: PlacedMilestone, status: Status
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
