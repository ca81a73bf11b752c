"""The pager and links, on real terminals: when it runs, its input, and how it is left."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from typing import NamedTuple

import pytest

import others
from cases import cases
from conftest import RECORDS, ROOT
from forked import forked
from mic25cli.cli import pager, terminal_io
from mic25cli.cli.main import main
from mic25cli.view.render import links as drawn
from screen import Dialogue

pytestmark = pytest.mark.others


@pytest.fixture
def less():
    """The program less; skips, or fails in CI, if it is not installed."""
    return others.find("less")


class Seen(NamedTuple):
    """The text that a person saw, and how the command ended."""

    code: int
    screen: str


class Talk(Dialogue):
    """A command on a terminal of its own, which is its controlling one."""

    def __init__(self, *arguments, rows=24, columns=80, **environ):
        super().__init__(rows, columns)
        without = ("NO_COLOR", "COLUMNS", "LINES")
        env = {key: value for key, value in os.environ.items() if key not in without}
        env |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src"), **environ}
        self.process = forked(lambda: main(arguments), env, *[self.child] * 3)
        os.close(self.child)
        self.code: int | None = None

    def kill(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def runs(self):
        """Whether it is still running."""
        if self.code is None:
            ended, status = os.waitpid(self.process, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if ended else None
        return self.code is None

    def end(self):
        self.read()
        os.close(self.parent)
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        return Seen(self.code, self.text())


def talk(*arguments, **more):
    return Talk(*arguments, **more).end()


def counting(folder, body='n=$(wc -l); echo "paged $n"'):
    """A pager that prints how many lines it got."""
    program = folder / "counting pager"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return f"'{program}' --option"


@pytest.fixture
def counts(tmp_path):
    return counting(tmp_path)


LIST = ("industries", "-f", "tsv", "--fields", "id")
"""A header and ten rows."""


@cases(ids=str)
def test_only_what_is_longer_than_the_screen(counts, rows, arguments, paged):
    """Eleven lines and the prompt fit on twelve; a line that wraps counts several times."""
    seen = talk(*LIST, *arguments, rows=rows, PAGER=counts)
    assert seen.code == 0
    assert ("paged " in seen.screen) is paged


def test_the_width_is_that_of_the_terminal(counts):
    assert "paged" in talk("industries", rows=12, columns=60, PAGER=counts).screen
    assert "paged" not in talk("industries", rows=40, columns=200, PAGER=counts).screen


@cases(ids=str)
def test_who_names_the_pager(counts, environ, arguments, paged):
    given = {name: value.replace("COUNTS", counts) for name, value in environ.items()}
    seen = talk(*LIST, *arguments, rows=8, **given)
    assert seen.code == 0
    assert ("paged 11" in seen.screen.lower()) is paged
    assert ("new-materials" in seen.screen) is not paged


def test_the_files_say_on_and_off_and_only_the_users_own_a_program(tmp_path, counts, monkeypatch):
    config = tmp_path / "config" / "mic25"
    config.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (config / "mic25.toml").write_text(f"pager = {json.dumps(counts)}\n")
    assert "paged 11" in talk(*LIST, rows=8).screen
    (tmp_path / "mic25.toml").write_text("pager = false\n")
    assert "paged" not in talk(*LIST, rows=8).screen
    assert "paged 11" in talk(*LIST, rows=8, MIC25_PAGER=counts).screen


def test_a_pager_in_a_pipe_is_none(counts, terminal):
    assert "paged" not in terminal(*LIST, columns=80, LINES="5", PAGER=counts).out
    master, child = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "-m", "mic25cli", *LIST, "--pager"], stdin=child, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PAGER": counts, "LINES": "5"},
        text=True, check=True,
    )  # fmt: skip
    os.close(child), os.close(master)
    assert ran.stdout.startswith("id\n") and "paged" not in ran.stdout


@pytest.mark.parametrize("name", ["nosuch-pager -x", "'unclosed", "/etc/passwd"])
def test_a_pager_that_does_not_start_is_a_remark_and_plain_output(name):
    seen = talk(*LIST, rows=8, PAGER=name)
    assert seen.code == 0
    assert "does not start" in seen.screen and "(from PAGER)" in seen.screen
    assert seen.screen.count("new-materials") == 1
    assert "does not start" not in talk(*LIST, "-q", rows=8, PAGER=name).screen


def test_a_path_of_windows_names_the_program(monkeypatch):
    given = r'"C:\Program Files\Git\usr\bin\less.exe" -R'
    monkeypatch.setattr(os, "sep", "\\")
    assert pager._words(given) == (r"C:\Program Files\Git\usr\bin\less.exe", "-R")


def test_a_command_that_a_shell_does_not_find():
    seen = talk(*LIST, rows=8, PAGER="nosuch-pager | nosuch-either")
    assert seen.code == 0 and "the shell ends with 127" in " ".join(seen.screen.split())
    assert "new-materials" in seen.screen


def test_what_a_pager_is_told(tmp_path):
    tells = counting(tmp_path, 'cat >/dev/null; echo "[$LESS|$LESSCHARSET|$LV|$*]"')
    assert "[FRX|utf-8|-c|--option]" in talk(*LIST, rows=8, PAGER=tells).screen
    seen = talk(*LIST, rows=8, PAGER=tells, LESS="-S", LESSCHARSET="ascii")
    assert "[-S|ascii|-c|--option]" in seen.screen


@cases
def test_less_is_asked_to_keep_colours(monkeypatch, command, less, added):
    if less is not None:
        monkeypatch.setenv("LESS", less)
    words, environ = pager._with_environment(tuple(command.split()))
    assert (words[-1] == "-R" and words != command.split()) is added
    assert environ["LESS"] == ("FRX" if less is None else less)


@pytest.mark.usefixtures("less")
def test_less_shows_colours_and_chinese_and_is_left(monkeypatch):
    """Even if the locale supports neither, about which less would ask."""
    said = Talk("industries", "--lang", "zh", rows=10, LC_ALL="C", LANG="C")
    said.read("新一代信息技术产业".encode())
    said.read(b":")
    said.type(b"q")
    seen = said.end()
    assert seen.code == 0
    assert "\x1b[1m" in seen.screen and "binary" not in seen.screen and "ESC[" not in seen.screen


@pytest.mark.usefixtures("less")
@cases(ids=str)
def test_the_exit_code_is_that_of_the_command_however_early_it_is_left(arguments, code):
    said = Talk(*arguments, rows=10)
    said.read(b":")
    said.type(b"q")
    assert said.end().code == code


@pytest.mark.parametrize("body", ["exit 0", "exit 3", "head -c 1 >/dev/null", "exec <&-; sleep 0"])
def test_a_pager_that_reads_nothing(tmp_path, body):
    """The output of `targets` is far larger than a pipe holds."""
    seen = talk("targets", "-f", "json", rows=8, PAGER=counting(tmp_path, body))
    assert seen.code == 0
    assert "bug" not in seen.screen and "Broken" not in seen.screen


@pytest.mark.usefixtures("less")
def test_ctrl_c_is_for_the_pager():
    said = Talk("targets", rows=10)
    said.read(b":")
    said.type(b"\x03")
    time.sleep(0.3)
    assert said.runs(), "the command left the pager alone with the terminal"
    # A pager that is slow to notice the interrupt drops what was typed before.
    for _ in range(40):
        if said.runs():
            said.type(b"q")
            time.sleep(0.25)
    assert said.end().code == 0


def test_after_the_pager_ctrl_c_is_ours_again(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    with pager._interrupts_ignored():
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_remarks_come_after_the_pager(counts):
    seen = talk("funds", "--as-of", "2019", rows=8, PAGER=counts)
    assert seen.screen.index("paged") < seen.screen.index("left out, without a date")
    plain = talk("funds", "--as-of", "2019", "--no-pager", rows=8)
    assert plain.screen.index("left out, without a date") < plain.screen.index("Name")


def test_validate_and_its_pages(counts, tmp_path):
    assert "paged" in talk("validate", "--explain", "all", rows=8, PAGER=counts).screen
    assert "paged" not in talk("--no-pager", "validate", "--explain", "all", rows=8).screen


@cases
def test_every_command_takes_no_pager_before_it(mic25, line):
    words = line.replace("RECORDS", str(RECORDS)).split()
    assert mic25("--no-pager", *words).code == mic25(*words).code == 0


@cases
def test_how_long_a_text_is(monkeypatch, text, rows, long):
    monkeypatch.setattr(terminal_io, "height", lambda: rows)
    assert pager.is_long(text) is long


# Links

SOURCE = ("sources", "show", "mic25-plan-2015", "--no-pager")
PLAN = "http://www.gov.cn/zhengce/content/2015-05/19/content_9784.htm"


def targets(screen):
    return [each for each in re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\", screen) if each]


@pytest.mark.parametrize("columns", [80, 40])
def test_an_address_is_a_link_even_where_it_wraps(columns):
    found = targets(talk(*SOURCE, columns=columns).screen)
    assert found and set(found) == {PLAN}


def test_the_number_of_a_source_leads_where_its_line_does():
    screen = talk("explain", "nev-sales", "--no-pager", columns=100).screen
    linked = re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\(?:\x1b\[[0-9;]*m)*(\d+)", screen)
    lines = screen.partition("Sources")[2]
    told: dict[str, set[str]] = {}
    for address, number in linked:
        told.setdefault(number, set()).add(address)
    # A number in the text, the same before its source, and the address itself: one link target.
    assert len(linked) > len(told) > 1
    assert all(len(places) == 1 and places.pop() in lines for places in told.values())
    # The words on a page are part of the link, but are not shown.
    shown = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", screen)
    assert "#:~:text=" in screen and "#:~:text=" not in shown


@cases(ids=str)
def test_where_there_are_no_links(arguments, environ):
    seen = talk(*SOURCE, *arguments, **environ)
    assert "http" in seen.screen and "\x1b]" not in seen.screen


def test_never_in_a_pipe(mic25, monkeypatch):
    monkeypatch.setenv("MIC25_LINKS", "always")
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    out = mic25(*SOURCE, "-f", "table", "--color", "always").out
    assert "\x1b[1m" in out and "\x1b]" not in out


def test_links_that_are_asked_for(tmp_path, monkeypatch):
    assert targets(talk(*SOURCE, TERM="linux", MIC25_LINKS="always").screen)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mic25.toml").write_text("links = false\n")
    assert not targets(talk(*SOURCE).screen)
    assert targets(talk(*SOURCE, MIC25_LINKS="auto").screen)


@pytest.mark.parametrize(("release", "linked"), [("580", False), ("581", True), ("668x", True)])
def test_links_go_through_a_less_that_has_them(tmp_path, release, linked):
    less = tmp_path / "less"
    less.write_text(
        f"#!/bin/sh\n[ \"$1\" = --version ] && echo 'less {release} (GNU)' && exit\ncat\n"
    )
    less.chmod(0o755)
    seen = talk(*SOURCE[:-1], rows=8, PAGER=str(less))
    assert PLAN in seen.screen and bool(targets(seen.screen)) is linked
    assert "\x1b[1m" in seen.screen


def test_other_pagers_get_no_links():
    seen = talk(*SOURCE[:-1], rows=8, PAGER="cat -u")
    assert PLAN in seen.screen and not targets(seen.screen)


@cases(ids=str)
def test_what_the_environment_tells(environ, can):
    assert pager.can_have_links(environ) is can


@cases(ids=str)
def test_what_is_an_address(text, found):
    assert [target for _, _, target in drawn.addresses(text)] == found


def test_a_hostile_address_ends_no_sequence(records):
    folder = records(
        {"sources.yaml": 'bad:\n  title: T\n  published: 2022\n  lang: en\n  authority: A\n'
         '  coverage: full\n  url: "https://a.example/\\e\\\\\\e]8;;https://evil.example\\a"\n'}
    )  # fmt: skip
    seen = talk("sources", "--records", str(folder), "--no-pager")
    with contextlib.suppress(AssertionError):
        assert seen.code == 0
    assert "https://evil.example" not in targets(seen.screen)
    assert "\x07" not in seen.screen
