"""The registry of codes: which can be chosen, explained and documented."""

import re

import pytest

from cases import cases
from conftest import ROOT
from mic25cli.check import language, numbers, registry
from mic25cli.errors import UsageError
from mic25cli.view.validation import problems as page


def test_every_code_is_documented_and_explained():
    whole = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    listed = page.listed("en")
    for code in registry.codes().values():
        assert f"\n### {code.code}\n\n{code.title}.\n" in whole
        assert re.search(
            rf"^  {code.code} +{code.severity} +{re.escape(code.title)}$", listed, re.M
        )
        told = page.explained(code, "en")
        assert code.why in told and code.bad.splitlines()[0] in told


def test_every_rule_is_a_code_and_what_reading_finds_has_none():
    rules = registry.rules()
    assert rules.keys() < registry.codes().keys()
    reading = {code.family for code in registry.codes().values() if code.code not in rules}
    assert reading == {"files", "schema"}


def test_codes_come_by_family():
    families = [code.family for code in registry.codes().values()]
    assert families == sorted(families, key=list(registry.FAMILIES).index)
    assert set(families) == set(registry.FAMILIES)
    assert not set(registry.FAMILIES) & set(registry.codes())


def test_codes_and_families_can_be_chosen():
    every = frozenset(registry.codes())
    assert registry.chosen((), ()) == every
    assert registry.chosen(("dangling-id",), ()) == {"dangling-id"}
    links = registry.chosen(("links",), ())
    assert "dangling-id" in links and "yaml-syntax" not in links
    assert registry.chosen(("links",), ("dangling-id",)) == links - {"dangling-id"}
    assert registry.chosen((), ("links",)) == every - links


@cases
def test_what_chooses_nothing_is_refused(select, ignore, told):
    with pytest.raises(UsageError) as caught:
        registry.chosen(select, ignore)
    assert told in f"{caught.value.message} {caught.value.hint}"


def test_traditional_characters_are_none_of_simplified_script():
    """GB 2312 is the set of simplified characters, so none of ours may be in it."""
    for char in language.TRADITIONAL:
        with pytest.raises(UnicodeEncodeError):
            char.encode("gb2312")
    assert len(language.TRADITIONAL) > 300


@cases
def test_sums_are_worked_out_exactly(text, value):
    from fractions import Fraction

    assert numbers.work_out(text) == Fraction(value)


@cases
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(numbers.SumError):
        numbers.work_out(text)
