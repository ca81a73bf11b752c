"""`mic25 mcp`: six tools over the protocol, as the SDK's own client sees them."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from mic25cli.cli import assistants

here = importlib.util.find_spec("mcp") is not None
NAMES = ["search", "show", "explain", "progress", "diff", "cite"]


def talk(calls: list[tuple[str, dict[str, Any]]], *words: str) -> tuple[Any, list[Any]]:
    """The tools of a running server, and what it answers."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    given = StdioServerParameters(
        command=sys.executable, args=["-m", "mic25cli", "mcp", *words], cwd=ROOT
    )

    async def ask() -> tuple[Any, list[Any]]:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            channel = stdio_client(given, nowhere)
            async with channel as (read, write), ClientSession(read, write) as session:
                await session.initialize()
                return (await session.list_tools()).tools, [
                    await session.call_tool(name, values) for name, values in calls
                ]

    return asyncio.run(ask())


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.skipif(not here, reason="the SDK is not installed")
def test_the_client_of_the_sdk_calls_every_tool(mic25: Any) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("search", {"words": "芯片", "limit": 5}),
        ("show", {"record": "big-fund", "kind": "funds"}),
        ("explain", {"target": "nev-sales"}),
        ("progress", {"status": "missed"}),
        ("diff", {"old": "2019", "new": "2025"}),
        ("cite", {"record": "targets/nev-sales", "style": "bibtex"}),
        ("explain", {"target": "nosuch"}),
        ("search", {"words": "--records=/"}),
    ]
    tools, answers = talk(calls)
    assert [each.name for each in tools] == NAMES
    assert all(each.description for each in tools)
    texts = [each.content[0].text for each in answers]
    assert [each.is_error for each in answers] == [False] * 6 + [True] * 2
    assert all(len(text.encode()) <= assistants.MOST for text in texts)
    for text, word in zip(
        texts,
        ("targets\tic-self-sufficiency", "139 bn CNY", "Reached: ", "Missed", "→", "@",
         "there is no target 'nosuch'", "is an option"),
        strict=True,
    ):  # fmt: skip
        assert word in text
    # What was cut names the command that prints the whole, and that has the lines that were kept.
    *kept, last = texts[4].splitlines()
    command = re.search(r"the whole: mic25 (.*)", last)
    assert command is not None
    whole = mic25(*shlex.split(command[1])).out
    assert len(whole.encode()) > assistants.MOST
    assert whole.splitlines()[: len(kept)] == kept


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.skipif(not here, reason="the SDK is not installed")
def test_it_answers_of_the_book_that_it_was_started_for() -> None:
    records = str(ROOT / "books" / "beyond-2025")
    for words in (("--book", "beyond-2025"), ("--records", records)):
        _, (found,) = talk([("search", {"words": "industrial robots"})], *words)
        assert (
            "robot-output" in found.content[0].text and "robot-stock" not in found.content[0].text
        )


def test_a_tool_gives_what_its_command_prints(mic25: Any) -> None:
    text, fault = assistants.answer(["explain", "nev-sales"], [])
    assert not fault and text == mic25("explain", "nev-sales").out
    assert assistants.answer(["explain", "nosuch"], [])[1].startswith("mic25: there is no target")


@pytest.mark.parametrize("line", ["短" * 40, "x" * 79])
def test_a_long_answer_is_cut_at_a_line(line: str) -> None:
    whole = f"{line}\n" * 500
    cut = assistants._cut(whole, "mic25 diff 2019 2025")
    *kept, last = cut.splitlines()
    assert len(cut.encode()) <= assistants.MOST < len(cut.encode()) + 2 * len(line.encode())
    assert set(kept) == {line}
    assert last == f"… {len(kept)} of 500 lines; the whole: mic25 diff 2019 2025"
    assert assistants._cut(line, "x") == line


def test_without_the_sdk_it_says_what_to_install(mic25: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    ran = mic25("mcp")
    assert ran.code == 2 and ran.out == "" and "pip install mcp." in ran.err
    assert "mcp = [" in Path(ROOT, "pyproject.toml").read_text("utf-8")


def test_the_page_has_the_tools_with_what_they_take() -> None:
    import inspect

    page = (ROOT / "docs" / "assistants.md").read_text("utf-8")
    found = assistants.tools(lambda *_, **__: "")
    assert [each.__name__ for each in found] == NAMES
    for tool in found:
        taken = ", ".join(f"`{name}`" for name in inspect.signature(tool).parameters)
        assert f"| `{tool.__name__}` | {taken} |" in page
