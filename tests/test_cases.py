"""No row of a file of cases is unused: each section belongs to one test next to it."""

import re
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.rglob("test_*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_section_is_of_a_test_that_asks_for_it(path):
    text = path.with_suffix(".py").read_text("utf-8")
    asking = re.findall(r"^@cases\b.*\n(?:[@ )].*\n)*def test_(\w+)\(", text, re.MULTILINE)
    there = re.findall(r"^(\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    assert sorted(there) == sorted(asking)
    held = re.findall(r"^([A-Z_]+):", path.read_text("utf-8"), re.MULTILINE)
    assert [name for name in held if f'"{name}"' not in text] == []
