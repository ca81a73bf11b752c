"""What an installation is, and what its book holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RecordCount:
    """How many records there are of a kind."""

    kind: str
    records: int


@dataclass(frozen=True)
class RecordsInAll:
    """How many records there are."""

    records: int


@dataclass(frozen=True)
class ShownSetting:
    """What can be set: the key, its value, and where that was said."""

    key: str
    value: str | bool | list[str] | None
    origin: str


@dataclass(frozen=True, kw_only=True)
class InfoReport:
    """What the installation is and what its book holds; the kinds follow."""

    schema: Literal["mic25.info/1"] = "mic25.info/1"
    version: str
    title: str
    records: tuple[str, ...]
    digest: str
    as_of: str | None
    known_at: str | None
    settings: tuple[ShownSetting, ...]
    summary: RecordsInAll
