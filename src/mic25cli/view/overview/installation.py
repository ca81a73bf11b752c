"""The installation and the contents of its dataset: `mic25 info`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mic25cli.model.records import Name
from mic25cli.values import FrozenData
from mic25cli.view.document import Head, TextTable
from mic25cli.view.text import Lang, kind_name, label, name_of, spoken


class RecordCount(FrozenData):
    """The number of records of a kind."""

    kind: str
    records: int


class RecordsInAll(FrozenData):
    """The number of records."""

    records: int


class ShownSetting(FrozenData):
    """A setting: its key, its value, and where it was set."""

    key: str
    value: str | bool | list[str] | None
    origin: str


class InfoReport(FrozenData, kw_only=True):
    """The installation and its dataset; the kinds follow."""

    schema: Literal["mic25.info/1"] = "mic25.info/1"
    version: str
    """the version of the program"""
    dataset_version: str | None
    evidence_to: str | None
    """the end of the newest period of a figure, up to which there is evidence (EDTF)"""
    title: Name
    license: str | None
    records: tuple[str, ...]
    digest: str
    as_of: str | None
    known_at: str | None
    settings: tuple[ShownSetting, ...]
    summary: RecordsInAll


def facts(report: InfoReport, counts: Sequence[RecordCount], lang: Lang) -> TextTable:
    """The version, the folders, the digest, the count of each kind, and the settings."""
    rows = [
        (label("dataset-title", lang), name_of(report.title, lang)),
        (label("version", lang), report.dataset_version or label("setting-none", lang)),
        *((label("evidence-to", lang), spoken(to, lang)) for to in [report.evidence_to] if to),
        (label("licence", lang), report.license or label("setting-none", lang)),
        (label("program", lang), report.version),
        (label("records-from", lang), ", ".join(report.records)),
        (label("digest", lang), str(report.digest)),
        *((kind_name(count.kind, lang), str(count.records)) for count in counts),
        (label("records-in-all", lang), str(report.summary.records)),
        *((label("setting", lang, name=each.key), _set(each, lang)) for each in report.settings),
    ]
    heads = (
        Head("what", label("what", lang), rank=0, style="name"),
        Head("value", label("value", lang), rank=0),
    )
    return TextTable(heads, tuple(((what,), (value,)) for what, value in rows))


def _set(setting: ShownSetting, lang: Lang) -> str:
    value, origin = setting.value, str(setting.origin)
    if isinstance(value, list):
        value = ", ".join(value)
    elif value is None or isinstance(value, bool):
        value = label("setting-none" if not value else "setting-on", lang)
    if origin == "default":
        origin = label("setting-default", lang)
    return label("setting-from", lang, value=value, origin=origin)
