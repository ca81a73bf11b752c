"""Amounts of money as people type them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from mic25cli.errors import UsageError, unknown
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table
from mic25cli.model.units import CURRENCIES, UNITS, Units

_TABLE = read_table(Path(__file__))
SCALES: Mapping[str, str] = _TABLE["scales"]
"""Words for a scale, in folded form."""
SAID_MONEY: Mapping[str, str] = _TABLE["money"]
"""Words for a currency other than its code, in folded form."""
CURRENCIES_SAID = {**{code.casefold(): code for code in CURRENCIES}, **SAID_MONEY}
PREFIXES = (*CURRENCIES_SAID, "¥", "cn¥", "rmb¥")
"""Currencies in front of a number; ¥ is the yen only if the dataset has amounts in yen."""
TIMES = {"": 1, "十": 10, "百": 100, "千": 1000}
"""Multipliers before 万 and 亿: 1千亿 is a thousand times 亿."""
DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
CHINESE_SCALES = {"万 ": (Decimal("0.01"), "mn "), "亿 ": (Decimal("0.1"), "bn ")}


def parse_amount(text: str, usual: str = "CNY", units: Units = UNITS) -> tuple[Decimal, str]:
    """The value and unit of an amount: '100 bn CNY', '$100bn', '1000亿', or '85 crore INR' if that
    is one of `units`. Without a currency, it is in the `usual` one. Raises `UsageError`."""
    wrong = UsageError.of("is-not-amount", text=text, usual=usual)
    before = "|".join(re.escape(prefix) for prefix in sorted(PREFIXES, key=len, reverse=True))
    match = re.fullmatch(
        rf"({before})?\s*([0-9][0-9,]*(?:\.[0-9]+)?|[一二两三四五六七八九](?=[十百千万亿]))\s*"
        r"(?:([十百千]?)(万亿|万|亿)|(bn|billion|tn|trillion|mn|million|m)(?![a-z])|)\s*(.*)",
        fold(text).strip(),
    )
    if match is None:
        raise wrong
    first, number, times, chinese, english, last = match.groups()
    scale, currency = chinese or english or "", (last or "").strip()
    if first:
        first = ("jpy" if usual == "JPY" else "cny") if "¥" in first else first
        if currency and CURRENCIES_SAID.get(currency) != CURRENCIES_SAID[first]:
            raise wrong
        currency = first
    if not scale and not currency:
        raise wrong
    number = number.translate(DIGITS)
    if currency and currency not in CURRENCIES_SAID:
        code = text.strip().lstrip("0123456789,. ")
        if code in units.own and units.is_money(code):
            return Decimal(number.replace(",", "")), code
        raise unknown(
            "unit",
            code,
            CURRENCIES,
            f"write the currency as a code, for example bn {usual} or mn USD.",
        )
    value, unit = Decimal(number.replace(",", "")), SCALES[scale]
    factor, unit = CHINESE_SCALES.get(unit, (Decimal(1), unit))
    return value * factor * TIMES[times or ""], unit + (
        CURRENCIES_SAID[currency] if currency else usual
    )
