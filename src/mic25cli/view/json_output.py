"""Declares the JSON output of a command, next to its code; `json_schemas` makes the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mic25cli.values import FrozenData, NamedTuple


class Output(NamedTuple):
    """The JSON of a command by name: an array of items, or an object with them as `results`."""

    name: str
    item: object
    """The type of an item."""
    report: object = None
    """The type with the keys before the `results`; None for a bare array."""
    single: bool = False
    """Whether a single item is printed as an object, not as an array of one."""
    whole: object = None
    """The type that is printed instead of items, or the outputs of which it is one."""
    made_of_others: bool = False
    """Whether it only combines other outputs, whose own contracts record changes."""
    of_several: object = None
    """The type printed for several datasets, if that is not a list of what is printed for each."""


class DerivedSchema(FrozenData, eq=False):
    """Outputs that no class declares, records and tables; their schema is derived."""

    schema: Callable[[], Mapping[str, object]]


class RecordPart(NamedTuple):
    """A part of the records of a kind: the value at a key, or an item of its list."""

    kind: str
    key: str
