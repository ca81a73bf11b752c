"""The four numbers are the same wherever targets are counted, in every book, at two dates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from conftest import ROOT
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.once import count_once
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import CRITERIA, count, roll_up
from mic25cli.store import place, snapshot
from mic25cli.view.progress.headline import headline, of_industry

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


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("name", FOLDERS)
def test_the_numbers_add_up_everywhere(mic25: Callable[..., Any], name: str, as_of: str) -> None:
    folder = FOLDERS[name]
    book = snapshot.open_book(place.folders([] if folder is None else [folder]))
    results = evaluate(book, Question(as_of), every_method=False, series=False)
    once = count_once(results)
    numbers = {part: getattr(once, part) for part in PARTS}
    assert sum(numbers.values()) == once.targets == len({each.target for each in results})
    asked = ("--as-of", as_of, *records_of(name))
    told = mic25("progress", *asked, "-f", "json")
    if not results:
        return
    found = json.loads(told.out)["summary"]["once"]
    assert {part: found[part] for part in PARTS} == numbers
    text = " ".join(mic25("progress", *asked, "-f", "plain").out.split())
    assert text.startswith(headline(once, "en"))
    assert "milestones of" not in text.partition("; method")[0]
    assert "milestones of" in mic25("progress", *asked, "-f", "plain", "--milestones").out
    for by in ("kind", "industry"):
        # By kind each target is in one group; of several industries it is in each.
        groups = roll_up(results, by).groups
        sums = {part: sum(getattr(group.counts.once, part) for group in groups) for part in PARTS}
        if by == "kind":
            assert sums == numbers
        rows = json.loads(mic25("progress", *asked, "--by", by, "-f", "json").out)
        assert rows["summary"]["once"] == found
        assert sum(row["once"]["targets"] for row in rows["results"]) == sum(sums.values())
    for by in CRITERIA:
        assert roll_up(results, by).total.once == count(results).once == once


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


def test_the_readme_has_the_same_numbers() -> None:
    book = snapshot.open_book(place.folders([]))
    once = count_once(evaluate(book, Question("2025-12-31"), every_method=False, series=False))
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    said = (
        f"of the {once.targets} targets on record, {once.known} can be judged at the end of 2025 "
        f"({once.known - once.stand_ins} on exact or close evidence, {once.stand_ins} on "
        f"stand-ins), and the other {once.unknown} say why not"
    )
    assert said in readme
