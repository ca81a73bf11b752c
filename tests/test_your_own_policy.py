"""`docs/your-own-policy.md`: its walk from nothing, run in order in one shell, as printed."""

import re
import shutil

import pytest

from conftest import ROOT
from shell import Shell, environ, programs
from test_docs import commands, pattern

PAGE = (ROOT / "docs" / "your-own-policy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```shell-session\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
STEPS = [step for block in BLOCKS for step in commands(block)]


def test_there_is_a_walk():
    said = {word for step, _ in STEPS for word in step.split()}
    wanted = "init add observe import validate fmt progress diff chart"
    assert len(STEPS) > 25 and set(wanted.split()) <= said
    lead = PAGE.partition("\n## Twelve commands\n")[2].partition("\n## ")[0]
    assert len(re.findall(r"(?:^\$|&&) mic25 ", lead, re.MULTILINE)) == 12


@pytest.mark.others
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_walk_prints_what_it_says(tmp_path, capsys):
    here = tmp_path / "here"
    here.mkdir()
    shell = Shell(here, environ(programs(tmp_path / "bin")), capsys)
    for step, expected in STEPS:
        ran = shell.run(step)
        assert ran.code == 0, f"$ {step}\n{ran.out}{ran.err}"
        assert pattern(expected).match(ran.out), f"$ {step}\n{ran.out}{ran.err}"
    svg = (here / "gigabit.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg") or svg.startswith("<?xml")
