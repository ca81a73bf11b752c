"""The rule against copying: prose that shares a long run of words with a source."""

import re
from collections.abc import Iterable, Iterator

from mic25cli.check.context import Fault, RuleContext
from mic25cli.check.registry import rule

WORDS = 8
"""A run of this many words is copied, not chanced upon."""
HAN = 16
"""In Chinese, a run of this many characters."""

Token = tuple[str, int]
"""A word or a Chinese character, and where in its text it starts."""

# Compiled by `re` where they are used: most runs hold nothing against a source.
_BREAK = r"[-\u00ad\u2010][^\S\n]*\r?\n\s*"
"""A word broken at the end of a line, as in text taken from a page."""
_TOKEN = "[^\\W\u3400-\u9fff]+"
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"


class Shingles:
    """All runs of a length in some texts, so that a text is held against them in one pass."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.where: dict[int, tuple[str, int]] = {}

    def add(self, name: str, text: str, tokens: Iterable[Token]) -> None:
        """Take in a text's tokens."""
        line, start = 1, 0
        for run, at in _runs(list(tokens), self.size):
            if run not in self.where:
                # Runs come in order, so that lines are counted in one pass over the text.
                line, start = line + text.count("\n", start, at), at
                self.where[run] = name, line

    def longest(self, tokens: list[Token]) -> tuple[int, int, tuple[str, int]] | None:
        """The longest run that the tokens share: its first token, its length, where it stands."""
        best: tuple[int, int, tuple[str, int]] | None = None
        first: int | None = None
        for index, (run, _) in enumerate(_runs(tokens, self.size)):
            if run not in self.where:
                first = None
                continue
            first = index if first is None else first
            count = index - first + self.size
            if best is None or count > best[1]:
                best = first, count, self.where[_hash(tokens[first : first + self.size])]
        return best


def _hash(tokens: Iterable[Token]) -> int:
    return hash(tuple(word for word, _ in tokens))


def _runs(tokens: list[Token], size: int) -> Iterator[tuple[int, int]]:
    for index in range(len(tokens) - size + 1):
        yield _hash(tokens[index : index + size]), tokens[index][1]


def words(text: str) -> list[Token]:
    """The words of a text in small letters; a Chinese character between them breaks no run."""
    return [(hit.group().casefold(), hit.start()) for hit in re.finditer(_TOKEN, text)]


def characters(text: str) -> list[Token]:
    """The Chinese characters of a text, without what stands between them."""
    return [(hit.group(), hit.start()) for hit in re.finditer(_HAN, text)]


@rule("copied-prose")
def _copied_prose(context: RuleContext) -> Iterator[Fault]:
    if not context.against:
        return
    latin, han = Shingles(WORDS), Shingles(HAN)
    for name, raw in context.against.items():
        latin.add(name, raw, _joined(raw))
        han.add(name, raw, characters(raw))
    for parts in context.parts:
        for path, text in parts.own:
            for shingles, tokens, what in (
                (latin, words(text), "words"),
                (han, characters(text), "Chinese characters"),
            ):
                hit = shingles.longest(tokens)
                if hit is not None:
                    first, count, (name, line) = hit
                    last, at = tokens[first + shingles.size - 1]
                    said = text[tokens[first][1] : at + len(last)]
                    message = f"{count} {what} in a row as in {name}:{line}: “{said}…”"
                    yield Fault(parts.record, path, message, "say it in words of our own")


def _joined(text: str) -> list[Token]:
    found: list[Token] = []
    end = -1
    for hit in re.finditer(_TOKEN, text):
        gap = text[end : hit.start()] if end >= 0 else ""
        if re.fullmatch(_BREAK, gap):
            found[-1] = found[-1][0] + hit.group().casefold(), found[-1][1]
        else:
            found.append((hit.group().casefold(), hit.start()))
        end = hit.end()
    return found
