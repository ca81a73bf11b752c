"""Amounts and years as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mic25cli.calc.select import parse_amount, spans
from mic25cli.errors import UsageError
from mic25cli.model.units import UNITS


@pytest.mark.parametrize(
    ("text", "bn", "currency"),
    [
        ("100 bn CNY", "100", "CNY"),
        ("100bn", "100", "CNY"),
        ("100 billion", "100", "CNY"),
        ("100 Billion Yuan", "100", "CNY"),
        ("0.1tn", "100", "CNY"),
        ("100,000 million RMB", "100", "CNY"),
        ("1000亿", "100", "CNY"),
        ("1,000亿元", "100", "CNY"),
        ("1千亿", "100", "CNY"),
        ("一千亿元", "100", "CNY"),
        ("１０００億", "100", "CNY"),
        ("10百亿", "100", "CNY"),
        ("1万亿", "1000", "CNY"),
        ("5千万", "0.05", "CNY"),
        ("3万元", "0.00003", "CNY"),
        ("人民币100亿元", "10", "CNY"),
        ("RMB 100 bn", "100", "CNY"),
        ("¥2.5bn", "2.5", "CNY"),
        ("100 bn USD", "100", "USD"),
        ("US$100bn", "100", "USD"),
        ("$5 million", "0.005", "USD"),
        ("1千亿美元", "100", "USD"),
        ("€2bn", "2", "EUR"),
        ("2bn euros", "2", "EUR"),
        ("2亿欧元", "0.2", "EUR"),
        ("100 bn cny", "100", "CNY"),
        ("1.5万亿", "1500", "CNY"),
        ("5000万美元", "0.05", "USD"),
        ("１００ｂｎ", "100", "CNY"),
    ],
)
def test_amounts(text, bn, currency):
    number, unit = parse_amount(text)
    assert UNITS.convert(number, unit, f"bn {currency}") == Decimal(bn)


@pytest.mark.parametrize(
    "text",
    ["100", "five", "", "bn", "亿", "十亿", "100 bananas", "100mnemonic", "-5bn", "1e11", "$5 CNY",
     "100 bn USD EUR", "1..5bn", "千亿", "NaN bn", "Infinity CNY", "100 quid", "100 percent",
     "1" * 400 + "x"],
)  # fmt: skip
def test_what_is_no_amount(text):
    with pytest.raises(UsageError) as caught:
        parse_amount(text)
    assert caught.value.hint


@pytest.mark.slow
@given(st.text(max_size=20))
def test_no_text_is_a_bug(text):
    for parse in (parse_amount, lambda each: spans("--year", each)):
        try:
            parse(text)
        except UsageError as fault:
            assert fault.hint


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025", [2025]),
        ("2018-2020", [2018, 2019, 2020]),
        ("2018..2020", [2018, 2019, 2020]),
        ("2018–2020", [2018, 2019, 2020]),
        ("2018/2020", [2018, 2019, 2020]),
        ("2018 to 2020", [2018, 2019, 2020]),
        ("2018至2020年", [2018, 2019, 2020]),
        ("２０１８－２０２０", [2018, 2019, 2020]),
        ("2015, 2019-2020", [2015, 2019, 2020]),
    ],
)
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
