"""The manual page: its content, and that the programs that show it do not complain."""

import os
import re
import runpy
import subprocess

import pytest

import others
from conftest import ROOT
from mic25cli.cli.commands import COMMANDS
from mic25cli.cli.help_pages import TOPICS
from mic25cli.model.kinds import KINDS

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "mic25.1"
MAKER = runpy.run_path(str(ROOT / "docs" / "man_page.py"))


def shown(page):
    """The page as `man` shows it, without any warnings."""
    ran = subprocess.run(
        [others.find("man"), "--warnings", "-E", "UTF-8", "-l", str(page)],
        capture_output=True, text=True, check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100", "MANPAGER": "cat"},
    )  # fmt: skip
    assert ran.stderr == ""
    return re.sub(r"\x1b\[[0-9;]*m|.\x08", "", ran.stdout)


def lint(page):
    return subprocess.run(
        [others.find("mandoc"), "-Tlint", "-W", "warning", str(page)],
        capture_output=True, text=True,
    ).stdout  # fmt: skip


@pytest.mark.others
def test_man_shows_every_command_kind_and_page():
    text = " ".join(shown(PAGE).split())
    for name in (*COMMANDS, *KINDS):
        assert f"mic25 {name}" in text
    for name in TOPICS:
        assert ("EXIT STATUS" if name == "exit-codes" else name.upper()) in text
    for word in ("--no-pager", "MIC25_PAGER", "mic25.toml", "130 interrupted", "大基金"):
        assert word in text
    assert not re.search(r"\\[&(e-]|^\.[A-Z]{2}", text, re.M), "roff shows through"


def test_mandoc_has_nothing_to_say():
    assert lint(PAGE) == ""


HOSTILE = [".TH X 1", "'br", "\\fBbold\\fR", "a \\*[x] b", "--flag -x", "^~`'\"", "\\", ".", "...",
           ".so /etc/passwd", "…", "\\n[year]"]  # fmt: skip


@pytest.mark.others
@pytest.mark.parametrize("line", HOSTILE)
def test_no_text_is_a_request(tmp_path, line):
    page = tmp_path / "x.1"
    body = [".TH X 1 2026-01-01", ".SH NAME", "x \\- y", ".SH A", ".nf", MAKER["escaped"](line)]
    page.write_text("\n".join([*body, ".fi", ""]), encoding="utf-8")
    assert lint(page) == ""
    wanted = line.replace("…", "...")
    assert wanted in [each.strip() for each in shown(page).splitlines()]
