"""What is exported, read by the programs of others; skipped where they are not installed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mic25cli.calc.tables import TABLES, rows_of
from mic25cli.model.book import Book

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped book as Parquet."""
    pytest.importorskip("pyarrow", reason="the extra interop is not installed")
    from mic25cli.cli.main import main

    folder = tmp_path_factory.mktemp("parquet") / "book"
    assert main(["export", str(folder), "--format", "parquet", "-q"]) == 0
    return folder


def test_frictionless_finds_no_fault(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="the extra interop is not installed")
    from mic25cli.cli.main import main

    assert main(["export", str(tmp_path / "book"), "-q"]) == 0
    report = frictionless.validate(str(tmp_path / "book" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]


def sums(book: Book) -> Any:
    rows = rows_of(TABLES["observations"], book)
    values = [row["value_base"] for row in rows if row["value_base"] is not None]
    return len(rows), sum(map(Decimal, values)), len(rows) - len(values)


def test_duckdb_reads_types_and_numbers(parquet: Path, shipped: Book) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra interop is not installed")
    found = duckdb.sql(
        "SELECT count(*), sum(value_base), count(*) - count(value_base) "
        f"FROM '{parquet}/observations.parquet'"
    ).fetchall()
    assert found == [sums(shipped)]
    types = duckdb.sql(
        f"SELECT typeof(value), typeof(period_end) FROM '{parquet}/observations.parquet' LIMIT 1"
    ).fetchall()
    assert types == [("DECIMAL(38,9)", "DATE")]


def test_polars_reads_the_same(parquet: Path, shipped: Book) -> None:
    polars = pytest.importorskip("polars", reason="the extra interop is not installed")
    frame = polars.read_parquet(parquet / "observations.parquet")
    column = frame["value_base"]
    assert (len(frame), column.sum(), column.null_count()) == sums(shipped)


def test_pandas_reads_the_same(parquet: Path, shipped: Book) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra interop is not installed")
    frame = pandas.read_parquet(parquet / "observations.parquet")
    column = frame["value_base"]
    assert (len(frame), column.dropna().sum(), column.isna().sum()) == sums(shipped)


def test_an_empty_table_has_the_same_types(parquet: Path) -> None:
    from mic25cli.export.others import arrow

    pq = pytest.importorskip("pyarrow.parquet", reason="the extra interop is not installed")
    for table in TABLES.values():
        name = "findings_read" if table.name == "findings" else table.name
        full = pq.read_schema(parquet / f"{name}.parquet")
        assert arrow(table, [], {}).schema.equals(full)
