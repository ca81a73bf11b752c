"""Reading YAML: values as written, places exact, limits kept."""

from decimal import Decimal

import pytest

from mic25cli.store import yamlio
from mic25cli.store.yaml_nodes import MAX_BYTES, MAX_DEPTH
from mic25cli.store.yamlio import YamlError


def plain(text):
    node = yamlio.compose(text)
    return None if node is None else node.as_data()


def fault(text):
    with pytest.raises(YamlError) as caught:
        yamlio.compose(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1), ("-7", -7), ("007", 7), ("1.50", Decimal("1.50")), ("1e3", Decimal("1e3")),
        (".5", Decimal("0.5")), ("~", None), ("null", None), ("", None), ("true", True),
        ("False", False), ("yes", "yes"), ("no", "no"), ("on", "on"), ("0x1F", "0x1F"),
        ("0o17", "0o17"), (".inf", ".inf"), (".nan", ".nan"), ("2015-05-19", "2015-05-19"),
        ("12:30:45", "12:30:45"), ("1_000", "1_000"), ("'1'", "1"), ('"null"', "null"),
        ("!!str 1", "1"), ("中文", "中文"),
    ],
)  # fmt: skip
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


PLACES = """\
a: 1
中文: {b: 𝒳, c: [d, "e f", {g: h}]}
  # comment
list:
- x
-   - y
    - &z z1
- *z
folded: >-
  one
  two
plain: one
  two
"q k" : 'v'
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("a",), (1, 1), (1, 4)),
        (("中文",), (2, 1), (2, 5)),
        (("中文", "b"), (2, 6), (2, 9)),
        (("中文", "c"), (2, 12), (2, 15)),
        (("中文", "c", 0), None, (2, 16)),
        (("中文", "c", 1), None, (2, 19)),
        (("中文", "c", 2, "g"), (2, 27), (2, 30)),
        (("list",), (4, 1), (5, 1)),
        (("list", 0), None, (5, 3)),
        (("list", 1), None, (6, 5)),
        (("list", 1, 0), None, (6, 7)),
        (("list", 1, 1), None, (7, 7)),
        (("list", 2), None, (8, 3)),
        (("folded",), (9, 1), (9, 9)),
        (("plain",), (12, 1), (12, 8)),
        (("q k",), (14, 1), (14, 9)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_places_are_exact(path, key, value, end, mark):
    node = yamlio.compose(yamlio.decode(mark + PLACES.replace("\n", end).encode()))
    assert node is not None and node.has(path)
    key_node, value_node = node.place(path)
    assert (value_node.line, value_node.column) == value
    assert (key_node and (key_node.line, key_node.column)) == key


def test_what_is_not_written_stands_at_its_key():
    node = yamlio.compose("a:\nb: ''\nc: ~\nd: {e: , f}\n")
    found = [node.place(path)[1] for path in (("a",), ("b",), ("c",), ("d", "e"), ("d", "f"))]
    assert [(each.line, each.column) for each in found] == [(1, 1), (2, 4), (3, 4), (4, 5), (4, 10)]
    assert not node.has(("a", "b")) and not node.has(("nothing",)) and node.has(("d", "e"))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: {b: 1\nc: 2\n", "yaml-syntax", (2, 2)),
        ("a: [1, 2\nb: 3\n", "yaml-syntax", (2, 2)),
        ('a: "x\nb: 2\n', "yaml-syntax", (1, 4)),
        ("a: 'x\n", "yaml-syntax", (1, 4)),
        ("a: b: c\n", "yaml-syntax", (1, 5)),
        ("a:\n  b: 1\n   c: 2\n", "yaml-syntax", (3, 4)),
        ("a:\n  - b: 1\n     c: 2\n", "yaml-syntax", (3, 6)),
        ("a:\n\tb: 1\n", "yaml-syntax", (2, 1)),
        ("a: @x\n", "yaml-syntax", (1, 4)),
        ("a: `x`\n", "yaml-syntax", (1, 4)),
        ("中文: @x\n", "yaml-syntax", (1, 5)),
        ("a: *\n", "yaml-syntax", (1, 5)),
        ('a: "\\q"\n', "yaml-syntax", (1, 5)),
        ("a: }\n", "yaml-syntax", (1, 4)),
        ("- a\nb: 1\n", "yaml-syntax", (2, 1)),
        ("a: 1\n- b\n", "yaml-syntax", (2, 1)),
        ('a: "x" y\n', "yaml-syntax", (1, 8)),
        ("a: !x!y 1\n", "yaml-syntax", (1, 4)),
        ("a: | foo\n x\n", "yaml-syntax", (1, 6)),
        ("a: 1\n...\nb: 1\n", "yaml-syntax", (3, 1)),
        ("%YAML 1.2\n---\na: 1\n", "yaml-syntax", (1, 1)),
        ("a: 1\n---\nb: 1\n", "second-document", (2, 1)),
        ("a: *b\n", "bad-alias", (1, 4)),
        ("a: &a [*a]\n", "bad-alias", (1, 8)),
        ("? [a]\n: 1\n", "complex-key", (1, 3)),
        ("a: {[b]: 1}\n", "complex-key", (1, 5)),
        ("a: &a x\n*a : 1\n", "complex-key", (2, 1)),
        ("a: !!python/name:os.system x\n", "forbidden-tag", (1, 4)),
        ("a: !x 1\n", "forbidden-tag", (1, 4)),
        ("a: !!int '1'\n", "forbidden-tag", (1, 4)),
        ("a: " + "[" * 40 + "\n", "too-deep", (1, 3 + MAX_DEPTH)),
        ("a: 中\x00\n", "bad-character", (1, 5)),
        ("a: x\r\nb: 中\x07\n", "bad-character", (2, 5)),
        ("a: x\u2028b: y\n", "bad-character", (1, 5)),
        ("a: x\x85b\n", "bad-character", (1, 5)),
        ("a: " + "x" * 20_001, "text-too-large", (1, 4)),
    ],
)  # fmt: skip
def test_a_fault_has_its_code_and_place(text, code, place):
    found = fault(text)
    assert (found.code, (found.line, found.column)) == (code, place)
    assert found.message and not found.message.endswith(".")


def test_a_fault_tells_where_the_bracket_opened():
    assert "'{' opens at 1:4" in fault("a: {b: 1\nc: 2\n").message
    assert "tab" in fault("a:\n\tb: 1\n").message


@pytest.mark.parametrize(
    ("text", "place", "words", "advice"),
    [
        (
            "a: {zh: 中文:词}\n",
            (1, 11),
            "a text with a ':' needs quotes between brackets",
            "quotes",
        ),
        ("a: {zh: 中文:}\n", (1, 11), "a text with a ':' needs quotes between brackets", "quotes"),
        (
            "a: [http://x]\n",
            (1, 9),
            "a text with a ':' needs quotes between brackets",
            "there is a space",
        ),
        ("a: [\n  b, x:y]\n", (2, 7), "a text with a ':' needs quotes between brackets", "quotes"),
        ("a: ? b\n", (1, 4), "a '?' is not allowed here", "quotes"),
        ("a: !<x y\n", (1, 4), "cannot start with '!'", "quotes"),
        ("a: !<> y\n", (1, 4), "cannot start with '!'", "quotes"),
        ("a: !x{ y\n", (1, 4), "cannot start with '!'", "quotes"),
        ("a: !%GG y\n", (1, 4), "cannot start with '!'", "quotes"),
        ("a: !%80 y\n", (1, 4), "cannot start with '!'", "quotes"),
        ("a: !%C3%28 y\n", (1, 4), "cannot start with '!'", "quotes"),
        ("a: |0\n  x\n", (1, 5), "from 1 to 9", "leave"),
        ('a: "\\x1"\n', (1, 7), "two hexadecimal digits", "single quotes"),
        ('a: "\\uD83D"\n', (1, 7), "is not a character", "write the character"),
        ("a: 1\n\ufeffb: 2\n", (2, 2), "an invisible character here, U+FEFF", "remove"),
        ("a:\n  " + "x" * 1025 + ": 1\n", (2, 3), "at most 1,024 characters", "shorten"),
    ],
)
def test_a_fault_says_what_to_do(text, place, words, advice):
    found = fault(text)
    assert ((found.line, found.column), found.code) == (place, "yaml-syntax")
    assert words in found.message and advice in str(found.hint)


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
