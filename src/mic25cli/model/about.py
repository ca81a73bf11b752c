"""What a book says of itself: its title, who keeps it, on what terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """What `book.json` beside the records says; a folder without one has only id and title."""

    id: str
    """What citations and data packages call it."""
    title: str
    authors: tuple[str, ...] = ()
    license: str | None = None
    """An SPDX identifier: MIT, CC-BY-4.0."""
    url: str | None = None
    version: str | None = None
    """That of the program for the records that come with it; others have a digest."""
