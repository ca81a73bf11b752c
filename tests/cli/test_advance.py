"""How far work is: a bar on a terminal's standard error while it takes long, and nothing after."""

import io
import sys

import pytest

from mic25cli import steps
from mic25cli.cli import stream
from mic25cli.cli.main import main


class Screen(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "AFTER", -1.0)
    monkeypatch.setattr(stream, "EVERY", 0.0)
    monkeypatch.setenv("TERM", "xterm")


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *line: str) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    main(line)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("validate --records examples/digital-decade", "rules checked"),
        ("progress --as-of 2024-12-31 --records examples/digital-decade", "targets judged"),
        ("progress --as-of 2024-12-31 --lang zh --records examples/digital-decade", "已判定目标"),
    ],
)
@pytest.mark.usefixtures("at_once", "capfd")
def test_long_work_says_how_far_it_is(monkeypatch, line: str, told: str) -> None:
    assert told in shown(monkeypatch, Screen(), *line.split())
    assert stream._bar == [] and steps._watching == []


@pytest.mark.usefixtures("at_once", "capfd")
def test_nothing_is_shown_where_nobody_looks_or_quiet_is_asked_for(monkeypatch) -> None:
    line = ["validate", "--records", "examples/digital-decade"]
    assert "rules" not in shown(monkeypatch, Screen(), *line, "-q")
    assert "rules" not in shown(monkeypatch, io.StringIO(), *line)
    monkeypatch.setenv("TERM", "dumb")
    assert "rules" not in shown(monkeypatch, Screen(), *line)


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.usefixtures("capfd")
def test_what_is_quick_shows_nothing(monkeypatch) -> None:
    monkeypatch.setattr(stream, "AFTER", 1e9)
    assert "rules" not in shown(monkeypatch, Screen(), "validate")


@pytest.mark.usefixtures("at_once", "capfd")
def test_an_interruption_leaves_nothing_behind(monkeypatch) -> None:
    def interrupted(what: str, items: object, total: int) -> object:
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "_told", interrupted)
    screen = Screen()
    shown(monkeypatch, screen, "validate")
    assert stream._bar == [] and steps._watching == []


def test_unwatched_items_are_given_as_they_are() -> None:
    items = [1, 2]
    assert steps.steps("files", items) is items
    told: list[tuple[str, int, int]] = []
    steps.watch(lambda *step: told.append(step))
    try:
        assert list(steps.steps("files", items)) == items
    finally:
        steps.watch(None)
    assert told == [("files", 0, 2), ("files", 1, 2), ("files", 2, 2)]
