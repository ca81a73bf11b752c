"""Datasets too large for one process: partitioned Parquet, figures computed in SQL, Spark."""

import json
import os
import re
import shutil
import sys

import pytest

import mic25cli
import others
from conftest import RECORDS, ROOT, python
from mic25cli.calc.progress.max_changes import max_changes_of
from mic25cli.calc.progress_question import Question
from mic25cli.calc.records_by_indicator import dataset_of, dossiers, moves, moves_of
from mic25cli.calc.table_definition import rows_of
from mic25cli.calc.tables import TABLES

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

BY = re.compile(r"```sql\n(WITH .*?)```", re.DOTALL)


@pytest.mark.others
@pytest.mark.parametrize(
    "when", [Question("2025-12-31"), Question("2017"), Question("2019", "2018-06")]
)
def test_dossiers_judged_one_by_one_give_the_rows_of_the_dataset(shipped, when):
    wanted = rows_of(TABLES["statuses"], shipped, when)
    # As read from a file.
    moved = moves_of(json.loads(json.dumps(list(moves(shipped, when)))))
    found = [
        row
        for each in dossiers(shipped, when)
        for row in rows_of(TABLES["statuses"], dataset_of(each["records"], moved), when)
    ]
    assert sorted(found, key=lambda row: row["claim"]) == sorted(
        wanted, key=lambda row: row["claim"]
    )
    assert sum(each["targets"] for each in dossiers(shipped, when)) == len(shipped.kind("targets"))
    parts = [dataset_of(each["records"], moved) for each in dossiers(shipped, when)]
    assert {id(max_changes_of(part).moves) for part in parts} == {id(moved)}


def test_a_worker_sorts_the_moves_of_a_dataset_once():
    from mic25cli.spark_statuses import _moves_of

    told = [json.dumps({"a": [3, 1], "b": [2.5]}) for _ in range(2)]
    first, second = (_moves_of((("points", 1, text),)) for text in told)
    assert first is second and [each.size for each in first.over("points", 1)] == [1, 2.5, 3]


@pytest.mark.others
def test_records_in_memory_are_a_dataset():
    dataset = mic25cli.open()
    row = next(row for row in dataset.dossiers() if row["indicator"] == "nev-sales")
    held = mic25cli.dataset_of(row["records"], moves=dataset.moves())
    own = [each for each in dataset.progress(as_of="2025").rows if each["indicator"] == "nev-sales"]
    assert held.progress(as_of="2025").rows == own and own
    assert held.targets["nev-sales"]["indicator"] == "nev-sales"
    assert mic25cli.dataset_of({"targets": [], "indicators": []}).progress(as_of="2025").rows == []


@pytest.mark.others
def test_parted_parquet_is_the_same_data(mic25, tmp_path, shipped):
    duckdb = others.module("duckdb")
    own = ("--format", "parquet", "-q", "--records", str(ROOT / "examples" / "digital-decade"))
    assert mic25("export", "-o", str(tmp_path / "whole"), *own).code == 0
    for by, tables in (
        ("industry", ("observations", "milestones")),
        ("year", ("milestones", "statuses")),
        ("kind", ("citations", "links")),
        ("indicator", ("dossiers", "statuses")),
    ):
        lake = tmp_path / by
        ran = mic25("export", "-o", str(lake), "--partition-by", by, *own)
        assert (ran.code, ran.err) == (0, "")
        assert (lake / "units.parquet").is_file()
        for table in tables:
            whole = duckdb.read_parquet(f"{tmp_path}/whole/{table}.parquet")
            parts = duckdb.sql(
                f"FROM read_parquet('{lake}/{table}/*/*.parquet', hive_partitioning = true)"
            )
            columns = ", ".join(
                f'"{name}"' + ("::VARCHAR" if name == by else "") for name in whole.columns
            )
            first, second = (
                sorted(map(repr, each.project(columns).fetchall())) for each in (whole, parts)
            )
            assert first == second
            files = list((lake / table).glob("*/part-0.parquet"))
            assert len(files) == len({row[0] for row in parts.project(by).fetchall()}) > 1
    ran = mic25("export", "-o", str(tmp_path / "x"), "--partition-by", "year")
    assert ran.code == 2 and "only Parquet can be written in parts" in ran.err


@pytest.mark.others
@pytest.mark.parametrize("day", ["2025-12-31", "2019-07", "2017"])
def test_the_sql_of_the_page_gives_the_commands_figures(mic25, tmp_path, day):
    """Every row of the command, null in the same places: shortfall, share, expected, pace."""
    duckdb = others.module("duckdb")
    (query,) = BY.findall((ROOT / "docs" / "scale.md").read_text(encoding="utf-8"))
    folder = tmp_path / "dataset"
    assert mic25("export", "-o", str(folder), "--format", "parquet", "--as-of", day, "-q").code == 0
    connection = duckdb.connect()
    for name in ("statuses", "units"):
        connection.execute(f"CREATE VIEW {name} AS FROM '{folder}/{name}.parquet'")
    found = {claim: figures for claim, *figures in connection.execute(query).fetchall()}
    keys = ("shortfall", "progress", "expected", "pace")
    wanted = mic25cli.open(as_of=day).progress().rows
    assert found.keys() <= {row["claim"] for row in wanted}
    for row in wanted:
        own = [row[key] for key in keys]
        if (row["last_seen"] or "") > f"{row['year']}-12-31":
            own[0] = None
        figures = found.get(row["claim"], [None] * 4)
        there = [each if each is None else float(each) for each in figures]
        assert there == [
            each if each is None else pytest.approx(float(each), rel=1e-9) for each in own
        ]
    assert sum(row["shortfall"] is not None for row in wanted) > 20
    assert any(row["pace"] is not None for row in wanted)


def spark_session():
    """Spark with two workers on this machine; skips the test without it."""
    others.module("pyspark")
    others.find("java")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    return made


@pytest.mark.others
def test_spark_gives_the_commands_rows_for_every_dataset(mic25, tmp_path):
    """Three datasets in one data lake, judged by two workers: each row is the command's own."""
    spark = spark_session()
    from mic25cli.spark_statuses import statuses

    day = "2025-12-31"
    try:
        lake = tmp_path / "lake"
        for name in ("a", "b", "c"):
            own = tmp_path / name
            shutil.copytree(RECORDS, own)
            if name == "c":  # a dataset with one other number
                file = own / "indicators" / "vehicles.yaml"
                text = file.read_text(encoding="utf-8")
                assert "value: 16.49" in text
                file.write_text(text.replace("value: 16.49", "value: 1.649"), encoding="utf-8")
            line = ["export", "-o", str(lake / f"dataset={name}"), "--format", "parquet", "-q"]
            assert mic25(*line, "--records", str(own), "--as-of", day).code == 0
        reader = spark.read.option("basePath", str(lake))
        dossiers = reader.parquet(str(lake / "*" / "dossiers.parquet"))
        moved = reader.parquet(str(lake / "*" / "moves.parquet"))
        judged = statuses(dossiers.repartition(4), moved, day).toArrow()
    finally:
        spark.stop()
    assert judged.column_names[0] == "dataset" and judged.num_rows > 500
    import pyarrow.compute as pc

    for name in ("a", "b", "c"):
        wanted = mic25cli.open(tmp_path / name, as_of=day).progress().to_arrow().sort_by("claim")
        rows = judged.filter(pc.equal(judged["dataset"], name)).drop_columns(["dataset"])
        assert rows.cast(wanted.schema).sort_by("claim").equals(wanted)
        sales = [row for row in rows.to_pylist() if row["record"] == "nev-sales"]
        assert {row["status"] for row in sales if row["year"] == 2025} == (
            {"met"} if name != "c" else {"missed"}
        )


def test_without_spark_nothing_of_it_is_imported():
    without = "import sys; sys.modules['pyspark'] = sys.modules['pyarrow'] = None"
    python("-c", f"{without}; import mic25cli.spark_statuses")
