"""Questions in words, and the command that answers each; such a command never writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from mic25cli.calc import lookup, questions
from mic25cli.calc.search import search
from mic25cli.cli.bare_words import HABITS, KIND_LINES, named_one, near, split_years
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError, quoted, quoted_command
from mic25cli.model.dataset import Record
from mic25cli.model.kinds import KINDS

FEW = 6  # the most targets to name one by one
LONGEST = 20  # the most words, or Chinese signs, of which every part is looked up


def answer_question(session: Session, text: str) -> None:
    """Raise `Meant` with the command that answers a question, where the text is one.
    Raises `UsageError` with both commands where it can be read in two ways."""
    if "…" in text:  # an id that a list cut
        return
    for _, lines in _readings(session, text):
        _take(session, text, lines)
    if questions.fits("asks", text):
        answer_part(session, text)


def _readings(session: Session, text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """What a question is about in its own words, and the commands, for each form that it fits."""
    # The forms know China; another country is asked about in the same words.
    country = session.profile.country or "China"
    text = re.sub(rf"\b{re.escape(country)}\b", "china", text, flags=re.I)
    for _, asked in questions.fitting(text, session.profile.name):
        yield asked.said["thing"], ReadQuestion(session, asked).lines()


def answer_part(session: Session, text: str) -> None:
    """Raise the same for the longest part of a text that names something."""
    subject = split_years(questions.subject(text).split())[0]
    joint = " " if subject.isascii() else ""
    words = subject.split() if joint else [*subject]
    if len(words) > LONGEST:
        return
    ends = combinations(range(len(words) + 1), 2)
    for first, end in sorted(ends, key=lambda ends: ends[0] - ends[1]):
        part = joint.join(words[first:end])
        told = len(part) > 1 and part == part.strip() and not part.isdecimal()
        if told and (part == subject or search(session.whole, part, exact=True).total):
            asked = questions.AskedQuestion("{subject}", {"thing": part})
            lines = ReadQuestion(session, asked).lines()
            # A part may be of something else: it is listed, and must be a name of its own.
            if part != subject:
                known = " show " in f"{lines}" or lookup.industry_id(session.whole, part)
                lines = [*lines, f"mic25 search {quoted(part)}"][:2] if known else []
            _take(session, text, lines)


def _take(session: Session, text: str, lines: Sequence[str]) -> None:
    if len(lines) == 1:
        session.note("opens", lines[0])
        raise Meant(lines[0])
    shows = {**dict.fromkeys(KINDS, HABITS["shows"]["show"]), **HABITS["shows"]}
    typed = [quoted_command(session.with_same_options(line)) for line in lines]
    said = (f"{line} {shows[line.split()[1]]}" for line in typed)
    if lines:
        raise UsageError(f"'{text}' can be read in two ways", f"{', '.join(said)}.")


class ReadQuestion:
    """One reading of a question, with a method for each place in the command of a form: it
    returns what stands there, or None if the dataset has nothing."""

    def __init__(self, session: Session, asked: questions.AskedQuestion) -> None:
        self.session = session
        self.dataset = session.whole
        self.command = asked.command
        self.said = {"last": str(session.profile.horizon or 0), **asked.said}
        self.thing = asked.said.get("thing", "")
        self.sides = [asked.said[key] for key in ("a", "b") if key in asked.said]

    def lines(self) -> list[str]:
        """The commands for it: two if it is left open what to show, none without a subject."""
        commands = questions.languages()["open"].get(self.command, [self.command])
        return list(filter(None, map(self._line, commands)))

    def _line(self, command: str) -> str:
        self.command = command
        places = [name for name in re.findall(r"\{(\w+)\}", command) if name not in self.said]
        slots = {name: getattr(self, name)() for name in places}
        line = f"mic25 {command.format(**slots, **self.said)}".rstrip()
        return "" if None in slots.values() else self._dated(line)

    def _dated(self, line: str) -> str:
        """The command for the year of the question: when targets are due, or a date."""
        last, by = int(self.said["last"]), "by" in self.said
        year = int(self.said.get("year", last))
        if "after" in self.said:
            return line if f"{self.later()}" in line else f"{line} --year {self.later()}"
        if "year" not in self.said or (by and year == last):
            return line
        if by and year <= last and line.startswith("mic25 targets"):
            return f"{line} --year {self._due()[0]}-{year}"
        due = self._due(line.split())
        is_due = year > last or (year in due if due else not by)
        return f"{line} {'--year' if is_due else '--as-of'} {year}"

    def scope(self) -> str | None:
        """The options and words of `progress` for the subject."""
        if not self.thing or questions.is_plan(self.thing):
            return "--origin plan" if self.thing else ""
        industry = self._industry(self.thing)
        return f"--industry {industry}" if industry else " ".join(self._called(self.thing)) or None

    def _industry(self, name: str) -> str | None:
        short = re.sub(questions.languages()["ends"], "", name)
        return lookup.industry_id(self.dataset, name) or lookup.industry_id(self.dataset, short)

    def outcome(self) -> str | None:
        """The command that shows the status of the targets that words name."""
        wide = questions.is_plan(self.thing) or lookup.find_id(
            self.dataset, "industries", self.thing
        )
        ids = [] if wide or not self.thing else self._called(self.thing)
        if value := self.said.get("value"):
            ids = [each for each in self._called(value) if each in ids] or ids
        if len(ids) == 1:
            return f"explain {ids[0]}"
        scope = " ".join(ids) if 1 < len(ids) <= FEW else self.scope()
        return f"progress {scope} --answers" if scope else None

    def record(self) -> str | None:
        """The command that shows the record that words name, or all records with the words."""
        if (record := named_one(self.session.dataset, self.thing)) is not None:
            return f"{record['kind']} show {record['id']}"
        if (term := lookup.find_id(self.dataset, "terms", self.thing)) is not None:
            return f"terms show {term}"
        named = self.thing and search(self.session.dataset, self.thing).named
        return f"search {quoted(self.thing)}" if any(named) else None

    def target(self) -> str | None:
        """The only target that words name."""
        ids = self._called(self.thing)
        return ids[0] if len(ids) == 1 else None

    def document(self) -> str | None:
        """The document that words name, or the one with the most similar name, or the policy's."""
        own = [name.strip("《》") for name in self.session.profile.name.values() if name]
        for name in own if not self.thing or questions.is_plan(self.thing) else [self.thing]:
            for hit in search(self.dataset, name, ("documents",)).named:
                return hit.id
        return None

    def reports(self) -> str | None:
        """The options for all reports of an author that set targets."""
        return " ".join(f"--report {id_}" for id_ in self._setting()) or None

    def editions(self) -> str | None:
        """The command that compares two editions of a document: of two years, or first and last."""
        of = [id_ for year in self.sides or [""] for id_ in self._setting() if year in id_]
        return f"diff {of[0]} {of[-1]}" if len(of) > 1 else None

    def _setting(self) -> list[str]:
        """The reports that set targets and have the words or such authors, the oldest first."""
        reports = {each["report"] for _, each in self._milestones()}
        hits = search(self.dataset, self.thing, ("sources",)).hits if self.thing else ()
        of = [hit.id for hit in hits if hit.id in reports and hit.field != "note"]
        return sorted(of, key=lambda id_: str(self.dataset.kind("sources")[id_]["published"]))

    def _milestones(self) -> list[tuple[str, Record]]:
        """Every target year of every target, with the target's id."""
        targets = self.dataset.kind("targets").values()
        return [(target["id"], each) for target in targets for each in target["milestones"]]

    def later(self) -> str | None:
        """The years in which targets are due after the one asked about, or the policy's last."""
        if "year" in self.said and "after" not in self.said:
            return None
        first = int(self.said.get("year", self.said["last"])) + 1
        return f"{first}-{max(first, self._due()[-1])}"

    def _due(self, ids: Sequence[str] = ()) -> list[int]:
        """The years in which targets with these ids are due, or all."""
        of = (each["year"] for id_, each in self._milestones() if id_ in ids or not ids)
        return sorted(set(filter(None, of)))

    def both(self) -> str | None:
        """The command that shows two sides together."""
        called = [self._called(side) for side in self.sides]
        named = dict.fromkeys(self._industry(each) or "" for each in self.sides)
        if len(named) > 1 and all(named):
            return f"progress --by industry --industry {','.join(named)}"
        ids = " ".join(dict.fromkeys(chain(*called)))
        return f"progress {ids} --answers" if all(called) else None

    def kind(self) -> str | None:
        """The list of a kind by one of its names, with the words that its records are to have."""
        kind, *options = KIND_LINES.get(self.sides[0], ("",))
        if kind not in KINDS:
            return None
        words = [self.near(kind)] if self.thing else [*options, *self.sides[1:]]
        return None if None in words else " ".join(filter(None, [kind, *words]))

    def near(self, kind: str = "") -> str | None:
        """The words, if records of the kind in the command have them."""
        of = KINDS.get(kind or self.command.split()[0], KINDS["targets"])
        return quoted(self.thing) if self.thing and near(self.dataset, of, (self.thing,)) else None

    def _called(self, name: str) -> list[str]:
        """The targets with the words in their names, or with a share as their value."""
        if share := re.fullmatch(questions.VALUE, name):
            value, of = f"{share[1]} percent", self._milestones()
            called = [id_ for id_, each in of if f"{each['value']} {each['unit']}" == value]
            return list(dict.fromkeys(called))
        for said in (name, f"{name} target"):
            if one := lookup.find_id(self.dataset, "targets", said):
                return [one]
        exact = lookup.find_id(self.dataset, "indicators", name)
        named = [hit.id for hit in search(self.dataset, name, ("indicators",)).named]
        targets, of_one = self.dataset.kind("targets").items(), [exact] if exact else named
        ids = [id_ for id_, target in targets if [target["indicator"]] == of_one]
        hits = search(self.dataset, name, ("targets",))
        if hits.total == 1 and re.search(r"\d", name) and not hits.mended:
            # A proper name, such as that of an aircraft, may be in a note.
            return [hits.hits[0].id]
        return list(dict.fromkeys([*ids, *(hit.id for hit in hits.named)]))


def about(session: Session, text: str) -> tuple[str, str]:
    """The subject of a question in its own words, and the command that answers it, if any; both
    are empty if the text is not a question."""
    subject = ""
    for thing, lines in _readings(session, text):
        subject = subject or thing
        if lines:
            own = next(filter(None, session.profile.name.values()), text)
            return own if questions.is_plan(thing) else thing or text, lines[0]
    return subject or (questions.subject(text) if questions.fits("asks", text) else ""), ""
