"""Lines of shell from the docs; those that need no shell run in this process."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT, Ran

PLAIN = re.compile(
    r"""(mic25(?:[^|&;<>$`\\\n'"*?~{]|'[^'\n]*'|"[^"$`\\\n]*")*)(?:\|(?!\|)(.*))?""", re.DOTALL
)
"""A command of mic25 that a shell would only split into words, and what it is piped into."""


def programs(folder: Path) -> Path:
    """A new folder with a `mic25` that runs this checkout, and the `python3` that has it."""
    folder.mkdir()
    for name, module in (("mic25", "-m mic25cli"), ("python3", "")):
        script = folder / name
        script.write_text(f"#!/bin/sh\nexec '{sys.executable}' {module} \"$@\"\n")
        script.chmod(0o755)
    return folder


@dataclass
class Shell:
    """A shell in a folder; variables and the folder persist from one command to the next."""

    folder: Path
    environ: dict[str, str]
    capture: pytest.CaptureFixture[str]

    def run(self, command: str) -> Ran:
        """The output of a command and its exit code; a pipe has that of the part that failed."""
        plain = PLAIN.fullmatch(command)
        if plain is None:
            return self._bash(command)
        first = self._here(plain[1])
        if plain[2] is None:
            return first
        rest = self._bash(plain[2], first.out)
        return Ran(rest.code or first.code, rest.out, first.err + rest.err)

    def _here(self, command: str) -> Ran:
        from mic25cli.cli.main import main

        self.capture.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            for name in os.environ.keys() - self.environ.keys():
                patch.delenv(name)
            for name, value in self.environ.items():
                patch.setenv(name, value)
            code = main(shlex.split(command)[1:])
        return Ran(code, *self.capture.readouterr())

    def _bash(self, command: str, piped: str = "") -> Ran:
        end, start = os.pipe()
        with open(end, "rb") as state:
            # Changes by the command are printed at its end.
            ran = subprocess.run(
                ["bash", "-o", "pipefail", "-c",
                 f"{command}\ncode=$?; {{ pwd; env -0; }} >&{start}; exit $code"],
                cwd=self.folder, env=self.environ, input=piped, capture_output=True, text=True,
                encoding="utf-8", pass_fds=[start],
            )  # fmt: skip
            os.close(start)
            folder, _, variables = state.read().decode().partition("\n")
        self.folder = Path(folder or self.folder)
        told = (each.partition("=") for each in variables.split("\0") if each)
        self.environ = {name: value for name, _, value in told} or self.environ
        return Ran(ran.returncode, ran.stdout, ran.stderr)


def environ(programs: Path, searched: str = os.environ["PATH"]) -> dict[str, str]:
    """The variables that commands of the docs have."""
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{searched}",
        "PYTHONPATH": str(ROOT / "src"),
        "COLUMNS": "100",
    }
