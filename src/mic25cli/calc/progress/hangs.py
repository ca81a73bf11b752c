"""Without which sources a verdict would be another one.

Sources of the observations and of the baseline are struck one at a time, never those of the goal:
an observation that nobody is left to vouch for is gone.  So are all sources together of one body,
where it is behind several (see `cites.witness`).  The yardsticks of the book are held.  Where a
source vouches for nothing that decides, to strike it changes nothing, and it is not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mic25cli.calc.choice import Candidate
from mic25cli.calc.cites import witness
from mic25cli.calc.fates import PLACES, TIME_PLACES, UNPLACED, Fate
from mic25cli.calc.progress.evidence import BasisContext
from mic25cli.calc.progress.judged import Judged, best_of
from mic25cli.calc.progress.result import HangsOn
from mic25cli.calc.progress.status import ASSESSED, PACES


def hangs_on(
    settings: Sequence[BasisContext],
    judged: Sequence[Sequence[Judged]],
    anew: Callable[[Sequence[BasisContext]], Sequence[Judged]],
) -> list[tuple[HangsOn, ...]]:
    """What each milestone's verdict hangs on; nothing where there is none.

    `judged` has each milestone on each basis, in the order of `settings`; `anew` judges them all on
    others and gives the basis of each that decides.
    """
    first = settings[0]
    best = [best_of(each).verdict for each in judged]
    claims: list[Any] = [*first.indicator["observations"], first.target["baseline"]]
    cited = [[cite["source"] for cite in claim["cite"]] if claim else [] for claim in claims]
    deciding = [
        {source for index in _deciding(each) for source in cited[index]}
        if verdict.status in ASSESSED
        else set()
        for each, verdict in zip(judged, best, strict=True)
    ]
    found: list[list[HangsOn]] = [[] for _ in judged]
    if not any(deciding):
        return [()] * len(judged)
    for body, sources in _strikes(first, cited, set().union(*deciding)):
        struck = _without(settings, sources)
        # Where nothing is left that was observed, no verdict is.
        now = anew(struck) if struck[0].indicator["observations"] else ()
        for index, verdict in enumerate(best):
            after = now[index].verdict.rests_on if now else ("not-assessable", None, None)
            if not deciding[index].isdisjoint(sources) and after[:2] != verdict.rests_on[:2]:
                found[index].append(HangsOn(tuple(sources), body, *after))
    return [tuple(each) for each in found]


def _strikes(
    setting: BasisContext, cited: Sequence[Sequence[str]], wanted: Collection[str]
) -> Iterator[tuple[str | None, Sequence[str]]]:
    """What to strike: each of the sources wanted, then each body with several, in order of use."""
    bodies: dict[str, list[str]] = {}
    for source in dict.fromkeys(each for sources in cited for each in sources):
        bodies.setdefault(witness(setting.book, source), []).append(source)
        if source in wanted:
            yield None, [source]
    for body, sources in bodies.items():
        if len(sources) > 1 and not set(sources).isdisjoint(wanted):
            yield body, sources


def _without(settings: Sequence[BasisContext], sources: Collection[str]) -> Sequence[BasisContext]:
    """The settings without what only these sources vouch for."""
    first = settings[0]
    observations = [_struck(claim, sources) for claim in first.indicator["observations"]]
    baseline = first.target["baseline"]
    changed: dict[str, Any] = {
        "indicator": {**first.indicator, "observations": [each for each in observations if each]},
        "target": {**first.target, "baseline": _struck(baseline, sources) if baseline else None},
        "memo": dict(first.memo),
    }
    return [replace(setting, **changed) for setting in settings]


def _struck(claim: Mapping[str, Any], sources: Collection[str]) -> Mapping[str, Any] | None:
    """A claim without some of its sources; None without any left."""
    left = [cite for cite in claim["cite"] if cite["source"] not in sources]
    if len(left) == len(claim["cite"]):
        return claim
    return {**claim, "cite": left} if left else None


def _deciding(judged: Sequence[Judged]) -> set[int]:
    """The observations without which a verdict may be another one, by their place in the record.

    A basis of a worse fit than the one that decides has a say by parts of the target year alone.
    The place after the last is that of the baseline.
    """
    best = best_of(judged)
    found = set()
    for each in judged:
        outranked = each.place[1] > best.place[1]
        for index, candidate in enumerate(each.found.choice.candidates):
            if candidate.fate == "part-year" or (not outranked and _counts(each, candidate)):
                found.add(index)
    return {*found, len(best.setting.indicator["observations"])}


def _counts(judged: Judged, candidate: Candidate) -> bool:
    """Whether an observation may have a say in the verdict on a basis."""
    fate, verdict, question = candidate.fate, judged.verdict, judged.setting.question
    seen, case = judged.found.observation, judged.found.case
    lost = fate in _RIVALS and seen is not None and candidate.reading.period == seen.reading.period
    if lost or fate in _NOWHERE:
        return False
    if judged.setting.ambiguous or question.substitute or judged.total is not None:
        return True
    if verdict.settled.firmness == "observed":
        return fate in ("chosen", "after-target", "later")
    if case is not None and case.over:
        # How far a figure moves is told by all that is on record of it.
        return True
    if fate in _UNUSED:
        return False
    if verdict.status == "already-met" or (verdict.status in PACES and question.method == "linear"):
        return fate in ("chosen", "baseline-period")
    return True


_UNUSED: tuple[Fate, ...] = ("after-as-of", "below-grade", "unchecked")
_NOWHERE = UNPLACED - {*_UNUSED}
_RIVALS = PLACES[len(TIME_PLACES) :]
