"""JSON, CSV with a Data Package descriptor, Parquet, and an Excel workbook."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Context, Decimal
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mic25cli.calc.records_by_indicator import DOSSIERS, MOVES
from mic25cli.calc.table_definition import Column, LongTable, Row
from mic25cli.errors import UsageError, import_optional
from mic25cli.export.table_content import Content, text_of, with_digits
from mic25cli.model import record_json
from mic25cli.model.kinds import KINDS
from mic25cli.values import grouped
from mic25cli.view.document import TextTable
from mic25cli.view.render.delimited import joined, neutral
from mic25cli.work_progress import steps

if TYPE_CHECKING:
    import pyarrow

PRECISION, SCALE = 38, 9
"""The decimal type that Parquet and Arrow declare for every exact number."""
LONGEST = 32_767
"""The maximum number of characters in a cell of a workbook."""
_PLAIN = re.compile(r"(?=[-.0-9]{1,15}$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_ALIGNED = re.compile(r"(?=[-.0-9]{1,15}$)-?[0-9]+(?:\.[0-9]+)?")
"""Numbers that a workbook preserves; in a column that is not of numbers, `3.10` is a section."""
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
Sheet = tuple[str, Sequence[Column], Iterable[Row]]


def json(content: Content, folder: Path) -> None:
    """`mic25.json`: the records by kind and the tables of claims."""
    tables = (table for table in content.tables if table.name not in KINDS)
    parts: dict[str, Iterator[tuple[str, Iterable[Any]]]] = {
        "records": ((kind, content.records(kind)) for kind in content.profile.kinds),
        "tables": ((table.name, content.each_row(table)) for table in tables),
    }
    with (folder / "mic25.json").open("w", encoding="utf-8", newline="\n") as out:
        schema = "mic25.datasets/1" if content.parts else "mic25.dataset/1"
        out.write(f'{{"schema": "{schema}", "about": ' + record_json.line(content.notes))
        if not content.parts:
            out.write(',\n"profile": ' + record_json.line(content.profile.data))
        for part, lists in parts.items():
            out.write(f',\n"{part}": {{')
            for number, (name, items) in enumerate(lists):
                lines = ",\n".join(map(record_json.line, items))
                out.write(("," if number else "") + f'\n"{name}": [{lines}]')
            out.write("}")
        out.write("}\n")


def datapackage(content: Content, folder: Path) -> None:
    """One CSV file per table, and `datapackage.json` (v2), which describes their data."""
    (folder / "data").mkdir()
    resources = []
    for table in steps("tables", content.tables):
        rows = [*content.each_row(table)]
        data = _csv(table, rows).encode()
        (folder / "data" / f"{table.name}.csv").write_bytes(data)
        resources.append(_resource(content, table, rows, data))
    sources = [
        {"title": source["title"], "path": source["url"]}
        for source in content.records("sources")
        if source["url"]
    ]
    profile = content.profile
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": profile.id,
        "title": profile.title,
        "description": "In a text cell that a spreadsheet would run, an apostrophe stands first. "
        + "; ".join(f"{key} {value}" for key, value in content.notes.items()),
        "version": profile.version,
        "licenses": [{"name": profile.license}] if profile.license else [],
        "homepage": profile.url,
        "contributors": [{"title": name} for name in profile.authors],
        "sources": sources,
        "resources": resources,
    }
    descriptor = {key: value for key, value in descriptor.items() if value}
    text = record_json.pretty(descriptor) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _csv(table: LongTable, rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    texts = {column.key for column in table.columns if column.type == "string"}
    for row in rows:
        cells = ((key, text_of(value) or "") for key, value in row.items())
        writer.writerow([neutral(cell) if key in texts else cell for key, cell in cells])
    return out.getvalue()


def _resource(
    content: Content, table: LongTable, rows: list[Row], data: bytes
) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": column.key, "type": "number" if column.type == "float" else column.type,
             "description": column.meaning}
            for column in table.columns
        ],
        "primaryKey": list(table.key),
    }  # fmt: skip
    of = content.of
    keys = [
        {"fields": [*of, column],
         "reference": {"resource": name if name != table.name else "", "fields": [*of, key]}}
        for column, name, key in content.links(table, rows)
        # A primary key of two columns must not contain a null.
        if not of or all(row[column] is not None for row in rows)
    ]  # fmt: skip
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name, "type": "table", "title": table.meaning,
        "path": f"data/{table.name}.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "schema": schema,
    }  # fmt: skip


def arrow(table: LongTable, rows: list[Row], notes: dict[str, str]) -> pyarrow.Table:
    """A table with the declared types; numbers have nine decimals. Raises `UsageError`."""
    pa = import_optional("pyarrow", "a table of Arrow or Parquet")
    types = {
        "string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(),
        "number": pa.decimal128(PRECISION, SCALE), "float": pa.float64(), "date": pa.date32(),
        "array": pa.string(), "object": pa.string(),
    }  # fmt: skip
    fields, arrays = [], []
    columns, wider = with_digits(table, rows)
    rows = [*wider]
    for column in columns:
        values = [_arrow_value(column.type, row[column.key]) for row in rows]
        fields.append(pa.field(column.key, types[column.type], column.key not in table.key,
                               {"description": column.meaning}))  # fmt: skip
        arrays.append(pa.array(values, types[column.type]))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, notes))


def _arrow_value(type_: str, value: Any) -> Any:
    if value is None or type_ in ("integer", "boolean", "float"):
        return value
    if type_ != "number":
        return date.fromisoformat(value) if type_ == "date" else text_of(value)
    exact = Decimal(value)
    places = exact.as_tuple().exponent
    if isinstance(places, int) and places < -SCALE:
        exact = exact.quantize(Decimal(1).scaleb(-SCALE), context=Context(prec=100))
    if abs(exact) >= 10 ** (PRECISION - SCALE):
        raise UsageError.of("too-many-digits-for-arrow", precision=PRECISION - SCALE, value=value)
    return exact


def parquet(content: Content, folder: Path, by: str | None = None) -> None:
    """One Parquet file per table; tables with the partition column have one folder per value."""
    for table in steps("tables", (*content.tables, content.wide(DOSSIERS), content.wide(MOVES))):
        for path, part, rows in _parts(content, table, by):
            made = arrow(part, rows, content.notes)
            import pyarrow.parquet as pq

            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(made, folder / path, compression="zstd")


def _parts(
    content: Content, table: LongTable, by: str | None
) -> Iterator[tuple[str, LongTable, list[Row]]]:
    rows = [*content.each_row(table)]
    if by is None or by not in {column.key for column in table.columns}:
        yield f"{table.name}.parquet", table, rows
        return
    # As in Hive, the value is in the folder's name, and the file lacks the column.
    rest = replace(table, columns=tuple(column for column in table.columns if column.key != by))
    values = grouped((row[by], row) for row in rows)
    for value, some in values.items() or [(None, [])]:
        name = "__HIVE_DEFAULT_PARTITION__" if value is None else quote(str(value), "")
        yield f"{table.name}/{by}={name}/part-0.parquet", rest, some


def xlsx(content: Content, folder: Path) -> None:
    """`mic25.xlsx`: a sheet with the meanings of the columns, then one sheet per table."""
    tables = content.tables
    meanings = ((table.name, column) for table in tables for column in with_digits(table, ())[0])
    sheets = (
        (table.name, *with_digits(table, content.each_row(table)))
        for table in steps("tables", tables)
    )
    every = chain([_contents(content.notes, meanings)], sheets)
    workbook = _workbook(content.profile.title, every, str(folder))
    (folder / "mic25.xlsx").write_bytes(workbook.getbuffer())


def list_workbook(table: TextTable, title: str, notes: Mapping[str, str]) -> bytes:
    """A list as a workbook: columns of plain numbers are numbers, all others text as in CSV."""
    rows = [dict(zip(count(), map(joined, row), strict=False)) for row in table.rows]
    columns = []
    for at, head in enumerate(table.heads):
        numbers = [row[at] for row in rows if row[at]]
        plain = numbers and all(map((_ALIGNED if head.right else _PLAIN).fullmatch, numbers))
        columns.append(Column(head.key, "number" if plain else "string", ""))
    keyed: Iterable[Row] = (
        {column.key: row[at] or None for at, column in enumerate(columns)} for row in rows
    )
    return _workbook(title, [("list", columns, keyed), _contents(notes, ())]).getvalue()


def _contents(notes: Mapping[str, str], meanings: Iterable[tuple[str, Column]]) -> Sheet:
    columns = [Column(key, "string", "") for key in ("sheet", "column", "meaning")]
    rows_of_notes = [(None, *note) for note in notes.items()]
    rows = chain(rows_of_notes, ((sheet, column.key, column.meaning) for sheet, column in meanings))
    keys = [column.key for column in columns]
    return "contents", columns, (dict(zip(keys, row, strict=True)) for row in rows)


def _workbook(title: str, sheets: Iterable[Sheet], folder: str | None = None) -> io.BytesIO:
    """The sheets as a workbook; texts are never read as formulas."""
    xlsxwriter = import_optional("xlsxwriter", "a workbook")
    # The library uses the system's line endings, so Windows would write other bytes.
    for part in (xlsxwriter.xmlwriter, xlsxwriter.theme):
        part.open = partial(open, newline="\n")
    # Rows are written one by one with their texts, so that memory does not grow with the table.
    buffer = io.BytesIO()
    dataset = xlsxwriter.Workbook(buffer, {"constant_memory": True, "tmpdir": folder})
    try:
        dataset.set_properties({"title": title, "created": datetime(2000, 1, 1)})
        bold = dataset.add_format({"bold": True})
        day = dataset.add_format({"num_format": "yyyy-mm-dd"})
        for name, columns, rows in sheets:
            sheet, down = dataset.add_worksheet(name), 0
            sheet.freeze_panes(1, 1)
            for across, column in enumerate(columns):
                sheet.write_string(0, across, column.key, bold)
            for down, row in enumerate(rows, 1):
                for across, column in enumerate(columns):
                    _cell(sheet, down, across, column.type, row[column.key], day)
            sheet.autofilter(0, 0, down, len(columns) - 1)
        dataset.close()
    except xlsxwriter.exceptions.FileCreateError as fault:
        raise fault.args[0] from fault  # an error of the system, such as a full disk
    finally:
        for sheet in dataset.worksheets():
            sheet.row_data_fh.close()
    return buffer


def _whole_day(text: str) -> date | None:
    """The day in a text that is only a day; None for years, months and other dates."""
    if not _DAY.fullmatch(text) or text < "1900-03":  # Workbooks wrongly have a 29 February 1900.
        return None
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def _cell(sheet: Any, down: int, across: int, type_: str, value: Any, day: Any) -> None:
    if value is None:
        return
    whole_day = _whole_day(value) if type_ in ("date", "string") else None
    if whole_day is not None:
        sheet.write_datetime(down, across, whole_day, day)
    elif type_ in ("integer", "number", "float"):
        sheet.write_number(down, across, float(value))
    elif type_ == "boolean":
        sheet.write_boolean(down, across, value)
    else:
        text = text_of(value) or ""
        if len(text) > LONGEST:
            text = f"[{len(text)} characters, more than a cell holds: see the tables of claims]"
        if sheet.write_string(down, across, text):
            raise UsageError.of("a-cell-of-workbook-cannot-contain-its-text", text=text[:60])
