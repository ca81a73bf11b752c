"""The result for a milestone, put together from its verdicts on each definition."""

from __future__ import annotations

from collections.abc import Mapping

from mic25cli.calc.choose_observation import Candidate
from mic25cli.calc.progress.evidence import BasisContext
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import DependsOn, Measures, OnBasis, Result, sources_of
from mic25cli.calc.progress.status import ASSESSED, Reason, Status
from mic25cli.calc.progress.verdict import BasisVerdict, best_of
from mic25cli.calc.progress.verdict_inputs import VerdictInputs
from mic25cli.calc.source_grades import Reading, day_published, is_poor, stood_by
from mic25cli.calc.value_range import compare_to_target
from mic25cli.model import edtf
from mic25cli.model.plain_values import recorded_as


def result_of(
    milestone: PlacedMilestone,
    judged: list[BasisVerdict],
    best: BasisVerdict,
    pilots: tuple[str, ...],
    outside: Mapping[str, int],
    series: bool,
    without: tuple[DependsOn, ...] | None,
) -> Result:
    """A judged milestone with all its evidence, on its `best` definition."""
    deciding = best_of(judged)
    setting, gathered, verdict = best.gathered.setting, best.gathered, best.verdict
    target = setting.target
    status, standing = _overridden(setting, milestone, verdict.status)
    reasons = [*verdict.reasons, *gathered.remarks, *_disagreement(best, judged)]
    decisive = deciding.decisive
    later, newest = _later(best, deciding)
    shortfall, share = best.shortfall
    start = gathered.start.reading
    return recorded_as(
        Result,
        target,
        vars(setting.admitted),
        vars(verdict.settled),
        vars(verdict.settled.margin),
        vars(verdict),
        pilots=pilots,
        outside=outside,
        target=target["id"],
        industries=tuple(target["industries"]),
        direction=setting.indicator["direction"],
        unit=milestone.unit,
        timing=setting.indicator["timing"],
        milestone=milestone,
        baseline=start,
        observation=gathered.observation.reading if gathered.observation else None,
        latest=newest,
        later=later,
        total=best.total,
        measures=_measures(milestone, best, decisive),
        since_reversed=_since_reversed(gathered, verdict.status),
        fragile=verdict.settled.fragile,
        status=status,
        status_if_standing=standing,
        met_by=gathered.met.ends.year if gathered.met and "met-by-later-year" in reasons else None,
        last_seen=decisive.ends.isoformat() if decisive else None,
        shortfall=shortfall,
        shortfall_share=share,
        reasons=tuple(dict.fromkeys(reasons)),
        evidence=tuple(map(_on_its_basis, judged)),
        method=best.pace,
        weak=_weak(milestone=milestone, baseline=start, observation=best.seen),
        methods=best.paces,
        disagree=len({pace.status for pace in best.paces if pace.status is not None}) > 1,
        sources=sources_of((milestone, start, best.seen, newest, later)),
        depends_on=without if status in ASSESSED else None,
        # Figures that were not known by the date of knowledge are left out.
        candidates=setting.known_candidates(gathered.choice.candidates) if series else (),
        series=deciding.gathered.series if series else (),
    )


def _later(best: BasisVerdict, deciding: BasisVerdict) -> tuple[Reading | None, Reading | None]:
    """The later figure that decides, and the latest one if an earlier and better one is shown."""
    decisive, gathered = deciding.decisive, best.gathered
    latest = decisive if best is not deciding else None
    later = gathered.met if best.verdict.status == "met-late" else None
    if later is None and latest is None and decisive is not gathered.observation:
        later = decisive
    return later.reading if later else None, latest.reading if latest else None


def _measures(
    milestone: PlacedMilestone, best: BasisVerdict, decisive: Candidate | None
) -> Measures:
    if decisive and best.verdict.settled.by_later and milestone.ends:
        # A later figure decides, so the distance of the earlier one does not explain the verdict.
        return Measures(lag=edtf.year_scale(milestone.ends) - edtf.year_scale(decisive.ends))
    return best.verdict.measures


def _weak(**inputs: PlacedMilestone | Reading | None) -> tuple[str, ...]:
    """The inputs that come from a weak source."""
    return tuple(
        name
        for name, part in inputs.items()
        if part is not None and is_poor(part.grade, part.checked)
    )


def _on_its_basis(judged: BasisVerdict) -> OnBasis:
    observation = judged.gathered.observation
    return recorded_as(
        OnBasis,
        vars(judged.gathered.setting.admitted),
        vars(judged.verdict),
        seen=judged.seen,
        period=None if observation is None else observation.reading.period,
    )


def _since_reversed(inputs: VerdictInputs, status: Status) -> Reading | None:
    if status not in ("met", "met-late") or not inputs.afterwards or inputs.target_value is None:
        return None
    last = inputs.afterwards[-1]
    lost = last.span is not None and compare_to_target(last.span, inputs.target_value) == "no"
    return last.reading if lost else None


def _disagreement(best: BasisVerdict, judged: list[BasisVerdict]) -> list[Reason]:
    if best.verdict.status not in ASSESSED:
        return []
    assessed = [judgement for judgement in judged if judgement.verdict.status in ASSESSED]
    if len({judgement.verdict.status for judgement in assessed}) < 2:
        return []
    equals = [judgement for judgement in assessed if judgement.place[1] == best.place[1]]
    torn = len({judgement.verdict.status for judgement in equals}) > 1
    return ["worst-of-n", "definitions-disagree"] if torn else ["definitions-disagree"]


def _overridden(
    setting: BasisContext, milestone: PlacedMilestone, status: Status
) -> tuple[Status, Status | None]:
    """The status if the milestone was superseded or withdrawn, and the status it would have had."""
    if milestone.superseded_by is not None:
        return "superseded", status
    dropped = setting.target["withdrawn"]
    if dropped is None or not stood_by(setting.dataset, dropped["report"], setting.question.until):
        return status, None
    day = day_published(setting.dataset, dropped["report"])
    if dropped["date"] is not None:
        day = edtf.parse(dropped["date"]).latest
    in_time = milestone.ends is None or day is None or day <= milestone.ends
    if in_time and (day is None or day <= setting.as_of):
        return "withdrawn", status
    return status, None
