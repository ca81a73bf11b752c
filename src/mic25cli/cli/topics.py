"""The pages of `mic25 help TOPIC`: what all commands share."""

from __future__ import annotations

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
    """The page on a topic; `start` is what `mic25` alone says."""
    text = Path(__file__).with_name("pages").joinpath(f"{topic}.txt").read_text(encoding="utf-8")
    return text.replace("{methods}", _methods()) if topic == "methods" else text


def _methods() -> str:
    """The methods of progress, a line each."""
    from mic25cli.calc.progress.methods import DEFAULT, METHODS

    width = max(map(len, METHODS))
    return "\n".join(
        f"  {name:{width}}  {method.title}{' (the default)' if name == DEFAULT else ''}"
        for name, method in METHODS.items()
    )
