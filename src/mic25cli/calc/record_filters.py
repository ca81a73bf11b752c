"""The records that a user asks for: filters, order and limit, as pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mic25cli.calc import field_paths, lookup
from mic25cli.calc.amount_texts import parse_amount
from mic25cli.calc.source_grades import grade_of
from mic25cli.errors import UsageError, nearest, not_a, quoted, suggestion, unknown
from mic25cli.model import edtf, provinces
from mic25cli.model.closed_lists import GRADES
from mic25cli.model.dataset import Record, RecordSet, dated
from mic25cli.model.fields import IN_CHINESE
from mic25cli.model.kinds import KINDS, Filter, Kind
from mic25cli.model.sort_order import in_order
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table
from mic25cli.model.units import UNITS, Units
from mic25cli.values import FrozenData, field
from mic25cli.vocabulary import codes_said

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Source

Row = TypeVar("Row")

Test = Callable[[Record], bool]
"""A test of a record, which passes or fails."""


class Selection(FrozenData):
    """What to select from a kind: values of its own filters by key, a text, and a period."""

    filters: Mapping[str, str | int | Sequence[str]] = field(default_factory=dict)
    """If a filter has several values, a record with any of them passes."""
    text: str | Sequence[str] | None = None
    grade: str | None = None
    access: Sequence[str] = ()
    since: str | None = None
    until: str | None = None


def option_key(spec: Filter) -> str:
    """The key of a filter in a `Selection`: its option without the hyphens."""
    return spec.option.removeprefix("--").replace("-", "_")


def criteria(kind: Kind) -> Mapping[str, Filter]:
    """The filters on words, names and years by which records can be grouped; targets have none."""
    return {
        option_key(spec).replace("_", "-"): spec
        for spec in kind.filters
        if spec.match in ("word", "ref", "province", "year", "currency") and "*" not in spec.path
        if kind.name != "targets"
    }


def on_record(dataset: RecordSet, kind: str, path: str) -> list[Any]:
    """The values at a path in all records of a kind."""
    return [
        value
        for record in dataset.kind(kind).values()
        for value in field_paths.values(record, path)
    ]


def usual_money(dataset: RecordSet, kind: Kind, path: str) -> str:
    """The most frequent currency among the amounts of a kind, used if the user names none."""
    units = on_record(dataset, kind.name, f"{path}.unit")
    money = filter(dataset.units.is_money, units)
    counts = Counter(dataset.units[unit].dimension for unit in money)
    own = dataset.profile.currency
    return own or max(sorted(counts), key=counts.__getitem__, default="USD")


def _refuse_other_money(dataset: RecordSet, kind: Kind, path: str, unit: str) -> None:
    recorded = on_record(dataset, kind.name, f"{path}.unit")
    dimensions = {dataset.units[name].dimension for name in recorded if name is not None}
    if dimensions and dataset.units[unit].dimension not in dimensions:
        codes = ", ".join(sorted(dimensions))
        raise UsageError.of(
            "amounts-in-another-currency",
            name=kind.name,
            known=codes,
            dimension=dataset.units[unit].dimension,
        )


SYNONYMS: Mapping[str, str] = read_table(Path(__file__))["synonyms"]
"""Synonyms of words in the records."""

COMPUTED = {
    ("recommendations", "implementation"): "implementation",
    ("provisions", "implementation"): "implementation",
    ("targets", "status"): "status",
}
"""The vocabulary group with the codes of computed fields, by kind and key."""


def unknown_code(noun: str, option: str, word: str, codes: Collection[str]) -> UsageError:
    """The error for a word that is not a status or similar, with the codes that may be meant."""
    from mic25cli.calc.questions import status_of

    status, colon, _ = word.partition(":")
    code = status_of(status) or status
    meant = [each for each in codes if each.startswith(f"{code}:")] if colon else [code]
    if meant and {*",".join(meant).split(",")} <= {*codes}:
        return UsageError(not_a(f"value of {option}", word), suggestion(meant))
    return unknown(f"value of {option}", word, codes, f"'mic25 help {noun}' lists them.")


def _meant(dataset: RecordSet, kind: Kind, spec: Filter, value: str) -> str:
    if spec.of is not None:
        if spec.of == "industries":
            return str(lookup.industry(dataset, value)["id"])
        if spec.of == "sources":
            return str(lookup.report(dataset, value)["id"])
        return str(lookup.find(dataset, spec.of, value)["id"])
    folded = fold(value)
    if (computed := COMPUTED.get((kind.name, spec.path))) is not None:
        coded = codes_said(computed)
        codes = {*coded.values()}
        folded = coded.get(folded, folded.replace(" ", "-"))
    else:
        codes = set(map(str, on_record(dataset, kind.name, spec.path)))
    for word in codes:
        if fold(word) in (folded, SYNONYMS.get(folded)):
            return word
    from mic25cli.model import record_shape

    shape = record_shape.at(kind.name, spec.path.split("."))
    if codes and shape is not None and value in shape.choices:
        return value  # No record has it, but one could.
    synonyms = {code for code, word in SYNONYMS.items() if word in codes and code.isascii()}
    if close := [code for code in nearest(value, {*codes, *synonyms}) if code in synonyms]:
        codes = set(close)
    by = spec.option.removeprefix("--")
    see = f"'mic25 {kind.name} --by {by}' lists them." if by in criteria(kind) else None
    see = see if codes else "no record of that type has one."
    if computed == "status":
        raise unknown_code("status", spec.option, value, codes)
    raise unknown(f"value of {spec.option}", value, codes, see)


def _any_of(
    dataset: RecordSet, kind: Kind, spec: Filter, values: str | int | Sequence[str]
) -> Test:
    """The test for a filter's value; commas separate several unless the whole is one value."""
    tests: list[Test] = []
    for value in (values,) if isinstance(values, str | int) else values:
        try:
            tests.append(_matcher(dataset, kind, spec, value))
        except UsageError:
            parts = [part.strip() for part in re.split("[,，、]", str(value)) if part.strip()]
            if spec.match not in ("ref", "word", "province") or len(parts) < 2:
                raise
            tests += [_matcher(dataset, kind, spec, part) for part in parts]
    return tests[0] if len(tests) == 1 else lambda record: any(test(record) for test in tests)


def spans(option: str, text: str | int) -> list[range]:
    """Numbers and ranges, with commas: 2025, 2020-2025; raises `UsageError` for other texts."""
    return [_span(option, part) for part in str(text).split(",")]


def _span(option: str, text: str) -> range:
    match = re.fullmatch(
        r"\s*(\d{1,9})(?:\s*(?:-|–|—|~|/|\.\.\.?|to|至|到)\s*(\d{1,9}))?\s*年?\s*", fold(text)
    )
    if match is None:
        if "year" in option:
            raise UsageError.of("is-not-year", option=option, text=text)
        raise UsageError.of("is-not-number", option=option, text=text)
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    if last < first:
        raise UsageError.of("range-is-reversed", option=option, text=text, last=last, first=first)
    return range(first, last + 1)


def _matcher(dataset: RecordSet, kind: Kind, spec: Filter, value: str | int) -> Test:
    path = spec.path
    if spec.match in ("ref", "word"):
        meant = _meant(dataset, kind, spec, str(value))
        return lambda record: meant in field_paths.values(record, path)
    if spec.match == "change":
        return _changed(dataset, spec, str(value))
    if spec.match == "amount":
        least, unit = parse_amount(str(value), usual_money(dataset, kind, path), dataset.units)
        _refuse_other_money(dataset, kind, path, unit)

        def worth(amount: Amount) -> bool:
            top = amount["high"] if amount["value"] is None else amount["value"]
            own = amount["unit"]
            if own is None or top is None or not dataset.units.same(own, unit):
                return False
            return dataset.units.convert(top, own, unit) >= least

        return lambda record: any(map(worth, record[path]))
    if spec.match == "currency":
        return lambda record: (
            str(value).upper() in map(currency_of, field_paths.values(record, path))
        )
    if (read := READ_AS.get(spec.match)) is not None:
        numbers = spans(spec.option, value)
        return lambda record: any(
            read(value) in span for value in field_paths.values(record, path) for span in numbers
        )
    province = provinces.find(str(value)) if spec.match == "province" else None
    folded = (province.en if province else str(value)).casefold()
    if spec.match == "province" and province is None:
        values = set(map(str, on_record(dataset, kind.name, path)))
        if not any(folded in value.casefold() for value in values):
            see = "write a province in English or Chinese: Zhejiang, 浙江."
            raise unknown(f"value of {spec.option}", str(value), values, see)
    verdict = path == "*.verdict"
    paths = [path, "*.category"] if verdict else [path]
    paths += [f"{at}_zh" for at in paths if f"{at.split('.')[-1]}_zh" in IN_CHINESE]

    def says(record: Record) -> bool:
        if any(
            folded in str(text).casefold()
            for at in paths
            for text in field_paths.values(record, at)
        ):
            return True
        # A reading is a code: 'met' must not match 'not-met'.
        readings = field_paths.values(record, "*.reading") if verdict else ()
        return any(value.startswith(folded) for value in readings)

    return says


def currency_of(unit: str) -> str:
    """The currency of a unit of money: EUR for bn EUR."""
    return unit.rpartition(" ")[2]


READ_AS: Mapping[str, Callable[[Any], int | None]] = {"number": int, "year": edtf.year_of}
"""The conversion of the values at a filter's path to a number, by the filter's match."""


def _changed(dataset: RecordSet, spec: Filter, value: str) -> Test:
    from mic25cli.calc import milestone_readings

    classes = {part.strip() for part in value.split(",") if part.strip()}
    for class_ in classes or {value}:
        if class_ not in milestone_readings.CHANGES:
            hint = "choose from " + ", ".join(milestone_readings.CHANGES) + "."
            raise unknown(
                f"class of change for {spec.option}", class_, milestone_readings.CHANGES, hint
            )
    # This filter tests the target as a whole, even if others test its milestones one by one.
    ids = {
        record["id"]
        for record in dataset.kind("targets").values()
        if classes & milestone_readings.classes(dataset, record)
    }
    return lambda record: record.get("id") in ids


def _within(kind: Kind, since: str | None, until: str | None) -> Test:
    if kind.date is None:
        raise UsageError.of("have-no-date", name=kind.name)
    start = edtf.parse(since).earliest if since else None
    end = edtf.parse(until).latest if until else None
    if start and end and start > end:
        raise UsageError.of("since-is-later-than-until", since=since, until=until)

    def test(record: Record) -> bool:
        if (own := dated(record)) is None:
            return False
        when = edtf.parse(own)
        if start is not None and (when.latest is None or when.latest < start):
            return False
        return not (end is not None and (when.earliest is None or when.earliest > end))

    return test


def of_text(dataset: RecordSet, kind: str, text: str) -> dict[str, int]:
    """The records of a kind that contain the words of a text, as `search` finds them, by rank."""
    from mic25cli.calc import search, search_words

    query = search_words.parse(text, dataset.whole)
    ranks = {id_: query.rank(entry) for id_, entry in search.entries(query, dataset, kind)}
    hits = {id_: rank for id_, rank in ranks.items() if rank not in (None, search_words.INSIDE)}
    if not hits and not re.fullmatch("[a-z]{1,2}", fold(text).strip()):  # not EV in revenue
        hits = {id_: rank for id_, rank in ranks.items() if rank is not None}
    return hits


def select(dataset: RecordSet, kind: str, selection: Selection) -> Sequence[Record]:
    """The records that pass every filter, in order; `UsageError` for an unknown value."""
    spec = KINDS[kind]
    if not any(vars(selection).values()) and (every := dataset.in_order(kind)) is not None:
        return every
    filters = [own for own in spec.filters if option_key(own) in selection.filters]
    tests = [
        _any_of(dataset.whole, spec, own, selection.filters[option_key(own)]) for own in filters
    ]
    tests += _of_one_claim(spec, filters, tests)
    if selection.since or selection.until:
        tests.append(_within(spec, selection.since, selection.until))
    ranks: dict[str, int] = {}
    if selection.text:
        for text in (selection.text,) if isinstance(selection.text, str) else selection.text:
            for id_, rank in of_text(dataset, kind, text).items():
                ranks[id_] = min(rank, ranks.get(id_, rank))
        tests.append(lambda record: record["id"] in ranks)
    if selection.grade:
        tests.append(_grade_test(dataset, selection.grade))
    if selection.access:
        access = selection.access
        tests.append(
            lambda record: any(source["access"] in access for source in _cited(dataset, record))
        )
    selected = [
        record for record in dataset.kind(kind).values() if all(test(record) for test in tests)
    ]
    in_order = ordered(selected, spec.sort, lambda record: record)
    if ranks:
        # Records with this very name come before those that only mention it.
        in_order.sort(key=lambda record: ranks[record["id"]] > 0)
    return in_order


def in_industries(dataset: RecordSet, names: Sequence[str]) -> Test:
    """The test whether a record is or names one of these industries; true if none is given."""
    industries = {lookup.industry(dataset, word)["id"] for word in names}

    return lambda record: not industries or not industries.isdisjoint(industries_named(record))


def industries_named(value: Mapping[str, object]) -> list[str]:
    """The industries that a record or claim names, in any of its parts, each once."""
    if value.get("kind") == "industries":
        return [str(value["id"])]
    own = (*field_paths.values(value, "*.industries"), *field_paths.values(value, "*.industry"))
    return list(dict.fromkeys(own))


def keeping_nothing(
    dataset: RecordSet, kind: str, selection: Selection
) -> Iterator[tuple[str, int | None, int | None]]:
    """The conditions of a selection that no record passes, as given; for numbers, with the first
    and the last on record."""
    keys = ("text", "grade", "access", "since", "until")
    filters = [
        (f"--{key}", getattr(selection, key), {key: getattr(selection, key)}) for key in keys
    ]
    specs = {own.option: own for own in KINDS[kind].filters}
    for option, own in reversed(specs.items()):
        value = selection.filters.get(option_key(own))
        filters.insert(0, (option, value, {"filters": {option_key(own): value}}))
    for option, value, alone in filters:
        if not value or select(dataset, kind, Selection(**alone)):
            continue
        several = (value,) if isinstance(value, str | int) else value
        read = READ_AS.get(specs[option].match) if option in specs else None
        recorded = () if read is None else map(read, on_record(dataset, kind, specs[option].path))
        numbers = [number for number in recorded if number is not None]
        criterion = " ".join(f"{option} {quoted(str(value))}" for value in several)
        yield criterion, min(numbers, default=None), max(numbers, default=None)


def _of_one_claim(kind: Kind, filters: Sequence[Filter], tests: Sequence[Test]) -> list[Test]:
    """The joint test of the filters on one list of claims: a single claim must pass all of them."""
    alternatives: list[Test] = []
    # A single claim must pass all tests: a milestone for 2020 and another milestone of the roadmap
    # are not a milestone of the roadmap for 2020.
    for path, _ in kind.claims:
        own = [
            test
            for spec, test in zip(filters, tests, strict=True)
            if spec.path.partition(".")[0] == path and spec.match != "change"
        ]
        if len(own) > 1:

            def one(record: Record, path: str = path, own: Sequence[Test] = tuple(own)) -> bool:
                claims = record[path] if isinstance(record[path], list) else [record[path]]
                return any(all(test({path: [claim]}) for test in own) for claim in claims)

            alternatives.append(one)
    return alternatives


def _grade_test(dataset: RecordSet, text: str) -> Test:
    grade = text.upper()
    if grade not in GRADES:
        raise UsageError.of("is-not-grade", grade=grade)

    def test(record: Record) -> bool:
        if record["kind"] == "sources":
            return grade_of(record) == grade  # type: ignore[arg-type]
        return any((grade_of(source) or "E") <= grade for source in _cited(dataset, record))

    return test


def _cited(dataset: RecordSet, record: Record) -> Iterator[Source]:
    sources = (dataset.source(source) for source in field_paths.values(record, "*.source"))
    return (source for source in sources if source is not None)


def ordered(
    rows: Iterable[Row], keys: Sequence[str], item: Callable[[Row], object], units: Units = UNITS
) -> list[Row]:
    """The rows sorted by paths into the item of each, in the order of `model.sort_order`."""
    return in_order(rows, keys, lambda row, path: field_paths.get(item(row), path), units)
