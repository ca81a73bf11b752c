"""`mic25 coverage`, through every format, on a small dataset and on the shipped one."""

import json

import pytest


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
