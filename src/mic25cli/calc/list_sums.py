"""Sums over a list: records counted by a shared value, and the money of funds added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from mic25cli.calc import field_paths
from mic25cli.calc.fund_amounts import stage_of, uses_of_amounts
from mic25cli.calc.value_range import Number, short, span_of
from mic25cli.model.closed_lists import STAGES, AmountStage
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import Kind
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.model.records import Amount


class RecordGroup(FrozenData):
    """The records of a list that share a value; null: those without a value."""

    key: str | None
    records: int


class ListSum(FrozenData):
    """The number of records in a grouped list, and of those in no group."""

    records: int
    """each once, even if it is in several groups"""
    groups: int
    without: int
    """records in no group"""


class GroupedList(FrozenData):
    """The header of `--by` in JSON: what was grouped by which field, and the totals."""

    schema: Literal["mic25.list-by/1"] = field(default="mic25.list-by/1", init=False)
    kind: str
    by: str
    summary: ListSum


def grouped(kind: Kind, by: str, records: Sequence[Record]) -> tuple[list[RecordGroup], ListSum]:
    """The number of records in each group, the largest group first, and the totals."""
    # Imported here, because a card has sums of its own and needs no filters.
    from mic25cli.calc.record_filters import READ_AS, criteria, currency_of

    spec, without = criteria(kind)[by], 0
    read = {**READ_AS, "currency": currency_of}.get(spec.match, str)
    counts: Counter[str] = Counter()
    for record in records:
        values = (read(value) for value in field_paths.values(record, spec.path))
        keys = {str(value) for value in values if value is not None}
        counts.update(keys)
        without += not keys
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    groups = [RecordGroup(key, count) for key, count in order]
    total = ListSum(len(records), len(groups), without)
    return [*groups, *([RecordGroup(None, without)] if without else [])], total


class StageSum(FrozenData):
    """The sum of the money of funds at a stage, in one currency."""

    stage: AmountStage
    value: Number
    unit: str
    amounts: int
    """the number of sums that it is made of"""
    funds: int
    hedged: int
    """how many of these sums are approximate or a limit"""


class FundsSum(FrozenData):
    """What was counted, and what was left out, by reason."""

    records: int
    amounts: int
    left_out: Mapping[str, int]


class SummedFunds(FrozenData):
    """The header of `funds --total` in JSON: the number of sums counted, and those left out."""

    schema: Literal["mic25.funds-total/1"] = field(default="mic25.funds-total/1", init=False)
    summary: FundsSum


def large_unit(dataset: RecordSet, money: str, claims: Sequence[Amount]) -> str:
    """The unit for sums in a currency: the dataset's own if most amounts are in it; otherwise
    billions, or millions if no amount is larger."""
    units = dataset.whole.units
    pairs = [
        (unit, claim)
        for claim in claims
        if (unit := claim["unit"]) and units.is_money(unit) and units.base(unit) == money
    ]
    counts = Counter(unit for unit, _ in pairs)
    most = max(counts, key=counts.__getitem__, default="")
    if most in units.own:
        return most
    spans = [span_of(claim, f"bn {money}", units=units) for _, claim in pairs]
    large = any(span is not None and max(span.best, span.high or 0) >= 1 for span in spans)
    return f"{'bn' if large or not claims else 'mn'} {money}"


def funds_total(dataset: RecordSet, funds: Sequence[Record]) -> tuple[list[StageSum], FundsSum]:
    """The sums by stage and currency: each round counts once, and no part besides its whole."""
    left_out: Counter[str] = Counter()
    counted: dict[tuple[str, str], list[tuple[str, Number, bool]]] = {}
    every = [claim for fund in funds for claim in fund["amounts"]]
    stages = {fund["id"]: {stage_of(dataset, each) for each in fund["amounts"]} for fund in funds}
    unit_of = cache(partial(large_unit, dataset, claims=every))
    for fund in funds:
        uses = uses_of_amounts(dataset, fund)  # type: ignore[arg-type]
        if not fund["amounts"]:
            left_out["no-amount"] += 1
        for claim in fund["amounts"]:
            stage, span = stage_of(dataset, claim), span_of(claim)
            if uses[id(claim)] != "decides":
                left_out["other-claim"] += 1
            elif span is None or not claim["unit"]:
                left_out["no-value"] += 1
            elif stage in (None, "unspecified"):
                left_out["stage-unspecified"] += 1
            elif stage in stages.get(fund["part_of"], ()):
                left_out["part-of-fund"] += 1
            else:
                money = dataset.units.base(claim["unit"])
                unit = unit_of(money)
                value = dataset.units.convert(span.best, claim["unit"], unit)
                hedged = claim["bound"] is not None or claim["low"] is not None
                counted.setdefault((str(stage), unit), []).append((fund["id"], value, hedged))
    sums = [
        StageSum(
            stage=stage,
            value=short(Decimal(sum(value for _, value, _ in each))),
            unit=unit,
            amounts=len(each),
            funds=len({name for name, _, _ in each}),
            hedged=sum(hedged for _, _, hedged in each),
        )
        for stage in STAGES
        for (at, unit), each in sorted(counted.items())
        if at == stage
    ]
    return sums, FundsSum(len(funds), sum(each.amounts for each in sums), left_out)
