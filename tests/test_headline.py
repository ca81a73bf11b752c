"""The four numbers are the same wherever targets are counted, in every book, at two dates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.once import count_once
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.store import place, snapshot
from mic25cli.view.progress.headline import headline, of_industry
from mic25cli.view.text import label

FOLDERS = {
    "mic25": None,
    "beyond-2025": ROOT / "books" / "beyond-2025",
    "digital-decade": ROOT / "examples" / "digital-decade",
}
DATES = ("2021-12-31", "2025-12-31")
PARTS = ("reached", "late", "missed", "unknown", "others")


def records_of(name: str) -> list[str]:
    folder = FOLDERS[name]
    return [] if folder is None else ["--records", str(folder)]


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("name", FOLDERS)
def test_the_numbers_add_up_everywhere(mic25: Callable[..., Any], name: str, as_of: str) -> None:
    folder = FOLDERS[name]
    book = snapshot.open_book(place.folders([] if folder is None else [folder]))
    question = Question(as_of)
    results = evaluate(book, question, every_method=False, series=False, hangs=True)
    once = count_once(results)
    parts = {part: getattr(once, part) for part in PARTS}
    assert sum(parts.values()) == once.targets == len({each.target for each in results})
    dates = ("--as-of", as_of, *records_of(name))

    def told(*words: str) -> Any:
        return json.loads(mic25(*words, *dates, "-f", "json").out)

    def said(*words: str) -> str:
        return " ".join(mic25(*words, *dates, "-f", "plain").out.split())

    assert told("progress")["summary"]["once"] == vars(once)
    assert told("coverage")["summary"]["targets"]["once"] == vars(once)
    assert told("coverage", "--by", "industry")["summary"]["targets"]["once"] == vars(once)
    assert told("chart", "scorecard")["counts"] == vars(once)
    sentence = headline(once, "en")
    if results:
        assert said("progress").startswith(sentence)
    for words in (("progress", "--by", "year"), ("coverage",), ("chart", "scorecard")):
        assert sentence in said(*words), words
    for by in CRITERIA:
        rows = told("progress", "--by", by)
        assert rows["summary"]["once"] == vars(once)
        for part, number in vars(once).items():
            several = [row["once"][part] or 0 for row in rows["results"]]
            if by == "industry":
                # A target of two industries is in both rows.
                assert sum(several) >= (number or 0)
            else:
                assert sum(several) == (number or 0), (by, part)


@pytest.mark.slow
def test_milestones_are_counted_where_they_are_asked_for(mic25: Callable[..., Any]) -> None:
    asked = ("progress", "--as-of", "2025-12-31")
    targets = len(snapshot.open_book(place.folders([])).kind("targets"))
    for words in ((), ("--by", "year"), ("--by", "industry")):
        assert "milestone" not in mic25(*asked, *words, "-f", "plain").out
        assert (
            f"milestones of {targets} targets"
            in mic25(*asked, *words, "--milestones", "-f", "plain").out
        )
    once = json.loads(mic25(*asked, "-f", "json").out)
    every = json.loads(mic25(*asked, "--milestones", "-f", "json").out)
    assert once["summary"]["milestones"] == once["summary"]["once"]["targets"]
    assert every["summary"]["milestones"] == len(every["results"])
    assert every["summary"]["once"] == once["summary"]["once"]


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.parametrize("as_of", DATES)
def test_the_report_opens_with_them(mic25: Callable[..., Any], tmp_path: Path, as_of: str) -> None:
    book = snapshot.open_book(place.folders([]))
    once = count_once(evaluate(book, Question(as_of), series=False, hangs=True))
    page = tmp_path / "report.html"
    assert mic25("report", "--as-of", as_of, "-o", str(page)).code == 0
    assert headline(once, "en") in unescape(page.read_text("utf-8"))


def test_the_sentence_in_both_languages(mic25: Callable[..., Any]) -> None:
    for lang, shape in (
        ("en", r"Of \d+ targets \d+ were reached in time(, \d+ of them presumably)?, \d+ late.*"),
        ("zh", r"\d+项目标中，\d+项如期实现(（\d+项为推定）)?，\d+项逾期实现.*\d+项无法判断.*。"),
    ):
        out = mic25("progress", "--as-of", "2025-12-31", "--lang", lang, "-f", "plain").out
        assert re.match(shape, out.splitlines()[0])


def test_an_industry_in_short() -> None:
    book = snapshot.open_book(place.folders([]))
    results = evaluate(book, Question("2025-12-31"), every_method=False, series=False)
    robots = count_once(each for each in results if "automation-and-robotics" in each.industries)
    assert of_industry("Robots", robots, "en") == (
        f"Robots: of {robots.targets} targets {robots.reached} were reached in time, "
        f"{robots.late} late, {robots.missed} missed; {robots.unknown} cannot be told."
    )
    rail = count_once(each for each in results if "rail" in " ".join(each.industries))
    assert "can be judged" in of_industry("Rail", rail, "en")


@pytest.mark.parametrize("columns", [66, 80, 100, 120])
def test_the_weakest_evidence_is_the_last_column_to_give_way(
    mic25: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = mic25("progress", "--by", "industry", "--as-of", "2025-12-31", "-f", "table").out
    heads = told.partition("───")[0].rpartition("Industry")[2].split()
    fits = [label(f"fit-{fit}", "en") for fit in ("exact", "close", "proxy")]
    shown = [fit for fit in fits if fit in heads]
    assert shown and shown == fits[3 - len(shown) :]
