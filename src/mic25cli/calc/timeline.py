"""The dated records of all kinds in order of time; the year of a deadline is not such a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mic25cli.calc.record_filters import Selection, in_industries, select
from mic25cli.errors import UsageError
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, dated, name_of
from mic25cli.model.kinds import KINDS, check_kinds
from mic25cli.values import FrozenData

DATED = tuple(name for name, kind in KINDS.items() if kind.date is not None)
"""The kinds whose records have a date."""

DEFAULT = tuple(name for name in DATED if name != "sources")


class TimelineEntry(FrozenData):
    """A record with its date (EDTF) and its name in two languages."""

    date: str
    kind: str
    name: Mapping[str, str | None]
    id: str


class Timeline(FrozenData):
    """The entries in order of time, and the number of records of each kind without a date."""

    entries: tuple[TimelineEntry, ...]
    undated: Mapping[str, int]


def chosen_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds to show, each once: the requested ones or the default; raises `UsageError`."""
    check_kinds(kinds)
    for kind in kinds:
        if kind not in DATED:
            raise UsageError.of(
                "kind-has-no-date", "choose from " + ", ".join(DATED) + ".", name=kind
            )
    return tuple(dict.fromkeys(kinds)) or DEFAULT


def timeline(
    dataset: RecordSet,
    kinds: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    industries: Sequence[str] = (),
    texts: Sequence[str] = (),
) -> Timeline:
    """The dated records between two dates; raises `UsageError` for a kind without dates."""
    selected = chosen_kinds(kinds)
    span = Selection(filters={}, text=texts, since=since, until=until)
    of_them = in_industries(dataset.whole, industries)
    entries = []
    undated = {}
    for kind in selected:
        for record in select(dataset, kind, span):
            if (when := dated(record)) is not None and of_them(record):
                entries.append(TimelineEntry(when, kind, name_of(record), record["id"]))
        matches = select(dataset, kind, Selection(text=texts))
        missing = sum(dated(record) is None and of_them(record) for record in matches)
        if missing:
            undated[kind] = missing
    places = {kind: place for place, kind in enumerate(KINDS)}
    entries.sort(
        key=lambda entry: (*edtf.parse(entry.date).sort_key[:2], places[entry.kind], entry.id)
    )
    return Timeline(tuple(entries), undated)
