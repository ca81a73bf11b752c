"""The data of the chart of funds: sums of money by fund, never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.fund_amounts import amount_order, stage_of
from mic25cli.calc.list_sums import large_unit
from mic25cli.calc.record_filters import usual_money
from mic25cli.calc.source_grades import cited, in_chinese, is_weak
from mic25cli.calc.table_definition import judged_on
from mic25cli.calc.value_range import Number, Span, span_of
from mic25cli.model import edtf
from mic25cli.model.closed_lists import AMOUNT_STAGES
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import UNPRINTED
from mic25cli.model.units import UnitError, Units
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Name, Source

STAGES = ("announced", "received", "committed", "spent")
"""The stages of the sums that are drawn, in the order in which they are drawn."""


class Bar(FrozenData):
    """A sum as a bar: its stage, its number in the unit of the chart, and the claim behind it."""

    category: str
    stage: str = field(metadata=UNPRINTED)
    number: Number
    span: Span
    claim: Amount
    weak: bool


class BarGroup(FrozenData):
    """The bars of a fund, with the year in which the fund begins."""

    key: str
    name: Name
    bars: tuple[Bar, ...]
    year: str | None


class FundsChart(FrozenData):
    """The subject of the chart of funds; its parts follow."""

    schema: Literal["mic25.chart-across/1"] = field(default="mic25.chart-across/1", init=False)
    as_of: str
    known_at: str | None
    digest: str
    chart: Literal["funds"] = field(default="funds", init=False)
    categories: tuple[str, ...]
    total: int
    """the number of sums that are drawn"""
    left_out: Mapping[str, int]
    """how many sums are not drawn, by kind or reason"""
    sources: tuple[str, ...]
    """the sources of everything drawn"""
    groups: tuple[BarGroup, ...] = field(metadata=UNPRINTED)
    cited: Mapping[str, Source] = field(metadata=UNPRINTED)
    """The sources, by id."""
    bodies: Mapping[str, str] = field(metadata=UNPRINTED)
    """The Chinese names of bodies."""
    unit: str = field(metadata=UNPRINTED)
    """the unit of the sums"""
    units: Units = field(metadata=UNPRINTED)
    license: str | None = field(metadata=UNPRINTED)
    """The terms on which others may use the chart."""

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars of all groups of the chart, from top to bottom."""
        return tuple(bar for group in self.groups for bar in group.bars)

    @property
    def most(self) -> Number:
        """The largest number that must fit on the axis; above zero even without any sum."""
        ends = [bar.number for bar in self.bars]
        ends += [bar.span.high for bar in self.bars if bar.span.high is not None]
        most = max(ends, default=0)
        return most if most > 0 else 1


def _year(date: str | None) -> int | None:
    when = edtf.parse(date) if date else None
    day = when and (when.earliest or when.latest)
    return day.year if day else None


def _unit(dataset: RecordSet, claims: Sequence[Amount]) -> str:
    """The unit of the chart: billions of the usual currency, or millions if no sum is larger."""
    # Cached, because a site needs it for every fund.
    worked_out, key = dataset.whole.worked_out, "usual money of funds"
    if key not in worked_out:
        worked_out[key] = usual_money(dataset.whole, KINDS["funds"], "amounts")
    return large_unit(dataset, worked_out[key], claims)


def funds(
    dataset: RecordSet,
    as_of: str | None = None,
    known_at: str | None = None,
    only: str | None = None,
) -> FundsChart:
    """The sums of known stage, of all funds or of one, by the year in which each fund begins."""
    left_out: Counter[str] = Counter()
    groups, sources = [], list[str]()
    chosen = [dataset.kind("funds")[only]] if only else dataset.kind("funds").values()
    money = _unit(dataset, [claim for fund in chosen for claim in fund["amounts"]])
    for fund in chosen:
        sums: dict[tuple[str, int], list[tuple[Amount, Span]]] = {}
        for claim in fund["amounts"]:
            if stage_of(dataset, claim) not in STAGES:
                left_out[claim["amount_type"]] += 1
                continue
            with suppress(UnitError):
                if (span := span_of(claim, money, units=dataset.units)) is not None:
                    key = (claim["amount_type"], claim["round"] or 0)
                    sums.setdefault(key, []).append((claim, span))
                    continue
            left_out["other-unit"] += 1
        bars = []
        for (kind, _), claims in sums.items():
            claim, span = min(claims, key=lambda pair: amount_order(dataset, pair[0]))
            left_out["other-claim"] += len(claims) - 1
            cites = cited(dataset.whole, claim["cite"])
            stage = str(stage_of(dataset, claim))
            bars.append(Bar(kind, stage, span.best, span, claim, is_weak(cites)))
            sources += [claim["report"], *(cite.source for cite in cites)]
        # Within a stage, the largest sum is drawn first, below the others.
        bars.sort(key=lambda bar: (STAGES.index(bar.stage), -bar.number))
        if bars:
            # A fund begins on the date when it was set up; if that is unknown, with its first sum.
            dates = [bar.claim["date"] for bar in bars]
            begun = map(_year, [fund["established"]] if fund["established"] else dates)
            first = min((year for year in begun if year is not None), default=None)
            year = None if first is None else f"{first:04d}"
            groups.append(BarGroup(fund["id"], fund["name"], tuple(bars), year))
    groups.sort(key=lambda group: (group.year or "9999", group.key))
    categories = [bar.category for group in groups for bar in group.bars]
    kinds = [*AMOUNT_STAGES, *dataset.profile.types.get("amounts", {})]
    return FundsChart(
        as_of or judged_on(dataset), known_at, dataset.whole.digest,
        tuple(amount for amount in kinds if amount in categories), len(categories), +left_out,
        tuple(dict.fromkeys(sources)), tuple(groups), _cited(dataset, sources),
        in_chinese(dataset), money, dataset.units, dataset.profile.license,
    )  # fmt: skip


def _cited(dataset: RecordSet, ids: Iterable[str]) -> dict[str, Source]:
    sources = {name: dataset.whole.source(name) for name in ids}
    return {name: source for name, source in sources.items() if source is not None}
