"""The diff: what changed between two sides, record by record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import groupby

from mic25cli.calc.diff import changed_words
from mic25cli.calc.diff.changes import CLASSES, Change, Diff, Pair
from mic25cli.calc.diff.claim_fields import OPEN, are_texts, class_of_field, differing, last_day
from mic25cli.calc.diff.claims import Context, compare_claims
from mic25cli.calc.diff.deltas import is_number, measure
from mic25cli.calc.diff.sides import Side
from mic25cli.calc.diff.unordered import Data, as_text, same
from mic25cli.model.dataset import Record, Records, RecordSet, began, name_of
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.model.links import links, renamed
from mic25cli.values import replace


def diff(old: Side, new: Side, kinds: Collection[str] | None = None) -> Diff:
    """The changes of these kinds between two sides of the same sort, most important first."""
    sides, former = Pair(old, new), dict[str, str]()
    if old.label.sort == "edition":
        # Use the ids of the later edition, and replace former ids by them.
        former = {**old.dataset.former, **new.dataset.former}
        sides = sides.map(lambda side: replace(side, dataset=_as_now(side.dataset, former)))
    specs = [spec for spec in KINDS.values() if kinds is None or spec.name in kinds]
    # Sources first, all read at once, because nearly all kinds need them.
    in_turn = sorted(specs, key=lambda spec: spec.name != "sources")
    changes = [change for spec in in_turn for change in _of_kind(spec, sides, former)]
    labels = sides.map(lambda side: side.labelled(spec.name for spec in specs))
    return Diff(labels, in_order(changes))


def dropped_once(diff: Diff) -> Diff:
    """The diff with one change for a target that was dropped: its values, as withdrawn."""
    alone = [change for change in diff.changes if None in (change.old, change.new)]
    by_id = {change.id: change for change in alone if change.path == "withdrawn"}
    went = [
        change
        for change in alone
        if change.path == "milestones"
        and change.id in by_id
        and (change.new is None) != (by_id[change.id].new is None)
    ]
    told = [by_id[change.id] for change in went]
    changes = [
        replace(change, class_="withdrawn") if change in went and change.new is None else change
        for change in diff.changes
        if change not in told
    ]
    return Diff(diff.sides, in_order(changes)) if told else diff


_CLASS_RANKS = {name: rank for rank, name in enumerate(CLASSES)}


def rank(change: Change) -> tuple[int, int]:
    """The sort key of a change: record type first, then class of change."""
    return KINDS[change.kind].rank, _CLASS_RANKS[change.class_]


def in_order(changes: Collection[Change]) -> tuple[Change, ...]:
    """The changes by kind, class, date and id, most important first."""

    def place(change: Change) -> tuple[object, ...]:
        first = rank(change)
        if change.path is None:
            return (*first, last_day(change.dates.either()), change.id)
        key = change.key or {}
        about = (str(key.get("basis")), last_day(key.get("period")), key.get("year") or 9999)
        return (*first, date.max, change.id, change.path, *about)

    def texts(change: Change) -> tuple[str, ...]:
        return as_text(change.key or {}), as_text(change.values.new), as_text(change.values.old)

    ordered: list[Change] = []
    for _, alike in groupby(sorted(changes, key=place), key=place):
        group = [*alike]
        # Texts are compared only if everything before them is equal.
        ordered += sorted(group, key=texts) if group[1:] and group[0].path else group
    return tuple(ordered)


def _as_now(dataset: RecordSet, former: Mapping[str, str]) -> RecordSet:
    """A dataset in which links and renamed records use their present ids."""

    def load(kind: str) -> Records:
        records: dict[str, Record] = {}
        for id_, record in dataset.kind(kind).items():
            now_kind, _, now = former.get(f"{kind}/{id_}", "").partition("/")
            free = now_kind == kind and now not in dataset.kind(kind) and now not in records
            own = now if free else id_
            records[own] = {**renamed(record, former)[0], "id": own}
        return records

    return RecordSet(load, dataset.digest)


def _of_kind(spec: Kind, sides: Pair[Side], former: Mapping[str, str]) -> Iterator[Change]:
    was, now = sides.old.dataset.kind(spec.name), sides.new.dataset.kind(spec.name)
    for record_id in {**was, **now}:
        old, new = was.get(record_id), now.get(record_id)
        if old is None or new is None:
            yield _one_sided(spec, Pair(old, new), sides, former)
        elif old is not new and (not same(old, new) or _headline(old) != _headline(new)):
            yield from _of_record(spec, Pair(old, new), sides)


def _base(spec: Kind, records: Pair[Data | None], sides: Pair[Side]) -> Change:
    one_side = records.either()
    assert one_side is not None
    names = records.map(lambda record: None if record is None else name_of(record))
    industries = {
        name
        for record in (records.old, records.new)
        if record is not None
        for _, kind, name in (((), record["kind"], record["id"]), *links(record))
        if kind == "industries"
    }
    side = sides.old if records.new is None else sides.new
    measured = side.dataset.kind("indicators").get(str(one_side.get("indicator")))
    return Change(
        spec.name,
        one_side["id"],
        names,
        "edited",
        industries=tuple(sorted(industries)),
        year_starts=(measured and measured["year_starts"]) or 1,
    )


def _one_sided(
    spec: Kind, records: Pair[Data | None], sides: Pair[Side], former: Mapping[str, str]
) -> Change:
    base, gone = _base(spec, records, sides), records.new is None
    own = f"{base.kind}/{base.id}"
    dates = _dates(records, sides)
    if own in former:
        refs = Pair(own, former[own]) if gone else Pair(former[own], own)
        return replace(base, class_="moved", path="id", values=refs, dates=dates)
    return replace(base, class_="removed" if gone else "added", values=records, dates=dates)


def _dates(records: Pair[Data | None], sides: Pair[Side]) -> Pair[str | None]:
    return Pair(
        None if records.old is None else began(sides.old.dataset, records.old),
        None if records.new is None else began(sides.new.dataset, records.new),
    )


def _of_record(spec: Kind, records: Pair[Data], sides: Pair[Side]) -> Iterator[Change]:
    base = _base(spec, records, sides)
    paths = [path for path, _ in spec.claims]
    dates = _dates(records, sides)
    # Between dates, follow-ups are shown as an outcome, by their implementation.
    skipped = {"follow_up"} if sides.old.label.sort == "date" else set[str]()
    for path, values in differing(records.old, records.new, {"kind", "id", *paths, *skipped}):
        old, new, delta = values.old, values.new, None

        spans = changed_words.spans(path, values.old, values.new) if are_texts(values, path) else ()
        if is_number(old) and is_number(new):
            delta = measure(Pair(old, old), Pair(new, new), None)
        change = replace(base, class_=class_of_field(path, values), path=path, values=values)
        yield replace(change, delta=delta, spans=spans, dates=dates)
    headlines = Pair(_headline(records.old), _headline(records.new))
    if headlines.old != headlines.new:
        yield replace(base, path="bases", values=headlines, flags=frozenset({"headline-basis"}))
    context = Context(sides, _better(spec, records, sides))
    for path in paths:
        yield from compare_claims(path, records.old[path], records.new[path], base, context)


def _headline(record: Data) -> str | None:
    """An indicator's headline definition, the first; the order of the others means nothing."""
    for key in OPEN:
        for basis in record.get(key) or {}:
            return str(basis)
    return None


def _better(spec: Kind, records: Pair[Data], sides: Pair[Side]) -> str | None:
    if spec.name != "targets":
        return None
    directions = {
        indicator["direction"]
        for side, record in ((sides.old, records.old), (sides.new, records.new))
        if (indicator := side.dataset.get("indicators", record["indicator"])) is not None
    }
    return directions.pop() if len(directions) == 1 else None
