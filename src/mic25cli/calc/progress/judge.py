"""Judge every milestone of targets, given a dataset and a question.

Records are read from the whole dataset, so that figures after the reference date are listed as not
used. If the record does not say whether a year means its end or the whole year, both readings must
agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Unpack

from mic25cli.calc.choose_observation import Candidate, Memo, same_time
from mic25cli.calc.observed_series import best_of_periods
from mic25cli.calc.progress import outside_assessments
from mic25cli.calc.progress.baseline import with_start
from mic25cli.calc.progress.certainty import DeadlineOutcome
from mic25cli.calc.progress.depends_on import JudgedOn, depends_on
from mic25cli.calc.progress.evidence import BasisContext, settings_of
from mic25cli.calc.progress.methods import METHODS, method
from mic25cli.calc.progress.milestone import (
    PlacedMilestone,
    Siblings,
    place_milestones,
    siblings_of,
)
from mic25cli.calc.progress.milestone_result import result_of
from mic25cli.calc.progress.result import Detail, Measures, MethodResult, Question, Result
from mic25cli.calc.progress.span_totals import sum_over_span, verdict_on
from mic25cli.calc.progress.status import ASSESSED, PACES, Reason
from mic25cli.calc.progress.verdict import (
    BasisVerdict,
    Verdict,
    best_of,
    certain,
    no_verdict,
    pace_over,
    verdict_of,
)
from mic25cli.calc.progress.verdict_inputs import VerdictInputs, gather
from mic25cli.calc.source_grades import Reading
from mic25cli.calc.value_range import TargetValue, unsettled
from mic25cli.errors import RecordsError
from mic25cli.model.dataset import RecordSet
from mic25cli.work_progress import steps

if TYPE_CHECKING:
    from mic25cli.model.records import Target


def each_result(
    dataset: RecordSet,
    question: Question,
    targets: Iterable[str] | None = None,
    **detail: Unpack[Detail],
) -> Iterator[Result]:
    """Judge targets one by one, for callers that do not need all results in memory.

    Raises `RecordsError` for a target whose indicator is missing.
    """
    method(question.method)
    whole = dataset.whole
    ids = None if targets is None else set(targets)
    piloted = pilots_by_target(whole, question.until)
    outside = outside_assessments.readings_by_target(whole, question.until, ids)
    records = whole.kind("targets")
    if ids is None:
        chosen = steps("targets", [*records])
    elif len(ids) == 1:
        chosen = ids & records.keys()
    else:
        chosen = [id_ for id_ in records if id_ in ids]
    for target_id in chosen:
        target = records[target_id]
        if target["indicator"] not in whole.kind("indicators"):
            raise RecordsError.of(
                "indicator-is-missing", target_id=target_id, indicator=target["indicator"]
            )
        others = piloted.get(target_id, ()), outside.get(target_id, ())
        yield from _of_target(whole, target, question, *others, **detail)


def _last(question: Question, dataset: RecordSet, target: str) -> Reading | None:
    days = question.as_of, dataset.profile.account or question.as_of
    day = max(days, key=lambda reading: Question(reading).day)
    results = each_result(dataset, Question(day), {target}, every_method=False, series=False)
    readings = [result.observation for result in results if result.observation is not None]
    return max(readings, key=lambda reading: reading.time or 0, default=None)


def pilots_by_target(dataset: RecordSet, until: date | None = None) -> dict[str, tuple[str, ...]]:
    """For each target, the pilots that name it as theirs, without those launched after a day."""
    pilots: dict[str, tuple[str, ...]] = {}
    for pilot_id, pilot in dataset.kind("pilots").items():
        if outside_assessments.is_after(pilot["launched"], until):
            continue
        for target in pilot["targets"]:
            pilots[target] = (*pilots.get(target, ()), pilot_id)
    return pilots


def _of_target(
    dataset: RecordSet,
    target: Target,
    question: Question,
    pilots: tuple[str, ...],
    readings: Sequence[outside_assessments.DatedReading],
    every_method: bool = True,
    series: bool = True,
    candidates: bool = True,
    depends: bool = False,
) -> list[Result]:
    placed = _placed(dataset, target, question, every_method)
    dependences = depends_on(dataset, target["id"], question, placed, _placed) if depends else {}
    results = []
    for milestone, judged in placed:
        best = _best_graded(best_of(judged), every_method)
        outside = outside_assessments.count_readings(readings, milestone.year)
        without = dependences.get(milestone.index)
        result = result_of(milestone, judged, best, pilots, outside, series, without)
        results.append(result if candidates else replace(result, candidates=()))
    return results


def _placed(
    dataset: RecordSet,
    target: Target,
    question: Question,
    every_method: bool = False,
    only: Collection[int] | None = None,
    memo: Memo | None = None,
) -> list[JudgedOn]:
    """The milestones of a target, or those with some indexes, judged on every definition."""
    target = with_start(dataset, target, partial(_last, question))
    settings = settings_of(dataset, target, question, memo)
    if not settings:
        return []
    first = settings[0]
    unit = first.indicator["unit"]
    milestones = place_milestones(first.dataset, first.target, unit, question)
    siblings = siblings_of(first.dataset, milestones)
    return [
        (milestone, _on_bases(settings, milestone, siblings, every_method))
        for milestone in milestones
        if only is None or milestone.index in only
    ]


def _on_bases(
    settings: Sequence[BasisContext],
    milestone: PlacedMilestone,
    siblings: Siblings,
    every_method: bool,
) -> list[BasisVerdict]:
    inputs = [gather(setting, milestone, siblings) for setting in settings]
    close = [gathered for gathered in inputs if gathered.setting.admitted.fit in ("exact", "close")]
    shared = [part for gathered in close for part in gathered.own_parts]
    for index, gathered in enumerate(inputs):
        if parts := (*shared, *gathered.own_parts):
            inputs[index] = replace(gathered, parts=parts)
    return [_on_basis(gathered, every_method) for gathered in inputs]


def _best_graded(latest: BasisVerdict, every_method: bool) -> BasisVerdict:
    """The same verdict from the best graded figure that gives it, with the certainty of the latest
    figure."""
    inputs, verdict = latest.gathered, latest.verdict
    figure, settled = latest.decisive, verdict.settled
    silent = verdict.status not in ASSESSED and settled.lean is None
    if figure is None or figure is not inputs.observation or silent or inputs.setting.ambiguous:
        return latest
    if inputs.case is None or settled.certainty == "observed":
        return latest
    grade_asked = figure.reading.grade or "E"
    earlier = best_of_periods(inputs.choice.candidates, {"earlier-period"}, inputs.setting.sign)
    of_grade: dict[str, Candidate] = {}
    for candidate in sorted(earlier, key=lambda candidate: candidate.ends):
        of_grade[candidate.reading.grade or "E"] = candidate
    for grade in sorted(grade for grade in of_grade if grade < grade_asked):
        earlier_figure = inputs.start.timed(of_grade[grade], inputs.setting)
        met = inputs.met
        if met is not None and not inputs.over and met.ends > earlier_figure.ends:
            met = None
        rejudged = _judged(
            replace(inputs, observation=earlier_figure, final=False, met=met), every_method
        )
        outcome = rejudged.verdict.settled
        same = rejudged.verdict.status, outcome.certainty, outcome.lean
        if same == (verdict.status, settled.certainty, settled.lean):
            ends = {"lag": verdict.measures.lag, "age": verdict.measures.age}
            measures = replace(rejudged.verdict.measures, **ends)
            return replace(
                rejudged, verdict=replace(rejudged.verdict, settled=settled, measures=measures)
            )
    return latest


def _on_basis(inputs: VerdictInputs, every_method: bool) -> BasisVerdict:
    """A milestone judged on one definition; with both meanings of a year if none is recorded."""
    setting = inputs.setting
    if inputs.milestone.period is not None and inputs.target_value is not None and setting.sign:
        return _on_total(inputs, inputs.milestone.period, inputs.target_value)
    whole = _past_bounds(inputs, every_method)
    if not setting.ambiguous:
        return whole
    at_its_end = replace(setting, timing="stock")
    end = _past_bounds(gather(at_its_end, inputs.milestone, inputs.siblings), every_method)
    basis = end if whole.latest < end.latest else whole
    paces = tuple(_both(one, other) for one, other in zip(whole.paces, end.paces, strict=False))
    pace = next((pace for pace in paces if pace.id == whole.pace.id), basis.pace)
    one, other = whole.verdict, end.verdict
    if one.status == other.status:
        # Take the weaker reading, whichever is later.
        basis = min(basis, whole, end, key=lambda reading: _certain(reading.verdict.settled))
        verdict = basis.verdict
        if one.settled.lean != other.settled.lean:
            verdict = replace(verdict, settled=replace(verdict.settled, lean=None))
        return replace(basis, verdict=verdict, pace=pace, paces=paces)
    # The readings disagree, so there is no verdict and none of its details.
    reasons = dict.fromkeys(
        ("figure-too-imprecise", "timing-unstated", *one.reasons, *other.reasons)
    )
    codes = {"met-early", "met-by-later-year", "uncertain-value"}
    codes |= {"no-baseline"} if "target-year-passed" in reasons else set()
    verdict = Verdict(
        "not-assessable",
        tuple(reason for reason in reasons if reason not in codes),
        replace(basis.verdict.measures, progress=None, gap=None, pace=None, arrival=None),
        *certain({one.status, other.status}),
    )
    return replace(basis, verdict=verdict, pace=pace, paces=paces)


def _on_total(gathered: VerdictInputs, period: str, target_value: TargetValue) -> BasisVerdict:
    setting = gathered.setting
    sum_ = sum_over_span(gathered.choice.candidates, period, setting.sign, gathered.milestone.unit)
    last = max(sum_.parts, key=lambda part: part.ends, default=None)
    choice = gathered.choice.but({id(part): "decides" for part in sum_.parts})
    inputs = replace(gathered, choice=choice, observation=last, afterwards=(), met=None)
    verdict = verdict_on(sum_, target_value, setting.as_of, nets=setting.nets)
    if inputs.older and verdict.status in PACES:
        verdict = replace(verdict, status="not-assessable", reasons=("older-than-target",))
    return BasisVerdict(
        inputs, verdict, no_verdict(METHODS[setting.question.method], ()), (), sum_.total
    )


def _past_bounds(inputs: VerdictInputs, every_method: bool) -> BasisVerdict:
    """Judge without the latest one-sided figures if they decide nothing and other figures do."""
    judged, chosen = _judged(inputs, every_method), inputs.choice.chosen
    verdict = judged.verdict
    if chosen is None or not unsettled(chosen.span, inputs.target_value):
        return judged
    if not inputs.over and (verdict.status in ASSESSED or verdict.at_least or verdict.at_most):
        return judged
    places = {
        place
        for place, candidate in enumerate(inputs.choice.candidates)
        if candidate is chosen or same_time(candidate, chosen)
    }
    setting = replace(inputs.setting, passed=inputs.setting.passed | places)
    other = gather(setting, inputs.milestone, inputs.siblings)
    if other.choice.chosen is None and not other.afterwards:
        return judged
    earlier = _past_bounds(replace(other, parts=inputs.parts), every_method)
    # If all figures are one-sided and decide nothing, or nothing is due, use the latest; also if it
    # contradicts the earlier one.
    latest = earlier.gathered.choice.chosen
    vague = not inputs.over or latest is None or unsettled(latest.span, inputs.target_value)
    now, then = chosen.span, None if latest is None else latest.span
    vague = vague or (now is not None and then is not None and now.excludes(then.best))
    return judged if vague and earlier.verdict.status == "not-assessable" else earlier


def _certain(settled: DeadlineOutcome) -> tuple[int, float]:
    """How certain an outcome is (none, a lean, inferred, observed), and by what margin."""
    certainty = {"inferred": 2, "observed": 3}.get(settled.certainty or "", 0)
    return certainty or int(settled.lean is not None), settled.margin.gap_ratio or 0


def _both(one: MethodResult, other: MethodResult) -> MethodResult:
    if one.status == other.status:
        return one
    at_least, at_most = certain({one.status, other.status})
    torn = no_verdict(METHODS[one.id], ["figure-too-imprecise", "timing-unstated"])
    return replace(torn, at_least=at_least, at_most=at_most)


def _judged(inputs: VerdictInputs, every_method: bool) -> BasisVerdict:
    question, case, blocked = inputs.setting.question, inputs.case, inputs.blocked
    if case is None:
        reasons: list[Reason] = [*blocked]
        if inputs.met is not None and "unknown-year" in blocked:
            reasons.append("met-by-later-year")
        reasons += () if inputs.observation else inputs.excluded
        verdict = Verdict("not-assessable", tuple(dict.fromkeys(reasons)), Measures())
        return BasisVerdict(inputs, verdict, no_verdict(METHODS[question.method], blocked))
    methods = METHODS.values() if every_method else (METHODS[question.method],)
    paces = tuple(pace_over(case, method, question) for method in methods)
    pace = next(pace for pace in paces if pace.id == question.method)
    verdict = verdict_of(case, pace)
    if blocked:
        verdict = Verdict("not-assessable", blocked, verdict.measures)
        return BasisVerdict(inputs, verdict, no_verdict(METHODS[question.method], blocked))
    if inputs.not_started:
        verdict = Verdict("not-started", (), verdict.measures)
    elif verdict.status == "not-assessable":
        reasons = [*verdict.reasons, *inputs.excluded]
        verdict = replace(verdict, reasons=tuple(dict.fromkeys(reasons)))
    return BasisVerdict(inputs, verdict, pace, paces)
