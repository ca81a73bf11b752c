"""The pages of `mic25 help TOPIC`: what all commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

TOPICS = {
    "formats": "how results can be printed",
    "exit-codes": "what a script can tell from the exit code",
    "dates": "how dates are written, and the two dates one can look back to",
    "environment": "environment variables",
    "configuration": "mic25.toml, the defaults of options",
    "methods": "how progress is judged",
    "fit": "whether a number measures what was promised",
    "grades": "how good a source is",
}
"""The topics, and what the page on each tells."""


def page(topic: str) -> str:
    """The page on a topic."""
    text = Path(__file__).with_name("pages").joinpath(f"{topic}.txt").read_text(encoding="utf-8")
    return text.replace("{methods}", _methods()) if topic == "methods" else text


START = {
    "mic25 search WORDS": "find records of any kind",
    "mic25 targets": "what was promised",
    "mic25 progress": "which targets were reached, and on which numbers",
    "mic25 explain TARGET": "how one target came to its status",
    "mic25 diff OLD NEW": "what changed between two dates or reports",
}
"""What a book shows first that says nothing of that itself."""


def start(words: Sequence[str]) -> str:
    """What `mic25` alone says, of the book that a command line names."""
    from mic25cli.cli.argv import profile

    book = profile(words)
    own = {line["run"]: line["shows"]["en"] or line["shows"]["zh"] for line in book.start}
    told = own or START
    width = max(map(len, told)) + 7
    lines = "\n".join(f"  {run:{width}}{shows}" for run, shows in told.items())
    return page("start").format(policy=book.name["en"] or book.title, lines=lines)


def _methods() -> str:
    """The methods of progress, a line each."""
    from mic25cli.calc.progress.methods import DEFAULT, METHODS

    width = max(map(len, METHODS))
    return "\n".join(
        f"  {name:{width}}  {method.title}{' (the default)' if name == DEFAULT else ''}"
        for name, method in METHODS.items()
    )
