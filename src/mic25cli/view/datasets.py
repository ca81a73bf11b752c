"""The installed datasets, a row each, and what an installation is and what its dataset holds."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Literal

from mic25cli.calc.progress.by_target import CountsByOrigin, TargetCounts
from mic25cli.calc.progress.status import STATUSES
from mic25cli.model.plain import in_place
from mic25cli.model.records import Name
from mic25cli.values import dataclass, field
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Cell, Head, TextDocument, TextTable
from mic25cli.view.output import Output
from mic25cli.view.progress.headline import signed
from mic25cli.view.text import Lang, date, kind_name, label, spoken


@dataclass(frozen=True)
class InstalledDataset:
    """A dataset: what it is, and how many of its targets can be judged."""

    dataset: str
    """what --dataset calls it"""
    title: Name
    version: str | None
    evidence_to: str | None
    """up to when its evidence reaches, EDTF: the end of the newest period of a figure"""
    digest: str
    """what its records hash to"""
    as_of: str
    """the day as of which its targets are judged: asked for, or its own"""
    counts: CountsByOrigin = field(metadata=in_place(CountsByOrigin))


OUTPUT = Output("datasets", InstalledDataset)


def document(rows: Sequence[InstalledDataset], lang: Lang) -> TextDocument:
    """The datasets as a table."""

    def evidence(row: InstalledDataset) -> str:
        return spoken(row.evidence_to, lang) if row.evidence_to else ""

    def told(counts: TargetCounts | None) -> Cell:
        return () if counts is None else (str(counts.targets), signed(counts, lang))

    columns: list[ColumnOf[InstalledDataset]] = [
        (
            Head("dataset", label("group-dataset", lang), rank=0, style="id"),
            lambda row: row.dataset,
        ),
        *name_columns("name", attrgetter("title"), lang),
        (Head("version", label("dataset-version", lang), rank=3), lambda row: row.version or ""),
        (Head("digest", label("dataset-digest", lang), rank=4), lambda row: row.digest[:12]),
        (Head("as_of", label("dataset-as-of", lang), rank=2), lambda row: date(row.as_of, lang)),
        (Head("evidence_to", label("dataset-evidence", lang), rank=3), evidence),
        (Head("own", label("dataset-own", lang), rank=0), lambda row: told(row.counts.own)),
        (
            Head("others", label("dataset-others", lang), rank=1),
            lambda row: told(row.counts.others),
        ),
    ]
    return TextDocument((table_of(columns, rows),))


COLUMNS = ("dataset", "title_en=title.en", "title_zh=title.zh", "version", "evidence_to",
           "digest", "as_of", "targets", *(f"by_target.{key}" for key in STATUSES),
           "not_due_yet")  # fmt: skip


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
    """What the installation is and what its dataset holds; the kinds follow."""

    schema: Literal["mic25.info/1"] = "mic25.info/1"
    version: str
    """of the program"""
    dataset_version: str | None
    evidence_to: str | None
    """up to when its evidence reaches, EDTF: the end of the newest period of a figure"""
    title: str
    records: tuple[str, ...]
    digest: str
    as_of: str | None
    known_at: str | None
    settings: tuple[ShownSetting, ...]
    summary: RecordsInAll


def facts(report: InfoReport, counts: Sequence[RecordCount], lang: Lang) -> TextTable:
    """The version, the folders and the digest, the count of each kind, and what is set."""
    reach = report.evidence_to
    rows = [
        (label("dataset-title", lang), str(report.title)),
        (label("version", lang), report.dataset_version or label("setting-none", lang)),
        *(
            [(label("evidence-to", lang), spoken(reach, lang))]
            if (reach := report.evidence_to)
            else []
        ),
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
