"""Paths into a record: what they lead to, what they collect, and which are none."""

from typing import Any

import pytest

from mic25cli.calc import field_paths
from mic25cli.errors import UsageError

RECORD: dict[str, Any] = {
    "id": "f",
    "name": {"en": "Fund", "zh": "基金"},
    "aliases": ["A", "B"],
    "note": None,
    "places": [],
    "amounts": [
        {"value": 1, "amount_type": "raised", "cite": [{"source": "one"}, {"source": "two"}]},
        {"value": None, "amount_type": "target", "cite": [{"source": "one"}]},
        {"value": 0, "kind": None, "cite": []},
    ],
    "bases": {"report": "as reported"},
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("id", "f"),
        ("name.zh", "基金"),
        ("name", {"en": "Fund", "zh": "基金"}),
        ("aliases", ["A", "B"]),
        ("note", None),
        ("note.en", None),
        ("places", []),
        ("places.name.en", []),
        ("amounts.value", [1, 0]),
        ("amounts.amount_type", ["raised", "target"]),
        ("amounts.cite.source", ["one", "two", "one"]),
        ("nosuch", None),
        ("id.x", None),
        ("aliases.x", []),
        ("amounts.nosuch", []),
    ],
)
def test_get(path, expected):
    assert field_paths.get(RECORD, path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("id", ["f"]),
        ("note", []),
        ("places", []),
        ("aliases", ["A", "B"]),
        ("amounts.value", [1, 0]),
        ("*.source", ["one", "two", "one"]),
        ("*.value", [1, 0]),
        ("*.aliases", ["A", "B"]),
        ("*.nosuch", []),
    ],
)
def test_values(path, expected):
    assert field_paths.values(RECORD, path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "id",
        "name.zh",
        "amounts",
        "amounts.value",
        "amounts.cite.source",
        # What the sample leaves empty cannot be judged.
        "note.anything",
        "places.name.en",
    ],
)
def test_check_accepts(path):
    field_paths.check(RECORD, path)


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("nam", "'nam' is not a field", "did you mean 'name'?"),
        ("name.zhh", "'name.zhh' is not a field", "did you mean 'name.zh'?"),
        ("nam.zh", "'nam.zh' is not a field", "did you mean 'name.zh'?"),
        ("name.fr", "'name.fr' is not a field", "choose from name.en, name.zh."),
        (
            "amonts.cite.source",
            "'amonts.cite.source' is not a field",
            "did you mean 'amounts.cite.source'?",
        ),
        ("amounts.vlaue", "'amounts.vlaue' is not a field", "did you mean 'amounts.value'?"),
        ("id.x", "'id' is a single value, so it has no fields of its own", "ask for 'id'."),
        (
            "aliases.x",
            "'aliases' is a single value, so it has no fields of its own",
            "ask for 'aliases'.",
        ),
        (
            "qqq",
            "'qqq' is not a field",
            "choose from id, name, aliases, note, places, amounts, bases.",
        ),
        ("", "'' is not a field", "choose from id, name, aliases, note, places, amounts, bases."),
        ("name..zh", "'name..zh' is not a field", "choose from name.en, name.zh."),
    ],
)
def test_check_refuses(path, message, hint):
    with pytest.raises(UsageError) as caught:
        field_paths.check(RECORD, path)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_basis_called_like_a_key_of_ours_is_none():
    assert field_paths.values({**RECORD, "report": "plan"}, "*.report") == ["plan"]
