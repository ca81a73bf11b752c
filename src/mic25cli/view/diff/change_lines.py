"""One entry for each change: its record and claim, and how it changed, as styled pieces of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from mic25cli.calc.diff import deltas
from mic25cli.calc.diff.changes import Change, Class, Diff, Op
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet
from mic25cli.model.fields import LINKS
from mic25cli.values import FrozenData, replace
from mic25cli.view.diff import diff_tables
from mic25cli.view.diff.diff_tables import path_title, phrase, value_text
from mic25cli.view.document import Entry, Line, Piece, Style
from mic25cli.view.quantities import milestones, quantity
from mic25cli.view.text import (
    Lang,
    date,
    dated_report,
    definition,
    label,
    label_of,
    name_of,
    value_word,
)
from mic25cli.view.verdict.status_marks import CLASSES

_OPS: dict[Op, Style] = {"kept": "", "removed": "removed", "added": "added"}


def entry(
    class_: Class, lang: Lang, title: str, lines: Sequence[Line] = (), qualifier: str = ""
) -> Entry:
    """An entry with the sign and the word of its class."""
    sign, style = CLASSES[class_]
    return Entry(
        (style, f"{sign} {diff_tables.class_word(class_, lang)}"), title, tuple(lines), qualifier
    )


class Writer(FrozenData):
    """Writes entries, given the diff, a dataset for the dates of reports, and the language."""

    diff: Diff
    dataset: RecordSet
    lang: Lang

    def section(
        self, _kind: str, changes: Sequence[Change]
    ) -> tuple[list[Entry], dict[Class, int]]:
        """The entries for a kind, with the number of changes left out by class."""
        return list(self.entries(changes)), {}

    def entries(self, changes: Sequence[Change]) -> Iterable[Entry]:
        """One entry for each change; claims of one record that only one side has share an entry."""
        for _, group in groupby(changes, key=reads_as_one):
            some = list(group)
            alone = len(some) == 1 or some[0].class_ == "outcome"
            yield from map(self.entry, some) if alone else [self._merged(some)]

    def entry(self, change: Change) -> Entry:
        """The entry of a change."""
        if change.class_ == "outcome" and change.kind == "targets":
            return self._outcome(change)
        name, what = name_of(change.name, self.lang), self.about(change)
        if change.path is None:
            when = change.dates.either()
            title = f"{date(when, self.lang)} {name}" if when else name
            facts = label("semicolon", self.lang).join(self.facts(change))
            return entry(change.class_, self.lang, title, (facts,) if facts else (), change.id)
        qualifier = self.reports(change)
        if change.class_ == "unseen":
            # A note at the top already says that only excerpts of the other side were read.
            qualifier = [label("diff-only", self.lang, reports=report) for report in qualifier]
        else:
            qualifier += diff_tables.remarks(change, self.diff, self.lang, self.report)
        names = [name] if _says_itself(change) else filter(None, (name, what))
        title = label("comma-text", self.lang).join(names)
        joined = label("semicolon", self.lang).join(qualifier)
        return entry(change.class_, self.lang, title, tuple(self._lines(change)), joined)

    def _outcome(self, change: Change) -> Entry:
        assert change.key is not None
        comma = label("comma-text", self.lang)
        year = change.key["year"]
        year = year and edtf.year_name(year, change.year_starts)
        year = year or label("year-not-stated", self.lang)
        was, now = (
            "–" if side is None else diff_tables.outcome_text(side, self.lang)
            for side in (change.old, change.new)
        )
        now = now.removeprefix("→ ")  # “far behind” has the same arrow as its sign
        line: list[Piece] = [("", f"{was} → "), ("old" if "worse" in change.flags else "new", now)]
        figure = change.new and change.new["observation"]
        if figure:
            line.append(("dim", f"  {diff_tables.seen_text(figure, self.lang)}"))
        if self._of_year[change.kind, change.id, change.key["year"]] > 1:
            report = self.report(change.key["report"] or "–")
            year = label("explain-year-by", self.lang, year=year, report=report)
        title = f"{name_of(change.name, self.lang)}{comma}{year}"
        return entry("outcome", self.lang, title, (tuple(line),), change.id)

    def about(self, change: Change) -> str:
        """The claim or field of a record, with a figure's definition in words."""
        if change.key is not None and (basis := change.key.get("basis")):
            words = definition(self.dataset.get("indicators", change.id), basis, self.lang)
            change = replace(change, key={**change.key, "basis": words or basis})
        return diff_tables.about(change, self.lang)

    def _value(self, change: Change, value: object) -> str:
        """A value on one line; for a link to a record, the name of that record."""
        kind = LINKS.get(change.path or "")
        if kind is None or not isinstance(value, str):
            return value_text(value, self.lang)
        kind, _, id_ = value.rpartition("/") if kind == "*" else (kind or change.kind, "", value)
        return label_of(self.dataset, kind, id_, self.lang)

    def report(self, report: str) -> str:
        """A report in words; its id if the dataset does not have it."""
        return dated_report(self.dataset, report, self.lang)

    def reports(self, change: Change) -> list[str]:
        """The reports behind a change: from old to new, or the one that states the claim."""
        old = None if change.old is None else change.reports.old
        told = change.new is not None or change.class_ == "withdrawn"
        new = change.reports.new if told else None
        names = dict.fromkeys(map(self.report, filter(None, (old, new))))
        return [" → ".join(names)] if names else []

    @cached_property
    def _of_year(self) -> Counter[tuple[str, str, object]]:
        return Counter(
            (change.kind, change.id, change.key["year"])
            for change in self.diff.changes
            if change.class_ == "outcome" and change.key is not None
        )

    def facts(self, change: Change) -> list[str]:
        """The amounts or milestones that identify a record that was added or removed."""
        record = change.values.either()
        if change.kind == "funds":
            lang = self.lang
            return [
                f"{quantity(amount, lang)} {value_word('amount_type', amount['amount_type'], lang)}"
                for amount in record["amounts"]
            ]
        if change.kind == "targets":
            numbers = [each for each in record["milestones"] if deltas.ends(each) is not None]
            timed = [each for each in numbers if each["year"]]
            dated = milestones(timed, self.dataset, self.lang, change.year_starts)
            rest = [quantity(number, self.lang) for number in numbers if not number["year"]]
            return [*dict.fromkeys([*dated, *rest])]
        return []

    def _merged(self, changes: Sequence[Change]) -> Entry:
        first = changes[0]
        parts = []
        for each in changes:
            text = diff_tables.side_text(each, "old" if each.new is None else "new", self.lang)
            parts.append(self.about(each) + label("colon", self.lang) + text)
        reports = dict.fromkeys(report for change in changes for report in self.reports(change))
        title = name_of(first.name, self.lang)
        qualifier = label("comma", self.lang).join(reports)
        if first.class_ == "unseen":
            qualifier = label("diff-only", self.lang, reports=qualifier)
        line = label("semicolon", self.lang).join(parts)
        return entry(first.class_, self.lang, title, (line,), qualifier)

    def _lines(self, change: Change) -> Iterable[Line]:
        old, new = change.old, change.new
        is_claim = isinstance(old or new, Mapping) and "cite" in (old or new)
        if change.path == "statements" and old and new:
            yield from self._statement(change)
            return
        for field, spans in groupby(change.spans, key=lambda span: span.field):
            title = path_title(field, self.lang) + label("colon", self.lang) if is_claim else ""
            lead: list[Piece] = [("dim", title)] if title else []
            yield (*lead, *_worded([(_OPS[span.op], span.text) for span in spans]))
        if change.spans and change.delta is None:
            return
        if change.path in LINKS:
            was, now = (self._value(change, side) for side in (old, new))
        else:
            was, now = (diff_tables.side_text(change, side, self.lang) for side in ("old", "new"))
        if is_claim and old and new and was == now:
            fields = ", ".join(path_title(field, self.lang) for field in change.fields)
            yield (("", now), ("dim", f"  {fields}"))
        elif isinstance(old, list) or isinstance(new, list):
            sides = ([self._value(change, each) for each in side or ()] for side in (old, new))
            gone, come = sides
            pieces: list[Piece] = [("removed", text) for text in gone if text not in come]
            pieces += [("added", text) for text in come if text not in gone]
            yield tuple(each for piece in pieces for each in (("", " "), piece))[1:]
        else:
            delta = diff_tables.delta_text(change.delta, self.lang)
            yield (*pair(was, now), ("", f"  {delta}" if delta else ""))

    def _statement(self, change: Change) -> Iterable[Line]:
        worded: dict[str, list[Piece]] = {}
        for span in change.spans:
            worded.setdefault(span.field, []).append((_OPS[span.op], span.text))
        differing = [key for key in ("verb", "term") if change.old[key] != change.new[key]]
        if len(differing) == 1 and differing[0] in worded:
            parts = [worded.get(key, [("", change.new[key] or "")]) for key in ("verb", "term")]
            yield (*parts[0], ("", " "), *parts[1])
        elif differing:
            yield tuple(pair(phrase(change.old), phrase(change.new)))
        else:
            yield (("", phrase(change.new)),)
        yield tuple(_worded(worded.get("gloss", [("", change.new["gloss"])])))


def reads_as_one(change: Change) -> Any:
    """A key that changes in one entry share; any other change has its own."""
    lone = change.path is not None and change.key is not None and not (change.old and change.new)
    if not lone or _says_itself(change):
        return id(change)
    return (change.kind, change.id, change.class_, change.path)


def _says_itself(change: Change) -> bool:
    """Whether the text of a claim already contains its subject (as for an amount) or its class."""
    lone = change.path == "amounts" and not (change.old and change.new)
    return lone or change.path == "withdrawn"


def pair(old: str, new: str) -> list[Piece]:
    """Old and new value with an arrow between them; a value of only one side, alone."""
    if old and new:
        return [("old", old), ("", " → "), ("new", new)]
    return [("old", old)] if old else [("new", new)]


def _worded(pieces: list[Piece]) -> list[Piece]:
    """A changed text in pieces; a text that was replaced as a whole is shown with an arrow."""
    if [mark for mark, _ in pieces] == ["removed", "added"]:
        return pair(pieces[0][1], pieces[1][1])
    return pieces
