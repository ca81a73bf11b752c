"""The meaning of cells in a table of figures; an ambiguous cell is rejected."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from mic25cli.errors import nearest, not_a, sentences, suggestion
from mic25cli.model import edtf
from mic25cli.model.unique_keys import read_table
from mic25cli.model.units import CURRENCIES, Units, scale_of
from mic25cli.values import FrozenData

Sign = Literal["point", "comma"]

WORDS = read_table(Path(__file__).with_name("import_words"))
"""The words of tables, folded: words for a missing value (`missing`), hedges, units, names of
columns, and columns of `mic25 table observations` that follow from the rest of the dataset
(`derived`)."""

# Letters that statistical offices put next to a value: break, estimated, provisional, revised, …
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_BODY = r"[-+\u2212]?[0-9][0-9.,' ]*"
_CELL = re.compile(
    rf"(?P<body>{_BODY}?)(?:\s*(?P<percent>%))?"
    r"(?:\s*(?P<mark>[*†‡§#]{1,3}|[¹²³⁰⁴-⁹]{1,3}|[\[(][^\[\]()]{1,12}[\])]|[bcdefinprsuz]{1,2}))?"
)
_RANGE = re.compile(rf"(?P<low>{_BODY}?)\s*(?:–|—|\.\.|\bto\b|(?<=[0-9 ])-)\s*(?P<high>{_BODY}?)")


class CellError(ValueError):
    """The reason why a cell cannot be read."""


class Figure(FrozenData):
    """The content of a cell with a number; numbers are texts of digits with a decimal point."""

    value: str | None = None
    low: str | None = None
    high: str | None = None
    bound: str | None = None
    percent: bool = False
    mark: str | None = None
    """A sign next to the number that refers to a note below the table."""


def figure(text: str, decimal: Sign | None) -> Figure | None:
    """The number in a cell; None if the cell says that the value is missing. `decimal` is the
    column's decimal sign. Raises `CellError` for no number or several."""
    body = _SPACES.sub(" ", text).strip()
    if body.casefold() in WORDS["missing"]:
        return None
    bound = None
    for sign, word in WORDS["bounds"].items():
        if body.casefold().startswith(sign):
            bound, body = word, body[len(sign) :].strip()
            break
    whole = _CELL.fullmatch(body)
    if whole is not None:
        mark = whole["mark"]
        return Figure(
            number(whole["body"], decimal),
            bound=bound,
            percent=whole["percent"] is not None,
            mark=mark.strip("()[] ") if mark else None,
        )
    span = _RANGE.fullmatch(body)
    if span is not None and bound is None:
        return Figure(low=number(span["low"], decimal), high=number(span["high"], decimal))
    raise CellError(f"'{text[:60]}' is not a number")


def number(text: str, decimal: Sign | None) -> str:
    """A number as digits with a decimal point; raises `CellError` if it can be read in two ways."""
    plain = text.strip().replace("\u2212", "-")
    sign = "-" if plain.startswith("-") else ""
    plain = plain.lstrip("+-")
    if re.fullmatch(r"[0-9]+", plain):
        return _sized(sign + plain, text)
    if decimal is None and re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", plain) and "," in plain:
        raise CellError(
            f"'{text.strip()}' can be {plain.replace(',', '.')} or a number of thousands: "
            "choose with --decimal comma or --decimal point"
        )
    point, groups = (",", ". '") if decimal == "comma" else (".", ", '")
    if decimal is None and re.fullmatch(r"[0-9]+,[0-9]+", plain):
        raise CellError(f"'{text.strip()}' has a decimal comma, but the table uses points")
    # A number has one thousands separator throughout, or none.
    if decimal != "comma" and re.fullmatch(
        r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:[.][0-9]+)?", plain
    ):
        # Lakhs and crores: 2,00,000.
        return _sized(sign + plain.replace(",", ""), text)
    parted = rf"[0-9]{{1,3}}([{groups}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:[{point}][0-9]+)?"
    if re.fullmatch(rf"{parted}|[0-9]+[{point}][0-9]+", plain):
        whole, _, rest = plain.partition(point)
        digits = re.sub(rf"[{groups}]", "", whole)
        return _sized(f"{sign}{digits}.{rest}" if rest else sign + digits, text)
    raise CellError(f"'{text.strip()[:60]}' is not a number")


def _sized(digits: str, text: str) -> str:
    if len(digits) > 40:
        raise CellError(f"'{text.strip()[:20]}…' has too many digits")
    whole, dot, rest = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return sign + (whole.lstrip("-").lstrip("0") or "0") + dot + rest


def decimal_sign(cells: Iterable[str], comma_likely: bool) -> Sign | None:
    """The decimal sign used in a column; None if its cells show none, or both. `comma_likely`:
    semicolons or tabs separate the cells, which is usual with decimal commas."""
    marks: set[str] = set()
    unclear = False
    for cell in cells:
        for number in re.findall(r"[0-9][0-9.,]*[0-9]", cell):
            signs = [char for char in number if char in ".,"]
            if not signs:
                continue
            last = signs[-1]
            after = len(number) - number.rindex(last) - 1
            if signs.count(last) == 1 and (after != 3 or len(set(signs)) == 2 or number[0] == "0"):
                marks.add(last)
            elif signs.count(last) > 1:
                # A repeated sign separates thousands, so the other one is the decimal sign.
                marks.add("," if last == "." else ".")
            else:
                unclear = unclear or last == ","
    if len(marks) == 1:
        return "comma" if "," in marks else "point"
    return "comma" if unclear and comma_likely and not marks else None


def period(text: str) -> str:
    """A period, as tables write it, as EDTF; raises `CellError` if it has no meaning or two."""
    result = _SPACES.sub(" ", text).strip()
    if re.fullmatch(r"[0-9]{4}\.0+", result):
        result = result[:4]
    month = re.fullmatch(r"([0-9]{4})-?M([01][0-9])", result, re.IGNORECASE)
    if month:
        result = f"{month[1]}-{month[2]}"
    part = re.fullmatch(r"([0-9]{4})[- ]?([QSH])([1-4])", result, re.IGNORECASE)
    if part:
        months = 3 if part[2].upper() == "Q" else 6
        last = int(part[3]) * months
        if last > 12:
            raise CellError(f"'{text[:40]}' is not a part of a year")
        result = f"{part[1]}-{last - months + 1:02d}/{part[1]}-{last:02d}"
    years = re.fullmatch(r"[0-9]{4}([-/])([0-9]{2})", result)
    if years and (years[1] == "/" or not 1 <= int(years[2]) <= 12):
        raise CellError(f"'{text}' is not a period. Write two years as 2020/2021")
    if re.fullmatch(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}", result):
        raise CellError(f"'{text}' is not a period. Write a day as 2020-11-05")
    try:
        edtf.parse(result)
    except edtf.DateError as fault:
        raise CellError(str(fault)) from fault
    return result


def unit(text: str, units: Units) -> str:
    """The dataset's name for a unit as tables write it; raises `CellError` for an unknown unit."""
    plain = _SPACES.sub(" ", text).strip()
    folded = plain.casefold()
    scale, rest = scale_of(folded)
    if rest.upper() in CURRENCIES:
        return f"{scale} {rest.upper()}".strip()
    if plain in units:
        return plain
    for name in units:
        # mW is not MW.
        if len(name) > 3 and name.casefold() == folded:
            return name
    if folded.startswith("%") or folded.endswith("(%)"):
        return "percent"
    if folded in WORDS["units"]:
        return str(WORDS["units"][folded])
    raise CellError(f"'{plain[:60]}' is not a unit of the dataset")


def named_cells(series: Mapping[str, str]) -> str:
    """The cells that distinguish a series from the others, with their columns."""
    return ", ".join(f"{column}: {cell}" for column, cell in series.items())


def unknown_word(what: str, word: str, choices: Iterable[str]) -> str:
    """The message about an unknown word in a cell, with the nearest known word."""
    close = nearest(word, choices, 1)
    return sentences(not_a(what, word[:80]), suggestion(close)) if close else not_a(what, word[:80])
