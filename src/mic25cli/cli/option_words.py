"""The options of a command that words mean: an industry, a province or another value on record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from mic25cli.calc import lookup, questions
from mic25cli.calc.record_filters import COMPUTED, SYNONYMS, on_record
from mic25cli.errors import quoted
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS, Filter, singular
from mic25cli.model.provinces import provinces
from mic25cli.model.text_folding import fold
from mic25cli.values import NamedTuple
from mic25cli.vocabulary import terms


class OptionWords(NamedTuple):
    """The options that words mean, and the words that mean none."""

    options: str
    rest: str


@lru_cache(512)
def read_options(dataset: RecordSet, command: str, text: str) -> OptionWords:
    """The options of `progress` or of a kind's list that the words of a text mean, the longest
    first. Words that say nothing are left out of the rest."""
    options: dict[str, dict[str, None]] = {}
    for option, pattern in questions.option_patterns(text, command).items():
        if hit := re.search(pattern, text):
            text = text.replace(hit[0], " ")
            values = {key: value.upper() for key, value in hit.groupdict().items()}
            options[option.format(**values)] = {}
    words, taken = re.findall(r"[a-z0-9][a-z0-9_'.&-]*|[^\x00-\x7f]", text), set[int]()
    spans = [
        range(first, first + size)
        for size in range(min(len(words), 8) if command in KINDS else 0, 0, -1)
        for first in range(len(words) - size + 1)
    ]
    for span in spans:
        meant = None if taken & {*span} else _option(dataset, command, _joined(words, span))
        if meant:
            options.setdefault(meant[0], {})[meant[1]] = None
            taken |= {*span}
    own = (f"{name} {quoted(','.join(each))}" if each else name for name, each in options.items())
    rest = _joined(words, (at for at in range(len(words)) if at not in taken))
    return OptionWords(" ".join(own), questions.subject(questions.without_small_words(rest)))


def _joined(words: Sequence[str], places: Iterable[int]) -> str:
    text = " ".join(words[place] for place in places)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def _option(dataset: RecordSet, kind: str, phrase: str) -> tuple[str, str] | None:
    """The option of a kind's list, and its value, that a phrase means."""
    if len(phrase) < 2 or phrase.isdecimal():
        return None
    values = _values(dataset, kind)
    if known := values.get(fold(phrase)) or values.get(singular(fold(phrase))):
        return known
    phrase = questions.without_sector_word(phrase) or phrase
    for spec in KINDS[kind].filters:
        if spec.of == "industries" and (id_ := lookup.industry_id(dataset, phrase)):
            names = dict(dataset.kind("industries")[id_]["short_name"] or {}).values()
            # A narrower word, such as chips, is looked for in the texts.
            own = fold(phrase) in map(fold, map(str, names))
            if own or lookup.find_id(dataset, spec.of, phrase):
                return spec.option, id_
        if spec.of == "institutions" and (id_ := lookup.find_id(dataset, spec.of, phrase)):
            return spec.option, id_
    return None


@lru_cache(64)
def _values(dataset: RecordSet, command: str) -> Mapping[str, tuple[str, str]]:
    """The values of the filters of a kind by every word for them, in both languages."""
    known: dict[str, tuple[str, str]] = {}
    for spec in KINDS[command].filters if command in KINDS else ():
        group = COMPUTED.get((command, spec.path), "")
        coded = [str(each["code"]) for each in terms(group) if group != "status"]
        for value in dict.fromkeys(coded or map(str, on_record(dataset, command, spec.path))):
            if value == KINDS[command].one:
                continue  # every fund is a fund
            known |= {fold(word): (spec.option, value) for word in _words(spec, value)}
    return known


def _words(spec: Filter, value: str) -> Iterator[str]:
    from mic25cli.view.text import value_word

    if spec.match == "province" and value in provinces():
        yield from provinces()[value]
    if spec.match == "text":
        yield value
    if spec.match == "word":
        said = [value_word(spec.path.rpartition(".")[2], value, lang) for lang in ("en", "zh")]
        of = spec.option.strip("-").replace("-", " ")
        yield from (value.replace("-", " "), *said, *(f"{each} {of}" for each in said))
        yield from (word for word, code in SYNONYMS.items() if code == value)
