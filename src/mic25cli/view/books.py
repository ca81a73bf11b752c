"""The books of the shelf, a row each, and what an installation is and what its book holds."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Literal

from mic25cli.model.records import Name
from mic25cli.values import dataclass
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Head, TextDocument, TextTable
from mic25cli.view.output import Output
from mic25cli.view.text import Lang, kind_name, label


@dataclass(frozen=True)
class BookOnShelf:
    """A book: what it is, and how many of its targets can be judged."""

    book: str
    """what --book calls it"""
    title: Name
    version: str | None
    digest: str
    """what its records hash to"""
    as_of: str
    """the day that its targets are judged at: asked for, or its last"""
    targets: int
    judged: int
    """targets that were reached, late or not, or missed, each once"""


OUTPUT = Output("books", BookOnShelf)


def document(rows: Sequence[BookOnShelf], lang: Lang) -> TextDocument:
    """The books as a table."""
    columns: list[ColumnOf[BookOnShelf]] = [
        (Head("book", label("group-book", lang), rank=0, style="id"), lambda row: row.book),
        *name_columns("name", attrgetter("title"), lang),
        (Head("version", label("book-version", lang), rank=3), lambda row: row.version or ""),
        (Head("digest", label("book-digest", lang), rank=4), lambda row: row.digest[:12]),
        (Head("as_of", label("book-as-of", lang), rank=2), lambda row: row.as_of),
        (Head("targets", label("group-targets", lang), True), lambda row: str(row.targets)),
        (Head("judged", label("book-judged", lang), True), lambda row: str(row.judged)),
    ]
    return TextDocument((table_of(columns, rows),))


COLUMNS = ("book", "title_en=title.en", "title_zh=title.zh", "version", "digest", "as_of",
           "targets", "judged")  # fmt: skip


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
    """of the program"""
    book_version: str | None
    title: str
    records: tuple[str, ...]
    digest: str
    as_of: str | None
    known_at: str | None
    settings: tuple[ShownSetting, ...]
    summary: RecordsInAll


def facts(report: InfoReport, counts: Sequence[RecordCount], lang: Lang) -> TextTable:
    """The version, the folders and the digest, the count of each kind, and what is set."""
    rows = [
        (label("book-title", lang), str(report.title)),
        (label("version", lang), report.book_version or label("setting-none", lang)),
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
