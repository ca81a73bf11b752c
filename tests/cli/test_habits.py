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


@pytest.mark.parametrize(
    ("words", "file"), [(("nev-sales", "--png"), ".png"), (("nev-sales", "--svg"), ".svg")]
)
def test_a_picture_is_a_file(mic25, words, file):
    assert f"'mic25 chart nev-sales -o FILE{file}' does that" in mic25("chart", *words).err


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
    assert not {*bare_words.HABITS["dropped"]} & {*known}


@cases
def test_no_words_are_taken_for_names_that_they_are_not(mic25, words, said):
    assert said in mic25(*words.split()).err


def test_words_in_place_of_a_query_are_refused(mic25):
    ran = mic25("targets", "--query", "robot")
    assert (ran.code, ran.out) == (2, "")
    assert "--text" in ran.err and "'mic25 search robot'" in ran.err
    # A field that is there may be empty.
    assert mic25("progress", "robot-stock", "--query", "known_at").out == "null\n"
    missing = mic25("targets", "--query", "[0].nothing")
    assert (missing.code, missing.out) == (0, "null\n") and "JMESPath" in missing.err
    assert mic25("targets", "--query", "[0].id").err.count("JMESPath") == 0


def test_a_wide_list_is_asked_for_by_an_option(mic25):
    for line in ("targets -o wide", "get targets -o wide", "targets get -o wide"):
        assert "Use --wide for all columns." in mic25(*line.split()).err
    assert mic25("targets", "--wide", "--limit", "1").code == 0


def test_a_field_of_a_part_is_named_in_full(mic25):
    assert "Did you mean 'milestones.year'?" in mic25("targets", "--sort", "year").err


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


@pytest.mark.parametrize("years", ["2019..2020", "2019:2020", "2019–2020"])
def test_two_years_may_have_another_sign_between_them(mic25, years):
    assert mic25("events", years).out == mic25("events", "2019-2020").out != ""


@pytest.mark.parametrize("line", ["list-funds", "get_funds", "get-fund"])
def test_a_verb_and_a_kind_may_be_one_word(mic25, line):
    assert mic25(line, "--limit", "2").out == mic25("funds", "--limit", "2").out != ""


def test_a_question_of_which_one_part_is_unknown_is_read_without_it(mic25):
    told = mic25("which", "targets", "were not met by 2020 but later").err
    assert "'mic25 progress --status missed --as-of 2020' judges the targets" in told
