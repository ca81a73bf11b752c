"""What `mic25` alone says: the finding of a book, what it holds, and the first commands."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from mic25cli.cli import stream
from mic25cli.cli.argv import named_books, profile
from mic25cli.cli.topics import first_steps, page
from mic25cli.errors import Mic25Error
from mic25cli.view.document import Entries, Entry, Line, Lines, Style, TextDocument
from mic25cli.view.text import Lang
from mic25cli.view.words import counted, label

DRAWN: dict[str, tuple[str, Style, str]] = {
    "reached": ("✓", "good", "█"),
    "late": ("◷", "late", "▓"),
    "missed": ("✗", "bad", "▚"),
    "unknown": ("?", "dim", "░"),
}
"""The four numbers of a headline: the sign and the style of each, and what its bar is made of."""


def start(words: Sequence[str]) -> str:
    """The page of the book that a command line names, as wide as the terminal."""
    from mic25cli.cli.config import value
    from mic25cli.cli.inherited import INHERITED, inherited_options
    from mic25cli.view.render import terminal

    asked = dict(inherited_options(words)).get(INHERITED[-1]) or value("lang")
    lang: Lang = "zh" if asked == "zh" else "en"
    known = profile(words)
    head, foot = page("start.zh" if lang == "zh" else "start").split("\n\n{lines}\n\n")
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
    from mic25cli.calc.progress.once import count_once
    from mic25cli.calc.progress.result import Question
    from mic25cli.cli.config import value
    from mic25cli.store import snapshot
    from mic25cli.view.progress.headline import in_short

    try:
        book = snapshot.open_book(named_books(words)[0])
        found = count_once(evaluate(book, Question(str(value("as-of") or last_day(book)))))
    except Mic25Error:
        return ()
    if not found.targets:
        return ()
    held = {kind: len(book.kind(kind)) for kind in ("targets", "indicators", "sources")}
    many = label("comma", lang).join(counted(count, kind, lang) for kind, count in held.items())
    numbers = {key: getattr(found, key) for key in DRAWN}
    length = min(stream.width(), 78)
    bar = tuple(
        (style, fill * round(length * numbers[key] / found.targets))
        for key, (_, style, fill) in DRAWN.items()
    )
    legend = tuple(
        (style, f"{'  ' * bool(place)}{sign} {numbers[key]} {label(f'once-{key}', lang)}")
        for place, (key, (sign, style, _)) in enumerate(DRAWN.items())
    )
    return ((("name", in_short(found, lang)),), bar, legend, (("dim", many),), "")
