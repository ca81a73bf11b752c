"""What a claim is about, and which of several claims applies in a diff: the latest."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeGuard

from mic25cli.calc.diff.changes import Class, Pair
from mic25cli.calc.diff.deltas import ends, looser
from mic25cli.calc.diff.unordered import Data, as_text, frozen, same
from mic25cli.model import edtf, fields
from mic25cli.model.closed_lists import CHECKED
from mic25cli.model.dataset import RecordSet
from mic25cli.model.fields import CLAIMS, IN_CHINESE, of_whole
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.model.units import Units

DATES = fields.having("when")
"""Fields with dates and years."""

STATUS = fields.having("status")
"""Fields with the state of a thing."""

TEXTS = fields.having("own", "printed")
"""Fields with text in a language, which are compared word by word."""

OPEN = fields.open_mappings()
"""Mappings whose keys are data, so that a missing key is absent and not null."""


def differing(
    old: Mapping[str, object], new: Mapping[str, object], skip: Collection[str] = ()
) -> Iterator[tuple[str, Pair[object]]]:
    """The fields that differ between two mappings, by dotted path; None where one lacks the
    field."""
    for key in {**old, **new}:
        if key in skip:
            continue
        was, now = old.get(key), new.get(key)
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            for path, values in differing(was, now):
                yield f"{key}.{path}", values
        elif not same(was, now):
            yield key, Pair(was, now)


def are_texts(values: Pair[object], path: str) -> TypeGuard[Pair[str]]:
    """Whether a field is free text, and has a value on both sides."""
    first, last = path.split(".")[0], path.split(".")[-1]
    return (
        isinstance(values.old, str)
        and isinstance(values.new, str)
        and (last in TEXTS or first in OPEN)
    )


def class_of_field(path: str, values: Pair[object]) -> Class:
    """The class of the change in one field of a record."""
    last = path.split(".")[-1]
    if last in DATES or last in STATUS:
        return "moved"
    return "reworded" if are_texts(values, path) else "edited"


PROVENANCE = frozenset((*of_whole("provenance"), *IN_CHINESE, "data_needed"))
"""Fields that are not a claim's content: its provenance, its Chinese texts and the data needed."""

KEYS = {path: claims.about for path, claims in CLAIMS.items()}
"""For each list of claims, the keys that say what a claim is about."""

DATED = {path: claims.dated for path, claims in CLAIMS.items() if claims.dated}
"""Claims with a date; the latest one applies."""

MEASURED = frozenset(path for path, claims in CLAIMS.items() if claims.measured)
"""Claims about what is or was, which a later report may repeat less exactly."""

BY_REPORT = frozenset(path for path, claims in CLAIMS.items() if claims.by_report)
"""Claims in which every report speaks for itself."""


def key_of(path: str, claim: Data) -> dict[str, object]:
    """The subject of a claim as shown (`{"year": 2025}`); a name is given in Chinese, which is more
    stable."""
    key = {key: claim.get(key) for key in KEYS.get(path, ())}
    if key.get("period", "") is None:
        # This milestone is not a total over several years.
        del key["period"]
    name = key.get("name")
    if isinstance(name, Mapping):
        key["name"] = next(filter(None, map(name.get, reversed(TEXT_LANGUAGES))), None)
    return key


def place_of(path: str, claim: Data, between_reports: bool = False) -> Hashable:
    """The subject of a claim for comparison. Numbers and words for a year do not replace each
    other, nor do the words of two reports, unless reports are compared."""
    if path not in KEYS:
        return frozen(claim, PROVENANCE)
    key = key_of(path, claim)
    if path == "milestones":
        key["number"] = ends(claim) is not None
    if path in BY_REPORT and not between_reports:
        key["report"] = claim["report"]
    return tuple([(name, frozen(value)) for name, value in key.items()])


def fact_of(path: str, claim: Data) -> Hashable:
    """The subject and the date of a claim; two claims on one fact differ only in vintage."""
    dated = DATED.get(path)
    return (place_of(path, claim), claim.get(dated) if dated else None)


class Sources:
    """The sources of one side of a diff, to look up a report's date and grade."""

    def __init__(self, dataset: RecordSet) -> None:
        self._records = dataset.kind("sources")
        self.units = dataset.units
        """The units of the side's quantities."""

    def published(self, report: str | None) -> str | None:
        """The date on which a report was published; None if it is not known."""
        record = self._records.get(report) if report is not None else None
        return None if record is None else record["published"]

    def grade(self, report: str | None) -> str:
        """The report's grade; for a report outside the dataset, a grade below all others."""
        record = self._records.get(report) if report is not None else None
        return "Z" if record is None else str(record["authority"])

    def day(self, report: str | None) -> date:
        """The last day on which the report may have been published; the earliest day if unknown."""
        return last_day(self.published(report))


def last_day(when: str | None) -> date:
    """The end of a date; without a date the earliest day, because nothing shows that it is late."""
    if when is None:
        return date.min
    return edtf.parse(when).latest or date.max


def vintage(claim: Data, sources: Sources, dated: str | None) -> tuple[date, date, int, int]:
    """Sort key of a claim in a diff: the date under `dated`, then publication, grade and check."""
    grade = sources.grade(claim["report"])
    checked = min((CHECKED.index(cite["checked"]) for cite in claim["cite"]), default=len(CHECKED))
    spoken = last_day(claim.get(dated)) if dated else date.min
    return (spoken, sources.day(claim["report"]), -ord(grade[0]), -checked)


def in_vintage(path: str, claim: Data, sources: Sources) -> tuple[object, ...]:
    """The key of `vintage` and the text of the claim, so that the order is always the same."""
    return (*vintage(claim, sources, DATED.get(path)), as_text(claim))


def in_order(path: str, claims: Sequence[Data], sources: Sources) -> list[Data]:
    """Claims sorted by `in_vintage`, so that equal claims of two editions line up."""
    if len(claims) < 2:
        return list(claims)
    return sorted(claims, key=lambda claim: in_vintage(path, claim, sources))


def current_claim(path: str, claims: Sequence[Data], sources: Sources) -> Data | None:
    """The claim that applies: the last in order that does not merely repeat an earlier one."""
    current: Data | None = None
    for claim in in_order(path, claims, sources):
        if current is None or not repeats(path, claim, current, sources.units):
            current = claim
    return current


def repeats(path: str, claim: Data, earlier: Data, units: Units) -> bool:
    """Whether a claim only repeats an earlier one, in the same words or less exactly."""
    if frozen(claim, PROVENANCE, False) == frozen(earlier, PROVENANCE, False):
        return True
    dated = DATED.get(path)
    if path not in MEASURED or (dated and claim.get(dated) != earlier.get(dated)):
        return False
    return looser(claim, earlier, units)
