"""The JSON of an export: the list of its files, and the dataset in one file."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Literal

from mic25cli.calc.tables import TABLES
from mic25cli.export.release import Release
from mic25cli.export.table_content import RENAMED
from mic25cli.export.whole_folder import Manifest
from mic25cli.model.kinds import KINDS
from mic25cli.values import FrozenData
from mic25cli.view import json_schemas
from mic25cli.view.json_output import DerivedSchema, Output


def _lists(items: dict[str, json_schemas.Json], several: bool) -> json_schemas.Json:
    dataset = {"dataset": {"type": "string"}} if several else {}
    every = {
        key: {"type": "array", "items": json_schemas.object_of({**dataset, **item["properties"]})}
        for key, item in items.items()
    }
    return {**json_schemas.object_of(every), "required": []}


def _records(several: bool = False) -> json_schemas.Json:
    return _lists({kind: json_schemas.of_kind(kind, computed=False) for kind in KINDS}, several)


def _rows(several: bool = False) -> json_schemas.Json:
    tables = {RENAMED.get(key, key): json_schemas.of_table(TABLES[key]) for key in TABLES}
    return _lists(tables, several)


class ExportedDataset(FrozenData):
    """`mic25.json`: the records by kind and the tables of claims."""

    schema: Literal["mic25.dataset/1"]
    about: dict[str, str]
    profile: dict[str, Any]
    records: Annotated[Any, DerivedSchema(_records)]
    tables: Annotated[Any, DerivedSchema(_rows)]


class ExportedDatasets(FrozenData):
    """`mic25.json` of several datasets: records and rows, each with the name of its dataset."""

    schema: Literal["mic25.datasets/1"]
    about: dict[str, str]
    records: Annotated[Any, DerivedSchema(partial(_records, several=True))]
    tables: Annotated[Any, DerivedSchema(partial(_rows, several=True))]


OUTPUTS = (
    Output("export", None, whole=Manifest),
    Output("export-release", None, whole=Release),
    Output(
        "export-json", None, whole=ExportedDataset, made_of_others=True, of_several=ExportedDatasets
    ),
)
