"""Numbers in sentences: rounded, but never so far that two numbers to compare become equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from mic25cli.calc.value_range import TURNED
from mic25cli.model.dataset import Record
from mic25cli.model.languages import catalogue
from mic25cli.model.screen_words import find, unit_word
from mic25cli.model.units import CURRENCIES, SCALES, UNITS, Units, scale_of
from mic25cli.values import NamedTuple
from mic25cli.view.quantities import unit_suffix
from mic25cli.view.text import Lang, label, number

_IN_WORDS = (
    "share",
    "share difference",
    "count",
    "units",
    "persons",
    "rank",
    "yes or no",
    "index points",
    "ratio",
)
"""Dimensions that have a wording of their own in sentences, or that the clause names."""
_IN_BASE = (*_IN_WORDS, *CURRENCIES)
"""Dimensions whose amounts are written in the base unit; others keep the recorded unit."""
_SMALL = 10
"""Counts up to this number are written as words."""


class SpokenAmount(NamedTuple):
    """A value or the two ends of a range, with its hedge; in `unit`, or in its base unit."""

    ends: tuple[Decimal, ...]
    bound: str | None
    dimension: str
    unit: str | None = None
    multiple: bool = False
    """Whether the unit is a dataset's own multiple, such as crore INR, and never scaled."""

    @property
    def changes(self) -> bool:
        """Whether it is a change in percent, which is worded as more or less."""
        return self.dimension == "share" and min(self.ends) < 0


class Style(NamedTuple):
    """How to word an amount: extra decimals, as a target, without its sign or unit."""

    lang: Lang
    more: int = 0
    target_value: bool = False
    size: bool = False
    bare: bool = False
    counter: str | None = None
    """The Chinese measure word for what is counted."""
    named: bool = False
    """Whether the clause names the unit."""
    phrase: str = ""
    """The quantity in words that may name the unit: hydrogen stations, waste per person."""


def amount_of(
    claim: Record, units: Units, side: str | None = None, told_in: str | None = None
) -> SpokenAmount | None:
    """The amount of a claim, if possible in the unit `told_in`; `side` marks a limit."""
    values = (claim["low"], claim["high"]) if claim["value"] is None else (claim["value"],)
    ends = tuple(Decimal(end) for end in values if end is not None)
    name = claim["unit"] or told_in or ""
    unit, other = units.get(name), units.get(told_in or "")
    if not ends:
        return None
    one_sided = {"lower": "at-least", "upper": "up-to"}.get(side or "")
    bound = one_sided if claim["bound"] in (None, "about", "almost") else None
    bound = bound or claim["bound"]
    own = bool({name, told_in} & units.own.keys()) and other is not None
    if unit is None or (unit.dimension in _IN_BASE and not own):
        scaled = tuple(end * unit.factor for end in ends) if unit else ends
        return SpokenAmount(scaled, bound, unit.dimension if unit else name)
    unit_name = (told_in if other and other.dimension == unit.dimension else None) or name
    # Millions of a unit are written in words.
    scale, rest = scale_of(unit_name)
    ends = tuple(units.convert(end, name, unit_name) * SCALES[scale][0] for end in ends)
    multiple = rest in units.own and units[rest].factor != 1
    return SpokenAmount(ends, bound, unit.dimension, rest, multiple)


def in_plain_unit(amount: SpokenAmount, lang: Lang) -> SpokenAmount:
    """An amount in the base of its unit, if the language counts in that: 385 Mt are 3.85亿吨."""
    unit = UNITS.get(amount.unit or "")
    if unit is None or not unit.zh_shift or not catalogue(lang).myriads:
        return amount
    plain = (unit.dimension, Decimal(1))
    base = next(name for name, other in UNITS.items() if (other.dimension, other.factor) == plain)
    return amount._replace(ends=tuple(end * unit.factor for end in amount.ends), unit=base)


class _Scale(NamedTuple):
    size: Decimal
    decimals: int
    word: str | None = None


@lru_cache(4096)
def _scale(value: Decimal, lang: Lang) -> _Scale:
    for place, (counted_in, decimals) in enumerate(catalogue(lang).scales):
        size = Decimal(counted_in)
        if abs(value) >= size:
            # Small multiples of these get more decimals: 4.53万, 30.2万, 1649万, 3.85亿.
            few = abs(value) / size if size in (10_000, 100_000_000) else Decimal(100)
            return _Scale(size, max(decimals, (few < 100) + (few < 10)), f"answer-scale-{place}")
    return _Scale(Decimal(1), max(2, 1 - value.adjusted()) if value else 0)


@lru_cache(4096)
def rounded(value: Decimal, lang: Lang, more: int = 0) -> Decimal:
    """A number rounded for reading, with `more` decimals than usual."""
    scale = _scale(value, lang)
    step = Decimal(1).scaleb(-scale.decimals - more)
    return (value / scale.size).quantize(step, ROUND_HALF_UP) * scale.size


def decimals_apart(values: Sequence[Decimal], target_values: Sequence[Decimal], lang: Lang) -> int:
    """How many more decimals keep rounded values on the right side of their targets."""

    def keeps_order(more: int) -> bool:
        near = [rounded(value, lang, more) for value in values]
        shown = [rounded(target_value, lang, more) for target_value in target_values]
        return all(
            (value > target_value, value < target_value) == (here > there, here < there)
            for value, here in zip(values, near, strict=True)
            for target_value, there in zip(target_values, shown, strict=True)
        )

    return next((more for more in range(24) if keeps_order(more)), 24)


def rounded_apart(exact: Decimal, decimals: int, figure: Decimal | None) -> Decimal:
    """A number with so many decimals, or more if a figure would otherwise change its side."""
    near = [round(exact, decimals + more) for more in range(4)]
    distinct = (x for x in near if figure is None or figure.compare(x) == figure.compare(exact))
    return next(distinct, near[0])


def digits(value: Decimal, lang: Lang, more: int = 0, *, plain: bool = False) -> str:
    """A number in digits, large ones in millions or 万: `16.49 million`, `1649万`."""
    if plain:
        return number(round(value, 2 + more).normalize(), lang)
    scale = _scale(value, lang)
    text = number(rounded(value, lang, more) / scale.size, lang)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return label(scale.word, lang, number=text) if scale.word else text


def count_word(number: int, lang: Lang) -> str:
    """A small count as a word: three, 三."""
    words = label("answer-counts", lang).split()
    return words[number] if 0 <= number < len(words) else digits(Decimal(number), lang)


def _ordinal(value: Decimal, lang: Lang) -> str:
    words = label("answer-ranks", lang).split()
    place = int(value)
    if 1 <= place <= len(words):
        return words[place - 1]
    endings = {1: "st", 2: "nd", 3: "rd"} if place % 100 not in (11, 12, 13) else {}
    key = f"answer-rank-{endings.get(place % 10, 'th')}"
    return label(key, lang, number=place)


def counter_of(amount: SpokenAmount, style: Style) -> str:
    """The unit after a number; in English, the clause already names what is counted."""
    dimension, lang = amount.dimension, style.lang
    if dimension in CURRENCIES and amount.unit is None:
        if catalogue(lang).counters:
            return unit_word(dimension, lang)
        word = find(lang, f"answer-money-{dimension}") or f" {dimension}"
        return "" if style.bare else word
    if style.counter is not None:
        return style.counter
    if amount.unit is not None:
        if style.named or re.search(rf"\b{re.escape(amount.unit)}\b", style.phrase, re.I):
            return ""
        counted, per, whom = amount.unit.partition(" per ")
        said = "person|head|capita" if whom == "person" else re.escape(whom)
        unit = counted if re.search(rf"\bper (?:{said})\b", style.phrase) else amount.unit
        money = per and find(lang, f"answer-money-{counted}")
        if money and not catalogue(lang).counters:
            return money + unit.removeprefix(counted)
        return unit_suffix(unit if per else amount.unit, lang, of=amount.ends[-1])
    if not catalogue(lang).counters:
        return label("answer-points", lang, number="") if dimension == "share difference" else ""
    own = {name: name for name in ("count", "units", "persons")}
    own["share difference"] = "percentage-point"
    word = unit_word(own[dimension], lang) if dimension in own else ""
    return word.translate({0xFF08: "("}).partition("(")[0]


def _ends(amount: SpokenAmount, style: Style) -> str:
    lang, unit, amount = style.lang, amount.unit, in_plain_unit(amount, style.lang)
    # As many digits as in the unit of the record: 1395 Mt are 13.95亿吨.
    ends, more = amount.ends, style.more + (unit != amount.unit)
    # In Chinese 第二或第三, but 一至两家.
    either = not catalogue(lang).counters or amount.dimension == "rank"
    neighbours = either and amount.unit is None and len(ends) > 1 and ends[1] - ends[0] == 1
    between = label(f"answer-{'or' if neighbours else 'to'}", lang)

    def joined(words: Sequence[str]) -> str:
        # A figure is "between" two values; a target is "from one to the other".
        found = len(words) > 1 and not (style.target_value or neighbours or amount.changes)
        if found and amount.bound is None and catalogue(lang).spaced:
            return label("answer-between", lang, low=words[0], high=words[1])
        return between.join(words)

    if amount.dimension == "rank":
        return between.join(_ordinal(end, lang) for end in ends)
    if amount.dimension == "yes or no":
        answer = "yes" if ends[0] else "no"
        return label(f"answer-{answer}-target" if style.target_value else f"answer-{answer}", lang)
    if amount.dimension == "share":
        # A range of changes starts with the smaller one.
        sizes = sorted(map(abs, ends)) if amount.changes else ends
        return joined([f"{digits(end, lang, style.more)}%" for end in sizes])
    small = amount.dimension == "count" and all(
        end == int(end) and 0 <= end <= _SMALL for end in ends
    )
    words = [
        count_word(int(e), lang) if small else digits(e, lang, more, plain=amount.multiple)
        for e in ends
    ]
    return joined(words) + counter_of(amount, style)


def amount_in_words(amount: SpokenAmount, style: Style) -> str:
    """An amount in words, with its hedge; a change in percent as more or less."""
    text, bound = _ends(amount, style), amount.bound
    if amount.changes:
        # The hedge belongs to the signed number: less than -15 is a fall of more than 15.
        bound = TURNED.get(bound, bound)
    if bound is not None:
        form = "rank" if amount.dimension == "rank" else "target" if style.target_value else "plain"
        own = find(style.lang, f"answer-bound-{bound}-{form}")
        text = (own or label(f"answer-bound-{bound}", style.lang)).format(amount=text)
    less = amount.changes and not style.size
    return label("answer-less", style.lang, size=text) if less else text


def gap(value: SpokenAmount, target_value: SpokenAmount, style: Style) -> str:
    """By how much a value falls short, rounded to the coarser of the two."""
    difference = abs(target_value.ends[0] - value.ends[0])
    # A whole number counts as exact.
    decimals = [end for amount in (value, target_value) if (end := _exponent(amount.ends[0])) < 0]
    step = Decimal(1).scaleb(max(decimals, default=0))
    missing = difference.quantize(step, ROUND_HALF_UP) or difference
    dimension = value.dimension
    if dimension == "rank":
        places = count_word(int(missing), style.lang)
        return label(f"answer-places{'-one' if missing == 1 else ''}", style.lang, number=places)
    if dimension in ("share", "share difference", "index points"):
        key = f"answer-gap-points{'-one' if missing == 1 else ''}"
        return label(key, style.lang, number=digits(missing, style.lang))
    return _ends(SpokenAmount((missing,), None, dimension, value.unit), style)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # records have finite numbers only
    return min(exponent, 0)
