"""The closed lists of words that code asks about, each listed once.

The models take these words and no others; what is read of a record has the
same types.  A list that only its own kind knows stands in the kind's model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Grade = Literal["A", "B", "C", "D"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""The grades of a source's authority, the best first."""

Checked = Literal["text", "excerpt", "none"]
CHECKED: tuple[Checked, ...] = get_args(Checked)
"""How closely a cite was looked at, the closest first."""

How = Literal["digits", "words", "derived", "chart"]
HOWS: tuple[How, ...] = get_args(How)
"""In what form a fragment of a source holds the number of the claim."""

Origin = Literal["plan", "adjacent", "local", "outside"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
"""Who set a target: the plan, another national plan, a province or city, a third party."""

Aim = Literal["home-share", "output", "rank", "adoption", "efficiency", "money", "count"]
AIMS: tuple[Aim, ...] = get_args(Aim)
"""What sort of aim a target is: what would be more of it, if it is reached."""

Heir = Literal["raises", "lowers", "widens", "continues"]
HEIRS: tuple[Heir, ...] = get_args(Heir)
"""How a target takes an earlier one up, the way that says most first."""

Bound = Literal["about", "almost", "at-least", "more-than", "up-to", "less-than"]
"""How a source hedges a value."""

Better = Literal["increase", "decrease"]
"""Which way is better."""

Timing = Literal["stock", "flow", "rate"]
"""What a year of an indicator means: its end, the sum over it, its average."""

Falls = Literal["never"]
"""Whether an indicator can fall."""

Fit = Literal["exact", "close", "bound", "proxy"]
FITS: tuple[Fit, ...] = get_args(Fit)
"""How well a basis fits what a target means, the best first."""

Side = Literal["least", "most"]
"""With a basis that only bounds: from which side the observed value does."""

ReadAs = Literal["reached", "partly", "not-reached", "unclear"]
READINGS: tuple[ReadAs, ...] = get_args(ReadAs)
"""Our readings of outside verdicts, on one scale."""

Stance = Literal["strength", "weakness", "risk", "opportunity", "description"]
"""What a finding says of its subject."""

Force = Literal["law", "practice", "guidance", "proposal", "announced", "ended"]
"""How binding what followed is; practice: a body, a list or money that exists."""

Stage = Literal["begun", "milestone", "account", "ended", "replaced"]
"""How far a measure of a plan came; account: what somebody says that it did."""

CarriedOut = Literal["done", "partly", "begun", "lapsed", "nothing-found"]
CARRIED_OUT: tuple[CarriedOut, ...] = get_args(CarriedOut)
"""What became of a measure or an advice, by what followed."""

Access = Literal["original", "reprint", "copy", "digest", "unseen"]
ACCESS: tuple[Access, ...] = get_args(Access)
"""How the text of a source was seen."""

Coverage = Literal["full", "excerpt"]
TextType = Literal[
    "legislation", "report", "dataset", "book", "chapter", "article-journal", "article-newspaper",
    "speech", "webpage",
]  # fmt: skip
"""How much of a source was read."""

AmountKind = Literal[
    "raised",
    "target",
    "expected",
    "unspecified",
    "registered",
    "pledged",
    "paid-in",
    "contributed",
    "invested",
    "paid-out",
    "credit-line",
]
"""What sort of sum an amount is."""

AMOUNT_STAGES: Mapping[AmountKind, str | None] = {
    "target": "announced", "expected": "announced",
    "pledged": "committed", "registered": "committed", "credit-line": "committed",
    "raised": "received", "paid-in": "received", "contributed": "received",
    "invested": "spent", "paid-out": "spent",
    "unspecified": None,
}  # fmt: skip
"""How far on its way from a promise to a project the money of a sum is; None: nobody says."""

Ownership = Literal["private", "soe"]
"""Who owns an enterprise, as printed."""

By = Literal["kind", "industry", "chapter"]
GROUPINGS: tuple[By, ...] = get_args(By)
"""What coverage is counted by."""

RAISED = ("raised", "registered", "paid-in")
"""Kinds of amounts that say what it has: raised, or its capital as registered or paid in."""
