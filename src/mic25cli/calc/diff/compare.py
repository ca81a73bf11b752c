"""The diff: what changed between two sides, record by record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from mic25cli.calc.diff import words
from mic25cli.calc.diff.changes import CLASSES, Change, Diff, Pair
from mic25cli.calc.diff.claims import Context, compare_claims
from mic25cli.calc.diff.current_claim import last_day
from mic25cli.calc.diff.fields import OPEN, class_of_field, delta_of_field, differing, is_text
from mic25cli.calc.diff.sides import Side
from mic25cli.calc.diff.unordered import Data, as_text, same
from mic25cli.model.book import Record, RecordBook, Records, began, name_of
from mic25cli.model.kind import Kind
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links, renamed


def diff(old: Side, new: Side, kinds: Collection[str] | None = None) -> Diff:
    """What changed from one side to the other, those that matter most first.

    Both sides are of one sort: two states, two reports or two editions.  With
    `kinds`, only records of these are compared.
    """
    sides, former = _one_naming(Pair(old, new))
    wanted = [spec for spec in KINDS.values() if kinds is None or spec.name in kinds]
    changes = [change for spec in wanted for change in _of_kind(spec, sides, former)]
    labels = sides.map(lambda side: side.labelled(spec.name for spec in wanted))
    return Diff(labels, in_order(changes))


def in_order(changes: Collection[Change]) -> tuple[Change, ...]:
    """The changes by kind, class, date and id: what matters most comes first."""
    ranks = {kind: rank for rank, kind in enumerate(kinds_in_order())}
    classes = {name: rank for rank, name in enumerate(CLASSES)}

    def place(change: Change) -> tuple[object, ...]:
        first = (ranks[change.kind], classes[change.class_])
        if change.path is None:
            return (*first, last_day(change.dates.either()), change.id)
        key = change.key or {}
        about = (str(key.get("basis")), last_day(key.get("period")), key.get("year") or 9999)
        # Only here can two changes agree in all that comes before the texts.
        texts = (as_text(key), as_text(change.values.new), as_text(change.values.old))
        return (*first, date.max, change.id, change.path, *about, *texts)

    return tuple(sorted(changes, key=place))


def kinds_in_order() -> tuple[str, ...]:
    """All kinds in the order of their changes in a diff."""
    return tuple(sorted(KINDS, key=lambda kind: KINDS[kind].rank))


def _one_naming(sides: Pair[Side]) -> tuple[Pair[Side], Mapping[str, str]]:
    """Two editions by the ids that the later one has, and these by the ids that were given up."""
    if sides.old.label.sort != "edition":
        return sides, {}
    former = {**sides.old.book.former, **sides.new.book.former}
    return sides.map(lambda side: replace(side, book=_as_now(side.book, former))), former


def _as_now(book: RecordBook, former: Mapping[str, str]) -> RecordBook:
    """A book with links, and records that got another id, by the ids that they have now."""

    def load(kind: str) -> Records:
        found: dict[str, Record] = {}
        for id_, record in book.kind(kind).items():
            now_kind, _, now = former.get(f"{kind}/{id_}", "").partition("/")
            free = now_kind == kind and now not in book.kind(kind) and now not in found
            own = now if free else id_
            found[own] = {**renamed(record, former)[0], "id": own}
        return found

    return RecordBook(load, book.digest)


def _of_kind(spec: Kind, sides: Pair[Side], former: Mapping[str, str]) -> Iterator[Change]:
    was, now = sides.old.book.kind(spec.name), sides.new.book.kind(spec.name)
    for record_id, record in was.items():
        other = now.get(record_id)
        if other is None:
            yield _merged(_whole(spec, Pair(record, None), sides), former)
        elif not same(record, other) or _headline(record) != _headline(other):
            yield from _of_record(spec, Pair(record, other), sides)
    for record_id, record in now.items():
        if record_id not in was:
            yield _merged(_whole(spec, Pair(None, record), sides), former)


def _merged(change: Change, former: Mapping[str, str]) -> Change:
    """A record that came or went; one that was merged into another moved there."""
    old = f"{change.kind}/{change.id}"
    if old not in former:
        return change
    refs = Pair(old, former[old]) if change.class_ == "removed" else Pair(former[old], old)
    return replace(change, class_="moved", path="id", values=refs)


def _base(spec: Kind, records: Pair[Any]) -> Change:
    """A change with what is the same for all changes of a record."""
    shown: Data = records.either()
    names = records.map(lambda record: None if record is None else name_of(record))
    named = records.map(lambda record: set[str]() if record is None else industries_of(record))
    industries = tuple(sorted(named.old | named.new))
    return Change(spec.name, shown["id"], names, "edited", industries=industries)


def industries_of(record: Data) -> set[str]:
    """The industries that a record names, itself among them where it is one."""
    own = {record["id"]} if record["kind"] == "industries" else set[str]()
    return own | {record_id for _, kind, record_id in links(record) if kind == "industries"}


def _whole(spec: Kind, records: Pair[object], sides: Pair[Side]) -> Change:
    """A record that only one side has."""
    gone = records.new is None
    return replace(
        _base(spec, records),
        class_="removed" if gone else "added",
        values=records,
        dates=_dates(records, sides),
    )


def _dates(records: Pair[Any], sides: Pair[Side]) -> Pair[str | None]:
    """Since when the record is there, on either side."""
    return Pair(
        None if records.old is None else began(sides.old.book, records.old),
        None if records.new is None else began(sides.new.book, records.new),
    )


def _of_record(spec: Kind, records: Pair[Data], sides: Pair[Side]) -> Iterator[Change]:
    """The changes of a record that both sides have."""
    base = _base(spec, records)
    paths = [path for path, _ in spec.claims]
    dates = _dates(records, sides)
    # What followed by a date is told by the word that it comes to, among the outcomes.
    skipped = {"followed"} if sides.old.label.sort == "date" else set[str]()
    for path, values in differing(records.old, records.new, {"kind", "id", *paths, *skipped}):
        yield _field(base, path, values, dates)
    headlines = Pair(_headline(records.old), _headline(records.new))
    if headlines.old != headlines.new:
        yield replace(base, path="bases", values=headlines, flags=frozenset({"headline-basis"}))
    context = Context(sides, _wanted(spec, records, sides))
    for path in paths:
        yield from compare_claims(path, records.old[path], records.new[path], base, context)


def _field(base: Change, path: str, values: Pair[Any], dates: Pair[str | None]) -> Change:
    spans = words.spans(path, values.old, values.new) if is_text(path, values) else ()
    return replace(
        base,
        class_=class_of_field(path, values),
        path=path,
        values=values,
        delta=delta_of_field(values),
        spans=spans,
        dates=dates,
    )


def _headline(record: Data) -> str | None:
    """The first of an indicator's bases, its headline: the one order that means something."""
    for key in OPEN:
        for basis in record.get(key) or {}:
            return str(basis)
    return None


def _wanted(spec: Kind, records: Pair[Data], sides: Pair[Side]) -> str | None:
    """The direction in which a target's indicator is better; None where the two sides disagree."""
    if spec.name != "targets":
        return None
    directions = {
        indicator["direction"]
        for side, record in ((sides.old, records.old), (sides.new, records.new))
        if (indicator := side.book.get("indicators", record["indicator"])) is not None
    }
    return directions.pop() if len(directions) == 1 else None
