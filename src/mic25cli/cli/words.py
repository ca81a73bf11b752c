"""The words of a command line before the parser sees them: -h, and options before the command."""

from __future__ import annotations

from collections.abc import Sequence

VALUED = frozenset(
    {
        "--records", "--as-of", "--known-at", "--lang", "--format", "-f", "--fields", "--sort",
        "--limit", "--query", "--color",
    }
)  # fmt: skip
"""Options of every command that take a value."""

FLAGS = frozenset({"--json", "--quiet", "-q", "--pager", "--no-pager"})


def nothing_asked(words: Sequence[str]) -> bool:
    """Whether there is no command: nothing, or options of all commands alone."""
    at = 0
    while at < len(words) and (
        words[at].partition("=")[0] in VALUED or words[at] in (*FLAGS, "--debug")
    ):
        at += 2 if words[at] in VALUED else 1
    return at == len(words)


def arranged(words: Sequence[str]) -> list[str]:
    """The words with -h as --help, and with the options of all commands after the command."""
    end = list(words).index("--") if "--" in words else len(words)
    before = ["--help" if word == "-h" else word for word in words[:end]]
    moved: list[str] = []
    kept: list[str] = []
    at = 0
    while at < len(before) and before[at].startswith("-"):
        word = before[at]
        size = 2 if word in VALUED else 1
        if word in VALUED or word in FLAGS or word.partition("=")[0] in VALUED:
            moved += before[at : at + size]
        else:
            kept.append(word)
            size = 1
        at += size
    if at == len(before) and {"--help", "--version"} & set(kept):
        # They need nothing else, and the parser knows no other option there.
        return [*kept, *words[end:]]
    if at >= len(before) or not moved:
        return [*before, *words[end:]]
    return [*kept, *before[at:], *moved, *words[end:]]
