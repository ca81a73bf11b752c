"""The parts of a text that records have, and the targets, reports and years that words name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mic25cli.calc import lookup, questions
from mic25cli.calc.search import search
from mic25cli.model.dataset import Record, RecordSet

LONGEST = 20  # the most words, or Chinese signs, of which every part is looked up
find = lru_cache(512)(search)
"""A search whose result is kept: the same words are looked up for several readings."""


def is_known(dataset: RecordSet, text: str) -> bool:
    """Whether a search for these words finds a record that has all of them as typed."""
    return bool(text.strip() and find(dataset, text, exact=True).total)


def parts(dataset: RecordSet, text: str) -> list[str]:
    """A text, and the parts of it that records have; years may be left out."""
    joint = " " if text.isascii() else ""
    words = text.split() if joint else [*text]
    if len(words) > LONGEST:
        return []
    found, end = [text, questions.undated(text)], 1
    for first in range(len(words)):
        end = max(end, first + 1)
        # Nothing has more words if it lacks some of them.
        while end <= len(words) and is_known(dataset, joint.join(words[first:end])):
            end += 1
        found += [joint.join(words[first:each]) for each in range(first + 1, end)]
    told = (part for part in found if len(letters(part)) > 1)
    return [*dict.fromkeys(part for part in told if part == part.strip())] or [text][: not text]


def letters(text: str) -> str:
    """A text without digits, spaces and hyphens; a part without letters names no record."""
    return re.sub(r"[\d\s-]", "", text)


def longest_part(dataset: RecordSet, text: str) -> str:
    """The longest part of a text that some record has, or nothing."""
    known = (part for part in parts(dataset, text) if is_known(dataset, part))
    return max(known, key=len, default="")


def targets(dataset: RecordSet, name: str) -> list[str]:
    """The targets with the words in their names, or with a share as their value."""
    if not name:
        return []
    if share := re.fullmatch(questions.VALUE, name):
        value, of = f"{share[1]} percent", _milestones(dataset)
        called = [id_ for id_, each in of if f"{each['value']} {each['unit']}" == value]
        return list(dict.fromkeys(called))
    for said in (name, f"{name} target"):
        if one := lookup.find_id(dataset, "targets", said):
            return [one]
    exact = lookup.find_id(dataset, "indicators", name)
    of_one = [exact] if exact else [*find(dataset, name, ("indicators",)).named]
    every = dataset.kind("targets").items()
    ids = [id_ for id_, target in every if [target["indicator"]] == of_one]
    hits = find(dataset, name, ("targets",))
    if hits.total == 1 and re.search(r"\d", questions.undated(name)) and not hits.mended:
        # A proper name, such as that of an aircraft, may be in a note.
        return [hits.hits[0].id]
    return list(dict.fromkeys([*ids, *hits.named]))


def setting(dataset: RecordSet, words: str) -> list[str]:
    """The reports that set targets and have the words or such authors, the oldest first."""
    reports = {each["report"] for _, each in _milestones(dataset)}
    hits = find(dataset, words, ("sources",)).hits if words else ()
    of = [hit.id for hit in hits if hit.id in reports and hit.field != "note"]
    return sorted(of, key=lambda id_: str(dataset.kind("sources")[id_]["published"]))


def due_years(dataset: RecordSet, ids: Sequence[str] = ()) -> list[int]:
    """The years in which targets with these ids are due, or all."""
    of = (each["year"] for id_, each in _milestones(dataset) if id_ in ids or not ids)
    return sorted(set(filter(None, of)))


def _milestones(dataset: RecordSet) -> Iterable[tuple[str, Record]]:
    """Every target year of every target, with the target's id."""
    every = dataset.kind("targets").values()
    return ((target["id"], each) for target in every for each in target["milestones"])
