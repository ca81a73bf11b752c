"""The shelf: the books that travel with the package, by the names that `--book` takes."""

from __future__ import annotations

from pathlib import Path

from mic25cli.errors import unknown
from mic25cli.store import place

_TREE = {
    "mic25": "records",
    "beyond-2025": "books/beyond-2025",
    "digital-decade": "examples/digital-decade",
}
"""Where each book lies in a checkout; in a package it is `records`, or `books/NAME`."""


def _place(name: str) -> Path:
    """Where a book would lie."""
    home = place.shipped().parent
    inside = home / "books" / name
    return home / _TREE[name] if name == "mic25" or not inside.is_dir() else inside


def names() -> tuple[str, ...]:
    """The names of the books that are there."""
    return tuple(name for name in _TREE if _place(name).is_dir())


def folder(name: str) -> Path:
    """The record folder of a shipped book; raises `UsageError` for a name that is none's."""
    if name not in names():
        raise unknown("book", name, names())
    return _place(name)
