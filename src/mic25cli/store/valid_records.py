"""Read files whose records are all valid as fast as possible; with many files, a second process
reads some groups ahead."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Any

from mic25cli.model.characters import SLUG
from mic25cli.model.dataset import Record
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.kinds import KINDS
from mic25cli.store import read_file, yamlio
from mic25cli.store.record_folders import RecordFile
from mic25cli.store.yamlio import YamlError
from mic25cli.work_progress import steps, watch

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MANY = 300
"""The number of files from which a second process saves more time than it costs."""
_GROUP = 16
_OF_FIVE = (1, 3, 4)
"""The groups of every five that the second process reads; the first also collects results."""

ValidRecords = list[tuple[str, int, Record]]
"""The records of a file without errors, each as id, line and record."""

_Plain = list[tuple[str, int, object]] | None
_parsed: ContextVar[dict[bytes, _Plain] | None] = ContextVar("parsed", default=None)
_SMALL = 1 << 16  # bytes of a file above which its parsed content is not cached


@contextmanager
def parsed_once() -> Iterator[None]:
    """Within this context, equal files, as in two revisions, are parsed only once."""
    token = _parsed.set({})
    try:
        yield
    finally:
        _parsed.reset(token)


def content_digest(raw: bytes) -> str:
    """A fingerprint of the content of a file."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


_ID = re.compile(SLUG)


def is_id(text: str) -> bool:
    """Whether a text has the form of a record's id."""
    return _ID.fullmatch(text) is not None and text[-1] != "\n" and len(text) <= 80


@cache
def _validator(kind: str) -> Any:
    return KINDS[kind].load_model().__pydantic_validator__


def read_valid(kind: str, raw: bytes, profile: Profile) -> ValidRecords | None:
    """The records of a file with this content; None if one of them is invalid."""
    parsed = _parsed.get()
    if parsed is not None and raw in parsed:
        plain = parsed[raw]
    else:
        try:
            plain = yamlio.records(yamlio.decode(raw))
        except YamlError:
            return None
    if parsed is not None and len(raw) <= _SMALL:
        parsed[raw] = plain
    return None if plain is None else valid(kind, plain, profile)


def valid(
    kind: str, plain: Sequence[tuple[str, int, object]], profile: Profile
) -> ValidRecords | None:
    """Records of plain values with their ids and lines, after checking; None if one is invalid."""
    from pydantic import ValidationError

    check = _validator(kind).validate_python
    records: ValidRecords = []
    for record_id, line, value in steps("records", plain):
        if type(value) is not dict or not is_id(record_id):
            return None
        try:
            record = check(value, context=profile)
        except ValidationError:
            return None
        records.append((record_id, line, {"kind": kind, "id": record_id, **record.as_data()}))
    return records


def of_file(file: RecordFile, profile: Profile) -> tuple[str, ValidRecords] | None:
    """The digest and the records of a file without errors; None for any other file."""
    with suppress(YamlError):
        if file.kind is not None and file.unread is None:
            raw = read_file.read_bytes(file.path) if file.raw is None else file.raw
            if (records := read_valid(file.kind, raw, profile)) is not None:
                return content_digest(raw), records
    return None


def read_ahead(
    files: Sequence[RecordFile], profile: Profile
) -> Generator[tuple[RecordFile, tuple[str, ValidRecords] | None]]:
    """The files in order, each with the result of `of_file` if the second process reads it."""
    if sys.platform != "linux" or len(files) < MANY or not _may_fork():
        yield from ((file, None) for file in files)
        return
    from multiprocessing import Pipe

    groups = [files[start : start + _GROUP] for start in range(0, len(files), _GROUP)]
    ahead = [number % 5 in _OF_FIVE for number in range(len(groups))]
    receiver, sender = Pipe(duplex=False)
    process = os.fork()
    if process == 0:
        receiver.close()
        _send([*compress(groups, ahead)], profile, sender)
    sender.close()
    try:
        for group, is_ahead in zip(groups, ahead, strict=True):
            results: Sequence[tuple[str, ValidRecords] | None] = ()
            # If the second process has ended, the rest is read here.
            with suppress(EOFError, OSError):
                results = receiver.recv() if is_ahead else ()
            yield from zip(group, results or [None] * len(group), strict=True)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _may_fork() -> bool:
    """Whether a copy of this process is useful and safe; with threads it would not be."""
    threads = sys.modules.get("threading")
    alone = threads is None or threads.active_count() == 1
    return sys.platform == "linux" and alone and len(os.sched_getaffinity(0)) > 1


def _send(groups: Sequence[Sequence[RecordFile]], profile: Profile, sender: Connection) -> None:
    """Send the results of `of_file` for the files of each group, and exit quietly."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        watch(None)
        for group in groups:
            sender.send([of_file(file, profile) for file in group])
    finally:
        os._exit(0)
