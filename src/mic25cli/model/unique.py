"""Tables by key in which no entry takes the place of another."""

from collections.abc import Iterable
from typing import Any, TypeVar

Entry = TypeVar("Entry", bound=tuple[Any, ...])


def by_key(*entries: Entry) -> dict[str, Entry]:
    """The entries by their first value; raises `ValueError` for a key that is there twice."""
    return by_pair((entry[0], entry) for entry in entries)


def by_pair(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The values of pairs by key, as `json.loads` takes it for objects; raises as `by_key` does."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key}' is there twice")
        found[key] = value
    return found
