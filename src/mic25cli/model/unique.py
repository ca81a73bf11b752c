"""Tables by key in which no entry takes the place of another."""

from typing import Any, TypeVar

Entry = TypeVar("Entry", bound=tuple[Any, ...])


def by_key(*entries: Entry) -> dict[str, Entry]:
    """The entries by their first value; raises `ValueError` for a key that is there twice."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if found.setdefault(entry[0], entry) is not entry:
            raise ValueError(f"the key '{entry[0]}' is there twice")
    return found
