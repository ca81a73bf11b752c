"""The sources or bodies, cited by its figure, without which a verdict would change.

Each is removed from the whole dataset in turn; a claim that no other source states is then gone.
`fragile` says how far a verdict depends on figures that it does not cite.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mic25cli.calc.observation_uses import UNPLACED
from mic25cli.calc.progress.max_changes import MovesWithout, max_changes_of, measure_by
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import DependsOn, Question
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.calc.progress.verdict import BasisVerdict, best_of
from mic25cli.calc.source_grades import independent_source, known_by
from mic25cli.model.dataset import Records, RecordSet, split_dataset_id

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Target

JudgedOn = tuple[PlacedMilestone, list[BasisVerdict]]
"""A milestone with its verdict on each definition."""


def depends_on(
    dataset: RecordSet,
    target: str,
    question: Question,
    placed: Sequence[JudgedOn],
    judge: Callable[..., Sequence[JudgedOn]],
) -> Mapping[int, tuple[DependsOn, ...]]:
    """The sources and bodies on which each verdict on a target depends, by index of the milestone;
    `judge` computes the verdicts again without them."""
    verdicts = (
        (milestone.index, best_of(verdicts_on).verdict) for milestone, verdicts_on in placed
    )
    assessed = {index: verdict for index, verdict in verdicts if verdict.status in ASSESSED}
    dependences: dict[int, list[DependsOn]] = {index: [] for index in assessed}
    placed = [entry for entry in placed if entry[0].index in assessed]
    memo = placed[0][1][0].gathered.setting.memo if placed else {}
    for body, sources in _removals(dataset, placed):
        without_sources = without(dataset, frozenset(sources), question.known_day)
        target_without = without_sources.kind("targets")[target]
        for milestone, verdicts_on in judge(
            without_sources, target_without, question, only=assessed, memo=memo
        ):
            before, after = assessed[milestone.index], best_of(verdicts_on).verdict
            moved = after.status, after.settled.certainty
            if moved != (before.status, before.settled.certainty):
                dependence = DependsOn(tuple(sources), body, *moved, after.settled.lean)
                dependences[milestone.index].append(dependence)
    return {index: tuple(dependences_of_one) for index, dependences_of_one in dependences.items()}


def _removals(
    dataset: RecordSet, placed: Sequence[JudgedOn]
) -> Iterator[tuple[str | None, Sequence[str]]]:
    """The sources to remove in turn: each one cited for a figure that may matter, then each body
    with several sources, in the order of the record."""
    if not placed:
        return
    first = placed[0][1][0].gathered.setting
    start, claims = first.target["baseline"], first.indicator["observations"]
    used = {cite["source"] for cite in (start["cite"] if start else ())}
    for verdict in (verdict for _, judged in placed for verdict in judged):
        for claim, candidate in zip(claims, verdict.gathered.choice.candidates, strict=True):
            if candidate.use not in _MUTE:
                used.update(cite["source"] for cite in claim["cite"])
    bodies: dict[str, list[str]] = {}
    cites = (cite for claim in (*claims, start) if claim for cite in claim["cite"])
    known_at = first.known_at
    for source in dict.fromkeys(
        c["source"] for c in cites if known_by(dataset, c["source"], known_at)
    ):
        bodies.setdefault(independent_source(dataset, source), []).append(source)
        if source in used:
            yield None, [source]
    for body, sources in bodies.items():
        if len(sources) > 1 and not used.isdisjoint(sources):
            yield body, sources


_MUTE = UNPLACED - {"after-as-of"}
"""Uses of observations that are not on a definition of the target or have no number."""


# Many targets may cite the same yearbook; this removes it from all indicators only once.
@lru_cache(maxsize=32)
def without(dataset: RecordSet, sources: frozenset[str], known_at: date | None) -> RecordSet:
    """A dataset without the observations and baselines that only these sources state."""
    vouched = {key for source in sources for key in _vouched(dataset).get(source, ())}
    indicators = {
        id_: _indicator_without(dataset.kind("indicators")[id_], sources)
        for kind, id_ in vouched
        if kind == "indicators"
    }
    targets = {
        id_: _target_without(dataset.kind("targets")[id_], sources)
        for kind, id_ in vouched
        if kind == "targets"
    }

    def load(kind: str) -> Records:
        changed = {"indicators": indicators, "targets": targets}.get(kind)
        # A `ChainMap` that is only read accepts any mapping, although its type is stricter.
        both: Any = (changed, dataset.kind(kind))
        return ChainMap(*both) if changed else dataset.kind(kind)

    def elsewhere_without(name: str) -> RecordSet | None:
        ids = (split_dataset_id(source) for source in sources)
        theirs = frozenset(id_ for of, id_ in ids if of == name)
        other = dataset.elsewhere(name)
        return without(other, theirs, known_at) if other and theirs else other

    struck = RecordSet(load, profile=lambda: dataset.profile)
    struck.open_other = elsewhere_without
    others = max_changes_of(dataset, known_at)
    measure_by(struck, MovesWithout({}, whole=others, struck=indicators))
    return struck


def _vouched(dataset: RecordSet) -> Mapping[str, set[tuple[str, str]]]:
    """The indicators and targets, as kind and id, with claims that each source states."""
    by_source: dict[str, set[tuple[str, str]]] = dataset.worked_out.setdefault("vouched", {})
    for kind in ("indicators", "targets") if not by_source else ():
        for id_, record in dataset.kind(kind).items():
            claims = record["observations"] if kind == "indicators" else [record["baseline"]]
            for cite in (cite for claim in claims if claim for cite in claim["cite"]):
                by_source.setdefault(cite["source"], set()).add((kind, id_))
    return by_source


def _indicator_without(indicator: Indicator, sources: Collection[str]) -> Indicator:
    """An indicator with those observations that still have a citation, without the removed ones."""
    observations = []
    for claim in indicator["observations"]:
        cites = [cite for cite in claim["cite"] if cite["source"] not in sources]
        if len(cites) == len(claim["cite"]):
            observations.append(claim)
        elif cites:
            observations.append({**claim, "cite": cites})
    return {**indicator, "observations": observations}


def _target_without(target: Target, sources: Collection[str]) -> Target:
    """A target whose baseline lacks the removed citations; without a baseline if none is left."""
    baseline = target["baseline"]
    if baseline is None:
        return target
    cites = [cite for cite in baseline["cite"] if cite["source"] not in sources]
    if len(cites) == len(baseline["cite"]):
        return target
    return {**target, "baseline": {**baseline, "cite": cites} if cites else None}
