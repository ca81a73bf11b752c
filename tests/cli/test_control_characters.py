"""A text of control characters, or as long as a page, makes no command hang or crash."""

import io
import re
import shutil
import signal
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from mic25cli.cli.commands import command_of
from mic25cli.cli.main import main
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session
from mic25cli.model.text_folding import Folded
from tree import leaves

LONGEST = 20  # maximum seconds of processor time for one command line
CONTROLS = [chr(code) for code in range(32)]
TEXTS = [*CONTROLS, *(f"{sign}battery" for sign in CONTROLS)]


class Place(NamedTuple):
    """A place in a command line for a text, and the words before it."""

    command: str
    option: str
    words: tuple[str, ...]

    def lines(self):
        """The command line with each of the texts there; a diff has two texts."""
        for text in TEXTS:
            both = (text, text) if self.words[-1:] == ("diff",) else (text,)
            yield (*self.words, *both)


def places():
    """The places where commands accept a text; commands with the same options are tried once."""
    found: dict[tuple[str, ...], Place] = {("",): Place("", "words", ())}
    shared = options_of(Session)
    for leaf in leaves():
        function, *_ = command_of(leaf.words)
        for key, option in function.offered.items():
            if option.is_path or option.is_switch:
                continue
            name = option.flags[0] if option.flags else str(option.metavar)
            words = (*leaf.words, *leaf.arguments, name) if option.flags else leaf.words
            # Options with closed values are read in the same way everywhere.
            of = "of all" if key in shared else "closed" if option.choices else leaf.words[-1]
            at = (of,) if of == "closed" else (of, name)
            found.setdefault(at, Place(leaf.name, name, words))
    return list(found.values())


@contextmanager
def in_time():
    """Fail if it takes too long (processor time), where the system can interrupt it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_):
        pytest.fail(f"It has not ended after {LONGEST} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def printed(line):
    """The exit code of a command line, and all of its output; a bug is raised."""
    out = io.StringIO()
    with in_time(), redirect_stdout(out), redirect_stderr(out):
        return main(["--debug", *line]), out.getvalue()


@pytest.mark.others
@pytest.mark.parametrize("place", places(), ids=lambda place: f"{place.command} {place.option}")
def test_a_control_character_is_a_text_like_any_other(place, small_dataset, tmp_path, monkeypatch):
    shutil.copytree(small_dataset, tmp_path / "records")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MIC25_RECORDS", "records")
    for line in place.lines():
        code, text = printed(line)
        assert code in (0, 1, 2), line
        assert not set(CONTROLS) - {"\n", "\t"} & set(text), (line, text)


@cache
def pages():
    """Long texts of words from the records, with and without question words, by name."""
    files = sorted((Path(__file__).parents[2] / "records").rglob("*.yaml"))
    text = " ".join(each.read_text(encoding="utf-8") for each in files)
    words = [*dict.fromkeys(re.findall("[a-z]{3,}", text.lower()))]
    chinese = "".join(sorted(set(re.findall("[\u4e00-\u9fff]{2}", text))))
    mixed = (part for pair in zip(words, chinese, strict=False) for part in pair)
    return {
        "english": " ".join(words[:3_000]),
        "english question": f"why was {' '.join(words[:3_000])}?",
        "chinese": chinese,
        "chinese question": f"为什么{chinese}没有实现？",
        "mixed": " ".join([*mixed][:3_000]),
        "digits": "9" * 10_000,
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize(
    "command",
    [
        *("", "progress"),
        *(
            pytest.param(command, marks=pytest.mark.others)
            for command in ("search", "explain", "progress --industry")
        ),
    ],
)
def test_a_page_of_text_is_answered_in_time(command, name):
    """Each as one text and, if it has several words, as so many arguments."""
    text = pages()[name]
    for given in {(text,), tuple(text.split())}:
        assert printed((*command.split(), *given))[0] in (0, 1, 2), given[:3]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["show", "explain", "progress", "brief", "cite"])
def test_a_name_many_times_is_looked_up_once(command):
    assert printed((command, *["chips"] * 2_500))[0] in (0, 2)


def test_every_command_that_takes_a_text_is_looked_at():
    lines = {f"{place.command} {place.option}".strip() for place in places()}
    assert {"words", "search WORDS…", "explain TARGET…", "cite [ID…]", "report --industry"} <= lines


@pytest.mark.parametrize("sign", CONTROLS)
def test_what_parts_entries_is_found_in_none(sign):
    folded = Folded.of([{"kind": "terms", "id": each} for each in ("a", "b")])
    with in_time():
        for text in (sign, f"{sign}b", f"b{sign}", sign * 3, f"a{sign}b"):
            assert not folded.having(text), text
