"""Targets in a later dataset: which earlier targets they continue and how, and which have no
successor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.diff.changes import Pair, SideLabel
from mic25cli.calc.source_grades import stood_by
from mic25cli.model.closed_lists import SUCCESSIONS, TYPES, Succession
from mic25cli.model.dataset import Record, RecordSet, split_dataset_id
from mic25cli.model.plain_values import UNPRINTED, in_place
from mic25cli.values import FrozenData, field, grouped

if TYPE_CHECKING:
    from mic25cli.model.records import Name


class OtherTarget(FrozenData):
    """A target that another one refers to; it may be in another dataset."""

    target: str
    """as `dataset:id` if it is in another dataset"""
    name: Name | None = field(metadata=UNPRINTED)
    """None if that dataset is not installed"""


class RelatedTarget(OtherTarget):
    """A predecessor or successor of a target, and how one continues the other."""

    how: Succession


class Succeeded(FrozenData):
    """A target with its successors, and how they continue it."""

    target: str
    how: Succession | None
    """the way that says most; null if it has no successor"""
    successors: tuple[str, ...]


class TypeRow(FrozenData):
    """Targets of one type in two datasets, and how the old ones were continued."""

    type: str | None
    """null: of targets without a type, or of all"""
    old: int
    old_share: float | None
    """the share of all targets of the old dataset"""
    new: int
    new_share: float | None
    ways: Mapping[Succession, int] = field(metadata=in_place(Succession))
    otherwise: int
    """old targets whose successors are all of another type"""
    without_successor: int
    succeeded: tuple[Succeeded, ...]


class TypesReport(FrozenData, kw_only=True):
    """Two datasets by the types of their targets; the types follow."""

    schema: Literal["mic25.diff-types/1"] = "mic25.diff-types/1"
    sides: Pair[SideLabel] = field(metadata=in_place(Pair))
    summary: TypeRow


def succeeded_in(dataset: RecordSet, called: str) -> Mapping[str, Mapping[str, Succession]]:
    """The targets of another dataset with successors in this one: which ones, and how."""
    by_dataset: dict[str, dict[str, dict[str, Succession]]] | None
    if (by_dataset := dataset.worked_out.get("succeeded")) is None:
        by_dataset = dataset.worked_out["succeeded"] = {}
        for id_, target in dataset.kind("targets").items():
            for predecessor in target["predecessors"]:
                there, earlier = split_dataset_id(predecessor["target"])
                of = by_dataset.setdefault(there, {})
                of.setdefault(earlier, {})[id_] = predecessor["how"]
    return by_dataset.get(called, {})


def ancestors(dataset: RecordSet, target_id: str) -> tuple[RelatedTarget, ...]:
    """The targets that a target continues, in the order of its record."""
    return tuple(
        RelatedTarget(
            predecessor["target"], _name(dataset, predecessor["target"]), predecessor["how"]
        )
        for predecessor in dataset.kind("targets")[target_id]["predecessors"]
    )


def _name(dataset: RecordSet, target: str) -> Name | None:
    called, id_ = split_dataset_id(target)
    there = dataset.elsewhere(called) if called else dataset
    record = None if there is None else there.get("targets", id_)
    return record and record["name"]


def same_field(
    dataset: RecordSet, target_id: str, until: date | None = None
) -> tuple[OtherTarget, ...]:
    """Targets of the same field on another measure: those that the target names, and those that
    name it and were set by a day."""
    ids = [*dataset.kind("targets")[target_id]["same_field"]]
    for called, there in _datasets(dataset):
        own = f"{dataset.profile.id}:{target_id}" if called else target_id
        targets = there.kind("targets")
        if "same field" not in there.worked_out:
            pairs = ((name, id_) for id_ in targets for name in targets[id_]["same_field"])
            there.worked_out["same field"] = grouped(pairs)
        for id_ in dict.fromkeys(there.worked_out["same field"].get(own, ())):
            if _set_by(there, targets[id_], until):
                ids.append(f"{called}:{id_}" if called else id_)
    return tuple(OtherTarget(id_, _name(dataset, id_)) for id_ in ids)


def _datasets(dataset: RecordSet) -> Iterator[tuple[str, RecordSet]]:
    """The dataset and the other installed ones by name; its own name is empty."""
    yield "", dataset
    for name in dataset.others():
        if (there := dataset.elsewhere(name)) is not None:
            yield name, there


def _set_by(dataset: RecordSet, target: Record, until: date | None) -> bool:
    return any(stood_by(dataset, milestone["report"], until) for milestone in target["milestones"])


def successors(
    dataset: RecordSet, target_id: str, until: date | None = None
) -> tuple[RelatedTarget, ...] | None:
    """The successors set by a day, the closest kind first; None if that cannot be known."""
    related: list[RelatedTarget] = []
    # It cannot be known if no other installed dataset continues any target of this one.
    followed = False
    for called, there in _datasets(dataset):
        by_target = succeeded_in(there, dataset.profile.id if called else "")
        followed |= bool(by_target) and bool(called)
        for id_, how in by_target.get(target_id, {}).items():
            successor = there.kind("targets")[id_]
            if _set_by(there, successor, until):
                target = f"{called}:{id_}" if called else id_
                related.append(RelatedTarget(target, successor["name"], how))
    related.sort(key=lambda kin: SUCCESSIONS.index(kin.how))
    return tuple(related) if related or followed else None


def by_type(datasets: Pair[RecordSet], called: str) -> tuple[list[TypeRow], TypeRow]:
    """The targets of two datasets by type: one row for each type that either has, and one for all.
    `called` is the name of the old dataset."""
    old, new = (dataset.kind("targets") for dataset in (datasets.old, datasets.new))
    by_target = succeeded_in(datasets.new, called)

    def row(types: tuple[str | None, ...]) -> TypeRow:
        of_old = [id_ for id_, each in old.items() if each["type"] in types]
        of_new = sum(each["type"] in types for each in new.values())
        succeeded = []
        for id_ in of_old:
            successors = by_target.get(id_, {})
            succeeded.append(
                Succeeded(
                    id_,
                    min(successors.values(), key=SUCCESSIONS.index, default=None),
                    (*successors,),
                )
            )
        ways = Counter(each.how for each in succeeded)
        otherwise = sum(
            bool(each.successors)
            and all(
                new[successor]["type"] != old[each.target]["type"] for successor in each.successors
            )
            for each in succeeded
        )
        return TypeRow(
            types[0] if len(types) == 1 else None,
            len(of_old),
            len(of_old) / len(old) if old else None,
            of_new,
            of_new / len(new) if new else None,
            {how: ways[how] for how in SUCCESSIONS},
            otherwise,
            ways[None],
            tuple(succeeded),
        )

    own = dict.fromkeys(each["type"] for kind in (old, new) for each in kind.values())
    every = (*TYPES, *(type_ for type_ in own if type_ and type_ not in TYPES), None)
    rows = [row((type_,)) for type_ in every]
    return [row for row in rows if row.old or row.new], row(every)
