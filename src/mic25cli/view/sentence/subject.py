"""What a sentence tells of: a milestone with its records, and how its numbers are put in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from mic25cli.calc.cites import Reading
from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.model import edtf
from mic25cli.model.book import RecordBook
from mic25cli.values import dataclass, field
from mic25cli.view.sentence.numbers import (
    SpokenAmount,
    Style,
    amount_of,
    base_unit,
    decimals_apart,
    said,
)
from mic25cli.view.sentence.times import fill, spoken
from mic25cli.view.text import Lang, label, name_of

_COUNTER = re.compile(r"(?<=(?:lue|ize)\})[台辆家项座个人件升分]")
"""The Chinese word that counts what stands in a clause."""
_FULL_WIDTH = str.maketrans("(),:;", "（），：；")
_REMARK = re.compile(r" ?[(（][^()（）]*[)）]$")


def in_book(words: Mapping[str, Any] | None, lang: Lang) -> str | None:
    """A few words of a record in a language; in English where it has no others."""
    if words is None:
        return None
    found: str = (words["zh"] if lang == "zh" else None) or words["en"]
    return found


@dataclass(frozen=True)
class Subject:
    """A milestone among those of its target, told in one language."""

    result: JudgedMilestone
    of_target: Sequence[JudgedMilestone]
    book: RecordBook
    lang: Lang
    until: date | None = None
    """The day by which it was known; None: what the book knows."""
    known_by: date | None = None
    """The day by which a figure must have been published; None: whenever."""
    amounts: dict[tuple[int, str | None], SpokenAmount | None] = field(default_factory=dict)
    """What was read in numbers already, by which object and side, in any language."""

    def word(self, key: str, **values: object) -> str:
        """Words of answers."""
        return label(f"answer-{key}", self.lang, **values)

    @cached_property
    def target(self) -> Mapping[str, Any]:
        """The record of the target."""
        return self.book.kind("targets")[self.result.target]

    @cached_property
    def indicator(self) -> Mapping[str, Any]:
        """The record of what it is measured by."""
        return self.book.kind("indicators")[self.result.indicator]

    @cached_property
    def name(self) -> str:
        """What the target is called within a sentence, without a remark in parentheses."""
        name = _REMARK.sub("", name_of(self.result.name, self.lang))
        if self.lang == "zh":
            return name.translate(_FULL_WIDTH)
        first = re.escape(name.partition(" ")[0])
        policy = self.book.profile.name["en"] or name
        within = re.search(rf"[a-z,] {first}\b", self.indicator["definition"])
        proper = within is not None or name.startswith(policy)
        return name if proper or name[1:2].isupper() else name[:1].lower() + name[1:]

    @property
    def by_later(self) -> bool:
        """Whether the figure that decides lies after the target year."""
        due, seen = self.result.milestone.year, self.result.last_seen
        return self.result.later is not None and bool(due and seen and int(seen[:4]) > due)

    @cached_property
    def reading(self) -> Reading | None:
        """The figure that is told: the one that decides."""
        result = self.result
        if self.by_later:
            return result.later
        return result.seen if result.total else result.observation or result.later

    def amount(self, part: object, side: str | None = None) -> SpokenAmount | None:
        """What a reading or a milestone says in numbers."""
        if part is None:
            return None
        key = id(part), side
        if key not in self.amounts:
            self.amounts[key] = amount_of(vars(part), self.book.units, side)
        return self.amounts[key]

    @cached_property
    def value(self) -> SpokenAmount | None:
        """The value that is told."""
        return self.amount(self.reading, self.result.side)

    @cached_property
    def wanted(self) -> SpokenAmount | None:
        """The value that was set; None for words."""
        return self.amount(self.result.milestone)

    @property
    def standing_in(self) -> bool:
        """Whether what is told stands in for what was promised."""
        return self.result.fit == "proxy" and self.reading is not None

    @property
    def span(self) -> str:
        """The years of a total, in words."""
        total = self.result.total
        return spoken(total.period, self.lang) if total else ""

    def is_due_with(self, other: JudgedMilestone) -> bool:
        """Whether another milestone is for the same year, or for the same span of years."""
        own, its = self.result.milestone, other.milestone
        return (own.year, own.period) == (its.year, its.period)

    @property
    def unseen(self) -> bool:
        """Whether the end of the target year lies after what was seen last."""
        seen = self.result.last_seen
        return seen is not None and seen < f"{self.result.milestone.year}-12-31"

    @cached_property
    def clause(self) -> tuple[str, str | None]:
        """The clause of what was counted, and what counts it: a Chinese word, or a unit."""
        basis = self.reading.basis if self.reading else self.result.basis
        own = [each for each in self.indicator["say"] if each["basis"] in (basis, None)]
        found = in_book(own[0], self.lang) if own else None
        if found is not None:
            return self._counted(found)
        plain = {"name": self.name, "value": "{value}", "year": "{year}"}
        return self.word("fallback", **plain), base_unit(
            self.indicator["unit"], self.book.units, self.lang
        )

    def _counted(self, clause: str) -> tuple[str, str | None]:
        found = _COUNTER.search(clause) if self.lang == "zh" else None
        if found is None:
            return clause, None
        return clause[: found.start()] + clause[found.end() :], found.group()

    @cached_property
    def style(self) -> Style:
        """How its numbers are said: so that none becomes equal to the goal."""
        seen = () if self.result.total else (self.result.observation, self.result.later)
        told = (self.value, *map(self.amount, seen))
        values = [end for each in told if each for end in each.ends]
        more = decimals_apart(values, self.wanted.ends if self.wanted else (), self.lang)
        clause, counter = self.clause
        return Style(self.lang, more, size="{size}" in clause, counter=counter)

    @property
    def goal_style(self) -> Style:
        """The same for a goal beside its fact, whose unit it need not repeat."""
        return self.style._replace(goal=True, bare=True)

    def of_evidence(self, key: str) -> str | None:
        """What the target says of the basis that is told: `but` or `mind`."""
        basis = self.reading.basis if self.reading else self.result.basis
        found = [each[key] for each in self.target["evidence"] if each["basis"] == basis]
        # In one language as in the other.
        if not found or found[0] is None or edtf.timely(found[0]["en"], self.until) is None:
            return None
        return in_book(found[0], self.lang)

    def time(self, period: str) -> str:
        """A period in words; a day by its month."""
        return spoken(period[:7] if edtf.parse(period).precision == "day" else period, self.lang)

    def years(self) -> Iterator[tuple[int, SpokenAmount]]:
        """The values on record on the basis that is told, each with its year."""
        basis = self.reading.basis if self.reading else None
        for each in self.indicator["observations"]:
            year, found = edtf.year_of(each["period"]), amount_of(each, self.book.units)
            if each["basis"] == basis and year is not None and found is not None:
                yield year, found

    # who wanted it

    def who(self, report: str | None) -> str:
        """What the report that set a goal is called."""
        source = self.book.source(report) if report else None
        if source is None:
            return self.word("nobody")
        short = in_book(source["short"], self.lang)
        return short or source["originator"] or source["publisher"] or source["title"]

    def is_body(self, report: str | None) -> bool:
        """Whether the report is called by who made it: then no year is in its name."""
        source = self.book.source(report) if report else None
        short = source["short"] if source else None
        return short is not None and not re.search(r"\d", short["en"])

    def is_given(self, report: str | None) -> bool:
        """Whether the goal is an outsider's reading, seen in no document of the policy."""
        source = self.book.source(report) if report else None
        return source is not None and source["document"] is None and source["grade"] > "A"

    def aim(self, result: JudgedMilestone, brief: int, *, told: bool) -> str:
        """What was asked for: the value, and all that it is of where the fact does not say so."""
        wanted = self.amount(result.milestone)
        if wanted is None:
            return self.name
        wants = (
            in_book(self.target["wants"], self.lang)
            if brief < (4 if self.standing_in else 2)
            else None
        )
        bare = told and not self.standing_in and self.result.fit != "bound"
        # What differs a little from the fact is named, as long as that takes no clause.
        short = " to " not in (self.target["wants"] or {"en": ""})["en"]
        named = self.result.fit == "close" and short
        style = self.goal_style._replace(bare=told and not self.standing_in)
        if not wants or (bare and not named):
            return said(wanted, style)
        clause, counter = self._counted(wants)
        style = style._replace(size="{size}" in clause, counter=counter or style.counter)
        return fill(clause, said(wanted, style), None, self.lang)
