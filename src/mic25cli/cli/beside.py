"""A command on several books: each is asked by itself what it has, and the rows stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from mic25cli.cli.options import ACROSS, Option
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.store import shelf
from mic25cli.view.answer import Answer

Given = Mapping[str, Any]  # what the options of a command were given, by the field that each fills
IDS = (*KINDS, "id", "record", "chart")  # what an option completes that names records


def named(given: Given, offered: Mapping[str, Option]) -> dict[str, tuple[str, ...]]:
    """The ids that options name, by field."""
    keys = (key for key, option in offered.items() if option.completes in IDS and given.get(key))
    return {key: given[key] if isinstance(given[key], tuple) else (given[key],) for key in keys}


def books_of(given: Given, offered: Mapping[str, Option]) -> tuple[str, ...]:
    """The books that --book names, or that `BOOK:ID` does without it."""
    asked: tuple[str, ...] = given.get("books", ())
    if asked or "books" not in given:
        return asked
    texts = [text for values in named(given, offered).values() for text in values]
    books = dict.fromkeys(shelf.split(text, shelf.names())[0] for text in texts)
    if books.pop(None, 0) is None and books and any(":" not in text for text in texts):
        return ("mic25", *(each for each in books if each and each != "mic25"))
    return tuple(filter(None, books))


def run(
    call: Callable[[Given], Any], given: Given, offered: Mapping[str, Option], kind: str
) -> Any:
    """What a command says of the books that it was given; the answer of one alone as it is.
    `kind` is that of the ids that an argument takes which does not say so itself."""
    shares = _shares(given, offered, kind)
    if len(given["books"]) == 1:
        return call(shares[0][1])
    from mic25cli.view.beside import joined

    alone = _alone(shares, offered)
    for key in ("output", "out"):
        path = given.get(key)
        if len(shares) > 1 and isinstance(path, Path) and path.name != "-":
            # Pictures and reports are of one book each: a file a book, called after it.
            written = [call({**mine, key: _called(path, name)}) for name, mine in shares]
            if all(isinstance(each, int) for each in written):
                return max(written)
    answers: dict[str, Answer[Any]] = {}
    faults: dict[str, UsageError] = {}
    for name, mine in shares:
        try:
            found = call(mine)
        except UsageError as fault:
            # Bare words may name what one book has and another lacks.
            if "typed" not in given:
                raise
            faults[name] = fault
            continue
        if not isinstance(found, Answer) and len(shares) == 1:
            return found
        if not isinstance(found, Answer):
            raise UsageError("this is written of one book alone", alone)
        answers[name] = found
    if not answers:
        raise next(iter(faults.values()))
    told = joined(answers, alone, given.get("lang", "en"))
    lacking = tuple(f"{name}: {fault.message}" for name, fault in faults.items())
    return replace(told, remarks=(*told.remarks, *lacking))


def _called(path: Path, book: str) -> Path:
    return path.with_name(f"{path.stem}-{book}{path.suffix}")


def _alone(shares: Sequence[tuple[str, Given]], offered: Mapping[str, Option]) -> str:
    found = []
    for name, mine in shares:
        ids = [
            f"{name}:{id_}"
            for key, values in named(mine, offered).items()
            if not offered[key].flags
            for id_ in values
            if id_ not in ACROSS
        ]
        found.append(" ".join(ids) or f"--book {mine['books'][0]}")
    return f"give one alone: {' or '.join(found)}."


def _shares(
    given: Given, offered: Mapping[str, Option], kind: str
) -> list[tuple[str, dict[str, Any]]]:
    """What each book is asked: the same, with the ids that it has; a book without any is not."""
    asked = named(given, offered)
    names = shelf.opened(given["books"])
    texts = dict(zip(names, given["books"], strict=True))
    shares = {name: {**given, "books": (texts[name],)} for name in names}
    for key, values in asked.items():
        own: dict[str, list[str]] = {name: [] for name in names}
        for text in values:
            book, rest = shelf.split(text, names)
            having = [book] if book else _having(offered[key], rest, texts, kind)
            if len(having) > 1 and not offered[key].flags and rest not in ACROSS:
                ids = " or ".join(f"{name}:{rest}" for name in having)
                raise UsageError(f"several books have '{rest}'", f"say which: {ids}.")
            # What no book has each refuses; the first says so.
            for name in having or names:
                own[name].append(rest)
        for name in [each for each in shares if not own[each]]:
            del shares[name]
        for name, mine in shares.items():
            mine[key] = tuple(own[name]) if isinstance(given[key], tuple) else own[name][0]
    if not shares:
        raise UsageError("no book has all of these", "ask for each by itself.")
    return [*shares.items()]


def _having(option: Option, text: str, texts: Mapping[str, str], kind: str) -> list[str]:
    if len(texts) == 1:
        return [*texts]
    from mic25cli.calc import lookup

    kind, text = option.completes if option.completes in KINDS else kind, text.partition("#")[0]
    found = []
    for name, book_text in texts.items():
        book = Session(books=(book_text,)).whole
        with suppress(UsageError):
            if kind == "industries":
                lookup.industry(book, text)
            elif kind:
                lookup.find(book, kind, text)
            elif text not in ACROSS:
                lookup.find_any(book, text)
            found.append(name)
    return found
