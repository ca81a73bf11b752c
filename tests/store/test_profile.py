"""`dataset.yaml`: how a record folder describes its dataset, and what is refused in it."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest

from cases import cases, data
from mic25cli.errors import RecordsError
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.units import with_own
from mic25cli.store import load
from mic25cli.store.profile import read_profile, slug, the_profile

[WORDS] = data(__file__, "WORDS")

[WHOLE] = data(__file__, "WHOLE")


def written(folder, text, name="dataset.yaml"):
    (folder / name).write_text(text, encoding="utf-8")
    return the_profile((folder,))


@pytest.mark.parametrize("name", ["dataset.yaml", "dataset.json"])
def test_what_it_says_in_either_file(tmp_path, name):
    found = written(tmp_path, WHOLE, name)
    assert (found.id, found.title, found.authors) == ("r", "R", ("A", "B"))
    assert (found.license, found.url, found.version) == ("CC0-1.0", "https://example.org", None)


def test_two_files_are_one_too_many(tmp_path):
    written(tmp_path, WHOLE, "dataset.json")
    with pytest.raises(
        RecordsError, match=r"dataset\.json:1:1: only 'dataset.yaml' describes the dataset"
    ):
        written(tmp_path, WHOLE)


def test_a_folder_without_one_is_called_after_its_name(tmp_path):
    folder = tmp_path / "My Plan"
    folder.mkdir()
    assert the_profile((folder,)) == Profile("my-plan", "Records of My Plan")


def test_the_last_folder_counts_and_units_are_those_of_all(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    written(tmp_path / "a", "{title: first, units: {GWp: {of: power, is: 1000 MW}}}")
    written(tmp_path / "b", "{title: second, units: {stere: {of: volume, is: 1 m3}}}")
    found = the_profile(tuple(tmp_path / name for name in ("a", "b", "c")))
    assert found.title == "second"
    assert found.units.own.keys() == {"GWp", "stere"}


def test_words_kinds_and_units(tmp_path):
    found = written(tmp_path, WORDS)
    assert found.kinds == ("targets", "indicators", "sources")
    words = found.own_words()
    assert words["en"]["kind-industries"] == words["en"]["field-industries"] == "sectors"
    assert words["en"]["kind-one-industries"] == words["en"]["field-industry"] == "sector"
    assert words["en"]["kind-one-funds"] == "line of credit"
    assert words["en"]["page-across"] == "Across sectors"
    elsewhere = written(tmp_path, "{title: A plan, country: India}").own_words()["en"]
    assert elsewhere["headline-who-local"] == "regions"
    assert "plans and regions" in elsewhere["site-about-list"]
    assert words["en"]["group-no-industry"] == "No particular sector"
    said = found.in_plain_words("Which lines of credit do sectors have, and a line of credit?")
    assert said == "Which lines of credit do industries have, and a fund?"
    assert found.in_plain_words("credit lines") == "funds"
    assert words["zh"]["kind-industries"] == "部门" and words["zh"]["unit-bigheat"] == "大"
    assert found.units.convert(4, "bigheat", "heat") == 10
    assert found.units.convert(Decimal("1.5"), "GWp", "GW") == Decimal("1.5")
    assert found.units.convert(4, "mn bigheat", "bn heat") == Decimal("0.01")
    assert "mn percent" not in found.units and "mn rank" not in found.units
    assert found.units.base("bigheat") == "heat" and found.units.base("GWp") == "W"


@cases
def test_what_is_refused_with_its_place(tmp_path, text, code, why):
    (tmp_path / "dataset.yaml").write_text(text)
    _, faults = read_profile((tmp_path,))
    assert code in [fault.code for fault in faults]
    assert why in " ".join(fault.message for fault in faults)
    assert load.load((tmp_path,)).diagnostics == sorted(faults)
    with pytest.raises(RecordsError, match=r"dataset\.yaml:\d+:\d+"):
        the_profile((tmp_path,))


@cases
def test_a_title_as_an_id(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize("turned", [False, True])
def test_a_chain_of_units_costs_what_it_is_long(turned):
    names = [f"u{number}" for number in range(20_000)]
    told = {names[0]: {"of": "things", "is": None}}
    told |= {name: {"of": None, "is": f"1.0001 {last}"} for last, name in pairwise(names)}
    told = dict(reversed(told.items())) if turned else told
    start = time.process_time()
    found, faults = with_own(told)
    assert time.process_time() - start < 5
    assert not faults and found.own.keys() == told.keys()
    assert found.base(names[-1]) == names[0] and found.convert(1, "u1", "u0") == Decimal("1.0001")


def test_units_that_are_worth_each_other_are_faults():
    told = {name: {"of": None, "is": f"2 {other}"} for name, other in ("ab", "bc", "cb", "dx")}
    found, faults = with_own(
        {**told, "MW": {"of": None, "is": "2 e"}, "e": {"of": None, "is": "1 MW"}}
    )
    assert faults.keys() == {"a", "b", "c", "d", "MW"} and found.own.keys() == {"e"}
    assert {faults[name] for name in "abc"} == {"it is worth something that is worth it"}
