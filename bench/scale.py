"""How progress scales, in one process and by Spark: the figures of docs/scale.md.

    .venv/bin/python bench/scale.py              # 10,000 and 100,000 targets
    .venv/bin/python bench/scale.py 1000000      # that many

Needs the extra `interop` and a JRE. A set of datasets is the shipped one many times over: each
copy has its own `dataset`, and must get the rows that the command gives.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import mic25cli as mic25

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2025-12-31"
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)


def session(workers: int) -> Any:
    """Spark in this process, with so many workers and without its web page."""
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master(f"local[{workers}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    return made


def one_process(dataset: Any) -> float:
    """Seconds per target in this process: the whole dataset, judged as by the command."""
    start = time.perf_counter()
    dataset.progress(as_of=AS_OF)
    return (time.perf_counter() - start) / len(dataset.targets)


def processor() -> float:
    """Seconds of processor time of all child processes, on Linux."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(each.parent.name)] = int(fields[1])
        ticks[int(each.parent.name)] = sum(map(int, fields[11:15]))
    below = {os.getpid()}
    for _ in range(6):
        below |= {child for child, parent in parents.items() if parent in below}
    own = sum(ticks[each] for each in below - {os.getpid()} if each in ticks)
    return own / os.sysconf("SC_CLK_TCK")


def by_spark(dataset: Any, targets: int, workers: int, lake: Path) -> tuple[int, float, float]:
    """The number of judged targets, the seconds and the processor's; the rows are checked."""
    from pyspark.sql import functions as F

    from mic25cli.spark_statuses import statuses

    spark = session(workers)
    try:
        copies = math.ceil(targets / len(dataset.targets))
        dossiers = spark.createDataFrame(dataset.dossiers().to_arrow())
        moves = spark.createDataFrame(dataset.moves().to_arrow())
        datasets = spark.range(0, copies, 1, 8 * workers).withColumnRenamed("id", "dataset")
        many = datasets.crossJoin(F.broadcast(dossiers))
        judged = str(lake / f"judged-{copies}-{workers}")
        start, before = time.perf_counter(), processor()
        statuses(many, moves, AS_OF).write.mode("overwrite").parquet(judged)
        took, used = time.perf_counter() - start, processor() - before
        check(spark, F, judged, dataset, copies)
    finally:
        spark.stop()
    return copies * len(dataset.targets), took, used


def check(spark: Any, functions: Any, judged: str, dataset: Any, copies: int) -> None:
    """Check that every copy has the command's own rows: as many, and no other row."""
    found = spark.read.parquet(judged)
    keys = [name for name in found.columns if name != "dataset"]
    counted = found.groupBy(*keys).agg(functions.count("*").alias("copies"))
    rows = counted.toArrow()
    assert set(rows.column("copies").to_pylist()) == {copies}
    wanted = dataset.progress(as_of=AS_OF).to_arrow()
    held = rows.drop_columns(["copies"]).cast(wanted.schema).sort_by("claim")
    assert held.equals(wanted.sort_by("claim"))


def main(sizes: list[int]) -> int:
    """Print a line per run, with the load of the machine, which others may share."""
    dataset = mic25.open()
    print(f"{len(dataset.targets)} targets a dataset, as of {AS_OF}; {os.cpu_count()} cores")
    each = min(one_process(dataset) for _ in range(5))
    print(f"one process: {each * 1000:.2f} ms a target, {each * 1e5:.0f} s for 100,000")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for workers in (1, 2):
                targets, took, used = by_spark(dataset, size, workers, Path(folder))
                print(
                    f"Spark, {workers} worker(s): {targets:>9,} targets in {took:7.1f} s, "
                    f"{used / targets * 1000:.2f} ms of a processor each, "
                    f"load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or [10_000, 100_000]))
