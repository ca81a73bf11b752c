"""`mic25 timeline`: the dated things of all kinds, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, date, kind_named, texts, words
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError
from mic25cli.view.answer import Answer, Counted

if TYPE_CHECKING:
    from mic25cli.calc.timeline import TimelineEntry
    from mic25cli.view.document import TextDocument


@dataclass(frozen=True)
class TimelineOptions:
    """Which entries to keep."""

    typed: tuple[str, ...] = arguments(
        "[YEAR|WORDS…]", "A year, or years from to (2016-2018), and words, as with --text."
    )
    kinds: tuple[str, ...] = words(
        "--kind", "KIND,…", "Only these kinds; without it, all but sources.", parse=kind_named
    )
    industries: tuple[str, ...] = words("--industry", "ID,…", "Keep those of these industries.")
    texts: tuple[str, ...] = texts(
        "--text", "TEXT", "Keep those with these words, in either language, as search finds them."
    )
    since: str | None = date("--since", "Keep what is of this date or later.")
    until: str | None = date("--until", "Keep what is of this date or earlier.")


@command
def show_timeline(session: Session, span: TimelineOptions) -> Answer[TimelineEntry]:
    """List funds, pilots, documents, assessments and events in order of time.

    Sources join them when asked for with --kind sources. Milestones and observations are no
    events and stay out. What has no date is left out and counted on standard error.
    """
    from mic25cli.calc.timeline import TimelineEntry, chosen_kinds, timeline
    from mic25cli.cli.ways import years_apart
    from mic25cli.view.words import label

    text, years = years_apart(span.typed)
    first, last = (str(years[0]), str(years[-1])) if years else (None, None)
    if years and (span.since or span.until):
        raise UsageError("a year and --since or --until name two spans", "give one of them.")
    found = timeline(
        session.book, span.kinds, span.since or first, span.until or last, span.industries,
        (*span.texts, *((text,) if text else ())),
    )  # fmt: skip
    undated = session.undated(*chosen_kinds(span.kinds))
    for kind, count in found.undated.items():
        undated[kind] = undated.get(kind, 0) + count

    def document(entries: Sequence[TimelineEntry]) -> TextDocument:
        from mic25cli.view.timeline import document as build

        listed = build(entries, session.lang)
        if not entries:
            return listed
        one = session.with_same_options(f"mic25 {entries[0].kind} show {entries[0].id}")
        return listed.noted(label("list-one", session.lang, command=one))

    return Answer(
        found.entries, document, of=TimelineEntry, counted=Counted("entry"), undated=undated
    )
