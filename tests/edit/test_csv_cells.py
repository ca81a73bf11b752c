"""Cells of tables from elsewhere: numbers, hedges, marks, periods and units, without guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.edit import csv_cells
from mic25cli.edit.csv_cells import CellError, Figure
from mic25cli.model.units import UNITS


@cases
def test_a_figure(text, decimal, expected):
    assert csv_cells.figure(text, decimal) == (expected and Figure(**expected))


@cases
def test_what_is_no_figure(text, decimal, why):
    with pytest.raises(CellError, match=why):
        csv_cells.figure(text, decimal)


@cases
def test_the_decimal_sign_of_a_column(texts, semicolons, expected):
    assert csv_cells.decimal_sign(texts, semicolons) == expected


@cases
def test_a_period(text, expected):
    assert csv_cells.period(text) == expected


@cases
def test_what_is_no_period(text):
    with pytest.raises(CellError):
        csv_cells.period(text)


@cases
def test_a_unit(text, expected):
    assert csv_cells.unit(text, UNITS) == expected


def test_a_unit_of_no_table():
    with pytest.raises(CellError, match="'tonnes per head' is not a unit"):
        csv_cells.unit("tonnes per head", UNITS)


@pytest.mark.parametrize("text", ["mW", "gw", "Gbp bn", "bn quid"])
def test_a_unit_that_could_be_another_is_refused(text):
    with pytest.raises(CellError):
        csv_cells.unit(text, UNITS)


@pytest.mark.slow
@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_number_keeps_its_digits_in_either_manner(whole, places):
    digits = f"{abs(whole):0{places + 1}d}"
    head, tail = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if whole < 0 else ""
    expected = f"{sign}{head.lstrip('0') or '0'}" + (f".{tail}" if tail else "")
    for mark, decimal in ((".", "point"), (",", "comma")):
        text = f"{sign}{head}" + (f"{mark}{tail}" if tail else "")
        found = csv_cells.figure(text, decimal)
        assert found == Figure(expected), (text, decimal)


@pytest.mark.others
@given(st.text(max_size=40))
def test_no_text_is_more_than_refused(text):
    for read in (lambda: csv_cells.figure(text, None), lambda: csv_cells.period(text),
                 lambda: csv_cells.unit(text, UNITS)):  # fmt: skip
        try:
            read()
        except CellError as fault:
            assert str(fault)
