"""CONTRIBUTING.md is true: each recipe is followed literally and ends as stated there.

A step says where its code goes (`in a new file`, `at the end of`) in backticks before the code;
blocks of `sh` are run, and those of `diff` change lines of the named file. All recipes are followed
in one copy of the tree, one after another; then the line that ends them is run in it, with all the
tests of `make quick`.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from cases import data
from conftest import ROOT

pytestmark = [pytest.mark.others, pytest.mark.xdist_group("contributing")]

[LEFT_OUT] = data(__file__, "LEFT_OUT")

NOT_THERE = ("PYTEST_XDIST", "PYTHONDONTWRITEBYTECODE")
"""Variables that commands in the copy do not get, so that it caches compiled modules."""

_RECIPE = re.compile(r"^## ((?:Add|Rename) .*)\n((?:(?!^## ).*\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_NEW = re.compile(r"in\s+a\s+new\s+file\s+`([^`]+)`", re.DOTALL)
_WITHIN = re.compile(r"at\s+the\s+end\s+of\s+`([A-Z]+)`\s+in\s+`([^`]+)`", re.DOTALL)
_CHANGED = re.compile(r"in\s+`([^`]+\.\w+)`", re.DOTALL | re.IGNORECASE)
_AT_END = re.compile(r"[Aa]t\s+the\s+end\s+of\s+`([^`]+\.\w+)`", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A block of a recipe: its language and code, and the text before it."""

    language: str
    code: str
    before: str


def steps(text):
    start = 0
    for block in _BLOCK.finditer(text):
        yield Step(block[2], dedent(block[3]), text[start : block.start()])
        start = block.end()


def recipes():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {title: list(steps(body)) for title, body in _RECIPE.findall(text)}


RECIPES = recipes()
_TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FIRST, COMMON = (each for each in steps(_TEXT.partition("\n## ")[0]) if each.language == "sh")
"""The commands for a new clone, which `.ci/run` runs, and those at the end of each recipe."""


def last_of(source, name):
    """The line and byte where the last entry of a module's table ends, and its indent."""
    for node in ast.parse(source).body:
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        if any(isinstance(each, ast.Name) and each.id == name for each in targets):
            table = node.value
            first = last = (table.values if isinstance(table, ast.Dict) else table.elts)[-1]
            if isinstance(table, ast.Dict):
                first = table.keys[-1]
            assert last.end_lineno and last.end_col_offset
            return last.end_lineno, last.end_col_offset, first.col_offset
    raise AssertionError(f"there is no table {name}")


def put(file, name, code):
    """Put entries at the end of a table, with the indent of the entry before them."""
    source = file.read_text(encoding="utf-8")
    number, byte, depth = last_of(source, name)
    lines = source.split("\n")
    line = lines[number - 1].encode()
    after = line[byte:].decode().lstrip(",")
    entries = indent(code.rstrip("\n"), " " * depth)
    lines[number - 1 : number] = [f"{line[:byte].decode()},", entries, *([after] if after else [])]
    file.write_text("\n".join(lines), encoding="utf-8")


def change(file, diff):
    """Change a file by a diff without line numbers."""
    lines = diff.splitlines()
    old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"in {file.name} stands {text.count(old)} times:\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the tree."""
    folder = tmp_path_factory.mktemp("copy") / "mic25"
    shutil.copytree(ROOT, folder, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return folder


@pytest.fixture(scope="module")
def run(copy):
    """Run a line of shell in the copy; if it fails, fail with its output."""
    programs = copy.parent / "bin"
    programs.mkdir()
    modules = {"mic25": "mic25cli", "pytest": "pytest", "ruff": "ruff", "mypy": "mypy"}
    for name, module in modules.items():
        (programs / name).write_text(f"#!/bin/sh\nexec '{sys.executable}' -m {module} \"$@\"\n")
    (programs / "python").write_text(f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n")
    for each in programs.iterdir():
        each.chmod(0o755)
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith(NOT_THERE)},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy / 'tests'}",
        "XDG_CACHE_HOME": str(copy.parent / "cache"),
        # The Makefile's tools are those of this environment.
        "MAKEFLAGS": f"-- BIN={programs}",
    }

    def line(command):
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=copy,
            env=env,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, f"$ {command}\n{ran.stdout[-6000:]}{ran.stderr[-3000:]}"
        return ran.stdout

    return line


def follow(copy, run, recipe):
    """Follow the steps of a recipe."""
    named: list[str] = []
    for step in recipe:
        new, within = _NEW.search(step.before), _WITHIN.search(step.before)
        end = _AT_END.search(step.before)
        if step.language == "sh":
            run(step.code)
        elif step.language == "diff":
            # A block that names no file continues that of the block before it.
            named = (_CHANGED.findall(step.before) or named)[-1:]
            change(copy / named[0], step.code)
        elif new:
            file = copy / new[1]
            assert not file.exists(), f"{new[1]} is there already"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.code, encoding="utf-8")
        elif within:
            put(copy / within[2], within[1], step.code)
        elif end and step.language == "json":
            file = copy / end[1]
            entries = file.read_text(encoding="utf-8").rstrip().removesuffix("}").rstrip()
            file.write_text(f"{entries},\n{indent(step.code, '  ')}}}\n", encoding="utf-8")
        elif end:
            # Two empty lines between functions, one between records, none between lines.
            gap = {".py": "\n\n", ".yaml": "\n"}.get(Path(end[1]).suffix, "")
            file = copy / end[1]
            file.write_text(file.read_text(encoding="utf-8") + gap + step.code, encoding="utf-8")
        else:
            raise AssertionError(f"nothing says where this goes:\n{step.code}")


_FOLLOWED: set[tuple[Path, str]] = set()
"""The copies in which a recipe was followed, because any process may run any test."""


def followed(copy, run, *names):
    """Make sure that these recipes were followed in the copy, each once and in order."""
    for name in names:
        if (copy, name) not in _FOLLOWED:
            follow(copy, run, RECIPES[name])
            _FOLLOWED.add((copy, name))


def test_each_recipe_has_steps_and_all_end_alike():
    headings = re.findall(r"^## (?:Add|Rename) .*$", _TEXT, re.MULTILINE)
    assert [f"## {title}" for title in RECIPES] == headings and all(RECIPES.values())
    commands = [line.partition("#")[0].strip() for line in COMMON.code.splitlines()]
    assert commands == ["make docs", "make quick"]
    assert "'.[dev]'" in FIRST.code and FIRST.code.splitlines()[-1] == "make quick"


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_can_be_followed(copy, run, name):
    followed(copy, run, name)
    run("mic25 validate --strict -q")


def test_what_they_make_works(copy, run, tmp_path):
    """The tool after all eight recipes, and what is generated from them."""
    followed(copy, run, *RECIPES)
    run("python docs/build.py")
    assert "GB" in run("mic25 terms national-standard")
    assert "GB/T 39116" in run("mic25 standards --validity in-force --lang zh").splitlines()[1]
    assert "现行" in run("mic25 standards show gb-t-39116 --lang zh -f plain")
    pilot = "mic25 pilots show changsha-zhuzhou-xiangtan-hengyang-pilot-cluster -f plain"
    assert "State:" in run(pilot), "a field of another kind is another now"
    assert "abbreviation-long" in run("mic25 validate --explain all")
    assert "halves" in run("mic25 help progress all")
    run("mic25 progress --method halves --as-of 2025 -f json")
    assert run("mic25 kinds --sort=-records --limit 1").splitlines()[1].startswith("sources\t")
    ids = [run(f"mic25 search robot --fields id {more}").split()[1:] for more in (
        "--limit 5", "--limit 2 --offset 3")]  # fmt: skip
    assert len(ids[0]) == 5 and ids[1] == ids[0][3:]
    assert "PWh" in run("mic25 table units --fields unit")
    assert "printed_source" in run("mic25 fields exhibits")
    made = tmp_path / "made"
    run(f"mic25 init {made}")
    run(f"mic25 validate --strict -q {made}")
    assert "example-standard" in run(f"mic25 standards --records {made}")
    run("mic25 fmt --check")


def test_they_end_as_they_say(copy, run):
    if not shutil.which("make"):
        pytest.skip("make is not here")
    followed(copy, run, *RECIPES)
    run(COMMON.code)
    run("python docs/build.py --check")
