"""Questions in words are read as commands, in both languages; no command that writes is run."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from cases import cases, data
from mic25cli.calc import questions
from mic25cli.cli import asking
from mic25cli.cli.session import Session
from mic25cli.errors import Meant, UsageError
from mic25cli.model.kinds import KINDS

LINES = Path(__file__).with_name("questions.tsv").read_text("utf-8").splitlines()
ASKED = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
[READING] = data(__file__, "READING")
PLACES = {"{record}", "{named}", "{outcome}", "{both}", "{beside}", "{kind}", "{editions}"}


def taken_as(text: str) -> str:
    try:
        asking.answer_question(Session(quiet=True), text)
    except Meant as other:
        return " ".join(other.words)
    except UsageError as two:
        assert two.hint and two.hint.count("mic25 ") in (1, 2, 3), two.hint
        return "-"
    return "none"


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.others) for part in range(1, 4))]
)
def test_a_question_is_read_as_a_command(part) -> None:
    """There may be more targets for a thing on record than its line names."""
    read = [(text, line, taken_as(text)) for text, line in ASKED[part::4]]
    wrong = [
        (text, line, taken)
        for text, line, taken in read
        if (taken != line if " --answers" not in line else not taken.endswith("--answers")
            or not {*line.split()} <= {*taken.split()})
    ]  # fmt: skip
    assert wrong == []


def test_every_row_and_cue_is_asked_and_a_row_names_commands_that_read() -> None:
    policy, rows = Session().profile.name, questions.table()["rows"]
    read = {text: [row[0] for _, row, *_ in questions.readings(text, policy)] for text, _ in ASKED}
    assert {needed for needed, *_ in rows} <= set(chain.from_iterable(read.values()))
    for lang in ("en", "zh"):
        own, asked = (
            questions.table()[lang],
            [each for each in read if questions.language_of(each) == lang],
        )
        found = {cue for each in asked for needed in read[each] for cue in needed.split()}
        cues = {cue for needed, *_ in rows for cue in needed.split() if cue[0] != "-"}
        never = {cue for cue in cues if {**own["cues"], **own["shapes"]}.get(cue) == "(?!)"}
        assert cues - never - found - {"after"} == set()
    first = {command.split()[0] for _, *commands in rows for command in commands}
    assert first <= {*READING, *KINDS, *PLACES}


@pytest.mark.others
@pytest.mark.parametrize("more", [" of zeppelins", "飞艇"])
def test_no_question_with_a_word_that_nothing_answers_is_answered(more) -> None:
    lang = questions.language_of(more)
    answered = [text for text, line in ASKED if line not in ("-", "none")]
    alike = [text for text in answered if questions.language_of(text) == lang]
    longer = [text.rstrip("?") + more for text in alike[::15]]
    assert [(text, line) for text in longer if (line := taken_as(text)) not in ("-", "none")] == []


@cases
def test_a_word_that_is_not_understood_is_named(text, word) -> None:
    assert word in " ".join(asking.read(Session(quiet=True), text).lines.values())
