"""What the commands in the pages print, and the numbers in README.md, written anew.

A block of `console` is written by `docs/build.py` if mic25 alone fills it: its commands only read,
need no shell but for what their output is piped into, and no line of it is left out with `…`.
Where a program that the output is piped into is not installed, a block stays as it is.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from textwrap import fill
from unittest import mock

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(
    r"(<!-- begin generated: (?P<name>[a-z0-9-]+) -->\n).*?(<!-- end generated -->)", re.DOTALL
)
_PLAIN = re.compile(
    r"""(mic25(?:[^|&;<>$`\\\n'"*?~{]|'[^'\n]*'|"[^"$`\\\n]*")*)(?:\|(?!\|)(.*))?"""
)
_WRITES = re.compile(r" (-o|--output|export|init|import|add|observe) ")


def with_blocks(page: str, blocks: Mapping[str, Callable[[], str]]) -> str:
    """A page with its generated blocks rewritten; the text around them is written by hand."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return _MARKED.sub(lambda found: f"{found[1]}\n{blocks[found['name']]()}\n{found[3]}", text)


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; columns of numbers are aligned right."""
    right = [all(isinstance(row[place], int) for row in rows) for place in range(len(heads))]
    lines = [list(heads), ["---:" if each else "---" for each in right]]
    lines += [[f"{each}" for each in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def pages() -> list[str]:
    """The names of the pages with such blocks, next to docs."""
    every = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return [
        os.path.relpath(page, DOCS)
        for page in every
        if any(map(is_whole, BLOCK.findall(page.read_text(encoding="utf-8"))))
    ]


def is_whole(block: str) -> bool:
    """Whether a block is written here."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    known = commands and all(map(_PLAIN.fullmatch, commands))
    writes = any(map(_WRITES.search, commands))
    return bool(known) and "…" not in block and "\n> " not in block and not writes


def filled(text: str) -> str:
    """A page with what its commands print now."""
    with _surroundings():
        return BLOCK.sub(lambda found: _run(found[1]) if is_whole(found[1]) else found[1], text)


def _run(block: str) -> str:
    from mic25cli.cli.main import main

    lines = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        called = _PLAIN.fullmatch(line[2:])
        assert called is not None
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(io.StringIO()):
            code = main(shlex.split(called[1])[1:])
        if code != 0:
            raise RuntimeError(f"{line} ended with {code}")
        out = said.getvalue()
        if called[2]:
            bash = ["bash", "-o", "pipefail", "-c", called[2]]
            piped = subprocess.run(bash, input=out, capture_output=True, encoding="utf-8")
            if piped.returncode == 127:
                return block
            piped.check_returncode()
            out = piped.stdout
        lines += [line, *(each.rstrip(" ") for each in out.splitlines())]
    return "\n".join(lines) + "\n"


@contextmanager
def _surroundings() -> Iterator[None]:
    """The folder and the variables of the commands, without anybody's own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MIC25_")}
    kept = {**kept, "COLUMNS": "100", "NO_COLOR": "1"}
    kept.pop("FORCE_COLOR", None)
    with chdir(ROOT), mock.patch.dict(os.environ, kept, clear=True):
        yield


def readme() -> str:
    """README.md with its headline: the outcomes of the targets, the plan's own first."""
    from mic25cli.calc.progress.by_target import count_targets
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.result import Question
    from mic25cli.store import record_folders, snapshot
    from mic25cli.view.verdict.headline import headline, very_likely

    dataset = snapshot.open_dataset((record_folders.shipped(),))
    question = Question(dataset.judged_on or "")
    counts = count_targets(evaluate(dataset, question, series=False, depends=True))
    first, second = headline(counts, dataset.profile, question.as_of, "en")
    lines = (f"**{first}**", "", second, "", very_likely("en"))
    found = "\n".join(fill(line, 100, break_on_hyphens=False) for line in lines)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return _MARKED.sub(lambda marked: f"{marked[1]}{found}\n{marked[3]}", text)
