"""Questions that people have, the command that answers each, and what the first screen must show.

On a real terminal of 80 and of 120 columns, 24 lines: nobody scrolls back for an answer.
"""

import shlex
from pathlib import Path

import pytest

from mic25cli.calc.source_grades import independent_source
from mic25cli.view.quantities import quantity
from screen import bare

LINES = Path(__file__).with_name("first_screens.tsv").read_text("utf-8").splitlines()
QUESTIONS = [line.split("\t") for line in LINES if line[0] != "#"]


@pytest.mark.parametrize("columns", [80, pytest.param(120, marks=pytest.mark.others)])
@pytest.mark.parametrize("row", QUESTIONS, ids=[question for question, *_ in QUESTIONS])
def test_the_first_screen_answers(terminal, row, columns):
    question, line, *wanted = row
    ran = terminal(*shlex.split(line), columns=columns)
    assert ran.code == 0, ran.err
    screen = "\n".join(bare(ran.out).splitlines()[:24])
    for each in wanted:
        assert any(part in screen for part in each.split("|")), (
            f"{question} {each!r} is not in:\n{screen}"
        )


def test_what_sources_contradict_each_other_on_has_each_value_and_its_body(
    mic25, shipped, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "160")
    share = shipped.kind("indicators")["shipbuilding-world-share"]
    of = [each for each in share["observations"] if each["basis"] == "completions-cgt"]
    told = [each for each in of if each["period"] == "2022"]
    bodies = {
        each["attributed"] or independent_source(shipped, each["cite"][0]["source"])
        for each in told
    }
    out = "".join(mic25("contradictions", "-f", "table").out.split())
    wanted = [*(quantity(each, "en") for each in told), *bodies, "shipbuilding-world-share"]
    assert len(bodies) > 1 and [x for x in wanted if "".join(x.split()) not in out] == []
