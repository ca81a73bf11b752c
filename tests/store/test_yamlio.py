"""Reading YAML: values as written, exact places, and limits."""

import json

import pytest

from builders import table_of
from cases import cases, data
from mic25cli.store import yamlio
from mic25cli.store.yaml_nodes import MAX_BYTES
from mic25cli.store.yamlio import YamlError


def plain(text):
    node = yamlio.compose(text)
    return None if node is None else node.as_data()


def fault(text):
    with pytest.raises(YamlError) as caught:
        yamlio.compose(text)
    return caught.value


@cases(exact=True)
def test_scalars_are_those_of_yaml_1_2(text, value):
    found = plain(f"k: {text}\n")["k"]
    assert found == value and type(found) is type(value)


def test_keys_are_texts_as_written_and_numbers_keep_their_digits():
    text = "2015: a\ntrue: b\n~: c\n1.50: d\n'': e\n"
    assert list(plain(text)) == ["2015", "true", "~", "1.50", ""]
    assert str(plain("k: 139.50")["k"]) == "139.50"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n# x\n...\n"])
def test_a_file_of_nothing_is_nothing(text):
    assert plain(text) is None


[PLACES] = data(__file__, "PLACES")


@cases
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_places_are_exact(path, key, value, end, mark):
    node = yamlio.compose(yamlio.decode(mark + PLACES.replace("\n", end).encode()))
    assert node is not None and node.has(path)
    key_node, value_node = node.place(path)
    assert [value_node.line, value_node.column] == value
    assert (key_node and [key_node.line, key_node.column]) == key


def test_what_is_not_written_stands_at_its_key():
    node = yamlio.compose("a:\nb: ''\nc: ~\nd: {e: , f}\n")
    found = [node.place(path)[1] for path in (("a",), ("b",), ("c",), ("d", "e"), ("d", "f"))]
    assert [(each.line, each.column) for each in found] == [(1, 1), (2, 4), (3, 4), (4, 5), (4, 10)]
    assert not node.has(("a", "b")) and not node.has(("nothing",)) and node.has(("d", "e"))


@pytest.mark.parametrize("row", table_of("store/yaml_faults.tsv"), ids=lambda row: row["text"])
def test_a_fault_has_its_code_and_place_and_says_what_to_do(row):
    found = fault(json.loads(row["text"]))
    assert (found.code, f"{found.line}:{found.column}") == (row["code"], row["place"])
    assert row["words"] in found.message and row["advice"] in (found.hint or "")
    assert found.message and not found.message.endswith(".")


@cases
def test_what_is_too_much_has_its_code_and_place(text, code, column):
    found = fault(f"a: {text}\n")
    assert (found.code, found.line, found.column) == (code, 1, column)


def test_a_fault_tells_where_the_bracket_opened():
    assert "'{' opens at 1:4" in fault("a: {b: 1\nc: 2\n").message
    assert "tab" in fault("a:\n\tb: 1\n").message


def test_a_key_too_long_says_what_to_do():
    found = fault("a:\n  " + "x" * 1025 + ": 1\n")
    assert (found.line, found.column, found.code) == (2, 3, "yaml-syntax")
    assert "at most 1,024 characters" in found.message and "shorten" in str(found.hint)


@pytest.mark.parametrize("text", ["a: !{} x\n", "a: *{}\n", "a: &{} [*{}]\n", "a: !{}!x y\n"])
def test_a_name_as_long_as_a_file_is_not_echoed_in_full(text):
    found = fault(text.replace("{}", "x" * 100_000))
    assert 10 < len(found.message) <= 800


def test_a_byte_that_is_no_utf_8_is_told_at_its_place():
    found = fault(yamlio.decode("a: 中".encode() + b"\xff"))
    assert (found.code, found.line, found.column) == ("not-utf-8", 1, 5)
    assert "0xFF" in found.message


def test_a_file_too_large_is_not_decoded():
    with pytest.raises(YamlError, match="larger than 8 MiB"):
        yamlio.decode(b" " * (MAX_BYTES + 1))
    assert yamlio.decode(b" " * MAX_BYTES)


def test_aliases_count_as_what_they_repeat():
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for one, other in zip("abcdefg", "bcdefgh", strict=True):
        lines.append(f"{other}: &{other} [" + ", ".join([f"*{one}"] * 10) + "]")
    assert fault("\n".join(lines)).code == "too-many-values"
    chain = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [[[[[*a{n - 1}]]]]]" for n in range(1, 200)]
    assert fault("\n".join(chain)).code == "too-deep"


def test_a_part_of_a_file_has_its_lines():
    node = yamlio.compose("a: 1\n", line=10)
    assert node is not None and node.place(("a",))[1].line == 11
    with pytest.raises(YamlError) as caught:
        yamlio.compose("a: {\n", line=10)
    assert caught.value.line > 10
    with pytest.raises(YamlError, match="values"):
        yamlio.compose("a: [1, 2, 3]\n", budget=4)


def test_a_key_given_twice_is_told_and_the_first_counts():
    node = yamlio.compose("a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert node.as_data() == {"a": 1, "b": {"c": 1}}
    twice = [(again.line, again.column, first.line) for again, first in node.duplicates()]
    assert twice == [(3, 1, 1), (2, 11, 2)]
