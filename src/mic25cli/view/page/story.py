"""What a page says in words, before it has a format: sections in order, charts, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mic25cli.calc.brief import Brief
from mic25cli.calc.progress.result import Question
from mic25cli.model.book import Book
from mic25cli.view.document import Document, Heading, Line, Lines, Listing, Part
from mic25cli.view.page.charts import InText, in_text
from mic25cli.view.target import Section
from mic25cli.view.text import Lang


class Card(NamedTuple):
    """What a page that holds many things says of one: what it comes to, and its sections."""

    lead: tuple[Line, ...]
    sections: tuple[Section, ...]


class Story(NamedTuple):
    """A brief in words: what it is of, what it comes to, its sections, its sources."""

    kicker: str
    title: str
    subtitle: str
    about: tuple[str, str]
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]
    charts: tuple[tuple[str, str], ...]
    """What is drawn: kind and id (`targets/ID`), and its name."""
    sources: Listing
    cited: tuple[str, ...]
    """The ids of the sources by number."""
    colophon: str

    def document(self, draw: InText) -> Document:
        """The same as a document, for Markdown, plain text and the terminal."""
        parts: list[Part] = [Lines((self.kicker,)), Lines(self.lead)]
        for section in self.sections:
            first, *rest = section.parts
            charts = self._charts(draw) if section.key == "reached" else ()
            parts += [Heading(section.title), first, *charts, *rest]
        if self.sources.items:
            parts.append(self.sources)
        notes = (self.colophon,)
        return Document(tuple(parts), self.title, self.subtitle, self.about, notes)

    def _charts(self, draw: InText) -> Iterator[Part]:
        """The charts, each below its name where there are several."""
        for subject, name in self.charts:
            drawn = draw(subject)
            if drawn is not None:
                if len(self.charts) > 1:
                    yield Lines(((("name", name),),))
                yield drawn


class ToldBrief(NamedTuple):
    """A brief with its story."""

    brief: Brief
    story: Story


def documents(briefs: Sequence[ToldBrief], book: Book, question: Question, lang: Lang) -> Document:
    """The documents of several briefs, one below the other, with charts in characters."""
    draw = in_text(book, question, lang)
    found = tuple(brief.story.document(draw) for brief in briefs)
    return found[0] if len(found) == 1 else Document(found)
