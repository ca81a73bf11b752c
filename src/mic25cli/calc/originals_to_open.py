"""Originals worth opening: a verdict depends on a copy or a summary, and its grade could rise."""

from __future__ import annotations

from collections.abc import Mapping

from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.calc.source_grades import Reading, best_cite, grade_of
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as
from mic25cli.values import FrozenData


class PageToOpen(FrozenData):
    """A source of verdicts that was not read at its origin, and what to look for there."""

    record: str
    """the record to change after reading the original"""
    title: str
    originator: str | None
    original_url: str | None
    """the address of the original; null: unknown"""
    url: str | None
    """the address at which it was read"""
    authority: str
    """the grade that it would then have; unchanged if nobody stands behind the words here"""
    grade: str | None
    quote: tuple[str, ...]
    """the words to look for"""
    targets: tuple[str, ...]
    """the targets whose verdicts depend on it"""


def to_open(dataset: RecordSet, question: Question) -> tuple[PageToOpen, ...]:
    """The original pages to open, those with the most dependent verdicts first."""
    rests: dict[str, dict[str, tuple[str, ...]]] = {}
    for result in applying(evaluate(dataset.whole, question, series=False)):
        figure = _deciding(result)
        cite = best_cite(figure.cite, figure.derived is not None) if figure else None
        if cite is not None and (cite.grade != cite.authority or _elsewhere(dataset, cite.source)):
            rests.setdefault(cite.source, {})[result.target] = tuple(cite.quote)
    pages = [_page(dataset, source, rests[source]) for source in rests]
    return tuple(sorted(pages, key=lambda page: (-len(page.targets), page.record)))


def _elsewhere(dataset: RecordSet, name: str) -> bool:
    """Whether the original of a copy is known, so that it may have what the copy lacks."""
    source = dataset.source(name)
    return source is not None and bool(source["original_url"]) and source["access"] != "reprint"


def _deciding(result: Result) -> Reading | None:
    """The figure on which a verdict is based; None without a verdict."""
    if result.status not in ASSESSED:
        return None
    return result.later if result.judged_from is not None else result.seen or result.later


def _page(dataset: RecordSet, name: str, words: Mapping[str, tuple[str, ...]]) -> PageToOpen:
    source = dataset.source(name)
    assert source is not None
    return recorded_as(
        PageToOpen,
        source,
        record=f"sources/{name}",
        originator=source["originator"] or source["publisher"],
        grade=grade_of(source),
        quote=tuple(dict.fromkeys(passage for some in words.values() for passage in some)),
        targets=tuple(words),
    )
