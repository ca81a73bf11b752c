"""Habits of other tools work, or are refused with the line that works."""

import json
import re
import shlex

import pytest

from cases import cases
from mic25cli.cli import bare_words
from mic25cli.cli.app import tree
from mic25cli.model.kinds import KINDS

PRINTED = ("progress", "contradictions", "coverage", "timeline", "explain", "datasets", "table")
TERMS = ("terms", "--limit", "2")


@cases
def test_a_date_in_another_form_is_refused_with_the_right_one(mic25, given, day):
    ran = mic25("progress", "--as-of", given)
    assert ran.code == 2 and re.search(rf"Write --as-of {day}\.$", ran.err.strip()), ran.err


def test_a_list_is_written_to_the_file_that_is_named(mic25, tmp_path):
    for name in ("terms.csv", "terms.json", "terms.md"):
        ran = mic25(*TERMS, "-o", str(tmp_path / name))
        form = name.partition(".")[2]
        assert (ran.code, ran.out) == (0, "")
        shown = mic25(*TERMS, "-f", form).out
        if form == "json":
            assert json.loads((tmp_path / name).read_text("utf-8")) == json.loads(shown)
        else:
            assert (tmp_path / name).read_text("utf-8") == shown


def test_every_word_leads_to_a_command():
    known = tree().entries()
    assert {line[0] for line in bare_words.SYNONYMS.values()} <= {*known, "--version"}
    for _, line, *_ in bare_words.HABITS["refused"].values():
        assert line.split()[1] in {*known, "--help"}
    refused = {word for said in bare_words.HABITS["refused"] for word in said.split()}
    assert not {*bare_words.HABITS["dropped"], *refused} & {*known}


@cases
def test_no_words_are_taken_for_names_that_they_are_not(mic25, words, said):
    assert said in mic25(*words.split()).err


UNSAID = re.compile(r"is not an option|does not accept|cannot be combined")


@pytest.mark.others
@pytest.mark.parametrize("command", [*PRINTED, *KINDS])
def test_what_is_named_in_place_of_an_option_is_taken(
    mic25, small_dataset, command, tmp_path, monkeypatch
):
    """For every option of other tools that stands for words, or for one of ours with its value."""
    monkeypatch.chdir(tmp_path)
    lines = set()
    for option, ours in bare_words.HABITS["options"].items():
        for more in ([], ["--json"]) if " " in ours or not ours else ():
            told = mic25(command, *more, option.split()[-1], *([] if ours else ["2020"])).err
            lines |= {*re.findall(r"'(mic25 [^'\n]*)' does that", told)}
    assert lines
    for line in lines:
        assert not UNSAID.search(mic25(*shlex.split(line)[1:]).err), line
