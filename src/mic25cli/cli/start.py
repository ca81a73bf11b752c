"""What `mic25` alone says: the finding of a book, what it holds, and the first commands."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from mic25cli.cli import stream
from mic25cli.cli.argv import language, named_books, profile
from mic25cli.cli.topics import first_steps, page
from mic25cli.errors import Mic25Error
from mic25cli.view.document import Entries, Entry, Line, Lines, TextDocument
from mic25cli.view.text import Lang
from mic25cli.view.words import counted, label

FILLS = "█▓▚░·"
"""What the bar of each number of `GROUPS` is made of."""


def start(words: Sequence[str]) -> str:
    """The page of the book that a command line names, as wide as the terminal."""
    from mic25cli.view.render import terminal

    lang = language(words)
    known = profile(words)
    head, foot = page("start", lang).split("\n\n{lines}\n\n")
    title = head.format(policy=known.name[lang] or known.name["en"] or known.title)
    steps = Entries(
        tuple(Entry(("name", f"{run} "), shows) for run, shows in first_steps(known, lang).items())
    )
    parts = (Lines(("", *_finding(words, lang))), steps, Lines(("", (("dim", foot.strip()),))))
    shown = StringIO()
    terminal.show(TextDocument(parts, title), stream.console("auto", shown), lang)
    return shown.getvalue()


def _finding(words: Sequence[str], lang: Lang) -> tuple[Line, ...]:
    """How many targets were reached, as a sentence and as a bar; nothing where none can be read."""
    from mic25cli.calc.longtable import last_day
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.once import GROUPS, count_once
    from mic25cli.calc.progress.result import Question
    from mic25cli.cli.config import value
    from mic25cli.store import snapshot
    from mic25cli.view.progress.headline import SIGNS, finding

    try:
        book = snapshot.open_book(named_books(words)[0])
        found = count_once(evaluate(book, Question(str(value("as-of") or last_day(book)))))
    except Mic25Error:
        return ()
    if not found.targets:
        return ()
    held = {kind: len(book.kind(kind)) for kind in ("targets", "indicators", "sources")}
    many = label("comma", lang).join(counted(count, kind, lang) for kind, count in held.items())
    bar, legend = [], []
    for key, fill in zip(GROUPS, FILLS, strict=True):
        if count := getattr(found, key):
            sign, style, _ = SIGNS[key]
            bar.append((style, fill * round(min(stream.width(), 78) * count / found.targets)))
            legend.append((style, f"{sign} {count} {label(f'scorecard-{key}', lang)}  "))
    return ((("name", finding(found, lang)),), tuple(bar), tuple(legend), (("dim", many),), "")
