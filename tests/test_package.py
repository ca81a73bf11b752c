"""What is built: the wheel and the sdist, looked into without installing them."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path, PurePosixPath

import pytest

from conftest import RECORDS, ROOT
from mic25cli import __version__

pytestmark = pytest.mark.slow

OURS = {path.relative_to(RECORDS).as_posix() for path in RECORDS.rglob("*.yaml")} | {"book.json"}
CODE = {
    path.relative_to(ROOT / "src").as_posix()
    for path in (ROOT / "src" / "mic25cli").rglob("*")
    if path.suffix in (".py", ".yaml", ".yml", ".md") or path.name == "py.typed"
}
"""The modules, and the data that they read: templates, the marker for type checkers."""
TOP = {
    "LICENSE",
    "Makefile",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "PKG-INFO",
    "pyproject.toml",
    ".gitignore",
}


DATA = {
    *(f"mic25cli/model/data/{name}" for name in ("NOTICE", "pinyin.txt", "traditional.txt")),
    *(f"mic25cli/cli/shells/mic25.{end}" for end in ("bash", "zsh", "fish", "ps1")),
    *(
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "mic25cli" / "view" / "page" / "templates").iterdir()
    ),
    f"mic25-{__version__}.data/data/share/bash-completion/completions/mic25",
    f"mic25-{__version__}.data/data/share/zsh/site-functions/_mic25",
    f"mic25-{__version__}.data/data/share/fish/vendor_completions.d/mic25.fish",
}
"""The tables of search, the templates of pages, the scripts of completion, and where shells look
for those."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build has filled; nothing is downloaded, the tree stays as it is."""
    folder = tmp_path_factory.mktemp("dist")
    ran = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1577836800"},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    assert path.name == f"mic25-{__version__}-py3-none-any.whl"
    return zipfile.ZipFile(path)


def in_wheel(wheel: zipfile.ZipFile, name: str) -> str:
    return wheel.read(f"mic25-{__version__}.dist-info/{name}").decode()


def test_the_wheel_holds_the_code_and_the_records(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    records = {f"mic25cli/records/{name}" for name in OURS}
    assert names == CODE | DATA | records
    assert {
        "mic25cli/__main__.py",
        "mic25cli/py.typed",
        "mic25cli/records/industries.yaml",
    } <= names


def test_the_records_of_the_wheel_are_those_of_the_tree(wheel: zipfile.ZipFile) -> None:
    for name in OURS:
        assert wheel.read(f"mic25cli/records/{name}") == (RECORDS / name).read_bytes(), name


def test_the_wheel_defines_the_console_script(wheel: zipfile.ZipFile) -> None:
    assert in_wheel(wheel, "entry_points.txt").split() == [
        "[console_scripts]",
        "mic25",
        "=",
        "mic25cli.__main__:run",
    ]


def test_the_metadata_says_what_it_needs(wheel: zipfile.ZipFile) -> None:
    meta = Parser().parsestr(in_wheel(wheel, "METADATA"))
    assert meta["Name"] == "mic25"
    assert meta["Version"] == __version__
    assert meta["Requires-Python"] == ">=3.11"
    assert meta["License-Expression"] == "MIT"
    needs = [each for each in meta.get_all("Requires-Dist") or [] if "extra ==" not in each]
    assert "typer<0.29,>=0.26" in needs
    assert "ruamel-yaml[oldlibyaml]>=0.19.1" in needs
    assert f"mic25-{__version__}.dist-info/licenses/LICENSE" in wheel.namelist()


def test_the_sdist_holds_what_a_build_and_the_tests_need(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    top = f"mic25-{__version__}"
    with tarfile.open(path) as archive:
        names = {member.name.removeprefix(f"{top}/") for member in archive if member.isfile()}
        assert all(member.name.startswith(f"{top}/") for member in archive)
    assert {f"src/{name}" for name in CODE} <= names
    assert {f"records/{name}" for name in OURS} <= names
    assert {"tests/conftest.py", "tests/test_package.py", "pyproject.toml", "LICENSE"} <= names


def test_the_sdist_holds_nothing_odd(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        files = [member for member in archive if member.isfile()]
    odd = []
    for member in files:
        parts = PurePosixPath(member.name).parts[1:]
        known = parts[0] in ("src", "records", "examples", "tests", "docs", "bench") or parts[0] in TOP
        if not known or any(part in ("__pycache__", ".hypothesis", ".venv") for part in parts):
            odd.append(member.name)
    assert odd == []


def test_the_wheel_runs_without_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Unpacked anywhere, it finds the records that travel with it."""
    wheel.extractall(tmp_path / "site")
    ran = subprocess.run(
        [sys.executable, "-m", "mic25cli", "info", "--json", "--query", "records"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == f'["{(tmp_path / "site" / "mic25cli" / "records").resolve()}"]\n'
