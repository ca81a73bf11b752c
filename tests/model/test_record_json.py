"""JSON as printed: invisible characters are escaped, all others are unchanged."""

import json
import sys

import pytest

from mic25cli.model import record_json
from mic25cli.model.characters import HIDDEN


@pytest.mark.slow
@pytest.mark.parametrize("around", ["a{}b", "电{}池", "{}"])
def test_every_hidden_character_is_written_out(around):
    every = [chr(code) for code in range(sys.maxunicode + 1) if HIDDEN.match(chr(code))]
    assert len(every) > 4000
    for char in every:
        text = record_json.escaped(json.dumps(around.format(char), ensure_ascii=False))
        assert HIDDEN.search(text) is None, ascii(char)
        assert json.loads(text) == around.format(char)


@pytest.mark.parametrize("text", ["plain", "中文", "", "é\u200d😀"])
def test_what_is_seen_stays(text):
    assert record_json.escaped(text) == text


def test_a_raw_control_in_plain_letters_is_written_out():
    assert record_json.pretty({"a": "b\x7f\n"}) == '{\n  "a": "b\\u007f\\n"\n}'
    assert record_json.escaped('"a\x7f\x1bb"') == '"a\\u007f\\u001bb"'
