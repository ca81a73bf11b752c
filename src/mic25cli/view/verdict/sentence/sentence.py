"""Whether a target was met, in a sentence: head, fact, target, and what helps to judge it.

The head gives the verdict, with its certainty and whether it is based on a proxy. The fact gives
the figure and its year; the target says who set which value for when. If a dataset has no clause or
short name, the name, the value and the year are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from mic25cli.calc.choose_observation import best_claim
from mic25cli.calc.progress.result import JudgedMilestone, Sentence
from mic25cli.calc.progress.span_totals import years_of
from mic25cli.calc.progress.status import PACES
from mic25cli.calc.progress_question import Question
from mic25cli.calc.source_grades import Reading, is_poor, stood_by
from mic25cli.model import edtf
from mic25cli.model.dataset import Record
from mic25cli.model.units import UNSIZED
from mic25cli.view.quantities import than_base, times_base, unit_suffix
from mic25cli.view.text import label, spoken
from mic25cli.view.verdict.sentence.length import tightened
from mic25cli.view.verdict.sentence.number_words import (
    SpokenAmount,
    Style,
    amount_in_words,
    amount_of,
    count_word,
    gap,
    rounded_apart,
)
from mic25cli.view.verdict.sentence.period_words import fill, fill_twice, whole_year
from mic25cli.view.verdict.sentence.subject import STOPPED, Subject, in_dataset

BRIEFEST = 4
"""The level of the shortest sentence."""
_BARE = re.compile(
    r"(?:the|an?) (?:\w+ )?(?:count|figure|index|number|rate|share|total|value)"
    r"(?: (?:at|for|in|of) (?:the end of )?\d{4})?"
)
"""Data needed that are nothing more than the figure for the year."""
_PARTED = re.compile(r" (?:for|from|in|of|on|to) |['’]s ")
"""Words after which a possessive is wrong: the 2024 plan for 5G, Gansu's 2015 outline."""


class Teller(Subject):
    """Makes the sentence on one milestone in one language."""

    def sentence(self, brief: int = 0) -> Sentence:
        """The sentence, whole (`brief` 0) or shorter: from 1 in fewer words; from 2 without the
        difference of the figure, which becomes a caveat; from 3 without the noun of the target's
        value; and at 4 with one figure where the verdict has two."""
        fact, target = (self._worded(x, brief) for x in (self._fact(brief), self._target(brief)))
        text = self.word("joined", fact=fact, target=target) if fact and target else fact or target
        main = self.word("whole", head=self.head, clause=text)
        return Sentence(
            self.head, fact, target, main, self._nearest(), self._need(), self._outsiders()
        )

    def _worded(self, text: str, brief: int) -> str:
        """A part with its hedge in the right place: 约为10%; in shorter words if `brief`."""
        if not self.form.spaced:
            return re.sub("(?<!调)为(约|至少|至多)", r"\1为", text)
        return tightened(text) if brief else text

    # head

    @cached_property
    def head(self) -> str:
        """The verdict, its certainty, and whether it is based on a proxy."""
        result, status = self.result, self.result.status
        if status in STOPPED or self.unmeasured:
            return self.word(f"head-{status}" if status in STOPPED else "head-open")
        text = self._open() if status == "not-assessable" else self._verdict()
        if result.lean is not None and result.met_by is None:
            text = self.word(f"head-lean-{result.lean}", head=text)
        return self.word("proxy", head=text) if self.by_proxy else text

    def _verdict(self) -> str:
        result, status = self.result, self.result.status
        key: str = status
        values: dict[str, object] = {}
        inferred = result.certainty == "inferred"
        if status == "missed" and not inferred and (missing := self._missing()):
            key, values = "missed-gap", {"gap": missing}
        elif status == "met-late" and result.later is not None:
            due, met = result.milestone.year or 0, edtf.year_of(result.later.period) or 0
            key, values = self._late(due, met), {"year": self.time(str(met))}
        elif status == "already-met":
            starts = result.milestone.year_starts
            figure_year = edtf.year_of(self.reading.period if self.reading else None, starts)
            early = (result.milestone.year or 0) - (figure_year or 0)
            key = "already-met-1" if early == 1 else "already-met-many" if early > 1 else status
            values = {"years": count_word(early, self.lang)}
        text = self.word(f"head-{key}", **values)
        if inferred:
            text = self.word("likely", head=text[:1].lower() + text[1:])
        if result.since_reversed is not None and status == "met":
            text = self.word(f"head-reversed-{self.turn}", head=text)
        if result.total is not None and status in PACES:
            of = (result.total.years_seen, result.total.years)
            count, years = (count_word(number, self.lang) for number in of)
            return self.word("head-of-years", head=text, seen=count, years=years)
        return text

    def _missing(self) -> str | None:
        """By how much the target was missed, if the figure is exact or close and has no hedge."""
        value, target_value = self.value, self.amount_set
        if self.result.fit not in ("exact", "close") or not value or not target_value:
            return None
        hedged = value.bound or target_value.bound in ("about", "almost")
        is_range = len(value.ends + target_value.ends) > 2
        if hedged or is_range or target_value.dimension == "yes or no":
            return None
        return gap(value, target_value, self.style._replace(size=True, named=False, phrase=""))

    def _late(self, due: int, met: int) -> str:
        if self.result.certainty == "inferred":
            return "late-by"
        years = {year for year, _ in self.years()}
        every = {*range(due + 1, met)} <= years
        return "late-1" if met == due + 1 else "late-in" if every else "late-by"

    def _open(self) -> str:
        result = self.result
        if result.met_by is not None and self.reading is not None:
            due = result.milestone.year_name
            key = "met-by" if due else "met-by-undated"
            return self.word(f"head-{key}", due=due, year=self.time(str(result.met_by)))
        if "definitions-disagree" in result.reasons:
            return self.word("head-open-clash")
        return self.word("head-open-yet" if self.ahead else "head-open")

    # fact

    def _fact(self, brief: int) -> str:
        result, value, reading = self.result, self.value, self.reading
        if result.status == "not-started" and result.baseline is not None:
            begins = self.time(result.baseline.period)
            return self.word("counts-from", phrase=self.phrase, year=begins)
        if result.status in STOPPED or self.unmeasured:
            return ""
        if value is None or reading is None:
            return self.word(self.nothing_found(self._nearest()), phrase=self.phrase)
        clause, _ = self.counted(self.clause, self.style)
        difference = (self.difference or "") if brief < 2 else ""
        twice = self._both_figures()
        if twice and brief >= BRIEFEST:
            text = fill(clause, *twice[1], self.lang, difference)
        elif twice:
            text = fill_twice(clause, *twice, self.lang, difference)
        else:
            text, period = amount_in_words(value, self.style), reading.period
            if between := self.between:
                low, high = (amount_in_words(limit, self.style) for limit in between)
                text, period = self.word("between", low=low, high=high), self._decided
            text = fill(clause, text, period, self.lang, difference)
        text += self._missing_years(reading)
        late = result.later if result.status == "met-late" else None
        if reading.estimated or (late and late.estimated):
            text = self.word("estimated", fact=text)
        if result.status == "not-sustained":
            text = self.word("was-met", fact=text, year=self.time(self._year_met()))
        return text + self._even_pace(brief)

    @property
    def difference(self) -> str | None:
        """The difference of the figure from the target's definition; empty for a proxy."""
        with_figure = self.value is not None and not self.by_proxy
        return self.of_evidence("difference") if with_figure else None

    def _both_figures(self) -> tuple[tuple[str, str], tuple[str, str]] | None:
        """The figure for the target year and a later one, if the verdict is based on both."""
        result = self.result
        late = result.later if result.status == "met-late" else result.since_reversed
        first = result.observation if result.status == "met-late" else self.reading
        if result.status not in ("met-late", "met") or not first or not late:
            return None
        first_amount, then = self.amount(first), self.amount(late)
        if not first_amount or not then:
            return None
        before, after = (amount_in_words(each, self.style) for each in (first_amount, then))
        return (before, first.period), (after, late.period)

    @cached_property
    def between(self) -> tuple[SpokenAmount, SpokenAmount] | None:
        """The two limits for the target year, if no figure decides and both limits are known."""
        result = self.result
        if result.status != "not-assessable" or result.lean:
            return None
        sides = {evidence.basis: evidence.side for evidence in result.evidence if evidence.side}
        ends: dict[str, SpokenAmount | None] = {}
        for observation in self.indicator["observations"]:
            due = observation["period"] == self._decided
            side = sides.get(observation["basis"]) if due else None
            if side and self._was_known(observation):
                ends[side] = self.read(observation)
        least, most = ends.get("lower"), ends.get("upper")
        return (least, most) if least and most else None

    def _was_known(self, observation: Mapping[str, object]) -> bool:
        report = str(observation["report"])
        return not self.known_by or stood_by(self.dataset, report, self.known_by)

    @property
    def _decided(self) -> str:
        total = self.result.total
        return total.period if total else str(self.result.milestone.year)

    def _year_met(self) -> str:
        sign, latest = -1 if self.result.direction == "decrease" else 1, self.result.last_seen
        target_value = self.amount_set.ends[0] if self.amount_set else Decimal(0)
        last = int(latest[:4]) if latest else 9999
        met = [
            year
            for year, amount in self.years()
            if year < last and (amount.ends[0] - target_value) * sign >= 0
        ]
        return str(max(met, default=last))

    def _missing_years(self, reading: Reading) -> str:
        total = self.result.total
        missing = len(years_of(reading.period)) - total.years_seen if total else 0
        if missing < 1 or edtf.parse(reading.period).precision == "year":
            return ""
        key = "years-missing-1" if missing == 1 else "years-missing"
        return self.word(key, count=count_word(missing, self.lang))

    def _even_pace(self, brief: int) -> str:
        """The value that an even pace from baseline to target would have reached by now."""
        result, share, target_value = self.result, self.result.measures.expected, self.amount_set
        if result.status not in PACES or target_value is None or share is None:
            return ""
        base, paced = self.amount(result.baseline), result.method.id == Question.method
        if not paced or result.status == "already-met" or (base is None and not result.total):
            return ""
        start = base.ends[0] if base and not result.total else Decimal(0)
        span = target_value.ends[0] - start
        year = self.value.ends[0] if self.value and not result.total else None
        # In steps of a tenth of the distance or less: 0.652 from 0.62 to 0.70.
        decimals = 1 - span.adjusted() + (span.adjusted() > 1)
        even = rounded_apart(Decimal(share) * span + start, decimals, year)
        amount = target_value._replace(ends=(even,), bound=None)
        with_name = self.style._replace(size=self.style.size or brief > 0, named=True)
        style = self.style if self.form.counters else with_name
        text = self.word("even-pace-short" if brief > 1 else "even-pace", value="{value}")
        return fill(text, amount_in_words(amount, style), None, self.lang)

    # target

    def _target(self, brief: int) -> str:
        result, report = self.result, self.result.milestone.report
        who, year = self.who(report), result.milestone.year_name or ""
        by_year = self.word("due", year=year) if year else ""
        set_by = self.word("sets" if self.ahead else "set", who=who)
        if self.unmeasured and result.status != "withdrawn":
            others = any(amount_of(each, self.dataset.units) for each in self.target["milestones"])
            text = self.word("unmeasured", owner=set_by, phrase=self.phrase)
            return self.word("of-year", text=text, due=by_year) if others else text
        if result.status == "superseded":
            return self._superseded(by_year)
        withdrawn = self.target["withdrawn"]
        if result.status == "withdrawn" and withdrawn is not None:
            deed = self.indicator["unit"] == "yes-no" and result.milestone.value is not None
            key = f"dropped-{'yes' if result.milestone.value else 'no'}" if deed else "dropped"
            key = "dropped-in-words" if self.unmeasured else key
            value = "" if self.unmeasured else self.target_value(BRIEFEST, verb=True)
            values = {"target_value": value, "phrase": self.phrase}
            target = self.word(key, due=by_year, **values)
            if self.is_retold(withdrawn["report"]):
                return self.word("was-dropped", target=target)
            return self.word("withdrawn", who=self.who(withdrawn["report"]), target=target)
        with_figure = self.value is not None and result.status not in STOPPED
        due, read = self._due(with_figure), self.is_read(report)
        dated = due in ("by", "end")
        target_value = self.target_value(brief, with_figure=with_figure, verb=dated and not read)
        if result.milestone.baseless and result.milestone.unit == "times":
            suffix = unit_suffix("times", self.lang, of=result.milestone.value)
            base = result.milestone.base_name
            target_value = self.word("times-base", size=target_value + suffix, year=base)
        elif result.milestone.baseless:
            less = self.amount_set is not None and self.amount_set.ends[-1] < 0
            target_value = than_base(target_value, less, result.milestone.base_name, self.lang)
        elif result.milestone.changes:
            target_value = self._with_change(target_value)
        plain = "no-minimum" not in result.reasons and not result.total
        noun = self.amount_set is not None and self.amount_set.dimension not in UNSIZED
        if self.form.lowers and plain and noun and not read and _PARTED.search(who):
            return self.word(f"target-of-{due}", owner=set_by, target_value=target_value, year=year)
        limit = self.amount_set is not None and self.amount_set.bound == "up-to"
        # If more is better, "up to" is not a limit.
        if limit and (result.direction == "increase" or not plain):
            target_value = self.up_to(verb=plain and dated)
        target_value = self.word("is" if self.ahead else "was", target_value=target_value)
        values = {"owner": self.owner(report), "target_value": target_value}
        if result.total and "no-minimum" not in result.reasons:
            span = spoken(result.total.period, self.lang)
            span = span.replace(self.word("to"), self.word("dash"))
            what = self.word("limit" if limit else "target")
            return self.word("target-over", **values, what=what, span=span)
        if not plain:
            return self.word("target-no-minimum", **values)
        if read:
            return self.word(f"target-read-{due}", **values, year=year)
        if due == "same" and (second := self._other_reading()):
            return self.word("target-either", **values, second=second)
        published = (result.milestone.published or "")[:4]
        if due == "same" and published and self.is_body(report):
            return self.word("target-body", **values, published=published)
        return self.word(f"target-{due}", **values, year=year)

    def _with_change(self, target_value: str) -> str:
        """A value with the change since a base year from which it was computed."""
        milestone = self.result.milestone
        changes, year = milestone.changes, milestone.base_name
        amount = SpokenAmount(tuple(map(Decimal, changes)), None, "share")
        size = amount_in_words(amount, Style(self.lang))
        change_text = than_base(size, changes[0] < 0, year, self.lang)
        if milestone.multiples:
            change_text = times_base(milestone.multiples, year, self.lang)
        return self.word("with-change", target_value=target_value, change=change_text)

    def _due(self, with_figure: bool) -> str:
        """The wording for the year of the target; empty if the fact has the same year."""
        result, reading, starts = self.result, self.reading, self.result.milestone.year_starts
        if result.milestone.year is None:
            return "undated"
        if self.between:
            return "same"
        known = reading and with_figure and (starts == 1 or edtf.named_year(reading.period))
        year = edtf.year_of(reading.period) if reading and known else None
        if reading is None or year != result.milestone.year or self._both_figures():
            return "by"
        when = edtf.parse(reading.period)
        whole = whole_year(reading.period) or when.vague or when.latest == result.milestone.ends
        return "end" if result.timing == "stock" and not whole else "same"

    def _other_reading(self) -> str:
        """A second reading of the value in the same report, if it gives the same verdict."""
        status, report = self.result.status, self.result.milestone.report
        for other in self.of_target:
            same = (other.status, other.milestone.report) == (status, report)
            rival = self.amount(other.milestone) if same and self.is_due_with(other) else None
            if rival and self.amount_set and rival.ends != self.amount_set.ends:
                return amount_in_words(rival, self.style._replace(target_value=True, bare=True))
        return ""

    def _superseded(self, due: str) -> str:
        by = self.result.milestone.superseded_by
        target_value = self.target_value(BRIEFEST, verb=True)
        values = {
            "owner": self.owner(self.result.milestone.report),
            "by": self.who(by),
            "target_value": target_value,
            "phrase": self.phrase,
            "due": due,
        }
        for other in self.of_target:
            if other.milestone.report != by or not self.is_due_with(other):
                continue
            if (new := self.amount(other.milestone)) and self.amount_set:
                style = self.style._replace(target_value=True, named=False)
                key = f"superseded-{self._change_to(other, new)}"
                return self.word(key, **values, new=amount_in_words(new, style))
        return self.word("superseded-dropped", **values)

    def _change_to(self, other: JudgedMilestone, new: SpokenAmount) -> str:
        """How another document changed the value; empty if only a weak source says so."""
        old = self.amount_set.ends[0] if self.amount_set else new.ends[0]
        pair = (self.result.milestone, other.milestone)
        if old == new.ends[0] or any(is_poor(cite.grade, cite.checked) for cite in pair):
            return "given"
        more = abs(new.ends[0]) > abs(old) if new.changes else new.ends[0] > old
        return "raised" if more else "lowered"

    # what follows

    def _nearest(self) -> str:
        """The nearest figures, on definitions that the target does not admit."""
        result = self.result
        if self.value is not None or result.status in STOPPED or self.unmeasured:
            return ""
        admitted = {result.basis, *(evidence.basis for evidence in result.evidence)}
        others = [clause for clause in self.indicator["clause"] if clause["basis"] not in admitted]
        own = self.target["nearest"] or self.indicator["nearest"] or others
        clauses = [*filter(None, map(self._nearest_by, own))]
        if not clauses:
            return ""
        key = "nearest" if len(clauses) == 1 else "nearest-many"
        return self.word(key, figures=self.word("nearest-and").join(clauses))

    def _nearest_by(self, clause: Record) -> str | None:
        """The figure for the target year as a clause, or for the last whole year, or the last."""
        at: dict[str, list[Mapping[str, object]]] = {}
        indicators, own = self.dataset.kind("indicators"), clause.get("indicator")
        indicator = indicators[own] if own else self.indicator
        for observation in indicator["observations"]:
            ends = edtf.parse(observation["period"]).latest
            ended = ends is not None and ends <= self.day and self._was_known(observation)
            if observation["basis"] == clause["basis"] and ended:
                at.setdefault(observation["period"], []).append(observation)
        text = in_dataset(clause, self.lang)
        if not at or text is None:
            return None
        due = str(self.result.milestone.year)
        last = max(at, key=lambda time: (time == due, whole_year(time), edtf.parse(time)))
        best = best_claim(self.dataset, indicator, at[last])  # type: ignore[arg-type]
        if (amount := amount_of(best, self.dataset.units, None, indicator["unit"])) is None:
            return None
        text, style = self.counted(text, Style(self.lang))
        return fill(text, amount_in_words(amount, style), last, self.lang)

    def _need(self) -> str:
        """The data that would decide an open question, if the records name more than a year."""
        result, needs = self.result, self.result.milestone.data_needed
        if result.status != "not-assessable" or self.unmeasured:
            return ""
        if result.milestone.baseless == "no-base-year":
            return self.word("need-base", year=result.milestone.base_name)
        if self.ahead or not needs or _BARE.fullmatch(needs["en"]):
            return ""
        return self.word("need", data=in_dataset(needs, self.lang))

    def _outsiders(self) -> str:
        result = self.result
        counts = {key: result.outside[key] for key in ("met", "partly_met", "not_met")}
        if result.status != "not-assessable" or self.value is not None or not any(counts.values()):
            return ""
        parts = self._said_outside(counts)
        return self.word("outside", verdicts=label("comma-text", self.lang).join(parts))

    def _said_outside(self, counts: Mapping[str, int]) -> Iterator[str]:
        ranked = sorted(counts.items(), key=lambda pair: -pair[1])
        for place, (key, count) in enumerate(ranked):
            if count:
                form = "also" if place else "1" if count == 1 else "many"
                said, verdict = count_word(count, self.lang), self.word(f"outside-{key}")
                yield self.word(f"outside-{form}", count=said, verdict=verdict)
