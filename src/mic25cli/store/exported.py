"""Reading a book from the one JSON file that `mic25 export` writes, by itself or in a release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from mic25cli import safefile
from mic25cli.errors import RecordsError
from mic25cli.model.kinds import KINDS
from mic25cli.model.profile import Profile

MAX_BYTES = 1 << 28
SCHEMA = "mic25.book/2"


def _fault(path: Path, why: str) -> RecordsError:
    return RecordsError(
        f"'{path}' is no exported book: {why}",
        "give the mic25.json of mic25 export --format json of one book, or a release.",
    )


def _raw(path: Path) -> bytes:
    try:
        return safefile.read(path, MAX_BYTES)
    except (OSError, safefile.NotRegularError) as fault:
        raise _fault(path, str(fault)) from fault


def member(path: Path, name: str) -> bytes:
    """A file of a release; raises `RecordsError` for what is none, and for one too large."""
    from zipfile import BadZipFile, ZipFile
    from zlib import error as DamagedError

    try:
        with ZipFile(BytesIO(_raw(path))) as archive:
            (found,) = (each for each in archive.infolist() if each.filename.endswith(f"/{name}"))
            if found.file_size > MAX_BYTES:
                raise ValueError(f"'{name}' in it is too large")
            return archive.read(found)
    except (ValueError, RuntimeError, EOFError, BadZipFile, DamagedError) as fault:
        raise _fault(path, str(fault)) from fault


def _held(path: Path) -> Mapping[str, Any]:
    import simplejson

    raw = member(path, "mic25.json") if path.suffix == ".zip" else _raw(path)
    try:
        held = simplejson.loads(raw, use_decimal=True)
    except (ValueError, RecursionError) as fault:
        raise _fault(path, str(fault)) from fault
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise _fault(path, f"its schema is not {SCHEMA}")
    about = held.get("about")
    if isinstance(about, dict) and "cut" in about:
        raise _fault(path, f"it is cut {about['cut']}")
    return held


def profile_data(path: Path) -> Mapping[str, Any]:
    """What the book says of itself, as plain values; raises `RecordsError` for a slip in it."""
    from pydantic import ValidationError

    from mic25cli.model.bookfile import BookFile

    try:
        return BookFile.model_validate(_held(path).get("profile")).as_data()
    except ValidationError as fault:
        raise _fault(path, _first(fault, "profile")) from fault


def records(path: Path, profile: Profile) -> Iterator[dict[str, Any]]:
    """Every record, checked as those of files are; raises `RecordsError` for the first slip."""
    from pydantic import ValidationError

    kinds = _held(path).get("records")
    for kind, held in kinds.items() if isinstance(kinds, dict) else ():
        if kind not in KINDS or not isinstance(held, list):
            raise _fault(path, f"'{kind}' is no list of records of a kind")
        check = KINDS[kind].load_model().__pydantic_validator__.validate_python
        for each in held:
            own = dict(each) if isinstance(each, dict) else {}
            id_ = own.pop("id", None)
            if own.pop("kind", None) != kind or not isinstance(id_, str):
                raise _fault(path, f"a record of {kind} does not say its kind and id")
            try:
                found = check(own, context=profile).as_data()
            except ValidationError as fault:
                raise _fault(path, _first(fault, f"{kind}/{id_}")) from fault
            yield {"kind": kind, "id": id_, **found}


def _first(fault: Any, what: str) -> str:
    slip = fault.errors(include_url=False)[0]
    return f"{what} {'.'.join(map(str, slip['loc']))}: {slip['msg']}"
