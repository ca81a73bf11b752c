"""Periods as a sentence says them, and clauses with a value and a period put in."""

from __future__ import annotations

import re

from mic25cli.model import edtf
from mic25cli.view.text import Lang, label

_WHEN = re.compile(r",? ?(at the end of|in|by|on|since) \{year\}")
_PARTS = {
    (1, 6): "half-1", (7, 12): "half-2", (1, 3): "quarter-1", (4, 6): "quarter-2",
    (7, 9): "quarter-3", (10, 12): "quarter-4",
}  # fmt: skip
"""Parts of a year that have a name, by their first and last month."""
_WHEN_ZH = re.compile(r"(?:截至|到)?\{year\}(?:底|末)?")
_COUNTED_ZH = re.compile(r"^\{year\}(.*?)(为?)\{value\}")


def spoken(period: str, lang: Lang) -> str:
    """A period in words: `2025`, `September 2025`, `the first half of 2025`, `around 2024`."""
    when = edtf.parse(period)
    first, last = when.earliest, when.latest
    if first is None or last is None:
        end = last or first
        return label("answer-year", lang, year=end.year if end else "")
    if when.precision == "year":
        key = "answer-around" if when.vague else "answer-year"
        return label(key, lang, year=first.year)
    months = (first.month, last.month)
    values = {"year": first.year, "from": _month(first.month, lang), "to": _month(last.month, lang)}
    if first.year != last.year:
        key = "answer-years" if months == (1, 12) else "answer-months-years"
        return label(key, lang, **values, last=last.year)
    if months[0] == months[1]:
        return label("answer-month", lang, month=values["from"], year=first.year)
    if months == (1, 12):
        return label("answer-year", lang, year=first.year)
    return label(f"answer-{_PARTS.get(months, 'months')}", lang, **values)


def _month(month: int, lang: Lang) -> str:
    return label("answer-month-names", lang).split()[month - 1]


def whole_year(period: str) -> bool:
    """Whether a period is a year, named exactly."""
    when = edtf.parse(period)
    return when.precision == "year" and not when.vague


def fill(clause: str, value: str, period: str | None, lang: Lang) -> str:
    """A clause with its value and its period; without a period where that stands elsewhere."""
    if "{hedge}" in clause:
        # 约占1.1%, and not 占约1.1%.
        hedge = next((each for each in ("约", "近") if value.startswith(each)), "")
        clause, value = clause.replace("{hedge}", hedge), value.removeprefix(hedge)
    if period is None:
        clause = (_WHEN_ZH if lang == "zh" else _WHEN).sub("", clause)
    elif not whole_year(period):
        time, around = spoken(period, lang), edtf.parse(period).precision == "year"
        if lang != "zh":
            first, last = edtf.parse(period).earliest, edtf.parse(period).latest
            years = first is not None and last is not None and first.year != last.year
            before = "" if around else "from " if years else "in "
            clause = _WHEN.sub(f" {before}{time}", clause).strip()
        else:
            clause = re.sub(r"\{year\}[底末]", "{year}", clause)
        clause = clause.replace("{year}", time)
    else:
        clause = clause.replace("{year}", spoken(period, lang))
    return clause.replace("{value}", value).replace("{size}", value)


def fill_twice(clause: str, seen: tuple[str, str], later: tuple[str, str], lang: Lang) -> str:
    """A clause with two values and their periods: `1.37 million cars in 2020 and 3.52 in 2021`."""
    value, period = seen
    then = {"value": later[0], "later": spoken(later[1], lang)}
    found = _COUNTED_ZH.match(clause)
    if lang == "zh" and found is not None and not re.search(r"\d", found[1]):
        subject, is_, rest = found[1], found[2], clause[found.end() :]
        pairs = [f"{spoken(time, lang)}{is_}{number}" for number, time in (seen, later)]
        return subject + label("answer-comma", lang).join(pairs) + rest
    if lang == "zh":
        return fill(clause, value, period, lang) + label("answer-and-later", lang, time="", **then)
    time = spoken(period, lang)
    both = label("answer-and-later", lang, time=time, **then)
    return fill(clause, value, period, lang).replace(time, both, 1)
