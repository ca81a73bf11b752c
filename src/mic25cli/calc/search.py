"""Search: which records speak of what somebody typed, where, and in which order.

Every word of the query must be met by a record: by a word that starts with its stem, by its
characters where it is Chinese, by another name of what it names ("big fund" is also 大基金), or
by the sound of a Chinese name (`xinnengyuan`, `xnyqc`).  What only stands inside a word counts in
names alone, and last: ship is not ownership.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast, overload

from mic25cli.errors import UsageError
from mic25cli.model import han
from mic25cli.model.book import Book, Record
from mic25cli.model.folded import (
    Entry,
    Folded,
    entry_of,
    fold,
    fold_with_places,
    is_name,
    other_names,
    walk,
)
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain import printed_by

if TYPE_CHECKING:
    from mic25cli.model.records import Name

RANKS = ("same", "same-thing", "name", "other-name", "sound", "text", "other-text", "inside")
"""How a record meets a query, the best first.

same: a name of it is the query; same-thing: one is what is also called so; name: its names have
the words; other-name: they have another name of the same thing; sound: a Chinese name sounds like
it; text, other-text: the same of its other texts; inside: a name has it inside a word.  A record
ranks by the worst of the words.
"""

SAME, SAME_THING, NAME, OTHER_NAME, SOUND, TEXT, OTHER_TEXT, INSIDE = range(len(RANKS))

FILLERS = frozenset(
    {
        "the", "of", "and", "in", "for", "a", "an", "to", "on", "by", "at", "from", "with",
        "is", "are", "was", "who", "what",
    }
)  # fmt: skip
"""Words that are left out of a query that has others: they tell no record from another."""

EVERYDAY = frozenset(
    {
        "it", "most", "us", "kit", "ad", "ma", "st", "un", "am", "as", "do", "go", "so", "or",
        "be", "no", "me", "rd",
    }
)  # fmt: skip
"""Abbreviations that are everyday words too: other texts are not searched for them."""

WEIGHTS = {
    "industries": 0.45, "terms": 0.35, "funds": 0.3, "institutions": 0.25, "pilots": 0.22,
    "documents": 0.22, "targets": 0.2, "enterprises": 0.2, "wording": 0.15, "provisions": 0.12,
    "recommendations": 0.1, "indicators": 0.08, "events": 0.05, "assessments": 0.05,
    "sources": -0.25, "findings": -0.15,
}  # fmt: skip
"""What a kind adds to the share of a name that the query covers, among hits of one rank."""


class Match(NamedTuple):
    """Where a record meets the query: from which character of a value on, up to which."""

    path: str
    start: int
    end: int


class Also(NamedTuple):
    """Another name that was searched for too, and the record that has it."""

    name: str
    kind: str
    id: str


@dataclass(frozen=True)
class Hit:
    """A record that a query finds."""

    kind: str
    id: str
    name: Any = field(metadata=printed_by("name_"))
    rank: str
    """how near it is"""
    path: str = field(metadata=printed_by("field"))
    value: str = field(metadata=printed_by("snippet"))
    matches: tuple[Match, ...]

    @property
    def name_(self) -> Name:
        """What it is called; a title stands as English."""
        titled = isinstance(self.name, str)
        return cast("Name", {"en": self.name, "zh": None} if titled else self.name)

    @property
    def field(self) -> str:
        """Where the first match stands."""
        return self.path

    @property
    def snippet(self) -> str:
        """The whole value there."""
        return self.value


class Hits(Sequence[Hit]):
    """The hits of a query in order, each looked at more closely only where it is asked for."""

    def __init__(self, query: Query, book: Book, ranked: Sequence[tuple[int, str, str]]) -> None:
        self.query = query
        self.book = book
        self.ranked = ranked

    def __len__(self) -> int:
        return len(self.ranked)

    @overload
    def __getitem__(self, at: int) -> Hit: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, at: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(at, slice):
            return tuple(map(self._hit, self.ranked[at]))
        return self._hit(self.ranked[at])

    def _hit(self, each: tuple[int, str, str]) -> Hit:
        rank, kind, id_ = each
        record = self.book.get(kind, id_)
        assert record is not None
        return _hit(self.query, record, rank)


@dataclass(frozen=True)
class Found:
    """What a query finds: hits in order, what else was searched for, what it may have meant."""

    query: str
    hits: Hits
    counts: Mapping[str, int]
    """How many records of each kind meet it, in the order of the kinds, shown or not."""
    also: tuple[Also, ...] = ()
    meant: tuple[str, ...] = ()
    inside: int = 0
    """How many have it only inside a word of a name."""

    @property
    def total(self) -> int:
        """How many records meet it."""
        return sum(self.counts.values())


# -- words --------------------------------------------------------------------------------


def stem(word: str) -> tuple[str, str]:
    """The start that forms of a folded English word share, and what may follow it, as a pattern."""
    if not re.fullmatch(r"[a-z]{4,}", word):
        return word, ""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3], "(?:y|ie)"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1], "(?:y|ie)"
    for ending, least in (
        ("ics", 5), ("ing", 5), ("ches", 3), ("shes", 3), ("xes", 3), ("sses", 3), ("ed", 5),
        ("s", 3),
    ):  # fmt: skip
        base = word.removesuffix(ending)
        if base == word or len(base) < least:
            continue
        if ending == "s" and word.endswith(("ss", "us", "is")):
            continue
        if ending == "ed" and word.endswith("eed"):
            continue
        return (base + ending[:-2] if ending.endswith("es") else base), ""
    return word, ""


def _word_pattern(word: str) -> tuple[str, str, str]:
    """A text that is part of every form of a folded word, and the patterns of its forms.

    The first pattern is of a form wherever a text has one, the second of its start alone.
    """
    if not re.search(r"[0-9a-z]", word) or han.has_han(word):
        return word, re.escape(word), re.escape(word)
    base, tail = stem(word)
    start = re.escape(base) + tail
    pattern = r"(?<![0-9a-z])" + start if word[0].isalnum() else start
    if not word[-1].isalnum():
        return base, pattern, start
    if len(base) <= 3 and not tail:
        # A short word is that word: car is not carbon.
        return base, pattern + r"(?:'?s|es)?(?![0-9a-z])", start
    return base, pattern + "[a-z]*", start


BETWEEN = r"[\s\-]+"
"""What stands between the words of a phrase."""


class Phrase:
    """Folded words in a row, in any of their forms."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [_word_pattern(word) for word in text.split()]
        self._need = max((need for need, _, _ in self._words), key=len, default="")

    # Most phrases are in no text that they are looked for in, and need no pattern.

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(BETWEEN.join(pattern for _, pattern, _ in self._words))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        *before, last = self._words
        ending = "" if han.has_han(self.text) else "(?:s|es|d|ed|ing|ics)?"
        return re.compile(BETWEEN.join([*(pattern for _, pattern, _ in before), last[2]]) + ending)

    @property
    def part(self) -> str:
        """A text that everything has that has the phrase."""
        return self._need

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a folded text has it."""
        if self._need in text:
            for hit in self._pattern.finditer(text):
                yield hit.span()

    def within(self, text: str) -> bool:
        """Whether a folded text has it."""
        return self._need in text and self._pattern.search(text) is not None

    def whole(self, text: str) -> bool:
        """Whether a folded text is nothing else."""
        return self._need in text and self._whole.fullmatch(text) is not None


@dataclass(frozen=True)
class Unit:
    """A part of the query that a record must meet: words, and what is also called so."""

    words: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()
    sound: str = ""
    """How it may be typed for its sound: letters alone, no spaces."""

    def places(self, folded: Folded) -> set[int]:
        """Where entries that meet it may be, among them all that do."""
        found = set.intersection(*(folded.having(word.part) for word in self.words))
        for other in self.others:
            found |= folded.having(other.part)
        return found | folded.sounding(self.sound) if self.sound else found

    def rank(self, entry: Entry) -> int | None:
        """How an entry meets it, best first; None where it does not."""
        names, texts, heard = entry
        if all(word.within(names) for word in self.words):
            return NAME
        if any(other.within(names) for other in self.others):
            return OTHER_NAME
        if self.sound and heard and _heard(self.sound, heard):
            return SOUND
        if all(word.within(names) or word.within(texts) for word in self.words):
            return TEXT
        if any(other.within(texts) for other in self.others):
            return OTHER_TEXT
        if all(word.text in names for word in self.words):
            return INSIDE
        return None


def _heard(sound: str, heard: str) -> bool:
    return any(_sound_span(sound, line.split()) is not None for line in heard.split("\n"))


def _sound_span(sound: str, syllables: Sequence[str]) -> tuple[int, int] | None:
    """The first and the end of the syllables that a sound names, in full or by their initials."""
    whole = "".join(syllables)
    if sound in whole:
        ends = [0]
        for syllable in syllables:
            ends.append(ends[-1] + len(syllable))
        start = whole.find(sound)
        while start >= 0:
            if start in ends and start + len(sound) in ends:
                return ends.index(start), ends.index(start + len(sound))
            start = whole.find(sound, start + 1)
    initials = "".join(syllable if syllable.isdigit() else syllable[:1] for syllable in syllables)
    if len(sound) >= 4 and len(initials) == len(syllables) and sound in initials:
        start = initials.index(sound)
        return start, start + len(sound)
    return None


def _typed_sound(words: Iterable[str]) -> str:
    """Words as a sound, where they can be one: tone figures, apostrophes and spaces left out."""
    joined = "".join(words).replace("'", "").replace("v", "u")
    joined = re.sub(r"(?<=[a-z])[1-5](?![0-9])", "", joined)
    return joined if len(joined) >= 4 and re.search("[a-z]{4}", joined) else ""


# -- queries ------------------------------------------------------------------------------


@dataclass
class Query:
    """A query, ready to be put to entries."""

    text: str
    units: tuple[Unit, ...]
    also: tuple[Also, ...] = ()
    whole: tuple[Phrase, ...] = field(default=())
    """The query as one phrase, then what is also called so as a whole."""

    @cached_property
    def sound(self) -> str:
        """The whole query as a sound."""
        return _typed_sound(fold(self.text).split())

    def places(self, folded: Folded) -> set[int]:
        """Where entries that meet the query may be, among them all that do."""
        found = set.intersection(*(unit.places(folded) for unit in self.units))
        return found | folded.sounding(self.sound) if self.sound else found

    def rank(self, entry: Entry) -> int | None:
        """How an entry meets the query: by the worst of its units; None where it does not."""
        ranks = [unit.rank(entry) for unit in self.units]
        worst = None if None in ranks else max(rank for rank in ranks if rank is not None)
        if worst in (NAME, OTHER_NAME):
            lines = entry[0].split("\n")
            for number, phrase in enumerate(self.whole):
                if any(phrase.whole(line) for line in lines):
                    return SAME if number == 0 else SAME_THING
        if (worst is None or worst > SOUND) and self.sound and entry[2]:
            if any(line.replace(" ", "") == self.sound for line in entry[2].split("\n")):
                return SAME
            if _heard(self.sound, entry[2]):
                return SOUND
        return worst

    def spans(self, text: str, inside: bool) -> list[tuple[int, int]]:
        """Where a folded text meets parts of the query; those inside words where nothing else."""
        found: list[tuple[int, int]] = []
        for unit in self.units:
            own = [span for word in unit.words for span in word.spans(text)]
            found += own or [span for other in unit.others for span in other.spans(text)]
            if inside and not own:
                for word in unit.words:
                    start = text.find(word.text)
                    if start >= 0:
                        found.append((start, start + len(word.text)))
        return _merged(found)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > start:
            found.append((start, end))
    return found


def _lines_called(book: Book, phrase: Phrase) -> Iterator[tuple[str, str, list[str]]]:
    """The records that have a phrase for a name: kind, id and all their names, folded."""
    for kind, folded in book.index.items():
        if kind in ("sources", "exhibits", "findings"):
            continue
        for place in sorted(folded.named(phrase.part)):
            id_, *names = folded.entry(place)[0].split("\n")
            if any(phrase.whole(line) for line in (id_, *names)):
                yield kind, id_, names


def _others(book: Book, phrase: Phrase) -> tuple[list[Phrase], list[Also]]:
    """What a phrase is also called, from the names of the records that have it for one."""
    others: dict[str, Also] = {}
    for kind, id_, names in _lines_called(book, phrase):
        for name in names:
            latin = not han.has_han(name)
            if not name.strip() or phrase.whole(name):
                continue
            if latin and (len(name) < 2 or name in EVERYDAY):
                continue
            others.setdefault(name, Also(name, kind, id_))
    if han.has_han(phrase.text) and len(phrase.text) > 1:
        # A place that the records name in English alone.
        heard = "".join(han.syllables(phrase.text))
        if heard.isascii() and len(heard) > 5 and heard.isalpha():
            others.setdefault(heard, Also(heard, "", ""))
    return [Phrase(name) for name in others], list(others.values())


def parse(text: str, book: Book, exact: bool = False) -> Query:
    """A query on a book; with `exact`, nothing but its own words is searched for.

    Raises `UsageError` for a query without a word.
    """
    words = fold(text).split()
    if not words:
        raise UsageError("there is nothing to search for", "give a word: 'mic25 search battery'.")
    kept = [word for word in words if word not in FILLERS] or words
    units: list[Unit] = []
    also: dict[str, Also] = {}
    phrase_of = cache(Phrase)
    whole = [phrase_of(" ".join(words))]
    at = 0
    while at < len(kept):
        for size in range(min(6, len(kept) - at), 0, -1):
            part = kept[at : at + size]
            phrase = phrase_of(" ".join(part))
            others, names = ([], []) if exact else _others(book, phrase)
            if others or size == 1:
                sound = "" if exact else _typed_sound(part)
                units.append(Unit(tuple(map(phrase_of, part)), tuple(others), sound))
                also.update((name.name, name) for name in names if name.kind)
                if size == len(kept):
                    whole += others
                at += size
                break
    return Query(text, tuple(units), tuple(also.values()), tuple(whole))


# -- searching ----------------------------------------------------------------------------


def search(
    book: Book,
    text: str,
    kinds: Sequence[str] = (),
    keep: Callable[[Record], bool] | None = None,
    exact: bool = False,
) -> Found:
    """The records of a book that meet a query, the nearest first.

    `kinds` and `keep` say which records to look at.  Where nothing is found, `meant` has what the
    query may have meant.
    """
    query = parse(text, book.whole, exact)
    ranked: list[tuple[int, float, str, str]] = []
    for kind in kinds or KINDS:
        for id_, entry in entries(query, book, kind):
            rank = query.rank(entry)
            if rank is not None:
                ranked.append((rank, -_weight(query, kind, entry), kind, id_))
    ranked.sort()
    counts: dict[str, int] = {}
    hits: list[tuple[int, str, str]] = []
    for rank, _, kind, id_ in ranked:
        if keep is not None and ((record := book.get(kind, id_)) is None or not keep(record)):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        hits.append((rank, kind, id_))
    return Found(
        text,
        Hits(query, book, hits),
        {kind: counts[kind] for kind in KINDS if kind in counts},
        query.also,
        () if counts else _meant(query, book),
        sum(rank == INSIDE for rank, _, _ in hits),
    )


def entries(query: Query, book: Book, kind: str) -> Iterator[tuple[str, Entry]]:
    """The records of a kind that may meet a query, as searched, by id."""
    folded = book.whole.index.get(kind)
    if folded is None:
        return
    for place in sorted(query.places(folded)):
        if book.whole is book:
            yield folded.id(place), folded.entry(place)
        elif (record := book.get(kind, folded.id(place))) is not None:
            # Cut to a time, it has no other texts than the whole has, if fewer.
            yield record["id"], entry_of(record)


def _weight(query: Query, kind: str, entry: Entry) -> float:
    """How near a hit is among those of its rank: by the share of its best name, and its kind."""
    best = 0.0
    for line in entry[0].split("\n"):
        spans = query.spans(line, inside=False)
        if spans and line:
            best = max(best, sum(end - start for start, end in spans) / len(line))
    if not best and query.sound:
        heard = (line.replace(" ", "") for line in entry[2].split("\n"))
        best = max(
            (len(query.sound) / len(line) for line in heard if query.sound in line), default=0.0
        )
    return round(best + WEIGHTS.get(kind, 0.0), 6)


def _hit(query: Query, record: Record, rank: int) -> Hit:
    """A hit with the places where the record meets the query."""
    found: list[tuple[str, str, list[tuple[int, int]]]] = []
    for path, value in (("id", record["id"]), *walk(record)):
        spans = _places(query, path, value, rank)
        if spans:
            found.append((path, value, spans))
    label = record[KINDS[record["kind"]].label]
    text = rank in (TEXT, OTHER_TEXT)

    def telling(each: tuple[str, str, list[tuple[int, int]]]) -> tuple[bool, bool, bool, int]:
        # A hit by name shows the name, one by what is said what it says; an id says least.
        path, value, spans = each
        named = path == "id" or is_name(path)
        spoken = " " in value or han.has_han(value)
        return (
            path != "id",
            (text and not named) or (not text and path in ("name.en", "title")),
            spoken,
            sum(end - start for start, end in spans),
        )

    shown = max(found, key=telling) if found else ("id", record["id"], [])
    matches = tuple(Match(path, *span) for path, _, spans in found for span in spans)
    return Hit(record["kind"], record["id"], label, RANKS[rank], shown[0], shown[1], matches)


def _places(query: Query, path: str, value: str, rank: int) -> list[tuple[int, int]]:
    """The parts of a value that meet the query, as places in the value itself."""
    folded = fold(value)
    named = path == "id" or is_name(path)
    spans = query.spans(folded, inside=named and rank == INSIDE)
    if spans:
        folded, places = fold_with_places(value)
        spans = query.spans(folded, inside=named and rank == INSIDE)
        return _merged((places[start], places[end - 1] + 1) for start, end in spans)
    if named and rank in (SOUND, SAME) and han.has_han(folded):
        return _sound_places(query, *fold_with_places(value))
    if any(query.spans(fold(name), inside=False) for name in other_names(path, value)):
        return [(0, len(value))]
    return []


def _sound_places(query: Query, folded: str, places: list[int]) -> list[tuple[int, int]]:
    chars = [at for at, char in enumerate(folded) if char.isalnum()]
    readings = han.syllables(folded)
    heard = [readings[at] for at in chars]
    for sound in (query.sound, *(unit.sound for unit in query.units)):
        span = _sound_span(sound, heard) if sound else None
        if span is not None:
            first, last = chars[span[0]], chars[span[1] - 1]
            return [(places[first], places[last] + 1)]
    return []


def _meant(query: Query, book: Book) -> tuple[str, ...]:
    """Queries near one that finds nothing, by the words and names of the book."""
    from difflib import get_close_matches

    known: dict[str, None] = {}
    names: dict[str, None] = {}
    for folded in book.whole.index.values():
        for entry in folded.values():
            for line in entry[0].split("\n")[1:]:
                if len(line) <= 40:
                    names[line] = None
                known.update(dict.fromkeys(re.findall(r"[a-z][a-z0-9]{2,}", line)))
    text = fold(query.text)
    found: list[str] = []
    words: list[str] = []
    for word in text.split():
        close = get_close_matches(word, known, 1, 0.75)
        words.append(word if _is_known(word, book) or not close else close[0])
    guess = " ".join(words)
    if guess != text:
        query = parse(guess, book.whole)
        if any(
            query.rank(entry) is not None
            for kind in KINDS
            for _, entry in entries(query, book, kind)
        ):
            found.append(guess)
    cut = 0.5 if han.has_han(text) else 0.7
    found += get_close_matches(text, names, 3, cut)
    return tuple(dict.fromkeys(found))[:3]


def _is_known(word: str, book: Book) -> bool:
    phrase = Phrase(word)
    return any(
        phrase.within(text)
        for folded in book.whole.index.values()
        for place in folded.having(phrase.part)
        for text in folded.entry(place)[:2]
    )
