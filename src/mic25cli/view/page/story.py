"""What a page says of one thing in words, before it has a format: sections in order, charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mic25cli.calc.brief import Brief
from mic25cli.calc.progress.result import Question
from mic25cli.model.book import RecordBook
from mic25cli.view.document import (
    Drawing,
    Heading,
    Line,
    Lines,
    Listing,
    Part,
    RecordName,
    TextDocument,
    stacked,
)
from mic25cli.view.text import Lang, kind_name, label, name_of, other_name

if TYPE_CHECKING:
    from mic25cli.calc.figure import Chart
    from mic25cli.calc.progress.explain import Explanation
    from mic25cli.calc.tally import FundsChart

InText = Callable[[str], Drawing | None]
"""Draws what goes by kind and id as a table; None where there is no number to draw."""


class Picture(NamedTuple):
    """A chart for a wide and a narrow page, and as a file; one of several is narrow and named."""

    source: str
    wide: str
    narrow: str
    alone: str
    name: str = ""


class Meters(NamedTuple):
    """How much of four steps each thing reaches: its title, the steps, why."""

    items: tuple[tuple[str, int, str], ...]


class Files(NamedTuple):
    """What can be taken away: a name and a path, from the folder of the page."""

    items: tuple[tuple[str, str], ...]


class Verbatim(NamedTuple):
    """A text for programs."""

    text: str


class Scores(NamedTuple):
    """The scorecard: the squares that occur by name, what each means, and those of each row."""

    symbols: tuple[tuple[str, str], ...]
    key: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[tuple[str, RecordName], ...], str], ...]


PageParts = Picture | Meters | Files | Verbatim | Scores
"""What only a page has."""


class Section(NamedTuple):
    """A part of what is told, under a heading; `prefix` begins the ids of its sources."""

    key: str
    title: str
    parts: tuple[Any, ...]
    """Parts of a document; on a site also what only a page has."""
    prefix: str = "s"


class SitePage(NamedTuple):
    """A page of the site; its path is that within the folder of its language."""

    path: str
    title: str
    kind: str
    lead: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    other: str = ""
    kicker: str = ""
    beside: tuple[RecordName | None, RecordName | None] = (None, None)
    """The records before and after it."""
    turns: tuple[tuple[str, str], ...] = ()
    """The pages of a list: the number and path of each."""

    @property
    def picture(self) -> Picture | None:
        """Its chart that can be taken away as a file."""
        parts = (part for section in self.sections for part in section.parts)
        return next((each for each in parts if isinstance(each, Picture) and each.alone), None)


class Story(NamedTuple):
    """A brief in words: what it comes to, its sections; alone on its page also what frames them."""

    brief: Brief
    lang: Lang
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]
    charts: tuple[tuple[str, str], ...] = ()
    """What is drawn: kind and id (`targets/ID`), and its name."""
    sources: Listing = Listing("", ())
    cited: tuple[str, ...] = ()
    """The ids of the sources by number."""
    kicker: str = ""
    colophon: str = ""

    @property
    def title(self) -> str:
        """What it is of, by name."""
        return name_of(self.brief.name, self.lang)

    @property
    def other(self) -> str:
        """The name in the other language, where it has one."""
        return other_name(self.brief.name, self.lang)

    def document(self, draw: InText | None) -> TextDocument:
        """The same for Markdown, plain text and terminal; without `draw` short, no chart."""
        parts: list[Part] = [Lines((self.kicker,)), Lines(self.lead)]
        for section in self.sections:
            first, *rest = section.parts
            parts += [Heading(section.title), first]
            for subject, name in self.charts if section.key == "reached" else ():
                if draw and (drawn := draw(subject)) is not None:
                    # Each below its name where there are several.
                    parts += [Lines(((("name", name),),))] if len(self.charts) > 1 else []
                    parts.append(drawn)
            parts += rest
        if self.sources.items:
            items = self.sources.items if draw else map(_shortly, self.sources.items)
            parts.append(self.sources._replace(items=tuple(items)))
        about = (kind_name(self.brief.kind, self.lang, 1), self.brief.id)
        return TextDocument(tuple(parts), self.title, self.other, about, (self.colophon,))


def _shortly(source: tuple[str, Line]) -> tuple[str, Line]:
    mark, line = source
    if isinstance(line, str):
        return source
    return mark, tuple((style, text.partition(" · ")[0]) for style, text in line[:3])


def as_of(question: Question, lang: Lang) -> str:
    """The dates that a page is judged by."""
    known = label("page-known", lang, date=question.known_at) if question.known_at else ""
    return label("page-as-of", lang, date=question.as_of) + known


def colophon(book: RecordBook, lang: Lang, version: str) -> str:
    """What made a page, and from which book."""
    return label("page-colophon", lang, version=version, digest=book.whole.digest[:12])


def documents(
    stories: Sequence[Story], book: RecordBook, question: Question, lang: Lang, *, charts: bool
) -> TextDocument:
    """The documents of several briefs, one below the other, with charts in characters or none."""

    def draw(subject: str) -> Drawing | None:
        from mic25cli.view.chart import parts

        found = charted(book, question, subject)
        return None if found is None else parts.drawing(found, lang)

    return stacked(story.document(draw if charts else None) for story in stories)


def charted(
    book: RecordBook, question: Question, subject: str, *derived: Explanation
) -> Chart | FundsChart | None:
    """What is drawn of `targets/ID`, `funds/ID` or all `funds`; None for no number."""
    kind, _, record_id = subject.partition("/")
    at = (question.as_of, question.known_at)
    if kind == "funds":
        from mic25cli.calc.tally import funds

        money = funds(book, *at, only=record_id)
        return money if money.groups else None
    from mic25cli.calc.figure import figure
    from mic25cli.view.sentence.answers import told

    found = figure(book, [subject], *at, derived={each.target: each for each in derived})
    if not any(any(panel.points) for panel in found.panels):
        return None
    # What is derived has its answers already.
    return found if derived else told(found, book)
