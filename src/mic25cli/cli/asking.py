"""Questions in words, and the command that answers each; such a command never writes files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from mic25cli.calc import questions
from mic25cli.cli.bare_words import HABITS
from mic25cli.cli.option_words import read_options
from mic25cli.cli.question_readings import (
    FEW,
    OF_NO_THING,
    ReadQuestion,
    find,
    industry_id,
    is_known,
    named_one,
    targets,
)
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError, quoted, quoted_command
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.text_folding import fold
from mic25cli.values import NamedTuple

LONGEST = 500  # the maximum length of a question in characters
MOST_PARTS = 30  # the most words, or Chinese signs, of which every part is looked up
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
LISTS = re.compile(
    r"mic25 \w+ (?:'|[^\x00-\x7f])|mic25 (?:search|indicators|enterprises|terms|sources) (?!show)"
    r"|mic25 progress [a-z]+$"
)
"""A command that lists the records which contain some words anywhere."""
FEW_HITS = 40  # the maximum number of records with a word that says what a question is about
COMMON = 3  # the maximum number of Chinese signs in a common word
MOST_TRIES = 40  # the maximum number of readings that are looked up


def answer_question(
    session: Session, text: str, every: bool = False, typed: str | None = None
) -> None:
    """Raise `Meant` with the command that answers a question, if the text is one. Raises
    `UsageError` with the commands if it can be read in two ways, or only in part. With `every`, a
    text without a cue is also read for its subject; `typed` is what the user typed, if that is more
    than the text."""
    first, shows = text.partition(" ")[0].lower(), HABITS["shows"]
    of_kind = first in (*KINDS, "show", "cite") and not every
    if of_kind and not (questions.asks(text, session.profile.name) or _has_options(session, text)):
        return
    known = read(session, text, every)
    absent, whole, widened = known.absent, known.whole, known.widened
    lines = {line: left for line, left in known.lines.items() if line.replace("'", "")[6:] != text}
    if not lines:
        return
    line, left_out = next(iter(lines.items()))
    text = typed or text
    if len(lines) == 1 and whole:
        _, command, *words = line.split()
        is_list = command in KINDS and words and words[0] != "show" and words[0][0] != "-"
        industry = widened and re.search(r"--industry (\S+)", line)

        def tell(whole_line: str) -> None:
            if not is_list:  # a list of matches has a remark of its own
                session.note("opens", whole_line)
            if industry:
                looked = f"mic25 search {quoted(widened)}"
                session.note("widened", looked, text=widened, now=industry[1])

        raise Meant(line, tell)
    # A word that was written in another form to be read is not shown, as nobody typed it.
    lines = {line: left * _is_typed(left, text) for line, left in lines.items()}
    left_out = lines[line]
    choices = (
        f"{quoted_command(session.with_same_options(line))} "
        f"{shows.get(line.split()[1], shows['show' if ' show ' in line else 'list'])}"
        + (f". This leaves out '{left}'" if left not in ("", left_out) else "")
        for line, left in lines.items()
    )
    part = f"'{text}' is understood only without '{left_out}'"
    known_words = any(is_known(session.whole, each) for each in left_out.split())
    if text.isascii() and not known_words and questions.subject(left_out) == left_out:
        part = f"'{text}' has words that no record has: '{left_out}'"
    if known.unnamed:
        part = f"no record is named '{known.unnamed}'"
        shows = {**shows, "search": shows["texts"]}
    doubt = f"'{text}' {'can be read in two ways' if whole else 'is understood only in part'}"
    raise UsageError(absent or (part if left_out else doubt), f"{'. '.join(choices)}.")


def _has_options(session: Session, text: str) -> bool:
    """Whether words after the name of a kind mean options of its list."""
    kind, *words = fold(text).split()
    command = "progress" if kind == "targets" else kind
    of_list = len(words) > 1 and (kind == "targets" or kind in KINDS)
    return of_list and bool(read_options(session.whole, command, " ".join(words)).options)


def _is_typed(words: str, text: str) -> bool:
    """Whether each of these words occurs in a text as typed."""
    return all(word in fold(text) for word in fold(words).split())


def read(session: Session, text: str, every: bool = False) -> Understood:
    """What a question is understood to mean. The reading that leaves the fewest letters unread
    comes first, then one by year."""
    if "…" in text or len(text) > LONGEST or not "".join(text.split()).isprintable():
        return Understood()  # "…": an id that a list cut
    if left_out := questions.exception(text):
        known = read(session, fold(text).replace(left_out, " "), every)
        lines = {line: f"{left_out} {left}".strip() for line, left in known.lines.items()}
        return known._replace(lines=lines, whole=False)
    text = questions.mended(text, partial(is_known, session.whole))
    # The cue words name China and mic25's kinds, so other datasets' words are replaced first.
    text = session.profile.in_plain_words(text)
    tries: list[tuple[Any, ...]] = []
    china = session.profile.country == "China"
    absent, instead = questions.absent(text) if china else ("", "")
    form, every = "", every or bool(absent)
    for place, row, about, rest in questions.readings(text, session.profile.name):
        thing, slots = about["thing"], {**about, "thing": ""}
        takes = {*re.findall(r"\{(\w+)\}", " ".join(row[1:]))} - {*OF_NO_THING, *about}
        things = parts(session.whole, thing) if takes else []
        # Words that stand for options need not name a record, and may be short.
        things += [thing, rest.strip()] if takes & {"kind", "scope"} else []
        form = rest  # the last row has no cues, so the rest is its form
        for part in dict.fromkeys([*things, ""]):
            left = len(questions.unread(rest, part))
            dateless = [not YEAR.search(text) for text in (" ".join(slots.values()), part)]
            reading = ReadQuestion(session, row, {**slots, "thing": part})
            tries.append((left, *dateless, place, -len(part), -len(tries), thing, rest, reading))
    tries.sort()
    for left, *_, rest, reading in tries[:MOST_TRIES]:
        if left or absent:
            break
        if not (reading.needed or every):
            continue
        lines = reading.lines()
        unsure = reading.thing and not reading.needed and len(lines) == 1
        if unsure and not _is_name(session.dataset, reading.thing):
            continue  # part of a name does not make a question
        whole = lines and not reading.unplaced
        if whole and not questions.unread(rest, reading.thing, lines[0][6:]):
            carried = dict.fromkeys(lines, "")
            return Understood(reading.subject, carried, whole=True, widened=reading.widened)
    asked = every or any(each[-1].needed for each in tries)
    if not (asked and tries):
        return Understood()
    known = nearest(session, tries, form, sure=bool(absent))
    if absent and (instead or not known.lines):
        offers = (each[-1].line(f"{instead} {{near}}") for each in tries if instead)
        first = next(filter(None, offers), f"mic25 {instead or 'progress'}")
        known = known._replace(lines={first: "", **dict([*known.lines.items()][:2])})
    return known._replace(absent=absent)


def nearest(
    session: Session, tries: Sequence[tuple[Any, ...]], form: str, sure: bool
) -> Understood:
    """The commands that are nearest to a question which none answers as a whole: first (only, if
    `sure`) those about what it names, of these the ones that leave the fewest letters unread."""
    ranked: dict[str, tuple[bool, bool, int, bool, int, int, str, str]] = {}
    is_of_another = False
    for *_, subject, rest, reading in tries[:MOST_TRIES]:
        thing, lines = reading.thing, reading.lines()
        if _is_of_another(session.dataset, subject, thing):
            is_of_another = True
            continue
        vague = not (reading.unplaced or _surely_named(session.dataset, thing))
        if vague and thing and len(questions.unread(subject, thing)) > len(thing) + 2:
            continue  # a chance match: most of the question is about something else
        for line in lines:
            left_out = questions.unread(rest, thing, line[6:])
            unread = f"{left_out} {reading.unplaced}".strip()
            found = vague and line.startswith("mic25 search")
            length, listed = len(questions.named_beside(unread, "")), bool(LISTS.match(line))
            rank = (vague, found, length, listed, len(unread), -len(thing), thing, unread)
            ranked[line] = min(rank, ranked.get(line, rank))
    order = [line for line in ranked if not (sure and ranked[line][0])]
    order.sort(key=ranked.__getitem__)
    best = order[:1]
    for line in order[1:] if best else ():
        if line.startswith(best[0]) or best[0] == f"{line} --answers":
            continue
        *_, thing, left = ranked[line]
        *_, first = ranked[best[0]]
        # The best second command lists the kind that the first leaves out.
        listed = line.split()[1] in KINDS and not thing
        rest = listed and first and left and not {*left.split()} & {*first.split()}
        alike = ranked[line][0] == ranked[best[0]][0] and (thing or left != first)
        if rest or (len(best) < 2 and alike):
            best = [best[0], line]
        if rest:
            break
    lines = {line: ranked[line][-1] for line in best}
    subject = tries[0][-3]
    thing = next((ranked[line][-2] for line in lines if ranked[line][-2]), "")
    words = questions.subject(questions.without_small_words(thing))
    of_all = len(best[0].split()) == 2 if best else is_of_another
    unnamed = questions.named_beside(subject, "") * (of_all and not sure)
    if unnamed and (rarest := _in_texts(session.dataset, unnamed)):
        lines, words = {}, rarest  # a list of everything is no answer to a name
    if words:
        search = f"mic25 search {quoted(words)}"
        lines.setdefault(search, questions.unread(form, words, "search"))
    return Understood(subject, lines=lines, unnamed=unnamed)


def _in_texts(dataset: RecordSet, text: str) -> str:
    """The part of a text that is on record but seldom."""
    known = [part for part in parts(dataset, text) if is_known(dataset, part)]
    counts = {part: find(dataset, part).total for part in known if not questions.is_generic(part)}
    if text.isascii():
        every = all(is_known(dataset, word) for word in text.split())
        rare = [part for part, count in counts.items() if every and count <= FEW_HITS]
        return min(rare, key=counts.__getitem__, default="")
    return max((part for part in counts if 2 * len(part) > len(text)), key=len, default="")


def _is_of_another(dataset: RecordSet, subject: str, part: str) -> bool:
    """Whether a part of a subject is only a common word of it, such as "carbon" in "carbon fibre",
    so that records with it are about something else."""
    if not part or not (beside := questions.named_beside(subject, part)):
        return False
    if questions.is_generic(part):
        return True
    if named_one(dataset, part) or industry_id(dataset, part):
        return False
    after = questions.named_beside(subject.partition(part)[2], "")
    several = " " in part if part.isascii() else len(part) > COMMON
    return not several or (part.isascii() and is_known(dataset, after) and after in beside)


def _surely_named(dataset: RecordSet, phrase: str) -> bool:
    """Whether a phrase certainly names something: one record, one industry or a few targets."""
    few = not questions.is_measure(phrase) and 0 < len(targets(dataset, phrase)) <= FEW
    return bool(phrase) and (few or _is_name(dataset, phrase))


def _is_name(dataset: RecordSet, text: str) -> bool:
    """Whether a text is the name of one record or industry, and not only a part of it."""
    return bool(named_one(dataset, text) or industry_id(dataset, text))


class Understood(NamedTuple):
    """The subject of a question, and the commands that answer it or come nearest, two if in doubt,
    each with the words that it leaves out; the words that were read as a whole industry; and the
    subject if only common words of it are in names."""

    subject: str = ""
    lines: Mapping[str, str] = {}
    absent: str = ""
    whole: bool = False
    widened: str = ""
    unnamed: str = ""


def parts(dataset: RecordSet, text: str) -> list[str]:
    """A text, and those of its parts that occur in records; numbers are not names."""
    joint = " " if text.isascii() else ""
    words = text.split() if joint else re.findall(r"[a-z0-9.]+|.", text)
    phrases, end = [text], 1
    for first in range(len(words) if len(words) <= MOST_PARTS else 0):
        end = max(end, first + 1)
        # If some words occur in no record, more words will not either.
        while end <= len(words) and is_known(dataset, joint.join(words[first:end])):
            end += 1
        phrases += [joint.join(words[first:each]) for each in range(first + 1, end)]
    return [each for each in dict.fromkeys(phrases) if _names(each, text)]


def _names(part: str, text: str) -> bool:
    """Whether a part of a text, which ends at the end of a word, can be a name."""
    whole = part.isascii() or " " not in part or f" {part} " in f" {text} "
    letters = part == part.strip() and re.search(r"[^\W\d]", part)
    return bool(whole and letters and questions.can_name(part))


def longest_part(dataset: RecordSet, text: str) -> str:
    """The longest part of a text that occurs in a record; empty if there is none."""
    known = (part for part in parts(dataset, text) if is_known(dataset, part))
    return max(known, key=len, default="")
