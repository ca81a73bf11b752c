"""Whether a target was reached, in a sentence: head, fact, goal, and what would settle it.

The head alone gives the verdict, with its firmness and whether a stand-in was judged; the fact is
what was counted, the goal who wanted what by when.  How it was judged is no part of it.  What a
book has no clause or short name for is told by its name, value and year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from math import isclose

from mic25cli.calc.cites import Reading, stood_by
from mic25cli.calc.progress.result import Sentence
from mic25cli.calc.progress.status import PACES
from mic25cli.calc.progress.total import years_of
from mic25cli.calc.progress.yardsticks import own_yardstick, values_of
from mic25cli.model import edtf
from mic25cli.values import dataclass
from mic25cli.view.sentence.numbers import SpokenAmount, amount_of, count_word, gap, said
from mic25cli.view.sentence.subject import Subject
from mic25cli.view.sentence.times import fill, fill_twice, whole_year
from mic25cli.view.text import Lang, label

MOST: Mapping[Lang, int] = {"en": 44, "zh": 70}
"""How long a sentence may be: words of English, signs of Chinese."""
BRIEFEST = 5
"""The number of the briefest sentence."""
_AS_ONE = re.compile(r"[A-Za-zÀ-ÿ][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*|\d+(?:[.,]\d+)*")
Head = tuple[str, Mapping[str, object]]
"""The key of the words that open an answer, and what is put into them."""


def length(text: str, lang: Lang) -> int:
    """How long a text is: in words, in Chinese in signs, a Latin name or a number as one."""
    return len(_AS_ONE.sub("A", text).replace(" ", "")) if lang == "zh" else len(text.split())


@dataclass(frozen=True)
class Teller(Subject):
    """Tells one milestone in one language."""

    def sentence(self, brief: int) -> Sentence:
        """The sentence: whole (0), or the briefer the greater the number.

        From 1 it asks for the figure of the year and no more, from 2 it leaves out what the value
        promised is of (from 4 also beside a stand-in), from 3 the pace that it would have taken,
        and at 5 what is needed.  What sets the figure apart from the promise always stays.
        """
        key, values = self.head
        head = self.word(f"head-{key}", **values)
        if self.standing_in and key not in ("superseded", "withdrawn", "not-started"):
            head = self.word("stand-in", head=head)
        fact, goal, need = (self._fact(), self._goal(brief), self._outsiders() + self._need(brief))
        tail = self._pace_needed() if brief < 3 else ""
        joint = "joined-twice" if self._is_twice(brief) else "joined"
        told = fact
        for part in filter(None, (goal, tail)):
            told = self.word(joint, fact=told, goal=part) if told else part
        return Sentence(head, fact, goal, need, self.word("whole", head=head, told=told) + need)

    # head

    @cached_property
    def head(self) -> Head:
        """The words that open the answer, and what is put into them."""
        result, year = self.result, self.result.milestone.year
        status, presumed = result.status, result.firmness == "presumed"
        if status in ("achieved", "missed") and presumed and self.by_later:
            key = "achieved-later" if status == "achieved" else "missed-later"
            return key, {"year": self.time((result.last_seen or "")[:4])}
        if status == "achieved" and (lost := result.since_fallen) is not None:
            fallen = self.amount(lost)
            value = said(fallen, self.style) if fallen else ""
            return "since-fallen", {
                "value": value, "year": self.time(str(year)), "then": self.time(lost.period)
            }  # fmt: skip
        if status == "achieved" and presumed:
            if not self.unseen or self.reading is None or result.latest:
                return "achieved-estimated", {}
            seen = (result.last_seen or "")[:7] if result.total else self.reading.period
            return "achieved-presumed", {"year": self.time(seen)}
        if status == "missed":
            return ("missed-presumed", {}) if presumed else self._missed()
        if status == "met-late" and result.later is not None:
            return self._late(year or 0, edtf.year_of(result.later.period) or 0)
        if status == "already-met":
            left = (year or 0) - int((result.last_seen or f"{year}")[:4])
            key = "already-met-1" if left == 1 else status
            return key, {"years": count_word(left, self.lang)}
        if status == "not-sustained":
            return status, {"year": self.time(self._year_passed())}
        if status == "not-started" and result.baseline is not None:
            return status, {"year": self.time(result.baseline.period)}
        if result.total is not None and status in PACES:
            of = (result.total.years_seen, result.total.years)
            seen, years = (count_word(each, self.lang) for each in of)
            return "of-years", {"head": self.word(f"head-{status}"), "seen": seen, "years": years}
        return self._open() if status == "not-assessable" else (status, {})

    def _missed(self) -> Head:
        value, goal = self.value, self.wanted
        if self.standing_in or not value or not goal or value.hedged or goal.hedged:
            return "missed", {}
        missing = gap(value, goal, self.style._replace(size=True))
        return "missed-bound" if value.bound else "missed-gap", {"gap": missing}

    def _late(self, due: int, reached: int) -> Head:
        if self.result.firmness != "presumed" and reached == due + 1:
            return "late-1", {}
        seen = {year for year, _ in self.years()}
        key = "late-in" if set(range(due + 1, reached)) <= seen else "late-by"
        presumed = self.result.firmness == "presumed"
        return "late-presumed" if presumed else key, {"year": self.time(str(reached))}

    def _open(self) -> Head:
        result, reasons, reading = self.result, self.result.reasons, self.reading
        values: Mapping[str, object] = {}
        if "qualitative" in reasons:
            key = "open-words"
        elif result.reached_by is not None and reading is not None:
            told = reading.period if self.tells_reached else str(result.reached_by)
            key, values = "open-in-time", {"year": self.time(told)}
        elif "no-floor" in reasons or "direction-conflict" in reasons:
            key = "open-worded"
        elif self._refused:
            key = "open"
        elif "target-year-passed" not in reasons and reading is not None and result.milestone.year:
            key = "ahead"
        else:
            key = "open-clash" if "bases-disagree" in reasons else "open"
        if result.lean is None:
            return key, values
        return f"lean-{result.lean}", {"head": self.word(f"head-{key}", **values)}

    @property
    def _refused(self) -> str | None:
        """The reason for which what was observed, or the goal, cannot be compared at all."""
        reasons, every = self.result.reasons, ("older-than-target", "no-total")
        return self.result.milestone.baseless or next((x for x in every if x in reasons), None)

    def _year_passed(self) -> str:
        way, seen = -1 if self.result.direction == "decrease" else 1, self.result.last_seen
        goal = self.wanted.ends[0] if self.wanted else Decimal(0)
        last = int(seen[:4]) if seen else 9999
        reached = [
            year for year, each in self.years() if year <= last and (each.ends[0] - goal) * way >= 0
        ]
        return str(max(reached, default=last))

    @property
    def tells_reached(self) -> bool:
        """Whether the fact is the figure that reached a goal of which the time is open."""
        by, reading = self.result.reached_by, self.reading
        open_ = self.result.status == "not-assessable"
        return open_ and reading is not None and by == edtf.year_of(reading.period)

    @property
    def names_last_seen(self) -> bool:
        """Whether the head says what was seen last."""
        return self.head[0] == "achieved-presumed"

    # fact

    def _fact(self) -> str:
        result, value, reading = self.result, self.value, self.reading
        status, lang = result.status, self.lang
        if status in ("superseded", "withdrawn", "not-started") or "qualitative" in result.reasons:
            return ""
        if value is None or reading is None:
            if not result.name["zh" if lang == "zh" else "en"]:
                return self.word("nothing-unnamed")
            here = "nothing-here" if "series-break" in result.reasons else "nothing"
            return self.word(here, name=self.name)
        clause, _ = self.clause
        if status == "met-late" and result.observation and result.later:
            both = self.amount(result.observation), self.amount(result.later)
            if both[0] and both[1]:
                first = (said(both[0], self.style), result.observation.period)
                then = (said(both[1], self.style), result.later.period)
                return fill_twice(clause, first, then, lang).replace("{but}", "")
        named = self.names_last_seen or self.head[0].endswith("-later") or self.tells_reached
        period = None if named and not result.total else reading.period
        text = said(value, self.style)
        if between := self.between:
            least, most = (said(each, self.style) for each in between)
            text = self.word("between-both", least=least, most=most)
            period = self._decided
        text = fill(clause, text, period, lang) + self._missing_years(reading)
        text = re.sub(r"\b50% of", "half of", text) if lang != "zh" else text
        but = None if self.standing_in else self.of_evidence("but")
        if but and status in ("achieved", "missed", "not-assessable"):
            inside = self.word("but-inside", but=but)
            known = "{but}" in text
            text = text.replace("{but}", inside) if known else self.word("but", fact=text, but=but)
        text = text.replace("{but}", "")
        return (self.word("estimated", fact=text) if reading.estimated else text) + self._course()

    @cached_property
    def between(self) -> tuple[SpokenAmount, SpokenAmount] | None:
        """The two bounds of the target year, where nothing decides and both are known."""
        result = self.result
        if result.status != "not-assessable" or result.lean:
            return None
        sides = {each.basis: each.side for each in result.evidence if each.side}
        ends: dict[str, SpokenAmount | None] = {}
        for seen in self.indicator["observations"]:
            side = sides.get(seen["basis"]) if seen["period"] == self._decided else None
            if side and (not self.known_by or stood_by(self.book, seen["report"], self.known_by)):
                ends[side] = amount_of(seen, self.book.units)
        least, most = ends.get("least"), ends.get("most")
        return (least, most) if least and most else None

    @property
    def _decided(self) -> str:
        total = self.result.total
        return total.period if total else str(self.result.milestone.year)

    def _missing_years(self, reading: Reading) -> str:
        total = self.result.total
        missing = len(years_of(reading.period)) - total.years_seen if total else 0
        if missing < 1 or edtf.parse(reading.period).precision == "year":
            return ""
        key = "years-missing-1" if missing == 1 else "years-missing"
        return self.word(key, count=count_word(missing, self.lang))

    def _course(self) -> str:
        result, start, share = self.result, self.result.baseline, self.result.measures.expected
        base, wanted = self.amount(start), self.wanted
        on_the_way = result.status in ("on-track", "behind", "far-behind")
        if not on_the_way or wanted is None or share is None:
            return ""
        if result.total is not None:  # begins at nothing
            even = round(Decimal(share) * wanted.ends[0], 0 if wanted.ends[0] >= 10 else 1)
            there = said(SpokenAmount((even,), None, wanted.dimension), self.style)
            return self.word("course", value=there, start="")
        if start is None or base is None:
            return ""
        way = wanted.ends[0] - base.ends[0]
        here = round(Decimal(share) * way + base.ends[0], 0 if abs(way) >= 10 else 1)
        said_there = said(SpokenAmount((here,), None, base.dimension), self.style)
        begun = self.word("course-start", base=said(base, self.style), year=self.time(start.period))
        return self.word("course", value=said_there, start=begun)

    # goal

    def _goal(self, brief: int) -> str:
        result, milestone = self.result, self.result.milestone
        report = milestone.report
        values: dict[str, object] = {"who": self.who(report), "year": milestone.year_name or ""}
        if "qualitative" in result.reasons or self.wanted is None:
            return self.word("goal-words", **values, name=self.name)
        told = self.value is not None and result.status not in (
            "superseded",
            "withdrawn",
            "not-started",
        )
        aim = values["goal"] = self.aim(result, brief, told=told)
        if milestone.baseless:
            aim = values["goal"] = label(
                "against-year", self.lang, quantity=aim, year=milestone.base_year
            )
        if result.status == "superseded":
            return self._replaced(values)
        if result.status == "withdrawn":
            dropped = self.target["withdrawn"]
            return self.word("goal-withdrawn", **{**values, "who": self.who(dropped["report"])})
        if milestone.year is None:
            return self.word("goal-undated", **values)
        if self.span and "no-floor" not in result.reasons:
            whole = told and self.reading is not None and self.reading.period == self._decided
            return self.word("goal" if whole else "goal-over", **values, span=self.span)
        if self.is_given(report):
            return self.word("goal-given", **values)
        if "no-floor" in result.reasons:
            return self.word("goal-floorless", **values)
        if self._is_twice(brief):
            return self.word("goal-twice", **values)
        by = self._due(told)
        if by == "goal" and (both := self._both(values, brief)):
            return both
        if by == "goal" and self.is_body(report) and milestone.published:
            return self.word("goal-body", **values, published=milestone.published[:4])
        if by == "goal-by" and self.lang == "zh" and brief < 2:
            values["goal"] = self._reaching(aim)
        return self.word(by, **values)

    def _due(self, told: bool) -> str:
        """Whether the year of the goal must be named, beside that of the fact."""
        result, reading = self.result, self.reading
        year = edtf.year_of(reading.period) if reading else None
        if self.between:
            return "goal"
        if not told or not reading or result.status == "met-late" or year != result.milestone.year:
            return "goal-by"
        vague = edtf.parse(reading.period).vague
        part = result.timing == "stock" and not whole_year(reading.period) and not vague
        return "goal-end" if part else "goal"

    def _reaching(self, aim: str) -> str:
        """A Chinese goal with its verb, where it has none of its own."""
        wanted = self.wanted
        if wanted is None or wanted.bound == "more-than":
            return aim
        if wanted.changes:
            return self.word("verb-rise", goal=aim) if self.style.size else aim
        if aim not in (
            said(wanted, self.goal_style),
            said(wanted, self.goal_style._replace(bare=False)),
        ):
            return aim
        falling = "fall" if self.result.direction == "decrease" else "rise"
        key = "rank" if wanted.dimension == "rank" else falling
        return self.word(f"verb-{'least' if wanted.bound == 'at-least' else key}", goal=aim)

    def _both(self, values: Mapping[str, object], brief: int) -> str:
        result, milestone = self.result, self.result.milestone
        for other in self.of_target:
            if not self.is_due_with(other) or other.status != result.status:
                continue
            rival = self.amount(other.milestone)
            if not rival or not self.wanted or rival.ends == self.wanted.ends:
                continue
            second = self.aim(other, brief, told=True)
            if other.milestone.report != milestone.report:
                by = self.who(other.milestone.report)
                return self.word("goal-two", **values, second=second, other=by)
            many = len(other.milestone.cite)
            key = "goal-readings" if many > 1 else "goal-readings-1"
            return self.word(key, **values, second=second, many=count_word(many, self.lang))
        return ""

    def _is_twice(self, brief: int) -> bool:
        """Whether a count is more than twice the goal of a document, so that it is told by that."""
        value, goal, result = self.value, self.wanted, self.result
        if result.status != "achieved" or result.fit != "exact" or not value or not goal or brief:
            return False
        counted = value.dimension in ("count", "units", "persons")
        plain = not (value.bound or goal.bound or len(value.ends + goal.ends) > 2)
        if not counted or not plain or not 2 * goal.ends[0] < value.ends[0] < 3 * goal.ends[0]:
            return False
        return self._due(True) == "goal" and not self.is_body(result.milestone.report)

    def _replaced(self, values: Mapping[str, object]) -> str:
        by = self.result.milestone.superseded_by
        named = {**values, "by": _shortened(self.who(by), str(values["who"]))}
        for other in self.of_target:
            if other.milestone.report != by or not self.is_due_with(other):
                continue
            if (new := self.amount(other.milestone)) and self.wanted:
                verb = self.word("raised" if new.ends[0] > self.wanted.ends[0] else "lowered")
                return self.word(
                    "goal-replaced", **named, verb=verb, new=said(new, self.goal_style)
                )
        return self.word("goal-not-repeated", **named)

    # what outsiders say, what would settle it, and how far off it was

    def _outsiders(self) -> str:
        result = self.result
        counts = {key: result.outside[key] for key in ("reached", "partly", "not_reached")}
        if result.status != "not-assessable" or self.value is not None or not any(counts.values()):
            return ""
        (first, most), *others = sorted(counts.items(), key=lambda each: -each[1])
        rest = "".join(
            self.word(
                "outside-also",
                count=count_word(count, self.lang),
                verdict=self.word(f"outside-{key}"),
            )
            for key, count in others
            if count
        )
        return self.word(
            "outside-1" if most == 1 else "outside",
            count=count_word(most, self.lang).capitalize(),
            verdict=self.word(f"outside-{first}"),
            rest=rest,
        )

    def _need(self, brief: int) -> str:
        result, needs = self.result, self.result.milestone.needs
        year, ahead = result.milestone.year_name, self.head[0] == "ahead"
        if (
            result.status != "not-assessable"
            or ahead
            or {"unknown-year", "qualitative"} & {*result.reasons}
            or brief > 4
        ):
            return ""
        if self._refused:
            return self.word(f"need-{self._refused}", year=result.milestone.base_year)
        if "no-floor" in result.reasons:
            return self.word("need-floor")
        short = needs and length(needs["en"], "en") <= 12 and len(needs["zh"]) <= 24
        if needs and short and brief < 1:
            datum = needs["zh" if self.lang == "zh" else "en"]
            return self.word("need", datum=datum[:1].upper() + datum[1:])
        if self.span:
            return self.word("need-span", span=self.span)
        return self.word("need-year", year=year) if year else ""

    def _pace_needed(self) -> str:
        result, reading = self.result, self.reading
        if result.status != "missed" or result.firmness != "presumed" or self.by_later:
            return ""
        if result.yardstick is None or reading is None or result.scale is None:
            return ""
        ends = edtf.parse(reading.period).latest, edtf.parse(str(result.milestone.year)).latest
        assert ends[0] is not None and ends[1] is not None and self.value is not None
        series = values_of(self.book, self.indicator, result.timing)  # type: ignore[arg-type]
        own = series.get((reading.basis, self.value.dimension), {})
        way = -1 if result.direction == "decrease" else 1
        unseen = edtf.year_scale(ends[1]) - edtf.year_scale(ends[0])
        found = own_yardstick(own, result.scale, way, unseen)
        by_own = found is not None and isclose(found, result.yardstick, rel_tol=1e-6)
        return self.word("own-pace" if by_own else "book-pace")


def fits(told: Teller, said: Sentence) -> bool:
    """Whether a sentence is short enough in its language."""
    return length(said.text, told.lang) <= MOST[told.lang]


def _shortened(name: str, after: str) -> str:
    """A Chinese name without the ending that it shares with the one before it: 2017年版."""
    for shared in range(min(len(name), len(after)) - 1, 1, -1):
        if name[-shared:] == after[-shared:] and "版" in name[:-shared]:
            return name[:-shared]
    return name
