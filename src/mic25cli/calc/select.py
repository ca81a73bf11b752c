"""Which records an analyst asked for: filters, order and limit, as pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mic25cli.calc import paths
from mic25cli.errors import UsageError, unknown
from mic25cli.model import edtf, places
from mic25cli.model.book import Book, Record
from mic25cli.model.choices import GRADES
from mic25cli.model.kinds import KINDS, Filter, Kind
from mic25cli.model.units import UNITS, convert, is_money

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Quantity

Row = TypeVar("Row")


Test = Callable[[Record], bool]
"""Whether a record is kept."""

SortKey = tuple[Any, ...]
"""What is compared: its first item tells numbers, dates, texts and quantities apart, and the
others are of any type, the same for one first item."""


@dataclass(frozen=True)
class Selection:
    """What to keep of a kind: the kind's own filters by key, a text, a span of time."""

    filters: Mapping[str, str | int] = field(default_factory=dict)
    text: str | None = None
    grade: str | None = None
    since: str | None = None
    until: str | None = None


def option_key(spec: Filter) -> str:
    """The filter's key in a `Selection`: its option without dashes."""
    return spec.option.removeprefix("--").replace("-", "_")


def find(book: Book, kind: str, record_id: str) -> Record:
    """A record by id, or by a name that only it has; raises `UsageError` with the nearest."""
    record = _named(book, kind, record_id)
    if record is not None:
        return record
    spec = KINDS[kind]
    if _named(book.whole, kind, record_id) is not None:
        raise absent(spec.one, record_id)
    raise unknown(spec.one, record_id, book.kind(kind), f"'mic25 {kind}' lists them.")


def find_any(book: Book, text: str) -> list[Record]:
    """The records that an id, or `kind/id`, names; raises `UsageError` with the nearest."""
    kind, slash, record_id = text.partition("/")
    if slash and kind in KINDS:
        return [find(book, kind, record_id)]
    hits = [record for name in KINDS if (record := book.get(name, text)) is not None]
    if hits:
        return hits
    for name in KINDS:
        if book.whole.get(name, text) is not None:
            raise absent(KINDS[name].one, text)
    every = [record_id for name in KINDS for record_id in book.kind(name)]
    raise unknown("record", text, every, "'mic25 info' tells what the book holds.")


def absent(what: str, record_id: str) -> UsageError:
    """The error for a record that the book has, but not at the time that is asked about."""
    return UsageError(
        f"the {what} '{record_id}' is not in the book at these dates",
        "leave out --as-of and --known-at, or give later dates.",
    )


def _named(book: Book, kind: str, record_id: str) -> Record | None:
    record = book.get(kind, record_id)
    if record is not None:
        return record
    wanted = record_id.casefold()
    hits = [record for record in book.kind(kind).values() if wanted in _names(record)]
    return hits[0] if len(hits) == 1 else None


def _names(record: Record) -> set[str]:
    name = record.get("name") or {}
    every = [
        record["id"],
        name.get("en"),
        name.get("zh"),
        record.get("abbr"),
        record.get("title"),
        *record.get("aliases", []),
    ]
    return {text.casefold() for text in every if text}


def parse_amount(text: str) -> tuple[Decimal, str]:
    """'100 bn CNY' as a number and a unit; raises `UsageError`."""
    number, _, unit = text.strip().partition(" ")
    wrong = UsageError(f"'{text}' is not an amount", "write a number and a unit: '100 bn CNY'.")
    try:
        value = Decimal(number.replace(",", ""))
    except ArithmeticError as fault:
        raise wrong from fault
    if not value.is_finite() or not unit:
        raise wrong
    money = [name for name in UNITS if is_money(name)]
    if unit not in money:
        raise unknown("unit", unit, money, "units of money: " + ", ".join(money) + ".")
    return value, unit


def _word(book: Book, kind: Kind, spec: Filter, wanted: str) -> str:
    """The word of the records that is meant, whatever the case it is typed in."""
    known = {
        str(value)
        for record in book.kind(kind.name).values()
        for value in paths.values(record, spec.path)
    }
    for word in known:
        if word.casefold() == wanted.casefold():
            return word
    raise unknown(f"{kind.one} with {spec.option}", wanted, known)


def _matcher(book: Book, kind: Kind, spec: Filter, wanted: str | int) -> Test:
    """The test that a filter with this value makes of a record."""
    path = spec.path
    if spec.match == "ref":
        assert spec.of is not None
        wanted = find(book, spec.of, str(wanted))["id"]
        return lambda record: wanted in paths.values(record, path)
    if spec.match == "word":
        word = _word(book, kind, spec, str(wanted))
        return lambda record: word in paths.values(record, path)
    if spec.match == "amount":
        least, unit = parse_amount(str(wanted))
        return lambda record: any(_worth(amount, least, unit) for amount in record[path])
    if spec.match == "number":
        return lambda record: any(value == wanted for value in paths.values(record, path))
    if spec.match == "year":
        return lambda record: any(
            edtf.year_of(value) == wanted for value in paths.values(record, path)
        )
    province = places.find(str(wanted)) if spec.match == "province" else None
    folded = (province.en if province else str(wanted)).casefold()
    if spec.path == "*.verdict":
        # A reading is one of our words: 'reached' is not a part of 'not-reached'.
        return lambda record: (
            any(
                folded in str(value).casefold()
                for key in ("verdict", "category")
                for value in paths.values(record, f"*.{key}")
            )
            or any(value.startswith(folded) for value in paths.values(record, "*.reading"))
        )
    return lambda record: any(
        folded in str(value).casefold() for value in paths.values(record, path)
    )


def _within(kind: Kind, since: str | None, until: str | None) -> Test:
    if kind.date is None:
        raise UsageError(f"{kind.name} have no date to go by", "leave out --since and --until.")
    start = edtf.parse(since).earliest if since else None
    end = edtf.parse(until).latest if until else None
    key = kind.date

    def test(record: Record) -> bool:
        if record[key] is None:
            return False
        when = edtf.parse(record[key])
        if start is not None and (when.latest is None or when.latest < start):
            return False
        return not (end is not None and (when.earliest is None or when.earliest > end))

    return test


def _worth(amount: Amount, least: Decimal, unit: str) -> bool:
    if amount["unit"] is None or UNITS[amount["unit"]].dimension != UNITS[unit].dimension:
        return False
    top = amount["high"] if amount["value"] is None else amount["value"]
    return top is not None and convert(top, amount["unit"], unit) >= least


def texts(value: object) -> Iterable[str]:
    """Every text of a record, its id among them, and what its provinces are called in Chinese."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in ("cite", "report", "kind"):
                yield from texts(item)
            if key == "province" and item in places.PROVINCES:
                yield places.PROVINCES[item].full
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def matches_text(record: Record, text: str) -> bool:
    """Whether every word of the text stands in the record, in either language and any case."""
    haystack = "\n".join(texts(record)).casefold()
    return all(word in haystack for word in text.casefold().split())


def select(book: Book, kind: str, selection: Selection) -> list[Record]:
    """The records of a kind that pass every filter, in the kind's own order.

    Raises `UsageError` for a filter value that names nothing.  Of a book that is cut to
    a time, what the uncut one names is a value, if one that keeps nothing.
    """
    spec = KINDS[kind]
    given = [own for own in spec.filters if option_key(own) in selection.filters]
    tests = [_matcher(book.whole, spec, own, selection.filters[option_key(own)]) for own in given]
    tests += _of_one_claim(spec, given, tests)
    if selection.since or selection.until:
        tests.append(_within(spec, selection.since, selection.until))
    if selection.text:
        text = selection.text
        tests.append(lambda record: matches_text(record, text))
    if selection.grade:
        tests.append(_grade_test(book, selection.grade))
    kept = [record for record in book.kind(kind).values() if all(test(record) for test in tests)]
    found = order(kept, spec.sort)
    if selection.text:
        # What goes by that very name comes before what only mentions it.
        wanted = selection.text.casefold()
        found.sort(key=lambda record: wanted not in _names(record))
    return found


def _of_one_claim(kind: Kind, given: Sequence[Filter], tests: Sequence[Test]) -> list[Test]:
    """The tests that filters on one list of claims make together: one claim must pass them all.

    A target with a milestone for 2020, and another set by a roadmap, has not therefore a
    milestone for 2020 set by that roadmap.
    """
    found: list[Test] = []
    for path, _ in kind.claims:
        own = [
            test
            for spec, test in zip(given, tests, strict=True)
            if spec.path.partition(".")[0] == path
        ]
        if len(own) > 1:

            def one(record: Record, path: str = path, own: Sequence[Test] = tuple(own)) -> bool:
                claims = record[path] if isinstance(record[path], list) else [record[path]]
                return any(all(test({path: [claim]}) for test in own) for claim in claims)

            found.append(one)
    return found


def _grade_test(book: Book, given: str) -> Test:
    grade = given.upper()
    if grade not in GRADES:
        raise UsageError(f"'{grade}' is not a grade", "grades are A, B, C and D.")

    def test(record: Record) -> bool:
        if record["kind"] == "sources":
            return bool(record["grade"] == grade)
        cited = (book.source(source) for source in paths.values(record, "*.source"))
        return any(source is not None and source["grade"] <= grade for source in cited)

    return test


def _rank(value: object) -> SortKey:
    """A key that sorts numbers, dates and texts, and puts what is unknown last."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping) and value.get("unit") is not None:
        return _quantity_rank(cast("Quantity", value))
    if isinstance(value, Mapping):
        value = value.get("en") or value.get("zh")
    if value is None:
        return (9,)
    if isinstance(value, bool | int | float | Decimal):
        return (0, value)
    try:
        when = edtf.parse(str(value))
    except edtf.DateError:
        parts = tuple(
            (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
            for part in _split(str(value))
        )
        return (2, parts)
    return (1, when.sort_key)


def _quantity_rank(quantity: Quantity) -> SortKey:
    """A key that sorts quantities by what they are worth, dimension by dimension."""
    top = quantity["high"] if quantity["value"] is None else quantity["value"]
    if top is None or quantity["unit"] is None:
        return (9,)
    unit = UNITS[quantity["unit"]]
    return (3, unit.dimension, Decimal(top) * unit.factor)


def _split(text: str) -> list[str]:
    import re

    return [part for part in re.split(r"(\d{1,15})", text) if part]


def order(records: Sequence[Record], keys: Sequence[str]) -> list[Record]:
    """The records sorted by paths, the first weighing most."""
    return ordered(records, keys, lambda record: record)


def ordered(rows: Iterable[Row], keys: Sequence[str], item: Callable[[Row], Any]) -> list[Row]:
    """The rows sorted by paths into the item of each, the first path weighing most.

    `-path` turns the order round; what is unknown stays last either way.
    """
    result = list(rows)
    for key in reversed(keys):
        path, down = key.removeprefix("-"), key.startswith("-")
        ranked = [(_rank(paths.get(item(row), path)), row) for row in result]
        known = [pair for pair in ranked if pair[0] != (9,)]
        known.sort(key=itemgetter(0), reverse=down)
        result = [row for _, row in known] + [row for rank, row in ranked if rank == (9,)]
    return result
