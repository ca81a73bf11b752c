"""The registry of kinds (`kinds.json`), from which commands, columns, filters, validation and docs
are made. It names each model without importing it, so it costs nothing to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from mic25cli.errors import unknown
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from mic25cli.model.claim import Record

_Plain = Literal["text", "name", "date", "number", "quantities", "list", "count", "label", "lines"]
Show = Literal[_Plain, "fulfilment", "verdict"]
Match = Literal["text", "word", "ref", "number", "year", "province", "amount", "currency", "change"]
Family = Literal[
    "Targets and plans",
    "Money",
    "Actors",
    "Figures and events",
    "Sources and terms",
    "Single reports",
]
"""The groups in which help and documentation list the kinds, in their order."""


class ListColumn(FrozenData):
    """A column of the kind's table. On a narrow screen the highest `rank` goes first; 0 stays."""

    key: str
    show: Show = "text"
    rank: int = 1
    at: str = ""
    """The path to the value, if it is not the key (`places.province` collects over a list)."""
    of: str | None = None
    """With `label`: the kind whose records the ids name."""

    @property
    def path(self) -> str:
        """The path of the column's value in a record, with dots between keys."""
        return self.at or self.key


class Filter(FrozenData):
    """An option of a kind's list, and which records it selects: `amount` at least this large, `ref`
    the id of a record, `change` a class of `diff`."""

    path: str
    match: Match
    help: str
    name: str = ""
    """The name of the option, if it is not the last key of the path."""
    of: str | None = None

    @property
    def option(self) -> str:
        """The command-line option of the filter, such as `--status`."""
        return "--" + (self.name or self.path.rpartition(".")[2])


class Kind(FrozenData):
    """A record type: its fields, columns, filters, order and place in a diff."""

    name: str
    help: str
    family: Family
    module: str = ""
    """The module of its model, if it is not named after one record."""
    label: str = "name"
    """The key of the record's name: a name in two languages, or a title."""
    order: tuple[str, ...] = ()
    """The keys by which the records are sorted, if not by date and id."""
    since: str | None = None
    """The key of the date from which the record exists; None if there is none. With `report` or
    `document`, the record is part of a text and exists from its publication."""
    instead: tuple[str, ...] = ()
    """The keys of other dates or periods, the first of which is used if `since` is empty."""
    dated: str | None = None
    """The key of the record's date, if the record does not begin to exist on it."""
    claims: tuple[tuple[str, str], ...] = ()
    """Lists of claims, each with the key of the date it is about (`report`: its publication)."""
    columns: tuple[ListColumn, ...] = ()
    filters: tuple[Filter, ...] = ()
    rank: int = 50
    """The rank of its changes among those of other kinds in a diff, lowest first."""
    counted: bool = False
    """Whether a long story only counts changes of this kind, which says who and where, not what."""
    lookup: bool = False
    """Whether a bare word after the kind is looked up, as in `mic25 terms NEV`."""

    @property
    def one(self) -> str:
        """The name of the kind in the singular: `industry` for `industries`."""
        name, of, what = self.name.partition(" of ")
        return singular(name) + of + what

    def load_model(self) -> type[Record]:
        """The pydantic model of its records, which is imported only now."""
        module = import_module(f"mic25cli.model.{self.module or self.one}")
        model: type[Record] = getattr(module, self.one.capitalize())
        return model

    @property
    def date(self) -> str | None:
        """The key of the date that --since, --until and the timeline use."""
        return self.dated or (None if self.since in ("report", "document") else self.since)

    @property
    def sort(self) -> tuple[str, ...]:
        """The keys by which a list of these records is sorted, the first one first."""
        return self.order or ((self.date, "id") if self.date else ("id",))


def singular(noun: str) -> str:
    """An English noun in the singular: `industry` for `industries`."""
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


def _kind(name: str, declaration: Mapping[str, Any]) -> Kind:
    values = {
        **declaration,
        "order": tuple(declaration.get("order", ())),
        "claims": tuple((path, when) for path, when in declaration.get("claims", ())),
        "columns": tuple(ListColumn(*values_) for values_ in declaration.get("columns", ())),
        "filters": tuple(Filter(*values_) for values_ in declaration.get("filters", ())),
    }
    return Kind(name, **values)


KINDS: dict[str, Kind] = {
    name: _kind(name, declaration) for name, declaration in read_table(Path(__file__)).items()
}


def check_kinds(kinds: Iterable[str]) -> None:
    """Raise `UsageError` for the first name that is not a kind."""
    for kind in (name for name in map(str, kinds) if name not in KINDS):
        raise unknown("record type", kind, KINDS, "'mic25 coverage' lists them.")


FAMILIES: dict[str, tuple[str, ...]] = {
    family: tuple(kind.name for kind in KINDS.values() if kind.family == family)
    for family in get_args(Family)
}
