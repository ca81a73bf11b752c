"""The fields of a kind's records: where each stands, what it holds, what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mic25cli.calc.carried_out import COLUMNS, KINDS_FOLLOWED
from mic25cli.model import shape
from mic25cli.model.choices import CARRIED_OUT


@dataclass(frozen=True)
class FieldRow:
    """A field of a kind's records."""

    field: str
    """its path, as --fields and --sort take it"""
    type: str
    required: bool
    of: str | None
    """the kind that it names a record of; `*`: of any kind"""
    choices: tuple[str, ...]
    meaning: str


def of_kind(kind: str) -> Iterator[FieldRow]:
    """The fields of a kind's records by path: what each holds, whether it must be there, why."""
    yield from _fields(shape.of_kind(kind), "")
    for column in COLUMNS if kind in KINDS_FOLLOWED else ():
        words = CARRIED_OUT if column.key == "carried_out" else ()
        yield FieldRow(column.key, column.type, False, None, words, column.meaning)


def _fields(mapping: Any, path: str) -> Iterator[FieldRow]:
    for key, field in mapping.fields.items():
        inner, lists = field.shape, ""
        while inner.sort == "list":
            inner, lists = inner.item, f"{lists}list of "
        yield FieldRow(
            f"{path}{key}", f"{lists}{inner.sort}", field.required,
            inner.link, tuple(inner.choices), field.doc,
        )  # fmt: skip
        yield from _fields(inner, f"{path}{key}.")
