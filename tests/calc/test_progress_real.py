"""The real cases of docs/progress.md: its table is the test data."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from conftest import RECORDS, ROOT
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import CODES
from mic25cli.model.book import Book, view
from mic25cli.store.load import load_book

PAGE = ROOT / "docs" / "progress.md"


@dataclass(frozen=True)
class Case:
    target: str
    year: int
    report: str
    as_of: str
    known_at: str | None
    basis: str | None
    status: str
    reasons: tuple[str, ...]


def cases() -> list[Case]:
    _, _, table = PAGE.read_text(encoding="utf-8").partition("<!-- cases -->")
    found = []
    for line in table.split("\n## ")[0].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 9 and re.fullmatch(r"\d{4}", cells[1]):
            target, year, report, as_of, known_at, basis, status, reasons, _ = cells
            found.append(
                Case(
                    target,
                    int(year),
                    report,
                    as_of,
                    known_at or None,
                    basis or None,
                    status,
                    tuple(reasons.split()),
                )
            )
    return found


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book((RECORDS,))


def results_for(book: Book, case: Case) -> list[Result]:
    question = Question(case.as_of, case.known_at, basis=case.basis)
    cut = view(book, case.as_of, case.known_at).book
    results = evaluate(cut, question, [case.target], book)
    return [
        each
        for each in results
        if (each.milestone.year, each.milestone.report) == (case.year, case.report)
    ]


@pytest.mark.parametrize(
    "case", cases(), ids=lambda case: f"{case.target}-{case.year}-{case.as_of}-{case.basis or ''}"
)
def test_real_case(book: Book, case: Case) -> None:
    first, *_ = results_for(book, case)
    assert first.status == case.status, first.reasons
    assert set(case.reasons) <= set(first.reasons)
    assert set(case.reasons) <= set(CODES)


def test_the_cases_that_were_asked_for_are_there() -> None:
    targets = {case.target for case in cases()}
    assert (
        len(cases()) >= 20
        and {
            "national-manufacturing-innovation-centres",
            "quality-competitiveness-index",
            "digital-design-tool-penetration",
            "cnc-rate",
            "broadband-penetration",
            "nev-own-brand-share",
            "own-brand-robot-share",
            "phone-chip-domestic-share",
            "green-demonstration-factories",
            "manufacturing-rd-intensity",
        }
        <= targets
    )


def test_both_editions_of_the_roadmap_are_judged(book: Book) -> None:
    cut = view(book, "2025-12-31").book
    results = evaluate(cut, Question("2025-12-31"), ["nev-own-brand-share"], book)
    for_2025 = {each.milestone.report: each for each in results if each.milestone.year == 2025}
    old, new = for_2025["technology-roadmap-2015"], for_2025["technology-roadmap-2017"]
    assert (old.status, old.status_if_standing) == ("superseded", "achieved")
    assert old.milestone.superseded_by == "technology-roadmap-2017"
    assert new.milestone.applies and new.measures.distance == pytest.approx(9.4)


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ["2016", "2019-07", "2025-12-31", "2026-11"])
@pytest.mark.parametrize("known_at", [None, "2019-07"])
def test_every_shipped_target_can_be_asked_about(
    book: Book, as_of: str, known_at: str | None
) -> None:
    cut = view(book, as_of, known_at).book
    for method in ("linear", "opensdg", "dns", "un2023"):
        results = evaluate(cut, Question(as_of, known_at, method), None, book)
        assert {each.target for each in results} == set(cut.kind("targets"))
        headlines = [each.target for each in results if each.milestone.applies]
        assert sorted(headlines) == sorted(cut.kind("targets"))
        for each in results:
            assert each.status != "not-assessable" or each.reasons
