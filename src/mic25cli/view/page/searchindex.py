"""The search index of a site as a script; `find.js` searches it by the same rules."""

from __future__ import annotations

import base64
import re
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from mic25cli.calc import search, search_words
from mic25cli.model import chinese_script, record_json
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES, by_language
from mic25cli.model.text_folding import entry_of, fold, is_name, walk
from mic25cli.view.text import Lang
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.status_marks import STATUSES

MOST = 440_000
"""The maximum size of the index in bytes; texts are left out kind by kind until it fits."""
SIGN = "\ue000"
"""The character between records of a column; it is in no record."""
_WORD = re.compile(" [A-Za-z]{3,}")
_SPARE = tuple(map(chr, range(0xA1, 0x800)))
"""Characters that can replace a word if the dataset does not use them: two bytes each."""
FIRST, MIDDLE, ROW = 35, 0x7000, 20
"""The first character for numbers, the one for a difference of zero, and the sounds per row."""
Verdict = Mapping[str, str | None]
"""The status of a target, with the fit and certainty of its verdict."""
TEXTS = 6
"""The column of the texts."""
LEFT_OUT = ("sources", "indicators", "findings", "targets", "events", "documents", "funds")
"""The kinds whose texts are left out if necessary, in this order."""


def index(
    dataset: RecordSet,
    verdicts: Mapping[str, Verdict],
    path_of: Callable[[str, str], str],
    words: Mapping[str, Mapping[str, object]],
) -> tuple[str, Collection[str]]:
    """The index of a dataset as a script, and the kinds whose texts do not fit."""
    rows = [*_rows(dataset, verdicts, path_of)]
    for count in range(len(LEFT_OUT) + 1):
        for row in rows:
            row[TEXTS] = "" if row[0] in LEFT_OUT[:count] else row[TEXTS]
        script = _packed(rows, words)
        if len(script) <= MOST:
            break
    return script, LEFT_OUT[:count]


def code_of(verdict: Verdict) -> str:
    """The status, fit and certainty of a target in one code."""
    return " ".join(filter(None, verdict.values()))


def statuses(verdicts: Iterable[Verdict], lang: Lang) -> dict[str, str]:
    """The statuses in words by code, alone and with the fits and certainties that occur."""
    of = {code_of(each): each for each in verdicts}
    seen = {each["status"] for each in of.values()}
    alone: dict[str, str] = {key: status_words.mark(key, lang) for key in STATUSES if key in seen}
    evidence = status_words.with_evidence
    return alone | {
        code: evidence(alone[each["status"] or ""], each["fit"], None, each["certainty"], lang)
        for code, each in of.items()
    }


def _rows(
    dataset: RecordSet, verdicts: Mapping[str, Verdict], path_of: Callable[[str, str], str]
) -> Iterator[list[str]]:
    for kind in KINDS:
        for key, record in dataset.kind(kind).items():
            path, judged = path_of(kind, key), kind == "targets"
            yield [
                kind,
                *_record(record),
                "" if path == f"{kind}/{key}.html" else path,
                code_of(verdicts[key]) if judged and key in verdicts else "",
                " ".join(record["industries"]) if judged else "",
            ]


def _packed(rows: Sequence[Sequence[str]], words: Mapping[str, Mapping[str, object]]) -> str:
    kinds = dict.fromkeys(row[0] for row in rows)
    # Column by column, which compresses better.
    records = [SIGN.join(column) for column in zip(*rows, strict=True)]
    counts = Counter(word for column in records for word in _WORD.findall(column))
    often = [word for word, count in counts.items() if count > 2]
    often.sort(key=lambda word: (-len(word) * counts[word], word))
    chars = {char for column in records for char in column}
    signs = dict(zip(often, (char for char in _SPARE if char not in chars), strict=False))
    content = {
        "records": [_WORD.sub(lambda hit: signs.get(hit[0], hit[0]), column) for column in records],
        # Short codes for the words that take up most space.
        "signs": "".join(signs.values()),
        "often": "".join(signs),
        **_chinese(),
        "weights": search.WEIGHTS,
        "order": search.ORDER,
        "secondary": search.SECONDARY,
        "fillers": sorted(search_words.FILLERS),
        "everyday": sorted(search_words.EVERYDAY),
        "unnamed": [kind for kind in kinds if not is_name(KINDS[kind].label)],
        "words": words,
    }
    # In smaller blocks, each with its own code.
    packer = zlib.compressobj(9, memLevel=6)
    packed = packer.compress(record_json.line(content).encode()) + packer.flush()
    return f'self.mic25Index="{base64.b85encode(packed).decode()}";\n'


def _record(record: Record) -> list[str]:
    label = record[KINDS[record["kind"]].label]
    name = by_language(label) if isinstance(label, str) else label
    en, zh = (name[lang] or "" for lang in TEXT_LANGUAGES)
    texts = {fold(en), fold(zh)}
    names: dict[bool, list[str]] = {True: [], False: []}
    for path, value in walk(record):
        if is_name(path) and fold(value) not in texts:
            texts.add(fold(value))
            names[path.startswith("search_names")].append(value)
    others = ("\n".join(name.replace("\n", " ") for name in names[near]) for near in (False, True))
    return [record["id"], en, zh, *others, entry_of(record)[1]]


def _chinese() -> dict[str, object]:
    """Simplified characters and readings: the distance of each character from the one before it, of
    its simplified form from it, and its sound by row and column."""
    simple = sorted(chinese_script.simplified().items())
    characters, words = chinese_script.readings()
    read, sounds = sorted(characters), sorted(set(characters.values()))
    places = [sounds.index(characters[char]) for char in read]
    rows, columns = zip(*(divmod(place, ROW) for place in places), strict=True)
    return {
        "simplified": [
            _steps(code for code, _ in simple),
            "".join(chr(MIDDLE + ord(char) - code) for code, char in simple),
        ],
        "sounds": sounds,
        "readings": [_steps(map(ord, read)), _signs(rows), _signs(columns)],
        "spoken": [[word, *heard] for word, heard in words.items()],
    }


def _steps(codes: Iterable[int]) -> str:
    every = [0, *codes]
    return _signs(code - before for before, code in pairwise(every))


def _signs(numbers: Iterable[int]) -> str:
    return "".join(chr(FIRST + number) for number in numbers)
