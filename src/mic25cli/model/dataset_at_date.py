"""The dataset as of a date, with every record that it refers to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import is_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mic25cli.model import edtf
from mic25cli.model.dataset import Record, Records, RecordSet, began, followed_at, published
from mic25cli.model.fields import LINKS
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links
from mic25cli.values import NamedTuple

if TYPE_CHECKING:
    from mic25cli.model.records import FollowUp

_REFERENCES = ("sources", "indicators", "industries", "institutions")
"""Kinds whose records stay at any date if another record refers to them; not events."""

_TO_DATED = {key: kind for key, kind in LINKS.items() if kind not in (*_REFERENCES, "*")}
"""The keys that link to one record which a date can leave out, with the kind of that record."""


class View(NamedTuple):
    """A dataset as of a date, and the number of records that could not be placed in time."""

    dataset: RecordSet
    counts: Mapping[str, int] = MappingProxyType({})
    """The number of records and claims without a date, by kind, counted as the kinds are read."""

    def left_out(self, kind: str) -> int:
        """How many records and claims of a kind are left out because they have no date."""
        self.dataset.kind(kind)
        return self.counts.get(kind, 0)

    @property
    def undated(self) -> Mapping[str, int]:
        """The counts of `left_out` for every kind that has any."""
        return {kind: count for kind in KINDS if (count := self.left_out(kind))}


def view(
    dataset: RecordSet,
    as_of: str | None = None,
    known_at: str | None = None,
    *,
    all_told: bool = False,
    references: bool = True,
) -> View:
    """The dataset as of a date (what existed) or known at a date (what was published), both EDTF;
    with `references`, all records that it refers to. Undated parts are left out and counted."""
    if as_of is None and known_at is None:
        return View(dataset)
    then = edtf.parse(as_of) if as_of is not None else None
    known_day = edtf.parse(known_at) if known_at is not None else None
    cut = _Cut(dataset, then, known_day, all_told, references)
    return View(RecordSet(cut.load, dataset.digest, dataset), cut.undated)


class _Cut:
    """A dataset cut to a date; each kind is cut when it is read."""

    def __init__(
        self,
        dataset: RecordSet,
        then: edtf.Edtf | None,
        known: edtf.Edtf | None,
        all_told: bool,
        references: bool,
    ) -> None:
        self.dataset, self.then, self.known, self.all_told = dataset, then, known, all_told
        self.references = _REFERENCES if references else ()
        self.until = min(limit.latest or date.max for limit in (then, known) if limit is not None)
        self.undated: dict[str, int] = {}
        self._by_date: dict[str, Records] = {}

    def until_then(self, part: Record) -> Record:
        """A record, or a part of one, without prose about later years."""
        prose = {key: part[key] for key in ("note", "difference", "caveat") if part.get(key)}
        texts = {key: text if key == "note" else text["en"] for key, text in prose.items()}
        late = {
            key: None for key in texts if edtf.without_later_years(texts[key], self.until) is None
        }
        if "note" in late and "note_zh" in part:
            late["note_zh"] = None
        return {**part, **late} if late else part

    def lies_by(self, kind: str, day: str | None, limit: edtf.Edtf) -> bool:
        """Whether a day is within a limit; an unknown day is not, and is counted."""
        if day is None:
            self.undated[kind] = self.undated.get(kind, 0) + 1
            return False
        return edtf.by(day, limit)

    def keep_claim(self, kind: str, claim: Record, when: str) -> bool:
        if self.known is not None and not self.lies_by(
            kind, published(self.dataset, claim["report"]), self.known
        ):
            return False
        if self.then is None:
            return True
        day = published(self.dataset, claim["report"]) if when == "report" else claim[when]
        return (day is None and when == "report") or self.lies_by(kind, day, self.then)

    def keep_record(self, kind: str, record: Record, claims: bool, had_claims: bool) -> bool:
        spec, then, known = KINDS[kind], self.then, self.known
        start = began(self.dataset, record)
        dated = spec.since and (start is not None or spec.since != "report")
        if then is not None and dated and not self.lies_by(kind, start, then):
            return False
        if then is not None and spec.claims and had_claims and not claims and spec.since is None:
            return False
        if known is not None and kind == "sources":
            return self.lies_by(kind, record["published"], known)
        if known is not None and start is not None:
            # A later record was not known, even if an early source mentions the plan for it.
            begins = edtf.parse(start).earliest
            if begins is not None and known.latest is not None and begins > known.latest:
                return False
        if known is None or claims:
            return True
        if not record["cite"]:
            return not had_claims
        dates = [published(self.dataset, cite["source"]) for cite in record["cite"]]
        if not any(dates):
            return self.lies_by(kind, None, known)
        return any(edtf.by(day, known) for day in dates)

    def keep_row(self, row: FollowUp) -> bool:
        then, known = self.then, self.known
        if (
            then is not None
            and not row["target"]
            and not edtf.by(followed_at(self.dataset, row), then)
        ):
            return False
        dates = [published(self.dataset, cite["source"]) for cite in row["cite"]]
        return known is None or not dates or any(edtf.by(day, known) for day in dates)

    def kept_by_date(self, kind: str) -> Records:
        """The records of a kind that existed, or were known, by the date."""
        if kind not in self._by_date:
            self._by_date[kind] = self._read_by_date(kind)
        return self._by_date[kind]

    def _read_by_date(self, kind: str) -> Records:
        spec = KINDS[kind]
        by_date: dict[str, Record] = {}
        for record_id, record in self.dataset.kind(kind).items():
            changed: dict[str, object] = {}
            if record.get("follow_up"):
                changed["follow_up"] = [row for row in record["follow_up"] if self.keep_row(row)]
            had_claims = claims = False
            for path, when in spec.claims:
                old = record[path]
                if old is None or old == []:
                    continue
                had_claims = True
                if isinstance(old, list):
                    changed[path] = [claim for claim in old if self.keep_claim(kind, claim, when)]
                else:
                    changed[path] = old if self.keep_claim(kind, old, when) else None
                claims = claims or bool(changed[path])
            if self.keep_record(kind, record, claims, had_claims):
                by_date[record_id] = with_changed(record, changed) if changed else record
        return by_date

    @cached_property
    def referenced(self) -> Mapping[str, Records]:
        """The records of reference kinds that other records name."""
        ids: dict[str, dict[str, Record]] = {kind: {} for kind in _REFERENCES}
        waiting = [record for kind in KINDS for record in self.kept_by_date(kind).values()]
        while waiting:
            for path, kind, id_ in links(waiting.pop()):
                if kind not in ids or id_ in ids[kind] or id_ in self.kept_by_date(kind):
                    continue
                if self.is_later_cite(path, id_):
                    continue
                record = self.dataset.kind(kind).get(id_)
                if record is None:
                    continue
                unseen: dict[str, list[object]] = {path: [] for path, _ in KINDS[kind].claims}
                ids[kind][id_] = {**record, **unseen}
                waiting.append(ids[kind][id_])
                if kind == "sources" and record["published"] is None:
                    self.undated[kind] -= 1
        return ids

    def load(self, kind: str) -> Records:
        """The records of a kind by the date, with those that other records refer to."""
        records = self.kept_by_date(kind)
        if kind in self.references:
            every = {**records, **self.referenced[kind]}
            records = {id_: every[id_] for id_ in self.dataset.kind(kind) if id_ in every}
        if not self.all_told:
            records = {id_: self.without_later(record) for id_, record in records.items()}
        return {
            id_: without(record, gone) if (gone := self.absent(record)) else record
            for id_, record in records.items()
        }

    def without_later(self, record: Record) -> Record:
        """A record without prose about later years, in its claims too."""
        changed: dict[str, object] = {}
        for path in ("evidence", *(path for path, _ in KINDS[record["kind"]].claims)):
            if part := record.get(path):
                whole = isinstance(part, Mapping)
                changed[path] = self.until_then(part) if whole else [*map(self.until_then, part)]
        return with_changed(self.until_then(record), changed)

    def absent(self, record: Record) -> set[tuple[str | int, ...]]:
        """The paths of the ids that no record of this view has."""
        if self.all_told:
            # A list of links that grows only because linked records were added is not a change.
            kind = record["kind"]
            return {
                (key,)
                for key in _TO_DATED.keys() & record.keys()
                if isinstance(id_ := record[key], str)
                and self.is_left_out(_TO_DATED[key] or kind, id_)
            }
        every = [*links(record)]
        cites = {path[:-1] for path, _, id_ in every if self.is_later_cite(path, id_)}
        return cites | {
            # Drop links to successors that do not exist at this date.
            path[:2] if path[0] == "predecessors" else path
            for path, of, id_ in every
            if self.is_left_out(of, id_)
        }

    def is_later_cite(self, path: Sequence[str | int], id_: str) -> bool:
        """Whether a link cites a source that was published after the date of knowledge."""
        if self.known is None or path[-1] != "source" or "cite" not in path:
            return False
        day = published(self.dataset, id_)
        return day is not None and not edtf.by(day, self.known)

    def is_left_out(self, kind: str, id_: str) -> bool:
        """Whether the date leaves out a record. A link to a record that the whole dataset lacks, or
        to another dataset, stays."""
        if kind not in KINDS or kind in _REFERENCES:
            return False
        return id_ in self.dataset.kind(kind) and id_ not in self.kept_by_date(kind)


def with_changed(record: Record, changed: Mapping[str, object]) -> Record:
    """A record with changed values; the record itself if nothing changes."""

    def same(one: object, other: object) -> bool:
        if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            return all(map(is_, one, other))
        return one is other

    more = {key: value for key, value in changed.items() if not same(record[key], value)}
    return {**record, **more} if more else record


def without(
    part: Any, gone: Collection[tuple[str | int, ...]], at: tuple[str | int, ...] = ()
) -> Any:
    """A record without the values at some paths: removed from lists, None under keys."""
    if not any(path[: len(at)] == at for path in gone):
        return part  # the same object, because claims are identified by it
    if isinstance(part, list):
        rest = [(number, item) for number, item in enumerate(part) if (*at, number) not in gone]
        return [without(item, gone, (*at, number)) for number, item in rest]
    if not isinstance(part, Mapping):
        return part
    return {
        key: None if (*at, key) in gone else without(value, gone, (*at, key))
        for key, value in part.items()
    }
