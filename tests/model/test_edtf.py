"""Dates: bounds against the `edtf` package, midpoints, order and the scale of years."""

import json
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import edtf as oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import table_of
from cases import cases
from mic25cli.model import edtf
from mic25cli.model.edtf import DateError, parse

years = st.integers(1000, 9998)
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    """A year, a month or a day, with or without a mark."""
    year = draw(years)
    text = f"{year:04d}"
    if draw(st.booleans()):
        month = draw(st.integers(1, 12))
        text += f"-{month:02d}"
        if draw(st.booleans()):
            text += f"-{draw(st.integers(1, monthrange(year, month)[1])):02d}"
    return text + draw(marks)


@st.composite
def spans(draw: st.DrawFn) -> str:
    first, last = draw(points()), draw(points())
    text = f"{first}/{last}"
    assume(parse(first).earliest <= parse(last).latest)
    return text


dates = points() | spans()


def of_struct(when: Any) -> date:
    return date(*when[:3])


@pytest.mark.parametrize("row", table_of("model/no_dates.tsv"), ids=lambda row: row["text"])
def test_what_is_no_date_says_why(row):
    text, why = (json.loads(row[key]) for key in ("text", "why"))
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value).startswith(why)


@pytest.mark.slow
@given(dates)
def test_bounds_agree_with_the_edtf_package(text):
    theirs = oracle.parse_edtf(text)
    ours = parse(text)
    assert ours.earliest == of_struct(theirs.lower_strict())
    assert ours.latest == of_struct(theirs.upper_strict())


@pytest.mark.slow
@given(points())
def test_an_open_side_has_no_bound(text):
    assert (parse(f"{text}/..").latest, parse(f"../{text}").earliest) == (None, None)
    assert parse(f"{text}/..").earliest == parse(text).earliest
    assert parse(f"../{text}").latest == parse(text).latest


@pytest.mark.slow
@given(dates)
def test_the_midpoint_lies_in_the_middle(text):
    when = parse(text)
    assert when.earliest and when.latest and when.midpoint
    before = (when.midpoint - when.earliest).days
    after = (when.latest - when.midpoint).days
    assert after - before in (0, 1)


@pytest.mark.slow
@given(st.lists(dates | st.builds("../{}".format, points()), min_size=2, max_size=6))
def test_order_is_total_and_goes_by_start_then_end(texts):
    ordered = sorted(map(parse, texts))
    assert sorted(map(parse, texts[::-1])) == ordered
    for one, other in pairwise(ordered):
        start, later = one.earliest or one.latest, other.earliest or other.latest
        assert start and later and start <= later
        if start == later and one.latest and other.latest:
            assert one.latest <= other.latest


@cases
def test_year_fraction(text, expected):
    got = parse(text).year_fraction
    assert got == (None if expected is None else pytest.approx(expected, abs=0.01))
    if parse(text).precision == "year":
        assert got == expected


@given(years)
def test_whole_years_are_one_apart_and_months_lie_within_half_a_year(year):
    whole = parse(f"{year}").year_fraction
    after = parse(f"{year + 1}").year_fraction
    assert whole is not None and after is not None
    assert after - whole == 1.0
    months = [parse(f"{year}-{month:02d}").year_fraction for month in range(1, 13)]
    assert months == sorted(months)
    assert all(abs(month - whole) < 0.5 for month in months if month is not None)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 30)))
def test_year_fraction_grows_from_day_to_day(day):
    today = parse(day.isoformat()).year_fraction
    tomorrow = parse((day + timedelta(days=1)).isoformat()).year_fraction
    assert today is not None and tomorrow is not None
    assert 0 < tomorrow - today < 2 / 365


@cases
def test_by(text, limit, expected):
    assert edtf.by(text, parse(limit)) is expected


@cases
def test_year_of(text, starts, expected):
    assert edtf.year_of(text, starts) == expected


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_a_date_error(text):
    try:
        when = parse(text)
    except DateError:
        return
    assert when.text == text
    assert when.text.isascii()
