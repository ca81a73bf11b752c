"""What the fields of records and claims are, and what a claim is about, as a diff reads them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping

from mic25cli.calc.diff.changes import Class, Pair
from mic25cli.calc.diff.deltas import ends
from mic25cli.calc.diff.unordered import Data, frozen, same
from mic25cli.model import fields
from mic25cli.model.fields import CLAIMS, of_whole

DATES = fields.having("when")
"""Fields that say when."""

STATUS = fields.having("status")
"""Fields that say how it stands with the thing."""

TEXTS = fields.having("own", "printed")
"""Fields that hold words of a language, and are compared word by word."""

OPEN = fields.open_mappings()
"""Mappings whose keys are data: a key that is missing is not null but not there."""


def differing(
    old: Mapping[str, object], new: Mapping[str, object], skip: Collection[str] = ()
) -> Iterator[tuple[str, Pair[object]]]:
    """The fields of two mappings that differ, by dotted path; where one side lacks it, None."""
    for key in {**old, **new}:
        if key in skip:
            continue
        was, now = old.get(key), new.get(key)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            for path, values in differing(was, now):
                yield f"{key}.{path}", values
        elif not same(was, now):
            yield key, Pair(was, now)


def is_text(path: str, values: Pair[object]) -> bool:
    """Whether a field holds words on both sides."""
    first, last = path.split(".")[0], path.split(".")[-1]
    return (
        isinstance(values.old, str)
        and isinstance(values.new, str)
        and (last in TEXTS or first in OPEN)
    )


def class_of_field(path: str, values: Pair[object]) -> Class:
    """The class of a change of one field of a record."""
    last = path.split(".")[-1]
    if last in DATES or last in STATUS:
        return "moved"
    return "reworded" if is_text(path, values) else "edited"


PROVENANCE = frozenset(of_whole("provenance"))
"""Who said it and where it was read: not what was said."""

KEYS = {path: claims.about for path, claims in CLAIMS.items()}
"""For each list of claims, the keys that say what a claim is about."""

DATED = {path: claims.dated for path, claims in CLAIMS.items() if claims.dated}
"""Claims that carry the date they speak of: of two, the later one stands."""

MEASURED = frozenset(path for path, claims in CLAIMS.items() if claims.measured)
"""Claims of what is or was: a later report may repeat one more loosely."""

BY_REPORT = frozenset(path for path, claims in CLAIMS.items() if claims.by_report)
"""Claims in which every report speaks for itself."""


def key_of(path: str, claim: Data) -> dict[str, object]:
    """What a claim is about, as shown (`{"year": 2025}`); a name by its Chinese, which lasts."""
    key = {key: claim.get(key) for key in KEYS.get(path, ())}
    if key.get("period", "") is None:
        # Of a milestone that is no total over some years.
        del key["period"]
    name = key.get("name")
    if isinstance(name, Mapping):
        key["name"] = name.get("zh") or name.get("en")
    return key


def place_of(path: str, claim: Data, between_reports: bool = False) -> Hashable:
    """What a claim is about, as compared: a number and words for one year do not replace each
    other, nor do the words of two reports, unless it is they that are compared.
    """
    if path not in KEYS:
        return frozen(claim, PROVENANCE)
    key = key_of(path, claim)
    if path == "milestones":
        key["number"] = ends(claim) is not None
    if path in BY_REPORT and not between_reports:
        key["report"] = claim["report"]
    return frozen(key)


def fact_of(path: str, claim: Data) -> Hashable:
    """The place and the date that it speaks of: two claims of one fact differ only in vintage."""
    dated = DATED.get(path)
    return (place_of(path, claim), claim.get(dated) if dated else None)
