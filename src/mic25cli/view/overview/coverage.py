"""Tables of a dataset's coverage, of contradictions between its sources, and of its dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from operator import attrgetter
from typing import Any

from mic25cli.calc.contradictions import Contradiction, OpposedFigure
from mic25cli.calc.coverage import Coverage, CoverageRow, DatedReport, part_of
from mic25cli.calc.originals_to_open import PageToOpen
from mic25cli.calc.timeline import TimelineEntry
from mic25cli.model.dataset import RecordSet
from mic25cli.model.units import of_difference
from mic25cli.values import replace
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Cell, Head, HeadStyle, TextDocument, TextTable
from mic25cli.view.json_output import Output
from mic25cli.view.quantities import quantity, rounded_quantity
from mic25cli.view.text import Lang, counted, date, dated, kind_name, label, label_of, number
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.headline import headline

OUTPUT = Output("coverage", CoverageRow, Coverage)


def counts(
    by: str,
    groups: Sequence[CoverageRow],
    dataset: RecordSet,
    lang: Lang,
    *,
    iso: bool = False,
    most: int | None = None,
) -> TextTable:
    """The selected rows as a table, with at most `most` columns. With `iso`, for programs, dates
    are as recorded and the id comes first."""
    columns = _columns(by, dataset, lang, iso)
    if iso:
        columns.sort(key=lambda column: column[0].key != "id")
    few = sorted(columns, key=lambda column: (column[0].key != "id", column[0].rank))[:most]
    return table_of([each for each in columns if each in few], groups)


def document(
    coverage: Coverage, groups: Sequence[CoverageRow], dataset: RecordSet, lang: Lang
) -> TextDocument:
    """The selected rows as a table, with the totals below it."""
    table = counts(coverage.by, groups, dataset, lang)
    tally = coverage.summary
    targets = tally.targets
    assert targets is not None
    totals = {
        "records": counted(tally.records, "record", lang),
        "claims": counted(tally.claims, "claim", lang),
        "with_baseline": targets.with_baseline,
        "observed": targets.observed_in_year,
        "as_of": date(coverage.as_of, lang),
        "outside": targets.outside_only,
        "beside": targets.beside,
    }
    of_headline = headline(targets.by_targets, dataset.profile, coverage.as_of, lang)
    notes = (*of_headline, label("coverage-totals", lang, **totals), label("coverage-legend", lang))
    return TextDocument((table,), notes=notes)


def _columns(by: str, dataset: RecordSet, lang: Lang, iso: bool) -> list[ColumnOf[CoverageRow]]:
    def head(key: str, rank: int, right: bool = True, style: Any = "") -> Head:
        title = key if key in "ABCD" else label(f"coverage-{key}", lang)
        return Head(key, title, right, rank, style)

    def named_share(key: str, row: CoverageRow) -> Cell:
        names = row.tally.names
        return percent(part_of(getattr(names, key), names.count))

    def of_targets(key: str, row: CoverageRow) -> str:
        return "" if row.tally.targets is None else str(attrgetter(key)(row.tally.targets))

    def share(of: str, key: str, row: CoverageRow) -> Cell:
        return percent(getattr(row.tally, of)[key].share)

    def with_result(row: CoverageRow) -> Cell:
        none = row.tally.found["none"]
        return percent(part_of(none.whole - none.count, none.whole))

    def published(report: DatedReport | None) -> str | None:
        return None if report is None else dated(report.published, lang, iso)

    # By kind, the columns on targets have only one row, which the line of totals repeats.
    own = by == "industry"
    first, second = (2, 6) if own else (9, 9)
    written: Callable[[int], str] = str if iso else partial(number, lang=lang)
    id_head = Head("id", label("id", lang), rank=8, style="id")
    return [
        (head(by, 0, False, "name"), lambda row: _group(row.group, by, dataset, lang)),
        (head("records", 0), lambda row: written(row.tally.records)),
        (head("claims", 1), lambda row: written(row.tally.claims)),
        *((head(key, 3), partial(share, "grade", key)) for key in "ABCD"),
        *((head(key, 4), partial(share, "checked", key)) for key in ("text", "excerpt", "none")),
        (head("found", 10), with_result),
        (
            head("independent_sources", 11),
            lambda row: written(row.tally.sources.independent_sources),
        ),
        (head("filled", 5), lambda row: percent(row.tally.fields.share)),
        (head("en", 6), partial(named_share, "en")),
        (head("zh", 5), partial(named_share, "zh")),
        *([(head("targets", 1), partial(of_targets, "by_targets.targets"))] if own else []),
        (head("with_baseline", second), partial(of_targets, "with_baseline")),
        (head("observed_in_year", second), partial(of_targets, "observed_in_year")),
        (head("known", first), partial(of_targets, "by_targets.verdicts")),
        (head("oldest", 7), lambda row: published(row.tally.oldest_report)),
        (head("newest", 7), lambda row: published(row.tally.newest_report)),
        *([(id_head, attrgetter("industry"))] if own else []),
    ]


def _group(group: str | None, by: str, dataset: RecordSet, lang: Lang) -> str:
    if group is None:
        return label(f"coverage-no-{by}", lang)
    if by == "industry":
        return label_of(dataset, "industries", group, lang, short=True)
    if by == "kind":
        return f"{group} / {kind_name(group, 'zh')}" if lang == "both" else kind_name(group, lang)
    return group


def percent(value: float | None) -> Cell:
    """A share in whole percent; a small share is never shown as 0, and one below 1 never as 100."""
    if value is None:
        return ()
    if 0 < value < 0.005:
        return ("<1%",)
    if 0.995 <= value < 1:
        return (">99%",)
    return (f"{value * 100:.0f}%",)


CONTRADICTIONS = Output("contradictions", Contradiction)


def contradictions(
    rows: Sequence[Contradiction], dataset: RecordSet, lang: Lang, *, iso: bool = False
) -> TextTable:
    """One row for each contradiction, with its figures and, in the same order, their publishers;
    for programs, the id comes first, and each figure is a line with its publisher."""

    def value(figure: OpposedFigure) -> str:
        status = [status_words.mark(figure.status, lang)] if figure.status else []
        return " ".join([*status, quantity(vars(figure), lang)])

    def values(row: Contradiction) -> str:
        *others, last = texts = [value(each).split(" ") for each in row.figures]
        # The unit that all have in common is named once.
        ends = zip(*(words[:0:-1] for words in texts), strict=False)
        unit = len([*takewhile(lambda words: len({*words}) == 1, ends)])
        return " / ".join(" ".join(each) for each in (*(o[: len(o) - unit] for o in others), last))

    def together(row: Contradiction) -> Cell:
        return tuple(
            label("contradiction-by", lang, value=value(each), by=each.by) for each in row.figures
        )

    def gap(row: Contradiction) -> str:
        # In the unit of the indicator.
        unit = dataset.kind("indicators")[row.indicator]["unit"]
        return "" if row.gap is None else rounded_quantity(row.gap, of_difference(unit), lang)

    def period(row: Contradiction) -> str:
        return "" if row.period is None else dated(row.period, lang, iso)

    def head(key: str, rank: int = 0, style: HeadStyle = "") -> Head:
        return Head(key, label(f"contradiction-{key}", lang), style == "whole", rank, style)

    id_: ColumnOf[Contradiction] = (
        Head("id", label("id", lang), rank=2, style="id"),
        attrgetter("indicator"),
    )
    what = name_columns("contradiction-of", attrgetter("name"), lang)
    if iso:
        first = (id_, *what, (head("period"), period))
        return table_of([*first, (head("figures"), together), (head("gap"), gap)], rows)
    columns: list[ColumnOf[Contradiction]] = [
        *what,
        (head("period"), period),
        (head("figures", style="whole"), values),
        (head("gap", 2), gap),
        (head("bodies", 1), lambda row: " / ".join(each.by for each in row.figures)),
        id_,
    ]
    return replace(table_of(columns, rows), scanned=True)


TO_OPEN = Output("to-open", PageToOpen)


def to_open(rows: Sequence[PageToOpen], lang: Lang) -> TextDocument:
    """One row for each original: number of verdicts, address or holder, words, record."""

    def address(row: PageToOpen) -> str:
        return row.original_url or label("to-open-unknown", lang, who=row.originator or row.title)

    def head(key: str, rank: int, right: bool = False) -> Head:
        return Head(key, label(f"to-open-{key}", lang), right, rank)

    def grades(row: PageToOpen) -> str:
        risen = f" → {row.authority}" if row.grade != row.authority else ""
        return f"{row.grade or '–'}{risen}"

    columns: list[ColumnOf[PageToOpen]] = [
        (head("verdicts", 0, right=True), lambda row: number(len(row.targets), lang)),
        (head("address", 0), address),
        (head("quote", 1), lambda row: row.quote),
        (head("grade", 2), grades),
        (Head("id", label("id", lang), rank=0, style="id"), attrgetter("record")),
    ]
    return TextDocument((replace(table_of(columns, rows), scanned=True),))


TIMELINE = Output("timeline", TimelineEntry)


def timeline(entries: Sequence[TimelineEntry], lang: Lang, *, iso: bool = False) -> TextTable:
    """The entries, one row each; with `iso`, for programs, the id comes first."""

    def kind(entry: TimelineEntry) -> str:
        return entry.kind if iso else kind_name(entry.kind, lang)

    columns: list[ColumnOf[TimelineEntry]] = [
        (Head("date", label("date", lang), rank=0), lambda entry: dated(entry.date, lang, iso)),
        (Head("kind", label("kind", lang), style="dim"), kind),
        *name_columns("name", attrgetter("name"), lang),
        (Head("id", label("id", lang), rank=2, style="id"), lambda entry: entry.id),
    ]
    if iso:
        columns.insert(0, columns.pop())
    return replace(table_of(columns, entries), scanned=True)
