"""Dossiers: for each indicator, all records needed to judge its targets without the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mic25cli.calc.progress.max_changes import Move, Moves, max_changes_of, measure_by
from mic25cli.calc.progress_question import Question
from mic25cli.calc.table_definition import Row
from mic25cli.calc.tables import declared
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.dataset_profile import DEFAULT
from mic25cli.model.links import links
from mic25cli.model.units import with_own
from mic25cli.values import grouped

NAMING = ("assessments", "pilots")
"""Kinds of records that name the targets that they are about."""


def dossiers(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """The dossiers of a dataset, one per indicator with targets, in the order of the targets."""
    whole = dataset.whole
    targets = grouped((target["indicator"], target) for target in whole.kind("targets").values())
    own_units = whole.profile.data.get("units")
    naming: dict[str, list[Record]] = {}
    for kind in NAMING:
        for record in whole.kind(kind).values():
            for name in dict.fromkeys(to for _, of, to in links(record) if of == "targets"):
                naming.setdefault(name, []).append(record)
    for indicator, own in targets.items():
        parts = [*own, *(record for target in own for record in naming.get(target["id"], ()))]
        measured = whole.get("indicators", indicator)
        if measured is not None:
            parts.append(measured)
        yield {
            "indicator": indicator,
            "targets": len(own),
            "milestones": sum(len(target["milestones"]) for target in own),
            "records": _by_kind([*parts, *_texts(whole, parts)])
            | ({"units": own_units} if own_units else {}),
        }


def _texts(dataset: RecordSet, records: list[Record]) -> Iterator[Record]:
    texts = dict.fromkeys(
        to for record in records for _, of, to in links(record) if of in ("sources", "documents")
    )
    waiting = list(texts)
    while waiting:
        document = dataset.get("documents", waiting.pop())
        later = None if document is None else document["superseded_by"]
        if later is not None and later not in texts:
            texts[later] = None
            waiting.append(later)
    for name in texts:
        yield from filter(None, (dataset.get("sources", name), dataset.get("documents", name)))


def _by_kind(records: list[Record]) -> dict[str, list[Record]]:
    by_id = {(record["kind"], record["id"]): record for record in records}
    return grouped((kind, record) for (kind, _), record in by_id.items())


def moves(dataset: RecordSet, question: Question) -> Iterator[Row]:
    """The changes of each indicator's figures, as known at a date, by scale and number of years."""
    moves = max_changes_of(dataset.whole, question.known_day).moves
    for (scale, years), some in sorted(moves.by_scale.items()):
        sizes = grouped((move.indicator, move.size) for move in some)
        yield {"scale": scale, "years": years, "moves": sizes}


def moves_of(rows: Iterable[Mapping[str, Any]]) -> Moves:
    """The `Moves` from rows of the table `moves`; sizes are in the scale that a row names."""
    return Moves(
        {
            (row["scale"], row["years"]): sorted(
                Move(float(size), indicator)
                for indicator, some in row["moves"].items()
                for size in some
            )
            for row in rows
        }
    )


def dataset_of(
    records: Mapping[str, Any], moved: Moves | Iterable[Mapping[str, Any]] = ()
) -> RecordSet:
    """A dataset of plain records by kind, of the `units` that it adds, and of the moves of the
    larger dataset by which its verdicts are measured. For many parts, sort the moves once with
    `moves_of`."""
    units = {**records.get("units", {})}
    all_units = with_own(units)[0]
    for indicator in records.get("indicators", ()):
        if indicator["unit"] not in all_units:
            units.setdefault(indicator["unit"], {"of": indicator["unit"], "is": None, "zh": None})
    profile = replace(DEFAULT, units=with_own(units)[0], data={"units": units})
    kinds = {kind: some for kind, some in records.items() if kind != "units"}
    by_id = {kind: {record["id"]: record for record in some} for kind, some in kinds.items()}
    dataset = RecordSet.of(by_id, profile=profile)
    moves = moved if isinstance(moved, Moves) else moves_of(moved)
    if moves.by_scale:
        measure_by(dataset, moves)
    return dataset


DOSSIERS = declared("dossiers", dossiers)
MOVES = declared("moves", moves)
"""Written with the other tables as Parquet, for `mic25cli.spark_statuses`."""
