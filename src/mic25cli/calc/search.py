"""Search records by words. Every word must match: by its stem, Chinese characters, another name or
its sound. Matches inside a word come last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, overload

from mic25cli.calc.search_words import (
    INSIDE,
    NAME,
    OTHER_NAME,
    OTHER_TEXT,
    RANKS,
    SAME,
    SAME_THING,
    SOUND,
    TEXT,
    Also,
    Phrase,
    Query,
    QueryUnit,
    merged,
    parse,
    sound_span,
    stem,
)
from mic25cli.errors import nearest_words, within
from mic25cli.model import chinese_script, text_folding
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.values import FrozenData, NamedTuple, replace

if TYPE_CHECKING:
    from mic25cli.model.records import Name

ORDER = ("targets", "indicators", "funds", "documents")
"""The kinds that come first, in this order, among hits that match about equally well."""
WEIGHTS = {
    "industries": 0.6, "targets": 0.42, "funds": 0.36, "terms": 0.32, "institutions": 0.25,
    "documents": 0.24, "enterprises": 0.2, "pilots": 0.2, "wording": 0.15, "provisions": 0.12,
    "recommendations": 0.1, "indicators": 0.0, "events": 0.05, "assessments": 0.05,
    "findings": -0.15, "sources": -0.25,
}  # fmt: skip
"""How much a kind adds to the matched share of a name, among hits of one rank."""
NEARNESS = {SAME: 0, SAME_THING: 1, NAME: 1, OTHER_NAME: 1, SOUND: 1, TEXT: 2, OTHER_TEXT: 2}
"""The class of a rank: the name itself (0), a name that contains the words (1), a text (2)."""

LONGEST_PARTED = 64
"""The maximum length of a Chinese query without spaces that may be read as two words."""

SECONDARY = ("sources", "findings", "exhibits")
"""Kinds about other records: they come after the records that they are about."""


class Match(NamedTuple):
    """Where a record matches the query: its place, the value there, and the spans in it."""

    path: str
    start: int
    end: int


class Hit(FrozenData):
    """A record in the result of a search, with the place and the words that matched."""

    kind: str
    id: str
    name: Name
    """The name of the record; a title is under English."""
    rank: str
    """how well it matches: one of the ranks"""
    field: str
    """The place of the first match."""
    snippet: str
    """The whole value at that place."""
    matches: tuple[Match, ...]


class Hits(Sequence[Hit]):
    """The hits of a query in order; the details of each are computed on first use."""

    def __init__(
        self, query: Query, dataset: RecordSet, ranked: Sequence[tuple[int, str, str]]
    ) -> None:
        self.query = query
        self.dataset = dataset
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

    def _hit(self, place: tuple[int, str, str]) -> Hit:
        rank, kind, id_ = place
        record = self.dataset.get(kind, id_)
        assert record is not None
        return _hit(self.query, record, rank)


class SearchResult(FrozenData):
    """The result of a search: hits in order, other names that were searched, and suggestions."""

    query: str
    hits: Hits
    counts: Mapping[str, int]
    """The number of records of each kind that match, shown or not, in the order of the kinds."""
    also: tuple[Also, ...] = ()
    meant: tuple[str, ...] = ()
    inside: int = 0
    """The number of hits that match only inside a word of a name."""
    mended: str = ""
    """The query as typed, if it had no hit and a corrected one was used."""
    met: int | None = None
    """If no record has all parts of the query: the minimum number of parts that the hits have."""

    @property
    def total(self) -> int:
        """The number of records that match, without a limit."""
        return sum(self.counts.values())

    @property
    def named(self) -> Iterator[str]:
        """The ids of the hits that have all words in their names, not only in their texts."""
        return (id_ for rank, _, id_ in self.hits.ranked if self.met is None and rank <= SOUND)


def search(
    dataset: RecordSet,
    text: str,
    kinds: Sequence[str] = (),
    keep: Callable[[Record], bool] | None = None,
    exact: bool = False,
) -> SearchResult:
    """The records that match a query, the best first; without any, `meant` has suggestions."""
    query = parse(text, dataset.whole, exact)
    hits = _hits(query, dataset, kinds, keep)
    if hits.total or exact:
        return hits
    guess = _mended(query, dataset) or _parted(query, dataset)
    if guess is not None:
        mended = _hits(parse(guess, dataset.whole), dataset, kinds, keep)
        if mended.total:
            return replace(mended, mended=text)
    # A record with fewer than half of the words, or without the rarest, is about something else.
    for least in range(len(query.units) - 1, (len(query.units) - 1) // 2, -1):
        partly = _hits(query, dataset, kinds, keep, least)
        if partly.total:
            return replace(partly, met=least)
    word = text_folding.fold(query.text)
    alike = 0.5 if chinese_script.has_han(word) else 0.7
    near = nearest_words(word, _words_of(dataset)[1], 3, alike)
    near = [each for each in near if within(word, each, 1 + (len(word) > 5))]
    return replace(hits, meant=tuple(near) if len(word) > 3 or not word.isascii() else ())


def _hits(
    query: Query,
    dataset: RecordSet,
    kinds: Sequence[str],
    keep: Callable[[Record], bool] | None,
    least: int | None = None,
) -> SearchResult:
    ranked: list[tuple[tuple[bool, int, int, int], float, str, str, int]] = []
    rare = min(query.units, key=partial(_rarity, dataset)) if least else query.units[0]
    for kind in dict.fromkeys(kinds or KINDS):
        for id_, entry in entries(query, dataset, kind, partly=least is not None):
            rank = query.rank(entry) if least is None else query.rank_of_part(entry, least, rare)
            if rank is not None:
                secondary = kind in SECONDARY and rank > SAME_THING
                # A term with exactly this name comes after the targets that have it.
                near = max(NEARNESS.get(rank, INSIDE), kind == "terms")
                place = ORDER.index(kind) if kind in ORDER and rank != SOUND else len(ORDER)
                order = (secondary, near, place, NAME if rank == OTHER_NAME else rank)
                ranked.append((order, -_weight(query, kind, entry), kind, id_, rank))
    ranked.sort()
    counts: dict[str, int] = {}
    hits: list[tuple[int, str, str]] = []
    for *_, kind, id_, rank in ranked:
        if keep is not None and ((record := dataset.get(kind, id_)) is None or not keep(record)):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        hits.append((rank, kind, id_))
    return SearchResult(
        query.text,
        Hits(query, dataset, hits),
        {kind: counts[kind] for kind in KINDS if kind in counts},
        query.also,
        inside=sum(rank == INSIDE for rank, _, _ in hits),
    )


def _rarity(dataset: RecordSet, unit: QueryUnit) -> int:
    """The number of records that contain a part of a query."""
    every = dataset.whole.index.values()
    found = (unit.rank(folded.entry(at)) for folded in every for at in unit.places(folded))
    return sum(rank is not None for rank in found)


def entries(
    query: Query, dataset: RecordSet, kind: str, *, partly: bool = False
) -> Iterator[tuple[str, text_folding.Entry]]:
    """The records of a kind, by id, that may match a query or a part of it."""
    folded = dataset.whole.index.get(kind)
    if folded is None:
        return
    for place in sorted(query.places(folded, partly=partly)):
        if dataset.whole is dataset:
            yield folded.id(place), folded.entry(place)
        elif (record := dataset.get(kind, folded.id(place))) is not None:
            # A dataset as of a date has no texts that the whole dataset lacks.
            yield record["id"], text_folding.entry_of(record)


def _weight(query: Query, kind: str, entry: text_folding.Entry) -> float:
    """Sort key of a hit within its rank: share of the name matched, then record type."""
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
    matched: list[tuple[str, str, list[tuple[int, int]]]] = []
    for path, value in (("id", record["id"]), *text_folding.walk(record)):
        spans = _places(query, path, value, rank)
        if spans:
            matched.append((path, value, spans))
    label = KINDS[record["kind"]].label
    called, chinese = record[label], record.get(f"{label}_zh")
    name: Name = {"en": called, "zh": chinese} if isinstance(called, str) else called
    text = rank in (TEXT, OTHER_TEXT)

    def telling(match: tuple[str, str, list[tuple[int, int]]]) -> tuple[bool, bool, bool, int]:
        # A hit by name shows the name, any other hit its text; the id is the least informative.
        path, value, spans = match
        is_own = path == "id" or text_folding.is_name(path)
        spoken = " " in value or chinese_script.has_han(value)
        return (
            path != "id",
            (text and not is_own) or (not text and path in ("name.en", "title")),
            spoken,
            sum(end - start for start, end in spans),
        )

    best = max(matched, key=telling) if matched else ("id", record["id"], [])
    matches = tuple(Match(path, *span) for path, _, spans in matched for span in spans)
    return Hit(record["kind"], record["id"], name, RANKS[rank], best[0], best[1], matches)


def _places(query: Query, path: str, value: str, rank: int) -> list[tuple[int, int]]:
    folded = text_folding.fold(value)
    is_own = path == "id" or text_folding.is_name(path)
    spans = query.spans(folded, inside=is_own and rank == INSIDE)
    if spans:
        folded, places = text_folding.fold_with_places(value)
        spans = query.spans(folded, inside=is_own and rank == INSIDE)
        return merged((places[start], places[end - 1] + 1) for start, end in spans)
    if is_own and rank in (SOUND, SAME) and chinese_script.has_han(folded):
        return _sound_places(query, *text_folding.fold_with_places(value))
    if any(
        query.spans(text_folding.fold(name), inside=False)
        for name in text_folding.other_names(path, value)
    ):
        return [(0, len(value))]
    return []


def _sound_places(query: Query, folded: str, places: list[int]) -> list[tuple[int, int]]:
    chars = [at for at, char in enumerate(folded) if char.isalnum()]
    readings = chinese_script.syllables(folded)
    heard = [readings[at] for at in chars]
    for sound in (query.sound, *(unit.sound for unit in query.units)):
        span = sound_span(sound, heard) if sound else None
        if span is not None:
            first, last = chars[span[0]], chars[span[1] - 1]
            return [(places[first], places[last] + 1)]
    return []


def _words_of(dataset: RecordSet) -> tuple[dict[str, None], dict[str, None]]:
    if (pair := dataset.whole.worked_out.get("words")) is not None:
        words, names = pair
        return words, names
    words, names = {}, {}
    dataset.whole.worked_out["words"] = (words, names)
    for folded in dataset.whole.index.values():
        for entry in folded.values():
            for line in entry[0].split("\n")[1:]:
                if len(line) <= 40:
                    names[line] = None
                words.update(dict.fromkeys(re.findall(r"[a-z][a-z0-9]{2,}", line)))
    return words, names


def _mended(query: Query, dataset: RecordSet) -> str | None:
    """The query with typing errors replaced by words of the dataset, if the correction is clear."""
    vocabulary, _ = _words_of(dataset)
    words: list[str] = []
    # A capital inside a word makes it a name, as in SpaceX.
    if re.search("[a-z][A-Z]", query.text):
        return None
    for word in text_folding.fold(query.text).split():
        if _is_known(word, dataset):
            words.append(word)
            continue
        close = nearest_words(word, vocabulary, 4, 0.8) if len(word) > 4 else []
        # People rarely mistype both the first letter and another one.
        close = [each for each in close if within(word, each, 2 if each[0] == word[0] else 1)]
        if not close or len({stem(neighbour)[0] for neighbour in close}) > 1:
            return None
        words.append(close[0])
    return " ".join(words)


def _parted(query: Query, dataset: RecordSet) -> str | None:
    """A Chinese query as two words, if the dataset has both; only for short queries."""
    text = text_folding.fold(query.text)
    is_short = len(text) <= LONGEST_PARTED and " " not in text
    places = range(2, len(text) - 1) if is_short and chinese_script.has_han(text) else ()
    parts = ((text[:at], text[at:]) for at in places)
    pairs = (both for both in parts if all(_is_known(part, dataset) for part in both))
    return next((" ".join(both) for both in pairs), None)


def _is_known(word: str, dataset: RecordSet) -> bool:
    phrase = Phrase(word)
    return any(
        phrase.within(text)
        for folded in dataset.whole.index.values()
        for place in folded.having(phrase.part)
        for text in folded.entry(place)[:2]
    )
