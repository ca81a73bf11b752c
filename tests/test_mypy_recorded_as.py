"""A field that `recorded_as` gives to no class is an error of the type checker."""

import subprocess
import sys
from pathlib import Path

import pytest

import others

ROOT = Path(__file__).parent.parent
HEAD = """
from typing import TypedDict
from mic25cli.model.plain_values import recorded_as
from mic25cli.values import dataclass
@dataclass(frozen=True)
class Figure:
    value: int
    unit: str | None
    note: str | None = None
class Claim(TypedDict):
    value: int
    unit: str
def made(claim: Claim, other: Claim | None, figure: Figure, known: dict[str, int]) -> None:
"""
CALLS = {
    "recorded_as(Figure, claim)": None,
    "recorded_as(Figure, vars(figure), value=2)": None,
    'recorded_as(Figure, other or {"value": 1, "unit": None})': None,
    "recorded_as(Figure, value=1)": 'Nothing gives "unit" of "Figure"',
    "recorded_as(Figure, other or {}, value=1)": 'Nothing gives "unit" of "Figure"',
    "recorded_as(Figure, claim, value=None)": '"value" of "Figure" is int, and not None',
    "recorded_as(Figure, known)": "The keys of this record are not known",
}


@pytest.mark.slow
@pytest.mark.others
def test_a_field_that_nothing_gives_is_an_error_of_types(tmp_path):
    others.module("mypy")
    module = tmp_path / "calls.py"
    module.write_text(HEAD + "".join(f"    {call}\n" for call in CALLS), encoding="utf-8")
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nplugins = {ROOT / 'tests' / 'mypy_recorded_as.py'}\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(config), str(module)]
    cache = ["--cache-dir", str(tmp_path / "cache"), "--follow-imports=silent"]
    run = subprocess.run([*command, *cache], capture_output=True, text=True, check=False)
    errors = [line for line in run.stdout.splitlines() if "error:" in line]
    expected = [text for text in CALLS.values() if text]
    assert len(errors) == len(expected), run.stdout + run.stderr
    for line, text in zip(errors, expected, strict=True):
        assert text in line
