"""The composite action of this repository, its steps run by a shell as a runner runs them."""

import os
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from conftest import ROOT
from others import committed

ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Played(NamedTuple):
    """What the steps of the action did, to the first that failed."""

    codes: list[int]
    out: str
    summary: str


def played(folder, **inputs):
    """The steps run in a folder, with what a runner puts in the places of expressions."""
    programs, summary = folder.parent / "programs", folder.parent / "summary.md"
    programs.mkdir(exist_ok=True)
    for name, line in (("mic25", f'exec "{sys.executable}" -m mic25cli "$@"'),
                       ("python", 'echo "python $*"')):  # fmt: skip
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    summary.write_text("")
    known = {name: str(given["default"]) for name, given in ACTION["inputs"].items()} | inputs

    def put(found):
        name = found[1].removeprefix("inputs.")
        return str(ROOT) if name == "github.action_path" else known[name]

    codes, said = [], ""
    for step in ACTION["runs"]["steps"]:
        own = {key: re.sub(r"\$\{\{ (\S+) \}\}", put, value) for key, value in step["env"].items()}
        assert step["shell"] == "bash" and "${{" not in step["run"]
        paths = f"{programs}{os.pathsep}{os.environ['PATH']}"
        env = {**os.environ, **own, "PATH": paths, "GITHUB_ACTIONS": "true"}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env={**env, "GITHUB_STEP_SUMMARY": str(summary)},
            capture_output=True,
            text=True,
        )
        codes.append(ran.returncode)
        said += ran.stdout + ran.stderr
        if ran.returncode:
            break
    return Played(codes, said, summary.read_text())


@pytest.fixture
def folder(mic25, tmp_path):
    """A dataset as `mic25 init` makes it, committed."""
    made = tmp_path / "dataset"
    assert (
        mic25("init", str(made), "--tool", "https://example.org/mic25-1-py3-none-any.whl").code == 0
    )
    committed(made)
    return made


@pytest.mark.others
@needs_git
def test_the_action_passes_what_is_fine(folder):
    done = played(folder, before="HEAD")
    assert done.codes == [0, 0, 0], done.out
    assert f"python -m pip install --quiet {ROOT}" in done.out
    assert "## Records\n\n" in done.summary and "no errors, no warnings" in done.summary
    assert "## Targets\n\n" in done.summary and "nothing changed" in done.summary
    done = played(folder, before="0" * 40)
    assert done.codes == [0, 0, 0] and "no earlier commit" in done.out
    assert "## Targets" not in done.summary


@pytest.mark.others
@needs_git
def test_the_action_stops_what_is_not_valid_at_its_line(folder):
    file = folder / "indicators.yaml"
    file.write_text(file.read_text().replace("unit: percent", "unit: percents"))
    line = 1 + file.read_text().split("unit: percents")[0].count("\n")
    done = played(folder, before="HEAD")
    assert done.codes == [0, 1]
    assert f"::error file=indicators.yaml,line={line}," in done.out
    assert f"| indicators.yaml:{line}:" in done.summary


@pytest.mark.others
@needs_git
def test_the_action_stops_a_lowered_target_at_its_line(folder):
    file = folder / "targets.yaml"
    text = file.read_text()
    file.write_text(text.replace("value: 60", "value: 50"))
    line = 1 + text.split("value: 60")[0].count("\n")
    done = played(folder, before="HEAD")
    assert done.codes == [0, 0, 1], done.out
    assert re.findall(r"::error file=targets.yaml,line=(\d+),", done.out) == [str(line)]
    assert "| Target |" in done.summary and "1 changed" in done.summary
    # What fails the job is the caller's choice.
    assert played(folder, **{"before": "HEAD", "fail-on": "met-late"}).codes == [0, 0, 0]
