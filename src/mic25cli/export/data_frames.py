"""A table in Python: its rows, and data frames of pandas, polars and pyarrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mic25cli import __version__
from mic25cli.calc.table_definition import Column, LongTable, Row
from mic25cli.errors import UsageError, import_optional

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_MEASURED = re.compile(r"^(|.*_)(value|low|high)(_base)?$|^shortfall$|^needed_per_year$")
"""The numbers that have a unit, in the column `unit` or `unit_base`."""


@dataclass(repr=False, eq=False)
class Table:
    """Rows of typed columns; polars, DuckDB and pandas accept it directly."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: list[Row]
    meaning: str = ""
    about: dict[str, str] = field(default_factory=dict)
    """The digest, date, version and source of the dataset."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, place: int) -> Row:
        return self.rows[place]

    def __repr__(self) -> str:
        return f"<mic25.Table {self.name}: {len(self)} rows, {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        keys = [column.key for column in self.columns]
        return html_of(f"{self.name}: {len(self)} rows", keys, self.rows[:10])

    @cached_property
    def _arrow(self) -> pyarrow.Table:
        from mic25cli.export.formats import arrow

        table = LongTable(self.name, "", self.columns, self.key, lambda *_: iter(()))
        return arrow(table, self.rows, {"mic25": __version__})

    def to_arrow(self) -> pyarrow.Table:
        """The table in pyarrow: exact numbers are decimal128(38, 9), with digits in `…_text`."""
        return self._arrow

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow PyCapsule interface."""
        return self._arrow.__arrow_c_stream__(requested_schema)

    def to_pandas(
        self, exact: bool = False, *, wide: bool = False, latest: bool = False
    ) -> pandas.DataFrame:
        """A pandas frame with floats and datetimes, or with Decimals if `exact`. `attrs` has the
        meanings of table and columns, the units or their columns, source and digest.

        For observations, `latest` selects the latest deciding figure of each record and definition,
        and `wide` gives one column per period. A range is given by its middle, and a record with
        figures in several units in their base unit.
        """
        if wide or latest:
            long = replace(self, rows=self._deciding(latest)).to_pandas(exact)
            if not wide:
                return long
            rows = long.assign(basis=long["basis"].fillna(""))
            index = [*self.key[:-1], "record", "basis", "unit"]
            mixed = rows.groupby(index[:-2])["unit"].transform("nunique") > 1
            for end in ("", "_base"):
                middle = (rows[f"low{end}"] + rows[f"high{end}"]) / 2
                rows[f"value{end}"] = rows[f"value{end}"].fillna(middle)
            for key in ("value", "unit"):
                rows[key] = rows[key].where(~mixed, rows[f"{key}_base"])
            return rows.pivot(index=index, columns="period", values="value")
        pd, pa = import_optional("pandas", "to_pandas()"), import_optional("pyarrow", "to_pandas()")

        table = self._arrow
        for place, column in enumerate(self.columns):
            if column.type == "date" and not exact:
                days = table.column(place).cast(pa.timestamp("s"))
                table = table.set_column(place, column.key, days)
        types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
        frame: pandas.DataFrame = table.to_pandas(types_mapper=types.get)
        for column in self.columns if not exact else ():
            if column.type == "number":
                frame[column.key] = frame[column.key].astype("float64")
        columns = {column.key: column.meaning for column in self.columns}
        measured = filter(_MEASURED.search, columns)
        units = {key: "unit_base" if key.endswith("_base") else "unit" for key in measured}
        frame.attrs |= {"table": self.name, "meaning": self.meaning, **self.about}
        frame.attrs |= {"columns": columns, "units": units}
        return frame

    def _deciding(self, latest: bool) -> list[Row]:
        """The deciding rows of observations; with `latest`, one for each record and definition."""
        if self.name != "observations":
            raise UsageError.of("does-not-have-one-row-per-period", name=self.name)
        rows = [row for row in self.rows if row["used_as"] == "decides"]
        rows.sort(key=lambda row: str(row["period_end"] or ""))
        last = {(row.get("dataset"), row["record"], row["basis"]): row for row in rows}
        return [*last.values()] if latest else rows

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars data frame; raises `UsageError` without polars."""
        pl = import_optional("polars", "to_polars()")
        frame: polars.DataFrame = pl.from_arrow(self._arrow)
        return frame


class Svg(str):
    """A drawing as SVG, which a notebook shows."""

    def _repr_svg_(self) -> str:
        return str(self)


def html_of(title: str, keys: Sequence[str], rows: Iterable[Row]) -> str:
    """A few rows as HTML for notebooks."""
    from html import escape

    def cells(tag: str, values: Iterable[object]) -> str:
        texts = ("" if value is None else str(value) for value in values)
        return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)

    body = "".join(f"<tr>{cells('td', (row[key] for key in keys))}</tr>" for row in rows)
    head = f"<caption>{escape(title)}</caption><tr>{cells('th', keys)}</tr>"
    return f"<table>{head}{body}</table>"
