"""A CSV file from another program: its encoding, separator, header, and rows by line."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from mic25cli.errors import UsageError
from mic25cli.values import FrozenData

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_CELL = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 2_000_000
"""The maximum number of cells in all rows together; each takes memory, however short it is."""
DELIMITERS = {",": ",", ";": ";", "tab": "\t", "|": "|"}


class CsvRow(FrozenData):
    """A row: the line on which it ends, and its cells by column."""

    line: int
    cells: dict[str, str]
    odd: str | None = None


class CsvFile(FrozenData):
    """The columns of a file in their order, its separator, and its rows."""

    columns: tuple[str, ...]
    delimiter: str
    rows: tuple[CsvRow, ...]


def read(raw: bytes, name: str, delimiter: str | None = None) -> CsvFile:
    """The CSV file in some bytes; raises `UsageError` if it is not one, or is too large."""
    _check_count(name, len(raw), MAX_BYTES, "bytes")
    text = _decoded(raw, name)
    chosen = delimiter or _separator(text)
    before = csv.field_size_limit(MAX_CELL)
    # Read again from bytes: a text in memory can take four times as much.
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")
    del text
    reader = csv.reader(_lines(stream, name), delimiter=chosen, strict=True)
    try:
        columns = _header(reader, name)
        return CsvFile(columns, chosen, tuple(_rows(reader, columns, name)))
    except csv.Error as fault:
        raise UsageError.of(
            "not-valid-csv", name=name, line_num=reader.line_num, fault=fault
        ) from fault
    finally:
        csv.field_size_limit(before)


def by_year(table: CsvFile, name: str) -> CsvFile:
    """A table with a column for each year as one with a row for each, as other portals export."""
    years = [column for column in table.columns if re.fullmatch(r"(?:19|20)\d\d", column)]
    others = tuple(column for column in table.columns if column not in years)
    if len(years) < 2 or {"year", "value"} & {*others}:
        return table
    _check_count(name, len(table.rows) * len(years), MAX_ROWS, "rows")
    rows = (
        CsvRow(row.line, same | {"year": year, "value": row.cells.get(year, "")}, row.odd)
        for row in table.rows
        for same in [{column: row.cells.get(column, "") for column in others}]
        for year in years
    )
    return CsvFile((*others, "year", "value"), table.delimiter, tuple(rows))


def _decoded(raw: bytes, name: str) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else "utf-8-sig"
    if b"\0" in raw and not wide:
        # For example a workbook or an archive, which cannot be converted to a table.
        raise UsageError.of("contains-zero-bytes", name=name)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as fault:
        way = "iconv -f GB18030 -t UTF-8 (WINDOWS-1252 for a file from western Europe)"
        raise UsageError.of("is-not-utf-8", name=name, start=fault.start, way=way) from fault


def _lines(file: Iterable[str], name: str) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if len(line) > MAX_COLUMNS * MAX_CELL:
            raise UsageError.of("line-is-too-long", name=name, number=number, count=len(line))
        _check_count(name, number, MAX_CELLS, "lines")
        yield line


def _check_count(name: str, count: int, most: int, what: str) -> None:
    if count > most:
        raise UsageError.of("has-more-than", name=name, most=most, what=what)


def _separator(text: str) -> str:
    first_line = re.search(r"\S[^\r\n]*", text)
    first = ""
    if first_line is not None:
        start = max(text.rfind(end, 0, first_line.start()) for end in "\r\n") + 1
        first = text[start : first_line.end()]
    counts = {sign: first.count(sign) for sign in DELIMITERS.values()}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ","


def _header(reader: Iterator[Sequence[str]], name: str) -> tuple[str, ...]:
    header = next((row for row in reader if any(cell.strip() for cell in row)), None)
    if header is None:
        raise UsageError(f"'{name}' is empty", "write the names of the columns in its first line.")
    columns = tuple(cell.strip() for cell in header)
    if len(columns) > MAX_COLUMNS:
        raise UsageError.of("has-more-than-columns", name=name, max_columns=MAX_COLUMNS)
    for column in columns:
        if columns.count(column) > 1:
            raise UsageError.of("has-two-columns-called", name=name, column=column[:60])
    return columns


def _rows(reader: Iterator[Sequence[str]], columns: Sequence[str], name: str) -> Iterator[CsvRow]:
    full = (row for row in reader if any(cell.strip() for cell in row))
    for count, row in enumerate(full, 1):
        _check_count(name, count, MAX_ROWS, "rows")
        _check_count(name, count * len(columns), MAX_CELLS, "cells")
        line: int = reader.line_num  # type: ignore[attr-defined]
        fits = len(row) == len(columns)
        odd = None if fits else f"the row has {len(row)} cells, but the header has {len(columns)}"
        yield CsvRow(line, dict(zip(columns, row, strict=False)), odd)
