"""The content of a page on one thing, before it is formatted: sections and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from mic25cli.calc.progress.result import Question
from mic25cli.model.dataset import RecordSet
from mic25cli.values import NamedTuple
from mic25cli.view.document import (
    Facts,
    Heading,
    Line,
    Lines,
    Listing,
    Part,
    RecordName,
    TextDocument,
    TextTable,
)
from mic25cli.view.text import Lang, date, kind_name, label

if TYPE_CHECKING:
    from mic25cli.calc.chart_data import Chart
    from mic25cli.calc.chart_fund_amounts import FundsChart


class Picture(NamedTuple):
    """A chart and its subject (`targets/ID`); one of several is small, under its name."""

    chart: Chart | FundsChart
    subject: str
    name: str = ""


class Meters(NamedTuple):
    """Things rated on a scale of four steps: the title, the level and the reason of each."""

    items: tuple[tuple[str, int, str], ...]


class Files(NamedTuple):
    """Downloads: the name of each, and its path from the folder of the page."""

    items: tuple[tuple[str, str], ...]


class Verbatim(NamedTuple):
    """A text to be copied, shown exactly as it is: a BibTeX entry, for example."""

    text: str


class Fold(NamedTuple):
    """A part that is shown on demand, below its title."""

    title: str
    parts: tuple[PagePart, ...]


class Scores(NamedTuple):
    """The scorecard: the squares that occur with their meanings, and the squares of each row."""

    symbols: tuple[tuple[str, str], ...]
    key: tuple[tuple[str, str, str], ...]
    """Each square with the filter of the list of targets that selects its like, if there is one."""
    rows: tuple[tuple[str, tuple[tuple[str, RecordName], ...], str], ...]


class Image(NamedTuple):
    """A drawing in files of its own beside the page, for wide and narrow screens."""

    title: str
    """The title of the drawing."""
    wide: str
    narrow: str
    full: str = ""


class Filtered(NamedTuple):
    """A table that the reader can filter by some of its columns and sort by any."""

    table: TextTable
    by: tuple[str, ...]


class Lanes(NamedTuple):
    """Counts by lane and time as dots; each column has the address of what is counted in it."""

    id: str
    title: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


OfPages = Picture | Meters | Files | Verbatim | Filtered | Fold | Image | Lanes | Scores
"""Parts that occur only on pages."""
PagePart = Part | OfPages


class Section(NamedTuple):
    """A section under a heading."""

    key: str
    title: str
    parts: tuple[PagePart, ...]
    """Parts of a document; on a site, also those that only pages have."""


class TextPage(NamedTuple):
    """A page on one thing: its finding, its sections and the frame around them."""

    path: str
    """The path: on a site within the folder of its language, in a report within the page."""
    title: str
    kind: str
    lead: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    other: str = ""
    """The title in the other language, if there is one."""
    kicker: str = ""
    square: str = ""
    """The square, drawn, of the target that the page is about, and its status in words."""
    verdict: Line = ()
    head: str = ""
    """The name of the page in lists, if its title is also that of another page."""
    group: RecordName | None = None
    """The page above this one, for the link back."""
    colophon: str = ""
    cited: tuple[str, ...] = ()
    """The ids of its sources by number."""
    neighbours: tuple[RecordName | None, RecordName | None] = (None, None)
    """The records before and after it."""
    data: str = ""
    """A description of the page's data for programs (schema.org)."""
    until: str = ""
    """The day from which the page says that it is out of date."""
    record: str = ""
    """The kind and id of the record that the page is about: `targets/ID`."""
    turns: tuple[tuple[str, str], ...] = ()
    """The pages of a list: the number and path of each."""

    @property
    def picture(self) -> Picture | None:
        """The first chart without a name of its own, for download; None if there is none."""
        parts = (part for section in self.sections for part in section.parts)
        return next((each for each in parts if isinstance(each, Picture) and not each.name), None)

    def document(self, lang: Lang, *, short: bool) -> TextDocument:
        """The page for Markdown, plain text and the terminal; if `short`, without pictures and with
        less on each source."""
        parts: list[Part] = [Lines((self.kicker,)), Lines(self.lead)]
        for section in self.sections:
            content = [each for part in section.parts for each in _in_text(part, lang, short)]
            if section.key == "sources":
                items = tuple(
                    item for part in content if isinstance(part, Listing) for item in part.items
                )
                parts.append(Listing(section.title, (*map(_shortly, items),) if short else items))
            elif content:
                parts += [Heading(section.title)] if section.title else []
                parts += content
        about = (kind_name(self.kind, lang, 1), self.path)
        return TextDocument(tuple(parts), self.title, self.other, about, (self.colophon,))


def _in_text(part: PagePart, lang: Lang, short: bool) -> Iterator[Part]:
    """A part of a page as text: folded parts are shown, and charts are drawn in characters."""
    if isinstance(part, Fold):
        for each in part.parts:
            yield from _in_text(each, lang, short)
    elif isinstance(part, Meters):
        yield Facts(tuple((title, (why,)) for title, _, why in part.items))
    elif isinstance(part, Picture) and not short:
        from mic25cli.view.chart import chart_parts

        yield from [Lines(((("name", part.name),),))] if part.name else []
        yield chart_parts.drawing(part.chart, lang)
    elif isinstance(part, get_args(Part)):
        yield part


def _shortly(source: tuple[str, Line]) -> tuple[str, Line]:
    mark, line = source
    if isinstance(line, str):
        return source
    return mark, tuple((style, text.partition(" · ")[0]) for style, text in line[:3])


def as_of(question: Question, lang: Lang) -> str:
    """The words for the date of a page, and for `known_at` if that is given."""
    state = (
        label("page-known", lang, date=date(question.known_at, lang)) if question.known_at else ""
    )
    return label("page-as-of", lang, date=date(question.as_of, lang)) + state


def colophon(dataset: RecordSet, lang: Lang, version: str) -> str:
    """The line at the foot of a page: version of mic25, and digest of the dataset."""
    return label("page-colophon", lang, version=version, digest=dataset.whole.digest[:12])
