"""A dataset whose texts would be markup, scripts or direction marks in careless programs."""

from pathlib import Path
from typing import Any

from builders import dataset_texts
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.store import snapshot

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe {{7*7}} ]]> --> `x`"
ODD = dataset_texts("hostile")
SWAPPED = {
    "HOSTILE": HOSTILE,
    "https://example.org/QUERY": 'https://example.org/?a=1&b="><script>',
    "https://example.org/JS": "javascript:alert(3)",
}
"""Texts that no record file may have, put into the dataset after it was read."""


def swapped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: swapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [swapped(item) for item in value]
    for word, text in SWAPPED.items() if isinstance(value, str) else ():
        value = value.replace(word, text)
    return value


def hostile_dataset(folder: Path) -> RecordSet:
    """The dataset of a folder with ODD, with texts added that no record file may have."""
    dataset = snapshot.open_dataset([folder])
    return RecordSet.of({kind: swapped(dict(dataset.kind(kind))) for kind in KINDS})
