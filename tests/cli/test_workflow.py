"""The workflow that `mic25 init` writes, and the action of this repository, run by a shell as a
runner would: what they install and what they check."""

import json
import os
import re
import shutil
import site
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from cases import cases
from conftest import ROOT
from mic25cli import __version__
from mic25cli.edit import pinned_install
from mic25cli.edit.pinned_install import UNPINNED, Tool
from mic25cli.errors import UsageError
from others import committed, git
from shared import packages, shared

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
WHEEL = f"mic25-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    return packages(tmp_path_factory) / WHEEL


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """The programs of a fresh Python with everything that mic25 needs, but without mic25."""

    def make(folder):
        libraries = folder / "libraries"
        libraries.mkdir()
        for place in site.getsitepackages():
            for entry in Path(place).iterdir():
                if "mic25" not in entry.name and entry.suffix != ".pth":
                    (libraries / entry.name).symlink_to(entry)
        venv.create(folder / "venv", with_pip=True, symlinks=True)
        (inside,) = (folder / "venv" / "lib").glob("python3*/site-packages")
        (inside / "libraries.pth").write_text(f"{libraries}\n")

    # Packages are installed into a copy of it.
    made = shared(tmp_path_factory, "machine", make) / "venv"
    copy = shutil.copytree(made, tmp_path_factory.mktemp("machine") / "venv", symlinks=True)
    return Path(copy) / "bin"


def steps(folder):
    """The variables of the workflow, and its steps that run something."""
    workflow = YAML(typ="safe").load((folder / ".github/workflows/records.yml").read_text())
    assert workflow["permissions"] == {"contents": "read"}
    job = workflow["jobs"]["records"]
    assert job["runs-on"] and job["steps"][0]["with"] == {"fetch-depth": 0}
    return workflow["env"], [step for step in job["steps"] if "run" in step]


def played(steps, folder, environ):
    """The codes and outputs of steps that a shell runs like a runner, up to the first failure."""
    done = []
    for step in steps:
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder, capture_output=True, text=True,
            env={**os.environ, **environ(step), "GITHUB_ACTIONS": "true"},
        )  # fmt: skip
        done.append((ran.returncode, ran.stdout + ran.stderr))
        if ran.returncode:
            break
    return done


def carry_out(folder, machine, before, installed=False):
    """Run the steps of the workflow.

    The first installs the tool; it is skipped if this machine has done that already.
    """
    variables, run = steps(folder)
    assert "pip install" in run[0]["run"]
    own = {"PATH": f"{machine}{os.pathsep}/usr/bin{os.pathsep}/bin", "PYTHONPATH": "",
           "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}  # fmt: skip
    return played(
        run[installed:],
        folder,
        lambda step: {**variables, **dict.fromkeys(step.get("env", {}), before), **own},
    )


@pytest.mark.others
@needs_git
@pytest.mark.parametrize("way", [(), ("--empty",)], ids=["examples", "empty"])
def test_it_runs_where_no_index_has_the_tool(mic25, tmp_path, wheel, machine, way):
    folder = tmp_path / "dataset"
    ran = mic25("init", str(folder), "--tool", str(wheel), *way)
    assert ran.code == 0, ran.err
    assert (folder / ".github" / WHEEL).read_bytes() == wheel.read_bytes()
    first = committed(folder)
    # The first push of a branch has zeros instead of an earlier commit.
    done = carry_out(folder, machine, "0" * 40)
    assert [code for code, _ in done] == [0, 0, 0, 0], done[-1]
    assert "no earlier commit" in done[-1][1]
    # A change that makes nothing worse.
    added = ["terms", "rate", "--set", "name.en=rate", "--set", "definition=A share of something."]
    sources = ["sources", "plan", "--from", str(tmp_path / "source.json")]
    (tmp_path / "source.json").write_text(
        json.dumps({"title": "Plan", "published": "2020", "lang": "en", "authority": "A",
                    "coverage": "full"})
    )  # fmt: skip
    assert mic25("add", *sources, "--records", str(folder)).code == 0
    cite = "cite=[{source: plan, checked: text}]"
    assert mic25("add", *added, "--set", cite, "--records", str(folder)).code == 0
    committed(folder)
    done = carry_out(folder, machine, first, installed=True)
    assert [code for code, _ in done] == [0, 0, 0], done[-1]


@pytest.mark.others
@needs_git
def test_it_stops_what_is_worse_than_before(mic25, tmp_path, wheel, machine):
    folder = tmp_path / "dataset"
    assert mic25("init", str(folder), "--tool", str(wheel)).code == 0
    indicators = folder / "indicators.yaml"
    sources = folder / "sources.yaml"
    sources.write_text(sources.read_text().replace("published: 2024-10", "published: 2026-03"))
    observe = ["observe", "example-recycling-rate", "2025", "49", "--source"]
    ran = mic25(*observe, "example-bulletin-2024", "--records", str(folder))
    assert ran.code == 0, ran.err
    text = indicators.read_text()
    before = committed(folder)
    indicators.write_text(text.replace("value: 49", "value: 30.2"))
    committed(folder)
    done = carry_out(folder, machine, before)
    assert [code for code, _ in done] == [0, 0, 0, 1], done[-1]
    assert "::error" in done[-1][1] and "example-recycling-target" in done[-1][1]
    # Invalid records stop the workflow earlier.
    indicators.write_text(text.replace("unit: percent", "unit: percents"))
    done = carry_out(folder, machine, before, installed=True)
    assert [code for code, _ in done] == [1] and "indicators.yaml" in done[-1][1]


@pytest.mark.slow
@cases
def test_what_can_be_named(mic25, tmp_path, given, wanted):
    assert pinned_install.tool_of(given) == Tool(wanted)
    assert mic25("init", str(tmp_path / "r"), "--kinds", "terms", "--tool", given).code == 0
    assert steps(tmp_path / "r")[0]["MIC25"] == wanted


@pytest.mark.parametrize("line", ["", "mic25", "mic25>=0.1.0", "mic25==0.1.0", "mic25[mcp]"])
def test_a_name_alone_is_not_installed(mic25, tmp_path, monkeypatch, line):
    """By the workflow as written, and with a name put into its line."""
    monkeypatch.setattr(pinned_install, "installed_tool", lambda: UNPINNED)
    ran = mic25("init", str(tmp_path / "r"), "--kinds", "terms")
    assert ran.code == 0 and "names an address or a wheel of mic25" in ran.err
    variables, (install, *_) = steps(tmp_path / "r")
    assert variables["MIC25"] == ""
    (tmp_path / "python").write_text("#!/bin/sh\ntouch ../called\n")
    (tmp_path / "python").chmod(0o755)
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "MIC25": line}
    shell = ["bash", "-eo", "pipefail", "-c", install["run"]]
    stopped = subprocess.run(shell, cwd=tmp_path / "r", env=env, capture_output=True, text=True)
    assert stopped.returncode == 1 and "::error::Fill in the line MIC25" in stopped.stdout
    assert not (tmp_path / "called").exists()
    for wanted in ("./.github/mic25-1-py3-none-any.whl", "mic25 @ git+https://example.org/m@c0"):
        subprocess.run(shell, cwd=tmp_path / "r", env={**env, "MIC25": wanted}, check=True)
        (tmp_path / "called").unlink()


@cases
def test_what_is_refused(mic25, tmp_path, given, why):
    ran = mic25("init", str(tmp_path / "r"), "--tool", given)
    assert ran.code == 2 and why in ran.err and os.listdir(tmp_path) == []


def test_a_wheel_of_something_else_is_refused(tmp_path):
    (tmp_path / "other-1.0-py3-none-any.whl").write_text("x")
    with pytest.raises(UsageError, match="not a wheel of mic25"):
        pinned_install.tool_of(str(tmp_path / "other-1.0-py3-none-any.whl"))


@needs_git
@cases
def test_a_checkout_is_pinned_to_its_commit(tmp_path, origin, address):
    (tmp_path / "pyproject.toml").write_text("")
    git(tmp_path, "init", "-q")
    if origin is not None:
        git(tmp_path, "remote", "add", "origin", origin)
    at = committed(tmp_path)
    if address is None:
        with pytest.raises(UsageError, match="no commit at a public https address"):
            pinned_install.tool_of(str(tmp_path))
    else:
        assert pinned_install.tool_of(str(tmp_path)) == Tool(f"mic25 @ git+{address}@{at}")


@cases
def test_where_this_program_is_from(monkeypatch, origin, expected):
    class Installed:
        @staticmethod
        def read_text(name):
            assert name == "direct_url.json"
            told = origin if origin is None or isinstance(origin, str) else json.dumps(origin)
            return told and told.replace("WHEEL", WHEEL)

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed)
    wanted = UNPINNED if expected is None else Tool(expected.replace("WHEEL", WHEEL))
    assert pinned_install.installed_tool() == wanted


# The composite action of this repository.

ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))


class Acted(NamedTuple):
    """The results of the action's steps, up to the first that failed."""

    codes: list[int]
    out: str
    summary: str


def acted(folder, **inputs):
    """The steps run in a folder, with expressions replaced as by a runner."""
    programs, summary, out = (folder.parent / name for name in ("programs", "summary.md", "out"))
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

    def environ(step):
        assert step["shell"] == "bash" and "${{" not in step["run"]
        own = {key: re.sub(r"\$\{\{ (\S+) \}\}", put, value) for key, value in step["env"].items()}
        paths = f"{programs}{os.pathsep}{os.environ['PATH']}"
        return {**own, "PATH": paths, "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_OUTPUT": str(out)}  # fmt: skip

    codes, texts = zip(*played(ACTION["runs"]["steps"], folder, environ), strict=True)
    return Acted([*codes], "".join(texts), summary.read_text() + out.read_text())


@pytest.fixture
def dataset(mic25, tmp_path):
    """A dataset as `mic25 init` makes it, committed."""
    made = tmp_path / "dataset"
    wheel = "https://example.org/mic25-1-py3-none-any.whl"
    assert mic25("init", str(made), "--tool", wheel).code == 0
    committed(made)
    return made


@pytest.mark.others
@needs_git
def test_the_action_passes_what_is_fine(dataset):
    done = acted(dataset, before="HEAD")
    assert done.codes == [0, 0, 0], done.out
    assert f"python -m pip install --quiet {ROOT}" in done.out
    assert "## Records\n\n" in done.summary and "no errors, no warnings" in done.summary
    assert "## Targets\n\n" in done.summary and "nothing changed" in done.summary
    assert done.summary.endswith("problems=0\nchanges=0\nworse=0\n")
    done = acted(dataset, before="0" * 40)
    assert done.codes == [0, 0, 0] and "no earlier commit" in done.out
    assert "## Targets" not in done.summary


@pytest.mark.others
@needs_git
def test_the_action_stops_what_is_not_valid_at_its_line(dataset):
    file = dataset / "indicators.yaml"
    file.write_text(file.read_text().replace("unit: percent", "unit: percents"))
    line = 1 + file.read_text().split("unit: percents")[0].count("\n")
    done = acted(dataset, before="HEAD")
    assert done.codes == [0, 1]
    assert f"::error file=indicators.yaml,line={line}," in done.out
    assert f"| indicators.yaml:{line}:" in done.summary


@pytest.mark.others
@needs_git
def test_the_action_stops_a_lowered_target_at_its_line(dataset):
    file = dataset / "targets.yaml"
    text = file.read_text()
    file.write_text(text.replace("value: 60", "value: 50"))
    line = 1 + text.split("value: 60")[0].count("\n")
    done = acted(dataset, before="HEAD")
    assert done.codes == [0, 0, 1], done.out
    assert re.findall(r"::error file=targets.yaml,line=(\d+),", done.out) == [str(line)]
    assert "| Target |" in done.summary and "1 changed" in done.summary
    # The caller chooses what makes the job fail.
    assert acted(dataset, **{"before": "HEAD", "fail-on": "met-late"}).codes == [0, 0, 0]
    file.write_text(text.replace("value: 60", "value:   60"))
    done = acted(dataset, before="HEAD")
    assert done.codes == [0, 1]
    assert re.search("```diff\n--- targets.yaml\n(.*\n)+```\n", done.summary)
