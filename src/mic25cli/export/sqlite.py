"""One SQLite file: the tables with keys, two views, and a search index that works for Chinese.

FTS5 takes Chinese text for one word, so the index has all its parts up to LONGEST characters.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from mic25cli.calc.table_definition import LongTable, Row
from mic25cli.export.table_content import Content, text_of, with_digits
from mic25cli.model import record_json
from mic25cli.model.dataset import name_of
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import texts_of
from mic25cli.model.text_folding import fold
from mic25cli.model.unique_keys import read_table
from mic25cli.work_progress import steps

_TYPES: dict[str, tuple[str, Callable[[Any], object]]] = {
    "integer": ("INTEGER", int),
    "boolean": ("INTEGER", int),
    "number": ("REAL", float),
    "float": ("REAL", float),
}

_VIEWS = """
CREATE VIEW headline_statuses AS
  SELECT {of}record, name_en, name_zh, year, status, milestone_value, seen_value, seen_period,
         unit, report, seen_source, seen_url FROM statuses WHERE applies = 1;
CREATE VIEW observations_with_sources AS
  SELECT o.*, s.title AS source_title, s.publisher AS source_publisher
  FROM observations o LEFT JOIN sources s ON s.id = o.source{same};
"""

_SEARCH = """
CREATE TABLE records ({column}kind TEXT NOT NULL, id TEXT NOT NULL, name_en TEXT, name_zh TEXT,
  search_text TEXT, search_zh TEXT, PRIMARY KEY ({of}kind, id));
"""
_DATASET = {
    "of": "dataset, ",
    "same": " AND s.dataset = o.dataset",
    "column": "dataset TEXT NOT NULL, ",
}
"""What the views have in addition for several datasets."""
_INDEX = """
CREATE VIRTUAL TABLE records_fts USING fts5(name_en, name_zh, search_text, search_zh,
  content="records", tokenize="porter unicode61 remove_diacritics 2");
"""


def has_search() -> bool:
    """Whether the SQLite of this Python can write the index."""
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        return True
    return False


def write(content: Content, folder: Path) -> None:
    """`mic25.sqlite` with `metadata.json`."""
    base = sqlite3.connect(folder / "mic25.sqlite", isolation_level=None)
    try:
        base.execute("PRAGMA foreign_keys = OFF")
        base.execute("BEGIN")
        for table in steps("tables", content.tables):
            _table(base, content, table)
        base.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT)")
        base.executemany("INSERT INTO about VALUES (?, ?)", content.notes.items())
        _run(base, _VIEWS.format_map(_of(content)))
        _search(base, content)
        base.execute("COMMIT")
        text = record_json.pretty(metadata(content)) + "\n"
        (folder / "metadata.json").write_bytes(text.encode())
    except sqlite3.OperationalError as fault:
        # A full disk is one of the causes.
        raise OSError(str(fault)) from fault
    finally:
        base.close()


def _of(content: Content) -> dict[str, str]:
    return _DATASET if content.parts else dict.fromkeys(_DATASET, "")


def _run(base: sqlite3.Connection, script: str) -> None:
    for statement in filter(str.strip, script.split(";\n")):
        base.execute(statement)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _table(base: sqlite3.Connection, content: Content, table: LongTable) -> None:
    rows = [*content.each_row(table)]
    columns, wider = with_digits(table, rows)
    types = [_TYPES.get(column.type, ("TEXT", text_of)) for column in columns]
    parts = [
        f"{_quoted(column.key)} {name}" + (" NOT NULL" if column.key in table.key else "")
        for column, (name, _) in zip(columns, types, strict=True)
    ]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    of = "".join(f"{key}, " for key in content.of)
    parts += [
        f"FOREIGN KEY ({of}{_quoted(column)}) REFERENCES {_quoted(name)} ({of}{_quoted(key)})"
        for column, name, key in content.links(table, rows)
    ]
    base.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})")

    def cells(row: Row) -> list[object]:
        pairs = zip(types, row.values(), strict=True)
        return [None if value is None else stored(value) for (_, stored), value in pairs]

    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", map(cells, wider))


LONGEST = 64
"""The maximum length of a part in the index; without a limit, long texts would fill the disk."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(r"\w+")
_ANY_HAN = re.compile(f"[{_HAN}]")
_BORDER = re.compile(f"(?<=[{_HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{_HAN}])")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def parts_of(text: str) -> list[str]:
    """All parts of words that contain a Chinese character, each once, sorted."""
    parts = set()
    for word in _WORD.findall(f"{_folded(text)} {fold(text)}"):
        if _ANY_HAN.search(word):
            ends = range(1, len(word) + 1)
            parts |= {word[at:end] for end in ends for at in range(max(0, end - LONGEST), end)}
    return sorted(part for part in parts if _ANY_HAN.search(part))


def _search(base: sqlite3.Connection, content: Content) -> None:
    _run(base, _SEARCH.format_map(_of(content)))
    rows = []
    for kind in KINDS:
        for record in content.records(kind):
            texts = texts_of(
                {key: part for key, part in record.items() if key not in ("kind", *content.of)}
            )
            text_of_row = " ".join(text for _, text in texts)
            spaced = _BORDER.sub(" ", _folded(text_of_row))
            words = " ".join(parts_of(text_of_row))
            own = (record[key] for key in content.of)
            rows.append((*own, kind, record["id"], *name_of(record).values(), spaced, words))
    marks = ", ".join("?" * (6 + len(content.of)))
    base.executemany(f"INSERT INTO records VALUES ({marks})", rows)
    # Record numbers are unique over all tables, so that one index serves all kinds.
    base.execute("UPDATE records SET rowid = rowid + (SELECT count(*) FROM records)")
    for kind in content.profile.kinds:
        same = " AND ".join(f"r.{key} = {kind}.{key}" for key in (*content.of, "id"))
        number = f"SELECT r.rowid FROM records r WHERE r.kind = '{kind}' AND {same}"
        base.execute(f"UPDATE {kind} SET rowid = ({number})")
    if has_search():
        _run(base, _INDEX)
        base.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")


def metadata(content: Content) -> dict[str, Any]:
    """The metadata that Datasette shows with the tables, for `datasette -m`."""
    settings = read_table(Path(__file__).with_name("datasette"))
    by_name = {table.name: table for table in content.tables}
    tables: dict[str, Any] = {}
    for name, table in by_name.items():
        keys = [column.key for column in table.columns]
        label = next((key for key in ("name_en", "title", "claim") if key in keys), keys[0])
        tables[name] = {
            "label_column": label,
            "columns": {column.key: column.meaning for column in table.columns if column.meaning},
            "facets": [key for key in settings["facets"].get(name, ()) if key in keys],
            **({"fts_table": "records_fts", "fts_pk": "rowid"} if name in KINDS else {}),
        }
    queries = {
        name: {key: query[key] for key in ("title", "sql")}
        for name, query in settings["queries"].items()
        if set(query["of"]) <= by_name.keys()
    }
    profile = content.profile
    about = {"title": profile.title, "license": profile.license, "about_url": profile.url}
    return {
        **{key: text for key, text in about.items() if text},
        "description": ", ".join(f"{key} {text}" for key, text in content.notes.items()),
        "databases": {"mic25": {"tables": tables, "queries": queries}},
    }
