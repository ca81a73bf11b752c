"""The JSON output of a command, declared beside its code; `contracts` makes its schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mic25cli.values import NamedTuple, dataclass


class Output(NamedTuple):
    """The JSON of a command by name: an array of items, or an object with them as `results`."""

    name: str
    item: object
    """The type of an item."""
    report: object = None
    """The type of the keys before the `results`; None: a bare array."""
    single: bool = False
    """Whether one item is an object, not an array of one."""
    whole: object = None
    """The type of what is printed instead of items, or the outputs of which it is one."""
    made_of_others: bool = False
    """Whether it only puts together what other outputs have, whose contracts tell of changes."""
    of_several: object = None
    """The type of what is printed of several datasets, where that is no list of what each says."""


@dataclass(frozen=True, eq=False)
class DerivedSchema:
    """Outputs that no class declares: records and tables, whose schema is derived."""

    schema: Callable[[], Mapping[str, object]]


class RecordPart(NamedTuple):
    """A part of the records of a kind: the value at a key, or an item of its list."""

    kind: str
    key: str
