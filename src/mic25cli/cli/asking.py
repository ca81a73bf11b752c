"""Questions in words, and the command that answers each; such a command never writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain

from mic25cli.calc import lookup, questions
from mic25cli.calc.search import Hit, search
from mic25cli.calc.search_words import RANKS, SOUND
from mic25cli.calc.select import criteria
from mic25cli.cli.bare_words import HABITS, SYNONYMS, named_one, near
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError, quoted, quoted_command
from mic25cli.model.dataset import Record
from mic25cli.model.kinds import KINDS

FEW = 6  # the most targets to name one by one


def kind_named(word: str) -> str | None:
    """The kind that a noun in singular or plural names."""
    by_name = {kind.one: name for name, kind in KINDS.items()}
    name = by_name.get(word) or SYNONYMS.get(word, (word,))[0]
    return name if name in KINDS else None


def answer_question(session: Session, text: str) -> None:
    """Raise `Meant` with the command that answers a question, where the text is one.
    Raises `UsageError` with both commands where it can be read in two ways."""
    if "…" in text:  # an id that a list has cut
        return
    if (country := session.profile.country) not in (None, "China"):
        # The forms know China; another country is asked about in the same words.
        text = re.sub(rf"\b{re.escape(str(country))}\b", "the country", text, flags=re.I)
    for _, asked in questions.fitting(text, session.profile.name):
        _take(session, text, ReadQuestion(session, asked).lines())
    thing = questions.subject(text)
    found = search(session.whole, thing) if thing else None
    if found is not None and found.met is None and any(map(_is_named, found.hits)):
        judged = questions.AskedQuestion("{outcome}", "", found.hits.query.text, ())
        lines = ReadQuestion(session, judged).lines()
        _take(session, text, [*lines, f"mic25 search {quoted(judged.thing)}"])


def _is_named(hit: Hit) -> bool:
    """Whether a hit has the words in its names, not only in its texts."""
    return RANKS.index(hit.rank) <= SOUND


def _take(session: Session, text: str, lines: Sequence[str]) -> None:
    if len(lines) == 1:
        session.note("opens", lines[0])
        raise Meant(lines[0])
    if lines:
        each = (
            (session.with_same_options(line), HABITS["shows"][line.split()[1]]) for line in lines
        )
        said = ", ".join(f"{quoted_command(line)} {what}" for line, what in each)
        raise UsageError(f"'{text}' can be read in two ways", f"{said}.")


class ReadQuestion:
    """One reading of a question, with a method for each place in the command of a form: it
    returns what stands there, or None if the dataset has nothing."""

    def __init__(self, session: Session, asked: questions.AskedQuestion) -> None:
        self.session = session
        self.dataset = session.whole
        self.asked = asked
        self.thing = asked.thing

    def lines(self) -> list[str]:
        """The commands for it: two if it is left open what to show, none without a subject."""
        command = self.asked.command
        if command == "{readings}":
            both = (("indicators", "indicators"), ("progress", "targets"))
            lines = [f"{each} {quoted(self.thing)}" for each, kind in both if self._near(kind)]
            if not lines and (record := self.record()):
                lines = [record]
            return [f"mic25 {line}" for line in lines]
        known = {"status": self.asked.status, "one": "".join(self.asked.sides[:1])}
        missing = [name for name in re.findall(r"\{(\w+)\}", command) if name not in known]
        slots = known | {name: getattr(self, name)() for name in missing}
        if None in slots.values():
            return []
        return [self._dated(f"mic25 {command.format(**slots)}".rstrip())]

    def _dated(self, line: str) -> str:
        """The command for the year of the question: when targets are due, or a date."""
        last, by = self.session.profile.horizon or 0, self.asked.when == "by"
        year = int(self.asked.year or last)
        if self.asked.when == "after":
            since = f"--since {year + 1}" if "timeline" in line else f"--year {self.later()}"
            return line if "--year" in line else f"{line} {since}"
        if not self.asked.year or (by and year == last):
            return line
        if "timeline" in line:
            return f"{line} {year}"
        due = {each["year"] for id_, each in self._milestones() if id_ in line.split()}
        if by and year <= last and line.startswith("mic25 targets"):
            first = min(each["year"] or year for _, each in self._milestones())
            return f"{line} --year {first}-{year}"
        is_due = year > last or (year in due if due else not by)
        return f"{line} {'--year' if is_due else '--as-of'} {year}"

    def scope(self) -> str | None:
        """The options and words of `progress` for the subject."""
        if not self.thing or questions.is_plan(self.thing):
            return "--origin plan" if self.thing else ""
        for name in dict.fromkeys((self.thing, self.thing.removesuffix("s"))):
            with suppress(UsageError):
                return f"--industry {lookup.industry(self.dataset, name)['id']}"
        return " ".join(self._called(self.thing)) or None

    def outcome(self) -> str | None:
        """The command that shows the status of the targets that words name."""
        if (target := self.target()) is not None:
            return f"explain {target}"
        wide = questions.is_plan(self.thing) or self._found("industries", self.thing)
        ids = self._measured() if self.thing and not wide else []
        if self.asked.value:
            ids = [each for each in self._called(self.asked.value) if each in ids] or ids
        if len(ids) == 1:
            return f"explain {ids[0]}"
        scope = " ".join(ids) if 1 < len(ids) <= FEW else self.scope()
        return f"progress {scope} --answers" if scope else None

    def record(self) -> str | None:
        """The command that shows the record that words name, or all records with the words."""
        if questions.is_plan(self.thing) and (plan := self.document()):
            return f"documents show {plan}"
        if not self.thing:
            return None
        if (record := named_one(self.session.dataset, self.thing)) is not None:
            return f"{record['kind']} show {record['id']}"
        if (term := self._found("terms", self.thing)) is not None:
            return f"terms show {term}"
        found = search(self.session.dataset, self.thing)
        return f"search {quoted(self.thing)}" if found.total and found.met is None else None

    def target(self, name: str = "") -> str | None:
        """The only target with a name, that of the question if none is given."""
        name = name or self.thing
        return self._found("targets", name) or self._found("targets", f"{name} target")

    def document(self) -> str | None:
        """The document that words name, or the one with the most similar name, or the policy's."""
        own = [name.strip("《》") for name in self.session.profile.name.values() if name]
        names = own if not self.thing or questions.is_plan(self.thing) else [self.thing]
        return next(filter(None, (self._nearest("documents", name) for name in names)), None)

    def reports(self) -> str | None:
        """The options for all reports of an institution that set targets."""
        institution = self._nearest("institutions", self.thing)
        of = [id_ for id_, document in self._setting() if institution in document["issuers"]]
        return " ".join(f"--report {id_}" for id_ in of) or None

    def editions(self) -> str | None:
        """The command that compares two editions of a document: of two years, or first and last."""
        if not self.thing:
            return None
        found = search(self.dataset, self.thing, ("documents",))
        named = [hit.id for hit in found.hits if _is_named(hit) and found.met is None]
        of = [id_ for id_, document in self._setting() if document["id"] in named]
        if sides := self.asked.sides:
            of = [id_ for year in sides for id_ in of if year in id_]
        return f"diff {of[0]} {of[-1]}" if len(of) > 1 else None

    def _setting(self) -> list[tuple[str, Record]]:
        """The reports that set targets, each with its document, the oldest first."""
        documents, of = self.dataset.kind("documents"), []
        for id_ in {each["report"] for _, each in self._milestones()}:
            if document := documents.get(self.dataset.kind("sources")[id_]["document"] or ""):
                of.append((id_, document))
        return sorted(of, key=lambda each: (each[1]["published"] or "", each[0]))

    def _milestones(self) -> list[tuple[str, Record]]:
        """Every target year of every target, with the target's id."""
        targets = self.dataset.kind("targets").values()
        return [(target["id"], each) for target in targets for each in target["milestones"]]

    def later(self) -> str | None:
        """The years in which targets are due after the one asked about, or the policy's last."""
        if self.asked.year and self.asked.when != "after":
            return None
        first = int(self.asked.year or self.session.profile.horizon or 0) + 1
        return f"{first}-{max(first, *(each['year'] or 0 for _, each in self._milestones()))}"

    def both(self) -> str | None:
        """The command that shows two sides together."""
        sides = self.asked.sides
        ids = [[name] if (name := self.target(side)) else self._called(side) for side in sides]
        with suppress(UsageError):
            named = [lookup.industry(self.dataset, each)["id"] for each in sides]
            if len(set(named)) > 1:
                return f"progress --by industry --industry {','.join(named)}"
        if all(ids) and not sides[0].isdecimal():
            return f"progress {' '.join(dict.fromkeys(chain(*ids)))} --answers"
        # What a diff compares has a name without spaces.
        return None if any(" " in side for side in sides) else f"diff {' '.join(sides)}"

    def kind(self) -> str | None:
        """The list of a kind by one of its names, with the words that its records are to have."""
        kind = kind_named(self.asked.sides[0])
        if kind is None or not self.thing:
            named, *years = self.asked.sides
            return kind and " ".join([*SYNONYMS.get(named, (kind,)), *years])
        return f"{kind} {quoted(self.thing)}" if self._near(kind) else None

    def count(self) -> str | None:
        """The command that counts the records of a kind."""
        kind = kind_named(self.asked.sides[0])
        typed = kind not in (None, "targets") and "type" in criteria(KINDS[str(kind)])
        return f"{kind} --by type" if typed else kind

    def near(self) -> str | None:
        """The words, if records of the kind in the command have them."""
        return quoted(self.thing) if self._near(self.asked.command.split()[0]) else None

    def _near(self, kind: str) -> bool:
        return bool(self.thing) and near(self.dataset, KINDS[kind], (self.thing,)) is not None

    def _found(self, kind: str, name: str) -> str | None:
        with suppress(UsageError):
            return str(lookup.find(self.dataset, kind, name)["id"])
        return None

    def _nearest(self, kind: str, name: str) -> str | None:
        """The record that words name, or the one with the most similar name."""
        if not name or (named := self._found(kind, name)):
            return named if name else None
        found = search(self.dataset, name, (kind,))
        return found.hits[0].id if found.total and found.met is None else None

    def _measured(self) -> list[str]:
        """The targets of the indicator with a name, or of the only one with the words in its name,
        then with those that have them in their own."""
        exact = self._found("indicators", self.thing)
        found = search(self.dataset, self.thing, ("indicators",))
        named = [hit.id for hit in found.hits if _is_named(hit) and found.met is None]
        indicator = exact or (named[0] if len(named) == 1 else None)
        targets = self.dataset.kind("targets").values()
        ids = [each["id"] for each in targets if indicator and each["indicator"] == indicator]
        return ids if exact else list(dict.fromkeys((*ids, *self._called(self.thing))))

    def _called(self, name: str) -> list[str]:
        """The targets with the words in their names, or with a share as their value."""
        if share := re.fullmatch(questions.VALUE, name):
            value = (share[1], "percent")
            of = self._milestones()
            ids = (id_ for id_, each in of if (str(each["value"]), each["unit"]) == value)
            return list(dict.fromkeys(ids))
        found = search(self.dataset, name, ("targets",))
        if found.total == 1 and re.search(r"\d", name) and not found.mended:
            # A proper name, such as that of an aircraft, may be in a note.
            return [found.hits[0].id]
        return [hit.id for hit in found.hits if _is_named(hit) and found.met is None]


def about(session: Session, text: str) -> tuple[str, str]:
    """The subject of a question in its own words, and the command that answers it, if any; both
    are empty if the text is not a question."""
    subject = ""
    for _, asked in questions.fitting(text, session.profile.name):
        subject = subject or asked.thing
        for line in ReadQuestion(session, asked).lines()[:1]:
            own = next(filter(None, session.profile.name.values()), text)
            return own if questions.is_plan(asked.thing) else asked.thing or text, line
    return subject or questions.subject(text), ""
