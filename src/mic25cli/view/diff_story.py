"""A diff as a story: a section a kind, an entry a change, what is many drawn together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mic25cli.calc.diff import Change, Class, Diff, Label, summarize
from mic25cli.model import edtf
from mic25cli.model.book import Book, published
from mic25cli.model.kinds import KINDS
from mic25cli.view.diff_entries import Entry, Writer, alike
from mic25cli.view.diff_words import class_count
from mic25cli.view.quantities import quantity
from mic25cli.view.text import Lang, name_of

MANY = 60
"""Changes from which on a story of all kinds draws together what is alike."""

SHOWN = 8
"""Entries of one class that such a story shows of a kind."""

ROOM = 190
"""Characters of names that it gives for one year or report: two lines of a usual terminal."""

_ORIGINS = {
    "adjacent": "by other national plans",
    "local": "by provinces and cities",
    "outside": "as read by outsiders",
}


@dataclass(frozen=True)
class Section:
    """The changes of one kind; `more` says what is not shown, and how to see it."""

    title: str
    counts: str
    entries: tuple[Entry, ...]
    more: str = ""


@dataclass(frozen=True)
class Story:
    """A diff for people: both sides, all counts, remarks, and the sections."""

    title: str
    total: str
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]


def tell(
    diff: Diff,
    shown: Sequence[Change],
    book: Book,
    lang: Lang,
    rerun: Callable[[str], str],
    whole: bool,
) -> Story:
    """The story of the changes shown.

    `rerun` gives the command that shows a kind in full.  With `whole` every
    change is told however many there are; without, a long story is cut short
    and says so.
    """
    writer = Writer(diff, book, lang)
    brief = _Brief(writer) if not whole and len(shown) > MANY else None
    sections = []
    for kind, group in groupby(shown, key=lambda change: change.kind):
        changes = list(group)
        counts = _counts(summarize(Diff(diff.sides, tuple(changes))).classes, lang)
        title = KINDS[kind].zh if lang == "zh" else kind.capitalize()
        if brief is None:
            sections.append(Section(title, counts, tuple(writer.entries(changes))))
            continue
        entries, left = brief.section(kind, changes)
        more = "" if entries else rerun(kind)
        if left and entries:
            more = f"… {_counts(left, lang, 'more ')}: {rerun(kind)}"
        sections.append(Section(title, counts, tuple(entries), more))
    total = _counts(summarize(Diff(diff.sides, tuple(shown))).classes, lang)
    if not shown:
        total = "无差异" if lang == "zh" else "no differences"
    elif lang == "zh":
        total = f"{len(shown):,}处: {total}"
    else:
        total = f"{len(shown):,} {'change' if len(shown) == 1 else 'changes'}: {total}"
    return Story(
        f"{side_title(diff.sides.old, lang)} → {side_title(diff.sides.new, lang)}",
        total,
        tuple(_remarks(diff, shown)),
        tuple(sections),
    )


def _counts(classes: Mapping[Class, int], lang: Lang, more: str = "") -> str:
    return ", ".join(
        class_count(class_, count, lang, more) for class_, count in classes.items() if count
    )


def _remarks(diff: Diff, shown: Sequence[Change]) -> Iterable[str]:
    unseen = [change for change in shown if change.class_ == "unseen"]
    for label in (diff.sides.old, diff.sides.new):
        silent = any(
            (change.old if label is diff.sides.old else change.new) is None for change in unseen
        )
        if label.coverage == "excerpt" and silent:
            yield (
                f"{label.at} was read in excerpts only: what it does not say is unseen, not dropped"
            )


def side_title(label: Label, lang: Lang) -> str:
    """A side in a heading."""
    if label.sort == "date":
        return (
            f"{label.at}{'年' * (len(label.at) == 4)}末" if lang == "zh" else f"end of {label.at}"
        )
    if label.sort == "report" and label.published:
        return f"{label.at} ({label.published})"
    if label.commit is not None:
        return f"{label.at} ({label.commit[:10]})"
    return label.at


@dataclass(frozen=True)
class _Brief:
    """Few entries for many changes."""

    writer: Writer

    def section(self, kind: str, changes: Sequence[Change]) -> tuple[list[Entry], dict[Class, int]]:
        """Entries for a kind, and how many changes of each class they leave out."""
        entries: list[Entry] = []
        left: dict[Class, int] = {}
        if KINDS[kind].counted:
            return entries, left
        for class_, group in groupby(changes, key=lambda change: change.class_):
            told, count = self._class(kind, class_, list(group))
            entries += told
            if count:
                left[class_] = count
        return entries, left

    def _class(self, kind: str, class_: Class, changes: list[Change]) -> tuple[list[Entry], int]:
        """Entries for a class of a kind, and how many changes they leave out."""
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
        groups = [list(group) for _, group in groupby(news, key=alike)]
        for some in groups[:SHOWN]:
            entries += self.writer.entries(some)
        return entries, count + sum(len(some) for some in groups[SHOWN:])

    def _observed(self, changes: Sequence[Change], count: int) -> tuple[list[Entry], int]:
        """An entry an indicator with its latest value, those that targets are measured on first."""
        aims = {
            target["indicator"]: target["origin"] == "plan"
            for target in self.writer.book.kind("targets").values()
        }
        groups = [list(group) for _, group in groupby(changes, key=lambda change: change.id)]
        groups.sort(key=lambda some: (some[0].id not in aims, not aims.get(some[0].id), -len(some)))
        entries = [self._latest(some) for some in groups[:SHOWN]]
        return entries, count + sum(len(some) for some in groups[SHOWN:])

    def _latest(self, changes: Sequence[Change]) -> Entry:
        """The last value of the first basis that an indicator lists, and how many there are."""
        lang = self.writer.lang
        record = self.writer.book.get("indicators", changes[0].id)
        bases = [*(record["bases"] if record else ()), None]

        def rank(change: Change) -> tuple[int, edtf.Edtf]:
            basis, period = change.new["basis"], edtf.parse(change.new["period"])
            return (-bases.index(basis) if basis in bases else -len(bases), period)

        last = max(changes, key=rank).new
        basis = f", {last['basis']}" if last["basis"] else ""
        text = f"{quantity(last, lang)} ({last['period']}{basis})"
        rest = len(changes) - 1
        more = f"  {_more(rest, lang)}" if rest else ""
        name = name_of(changes[0].name, lang)
        return Entry("observed", name, ((("kept", text), ("dim", more)),))

    def _by_year(self, class_: Class, changes: Sequence[Change]) -> Iterable[Entry]:
        """Records that came or went, an entry a year."""
        years: dict[int, list[Change]] = {}
        for change in changes:
            years.setdefault(edtf.year_of(change.dates.either()) or 9999, []).append(change)
        for year in sorted(years):
            title = f"{year if year != 9999 else '–'}: {len(years[year])}"
            yield Entry(class_, title, ((("kept", self._listed(years[year])),),))

    def _by_report(self, class_: Class, changes: Sequence[Change]) -> Iterable[Entry]:
        """Targets that came or went, by the report that set them; of other plans only counts."""
        plan: dict[tuple[str, str], list[Change]] = {}
        others: dict[str, Counter[str]] = {}
        for change in changes:
            target = change.values.either()
            first = min(
                (published(self.writer.book, claim["report"]) or "9999", claim["report"])
                for claim in target["milestones"]
            )
            if target["origin"] == "plan":
                plan.setdefault(first, []).append(change)
            else:
                others.setdefault(target["origin"], Counter())[first[1]] += 1
        for when, report in sorted(plan):
            some = plan[when, report]
            yield Entry(class_, f"{report}: {len(some)}", ((("kept", self._listed(some)),),))
        for origin in sorted(others):
            reports = "; ".join(f"{report}: {count}" for report, count in others[origin].items())
            title = f"{_ORIGINS.get(origin, origin)}: {others[origin].total()}"
            yield Entry(class_, title, ((("kept", reports),),))

    def _listed(self, changes: Sequence[Change]) -> str:
        """Names with what the records are known by, as many as there is room for."""
        parts: list[str] = []
        for change in changes:
            # A fund's first amount is enough to know it by.
            facts = self.writer.facts(change)
            facts = facts.partition("; ")[0] if change.kind == "funds" else facts
            name = name_of(change.name, self.writer.lang)
            parts.append(f"{name} ({facts})" if facts else name)
            # The last one takes no more room than saying that there is one more.
            if sum(map(len, parts)) > ROOM and 1 < len(parts) < len(changes):
                parts.pop()
                break
        if len(parts) < len(changes):
            parts.append(f"… {_more(len(changes) - len(parts), self.writer.lang)}")
        return "; ".join(parts)


def _more(count: int, lang: Lang) -> str:
    return f"另{count}" if lang == "zh" else f"{count:,} more"
