"""Which claim of one side answers to which of the other: what a claim is about."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from mic25cli.calc.diff.deltas import ends
from mic25cli.calc.diff.unordered import Data, frozen
from mic25cli.model.fields import CLAIMS, of_whole

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
    """What a claim is about, as shown: `{"year": 2025}`.

    A thing with a name in two languages goes by its Chinese one, which
    translations do not change.
    """
    key = {key: claim.get(key) for key in KEYS.get(path, ())}
    name = key.get("name")
    if isinstance(name, Mapping):
        key["name"] = name.get("zh") or name.get("en")
    return key


def place_of(path: str, claim: Data, between_reports: bool = False) -> Hashable:
    """What a claim is about, as compared.

    A report may set a number and describe a state for the same year; they do
    not replace each other.  Nor do the words of two reports for one thing,
    unless it is they that are compared.
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
