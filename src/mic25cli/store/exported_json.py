"""Read a dataset from the one JSON file that `mic25 export` writes, alone or in a release.

Sizes are limited before anything is unpacked or parsed, and records are parsed one at a time. The
files of a release are compared with the hashes in it. Nothing is extracted to the disk.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mic25cli import __version__, safefile
from mic25cli.errors import RecordsError
from mic25cli.model.kinds import KINDS
from mic25cli.store import record_folders, yamlio
from mic25cli.store.read_file import Contents
from mic25cli.store.yaml_nodes import MAX_SCALAR, Node, YamlError
from mic25cli.values import NamedTuple

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

ZIP_STORED, ZIP_DEFLATED = 0, 8
"""The compression methods that are accepted, by their numbers in a ZIP archive."""
MAX_BYTES = 256 << 20
"""The maximum size of a file, and of all unpacked files of an archive together."""
MAX_PART = 32 << 20
"""The maximum bytes of one record, and of all text that is neither a record nor a table row."""
MAX_LIST = 1 << 20
"""The maximum bytes of `release.json`, and of the list of files at the end of an archive."""
MAX_RECORDS = 120_000
MAX_VALUES = 2_000_000
"""The maximum number of values in one record, and in the text outside records."""
MAX_ALL_VALUES = 4 * MAX_VALUES
MAX_BRACKETS = 2 * MAX_VALUES
"""The maximum number of mappings and lists, including those of tables."""
MAX_DEPTH = 28
SCHEMA = "mic25.dataset/1"
DATASET, LIST = "mic25.json", "release.json"
"""The file of a release that is read, and the file that lists the others."""

_BRACKET = re.compile(
    rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.?)*+(?:"|\Z))*+(?:([\[\]{}])|\Z)', re.DOTALL
)
"""The pattern also matches the end, so that the text after the last bracket is read only once."""
_KEY = re.compile(rb'"(records|tables|profile)"\s*:\s*\Z')
_CUT = {b"records": 4, b"tables": 4, b"profile": 2}
"""The depth, under a key, of the values that are parsed one at a time or not at all."""
_LONG = re.compile(rf'"(?:[^"\\]|\\.){{{MAX_SCALAR + 1}}}', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_PAIR = re.compile(r"\\(?:u(d[89ab]\w\w)\\u(d[c-f]\w\w)|.)", re.IGNORECASE | re.DOTALL)


class ExportedPart(NamedTuple):
    """A record of an exported dataset, or its profile, with its place in the file."""

    kind: str
    id: str
    line: int
    column: int
    raw: bytes


class _TwiceError(ValueError):
    """A mapping that has the same key twice."""


def _message(fault: Exception) -> str:
    """What is wrong, in our words if Python's message speaks of Python."""
    text = str(fault) or type(fault).__name__
    if place := re.search(r": line (\d+) column (\d+)", text):
        return "it is not valid JSON at line {}, column {}".format(*place.groups())
    messages = {
        "codec can't decode": "it is not UTF-8 text",
        "int_max_str_digits": "a number has too many digits",
        "is not a zip file": "it is not a zip archive",
        "recursion depth": "its values are nested too deeply",
        "<ZipInfo": "it is encrypted, or packed in an unknown way",
    }
    return next((ours for part, ours in messages.items() if part in text), text)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn any exception while a file, or a part of it, is read into a `RecordsError`."""
    try:
        yield
    except RecordsError:
        raise
    except Exception as fault:  # damaged archives raise all sorts of exceptions
        raise RecordsError.of("no-exported-dataset", path=path, fault=_message(fault)) from fault


@contextmanager
def _archive(path: Path) -> Iterator[tuple[ZipFile, dict[str, ZipInfo]]]:
    """An open archive, and its files by their path within its one folder; raises `ValueError`."""
    from zipfile import ZipFile

    with open(safefile.opened(path), "rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 0x10000 - 22))
        tail = file.read()
        plain = tail[-22:-18] == b"PK\5\6" and tail[-2:] == b"\0\0"
        at = len(tail) - 22 if plain else tail.rfind(b"PK\5\6")
        # The archive reader would read the whole list, however long, before it reports an error.
        long = tail[max(0, at - 20) : at].startswith(b"PK\6\7")
        long = long or int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_LIST
        if size > MAX_BYTES or (long and at >= 0):
            raise ValueError("it is too large, or has too many files")
        with ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if sum(info.file_size for info in infos) > MAX_BYTES:
                raise ValueError(f"it unpacks to more than {MAX_BYTES >> 20} MiB")
            files = {info.filename.partition("/")[2]: info for info in infos}
            if len(files) < len(infos) or not files.keys() >= {DATASET, LIST}:
                raise ValueError(f"it is not one folder with {DATASET} and {LIST}")
            yield archive, files


def _pieces(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    # Read in small pieces, so that no more is unpacked than the list of files announces.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ValueError(f"'{info.filename}' is packed in an unknown way")
    with archive.open(info) as file:
        while piece := file.read(4096):
            yield piece


def _release_facts(archive: ZipFile, files: Mapping[str, ZipInfo]) -> dict[str, Any]:
    """The content of `release.json`; raises `ValueError`."""
    import simplejson

    if files[LIST].file_size > MAX_LIST:
        raise ValueError(f"its {LIST} is larger than {MAX_LIST >> 20} MiB")
    facts: dict[str, Any] = simplejson.loads(b"".join(_pieces(archive, files[LIST])))
    sound = isinstance(facts, dict) and isinstance(facts.get("files"), dict)
    sound = sound and all(
        isinstance(facts.get(key), str) for key in ("dataset", "version", "digest")
    )
    if not sound or facts.get("schema") != "mic25.release/1":
        raise ValueError(f"its {LIST} does not have the schema mic25.release/1")
    return facts


def release_name(path: Path) -> str:
    """The name (DATASET@VERSION) in a release; its files are not checked. Raises `RecordsError` if
    it is not a release."""
    with _reading(path), _archive(path) as (archive, files):
        facts = _release_facts(archive, files)
        return f"{facts['dataset']}@{facts['version']}"


def _changed(path: Path, wrong: list[str]) -> RecordsError:
    more = f" (and {len(wrong) - 3} more)" if len(wrong) > 3 else ""
    return RecordsError.of(
        "release-does-not-match", path=path, list=LIST, wrong="; ".join(wrong[:3]), more=more
    )


def _read(path: Path) -> tuple[bytes, dict[str, Any] | None]:
    """The bytes of an exported dataset, and the facts of its release if it is one.

    Raises `RecordsError` for a release with a wrong file, otherwise `ValueError` or `OSError`.
    """
    if path.suffix != ".zip":
        raw = safefile.read(path, MAX_BYTES)
        if len(raw) > MAX_BYTES:
            raise ValueError(f"it is larger than {MAX_BYTES >> 20} MiB")
        return raw, None
    with _archive(path) as (archive, files):
        facts, dataset = _release_facts(archive, files), BytesIO()
        wrong = [f"'{name}' is missing" for name in facts["files"] if name not in files]
        for name in files.keys() - {LIST}:
            digest = hashlib.sha256()
            for piece in _pieces(archive, files[name]):
                digest.update(piece)
                if name == DATASET:
                    dataset.write(piece)
            if name not in facts["files"]:
                wrong.append(f"'{name}' is not in that list")
            elif facts["files"][name] != digest.hexdigest():
                wrong.append(f"'{name}' has another SHA-256")
        if wrong:
            raise _changed(path, sorted(wrong))
        return dataset.getvalue(), facts


def _count(raw: bytes) -> int:
    """The number of values in a part of a file, perhaps a few too many."""
    return raw.count(b",") + raw.count(b"[") + raw.count(b"{")


def _piece(raw: bytes, start: int, end: int | None = None) -> bytes:
    """A part of a file that is to be parsed; raises `ValueError` if it has too many values."""
    large = (len(raw) if end is None else end) - start > MAX_PART
    if large or _count(piece := raw[start:end]) > MAX_VALUES:
        raise ValueError(f"a part has more than {MAX_PART >> 20} MiB or {MAX_VALUES:,} values")
    return piece


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise _TwiceError("a mapping has a key twice")
    return mapping


def _split(raw: bytes, of: bytes = b"records") -> tuple[Any, list[ExportedPart]]:
    """Split a file before it is parsed. Returns its content with an empty mapping for its profile,
    each record and each row; and the unparsed profile and records, or the rows `of` its tables.
    Raises `ValueError`."""
    import simplejson

    if raw.count(b"[") + raw.count(b"{") > MAX_BRACKETS:
        raise ValueError(f"it has more than {MAX_BRACKETS:,} mappings and lists")
    rest, parts, key, values = BytesIO(), list[ExportedPart](), b"", 0
    depth = level = start = done = before = line_start = 0
    line = 1
    for hit in _BRACKET.finditer(raw):
        at = hit.end()
        if not hit[1]:
            break
        if hit[1] in b"{[":
            depth += 1
            if depth == 2:
                key_match = _KEY.search(raw[max(hit.start(), at - 99) : at - 1])
                key = key_match[1] if key_match else b""
                level = _CUT.get(key, 0)
            elif depth > MAX_DEPTH:
                raise ValueError(f"values are nested more than {MAX_DEPTH} deep")
            start = at - 1 if depth == level else start
            continue
        if depth == level:
            rest.write(_piece(raw, done, start) + b"{}")
            done = at
        if depth == level and key in (of, b"profile"):
            line += raw.count(b"\n", before, start)
            line_start = raw.rfind(b"\n", before, start) + 1 or line_start
            before, part = start, _piece(raw, start, at)
            parts.append(ExportedPart(key.decode(), "", line, start - line_start + 1, part))
            values += _count(part)
            if len(parts) > MAX_RECORDS or values > MAX_ALL_VALUES:
                most = f"{MAX_RECORDS:,} records or {MAX_ALL_VALUES:,} values"
                raise ValueError(f"it has more than {most}")
        depth -= 1
    rest.write(_piece(raw, done))
    return simplejson.loads(_piece(rest.getvalue(), 0), object_pairs_hook=_once), parts


def typed_path(path: Path) -> str:
    """The path of an exported dataset as a reader would type it; for a release, the file inside."""
    return record_folders.typed_path(path / DATASET if path.suffix == ".zip" else path)


def profile(path: Path) -> Contents:
    """The profile of an exported dataset; raises `RecordsError` for any other file, and for a
    release whose content does not match its facts."""
    with _reading(path):
        raw, facts = _read(path)
        content, parts = _split(raw)
        if not isinstance(content, dict) or content.get("schema") != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        about, own = content.get("about"), [part for part in parts if part.kind == "profile"]
        if not isinstance(about, dict) or len(own) != 1:
            raise ValueError("it does not have 'about' and 'profile'")
        if "cut" in about:
            raise ValueError(f"it was cut {about['cut']}")
        values, _ = _parsed(own[0])
        if facts is not None:
            month = str(about.get("as_of"))[:7].replace("-", ".")
            stated = values.get("id"), values.get("version") or month, about.get("digest")
            for key, value in zip(("dataset", "version", "digest"), stated, strict=True):
                if facts[key] != value:
                    raise _changed(path, [f"{key} '{facts[key]}' is '{value}' in '{DATASET}'"])
        return contents(own[0])


def confirm(path: Path, digest: str) -> None:
    """Raise `RecordsError` if a release states another digest of its records than theirs; another
    version of mic25 may have computed it from other fields."""
    with _reading(path):
        raw, facts = _read(path)
        about = _split(raw)[0]["about"]
        if facts is not None and facts["digest"] != digest and about.get("mic25") == __version__:
            raise _changed(path, [f"digest '{facts['digest']}' is '{digest}' in '{DATASET}'"])


def records(path: Path) -> Iterator[tuple[ExportedPart, dict[str, Any] | None]]:
    """Every record with its values; None instead of the values if it has an error, which `contents`
    reports. Raises `RecordsError` for a file that is not an exported dataset."""
    with _reading(path):
        content, parts = _split(_read(path)[0])
        lists = content.get("records")
        if not isinstance(lists, dict):
            raise ValueError("its 'records' is not a mapping")
        left = (part for part in parts if part.kind == "records")
        for kind, items in lists.items():
            if kind not in KINDS or not isinstance(items, list):
                raise ValueError(f"'{kind}' is not a list of records of one type")
            for item in items:
                part = next(left) if item == {} else None
                value, plain = _parsed(part) if part else (None, False)
                own = dict(value) if isinstance(value, dict) else {}
                id_ = own.pop("id", None)
                if not part or own.pop("kind", None) != kind or not isinstance(id_, str):
                    raise ValueError(f"a record of {kind} does not have 'kind' and 'id'")
                yield part._replace(kind=kind, id=id_), own if plain else None


def statuses(path: Path) -> Mapping[str, str]:
    """The status of each milestone at the time of export; empty if there is no such table. Raises
    `RecordsError` for a file that is not an exported dataset."""
    with _reading(path):
        content, parts = _split(_read(path)[0], b"tables")
        tables = (part for part in parts if part.kind == "tables")
        result: dict[str, str] = {}
        for name, rows in content.get("tables", {}).items():
            for part in [next(tables) for _ in rows]:
                if name == "statuses":
                    row, _ = _parsed(part)
                    result[str(row["claim"])] = str(row["status"])
        return result


def _parsed(part: ExportedPart) -> tuple[Any, bool]:
    """A parsed value, and whether it is free of errors that the models would not report."""
    import simplejson

    text = part.raw.decode()
    with suppress(YamlError, _TwiceError):
        yamlio.check_characters(text)
        value = simplejson.loads(text, use_decimal=True, object_pairs_hook=_once)
        return value, not (_SURROGATE.search(text) or _LONG.search(text))
    return simplejson.loads(text, use_decimal=True), False


def contents(part: ExportedPart) -> Contents:
    """The nodes of a part as in a record file: JSON is read as YAML, except surrogate pairs."""

    def wide(hit: re.Match[str]) -> str:
        high, low = (int(group or "0", 16) for group in hit.groups())
        return f"\\U{0x10000 + (high - 0xD800 << 10) + low - 0xDC00:08x}" if high else hit[0]

    text = _PAIR.sub(wide, part.raw.decode())
    indent = " " * (part.column - 1 if part.column < MAX_SCALAR else 0)
    try:
        node = yamlio.compose(indent + text, part.line - 1)
    except YamlError as fault:
        return Contents(None, [fault], [part.id] if part.id else [])
    if node is None or not part.id:
        return Contents(node)
    id_ = node.place(("id",))[1]
    own = {key: node.child(key) for key in ("kind", "id")}
    node.items = [item for item in node.items if all(item is not node_ for node_ in own.values())]
    return Contents(Node(part.line, part.column, "mapping", items=[(id_, node)]))


@lru_cache(maxsize=1)
def places(part: ExportedPart) -> tuple[Node, Node]:
    """The nodes of a record's id and of its value, without nulls and default reports."""
    content = contents(part).node
    if content is None:
        bare = Node(part.line, part.column, "mapping")
        return bare, bare
    ((id_, node),) = content.items
    assert id_ is not None
    return id_, _bare(node)


def _bare(node: Node) -> Node:
    first = node.place(("cite", 0, "source"))[1].value
    node.items = [
        (key, _bare(value))
        for key, value in node.items
        if (value.kind, value.value) != ("scalar", None)
        and not (key and key.value == "report" and value.value == first)
    ]
    return node
