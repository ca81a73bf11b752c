"""Several books side by side: each whole, joined at rows, nothing replaced in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from conftest import ROOT
from kept import snapshot_of_shipped
from mic25cli.cli import complete
from mic25cli.store import shelf

Run = Callable[..., Any]
POWER = str(ROOT / "tests" / "books" / "power")
SHELF = {"mic25": "mic25", "digital-decade": "digital-decade", "invented-power": POWER}
"""The books by the names that they have side by side, and how --book is given each."""
SIDE_BY_SIDE = [word for given in SHELF.values() for word in ("--book", given)]
LINES = [
    "targets", "funds", "progress", "progress --by industry", "progress --by status", "timeline",
    "table statuses", "table observations", "table units", "coverage", "search plan",
    "diff 2021 2024", "assessments compare", "validate", "industries progress",
]  # fmt: skip


def told(text: str) -> Any:
    return json.loads(text)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIC25_AS_OF", "2026-11-01")


@pytest.mark.parametrize("line", LINES)
def test_what_a_book_says_beside_others_is_what_it_says_alone(mic25: Run, line: str) -> None:
    beside = told(mic25(*line.split(), "--json", *SIDE_BY_SIDE).out)
    rows = beside["results"] if isinstance(beside, dict) else beside
    reports = {each.pop("book"): each for each in beside["books"]} if rows is not beside else {}
    of = [each.pop("book") for each in rows]
    assert set(of) <= set(SHELF) and (len(set(of)) > 1 or line == "validate")
    for name, given in SHELF.items():
        alone = told(mic25(*line.split(), "--json", "--book", given).out)
        mine = [row for book, row in zip(of, rows, strict=True) if book == name]
        if isinstance(alone, dict):
            assert mine == alone.pop("results")
            assert reports[name] == alone
        else:
            assert mine == alone


@pytest.mark.parametrize("line", LINES)
def test_every_table_has_a_column_for_the_book(mic25: Run, line: str) -> None:
    ran = mic25(*line.split(), "-f", "tsv" if line != "validate" else "csv", *SIDE_BY_SIDE)
    heads, *lines = ran.out.splitlines()
    assert heads.replace(",", "\t").split("\t")[0] == "book"
    assert {each.split("\t")[0] for each in lines} <= set(SHELF)


def test_a_bare_id_of_one_book_works_and_one_of_several_is_spelt_out(mic25: Run) -> None:
    assert told(mic25("explain", "wind-2030", "--json", *SIDE_BY_SIDE).out)["book"] == (
        "invented-power"
    )
    ran = mic25("show", "ai", *SIDE_BY_SIDE)
    assert (ran.code, ran.err) == (
        2,
        "mic25: several books have 'ai'; say which: mic25:ai or digital-decade:ai.\n",
    )
    found = told(mic25("show", "digital-decade:indicators/ai", "--json", *SIDE_BY_SIDE).out)
    assert (found["book"], found["kind"]) == ("digital-decade", "indicators")


def test_an_id_names_its_book_without_the_option(mic25: Run) -> None:
    alone = mic25("explain", "gigabit-2030", "--json", "--book", "digital-decade").out
    assert mic25("explain", "digital-decade:gigabit-2030", "--json").out == alone
    both = told(mic25("show", "nev-sales", "digital-decade:gigabit-2030", "--json").out)
    assert {each["book"] for each in both} == {"mic25", "digital-decade"}


def test_filters_keep_what_each_book_has(mic25: Run) -> None:
    found = told(mic25("targets", "--industry", "wind", "--json", *SIDE_BY_SIDE).out)
    assert {each["book"] for each in found} == {"invented-power"}


def test_rows_of_all_books_are_sorted_and_cut_together(mic25: Run) -> None:
    ran = mic25("targets", "--sort", "-id", "--limit", "2", "--fields", "book,id", *SIDE_BY_SIDE)
    every = told(mic25("targets", "--json", *SIDE_BY_SIDE).out)
    last = sorted(((each["id"], each["book"]) for each in every), reverse=True)[:2]
    assert ran.out.splitlines()[1:] == [f"{book}\t{id_}" for id_, book in last]


def test_progress_by_book(mic25: Run) -> None:
    found = told(mic25("progress", "--by", "book", "--json", *SIDE_BY_SIDE).out)["results"]
    assert [each["key"] for each in found] == list(SHELF)
    (alone,) = told(mic25("progress", "--by", "book", "--json", "--book", POWER).out)["results"]
    assert {"book": "invented-power", **alone} == found[-1]


def test_the_exit_code_is_the_worst(mic25: Run) -> None:
    gate = ("progress", "--fail-on", "met-late")
    assert mic25(*gate, *SIDE_BY_SIDE).code == 1
    assert mic25(*gate, "--book", "digital-decade", "--book", POWER).code == 0


def test_the_shelf_is_listed(mic25: Run) -> None:
    shipped = told(mic25("books", "--json").out)
    assert [each["book"] for each in shipped] == list(shelf.names())
    found = told(mic25("books", "--json", *SIDE_BY_SIDE).out)
    assert [each["book"] for each in found] == list(SHELF)
    for each in found:
        given = ("--book", SHELF[each["book"]])
        day = ("--as-of", each["as_of"])
        summary = told(mic25("progress", "--json", *given, *day).out)["summary"]
        assert each["targets"] == summary["targets"]
        judged = told(mic25("progress", "--current", "--json", *given, *day).out)["summary"]
        assert each["judged"] == judged["assessed"]
        assert each["digest"] == told(mic25("info", "--json", *given).out)["digest"]
    for form in ("table", "plain", "tsv", "csv", "ndjson", "yaml", "md"):
        assert "invented-power" in mic25("books", "-f", form, *SIDE_BY_SIDE).out


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--book", "nope"), "mic25: there is no book 'nope'; choose from "),
        (("--book", "mic25", "--book", "mic25"),
         "mic25: two books are called 'mic25'; call one otherwise: --book other=mic25."),
        (("--book", "mic25", "--records", POWER),
         "mic25: --book and --records both say what to read; give one of them."),
    ],
)  # fmt: skip
def test_refusals(mic25: Run, given: tuple[str, ...], message: str) -> None:
    ran = mic25("targets", *given)
    assert ran.code == 2 and ran.out == ""
    assert ran.err.startswith(message)


def test_the_remedies_work_as_printed(mic25: Run) -> None:
    two = told(mic25("progress", "--by", "book", "--json", "--book", "mic25", "--book",
                     "other=mic25").out)  # fmt: skip
    assert [each["book"] for each in two["results"]] == ["mic25", "other"]
    ran = mic25("targets", "-f", "plain", "--limit", "1", *SIDE_BY_SIDE)
    (line,) = [each for each in ran.out.splitlines() if "how it was judged: " in each]
    command = line.rpartition("how it was judged: mic25 ")[2]
    assert mic25(*command.split()).code == 0


def test_completion_offers_books_and_their_ids(mic25: Run) -> None:
    snapshot_of_shipped()
    mic25("info", *SIDE_BY_SIDE)
    assert "digital-decade" in complete.lines(["targets", "--book", "="]).split()
    offered = complete.lines([*SIDE_BY_SIDE, "explain", "="])
    assert {"nev-sales", "wind-2030"} <= {each.partition("\t")[0] for each in offered.splitlines()}
