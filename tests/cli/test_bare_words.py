"""Any words lead somewhere: those of other tools, and what people type, are answered, or refused in
one line with a remedy that works."""

import json
import re
import shlex
from pathlib import Path

import pytest

from cases import cases
from conftest import RECORDS
from mic25cli.cli import bare_words
from mic25cli.cli.app import tree
from mic25cli.model.kinds import KINDS


@cases
def test_a_slip_is_one_edit_away_and_two_from_six_letters_on(word, slip):
    assert bare_words.is_slip(word, ["validate", "cite", "diff", "report", "events"]) is slip


SEVERAL = ["nev-sales", "nev-own-brand-share", "robot-stock"]


@pytest.mark.others
@pytest.mark.parametrize("format_", ["table", "plain", "md", "json", "ndjson", "tsv", "csv"])
@pytest.mark.parametrize("ids", [SEVERAL[:2], SEVERAL], ids=len)
@pytest.mark.parametrize("way", ["explain", "explain --full", "targets show", "show", ""])
def test_every_id_of_several_is_told_of(mic25, way, ids, format_):
    """Ids that share words with a name are not read as part of that name."""
    ran = mic25(*way.split()[:1], *way.split()[1:], *ids, "-f", format_)
    assert ran.code == 0, ran.err
    if format_ in ("json", "ndjson"):
        text = ran.out if format_ == "json" else f"[{','.join(ran.out.splitlines())}]"
        told = [each.get("id") or each["target"] for each in json.loads(text)]
        assert list(dict.fromkeys(told)) == ids
    elif format_ in ("tsv", "csv"):
        rows = ran.out.splitlines()[1:]
        assert list(dict.fromkeys(re.split(r"[,\t]", row)[0] for row in rows)) == ids
    else:
        places = [ran.out.find(each) for each in ids]
        assert -1 not in places and places == sorted(places)


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


UNSAID = re.compile(r"is not an option|does not accept|cannot be combined")


@pytest.mark.others
@pytest.mark.parametrize("command", [*PRINTED, *KINDS])
def test_what_is_named_in_place_of_an_option_is_taken(
    mic25, small_dataset, command, tmp_path, monkeypatch
):
    """Every option of another tool that means words, or an option of ours with a value."""
    monkeypatch.chdir(tmp_path)
    lines, target = set(), mic25("targets", "-f", "tsv", "--fields", "id").out.split()[1]
    words = [command, *{"explain": [target], "table": ["verdicts"]}.get(command, [])]
    for option, ours in bare_words.HABITS["options"].items():
        for more in ([], ["--json"]) if " " in ours or not ours else ():
            told = mic25(*words, *more, option.split()[-1], *([] if ours else ["2020"])).err
            lines |= {*re.findall(r"'(mic25 [^'\n]*)' does that", told)}
    assert lines
    for line in lines:
        assert not UNSAID.search(mic25(*shlex.split(line)[1:]).err), line


TYPED = [
    line
    for line in Path(__file__).with_name("loose.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
COMMAND = re.compile(r"['`]mic25 ([^`]*?)['`](?=[ ;.,]|$)")
MEANT = re.compile(r"Did you mean (.*?)\?", re.IGNORECASE)
QUOTED = re.compile(r"'([^']+)'")
WRONG_OPTION = re.compile(r"(--?[a-z-]+) is not an option")
TO_LEARN = re.compile(
    r"see 'mic25 .*--help'|choose from|write |give |are A, B, C and D|are for \d|two sides|unset|"
    r"topics: |"
    r"'mic25 (help|targets|search|progress|\w+ --text)",
    re.IGNORECASE,
)
"""Remedies that say what to write instead."""


def remedies(words, said):
    """The commands named in an error, and the typed one with each word that the error suggests."""
    for command in COMMAND.findall(said):
        if "ID" not in command.split():
            yield shlex.split(command)
    for proposed in MEANT.findall(said):
        wrong = WRONG_OPTION.search(said) or QUOTED.search(said)
        assert wrong is not None
        for word in QUOTED.findall(proposed):
            yield [each.replace(wrong[1], word) for each in words]


def test_every_shape_of_another_language_is_typed_and_its_first_commands_are_ours():
    typed = [" ".join(shlex.split(line)) for line in TYPED]
    own = "|".join([*KINDS, *(kind.one for kind in KINDS.values())])
    for shape in bare_words.HABITS["shapes"]:
        of = shape.replace("{kind}", rf"(?:df|data|db|pd|(?P<kind>{own}))")
        meant = [line for line in typed if re.fullmatch(of, line, re.IGNORECASE)]
        assert meant, shape
        for line in meant:
            assert bare_words.lines_of_shape(line)[0].split()[1] in {*tree().entries()}
    assert bare_words.lines_of_shape("targets by zeppelins")[-1] == "mic25 progress"
    assert not bare_words.lines_of_shape("which targets were missed")


@pytest.mark.slow
@pytest.mark.parametrize("typed", TYPED)
def test_it_is_answered_or_refused_with_a_remedy_that_works(mic25, tmp_path, monkeypatch, typed):
    # In a folder where nothing written stays, with records as in a copy of the repository.
    monkeypatch.chdir(tmp_path)
    Path("records").symlink_to(RECORDS)
    words = shlex.split(typed)
    ran = mic25(*words)
    if ran.code == 0:
        assert ran.out or ran.err
        return
    said = " ".join(ran.err.split())
    assert (ran.code, ran.out) == (2, "") and len(ran.err.splitlines()) == 1, said
    tried = list(remedies(words, said))
    assert tried or TO_LEARN.search(said), said
    works = [mic25(*each).code for each in tried]
    # The first suggestion works; one of another kind may need more words.
    assert not works or works[0] == 0 or 0 in works, (said, tried, works)
