"""A printed remedy works as printed: every command and library that a message names."""

import ast
import io
import re
import shlex
from contextlib import redirect_stderr

import pytest

import others
from cases import data
from conftest import ROOT
from mic25cli.cli.main import main
from package_source import modules, nodes, parsed
from tree import WRITES

pytestmark = pytest.mark.others

NAMED = re.compile(r"'(mic25 [^'\n]*)'|`(mic25 [^`\n]*)`")
PIP = re.compile(r"pip install ([^\s,;']+?)\.?(?=[\s,;']|$)")

[FILLED] = data(__file__, "FILLED")


def messages():
    """The texts that the package may print: without docstrings, with `{}` for values.

    Modules that name neither a command nor a library are skipped.
    """
    for path in modules():
        source = path.read_text(encoding="utf-8")
        if not re.search(r"['`]mic25 |pip install", source):
            continue
        told = {id(node.value) for node in nodes(parsed(path)) if isinstance(node, ast.Expr)}
        for node in nodes(parsed(path)):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
                )
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in told
            ):
                yield node.value
    for page in (ROOT / "src" / "mic25cli" / "cli" / "pages").rglob("*.txt"):
        yield page.read_text(encoding="utf-8")


MESSAGES = [*messages()]
COMMANDS = sorted(
    {
        hit[1] or hit[2]
        for text in MESSAGES
        for hit in NAMED.finditer(text)
        if "{" not in hit[0] and "__complete" not in hit[0] and "FILE" not in hit[0]
    }
)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_that_a_message_names_works(mic25, tmp_path, monkeypatch, small_dataset, line):
    words = [FILLED.get(word, word) for word in shlex.split(line.replace("…", "")) if word][1:]
    words = [FILLED.get(word + "…", word) for word in words]
    if words[0] in WRITES and words[0] != "init":
        # All tests of a run share the small dataset.
        assert mic25("init", str(tmp_path / "made")).code == 0
        words += ["--records", str(tmp_path / "made")]
    monkeypatch.chdir(tmp_path)
    ran = mic25(*words)
    if words[0] == "add":
        # Without a terminal to ask at, it says what it would ask for.
        assert ran.err.startswith(("name: ", "title: ")), ran.err
    else:
        assert ran.code in (0, 1), (words, ran.err)


@pytest.mark.parametrize("text", sorted({hit for text in MESSAGES for hit in PIP.findall(text)}))
def test_a_library_that_a_message_names_is_one_of_ours_under_its_own_name(text):
    if text == "{}":
        return
    metadata = (ROOT / "pyproject.toml").read_text(encoding="utf-8").lower()
    assert f'"{text.lower()}>=' in metadata
    assert "[" not in text
    others.module({"resvg-py": "resvg_py"}.get(text, text))


@pytest.mark.parametrize("columns", ["40", "60", "80"])
def test_a_remedy_that_fits_on_a_line_stands_on_one(monkeypatch, columns):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("COLUMNS", columns)
    with redirect_stderr(io.StringIO()):
        main(["xyzzy"])  # the first time, reading the records may show progress
    screen = Terminal()
    with redirect_stderr(screen):
        assert main(["xyzzy"]) == 2
    lines = screen.getvalue().splitlines()
    assert all(len(line) <= int(columns) for line in lines)
    assert any("'mic25 targets'" in line for line in lines), lines
