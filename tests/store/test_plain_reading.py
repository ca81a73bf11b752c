"""Reading without places: the same data as with them, or none, and places only on request."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from mic25cli.store import load, read_file, yamlio

RECORDS = Path(__file__).parents[2] / "records"
GOOD = "{name: {en: A}, cite: [{source: s, checked: text}]}"


def exact(value):
    """A value with its type and digits: 2.40 is not 2.4, nor true 1."""
    if isinstance(value, dict):
        return [(key, exact(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [exact(item) for item in value]
    return type(value), value.as_tuple() if isinstance(value, Decimal) else value


def with_places(text):
    node = yamlio.compose(text)
    assert node is not None and node.kind == "mapping" and not list(node.duplicates())
    return [(key.value, key.line, exact(value.as_data())) for key, value in node.items if key]


def without(text):
    found = yamlio.records(text)
    return None if found is None else [(each, line, exact(data)) for each, line, data in found]


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(RECORDS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_reads_alike(path):
    text = yamlio.decode(path.read_bytes())
    found = without(text)
    # Files with anchors are left to the reading with places.
    anchors = re.search(r" &\w", text) is not None
    assert found == (None if anchors and found is None else with_places(text))


@cases
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_an_adversarial_value_reads_alike_or_is_left_to_the_reading_with_places(value, end):
    text = f"a: {value}{end}"
    found = without(text)
    if found is None:
        return
    assert found == with_places(text)


@cases
def test_what_is_not_wholly_plain_is_left_to_the_reading_with_places(text):
    assert yamlio.records(text) is None


def test_the_limit_on_values_is_the_same(monkeypatch):
    monkeypatch.setattr(yamlio, "MAX_NODES", 5)
    assert yamlio.records("a: [1, 2]\n") is not None
    assert yamlio.records("a: [1, 2, 3]\n") is None


PIECES = st.sampled_from(
    [
        *("a", "b: ", "2.40", "~", "true", "'", '"', "[", "]", "{", "}", ", ", ": ", "\n", "\n  "),
        *("- ", "\n- ", "&x ", "*x", "!t ", "|", ">", "#", " ", "\t", "中", "\\", "?", "\r\n", "-"),
    ]
)


@pytest.mark.slow
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_reads_alike_or_is_left(text):
    found = without(f"k: {text}")
    if found is not None:
        assert found == with_places(f"k: {text}")


class Count:
    """How often a function was called, which works as before."""

    def __init__(self, monkeypatch, owner, name):
        self.calls = 0
        self.real = getattr(owner, name)
        monkeypatch.setattr(owner, name, self)

    def __call__(self, *args):
        self.calls += 1
        return self.real(*args)


def test_a_sound_dataset_is_read_once_and_without_places(records, monkeypatch):
    folder = records({f"terms/{n}.yaml": f"a{n}: {GOOD}\n" for n in range(7)})
    opened = Count(monkeypatch, read_file, "read_bytes")
    placed = Count(monkeypatch, yamlio, "compose")
    assert len(load.load([folder]).records["terms"]) == 7
    assert (opened.calls, placed.calls) == (7, 0)


def test_only_a_file_with_a_fault_is_read_with_places(records, monkeypatch):
    folder = records({f"terms/{n}.yaml": f"a{n}: {GOOD if n != 3 else '{}'}\n" for n in range(7)})
    placed = Count(monkeypatch, yamlio, "compose")
    loaded = load.load([folder])
    assert [each.line for each in loaded.diagnostics] == [1] and placed.calls == 1
    # A file without an error gets none either until a place in it is needed.
    source = loaded.sources["terms", "a4"]
    assert source.place("a4", ("name", "en")) == (1, 17) and placed.calls == 2
    assert source.place("a4", key=True) == (1, 1) and placed.calls == 2


def test_a_place_in_a_file_that_was_changed_meanwhile_is_not_made_up(records):
    folder = records({"terms.yaml": f"a: {GOOD}\n"})
    source = load.load([folder]).sources["terms", "a"]
    (folder / "terms.yaml").write_text(f"# one more line\na: {GOOD}\n")
    with pytest.raises(load.FileChanged, match="are being changed"):
        source.place("a")
