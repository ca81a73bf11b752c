"""`mic25 timeline`, through every format, on a small dataset and on the shipped one."""

import json

import pytest

from builders import dataset_texts

SMALL = dataset_texts("timeline")


def test_json_is_a_bare_array_in_order_of_time(mic25, small):
    ran = mic25("timeline", "--json")
    assert ran.code == 0
    assert json.loads(ran.out) == [
        {
            "date": "2015-05-19",
            "kind": "documents",
            "name": {"en": "Plan", "zh": "规划"},
            "id": "plan",
        },
        {"date": "2016", "kind": "funds", "name": {"en": "=Fund[red]", "zh": "基金"}, "id": "fund"},
        {
            "date": "2016-03",
            "kind": "events",
            "name": {"en": "Launch", "zh": "启动"},
            "id": "launch",
        },
        {"date": "2018~", "kind": "events", "name": {"en": "Later", "zh": None}, "id": "later"},
    ]
    assert [list(each) for each in json.loads(ran.out)] == [["date", "kind", "name", "id"]] * 4
    assert ran.err == "left out, without a date: 1 of documents\n"


def test_table(mic25, small):
    ran = mic25("timeline", "-f", "table", "--lang", "both")
    assert [line.rstrip() for line in ran.out.splitlines()] == [
        "Date         Record type  Name        名称  Id",
        "─" * 50,
        "19 May 2015  documents    Plan        规划  plan",
        "2016         funds        =Fund[red]  基金  fund",
        "March 2016   events       Launch      启动  launch",
        "about 2018   events       Later             later",
        "one in full: mic25 documents show plan --lang both",
    ]
    assert ran.err == "left out, without a date: 1 of documents\n4 entries\n"


def test_a_pipe_gets_tab_separated_values(mic25, small):
    ran = mic25("timeline", "--lang", "zh")
    assert ran.out.splitlines()[:3] == [
        "id\tdate\tkind\tname",
        "plan\t2015-05-19\tdocuments\t规划",
        "fund\t2016\tfunds\t基金",
    ]


@pytest.mark.slow
def test_words_and_industries_keep_entries(mic25):
    def shown(*options):
        ran = mic25("timeline", *options, "--json", "-q")
        assert ran.code == 0
        return {(each["kind"], each["id"]) for each in json.loads(ran.out)}

    tariffs = shown("--text", "tariff")
    assert ("events", "tariff-list-2-2018") in tariffs
    listed = json.loads(mic25("events", "--text", "tariff", "--json").out)
    assert {("events", each["id"]) for each in listed if each["date"]} <= tariffs < shown()
    robots, rail = shown("--industry", "robots"), shown("--industry", "rail")
    assert robots and rail and robots != rail
    assert shown("--industry", "robots,rail") == robots | rail
    assert shown("--kind", "event,fund", "--industry", "2") == {
        each for each in robots if each[0] in ("events", "funds")
    }
    assert "'nosuch' is not an industry" in mic25("timeline", "--industry", "nosuch").err
