"""The dataset: all records by kind and id, as immutable plain values, without any model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from mic25cli.model import edtf
from mic25cli.model.dataset_profile import DEFAULT, Profile
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.model.units import Units

if TYPE_CHECKING:
    from mic25cli.model.records import FollowUp, Institution, KindReader, RecordById, Source
    from mic25cli.model.text_folding import Index

Record = Mapping[str, Any]

Records = Mapping[str, Record]


class RecordSet:
    """All records by kind and id. `load` reads a kind when it is first used."""

    def __init__(
        self,
        load: Callable[[str], Records],
        digest: str = "",
        whole: RecordSet | None = None,
        index: Callable[[], Index] | None = None,
        named_by: Callable[[str, str], Mapping[str, Sequence[str]]] | None = None,
        former: Callable[[], Mapping[str, str]] | None = None,
        profile: Callable[[], Profile] = lambda: DEFAULT,
        replaced: Callable[[], Sequence[str]] = tuple,
        last_day: Callable[[], str | None] | None = None,
        evidence_to: Callable[[], str | None] | None = None,
    ) -> None:
        self._load = load
        self._last_day, self._evidence_to = last_day, evidence_to
        self._whole = whole or self
        self._profile = profile
        self._kinds: dict[str, Records] = {}
        self.digest = digest
        """The hash of the records: equal records have the same digest."""
        self._index = index
        self._former = former
        self.replaced = replaced
        """The records overridden by a later folder, as `kind/id`."""
        self.followed: dict[str, str] = {}
        """Former ids in the request, each with its current id."""
        self.widened: dict[str, str] = {}
        """Words of the request that were taken for a whole industry, each with its id."""
        self.worked_out: dict[object, Any] = {}
        """Computed results that are stored with the records, by key."""
        self.open_other: Callable[[str], RecordSet | None] = lambda _: None
        """Opens another dataset by name; None if it is not installed."""
        self.others: Callable[[], Sequence[str]] = tuple
        """Returns the names of the datasets that may have successors to targets of this one."""
        self.kept_links = named_by
        """Returns the ids of the records that name one, by kind; None if they are not stored."""
        self.stored: Callable[[str], bytes | None] = lambda _: None
        """Returns the bytes stored with the snapshot under a name."""
        self.keep: Callable[[Mapping[str, bytes]], None] | None = None
        """Stores more with the snapshot; None without a snapshot."""

    @cached_property
    def last_day(self) -> str | None:
        """The last day of the dataset's newest date; None if it has no date."""
        if self._last_day is not None or self._whole is not self:
            return self._whole.last_day if self._last_day is None else self._last_day()
        spans = [
            (span.earliest, date.max - (span.latest or span.earliest), span.latest or span.earliest)
            for text in source_dates(self)
            if (span := edtf.parse(text)).earliest is not None
        ]
        if not spans:
            return None
        newest = max(spans)[-1]
        # A figure may be for the month in which its source is published, which has not ended then.
        if self.evidence_to == f"{newest:%Y-%m}":
            newest = edtf.parse(self.evidence_to).latest or newest
        return newest.isoformat()

    @cached_property
    def evidence_to(self) -> str | None:
        """The end of the newest period of a figure (EDTF), up to which there is evidence."""
        if self._evidence_to is not None or self._whole is not self:
            return self._whole.evidence_to if self._evidence_to is None else self._evidence_to()
        ends = [
            (when.latest, claim["period"].rpartition("/")[2].strip("~?%"))
            for record in self.kind("indicators").values()
            for claim in record["observations"]
            if (when := edtf.parse(claim["period"])).latest is not None
        ]
        return max(ends, default=(None, None))[1]

    @cached_property
    def judged_on(self) -> str | None:
        """The default reference date: the end of the policy's last year once that is over,
        otherwise the dataset's newest day."""
        last, end = self.last_day, self.profile.ends
        return last if last is None or end is None else min(last, end.isoformat())

    @cached_property
    def kept_index(self) -> Index | None:
        """The folded text if it is stored; None if `index` would have to compute it."""
        return None if self._index is None else self._index()

    @cached_property
    def index(self) -> Index:
        """The folded text of the records, by kind and id, as a search scans it."""
        if self.kept_index is not None:
            return self.kept_index
        from mic25cli.model.text_folding import index_of

        return index_of({kind: self.kind(kind) for kind in KINDS})

    @cached_property
    def former(self) -> Mapping[str, str]:
        """The present `kind/id` of each record that had another one, by the former `kind/id`."""
        return former_ids(self) if self._former is None else self._former()

    @classmethod
    def of(
        cls,
        records: Mapping[str, Records],
        digest: str = "",
        profile: Profile = DEFAULT,
        replaced: Sequence[str] = (),
    ) -> RecordSet:
        """Make a dataset of records in memory: by kind, then by id."""
        return cls(
            lambda kind: records.get(kind, {}),
            digest,
            profile=lambda: profile,
            replaced=lambda: replaced,
        )

    @cached_property
    def profile(self) -> Profile:
        """The dataset's facts about itself: name, dates, licence, own words and units."""
        return self._profile() if self._whole is self else self._whole.profile

    @property
    def units(self) -> Units:
        """The units of measurement that the dataset may use, by name."""
        return self.profile.units

    def _kind(self, kind: str) -> Records:
        """The records of a kind by id, in the order of the files; empty if there are none."""
        if kind not in self._kinds:
            records = self._load(kind)
            # Only a dict can be changed; other mappings may not be loaded yet.
            unchangeable = MappingProxyType(dict(records)) if isinstance(records, dict) else records
            self._kinds[kind] = unchangeable
        return self._kinds[kind]

    kind = cast("KindReader", _kind)

    def in_order(self, kind: str) -> Sequence[Record] | None:
        """All records of a kind in its own order if that is stored, otherwise None."""
        reader = getattr(self.kind(kind), "in_order", None)
        records: Sequence[Record] | None = None if reader is None else reader()
        return records

    def _get(self, kind: str, id_: str | None) -> Record | None:
        return None if id_ is None else self.kind(kind).get(id_)

    get = cast("RecordById", _get)

    @property
    def whole(self) -> RecordSet:
        """The dataset that this one was cut from at a date; itself if it was not cut."""
        return self._whole

    def source(self, source_id: str | None) -> Source | None:
        """The source with an id or `dataset:id`, at any date; None if there is none."""
        if source_id is not None and ":" in source_id:
            name, own_id = split_dataset_id(source_id)
            other = self._whole.elsewhere(name)
            source = None if other is None else other.source(own_id)
            return None if source is None else {**source, "id": source_id}
        return self._whole.get("sources", source_id)

    def elsewhere(self, name: str) -> RecordSet | None:
        """Another dataset by name, opened once; None if it is not installed."""
        key = ("dataset", name)
        if key not in self.worked_out:
            self.worked_out[key] = self.open_other(name)
        dataset: RecordSet | None = self.worked_out[key]
        return dataset

    def __iter__(self) -> Iterator[Record]:
        for kind in KINDS:
            yield from self.kind(kind).values()


def source_dates(dataset: RecordSet) -> Iterator[str]:
    """The dates on which the sources of a dataset were published and read, as EDTF."""
    for source in dataset.whole.kind("sources").values():
        yield from filter(None, (source["published"], source["accessed"]))


def former_ids(records: Iterable[Record]) -> dict[str, str]:
    """The present `kind/id` for each former one, from the records that list it."""
    return {
        former: f"{record['kind']}/{record['id']}"
        for record in records
        for former in record.get("formerly", ())
    }


def split_dataset_id(text: str) -> tuple[str, str]:
    """The dataset and the id in `dataset:id`; for a plain id, the dataset is empty."""
    dataset, _, id_ = text.rpartition(":")
    return dataset, id_


def published(dataset: RecordSet, source: str | None) -> str | None:
    """When a source was published, as EDTF; None if it is not known."""
    record = dataset.source(source)
    return None if record is None else record["published"]


def issuer_of(dataset: RecordSet, source: Source) -> Institution | None:
    """The first known issuer of the document whose text a source is."""
    document = dataset.whole.get("documents", source["document"] or "")
    issuers = document["issuers"] if document else ()
    return next(filter(None, (dataset.whole.get("institutions", id_) for id_ in issuers)), None)


def body_called(dataset: RecordSet, name: str) -> Institution | None:
    """The institution with a name, an abbreviation or another name."""
    for body in dataset.whole.kind("institutions").values():
        if name in (body["name"]["en"], body["name"]["zh"], body["abbr"], *body["aliases"]):
            return body
    return None


def claims_in(record: Record) -> Iterator[tuple[str, Any]]:
    """The claims of a record, each with its key, in the order in which its kind declares them."""
    for key, _ in KINDS[record["kind"]].claims:
        value = record[key]
        for claim in [value] if isinstance(value, Mapping) else value or ():
            yield key, claim


def name_of(record: Record) -> Mapping[str, str | None]:
    """The name of a record by language. A title is under its own language or English, together with
    the record's own Chinese title if it has one."""
    key = KINDS[record["kind"]].label
    called = record[key]
    if isinstance(called, Mapping):
        return {lang: called[lang] for lang in TEXT_LANGUAGES}
    own = record.get("lang")
    own = own if own in TEXT_LANGUAGES else TEXT_LANGUAGES[0]
    return {lang: called if lang == own else record.get(f"{key}_{lang}") for lang in TEXT_LANGUAGES}


def began(dataset: RecordSet, record: Record) -> str | None:
    """The date from which a record exists (EDTF): its own date, or that of its text."""
    key = KINDS[record["kind"]].since
    if key not in ("report", "document"):
        return None if key is None else dated(record)
    text = dataset.whole.get("sources" if key == "report" else "documents", record[key])
    return None if text is None else text["published"]


def dated(record: Record) -> str | None:
    """The date of a record as written (EDTF): its own date or the start of its period; None if that
    is open or unknown."""
    spec = KINDS[record["kind"]]
    date_key = spec.date
    if date_key is None or record[date_key] is not None:
        return record[date_key] if date_key else None
    starts = (record[key].partition("/")[0].strip(".") for key in spec.instead if record[key])
    return next(filter(None, starts), None)


def followed_at(dataset: RecordSet, row: Record | FollowUp) -> str | None:
    """The date from which a follow-up exists (EDTF): its own date, or when it came into force."""
    event = dataset.whole.get("events", row["event"])
    act = dataset.whole.get("documents", row["document"])
    if act is None:
        return None if event is None else event["date"]
    return act["issued"] or act["published"] or act["in_force"] or act["applies_from"]
