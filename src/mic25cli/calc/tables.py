"""Long tables: one row a claim, typed columns, one unit a quantity, keys that are unique.

Lists of records answer "what is there"; these answer what a spreadsheet or a data frame needs.
Every table states its columns, what they mean and which of them are its key, whatever the data:
an empty table has the same columns of the same types.

A claim has an id of its own: `targets/nev-own-brand-share#2025@technology-roadmap-2017`, the
record, what the claim is about (a year, a period and basis, a kind and round) and the report that
states it; where a report says two things of one, the second ends in `~2`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from mic25cli.calc.cites import best_cite, cited
from mic25cli.model import edtf
from mic25cli.model.book import Book, Record, published
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.model.units import UNITS, convert

Type = Literal["string", "integer", "number", "boolean", "date"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a long table: its key, its type, what it means, which table's key it holds."""

    key: str
    type: Type
    meaning: str
    of: str | None = None
    """With ids of records: their kind."""


@dataclass(frozen=True)
class LongTable:
    """A table by name: what a row is, its columns, its key, and where the rows come from."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Book], Iterator[Row]]


def rows_of(table: LongTable, book: Book) -> list[Row]:
    """All rows of a table in the order of the book, every column there, null where unknown."""
    keys = [column.key for column in table.columns]
    return [{key: row.get(key) for key in keys} for row in table.rows(book)]


def _column(key: str, type_: Type, meaning: str, of: str | None = None) -> Column:
    return Column(key, type_, meaning, of)


_CLAIM = (
    _column("claim", "string", "the claim's own id, to cite it by"),
    _column("kind", "string", "kind of the record that holds it"),
    _column("record", "string", "id of that record"),
    _column("name_en", "string", "the record's name in English"),
    _column("name_zh", "string", "the record's name in Chinese"),
    _column("industry", "string", "the first industry it names; all are in links", "industries"),
)
_QUANTITY = (
    _column("value", "number", "the number with the digits recorded; null for a range"),
    _column("low", "number", "lower end of a range"),
    _column("high", "number", "upper end of a range"),
    _column("bound", "string", "the source's hedge: about, almost, at-least, more-than, …"),
    _column("unit", "string", "the unit recorded"),
    _column("value_base", "number", "the value in the base unit of its quantity, exactly"),
    _column("low_base", "number", "the lower end in the base unit"),
    _column("high_base", "number", "the upper end in the base unit"),
    _column("unit_base", "string", "the base unit, the same for every row of a quantity"),
)
_PERIOD = (
    _column("period", "string", "the period, EDTF, as recorded"),
    _column("period_start", "date", "its first day; null if open"),
    _column("period_end", "date", "its last day; null if open"),
)
_SAID = (
    _column("report", "string", "the report that states it", "sources"),
    _column("published", "string", "when the report was published, EDTF"),
    _column("grade", "string", "grade of the best source cited"),
    _column("checked", "string", "how closely that source was read: text, excerpt, none"),
    _column("source", "string", "the best source cited; all are in citations", "sources"),
    _column("url", "string", "that source's address"),
    _column("at", "string", "the place in it"),
    _column("note", "string", "what a reader must know of it"),
)


def base_unit(unit: str) -> str:
    """The unit that all quantities of a dimension are given in: the smallest of the table."""
    dimension = UNITS[unit].dimension
    return min(
        (each for each in UNITS.values() if each.dimension == dimension),
        key=lambda each: each.factor,
    ).name


def _quantity(claim: Mapping[str, Any], unit: str | None) -> Row:
    base = None if unit is None else base_unit(unit)

    def turned(value: int | Decimal | None) -> int | Decimal | None:
        if value is None or unit is None or base is None:
            return value
        return _short(convert(value, unit, base))

    ends = {key: claim[key] for key in ("value", "low", "high")}
    return {
        **ends,
        "bound": claim["bound"],
        "unit": unit,
        **{f"{key}_base": turned(value) for key, value in ends.items()},
        "unit_base": base,
    }


def _short(value: int | Decimal) -> int | Decimal:
    """A number without an exponent: 16.49 million units are 16490000."""
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(value) if whole else value


def _period(text: str | None) -> Row:
    if text is None:
        return {"period": None, "period_start": None, "period_end": None}
    when = edtf.parse(text)
    start, end = (None if day is None else day.isoformat() for day in (when.earliest, when.latest))
    return {"period": text, "period_start": start, "period_end": end}


def _said(book: Book, claim: Mapping[str, Any]) -> Row:
    best = best_cite(cited(book, claim["cite"]))
    source = None if best is None else book.source(best.source)
    return {
        "report": claim["report"],
        "published": published(book, claim["report"]),
        "grade": None if best is None else best.grade,
        "checked": None if best is None else best.checked,
        "source": None if best is None else best.source,
        "url": None if source is None else source["url"],
        "at": None if best is None else best.at,
        "note": claim["note"],
    }


def names_of(record: Record) -> tuple[str | None, str | None]:
    """What a record is called in English and in Chinese; a title in its own language."""
    called = record[KINDS[record["kind"]].label]
    if isinstance(called, Mapping):
        return called["en"], called["zh"]
    return (None, called) if record.get("lang") == "zh" else (called, None)


def _of(record: Record, claim: Mapping[str, Any] | None = None) -> Row:
    en, zh = names_of(record)
    own = (claim or {}).get("industries") or [(claim or {}).get("industry")]
    industries = [each for each in own if each] or list(record.get("industries") or ())
    if record["kind"] == "industries":
        industries = [record["id"]]
    return {
        "kind": record["kind"],
        "record": record["id"],
        "name_en": en,
        "name_zh": zh,
        "industry": next(iter(industries), None),
    }


def about(path: str, claim: Mapping[str, Any]) -> str:
    """What a claim is about, as it stands in the claim's id."""
    from mic25cli.model.fields import CLAIMS

    parts = [claim.get(key) for key in CLAIMS[path].about] if path in CLAIMS else []
    words = []
    for part in parts:
        if isinstance(part, Mapping):
            part = part.get("en") or part.get("zh")
        if part is not None:
            words.append(str(part))
    return ",".join(words) or path


def claims_of(record: Record) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The claims of a record: each with its id and the key of the list that it stands in."""
    seen: Counter[str] = Counter()
    for path, _ in KINDS[record["kind"]].claims:
        value = record[path]
        for claim in [value] if isinstance(value, Mapping) else value or ():
            what = about(path, claim)
            if path in ("baseline", "withdrawn"):
                what = path
            name = f"{record['kind']}/{record['id']}#{what}@{claim['report']}"
            seen[name] += 1
            yield name + (f"~{seen[name]}" if seen[name] > 1 else ""), path, claim


def _each(book: Book, kind: str, wanted: str) -> Iterator[tuple[Record, str, Mapping[str, Any]]]:
    for record in book.kind(kind).values():
        for name, path, claim in claims_of(record):
            if path == wanted:
                yield record, name, claim


def _observations(book: Book) -> Iterator[Row]:
    for record, name, claim in _each(book, "indicators", "observations"):
        yield {
            "claim": name, **_of(record), **_period(claim["period"]),
            **_quantity(claim, claim["unit"]), "basis": claim["basis"],
            "attributed": claim["attributed"], "derived": claim["derived"], **_said(book, claim),
        }  # fmt: skip


def _milestones(book: Book) -> Iterator[Row]:
    for record, name, claim in _each(book, "targets", "milestones"):
        indicator = book.whole.kind("indicators").get(record["indicator"])
        unit = claim["unit"] or (None if indicator is None else indicator["unit"])
        numbers = claim["value"] is not None or claim["low"] is not None
        yield {
            "claim": name, **_of(record), "year": claim["year"],
            **_quantity(claim, unit if numbers else None), "statement": claim["statement"],
            "indicator": record["indicator"], "basis": record["basis"],
            "origin": record["origin"], **_said(book, claim),
        }  # fmt: skip


def _amounts(book: Book) -> Iterator[Row]:
    for record, name, claim in _each(book, "funds", "amounts"):
        yield {
            "claim": name, **_of(record), "amount_kind": claim["kind"], "round": claim["round"],
            "payer": claim["payer"], **_period(claim["date"]), **_quantity(claim, claim["unit"]),
            **_said(book, claim),
        }  # fmt: skip


def _verdicts(book: Book) -> Iterator[Row]:
    for record in book.kind("assessments").values():
        yield {
            "claim": f"assessments/{record['id']}", **_of(record), "assessor": record["assessor"],
            "date": record["date"], "subject": None, "verdict": record["verdict"],
            "category": record["category"], "reading": record["reading"],
            "target": next(iter(record["targets"]), None), "met": record["met"],
            "total": record["total"], "counted": record["unit"],
            **(_said(book, {"report": None, **record}) if record["cite"] else {}),
        }  # fmt: skip
        for name, _, claim in claims_of(record):
            for target in claim["targets"] or [None]:
                yield {
                    "claim": name, **_of(record, claim), "assessor": record["assessor"],
                    "date": record["date"], "subject": claim["subject"],
                    "verdict": claim["verdict"], "category": claim["category"],
                    "reading": claim["reading"], "target": target, **_said(book, claim),
                }  # fmt: skip


def _findings(book: Book) -> Iterator[Row]:
    for record in book.kind("findings").values():
        yield {
            "claim": f"findings/{record['id']}", **_of(record), "topic": record["topic"],
            "stance": record["stance"], "text": record["text"],
            "about": next(iter(record["about"]), None), **_said(book, record),
        }  # fmt: skip


def _citations(book: Book) -> Iterator[Row]:
    for record in book:
        held: list[tuple[str, str, Iterable[Mapping[str, Any]]]] = [
            (f"{record['kind']}/{record['id']}", "cite", record["cite"])
        ]
        held += [(name, path, claim["cite"]) for name, path, claim in claims_of(record)]
        for name, path, cites in held:
            for number, cite in enumerate(cites, 1):
                source = book.source(cite["source"])
                yield {
                    "claim": name, "number": number, **_of(record), "path": path,
                    "source": cite["source"], "at": cite["at"], "checked": cite["checked"],
                    "grade": source and source["grade"],
                    "published": source and source["published"],
                    "url": source and source["url"],
                }  # fmt: skip


def _links(book: Book) -> Iterator[Row]:
    for record in book:
        for number, (path, kind, record_id) in enumerate(links(record), 1):
            yield {
                "kind": record["kind"], "record": record["id"], "number": number,
                "path": ".".join(str(step) for step in path), "to_kind": kind,
                "to_record": record_id,
            }  # fmt: skip


TABLES: dict[str, LongTable] = {
    table.name: table
    for table in (
        LongTable(
            "observations",
            "an observation of an indicator, as one report gave it",
            (
                *_CLAIM, *_PERIOD, *_QUANTITY,
                _column("basis", "string", "the population or way of counting"),
                _column("attributed", "string", "whom the text gives as the origin"),
                _column("derived", "string", "the sum that gives the value"), *_SAID,
            ),
            ("claim",),
            _observations,
        ),
        LongTable(
            "milestones",
            "what a report wants reached by a year",
            (
                *_CLAIM, _column("year", "integer", "the year to reach it by"), *_QUANTITY,
                _column("statement", "string", "the aim in words, where it is no number"),
                _column("indicator", "string", "what it is measured on", "indicators"),
                _column("basis", "string", "the basis that counts for the target"),
                _column("origin", "string", "plan, adjacent, local or outside"), *_SAID,
            ),
            ("claim",),
            _milestones,
        ),
        LongTable(
            "amounts",
            "a sum of money of a fund",
            (
                *_CLAIM, _column("amount_kind", "string", "raised, target, paid-in, …"),
                _column("round", "integer", "the round or phase"),
                _column("payer", "string", "who gives it"), *_PERIOD, *_QUANTITY, *_SAID,
            ),
            ("claim",),
            _amounts,
        ),
        LongTable(
            "findings",
            "an argument of a report, in our words",
            (
                *_CLAIM, _column("topic", "string", "what it is about"),
                _column("stance", "string", "strength, weakness, risk, opportunity, description"),
                _column("text", "string", "the argument"),
                _column("about", "string", "whom it is about, the first named"), *_SAID,
            ),
            ("claim",),
            _findings,
        ),
        LongTable(
            "verdicts",
            "a verdict of an outside body, on the whole or on a part, one row a target it names",
            (
                *_CLAIM, _column("assessor", "string", "who judges"),
                _column("date", "string", "when, EDTF"),
                _column("subject", "string", "the part judged; null for the whole"),
                _column("verdict", "string", "the verdict in our words"),
                _column("category", "string", "the assessor's own word"),
                _column("reading", "string", "our reading: reached, partly, not-reached, unclear"),
                _column("target", "string", "a target it speaks of", "targets"),
                _column("met", "number", "how many count as met"),
                _column("total", "number", "out of how many"),
                _column("counted", "string", "what is counted"), *_SAID,
            ),
            ("claim", "target"),
            _verdicts,
        ),
        LongTable(
            "citations",
            "a place where a record or claim was read",
            (
                *_CLAIM, _column("number", "integer", "its place among the cites of the claim"),
                _column("path", "string", "the list that the claim stands in; cite: the record"),
                _column("source", "string", "the source", "sources"),
                _column("at", "string", "the place in it"),
                _column("checked", "string", "text, excerpt or none"),
                _column("grade", "string", "grade of the source"),
                _column("published", "string", "when it was published, EDTF"),
                _column("url", "string", "its address"),
            ),
            ("claim", "number"),
            _citations,
        ),
        LongTable(
            "links",
            "a record that another names",
            (
                _column("kind", "string", "kind of the record that names"),
                _column("record", "string", "its id"),
                _column("number", "integer", "the place of the link in the record"),
                _column("path", "string", "the field that names"),
                _column("to_kind", "string", "kind of the record named"),
                _column("to_record", "string", "its id"),
            ),
            ("kind", "record", "number"),
            _links,
        ),
    )
}  # fmt: skip
"""The long tables by name."""
