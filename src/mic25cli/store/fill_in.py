"""Values that records take from other records: present ids, units and names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mic25cli.model.dataset import Record, former_ids
from mic25cli.model.languages import by_language
from mic25cli.model.links import Link, renamed

Records = dict[str, dict[str, Record]]
"""The records of a dataset, by kind and id."""

Renamed = dict[tuple[str, str], Sequence[Link]]
"""For each record, its links that use a former id of the linked record."""


def follow_former_ids(records: Records, ids: Collection[tuple[str, str]]) -> Renamed:
    """Replace former ids in links by present ones; returns the changed links by record."""
    former = former_ids(record for some in records.values() for record in some.values())
    used = {f"{kind}/{id_}" for kind, id_ in ids}
    now = {old: new for old, new in former.items() if old not in used}
    renamed_: Renamed = {}
    for kind, some in records.items() if now else ():
        for id_, record in some.items():
            some[id_], moved = renamed(record, now)
            if moved:
                renamed_[kind, id_] = moved
    return renamed_


def fill_in_units(records: Records) -> None:
    """Add the unit of the indicator to those values of targets, and of their forecasts and
    pathways, that have no unit."""
    indicators, targets = records.get("indicators", {}), records.get("targets", {})
    claims = {id_: [*target["milestones"], target["baseline"]] for id_, target in targets.items()}
    for assessment in records.get("assessments", {}).values():
        for claim in (*assessment["forecasts"], *assessment["pathway"]):
            claims.get(claim["target"], []).append(claim)
    for id_, of_target in claims.items():
        unit = indicators.get(targets[id_]["indicator"], {}).get("unit")
        for claim in filter(None, of_target):
            if claim["value"] is not None or claim["low"] is not None:
                claim["unit"] = claim["unit"] or unit


def fill_in_names(records: Records) -> None:
    """Add the name of the explained record to the glossary's entries."""
    terms = records.get("terms", {})
    for id_, term in terms.items():
        if term["of"] is not None:
            kind, _, link = term["of"].partition("/")
            thing = records.get(kind, {}).get(link, {})
            own = {key: thing[key] for key in ("name", "aliases", "abbr") if thing.get(key)}
            terms[id_] = {**term, "name": by_language(term["of"]), **own}
