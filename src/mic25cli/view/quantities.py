"""Quantities in words and symbols: `>70%`, `about 15`, `up to 300 bn CNY`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING

from mic25cli.calc.value_range import Number, ends_of
from mic25cli.model import edtf
from mic25cli.model.dataset import Record, RecordSet, published
from mic25cli.model.languages import catalogue
from mic25cli.model.screen_words import find, label, translated, unit_word
from mic25cli.model.units import SCALES, UNITS, scale_of
from mic25cli.values import grouped
from mic25cli.view.text import Lang, date, dated, number, report_name, value_word, with_parenthesis

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Indicator, Milestone, Statement


def unit_suffix(unit: str | None, lang: Lang = "en", of: object = None) -> str:
    """The unit after a number: `%`, ` bn CNY`, empty for a plain count; singular after 1."""
    if unit is None:
        return ""
    one = (f"unit-after-one-{unit}",) if of == 1 else ()
    text = find(lang, *one, f"unit-after-number-{unit}", "unit-after-number") or ""
    word = unit_word(unit, lang)
    if of == 1 and unit not in UNITS:
        word = re.sub(r"^([a-z]+[a-hj-rtv-z])s$", r"\1", word)
    suffix = text.format(unit=word)
    # In Chinese, a unit in Latin letters is set off by a space; Chinese characters are not.
    return f" {suffix}" if suffix[:1].isascii() and suffix[:1].isalpha() else suffix


def in_usual_units(value: int | Decimal, unit: str | None, lang: Lang) -> int | Decimal:
    """The value in the units of the language: in Chinese 139 bn CNY are exactly 1390 (亿元)."""
    if unit is None or not catalogue(lang).myriads:
        return value
    if unit in UNITS:
        shift = UNITS[unit].zh_shift
    else:
        # A dataset's own unit in millions; a declared unit of that name is not converted.
        shift = 0 if translated(f"unit-{unit}", lang) else SCALES[scale_of(unit)[0]][1]
    if not shift:
        return value
    # Only the decimal point moves: 19.5 becomes 195, not 195.0.
    return value.scaleb(shift) if isinstance(value, Decimal) else value * 10**shift


def in_letters(values: Sequence[int | Decimal], unit: str | None, lang: Lang) -> tuple[str, str]:
    """Numbers from the first to the last as a language writes them, and their unit: in Chinese 5489
    Mt are 54.89亿吨, not 548,900万吨."""
    numbers = [in_usual_units(value, unit, lang) for value in values]
    suffix = unit_suffix(unit, lang, of=numbers[-1])
    if catalogue(lang).myriads:
        great, small = (label(f"answer-scale-{place}", lang, number="") for place in (1, 2))
        if suffix.startswith(small) and all(abs(Decimal(value)) >= _MYRIAD for value in numbers):
            numbers = [Decimal(value) / _MYRIAD for value in numbers]
            suffix = great + suffix.removeprefix(small)
    dash = label("answer-to", lang) if numbers[0] < 0 else "–"
    return dash.join(number(value, lang) for value in numbers), suffix


_MYRIAD = 10_000


def quantity(claim: Record, lang: Lang = "en") -> str:
    """A claim's value, range or statement with bound and unit; `?` if it is unknown."""
    ends = ends_of(claim)
    if not ends:
        return claim.get(f"statement{catalogue(lang).suffix}") or claim.get("statement") or "?"
    text, suffix = in_letters(ends, claim["unit"], lang)
    if claim["unit"] == "rank":
        text = label("rank", lang, number=text)
    elif claim["unit"] == "yes-no" and text in ("0", "1"):
        text = label("word-yes" if text == "1" else "word-no", lang)
    else:
        text += suffix
    if claim["unit"] == "rank" and claim["bound"] == "up-to":
        text = label("rank-or-better", lang, rank=text)
    elif claim["bound"] is not None:
        text = label(f"bound-{claim['bound']}", lang, quantity=text)
    if claim.get("base_year") is None:
        return text
    year = edtf.year_name(claim["base_year"], claim.get("year_starts") or 1)
    worked_out = claim  # as an amount, if the base year has a value
    if multiples := worked_out.get("multiples"):
        return with_parenthesis(text, times_base(multiples, year, lang), lang)
    if changes := worked_out.get("changes"):
        return with_parenthesis(text, _change(changes, None, year, lang), lang)
    if claim["unit"] == "times":
        return label("answer-times-base", lang, size=text, year=year)
    return _change(ends, claim["bound"], year, lang)


def times_base(multiples: Sequence[Number], year: str | None, lang: Lang) -> str:
    """A multiple of a base year in words: 5 times that of 2019."""
    size = "".join(in_letters(multiples, "times", lang))
    return label("answer-times-base", lang, size=size, year=year)


def _change(changes: tuple[Number, ...], bound: str | None, year: str, lang: Lang) -> str:
    """A change since a base year in words, by its size: `26–28% less than in 2005`."""
    size = "–".join(number(end, lang) for end in sorted(abs(Decimal(end)) for end in changes)) + "%"
    size = size if bound is None else label(f"bound-{bound}", lang, quantity=size)
    less = changes[0] < 0
    size = label("answer-less", lang, size=size) if less else size
    return than_base(size, less, year, lang)


def than_base(size: str, less: bool, year: str | None, lang: Lang) -> str:
    """A size as more than in a base year, or if it is `less` as less than that."""
    return label(f"answer-{'less' if less else 'more'}-than-base", lang, size=size, year=year)


def amounts(
    claims: Iterable[Amount], lang: Lang, *, years: bool = False, iso: bool = False
) -> list[str]:
    """A fund's amounts, one line each: `139 bn CNY raised, round 1 (2014)`; dates in words, as
    `years`, or as recorded (`iso`)."""
    lines = []
    for claim in claims:
        text = f"{quantity(claim, lang)} {value_word('amount_type', claim['amount_type'], lang)}"
        if claim["round"] is not None:
            text += label("comma-text", lang) + label("round", lang, number=claim["round"])
        if claim["date"] is not None:
            year = edtf.named_year(claim["date"]) or edtf.year_of(claim["date"])
            when = year if years else dated(claim["date"], lang, iso)
            text = with_parenthesis(text, when, lang)
        lines.append(text)
    # Two sources for the same amount share a line here; `show` has both.
    return list(dict.fromkeys(lines))


def milestones(
    claims: Iterable[Milestone], dataset: RecordSet, lang: Lang, starts: int = 1
) -> list[str]:
    """A target's milestones, one line per year; an arrow leads to a later report's value."""
    from mic25cli.calc.milestone_readings import agree, editions

    years = grouped(((claim["year"], claim["period"]), claim) for claim in claims)
    lines = []
    for year in sorted(years, key=lambda time: (time[0] is None, time[0] or 0, time[1] or "")):
        steps: list[Milestone] = []
        also: list[Milestone] = []
        for edition in editions(dataset, years[year]):
            # A milestone without a known date is neither earlier nor later than the others.
            dated = edition.published is not None
            if not steps or (dated and not agree(edition.current, steps[-1])):
                steps.append(edition.current)
            else:
                also.append(edition.current)
            also += edition.rivals
        steps_text = [quantity({**step, "year_starts": starts}, lang) for step in steps]
        line = " → ".join(steps_text)
        texts = dict.fromkeys(quantity(claim, lang) for claim in also)
        rest = [text for text in texts if text not in steps_text]
        if rest:
            line += label("also-read", lang, values=label("comma", lang).join(rest))
        due = date(year[1], lang) if year[1] else edtf.year_name(year[0] or 0, starts)
        name = due if any(year) else label("no-year", lang)
        lines.append(f"{name}{label('colon', lang)}{line}")
    return lines


def statements(
    claims: Iterable[Statement], dataset: RecordSet, lang: Lang | None = None
) -> list[str]:
    """A theme's wordings, one line per report by publication: verb, term as printed, our gloss.

    With `lang`, the report is named in that language, otherwise by its id.
    """
    lines = []
    for claim in claims:
        term = claim["term"] and f"“{claim['term']}”"
        printed = " ".join(filter(None, (claim["verb"], term)))
        worded = ", ".join(filter(None, (printed, claim["gloss"])))
        lines.append((published(dataset, claim["report"]) or "9999", claim["report"], worded))
    lines.sort(key=itemgetter(0, 1))
    if lang is None:
        return [f"{when[:4]} {report}: {worded}" for when, report, worded in lines]
    return [
        label("statement", lang, year=when[:4], report=report_name(dataset, report, lang)) + worded
        for when, report, worded in lines
    ]


def latest(indicator: Indicator, dataset: RecordSet, lang: Lang) -> tuple[str, ...]:
    """The headline value of an indicator with its period; another definition is named with it."""
    # Imported here, because lists without observations do not need it.
    from mic25cli.calc.choose_observation import headline

    figure = headline(dataset, indicator)
    if figure is None:
        return ()
    observation, basis = figure
    period = dated(observation["period"], lang, iso=False)
    if basis is not None:
        period += label("basis", lang)
    return (with_parenthesis(quantity(observation, lang), period, lang),)


AS_RECORDED = 9
"""The significant digits of a recorded value, or of a sum of recorded values."""


def rounded_quantity(
    value: int | Decimal | float, unit: str | None, lang: Lang = "en", figures: int = 4
) -> str:
    """A computed quantity to four significant digits; whole numbers in full."""
    if unit == "yes-no" and value in (0, 1):
        return label("word-yes" if value else "word-no", lang)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    places = 0 if not exact else max(0, figures - 1 - exact.adjusted())
    if -(exact.as_tuple().exponent) > places:  # type: ignore[operator]
        exact = round(exact, places)
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "".join(in_letters([Decimal(text)], unit, lang))
