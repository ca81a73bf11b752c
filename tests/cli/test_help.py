"""Help: the start page, -h, topics, filters under a kind, and options before the command."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.calc.progress.max_changes import max_changes_of
from mic25cli.cli.commands import COMMANDS, arranged
from mic25cli.cli.help_pages import TOPICS, page, start
from mic25cli.cli.main import main
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session
from mic25cli.model.kinds import FAMILIES, KINDS


def test_the_name_alone_shows_a_start_page(capsys):
    assert main([]) == 0
    seen = capsys.readouterr()
    assert seen.err == ""
    assert "mic25 search robot" in seen.out
    assert len(seen.out.splitlines()) < 20


def test_the_start_page_opens_with_the_numbers_of_progress(mic25, tmp_path):
    summary = json.loads(mic25("progress", "--json").out)["summary"]
    found = summary["by_origin"]["plan"]
    title, *lines = mic25().out.splitlines()
    assert title == "mic25: Made in China 2025, target by target (as of 31 December 2025)"
    (row,) = (line for line in lines if line.startswith(f"{found['targets']} of the plan: "))
    for status, sign in {"met": "✓", "missed": "✗"}.items():
        assert f"{sign} {found['by_target'][status]} {status}" in row
    count, *counts = map(int, re.findall(r"\d+", row))
    assert count == sum(counts) and "not assessable" in row
    others = summary["targets"] - found["targets"]
    assert any(line.startswith(f"{others} of related plans: ✓ ") for line in lines)
    # A dataset that cannot be read, or has no target, gets commands but no finding.
    assert "✓" not in mic25("--records", str(tmp_path)).out


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_the_start_page_is_as_wide_as_the_terminal(capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= int(columns)


@pytest.mark.parametrize(("variable", "words"), [("LANG", ()), ("", ("--lang", "zh"))])
def test_the_start_page_is_chinese_where_that_is_the_language(capsys, monkeypatch, variable, words):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "zh_CN.UTF-8")
    assert main([*words]) == 0
    assert "逐项目标" in capsys.readouterr().out


@pytest.mark.slow
def test_what_the_start_page_names_works(mic25, capsys):
    main([])
    lines = capsys.readouterr().out.splitlines()
    commands = [
        re.split("  | (?=[a-z]+ (?:one|what))", line)[0]
        for line in lines
        if line.startswith("mic25 ")
    ]
    assert len(commands) == 6
    for each in commands:
        assert mic25(*each.split()[1:], "--json", "-q").code == 0, each


@pytest.mark.parametrize("topic", TOPICS)
def test_topics(mic25, topic):
    ran = mic25("help", topic)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(".\n")
    assert max(map(len, ran.out.splitlines())) <= 100


def test_a_kind_shows_its_filters_and_where_the_shared_options_stand(mic25):
    out = mic25("funds", "--help").out
    own, shared = out.index("Filters (repeat an option"), out.index("Options for every command")
    assert own < out.rindex("--min-amount") < shared
    assert "--known-at" not in out
    options = mic25("help", "options").out
    assert all(each.spellings[0] in options for each in options_of(Session).values())


def test_every_kind_is_in_one_family():
    named = [kind for kinds in FAMILIES.values() for kind in kinds]
    assert sorted(named) == sorted(KINDS)


def test_the_second_page_of_help_lists_every_command_once(mic25):
    out = mic25("help", "all").out
    places = [out.index(f"\n{family}:") for family in FAMILIES]
    assert places == sorted(places)
    listed = re.findall(r"(?m)^  ([a-z]+)  ", out)
    assert sorted(listed) == sorted([*KINDS, *COMMANDS])


@cases
def test_options_may_stand_before_the_command(given_words, wanted):
    assert arranged(given_words) == wanted


@pytest.mark.slow
@given(st.lists(st.sampled_from(["--json", "--lang", "zh", "funds", "--", "-q", "x", "--nosuch"])))
def test_no_word_is_lost(words):
    assert sorted(arranged(words)) == sorted(words)


@cases
def test_options_alone_show_the_start_page(mic25, line):
    ran = mic25(*line.split())
    assert (ran.code, ran.out, ran.err) == (0, start(line.split()), "")


def test_the_page_on_certainty_prints_the_max_changes_of_the_dataset(mic25, shipped):
    out, others = mic25("help", "certainty").out, max_changes_of(shipped).without(None)
    for way, toward in (("toward", True), ("away", False)):
        printed = next(line for line in out.splitlines() if line.startswith(f"  points {way}"))
        found = [others.largest("points", toward, years) for years in range(1, 6)]
        assert printed.split()[2:] == [f"{each:.1f}" for each in found]
    assert "{" not in out and "mic25 help certainty prints them" in page("certainty")
