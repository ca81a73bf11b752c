"""Amounts and years as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import table_of
from cases import cases
from mic25cli.calc.amount_texts import parse_amount
from mic25cli.calc.record_filters import spans
from mic25cli.errors import UsageError
from mic25cli.model.units import UNITS


@pytest.mark.parametrize("row", table_of("calc/said_amounts.tsv"), ids=lambda row: row["text"])
def test_amounts(row):
    number, unit = parse_amount(row["text"])
    assert UNITS.convert(number, unit, f"bn {row['currency']}") == Decimal(row["bn"])


@cases
def test_what_is_no_amount(text):
    with pytest.raises(UsageError) as caught:
        parse_amount(text)
    assert caught.value.hint


@pytest.mark.others
@given(st.text(max_size=20))
def test_no_text_is_a_bug(text):
    for parse in (parse_amount, lambda each: spans("--year", each)):
        try:
            parse(text)
        except UsageError as fault:
            assert fault.hint


@cases
def test_years(text, years):
    assert [year for span in spans("--year", text) for year in span] == years


@pytest.mark.parametrize("text", ["", ",", "20-", "2020-2018", "x", "2015..", "2015-2016-2017"])
def test_what_are_no_years(text):
    with pytest.raises(UsageError, match="--year"):
        spans("--year", text)


@pytest.mark.parametrize("kind", ["targets", "funds"])
def test_a_filter_given_twice_means_or(mic25, kind):
    one, other = "automation-and-robotics", "new-materials"

    def ids(*arguments):
        return set(mic25(kind, *arguments, "-f", "tsv", "--fields", "id", "-q").out.split())

    both = ids("--industry", one, "--industry", other)
    assert both == ids("--industry", one) | ids("--industry", other)
