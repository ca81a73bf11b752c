"""The laws of help, for every command in both languages: short, with examples that run, and with
options that say in an imperative what they do."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

import tree
from conftest import ROOT
from mic25cli.cli.commands import COMMANDS, command_of
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session
from mic25cli.model.kinds import KINDS

VERBS = {*Path(__file__).with_name("help_verbs.txt").read_text("utf-8").split()}

OF_ONE_FUNCTION = {(kind, "diff") for kind in KINDS} - {("funds", "diff"), ("terms", "diff")}
"""Pages that differ from another one only in the name of a kind."""
READ = [page for page in tree.PAGES if page not in OF_ONE_FUNCTION]


def rows(text):
    """The rows of a page, each a name and its meaning, joined again where they are broken."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if hit := re.fullmatch(r"  (\S.*?)(?:  +(\S.*))?", line):
            found.append((hit[1], hit[2] or ""))
        elif line.startswith("    ") and found:
            name, meaning = found.pop()
            found.append((name, f"{meaning} {line.strip()}".strip()))
    yield from found


@cache
def own_flags(page):
    """The options of a command itself, in their first spelling."""
    function, *_ = command_of(page)
    offered = getattr(function, "offered", {})
    return tuple(
        each.flags[0].split("/")[0]
        for key, each in offered.items()
        if each.flags and key not in options_of(Session)
    )


@pytest.mark.others
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", READ, ids=lambda page: " ".join(page) or "mic25")
def test_a_page_is_short_and_has_examples(mic25, monkeypatch, page, lang):
    monkeypatch.setenv("COLUMNS", "80")
    ran = mic25(*page, "--help", "--lang", lang)
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "") and len(lines) <= 40
    assert max(map(cell_len, lines)) <= 80
    found = list(rows(ran.out))
    examples = [(run, shows) for run, shows in found if run.startswith("mic25 ")]
    assert examples and all(shows for _, shows in examples)
    options = [(name, meaning) for name, meaning in found if name.startswith("-")]
    assert len(options) <= 15
    for name, meaning in options:
        assert meaning and cell_len(meaning) < 60, (name, meaning)
        assert not meaning.endswith((".", "。")), (name, meaning)
        if lang == "en":
            assert meaning.split()[0] in VERBS, (name, meaning)


@pytest.mark.others
@pytest.mark.parametrize("page", READ[1:], ids=" ".join)
def test_the_second_page_has_every_option_and_is_named_by_the_first(mic25, page):
    first, second = mic25(*page, "--help").out, mic25("help", *page, "all").out
    if len(page) == 2 or page[0] not in KINDS:
        assert [flag for flag in own_flags(page) if f"{flag} " not in second + " "] == []
    named = first.splitlines()[-1].endswith(f"mic25 help {' '.join(page)} all")
    assert named == (re.findall("(?m)^  -", first) != re.findall("(?m)^  -", second))
    for name, meaning in rows(second):
        assert not name.startswith("-") or (len(meaning) < 60 and meaning.split()[0] in VERBS)


def test_the_first_page_has_twenty_commands_in_five_groups(mic25):
    text = mic25("--help").out.partition("\n\nRecords:")[2]
    groups = ("Records:" + text).split("\n\n")[:-1]
    assert len(groups) == 5
    named = [name for group in groups for name, _ in rows(group)]
    assert len(named) == len({*named}) == 20 and {*named} < {*KINDS, *COMMANDS}


def test_a_command_of_a_kind_has_an_example_in_any_dataset(mic25):
    folder = str(ROOT / "examples" / "digital-decade")
    out = mic25("--records", folder, "funds", "show", "--help").out
    (example,) = (run for run, _ in rows(out) if run.startswith("mic25 funds show "))
    assert mic25(*example.split()[1:], "--records", folder).code == 0


@pytest.mark.others
@pytest.mark.parametrize(
    "leaf", [leaf for leaf in tree.leaves() if leaf.words in READ], ids=lambda leaf: leaf.name
)
def test_the_examples_run_as_they_are_printed(mic25, monkeypatch, tmp_path, leaf):
    monkeypatch.setenv("COLUMNS", "80")
    printed = [run for run, _ in rows(mic25(*leaf.words, "--help").out) if run[:6] == "mic25 "]
    for example in printed:
        # Whole datasets are written elsewhere (tests/test_docs.py), and `fmt` writes records.
        if leaf.words[0] in ("site", "report", "export") or example == "mic25 fmt":
            continue
        monkeypatch.chdir(tmp_path if " -o " in example or leaf.words == ("init",) else ROOT)
        ran = mic25(*shlex.split(example.partition(" > ")[0])[1:])
        assert ran.code in (0, 1) and "bug" not in ran.err, (example, ran.err)
