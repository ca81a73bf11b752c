"""Each kind's own filters on the shipped records, compared with the records' content.

A case keeps exactly the records for which its condition is true; the condition is written here, not
taken from the registry. It keeps some records and not all, so that it can fail. Filters that only
compare one key are tried in test_tree.py, with values of every kind.
"""

import json
import shlex
from typing import Any

import jmespath
import pytest

from cases import cases
from mic25cli.calc.source_grades import grade_of

EVERY: dict[str, list[dict[str, Any]]] = {}
"""All records of a kind, which many cases use."""


def every(mic25, kind):
    if kind not in EVERY:
        EVERY[kind] = json.loads(mic25(kind, "--json").out)
    return EVERY[kind]


def wanted(record):
    """A record with what JMESPath cannot find out: its grade, its first year, its texts."""
    # Where a fact was read is not part of the record's content.
    own = {key: value for key, value in record.items() if key not in ("kind", "cite")}
    said = json.dumps(own, ensure_ascii=False).casefold()
    begun = record.get("established")
    year = begun and int(begun[:4] if begun[:4].isdigit() else 0)  # an open start is before all
    grade = grade_of(record) if record["kind"] == "sources" else None
    return {**record, "said": said, "first_year": year, "grade": grade}


@pytest.mark.slow
@cases
def test_a_filter_keeps_what_its_condition_holds_for(mic25, kind, options, condition):
    ran = mic25(kind, *shlex.split(options), "--json")
    assert (ran.code, ran.err) == (0, "")
    kept = [record["id"] for record in json.loads(ran.out)]
    right = jmespath.search(f"[?{condition}].id", [*map(wanted, every(mic25, kind))])
    # A text puts records of that very name first; all other filters keep the order.
    if kind in ("institutions", "terms"):
        kept, right = sorted(kept), sorted(right)
    assert kept == right
    assert 0 < len(kept) < len(every(mic25, kind))


def test_met_is_not_a_part_of_not_met(mic25):
    for record in json.loads(mic25("assessments", "--verdict", "met", "--json").out):
        verdicts = [record, *record["findings"]]
        assert any(
            each["reading"] == "met" or "met" in f"{each['verdict']} {each['category']}".casefold()
            for each in verdicts
        ), record["id"]


def test_an_issuer_is_one_before_its_own_record_was_known(mic25):
    asked = ("documents", "--issuer", "miit", "--json", "-q")
    every, ran = json.loads(mic25(*asked).out), mic25(*asked, "--known-at", "2014")
    early = [each["id"] for each in every if "2000" < (each["published"] or "") < "2015"]
    assert (ran.code, [each["id"] for each in json.loads(ran.out)]) == (0, early)
    assert "aviation-plan-2013-2020" in early


@pytest.mark.others
def test_how_a_source_was_seen_is_asked_for(mic25):
    """Sources by their own access, other records by any source's; progress uses only these."""

    def of(*arguments):
        ran = mic25(*arguments, "--json")
        assert ran.code == 0, ran.err
        found = json.loads(ran.out)
        return found["results"] if isinstance(found, dict) else found

    assert {each["access"] for each in of("sources", "--access", "unseen")} == {"unseen"}
    seen = {each["id"]: each["access"] for each in of("sources")}
    kept = of("funds", "--access", "original,reprint")
    assert kept and len(kept) < len(of("funds"))
    for fund in kept:
        cites = [cite for part in (fund, *fund["amounts"]) for cite in part["cite"]]
        assert any(seen[cite["source"]] in ("original", "reprint") for cite in cites)
    judged = of("progress", "--access", "original", "--as-of", "2025-12-31")
    accesses = {each["observation"]["access"] for each in judged if each["observation"]}
    assert accesses == {"original"}
    assert any("other-access" in each["reasons"] for each in judged)
    assert mic25("progress", "--access", "heard").code == 2


@pytest.mark.slow
def test_words_and_industries_keep_entries_of_the_timeline(mic25):
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
