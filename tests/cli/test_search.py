"""`mic25 search`, through every format."""

import json
import re

import pytest

from builders import dataset_texts

SMALL = dataset_texts("search")


def test_a_table_tells_the_total_and_what_else_was_searched_for(mic25, small):
    ran = mic25("search", "大基金", "-f", "plain")
    assert ran.out == (
        "Found 2: 2 funds\n"
        "also: =chip fund[red], big fund (funds/chips)\n"
        "Record type  Id     Name\n"
        "funds        chips  «=Chip fund[red]»\n"
        "                    2014\n"
        "funds        later  Later fund\n"
        "                    2019\n"
        "                    Purpose: Buys what the «Big Fund» leaves.\n"
        "one in full: mic25 funds show chips\n"
    )


def test_tsv_cuts_and_marks_nothing(mic25, small):
    ran = mic25("search", "big fund", "--kind", "funds", "-f", "tsv")
    assert ran.out.splitlines() == [
        "id\tkind\tname\tvalue\tdate\tfield\tsnippet",
        "chips\tfunds\t'=Chip fund[red]\t\t2014\tname.en\t'=Chip fund[red]",
        "later\tfunds\tLater fund\t\t2019\tpurpose\tBuys what the Big Fund leaves.",
    ]


def test_nothing_found_says_so_and_is_no_failure(mic25, small):
    ran = mic25("search", "zzq", "--json")
    assert (ran.code, ran.out) == (0, "[]\n")
    assert ran.err.startswith("no record matches 'zzq'; tried: ")
    assert mic25("search", "zzq", "--exit-code").code == 1
    assert mic25("search", "fund", "--exit-code").code == 0
    assert mic25("search", "zzq", "--json", "-q").err == ""


def test_a_slip_of_one_reading_is_mended_and_told(mic25, small):
    ran = mic25("search", "batery", "--json")
    assert ran.out == mic25("search", "battery", "--json").out
    assert ran.err.startswith("no record matches 'batery'; searched for 'battery'\n")


def test_exact_searches_for_the_words_alone(mic25, small):
    ran = mic25("search", "大基金", "--exact", "--json")
    assert [hit["id"] for hit in json.loads(ran.out)] == ["chips"]


def test_the_limit_is_told(mic25):
    ran = mic25("search", "battery", "--limit", "2", "--json")
    assert len(json.loads(ran.out)) == 2
    assert ran.err.startswith("Showing 2 of ")
    page = mic25("search", "battery", "-f", "plain")
    assert page.out.startswith("Showing 20 of ")


@pytest.mark.slow
def test_what_is_only_inside_a_word_is_counted_apart(mic25):
    page = mic25("search", "IC", "-f", "plain").out
    count = int(re.search(r"^(\d+) of them match only a part of a word", page, re.M)[1])
    ranks = [hit["rank"] for hit in json.loads(mic25("search", "IC", "--json").out)]
    assert count == ranks.count("inside") > 0
    assert "inside a longer" not in mic25("search", "大基金", "-f", "plain").out


def test_a_search_has_a_bound_on_different_words(mic25, small):
    many = [f"w{number}" for number in range(33)]
    ran = mic25("search", *many)
    assert ran.code == 2 and "at most 32 words, and this one has 33" in ran.err
    assert mic25("search", *many[:32]).code == 0
    once, often = (mic25("search", *["fund"] * times) for times in (1, 500))
    assert once.out == often.out and "Chip" in once.out


def test_a_hit_has_its_value_and_date(mic25):
    hits = {hit["id"]: hit for hit in json.loads(mic25("search", "大基金", "--json").out)}
    fund, event = hits["national-ic-industry-investment-fund"], hits["ic-fund-phase-three-2024"]
    assert fund["value"].startswith("139 bn CNY raised") and fund["date"] == "2014-09"
    assert (event["value"], event["date"]) == (None, "2024-05-24")
    shown = mic25("search", "robot-stock", "--kind", "targets", "-f", "plain").out
    assert "2025: 1,800,000 units" in shown


def test_no_word_is_taken_for_one_of_three_other_letters(mic25):
    for word in ("zzzz", "stochastics", "umbrella"):
        assert json.loads(mic25("search", word, "--json").out) == []


def test_a_hit_names_no_key_of_a_record(mic25):
    told = mic25("search", "battery", "--limit", "60", "-f", "plain").out
    assert "Sub-fields: electric vehicle «batteries»" in told and "Note: " in told
    assert not re.search(r"\w\[\d+\]|\w\.(en|zh)\b", told)


@pytest.mark.slow
def test_a_hit_in_a_text_of_answers_has_no_place_for_a_value(mic25):
    told = mic25("search", "锂离子电池", "-f", "table").out
    assert "中国«锂离子电池»出口" in told and "{" not in told
