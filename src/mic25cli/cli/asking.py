"""Questions in words, and the command that answers each; such a command never writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from mic25cli.calc import lookup, naming, questions
from mic25cli.cli.bare_words import HABITS, KIND_LINES, named_one, near
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError, quoted, quoted_command
from mic25cli.model.kinds import KINDS

FEW = 6  # the most targets to name one by one
LONGEST = 500  # the most letters of a question
MOST_TRIES = 16  # the most readings of parts that are looked up


def answer_question(session: Session, text: str) -> None:
    """Raise `Meant` with the command that answers a question, where the text is one.
    Raises `UsageError` with both commands where it can be read in two ways."""
    if "…" in text or len(text) > LONGEST:  # "…": an id that a list cut
        return
    said = questions.mended(text, lambda word: naming.is_known(session.whole, word))
    for _, lines in _readings(session, said):
        _take(session, text, lines)
    answer_part(session, said, "cues")


def _readings(session: Session, text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """What a question is about in its own words, and the commands, for each form that it fits."""
    # The forms know China; another country is asked about in the same words.
    country = session.profile.country or "China"
    text = re.sub(rf"\b{re.escape(country)}\b", "china", text, flags=re.I)
    for _, asked in questions.readings(text, session.profile.name, "forms"):
        yield asked.said["thing"], ReadQuestion(session, asked).lines()


def answer_part(session: Session, text: str, table: str = "any") -> None:
    """Raise it for a word that says what is asked, with all the other words or a part of them."""
    tries: dict[tuple[int, int, int, str], questions.AskedQuestion] = {}
    for place, asked in questions.readings(text, session.profile.name, table):
        for part in naming.parts(session.whole, thing := asked.said["thing"]):
            if not part or re.search(r"\{(?!later|status)", asked.command):
                left = len(naming.letters(thing)) - len(naming.letters(part))
                tries.setdefault((left, place, -len(part), part), asked)
    for (left, _, _, part), asked in sorted(tries.items())[:MOST_TRIES]:
        thing, said = asked.said["thing"], {**asked.said, "thing": part}
        lines = ReadQuestion(session, asked._replace(said=said)).lines()
        # A part may be of something else: it is listed, and must be a name of its own.
        if left and lines:
            several = len(re.findall(r"[a-z]+|[^\x00-\x7f]{2}", part)) > 1
            known = several or lookup.industry_id(session.whole, part)
            every = [*lines, f"mic25 search {quoted(part)}", f"mic25 search {quoted(thing)}"]
            lines = [*dict.fromkeys(every)][:2] if known or " show " in f"{lines}" else []
        _take(session, text, lines)


def _take(session: Session, text: str, lines: Sequence[str]) -> None:
    if len(lines) == 1:
        session.note("opens", lines[0])
        raise Meant(lines[0])
    shows = {**dict.fromkeys(KINDS, HABITS["shows"]["show"]), **HABITS["shows"]}
    typed = [quoted_command(session.with_same_options(line)) for line in lines]
    said = (f"{line} {shows[line.split()[1]]}" for line in typed)
    if lines:
        raise UsageError(f"'{text}' can be read in two ways", f"{'. '.join(said)}.")


class ReadQuestion:
    """One reading of a question, with a method for each place in the command of a form: it
    returns what stands there, or None if the dataset has nothing."""

    def __init__(self, session: Session, asked: questions.AskedQuestion) -> None:
        self.session = session
        self.dataset = session.whole
        self.targets = partial(naming.targets, self.dataset)
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
        judging = line.split()[1] in ("progress", "explain", "targets", "indicators", "timeline")
        if "year" not in self.said or (by and year == last) or not judging:
            return line
        if by and year <= last and line.startswith("mic25 targets"):
            return f"{line} --year {naming.due_years(self.dataset)[0]}-{year}"
        due = naming.due_years(self.dataset, line.split())
        is_due = year > last or (year in due if due else not by)
        return f"{line} {'--year' if is_due else '--as-of'} {year}"

    def scope(self) -> str | None:
        """The options and words of `progress` for the subject."""
        if not self.thing or questions.is_plan(self.thing):
            return "--origin plan" if self.thing else ""
        industry = self._industry(self.thing)
        return f"--industry {industry}" if industry else " ".join(self.targets(self.thing)) or None

    def _industry(self, name: str) -> str | None:
        short = re.sub(questions.languages()["ends"], "", name)
        return lookup.industry_id(self.dataset, name) or lookup.industry_id(self.dataset, short)

    def outcome(self) -> str | None:
        """The command that shows the status of the targets that words name."""
        industry = lookup.find_id(self.dataset, "industries", self.thing)
        ids = [] if questions.is_plan(self.thing) or industry else self.targets(self.thing)
        if value := self.said.get("value"):
            ids = [each for each in self.targets(value) if each in ids] or ids
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
        named = self.thing and naming.find(self.session.dataset, self.thing).named
        return f"search {quoted(self.thing)}" if any(named) else None

    def target(self) -> str | None:
        """The only target that words name."""
        ids = self.targets(self.thing)
        return ids[0] if len(ids) == 1 else None

    def document(self) -> str | None:
        """The document that words name, or the one with the most similar name, or the policy's."""
        own = [name.strip("《》") for name in self.session.profile.name.values() if name]
        for name in own if not self.thing or questions.is_plan(self.thing) else [self.thing]:
            for id_ in naming.find(self.dataset, name, ("documents",)).named:
                return id_
        return None

    def reports(self) -> str | None:
        """The options for all reports of an author that set targets."""
        of = naming.setting(self.dataset, self.thing)
        return " ".join(f"--report {id_}" for id_ in of) or None

    def editions(self) -> str | None:
        """The command that compares two editions of a document: of two years, or first and last."""
        every = naming.setting(self.dataset, self.thing)
        of = [id_ for year in self.sides or [""] for id_ in every if year in id_]
        return f"diff {of[0]} {of[-1]}" if len(of) > 1 else None

    def later(self) -> str | None:
        """The years in which targets are due after the one asked about, or the policy's last."""
        if "year" in self.said and "after" not in self.said:
            return None
        first = int(self.said.get("year", self.said["last"])) + 1
        return f"{first}-{max(first, naming.due_years(self.dataset)[-1])}"

    def both(self) -> str | None:
        """The command that shows two sides together."""
        sides = [questions.subject(side) for side in self.sides]
        called = [self.targets(side) for side in sides]
        named = dict.fromkeys(self._industry(each) or "" for each in sides)
        if len(named) > 1 and all(named):
            return f"progress --by industry --industry {','.join(named)}"
        if all(called):
            return f"progress {' '.join(dict.fromkeys(chain(*called)))} --answers"
        records = [named_one(self.session.dataset, side) for side in sides if side]
        ids = [f"{each['kind']}/{each['id']}" for each in records if each]
        return f"show {' '.join(ids)}" if len(ids) > 1 else None

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
        if not self.thing or questions.is_plan(self.thing):
            return None
        found = near(self.dataset, of, (self.thing,))
        # Notes are about other things; one word in the notes of one record opens nothing.
        alone = found and len(found.records) == 1 and self.thing.isalpha()
        if found and ((alone and of.name == "assessments") or of.name in ("indicators", "targets")):
            found = found if any(naming.find(self.dataset, self.thing, (of.name,)).named) else None
        return quoted(self.thing) if found else None


def about(session: Session, text: str) -> tuple[str, str]:
    """The subject of a question in its own words, and the command that answers it, if any; both
    are empty if the text is not a question."""
    subject = ""
    if len(text) > LONGEST:
        return "", ""
    for thing, lines in _readings(session, text):
        subject = subject or thing
        if lines:
            own = next(filter(None, session.profile.name.values()), text)
            return own if questions.is_plan(thing) else thing or text, lines[0]
    return subject or (questions.subject(text) if questions.fits("asks", text) else ""), ""
