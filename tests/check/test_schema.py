"""The schemas allow what the models allow: an independent validator agrees with ours."""

import copy
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from cases import cases
from conftest import RECORDS, ROOT
from mic25cli.check import schema
from mic25cli.model.kinds import KINDS
from mic25cli.store import read_file, record_folders, yamlio
from mic25cli.store.profile import the_profile

MUTATIONS = 150
"""The number of mutations tried for each kind."""


def _pattern(validator, pattern, text, schema):
    """A pattern as JSON Schema means it: in ECMA 262, `$` is the end of the text only."""
    if isinstance(text, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), text):
        yield jsonschema.ValidationError(f"{text!r} does not match {pattern!r}")


Ecma = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern})


@cache
def own_units():
    """The units of the shipped dataset."""
    return the_profile((RECORDS,)).units


@cache
def validator(kind):
    # Exact limits, because as a binary number 1e-18 is a little larger.
    text = json.dumps(schema.of_kind(kind, own_units()))
    return Ecma(json.loads(text, parse_float=Decimal))


@cache
def shipped():
    """The data of all shipped records by kind and id, as in the files."""
    found: dict[str, dict[str, Any]] = {}
    for file in record_folders.files(RECORDS):
        node = yamlio.compose(yamlio.decode(read_file.read_bytes(file.path)))
        assert file.kind is not None
        if node is not None:
            found.setdefault(file.kind, {}).update(node.as_data() or {})
    return found


def ours(kind, record):
    if not isinstance(record, dict):
        return False
    try:
        KINDS[kind].load_model().model_validate(
            copy.deepcopy(record), context=the_profile((RECORDS,))
        )
    except ValidationError:
        return False
    return True


def theirs(kind, record):
    return validator(kind).is_valid({"some-id": record})


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema_of_2020_12(kind):
    made = schema.of_kind(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:mic25:schema:{kind}:1"
    assert made["title"] and made["description"]
    for each in made["$defs"].values():
        assert each["description"]
        for key, value in each.get("properties", {}).items():
            if each.get("title"):
                assert value.get("description"), f"{each['title']}.{key} says nothing of itself"


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_records_fit_the_schema(kind):
    records = shipped().get(kind, {})
    assert records
    assert [fault.message for fault in validator(kind).iter_errors(records)] == []


@pytest.mark.others
def test_the_schema_of_a_dataset_holds_those_of_all_kinds():
    whole = schema.of_dataset(own_units())
    jsonschema.Draft202012Validator.check_schema(whole)
    check = Ecma(json.loads(json.dumps(whole), parse_float=Decimal))
    assert check.is_valid(shipped())
    assert not check.is_valid({"funds": {"some-fund": {}}})
    assert not check.is_valid({"fund": {}})


def test_every_kind_has_a_committed_schema():
    """Their content is compared together with all generated pages."""
    names = {f"{kind}.json" for kind in (*KINDS, "dataset")}
    assert {each.name for each in (ROOT / "docs" / "schema").iterdir()} == names


@pytest.mark.parametrize("folder", [RECORDS, ROOT / "examples" / "digital-decade"])
def test_the_profiles_fit_their_schema(folder):
    check = Ecma(schema.of_profile())
    node = yamlio.compose((folder / "dataset.yaml").read_text(encoding="utf-8"))
    assert [*check.iter_errors(node.as_data())] == []
    assert check.is_valid({"title": "A plan", "units": {"GWp": {"of": "power", "is": "1000 MW"}}})
    for wrong in ({}, {"title": "x", "titel": "y"}, {"title": "x", "units": {"GWp": {"si": "1"}}}):
        assert not check.is_valid(wrong)


def test_every_pattern_is_read_the_same_by_every_dialect():
    """ECMA 262 with `u` has no needless escapes, and Python reads some others differently."""
    allowed = set("^$\\.*+?()[]{}|/-DwWsSfnrtv0ck")
    seen: list[object] = []
    for kind in KINDS:
        text = json.dumps(schema.of_kind(kind))
        json.loads(text, object_hook=lambda each: seen.append(each.get("pattern")))
    patterns = {pattern for pattern in seen if isinstance(pattern, str)}
    assert len(patterns) > 5
    for pattern in patterns:
        assert set(re.findall(r"\\(.)", pattern)) <= allowed, pattern


# --- mutations

DATES = [
    "2015", "2015-02-28", "2015-02-29", "2016-02-29", "1900-02-29", "2000-02-29", "2015-04-31",
    "2015-13", "2015-1", "2015~", "2015-05?", "2015%", "2015/2016", "2015/..", "../2015", "../..",
    "..", "2015/2016/2017", "0000", "0001", "15", "spring", "2015-05-19T00:00", "", 2015, 15, 0,
    -5, 20155, Decimal("2015.5"), True, None,
]  # fmt: skip
NUMBERS = [
    0, -1, 3, Decimal("0.5"), Decimal("1e18"), Decimal("1.1e18"), Decimal("-2e18"),
    Decimal("1e-18"), Decimal("9e-19"), Decimal("0.0"), Decimal("-1e-20"), True, "3", None, 10**30,
]  # fmt: skip
TEXTS = [
    "", " ", "x", " x", "x ", "x\n", "a\tb", "a\x00b", "a\x1bb", "a\u200bb", "a\u202eb", "\ufeffa",
    "a\ue000b", "\u3000x", "x\xa0", "中文", "𝒳", "a\u2028b", "a\x85b", "x" * 300, "x" * 301,
    "x" * 900, "x" * 901, "Not A Slug", "a--b", "-a", "a-", "a_b", "http://x", "https://x y",
    "ftp://x", "https://例.cn/%E4", "1.1", "0.1", "5", "zh", "ZH", "eng", "1 + 2", "__import__",
    3, Decimal("1.5"), True, None, [], {}, ["x"], {"en": "x"},
]  # fmt: skip
ANY = [None, True, 0, 3, Decimal("1.5"), "", "x", [], {}, [None], [[]], [{}], ["x", 3], {"x": None}]


def places(value, path=()):
    found = [path] if path else []
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in items:
        found += places(item, (*path, key))
    return found


def mutated(record, dice):
    """A copy of the record with one change, and what was changed."""
    changed = copy.deepcopy(record)
    path = dice.choice(places(changed))
    owner: Any = changed
    for step in path[:-1]:
        owner = owner[step]
    key, value = path[-1], owner[path[-1]]
    how = dice.choice(["drop", "rename", "any", "like", "like", "extra", "null", "twice", "range"])
    if how == "drop":
        del owner[key]
    elif how == "rename" and isinstance(owner, dict):
        owner[dice.choice([f"{key}x", str(key).upper(), str(key)[:-1]])] = owner.pop(key)
    elif how == "extra" and isinstance(owner, dict):
        owner[
            dice.choice(["extra", "value", "low", "bound", "note", "unit", "statement", "zh"])
        ] = dice.choice(ANY)
    elif how == "null":
        owner[key] = None
    elif how == "twice" and isinstance(owner, list):
        owner.append(copy.deepcopy(value))
    elif how == "range" and isinstance(owner, dict) and "value" in owner:
        number = owner.pop("value")
        owner |= dice.choice(
            [
                {"low": 1},
                {"high": 2},
                {"low": 1, "high": 2},
                {"value": number, "low": 1, "high": 2},
                {"low": None, "high": None, "value": number},
                {"low": 1, "high": None},
                {"value": None},
                {"value": None, "bound": "about"},
                {"low": 1, "high": 2, "value": None},
            ]
        )
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        owner[key] = dice.choice([*NUMBERS, *DATES])
    elif isinstance(value, str):
        owner[key] = dice.choice([*TEXTS, *DATES])
    else:
        owner[key] = dice.choice(ANY)
    return f"{how} {'.'.join(map(str, path))}", changed


def unsayable(record):
    """Whether the record has an error that, by `schema.UNSAID`, no schema can express."""
    if isinstance(record, dict):
        low, high = record.get("low"), record.get("high")
        numbers = all(isinstance(each, int | Decimal) for each in (low, high))
        if numbers and low > high:
            return True
        return any(unsayable(each) for each in record.values())
    if isinstance(record, list):
        return any(unsayable(each) for each in record)
    if isinstance(record, Decimal):
        return record == record.to_integral_value()
    return False


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
def test_both_agree_on_mutated_records(kind):
    dice = random.Random(f"mic25 {kind}")
    records = sorted(shipped()[kind].items())
    verdicts: Counter[bool] = Counter()
    for _ in range(MUTATIONS):
        record_id, record = dice.choice(records)
        what, changed = mutated(record, dice)
        mine, other = ours(kind, changed), theirs(kind, changed)
        if mine != other:
            assert unsayable(changed), f"{record_id}, {what}: ours {mine}, jsonschema {other}"
        verdicts[mine] += 1
    assert verdicts[True] >= MUTATIONS // 20 and verdicts[False] >= MUTATIONS // 4


CITE = [{"source": "x", "checked": "text"}]
TITLED = {"title": "x", "lang": "en", "authority": "A", "coverage": "full"}
FIELDS: dict[str, tuple[str, list[Any], Callable[[Any], Any]]] = {
    "en": ("terms", TEXTS, lambda value: {"name": {"en": value}, "cite": CITE}),
    "zh": ("terms", TEXTS, lambda value: {"name": {"zh": value}, "cite": CITE}),
    "published": ("sources", DATES, lambda value: {**TITLED, "published": value}),
    "minimum": (
        "indicators",
        NUMBERS,
        lambda value: {"name": {"en": "x"}, "definition": "x", "unit": "percent", "minimum": value},
    ),
}


@pytest.mark.parametrize("field", FIELDS)
def test_both_agree_on_values(field):
    kind, values, record = FIELDS[field]
    for value in values:
        assert ours(kind, record(value)) == theirs(kind, record(value)), ascii(value)


@cases
def test_what_no_schema_can_say_is_left_to_validation(kind, record):
    assert theirs(kind, record) and not ours(kind, record)
