"""Questions in words, and the command that answers each; such a command never writes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from mic25cli.calc import lookup
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.calc.questions import AskedQuestion, fitting, is_plan, language_of, status_of
from mic25cli.calc.search import search
from mic25cli.calc.search_words import RANKS, SOUND
from mic25cli.calc.select import criteria
from mic25cli.cli.bare_words import named_one, near
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError, quoted
from mic25cli.model.kinds import KINDS

KIND_WORDS = {word: name for name, kind in KINDS.items() for word in (name, kind.one)}
"""What one or more of a kind are called."""
FEW = 6  # the most targets to name one by one


def answer_question(session: Session, text: str) -> None:
    """Raise `Meant` with the command that answers a question, where the text is one.
    Raises `UsageError` with both commands where it can be read in two ways."""
    for _, reading in fitting(text, session.profile.name):
        line = _line(session, reading)
        if line is not None:
            session.note("opens", line)
            raise Meant(line)
        if reading.command == "{readings}" and reading.thing in KIND_WORDS:
            kind = KINDS[KIND_WORDS[reading.thing]]
            offered = [] if kind.name == "targets" else [*criteria(kind)]
            by = "type" if "type" in offered else next(iter(offered), None)
            line = f"mic25 {kind.name}" + (f" --by {by}" if by else "")
            session.note("opens", line)
            raise Meant(line)
        if reading.command == "{readings}" and reading.thing:
            _refuse_two(session, text, reading.thing)


def _line(session: Session, reading: AskedQuestion) -> str | None:
    """The command for a reading; None if the dataset has nothing about its subject."""
    thing, command = reading.thing, reading.command
    if command == "{both}":
        return _compared(session, *reading.sides)
    if command == "{outcome}":
        return _outcome(session, thing)
    found: dict[str, str | None] = {"status": reading.status, "one": "".join(reading.sides[:1])}
    if "{scope}" in command:
        found["scope"] = _scope(session, thing)
    if "{record}" in command:
        found["record"] = _record(session, thing)
    if "{document}" in command:
        found["document"] = _document(session, thing)
    if "{readings}" in command or None in found.values():
        return None
    return f"mic25 {command.format(**found)}".rstrip()


def _scope(session: Session, thing: str) -> str | None:
    """The options and words of `progress` for the subject of a question."""
    if not thing:
        return ""
    if is_plan(thing, session.profile.name):
        return "--origin plan"
    for name in dict.fromkeys((thing, thing.removesuffix("s"))):
        with suppress(UsageError):
            return f"--industry {lookup.industry(session.whole, name)['id']}"
    return " ".join(_called(session, thing)) or None


def _called(session: Session, thing: str) -> list[str]:
    """The targets with the words in their names; other texts do not count."""
    found = search(session.whole, thing, ("targets",))
    if found.total == 1 and " " not in thing and not found.mended:
        # A proper name, such as that of an aircraft, may be in a note.
        return [found.hits[0].id]
    named = [hit.id for hit in found.hits if RANKS.index(hit.rank) <= SOUND]
    return named if found.met is None and not found.mended else []


def _target(session: Session, thing: str) -> str | None:
    """The only target with a name."""
    for name in (thing, f"{thing} target", f"{thing} target") if thing else ():
        with suppress(UsageError):
            return str(lookup.find(session.whole, "targets", name)["id"])
    return None


def _measured(session: Session, thing: str) -> list[str]:
    """The targets of the only indicator with a name."""
    with suppress(UsageError):
        indicator = lookup.find(session.whole, "indicators", thing)["id"]
        targets = session.whole.kind("targets").values()
        return [each["id"] for each in targets if each["indicator"] == indicator]
    return []


def _outcome(session: Session, thing: str) -> str | None:
    """The command that shows the status of the targets that words name."""
    if (target := _target(session, thing)) is not None:
        return f"mic25 explain {target}"
    scope = _scope(session, thing)
    ids: list[str] = []
    if thing and not (scope or "").startswith("--origin"):
        ids = _measured(session, thing) or _called(session, thing)
    if len(ids) == 1:
        return f"mic25 explain {ids[0]}"
    if 0 < len(ids) <= FEW:
        scope = " ".join(ids)
    return f"mic25 progress {scope} --answers" if scope else None


def _record(session: Session, thing: str) -> str | None:
    """The command that shows the record that words name, or all records with the words."""
    if is_plan(thing, session.profile.name) and (plan := _document(session, thing)):
        return f"documents show {plan}"
    record = named_one(session.dataset, thing) if thing else None
    if record is None and thing:
        with suppress(UsageError):
            record = lookup.find(session.whole, "terms", thing)
    if record is not None:
        return f"{record['kind']} show {record['id']}"
    if not thing:
        return None
    found = search(session.dataset, thing)
    return f"search {quoted(thing)}" if found.total and found.met is None else None


def _document(session: Session, thing: str) -> str | None:
    """The document that words name, or the one with the most similar name, or the policy's own."""
    dataset = session.whole
    own = (name for name in session.profile.name.values() if name)
    for name in own if is_plan(thing, session.profile.name) else (thing,):
        with suppress(UsageError):
            return str(lookup.find(dataset, "documents", name.strip("《》"))["id"])
    found = search(dataset, thing, ("documents",)) if thing else None
    if found is None or found.met is not None or not found.total:
        return None
    return found.hits[0].id


def _compared(session: Session, *sides: str) -> str | None:
    if None not in (ids := [_target(session, each) for each in sides]):
        return f"mic25 progress {' '.join(map(str, ids))} --answers"
    with suppress(UsageError):
        named = ",".join(lookup.industry(session.whole, each)["id"] for each in sides)
        return f"mic25 progress --by industry --industry {named}"
    return f"mic25 diff {' '.join(map(quoted, sides))}"


def _refuse_two(session: Session, text: str, thing: str) -> None:
    """Refuse a question that may be about figures or about targets, with a command for each."""
    lines = [
        (f"mic25 {kind} {quoted(thing)}", shows)
        for kind, shows in (("indicators", "shows the figures"), ("progress", "judges the targets"))
        if near(session.whole, KINDS["targets" if kind == "progress" else kind], (thing,))
    ]
    if len(lines) == 1:
        session.note("opens", lines[0][0])
        raise Meant(lines[0][0])
    if lines:
        said = ", ".join(f"'{session.with_same_options(line)}' {shows}" for line, shows in lines)
        raise UsageError(f"'{text}' can be read in two ways", f"{said}.")


def of_progress(session: Session, words: Sequence[str]) -> None:
    """Raise `Meant` if the words after `progress` are a status or a grouping."""
    text = " ".join(words)
    line = None
    if len(words) == 2 and words[0] == "by" and words[1] in CRITERIA:
        line = f"mic25 progress --by {words[1]}"
    elif code := status_of(text):
        line = f"mic25 progress --status {code}"
    if line is not None:
        session.note("opens", line)
        raise Meant(line)


def asked_of(kind: str, text: str) -> str:
    """The question in the words after a kind."""
    return text if language_of(text) == "zh" else f"{kind} {text}"


def about(session: Session, text: str) -> tuple[str, str] | None:
    """The subject of a question in its own words, and the command that answers it; or None."""
    for _, reading in fitting(text, session.profile.name):
        if (line := _line(session, reading)) is not None:
            return reading.thing or text, line
    return None
