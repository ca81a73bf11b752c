"""Reading `book.json`, in which a record folder says what its book is about."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from mic25cli import __version__, safefile
from mic25cli.errors import RecordsError
from mic25cli.model.about import About
from mic25cli.model.characters import SLUG
from mic25cli.store import place

NAME = "book.json"
MAX_BYTES = 20_000
LONGEST = 200
KEYS = ("id", "title", "authors", "license", "url")


def declared(folders: Sequence[Path]) -> bool:
    """Whether a folder says that it is a book: one without records is then an empty book."""
    return any((folder / NAME).is_file() for folder in folders)


def about(folders: Sequence[Path]) -> About:
    """What the last folder with a `book.json` says; without any, the folder's name is the title.

    Raises `RecordsError` for one that cannot be read.
    """
    for folder in reversed(folders):
        path = folder / NAME
        try:
            raw = safefile.read(path, MAX_BYTES)
        except FileNotFoundError:
            continue
        except OSError as fault:
            raise _fault(path, fault.strerror or str(fault)) from fault
        return _parsed(path, raw)
    name = folders[-1].resolve().name
    return About(slug(name), f"Records of {name}")


def slug(text: str) -> str:
    """A text as an id: lower-case words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "records"


def _parsed(path: Path, raw: bytes) -> About:
    if len(raw) > MAX_BYTES:
        raise _fault(path, f"more than {MAX_BYTES:,} bytes")
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise _fault(path, f"no JSON: {fault}") from fault
    if not isinstance(data, dict):
        raise _fault(path, "no JSON object")
    for key in data:
        if key not in KEYS:
            raise _fault(path, f"it has no '{key}'; it takes {', '.join(KEYS)}")
    authors = data.get("authors", [])
    if not isinstance(authors, list):
        raise _fault(path, "'authors' is no list")
    title = data.get("title")
    if title is None:
        raise _fault(path, "it has no title")
    texts = [title, *authors, *(data[key] for key in ("license", "url") if data.get(key))]
    if not all(is_line(text) for text in texts):
        raise _fault(
            path, f"title, authors, license and url are texts of 1 to {LONGEST} characters"
        )
    book_id = data.get("id", slug(str(title)))
    if not isinstance(book_id, str) or not re.fullmatch(SLUG, book_id):
        raise _fault(path, "'id' is not lower-case words joined by hyphens")
    version = __version__ if path.parent == place.shipped() else None
    return About(book_id, str(title), tuple(authors), data.get("license"), data.get("url"), version)


def is_line(text: object) -> bool:
    """Whether something is one line of text, of a length that a title may have."""
    return (
        isinstance(text, str)
        and bool(text.strip())
        and len(text) <= LONGEST
        and all(unicodedata.category(char)[0] != "C" for char in text)
    )


def _fault(path: Path, why: str) -> RecordsError:
    return RecordsError(
        f"'{path}' cannot be used: {why}",
        'it says what the book is about: {"title": "…", "authors": ["…"]}.',
    )
