"""Small records for tests, complete as the dataset holds them."""

from collections.abc import Mapping
from typing import Any

from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS

CITE = {"source": "paper", "at": "§1", "checked": "text"}


def record(kind: str, record_id: str, **fields: Any) -> dict[str, Any]:
    """A record as the dataset holds it: the fields given, every other key null or empty."""
    return {
        "kind": kind,
        "id": record_id,
        **KINDS[kind].load_model().model_validate(fields).as_data(),
    }


def source(record_id: str, **fields: Any) -> dict[str, Any]:
    """A source; by default of 2019, grade B, read in full."""
    base = {
        "title": record_id,
        "published": "2019",
        "lang": "en",
        "authority": "B",
        "coverage": "full",
    }
    return record("sources", record_id, **{**base, **fields})


def claim(**fields: Any) -> dict[str, Any]:
    """A claim cited from the source `paper` unless `cite` says otherwise."""
    return {"cite": [CITE], **fields}


def dataset(*records: Mapping[str, Any]) -> RecordSet:
    """A dataset of records, with the source `paper` if they have none of that id."""
    kinds: dict[str, dict[str, Mapping[str, Any]]] = {}
    for each in records:
        kinds.setdefault(each["kind"], {})[each["id"]] = each
    kinds.setdefault("sources", {}).setdefault("paper", source("paper"))
    return RecordSet.of(kinds)
