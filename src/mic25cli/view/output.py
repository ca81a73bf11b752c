"""What a command prints as JSON, declared beside the code that makes it.

An `Output` names the types of a command's payload, as `Answer` names its parts; `view.contracts`
turns it into JSON Schema, `mic25 schema --output NAME` prints that, and the tests hold every JSON
that they see against it.  The keys that a function writes by hand are a `TypedDict`, which it
returns; where a value of `calc` is printed key by key, `Annotated[Any, FieldsOf(its class)]` says
so.  A text among the annotations is the meaning of a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Output(NamedTuple):
    """The JSON of a command by name: an array of items, or an object that has them as `results`."""

    name: str
    item: object
    """The type of an item: a `TypedDict`, a `FieldsOf`, a `RecordOf`, a `RowOf`."""
    report: object = None
    """The type of the keys before the `results`; None: a bare array."""
    single: bool = False
    """Whether one item is an object, not an array of one."""
    whole: object = None
    """The type of what is printed instead of items, where that is another."""
    made_of_others: bool = False
    """Whether it only puts together what other outputs have, whose contracts tell of changes."""


@dataclass(frozen=True, eq=False)
class FieldsOf:
    """A frozen value (dataclass or named tuple) as its fields by name."""

    of: type
    without: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    """Keys that are printed beside its fields, with their types."""


@dataclass(frozen=True, eq=False)
class Keys:
    """An object by its keys, where they are worked out."""

    name: str
    keys: Mapping[str, object]


class RecordOf(NamedTuple):
    """A record of a kind, with every key; of any kind where it is `*`."""

    kind: str


class PartOf(NamedTuple):
    """A part of the records of a kind: an item of the list, or the value, at a key."""

    kind: str
    key: str


class RowOf(NamedTuple):
    """A row of a table of claims."""

    table: str


@dataclass(frozen=True, eq=False)
class Schema:
    """What is described by a JSON Schema of others."""

    schema: Mapping[str, object]
