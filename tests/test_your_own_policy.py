"""`docs/your-own-policy.md`: its walk from nothing, run in order in one shell, as printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from test_docs import commands, pattern

PAGE = (ROOT / "docs" / "your-own-policy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```shell-session\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
STEPS = [step for block in BLOCKS for step in commands(block)]


def test_there_is_a_walk() -> None:
    said = {word for step, _ in STEPS for word in step.split()}
    wanted = "init add observe import validate fmt progress diff chart"
    assert len(STEPS) > 25 and set(wanted.split()) <= said


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_walk_prints_what_it_says(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    script = programs / "mic25"
    script.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m mic25cli \"$@\"\n")
    script.chmod(0o755)
    here = tmp_path / "here"
    here.mkdir()
    mark = "---- {} {} ----"
    lines = [
        f"{step}\nprintf '%s\\n' \"{mark.format(index, '$?')}\""
        for index, (step, _) in enumerate(STEPS)
    ]
    env = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "COLUMNS": "100",
    }
    env.pop("MIC25_RECORDS", None)
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", "\n".join(lines)],
        cwd=here,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    parts = re.split(r"^---- (\d+) (\d+) ----\n", ran.stdout, flags=re.MULTILINE)
    assert len(parts) == 3 * len(STEPS) + 1, ran.stderr
    for index, (step, expected) in enumerate(STEPS):
        printed, number, code = parts[3 * index : 3 * index + 3]
        assert int(number) == index and code == "0", f"$ {step}\n{printed}{ran.stderr}"
        assert pattern(expected).match(printed), f"$ {step}\n{printed}{ran.stderr}"
    svg = (here / "gigabit.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg") or svg.startswith("<?xml")
