"""The progress of long work: a bar on standard error, removed when done, only on a terminal."""

import io
import re
import shutil
from contextlib import redirect_stderr
from inspect import unwrap

import pytest

from cases import data
from conftest import ROOT
from mic25cli.cli import terminal_io
from mic25cli.cli.main import main
from mic25cli.store import snapshot_sections, snapshot_writing, valid_records
from mic25cli.view.text import label
from mic25cli.work_progress import steps, watch

pytestmark = pytest.mark.slow

HIDDEN_CURSOR, CURSOR = "\x1b[?25l", "\x1b[?25h"


class Terminal(io.StringIO):
    """Standard error as a terminal that records what is written to it."""

    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def at_once(monkeypatch):
    """Every step takes long enough for a bar."""
    monkeypatch.setattr(terminal_io, "AFTER", -1.0)
    monkeypatch.setattr(terminal_io, "EVERY", 0.0)
    monkeypatch.setenv("TERM", "xterm")


def seen(work):
    """The text on standard error in the meantime."""
    screen = Terminal()
    with redirect_stderr(screen):
        work()
    return screen.getvalue()


[LONG] = data(__file__, "LONG")
SLOW = pytest.mark.slow


@pytest.fixture
def first_read(small_dataset, tmp_path, monkeypatch):
    """A command line on a dataset that was never read before."""
    folder = shutil.copytree(small_dataset, tmp_path / "dataset")
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # Another test may have read files of the same content.
    monkeypatch.setattr(valid_records, "read_valid", unwrap(valid_records.read_valid))
    table = "indicator,period,value,source,basis\nrobot-stock,2001,1000,merics-2019,\n"
    (tmp_path / "table.csv").write_text(table)
    return lambda line: line.format(tmp_path).split()


@pytest.mark.others
@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    "line", [pytest.param(line, marks=SLOW if "site" in line else ()) for line in LONG]
)
def test_long_work_says_how_far_it_is_and_leaves_nothing(first_read, monkeypatch, line):
    taken: set[str] = set()
    call = terminal_io.StepsBar.__call__

    def heard(bar, what, done, total):
        taken.add(what)
        call(bar, what, done, total)

    monkeypatch.setattr(terminal_io.StepsBar, "__call__", heard)
    codes: list[int] = []
    told = seen(lambda: codes.append(main(first_read(line))))
    assert codes[0] in (0, 1), told
    assert taken >= set(LONG[line])
    assert CURSOR in told
    assert told.count(HIDDEN_CURSOR) == told.count(CURSOR)


@pytest.mark.others
@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("line", ["validate", "progress"])
def test_quiet_shows_no_bar(first_read, line):
    assert CURSOR not in seen(lambda: main([*first_read(line), "-q"]))


@pytest.mark.others
@pytest.mark.usefixtures("at_once")
def test_a_pipe_and_a_dumb_terminal_get_no_bar(mic25, first_read, monkeypatch):
    line = first_read("progress")
    assert CURSOR not in mic25(*line).err
    monkeypatch.setenv("TERM", "dumb")
    assert CURSOR not in seen(lambda: main(line))


@pytest.mark.usefixtures("at_once")
def test_an_interrupt_takes_the_bar_away(first_read, monkeypatch):
    """A key is pressed while the second target is judged."""
    from mic25cli.calc.progress import judge

    def pressed(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(judge, "_of_target", pressed)
    codes: list[int] = []
    told = seen(lambda: codes.append(main(first_read("progress"))))
    assert codes == [130]
    assert told.count(HIDDEN_CURSOR) == told.count(CURSOR) > 0
    assert "Traceback" not in told


@pytest.mark.usefixtures("at_once")
def test_a_bar_comes_back_after_a_remark():
    def work():
        terminal_io.begin("en", quiet=False)
        for number in steps("files", range(3)):
            if number == 1:
                terminal_io.write_error("a remark")
        terminal_io.end()

    before, after = seen(work).split("a remark")
    assert CURSOR in before
    assert CURSOR in after


def test_keeping_a_dataset_is_told_of(shipped):
    heard: set[str] = set()
    watch(lambda what, *_: heard.add(what))
    try:
        snapshot_writing.write(io.BytesIO(), shipped, b"")
        snapshot_sections.folded_texts(shipped)
    finally:
        watch(None)
    assert heard == {"kept", "folded"}


def test_each_sort_of_step_has_words():
    told = {
        what
        for path in (ROOT / "src").rglob("*.py")
        for what in re.findall(r"\bsteps\(\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert told >= {"files", "pages", "targets"}
    assert all(label(f"steps-{what}", lang) for what in told for lang in ("en", "zh"))


def test_unwatched_items_are_given_as_they_are():
    items = [1, 2]
    assert steps("files", items) is items
    told: list[tuple[str, int, int]] = []
    watch(lambda *step: told.append(step))
    try:
        assert list(steps("files", items)) == items
    finally:
        watch(None)
    assert told == [("files", 0, 2), ("files", 1, 2), ("files", 2, 2)]
