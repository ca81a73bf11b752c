"""Which of the claims for one thing counts in a table, and what becomes of its rivals.

One observation counts of each period and basis, and one amount of each kind, round and payer; what
becomes of the others is said in the words of `calc.choice`, by which observations are chosen here
too.  Of amounts the latest date counts, then the better grade, the closer look, the newest
publication.  Milestones have their own rule (`calc.progress.milestone`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mic25cli.calc.choice import SIGNS, Memo, Wanted, basis_of, by_period, choose
from mic25cli.calc.cites import rank_of, support
from mic25cli.calc.diff.current_claim import last_day
from mic25cli.calc.fates import PLACES, Fate, Order, lost, order_of
from mic25cli.model.book import RecordBook, published

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Fund, Indicator

Fates = dict[int, Fate]
"""What becomes of claims, by which object each is."""


def of_observations(book: RecordBook, indicator: Indicator) -> Fates:
    """What becomes of each observation of an indicator among those of its period and basis."""
    claims, sign = indicator["observations"], SIGNS.get(indicator["direction"] or "", 1)
    found: Fates = {}
    memo: Memo = {}
    for basis in {basis_of(indicator, each["basis"]) for each in claims}:
        candidates = choose(book, indicator, Wanted(indicator["unit"], basis), memo).candidates
        own = {id(each): id(claim) for each, claim in zip(candidates, claims, strict=True)}
        found |= {own[id(each)]: each.fate for each in candidates if each.fate != "other-basis"}
        for rivals in by_period(candidates, sign=sign):
            orders = [order_of(each.reading, each.span, sign) for each in rivals]
            found[own[id(rivals[0])]] = "chosen"
            for each, order in zip(rivals[1:], orders[1:], strict=True):
                found[own[id(each)]] = lost(order, orders[0], PLACES)
    return found


def of_amounts(book: RecordBook, fund: Fund) -> Fates:
    """What becomes of each amount of a fund among those of its kind, round and payer."""
    places: tuple[Fate, ...] = (
        "earlier-period", "lower-grade", "less-checked", "older-vintage", "repeat",
    )  # fmt: skip
    found: Fates = {}
    best: dict[object, Order] = {}
    claims = [(each, amount_order(book, each)) for each in fund["amounts"]]
    for claim, order in sorted(claims, key=lambda each: each[1]):
        first = best.setdefault((claim["kind"], claim["round"], claim["payer"]), order)
        behind = (
            place for place, ours, its in zip(places, order, first, strict=True) if ours != its
        )
        found[id(claim)] = "chosen" if order is first else next(behind, "repeat")
    return found


def amount_order(book: RecordBook, claim: Amount) -> Order:
    """The order of the claims for one sum, best first."""
    worth = support(book.whole, claim["cite"])
    said = last_day(published(book.whole, claim["report"])).toordinal()
    return (
        -last_day(claim["date"]).toordinal(),
        *rank_of(worth["counts_as"], worth["checked"]),
        -said,
        repr(sorted(claim.items(), key=str)),
    )
