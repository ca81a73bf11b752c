"""Tables: columns are dropped by rank and named, Chinese is aligned, ids are whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import screen
from cases import cases, data
from mic25cli.calc.record_filters import Selection, select
from mic25cli.values import replace
from mic25cli.view.document import Head, TextDocument, TextTable, first_table
from mic25cli.view.record.lists import document
from mic25cli.view.render import layout
from mic25cli.view.render.plain import plain
from mic25cli.view.render.styled import Styled, wrapped
from mic25cli.view.render.table_rows import _clipped

WHOLE, STEERING = data(__file__, "WHOLE", "STEERING")


def drawn(held, width, *told, **console):
    return screen.drawn(TextDocument((held,)), width, *told, **console)


def cells(line):
    """The line as the terminal's cells; a wide character's second cell is empty."""
    found: list[str] = []
    for char in line:
        width = cell_len(char)
        found += [char, ""][:width]
    return found


def sheet(heads, *rows):
    return TextTable(heads, rows)


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


def test_the_whole_table():
    rows = drawn(SMALL, 100).splitlines()
    assert set(rows.pop(1)) == {"─"}
    assert rows == WHOLE


def kept(part, width):
    """The columns that are side by side."""
    return [part.heads[index].key for index in layout.columns(part, width).widths]


@cases
def test_ids_go_below_before_the_highest_rank_gives_way(width, beside):
    assert kept(SMALL, width) == beside
    text = drawn(SMALL, width)
    assert all(each in text for each in ("ic-fund", "vc-fund", "cdb-pledge"))
    assert ("not shown: Obs." in text) is ("count" not in beside)


@pytest.mark.parametrize("width", [1, 15])
def test_what_fits_nowhere_stands_in_blocks(width):
    assert layout.columns(SMALL, width).blocks
    assert "ic-fund" in re.sub(r"\s", "", drawn(SMALL, width))


def test_the_line_on_what_is_not_shown_is_in_the_readers_language():
    assert "not shown" not in drawn(SMALL, 60, "zh")
    assert "未显示：Obs." in drawn(SMALL, 38, "zh")


def test_heads_give_way_to_signs_before_columns_go():
    heads = (
        Head("name", "Name", rank=0, style="name"),
        *(Head(f"s{n}", f"a long head {n}", True, 0, short=f"#{n}") for n in range(6)),
    )
    held = sheet(heads, (("some name",), *(("3",) for _ in range(6))))
    assert "a long head 5" in drawn(held, 120)
    narrow = drawn(held, 40)
    assert all(f"#{n}" in narrow for n in range(6)) and "head" not in narrow


def test_a_line_with_brackets_has_room_for_them():
    line = (("name", "Sales of "), ("hit", "new energy"), ("name", " vehicles"))
    held = sheet((Head("name", "Name", rank=0), Head("id", "Id", rank=0)), ((line,), ("x",)))
    assert drawn(held, 40).splitlines()[2:] == ["Sales of «new energy» vehicles  x"]
    assert len(drawn(held, 32).splitlines()) > 3


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("length", [8, 34, 47, 60])
def test_an_id_stands_whole(width, length):
    record_id = ("abcdefg-" * 9)[: length - 1] + "x"
    heads = (
        Head("name", "Name", rank=0, style="name"),
        Head("text", "Text", rank=1),
        Head("id", "Id", rank=3, style="id"),
    )
    held = sheet(heads, (("A name of some words",), ("and more of a text " * 4,), (record_id,)))
    assert any(record_id in line for line in drawn(held, width).splitlines())


def test_ids_below_a_row_start_under_its_name_and_the_records_own_is_the_last():
    heads = (
        Head("year", "Year", rank=0),
        Head("name", "Name", rank=0, style="name"),
        Head("report", "Set by", rank=3, style="id"),
        Head("id", "Id", rank=1, style="id"),
    )
    long = "national-manufacturing-transformation-and-upgrading-fund"
    rows = (
        (("2019",), ("Fund",), ("plan-2015",), ("fund",)),
        (("2020",), ("Two",), ("plan-2015",), (long,)),
    )
    assert drawn(sheet(heads, *rows), 60).splitlines()[2:] == [
        "2019  Fund",
        "        Set by: plan-2015 · fund",
        "2020  Two",
        "        Set by: plan-2015",
        f"    {long}",
    ]


@cases
def test_what_is_cut_in_a_list_is_cut_before_its_last_clause(text, width, shown):
    assert [line.plain for line in _clipped([Styled(text)], width)] == [shown]


def test_a_list_is_scanned_one_line_a_record_two_where_it_is_narrow():
    heads = (
        Head("since", "Since", rank=0),
        Head("name", "Name", rank=0, style="name"),
        Head("amounts", "Amounts", rank=0, style="whole"),
        Head("id", "Id", rank=2, style="id"),
    )
    name, long = "A fund with a name of very many words that go on", "a" + "-bcde" * 10
    rows = (
        (("2019",), (name * 2,), ("139 bn CNY raised (2019)", "9 bn CNY target"), ("fund",)),
        (("2020",), ("国家集成电路产业投资基金" * 4,), (), (long,)),
        *((("2021",), ("Two",), (), ("two",)) for _ in range(4)),
    )
    held = replace(sheet(heads, *rows), scanned=True)
    wide = drawn(held, 100).splitlines()
    assert [line.split()[0] for line in wide[2:]] == ["2019", "2020"] + ["2021"] * 4
    assert "…" in wide[2] and "139 bn CNY raised (2019) +1  fund" in wide[2]
    assert wide[2].rindex("fund") == wide[4].index("two") == len(wide[2]) - 4
    assert wide[3].endswith(long[:13] + "…")
    wider = drawn(held, 200).splitlines()
    assert name * 2 in wider[2] and "139 bn CNY raised (2019) +1  fund" in wider[2]
    assert wider[3].endswith(long)
    assert all(cell_len(line) <= 100 for line in wide)
    narrow = drawn(held, 80).splitlines()
    assert len(narrow) == 2 + 2 * len(rows)
    assert [line.split() for line in narrow[3::2]] == [["fund"], [long], *[["two"]] * 4]
    assert all(line.startswith("        ") for line in narrow[3::2])


@pytest.mark.parametrize("count", [5, 20, 40])
@pytest.mark.parametrize("width", [20, 40, 50, 80, 100])
def test_a_list_of_more_columns_than_there_is_room_for_stands_in_blocks(count, width):
    heads = [Head(f"field-{place}", f"Field {place}", rank=0) for place in range(count)]
    heads[1] = Head("id", "Id", rank=0, style="id")
    row = tuple((f"some words, number {place}", "more") for place in range(count))
    shown = drawn(replace(sheet(tuple(heads), row, row), scanned=True), width)
    assert max(map(cell_len, shown.splitlines())) <= width
    if count > 5:
        assert all(len(re.findall(rf"{head.title}\b", shown)) == 2 for head in heads)


WORDS = st.lists(
    st.one_of(
        st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,9}){0,6}", fullmatch=True),
        st.text("国家集成电路产业投资基金、。", min_size=1, max_size=12),
    ),
    max_size=12,
)


@pytest.mark.slow
@given(WORDS, st.integers(10, 90))
def test_lines_break_between_words_and_lose_nothing(words, room):
    lines = [line.plain for line in wrapped(Styled(" ".join(words)), room)]
    assert all(cell_len(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(words)
    for word in words:
        if word.isascii() and len(word) <= room:
            assert any(word in line for line in lines), word


@cases
def test_where_lines_break(text, room, expected):
    assert [line.plain for line in wrapped(Styled(text), room)] == expected


HOSTILE = sheet(
    (Head("a", "[bold]A[/bold]", rank=0), Head("b", ":smile:", rank=0)),
    (("[red]x[/red]",), (":smile: [link=http://x]y[/link]",)),
    (("\x1b[31mred\x1b]0;title\x07",), ("a\nb\tc\r\u202ed",)),
)


def test_nothing_in_a_record_steers_the_terminal():
    for text in (drawn(HOSTILE, 100), plain(TextDocument((HOSTILE,)))):
        for part in STEERING:
            assert part in text
        assert set(text) & set("\x1b\x07\r\t\u202e") == set()


def test_colour_is_the_console_s_and_adds_no_text():
    coloured = drawn(SMALL, 100, force_terminal=True, color_system="standard")
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == drawn(SMALL, 100)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "lines"), [(60, 2), (80, 2), (100, 1), (160, 1)])
@pytest.mark.parametrize("kind", ["industries", "funds", "targets", "pilots", "recommendations"])
def test_a_record_of_a_list_takes_one_line_or_two(shipped, kind, width, lines):
    held = first_table(document(select(shipped, kind, Selection()), kind, shipped, "en"))
    shown = drawn(held, width).partition("not shown: ")[0].splitlines()
    rule = next(place for place, line in enumerate(shown) if set(line) == {"─"})
    assert len(shown) - rule - 1 == lines * len(held.rows)


def test_ids_that_begin_alike_are_cut_apart():
    heads = (Head("name", "Name", rank=0, style="name"), Head("id", "Id", rank=2, style="id"))
    ids = ["china-reform-fund", "china-reform-fund-number-ii", "china-vc-fund-number-i"]
    rows = [(("A name of words " * 6,), (each,)) for each in ids]
    shown = drawn(replace(sheet(heads, *rows), scanned=True), 100).splitlines()[2:]
    assert [line.split()[-1] for line in shown] == [
        "china-reform…d",
        "china-reform…i",
        "china-vc-fund…",
    ]


texts = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs"], max_codepoint=0x9FFF), max_size=30
)
small_cells = st.lists(texts, max_size=2).map(tuple)


@pytest.mark.slow
@given(st.lists(st.tuples(small_cells, small_cells, small_cells), max_size=3), st.integers(20, 120))
def test_no_line_is_wider_than_the_terminal(rows, width):
    heads = (Head("a", "A", rank=0), Head("b", "乙", rank=0), Head("id", "Id", rank=2, style="id"))
    usual = (("2019",), ("some words " * 9,), ("an-id",))
    held = sheet(heads, *rows, *[usual] * 30, (("January 2021 to May 2022",), *usual[1:]))
    whole = replace(held, heads=(replace(heads[0], style="whole"), *heads[1:]), scanned=True)
    unbroken = {id_.strip() for *_, ids in rows for id_ in ids}
    for each in (held, whole):
        wide = [line for line in drawn(each, width).splitlines() if cell_len(line) > width]
        assert {line.strip() for line in wide} <= unbroken


def test_a_long_figure_takes_room_from_the_name_in_its_row_alone():
    heads = (
        Head("name", "Name", rank=0, style="name"),
        Head("way", "Way", right=True, style="whole"),
        Head("id", "Id", rank=2, style="id"),
    )
    long = "about 22,600 → at least 50,000 robots"
    rows = [(("A name of words " * 4,), ("4 → 5",), (f"a-very-long-id-{n}",)) for n in range(8)]
    rows[3] = (rows[3][0], (long,), rows[3][2])
    shown = drawn(replace(sheet(heads, *rows), scanned=True), 100).splitlines()[2:]
    assert len(shown) == len(rows) and long in shown[3]
    assert len({cell_len(line.split("  a-very")[0]) for line in shown}) == 1
