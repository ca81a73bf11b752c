"""A plain command line is read without typer, with the same result as by typer."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperCommand

from cases import cases
from mic25cli.cli import commands
from mic25cli.cli.app import tree
from mic25cli.cli.commands import arranged
from mic25cli.cli.direct_call import direct_call
from mic25cli.cli.examples import shipped_examples

EXAMPLES = (Path(commands.__file__).parent / "pages/examples.txt").read_text("utf-8").splitlines()


def read_by_typer(words, monkeypatch):
    """The values that typer passes to the function of a command line, settings included."""
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


@cases
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


@cases
def test_any_other_line_is_left_to_typer(line):
    assert direct_call(arranged(shlex.split(line))) is None


def test_a_setting_with_an_error_is_left_to_typer(monkeypatch):
    monkeypatch.setenv("MIC25_FORMAT", "nosuch")
    assert direct_call(["funds"]) is None
    assert direct_call(["funds", "--format", "json"]) is not None
