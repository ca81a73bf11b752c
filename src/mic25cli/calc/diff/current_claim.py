"""Which of several claims about one thing stands: the latest that says anything new."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.diff.deltas import looser
from mic25cli.calc.diff.fields import DATED, MEASURED, PROVENANCE
from mic25cli.calc.diff.unordered import Data, as_text, frozen
from mic25cli.calc.vintage import Sources, vintage


def in_vintage(path: str, claim: Data, sources: Sources) -> tuple[object, ...]:
    """The place of a claim in `calc.vintage.vintage`, made total by the text of the claim."""
    return (*vintage(claim, sources, DATED.get(path)), as_text(claim))


def in_order(path: str, claims: Sequence[Data], sources: Sources) -> list[Data]:
    """The claims in the order of `in_vintage`."""
    if len(claims) < 2:
        return list(claims)
    return sorted(claims, key=lambda claim: in_vintage(path, claim, sources))


def current_claim(path: str, claims: Sequence[Data], sources: Sources) -> Data | None:
    """The claim that stands: the last in order that does not just repeat the one before it.

    A target that a second report repeats is still the first one's.
    """
    current: Data | None = None
    for claim in in_order(path, claims, sources):
        if current is None or not repeats(path, claim, current):
            current = claim
    return current


def repeats(path: str, claim: Data, earlier: Data) -> bool:
    """Whether a claim only says what an earlier one says, in the same words or more loosely."""
    if frozen(claim, PROVENANCE, False) == frozen(earlier, PROVENANCE, False):
        return True
    dated = DATED.get(path)
    if path not in MEASURED or (dated and claim.get(dated) != earlier.get(dated)):
        return False
    return looser(claim, earlier)
