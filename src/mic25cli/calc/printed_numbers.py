"""Whether a printed text contains a number: in digits with a scale, or in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from mic25cli.calc.value_range import Number
from mic25cli.model.chinese_script import simplified
from mic25cli.model.closed_lists import How
from mic25cli.model.unique_keys import read_table
from mic25cli.model.units import UNITS, Units

_TABLE = read_table(Path(__file__))
_DIGITS = re.compile(r"\d(?:[\d.,']|\s(?=\d{3}(?!\d)))*")
_BRACKETS = re.compile(r"(?<=[\u3400-\u9fff])\s*\([a-zà-ÿāēīōūǎěǐǒǔǖǘǚǜ]+\)")
"""The pinyin after a character, which some copies insert."""
_COMMAS = re.compile(r"(?<=[\u3400-\u9fff])[,、]\s*(?=[\u3400-\u9fff])")
_QUOTES = str.maketrans("’‘“”", "''\"\"", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SIGNS = str.maketrans("–—−～〜：⁄", "---~~:/")
_LISTED = re.compile(r"(?<=[0-9])，(?=[0-9])(?![0-9]{3}(?![0-9]))")
"""A full-width comma between two numbers; it does not separate thousands."""
_BREAK = re.compile(r"\s*(?:-|~|to|and|至|到|bis)\s*(?=\d)")
_ODD = re.compile(r"[\s-]*(?:多|余|여|来)?\s*")
"""The text allowed between a number and its scale: 300 多万, 3-million."""
_SHARES = ("percent", "percentage-point")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERCENT = re.compile(r"\d[\d.,]*\s*(?:%|per ?cent|prozent|个百分点)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_RANK = re.compile(
    r"\b(?:first|second|third|fourth)[ -](?:time|half|quarter|phase|round|batch|stage|step|year)"
    r"|third-party|second-hand|leading (?:group|ranks)|\btop[ -](?:\d+|[a-z]+)"
    r"|(?:largest|biggest) ever|(?:a|one|two)[ -]thirds?|第.(?:季度|[次批期个届代轮年]|阶段)"
)
"""Phrases with an ordinal number that is not a rank."""
_MEASURES = "家个座项款种架条所台艘支只位名"
"""Measure words that follow a number; without one, 一 is part of another word."""
_BEHIND = f"(个五年|季度|阶段|[月日年期批次届代轮成割]|分(?:之|の)|[{_MEASURES}])?"
_FAR = Decimal("0.7")
"""How far a fraction may be from the percentage that it stands for, in points."""


@cache
def _words(name: str) -> re.Pattern[str]:
    words = sorted(_TABLE[name], key=len, reverse=True)
    around = {True: r"(?<![a-zа-я]){}(?![a-zа-я])", False: "{}"}
    whole = (around[w[0].isalpha() and w[0] < "\u0500"].format(re.escape(w)) for w in words)
    return re.compile("|".join(whole))


def in_letters(text: str) -> str:
    """A text as browsers search it: without width, case and kinds of quotes, with single spaces."""
    plain = unicodedata.normalize("NFKC", _LISTED.sub(", ", text)).translate(_QUOTES)
    return " ".join(plain.lower().split())


def folded(text: str) -> str:
    """A text in a form in which different prints agree: simplified script, plain punctuation,
    single spaces."""
    plain = in_letters(text).translate(_SIGNS).translate(simplified())
    return " ".join(_COMMAS.sub("", _BRACKETS.sub("", plain)).split())


def readings(token: str) -> set[Decimal]:
    """The possible values of digits with separators: 1,970 is 1970, or 1.970 with one digit
    more."""
    if not token[:1].isdecimal():
        return set()
    token = re.sub(r"[\s']", "", token).rstrip(".,")
    *front, last = re.split(r"[.,]", token)
    whole = Decimal("".join(front) + last)
    if not front:
        return {whole}
    fraction = Decimal(f"{''.join(front)}.{last}")
    several = len(set(re.findall(r"[.,]", token))) == 1 and len(front) > 1
    if several:
        return {whole}
    return {whole, fraction} if len(last) == 3 and len(front) == 1 else {fraction}


def _scale(text: str, at: int) -> tuple[int, int, bool]:
    """The power of ten after a number, where it ends, and whether it may be part of a unit."""
    more = _ODD.match(text, at)
    hit = _words("scales").match(text, more.end() if more else at)
    if hit is None:
        return 0, at, True
    return _TABLE["scales"][hit[0]], hit.end(), hit[0] in "千百km"


def han_numerals() -> str:
    """All characters with which Chinese numerals are written, as one string."""
    return "".join((*_TABLE["digits"], *_TABLE["powers"]))


@cache
def numbers_of(*, spaced: bool = True) -> re.Pattern[str]:
    """A pattern for any whole number in a folded text: in digits, in Chinese, or in words (whole
    words only). Lengths are limited, because a page may be one endless row of digits."""
    numeral = f"(?:{'|'.join(sorted(_TABLE['numerals'], key=len, reverse=True))})"
    words = rf"(?<![a-z]){numeral}(?![a-z])" if spaced else f"{numeral}(?:-?{numeral}){{,9}}"
    return re.compile(
        rf"(?<!\d)(?<!\d[.,'])\d+(?:[.,']+\d+){{,19}}|[{han_numerals()}]{{1,60}}|{words}"
    )


def in_digits(text: str) -> Iterator[tuple[Decimal, bool]]:
    """Every number in digits in a folded text, scaled, and whether it lacks a scale or unit."""
    before: tuple[int, set[Decimal]] = (-1, set())
    for token in _DIGITS.finditer(text):
        power, end, loose = _scale(text, token.end())
        plain = readings(token[0])
        ahead = _BREAK.match(text, token.end())
        if ahead is not None and (other := _DIGITS.match(text, ahead.end())):
            power, _, loose = _scale(text, other.end())
        scaled = {number.scaleb(power) for number in plain}
        if before[1] and not text[before[0] : token.start()].strip():
            scaled |= {high + low for high in before[1] for low in scaled}
        yield from ((number, not power) for number in scaled)
        if power and loose:
            yield from ((number, True) for number in plain)
        before = (end, scaled if power else set())


def _han(text: str, unit: str) -> Iterator[Decimal]:
    """The values of Chinese numerals: 十五, 两百, 三千万, 百分之十二; for a rank, ordinals."""
    digits, powers = _TABLE["digits"], "".join(_TABLE["powers"])
    numeral = f"(百分之|第)?([{''.join(digits)}{powers}]+)(?:点([{''.join(digits)}]+))?{_BEHIND}"
    for before, whole, rest, behind in re.findall(numeral, text):
        plan = re.search(r"\S{2}", re.sub(f"[零{powers}]", " ", whole))  # 十四五
        part_of_a_word = len(whole) == 1 and whole in f"一{powers}" and not (before or behind)
        of_order = (before == "第") is not (unit == "rank")
        share = before == "百分之" and unit not in _SHARES
        if plan or part_of_a_word or of_order or share or (behind and behind not in _MEASURES):
            continue
        total = part = digit = 0
        for char in whole:
            if char in digits:
                digit = digits[char]
            elif (power := _TABLE["powers"][char]) < 4:
                part += (digit or 1) * 10**power
                digit = 0
            else:
                total = (total + part + digit or 1) * 10**power
                part = digit = 0
        places = "".join(str(digits[char]) for char in rest or "零")
        yield Decimal(f"{total + part + digit}.{places}")


def _spelt(text: str) -> Iterator[Decimal]:
    """The values of numbers in words: twenty-three, two dozen, one hundred and five thousand."""
    numerals = _TABLE["numerals"]
    name = "|".join(sorted(numerals, key=len, reverse=True))
    for run in re.finditer(rf"(?<![a-z])(?:{name})(?:[\s-](?:and\s)?(?:{name}))*(?![a-z])", text):
        number = 0
        for word in re.findall(name, run[0]):
            value = numerals[word]
            number = (number or 1) * value if value in (12, 100) else number + value
        power, *_ = _scale(text, run.end())
        yield Decimal(number).scaleb(power)


def _small(word: str) -> Decimal:
    return Decimal({"十": 10, **_TABLE["digits"]}.get(word, word))


def _fractions(text: str) -> Iterator[Decimal]:
    """Percentages written as fractions: 1/3, 三分之一, 3分の1, two thirds, half."""
    one = f"(\\d+|[{''.join(_TABLE['digits'])}十])"
    pairs = re.findall(f"{one}分(?:之|の){one}", text)
    pairs += [pair[::-1] for pair in re.findall(r"(?<![\d/])(\d)\s*/\s*(\d)(?![\d/])", text)]
    yield from (_small(part) / _small(whole) * 100 for whole, part in pairs if _small(whole))
    parts = "|".join(_TABLE["parts"])
    for many, part in re.findall(rf"(?<![a-z])([a-z]+)[\s-](?:good )?({parts})s?(?![a-z])", text):
        if (number := {"a": 1, **_TABLE["numerals"]}.get(many)) is not None:
            yield Decimal(number) / _TABLE["parts"][part] * 100
    yield from (Decimal(_TABLE["fractions"][hit]) for hit in _words("fractions").findall(text))


def in_words(text: str, unit: str) -> Iterator[tuple[Decimal, Decimal]]:
    """The numbers that a folded text gives in words, each with its possible deviation."""
    numbers = [*_han(text, unit), *(_spelt(text) if unit != "rank" else ())]
    if unit in _SHARES:
        yield from ((share, _FAR) for share in _fractions(text))
        for tenths, half in re.findall(r"(\d+(?:\.\d+)?|[一二两三四五六七八九])[成割](半)?", text):
            numbers.append(_small(tenths) * 10 + (5 if half else 0))
    if unit in ("rank", "count"):
        places = _TABLE["ranks"]
        numbers += [Decimal(places[w]) for w in _words("ranks").findall(_NO_RANK.sub("", text))]
    alone = not _DIGITS.search(_YEAR.sub("", text))  # next to a number, these have another meaning
    none = alone and _words("none").search(text)
    if none or _words("falls").search(text):
        numbers.append(Decimal(0))
    if none or (alone and _words("all").search(text)):
        numbers.append(Decimal(100))
    yield from ((number, Decimal(0)) for number in numbers)


def _agrees(printed: Decimal, value: Decimal) -> bool:
    last, finer = int(value.as_tuple().exponent), int(printed.as_tuple().exponent)
    rounded = abs(printed - value) * 2 <= Decimal(1).scaleb(last)
    return printed == value or (bool(value) and finer < last and rounded)


def number_in(words: str, value: Number, unit: str | None, units: Units = UNITS) -> How | None:
    """The form in which a text contains a value with its unit; None if it does not."""
    text, size = folded(words), abs(Decimal(value))
    if unit in ("rank", "count", "units"):
        text = _THOUSANDS.sub("", _PERCENT.sub("", text))
    factor = units[unit].factor if unit else Decimal(1)
    # The scale may be in the header of a table; for money, hundred millions.
    heads = [Decimal(1), *([_HUNDRED_MILLIONS / factor] if units.is_money(unit) else [])]
    for printed, bare in in_digits(text):
        if any(_agrees(printed * by, size) for by in (1 / factor, *(heads if bare else ()))):
            return "digits"
    for number, off in in_words(text, unit or ""):
        if abs(number / factor - size) <= off or abs(number - size) <= off:
            return "words"
    return None


_HUNDRED_MILLIONS = Decimal(10) ** 8
_CONSTANTS = frozenset((Decimal(0), Decimal(1), Decimal(100)))
_BY = (0, 3, 4, 6, 8, 9, 12)
"""Powers of ten by which a printed number may be divided in a formula."""


def part_in(words: str, formula: str) -> bool:
    """Whether a text has one of a formula's numbers, perhaps as a percentage or a growth rate."""
    printed = [number for number, _ in in_digits(folded(words))]
    for raw in re.findall(r"\d+(?:\.\d+)?", formula):
        number = Decimal(raw)
        forms = {number, number * 100, abs(number - 1) * 100} - _CONSTANTS
        if any(
            _agrees(number.scaleb(-by), form) for number in printed for by in _BY for form in forms
        ):
            return True
        if any(number_in(words, form, "count") == "words" for form in forms):
            return True
    return _words("twice").search(folded(words)) is not None


def found_in(
    quote: Sequence[str],
    values: Sequence[Number],
    unit: str | None,
    formula: str | None,
    units: Units = UNITS,
) -> How | None:
    """The form in which quotes contain all numbers of a claim, or None. With a formula, each quote
    contains one number; for a value that is zero by definition, the year."""
    hows = [
        next(filter(None, (number_in(words, value, unit, units) for words in quote)), None)
        for value in values
    ]
    if hows and all(hows):
        return "words" if "words" in hows else "digits"
    of_year = not any(values) and any(_YEAR.search(words) for words in quote)
    if formula is not None:
        is_derived = all(
            part_in(words, formula) or (of_year and _YEAR.search(words)) for words in quote
        )
        return "derived" if is_derived else None
    return "derived" if values and of_year else None
