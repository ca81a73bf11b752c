"""`mic25 search`, through every format."""

import json
import re

import pytest


@pytest.mark.slow
def test_what_is_only_inside_a_word_is_counted_apart(mic25):
    page = mic25("search", "IC", "-f", "plain").out
    count = int(re.search(r"^(\d+) of them match only a part of a word", page, re.M)[1])
    ranks = [hit["rank"] for hit in json.loads(mic25("search", "IC", "--json").out)]
    assert count == ranks.count("inside") > 0
    assert "inside a longer" not in mic25("search", "大基金", "-f", "plain").out
