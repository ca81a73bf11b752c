"""All files of a site by path: records, lists, front page, search, methods and data."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.calc.chart_data import Chart, of_industry
from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.scorecard import Scorecard, scorecard
from mic25cli.calc.tables import TABLES
from mic25cli.model import record_json
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import plain
from mic25cli.view.chart.chart_parts import parts
from mic25cli.view.chart.svg import svg
from mic25cli.view.columns import of_long_table
from mic25cli.view.page import brief, site_overviews, target_page
from mic25cli.view.page.html import NARROW, WIDE
from mic25cli.view.page.page_story import Image, TextPage
from mic25cli.view.page.site_pages import LanguageSite, Site, address
from mic25cli.view.render.delimited import csv
from mic25cli.view.text import called, kind_name, other_name, with_parenthesis
from mic25cli.view.verdict.sentence.answers import with_answers


def of_record(site: Site, kind: str, key: str) -> Iterator[tuple[str, str | TextPage]]:
    """The files of a record by path: its page in each language, and its downloads."""
    found = site.explained(key) if kind == "targets" else None
    found = found if found and found.results else None
    for tree in site.trees:
        yield from _record(tree, kind, key, found)
    if found is not None:
        judged = [result.judged(compare=False) for result in found.results]
        yield address(kind, key, "json"), record_json.pretty(plain(judged)) + "\n"
    if kind == "indicators" and key in site.numbers:
        table = TABLES["observations"]
        yield address(kind, key, "csv"), csv(of_long_table(table, site.numbers[key]))


def others(site: Site) -> Iterator[tuple[str, str | TextPage]]:
    """All other pages in each language, and the records by kind as data."""
    for tree in site.trees:
        yield from tree.lists()
        for page in site_overviews.pages(tree):
            yield f"{tree.root}{page.path}", page
    for kind in KINDS:
        if site.dataset.kind(kind):
            records = [dict(each) for each in site.dataset.kind(kind).values()]
            yield f"data/{kind}.json", record_json.pretty(records) + "\n"


def _record(
    tree: LanguageSite, kind: str, key: str, found: Explanation | None
) -> Iterator[tuple[str, str | TextPage]]:
    record = tree.dataset.get(kind, key)
    assert record is not None
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
    card = tuple(tree.card(record))
    if found is not None:
        page = target_page.target_page(tree, page, found, card)
    elif kind in ("industries", "funds"):
        images = list(_drawings(tree, key)) if kind == "industries" else []
        for path, text in (each for _, texts in images for each in texts.items()):
            yield f"{tree.root}{kind}/{path}", text
        page = brief.site_page(tree, page, card, [image for image, _ in images])
    else:
        page = page._replace(sections=card)
    if page.picture is not None:
        yield f"{tree.root}{address(kind, key, 'svg')}", svg(page.picture.chart, tree.lang)
    yield f"{tree.root}{page.path}", page


def _drawings(tree: LanguageSite, industry: str) -> Iterator[tuple[Image, dict[str, str]]]:
    """The shortfall chart and the small charts of an industry, with their files."""
    dataset, asked = tree.dataset, tree.site.question
    at = (asked.as_of, asked.known_at)
    own = tuple(each for each in tree.site.results if industry in each.industries)
    short = scorecard(dataset.whole, *at, industry, "shortfall", judged=own)
    small = with_answers(of_industry(dataset, industry, *at), dataset)
    drawn: dict[str, Scorecard | Chart] = {}
    if any(row.squares for row in short.rows):
        drawn["shortfall"] = short
    if any(any(panel.points) for panel in small.panels):
        drawn["targets"] = small
    for name, chart in drawn.items():
        said = next(title for part in parts(chart, tree.lang) for title in part.words.titles)
        image = Image(f"{industry}-{name}.svg", f"{industry}-{name}-narrow.svg", said)
        sizes = ((image.wide, WIDE), (image.narrow, NARROW))
        yield image, {path: svg(chart, tree.lang, width) for path, width in sizes}
