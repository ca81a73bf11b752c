"""A diff for people: a section for each kind, an entry for each change, shortened if very long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from mic25cli.calc.diff.changes import Change, Class, Diff, SideLabel, summarize
from mic25cli.model import edtf
from mic25cli.model.dataset import RecordSet, published
from mic25cli.model.kinds import KINDS
from mic25cli.values import grouped
from mic25cli.view.diff.change_lines import Writer, entry, reads_as_one
from mic25cli.view.diff.diff_tables import class_count, columns, seen_text
from mic25cli.view.document import Entries, Entry, Heading, Lines, Notes, Part, TextDocument
from mic25cli.view.text import (
    Lang,
    date,
    kind_title,
    label,
    name_of,
    number,
    report_name,
    setter_name,
    with_parenthesis,
)

MANY = 60  # number of changes from which a diff of all kinds groups similar ones

SHOWN = 8  # entries of one class that such a diff shows for a kind

ROOM = 190
"""The number of characters of names for one year or report: two lines of a usual terminal."""


def changes_document(
    diff: Diff,
    rows: Sequence[Change],
    dataset: RecordSet,
    lang: Lang,
    link: Callable[[str], str],
    whole: bool,
) -> TextDocument:
    """The changes by kind, shortened unless `whole`; `link` returns the command that shows a
    kind."""
    writing = Writer if whole or len(rows) <= MANY else _ShortWriter
    writer = writing(diff, dataset, lang)
    parts: list[Part] = []
    for kind, group in groupby(rows, key=lambda change: change.kind):
        changes = list(group)
        title = kind_title(kind, lang)
        counts = _counts(summarize(Diff(diff.sides, tuple(changes))).classes, lang)
        stated = [each for each in changes if each.class_ != "unseen"]
        in_one = not whole and len(changes) > len(stated) + 1
        entries, left = writer.section(kind, stated if in_one else changes)
        if in_one and not KINDS[kind].counted:
            entries.append(_unseen(changes[len(stated) :], writer))
        if not entries:
            parts.append(Heading(title, counts, link(kind)))
            continue
        heads = ("", *(label(f"diff-head-{each}", lang) for each in ("what", "change", "report")))
        parts += [Heading(title, counts), Entries(tuple(entries), heads)]
        if left:
            rest = label("diff-rest", lang, counts=_counts(left, lang, more=True), how=link(kind))
            parts.append(Notes((rest,)))
    head: list[Part] = [Lines((_total(diff, rows, lang),))]
    unseen = [change.values for change in rows if change.class_ == "unseen"]
    sides = ((getattr(diff.sides, which), which) for which in ("old", "new"))
    if remarks := tuple(
        label("diff-excerpts", lang, report=writer.report(side.at))
        for side, which in sides
        if side.coverage == "excerpt" and any(getattr(each, which) is None for each in unseen)
    ):
        head.append(Notes(remarks))
    return TextDocument((*head, *parts), _title(diff, dataset, lang), level=3)


def _unseen(changes: Sequence[Change], writer: Writer) -> Entry:
    """A line on the entries of one side for which the other side was not read; it comes last."""
    reports = Counter(report for change in changes for report in writer.reports(change))
    lang = writer.lang
    colon = label("colon", lang)
    alone = (f"{label('diff-only', lang, reports=each)}{colon}{reports[each]}" for each in reports)
    count = number(len(changes), lang)
    return entry("unseen", lang, count, (), label("semicolon", lang).join(alone))


def flat(diff: Diff, rows: Sequence[Change], dataset: RecordSet, lang: Lang) -> TextDocument:
    """The changes as one table, in their order."""
    parts = Lines((_total(diff, rows, lang),)), columns(diff, rows, lang, people=True)
    return TextDocument(parts, _title(diff, dataset, lang), level=3)


def _title(diff: Diff, dataset: RecordSet, lang: Lang) -> str:
    return " → ".join(side_title(each, dataset, lang) for each in (diff.sides.old, diff.sides.new))


def _total(diff: Diff, rows: Sequence[Change], lang: Lang) -> str:
    changes = rows or diff.changes  # with `--limit 0`, all are counted and none is listed
    if not changes:
        return label("diff-none", lang)
    counts = _counts(summarize(Diff(diff.sides, tuple(changes))).classes, lang)
    key = "diff-total-one" if len(changes) == 1 else "diff-total"
    return label(key, lang, count=number(len(changes), lang), counts=counts)


def _counts(classes: Mapping[Class, int], lang: Lang, more: bool = False) -> str:
    return label("comma", lang).join(
        class_count(class_, count, lang, more) for class_, count in classes.items() if count
    )


def side_title(side: SideLabel, dataset: RecordSet, lang: Lang) -> str:
    """The heading of a side."""
    if side.sort == "date":
        when = date(side.at, lang)
        return when if len(side.at) == len("2025-12-31") else label("end-of-date", lang, date=when)
    report = side.sort == "report"
    name = report_name(dataset, side.at, lang) if report else side.at
    aside = date(side.published or "", lang) if report else (side.commit or "")[:10]
    return with_parenthesis(name, aside, lang) if aside else name


class _ShortWriter(Writer):
    def section(self, kind: str, changes: Sequence[Change]) -> tuple[list[Entry], dict[Class, int]]:
        entries: list[Entry] = []
        left: Counter[Class] = Counter()
        for class_, group in groupby(() if KINDS[kind].counted else changes, lambda c: c.class_):
            some, left[class_] = self._class(kind, class_, list(group))
            entries += some
        return entries, +left

    def _class(self, kind: str, class_: Class, changes: list[Change]) -> tuple[list[Entry], int]:
        if class_ == "edited":
            return [], len(changes)
        news = [change for change in changes if "aside" not in change.flags]
        count = len(changes) - len(news)
        if class_ == "observed":
            return self._observed(news, count)
        whole = [change for change in news if change.path is None]
        entries: list[Entry] = []
        if len(whole) > SHOWN:
            draw = self._by_report if kind == "targets" else self._by_year
            entries += draw(class_, whole)
            news = [change for change in news if change.path is not None]
        groups = [list(group) for _, group in groupby(news, key=reads_as_one)]
        for some in groups[:SHOWN]:
            entries += self.entries(some)
        return entries, count + sum(len(some) for some in groups[SHOWN:])

    def _observed(self, changes: Sequence[Change], count: int) -> tuple[list[Entry], int]:
        ours = {
            target["indicator"]: target["origin"] == "plan"
            for target in self.dataset.kind("targets").values()
        }
        groups = [list(group) for _, group in groupby(changes, key=lambda change: change.id)]
        groups.sort(key=lambda some: (some[0].id not in ours, not ours.get(some[0].id), -len(some)))
        entries = [self._latest(some) for some in groups[:SHOWN]]
        return entries, count + sum(len(some) for some in groups[SHOWN:])

    def _latest(self, changes: Sequence[Change]) -> Entry:
        record = self.dataset.get("indicators", changes[0].id)
        bases = [*(record["bases"] if record else ()), None]

        def rank(change: Change) -> tuple[int, edtf.Edtf]:
            basis, period = change.new["basis"], edtf.parse(change.new["period"])
            return (-bases.index(basis) if basis in bases else -len(bases), period)

        last = max(changes, key=rank).new
        text = seen_text(last, self.lang)
        rest = len(changes) - 1
        more = f"  {_more(rest, self.lang)}" if rest else ""
        name = name_of(changes[0].name, self.lang)
        return entry("observed", self.lang, name, ((("", text), ("dim", more)),))

    def _by_year(self, class_: Class, changes: Sequence[Change]) -> Iterable[Entry]:
        years = grouped((edtf.year_of(change.dates.either()) or 9999, change) for change in changes)
        for year in sorted(years):
            title = f"{year if year != 9999 else '–'}{label('colon', self.lang)}{len(years[year])}"
            yield entry(class_, self.lang, title, (self._listed(years[year]),))

    def _by_report(self, class_: Class, changes: Sequence[Change]) -> Iterable[Entry]:
        plan: dict[tuple[str, str], list[Change]] = {}
        others: dict[str, Counter[str]] = {}
        for change in changes:
            target = change.values.either()
            first = min(
                (published(self.dataset, claim["report"]) or "9999", claim["report"])
                for claim in target["milestones"]
            )
            if target["origin"] == "plan":
                plan.setdefault(first, []).append(change)
            else:
                others.setdefault(target["origin"], Counter())[first[1]] += 1
        colon = label("colon", self.lang)
        for when, report in sorted(plan):
            some = plan[when, report]
            title = f"{setter_name(self.dataset, report, self.lang, titled=True)}{colon}{len(some)}"
            yield entry(class_, self.lang, title, (self._listed(some),))
        for origin in sorted(others):
            counts = (
                f"{setter_name(self.dataset, report, self.lang, titled=True)}{colon}{count}"
                for report, count in others[origin].items()
            )
            title = f"{label(f'diff-origin-{origin}', self.lang)}{colon}{others[origin].total()}"
            yield entry(class_, self.lang, title, (label("semicolon", self.lang).join(counts),))

    def _listed(self, changes: Sequence[Change]) -> str:
        parts: list[str] = []
        for change in changes:
            # The first amount is enough to recognise a fund.
            facts = self.facts(change)
            facts = facts[:1] if change.kind == "funds" else facts
            name = name_of(change.name, self.lang)
            text = label("semicolon", self.lang).join(facts)
            parts.append(with_parenthesis(name, text, self.lang) if text else name)
            # A last entry takes no more room than a line saying that one was left out.
            if sum(map(len, parts)) > ROOM and 1 < len(parts) < len(changes):
                parts.pop()
                break
        if len(parts) < len(changes):
            parts.append(f"… {_more(len(changes) - len(parts), self.lang)}")
        return label("semicolon", self.lang).join(parts)


def _more(count: int, lang: Lang) -> str:
    return label("page-more", lang, count=number(count, lang))
