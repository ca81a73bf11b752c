"""The pages of a site that are of no record: the front page, search, methods, data."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.model.choices import FITS
from mic25cli.model.kinds import KINDS
from mic25cli.view import cite
from mic25cli.view.chart import scorecard
from mic25cli.view.document import Facts, Line, Lines, Listing, RecordName
from mic25cli.view.page.site import Tree
from mic25cli.view.page.story import Files, Section, SitePage, Verbatim, as_of
from mic25cli.view.progress import statuses
from mic25cli.view.sentence.answers import Answers
from mic25cli.view.signs import STATUSES
from mic25cli.view.target import bullets
from mic25cli.view.words import counted, kind_title, label

MOST = 300
"""Targets whose squares the front page has room for."""


def apart(tree: Tree) -> Iterator[SitePage]:
    """The front page, the search, methods and data."""
    yield front(tree)
    found = Section("found", "", ())
    yield SitePage("search.html", tree.word("search"), "search", sections=(found,))
    yield _methods(tree)
    yield _data(tree)


def front(tree: Tree) -> SitePage:
    """The front page: the finding, the scorecard, what changed, how to read it."""
    site, lang = tree.site, tree.lang
    answers = Answers(tree.book, site.question, site.results)
    news: list[Line] = []
    for result in site.changed[:8]:
        told = answers.answered(result).answer
        if told is not None and (name := tree.named("targets", result.target)) is not None:
            sentence = told.told(lang)[0]
            news.append(
                (
                    (STATUSES[result.status][1], sentence.head),
                    ("", sentence.text[len(sentence.head) :] + " "),
                    ("", name),
                )
            )
    by_kind: list[tuple[str, Line]] = [
        (
            "",
            (
                (
                    ("", RecordName(kind_title(kind, lang), kind, "")),
                    ("", f" {len(tree.book.kind(kind))}"),
                )
            ),
        )
        for kind in KINDS
        if tree.book.kind(kind)
    ]
    many = site.card.counts.targets > MOST
    scores = tree.scores(site.card.rows, every=not many)
    read = [
        (statuses.mark(status, lang), (label(f"status-means-{status}", lang),))
        for status in dict.fromkeys(result.status for result in site.results)
    ]
    sections = (
        *([Section("score", "", (scores,))] if scores.rows else []),
        Section("news", tree.word("news"), tuple(bullets(news))),
        Section("read", tree.word("read"), (Facts(tuple(read)),)),
        Section("kinds", tree.word("kinds"), (Listing("", tuple(by_kind)),)),
    )
    words = scorecard.words(site.card, lang)
    return SitePage(
        "index.html",
        words.titles[0],
        "",
        words.sentences[1:],
        tuple(each for each in sections if each.parts and each.parts != (Listing("", ()),)),
        kicker=as_of(site.question, lang),
    )


def _methods(tree: Tree) -> SitePage:
    lang = tree.lang
    status = [(statuses.mark(key, lang), (label(f"status-means-{key}", lang),)) for key in STATUSES]
    fits = [(label(f"fit-{key}", lang), (tree.word(f"fit-{key}"),)) for key in FITS]
    grades = [(key, (tree.word(f"grade-{key}"),)) for key in "ABCD"]
    sections = (
        Section("statuses", label("page-status", lang), (Facts(tuple(status)),)),
        Section("fits", label("page-fit", lang), (Facts(tuple(fits)),)),
        Section("grades", tree.word("grade"), (Facts(tuple(grades)),)),
    )
    return SitePage(
        "methods.html", tree.word("methods"), "methods", (tree.word("methods-lead"),), sections
    )


def _data(tree: Tree) -> SitePage:
    about = tree.site.about
    files = [
        (f"{counted(len(tree.book.kind(kind)), kind, tree.lang)}, JSON", f"data/{kind}.json")
        for kind in KINDS
        if tree.book.kind(kind)
    ]
    sections = (
        Section("files", tree.word("files"), (Files(tuple(files)),)),
        Section(
            "cite",
            tree.word("cite"),
            (Lines((cite.sentence(about),)), Verbatim(cite.bibtex([about]))),
        ),
    )
    return SitePage("data.html", tree.word("data"), "data", (tree.word("data-lead"),), sections)
