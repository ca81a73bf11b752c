"""Write a dataset to one file of sections, which `snapshot_sections` describes and reads."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import IO

from mic25cli.model.dataset import Records, RecordSet, former_ids
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_json import line
from mic25cli.model.sort_order import in_order
from mic25cli.store.snapshot_sections import (
    ABOUT,
    FORMAT,
    LENGTH,
    MADE_FROM,
    START,
    STORED,
    SnapshotFile,
    encoded,
    is_word,
)
from mic25cli.work_progress import steps

NOTHING: Mapping[str, bytes] = {}
Section = tuple[str, Iterable[bytes], int]
"""A section: its name, its pieces, and its number of records or lines."""


def _write(out: IO[bytes], digest: str, sections: Iterable[Section]) -> None:
    """Write sections to a seekable file; no section is in memory as a whole."""
    out.write(b" " * LENGTH)
    at, places = LENGTH, {}
    for name, pieces, count in sections:
        start, crc = at, 0
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
            at += out.write(piece)
        places[name] = [start, at - start, crc, count]
    head = json.dumps({"digest": digest, "sections": places}).encode()
    out.write(head)
    out.seek(0)
    out.write(START % (FORMAT, at, len(head), zlib.crc32(head)))


def write(
    out: IO[bytes], dataset: RecordSet, made_from: bytes, more: Mapping[str, bytes] = NOTHING
) -> None:
    """Write a dataset to a seekable file, with the results stored with it."""
    _write(
        out, dataset.digest, chain([(MADE_FROM, [made_from], 0)], _of_dataset(dataset), _more(more))
    )


def copy(
    out: IO[bytes], file: SnapshotFile, made_from: bytes, more: Mapping[str, bytes] = NOTHING
) -> None:
    """Copy a file of sections, with another origin and more stored results; raises `Damaged`."""
    rest = file.sections.keys() - {MADE_FROM, *(STORED + name for name in more)}
    sections = ((name, [file.section(name)], file.count(name)) for name in rest)
    _write(out, file.digest, chain([(MADE_FROM, [made_from], 0)], sections, _more(more)))


def _more(more: Mapping[str, bytes]) -> Iterator[Section]:
    return ((STORED + name, [raw], 0) for name, raw in more.items())


def _of_dataset(dataset: RecordSet) -> Iterator[Section]:
    from mic25cli.model.links import naming_in

    about = {
        "profile": dataset.profile.data,
        "former": former_ids(dataset),
        "replaced": dataset.replaced(),
        "last_day": dataset.last_day,
        "evidence_to": dataset.evidence_to,
    }
    yield ABOUT, [encoded(line(about))], 0
    chunks: dict[str, list[bytes]] = {kind: [] for kind in KINDS}
    for (kind, id_), naming in naming_in(dataset).items():
        if kind in KINDS and is_word(id_):
            by_kind = " ".join(f"{of}:{','.join(ids)}" for of, ids in naming.items())
            chunks[kind].append(f"{id_} {by_kind}\n".encode())
    for kind in KINDS:
        records = dataset.kind(kind)
        lines: list[bytes] = []
        yield kind, _records(records, lines), len(records)
        yield f"{kind}.ids", [b"\n", *lines], len(lines)
        rows = list(enumerate(records.values()))
        order = in_order(rows, KINDS[kind].sort, lambda row, key: row[1][key])
        yield f"{kind}.order", [b" ".join(b"%d" % number for number, _ in order)], len(records)
        yield f"{kind}.links", [b"\n", *chunks[kind]], len(chunks[kind])


def _records(records: Records, lines: list[bytes]) -> Iterator[bytes]:
    """The JSON of records in chunks; `lines` receives the place of each record."""
    at = 2
    yield b"[\n"
    for id_, record in steps("kept", records.items(), len(records)):
        text = encoded(line(record))
        lines.append(b"%s %d %d %08x\n" % (id_.encode(), at, len(text), zlib.crc32(text)))
        yield text if at == 2 else b",\n" + text
        at += len(text) + 2
    yield b"\n]"
