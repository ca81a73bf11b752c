"""The amounts of a fund: their stages, and which of them are counted in sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mic25cli.calc.diff.claim_fields import last_day
from mic25cli.calc.source_grades import rank_of, support
from mic25cli.calc.value_range import quantity
from mic25cli.model.closed_lists import AMOUNT_STAGES
from mic25cli.model.dataset import RecordSet, published

if TYPE_CHECKING:
    from mic25cli.calc.observation_uses import Order, Use
    from mic25cli.model.records import Amount, Fund


def uses_of_amounts(dataset: RecordSet, fund: Fund) -> dict[int, Use]:
    """The use of each amount, by identity. In each currency, one sum counts for each stage of a
    round. If no sum covers the whole round, one counts for each payer, so that they can be added
    up. A round is part of a sum without a round that is as late; a smaller sum of another type is
    part of the round."""
    places: tuple[Use, ...] = (
        "earlier-period", "lower-grade", "less-checked", "older-vintage", "confirms",
    )  # fmt: skip
    uses: dict[int, Use] = {}
    best: dict[object, Order] = {}
    claims = [(amount, amount_order(dataset, amount)) for amount in fund["amounts"]]
    until: dict[tuple[str | None, str | None], date] = {}
    parts = [id(claim) for claim, _ in claims if _is_part_of_round(dataset, fund, claim)]
    for claim, _ in claims:
        if claim["round"] is None and claim["payer"] is None and id(claim) not in parts:
            place, day = _place(dataset, claim), last_day(claim["date"])
            until[place] = max(day, until.get(place, day))
    # The sum of one payer is a part of the whole, which comes first.
    for claim, order in sorted(claims, key=lambda pair: (pair[0]["payer"] is not None, pair[1])):
        at = (_place(dataset, claim), claim["round"])
        of_round = claim["round"] is not None and claim["date"] is not None
        in_whole = of_round and at[0] in until and last_day(claim["date"]) <= until[at[0]]
        if in_whole or id(claim) in parts or (claim["payer"] is not None and (at, None) in best):
            uses[id(claim)] = "part-of-sum"
            continue
        first = best.setdefault((at, claim["payer"]), order)
        behind = (
            place for place, ours, its in zip(places, order, first, strict=True) if ours != its
        )
        uses[id(claim)] = "decides" if order is first else next(behind, "confirms")
    return uses


def _place(dataset: RecordSet, claim: Amount) -> tuple[str | None, str | None]:
    """The stage and currency of a sum."""
    return stage_of(dataset, claim), claim["unit"] and dataset.units.base(claim["unit"])


def _is_part_of_round(dataset: RecordSet, fund: Fund, claim: Amount) -> bool:
    """Whether a sum is part of a larger, earlier round of another type: a grant out of a pledge."""

    def holds(other: Amount) -> bool:
        its = quantity(other, other["unit"], dataset.units)
        of_round = other["round"] is not None and claim["round"] in (None, other["round"])
        same = stage_of(dataset, other) == stage and its["unit_base"] == own["unit_base"]
        later = last_day(other["date"]) < last_day(claim["date"])
        less = 0 < Decimal(str(own["value_base"] or 0)) < Decimal(str(its["value_base"] or 0))
        return of_round and same and later and less and other["amount_type"] != claim["amount_type"]

    own, stage = quantity(claim, claim["unit"], dataset.units), stage_of(dataset, claim)
    return any(map(holds, fund["amounts"]))


def stage_of(dataset: RecordSet, claim: Amount) -> str | None:
    """The stage of a sum by its type: announced, committed, received or spent; None if unknown."""
    kind = claim["amount_type"]
    return AMOUNT_STAGES.get(kind) or dataset.profile.types.get("amounts", {}).get(kind)


def amount_order(dataset: RecordSet, claim: Amount) -> Order:
    """The sort key of the claims for one sum, the best first."""
    worth = support(dataset.whole, claim["cite"])
    day = last_day(published(dataset.whole, claim["report"])).toordinal()
    return (
        -last_day(claim["date"]).toordinal(),
        *rank_of(worth["grade"], worth["checked"]),
        -day,
        repr(sorted(claim.items(), key=str)),
    )
