"""`mic25 mcp`: six tools for assistants, each the command of its name, cut at `MOST` bytes.
The official SDK (the extra `mcp`) is imported only here."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from itertools import accumulate
from threading import Lock

from mic25cli import __version__
from mic25cli.cli.command import command
from mic25cli.cli.session import RESULT, TIME, Session
from mic25cli.errors import UsageError

MOST = 4_000  # bytes of an answer at most

_ONE_AT_A_TIME = Lock()
"""What a command prints is caught at standard output, which all threads share."""


@command(without=(*RESULT, *TIME, "lang", "pager", "quiet"), several="own")
def serve(session: Session) -> int:
    """Answer assistants over the Model Context Protocol.

    Tools: search, show, explain, progress, diff, cite. An assistant starts it and talks to it over
    standard input and output; it needs the extra mcp.
    """
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError as fault:
        needs = "mic25 mcp needs the library mcp, 2 or newer"
        raise UsageError(needs, "pip install mcp.") from fault
    book = [f"--book={name}" for name in session.books]
    book = book or [f"--records={folder}" for folder in session.records]
    about = (
        f"{session.profile.title}. Every answer names its sources by id; 'cite' gives them in full."
        " What is not known is said to be unknown: do not fill it in."
    )
    server = MCPServer("mic25", version=__version__, instructions=about, log_level="ERROR")

    def run(*words: str | None, **options: str | None) -> str:
        given = [word for word in words if word]
        if wrong := next((word for word in given if word.startswith("-")), None):
            raise ToolError(f"'{wrong}' is an option, and none is taken here")
        asked = [(key.replace("_", "-"), text) for key, text in options.items() if text is not None]
        given += [f"--{key}={text}" if text else f"--{key}" for key, text in asked]
        text, fault = answer(given, book)
        if fault:
            raise ToolError(fault)
        return text

    for tool in tools(run):
        server.tool(structured_output=False)(tool)
    server.run("stdio")
    return 0


def tools(run: Callable[..., str]) -> list[Callable[..., str]]:
    """The tools; `run` takes the words of a command line and gives what it prints."""

    def search(words: str, limit: int = 20) -> str:
        """Find records of any kind by words, in English or Chinese: kind, id, name, status."""
        return run("search", words, limit=str(limit))

    def show(record: str, kind: str | None = None) -> str:
        """One record in full with its sources, by id: 'big-fund'; kind narrows: 'funds'."""
        return run(kind, "show", record)

    def explain(target: str, year: str | None = None, as_of: str | None = None) -> str:
        """How one target came out: the answer, its figures, how sure it is, the sources."""
        return run("explain", target, year=year, as_of=as_of)

    def progress(
        industry: str | None = None, status: str | None = None, as_of: str | None = None
    ) -> str:
        """Which targets were reached, a sentence each; of an industry or a status: 'missed'."""
        narrowed = {"industry": industry, "status": status, "as_of": as_of}
        return run("progress", answers="", format="plain", **narrowed)

    def diff(old: str, new: str, kind: str | None = None) -> str:
        """What changed between two dates, reports or books: '2019' and '2025'."""
        return run(kind, "diff", old, new, format="plain")

    def cite(record: str, style: str | None = None) -> str:
        """The sources behind a record or a claim, as citations: 'targets/nev-sales'."""
        return run("cite", record, style=style)

    return [search, show, explain, progress, diff, cite]


def answer(words: list[str], book: list[str]) -> tuple[str, str]:
    """What a command prints, cut at `MOST` bytes, and what it says where it fails."""
    from mic25cli.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with _ONE_AT_A_TIME, redirect_stdout(out), redirect_stderr(err):
        code = main([*words, *book, "-q", "--no-pager", "--color", "never"])
    text = out.getvalue()
    if code > 1:
        return "", err.getvalue().strip() or f"exit code {code}"
    return _cut(text, shlex.join(["mic25", *words, *book])), ""


def _cut(text: str, whole: str) -> str:
    if len(text.encode()) <= MOST:
        return text
    lines = text.splitlines(keepends=True)
    left = f"… {{}} of {len(lines)} lines; the whole: {whole}\n"
    room = MOST - len(left.encode()) - len(str(len(lines)))
    sizes = accumulate(len(line.encode()) for line in lines)
    kept = sum(size <= room for size in sizes)
    return "".join(lines[:kept]) + left.format(kept)
