"""Completion: what is offered after Tab, and that real shells take it as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from mic25cli.cli import complete
from mic25cli.cli.commands import COMMANDS
from mic25cli.model.kinds import KINDS

RECORDS = {
    "funds.yaml": """\
big-fund: {name: {en: "$(touch ran) [/b] 'it' `touch ran` \\"x\\" \\\\ : ;", zh: 大基金}}
biggest-fund: {name: {en: Other, zh: 另}}
small-fund: {name: {en: Small}}
""",
    "industries.yaml": "chips: {name: {en: Chips, zh: 芯片}, number: 1, summary: Small things.}\n",
}


@pytest.fixture
def book(records, monkeypatch) -> Path:
    """A folder of records with a snapshot that is current."""
    from mic25cli.store import snapshot

    folder = records(RECORDS)
    old = 1_500_000_000
    for file in folder.iterdir():
        os.utime(file, (old, old))
    monkeypatch.setattr(snapshot, "GRAIN", -1_000_000_000_000)
    snapshot.open_book([folder])
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    return folder


def offered(*words: str) -> list[str]:
    *before, last = words
    text = complete.lines([*before, f"={last}"])
    return [line.partition("\t")[0] for line in text.splitlines()]


def test_the_root_offers_kinds_and_commands() -> None:
    assert offered("") == [*KINDS, *COMMANDS]
    assert offered("fu") == ["funds"]
    assert offered("--v") == ["--version"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("funds", ""), ["list", "show", "diff"]),
        (("funds", "big"), ["big-fund", "biggest-fund"]),
        (("funds", "show", ""), ["big-fund", "biggest-fund", "small-fund"]),
        (("show", ""), []),
        (("show", "sm"), ["small-fund"]),
        (("funds", "--industry", ""), ["chips"]),
        (
            (
                "funds",
                "--industry=c",
            ),
            ["--industry=chips"],
        ),
        (("funds", "--industry", "=", "c"), ["chips"]),
        (("funds", "-f", "js"), ["json"]),
        (("funds", "--lang", "z"), ["zh"]),
        (("funds", "--min-"), ["--min-amount"]),
        (("funds", "show", "--lim"), []),
        (("funds", "--fields", "id,name."), ["id,name.en", "id,name.zh"]),
        (("funds", "--sort", "-esta"), ["-established"]),
        (("timeline", "--kind", "fu"), ["funds"]),
        (("table", "obs"), ["observations"]),
        (("nosuch", ""), []),
        (("nosuch", "x", "--y", "z"), []),
    ],
)
def test_what_is_offered(book: Path, words: tuple[str, ...], wanted: list[str]) -> None:
    assert offered(*words) == wanted


def test_without_a_snapshot_no_ids_are_offered(records, monkeypatch) -> None:
    monkeypatch.setenv("MIC25_RECORDS", str(records(RECORDS)))
    assert offered("funds", "show", "") == []
    assert offered("funds", "") == ["list", "show", "diff"]


def test_no_more_than_two_hundred(monkeypatch) -> None:
    many = ((f"id-{at}", "") for at in range(1000))
    monkeypatch.setattr(complete, "_candidates", lambda words: many)
    assert len(complete.lines(["="]).splitlines()) == 200


@given(st.text())
def test_no_value_has_a_sign_that_a_shell_might_read(text: str) -> None:
    seen = complete.SAFE.fullmatch(text)
    assert seen is None or not set(text) & set(" \t\n$`'\"\\;&|<>()[]{}*?!#~^")


@given(st.lists(st.text(max_size=12), max_size=4))
def test_whatever_is_typed_is_no_fault(words: list[str]) -> None:
    complete.lines(words)


def test_completing_the_root_imports_neither_typer_nor_rich_nor_models() -> None:
    probe = (
        "import sys\nfrom mic25cli.cli.main import main\nmain(['__complete', '=f'])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert ran.stdout.startswith("funds\t")
    for heavy in ("'typer'", "'rich'", "'pydantic'", "'simplejson'"):
        assert heavy not in ran.stdout


@pytest.fixture
def shell(book: Path, tmp_path: Path, mic25):
    """Run a script in a real shell, with `mic25` on its path; skips where the shell is not."""
    program = tmp_path / "bin" / "mic25"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mic25cli "$@"\n')
    program.chmod(0o755)

    def run(name: str, *arguments: str, script: str) -> list[str]:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed")
        completion = tmp_path / f"completion.{name}"
        completion.write_text(mic25("completion", name).out, encoding="utf-8")
        ran = subprocess.run(
            [found, *arguments, "-c", script.replace("COMPLETION", str(completion))],
            capture_output=True, text=True, cwd=tmp_path, timeout=60,
            env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}",
                 "PYTHONPATH": str(ROOT / "src"), "HOME": str(tmp_path)},
        )  # fmt: skip
        assert ran.stderr == ""
        assert not (tmp_path / "ran").exists(), "something of a record was run"
        return ran.stdout.splitlines()

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("mic25 fu", ["funds"]),
        ("mic25 funds big", ["big-fund", "biggest-fund"]),
        ("mic25 funds --lang z", ["zh"]),
    ],
)
def test_bash_takes_what_is_offered(shell, words: str, wanted: list[str]) -> None:
    count = len(words.split()) - 1
    script = (
        f"source COMPLETION; COMP_WORDS=({words}); COMP_CWORD={count}; _mic25; "
        'printf "%s\\n" "${COMPREPLY[@]}"; complete -p mic25'
    )
    assert shell("bash", "--norc", script=script) == [*wanted, "complete -F _mic25 mic25"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "wanted"),
    [("mic25 fu", ["funds"]), ("mic25 funds big", ["big-fund", "biggest-fund"])],
)
def test_zsh_takes_what_is_offered(shell, words: str, wanted: list[str]) -> None:
    count = len(words.split())
    script = (
        "compdef() { :; }; compadd() { print -rl -- $values; print -rl -- $shown >&3; }; "
        f"exec 3>shown; source COMPLETION; words=({words}); CURRENT={count}; _mic25"
    )
    assert shell("zsh", "-f", script=script) == wanted


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "wanted"),
    [("mic25 fu", ["funds"]), ("mic25 funds big", ["big-fund", "biggest-fund"])],
)
def test_fish_takes_what_is_offered(shell, words: str, wanted: list[str]) -> None:
    lines = shell("fish", "--no-config", script=f"source COMPLETION; complete -C '{words}'")
    assert sorted(line.partition("\t")[0] for line in lines) == wanted


def test_powershell_has_a_script_that_asks_for_the_same(mic25) -> None:
    text = mic25("completion", "powershell").out
    assert "Register-ArgumentCompleter -Native -CommandName mic25" in text
    assert "mic25 __complete" in text


def test_an_unknown_shell_is_told_the_known_ones(mic25) -> None:
    ran = mic25("completion", "bsh")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'bash'" in ran.err
