"""Coverage: counts and shares for people, the whole report for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mic25cli.calc.coverage import Coverage, CoverageRow, part_of
from mic25cli.model.book import Book
from mic25cli.view.document import Cell, Document, Head, Table
from mic25cli.view.output import Output
from mic25cli.view.progress.statuses import fit_word
from mic25cli.view.text import Lang, label_of, number
from mic25cli.view.words import counted, kind_name, label

OUTPUT = Output("coverage", CoverageRow, Coverage)


def document(coverage: Coverage, groups: Sequence[CoverageRow], book: Book, lang: Lang) -> Document:
    """The rows that are kept as a table, and what the whole comes to below it."""
    rows = tuple(_row(group, coverage.by, book, lang) for group in groups)
    return Document((Table(_heads(coverage.by, lang), rows),), notes=_notes(coverage, lang))


def _notes(coverage: Coverage, lang: Lang) -> tuple[str, ...]:
    tally = coverage.summary
    targets = tally.targets
    assert targets is not None
    counts = {
        "records": counted(tally.records, "record", lang),
        "claims": counted(tally.claims, "claim", lang),
        "targets": counted(targets.count, "target", lang),
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
        *(head(key, first if key == "assessable" else second) for key in _OF_TARGETS),
        head("oldest", 7),
        head("newest", 7),
    ]
    return (*found, *([head("id", 8, False, "id")] if by == "industry" else []))


_OF_TARGETS = ("with_baseline", "observed_in_year", "assessable")


def _row(row: CoverageRow, by: str, book: Book, lang: Lang) -> tuple[Cell, ...]:
    tally, targets, names = row.tally, row.tally.targets, row.tally.names
    cells: list[Cell] = [
        (_group(row.group, by, book, lang),),
        (number(tally.records),),
        (number(tally.claims),),
        *(percent(tally.grades[grade].share) for grade in "ABCD"),
        *(percent(share.share) for share in tally.checked.values()),
        percent(tally.fields.share),
        *(percent(part_of(named, names.count)) for named in (names.en, names.zh)),
        *(() if targets is None else (str(getattr(targets, key)),) for key in _OF_TARGETS),
        *(
            () if report is None else (report.published,)
            for report in (tally.oldest_report, tally.newest_report)
        ),
    ]
    if by == "industry":
        assert targets is not None
        cells.insert(-5, (str(targets.count),))
        cells.append((row.industry,) if row.industry else ())
    return tuple(cells)


def _group(group: str | None, by: str, book: Book, lang: Lang) -> str:
    if by == "chapter":
        return group or label("coverage-no-chapter", lang)
    return _industry(group, book, lang) if group is None or by == "industry" else _kind(group, lang)


def _kind(kind: str, lang: Lang) -> str:
    return f"{kind} / {kind_name(kind, 'zh')}" if lang == "both" else kind_name(kind, lang)


def _industry(industry: str | None, book: Book, lang: Lang) -> str:
    if industry is None:
        return label("coverage-no-industry", lang)
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
