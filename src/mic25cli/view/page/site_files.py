"""All files of a site by path: pages of records, lists, front page, search, methods, data."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.tables import TABLES
from mic25cli.model import record_json
from mic25cli.model.closed_lists import FITS
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import plain
from mic25cli.view.chart import scorecard
from mic25cli.view.columns import of_long_table
from mic25cli.view.document import Facts, Line, Lines, RecordName
from mic25cli.view.page import target_page
from mic25cli.view.page.page_story import Files, Section, TextPage, Verbatim, as_of
from mic25cli.view.page.site_pages import LanguageSite, Site, address
from mic25cli.view.render.delimited import csv
from mic25cli.view.sources import citation_styles
from mic25cli.view.text import called, counted, kind_title, label, other_name
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explanation import answered, bullets
from mic25cli.view.verdict.headline import very_likely
from mic25cli.view.verdict.sentence.answers import Answers
from mic25cli.view.verdict.status_marks import STATUSES


def of_record(site: Site, kind: str, key: str) -> Iterator[tuple[str, str | TextPage]]:
    """The files of a record by path: its page in each language, and what can be taken away."""
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
        search = TextPage("search.html", tree.word("search"), "search", sections=(_FOUND,))
        for page in (front(tree), search, _methods(tree), _data(tree)):
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
    page = TextPage(
        address(kind, key),
        called(record, tree.lang),
        kind,
        other=other_name(record["name"], tree.lang) if "name" in record else "",
    )
    card = tuple(tree.card(record))
    if found is not None:
        page = target_page.target_page(tree, page, found, card)
    elif kind in ("industries", "funds"):
        page = tree.brief_page(page, kind, key, card)
    else:
        page = page._replace(sections=card)
    if page.picture is not None:
        yield f"{tree.root}{address(kind, key, 'svg')}", page.picture.alone
    yield f"{tree.root}{page.path}", page


_FOUND = Section("found", "", ())
MOST = 300
"""Targets whose squares the front page has room for."""


def front(tree: LanguageSite) -> TextPage:
    """The front page: the finding, the scorecard, what changed, how to read it."""
    site, lang = tree.site, tree.lang
    answers = Answers(tree.dataset, site.question, site.results)
    news: list[Line] = []
    for result in site.changed[:8]:
        told = answered(answers.answered(result), lang)
        name = tree.named("targets", result.target)
        if told and name is not None:
            news.append((*told[0], ("", " "), ("", name)))
    by_kind: list[Line] = []
    for kind in KINDS:
        if records := tree.dataset.kind(kind):
            named = RecordName(kind_title(kind, lang), kind, "")
            by_kind.append((("", named), ("", f" {len(records)}")))
    many = site.card.counts.targets > MOST
    read = [
        (status_words.mark(status, lang), (label(f"status-means-{status}", lang),))
        for status in STATUSES
        if any(result.status == status for result in site.results)
    ]
    parts = {"news": bullets(news), "read": (Facts(tuple(read)),), "kinds": bullets(by_kind)}
    named_parts = (Section(key, tree.word(key), (*some,)) for key, some in parts.items() if some)
    sections = (*tree.score_sections(site.card.rows, every=not many), *named_parts)
    words = scorecard.words(site.card, lang)
    return TextPage(
        "index.html",
        words.titles[0],
        "",
        (*words.sentences[1:], very_likely(lang)),
        sections,
        kicker=as_of(site.question, lang),
    )


def _methods(tree: LanguageSite) -> TextPage:
    lang = tree.lang
    status = [
        (status_words.mark(key, lang), (label(f"status-means-{key}", lang),)) for key in STATUSES
    ]
    fits = [(label(f"fit-{key}", lang), (label(f"fit-means-{key}", lang),)) for key in FITS]
    grades = [(key, (label(f"grade-means-{key}", lang),)) for key in "ABCD"]
    sections = (
        Section("statuses", label("page-status", lang), (Facts(tuple(status)),)),
        Section("fits", label("page-fit", lang), (Facts(tuple(fits)),)),
        Section("grades", tree.word("grade"), (Facts(tuple(grades)),)),
    )
    return TextPage(
        "methods.html", tree.word("methods"), "methods", (tree.word("methods-lead"),), sections
    )


def _data(tree: LanguageSite) -> TextPage:
    about = tree.about
    files = [
        (f"{counted(len(tree.dataset.kind(kind)), kind, tree.lang)}, JSON", f"data/{kind}.json")
        for kind in KINDS
        if tree.dataset.kind(kind)
    ]
    sections = (
        Section("files", tree.word("files"), (Files(tuple(files)),)),
        Section(
            "cite",
            tree.word("cite"),
            (
                Lines((citation_styles.in_words(about, tree.lang),)),
                Verbatim(citation_styles.bibtex([about])),
            ),
        ),
    )
    return TextPage("data.html", tree.word("data"), "data", (tree.word("data-lead"),), sections)
