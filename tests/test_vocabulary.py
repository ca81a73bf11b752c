"""One thing has one word: codes, keys, options and labels are words of the vocabulary."""

import json
import re
from collections.abc import Collection
from functools import cache
from typing import get_args

import pytest

from cases import cases
from mic25cli.calc.observation_uses import NotUsedBecause, UsedAs
from mic25cli.calc.progress.certainty import CERTAINTIES, LEANS
from mic25cli.calc.progress.result import STATED
from mic25cli.calc.progress.status import CODES, STATUSES, MainReason
from mic25cli.check import schema
from mic25cli.cli import reference as outputs
from mic25cli.cli.app import tree
from mic25cli.cli.progress_options import COMPARED
from mic25cli.model import closed_lists
from mic25cli.model.kinds import KINDS
from mic25cli.model.units import UNITS
from mic25cli.view import json_schemas
from mic25cli.view.text import value_word
from mic25cli.vocabulary import FILE, labels, terms, vocabulary

GROUPS: dict[str, Collection[str]] = {
    "status": STATUSES,
    "certainty": CERTAINTIES,
    "lean": LEANS,
    "fit": closed_lists.FITS,
    "side": get_args(closed_lists.Side),
    "origin": closed_lists.ORIGINS,
    "type": closed_lists.TYPES,
    "grade": closed_lists.GRADES,
    "access": closed_lists.ACCESS,
    "checked": closed_lists.CHECKED,
    "reading": closed_lists.READINGS,
    "main_reason": get_args(MainReason),
    "reason": CODES,
    "use": (*get_args(UsedAs), *get_args(NotUsedBecause)),
    "implementation": closed_lists.IMPLEMENTATIONS,
}
"""The closed lists of the field, as in the code."""

FREE = {"unit", "schema", "axis_unit", "recorded_unit", "unit_base"}
"""Keys whose values are symbols of units or names of schemas."""


TEMPLATES = {
    "inferred", "otherwise", "means-other", "none-of", "lower", "upper", "other",
}  # fmt: skip
"""Names of labels of statuses and fits that are not codes of these."""


@cache
def words():
    """The words from which codes, keys and options may be made."""
    said = [each.get(part) or "" for each in vocabulary()["terms"] for part in
            ("code", "key", "option")]  # fmt: skip
    own = {word for text in said for word in re.split("[-_]", text)}
    return frozenset(own | set(vocabulary()["plain"]))


def unknown(names):
    """Names that contain other words, or replaced ones."""
    bare = {name.removeprefix("--") for name in names}
    return sorted(
        name
        for name in bare
        if not set(re.split("[-_]", name)) <= words() or name in vocabulary()["replaced"]
    )


def schemas():
    """The schemas of all commands' output, and of all records."""
    yield from map(json_schemas.of, outputs.outputs().values())
    yield from map(schema.of_kind, KINDS)
    yield schema.of_profile()


def keys_and_codes(part, key=""):
    """Every key of a schema with None, and with each code that it may have."""
    if isinstance(part, list):
        for each in part:
            yield from keys_and_codes(each, key)
    elif isinstance(part, dict):
        for name, each in part.get("properties", {}).items():
            yield name, None
            yield from keys_and_codes(each, name)
        for code in (*part.get("enum", ()), part.get("const")):
            if isinstance(code, str):
                yield key, code
        defs = list(part.get("$defs", {}).values())
        rest = {name: each for name, each in part.items() if name not in
                ("properties", "$defs", "enum", "const", "default")}  # fmt: skip
        yield from keys_and_codes([*defs, *rest.values()], key)


@cache
def used():
    return frozenset(pair for each in schemas() for pair in keys_and_codes(each))


def options(command):
    """The long options of a command and of its subcommands."""
    for param in command.params:
        yield from (name for name in param.opts + param.secondary_opts if name.startswith("--"))
    if hasattr(command, "list_commands"):
        context = command.context_class(command, info_name="mic25")
        for name in command.list_commands(context):
            yield from options(command.get_command(context, name))


@pytest.mark.parametrize("group", GROUPS)
def test_the_codes_of_a_closed_list_are_the_terms_of_its_group(group):
    assert [each["code"] for each in terms(group)] == list(GROUPS[group])


def test_every_term_is_of_a_known_group_and_said_in_both_languages():
    for each in vocabulary()["terms"]:
        assert each["group"] in {*GROUPS, "concept"}
        assert (each["code"] is None) == (each["group"] == "concept")
        assert each.get("codes", "status") in GROUPS
        for part in ("term", "definition"):
            assert all(each[part][lang].strip() for lang in ("en", "zh")), each
            assert re.search("[一-鿿]", each[part]["zh"]) or each["group"] == "grade"


def test_a_term_names_one_code_and_a_plain_word_is_no_term():
    for group in GROUPS:
        for lang in ("en", "zh"):
            said = [each["term"][lang] for each in terms(group)]
            assert len(said) == len({*said}), group
    plain = vocabulary()["plain"]
    assert plain == sorted({*plain})


def test_every_key_of_json_and_of_records_is_of_its_words():
    keys = {key for key, _ in used()}
    assert len(keys) > 400
    assert unknown(keys) == []


def test_every_code_is_of_its_words():
    codes = {code for key, code in used() if code is not None and key not in FREE}
    codes = {code for code in codes - UNITS.keys() if not code.startswith("mic25.")}
    assert len(codes) > 300
    assert unknown(codes) == []


def test_every_option_is_of_its_words():
    found = {*options(tree())}
    assert {each["option"] for each in vocabulary()["terms"] if "option" in each} <= found
    assert len(found) > 100
    assert unknown(found) == []


def test_every_word_of_the_gate_is_of_its_words():
    assert unknown({part for word in (*STATED, *COMPARED) for part in word.split(":")}) == []


def test_every_key_of_a_term_is_one_of_json_or_of_records():
    keys = {key for key, _ in used()}
    assert [each["key"] for each in terms("concept") if each.get("key", "kind") not in keys] == []


def test_every_label_of_a_code_is_that_of_a_code_of_the_vocabulary():
    told = {f"{group}-{code}" for group, codes in GROUPS.items() for code in codes}
    assert told <= labels("en").keys() and told <= labels("zh").keys()
    for lang in ("en", "zh"):
        text = (FILE.parent / f"{lang}.json").read_text(encoding="utf-8")
        written = json.loads(text).keys()
        assert written & labels(lang).keys() == set(), "a term has one home"
        own = re.compile("(status|access|checked|reason|reading|use|certainty|fit|origin)-(.+)")
        coded = {hit[2] for hit in map(own.fullmatch, written) if hit}
        assert coded <= TEMPLATES


def test_a_replaced_word_leads_to_one_that_is_used(mic25):
    used_now = {name for pair in used() for name in pair if name}
    used_now |= {name.removeprefix("--") for name in options(tree())}
    used_now |= {code for codes in GROUPS.values() for code in codes}
    assert [new for new in vocabulary()["replaced"].values() if new not in used_now] == []
    assert "Did you mean 'met'?" in mic25("progress", "--status", "achieved").err
    assert "'proxy'" in mic25("progress", "--fit", "stand-in").err
    assert "Did you mean '--certainty'?" in mic25("progress", "--firmness", "observed").err


@cases
def test_what_is_a_word_of_the_vocabulary(name, known):
    assert (unknown([name]) == []) is known


def test_a_schema_says_what_a_term_and_its_codes_mean(mic25):
    told = mic25("schema", "--output", "progress").out
    targets = mic25("schema", "targets").out
    for text, groups in ((told, ("status",)), (targets, ("fit", "origin", "type", "checked"))):
        for each in (each for group in groups for each in terms(group)):
            said = re.escape(f"{each['code']}: {each['definition']['en']}")
            found = re.findall(rf'(?:; |"){said}', text)
            assert len(found) == 1 or (text is told and found), said
    (fit,) = (each["definition"]["en"] for each in terms("concept") if each.get("key") == "fit")
    assert f'"description": "{fit}"' in told


def test_the_pages_of_help_say_what_the_vocabulary_says(mic25):
    for topic, groups in {"status": ("status", "certainty", "fit"), "fit": ("fit",),
                          "certainty": ("certainty", "lean"),
                          "grades": ("grade", "access", "checked")}.items():  # fmt: skip
        for lang in ("en", "zh"):
            out = re.sub(r"\s+", "", mic25("help", topic, "--lang", lang).out)
            for each in (each for group in groups for each in terms(group)):
                assert re.sub(r"\s+", "", each["term"][lang]) in out
                assert re.sub(r"\s+", "", each["definition"][lang]) in out


@cases
def test_a_card_calls_a_code_by_its_term(key, code, en, zh):
    assert (value_word(key, code, "en"), value_word(key, code, "zh")) == (en, zh)
