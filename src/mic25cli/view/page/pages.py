"""All files of a site by path: the pages of records, lists, front page, search, methods, data."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.tables import TABLES
from mic25cli.model import stored
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain import plain
from mic25cli.view import longtable
from mic25cli.view.page import front, target
from mic25cli.view.page.site import Site, Tree, address
from mic25cli.view.page.story import Picture, SitePage
from mic25cli.view.render.delimited import csv
from mic25cli.view.text import label as called
from mic25cli.view.text import other_name


def of_record(site: Site, kind: str, key: str) -> Iterator[tuple[str, str | SitePage]]:
    """The files of a record by path: its page in each language, and what can be taken away."""
    found = site.explained(key) if kind == "targets" else None
    found = found if found and found.results else None
    for tree in site.trees:
        yield from _record(tree, kind, key, found)
    if found is not None:
        judged = [result.judged(compare=False) for result in found.results]
        yield address(kind, key, "json"), stored.pretty(plain(judged)) + "\n"
    if kind == "indicators" and key in site.numbers:
        table = TABLES["observations"]
        yield address(kind, key, "csv"), csv(longtable.columns(table, site.numbers[key]))


def others(site: Site) -> Iterator[tuple[str, str | SitePage]]:
    """All other pages in each language, and the records by kind as data."""
    for tree in site.trees:
        yield from tree.lists()
        yield from ((f"{tree.root}{page.path}", page) for page in front.apart(tree))
    for kind in KINDS:
        if site.book.kind(kind):
            records = [dict(each) for each in site.book.kind(kind).values()]
            yield f"data/{kind}.json", stored.pretty(records) + "\n"


def _record(
    tree: Tree, kind: str, key: str, found: Explanation | None
) -> Iterator[tuple[str, str | SitePage]]:
    """The page of a record, and its drawing as a file where it has one."""
    record = tree.book.get(kind, key)
    assert record is not None
    page = SitePage(
        address(kind, key),
        called(record, tree.lang),
        kind,
        other=other_name(record["name"], tree.lang) if "name" in record else "",
    )
    card = tuple(tree.card(record))
    if found is not None:
        page = target.target_page(tree, page, found, card)
    elif kind in ("industries", "funds"):
        page = tree.brief_page(page, kind, key, card)
    else:
        page = page._replace(sections=card)
    picture = next(
        (part for each in page.sections for part in each.parts if isinstance(part, Picture)), None
    )
    if picture is not None and picture.alone:
        yield f"{tree.root}{address(kind, key, 'svg')}", picture.alone
    yield f"{tree.root}{page.path}", page
