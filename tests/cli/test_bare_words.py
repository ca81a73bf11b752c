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


@pytest.mark.parametrize("line", ["robots 2025", "芯片", "innovation center", "nev sales share"])
def test_several_things_are_listed(mic25, line):
    ran = mic25(*line.split(), "--json")
    assert ran.code == 0
    assert len(json.loads(ran.out)) > 1


def test_targets_in_a_list_have_their_status(mic25):
    shown = mic25("robots", "2025", "-f", "table").out
    assert "2025: 260,000 units · ✓ met" in shown
    assert "all of them: mic25 robots 2025 --limit " in shown
    ids = {hit["id"] for hit in json.loads(mic25("robots", "2025", "--json").out)}
    due = json.loads(mic25("targets", "--year", "2025", "--json").out)
    assert "robot-density-plan-2016" not in ids
    assert {"robot-stock", "robot-annual-sales"} <= ids & {target["id"] for target in due}


@pytest.mark.slow
@cases
def test_what_words_are_taken_for_is_told(mic25, line, told):
    assert told in mic25(*line.split()).err
    assert told not in mic25(*line.split(), "-q").err
    # A command of its own is told nothing of what another was asked.
    assert "taken as" not in mic25("funds", "--limit", "1").err


@pytest.mark.parametrize("line", ["progress --industry 2", "progress --industry new-materials"])
def test_an_industry_by_its_own_name_is_not_told(mic25, line):
    assert "taken as" not in mic25(*line.split()).err


@cases
def test_a_slip_is_one_edit_away_and_two_from_six_letters_on(word, slip):
    assert bare_words.is_slip(word, ["validate", "cite", "diff", "report", "events"]) is slip


@pytest.mark.slow
def test_words_beside_several_datasets_open_what_one_has(mic25):
    both = ("--dataset", "mic25", "--dataset", "digital-decade")
    ran = mic25("huawei", *both)
    assert ran.code == 0 and "enterprise · huawei" in ran.out
    assert "digital-decade: 'huawei' is neither a command" in ran.err
    assert mic25("qqqqqq", *both).code == 2
    shown = mic25("digital-decade:gigabit-2030")
    assert shown == mic25("show", "digital-decade:gigabit-2030")
    assert shown.code == 0
    assert mic25("mic25:nosuch").code == 2


def test_the_title_of_a_source_is_nobodys_name_beside_an_industry(mic25):
    assert mic25("大飞机").out.split("\n")[1].startswith("aviation-and-space-equipment\tindustries")


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


@pytest.mark.parametrize("way", ["explain", "targets show", "progress", "chart", "cite", ""])
def test_an_id_beside_a_slip_is_not_read_as_one_name(mic25, way):
    ran = mic25(*way.split(), "nev-own-brand-share", "nev-sale")
    assert ran.code == 2 and "nev-sale" in ran.err, (ran.out, ran.err)
