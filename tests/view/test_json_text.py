"""JSON: digits, letters and keys as in the record."""

import json as standard
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mic25cli.model import record_json
from mic25cli.model.yaml_text import pieces as yaml_pieces
from mic25cli.model.yaml_text import text as yaml
from mic25cli.store import yamlio
from mic25cli.view.render import json_text


def json(payload, person):
    return json_text.value(payload, True) if person else "".join(json_text.json(payload))


def ndjson(items):
    return "".join(json_text.ndjson(items))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("2.40"), "2.40"),
        (Decimal("139"), "139"),
        (Decimal("0.0000001"), "1E-7"),
        (2.5, "2.5"),
        (0, "0"),
        (None, "null"),
        (True, "true"),
        ("大基金 §2", '"大基金 §2"'),
        ('a"b\\', '"a\\"b\\\\"'),
        ("a\nb\x1b\x00", '"a\\nb\\u001b\\u0000"'),
        ("[red]x[/red] :smile:", '"[red]x[/red] :smile:"'),
        ([], "[]"),
        ({}, "{}"),
        ({"b": 1, "a": [Decimal("1.0")]}, '{"b": 1, "a": [1.0]}'),
        (MappingProxyType({"a": 1}), '{"a": 1}'),
    ],
)
def test_compact(value, expected):
    assert record_json.line(value) == expected
    standard.loads(expected)


def test_items_are_written_as_they_are_made():
    """A very long list is never in memory as a whole, in JSON and YAML alike."""
    made: list[int] = []

    class Many(list[Any]):
        def __iter__(self):
            for number in range(3):
                made.append(number)
                yield {"a": [number]}

    for write in (json_text.json, yaml_pieces):
        made.clear()
        pieces = iter(write({"schema": "x", "results": Many([0])}))
        while not made:
            next(pieces)
        assert made == [0]
    assert "".join(yaml_pieces({"results": ()})) == "results: []\n"
    assert "".join(yaml_pieces({"results": Many([0])})).count("- a:\n  - ") == 3


def test_a_stored_line_is_written_without_being_read():
    """So YAML takes little longer than JSON, which copies the line."""

    def read():
        raise AssertionError("the record is not asked for")

    line = '{"id": "a", "m": {"en": "x\\"]", "zh": null}, "l": [[1, -2.50], {"b": true}, [], {}]}'
    items = [record_json.Unread(line, read)]
    text = "".join(yaml_pieces(items))
    assert text == (
        '- id: a\n  m:\n    en: "x\\"]"\n    zh: null\n'
        "  l:\n  - - 1\n    - -2.50\n  - b: true\n  - []\n  - {}\n"
    )
    assert "".join(yaml_pieces({"results": items})) == f"results:\n{text}"


def test_a_report_has_a_line_a_result():
    report = {"schema": "mic25.x/1", "summary": {"n": 2}, "results": [{"a": 1}, {"a": 2}]}
    assert json(report, False) == (
        '{\n"schema": "mic25.x/1",\n"summary": {"n": 2},\n"results": [\n'
        '  {"a": 1},\n  {"a": 2}\n]\n}\n'
    )
    empty = {"schema": "mic25.x/1", "results": []}
    assert json(empty, False) == '{\n"schema": "mic25.x/1",\n"results": []\n}\n'


def test_what_has_no_form_is_an_error_and_no_guess():
    with pytest.raises(TypeError, match="set cannot be written as JSON"):
        record_json.line({"a": {1}})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(-(10**9), 10**9, places=3, allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@given(st.lists(values, max_size=4))
def test_every_form_reads_back_as_the_same_value(payload):
    for person in (True, False):
        text = json(payload, person)
        assert standard.loads(text, parse_float=Decimal) == payload
        text.encode("utf-8")
        assert text.endswith("\n") and not text.endswith("\n\n")
    lines = ndjson(payload).split("\n")[:-1]
    assert [standard.loads(line, parse_float=Decimal) for line in lines] == payload


storable = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])


@pytest.mark.slow
@given(st.lists(st.text(storable), max_size=3))
def test_yaml_reads_back_too(texts):
    from ruamel.yaml import YAML

    held = {"texts": texts, "number": Decimal("2.40"), "none": None, "year": "2015"}
    text = yaml(held)
    assert "number: 2.40\n" in text
    read = YAML(typ="safe", pure=True).load(text)
    assert read["texts"] == texts
    assert (read["none"], read["year"]) == (None, "2015")


HIDDEN = "\x1b[31m \x85 \x9b \u202e \u2066 \u200b \U000e0041 \u2028"


@pytest.mark.parametrize("write", [record_json.line, record_json.pretty])
def test_nothing_hidden_stands_in_json_as_it_is(write):
    text = write({HIDDEN: [HIDDEN, "中文 é"]})
    assert standard.loads(text) == {HIDDEN: [HIDDEN, "中文 é"]}
    assert not set(text.replace("\n", "")) & (set(HIDDEN) - set(" [31m"))
    assert "中文 é" in text


def test_nothing_hidden_stands_in_yaml_as_it_is():
    text = yaml({HIDDEN: [HIDDEN, "中文 é", "one\ntwo"]})
    node = yamlio.compose(text)
    assert node is not None and node.as_data() == {HIDDEN: [HIDDEN, "中文 é", "one\ntwo"]}
    assert not set(text.replace("\n", "")) & (set(HIDDEN) - set(" [31m"))
    assert "中文 é" in text
