"""Coverage: counts and shares for people, the whole report for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Final, Literal, TypedDict

from mic25cli.calc.coverage import By, Coverage, Report, Tally, TargetTally
from mic25cli.model.book import Book
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain import rounded
from mic25cli.view.document import Cell, Document, Head, Table
from mic25cli.view.output import FieldsOf, Output
from mic25cli.view.progress.statuses import fit_word
from mic25cli.view.text import Lang, label_of, number
from mic25cli.view.words import counted, label

SCHEMA: Final = "mic25.coverage/1"


class Share(TypedDict):
    """How many, and which part of all."""

    count: int
    share: float | None


class Filled(TypedDict):
    """Fields, and how many of them hold something."""

    count: int
    filled: int
    share: float | None


class Named(TypedDict):
    """Records with a name, and how many have one in a language."""

    count: int
    en: int
    zh: int


class Judged(TypedDict):
    """How many targets there are, and what can be said of them."""

    count: int
    with_baseline: int
    observed_in_year: int
    assessable: int
    fits: dict[str, int]
    outside_only: int


class Counts(TypedDict):
    """What is counted of a set of records."""

    records: int
    claims: int
    grades: Annotated[dict[str, Share], "by grade of the best source; unknown: of none"]
    checked: Annotated[dict[str, Share], "by how closely that source was read"]
    fields: Filled
    names: Named
    targets: Judged | None
    oldest_report: Annotated[Any, FieldsOf(Report)] | None
    newest_report: Annotated[Any, FieldsOf(Report)] | None


class Row(Counts):
    """The counts of a kind, an industry or a chapter; null of none, and where it is another."""

    kind: str | None
    industry: str | None
    chapter: str | None


class Envelope(TypedDict):
    """What the book holds and how well it is sourced; the groups follow."""

    schema: Literal["mic25.coverage/1"]
    by: By
    as_of: str
    known_at: str | None
    digest: str
    summary: Counts


OUTPUT = Output("coverage", Row, Envelope)


def counts_of(tally: Tally) -> Counts:
    """A tally as plain values; shares are of the statements, or of the fields, and null of none."""
    return {
        "records": tally.records,
        "claims": tally.claims,
        "grades": _shares({grade or "unknown": count for grade, count in tally.grades.items()}),
        "checked": _shares(tally.checked),
        "fields": {
            "count": tally.fields,
            "filled": tally.filled,
            "share": share(tally.filled, tally.fields),
        },
        "names": {
            "count": tally.names.named,
            "en": tally.names.en,
            "zh": tally.names.zh,
        },
        "targets": None if tally.targets is None else _targets(tally.targets),
        "oldest_report": _report(tally.oldest),
        "newest_report": _report(tally.newest),
    }


def share(part: int, whole: int) -> float | None:
    """A part of a whole, to six significant digits; None of nothing."""
    return rounded(part / whole) if whole else None


def _shares(counts: Mapping[str, int]) -> dict[str, Share]:
    whole = sum(counts.values())
    return {key: {"count": count, "share": share(count, whole)} for key, count in counts.items()}


def _targets(tally: TargetTally) -> Judged:
    return {
        "count": tally.targets,
        "with_baseline": tally.with_baseline,
        "observed_in_year": tally.observed_in_year,
        "assessable": tally.assessable,
        "fits": dict(tally.fits),
        "outside_only": tally.outside_only,
    }


def _report(report: Report | None) -> dict[str, object] | None:
    return None if report is None else asdict(report)


def item(coverage: Coverage, group: tuple[str | None, Tally]) -> Row:
    """A row as plain values: the kind, industry or chapter (null: of none), then the tally."""
    name, tally = group
    return {
        "kind": name if coverage.by == "kind" else None,
        "industry": name if coverage.by == "industry" else None,
        "chapter": name if coverage.by == "chapter" else None,
        **counts_of(tally),
    }


def report(coverage: Coverage, digest: str, known_at: str | None) -> Envelope:
    """What the report says of itself, before its rows."""
    return {
        "schema": SCHEMA,
        "by": coverage.by,
        "as_of": coverage.as_of,
        "known_at": known_at,
        "digest": digest,
        "summary": counts_of(coverage.whole),
    }


def document(
    coverage: Coverage, groups: Sequence[tuple[str | None, Tally]], book: Book, lang: Lang
) -> Document:
    """The rows that are kept as a table, and what the whole comes to below it."""
    rows = tuple(_row(item(coverage, group), coverage.by, book, lang) for group in groups)
    return Document((Table(_heads(coverage.by, lang), rows),), notes=_notes(coverage, lang))


def _notes(coverage: Coverage, lang: Lang) -> tuple[str, ...]:
    tally = coverage.whole
    targets = tally.targets
    assert targets is not None
    counts = {
        "records": counted(tally.records, "record", lang),
        "claims": counted(tally.claims, "claim", lang),
        "targets": counted(targets.targets, "target", lang),
        "with_baseline": targets.with_baseline,
        "observed": targets.observed_in_year,
        "assessable": targets.assessable,
        "as_of": coverage.as_of,
        "fits": label("comma", lang).join(
            f"{fit_word(fit, None, lang)} {count}" for fit, count in targets.fits.items()
        ),
        "outside": targets.outside_only,
    }
    return (label("coverage-totals", lang, **counts), label("coverage-legend", lang))


def _heads(by: str, lang: Lang) -> tuple[Head, ...]:
    def head(key: str, rank: int, right: bool = True, style: Any = "") -> Head:
        title = key if key in "ABCD" else label(f"coverage-{key}", lang)
        return Head(key, title, right, rank, style)

    # By kind the columns on targets are filled in one row only; the footer says the same.
    first, second = (2, 6) if by == "industry" else (9, 9)
    found = [
        head(by, 0, False, "name"),
        head("records", 0),
        head("claims", 1),
        *(head(grade, 3) for grade in "ABCD"),
        head("text", 4),
        head("excerpt", 4),
        head("none", 4),
        head("filled", 5),
        head("en", 6),
        head("zh", 5),
        *([head("targets", 1)] if by == "industry" else []),
        head("with_baseline", second),
        head("observed_in_year", second),
        head("assessable", first),
        head("oldest", 7),
        head("newest", 7),
    ]
    return (*found, *([head("id", 8, False, "id")] if by == "industry" else []))


def _row(row: Mapping[str, Any], by: str, book: Book, lang: Lang) -> tuple[Cell, ...]:
    targets = row["targets"] or {}
    counts = ("with_baseline", "observed_in_year", "assessable")
    cells: list[Cell] = [
        (_group(row, by, book, lang),),
        (number(row["records"]),),
        (number(row["claims"]),),
        *(percent(row["grades"][grade]["share"]) for grade in "ABCD"),
        *(percent(row["checked"][word]["share"]) for word in ("text", "excerpt", "none")),
        percent(row["fields"]["share"]),
        *(percent(share(row["names"][lang_], row["names"]["count"])) for lang_ in ("en", "zh")),
        *((str(targets[key]),) if targets else () for key in counts),
        *(
            (row[key]["published"],) if row[key] else ()
            for key in ("oldest_report", "newest_report")
        ),
    ]
    if by == "industry":
        cells.insert(-5, (str(targets["count"]),))
        cells.append((row["industry"],) if row["industry"] else ())
    return tuple(cells)


def _group(row: Mapping[str, Any], by: str, book: Book, lang: Lang) -> str:
    if by == "kind":
        return _kind(row["kind"], lang)
    if by == "chapter":
        return row["chapter"] or label("coverage-no-chapter", lang)
    return _industry(row["industry"], book, lang)


def _kind(kind: str, lang: Lang) -> str:
    zh = KINDS[kind].zh
    return {"en": kind, "zh": zh, "both": f"{kind} / {zh}"}[lang]


def _industry(industry: str | None, book: Book, lang: Lang) -> str:
    if industry is None:
        return {"en": "(none named)", "zh": "(未指明)", "both": "(none named / 未指明)"}[lang]
    return label_of(book, "industries", industry, lang)


def percent(value: float | None) -> Cell:
    """A share in whole percent; what is little does not read 0, and what is nearly all not 100."""
    if value is None:
        return ()
    if 0 < value < 0.005:
        return ("<1%",)
    if 0.995 <= value < 1:
        return (">99%",)
    return (f"{value * 100:.0f}%",)
