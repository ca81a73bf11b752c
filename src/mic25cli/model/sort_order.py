"""The order of values and records: numbers, dates, texts and quantities, each among themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from operator import itemgetter
from typing import TypeVar

from mic25cli.model import edtf
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.model.units import UNITS, Units

Row = TypeVar("Row")

SortKey = tuple[object, ...]
"""A sort key. The first item distinguishes numbers, dates, texts and quantities; keys with the same
first item have the same types."""


def rank(value: object, units: Units = UNITS) -> SortKey:
    """A key by which numbers, dates and texts are sorted; unknown values come last."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping) and value.get("unit") is not None:
        top = value["high"] if value["value"] is None else value["value"]
        unit = units.get(value["unit"])
        if top is None:
            return (9,)
        if unit is None:
            return (3, value["unit"], Decimal(top))
        return (3, unit.dimension, Decimal(top) * unit.factor)
    if isinstance(value, Mapping):
        value = next(filter(None, map(value.get, TEXT_LANGUAGES)), None)
    if value is None:
        return (9,)
    if isinstance(value, bool | int | float | Decimal):
        return (0, value)
    return _text_rank(str(value))


_FIGURES = re.compile(r"(\d{1,15})")


def _text_rank(text: str) -> SortKey:
    # Every date starts like this, but few texts do.
    if text[:1].isdigit() or text[:1] == ".":
        with suppress(edtf.DateError):
            return (1, edtf.parse(text).sort_key)
    return (2, [
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in _FIGURES.split(text)
        if part
    ])  # fmt: skip


def in_order(
    rows: Iterable[Row],
    keys: Sequence[str],
    value: Callable[[Row, str], object],
    units: Units = UNITS,
) -> list[Row]:
    """The rows sorted by several keys, in reverse for `-key`; unknown values always come last."""
    result = list(rows)
    for key in reversed(keys):
        path, down = key.removeprefix("-"), key.startswith("-")
        ranked = [(rank(value(row, path), units), row) for row in result]
        pairs = [pair for pair in ranked if pair[0] != (9,)]
        pairs.sort(key=itemgetter(0), reverse=down)
        result = [row for _, row in pairs] + [row for rank_, row in ranked if rank_ == (9,)]
    return result
