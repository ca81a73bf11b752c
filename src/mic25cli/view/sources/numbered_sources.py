"""Sources numbered in the order of an answer, and the list of them at its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, field

from mic25cli.calc.source_grades import Cited, address, grade_of, rank
from mic25cli.model.closed_lists import CHECKED
from mic25cli.model.dataset import RecordSet
from mic25cli.model.screen_words import translated
from mic25cli.values import FrozenData
from mic25cli.view.document import Line, Piece, RecordName
from mic25cli.view.text import Lang, date, label

PLACES = 4
"""How many places in a source its line lists; further places are only counted."""


def counting(grade: str | None, lang: Lang) -> str:
    """The grade of a source in words."""
    return label("counts", lang, grade=grade) if grade else label("counts-nothing", lang)


def place_words(place: str, lang: Lang) -> str:
    """A place in a source in a language; its parts without a translation stay as recorded."""

    def said(part: str) -> str:
        head, _, number = part.partition(" ")
        whole, of = translated(f"at-{part}", lang), translated(f"at-{head}", lang)
        known = whole or (None if " " in number else of)
        return part if known is None else known.format(number=number)

    return label("comma", lang).join(map(said, place.split(", ")))


class SourcePlace(FrozenData):
    """The place in a source, how it was checked, and the words with the number."""

    at: str | None
    checked: str
    quote: tuple[str, ...]


def closest(places: Iterable[SourcePlace]) -> str:
    """The closest check among the places of a source."""
    return min((place.checked for place in places), key=CHECKED.index)


class SourceNumbers(FrozenData):
    """Numbers the sources of an answer or, with `by_place`, the places in them, with ids. One
    statement gets the numbers of its best `most`. Without `addresses`, only links to words are
    printed."""

    dataset: RecordSet
    lang: Lang
    _: KW_ONLY
    most: int | None = None
    by_place: bool = False
    addresses: bool = True
    numbers: dict[tuple[str, SourcePlace | None], int] = field(default_factory=dict)
    places: dict[tuple[str, SourcePlace | None], dict[SourcePlace, None]] = field(
        default_factory=dict
    )

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources in the order of their numbers."""
        return tuple(dict.fromkeys(source for source, _ in self.numbers))

    def ref(self, cites: Iterable[Cited]) -> tuple[Piece, ...]:
        """The numbers of some citations, as a piece of text that links to the list."""
        of: dict[tuple[str, SourcePlace | None], int] = {}
        for cite in cites if self.by_place else sorted(cites, key=rank):
            place = SourcePlace(cite.at, cite.checked, tuple(cite.quote))
            key = (cite.source, place if self.by_place else None)
            if key not in of and self.most is not None and len(of) >= self.most:
                continue
            of[key] = self.numbers.setdefault(key, len(self.numbers) + 1)
            self.places.setdefault(key, {})[place] = None
        if not of:
            return ()
        numbers = of.values() if self.by_place else sorted(of.values())
        return (("", " "), ("ref", f"[{', '.join(map(str, numbers))}]"))

    def attached_to(self, text: str, cites: Iterable[Cited]) -> tuple[Piece, ...]:
        """A text followed by the numbers of its sources."""
        return (("", text), *self.ref(cites))

    def items(self, most: int | None = None) -> tuple[tuple[str, Line], ...]:
        """The numbered list: publisher, title, date, grade, check, places; short with `most`."""
        lines = [
            (f"[{number}]", self._line(key, short=most is not None))
            for key, number in list(self.numbers.items())[:most]
        ]
        count = len(self.numbers) - len(lines)
        return (*lines, *([("", label("page-more-long", self.lang, count=count))] if count else []))

    def _line(self, key: tuple[str, SourcePlace | None], *, short: bool) -> Line:
        source, lang = self.dataset.source(key[0]), self.lang
        read = label(f"page-read-{closest(self.places[key])}", lang)
        if source is None:
            return " · ".join((key[0], read))
        authority = label("authority", lang, authority=source["authority"])
        access = label(f"access-{source['access']}", lang)
        counts = grade_of(source)
        line = [
            f"{authority}{label('comma-text', lang)}{access}",
            *([] if counts == source["authority"] else [counting(counts, lang)]),
            *self._some(place_words(each.at, lang) for each in self.places[key] if each.at),
            *([] if short else [read]),
        ]
        published = source["published"]
        when = date(published, lang) if published else label("no-date", lang)
        pieces: list[Piece] = [
            ("", RecordName(f"{key[0]} · " if self.by_place else "", "sources", key[0], "")),
            ("", source["publisher"] + label("comma-text", lang) if source["publisher"] else ""),
            ("title", RecordName(source["title"], "sources", key[0])),
            ("", " · ".join((label("parenthesis", lang, text=when), *line))),
        ]
        found = [place.quote for place in self.places[key] if place.quote]
        words = self._some(
            label("as-printed", lang, words=quote) for quotes in found for quote in quotes
        )
        pieces += [("", f" · {text}") for text in words]
        link = address(source["url"], next(iter(found), ()))
        if link and (found or (self.addresses and not short)):
            pieces += [("", " · "), ("link", link)]
        return tuple(piece for piece in pieces if piece[1])

    def _some(self, texts: Iterable[str]) -> list[str]:
        ats = list(dict.fromkeys(texts))
        if not ats:
            return []
        text = label("semicolon", self.lang).join(ats[:PLACES])
        if len(ats) > PLACES:
            text = label("page-source-more", self.lang, at=text, count=len(ats) - PLACES)
        return [text]
