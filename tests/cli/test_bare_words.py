"""Any word is a way in: what words lead to that are no command, and what is refused."""

import json
import re
import shlex
from pathlib import Path

import pytest

from cases import cases
from mic25cli.cli import bare_words

LINES = Path(__file__).with_name("same.tsv").read_text("utf-8").splitlines()
SAME = [line.split("\t") for line in LINES if line[0] != "#"]


@pytest.mark.slow
@pytest.mark.parametrize(("line", "same"), SAME)
def test_a_line_prints_what_another_prints(mic25, line, same):
    ran = mic25(*shlex.split(line))
    assert ran.code == 0 and ran.out, ran.err
    assert ran.out == mic25(*shlex.split(same)).out


@pytest.mark.slow
@cases
def test_what_words_are_taken_for_is_told(mic25, line, told):
    assert told in mic25(*line.split()).err
    assert told not in mic25(*line.split(), "-q").err
    # A command of its own is told nothing of what another was asked.
    assert "taken as" not in mic25("funds", "--limit", "1").err


@cases
def test_a_slip_is_one_edit_away_and_two_from_six_letters_on(word, slip):
    assert bare_words.is_slip(word, ["validate", "cite", "diff", "report", "events"]) is slip


SEVERAL = ["nev-sales", "nev-own-brand-share", "robot-stock"]


@pytest.mark.others
@pytest.mark.parametrize("format_", ["table", "plain", "md", "json", "ndjson", "tsv", "csv"])
@pytest.mark.parametrize("ids", [SEVERAL[:2], SEVERAL], ids=len)
@pytest.mark.parametrize("way", ["explain", "explain --full", "targets show", "show", ""])
def test_every_id_of_several_is_told_of(mic25, way, ids, format_):
    """Ids that share words with the name of one are not read as a part of it."""
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
