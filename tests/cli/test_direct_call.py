"""A plain command line is read without typer, and as typer reads it."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperCommand

from mic25cli.cli import commands
from mic25cli.cli.app import tree
from mic25cli.cli.commands import arranged
from mic25cli.cli.direct_call import direct_call
from mic25cli.cli.examples import shipped_examples

EXAMPLES = (Path(commands.__file__).parent / "pages/examples.txt").read_text("utf-8").splitlines()
FORMS = (
    "targets",
    "targets --json",
    "targets nev-sales",
    "targets show nev-sales rd-intensity-national --all -q",
    "targets 2025",
    "targets --year 2025 --year=2020 --sort name --sort=-id --limit 5",
    "targets --fields id,name.zh --fields status -f tsv",
    "targets -f json -f csv",
    "targets --sort -name --industry --json",
    "targets --records one --records two -o list.csv --force",
    "targets diff 2015 2019",
    "show -- nev-sales -q",
    "show --pager nev-sales",
    "show nev-sales --no-pager --pager",
    "--lang zh show nev-sales",
    "diff",
    "validate",
    "fmt a.yaml b",
    "search battery electric -q",
)
OTHERS = (
    "",
    "--version",
    "--debug show nev-sales",
    "show",
    "show --help",
    "show nev-sales --nosuch",
    "show nev-sales --rec x",
    "show nev-sales --json=yes",
    "show nev-sales --format",
    "show nev-sales -fjson",
    "show nev-sales -qf json",
    "show ''",
    "show nev-sales --records ''",
    "funds --limit=",
    "funds list more",
    "targets lst",
    "nev sales",
    "nosuch",
)
"""Lines of which typer tells what is wrong, or what it alone can read."""


def read_by_typer(words, monkeypatch):
    """What typer gives to the function of a command line, with what is set elsewhere."""
    found: list[Mapping[str, Any]] = []
    monkeypatch.setattr(TyperCommand, "invoke", lambda _, context: found.append(context.params))
    tree()(args=words, prog_name="mic25", standalone_mode=False, obj=words)
    (values,) = found
    return values


def assert_same(line, monkeypatch):
    words = arranged(shlex.split(line))
    call: Any = direct_call(words)
    assert call is not None, f"typer is needed for {line}"
    typed, offered = read_by_typer(words, monkeypatch), call.func.offered
    assert call.keywords.keys() == offered.keys() == typed.keys()
    for key, option in offered.items():
        assert option.value(call.keywords[key]) == option.value(typed[key]), key


@pytest.mark.parametrize("line", FORMS)
@pytest.mark.parametrize("set_format", ["", "json"])
def test_a_plain_line_is_read_as_typer_reads_it(line, set_format, monkeypatch):
    monkeypatch.setenv("MIC25_FORMAT", set_format)
    assert_same(line, monkeypatch)


def test_every_example_of_the_help_is_read_as_typer_reads_it(monkeypatch):
    runs = [line.partition("  ")[0] for line in EXAMPLES]
    runs += [each["run"] for each in shipped_examples()]
    lines = [run.removeprefix("mic25 ") for run in runs]
    plain = [line for line in lines if direct_call(arranged(shlex.split(line))) is not None]
    assert len(plain) > len(lines) * 0.8
    for line in plain:
        assert_same(line, monkeypatch)


@pytest.mark.parametrize("line", OTHERS)
def test_any_other_line_is_left_to_typer(line):
    assert direct_call(arranged(shlex.split(line))) is None


def test_a_setting_with_an_error_is_left_to_typer(monkeypatch):
    monkeypatch.setenv("MIC25_FORMAT", "nosuch")
    assert direct_call(["funds"]) is None
    assert direct_call(["funds", "--format", "json"]) is not None
