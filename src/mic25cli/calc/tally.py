"""What the charts across records draw: statuses by industry, money by fund, dates by year.

A `ChartAcross` has groups, one below the other, each with bars that are laid end to end (they
are counted) or one below the other (sums of money, which are never added up: a fund may be a part
of another, and a round a part of a whole).  What is left out is counted with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from mic25cli.calc.cites import cited, is_weak, rank_of, support
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import roll_up
from mic25cli.calc.progress.status import STATUSES
from mic25cli.calc.select import usual_money
from mic25cli.calc.span import Number, Span, span_of
from mic25cli.calc.tables.table import last_day
from mic25cli.calc.timeline import timeline
from mic25cli.calc.vintage import last_day as day_of
from mic25cli.model import edtf
from mic25cli.model.book import Book, published
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain import UNPRINTED
from mic25cli.model.units import UnitError

if TYPE_CHECKING:
    from mic25cli.model.records import Amount, Fund, Name

Sort = Literal["progress", "funds", "timeline"]

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
    names: tuple[Mapping[str, str | None], ...] = ()
    """What is counted, where that has names."""


@dataclass(frozen=True)
class BarGroup:
    """Bars that belong together: an industry's, a fund's, a year's.

    `name` is None where the key says it all; `year` is when a fund begins.
    """

    key: str
    name: Name | None
    bars: tuple[Bar, ...]
    year: str | None = None

    @property
    def total(self) -> Number:
        """All of the numbers together, where they are counts."""
        return sum(bar.number for bar in self.bars)


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
    repeated: int
    """how often the groups count something again"""
    left_out: Mapping[str, int]
    """what is not drawn, by kind or reason"""
    sources: tuple[str, ...]
    """those of everything that is drawn or counted"""
    groups: tuple[BarGroup, ...] = field(metadata=UNPRINTED)
    unit: str | None = field(default=None, metadata=UNPRINTED)
    """that of the sums; None: things are counted, and bars laid end to end"""

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars of all groups."""
        return tuple(bar for group in self.groups for bar in group.bars)

    @property
    def most(self) -> Number:
        """The number that must have room on the axis; it is above zero, also where none is."""
        if self.unit is None:
            return max((group.total for group in self.groups), default=0) or 1
        ends = [bar.number for bar in self.bars]
        ends += [bar.span.high for bar in self.bars if bar.span and bar.span.high is not None]
        most = max(ends, default=0)
        return most if most > 0 else 1


def progress(book: Book, as_of: str | None = None, known_at: str | None = None) -> ChartAcross:
    """The statuses of all milestones by industry, as `progress --by industry` counts them."""
    question = Question(as_of or last_day(book), known_at)
    results = list(evaluate(book, question))
    rolled = roll_up(results, "industry")
    groups = []
    for group in rolled.groups:
        record = book.whole.get("industries", group.key or "")
        bars = tuple(
            Bar(status, group.counts.statuses[status])
            for status in STATUSES
            if group.counts.statuses[status]
        )
        name = None if record is None else record["name"]
        groups.append(BarGroup(group.key or "", name, bars))
    occurring = [status for status in STATUSES if rolled.total.statuses[status]]
    sources = tuple(dict.fromkeys(source for one in results for source in one.sources))
    return ChartAcross(
        question.as_of, known_at, book.whole.digest, "progress", tuple(occurring),
        rolled.total.milestones, rolled.repeated, {}, sources, tuple(groups),
    )  # fmt: skip


def dated(book: Book, as_of: str | None = None, known_at: str | None = None) -> ChartAcross:
    """The dated things by year and kind, as `timeline` lists them; `book` as of the dates."""
    found = timeline(book)
    years: dict[str, dict[str, list[Mapping[str, str | None]]]] = {}
    counts: Counter[str] = Counter()
    without = Counter(found.undated)
    sources: dict[str, None] = {}
    for entry in found.entries:
        # The year in which it begins; of what is known to be there by a date, that date's.
        when = edtf.parse(entry.date)
        day = when.earliest or when.latest
        if day is None:
            without[entry.kind] += 1
            continue
        kinds = years.setdefault(f"{day.year:04d}", {})
        kinds.setdefault(entry.kind, []).append(entry.name)
        counts[entry.kind] += 1
        record: Mapping[str, Any] = book.kind(entry.kind)[entry.id]
        sources |= dict.fromkeys(cite["source"] for cite in record["cite"])
    categories = tuple(counts)
    groups = []
    for year, kinds in sorted(years.items()):
        found_in = [kind for kind in categories if kind in kinds]
        bars = (Bar(kind, len(kinds[kind]), names=tuple(kinds[kind])) for kind in found_in)
        groups.append(BarGroup(year, None, tuple(bars)))
    return ChartAcross(
        as_of or last_day(book), known_at, book.whole.digest, "timeline", categories,
        sum(counts.values()), 0, without, tuple(sources), tuple(groups),
    )  # fmt: skip


def funds(book: Book, as_of: str | None = None, known_at: str | None = None) -> ChartAcross:
    """What funds aimed at, raised and registered, by the year in which each begins.

    Of several claims for one sum of a fund (its kind and round) the last date counts, then the
    better grade, then the newest publication; the others are left out and counted, as are other
    kinds of sums and other currencies.  `book` is as of the dates.
    """
    left_out: Counter[str] = Counter()
    groups, sources = [], list[str]()
    money = f"bn {usual_money(book.whole, KINDS['funds'], 'amounts')}"
    for fund in book.kind("funds").values():
        best: dict[tuple[str, int], tuple[Amount, Span]] = {}
        for claim in fund["amounts"]:
            if claim["kind"] not in AMOUNTS:
                left_out[claim["kind"]] += 1
                continue
            try:
                span = span_of(claim, money)
            except UnitError:
                span = None
            if span is None:
                left_out["other-unit"] += 1
                continue
            key = (str(claim["kind"]), claim["round"] or 0)
            if key in best:
                left_out["other-claim"] += 1
            if key not in best or _rank(book, claim) > _rank(book, best[key][0]):
                best[key] = (claim, span)
        order = sorted(best, key=lambda key: (AMOUNTS.index(key[0]), key[1]))
        bars = []
        for key in order:
            claim, span = best[key]
            cites = cited(book.whole, claim["cite"])
            bars.append(Bar(key[0], span.best, span, claim, is_weak(cites)))
            sources += [claim["report"], *(cite.source for cite in cites)]
        if bars:
            year = _begins(fund, [best[key][0] for key in order])
            groups.append(BarGroup(fund["id"], fund["name"], tuple(bars), year))
    groups.sort(key=lambda group: (group.year or "9999", group.key))
    drawn = [bar.category for group in groups for bar in group.bars]
    return ChartAcross(
        as_of or last_day(book), known_at, book.whole.digest, "funds",
        tuple(amount for amount in AMOUNTS if amount in drawn), len(drawn), 0, left_out,
        tuple(dict.fromkeys(sources)), tuple(groups), money,
    )  # fmt: skip


def _rank(book: Book, claim: Amount) -> tuple[object, ...]:
    """How much a claim counts; the greatest is the one that is drawn."""
    worth = support(book.whole, claim["cite"])
    grade, look = rank_of(worth["grade"], worth["checked"])
    said = day_of(published(book.whole, claim["report"]))
    return (day_of(claim["date"]), -ord(grade), -look, said, repr(sorted(claim.items(), key=str)))


def _begins(fund: Fund, claims: Sequence[Amount]) -> str | None:
    """The year in which a fund begins: when it was set up, else of its first sum."""
    dates = [fund["established"]] if fund["established"] else [claim["date"] for claim in claims]
    days = [edtf.parse(date) for date in dates if date is not None]
    years = [day.year for each in days if (day := each.earliest or each.latest) is not None]
    return f"{min(years):04d}" if years else None


TALLIES: dict[Sort, Callable[[Book, str | None, str | None], ChartAcross]] = {
    "progress": progress,
    "funds": funds,
    "timeline": dated,
}
"""The charts across records by name."""
