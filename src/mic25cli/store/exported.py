"""Reading a book from the one JSON file that `mic25 export` writes, by itself or in a release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from mic25cli import safefile
from mic25cli.errors import RecordsError
from mic25cli.model.kinds import KINDS
from mic25cli.model.profile import Profile

MAX_BYTES = 1 << 28
SCHEMA = "mic25.book/2"


@contextmanager
def _reading(path: Path, what: str = "") -> Iterator[None]:
    """Tell of whatever is wrong with a file, or with something in it; raises `RecordsError`."""
    from zipfile import BadZipFile
    from zlib import error as DamagedError

    try:
        yield
    except (OSError, ValueError, RuntimeError, EOFError, BadZipFile, DamagedError) as fault:
        why = str(fault)
        if hasattr(fault, "errors"):  # of pydantic
            slip = fault.errors(include_url=False)[0]
            why = f"{what} {'.'.join(map(str, slip['loc']))}: {slip['msg']}"
        raise RecordsError(
            f"'{path}' is no exported book: {why}",
            "give the mic25.json of mic25 export --format json of one book, or a release.",
        ) from fault


def member(path: Path, name: str) -> bytes:
    """A file of a release; raises `RecordsError` for what is none, and for one too large."""
    from zipfile import ZipFile

    with _reading(path), ZipFile(BytesIO(safefile.read(path, MAX_BYTES))) as archive:
        (found,) = (each for each in archive.infolist() if each.filename.endswith(f"/{name}"))
        if found.file_size > MAX_BYTES:
            raise ValueError(f"'{name}' in it is too large")
        return archive.read(found)


def _held(path: Path) -> Mapping[str, Any]:
    import simplejson

    release = path.suffix == ".zip"
    with _reading(path):
        raw = member(path, "mic25.json") if release else safefile.read(path, MAX_BYTES)
        held = simplejson.loads(raw, use_decimal=True)
        if not isinstance(held, dict) or held.get("schema") != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        about = held.get("about")
        if isinstance(about, dict) and "cut" in about:
            raise ValueError(f"it is cut {about['cut']}")
        return held


def profile_data(path: Path) -> Mapping[str, Any]:
    """What the book says of itself, as plain values; raises `RecordsError` for a slip in it."""
    from mic25cli.model.bookfile import BookFile

    with _reading(path, "profile"):
        return BookFile.model_validate(_held(path).get("profile")).as_data()


def records(path: Path, profile: Profile) -> Iterator[dict[str, Any]]:
    """Every record, checked as those of files are; raises `RecordsError` for the first slip."""
    kinds = _held(path).get("records")
    with _reading(path):
        for kind, held in kinds.items() if isinstance(kinds, dict) else ():
            if kind not in KINDS or not isinstance(held, list):
                raise ValueError(f"'{kind}' is no list of records of a kind")
            model = KINDS[kind].load_model()
            for each in held:
                own = dict(each) if isinstance(each, dict) else {}
                id_ = own.pop("id", None)
                if own.pop("kind", None) != kind or not isinstance(id_, str):
                    raise ValueError(f"a record of {kind} does not say its kind and id")
                with _reading(path, f"{kind}/{id_}"):
                    found = model.model_validate(own, context=profile).as_data()
                yield {"kind": kind, "id": id_, **found}
