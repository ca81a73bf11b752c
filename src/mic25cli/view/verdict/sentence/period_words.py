"""Periods in sentences, and clauses filled with a value and a period."""

from __future__ import annotations

import re

from mic25cli.model import edtf
from mic25cli.model.languages import catalogue
from mic25cli.view.text import Lang, label, spoken

_WHEN = re.compile(r"(?:at the end of|in|on|since) \{year\}")
_COUNTED_ZH = re.compile(r"^(截至)?\{year\}([底末]?)，?(.*?)(为|共)\{value\}")
_HEDGE_ZH = re.compile("约|至少|至多|近|超过|不超过|不足|低于|介于")
_BEFORE_VERB = ("约", "至少", "至多")
"""Hedges that are put before a Chinese verb of being: 约占, 约为."""


def whole_year(period: str) -> bool:
    """Whether a period is exactly one year."""
    when = edtf.parse(period)
    return when.precision == "year" and not when.vague


def period_name(period: str, lang: Lang) -> str:
    """A period in words; a year that does not start in January as 2023/24."""
    name = edtf.named_year(period)
    return label("answer-year", lang, year=name) if name else spoken(period, lang)


def fill(clause: str, value: str, period: str | None, lang: Lang, difference: str = "") -> str:
    """A clause with its value, its period and its difference from the target's definition."""
    if period is not None and not whole_year(period) and not edtf.named_year(period):
        first, last = edtf.parse(period).earliest, edtf.parse(period).latest
        years = first is not None and last is not None and first.year != last.year
        clause = _WHEN.sub(f"{'from' if years else 'in'} {{year}}", clause)
        clause = re.sub(r"\{year\}[底末]", "{year}", clause)
    clause = clause.replace("{year}", period_name(period, lang) if period else "")
    if difference:
        has_difference = "{difference}" in clause
        key = "answer-difference-inside" if has_difference else "answer-difference"
        words = label(key, lang, text=difference)
        clause = clause.replace("{difference}", words) if has_difference else clause + words
    clause = clause.replace("{difference}", "").replace("{size}", "{value}")
    if not catalogue(lang).spaced:
        return _placed_unspaced(clause, value, lang)
    text = _placed(clause.replace("in about ", "around "), value)
    return re.sub(r"(?<![\d.])50% of", "half of", text) if period else text


def _placed(clause: str, value: str) -> str:
    """An English clause with its value filled in: none of, no firms, one was."""
    one = value in label("answer-counts", "en").split()[:2]
    if value == label("answer-counts", "en").split()[0]:
        clause = re.sub(r"\{value\} (?!of\b)(?=[a-z])", "no ", clause)
    clause = clause.replace("{was}", "was" if one else "were").replace("{hedge}", "")
    return re.sub(r"(?<![\d.])0% of", "none of", clause.replace("{value}", value))


def _placed_unspaced(clause: str, value: str, lang: Lang) -> str:
    """A Chinese clause with its value filled in: 约占1.1%, 约为1.1%, 超过1.1%, 没有."""
    hedge = match[0] if (match := _HEDGE_ZH.match(value)) else ""
    if _is_none(value):
        clause = clause.replace("有{value}", "没有")
        clause = re.sub(r"中，(.+)占比为\{value\}", r"中没有\1", clause)
        clause = re.sub(r"占(.+)的\{value\}", r"占\1的比重为{value}", clause)
    if value.startswith(label("answer-less", lang, size="")):
        clause = clause.replace("为{value}", "{value}")
    before = next((place for place in ("{hedge}", "为{value}") if place in clause), None)
    if hedge in _BEFORE_VERB and before:
        clause, value = clause.replace(before, hedge + before, 1), value.removeprefix(hedge)
    elif hedge and hedge not in _BEFORE_VERB:
        clause = clause.replace("为{value}", "{value}").replace("达到{value}", "{value}")
    return clause.replace("{hedge}", "").replace("{value}", value)


def _is_none(value: str) -> bool:
    return value.startswith("0") and not re.search("[1-9]", value)


def fill_twice(
    clause: str, first: tuple[str, str], later: tuple[str, str], lang: Lang, difference: str = ""
) -> str:
    """A clause with two values and their periods: `1.37 million cars in 2020 and 3.52 in 2021`."""
    text = fill(clause, *first, lang, difference)
    if catalogue(lang).spaced:
        time = period_name(first[1], lang)
        then = {"value": later[0], "later": period_name(later[1], lang)}
        return text.replace(time, label("answer-and-later", lang, time=time, **then), 1)
    match = _COUNTED_ZH.match(clause)
    if match is None or re.search(r"\d", match[3]) or _is_none(first[0]):
        then = {"value": "{value}", "later": "{year}"}
        return text + fill(label("answer-and-later", lang, time="", **then), *later, lang)
    until, end, subject, is_ = (part or "" for part in match.groups())
    sequence = f"{until}{{year}}{end}{is_}{{value}}"
    pairs = label("comma-text", lang).join(fill(sequence, *one, lang) for one in (first, later))
    words = label("answer-difference-inside", lang, text=difference) if difference else ""
    subject = (
        subject.replace("{difference}", words) if "{difference}" in subject else subject + words
    )
    return subject + pairs + clause[match.end() :]
