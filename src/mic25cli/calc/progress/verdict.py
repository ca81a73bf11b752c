"""From the numbers of a milestone to its status, and which of several definitions decides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from math import inf

from mic25cli.calc.choose_observation import SEVERAL_YEARS, Candidate, Choice
from mic25cli.calc.observed_series import by_period
from mic25cli.calc.progress.baseline import Point
from mic25cli.calc.progress.certainty import OPEN, DeadlineOutcome, NearestFigure, observed, settled
from mic25cli.calc.progress.evidence import place_of
from mic25cli.calc.progress.method import TOLERANCE, Figures, Judgement, Method, refused
from mic25cli.calc.progress.methods.linear import course
from mic25cli.calc.progress.result import Measures, MethodResult, Question, SpanTotal
from mic25cli.calc.progress.status import ASSESSED, BEST_FIRST, PACES, Reason, Status
from mic25cli.calc.progress.verdict_inputs import VerdictCase, VerdictInputs
from mic25cli.calc.source_grades import Reading, rank_of
from mic25cli.calc.value_range import Number, Span, TargetValue, compare_to_target
from mic25cli.model import edtf
from mic25cli.model.units import UNSIZED, Unit
from mic25cli.values import FrozenData, replace


class Verdict(FrozenData):
    """A status with reasons and measures; `settled` is the outcome if the year is over."""

    status: Status
    reasons: tuple[Reason, ...]
    measures: Measures
    at_least: Status | None = None
    at_most: Status | None = None
    settled: DeadlineOutcome = OPEN


def _possible(span: Span, target_value: TargetValue) -> list[tuple[float, bool]]:
    """The ends (infinite if open) and the best estimate of an observation, each with whether it
    meets the target."""
    met = compare_to_target(span, target_value)
    worst, best = (span.low, span.high) if target_value.sign > 0 else (span.high, span.low)
    middle = float(span.best), met == "yes"
    if span.exact:
        # A value within the range of a hedged target may or may not meet it.
        return [middle, (middle[0], True)] if met == "maybe" else [middle]
    return [
        (-inf * target_value.sign if worst is None else float(worst), met == "yes"),
        middle,
        (inf * target_value.sign if best is None else float(best), met != "no"),
    ]


def _starts(case: VerdictCase) -> list[float | None]:
    spans = [point.span for point in (case.baseline, case.restated) if point is not None]
    values = [end for span in spans for end in (span.low, span.best, span.high)] or [None]
    return [None if value is None else float(value) for value in dict.fromkeys(values)]


def pace_over(case: VerdictCase, method: Method, question: Question) -> MethodResult:
    """The result of a method for the pace since the baseline."""
    if case.target_value.sign == 0:
        return no_verdict(method, ["no-direction"])
    result = _pace_of(case, method, question.strict_compat)
    # The year is over and the value meets the target, so the status is met.
    return replace(result, status="met") if case.gathered.over and result.status == _MET else result


_MET: Status = "already-met"


def _pace_of(case: VerdictCase, method: Method, to_the_letter: bool) -> MethodResult:
    strict = to_the_letter and method.has_reference
    inputs, figure = case.inputs, case.observation
    if inputs is None or figure is None:
        return no_verdict(method, ["no-data"])
    if method.needs_series:
        series = tuple((year, float(value)) for year, value in case.gathered.series)
        inputs = replace(inputs, series=series)
    if not inputs.met and case.gathered.binary:
        return no_verdict(method, ["qualitative"])
    if inputs.base is None and method.needs_baseline and not inputs.met and not strict:
        return no_verdict(method, ["no-baseline"])
    if case.single and not (inputs.met or strict):
        return no_verdict(method, ["single-observation"])
    if case.single and inputs.met and method.needs_baseline and not strict:
        return _result(method, Judgement(method.met, _MET, ("single-observation",)))
    central = method.judge(inputs, strict)
    if any(point is not None and point.span.one_sided for point in (figure, case.baseline)):
        # A value of which only one limit is known gives neither a pace nor an estimate.
        central = replace(central, figures=Figures(), working=())
    slipped = _met_at_start(case) and inputs.base != inputs.target_value and not inputs.met
    if slipped and method.needs_baseline and not strict and central.status != _MET:
        # The target was met at the start, so the ratio of two falls would look like progress.
        away = Judgement(method.cuts[-1].word, "regressing", ("regressed-below-target",))
        return _result(method, away)
    statuses: set[Status | None] = set()
    for start in _starts(case):
        if inputs.base is not None and start is None and not inputs.met:
            # With an open-ended baseline, any pace is possible.
            return no_verdict(method, ["figure-too-imprecise"], central)
        begun = inputs if start == inputs.base else replace(inputs, base=start)
        for value, met in _possible(figure.span, case.target_value):
            # A value without a limit on the worse side may be as bad as possible.
            judged = abs(value) < inf and not met
            bare = _MET if met else method.cuts[-1].status
            at = method.judge(begun.at(value, met=False), strict).status if judged else bare
            statuses.add(at)
    if len(statuses) > 1:
        at_least, at_most = certain(statuses)
        unsettled = no_verdict(method, ["figure-too-imprecise"], central)
        return replace(unsettled, at_least=at_least, at_most=at_most)
    return _result(method, central)


def _result(method: Method, judgement: Judgement) -> MethodResult:
    return MethodResult(method.id, method.version, **vars(judgement))


def certain(statuses: Collection[Status | None]) -> tuple[Status | None, Status | None]:
    """The worst and the best of several statuses of pace; None without a limit."""
    paces = [status for status in statuses if status in PACES]
    if len(paces) != len(statuses):
        return None, None
    low, high = max(paces, key=PACES.index), min(paces, key=PACES.index)
    return (None if low == PACES[-1] else low), (None if high == PACES[0] else high)


def no_verdict(
    method: Method, reasons: Iterable[Reason], judgement: Judgement | None = None
) -> MethodResult:
    """The result of a method without a verdict, for these reasons; with any figures it has."""
    why = tuple(dict.fromkeys(reasons))
    return _result(method, replace(judgement or refused(), word=None, status=None, reasons=why))


def measures_of(case: VerdictCase) -> Measures:
    """The linear measures, with the range of the share due to the observation's uncertainty."""
    inputs, figure = case.inputs, case.observation
    if inputs is None or figure is None:
        return Measures()
    lag = edtf.year_scale(case.ends) - edtf.year_scale(figure.ends)
    if case.target_value.sign == 0:
        return Measures(lag=lag, age=None if case.gathered.over else _age(case, figure))
    here = course(inputs)
    vague = figure.span.one_sided
    no_start = case.baseline is not None and case.baseline.span.one_sided

    def share(value: Number | None) -> float | None:
        if value is None or no_start:
            return None
        if float(value) == inputs.value:
            return here.progress
        return course(inputs.at(float(value), False)).progress

    ends = [share(figure.span.low), share(figure.span.high)]
    low, high = ends if case.target_value.sign > 0 else ends[::-1]
    other = None
    if case.target_value.other is not None and not vague and not no_start:
        other = course(replace(inputs, target_value=float(case.target_value.other))).progress
    ahead = not case.gathered.over and not vague
    unit = case.gathered.unit
    sized = unit is None or unit.dimension not in UNSIZED
    unsure = dict.fromkeys(("progress", "gap", "pace") if vague or no_start else ())
    return replace(
        here,
        progress_low=low,
        progress_high=high,
        progress_other_bound=other,
        needed_per_year=here.needed_per_year if ahead and sized else None,
        arrival=here.arrival if ahead and not no_start else None,
        lag=lag,
        age=None if case.gathered.over else _age(case, figure),
        **unsure,
    )


def verdict_of(case: VerdictCase, pace: MethodResult) -> Verdict:
    """The status of a milestone, from what a method says of its pace."""
    settled = OPEN
    if case.gathered.over:
        settled = _settled(case)
        status, reasons = _once_over(case, settled)
        met = case.gathered.met
        if status == "met-late" and met is not None and met.reading.estimated:
            settled = replace(settled, certainty="inferred")
    else:
        status, reasons = _while_it_lasts(case, pace)
        figure = case.observation
        if figure and status in PACES[1:] and _age(case, figure) > FRESH + TOLERANCE:
            # The pace at that time may differ from the pace today.
            status, reasons = "not-assessable", ["no-recent-observation", *reasons]
        if status in ASSESSED and case.gathered.older:
            others = (reason for reason in reasons if reason != "met-early")
            status, reasons = "not-assessable", ["older-than-target", *others]
    unsettled = status == "not-assessable" and not (case.gathered.over or case.gathered.older)
    return Verdict(
        status,
        tuple(dict.fromkeys([*reasons, *_remarks(case, pace, reasons)])),
        measures_of(case),
        pace.at_least if unsettled else None,
        pace.at_most if unsettled else None,
        settled,
    )


FRESH = 2
"""How old the last observation may be at the reference date, in years, for a pace to be judged."""


def _age(case: VerdictCase, figure: Point) -> float:
    return edtf.year_scale(case.gathered.setting.as_of) - edtf.year_scale(figure.ends)


def _met_at_start(case: VerdictCase) -> bool:
    return (
        case.baseline is not None
        and compare_to_target(case.baseline.span, case.target_value) == "yes"
    )


def _remarks(case: VerdictCase, pace: MethodResult, reasons: Collection[Reason]) -> list[Reason]:
    result: list[Reason] = []
    if case.target_value.other is not None and case.target_value.sign:
        result.append("range-weakest-bound")
    if case.restated is not None:
        result.append("baseline-restated")
    spans = [point.span for point in (case.observation, case.baseline) if point is not None]
    if any(not span.exact for span in spans) and "figure-too-imprecise" not in reasons:
        result.append("uncertain-value")
    if case.observation is not None and case.observation.estimated:
        result.append("estimated")
    if case.baseline is not None and case.baseline.span.best == case.target_value.value:
        result.append("maintain-target")
    for code in ("near-limit", "compat-substitution"):
        if code in pace.reasons:
            result.append(code)
    return result


def _while_it_lasts(case: VerdictCase, pace: MethodResult) -> tuple[Status, list[Reason]]:
    figure = case.observation
    at_start: list[Reason] = ["baseline-meets-target"] if _met_at_start(case) else []
    nowhere: list[Reason] = ["no-baseline"] if case.baseline is None else []
    if figure is None:
        return "not-assessable", ["no-data", *at_start, *nowhere]
    met = compare_to_target(figure.span, case.target_value)
    if met == "yes" and _averaged(case, figure):
        # That an average is above the target does not show that the value at its end, or today, is.
        return "not-assessable", ["several-years", *at_start, *nowhere]
    if met == "yes":
        early: list[Reason] = ["met-early"] if figure.ends.year < case.year else []
        return "already-met", [*at_start, *nowhere, *early]
    if case.gathered.met is not None and met == "no":
        return "not-sustained", [*at_start, *nowhere]
    if case.gathered.unit is not None and case.gathered.unit.dimension == "yes or no":
        return "not-assessable", ["no-figure-at-deadline"]  # A yes-or-no target has no pace.
    if at_start:
        if met == "maybe":
            return "not-assessable", ["figure-too-imprecise", *at_start]
        return "regressing", [*at_start, "regressed-below-target"]
    if pace.status is None:
        spans: list[Reason] = ["figure-too-imprecise"] if met == "maybe" else []
        return "not-assessable", [*pace.reasons, *nowhere, *spans]
    return pace.status, list(pace.reasons)


def _averaged(case: VerdictCase, figure: Point) -> bool:
    """Whether a value is an average over several years, and not a change since the baseline."""
    if (figure.ends - figure.begins).days + 1 <= SEVERAL_YEARS:
        return False
    start = case.baseline
    counted = start is not None and start.span.best == 0
    return not (counted and start is not None and abs((figure.begins - start.ends).days) <= 1)


def is_new(choice: Choice, last: Candidate | None, unit: Unit | None) -> bool:
    """Whether a count is within two years of the first above zero; a lone one is not."""
    series = [claims[0] for claims in by_period(choice.candidates) if claims[0].span is not None]
    begun = [each.ends for each in series if each.span is not None and each.span.best > 0]
    if unit is None or unit.dimension != "count" or last is None or len(series) < 2 or not begun:
        return False
    return edtf.year_scale(last.ends) - edtf.year_scale(min(begun)) <= 2


def _settled(case: VerdictCase) -> DeadlineOutcome:
    figure, after, end = case.observation, case.after, edtf.year_scale(case.ends)
    if figure is not None and case.gathered.final:
        return observed(figure.span, case.target_value, estimated=figure.estimated)
    measured = case.gathered.measured
    if measured is None or case.target_value.sign == 0:
        return OPEN
    figures = []
    if figure is not None:
        unseen = end - edtf.year_scale(figure.ends) + figure.vague
        if case.gathered.setting.timing == "rate" and figure.begins.year == case.year:
            unseen += edtf.year_scale(figure.begins - timedelta(days=1)) - case.year
        new = is_new(case.gathered.choice, case.gathered.observation, case.gathered.unit)
        figures.append(NearestFigure(figure.span, unseen, case.target_value, measured, new=new))
    if after is not None:
        unseen = edtf.year_scale(after.ends) - end + after.vague
        figures.append(NearestFigure(after.span, unseen, case.target_value, measured, after=True))
    return settled(figures, case.gathered.parts)


def _once_over(case: VerdictCase, outcome: DeadlineOutcome) -> tuple[Status, list[Reason]]:
    passed: list[Reason] = ["target-year-passed"]
    # A verdict needs no baseline, but without one the distance is not known.
    of_met: list[Reason] = [*passed, "no-baseline"] if case.baseline is None else passed
    slipped: list[Reason] = []
    if _met_at_start(case):
        of_met = [*of_met, "baseline-meets-target"]
        slipped.append("regressed-below-target")
    if outcome.met:
        figure = case.observation
        early = figure is not None and not outcome.by_later and figure.ends.year < case.year
        return "met", [*of_met, "met-early"] if early else of_met
    if outcome.met is False:
        return "met-late" if case.gathered.met else "missed", [*of_met, *slipped]
    afterwards: list[Reason] = ["met-by-later-year"] if case.gathered.met else []
    why: list[Reason] = ["no-figure-at-deadline"]
    if case.observation is None:
        why = why if case.after else ["no-data"]
    elif case.gathered.final:
        why = []
    single: list[Reason] = ["single-observation"] if case.single else []
    reasons = [*why, *outcome.reasons, *afterwards, *single, *passed]
    return "not-assessable", reasons + (of_met[-1:] if _met_at_start(case) else [])


class BasisVerdict(FrozenData):
    """A milestone with its verdict and its pace on one definition of the indicator."""

    gathered: VerdictInputs
    verdict: Verdict
    pace: MethodResult
    paces: tuple[MethodResult, ...] = ()
    total: SpanTotal | None = None

    @property
    def latest(self) -> date:
        """The last day of the observation that counts; the earliest day if there is none."""
        return self.gathered.observation.ends if self.gathered.observation else date.min

    @property
    def place(self) -> tuple[int, int, int, float, int, bool, tuple[str, int], float, int, str]:
        """Sort key of definitions: a verdict first, then the best fit, then how it was observed.

        Among observed outcomes the worst counts, otherwise the one with the shortest time without
        data. Ties are broken by whole years, grade, certainty and date; without a verdict, by a
        lean.
        """
        admitted, verdict = self.gathered.setting.admitted, self.verdict
        settled = verdict.settled
        unseen = settled.figure.unseen if settled.figure else 0.0
        figure = self.decisive.reading if self.decisive else None
        graded = rank_of(figure.grade, figure.checked) if figure else ("E", 9)
        fit = place_of(admitted.fit)
        case = self.gathered.case
        part = case is not None and self.gathered.over and self.latest < case.ends
        most_certain, newest = -(settled.margin.gap_ratio or 0), -self.latest.toordinal()
        rest = (part, graded, most_certain, newest, admitted.basis or "")
        worst = -BEST_FIRST.index(verdict.status) if verdict.status in ASSESSED else 0
        if settled.certainty == "inferred":
            return (0, fit, 1, unseen, worst, *rest)
        if verdict.status in ASSESSED or verdict.status == "not-started":
            return (0, fit, 0, 0, worst, *rest)
        if settled.lean is not None or settled.margin.gap_ratio is not None:
            return (1 if settled.lean else 2, fit, 0, unseen, 0, *rest)
        if self.gathered.observation is None and not self.gathered.afterwards:
            return (5, fit, 0, 0, 0, *rest)
        only_the_start = "single-observation" in verdict.reasons
        return (4 if only_the_start else 3, fit, 0, 0, 0, *rest)

    @property
    def decisive(self) -> Candidate | None:
        """The observation behind the verdict: the one that counts, or one after the target year."""
        gathered = self.gathered
        by_later = self.verdict.settled.by_later and gathered.afterwards
        return gathered.afterwards[0] if by_later else gathered.observation

    @property
    def seen(self) -> Reading | None:
        """The figure that counts; for a total, the sum so far."""
        if self.total is not None:
            return self.total.reading
        return self.gathered.observation.reading if self.gathered.observation else None

    @property
    def shortfall(self) -> tuple[Number, float | None] | tuple[None, None]:
        """The amount that is missing to the target in its unit, and as a share of the target.

        If it is 0 or less, the target was met with this margin. There is none if the target is not
        an amount or only one limit of the figure is known.
        """
        target_value, unit = self.gathered.target_value, self.gathered.unit
        span = self.decisive.span if self.decisive else None
        if not (target_value and span and unit) or span.one_sided or unit.dimension in UNSIZED:
            return None, None
        value = span.best if self.total is None else self.total.value
        short = target_value.short_of(value)
        if not target_value.sign and short <= 0:
            return None, None
        promised = target_value.value if target_value.value > 0 else -target_value.value
        return short, float(short / promised) if promised else None


def best_of(judged: Sequence[BasisVerdict]) -> BasisVerdict:
    """The verdict on the definition that decides: the first by `BasisVerdict.place`."""
    return min(judged, key=lambda verdict: verdict.place) if len(judged) > 1 else judged[0]
