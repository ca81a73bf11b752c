"""China's 31 province-level units and two special administrative regions, by language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mic25cli.values import NamedTuple


class Province(NamedTuple):
    """A province-level unit: its English name, and its short and full Chinese names."""

    en: str
    zh: str
    full: str


@cache
def provinces() -> Mapping[str, Province]:
    """The province-level units of China by English name (model/data/provinces.json)."""
    text = (Path(__file__).parent / "data" / "provinces.json").read_text(encoding="utf-8")
    return {en: Province(en, *chinese) for en, chinese in json.loads(text).items()}


def find(text: str) -> Province | None:
    """The province-level unit that a text names, in either language and any case; None for none."""
    name = text.strip().casefold()
    for province in provinces().values():
        if name in (province.en.casefold(), province.zh, province.full):
            return province
    return None
