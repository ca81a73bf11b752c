"""The progress of long work, reported step by step to a watcher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TypeVar

Item = TypeVar("Item")
Watcher = Callable[[str, int, int], None]
"""Progress callback: name of the steps (`files`, `records`, `targets`, …), number done, total."""

_watching: list[Watcher] = []


def watch(watcher: Watcher | None) -> None:
    """Report all steps to a watcher from now on; None stops it."""
    _watching[:] = [] if watcher is None else [watcher]


def steps(what: str, items: Iterable[Item], total: int | None = None) -> Iterable[Item]:
    """The items, each reported to the watcher when taken; `total` if they have no length."""
    if not _watching:
        return items
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    return _watched(what, items, total)


def _watched(what: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    for done, item in enumerate(items):
        for watcher in _watching:
            watcher(what, done, total)
        yield item
    for watcher in _watching:
        watcher(what, total, total)
