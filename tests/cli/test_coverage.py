"""`mic25 coverage`, through every format, on a small dataset and on the shipped one."""

import json
import re

import pytest

from builders import dataset_texts
from mic25cli.cli.session import Session
from mic25cli.model.kinds import KINDS

SMALL = dataset_texts("coverage")


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr(Session, "day", property(lambda own: own.as_of or "2026-11-24"))


def test_by_industry_the_table_of_a_small_dataset(mic25, small, monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")
    ran = mic25("coverage", "--by", "industry", "-f", "table")
    lines = [line.rstrip() for line in ran.out.splitlines()]
    assert set(lines.pop(1)) == {"─"}
    assert [re.split(r" {2,}", line) for line in lines[:3]] == [
        ["Industry", "Records", "Claims", "A", "B", "C", "D", "Text", "Excerpt", "Unread",
         "Found", "Independent", "Filled", "English", "Chinese", "Targets", "Baseline", "In year",
         "Verdicts", "Oldest", "Newest", "Id"],
        ["New materials", "2", "1", "0%", "100%", "0%", "0%", "100%", "0%", "0%", "0%", "1", "24%",
         "100%",
         "50%", "1", "0", "1", "1", "July 2019", "July 2019", "new-materials"],
        ["(none named)", "1", "1", "100%", "0%", "0%", "0%", "0%", "100%", "0%", "0%", "1",
         "28%", "100%",
         "0%", "0", "0", "0", "0", "January 2026", "January 2026"],
    ]  # fmt: skip
    assert lines[3].startswith("The plan set one target. ") and len(lines) == 6


def test_a_pipe_gets_tab_separated_values_of_all_columns_if_asked(mic25, small):
    usual = mic25("coverage").out.splitlines()[0].split("\t")
    assert len(usual) <= 12 and usual[0] == "kind"
    ran = mic25("coverage", "--wide")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert rows[0] == [
        "kind", "records", "claims", "A", "B", "C", "D", "text", "excerpt", "none", "found",
        "independent_sources", "filled", "en", "zh", "with_baseline", "observed_in_year", "known",
        "oldest", "newest",
    ]  # fmt: skip
    assert len(rows) == 1 + len(KINDS)
    assert {len(row) for row in rows} == {20}
    sources = next(row for row in rows if row[0] == "sources")
    assert sources[3:13] == ["33%", "33%", "33%", "0%", "", "", "", "", "3", "30%"]


@pytest.mark.slow
def test_the_shipped_dataset_has_every_kind_and_every_industry(mic25):
    by_kind = json.loads(mic25("coverage", "--json").out)
    assert all(row["records"] for row in by_kind["results"])
    by_industry = json.loads(mic25("coverage", "--by", "industry", "--json").out)
    names = [row["industry"] for row in by_industry["results"]]
    industries = json.loads(mic25("industries", "--json").out)
    assert names[-1] is None and set(names[:-1]) == {each["id"] for each in industries}
    assert by_industry["summary"] == by_kind["summary"]
    # A target of no industry stands in the last row, one of two in both.
    count = sum(row["targets"]["targets"] for row in by_industry["results"])
    assert count >= by_kind["summary"]["targets"]["targets"]
