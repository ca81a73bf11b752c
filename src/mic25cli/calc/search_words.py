"""The words of a search in all their forms, and how well the entry of a record matches them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from mic25cli.errors import UsageError
from mic25cli.model import chinese_script
from mic25cli.model.dataset import RecordSet
from mic25cli.model.text_folding import Entry, Folded, fold
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData, NamedTuple, field

RANKS = ("same", "same-thing", "name", "other-name", "sound", "text", "other-text", "inside")
"""The ranks of a match, best first; the worst-matching word decides. A name (or alias) equals the
query, names contain it (or another name or its sound), or texts do."""

SAME, SAME_THING, NAME, OTHER_NAME, SOUND, TEXT, OTHER_TEXT, INSIDE = range(len(RANKS))

_TABLE = read_table(Path(__file__))
FILLERS = frozenset(_TABLE["fillers"].split())
"""Filler words, left out of a query that has other words."""

EVERYDAY = frozenset(_TABLE["everyday"].split())
"""Abbreviations that are also everyday words, so that only names are searched for them."""

MAX_WORDS = 32
"""The maximum number of different words in a query."""


class Also(NamedTuple):
    """Another name that was also searched for, and the record that has it."""

    name: str
    kind: str
    id: str


def stem(word: str) -> tuple[str, str]:
    """The common start of all forms of a folded English word, and a pattern for what may follow."""
    if not re.fullmatch(r"[a-z]{4,}|(?!its)[a-z][b-df-hj-np-tv-z]s", word):  # EVs, but not gas
        return word, ""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3], "(?:y|ie)"
    if american := re.fullmatch(r"(.+[bt])(?:er|re)s?", word):
        # center and centre, fiber and fibre
        return american[1], "(?:er|re)"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1], "(?:y|ie)"
    for ending, least in (
        ("ics", 5), ("ing", 5), ("ches", 3), ("shes", 3), ("xes", 3), ("sses", 3), ("ed", 5),
        ("s", 2),
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
    """A text in every form of a folded word, a pattern for a form, and one for its start."""
    if not re.search(r"[0-9a-z]", word) or chinese_script.has_han(word):
        # A number (数) is not the start of data (数据) or of numerical control (数控).
        pattern = re.escape(word) + ("(?![据控字码])" if len(word) > 1 and word[-1] == "数" else "")
        return word, pattern, pattern
    base, tail = stem(word)
    start = re.escape(base) + tail
    pattern = r"(?<![0-9a-z])" + start if word[0].isalnum() else start
    if not word[-1].isalnum():
        return base, pattern, start
    if len(base) <= 3 and not tail:
        # A short word must match whole: car is not carbon.
        return base, pattern + r"(?:'?s|es)?(?![0-9a-z])", start
    return base, pattern + "[a-z]*", start


BETWEEN = r"[\s\-]+"
"""The pattern for the space between the words of a phrase."""


class Phrase:
    """Consecutive folded words, in any of their forms."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = [_word_pattern(word) for word in text.split()]
        self._need = max((need for need, _, _ in self._words), key=len, default="")

    # Most phrases are in none of the texts, so they need no pattern.

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(BETWEEN.join(pattern for _, pattern, _ in self._words))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        *before, last = self._words
        ending = "" if chinese_script.has_han(self.text) else "(?:s|es|d|ed|ing|ics)?"
        return re.compile(BETWEEN.join([*(pattern for _, pattern, _ in before), last[2]]) + ending)

    @property
    def part(self) -> str:
        """A text that occurs wherever the phrase does."""
        return self._need

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of the phrase in a folded text, as start and end."""
        if self._need in text:
            for hit in self._pattern.finditer(text):
                yield hit.span()

    def within(self, text: str) -> bool:
        """Whether the phrase occurs in a folded text."""
        return self._need in text and self._pattern.search(text) is not None

    def whole(self, text: str) -> bool:
        """Whether a folded text is the phrase and nothing else."""
        return self._need in text and self._whole.fullmatch(text) is not None


class QueryUnit(FrozenData):
    """A part of the query that a record must match: words, or other names of the same thing."""

    words: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()
    sound: str = ""
    """Its sound as it may be typed: letters only, without spaces."""

    def places(self, folded: Folded) -> set[int]:
        """The positions of all entries that match it, and perhaps of some that do not."""
        places = set.intersection(*(folded.having(word.part) for word in self.words))
        for other in self.others:
            places |= folded.having(other.part)
        return places | folded.sounding(self.sound) if self.sound else places

    def rank(self, entry: Entry) -> int | None:
        """The rank of an entry's match, 0 is best; None if it does not match."""
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
        if all(inside_at(word.text, names) >= 0 for word in self.words):
            return INSIDE
        return None


def inside_at(word: str, text: str) -> int:
    """The index at which a text contains a word inside its words, or -1. A word of up to three
    Latin letters counts only at their start, because elsewhere it often occurs by chance."""
    at = text.find(word)
    while at > 0 and len(word) <= 3 and word.isascii() and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at


def _heard(sound: str, heard: str) -> bool:
    return any(sound_span(sound, line.split()) is not None for line in heard.split("\n"))


def sound_span(sound: str, syllables: Sequence[str]) -> tuple[int, int] | None:
    """The first and the last of the syllables that a sound spells, in full or by initials."""
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
    # A letter repeated many times is a typing error.
    spells = len(sound) >= 4 and len({*sound}) > 1
    if spells and len(initials) == len(syllables) and sound in initials:
        start = initials.index(sound)
        return start, start + len(sound)
    return None


def _typed_sound(words: Iterable[str]) -> str:
    """Words as a sound, if they can be one; tone numbers, apostrophes and spaces are removed."""
    joined = "".join(words).replace("'", "").replace("v", "u")
    joined = re.sub(r"(?<=[a-z])[1-5](?![0-9])", "", joined)
    return joined if len(joined) >= 4 and re.search("[a-z]{4}", joined) else ""


@dataclass
class Query:
    """A search as typed, split into words and phrases that records are compared with."""

    text: str
    units: tuple[QueryUnit, ...]
    also: tuple[Also, ...] = ()
    whole: tuple[Phrase, ...] = field(default=())
    """The query as one phrase, followed by other names of that whole phrase."""

    @cached_property
    def sound(self) -> str:
        """The query as pinyin, to find Chinese names by their sound."""
        return _typed_sound(fold(self.text).split())

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        """Some texts, at least one of which occurs wherever a phrase of the query does."""
        return tuple(each.part for unit in self.units for each in (*unit.words, *unit.others))

    def places(self, folded: Folded, *, partly: bool = False) -> set[int]:
        """The positions of entries that may match the query or a part of it."""
        combined = set.union if partly else set.intersection
        places = combined(*(unit.places(folded) for unit in self.units))
        return places | folded.sounding(self.sound) if self.sound else places

    def rank(self, entry: Entry) -> int | None:
        """The rank of an entry's match, that of its worst part; None if it does not match."""
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

    def rank_of_part(self, entry: Entry, least: int, rare: QueryUnit) -> int | None:
        """The rank of an entry's match with the parts that it has; None if they are too few or lack
        the rarest."""
        every = (unit.rank(entry) for unit in self.units if rare.rank(entry) is not None)
        ranks = [rank for rank in every if rank is not None and rank != INSIDE]
        return max(ranks) if len(ranks) >= least else None

    def spans(self, text: str, inside: bool) -> list[tuple[int, int]]:
        """Where a folded text matches parts of the query; inside words only if nowhere else."""
        if not inside and not any(part in text for part in self._parts):
            return []
        spans: list[tuple[int, int]] = []
        for unit in self.units:
            own = [span for word in unit.words for span in word.spans(text)]
            spans += own or [span for other in unit.others for span in other.spans(text)]
            if inside and not own:
                for word in unit.words:
                    start = inside_at(word.text, text)
                    if start >= 0:
                        spans.append((start, start + len(word.text)))
        return merged(spans)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort pairs of start and end, and join those that touch or overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif end > start:
            joined.append((start, end))
    return joined


SELDOM = 4
"""Fewer records than this with a narrower word: it opens the industry, whose names are not it."""


def _lines_called(dataset: RecordSet, phrase: Phrase) -> Iterator[tuple[str, str, list[str]]]:
    for kind, folded in dataset.index.items():
        if kind in ("sources", "exhibits", "findings"):
            continue
        for place in sorted(folded.with_name(phrase.part)):
            id_, *names = folded.entry(place)[0].split("\n")
            if any(phrase.whole(line) for line in (id_, *names)):
                yield kind, id_, names


def _others(dataset: RecordSet, phrase: Phrase) -> tuple[list[Phrase], list[Also]]:
    others: dict[str, Also] = {}
    seldom = sum(len(each.having(phrase.part)) for each in dataset.index.values()) < SELDOM
    for kind, id_, names in _lines_called(dataset, phrase):
        # A narrower or broader word leads to a record but is not its name.
        near = {fold(name) for name in (dataset.get(kind, id_) or {}).get("search_names", ())}
        if kind == "industries" and phrase.text in near and seldom:
            continue
        for name in names:
            latin = not chinese_script.has_han(name)
            if not name.strip() or phrase.whole(name) or name in near:
                continue
            if latin and (len(name) < 2 or name in EVERYDAY):
                continue
            others.setdefault(name, Also(name, kind, id_))
    if chinese_script.has_han(phrase.text) and len(phrase.text) > 1:
        # A place that records name in English only.
        heard = "".join(chinese_script.syllables(phrase.text))
        if heard.isascii() and len(heard) > 5 and heard.isalpha():
            others.setdefault(heard, Also(heard, "", ""))
    return [Phrase(name) for name in others], list(others.values())


def parse(text: str, dataset: RecordSet, exact: bool = False) -> Query:
    """A query on a dataset; with `exact`, only in its own words. Raises `UsageError` for no words
    or too many."""
    words = list(dict.fromkeys(fold(text).split()))
    if not words:
        raise UsageError.of("search-has-no-words")
    if len(words) > MAX_WORDS:
        raise UsageError.of(
            "a-search-may-have-at-most-words", max_words=MAX_WORDS, count=len(words)
        )
    telling = [word for word in words if word not in FILLERS] or words
    units: list[QueryUnit] = []
    also: dict[str, Also] = {}
    phrase_of = cache(Phrase)
    whole = [phrase_of(" ".join(words))]
    at = 0
    while at < len(telling):
        for size in range(min(6, len(telling) - at), 0, -1):
            part = telling[at : at + size]
            phrase = phrase_of(" ".join(part))
            others, names = ([], []) if exact else _others(dataset, phrase)
            if others or size == 1:
                sound = "" if exact else _typed_sound(part)
                units.append(QueryUnit(tuple(map(phrase_of, part)), tuple(others), sound))
                also.update((name.name, name) for name in names if name.kind)
                if size == len(telling):
                    whole += others
                at += size
                break
    return Query(text, tuple(units), tuple(also.values()), tuple(whole))
