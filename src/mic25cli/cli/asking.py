"""Questions in words, and the command that answers each; such a command never writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from mic25cli.calc import lookup, questions
from mic25cli.cli.bare_words import HABITS, KIND_LINES, named_one
from mic25cli.cli.question_readings import FEW, ReadQuestion, find, is_known, targets
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError, quoted, quoted_command
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.text_folding import fold
from mic25cli.values import NamedTuple

LONGEST = 500  # the most letters of a question
MOST_PARTS = 30  # the most words, or Chinese signs, of which every part is looked up
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
LISTS = re.compile(
    r"mic25 \w+ (?:'|[^\x00-\x7f])|mic25 (?:search|indicators|enterprises|terms|sources) (?!show)"
    r"|mic25 progress [a-z]+$"
)
"""The command of a list that only has words somewhere."""
MOST_TRIES = 40  # the most readings that are looked up


def answer_question(
    session: Session, text: str, every: bool = False, typed: str | None = None
) -> None:
    """Raise `Meant` with the command that answers a question, where the text is one.
    Raises `UsageError` with the commands where it can be read in two ways, or only in part.
    A text without a cue is read for its subject too if `every`; `typed` is what was asked, if the
    text says more."""
    first, shows = text.partition(" ")[0].lower(), HABITS["shows"]
    of_kind = first in (*KINDS, "show", "cite") and not every
    if of_kind and not questions.asks(text, session.profile.name):
        return
    subject, lines, unread, absent, whole = read(session, text, every)
    lines = [line for line in lines if line.replace("'", "")[6:] != text]
    if len(lines) == 1 and whole:
        _, command, *words = lines[0].split()
        if command not in KINDS or not words or words[0] == "show" or words[0][0] == "-":
            session.note("opens", lines[0])  # a list found by words has its own remark
        industry = re.search(r"--industry (\S+)", lines[0])
        record = industry and session.whole.get("industries", industry[1])
        if record and subject and not lookup.find_id(session.whole, "industries", subject):
            looked = f"mic25 search {quoted(subject)}"
            session.note("widened", looked, text=subject, now=record["id"])
        raise Meant(lines[0])
    choices = (
        f"{quoted_command(session.with_same_options(line))} "
        f"{shows.get(line.split()[1], shows['show' if ' show ' in line else 'list'])}"
        for line in lines
    )
    if lines:
        text = typed or text
        # Words that are left out are shown as typed, with the text between them.
        whole_words = re.search(".{0,3}?".join(map(re.escape, unread.split())), text)
        unread = whole_words[0] if whole_words and not text.isascii() else unread
        part = f"'{text}' is understood only without '{unread}'"
        doubt = f"'{text}' {'can be read in two ways' if whole else 'is understood only in part'}"
        raise UsageError(absent or (part if unread else doubt), f"{'. '.join(choices)}.")


def read(session: Session, text: str, every: bool = False) -> Understood:
    """The parts of a question that were understood. The reading that leaves the fewest letters
    unread comes first, then one by year."""
    if "…" in text or len(text) > LONGEST or not "".join(text.split()).isprintable():
        return Understood()  # "…": an id that a list cut
    if left_out := questions.exception(text):
        known = read(session, fold(text).replace(left_out, " "), every)
        return known._replace(unread=f"{left_out} {known.unread}".strip(), whole=False)
    text = questions.mended(text, partial(is_known, session.whole))
    # The cue words name China and mic25's kinds, so other datasets' words are replaced first.
    text = session.profile.in_plain_words(text)
    tries: list[tuple[Any, ...]] = []
    form, every = "", every or bool(questions.absent(text))
    for place, row, about, rest in questions.readings(text, session.profile.name):
        thing, slots = about["thing"], {**about, "thing": ""}
        takes = {*re.findall(r"\{(\w+)\}", " ".join(row[1:]))} - {"later", "count", *about}
        things = parts(session.whole, thing) if takes else []
        things += [thing] if "kind" in takes and thing.isdecimal() else []
        form = rest  # of the last row, which has no cues
        for part in [*things, ""] if row[0] or every else ():
            left = len(questions.unread(rest, part))
            dateless = [not YEAR.search(text) for text in (" ".join(slots.values()), part)]
            reading = ReadQuestion(session, row, {**slots, "thing": part})
            tries.append((left, *dateless, place, -len(part), -len(tries), thing, rest, reading))
    tries.sort()
    for left, *_, rest, reading in tries[:MOST_TRIES]:
        if left:
            break
        lines = reading.lines()
        unsure = reading.thing and not reading.needed and len(lines) == 1
        if unsure and not _is_name(session.dataset, reading.thing):
            continue  # half of a name is not a question
        if lines and not questions.unread(rest, reading.thing, lines[0][6:]):
            return Understood(reading.subject, lines, whole=True)
    return nearest(session, tries, form) if tries else Understood()


def nearest(session: Session, tries: Sequence[tuple[Any, ...]], form: str) -> Understood:
    """The commands that are nearest to a question which none answers as a whole: those about what
    it surely names, or, if it names nothing, those for what it asks."""
    subject = tries[0][-3]
    phrases = [*dict.fromkeys(each[-1].thing for each in tries)]
    sure, names = surely_named(session.dataset, phrases, subject)
    absent = questions.absent(form) if session.profile.country == "China" else ""
    lines = _lines_about(session, tries, names, form) if sure else {}
    if not lines:  # if most words were not understood, the question is about something else
        most = len(form) // 2 if names else len(form)
        about = _lines_about(session, tries, [""], form).items()
        lines = {line: unread for line, unread in about if len(unread) <= most}
    if not absent and len(lines) < 2:
        lines |= {
            f"mic25 search {quoted(name)}": questions.unread(form, name, "search") for name in names
        }
    if absent and not lines:
        lines = {"mic25 progress": ""}
    return Understood(subject, [*lines][:3], next(iter(lines.values()), ""), absent)


def _lines_about(
    session: Session, tries: Sequence[tuple[Any, ...]], names: Sequence[str], form: str
) -> dict[str, str]:
    """The commands about each of some names, the nearest of each first, and the words that each
    leaves out."""
    ranked: list[tuple[int, int, str]] = []
    for number, name in enumerate(names):
        of_name = [each for each in tries if each[-1].thing == name and (name or each[-1].needed)]
        found = [line for *_, each in of_name[:MOST_TRIES] for line in each.lines()]
        if not name:  # a kind of record that is asked about is not left out
            found.sort(
                key=lambda line: bool(
                    {*questions.unread(form, "", line[6:]).split()} & {*KIND_LINES}
                )
            )
        # A list or a search that contains the words is a worse answer than the record itself.
        found = [line for line in found if not LISTS.match(line)][:1] or found[:1]
        slots = {**tries[0][-1].slots, "thing": name, "value": ""}
        own = ReadQuestion(session, ("", "{outcome}", "{named}"), slots).lines() if name else []
        found, own = (own[:1], found + own[1:]) if found and LISTS.match(found[0]) else (found, own)
        ranked += [(place, number, line) for place, line in enumerate([*found, *own])]
    known = " ".join(names)
    return {line: questions.unread(form, known, line[6:]) for *_, line in sorted(ranked)}


def surely_named(
    dataset: RecordSet, phrases: Sequence[str], subject: str
) -> tuple[bool, list[str]]:
    """The phrases that surely name something, the longest first: a record, an industry or a few
    targets. If there are none, False and the rarest that records have, unless other words of the
    subject are in no record. None is a part of another."""

    def surety(phrase: str) -> int:
        if not phrase:
            return 0
        if _is_name(dataset, phrase):
            return 3
        if 0 < len(targets(dataset, phrase)) <= FEW and not questions.is_measure(phrase):
            return 3
        if any(find(dataset, phrase).named):
            return 2
        return int(is_known(dataset, phrase) and all(_names(each, "") for each in phrase.split()))

    known = [(sure, len(each), each) for each in phrases if (sure := surety(each))]
    names, level = list[str](), 0
    for sure, _, phrase in sorted(known, reverse=True):
        if names and sure < level:
            break
        cut = any(
            _cuts(phrase, each) for of, _, each in known if of == 3 or questions.is_measure(each)
        )
        if not cut and not any(phrase in each or each in phrase for each in names):
            names.append(phrase)
            level = sure
    if names and level < 3:
        names = sorted(names, key=lambda name: find(dataset, name).total)[:1]
        rest = subject.replace(names[0], " ").split()
        known_all = all(is_known(dataset, each) or not questions.tells(each) for each in rest)
        names = names if known_all else []
    return bool(names) and level == 3, names[:2]


def _is_name(dataset: RecordSet, text: str) -> bool:
    """Whether a text is the name of one record or industry, not only a part of it."""
    return bool(named_one(dataset, text) or lookup.industry_id(dataset, text))


def _cuts(phrase: str, other: str) -> bool:
    """Whether a Chinese phrase ends within another, longer name."""
    if phrase.isascii() or len(other) < 4:
        return False
    ends = (phrase.endswith(other[:size]) for size in range(2, min(len(phrase), len(other))))
    return any(ends)


class Understood(NamedTuple):
    """The subject of a question, the commands that answer it, two in doubt, and the words of it
    that they leave out."""

    subject: str = ""
    lines: Sequence[str] = ()
    unread: str = ""
    absent: str = ""
    whole: bool = False


def parts(dataset: RecordSet, text: str) -> list[str]:
    """A text, and the parts of it that records have; numbers name nothing."""
    joint = " " if text.isascii() else ""
    words = text.split() if joint else re.findall(r"[a-z0-9.]+|.", text)
    phrases, end = [text], 1
    for first in range(len(words) if len(words) <= MOST_PARTS else 0):
        end = max(end, first + 1)
        # A record that lacks some of the words cannot be a better match.
        while end <= len(words) and is_known(dataset, joint.join(words[first:end])):
            end += 1
        phrases += [joint.join(words[first:each]) for each in range(first + 1, end)]
    return [each for each in dict.fromkeys(phrases) if _names(each, text)]


def _names(part: str, text: str) -> bool:
    """Whether a part of a text can be a name: it ends where words do, and is more than a number, a
    letter or a word such as "without"."""
    whole = part.isascii() or " " not in part or f" {part} " in f" {text} "
    bare = len(part) < 2 or not questions.tells(part)
    bare |= bool(re.fullmatch(questions.table()["bare"], part))
    return bool(whole and part == part.strip() and re.search(r"[^\W\d]", part) and not bare)


def longest_part(dataset: RecordSet, text: str) -> str:
    """The longest part of a text that some record has, or nothing."""
    known = (part for part in parts(dataset, text) if is_known(dataset, part))
    return max(known, key=len, default="")
