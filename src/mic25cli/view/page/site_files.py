"""The files of a site by path: records, lists, front page, methods and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from mic25cli.calc.brief import Brief
from mic25cli.calc.brief import brief as brief_of
from mic25cli.calc.chart_data import Chart, of_industry
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.scorecard import Scorecard, scorecard
from mic25cli.calc.tables import TABLES
from mic25cli.model import record_json
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import plain
from mic25cli.view.chart.chart_parts import Drawn, parts
from mic25cli.view.chart.svg import svg
from mic25cli.view.columns import of_long_table
from mic25cli.view.page import brief, record_pages, site_overviews, target_page
from mic25cli.view.page.html import FULL, NARROW, WIDE
from mic25cli.view.page.page_story import Image, TextPage
from mic25cli.view.page.site_pages import LanguageSite, Site, address
from mic25cli.view.render.delimited import csv
from mic25cli.view.text import Lang, called, kind_name, other_name, with_parenthesis
from mic25cli.view.verdict.sentence.answers import with_answers

if TYPE_CHECKING:
    from mic25cli.model.records import Document, Indicator


def of_record(site: Site, kind: str, key: str) -> Iterator[tuple[str, str | TextPage]]:
    """The files of a record by path: its page in each language, and its downloads."""
    explanation = site.explained(key) if kind == "targets" else None
    explanation = explanation if explanation and explanation.results else None
    charts = _of_industry(site, key) if kind == "industries" else {}
    content = None
    if kind in ("industries", "funds"):
        content = brief_of(site.dataset, kind, key, site.question, site.judged)
    for tree in site.trees:
        yield from _record(tree, kind, key, explanation or content, charts)
    if explanation is not None:
        judged = [result.judged(compare=False) for result in explanation.results]
        yield address(kind, key, "json"), record_json.pretty(plain(judged)) + "\n"
    if kind == "indicators" and key in site.numbers:
        table = TABLES["observations"]
        yield address(kind, key, "csv"), csv(of_long_table(table, site.numbers[key]))


def others(site: Site) -> Iterator[tuple[str, str | TextPage]]:
    """All other pages in each language, and the records by kind as data."""
    for tree in site.trees:
        yield from tree.lists()
        if tree.dataset.kind("events"):
            yield from record_pages.event_pages(tree)
        for page in site_overviews.pages(tree):
            yield f"{tree.root}{page.path}", page
    for kind in KINDS:
        if site.dataset.kind(kind):
            records = [dict(each) for each in site.dataset.kind(kind).values()]
            yield f"data/{kind}.json", record_json.pretty(records) + "\n"


def _record(
    tree: LanguageSite,
    kind: str,
    key: str,
    content: Explanation | Brief | None,
    charts: Mapping[str, Scorecard | Chart],
) -> Iterator[tuple[str, str | TextPage]]:
    record = tree.dataset.kind(kind)[key]
    name = called(record, tree.lang)
    alone = with_parenthesis(name, key, tree.lang) if tree.names[kind, name] > 1 else name
    page = TextPage(
        address(kind, key),
        name,
        kind,
        other=other_name(record["name"], tree.lang) if "name" in record else "",
        head=f"{alone} · {kind_name(kind, tree.lang, 1)}",
        record=f"{kind}/{key}",
    )
    if isinstance(content, Explanation):
        page = target_page.target_page(tree, page, content, tuple(tree.card(record)))
    elif content is not None or kind == "indicators":
        chart = tree.site.chart(page.record) if kind == "indicators" else None
        if isinstance(chart, Chart):
            charts = {page.path.rpartition("/")[2].removesuffix(".html"): chart}
        pairs = [_drawn(name, each, tree.lang, kind) for name, each in charts.items()]
        for path, text in (each for _, texts in pairs for each in texts.items()):
            yield f"{tree.root}{kind}/{path}", text
        images = [image for image, _ in pairs]
        if content is None:
            page = record_pages.indicator_page(tree, page, cast("Indicator", record), images)
        else:
            page = brief.site_page(tree, page, record, images, content)
    else:
        page = record_pages.plain_page(tree, page, record)
        if kind == "documents":
            page = record_pages.document_page(tree, page, cast("Document", record))
    if page.picture is not None:
        yield f"{tree.root}{address(kind, key, 'svg')}", svg(page.picture.chart, tree.lang)
    yield f"{tree.root}{page.path}", page


def _of_industry(site: Site, industry: str) -> dict[str, Scorecard | Chart]:
    """The shortfall chart and the small charts of an industry, by file name."""
    dataset, at = site.dataset, (site.question.as_of, site.question.known_at)
    own = tuple(result for result in site.results if industry in result.industries)
    short = scorecard(dataset.whole, *at, industry, "shortfall", judged=own)
    small = of_industry(dataset, industry, *at, judged=site.judged)
    small = with_answers(small, dataset, site.answers)
    charts: dict[str, Scorecard | Chart] = {}
    if any(row.squares for row in short.rows):
        charts[f"{industry}-shortfall"] = short
    if any(any(panel.points) for panel in small.panels):
        charts[f"{industry}-targets"] = small
    return charts


def _drawn(name: str, chart: Drawn, lang: Lang, kind: str) -> tuple[Image, dict[str, str]]:
    """A chart in two widths, on the page of an industry in three: the image, and its files."""
    caption = next(title for part in parts(chart, lang) for title in part.words.titles)
    sizes = {f"{name}.svg": WIDE, f"{name}-narrow.svg": NARROW}
    if kind == "industries":
        sizes[f"{name}-full.svg"] = FULL
    return Image(caption, *sizes), {path: svg(chart, lang, sizes[path]) for path in sizes}
