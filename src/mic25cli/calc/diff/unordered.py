"""Plain values compared without regard to order: equal lists have the same items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any

Data = Mapping[str, Any]
"""A record or a claim of any kind: a diff reads all kinds alike, by keys known at run time."""

_ATOMS = {type(None), str, int, bool}


def frozen(value: object, ignore: Collection[str] = (), digits: bool = True) -> Hashable:
    """A hashable value, equal for any order of lists; with `digits`, 2.2 differs from 2.20."""
    class_ = type(value)
    if class_ in _ATOMS:
        return value
    if digits and class_ is Decimal:
        return ("number", str(value))
    if isinstance(value, dict) or (class_ is not list and isinstance(value, Mapping)):
        # Checking for the usual classes first is faster.
        return (
            "mapping",
            frozenset(
                (key, frozen(item, (), digits)) for key, item in value.items() if key not in ignore
            ),
        )
    if isinstance(value, list | tuple):
        items = [frozen(item, (), digits) for item in value]
        counts = Counter(items) if items[1:] else dict.fromkeys(items, 1)
        return ("list", frozenset(counts.items()))
    assert isinstance(value, Hashable)
    return value


def same(one: object, other: object) -> bool:
    """Whether two plain values are equal apart from order, to the last printed digit."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list) and len(one) != len(other):
        return False
    if isinstance(one, list) and isinstance(other, list) and all(map(same, one, other)):
        return True
    return frozen(one) == frozen(other)


def without(
    items: Sequence[Data], gone: Sequence[Data], ignore: Collection[str] = ()
) -> list[Data]:
    """The items without those in `gone`; each is removed as often as it occurs there."""
    # Most items are the same objects on both sides.
    own, others = {id(item) for item in items}, {id(item) for item in gone}
    items = [item for item in items if id(item) not in others]
    gone = [item for item in gone if id(item) not in own]
    if not items or not gone:
        return items
    left = Counter(frozen(item, ignore) for item in gone)
    left_over: list[Data] = []
    for item in items:
        mark = frozen(item, ignore)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            left_over.append(item)
    return left_over


def as_text(value: object) -> str:
    """A text that orders plain values the same way every time."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{as_text(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(sorted(as_text(item) for item in value)) + "]"
    return "" if value is None else f"{value}"


def listed(claims: Any) -> list[Data]:
    """The claims under a record's key: the list, or the single claim as a list."""
    if not claims:
        return []
    return list(claims) if isinstance(claims, list | tuple) else [claims]
