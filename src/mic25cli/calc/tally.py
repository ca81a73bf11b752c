"""What charts across records draw: dates by year, and money by fund, never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from mic25cli.calc.cites import cited, in_chinese, is_weak
from mic25cli.calc.longtable import last_day
from mic25cli.calc.select import usual_money
from mic25cli.calc.span import Number, Span, span_of
from mic25cli.calc.tables.claims import amount_order
from mic25cli.calc.timeline import timeline
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain import UNPRINTED
from mic25cli.model.units import UNITS, UnitError, Units
from mic25cli.values import dataclass, field

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Name, Source

Sort = Literal["funds", "timeline"]

AMOUNTS = ("target", "raised", "registered")
"""The kinds of sums that are drawn: what was aimed at, what was raised, what was registered."""


@dataclass(frozen=True)
class Bar:
    """A bar, or a piece of one: its category, its number, the claim behind it where it is one."""

    category: str
    number: Number
    span: Span | None = None
    claim: Amount | None = None
    weak: bool | None = None
    name: Mapping[str, str | None] | None = None
    """Of a dated thing: what it is called."""


@dataclass(frozen=True)
class BarGroup:
    """Bars that belong together: a fund's, with the year in which it begins, or a year's own."""

    key: str
    name: Name | None
    bars: tuple[Bar, ...]
    year: str | None = None


@dataclass(frozen=True)
class ChartAcross:
    """What a chart across the records is of; its parts follow."""

    schema: Literal["mic25.chart-across/1"] = field(default="mic25.chart-across/1", init=False)
    as_of: str
    known_at: str | None
    digest: str
    chart: Sort
    categories: tuple[str, ...]
    total: int
    """how many things are counted, or sums drawn, each once"""
    left_out: Mapping[str, int]
    """what is not drawn, by kind or reason"""
    sources: tuple[str, ...]
    """those of everything that is drawn or counted"""
    groups: tuple[BarGroup, ...] = field(metadata=UNPRINTED)
    cited: Mapping[str, Source] = field(metadata=UNPRINTED)
    """Its sources, by id."""
    bodies: Mapping[str, str] = field(metadata=UNPRINTED)
    """The Chinese names of bodies."""
    unit: str | None = field(default=None, metadata=UNPRINTED)
    """that of the sums; None: things are counted, and bars laid end to end"""
    units: Units = field(default=UNITS, metadata=UNPRINTED)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars of all groups."""
        return tuple(bar for group in self.groups for bar in group.bars)

    @property
    def most(self) -> Number:
        """The number that must have room on the axis; it is above zero, also where none is."""
        ends = [bar.number for bar in self.bars]
        ends += [bar.span.high for bar in self.bars if bar.span and bar.span.high is not None]
        most = max(ends, default=0)
        return most if most > 0 else 1


def dated(book: RecordBook, as_of: str | None = None, known_at: str | None = None) -> ChartAcross:
    """The dated things by year and kind, as `timeline` lists them; `book` as of the dates."""
    found = timeline(book)
    drawn = [(year, each) for each in found.entries if (year := _year(each.date)) is not None]
    undated = Counter(each.kind for each in found.entries if _year(each.date) is None)
    kinds = tuple(dict.fromkeys(each.kind for _, each in drawn))
    groups = []
    for year in sorted({year for year, _ in drawn}):
        bars = (Bar(each.kind, 1, name=each.name) for when, each in drawn if when == year)
        groups.append(BarGroup(f"{year:04d}", None, tuple(bars)))
    records: list[Mapping[str, Any]] = [book.kind(each.kind)[each.id] for _, each in drawn]
    sources = dict.fromkeys(cite["source"] for record in records for cite in record["cite"])
    return ChartAcross(
        as_of or last_day(book), known_at, book.whole.digest, "timeline", kinds,
        len(drawn), Counter(found.undated) + undated, tuple(sources), tuple(groups),
        _cited(book, sources), in_chinese(book),
    )  # fmt: skip


def _year(date: str | None) -> int | None:
    when = edtf.parse(date) if date else None
    day = when and (when.earliest or when.latest)
    return day.year if day else None


def funds(
    book: RecordBook, as_of: str | None = None, known_at: str | None = None, only: str | None = None
) -> ChartAcross:
    """What funds, or one, aimed at, raised and registered, by the year in which each begins."""
    left_out: Counter[str] = Counter()
    groups, sources = [], list[str]()
    money = f"bn {usual_money(book.whole, KINDS['funds'], 'amounts')}"
    for fund in [book.kind("funds")[only]] if only else book.kind("funds").values():
        sums: dict[tuple[int, int], list[tuple[Amount, Span]]] = {}
        for claim in fund["amounts"]:
            if claim["kind"] not in AMOUNTS:
                left_out[claim["kind"]] += 1
                continue
            with suppress(UnitError):
                if (span := span_of(claim, money, units=book.units)) is not None:
                    key = (AMOUNTS.index(claim["kind"]), claim["round"] or 0)
                    sums.setdefault(key, []).append((claim, span))
                    continue
            left_out["other-unit"] += 1
        bars = []
        for (kind, _), claims in sorted(sums.items()):
            claim, span = min(claims, key=lambda each: amount_order(book, each[0]))
            left_out["other-claim"] += len(claims) - 1
            cites = cited(book.whole, claim["cite"])
            bars.append(Bar(AMOUNTS[kind], span.best, span, claim, is_weak(cites)))
            sources += [claim["report"], *(cite.source for cite in cites)]
        if bars:
            # A fund begins when it was set up, else with its first sum.
            dates = [bar.claim["date"] for bar in bars if bar.claim is not None]
            begun = map(_year, [fund["established"]] if fund["established"] else dates)
            first = min((year for year in begun if year is not None), default=None)
            year = None if first is None else f"{first:04d}"
            groups.append(BarGroup(fund["id"], fund["name"], tuple(bars), year))
    groups.sort(key=lambda group: (group.year or "9999", group.key))
    drawn = [bar.category for group in groups for bar in group.bars]
    return ChartAcross(
        as_of or last_day(book), known_at, book.whole.digest, "funds",
        tuple(amount for amount in AMOUNTS if amount in drawn), len(drawn), +left_out,
        tuple(dict.fromkeys(sources)), tuple(groups), _cited(book, sources),
        in_chinese(book), money, book.units,
    )  # fmt: skip


def _cited(book: RecordBook, ids: Iterable[str]) -> dict[str, Source]:
    found = {name: book.whole.source(name) for name in ids}
    return {name: source for name, source in found.items() if source is not None}


TALLIES: dict[str, Callable[[RecordBook, str | None, str | None], ChartAcross]] = {
    "funds": funds,
    "timeline": dated,
}
"""The charts across records by name."""
