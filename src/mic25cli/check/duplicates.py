"""Rules on repetition: values that may occur only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import chain, product
from operator import itemgetter
from typing import TYPE_CHECKING

from mic25cli.calc import lookup
from mic25cli.check.context import Fault, RuleContext
from mic25cli.check.numbers import number
from mic25cli.check.registry import rule
from mic25cli.model.dataset import Record
from mic25cli.store.yaml_nodes import Path

if TYPE_CHECKING:
    from mic25cli.model.records import Measurement


def _repeated(ids: Iterable[Collection[Hashable]]) -> Iterator[tuple[int, int]]:
    """The positions of items that share an identity with an earlier one, each with that one's."""
    first: dict[Hashable, int] = {}
    for index, identities in enumerate(ids):
        repeated = [first[identity] for identity in identities if identity in first]
        if repeated:
            yield index, repeated[0]
        first |= {identity: index for identity in identities if identity not in first}


def _repeats(
    context: RuleContext, record: Record, key: str, ids: Iterable[Collection[Hashable]], what: str
) -> Iterator[Fault]:
    """A fault for each list item that repeats an earlier one; `{}` in `what` is its place."""
    for index, before in _repeated(ids):
        line = context.source(record).place(record["id"], (key, before))[0]
        hint = "remove one, or say how they differ"
        yield Fault(record, (key, index), what.format(f"line {line}"), hint)


def _identities(claim: Measurement, *identity: Hashable) -> set[Hashable]:
    value = (claim["value"], claim["low"], claim["high"], claim["bound"], claim["unit"])
    sources = {(*identity, "source", cite["source"]) for cite in claim["cite"]}
    return {*sources, (*identity, "value", value)} if claim["value"] is not None else {*sources}


@rule("milestone-twice")
def _milestone_twice(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("targets").values():
        ids = [
            _identities(milestone, milestone["year"], milestone["report"], not number(milestone))
            for milestone in record["milestones"]
        ]
        what = "the same report sets a milestone for the same year at {}"
        yield from _repeats(context, record, "milestones", ids, what)


@rule("observation-twice")
def _observation_twice(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("indicators").values():
        keys = itemgetter("period", "basis", "report", "attributed")
        ids = [
            # A value in another unit of the same quantity is the same value.
            _identities(observation, *keys(observation), unit and unit.dimension, not derived)
            for observation in record["observations"]
            for unit in [context.dataset.units.get(observation["unit"] or "")]
            for derived in [observation["derived"]]
        ]
        what = "the same report gives a value for the same period and basis at {}"
        yield from _repeats(context, record, "observations", ids, what)


@rule("role-twice")
def _role_twice(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("enterprises").values():
        ids = [{(role["industry"], role["report"])} for role in record["roles"]]
        yield from _repeats(context, record, "roles", ids, "it has a role in this industry at {}")


@rule("statement-twice")
def _statement_twice(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("wording").values():
        ids = [{statement["report"]} for statement in record["statements"]]
        yield from _repeats(context, record, "statements", ids, "the same report is worded at {}")


@rule("number-twice")
def _number_twice(context: RuleContext) -> Iterator[Fault]:
    for kind in ("industries", "measures", "recommendations"):
        first: dict[Hashable, Record] = {}
        for record in context.dataset.kind(kind).values():
            if record["number"] is None:
                continue
            other = first.setdefault(record["number"], record)
            if other is not record:
                message = f"'{other['id']}' also has the number {record['number']}"
                hint = f"see {context.place(other, ('number',))}"
                yield Fault(record, ("number",), message, hint)


@rule("name-twice")
def _name_twice(context: RuleContext) -> Iterator[Fault]:
    told_apart = {
        frozenset((_mark(parts.record), other))
        for parts in context.parts
        for other in parts.record.get("different_from", ())
    }

    def may_be_one(record: Record, other: Record) -> bool:
        kinds = {record["kind"], other["kind"]}
        # A target is often called by what it is about: an indicator, a fund, a plant.
        of_it = "targets" in kinds or _industry_of(record, other) or _industry_of(other, record)
        one_kind = len(kinds) == 1 or not of_it
        return one_kind and frozenset((_mark(record), _mark(other))) not in told_apart

    by_name: defaultdict[str, dict[str, Sequence[Record]]] = defaultdict(dict)
    for parts in context.parts:
        record, messages = parts.record, dict[str, str]()
        for _, text in _names(record):
            messages.setdefault(lookup.spoken(text), text)
        heading = record.get("ours") or record.get("of")
        among = (record["kind"],) if heading else (record["kind"], "any")
        for name, spelling in messages.items():
            # Only the first such record is needed, and there may be very many.
            alike = chain.from_iterable(by_name[kind].get(name, ()) for kind in among)
            other = next((other for other in alike if may_be_one(record, other)), None)
            if other is not None:
                message = f"{_mark(other)} has the same name"
                path = next(path for path, text in _names(record) if text == spelling)
                yield Fault(record, path, message, f"see {context.place(other)}")
                break
        # One tuple serves all names of a record, which may have very many.
        alone = (record,)
        for name, kind in product(messages, among):
            others = by_name[kind].setdefault(name, alone)
            if isinstance(others, list):
                others.append(record)
            elif others is not alone:
                by_name[kind][name] = [*others, record]


def _industry_of(record: Record, other: Record) -> bool:
    return record["kind"] == "industries" and record["id"] in (other.get("industries") or ())


def _mark(record: Record) -> str:
    return f"{record['kind']}/{record['id']}"


def _names(record: Record) -> Iterator[tuple[Path, str]]:
    for lang, text in (record.get("name") or {}).items():
        if text:
            yield ("name", lang), text
    if record.get("abbr"):
        yield ("abbr",), record["abbr"]
    for index, text in enumerate(record.get("aliases") or ()):
        yield ("aliases", index), text


@rule("item-twice")
def _item_twice(context: RuleContext) -> Iterator[Fault]:
    for parts in context.parts:
        record = parts.record
        for path, listed in parts.at(parts.paths.lists):
            for index, _ in _repeated(map(_identity, listed)):
                item = listed[index]
                what = f"'{item}'" if isinstance(item, str) else f"the cite of '{item['source']}'"
                yield Fault(record, (*path, index), f"{what} is listed twice", "remove one")
        names_ = record.get("name") or {}
        for index, alias in enumerate(record.get("aliases") or []):
            if alias in names_.values():
                message = f"the alias '{alias}' repeats the name"
                yield Fault(record, ("aliases", index), message, "remove it")


def _identity(item: object) -> Collection[Hashable]:
    if isinstance(item, dict) and "checked" in item:
        return ((item["source"], item["at"], *item["quote"]),)
    return (item,) if isinstance(item, str) else ()


@rule("evidence-twice")
def _evidence_twice(context: RuleContext) -> Iterator[Fault]:
    for target in context.dataset.kind("targets").values():
        bases = [evidence["basis"] for evidence in target["evidence"]]
        for index, before in _repeated([(basis,) for basis in bases]):
            hint = f"merge both into one entry (see {context.place(target, ('evidence', before))})"
            message = f"the basis '{bases[index]}' already has an entry"
            yield Fault(target, ("evidence", index, "basis"), message, hint)
