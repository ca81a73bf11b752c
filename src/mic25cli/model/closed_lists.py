"""The closed lists of words that code asks about, each in one place; models accept no others."""

from collections.abc import Mapping
from typing import Literal, get_args

Grade = Literal["A", "B", "C", "D"]
GRADES: tuple[Grade, ...] = get_args(Grade)
"""The grades of a source's authority, the best first."""

Checked = Literal["text", "excerpt", "none"]
CHECKED: tuple[Checked, ...] = get_args(Checked)
"""How closely a citation was checked, the closest first."""

How = Literal["digits", "words", "derived", "chart"]
HOWS: tuple[How, ...] = get_args(How)

Origin = Literal["plan", "related", "local", "attributed"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
"""Whose target it is: the plan's, a related national plan's, a province's or city's, or one
attributed by outsiders.
"""

Type = Literal["domestic-share", "output", "rank", "adoption", "efficiency", "money", "count"]
TYPES: tuple[Type, ...] = get_args(Type)
"""The type of a target: what there is more of if it is met."""

Succession = Literal["raises", "lowers", "widens", "continues"]
SUCCESSIONS: tuple[Succession, ...] = get_args(Succession)
"""How a target continues an earlier one, the most specific way first."""

Bound = Literal["about", "almost", "at-least", "more-than", "up-to", "less-than"]
Better = Literal["increase", "decrease"]
Timing = Literal["stock", "flow", "rate"]
Falls = Literal["never"]

Fit = Literal["exact", "close", "one-sided", "proxy"]
FITS: tuple[Fit, ...] = get_args(Fit)
"""How well a basis fits what a target means, the best first."""

Side = Literal["lower", "upper"]
ReadAs = Literal["met", "partly-met", "not-met", "unclear"]
READINGS: tuple[ReadAs, ...] = get_args(ReadAs)
Stance = Literal["strength", "weakness", "risk", "opportunity", "description"]
Force = Literal["law", "practice", "guidance", "proposal", "announced", "ended"]
Stage = Literal["begun", "milestone", "account", "ended", "replaced"]
Implementation = Literal[
    "implemented", "partly-implemented", "in-progress", "lapsed", "no-action-found"
]
IMPLEMENTATIONS: tuple[Implementation, ...] = get_args(Implementation)
Access = Literal["original", "reprint", "copy", "summary", "unseen"]
ACCESS: tuple[Access, ...] = get_args(Access)
Coverage = Literal["full", "excerpt"]
TextType = Literal[
    "legislation", "report", "dataset", "book", "chapter", "article-journal", "article-newspaper",
    "speech", "webpage",
]  # fmt: skip
_Wanted = Literal["raised", "target", "expected", "unspecified", "registered", "pledged"]
_Given = Literal["paid-in", "contributed", "invested", "paid-out", "credit-line"]
_OfAid = Literal["approved", "granted", "paid"]
AmountStage = Literal["announced", "committed", "received", "spent", "unspecified"]
AmountType = Literal[_Wanted, _Given, _OfAid, AmountStage]

AMOUNT_STAGES: Mapping[str, AmountStage] = {
    "target": "announced", "expected": "announced",
    "pledged": "committed", "registered": "committed", "credit-line": "committed",
    "raised": "received", "paid-in": "received", "contributed": "received",
    "invested": "spent", "paid-out": "spent",
    "approved": "announced", "granted": "committed", "paid": "received",
    "unspecified": "unspecified",
    "announced": "announced", "committed": "committed", "received": "received", "spent": "spent",
}  # fmt: skip
"""The stage of the money in a sum, from promise to project, for the types of amount that every
dataset has."""
STAGES: tuple[AmountStage, ...] = get_args(AmountStage)[:-1]
"""The known stages of money, from the promise on."""

Ownership = Literal["private", "soe"]
By = Literal["kind", "industry"]
GROUPINGS: tuple[By, ...] = get_args(By)

RAISED = ("raised", "registered", "paid-in", "paid", "granted")
"""The types of amount that say what a fund has: raised, or its capital as registered or paid in."""
