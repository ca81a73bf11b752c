"""Tables: columns give way by rank, Chinese lines up, no line is too wide, ids can be read."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from mic25cli.calc.select import Selection, select
from mic25cli.model.book import Book
from mic25cli.model.kinds import KINDS
from mic25cli.store import load, place
from mic25cli.view.document import Cell, Document, Head, Table, first_table
from mic25cli.view.record.lists import document
from mic25cli.view.render.plain import plain
from mic25cli.view.render.terminal import fitting, lines, show
from mic25cli.view.text import Lang

WIDTHS = (60, 100, 160)


@pytest.fixture(scope="module")
def shipped() -> Book:
    return Book.of(load.load(place.folders((), {})).records)


def drawn(held: Table, width: int, **console: Any) -> str:
    out = io.StringIO()
    show(
        Document((held,)),
        Console(
            file=out,
            width=width,
            height=24,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            **{"color_system": None, **console},
        ),
    )
    return out.getvalue()


def cells(line: str) -> list[str]:
    """The line as the terminal's cells; a wide character's second cell is empty."""
    found: list[str] = []
    for char in line:
        width = cell_len(char)
        found += [char, ""][:width]
    return found


def sheet(heads: tuple[Head, ...], *rows: tuple[Cell, ...]) -> Table:
    return Table(heads, rows)


SMALL = sheet(
    (
        Head("established", "Since", rank=0),
        Head("name_en", "Name", rank=0, style="name"),
        Head("name_zh", "名称", rank=0, style="name"),
        Head("count", "Obs.", right=True, rank=1),
        Head("id", "Id", rank=2, style="id"),
    ),
    (("2014-09",), ("IC Fund",), ("国家集成电路基金",), ("12",), ("ic-fund",)),
    (("2016",), ("Public VC Fund", "(second line)"), ("风险 VC 基金",), ("3",), ("vc-fund",)),
    (("2018",), ("CDB pledge",), (), (), ("cdb-pledge",)),
)


def test_the_whole_table() -> None:
    rows = [line.rstrip() for line in drawn(SMALL, 100).splitlines()]
    assert set(rows.pop(1)) == {"─"}
    assert rows == [
        "Since     Name             名称               Obs.   Id",
        "2014-09   IC Fund          国家集成电路基金     12   ic-fund",
        "",
        "2016      Public VC Fund   风险 VC 基金          3   vc-fund",
        "          (second line)",
        "",
        "2018      CDB pledge                                 cdb-pledge",
    ]


def test_plain_is_the_same_without_lines_and_never_cut() -> None:
    assert plain(Document((SMALL,))) == (
        "Since    Name            名称              Obs.  Id\n"
        "2014-09  IC Fund         国家集成电路基金    12  ic-fund\n"
        "2016     Public VC Fund  风险 VC 基金         3  vc-fund\n"
        "         (second line)\n"
        "2018     CDB pledge                              cdb-pledge\n"
    )


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        (200, ["established", "name_en", "name_zh", "count", "id"]),
        (60, ["established", "name_en", "name_zh", "count", "id"]),
        (50, ["established", "name_en", "name_zh", "count"]),
        (42, ["established", "name_en", "name_zh"]),
        (20, ["established", "name_en", "name_zh"]),
        (1, ["established", "name_en", "name_zh"]),
    ],
)
def test_the_highest_rank_gives_way_first(width: int, kept: list[str]) -> None:
    assert [SMALL.heads[index].key for index in fitting(SMALL, width)] == kept


def test_of_one_rank_the_last_goes_first() -> None:
    heads = (*(Head(key, "A title", rank=1) for key in "abc"), Head("d", "D", rank=0))
    held = sheet(heads, *[tuple(("some text",) for _ in heads)])
    orders = [[held.heads[i].key for i in fitting(held, width)] for width in (60, 35, 25, 12)]
    assert orders == [["a", "b", "c", "d"], ["a", "b", "d"], ["a", "d"], ["d"]]


def test_a_column_without_a_value_is_left_out_unless_it_must_stay() -> None:
    heads = (Head("a", "A", rank=0), Head("b", "B", rank=1), Head("c", "C", rank=0))
    held = sheet(heads, (("1",), (), ()))
    assert [held.heads[i].key for i in fitting(held, 80)] == ["a", "c"]
    assert [heads[i].key for i in fitting(sheet(heads), 80)] == ["a", "b", "c"]


def texts_of(cell: Cell, head: Head) -> list[str]:
    return [line.plain for line in lines(cell, head)]


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        ("short-id", ["short-id"]),
        (
            "national-emerging-industries-vc-guiding-fund",
            ["national-emerging-industries-vc-", "guiding-fund"],
        ),
        ("x" * 50, ["x" * 50]),
        ("x" * 40 + "-" + "y" * 5, ["x" * 40 + "-", "y" * 5]),
    ],
)
def test_ids_are_broken_after_hyphens(record_id: str, expected: list[str]) -> None:
    head = Head("id", "Id", style="id")
    assert texts_of((record_id,), head) == expected
    assert texts_of((record_id,), Head("name", "Name")) == [record_id]


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,9}", fullmatch=True))
def test_the_pieces_of_an_id_are_the_id(record_id: str) -> None:
    pieces = texts_of((record_id,), Head("id", "Id", style="id"))
    assert "".join(pieces) == record_id
    assert all(piece.endswith("-") for piece in pieces[:-1])
    assert all(len(piece) <= 34 for piece in pieces)


HOSTILE = sheet(
    (Head("a", "[bold]A[/bold]", rank=0), Head("b", ":smile:", rank=0)),
    (("[red]x[/red]",), (":smile: [link=http://x]y[/link]",)),
    (("\x1b[31mred\x1b]0;title\x07",), ("a\nb\tc\r\u202ed",)),
)


def test_nothing_in_a_record_steers_the_terminal() -> None:
    for text in (drawn(HOSTILE, 100), plain(Document((HOSTILE,)))):
        for part in (
            "[bold]A[/bold]",
            "[red]x[/red]",
            ":smile: [link=http://x]y[/link]",
            "\\x1b[31mred\\x1b]0;title\\x07",
            "a\\nb\\tc\\r\\u202ed",
        ):
            assert part in text
        assert set(text) & set("\x1b\x07\r\t\u202e") == set()


def test_colour_is_the_console_s_and_adds_no_text() -> None:
    coloured = drawn(SMALL, 100, force_terminal=True, color_system="standard")
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == drawn(SMALL, 100)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh", "both"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_records_at_this_width(
    shipped: Book, kind: str, width: int, lang: Lang
) -> None:
    records = select(shipped, kind, Selection())
    held = first_table(document(records, kind, shipped, lang))
    text = drawn(held, width)
    rows = text.splitlines()
    assert max(cell_len(line) for line in rows) <= width
    kept = [held.heads[index] for index in fitting(held, width)]
    starts = offsets(rows[0], kept)
    for line in rows[2:]:
        drawn_cells = cells(line)
        for start in starts.values():
            gap = drawn_cells[max(0, start - 2) : start]
            assert all(cell == " " for cell in gap), f"{line!r} at {start}"
    if "id" in starts:
        shown = "".join("".join(cells(line)[starts["id"] :]).strip() for line in rows[2:])
        assert shown == "".join(record["id"] for record in records)


def offsets(header: str, kept: list[Head]) -> Mapping[str, int]:
    """The cell at which each left-aligned column starts, read off the header."""
    found = {}
    at = 0
    for head in kept:
        at = header.index(head.title, at)
        if not head.right:
            found[head.key] = cell_len(header[:at])
        at += len(head.title)
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["industries", "funds", "targets", "pilots", "recommendations"])
def test_names_are_whole_at_every_width(shipped: Book, kind: str, width: int) -> None:
    """A name may wrap; every word of it is there, and in its column."""
    held = first_table(document(select(shipped, kind, Selection()), kind, shipped, "en"))
    kept = [held.heads[index] for index in fitting(held, width)]
    rows = drawn(held, width).splitlines()
    starts = offsets(rows[0], kept)
    key = "title" if kind == "recommendations" else "name"
    place = next(index for index, head in enumerate(kept) if head.key == key)
    following = kept[place + 1] if place + 1 < len(kept) else None
    if following is not None and following.right:
        pytest.skip("where a right-aligned column starts cannot be read off its head")
    end = starts[following.key] if following is not None else None
    shown = "".join("".join(cells(line)[starts[key] : end]) for line in rows[2:])
    column = held.heads.index(kept[place])
    wanted = "".join(text for row in held.rows for text in row[column])
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", wanted)


texts = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs"], max_codepoint=0x9FFF), max_size=30
)
small_cells = st.lists(texts, max_size=2).map(tuple)


@given(st.lists(st.tuples(small_cells, small_cells, small_cells), max_size=3), st.integers(20, 120))
def test_no_line_is_wider_than_the_terminal(
    rows: list[tuple[Cell, Cell, Cell]], width: int
) -> None:
    heads = (Head("a", "A", rank=0), Head("b", "乙", rank=1), Head("id", "Id", rank=2))
    for line in drawn(sheet(heads, *rows), width).splitlines():
        assert cell_len(line) <= width
