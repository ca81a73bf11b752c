"""Exports read by independent programs; skipped if these are not installed."""

import contextlib
import re
import shutil
import sqlite3
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

import others
from cases import data
from conftest import ROOT
from mic25cli.calc.table_definition import rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.model.kinds import KINDS

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def parquet(tmp_path_factory):
    """The shipped dataset as Parquet."""
    others.module("pyarrow")
    from mic25cli.cli.main import main

    folder = tmp_path_factory.mktemp("parquet") / "dataset"
    assert main(["export", "-o", str(folder), "--format", "parquet", "-q"]) == 0
    return folder


@pytest.mark.others
@pytest.mark.parametrize(
    "records", [pytest.param("records", marks=pytest.mark.others), "examples/digital-decade"]
)
def test_frictionless_finds_no_fault(tmp_path, records):
    """The shipped dataset, which takes it five times as long, is left to another CI job."""
    frictionless = others.module("frictionless")
    from mic25cli.cli.main import main

    assert (
        main(["export", "-o", str(tmp_path / "dataset"), "-q", "--records", str(ROOT / records)])
        == 0
    )
    report = frictionless.validate(str(tmp_path / "dataset" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]


@pytest.mark.others
def test_duckdb_reads_types(parquet):
    duckdb = others.module("duckdb")
    types = duckdb.sql(
        f"SELECT typeof(value), typeof(period_end) FROM '{parquet}/observations.parquet' LIMIT 1"
    ).fetchall()
    assert types == [("DECIMAL(38,9)", "DATE")]


@pytest.mark.parametrize("name", TABLES)
def test_every_number_comes_back_from_parquet(name, parquet, shipped):
    """As a number to nine decimals, as a text with all digits."""
    pq = others.module("pyarrow.parquet")
    numbers = [column.key for column in TABLES[name].columns if column.type == "number"]
    file = {"findings": "findings_read"}.get(name, name)
    read = pq.read_table(parquet / f"{file}.parquet").to_pydict()
    rows = rows_of(TABLES[name], shipped)
    for key in numbers:
        exact = [None if row[key] is None else Decimal(row[key]) for row in rows]
        assert [x and Decimal(x) for x in read[f"{key}_text"]] == [x and Decimal(x) for x in exact]
        assert read[key] == [None if x is None else round(x, 9) for x in exact]
        assert [x for x in read[f"{key}_text"] if x] == [f"{x:f}" for x in exact if x is not None]


[FINE] = data(__file__, "FINE")


def of_value(records, value, unit):
    text = FINE[1].replace("VALUE", value).replace("UNIT", unit)
    return Path(records({"sources.yaml": FINE[0], "indicators.yaml": text}))


def test_more_decimals_than_declared_stay_in_the_text(mic25, tmp_path, records):
    pq = others.module("pyarrow.parquet")
    own = of_value(records, "0.12345678901234", "bn CNY")
    line = ("export", "-o", str(tmp_path / "x"), "--format", "parquet", "--records", str(own), "-q")
    assert mic25(*line).code == 0
    (row,) = pq.read_table(tmp_path / "x" / "observations.parquet").to_pylist()
    assert (row["value"], row["value_text"]) == (Decimal("0.123456789"), "0.12345678901234")
    assert row["value_base_text"] == "123456789.01234"
    small = of_value(records, "0.000000000001", "percent")
    text = mic25("export", "-o", str(tmp_path / "y"), "--records", str(small), "-q")
    assert text.code == 0
    assert ",0.000000000001," in (tmp_path / "y/data/observations.csv").read_text(encoding="utf-8")


def test_a_number_that_no_column_holds_is_told(mic25, tmp_path, records):
    others.module("pyarrow")
    own = of_value(records, "900000000000000000", "tn CNY")
    line = ("export", "-o", str(tmp_path / "x"), "--format", "parquet", "--records", str(own))
    ran = mic25(*line)
    assert ran.code == 2 and " and 9000000000" in ran.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", [*TABLES, *KINDS])
def test_types_are_the_same_whatever_the_dataset(name):
    import mic25cli

    others.module("pyarrow")
    other = mic25cli.open(ROOT / "examples" / "digital-decade").table(name)
    assert other.to_arrow().schema.equals(mic25cli.open().table(name).to_arrow().schema)


@pytest.mark.others
def test_the_lines_for_r_run_where_r_is_and_name_what_is_there(tmp_path, monkeypatch):
    from mic25cli import api
    from mic25cli.cli.main import main

    monkeypatch.chdir(tmp_path)
    assert (
        main(["export", "-o", "package", "-q"])
        == main(["export", "-o", "dataset", "-f", "sqlite", "-q"])
        == 0
    )
    page = (ROOT / "docs/how-to/databases.md").read_text(encoding="utf-8")
    frame, database = re.findall(r"^```r\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    headline = [row for row in api.open().progress() if row["applies"]]
    missed = [row for row in headline if row["status"] == "missed"]
    (query,) = re.findall(r'dbGetQuery\(dataset, "(.*?)"\)', database, re.DOTALL)
    with contextlib.closing(sqlite3.connect("dataset/mic25.sqlite")) as base:
        assert len(base.execute(query).fetchall()) == len(missed) > 0
    with open("package/data/statuses.csv", encoding="utf-8") as file:
        assert {"applies", "status"} <= set(file.readline().strip().split(","))
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("Rscript is not installed: the SQL and the columns were tried without it")

    def run(script):
        ran = subprocess.run([program, "-e", script], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    words = run(frame).split()
    names, counts = words[: len(words) // 2], words[len(words) // 2 :]
    assert dict(zip(names, map(int, counts), strict=True))["missed"] == len(missed)
    if run('cat(requireNamespace("RSQLite", quietly = TRUE))') == "TRUE":
        assert run(f"{database}\ncat(nrow(missed))").split()[-1] == str(len(missed))
