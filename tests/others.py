"""Other programs that read the output and exports of mic25; `.ci/run` installs them all."""

import os
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest


def find(name: str, needed: bool = True) -> str:
    """The path of a program by name, from INTEROP_TOOLS or the path.

    Skips the test if it is not installed; fails it if all are said to be (INTEROP_TOOLS), unless it
    is not `needed`.
    """
    folders = os.environ.get("INTEROP_TOOLS", "")
    found = shutil.which(name, path=folders) if folders else None
    found = found or shutil.which(name)
    if found is None:
        why = f"{name} is not installed: .ci/run does that"
        (pytest.fail if folders and needed else pytest.skip)(why)
    assert found is not None
    return found


def module(name: str) -> Any:
    """A library by name; without it, the test is skipped, or fails if all are said to be there."""
    if os.environ.get("INTEROP_TOOLS"):
        return import_module(name)
    return pytest.importorskip(name, reason=f"{name} is not installed: .ci/run does that")


def git(folder: Path, *arguments: str) -> str:
    """The output of git in a folder, independent of a developer's settings."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    who = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false"]
    ran = subprocess.run(
        ["git", *who, "-C", folder, *arguments],
        capture_output=True, text=True, env={**environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def committed(folder: Path) -> str:
    """Commit everything in a folder, making it a checkout if needed; returns the revision."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def run(name: str, *arguments: str | Path, given: str = "", cwd: Path | None = None) -> str:
    """The output of a program; fails with its error message."""
    ran = subprocess.run(
        [find(name), *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=240,
    )
    assert ran.returncode == 0, f"{name}: {ran.stdout[-2000:]}{ran.stderr[-2000:]}"
    return ran.stdout
