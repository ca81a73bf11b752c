"""The sources behind records and claims, in the neutral form that every citation style uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mic25cli.calc import lookup
from mic25cli.calc.source_grades import address
from mic25cli.calc.table_definition import newest_date
from mic25cli.calc.tables.claims import claims_of, followed_in
from mic25cli.errors import unknown
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import printed, recorded_as
from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from mic25cli.model.records import Cite, Source


class Day(FrozenData):
    """A year, with a month and day if they are known."""

    year: int
    month: int | None = None
    day: int | None = None


class Dated(FrozenData):
    """A date as recorded, the days at its ends (two for an interval), and whether it is certain."""

    edtf: str
    ends: tuple[Day, ...]
    sure: bool


class Author(FrozenData):
    """A person who wrote a text: the family name, and the given name if it is known."""

    family: str
    given: str | None


class CitedPlace(FrozenData):
    """The place where a source was read, for which claim, and how closely."""

    claim: str
    at: str | None
    checked: str
    report: str | None
    """The report that the claim belongs to, if that is not the source."""
    quote: tuple[str, ...] = ()
    """The printed words that contain its number."""


class Reference(FrozenData):
    """The facts about a text that a citation needs, in no particular style."""

    key: str
    title: str
    authors: tuple[str, ...]
    persons: tuple[Author, ...]
    """The authors, if they are persons whose given and family names are known."""
    type: str | None
    """The type of the text, in the words of CSL."""
    publisher: str | None
    series: str | None
    date: Dated | None
    lang: str
    url: str | None
    accessed: Dated | None
    read: bool
    """Whether the text itself was read; otherwise it is known through other sources."""
    coverage: str | None
    """How much of the text was read: full or excerpt; null if the source is not in the dataset."""
    places: tuple[CitedPlace, ...] = ()
    version: str | None = None
    notes: tuple[str, ...] = ()
    copy_place: str | None = None
    """The site of a copy that has no name but its domain; it is not the publisher of the text."""

    @printed
    def remarks(self) -> tuple[str, ...]:
        """Remarks to print with the reference: how the text was read, and where."""
        remarks = list(self.notes)
        if not self.read:
            remarks.append("Not read; known through other sources")
        elif self.places and all(place.checked == "none" for place in self.places):
            remarks.append("Not looked at for this claim")
        elif all(place.checked != "text" for place in self.places) and (
            self.places or self.coverage == "excerpt"
        ):
            remarks.append("Read in excerpts")
        if self.date is not None and not self.date.sure:
            remarks.append(f"Date uncertain: {self.date.edtf}")
        if self.copy_place:
            remarks.append(f"Text at {self.copy_place}")
        reports = dict.fromkeys(place.report for place in self.places if place.report)
        remarks += [f"Relays {report}" for report in reports]
        ats = dict.fromkeys(
            f"{'Read at' if self.read and place.checked != 'none' else 'At'} {place.at}"
            for place in self.places
            if place.at
        )
        words = dict.fromkeys(f"“{phrase}”" for place in self.places for phrase in place.quote)
        return (*remarks, *ats, *([f"Found by {', '.join(words)}"] if words else []))


_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_PART = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def dated(text: str | None) -> Dated | None:
    """An EDTF date in the form that styles use; None if no year is known."""
    if text is None:
        return None
    ends = []
    for part in text.split("/"):
        hit = _PART.match(part.rstrip("?~%"))
        if hit and not (hit[2] and int(hit[2]) > 12):
            ends.append(
                Day(int(hit[1]), *(int(group) if group else None for group in hit.groups()[1:]))
            )
        elif re.match(r"^\d{4}", part):
            ends.append(Day(int(part[:4])))
    if not ends:
        return None
    return Dated(text, tuple(ends), not re.search(r"[?~%X]|\.\.", text))


def of_dataset(dataset: RecordSet, as_of: str | None, known_at: str | None) -> Reference:
    """The dataset itself as a reference: version, day of its newest source, digest of the
    records."""
    about, newest = dataset.profile, newest_date(dataset)
    cut = [f"as of {as_of}"] if as_of else []
    cut += [f"known at {known_at}"] if known_at else []
    return Reference(
        about.id, about.title, about.authors, (), "dataset", None, None,
        dated(newest[1] if newest else None), "en", about.url, None, True, None,
        version=about.version, notes=(f"Digest of the records: {dataset.digest}", *cut),
    )  # fmt: skip


def of_ids(dataset: RecordSet, ids: Iterable[str]) -> list[Reference]:
    """The sources behind records or claims, each once, in order; raises `UsageError`."""
    places: dict[str, list[CitedPlace]] = {}
    for text in ids:
        for source, place in _places(dataset, text):
            of_source = places.setdefault(source, [])
            if place is not None:
                of_source.append(place)
    return [_of_source(dataset, key, tuple(listed)) for key, listed in places.items()]


def _places(dataset: RecordSet, text: str) -> Iterator[tuple[str, CitedPlace | None]]:
    """The sources that a record, claim or kind cites, with the place; None for a source itself."""
    record_id, hash_, rest = text.partition("#")
    selected: list[tuple[str, list[Cite], str | None]] = []
    places: list[str] = []
    of_kind = dataset.kind(text).values() if text in KINDS else None
    for record in of_kind or lookup.find_any(dataset, record_id):
        whole = f"{record['kind']}/{record['id']}"
        parts: list[tuple[str, list[Cite], str | None]] = [
            *(
                (id_, claim["cite"], claim["report"])
                for id_, _, claim in claims_of(dataset, record)
            ),
            *((id_, row["cite"], None) for id_, row in followed_in(record)),
        ]
        if hash_:
            places += [part[0] for part in parts]
            selected += [part for part in parts if part[0] == f"{whole}#{rest}"]
        elif record["kind"] == "sources":
            yield record["id"], None
        else:
            selected += [(whole, record["cite"], record.get("report")), *parts]
    if hash_ and not selected:
        like = f"a claim is written like '{places[0]}'." if places else None
        raise unknown("claim", text, places, like)
    for id_, cites, report in selected:
        for cite in cites:
            source, quote = cite["source"], tuple(cite["quote"])
            other = report if report != source else None
            yield source, CitedPlace(id_, cite["at"], cite["checked"], other, quote)


def _of_source(dataset: RecordSet, key: str, places: tuple[CitedPlace, ...]) -> Reference:
    source = dataset.source(key)
    if source is None:
        return Reference(
            key, key, (), (), None, None, None, None, "en", None, None, False, None, places
        )
    publisher, copy_place = source["publisher"], None
    if source["type"] not in (None, "webpage") and _DOMAIN.fullmatch(publisher or ""):
        publisher, copy_place = _issuer(source), publisher
    return recorded_as(
        Reference,
        source,
        key=key,
        publisher=publisher,
        copy_place=copy_place,
        authors=tuple(source["authors"]),
        persons=tuple(Author(person["family"], person["given"]) for person in source["persons"]),
        date=dated(source["published"]),
        accessed=dated(source["accessed"]),
        read=source["access"] != "unseen",
        url=address(source["url"], next((place.quote for place in places if place.quote), ())),
        places=places,
    )


def _issuer(source: Source) -> str | None:
    """The issuer of a text that was read on a site without a name, by the authors' name for it."""
    issuer = source["originator"]
    first = next(iter(source["authors"]), None)
    return first if first and (issuer or "").startswith(first) else issuer
