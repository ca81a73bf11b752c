"""Text that controls nothing, and names in the reader's language."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich import cells

from builders import dataset, record, source
from cases import cases
from mic25cli.view.text import called, cell_len, date, label_of, name_of, visible

BOTH = {"en": "Big Fund", "zh": "大基金"}


@cases
def test_visible(text, expected):
    assert visible(text) == expected
    assert visible("\udcff") == "\\udcff"


@given(st.text(st.characters()))
def test_what_is_shown_is_one_line_without_control(text):
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    reordering = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [char for char in shown if unicodedata.bidirectional(char) in reordering]
    assert visible(shown) == shown
    shown.encode("utf-8")


@cases
def test_name_of(name, lang, expected):
    assert name_of(name, lang) == expected


@cases
def test_date(text, en, zh):
    assert (date(text, "en"), date(text, "both"), date(text, "zh")) == (en, en, zh)


def test_label():
    fund = record("funds", "big", name=BOTH)
    held = dataset(fund, source("paper", title="Evolving"))
    assert called(fund, "both") == "Big Fund / 大基金"
    assert label_of(held, "sources", "paper", "zh") == "Evolving"
    assert label_of(held, "funds", "big", "zh") == "大基金"
    assert label_of(held, "funds", "nosuch", "zh") == "nosuch"


def test_the_signs_that_are_counted_without_rich_have_its_width():
    signs = [chr(at) for at in range(0x20, 0xD800)]
    wrong = [sign for sign in signs if cell_len(sign) != cells.cell_len(sign)]
    assert wrong == []
    assert cell_len("2025年“新能源汽车”") == cells.cell_len("2025年“新能源汽车”") == 18
