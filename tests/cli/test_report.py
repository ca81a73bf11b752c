"""`mic25 report`: one page for the whole book, the same bytes, nothing from outside, all in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chinese import Scan, recorded
from mic25cli.calc.cites import page_of
from mic25cli.calc.longtable import last_day
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question
from mic25cli.calc.report import report
from mic25cli.model.book import RecordBook
from mic25cli.store import place, snapshot
from mic25cli.view.page import html
from mic25cli.view.page.report import ReportPage
from pages import Seen
from shared import shared

Run = Callable[..., Any]
MOST = 3_000_000
"""Bytes of the report on the shipped book."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The report on the shipped book, by language."""

    def make(folder: Path) -> None:
        book = snapshot.open_book(place.folders())
        question = Question(last_day(book))
        found = report(book, question)
        for lang in ("en", "zh"):
            page = html.report(ReportPage(found, book, lang, "0"))
            (folder / lang).write_text(page, encoding="utf-8")

    folder = shared(tmp_path_factory, "report", make)
    return {lang: (folder / lang).read_text(encoding="utf-8") for lang in ("en", "zh")}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_small_and_whole(pages: dict[str, str], shipped: RecordBook, lang: str) -> None:
    page = pages[lang]
    assert len(page.encode()) < MOST
    seen = Seen(page)
    results = evaluate(shipped, Question(last_day(shipped)))
    cards = {attrs["id"]: attrs for attrs in seen.all("article")}
    assert set(cards) == {f"t-{each.target}" for each in results}
    drawn = {str(attrs["aria-labelledby"]).split("-title")[0] for attrs in seen.all("svg")
             if attrs.get("role") == "img"}  # fmt: skip
    with_number = {
        f"c-{each.target}"
        for each in results
        if (each.milestone.value or each.milestone.low) is not None and each.milestone.year
    }
    assert with_number <= drawn
    links = [str(attrs["href"]) for attrs in seen.all("a")]
    assert {each[1:] for each in links if each[0] == "#"} <= seen.ids()
    urls = {source["url"] for source in shipped.kind("sources").values()} - {None}
    # Every source of the book has its address in the page.
    assert {page_of(each) for each in links if each[0] != "#"} == urls
    # Those that a claim was found in by its words lead to them.
    assert sum(":~:text=" in each for each in links) > 300


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_comes_from_outside(pages: dict[str, str], lang: str) -> None:
    seen = Seen(pages[lang])
    for tag, attrs in seen.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "source", "image")
        loading = {"src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "style"}
        assert not loading & set(attrs), (tag, attrs)
        assert not [key for key in attrs if key.startswith("on")], (tag, attrs)
        if tag != "a":
            assert "href" not in attrs, (tag, attrs)
    assert [len(seen.all(tag)) for tag in ("script", "style")] == [1, 1]
    assert not re.search(r"url\(|@import|@font-face", seen.held["style"])
    assert not re.search(r"fetch|XMLHttp|import|eval|innerHTML|https?:", seen.held["script"])
    [policy] = [a["content"] for a in seen.all("meta") if "http-equiv" in a]
    assert policy == html.policy(seen.held["style"], seen.held["script"])
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in str(policy) and "*" not in str(policy)


@pytest.mark.slow
def test_the_scoreboard_counts_what_progress_counts(
    mic25: Run, pages: dict[str, str], shipped: RecordBook
) -> None:
    ran = mic25("progress", "--by", "industry", "--as-of", last_day(shipped), "--json")
    for group in json.loads(ran.out)["results"]:
        anchor = f"i-{group['key'] or 'none'}"
        row = pages["en"].partition(f'<a href="#{anchor}">')[2].partition("</tr>")[0]
        numbers = [int(each) for each in re.findall(r'class="num" data-head="[^"]*">(\d+)<', row)]
        counts = [each for each in group["statuses"].values() if each]
        assert numbers == [group["targets"], group["milestones"], *counts]


SAID = re.compile(r"mic25( [a-z0-9./-]+)+")


@pytest.mark.slow
def test_the_chinese_page_is_in_chinese(pages: dict[str, str], shipped: RecordBook) -> None:
    codes = {*METHODS, "mic25", shipped.digest[:12]}
    scan = Scan(recorded(shipped) | codes | {record["id"] for record in shipped})
    lines = {line for text in Seen(pages["zh"]).texts for line in text.splitlines()}
    left = {line: scan.left(SAID.sub("", line)) for line in lines}
    assert {line: words for line, words in left.items() if words} == {}


@pytest.mark.slow
def test_dates_cut_the_page(mic25: Run, shipped: RecordBook) -> None:
    early = mic25("report", "--as-of", "2016-12", "-q").out
    cards = {attrs["id"] for attrs in Seen(early).all("article")}
    assert f"t-{'own-brand-robot-share'}" in cards
    set_later = [
        key
        for key, target in shipped.kind("targets").items()
        if all(
            (shipped.source(each["report"] or "") or {"published": None})["published"]
            in ("2018-01", "2017-12", "2019-12?")
            for each in target["milestones"]
        )
    ]
    assert set_later and not {f"t-{key}" for key in set_later} & cards


def test_a_small_book_has_a_page_too(mic25: Run, records: Any, tmp_path: Path) -> None:
    folder = records({"terms.yaml": "one:\n  name: {en: One, zh: 一}\n"})
    path = tmp_path / "new" / "small.html"
    ran = mic25("report", "--records", str(folder), "-o", str(path))
    assert (ran.code, ran.out) == (0, "")
    page = path.read_text(encoding="utf-8")
    assert "One" in page and not Seen(page).all("article")


@pytest.mark.slow
def test_a_page_is_not_poured_into_a_terminal(terminal: Any) -> None:
    ran = terminal("report")
    assert ran.code == 2 and "give -o FILE.html" in ran.err


def test_another_edition_is_told_apart(mic25: Run, tmp_path: Path) -> None:
    def folder(name: str, text: str) -> str:
        path = tmp_path / name
        path.mkdir()
        (path / "terms.yaml").write_text(text, encoding="utf-8")
        return str(path)

    old = folder("old", "one:\n  name: {en: One}\n")
    new = folder("new", "one:\n  name: {en: One}\ntwo:\n  name: {en: Two}\n")
    page = mic25("report", "--records", new, "--records-from", old, "-q").out
    told = page.partition('id="changes"')[2].partition("</section>")[0]
    assert f"since the records of {old}" in told
    assert "1 change: 1 added" in told and "<strong>Two</strong>" in told
    ran = mic25("report", "--records-from", old, "--rev", "HEAD")
    assert (ran.code, ran.out) == (2, "") and "give one of them" in ran.err
