"""A dataset in one file of sections, each with a checksum, of which only the needed ones are read.

A first line of fixed length says where the head is. The head is JSON: place, length and checksum of
each section. Every kind has four sections:

- `KIND`: the records as printed, one line of JSON each, between brackets: a JSON array;
- `KIND.ids`: one line per record with its id, and the place, length and checksum of its JSON;
- `KIND.order`: the numbers of the records in the order in which lists show them;
- `KIND.links`: one line per record that others name, with their ids by kind.

The folded text of a kind, which search scans, is stored from the first search on.
"""

from __future__ import annotations

import json
import os
import re
import weakref
import zlib
from _thread import allocate_lock as Lock
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from contextlib import suppress
from decimal import Decimal
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mic25cli import safefile
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.dataset_profile import Profile, profile_of
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_json import Stored, Unread
from mic25cli.model.sort_order import in_order
from mic25cli.work_progress import steps

if TYPE_CHECKING:
    from mic25cli.model.text_folding import Index

FORMAT = 12
MADE_FROM = "made-from"
ABOUT = "about"
"""The section with the profile, former and present ids, overridden records and the last day."""
STORED = "kept:"
"""Prefix of the names of optional results that were computed from a dataset and stored with it."""
FOLDED = "folded:"
"""Prefix of the kind whose folded text is stored."""
_OF_KIND = ("", ".ids", ".order", ".links")
NAMES = {MADE_FROM, ABOUT, *(kind + part for kind in KINDS for part in _OF_KIND)}
START = b"mic25 %d %012d %012d %08x\n"
LENGTH = len(START % (FORMAT, 0, 0, 0))
_START = re.compile(rb"mic25 %d ([0-9]{12}) ([0-9]{12}) ([0-9a-f]{8})\n" % FORMAT)
MAX_HEAD = 1 << 20
MAX_BYTES = 1 << 33


class Damaged(Exception):
    """A file or section whose content is not what was written."""


def is_word(id_: str) -> bool:
    """Whether an id can be stored in a line of words: ASCII, without spaces and line breaks."""
    return id_.isascii() and " " not in id_ and "\n" not in id_


_ONE_AT_A_TIME = Lock()


def _pread(handle: int, length: int, start: int) -> bytes:
    if hasattr(os, "pread"):
        part: bytes = os.pread(handle, length, start)
        return part
    with _ONE_AT_A_TIME:
        os.lseek(handle, start, os.SEEK_SET)
        return os.read(handle, length)


def opened(path: Path, own: bool = True) -> SnapshotFile:
    """An open file of sections, with `own` of this user; raises `OSError` and `Damaged`."""
    return SnapshotFile(safefile.opened(path, links=False, own=own))


class SnapshotFile:
    """An open file of sections, readable even if another takes its name; raises `Damaged`."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        # No call says that a dataset is no longer used, so the file is closed when it is freed.
        weakref.finalize(self, os.close, handle)
        self._size = os.fstat(handle).st_size
        if self._size > MAX_BYTES:
            raise Damaged("its size")
        start = _START.fullmatch(self._bytes(0, LENGTH))
        at, size, crc = (int(start[1]), int(start[2]), int(start[3], 16)) if start else (0, 0, 0)
        if at + size != self._size or not 0 < size <= MAX_HEAD:
            raise Damaged("the first line")
        head = self._bytes(at, size)
        if zlib.crc32(head) != crc:
            raise Damaged("the head")
        try:
            contents = json.loads(head)
            self.digest = str(contents["digest"])
            self.sections = {
                str(name): (int(first), int(long), int(crc), int(count))
                for name, (first, long, crc, count) in contents["sections"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise Damaged("the head") from fault
        if {name for name in self.sections if not name.startswith(STORED)} != NAMES:
            raise Damaged("the sections")

    def _bytes(self, start: int, length: int) -> bytes:
        if start < 0 or length < 0 or start + length > self._size:
            raise Damaged("a place")
        parts: list[bytes] = []
        try:
            while length:
                part = _pread(self._handle, min(length, 1 << 30), start)
                if not part:
                    raise Damaged("its end")
                parts.append(part)
                start += len(part)
                length -= len(part)
        except OSError as fault:
            raise Damaged(str(fault)) from fault
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def count(self, name: str) -> int:
        """The number of records or lines in a section; raises `KeyError` for an unknown one."""
        return self.sections[name][3]

    def size(self, name: str) -> int:
        """The length of a section in bytes; raises `KeyError` for an unknown one."""
        return self.sections[name][1]

    def section(self, name: str) -> bytes:
        """Read a whole section; raises `Damaged` if its checksum is wrong."""
        _, length, crc, _ = self.sections[name]
        return self.part(name, 0, length, crc)

    def stored(self, name: str) -> bytes | None:
        """The bytes stored under a name; None if they are missing or damaged."""
        with suppress(Damaged, KeyError):
            return self.section(STORED + name)
        return None

    def lines(self, name: str) -> bytes:
        """A section with one line per id, with line breaks at its ends; raises `Damaged`."""
        text = self.section(name)
        if not text.startswith(b"\n") or text.count(b"\n") != self.count(name) + 1:
            raise Damaged(name)
        return text

    def part(self, name: str, at: int, length: int, crc: int) -> bytes:
        """Bytes of a section; raises `Damaged` if they do not have the checksum `crc`."""
        start, size, _, _ = self.sections[name]
        if at < 0 or at + length > size:
            raise Damaged(name)
        part = self._bytes(start + at, length)
        if zlib.crc32(part) != crc:
            raise Damaged(name)
        return part


T = TypeVar("T")
About = tuple[Profile, Mapping[str, str], Sequence[str], tuple[str | None, str | None]]
_BAD = (Damaged, ValueError, LookupError, TypeError, RecursionError)
"""The errors that reading a damaged section can raise."""
SINGLES = 16
"""How many records of a kind are read one by one before all are read at once."""

LARGE = 1 << 23
"""Bytes from which the records of a kind are always read one by one, and few are cached."""


def dataset_of(file: SnapshotFile, fallback: Callable[[], RecordSet]) -> RecordSet:
    """The dataset in a file; damaged parts come from the dataset that `fallback` returns."""
    sound = cache(fallback)

    def load(read: Callable[[], T], other: Callable[[RecordSet], T]) -> T:
        try:
            return read()
        except _BAD:
            return other(sound())

    def naming(kind: str, id_: str) -> Mapping[str, Sequence[str]]:
        from mic25cli.model.links import named_by

        return load(lambda: _naming(file, kind, id_), lambda dataset: named_by(dataset, kind, id_))

    @cache
    def folded() -> Mapping[str, str]:
        texts = folded_texts(dataset)
        if dataset.keep is not None:
            dataset.keep({name: encoded(text) for name, text in texts.items()})
        return texts

    def names(kind: str) -> str:
        with suppress(*_BAD):
            return _folded(dataset.stored(FOLDED + kind), file.count(kind))
        return folded()[FOLDED + kind]

    def index() -> Index:
        from mic25cli.model.text_folding import Folded

        return {kind: Folded(partial(names, kind)) for kind in KINDS if file.count(kind)}

    @cache
    def about() -> About:
        return load(lambda: _about(file), _told_by)

    dataset = RecordSet(
        lambda kind: SnapshotRecords(file, kind, sound),
        file.digest,
        index=index,
        named_by=naming,
        profile=lambda: about()[0],
        former=lambda: about()[1],
        replaced=lambda: about()[2],
        last_day=lambda: about()[3][0],
        evidence_to=lambda: about()[3][1],
    )
    dataset.stored = file.stored
    return dataset


def folded_texts(dataset: RecordSet) -> dict[str, str]:
    """The folded text of each kind that has records, by the name of its section."""
    from mic25cli.model.text_folding import folded_text

    kinds = {kind: records for kind in KINDS if (records := dataset.kind(kind))}
    return {
        FOLDED + kind: folded_text(steps("folded", records.values(), len(records)))
        for kind, records in kinds.items()
    }


def encoded(text: str) -> bytes:
    """A text as UTF-8; lone surrogates are preserved."""
    return text.encode("utf-8", "surrogatepass")


def _text(file: SnapshotFile, name: str) -> str:
    return file.section(name).decode("utf-8", "surrogatepass")


def _about(file: SnapshotFile) -> About:
    facts = json.loads(_text(file, ABOUT))
    days = facts["last_day"], facts["evidence_to"]
    return profile_of(facts["profile"]), dict(facts["former"]), list(facts["replaced"]), days


def _told_by(dataset: RecordSet) -> About:
    return (
        dataset.profile,
        dataset.former,
        dataset.replaced(),
        (dataset.last_day, dataset.evidence_to),
    )


def _naming(file: SnapshotFile, kind: str, id_: str) -> Mapping[str, Sequence[str]]:
    lines = file.lines(f"{kind}.links")
    start = lines.find(b"\n%s " % id_.encode()) if is_word(id_) else -1
    if start < 0:
        return {}
    words = lines[start + 1 : lines.index(b"\n", start + 1)].decode("ascii").split(" ")[1:]
    parts = (word.partition(":") for word in words)
    return {named_in: ids.split(",") for named_in, _, ids in parts}


def _folded(raw: bytes | None, records: int) -> str:
    from mic25cli.model.text_folding import ITEM, PART

    text = (raw or b"").decode("utf-8", "surrogatepass")
    if text.count(PART) != 3 or text.partition(PART)[0].count(ITEM) != records:
        raise Damaged(FOLDED)
    return text


_DECODER = json.JSONDecoder(parse_float=Decimal)


class SnapshotRecords(Mapping[str, Record]):
    """The records of a kind, each read when it is first used."""

    def __init__(self, file: SnapshotFile, kind: str, fallback: Callable[[], RecordSet]) -> None:
        self._file = file
        self._kind = kind
        self._fallback = fallback
        self._some: dict[str, Record] = {}
        self._all: Mapping[str, Record] | None = None
        self._large = file.size(kind) > LARGE
        self._sought = 0

    def __getitem__(self, id_: str) -> Record:
        records = self._some if self._all is None else self._all
        return records[id_] if id_ in records or id_ not in self else self._few(id_)

    def get(self, id_: str, default: Record | None = None) -> Record | None:  # type: ignore[override]
        """The record with an id, or the default; without reading if it was read before."""
        records = (self._some if self._all is None else self._all).get(id_)
        return super().get(id_, default) if records is None else records

    def _few(self, id_: str) -> Record:
        """One record alone; after many, all are read at once or the earlier ones dropped."""
        if len(self._some) >= max(SINGLES, len(self) // 8):
            if not self._large:
                return self._whole()[id_]
            self._some.clear()
        try:
            self._some[id_] = self._one(id_)
        except _BAD:
            self._from_fallback()
        return self[id_]

    def __contains__(self, id_: object) -> bool:
        try:
            return id_ in self._ids if self._all is not None else self._place(id_) is not None
        except _BAD:
            return id_ in self._from_fallback()

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return self._file.count(self._kind) if self._all is None else len(self._all)

    def items(self) -> ItemsView[str, Record]:
        """Pairs of id and record; if the kind is large, each record is read in its turn."""
        return ItemsView(self) if self._large else self._whole().items()

    def values(self) -> ValuesView[Record]:
        """The records of the kind; if the kind is large, each is read in its turn."""
        return ValuesView(self) if self._large else self._whole().values()

    def in_order(self) -> Sequence[Record]:
        """All records in list order; records that will only be printed are not parsed."""
        try:
            lines = self._lines
            numbers = [int(word) for word in self._file.section(f"{self._kind}.order").split()]
            if sorted(numbers) != list(range(len(lines))):
                raise Damaged(self._kind)
        except _BAD:
            records = list(self._from_fallback().values())
            return in_order(records, KINDS[self._kind].sort, lambda record, key: record[key])
        # Reading one of them reads all, unless the kind is large.
        ids = cache(lambda: list(self if self._large else self._whole()))

        def one(number: int) -> Record:
            return self[ids()[number]]

        return [Unread(lines[number], partial(one, number)) for number in numbers]

    @cached_property
    def _lines(self) -> list[str]:
        text = _text(self._file, self._kind)
        lines = text[2:-2].split(",\n") if len(self) else []
        if len(lines) != len(self):
            raise Damaged(self._kind)
        return lines

    @property
    def _ids(self) -> Mapping[str, object]:
        try:
            return self._places if self._all is None else self._all
        except _BAD:
            return self._from_fallback()

    @cached_property
    def _listed(self) -> str:
        return self._file.lines(f"{self._kind}.ids").decode("ascii", "replace")

    def _place(self, id_: object) -> str | None:
        """The place of a record; the first few are looked up without reading the places of all."""
        self._sought += 1
        if self._sought > SINGLES or not (isinstance(id_, str) and is_word(id_)):
            return self._places.get(str(id_))
        before = self._listed.find(f"\n{id_} ")
        start = before + len(id_) + 2
        return None if before < 0 else self._listed[start : self._listed.index("\n", start)]

    @cached_property
    def _places(self) -> dict[str, str]:
        lines = self._listed.split("\n")[1:-1]
        places = {id_: place for id_, _, place in (line.partition(" ") for line in lines)}
        if len(places) != self._file.count(self._kind):
            raise Damaged(self._kind)
        return places

    def _one(self, id_: str) -> Record:
        at, length, crc = (self._place(id_) or "").split(" ")
        raw = self._file.part(self._kind, int(at), int(length), int(crc, 16))
        text = raw.decode("utf-8", "surrogatepass")
        return self._stored([_DECODER.decode(text)], [text])[id_]

    def _stored(self, records: list[Record], lines: list[str]) -> dict[str, Record]:
        stored: dict[str, Record] = {}
        for record, text in zip(records, lines, strict=True):
            if record["kind"] != self._kind or record["id"] in stored:
                raise Damaged(self._kind)
            stored[record["id"]] = Stored(record, text)
        return stored

    def _whole(self) -> Mapping[str, Record]:
        if self._all is None:
            try:
                lines = self._lines
                records = json.loads(f"[{','.join(lines)}]", parse_float=Decimal)
                stored = self._stored(records, lines)
            except _BAD:
                return self._from_fallback()
            self._all = stored
            del self._lines
        return self._all

    def _from_fallback(self) -> Mapping[str, Record]:
        self._all = self._fallback().kind(self._kind)
        return self._all
