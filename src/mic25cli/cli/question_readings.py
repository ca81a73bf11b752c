"""One reading of a question, and the command for it; and what words name in the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain

from mic25cli.calc import lookup, questions
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.calc.record_filters import criteria
from mic25cli.calc.search import search
from mic25cli.calc.search_words import stem
from mic25cli.cli import bare_words
from mic25cli.cli.bare_words import KIND_LINES, near, of_years, split_years
from mic25cli.cli.option_words import read_options
from mic25cli.cli.session import Session
from mic25cli.errors import quoted
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.model.text_folding import fold

OF_NO_THING = ("later", "last", "count", "group", "date")
"""The places in a command that do not name what the question is about."""
OTHERS = ("related", "local")  # the origins of targets that are not about the policy itself
FEW = 6  # the maximum number of targets to name one by one
NOTED = ("assessments", "enterprises")  # kinds whose notes are about other things
find = lru_cache(512)(search)
find_id, industry_id = lru_cache(512)(lookup.find_id), lru_cache(512)(lookup.industry_id)
named_one = lru_cache(512)(bare_words.named_one)
"""Cached look-ups, because the same words are looked up for several readings."""


class ReadQuestion:
    """One reading of a question, with a method for each placeholder in its commands. The method
    returns the text for it, or None if the dataset has nothing."""

    def __init__(self, session: Session, row: Sequence[str], slots: questions.Slots) -> None:
        self.session, self.dataset, (self.needed, *self.commands) = session, session.whole, row
        last, count = str(session.profile.horizon or 0), slots.get("n") or "10"
        self.slots = {"last": last, "count": count, **slots}
        self.thing, self.command = slots["thing"], ""
        self.sides = [slots[key] for key in ("a", "b") if key in slots]
        self.policy = next(filter(None, session.profile.name.values()), "")
        plan = self.policy * ("plan" in self.needed.split())
        self.subject = questions.subject(self.thing) or plan
        self.widened = self.unplaced = ""
        """The words that were read as a whole industry, and those beside options that mean none."""

    def lines(self) -> list[str]:
        """The commands for it: two if the row offers two, none without a subject."""
        return [*dict.fromkeys(filter(None, map(self.line, self.commands)))]

    def line(self, command: str) -> str:
        """One command with its places filled in, or nothing."""
        self.command = command
        places = [name for name in re.findall(r"\{(\w+)\}", command) if name not in self.slots]
        if self.thing and not {*places} - {*OF_NO_THING}:
            return ""  # it has no place for the subject
        values = {name: getattr(self, name)() for name in places}
        line = f"mic25 {command.format(**values, **self.slots)}".replace("  ", " ").rstrip()
        if re.search(" --(?:sort|since|by) ", line) and line.split()[1] in KINDS:
            line = re.sub("^(mic25 [a-z]+) (?!-)", r"\1 --text ", line)
        return "" if None in values.values() else self._dated(line)

    def _dated(self, line: str) -> str:
        """The command for the year of the question: when targets are due, or a date."""
        last, before = int(self.slots["last"]), "before" in self.slots
        by, year = before or "by" in self.slots, int(self.slots.get("year", last)) - before
        if "year" not in self.slots or (by and year == last):
            return line
        if year > int((self.dataset.judged_on or f"{year}")[:4]):
            line = re.sub(" --status (?:met|missed)", "", line)  # no outcome is known yet
        if line.startswith("mic25 documents --issuer") and not before | ("after" in self.slots):
            return f"{line} --year {year}"
        if before and line.split()[1] in questions.table()["spanned"]:
            line = re.sub("^(mic25 [a-z]+) (?!-)", r"\1 --text ", line)
            return f"{line} --until {year}"
        if line.split()[1] not in questions.table()["dated"]:
            return line if self._is_in_names(year, line) else ""
        if "after" in self.slots:
            return line if f"{self.later()}" in line else f"{line} --year {self.later()}"
        if by and year <= last and line.startswith("mic25 targets"):
            return f"{line} --year {due_years(self.dataset)[0]}-{year}"
        of = {*line.split()}
        every = self.dataset.kind("targets").values()
        ids = [each["id"] for each in every if of & {each["id"], *each["industries"]}]
        due = due_years(self.dataset, ids or [""])
        if not last and due and year not in due:
            return line  # nothing is due then, and the policy has no last year
        if year > last and due and year not in due:
            return ""  # a year without these targets is refused
        is_due = year > last or (year in due if due else not by)
        if not (is_due or by) and self._is_in_names(year, line):
            return line
        return f"{line} {'--year' if is_due else '--as-of'} {year}"

    def _is_in_names(self, year: int, line: str) -> bool:
        """Whether the records of a command have the year in their names or dates: the 2016 plan."""
        kind, *ids = line.removesuffix(" --answers").split()[1:]
        kind, ids = (kind, ids[1:]) if ids[:1] == ["show"] and kind in KINDS else ("targets", ids)
        every, date = self.dataset.kind(kind), KINDS[kind].date or "id"
        return bool(ids) and all(
            id_ in every and f"{year}" in f"{every[id_]['name']} {every[id_][date]}" for id_ in ids
        )

    def scope(self) -> str | None:
        """The options and words of `progress` for the subject."""
        if not self.thing:
            return ""
        options, words = read_options(self.dataset, "progress", self.thing)
        rest = words if options else self._clean()
        if rest is None:
            return None
        name = not options or questions.can_name(rest)
        industry = industry_id(self.dataset, rest) if rest and name else None
        exact = industry and find_id(self.dataset, "industries", rest)
        if industry and not (exact and targets(self.dataset, rest)):
            self.widened = rest
        named = [f"--industry {industry}"] if industry else targets(self.dataset, rest * name)
        if options and not named:
            self.unplaced = rest
        return " ".join([*named, options]).strip() if named or options or not rest else None

    def _clean(self) -> str | None:
        """The subject; None if it still has words that only the options of a command mean."""
        return self.thing if self.thing == questions.subject(self.thing) else None

    def outcome(self) -> str | None:
        """The command that shows the status of the targets that words name."""
        industry = find_id(self.dataset, "industries", self.thing)
        ids = [] if industry else self._targets()
        if self.slots["value"] and not ids:
            return None
        known = self.slots["value"] or find_id(self.dataset, "targets", self.thing)
        of = industry_id(self.dataset, self.thing) if len(ids) == 1 and not known else None
        if of and not self._is_about(ids[0], of):
            ids = []  # one of several in an industry
        if len(ids) == 1:
            return f"explain {ids[0]}"
        few = 1 < len(ids) <= (FEW if self.thing else 2 * FEW)
        scope = " ".join(ids) if few else self.scope()
        return f"progress {scope} --answers" if scope else None

    def _is_about(self, target: str, industry: str) -> bool:
        """Whether a target is about the thing, which is only a part of an industry."""
        every = self.dataset.kind("targets")[target], self.dataset.kind("industries")[industry]
        own, whole = ([fold(str(name)) for name in dict(each["name"]).values()] for each in every)
        beside = [questions.unread(name, self.thing) for name in own if self.thing in name]
        of_part = not any(self.thing in name for name in whole)
        return of_part and any(map(questions.is_generic, beside))

    def named(self) -> str | None:
        """The command that shows the record that words name."""
        record = named_one(self.session.dataset, self.thing) if self.thing else None
        if record is None or record["kind"] == "sources":
            return None
        line = f"{record['kind']} show {record['id']}"
        return line.replace("targets show", "explain")

    def record(self) -> str | None:
        """The same, or the command that lists all records with the words in their names."""
        hits = self.thing and find(self.session.dataset, self.thing).named
        return self.named() or (f"search {quoted(self.thing)}" if any(hits) else None)

    def defined(self) -> str | None:
        """The indicator that words name, which has a definition."""
        ids = [*find(self.dataset, self.thing, ("indicators",)).named] if self.thing else []
        return ids[0] if len(ids) == 1 else find_id(self.dataset, "indicators", self.thing)

    def few(self) -> str | None:
        """The targets that words name, if there are only a few."""
        ids = self._targets()
        return " ".join(ids) if len(ids) <= FEW and ids else None

    def _targets(self) -> list[str]:
        """The targets that words name and that have the value in the question."""
        value = self.slots["value"]
        ids = targets(self.dataset, self.thing or value)
        return [each for each in targets(self.dataset, value) if each in ids] if value else ids

    def document(self) -> str | None:
        """The document that words name, or the one with the most similar name, or the policy's."""
        name = self.thing or self.policy
        other = not (self.named() or "documents").startswith("documents")
        hits = [] if other or not name else [*find(self.dataset, name, ("documents",)).named]
        if self.thing and "plan" in self.needed.split() and not self.thing.isascii():
            every = self.dataset.kind("documents")  # a plan is meant, not another document
            hits = [id_ for id_ in hits if "规划" in str(every[id_]["name"])]
        return next(iter(hits), None)

    def reports(self) -> str | None:
        """The options for all reports by an author that set targets."""
        of = setting(self.dataset, self.thing)
        return " ".join(f"--report {id_}" for id_ in of) or None

    def editions(self) -> str | None:
        """The command that compares two editions of a document: of two years, or the first and
        last."""
        every = setting(self.dataset, re.sub(r"\d{4}", "", self.thing).strip())
        of = [id_ for year in self.sides or [""] for id_ in every if year in id_]
        return f"diff {of[0]} {of[-1]}" if len(of) > 1 else None

    def later(self) -> str | None:
        """The target years after the one in the question, or after the policy's last year."""
        if "year" in self.slots and "after" not in self.slots:
            return None
        first = int(self.slots.get("year", self.slots["last"])) + 1
        return f"{first}-{max(first, due_years(self.dataset)[-1])}"

    def both(self) -> str | None:
        """The command that shows two sides together."""
        plan = questions.table()[questions.language_of(self.policy)]["plan"]
        sides = [questions.subject(side) or self.policy * (side == plan) for side in self.sides]
        if any(map(questions.unread, [*self.sides, self.slots.get("tail", "")], [*sides, ""])):
            return None
        called = [targets(self.dataset, side) if side else [] for side in sides]
        named = dict.fromkeys(industry_id(self.dataset, side) or "" for side in sides)
        if len(named) > 1 and all(named):
            return f"progress --by industry --industry {','.join(named)}"
        if all(called) and self.policy not in sides:
            return f"progress {' '.join(dict.fromkeys(chain(*called)))} --answers"
        records = [named_one(self.session.dataset, side) for side in sides if side]
        ids = [f"{each['kind']}/{each['id']}" for each in records if each]
        return f"show {' '.join(ids)}" if len(ids) > 1 else None

    def aided(self) -> str | None:
        """The options for funds with these words, or for all state aid with its recipients."""
        aid = [fund for fund in self.dataset.kind("funds").values() if fund["recipients"]]
        options = "--type state-aid --fields id,name.en,name.zh,recipients,amounts"
        return self.near("funds") if self.thing else (options if aid else None)

    def kind(self) -> str | None:
        """The list of a kind by one of its names, with the words that its records must have."""
        kind, *options = KIND_LINES.get(self.slots["k"], ("",))
        if kind not in KINDS or ("--since" in self.command and not KINDS[kind].date):
            return None
        meant = read_options(self.dataset, kind, self.thing)
        # A place has more records than the one that is named after it.
        one = named_one(self.dataset, self.thing) if self.thing else None
        named = one and one["kind"] == kind
        if named and find(self.dataset, self.thing, (kind,)).total == 1:
            return f"{kind} {self.near(kind)}"
        text, years = split_years(meant.rest.split())
        span = of_years(KINDS[kind], years) if years else {}
        words = [f"--text {near}" if (near := self.near(kind, text)) else None] if text else []
        if None in words and (meant.options or years):
            words, self.unplaced = [], questions.unread(text, "", kind)
        wrong = "source" in self.needed and not meant.options
        wrong |= bool(meant.options) and questions.negates_or_groups(self.thing)
        if wrong or None in words or span is None:
            return None
        if not (meant.options or years) and self._clean() is None:
            return None
        given = [*options, meant.options, *(f"--{key} {value}" for key, value in span.items())]
        if not any(given) and words and not named:
            words = [str(words[0]).removeprefix("--text ")]
        return " ".join(filter(None, [kind, *words, *given]))

    def _listed(self) -> Kind | None:
        return KINDS.get(KIND_LINES.get(self.slots.get("k", ""), ("",))[0])

    def date(self) -> str | None:
        """The field with the date of a kind's records."""
        kind = self._listed()
        return kind.date if kind else None

    def group(self) -> str | None:
        """What the command groups by: the field for a word in the question, if the kind has it."""
        name, kind = self.slots["field"], self._listed()
        field = questions.table()["groups"].get(name, name)
        return field if field in (criteria(kind) if kind else CRITERIA) else None

    def near(self, kind: str = "", text: str = "") -> str | None:
        """The words, if records of the kind in the command contain them."""
        thing = text or self.thing
        if not text.isdecimal() and not questions.can_name(thing):
            return None
        if not text and self._clean() is None:
            return None
        of = KINDS.get(kind or self.command.split()[0], KINDS["targets"])
        if of.name != "terms" and questions.names_kind(thing):
            return None  # such a word says what is listed, not what is in it
        if of.lookup:
            names = (each for each in (thing, f"{thing}s") if find_id(self.dataset, of.name, each))
            thing = next(names, "")
        match = near(self.dataset, of, (thing,)) if thing else None
        # Notes are about other things; one word in the note of one record opens nothing.
        alone = match and len(match.records) == 1 and thing.isalpha()
        if alone and "think" in self.needed:
            return None  # one record that names the speaker is not enough
        if match and ((alone and of.name in NOTED) or of.name in ("indicators", "targets")):
            ids = [*find(self.dataset, thing, (of.name,)).named]
            one = len(ids) == 1 and "many" in self.needed and not targets(self.dataset, thing)
            part = one and not _is_mainly(self.dataset.get(of.name, ids[0]), thing)
            match = match if ids and not part else None
        return quoted(thing) if match else None


@lru_cache(512)
def targets(dataset: RecordSet, name: str) -> list[str]:
    """The targets with the words in their names, or with a share as their value."""
    if share := re.fullmatch(questions.VALUE, name):
        value, of = f"{share[1]} percent", _milestones(dataset)
        called = [id_ for id_, each in of if f"{each['value']} {each['unit']}" == value]
        return list(dict.fromkeys(called))
    if not re.search(r"[^\W\d]", name):
        return []
    every, named = dataset.kind("targets"), partial(find_id, dataset, "targets")
    if one := named(name) or named(f"{name} target"):
        return [one] if one == name else _own_first(dataset, [one])
    exact = find_id(dataset, "indicators", name)
    of_one = [exact] if exact else [*find(dataset, name, ("indicators",)).named]
    ids = [id_ for id_, each in every.items() if [each["indicator"]] == of_one]
    hits = find(dataset, name, ("targets",))
    named_so = re.fullmatch(r"[a-z]+\d+|\d+[a-z]+", name) and not (exact or hits.mended)
    if hits.total == 1 and named_so:
        # A proper name, such as that of an aircraft, may be in a note.
        return [hits.hits[0].id]
    return _own_first(dataset, [*ids, *hits.named])


def _own_first(dataset: RecordSet, ids: Sequence[str]) -> list[str]:
    """The ids of targets, the policy's own first, also where one of the same by others is named."""
    every = dataset.kind("targets")
    own = [each for each in every.values() if each["origin"] not in OTHERS]
    if len(ids) == 1 and (of := every[ids[0]]["indicator"]) and every[ids[0]]["origin"] in OTHERS:
        ids = [*(each["id"] for each in own if each["indicator"] == of), *ids]
    return sorted(dict.fromkeys(ids), key=lambda id_: every[id_]["origin"] in OTHERS)


def _is_mainly(record: Record | None, thing: str) -> bool:
    """Whether a thing is not only a small part of a record's name."""
    name = fold(str(dict(record["name"] if record else {}).get(questions.language_of(thing))))
    return len(name) <= 2 * len(thing) or any(stem(word)[0] not in name for word in thing.split())


def setting(dataset: RecordSet, words: str) -> list[str]:
    """The reports that set targets and match the words or their authors, the oldest first."""
    reports = {each["report"] for _, each in _milestones(dataset)}
    named = re.search(r"[^\W\d]{3}|[^\x00-\x7f]{2}", words)
    hits = find(dataset, words, ("sources",)) if named else None
    if not hits or hits.met is not None:
        return []
    of = [hit.id for hit in hits.hits if hit.id in reports and hit.field != "note"]
    return sorted(of, key=lambda id_: str(dataset.kind("sources")[id_]["published"]))


def due_years(dataset: RecordSet, ids: Sequence[str] = ()) -> list[int]:
    """The target years of the targets with these ids, or of all."""
    of = (each["year"] for id_, each in _milestones(dataset) if id_ in ids or not ids)
    return sorted(set(filter(None, of)))


def _milestones(dataset: RecordSet) -> Iterable[tuple[str, Record]]:
    """Every target year of every target, with the target's id."""
    every = dataset.kind("targets").values()
    return ((target["id"], each) for target in every for each in target["milestones"])


def is_found(dataset: RecordSet, text: str) -> bool:
    """Whether a search for these words finds anything; in Chinese, with all of them."""
    hits = find(dataset, text) if text else None
    return bool(hits and hits.total and (hits.met is None or text.isascii()))


def is_known(dataset: RecordSet, text: str) -> bool:
    """Whether a search for these words finds a record that has all of them as typed."""
    return bool(text.strip() and find(dataset, text, exact=True).total)
