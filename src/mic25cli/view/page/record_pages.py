"""The pages of indicators, documents and events: what comes before the rest of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from mic25cli.calc.chart_data import Chart
from mic25cli.calc.progress.by_target import GROUPS, applying, count_targets, group_of
from mic25cli.calc.progress.result import Result
from mic25cli.model import edtf
from mic25cli.model.dataset import Record
from mic25cli.values import grouped, replace
from mic25cli.view.chart.captions import in_unit, shortened
from mic25cli.view.document import Cell, Facts, Head, Lines, RecordName, TextTable
from mic25cli.view.page.page_story import Files, Image, Lanes, Section, TextPage
from mic25cli.view.page.site_overviews import target_row
from mic25cli.view.page.site_pages import ROWS, LanguageSite, address, turns_of
from mic25cli.view.page.target_page import without
from mic25cli.view.text import (
    counted,
    field_title,
    in_language,
    kind_title,
    label,
    name_of,
    own_text,
    value_word,
)
from mic25cli.view.verdict import headline, status_words

if TYPE_CHECKING:
    from mic25cli.model.records import Document, Indicator


def indicator_page(
    tree: LanguageSite, page: TextPage, record: Indicator, images: Sequence[Image]
) -> TextPage:
    """The page of an indicator: its definition, its chart, and its figures in one unit."""
    lang, key = tree.lang, record["id"]
    chart = tree.site.chart(page.record)
    unit = cast("Chart", chart).panels[0].unit if chart else record["unit"]
    units = tree.dataset.units

    def printed(claim: dict[str, object]) -> dict[str, object]:
        own = claim["unit"]
        return dict(in_unit(claim, unit, units) if own and units.same(str(own), unit) else claim)

    figures = [printed(dict(claim)) for claim in record["observations"]]
    card = [*tree.card({**record, "observations": figures})]
    # Definition and series are above, and phrases are only for sentences.
    above = {field_title(key, lang) for key in ("definition", "phrase", "series")}
    bases, colon = field_title("bases", lang), label("colon", lang)
    [facts] = (part for part in without(card[0], above).parts if isinstance(part, Facts))
    without_codes = (
        (title, tuple(str(line).partition(colon)[2] for line in cell) if title == bases else cell)
        for title, cell in facts.rows
    )
    card[0] = card[0]._replace(parts=(Facts(tuple(without_codes)),))
    files = [("CSV", address("indicators", key, "csv"))] if key in tree.site.numbers else []
    files += [("SVG", f"{tree.root}indicators/{image.wide}") for image in images]
    above_card = [Section("chart", "", tuple(images))] if images else []
    below = [Section("take", tree.word("take"), (Files(tuple(files)),))] if files else []
    words = {
        basis: shortened(own_text(tree.dataset, text, lang))
        for basis, text in record["bases"].items()
    }
    tables = [_defined(each, words) for each in card if each.key == "table"]
    rest = [each for each in card if each.key != "table"]
    return page._replace(
        lead=(own_text(tree.dataset, record["definition"], lang),),
        sections=(*above_card, *tables, *rest, *below),
    )


def _defined(section: Section, words: Mapping[str, str]) -> Section:
    """A table of figures with each definition in words instead of its code."""

    def defined(key: str, cell: Cell) -> Cell:
        code = cell[0][0][1] if key == "basis" and cell else ""
        return (words[code],) if code in words else cell

    [table] = (part for part in section.parts if isinstance(part, TextTable))
    keys = [head.key for head in table.heads]
    rows = (tuple(map(defined, keys, row)) for row in table.rows)
    return section._replace(parts=(replace(table, rows=tuple(rows)),))


def plain_page(tree: LanguageSite, page: TextPage, record: Record) -> TextPage:
    """The card of a record, below its summary."""
    summary = in_language(record, tree.lang).get("summary")
    above = field_title("summary", tree.lang)
    card = tuple(without(each, {above}) for each in tree.card(record))
    return page._replace(lead=(str(summary),) if summary else (), sections=card)


def document_page(tree: LanguageSite, page: TextPage, record: Document) -> TextPage:
    """The page of a document: the outcome of the targets that it set, then its record."""
    lang, results = tree.lang, tree.site.promised.get(record["id"], [])
    if not results:
        return page
    own = applying(results)
    own.sort(key=lambda each: GROUPS.index(group_of(each)))
    keys = ("target", "year", "value", "seen", "short", "status")
    heads = (
        Head(key, tree.word(f"column-{key}"), style="name" if key == "target" else "")
        for key in keys
    )

    def row(result: Result) -> tuple[Cell, ...]:
        name = RecordName(name_of(result.name, lang), "targets", result.target)
        cells = target_row(tree, result)
        status = status_words.status_cell(result, lang)
        return ((name,), *(cells[key] for key in keys[1:-1]), (status,))

    question, profile = tree.site.question, tree.dataset.profile
    sentence = headline.headline(count_targets(results), profile, question.as_of, lang, every=False)
    table = TextTable(tuple(heads), tuple(map(row, own)))
    section = Section("set", tree.word("set-here"), (Lines(sentence), table))
    return page._replace(sections=(section, *page.sections))


def event_pages(tree: LanguageSite) -> Iterator[tuple[str, TextPage]]:
    """The events by date under their years, below a timeline with a lane for each type."""
    events = sorted(tree.dataset.kind("events").values(), key=_when)
    title, count = kind_title("events", tree.lang), counted(len(events), "events", tree.lang)
    pages: list[list[tuple[str, Sequence[Record]]]] = [[]]
    for year, some in grouped((_year(event), event) for event in events).items():
        if pages[-1] and sum(len(each) for _, each in pages[-1]) + len(some) > ROWS:
            pages.append([])
        pages[-1].append((year, some))
    turns = turns_of(len(pages))
    places = {
        year: f"{name}#h-s{at}"
        for (number, name), years in zip(turns, pages, strict=True)
        for at, (year, _) in enumerate(years, 1 + (number == "1"))
    }
    for (number, name), years in zip(turns, pages, strict=True):
        first = number == "1"
        lists = [Section("list", year, (tree.table("events", some),)) for year, some in years]
        lanes = [Section("lanes", "", _lanes(tree, events, places))] if first else []
        page = TextPage(f"events/{name}", title, "events", (count,), (*lanes, *lists), turns=turns)
        head = "" if first else tree.word("numbered", name=title, number=number)
        yield f"{tree.root}events/{name}", page._replace(head=head)


def _when(event: Record) -> tuple[bool, edtf.Edtf]:
    return not event["date"], edtf.parse(event["date"] or "9999")


def _year(event: Record) -> str:
    first = _when(event)[1]
    day = first.earliest or first.latest
    return str(day.year) if event["date"] and day else ""


def _lanes(
    tree: LanguageSite, events: Sequence[Record], places: Mapping[str, str]
) -> tuple[Lanes, ...]:
    """All decades in one drawing, then the years of each decade in its own."""
    dated = [(event["type"], int(_year(event))) for event in events if _year(event)]
    decades = sorted({year // 10 * 10 for _, year in dated})
    lanes = [key for key, _ in Counter(key for key, _ in dated).most_common()]

    def lane(name: str, title: str, columns: Mapping[int, str], size: int) -> Lanes:
        counts = Counter((key, year // size * size) for key, year in dated)
        heads = tuple((tree.word("decade", year=at) if size > 1 else str(at), to)
                      for at, to in columns.items())  # fmt: skip
        rows = (
            (value_word("type", key, tree.lang), tuple(counts[key, at] for at in columns))
            for key in lanes
        )
        return Lanes(name, title, heads, tuple(row for row in rows if any(row[1])))

    every = {decade: f"#d{decade}" for decade in decades}
    parts = [lane("", tree.word("timeline"), every, 10)]
    for first in decades:
        years = {year: places.get(str(year), "") for year in range(first, first + 10)}
        parts.append(lane(f"d{first}", tree.word("decade", year=first), years, 1))
    return tuple(parts)
