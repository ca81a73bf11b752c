"""The rule of equal names reports what comparing every pair would, with far fewer comparisons."""

import random
from itertools import combinations

import pytest

from cases import data
from mic25cli.calc import lookup
from mic25cli.check.run import check
from mic25cli.store import load

KINDS = ("indicators", "institutions", "terms")
CITE = "cite: [{source: s, checked: text}]"
[MORE] = data(__file__, "MORE")
SOURCE = "s: {title: S, published: 2016, lang: en, authority: B, coverage: full}\n"


def drawn(chance):
    """Files of records, few of which share a name."""
    files = {"sources.yaml": SOURCE}
    ids = [f"{kind}/{kind[:2]}{n}" for kind in KINDS for n in range(6)]
    for kind in KINDS:
        entries = []
        for n in range(6):
            # Some names differ only in case.
            names = [chance.choice(["Mill", "MILL", "Yard", "Dock", "Kiln", "Loom"]) for _ in "ab"]
            others = chance.sample(ids, chance.choice([0, 0, 1, 3]))
            ours = ", ours: true" if chance.random() < 0.3 else ""
            entries.append(
                f"{kind[:2]}{n}: {{name: {{en: {names[0]}}}, aliases: [{names[1]}]{ours},"
                f" different_from: [{', '.join(others)}], {MORE[kind]}, {CITE}}}\n"
            )
        files[f"{kind}.yaml"] = "".join(entries)
    return files


def mark(record):
    return f"{record['kind']}/{record['id']}"


def may_be_one(one, other):
    """The rule for two records, written out."""
    if mark(one) in other["different_from"] or mark(other) in one["different_from"]:
        return False
    heading = one["ours"] or other["ours"]
    names = [
        {lookup.spoken(text) for text in (each["name"]["en"], *each["aliases"])}
        for each in (one, other)
    ]
    return bool(names[0] & names[1]) and not (one["kind"] != other["kind"] and heading)


@pytest.mark.parametrize("seed", range(20))
def test_it_finds_what_comparing_each_pair_finds(records, seed):
    loaded = load.load([records(drawn(random.Random(seed)))])
    found = [each for each in check(loaded).diagnostics if each.code == "name-twice"]
    every = [record for kind in KINDS for record in loaded.records[kind].values()]
    assert len(every) == 18 and [kind for kind in loaded.records if kind in KINDS] == [*KINDS]
    wanted = {mark(new) for old, new in combinations(every, 2) if may_be_one(old, new)}
    assert {f"{each.kind}/{each.id}" for each in found} == wanted and wanted


@pytest.mark.parametrize(("industries", "found"), [("[solar]", 0), ("[]", 1)])
def test_a_thing_may_have_the_name_of_its_industry(records, industries, found):
    named = f"name: {{en: Solar power}}, {CITE}"
    files = {
        "sources.yaml": SOURCE,
        "industries.yaml": f"solar: {{{named}, number: 1, summary: Panels.}}\n",
        "indicators.yaml": f"panels: {{{named}, {MORE['indicators']}, industries: {industries}}}\n",
    }
    faults = check(load.load([records(files)])).diagnostics
    assert [each.code for each in faults].count("name-twice") == found
