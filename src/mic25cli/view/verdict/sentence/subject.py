"""The subject of a sentence: a milestone with its records, and the wording of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.choose_observation import best_claim
from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.calc.source_grades import Reading, support
from mic25cli.calc.value_range import TURNED, base_changes
from mic25cli.model import edtf
from mic25cli.model.chinese_script import has_han
from mic25cli.model.dataset import Record, RecordSet, body_called, issuer_of
from mic25cli.model.languages import Catalogue, catalogue
from mic25cli.model.plain_values import recorded_as
from mic25cli.model.screen_words import words
from mic25cli.values import FrozenData, field
from mic25cli.view.text import Lang, label, name_of
from mic25cli.view.verdict.sentence.number_words import (
    SpokenAmount,
    Style,
    amount_in_words,
    amount_of,
    decimals_apart,
    in_plain_unit,
)
from mic25cli.view.verdict.sentence.period_words import fill, period_name

if TYPE_CHECKING:
    from mic25cli.model.records import DataNeeded, Indicator, Institution, Target
    from mic25cli.view.text import AnyName

_HAVE_NO_VERB = ("more-than", "less-than", "up-to")
"""Hedges that in Chinese need no verb: 超过, 低于, 不超过."""
_MOST = r"(?:smallest|largest|highest|lowest|longest|shortest|fastest|greatest|best|oldest|newest)"
_COMMON = (
    r"(?:(?!france$|florence$|provence$)\w+(?:ists|[st]ions?|ments?|ness|ity|[ae]nces?)"
    r"|\w{4,}(?:[ai]ble|ate|ive|ous|less|ful|i[sz]ed)"
    r"|(?:agro|bio|eco|electro|hydro|micro|multi|nano|photo|under|re-)\w{4,})"
)
"""Endings and beginnings of English words that are not names."""
_HEAD = (
    r"(?:share|rank|number|rate|ratio|amount|proportion|percentage|length|area|size|price"
    r"|place|position|(?i:index)|score|gap)"
)
_ONE_THING = re.compile(rf"(?!the |an? )(?:[\w-]+ ){{0,2}}?(?:{_HEAD}|(?i:{_MOST}))\b")
"""An English noun phrase that needs an article: share of sales, smallest node."""
_LINK = r"(?:of|for|in|on|at|with|per|by|to|among|under|d[aeio]s?|du|del|della)\b"
_MANY = re.compile(rf"(?:(?!\w+ed |{_LINK})[\w’'-]+ )*?\w+[^isu’']s(?= {_LINK}| \w+ed\b| ?[,(]|$)")
"""An English noun phrase in the plural: chips of 2 nm, engineers trained."""
_A_BODY = re.compile(
    r"^(?!The |the )(?:[\w’'&-]+ )*?"
    r"(?:City of|State of|Agency|Association|Authority|Bank|Commission|Committee|Consortium"
    r"|consortium|Council|Court|Department|Government|Institute|Ministry|Office|Organi[sz]ation"
    r"|Parliament|Undertaking|Union)\b"
)
"""The name of a body that needs an article in English: European Commission, Ministry of Trade."""
_REMARK = re.compile(r" ?[(（][^()（）]*[)）]$")


def in_dataset(words: AnyName | DataNeeded | None, lang: Lang) -> str | None:
    """A phrase of a record in a language, or in English if it lacks that one."""
    if words is None:
        return None
    return words[catalogue(lang).records] or words["en"]


def counter_apart(clause: str, style: Style) -> tuple[str, Style]:
    """A clause without its Chinese measure word, and a style that puts this with the value."""
    counters = catalogue(style.lang).counters
    match = re.search(rf"(?<=(?:lue|ize)\}})[{counters}]", clause) if counters else None
    style = style._replace(size="{size}" in clause, counter=match and match[0])
    return clause[: match.start()] + clause[match.end() :] if match else clause, style


STOPPED = ("superseded", "withdrawn", "not-started")
"""Statuses of a milestone that is not judged."""


@cache
def _ordinary() -> frozenset[str]:
    """Ordinary English words: the lower-case words of the program's own texts, and the first words
    of indicators' names."""
    listed = resources.files("mic25cli.view.verdict.sentence").joinpath("common_words.txt")
    texts = [*words("en").values(), listed.read_text("ascii")]
    return frozenset(w.strip("()“”.,;:") for text in texts for w in text.split() if w.islower())


def _small_words(dataset: RecordSet) -> frozenset[str]:
    """The words that the targets and indicators of a dataset write in lower case."""
    worked_out = dataset.whole.worked_out
    if "small-words" not in worked_out:
        whole = dataset.whole
        texts = [target["name"]["en"] for target in whole.kind("targets").values()]
        for indicator in whole.kind("indicators").values():
            texts += [indicator["name"]["en"], indicator["definition"]]
        split_texts = (re.findall(r"[\w'’-]+", text) for text in texts if text)
        worked_out["small-words"] = frozenset(
            word for words in split_texts for word in words if word.islower()
        )
    small: frozenset[str] = worked_out["small-words"]
    return small


def lowered(text: str, near: str = "", small_words: Set[str] = frozenset()) -> str:
    """An English text for the middle of a sentence. Its first letter becomes small unless the word
    is a name, as far as nearby words or the same word elsewhere show."""
    first = re.match(r"[A-Z][a-z'’-]*(?=[ ,]|$)", text)
    months = label("answer-month-names", "en").split()
    if first is None or first[0] in months or re.match(r"[\w'’-]+ [A-Z][a-z]", text):
        return text
    name, small = first[0], first[0].lower()
    around, stem = re.findall(r"[\w'’-]+", near), small.partition("-")[0]
    # Subsea is made of sea.
    rest = re.sub("^(?:inter|off|out|over|pre|semi|sub|super|trans|up)(?=[a-z]{3})", "", small)
    parts = {small, stem, f"{small}s", f"{stem}s", rest}
    known = any(part in small_words or part in _ordinary() or part in around for part in parts)
    formed = re.fullmatch(rf"{_MOST}|{_HEAD}|{_COMMON}|.+-(?:of|to)-.+", small)
    many = _MANY.match(text)
    plural = many and many[0] == name and text.startswith(f"{name} ")
    proper = re.search(rf"[a-z,] {re.escape(name)}\b", near)
    return small + text[len(name) :] if (known or formed or plural) and not proper else text


def with_article(name: str, lang: Lang) -> str:
    """The name of a body within a sentence: the Environment Agency, but MERICS."""
    bare = name.removeprefix("the ")
    has_article = bare != name or _A_BODY.search(name)
    return label("answer-the", lang, name=bare) if has_article else name


class Subject(FrozenData):
    """A milestone of a target, with everything that a sentence in one language needs."""

    result: JudgedMilestone
    of_target: Sequence[JudgedMilestone]
    dataset: RecordSet
    lang: Lang
    day: date = date.max
    """The reference date of the answer."""
    until: date | None = None
    """The date up to which publications count; None if all count."""
    known_by: date | None = None
    """The day by which a figure must have been published; None: any day."""
    amounts: dict[tuple[int, str | None], SpokenAmount | None] = field(default_factory=dict)
    """The amounts already read, by the identity of the object and the side, for all languages."""

    @property
    def form(self) -> Catalogue:
        """The properties of the language."""
        return catalogue(self.lang)

    def word(self, key: str, **values: object) -> str:
        """The label for a part of an answer."""
        return label(f"answer-{key}", self.lang, **values)

    @cached_property
    def target(self) -> Target:
        """The record of the target."""
        return self.dataset.kind("targets")[self.result.target]

    @cached_property
    def indicator(self) -> Indicator:
        """The record of its indicator."""
        return self.dataset.kind("indicators")[self.result.indicator]

    @cached_property
    def phrase(self) -> str:
        """The quantity measured, within a sentence: its phrase, or its name without the remark."""
        words = self.target["phrase"] or self.indicator["phrase"]
        if words and (text := words[self.form.records]):
            return str(text)
        name = _REMARK.sub("", name_of(self.indicator["name"], self.lang))
        if self.form.full_width:
            signs = self.form.full_width if has_han(name) else "(),:;"
            return name.translate(str.maketrans("(),:;", signs))
        # Ranking: competitiveness is competitiveness (ranking); waste, per person has no comma.
        name = re.sub(r"^([^:]+): ([^:]+)$", r"\2 (\1)", name).replace(", per ", " per ")
        near = f"{self.indicator['definition']} {self.indicator['unit']}"
        name = re.sub("^(?:The|An?) ", lambda found: found[0].lower(), name)
        name = lowered(name, near, _small_words(self.dataset))
        thing = self.indicator["unit"] == "yes-no" and "'s " not in name
        thing = thing and not re.match("(?:the|an?) ", name) and not _MANY.match(name)
        return self.word("the", name=name) if thing or _ONE_THING.match(name) else name

    @property
    def by_later(self) -> bool:
        """Whether the figure that decides is for a time after the target year."""
        return self.result.judged_from is not None

    @cached_property
    def reading(self) -> Reading | None:
        """The figure to show: the deciding one, or one that met a target without a deadline."""
        result = self.result
        if self.by_later:
            return result.later
        figure = result.seen if result.total else result.observation or result.later
        met = result.met_by if result.status == "not-assessable" else None
        if met is None or figure is None or edtf.year_of(figure.period) == met:
            return figure
        on_basis = [x for x in self.indicator["observations"] if x["basis"] == figure.basis]
        of_year = [x for x in on_basis if edtf.year_of(x["period"]) == met]
        if not of_year:
            return figure
        best = best_claim(self.dataset, self.indicator, of_year)
        return recorded_as(Reading, vars(figure), {**best, **support(self.dataset, best["cite"])})

    def read(self, claim: Record, side: str | None = None) -> SpokenAmount | None:
        """The amount of a claim about the indicator."""
        unit = self.result.unit or self.indicator["unit"]
        return amount_of(claim, self.dataset.units, side, unit)

    def amount(self, part: object, side: str | None = None) -> SpokenAmount | None:
        """The amount of a reading or a milestone."""
        if part is None:
            return None
        key = id(part), side
        if key not in self.amounts:
            fields = vars(part)
            # If a cut has no amount, its hedge applies to the size of the cut.
            if fields.get("baseless") and base_changes(fields)[0] < 0:
                fields = {**fields, "bound": TURNED.get(fields["bound"], fields["bound"])}
            self.amounts[key] = self.read(fields, side)
        return self.amounts[key]

    @cached_property
    def value(self) -> SpokenAmount | None:
        """The amount of the figure to show."""
        return self.amount(self.reading, self.result.side)

    @cached_property
    def amount_set(self) -> SpokenAmount | None:
        """The value that was set; None for a target in words."""
        return self.amount(self.result.milestone)

    @property
    def by_proxy(self) -> bool:
        """Whether the figure to show is a proxy."""
        return self.result.fit == "proxy" and self.reading is not None

    @property
    def turn(self) -> str:
        """The word for the direction of a value that moves away from the target."""
        if self.value is not None and self.value.dimension == "rank":
            return "rank"
        return "rise" if self.result.direction == "decrease" else "fall"

    @property
    def ahead(self) -> bool:
        """Whether the target year is not over yet."""
        ends = self.result.milestone.ends
        return ends is not None and ends > self.day

    @property
    def unmeasured(self) -> bool:
        """Whether the target cannot be measured."""
        return "qualitative" in self.result.reasons or self.amount_set is None

    def nothing_found(self, nearest: str) -> str:
        """What was not found: a figure, or one on the target's own definition, for a whole year or
        for the years of a total."""
        reasons = self.result.reasons
        if "other-definition-only" in reasons or (nearest and "part-year" not in reasons):
            return "nothing-here"
        then, figures = self.result.milestone.period, self.indicator["observations"]
        of_then = then and any(
            edtf.parse(then).overlaps(edtf.parse(each["period"])) for each in figures
        )
        if of_then or "part-year" in reasons:
            return "nothing-whole-year"
        plain = "nothing-on" if self.indicator["unit"] == "yes-no" else "nothing"
        return "nothing-then" if then and figures else plain

    def is_due_with(self, other: JudgedMilestone) -> bool:
        """Whether another milestone is for the same year or the same span of years."""
        own, its = self.result.milestone, other.milestone
        return (own.year, own.period) == (its.year, its.period)

    @cached_property
    def own_clause(self) -> str | None:
        """The clause that the records give for the figure to show."""
        basis = self.reading.basis if self.reading else self.result.basis
        own = [clause for clause in self.indicator["clause"] if clause["basis"] in (basis, None)]
        return in_dataset(own[0], self.lang) if own else None

    @cached_property
    def clause(self) -> str:
        """The clause with the figure and the thing counted."""
        keys = {"rank": "fallback-rank", "yes or no": "fallback-yes"}
        key = keys.get(self.value.dimension if self.value else "", "fallback")
        name, many = self.phrase, "-many" if _MANY.match(self.phrase) else ""
        name += "," if ", " in name and self.form.spaced else ""
        plain = {"name": name, "value": "{value}", "year": "{year}"}
        return self.own_clause or self.word(key, **plain, was=self.word(f"was-for{many}"))

    def counted(self, clause: str, style: Style) -> tuple[str, Style]:
        """A clause without its Chinese measure word, and the style of its value."""
        is_own = clause is not self.clause or self.own_clause is not None
        phrase = "" if is_own else self.phrase
        return counter_apart(clause, style._replace(named=is_own, phrase=phrase))

    @cached_property
    def style(self) -> Style:
        """The style of its numbers, with enough decimals that none becomes equal to the target."""
        figures = () if self.result.total else (self.result.observation, self.result.later)
        amounts = (self.amount_set, self.value, *map(self.amount, figures))
        target_ends, *ends = (in_plain_unit(x, self.lang).ends if x else () for x in amounts)
        more = decimals_apart([end for pair in ends for end in pair], target_ends, self.lang)
        return self.counted(self.clause, Style(self.lang, more))[1]

    def of_evidence(self, key: Literal["difference", "caveat"]) -> str | None:
        """The target's `difference` or `caveat` for the definition shown."""
        basis = self.reading.basis if self.reading else self.result.basis
        own = (each[key] for each in self.target["evidence"] if each["basis"] == basis)
        text = next(own, None)
        # The same in both languages.
        if text is None or edtf.without_later_years(text["en"], self.until) is None:
            return None
        return in_dataset(text, self.lang)

    def time(self, period: str) -> str:
        """A period in words; a day is given by its month."""
        by_day = edtf.parse(period).precision == "day"
        return period_name(period[:7] if by_day else period, self.lang)

    def years(self) -> Iterator[tuple[int, SpokenAmount]]:
        """The recorded values on the definition shown, each with its year."""
        basis = self.reading.basis if self.reading else None
        for observation in self.indicator["observations"]:
            year, amount = edtf.year_of(observation["period"]), self.read(observation)
            if observation["basis"] == basis and year is not None and amount is not None:
                yield year, amount

    # who set it, and what

    def who(self, report: str | None) -> str:
        """Who set a target: its document's issuer, the report by name, or its reported author."""
        source = self.dataset.source(report) if report else None
        if source is None:
            return self.word("nobody")
        if short := in_dataset(source["short_name"], self.lang):
            return short
        if body := issuer_of(self.dataset, source):
            return self._called(body)
        return self._body(source["originator"]) if source["originator"] else self.word("nobody")

    def is_retold(self, report: str) -> bool:
        """Whether a report is by the press or others who report what somebody else did."""
        source = self.dataset.source(report)
        if source is None or source["short_name"] or issuer_of(self.dataset, source):
            return source is None
        return source["authority"] > "B"

    def _body(self, name: str) -> str:
        """The name of a body in sentences: as its own record gives it, or with an article."""
        body = body_called(self.dataset, name)
        return self._called(body) if body else with_article(name, self.lang)

    def _called(self, body: Institution) -> str:
        full = with_article(name_of(body["name"], self.lang), self.lang)
        return in_dataset(body["short_name"], self.lang) or full

    def is_body(self, report: str | None) -> bool:
        """Whether a report goes by the name of its author; such a name has no year."""
        source = self.dataset.source(report) if report else None
        if source is None:
            return False
        if short := source["short_name"]:
            return not re.search(r"\d", short["en"])
        return issuer_of(self.dataset, source) is not None

    def is_read(self, report: str | None) -> bool:
        """Whether the target is only an outside reading that no document of the policy contains."""
        source = self.dataset.source(report) if report else None
        if source is None or source["document"] is not None or not source["originator"]:
            has_name = source is not None and bool(source["short_name"])
            return has_name and self.result.origin == "attributed"
        weak = bool(source["short_name"] and source["authority"] > "A")
        return weak or self.result.origin == "attributed"

    def owner(self, report: str | None) -> str:
        """Who set the target, as a possessive: the 2015 roadmap's, MERICS's, IC Insights'."""
        who = self.who(report)
        return self.word("owner-s" if re.search("[a-rt-z]s$", who) else "owner", who=who)

    def target_value(self, brief: int = 0, *, with_figure: bool = False, verb: bool = False) -> str:
        """The value that was set, with its noun if the fact does not have it; in Chinese also with
        the `verb` that follows the year."""
        target_value, words = (self.amount_set, in_dataset(self.target["target_phrase"], self.lang))
        assert target_value is not None
        style = self.style._replace(target_value=True, bare=with_figure and not self.by_proxy)
        if not with_figure and self.own_clause is None:
            phrase = style.phrase if self.result.status in STOPPED else ""
            style = style._replace(named=False, phrase=phrase)
        full = not with_figure or self.by_proxy or self.result.fit == "one-sided"
        clause, sized = "{value}", words is not None and "{size}" in words
        if words and ((sized and (brief < 1 or self.form.counters)) or (full and brief < 3)):
            clause, style = self.counted(words, style)
        elif with_figure and brief and not (self.form.counters or self.result.milestone.baseless):
            style = style._replace(size=True)
        text = amount_in_words(target_value, style)
        if verb and self.form.counters and clause.startswith("{value}"):
            clause = self._reaching(clause, target_value, style)
        return fill(clause, text, None, self.lang)

    def up_to(self, *, verb: bool) -> str:
        """The value of a target "up to" a number, in quotes unless it is a limit for a total."""
        assert self.amount_set is not None
        amount, style = self.amount_set._replace(bound=None), self.style._replace(named=False)
        text = amount_in_words(amount, style)
        text = text if self.result.total else self.word("up-to", amount=text)
        return self.word("verb-rise", target_value=text) if verb else text

    def _reaching(self, clause: str, target_value: SpokenAmount, style: Style) -> str:
        """A Chinese value with its verb: 达到80%, 降至4升, 居第一."""
        has_none = target_value.bound in _HAVE_NO_VERB or target_value.dimension == "yes or no"
        if target_value.changes or style.size or has_none:
            return clause
        falling = "fall" if self.result.direction == "decrease" else "rise"
        key = "rank" if target_value.dimension == "rank" else falling
        return self.word(f"verb-{key}", target_value="{value}") + clause.removeprefix("{value}")
