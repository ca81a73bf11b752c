"""`mic25 mcp`: the tools of `tools.json` for assistants. Each tool is the command with its name; it
has a line of help, the command's field for each argument, and options that are always set. The
official SDK (the extra `mcp`) is imported only here."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, Final

from mic25cli import __version__
from mic25cli.cli import options, terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.commands import COMMANDS, language, load
from mic25cli.cli.options import Option, kind_named
from mic25cli.cli.session import RESULT, TIME, Session
from mic25cli.cli.translated_help import translated_error
from mic25cli.errors import Mic25Error, UsageError, not_a, sentences
from mic25cli.model.kinds import KINDS
from mic25cli.store import installed_datasets
from mic25cli.values import NamedTuple, replace
from mic25cli.view.text import visible

MOST = 4_000  # the maximum number of bytes in an answer
LONGEST = 1_000  # the maximum number of characters in a text; names of records are shorter
ROWS = 100_000  # the maximum number of rows; the largest table has fewer
SECONDS = 120  # the maximum number of seconds for a call
AT_ONCE = 8  # calls that run at the same time; others wait
LAST = 20  # the maximum number of seconds for the calls that are open when the input ends

TOOLS: dict[str, Any] = json.loads(Path(__file__).with_name("tools.json").read_text("utf-8"))
_OWN: Final = {
    "kind": options.text("KIND", "A kind of records.", choices=KINDS, parse=kind_named),
    "limit": options.number("N", "Print at most N rows.", least=1, most=ROWS),
    "offset": options.number(
        "N", "Leave out the first N rows; a cut answer says how many.", least=0, most=ROWS
    ),
}
"""The arguments that tools accept in another form than their commands, as options."""


class Window(NamedTuple):
    """Which rows of an answer to print."""

    offset: int = 0
    limit: int | None = None


@command(without=(*RESULT, *TIME, "lang", "pager", "quiet"), several="own")
def serve(session: Session) -> int:
    """Answer assistants over the Model Context Protocol.

    The assistant starts it and talks to it over standard input and output. It needs the extra mcp.
    Tools: search, show, explain, progress, diff, cite.
    """
    try:
        import anyio
        from mcp.server import ServerRequestContext  # noqa: F401  # an older one has none
    except ImportError as fault:
        raise UsageError.of("mic25-mcp-needs-library-mcp-2-or-newer") from fault
    about = (
        f"{session.profile.title}. Every answer names its sources by id; 'cite' gives them in full."
        " What is not known is said to be unknown: do not fill it in."
    )
    # A text may only name the datasets with which the server was started.
    datasets = installed_datasets.opened(session.datasets) or {
        name: folder
        for name, folder in installed_datasets.places().items()
        if session.folders == (folder,)
    }
    read = [f"--dataset={name}" for name in session.datasets]
    read = read or [f"--records={folder}" for folder in session.records]
    # The processes must not import modules from the working folder.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        anyio.run(_serving, about, read, datasets)
    except* BrokenPipeError:
        terminal_io.silence(sys.stdout)  # nobody reads the answers any more
    return 0


async def _serving(about: str, read: list[str], datasets: Mapping[str, Path]) -> None:
    import anyio
    from anyio import to_process
    from mcp import types
    from mcp.server import Server
    from mcp.server.stdio import stdio_server

    lang = language([])
    # Calls wait here for their turn; otherwise they would all start at once.
    turn = anyio.CapacityLimiter(AT_ONCE)
    hints = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)

    def tool(name: str) -> types.Tool:
        takes, about = schema_of(name), TOOLS[name][0]
        return types.Tool(name=name, description=about, input_schema=takes, annotations=hints)

    async def listed(*_: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[tool(name) for name in TOOLS])

    async def called(_: object, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            words, texts, window = call_of(params.name, params.arguments or {})
            # The sides of a diff may be datasets; no other dataset is then read.
            own = [] if params.name == "diff" and datasets.keys() >= {*texts} else read
            line = partial(answer, [*words, *own], texts, datasets, window)
            async with turn:
                with anyio.fail_after(SECONDS):
                    free = anyio.CapacityLimiter(1)
                    text, fault = await to_process.run_sync(line, cancellable=True, limiter=free)
        except Mic25Error as wrong:
            parts = (translated_error(part, lang) for part in (wrong.message, wrong.hint) if part)
            text, fault = "", sentences(next(parts), next(parts, None))
        except (TimeoutError, anyio.BrokenWorkerProcess):
            text, fault = "", f"this did not end within {SECONDS} s; ask for less."
        content = types.TextContent(type="text", text=as_calls(fault) or text)
        return types.CallToolResult(content=[content], is_error=bool(fault))

    server: Server[Any] = Server(
        "mic25", version=__version__, instructions=about, on_list_tools=listed, on_call_tool=called
    )
    waiting = set[str | int]()
    # The SDK gives up all calls as soon as the input ends, as at the end of a pipe.
    to_server, server_input = anyio.create_memory_object_stream[Any]()
    server_output, from_server = anyio.create_memory_object_stream[Any]()
    async with stdio_server() as (requests, answers), anyio.create_task_group() as tasks:
        tasks.start_soon(_forward, waiting, requests, to_server)
        tasks.start_soon(_forward, waiting, from_server, answers)
        await server.run(server_input, server_output, server.create_initialization_options())


async def _forward(waiting: set[str | int], source: Any, sink: Any) -> None:
    """Forward messages; at their end, wait for the answers to those that were requests."""
    import anyio
    from mcp import types

    async with source, sink:
        async for each in source:
            if isinstance(message := getattr(each, "message", None), types.JSONRPCRequest):
                waiting.add(message.id)
            await sink.send(each)
            if isinstance(message, types.JSONRPCResponse | types.JSONRPCError):
                waiting.discard(message.id or "")
        with anyio.move_on_after(LAST):
            while waiting:
                await anyio.sleep(0.01)
        waiting.clear()


def arguments_of(name: str) -> dict[str, Option]:
    """The arguments of a tool as options of its command; those without flags are required."""
    own = {key: each.metadata["option"](key) for key, each in _OWN.items()}
    options = {**load(COMMANDS[name].where).offered, **own}
    fields = {**TOOLS[name][1], **{key: key for key in _OWN if key != "kind"}}
    return {key: options[field] for key, field in fields.items()}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of the arguments of a tool."""
    properties: dict[str, Any] = {}
    for key, option in arguments_of(name).items():
        of: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
        if option.choices:
            of = {"type": "string", "enum": [*option.choices]}
        elif key in Window._fields:
            of = {"type": "integer", "minimum": int(key == "limit"), "maximum": ROWS}
        elif key in ("year", "as_of", "old", "new"):
            of["type"] = ["string", "integer"]
        properties[key] = {"description": option.help, **of}
    needed = [key for key, option in arguments_of(name).items() if not option.flags]
    rest = {"required": needed, "additionalProperties": False}
    return {"type": "object", "properties": properties, **rest}


def call_of(name: str, arguments: Mapping[str, object]) -> tuple[list[str], list[str], Window]:
    """The command of a call with its options, its texts (none of which is an option), and the rows
    to print. Raises `UsageError` for an argument that the tool does not accept."""
    if name not in TOOLS:
        raise UsageError(not_a("tool", name), f"choose from {', '.join(TOOLS)}.")
    options = arguments_of(name)
    if wrong := next((key for key in arguments if key not in options), None):
        raise UsageError.of("has-no-argument", name=name, wrong=wrong, known=", ".join(options))
    values = {key: _text(key, option, arguments.get(key)) for key, option in options.items()}
    if lacking := [key for key in options if values[key] is None and not options[key].flags]:
        raise UsageError(f"{name} needs '{lacking[0]}'", "give it as a text.")
    kind = values.pop("kind", None)
    rows = {key: int(text) for key in Window._fields if (text := values.pop(key)) is not None}
    words = [*([kind_named("", kind)] if kind else []), name, *chain.from_iterable(TOOLS[name][2:])]
    words += [
        f"{options[key].name}={text}" for key, text in values.items() if text and options[key].flags
    ]
    return (
        words,
        [text for key, text in values.items() if text and not options[key].flags],
        Window(**rows),
    )


def _text(key: str, option: Option, value: object) -> str | None:
    """An argument as the text of an option; None if it is empty."""
    # JSON Schema takes 2025.0 for an integer.
    value = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() < LONGEST:
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise UsageError.of("is-not-text-of-at-most-characters", name=key, longest=LONGEST)
    try:
        replace(option, flags=(key,)).value([value] if option.several else value)
    except UsageError as fault:
        choices = f"choose from {', '.join(option.choices)}."
        raise UsageError(fault.message, choices if option.choices else fault.hint) from fault
    return value


def as_calls(fault: str) -> str:
    """An error with calls of tools instead of commands, and arguments instead of options."""
    fault = COMMAND.sub(lambda hit: _as_call(hit[2]), visible(fault))
    return re.sub(r"(?<!\S)--[a-z-]+", lambda hit: hit[0][2:].replace("-", "_"), fault)


def _as_call(line: str) -> str:
    """The call of a tool for a command; a search for what no tool does."""
    first, *words = shlex.split(line)
    given = {}
    if first in KINDS and words and words[0] in ("show", "diff"):
        given["kind"] = first
        first, *words = words
    elif first in KINDS:
        first, words = "search", ["list of", first]
    name = first if first in TOOLS else "search"
    options = {option.name: key for key, option in arguments_of(name).items() if option.flags}
    every = load(COMMANDS[name].where).offered.values()
    valued = {flag for option in every if not option.is_switch for flag in option.flags}
    left, texts = iter(words), list[str]()
    for word in left:
        flag, equals, text = word.partition("=")
        if flag in valued and not equals:
            text = next(left, "")
        if flag in options:
            given[options[flag]] = text
        elif not flag.startswith("-"):
            texts.append(word)
    if name == "progress" and texts:
        name = "explain"
    needed = [key for key, option in arguments_of(name).items() if not option.flags]
    text = " ".join(texts)
    # Each record has its own call; a year belongs to the target before it.
    apart = [[text]] if name == "search" else [[each] for each in re.split(r" (?!\d)", text)]
    calls = [
        {**given, **dict(zip(needed, each, strict=False))}
        for each in ([texts] if len(needed) != 1 else apart if texts else [[]])
    ]
    told = (f"{name} {json.dumps(each, ensure_ascii=False)}" for each in calls)
    return ", ".join(told) if calls[0] else name


def answer(
    words: list[str], texts: list[str], datasets: Mapping[str, Path], window: Window
) -> tuple[str, str]:
    """The requested rows of a command's output, and its message if it fails. Its texts can name no
    option, no path, and only these datasets."""
    quiet = [] if words[0] == "search" else ["-q"]
    text, remarks, code = _printed([*words, *quiet, "--", *texts], datasets)
    if code > 1:
        return "", remarks.strip() or f"exit code {code}"
    lines = text.splitlines(keepends=True)
    head = 1 if words[0] == "search" else 0
    if words[0] == "progress":
        rows = [line for line in lines if line.startswith(ROW)]
        lines = [*(line for line in lines if line.strip() and line not in rows), *rows]
        head = len(lines) - len(rows)
    elif words[0] == "search" and (match := ANSWERED.search(remarks)):
        # A question is answered first; the hits follow.
        line = shlex.split(match[1])
        line += ["--answers"] if line[0] == "progress" and "--by" not in line else []
        output, _, failed = _printed([*line, "-q", "--format=plain"], datasets)
        if not failed:
            # Without a hit there is only the header of their table.
            lines, head = [*output.splitlines(keepends=True), *(lines if lines[1:] else ())], 0
    elif words[0] == "search" and remarks:
        # Keep the remark that no record has all the words.
        lines, head = [*remarks.splitlines(keepends=True)[:1], *lines], head + 1
    return _cut(lines[:head], lines[head:], window)


ROW = "  - "
"""How a row starts in the answers of `progress`, below their totals."""

COMMAND = re.compile(r"([`'])mic25 (.+?)\1")
"""A command in an error."""

ANSWERED = re.compile(
    "[:：] ?mic25 ((?:assessments|chart|documents|enterprises|events|explain|funds|indicators"
    "|industries|institutions|pilots|progress|recommendations|sources|targets|timeline).*)"
)
"""How a search says which command answers a question; no other command is run instead."""


def _printed(line: list[str], datasets: Mapping[str, Path]) -> tuple[str, str, int]:
    """The output of a command, its remarks and its exit code."""
    from mic25cli.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with installed_datasets.only(datasets), redirect_stdout(out), redirect_stderr(err):
        code = main(["--no-pager", "--color=never", *line])
    return out.getvalue(), err.getvalue(), code


def _cut(head: list[str], rows: list[str], window: Window) -> tuple[str, str]:
    """The rows of a window below the header, at most `MOST` bytes; the last line says how to
    continue. The second text is the error if the window starts after the last row."""
    offset, limit = window
    if offset >= len(rows) > 0:
        return "", f"there are only {len(rows)} rows; give a smaller offset."
    first = "" if offset else "".join(head)
    more = "… {} to {} of {} rows; the next: the same call with offset {}\n"
    room = MOST - len(first.encode()) - len(more.format(*[len(rows)] * 4).encode())
    page = rows[offset:][:limit]
    count = sum(size <= room for size in accumulate(len(line.encode()) for line in page))
    lines = page[:count]
    if page and not count:
        lines = [page[0].encode()[: room - 1].decode(errors="ignore") + "\n"]
    end = offset + len(lines)
    note = more.format(offset + 1, end, len(rows), end) if end < len(rows) else ""
    return f"{first}{''.join(lines)}{note}", ""
