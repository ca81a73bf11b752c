"""TSV, CSV and Markdown: one line per row, nothing cut, and nothing that runs."""

import csv as csv_module
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.view.document import Head, TextDocument, TextTable
from mic25cli.view.render import delimited
from mic25cli.view.render.delimited import neutral
from mic25cli.view.render.markdown import inline, md

HEADS = (Head("id", "Id"), Head("amounts", "Amounts", right=True), Head("name", "名称"))


def sheet(*rows):
    return TextTable(HEADS, rows)


def one(text):
    return TextTable((Head("x", "X"),), (((text,),),))


PLAIN = sheet((("big",), ("139 bn CNY", "300"), ("大基金",)), (("small",), (), ("a, b",)))


def test_tsv():
    assert delimited.tsv(PLAIN) == (
        "id\tamounts\tname\nbig\t139 bn CNY; 300\t大基金\nsmall\t\ta, b\n"
    )


def test_csv():
    assert delimited.csv(PLAIN) == ('id,amounts,name\nbig,139 bn CNY; 300,大基金\nsmall,,"a, b"\n')


def test_md():
    assert md(TextDocument((PLAIN,))) == (
        "| Id | Amounts | 名称 |\n"
        "| --- | ---: | --- |\n"
        "| big | 139 bn CNY<br>300 | 大基金 |\n"
        "| small |  | a, b |\n"
    )


def test_md_with_title_and_footer():
    text = md(TextDocument((sheet(),), title="A *title*", notes=("digest a_b",)))
    assert text.startswith("## A \\*title\\*\n\n| Id |")
    assert text.endswith("| --- | ---: | --- |\n\ndigest a\\_b\n")


def test_no_rows_are_a_header():
    assert delimited.tsv(sheet()) == "id\tamounts\tname\n"
    assert delimited.csv(sheet()) == "id,amounts,name\n"


@cases
def test_tsv_keeps_a_value_in_its_cell(text, expected):
    assert delimited.tsv(one(text)) == f"x\n{expected}\n"


@cases
def test_csv_cells_that_a_spreadsheet_would_run_are_neutralised(text, expected):
    assert neutral(text) == expected
    assert next(
        csv_module.reader(io.StringIO(delimited.csv(one(text)).partition("\n")[2])), []
    ) in ([expected], [])


def test_csv_neutralises_headers_too():
    held = TextTable((Head("=x", "X"),), ())
    assert delimited.csv(held) == "'=x\n"


def test_csv_escapes_a_tab_or_a_line_break_before_a_spreadsheet_sees_one():
    assert delimited.csv(one("\t=1+1")) == "x\n\\t=1+1\n"
    assert delimited.csv(one("\r\n=1+1")) == "x\n\\r\\n=1+1\n"


@cases
def test_markdown_in_a_value_is_text(text, expected):
    assert md(TextDocument((one(text),))).splitlines()[-1] == f"| {expected} |"


def test_markdown_makes_no_link_of_a_number_and_what_follows_it():
    line = (("", "told [1]"), ("", "(javascript:x)"))
    assert inline(line) == "told \\[1\\](javascript:x)"
    assert inline(">1") == "\\>1"


cells = st.lists(st.text(st.characters(), max_size=12), max_size=3).map(tuple)
sheets = st.lists(st.tuples(cells, cells, cells), max_size=4).map(lambda rows: sheet(*rows))


@pytest.mark.slow
@given(sheets)
def test_a_row_is_a_line_in_every_format(held):
    rows = len(held.rows)
    for text, extra in (
        (delimited.tsv(held), 1),
        (delimited.csv(held), 1),
        (md(TextDocument((held,))), 2),
    ):
        assert text.count("\n") == rows + extra
        text.encode("utf-8")


@pytest.mark.slow
@given(sheets)
def test_tsv_has_as_many_cells_in_every_row(held):
    assert {line.count("\t") for line in delimited.tsv(held).split("\n")[:-1]} == {2}


@pytest.mark.slow
@given(sheets)
def test_csv_reads_back_as_what_tsv_says_and_neither_runs(held):
    read = list(csv_module.reader(io.StringIO(delimited.csv(held), newline="")))
    tsv = [line.split("\t") for line in delimited.tsv(held).split("\n")[:-1]]
    assert [len(row) for row in read] == [3] * len(tsv)
    for row, same in zip(read, tsv, strict=True):
        for cell, wanted in zip(row, same, strict=True):
            assert cell == wanted
            assert cell[:1] not in ("=", "@") and (
                cell[:1] not in ("+", "-") or cell[1:2].isdigit()
            )
