"""Completion: Tab makes these offers, and real shells accept them unchanged."""

import ast
import os
import re
import select
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import others
import powershell
from cases import cases, data
from conftest import ROOT, python
from mic25cli.cli import complete
from mic25cli.cli.commands import COMMANDS
from mic25cli.model.kinds import KINDS
from read_once import snapshot_of_shipped
from screen import Dialogue
from shell import programs

LINES = Path(__file__).with_name("offered.tsv").read_text("utf-8").splitlines()
OFFERED = [line.split("\t") for line in LINES if line[0] != "#"]
RECORDS, TYPED = data(__file__, "RECORDS", "TYPED")


@pytest.fixture
def dataset(reading, monkeypatch):
    """A folder of records with a current snapshot."""
    from mic25cli.store import snapshot

    folder = reading(RECORDS)
    old = 1_500_000_000
    for file in folder.iterdir():
        os.utime(file, (old, old))
    monkeypatch.setattr(snapshot, "TIME_STEP", -1_000_000_000_000)
    snapshot.open_dataset([folder])
    return folder


def offered(*words):
    *before, last = words
    text = complete.lines([*before, f"={last}"])
    return [line.partition("\t")[0] for line in text.splitlines()]


def test_the_root_offers_kinds_and_commands():
    assert offered("") == [*KINDS, *COMMANDS]
    assert offered("fu") == ["funds"]
    assert offered("--v") == ["--version"]


@pytest.mark.parametrize(("line", "wanted"), OFFERED)
def test_what_is_offered(dataset, line, wanted):
    assert offered(*shlex.split(line)) == wanted.split()


def test_without_a_snapshot_no_ids_are_offered(reading):
    reading(RECORDS)
    assert offered("funds", "show", "") == []
    assert offered("funds", "") == ["list", "show", "diff"]


def test_no_more_than_two_hundred(monkeypatch):
    many = ((f"id-{at}", "") for at in range(1000))
    monkeypatch.setattr(complete, "_candidates", lambda *_: many)
    assert len(complete.lines(["="]).splitlines()) == 200


@given(st.text())
def test_no_value_has_a_sign_that_a_shell_might_read(text):
    seen = complete.SAFE.fullmatch(text)
    assert seen is None or not set(text) & set(" \t\n$`'\"\\;&|<>()[]{}*?!#~^")


@pytest.mark.slow
@given(st.lists(st.text(max_size=12), max_size=4))
def test_whatever_is_typed_is_no_fault(words):
    complete.lines(words)


@pytest.mark.others
@cases(ids=" ".join)
def test_nothing_that_is_offered_costs_a_model_or_a_parser(dataset, words):
    snapshot_of_shipped()
    probe = (
        "import sys\nfrom mic25cli.cli.main import main\nmain(['__complete', *sys.argv[1:]])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    ran = python("-c", probe, *words)
    *offered, imported = ran.stdout.splitlines()
    heavy = {"typer", "rich", "pydantic", "simplejson", "ruamel", "_ruamel_yaml"}
    assert offered and not heavy & {*ast.literal_eval(imported)}


@pytest.fixture
def shell(dataset, tmp_path, mic25):
    """Run a script in a real shell, with `mic25` on its path; skips without that shell."""
    folder = programs(tmp_path / "bin")

    def run(name, *arguments, script):
        found = others.find(name)
        completion = tmp_path / f"completion.{name}"
        completion.write_text(mic25("completion", name).out, encoding="utf-8")
        ran = subprocess.run(
            [found, *arguments, "-c", script.replace("COMPLETION", str(completion))],
            capture_output=True, text=True, cwd=tmp_path, timeout=60,
            env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}",
                 "PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)},
        )  # fmt: skip
        assert ran.stderr == ""
        assert not (tmp_path / "ran").exists(), "something of a record was run"
        return ran.stdout.splitlines()

    return run


@pytest.mark.slow
@cases
def test_fish_takes_what_is_offered(shell, words, wanted):
    lines = shell("fish", "--no-config", script=f"source COMPLETION; complete -C '{words}'")
    assert sorted(line.partition("\t")[0] for line in lines) == wanted


class Typed(Dialogue):
    """A shell that a person types into on a terminal; Ctrl-X prints the current line."""

    def __init__(self, command, folder, environ):
        super().__init__()
        self.told, child = folder / "line", self.child
        self.process = subprocess.Popen(
            command, stdin=child, stdout=child, stderr=child, cwd=folder, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "HOME": str(folder),
                 "TERM": "xterm", **environ},
        )  # fmt: skip
        os.close(child)

    def line(self, keys):
        """The line after some keys, read when the shell has processed all of them."""
        self.told.unlink(missing_ok=True)
        self.type(f"{keys}\x18".encode())
        for _ in range(300):
            if self.told.exists() and self.told.read_text().endswith("\n"):
                break
            ready, _, _ = select.select([self.parent], [], [], 0.1)
            if ready:
                self.seen += os.read(self.parent, 65536)
        self.type(b"\x15")
        return self.told.read_text().rstrip("\n")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        self.kill()
        os.close(self.parent)


@pytest.fixture
def typed(dataset, tmp_path, mic25):
    """Start an interactive shell that completes mic25; skips without that shell."""
    started: list[Typed] = []
    (tmp_path / "prefix").mkdir()
    folder = programs(tmp_path / "prefix" / "bin")

    def start(name, *arguments, setup):
        found = others.find(name)
        script = tmp_path / f"completion.{name}"
        script.write_text(mic25("completion", name).out, encoding="utf-8")
        environ = {"PATH": f"{folder}:{os.environ['PATH']}", "PS1": "> "}
        shell = Typed([found, *arguments], tmp_path, environ)
        started.append(shell)
        (tmp_path / "setup").write_text(setup.replace("COMPLETION", str(script)))
        shell.type(b". ./setup; echo rea''dy\n")
        shell.read(b"ready\r\n", seconds=30)
        return shell

    yield start
    for shell in started:
        shell.close()
    assert not (tmp_path / "ran").exists(), "something of a record was run"


IN_BASH = 'bind -x \'"\\C-x": printf "%s\\n" "$READLINE_LINE" > line\'\n'
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")


@pytest.mark.slow
def test_tab_in_bash(typed):
    shell = typed("bash", "--norc", "--noprofile", "-i", setup="source COMPLETION\n" + IN_BASH)
    assert [shell.line(keys) for keys, _ in TYPED] == [wanted for _, wanted in TYPED]
    assert shell.line("mic25 funds --industry=chi\t") == "mic25 funds --industry=chips "


@pytest.mark.slow
@pytest.mark.skipif(not BASH_COMPLETION.exists(), reason="bash-completion is not installed")
def test_bash_completion_finds_the_file_beside_the_program(typed, tmp_path):
    """As installed by the wheel: no file of the user is changed."""
    place = tmp_path / "prefix" / "share" / "bash-completion" / "completions" / "mic25"
    place.parent.mkdir(parents=True)
    shutil.copy(ROOT / "src" / "mic25cli" / "cli" / "shells" / "mic25.bash", place)
    shell = typed(
        "bash", "--norc", "--noprofile", "-i", setup=f"source {BASH_COMPLETION}\n" + IN_BASH
    )
    assert shell.line("mic25 fun\t") == "mic25 funds "


@pytest.mark.slow
def test_tab_in_zsh(typed):
    setup = (
        "autoload -Uz compinit; compinit -u -D; source COMPLETION\n"
        'tell() { print -r -- "$BUFFER" > line }; zle -N tell; bindkey "^X" tell\n'
        "unsetopt LIST_BEEP; setopt NO_PROMPT_SP\n"
    )
    shell = typed("zsh", "-f", "-i", setup=setup)
    assert [shell.line(keys) for keys, _ in TYPED] == [wanted for _, wanted in TYPED]


def test_the_powershell_script_is_powershell():
    text = (ROOT / "src" / "mic25cli" / "cli" / "shells" / "mic25.ps1").read_bytes()
    assert not powershell.parser().parse(text).root_node.has_error
    assert b"Register-ArgumentCompleter -Native -CommandName mic25" in text


@pytest.mark.others
@cases
def test_powershells_part_of_the_protocol(dataset, line, values):
    """The steps of the script one by one: words before the cursor, the call, the values."""
    elements = re.findall(r"'[^']*'?|\S+", line.replace("RECORDS", str(dataset)))[1:]
    word = "" if line.endswith(" ") else elements.pop()
    before = [each[1:-1] if each[0] == "'" else each for each in elements]
    trimmed = word.strip("'\"")
    ran = python("-m", "mic25cli", "__complete", *before, f"={trimmed}").stdout
    found = []
    for each in ran.splitlines():
        value, _, _ = each.partition("\t")
        found.append(f"'{value}'" if re.search("[,@]", value) else value)
    assert found == values
