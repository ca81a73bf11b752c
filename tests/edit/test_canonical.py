"""The canonical form: its look, that it is stable, and that it loses nothing."""

import os
import random
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases, data
from mic25cli.edit import quoting, yaml_tree
from mic25cli.edit.canonical import FormatError, formatted
from mic25cli.edit.yaml_tree import YamlPart
from mic25cli.model import yaml_text
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import of_kind
from mic25cli.store import record_folders, yamlio
from mic25cli.store.yaml_nodes import YamlError

RECORDS = Path(__file__).resolve().parent.parent.parent / "records"
SHIPPED = record_folders.files(RECORDS)

FORMS = Path(__file__).with_name("canonical_forms.txt").read_text("utf-8")
"""For each case, the title, the text as somebody wrote it, and its canonical form."""

CASES = data(__file__, "ENDS")[0] | {
    title: texts.split("--->\n")
    for title, texts in re.findall(r"^=== (.+)\n((?:(?!===).*\n)+)", FORMS, re.MULTILINE)
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_form(before, after):
    assert formatted(before, "targets") == after
    assert formatted(after, "targets") == after


@pytest.mark.parametrize("text", ["a: [", "a: 1\n b: 2\n", "a: !!python/object:x {}\n", "a: *b\n"])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(YamlError):
        formatted(text, "targets")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n", "5\n"])
def test_what_maps_no_ids_is_refused(text):
    with pytest.raises(FormatError):
        formatted(text, "targets")


def test_a_form_that_says_something_else_is_refused(monkeypatch):
    monkeypatch.setattr(quoting, "inline", lambda part, flow: "2.4")
    with pytest.raises(FormatError, match="the canonical form"):
        formatted("a:\n  scope: 2.40\n", "targets")


# The shipped records


@pytest.mark.others
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.path.relative_to(RECORDS)))
def test_shipped_files_keep_all_they_say(file):
    text = file.path.read_text("utf-8")
    assert formatted(text, file.kind) == text
    plain = yamlio.records(text)
    node = yamlio.compose(text) if plain is None else None
    records = [each for _, _, each in plain or ()] if node is None else node.as_data().values()
    assert records
    form = of_kind(str(file.kind))
    for record in records:
        assert list(record) == [key for key in form.keys if key in record]


def _digits(data):
    """Data in which 2.4 and 2.40 differ."""
    if isinstance(data, dict):
        return {key: _digits(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_digits(value) for value in data]
    return (type(data).__name__, str(data))


# Generated files

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(st.sampled_from("ab :#,[]{}&*!|>'\"%@`-?\n\t.0159~中é="), max_size=12),
    st.text(st.sampled_from("ab ,:"), min_size=100, max_size=220),
    st.sampled_from(
        ["no", "null", "1e5", "2015-05-19", "2016/..", "2019?", "a: b", "- x", "---", "<<"]
    ),
)
NUMBER = st.one_of(
    st.integers(-(10**9), 10**9),
    st.decimals(-1000, 1000, allow_nan=False, allow_infinity=False, places=2),
)
SCALAR = st.one_of(TEXT, NUMBER, st.none(), st.booleans())
KEY = st.sampled_from(
    ["name", "note", "cite", "milestones", "source", "at", "year", "value", "x", "zh", "en"]
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEY, inner, max_size=4)),
    max_leaves=12,
)
DATASET = st.dictionaries(
    st.sampled_from(["a", "b-c", "d1"]), st.dictionaries(KEY, VALUE, max_size=5), min_size=1
)


def _readable(text):
    try:
        yamlio.compose(text)
    except YamlError:
        return False
    return True


@pytest.mark.slow
@given(DATASET, st.sampled_from(list(KINDS)))
def test_generated_data_is_kept_and_its_form_is_stable(dataset, kind):
    text = yaml_text.text(dataset)
    if not _readable(text):
        return
    before = yamlio.compose(text)
    result = formatted(text, kind)
    after = yamlio.compose(result)
    assert before is not None and after is not None
    assert _digits(after.as_data()) == _digits(before.as_data())
    assert formatted(result, kind) == result
    assert result.endswith("\n") and "\r" not in result


class Writer:
    """Writes a record file in any style that a person may use, with comments wherever allowed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.record = ""
        self.comments: dict[str, str] = {}

    def comment(self):
        self.count += 1
        text = f"#c{self.count}."
        self.comments[text] = self.record
        return text

    def maybe(self, chance=0.3):
        return self.random.random() < chance

    def file(self):
        lines = []
        for index in range(self.random.randint(1, 4)):
            self.record = f"r{index}"
            for _ in range(self.random.randint(0, 2)):
                lines += [""] if self.maybe() else []
                lines.append(self.comment())
            lines += [""] if self.maybe() else []
            lines += self.entry(f"{self.record}:", 0, 3)
        if self.maybe():
            # Less indented than the record, so it belongs to none; it must only not be lost.
            self.record = ""
            lines.append(self.comment())
        return "\n".join(lines) + ("\n" if self.maybe(0.8) else "")

    def side(self):
        return f" {self.comment()}" if self.maybe() else ""

    def entry(self, prefix, indent, depth):
        pad = " " * indent
        shape = self.random.choice(
            ["scalar", "flow", "mapping", "sequence", "fold"] if depth else ["scalar", "fold"]
        )
        if indent == 0:
            shape = "mapping"
        if shape == "scalar":
            value = self.random.choice(
                ["x", "'y z'", "2.40", '"a: b"', "", "~", "plain text, more"]
            )
            return [f"{pad}{prefix} {value}".rstrip() + self.side()]
        if shape == "fold":
            mark = self.random.choice([">-", "|", "|-", ">"])
            return [
                f"{pad}{prefix} {mark}{self.side()}",
                f"{pad}    some text",
                f"{pad}    # no comment",
            ]
        if shape == "flow":
            return self.flow(f"{pad}{prefix} ", indent)
        inner = indent + self.random.choice([1, 2, 4])
        lines = [f"{pad}{prefix}{self.side()}"]
        keys = self.random.sample(
            ["name", "note", "cite", "year", "value", "at", "zz"], self.random.randint(1, 3)
        )
        for key in keys:
            lines += [" " * inner + self.comment()] if self.maybe() else []
            lines += [""] if self.maybe(0.1) else []
            lines += self.entry("-" if shape == "sequence" else f"{key}:", inner, depth - 1)
        if self.maybe():
            lines.append(" " * inner + self.comment())
        return lines

    def flow(self, start, indent):
        lines, line = [], start + "{"
        for index, key in enumerate(
            self.random.sample(["en", "zh", "b"], self.random.randint(0, 3))
        ):
            line += ", " if index else ""
            if self.maybe(0.2):
                lines.append(line.rstrip() + f" {self.comment()}")
                line = " " * (indent + 3)
            line += f"{key}: {self.random.choice(['x', '[p, q]', '1.50'])}"
        if self.maybe(0.2):
            lines.append(line + f" {self.comment()}")
            line = " " * (indent + 3)
        lines.append(line + "}" + self.side())
        return lines


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 100 * (int(os.environ.get("FUZZ", 3))), 100))
def test_no_comment_is_lost_or_leaves_its_record(start):
    for seed in range(start, start + 100):
        writer = Writer(seed)
        text = writer.file()
        result = formatted(text, "targets")
        assert formatted(result, "targets") == result, text
        assert sorted(re.findall(r"#c\d+\.", result)) == sorted(writer.comments), text
        owner = _owners(result)
        for comment, record in writer.comments.items():
            if record:
                assert owner[comment] == record, (text, result)


def _owners(text):
    """The record that each comment is in or directly before, read from the lines alone."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    record = ""
    for line in text.splitlines():
        comments = re.findall(r"#c\d+\.", line)
        if line.startswith("#"):
            waiting += comments
            continue
        head = re.match(r"(r\d):", line)
        if head:
            record = head.group(1)
            found.update(dict.fromkeys(waiting, record))
            waiting = []
        found.update(dict.fromkeys(comments, record))
    return found


@pytest.mark.slow
def test_the_parser_in_python_reads_the_same(monkeypatch):
    """Without the C parser, another program counts positions."""
    texts = [Writer(seed).file() for seed in range(60)]
    results = [formatted(text, "targets") for text in texts]
    monkeypatch.setitem(sys.modules, "_ruamel_yaml", None)
    assert type(next(yamlio.events(""))).__module__ == "ruamel.yaml.events"
    assert [formatted(text, "targets") for text in texts] == results


@pytest.mark.parametrize("text", ["<<", "=", "yes", "1_000", "0x1F", "~", "-_", "+_1", "-__0"])
def test_what_others_take_for_more_than_a_text_is_quoted(text):
    assert quoting.inline(YamlPart("scalar", text, text), False) == f'"{text}"'


@pytest.mark.slow
@given(TEXT)
def test_a_quoted_text_is_read_as_it_was(text):
    for flow, template in ((False, "a: {}\n"), (True, "a: [{}]\n")):
        written = quoting.inline(YamlPart("scalar", text, text), flow)
        node = yamlio.compose(template.replace("{}", written))
        value = node.as_data()["a"]
        assert (value[0] if flow else value) == text


@pytest.mark.slow
@given(st.text(st.sampled_from("abc  中,:#-\"'"), max_size=400))
def test_a_folded_text_is_read_as_it_was(text):
    lines = quoting.folded(text, 4)
    if lines is None:
        return
    node = yamlio.compose("a:\n  b: " + "\n".join(lines) + "\n")
    assert node is not None and node.as_data() == {"a": {"b": text}}
    breakable = max(len(word) for word in text.split(" "))
    assert all(
        quoting.width(line) <= max(quoting.FOLD, 2 * breakable + 4) or "  " in line
        for line in lines
    )


def test_comments_are_told_by_record():
    root = yaml_tree.read("# a1\na:\n  x: 1 # a2\n# b\nb: 2\n# end\n")
    assert yaml_tree.comments(root) == {"a": ["# a1", "# a2"], "b": ["# b"], None: ["# end"]}


# --- what other readers and other eyes make of it

[KEPT] = data(__file__, "KEPT")


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("mark", ['"', "'"])
def test_quotes_that_readers_of_yaml_1_1_need_are_kept(text, mark):
    before = f"a:\n  note: {mark}{text}{mark}\n"
    assert formatted(before, "terms") == f'a:\n  note: "{text}"\n'
    key = f"a:\n  {mark}{text}{mark}: x\n"
    assert formatted(key, "terms") == f'a:\n  "{text}": x\n'
    block = f"a:\n  note: |-\n    {text}\n"
    assert formatted(block, "terms") == f'a:\n  note: "{text}"\n'


@pytest.mark.parametrize("text", ["~", "TRUE", "Null", "null", "2015", "1.0", "no", "0xF", "y"])
@pytest.mark.parametrize("mark", ['"', ""], ids=["quoted", "plain"])
def test_keys_stay_as_they_are_written(text, mark):
    before = f"{mark}{text}{mark}:\n  {mark}{text}{mark}: x\n  scope: {{{mark}{text}{mark}: x}}\n"
    assert formatted(before, None) == before


ESCAPED = ["\\u202e", "\\u200b", "\\U000e0041", "\\u200d", "\\xa0", "\\u3164", "\\ufe0f", "\\x85"]


@pytest.mark.parametrize("escape", ESCAPED)
def test_a_character_that_is_written_out_stays_so(escape):
    before = f'a:\n  name: {{en: "a{escape}b"}}\n  "k{escape}": 1\n'
    assert formatted(before, "terms") == before
    lines = f'a:\n  note: "one\\ntwo{escape}"\n'
    assert formatted(lines, "terms") == lines


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\U000e0041", "\u2066", "\u00ad"])
def test_a_hidden_character_is_written_out(char):
    from mic25cli.model.characters import escape

    before = f"a:\n  name: {{en: a{char}b}}\n"
    assert formatted(before, "terms") == f'a:\n  name: {{en: "a{escape(char)}b"}}\n'


@cases
def test_what_parsers_read_differently_is_refused(text):
    with pytest.raises(YamlError) as caught:
        formatted(text, "terms")
    assert caught.value.code == "yaml-syntax" and "quotes" in (caught.value.hint or "")


@cases
def test_what_they_agree_on_is_not(text):
    before, after = yamlio.compose(text), yamlio.compose(formatted(text, None))
    assert before is not None and after is not None and after.as_data() == before.as_data()


@pytest.mark.parametrize("mark", ["|", ">", "|+"])
def test_a_block_at_the_end_of_a_file_ends_with_its_line(mark):
    """With or without a line ending after it: other readers treat both alike, and so do we."""
    assert formatted(f"a:\n  note: {mark}\n    x", None) == "a:\n  note: |\n    x\n"
    node = yamlio.compose(f"a: {mark}\n  x")
    assert node is not None and node.as_data() == {"a": "x\n"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "# c\n" * 70_000,
        "a:\n  x: [" + "y, " * 45_000 + "]\n",
        "".join(f"i{number}: {{}}\n" for number in range(25_000)),
    ],
    ids=["comments", "values", "records"],
)
def test_a_file_too_large_to_be_laid_out_is_refused(text):
    with pytest.raises(YamlError) as caught:
        formatted(text, "terms")
    assert caught.value.code == "too-many-values" and "split it" in (caught.value.hint or "")
