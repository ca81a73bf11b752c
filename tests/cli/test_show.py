"""`mic25 KIND show ID` and `mic25 show ID`: cards for people, objects for machines."""

import json

from cases import cases
from mic25cli.model.kinds import KINDS

FUND = "national-ic-industry-investment-fund"


def test_one_id_is_an_object_and_several_are_an_array(mic25):
    one = json.loads(mic25("funds", "show", FUND, "--json").out)
    two = json.loads(mic25("funds", "show", FUND, "cdb-mic25-pledge", "--json").out)
    assert (one["kind"], one["id"]) == ("funds", FUND)
    assert [each["id"] for each in two] == [FUND, "cdb-mic25-pledge"]
    assert two[0] == one
    (listed,) = [each for each in json.loads(mic25("funds", "--json").out) if each["id"] == FUND]
    assert listed == one
    assert list(listed) == list(one)


@cases
def test_one_thing_is_text_in_a_pipe_as_on_a_screen(mic25, line):
    piped = mic25(*line.split()).out.splitlines()
    whole = mic25(*line.split(), "-f", "table").out.splitlines()
    if len(whole) <= 80:
        assert piped == whole
    else:
        assert piped[:-1] == whole[:79]
        assert piped[-1].startswith(f"… {len(whole) - 79} more lines: -f table")
    # Selected fields are for a program.
    assert mic25(*line.split(), "--fields", "id").out.startswith(("id\n", "record\t"))


def test_an_id_that_two_kinds_have(mic25, records):
    folder = str(
        records(
            {"funds.yaml": "x:\n  name: {en: Fund}\n", "terms.yaml": "x:\n  name: {en: Term}\n"}
        )
    )
    both = json.loads(mic25("show", "x", "--json", "--records", folder).out)
    assert [each["kind"] for each in both] == ["funds", "terms"]
    (one,) = json.loads(mic25("show", "terms/x", "--json", "--records", folder).out)
    assert one["kind"] == "terms"


def test_the_json_of_show_is_an_array_for_every_kind(mic25):
    for kind in KINDS:
        first = json.loads(mic25(kind, "--json", "--limit", "1").out)[0]["id"]
        shown = mic25("show", f"{kind}/{first}", "--json").out
        assert [each["kind"] for each in json.loads(shown)] == [kind]
        assert json.loads(mic25(kind, "show", first, "--json").out) == json.loads(shown)[0]


def test_a_series_on_a_card_has_its_unit(mic25):
    told = mic25("indicators", "show", "nev-sales", "-f", "plain").out
    series = [line for line in told.splitlines() if " → " in line]
    assert series and all(line.count(" mn vehicles") == 2 for line in series)
