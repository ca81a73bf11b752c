"""Without which sources or bodies of observations and baseline a verdict would change.

Each is struck, with the yardsticks held; what vouches for nothing that decides is not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mic25cli.calc.cites import witness
from mic25cli.calc.fates import CLAIM_PLACES, FATES, UNPLACED
from mic25cli.calc.progress.evidence import BasisContext
from mic25cli.calc.progress.result import HangsOn, Measures
from mic25cli.calc.progress.verdict import Judged, Verdict, best_of


def hangs_on(
    settings: Sequence[BasisContext],
    judged: Sequence[Judged],
    anew: Callable[[Sequence[BasisContext]], Sequence[Judged]],
) -> tuple[HangsOn, ...]:
    """What a verdict hangs on; `judged` has it on each basis, `anew` judges it on others."""
    first, best = settings[0], best_of(judged).verdict
    claims: list[Any] = [*first.indicator["observations"], first.target["baseline"]]
    cited = [[cite["source"] for cite in claim["cite"]] if claim else [] for claim in claims]
    deciding = {source for index in _deciding(judged) for source in cited[index]}
    found = []
    for body, sources in _strikes(first, cited, deciding):
        struck = _without(settings, sources)
        # Where nothing is left that was observed, no verdict is.
        after = best_of(anew(struck)).verdict if struck else _NOTHING
        moved = after.status, after.settled.firmness
        if moved != (best.status, best.settled.firmness):
            found.append(HangsOn(tuple(sources), body, *moved, after.settled.lean))
    return tuple(found)


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
    first = settings[0]
    struck = (_struck(claim, sources) for claim in first.indicator["observations"])
    observations = [each for each in struck if each]
    if not observations:
        return []
    baseline = first.target["baseline"]
    changed: dict[str, Any] = {
        "indicator": {**first.indicator, "observations": observations},
        "target": {**first.target, "baseline": _struck(baseline, sources) if baseline else None},
        "memo": dict(first.memo),
    }
    return [replace(setting, **changed) for setting in settings]


def _struck(claim: Mapping[str, Any], sources: Collection[str]) -> Mapping[str, Any] | None:
    left = [cite for cite in claim["cite"] if cite["source"] not in sources]
    if len(left) == len(claim["cite"]):
        return claim
    return {**claim, "cite": left} if left else None


def _deciding(judged: Sequence[Judged]) -> set[int]:
    """The places of observations, last the baseline, without which a verdict may change."""
    best = best_of(judged)
    found = {len(best.setting.indicator["observations"])}
    for each in judged:
        seen = each.found.observation
        period = None if seen is None else seen.reading.period
        fates = {"part-year"} if each.place[1] > best.place[1] else _PLACED
        for index, candidate in enumerate(each.found.choice.candidates):
            lost = candidate.when.text == period and candidate.fate in CLAIM_PLACES
            if candidate.fate in fates and not lost:
                found.add(index)
    return found


_PLACED = frozenset(FATES) - UNPLACED | {"after-as-of"}
_NOTHING = Verdict("not-assessable", (), Measures())
