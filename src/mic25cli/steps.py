"""How far a long piece of work is: told by who does it, one step at a time, to who watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Watcher = Callable[[str, int, int], None]
"""Is told what the steps are (`files`, `records`, `targets`, …), how many are done, of how many."""

_watching: list[Watcher] = []


def watch(watcher: Watcher | None) -> None:
    """Tell a watcher of all steps from now on; None: tell nobody."""
    _watching[:] = [] if watcher is None else [watcher]


def steps(what: str, items: Sequence[Item] | Any, total: int | None = None) -> Any:
    """The items, each told of as it is taken if one watches; `total` where they have no length."""
    return _watched(what, items, len(items) if total is None else total) if _watching else items


def _watched(what: str, items: Any, total: int) -> Iterator[Any]:
    for done, item in enumerate(items):
        for watcher in _watching:
            watcher(what, done, total)
        yield item
    for watcher in _watching:
        watcher(what, total, total)
