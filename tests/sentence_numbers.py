"""The numbers in a sentence, which are the same in English and Chinese."""

import re
from decimal import Decimal

from cases import data
from mic25cli.view.text import Lang

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d]|(?:\.\d+)?[万亿个家项台])")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_COUNTS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ENGLISH = {
    **{word: number for number, word in enumerate(_COUNTS)},
    **{word: number for number, word in enumerate(["second", "third", "fourth", "fifth"], 2)},
    **{month: number for number, month in enumerate(_MONTHS, 1)},
    "twice": 2, "fifty": 50,
}  # fmt: skip
_CHINESE = {sign: number for number, sign in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_SCALES = {
    "trillion": 12, "tn": 12, "billion": 9, "million": 6, "万亿": 12, "亿": 8, "万": 4,
}  # fmt: skip
[_IN_WORDS] = data(__file__, "_IN_WORDS")


def numbers_in(text: str, lang: Lang) -> list[Decimal]:
    """The numbers of a text, also in words and months; a single one may not be a number."""
    for word, same in _IN_WORDS.items():
        text = text.replace(word, same)
    text = re.sub(r"[A-Z]+\d|\d+[A-Z](?![a-z])", "", text.replace(",", ""))
    scaled = re.findall(r"(\d+(?:\.\d+)?) ?(trillion|tn|billion|million|万亿|亿|万)?", text)
    found = [Decimal(number).scaleb(_SCALES.get(scale, 0)) for number, scale in scaled]
    words = re.findall(r"[A-Za-z]+", text) if lang == "en" else text
    meant = _ENGLISH if lang == "en" else _CHINESE
    said = (word if word in meant else word.lower() for word in words if word != "may")
    found += [Decimal(meant[word]) for word in said if word in meant and word != "one"]
    return found


def missing(ones: list[Decimal], others: list[Decimal]) -> list[Decimal]:
    """Those numbers that differ from all others by over one percent; a year is exact."""
    return [
        one
        for one in ones
        if not any(
            one == other or (abs(one - other) * 100 <= abs(one) and not 1900 < one < 2100)
            for other in others
        )
    ]
