"""Statuses computed by Spark: this package's verdicts on the files of `mic25 export -f parquet`.
pyspark (the extra `spark`) is imported only here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

    from mic25cli.calc.progress.max_changes import Moves

RECORDS = "records"  # the column with a dossier's records


def statuses(
    dossiers: DataFrame, moves: DataFrame, as_of: str, known_at: str | None = None
) -> DataFrame:
    """The rows of `mic25 table statuses` at a date, for every dossier. `moves` are those of the
    dossiers' datasets, known at the same time; they are matched by the columns that both have.
    Other columns than `records`, such as `dataset`, come before the statuses."""
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    from mic25cli.calc.tables import TABLES

    columns = {
        RECORDS,
        "targets",
        "milestones",
        *(column.key for column in TABLES["statuses"].columns),
    }
    besides = [field for field in dossiers.schema.fields if field.name not in columns]
    names = [field.name for field in besides]
    shared = [name for name in names if name in moves.columns]
    moves_by_key: dict[tuple[object, ...], list[tuple[str, int, str]]] = {}
    for row in moves.toArrow().to_pylist():
        key = tuple(row[name] for name in shared)
        moves_by_key.setdefault(key, []).append((row["scale"], row["years"], row["moves"]))
    moves_ = {key: tuple(rows) for key, rows in moves_by_key.items()}
    judged = from_arrow_schema(_judged([]).schema)
    schema = StructType([*besides, *judged.fields])

    def run(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            of = zip(*(batch.column(name).to_pylist() for name in shared), strict=True)
            keys = list(of) if shared else [()]
            batch_moves = [_moves_of(moves_.get(key, ())) for key in keys]
            yield from judge(batch, names, batch_moves, as_of, known_at)

    return dossiers.select(*names, RECORDS).mapInArrow(run, schema)


@lru_cache(maxsize=16)
def _moves_of(rows: tuple[tuple[str, int, str], ...]) -> Moves:
    """The moves of a dataset; a worker sorts them once, not for each dossier."""
    from mic25cli.calc.records_by_indicator import moves_of

    return moves_of(
        {"scale": scale, "years": years, "moves": json.loads(text)} for scale, years, text in rows
    )


def judge(
    batch: pyarrow.RecordBatch,
    names: Iterable[str],
    moves: Sequence[Moves | Iterable[Mapping[str, Any]]],
    as_of: str,
    known_at: str | None = None,
) -> Iterator[pyarrow.RecordBatch]:
    """The statuses of the dossiers in a batch, with some of its columns before them. `moves` are
    either one value per dossier or a single value for all."""
    import pyarrow as pa

    from mic25cli import api

    rows: list[dict[str, object]] = []
    of: list[int] = []
    for place, records in enumerate(batch.column(RECORDS).to_pylist()):
        dataset = api.dataset_of(records, None, known_at, moves[place % len(moves)])
        rows_ = dataset.progress(as_of=as_of).rows
        rows += rows_
        of += [place] * len(rows_)
    table, places = _judged(rows), pa.array(of, pa.int64())
    before = {name: batch.column(name).take(places) for name in names}
    columns: Mapping[str, object] = {**before, **dict(zip(table.column_names, table, strict=True))}
    yield from pa.table(columns).to_batches()


def _judged(rows: list[dict[str, object]]) -> pyarrow.Table:
    from mic25cli.calc.tables import TABLES
    from mic25cli.export.formats import arrow

    return arrow(TABLES["statuses"], rows, {})
