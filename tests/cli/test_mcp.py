"""`mic25 mcp`: six tools over the protocol, as the SDK's own client sees them.

The list is closed: no text of a client is a command, an option, a path, or a dataset with which the
server was not started.
"""

import asyncio
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import pytest

from cases import cases, data
from conftest import RECORDS, ROOT
from mic25cli.cli import assistants
from mic25cli.cli.translated_help import translated_error
from mic25cli.errors import UsageError, sentences
from mic25cli.model.kinds import KINDS
from mic25cli.store import snapshot

here = importlib.util.find_spec("mcp") is not None
needs_sdk = pytest.mark.skipif(not here, reason="the SDK is not installed")
NAMES = ["search", "show", "explain", "progress", "diff", "cite"]
Calls = list[tuple[str, dict[str, Any]]]


def talk(calls, *words, at_once=False, program=("-m", "mic25cli"), folder=ROOT):
    """The tools of a running server, and its answers to calls, one by one or all at once."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    given = StdioServerParameters(
        command=sys.executable, args=[*program, "mcp", *words], cwd=folder, env={**os.environ}
    )

    async def ask() -> tuple[Any, list[Any]]:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            channel = stdio_client(given, nowhere)
            async with channel as (read, write), ClientSession(read, write) as session:
                await session.initialize()
                tools = (await session.list_tools()).tools
                waiting = [session.call_tool(name, values) for name, values in calls]
                if at_once:
                    return tools, await asyncio.gather(*waiting)
                return tools, [await each for each in waiting]

    return asyncio.run(ask())


@pytest.mark.others
@needs_sdk
def test_the_client_of_the_sdk_calls_every_tool(mic25):
    tools, answers = talk(CALLS)
    assert [each.name for each in tools] == NAMES
    assert all(each.description and each.annotations.read_only_hint for each in tools)
    texts = [each.content[0].text for each in answers]
    assert [each.is_error for each in answers] == [False] * 6 + [True, False]
    assert all(len(text.encode()) <= assistants.MOST for text in texts)
    for text, word in zip(
        texts,
        ("ic-self-sufficiency\ttargets", "139 bn CNY", "Met: ", "Missed", "→", "@",
         "'nosuch' is not a target", "id\tkind"),
        strict=True,
    ):  # fmt: skip
        assert word in text
    # A cut answer says how to continue.
    *kept, last = texts[4].splitlines()
    assert re.fullmatch(rf"… 1 to {len(kept)} of \d+ rows; the next: .* offset {len(kept)}", last)
    whole = mic25("diff", "2019", "2025", "--format=plain").out
    assert len(whole.encode()) > assistants.MOST
    assert whole.splitlines()[: len(kept)] == kept


@pytest.mark.others
@needs_sdk
def test_it_answers_of_the_dataset_that_it_was_started_for():
    records = str(ROOT / "datasets" / "beyond-2025")
    for words in (("--dataset", "beyond-2025"), ("--records", records)):
        _, (found,) = talk([("search", {"words": "industrial robots"})], *words)
        assert (
            "robot-output" in found.content[0].text and "robot-stock" not in found.content[0].text
        )


@pytest.mark.others
@needs_sdk
def test_calls_at_once_are_answered_as_one_after_the_other():
    targets = ["nev-sales", "ic-self-sufficiency", "own-brand-robot-share", "nosuch", "-q"]
    calls: Calls = [
        ("explain", {"target": each, "year": year}) for each in targets for year in (2020, 2025)
    ]
    calls += [
        ("search", {"words": word}) for word in ("芯片", "robot", "a\x01b", "\x01", "big fund")
    ]
    calls += [("show", {"record": each}) for each in ("big-fund", "nev-sales", "nosuch", "x/y", "")]
    calls += [("cite", {"record": "targets/nev-sales", "style": each}) for each in ("ris", "text")]
    calls += [("diff", {"old": 2019, "new": 2025, "kind": each}) for each in ("funds", "terms")]
    calls += [("progress", {"status": each}) for each in ("missed", "nosuch")]
    calls *= 60 // len(calls) + 1
    (_, apart), (_, at_once) = talk(calls), talk(calls, at_once=True)
    assert len(calls) >= 60
    assert [(each.is_error, each.content) for each in at_once] == [
        (each.is_error, each.content) for each in apart
    ]


ENDLESS, TEXTS, CALLS, WRONG = data(__file__, "ENDLESS", "TEXTS", "CALLS", "WRONG")


@pytest.fixture
def endless(tmp_path, monkeypatch):
    """A program whose tool `show` never ends for one text; its processes are named in a folder."""
    (tmp_path / "pids").mkdir()
    (tmp_path / "server.py").write_text(ENDLESS)
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    monkeypatch.setenv("SECONDS", "60")
    return tmp_path / "server.py"


def is_there(process):
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    return True


def in_the_end(holds):
    """Whether something becomes true within a minute."""
    return any(holds() or time.sleep(0.1) for _ in range(600))


@pytest.mark.others
@needs_sdk
def test_a_call_that_never_ends_stops_no_other_and_is_given_up(endless, monkeypatch):
    monkeypatch.setenv("SECONDS", "45")
    calls: Calls = [("show", {"record": "endless"})] * 3 + [("show", {"record": "big-fund"})] * 20
    calls += [("show", {"record": "\x01"}), ("explain", {"target": "x" * 3_000_000})]
    _, answers = talk(calls, at_once=True, program=(str(endless),))
    texts = [each.content[0].text for each in answers]
    assert [each.is_error for each in answers] == [True] * 3 + [False] * 20 + [True] * 2
    assert all("did not end within" in text for text in texts[:3])
    assert "is not a record" in texts[-2] and "at most 1000 characters" in texts[-1]
    processes = os.listdir(endless.parent / "pids")
    assert len(processes) == 3 and not any(map(is_there, processes))


@pytest.mark.others
@needs_sdk
def test_the_end_of_input_ends_it_once_the_calls_that_end_are_answered(endless):
    version = {"protocolVersion": "2025-06-18", "capabilities": {}}
    version["clientInfo"] = {"name": "test", "version": "1"}
    lines = [
        {"id": 1, "method": "initialize", "params": version},
        {"method": "notifications/initialized"},
    ]
    for number, record in enumerate(("endless", "big-fund"), 2):
        asked = {"name": "show", "arguments": {"record": record}}
        lines.append({"id": number, "method": "tools/call", "params": asked})
    text = "".join(json.dumps({"jsonrpc": "2.0", **line}) + "\n" for line in lines)
    with subprocess.Popen(
        [sys.executable, str(endless), "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        # As from a pipe, the input ends at once.
        answers, _ = server.communicate(text.encode(), timeout=30)
        assert server.returncode == 0 and b"Big Fund" in answers
    pids = os.listdir(endless.parent / "pids")
    assert pids and in_the_end(lambda: not any(map(is_there, pids)))


@pytest.mark.others
@needs_sdk
def test_no_module_of_the_working_folder_is_run(tmp_path):
    for name in ("anyio", "asyncio", "mic25cli", "pickle", "subprocess", "typer"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)\n")
    # As in the console script, Python does not look for modules in the folder.
    program = ("-P", "-m", "mic25cli")
    _, (found,) = talk([("show", {"record": "big-fund"})], program=program, folder=tmp_path)
    assert not found.is_error and "Big Fund" in found.content[0].text


def call(name, **given):
    """The answer of a tool of a server of the shipped dataset, in this process."""
    words, texts, window = assistants.call_of(name, given)
    return assistants.answer(words, texts, {"mic25": RECORDS}, window)


def whole(name, **given):
    """The whole answer of a tool, from as many calls as it needs."""
    found, offset = "", 0
    while True:
        text, fault = call(name, **given, offset=offset)
        assert not fault and len(text.encode()) <= assistants.MOST
        more = re.search(r"… \d+ to (\d+) of \d+ rows; .* offset (\d+)\n$", text)
        if more is None:
            return found + text
        assert more[1] == more[2] and int(more[1]) > offset
        found, offset = found + text[: more.start()], int(more[2])


@pytest.mark.slow
@cases
def test_a_cut_answer_goes_on_to_its_end(mic25, name, given, line):
    assert whole(name, **given) == mic25(*line.split()).out


@pytest.mark.slow
@pytest.mark.parametrize("text", WRONG)
def test_an_error_names_calls_that_the_server_answers(text):
    for name in NAMES:
        needed = dict.fromkeys(assistants.schema_of(name)["required"], text)
        for given in (needed, {**needed, "kind": "funds"} if name == "show" else {}):
            fault = assistants.as_calls(call(name, **given)[1]) if given else ""
            assert not re.search(r"\bmic25 |(^| )--", fault), fault
            for used, values in re.findall(r"\b(\w+) ({[^}]*})", fault):
                assert not call(used, **json.loads(values))[1], fault


@pytest.mark.slow
def test_progress_has_the_totals_first_and_then_its_rows():
    text = whole("progress")
    head, *rows = text.split(f"\n{assistants.ROW}")
    assert re.match(r"Made in China 2025 and its roadmaps set \d+ targets\.", head)
    every = len(snapshot.open_dataset((RECORDS,)).kind("targets"))
    assert len(rows) == every
    some, _ = call("progress", limit=2, offset=5)
    *kept, last = some.splitlines()
    assert kept == [f"{assistants.ROW}{row}" for row in rows[5:7]]
    assert last == f"… 6 to 7 of {every} rows; the next: the same call with offset 7"
    assert call("progress", offset=500)[1] == (
        f"there are only {every} rows; give a smaller offset."
    )
    later = call("progress", year="2026-2099")[0].split(f"\n{assistants.ROW}")[1:]
    assert later and all(re.search(r" by 20(2[6-9]|[3-9]\d)", row) for row in later)


# An id in brackets is replaced by the first words of `explain` on that target.


def told_of(target):
    """The first words of `explain` on a target, up to the comma, on one line."""
    text = " ".join(call("explain", target=target)[0].split())
    told = re.split("[,;]", text.partition(f" · {target} ")[2])[0]
    assert told, text
    return told


@pytest.mark.slow
@cases
def test_a_question_is_answered_by_one_search(question, said):
    text, fault = call("search", words=question)
    assert not fault and len(text.encode()) <= assistants.MOST
    wanted = [re.sub("{(.*)}", lambda hit: told_of(hit[1]), each) for each in said]
    assert [each for each in wanted if each not in text] == []


@pytest.mark.slow
def test_a_search_says_that_no_record_has_all_the_words():
    assert "which funds failed" in call("search", words="which funds failed")[0].splitlines()[0]


@pytest.mark.slow
def test_a_tool_gives_what_its_command_prints(mic25):
    text, fault = call("explain", target="nev-sales")
    assert not fault and text == mic25("explain", "nev-sales").out
    assert call("explain", target="nosuch")[1].startswith("mic25: 'nosuch' is not a target")
    of_year = mic25("explain", "nev-sales", "--year", "2025").out
    for year in (2025, "2025"):
        assert call("explain", target="nev-sales", year=year, as_of="") == (of_year, "")
    shown = mic25("terms", "show", "ic").out
    for kind in ("terms", "term"):
        assert call("show", record="ic", kind=kind) == (shown, "")
    assert call("search", words="robot", limit="3") == call("search", words="robot", limit=3)


@pytest.mark.parametrize(
    ("key", "value"), [("limit", 10**5000), ("words", "a" * 1001)], ids=["number", "text"]
)
def test_a_text_of_a_tool_has_a_bound(key, value):
    with pytest.raises(UsageError) as refused:
        assistants.call_of("search", {"words": "x", key: value})
    assert "at most 1000" in sentences(refused.value.message, refused.value.hint)


@cases
def test_what_a_tool_does_not_take_is_refused_with_what_it_takes(name, given, fault):
    with pytest.raises(UsageError) as refused:
        assistants.call_of(name, given)
    told = assistants.as_calls(sentences(refused.value.message, refused.value.hint))
    assert fault in told and "pydantic" not in told and len(told) < 700
    for part in filter(None, (refused.value.message, refused.value.hint)):
        assert translated_error(part, "zh") != part


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_of_a_tool_holds_for_what_it_takes(name):
    import jsonschema

    schema = assistants.schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    told = schema["properties"]
    assert not schema["additionalProperties"] and all(each["description"] for each in told.values())
    if "kind" in told:
        assert told["kind"]["enum"] == list(KINDS)
    needed = dict.fromkeys(schema["required"], "2019")
    for key, one in told.items():
        # Each value of a closed list and both ends of a number are accepted, values beyond are not.
        inside = one.get(
            "enum", [one["minimum"], float(one["maximum"])] if "minimum" in one else ["2020"]
        )
        for value in inside:
            jsonschema.validate({**needed, key: value}, schema)
            assistants.call_of(name, {**needed, key: value})
        assert "enum" not in one or "2020" not in one["enum"]


class Watch:
    """Files and processes that the process opens, changes or starts while this is watching."""

    seen: ClassVar[list[tuple[str, str]] | None] = None

    @classmethod
    def hook(cls, event, args):
        named = ("open", "os.", "subprocess.", "shutil.", "socket.", "pty.")
        if cls.seen is not None and event.startswith(named):
            cls.seen.append((event, repr(args)))


@pytest.fixture(scope="module", autouse=True)
def watch():
    # A hook stays for good, and costs little while nobody watches.
    sys.addaudithook(Watch.hook)


CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "os.chown", "os.utime", "os.system", "os.exec", "os.posix_spawn", "os.fork",
           "subprocess.", "shutil.", "socket.", "pty.")  # fmt: skip


@pytest.mark.others
@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_a_command_an_option_a_path_or_a_dataset(name, tmp_path, monkeypatch):
    bait, data = tmp_path / "bait", tmp_path / "data"
    bait.mkdir()
    for each in ("terms.yaml", "show", "diff", "x"):
        (bait / each).write_text("a:   {name: {en: A}}\n")
    release = data / "mic25" / "releases" / "own.zip"
    release.parent.mkdir(parents=True)
    with zipfile.ZipFile(release, "w") as archive:
        archive.writestr("release.json", json.dumps({"dataset": "own", "version": "1"}))
    monkeypatch.chdir(bait)
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    properties = assistants.schema_of(name)["properties"]
    sides = {"old": "2015", "new": "2019"} if name == "diff" else {}
    state = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    for key, text in product(properties, TEXTS):
        text = text.replace("BAIT", str(bait))
        needed = dict.fromkeys(assistants.schema_of(name)["required"], "nev-sales")
        both = dict.fromkeys(sides, text) if key in sides else {key: text}
        monkeypatch.setattr(Watch, "seen", [])
        with suppress(UsageError):
            _, fault = call(name, **{**needed, **sides, **both})
            assert "bug of mic25" not in fault
        seen, _ = Watch.seen or [], monkeypatch.setattr(Watch, "seen", None)
        for event, told in seen:
            # The cache may be filled by the first call.
            kept = os.environ["XDG_CACHE_HOME"] in told
            assert kept or not event.startswith(CHANGES), (key, text, event, told)
            opened = str(bait) in told or "own.zip" in told or "'HEAD" in told
            assert event != "open" or not opened, (key, text, told)
    assert state == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_two_datasets_of_the_server_are_the_sides_of_a_diff(mic25):
    words, texts, window = assistants.call_of("diff", {"old": "mic25", "new": "beyond-2025"})
    both = {"mic25": RECORDS, "beyond-2025": ROOT / "datasets" / "beyond-2025"}
    text, fault = assistants.answer(words, texts, both, window)
    whole = mic25("diff", "mic25", "beyond-2025", "--format=plain").out
    assert not fault and text.splitlines()[:9] == whole.splitlines()[:9]
    _, fault = assistants.answer(words, texts, {"mic25": RECORDS}, window)
    assert "the other side must be one too. Choose from mic25." in fault


def test_a_record_may_be_named_with_its_dataset():
    """As NAME:ID, if the server has that dataset."""
    both = {"mic25": RECORDS, "chips-act": ROOT / "examples" / "chips-act"}

    def answer(name, datasets, **given):
        words, texts, window = assistants.call_of(name, given)
        return assistants.answer(words, texts, datasets, window)

    told = answer("explain", both, target="chips-act:share-2030")[0]
    assert "target · share-2030" in told and "chip" in told
    assert "Chips Act" in answer("show", both, record="chips-act:documents/chips-act")[0]
    text, fault = answer("explain", {"mic25": RECORDS}, target="chips-act:share-2030")
    assert not text and "'chips-act:share-2030' is not a target" in fault


@pytest.mark.parametrize("line", ["短" * 40, "x" * 79])
def test_a_long_answer_is_cut_at_a_line(line):
    rows = [f"{line}\n"] * 500
    cut, _ = assistants._cut([], rows, assistants.Window())
    *kept, last = cut.splitlines()
    assert len(cut.encode()) <= assistants.MOST < len(cut.encode()) + 2 * len(line.encode())
    assert set(kept) == {line}
    there = f"1 to {len(kept)} of 500 rows"
    assert last == f"… {there}; the next: the same call with offset {len(kept)}"
    assert assistants._cut([], rows[:1], assistants.Window()) == (rows[0], "")
    long, _ = assistants._cut([], [line * 400, *rows], assistants.Window())
    assert len(long.encode()) <= assistants.MOST and long.endswith("with offset 1\n")


def test_without_the_sdk_it_says_what_to_install(mic25, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    ran = mic25("mcp")
    assert ran.code == 2 and ran.out == "" and "'pip install mcp'" in ran.err
    assert "mcp = [" in Path(ROOT, "pyproject.toml").read_text("utf-8")


def test_the_page_has_the_tools_with_what_they_take():
    page = (ROOT / "docs" / "assistants.md").read_text("utf-8")
    assert list(assistants.TOOLS) == NAMES
    for name in NAMES:
        taken = ", ".join(f"`{key}`" for key in assistants.schema_of(name)["properties"])
        assert f"| `{name}` | {taken} |" in page
