"""Sources numbered in the order in which a page names them, and the list of them at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mic25cli.calc.cites import Cited, rank
from mic25cli.model.book import Book
from mic25cli.model.choices import CHECKED
from mic25cli.view.document import Line, Piece
from mic25cli.view.text import Lang
from mic25cli.view.words import label

MOST = 3
"""Sources that stand beside one statement: the best; `cite` and `explain` have all."""

PLACES = 4
"""Places in a source that its line names before it only counts them."""


def closest(places: Iterable[tuple[str | None, str]]) -> str:
    """How closely a source was looked at where it was looked at most closely."""
    return min((checked for _, checked in places), key=CHECKED.index)


class Numbers:
    """Gives each source a number, and keeps where in it a page's statements were read."""

    def __init__(self, book: Book, lang: Lang, most: int = MOST) -> None:
        self.most = most
        self.book = book
        self.lang = lang
        self.numbers: dict[str, int] = {}
        self.places: dict[str, dict[tuple[str | None, str], None]] = {}

    def ref(self, cites: Iterable[Cited]) -> tuple[Piece, ...]:
        """The numbers of the best of these cites as a piece that links to the list."""
        best = sorted(cites, key=rank)
        of: dict[str, int] = {}
        for cite in best:
            if cite.source not in of and len(of) >= self.most:
                continue
            of[cite.source] = self.numbers.setdefault(cite.source, len(self.numbers) + 1)
            self.places.setdefault(cite.source, {})[cite.at, cite.checked] = None
        if not of:
            return ()
        marks = ", ".join(str(number) for number in sorted(of.values()))
        return (("", " "), ("ref", f"[{marks}]"))

    def said(self, text: str, cites: Iterable[Cited]) -> tuple[Piece, ...]:
        """A text with the numbers of its sources behind it."""
        return (("", text), *self.ref(cites))

    def items(self) -> tuple[tuple[str, Line], ...]:
        """The numbered list: who, what, when, how good, how closely and where read, address."""
        return tuple((f"[{number}]", self._line(key)) for key, number in self.numbers.items())

    def _line(self, key: str) -> Line:
        source, lang = self.book.source(key), self.lang
        read = self._read(key)
        if source is None:
            return " · ".join((key, read))
        who = f"{source['publisher']}, " if source["publisher"] else ""
        when = source["published"] or label("no-date", lang)
        said = [
            label("page-source-grade", lang, grade=source["grade"]),
            read,
            *self._places(list(self.places[key])),
        ]
        paren = "({})" if lang == "zh" else " ({})"
        pieces: list[Piece] = [
            ("", who),
            ("title", source["title"]),
            ("", paren.format(when) + " · " + " · ".join(said)),
        ]
        if source["url"]:
            pieces += [("", " · "), ("link", source["url"])]
        return tuple(pieces)

    def _read(self, key: str) -> str:
        return label(f"page-read-{closest(self.places[key])}", self.lang)

    def _places(self, places: Sequence[tuple[str | None, str]]) -> list[str]:
        ats = list(dict.fromkeys(at for at, _ in places if at))
        if not ats:
            return []
        said = label("semicolon", self.lang).join(ats[:PLACES])
        if len(ats) > PLACES:
            said = label("page-source-more", self.lang, at=said, count=len(ats) - PLACES)
        return [said]
