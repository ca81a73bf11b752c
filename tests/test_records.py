"""The shipped records: counts that anybody can check in the study, and laws for all records."""

import re
import runpy
from collections import Counter

import pytest
from ruamel.yaml import YAML

from builders import cites
from conftest import RECORDS, ROOT
from mic25cli.calc.progress import outside_assessments
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question
from mic25cli.check.run import check
from mic25cli.model.kinds import KINDS
from mic25cli.store import installed_datasets, load

PAPER = "merics-2019"


@pytest.fixture(scope="module")
def loaded():
    return load.load([RECORDS])


@pytest.fixture(scope="module")
def dataset(loaded):
    return loaded.dataset


def read_at(record, place):
    """Whether the record cites the study at a place that starts like this."""
    return any(
        cite["source"] == PAPER and (cite["at"] or "").startswith(place) for cite in cites(record)
    )


# Laws for all records.


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mic25", "beyond-2025"])
def test_no_rule_finds_anything_in_them(name):
    """The problems that `mic25 validate --strict` reports: the place, the rule and the message."""
    found = check(load.load([installed_datasets.folder(name)])).diagnostics
    assert [f"{each.place} {each.code}: {each.message}" for each in found] == []


def test_nothing_tells_of_a_machine_or_of_lines_of_a_text_file():
    trace = re.compile(
        r"(?<![\w.])ll?\. ?[0-9]|(?<![\w/.:-])/(?:work|tmp|home|root|mnt|Users)/|[A-Z]:\\|\.txt\b"
        r"|shared/|evidence/"
    )
    found = [
        f"{path.relative_to(RECORDS)}:{number}: {line.strip()}"
        for path in sorted(RECORDS.rglob("*.yaml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if trace.search(line) and not line.strip().startswith("url:")
    ]
    assert found == []


def test_locators_of_the_paper_name_a_part_of_it(dataset):
    part = re.compile(
        r"^(?:§[1-6](?:\.\d)?|executive summary|recommendations|annex, .+|exhibit \d+|textbox .+)"
    )
    wrong = {
        (record["kind"], record["id"], cite["at"])
        for record in dataset
        for cite in cites(record)
        if cite["source"] == PAPER
        and not (part.match(cite["at"] or "") and cite["checked"] == "text")
    }
    assert wrong == set()


# Records from the study; other sources may add to them.


def of_paper(dataset, kind):
    """The records of a kind that were read in the study, themselves or in a claim."""
    return [each for each in dataset.kind(kind).values() if read_at(each, "")]


def test_industries_are_numbered_and_have_all_their_directions(dataset):
    industries = list(dataset.kind("industries").values())
    assert sorted(each["number"] for each in industries) == [*range(1, len(industries) + 1)]
    assert all(each["name"]["en"] and each["name"]["zh"] for each in industries)
    counts = {each["id"]: len(each["directions"]) for each in industries}
    assert counts == {each["id"]: each["direction_count"] for each in industries}


def exhibit(dataset, name, kind):
    """The records of a kind in a table of the annex, as its exhibit lists them."""
    listed = dataset.kind("exhibits")[f"{PAPER}-annex-{name}"]["holds"]
    found = {each.partition("/")[2] for each in listed if each.startswith(f"{kind}/")}
    assert found
    return found


def test_the_funds_of_the_annex_have_one_a_row(dataset):
    rows = [
        cite["at"]
        for fund in dataset.kind("funds").values()
        for cite in fund["cite"]
        if cite["source"] == PAPER and (cite["at"] or "").startswith("annex, funds")
    ]
    held = exhibit(dataset, "funds", "funds")
    assert sorted(rows) == sorted(f"annex, funds, row {row}" for row in range(1, len(held) + 1))


def test_the_framework_is_one_plan_and_the_documents_of_the_annex(dataset):
    categories = {each["id"]: each["category"] for each in dataset.kind("documents").values()}
    assert [name for name, category in categories.items() if category == "1"] == [
        "made-in-china-2025"
    ]
    members = [name for name, category in categories.items() if category == "x"]
    listed = [each["id"] for each in of_paper(dataset, "documents") if read_at(each, "annex, 1+X")]
    assert set(members) == set(listed) - {"made-in-china-2025"} and members
    for name in members:
        document = dataset.kind("documents")[name]
        assert document["published"], name
        assert document["issuers"], name


def test_the_enterprises_of_the_annex_are_all_there_under_the_heads_of_the_table(dataset):
    place = "annex, enterprises"
    leading = {
        each["id"]: each["roles"]
        for each in dataset.kind("enterprises").values()
        if read_at(each, place)
    }
    assert leading.keys() == exhibit(dataset, "enterprises", "enterprises")
    heads = {
        cite["at"]: industry["id"]
        for industry in dataset.kind("industries").values()
        for cite in cites(industry)
        if cite["source"] == PAPER and (cite["at"] or "").startswith(place)
    }
    roles = [role for every in leading.values() for role in every if role["report"] == PAPER]
    assert {role["industry"] for role in roles} == set(heads.values())
    for role in roles:
        assert role["ownership"] in ("private", "soe")
        assert [heads[cite["at"]] for cite in role["cite"] if cite["source"] == PAPER] == [
            role["industry"]
        ]


def test_measures_are_numbered(dataset):
    numbers = [each["number"] for each in of_paper(dataset, "measures")]
    assert numbers and sorted(numbers) == [*range(1, len(numbers) + 1)]


# What is written about them.


def test_a_correction_says_what_was_wrong_and_of_which_records(dataset):
    text = (RECORDS / "corrections.yaml").read_text(encoding="utf-8")
    found = YAML(typ="safe").load(text).values()
    assert [each["date"] for each in found] == sorted((e["date"] for e in found), reverse=True)
    for each in found:
        assert {"date", "cause", "said", "right"} <= each.keys()
        assert each["cause"] in ("mistake", "revised-data", "new-evidence"), each["said"]
        for name in each.get("records", ()):
            assert dataset.get(*name.split("/")), name


def test_a_note_names_a_source_in_words(dataset):
    """The reader of a page does not know its id."""
    ids = {key for key in dataset.kind("sources") if "-" in key and re.search("[0-9]", key)}

    def notes(value):
        if isinstance(value, list):
            value = dict(enumerate(value))
        for key, each in value.items() if isinstance(value, dict) else ():
            yield from [each] if str(key).startswith("note") and each else notes(each)

    found = [note for kind in KINDS for each in dataset.kind(kind).values() for note in notes(each)]
    assert len(found) > 500
    named = re.findall(r"(?<![\w./:-])[a-z0-9]+(?:-[a-z0-9]+)+", " ".join(found))
    assert ids.intersection(named) == set()


def test_exact_is_only_what_is_counted_as_the_target_defines_it(dataset):
    """If the target's definition is unknown, no figure can be exactly on it."""
    unknown = re.compile(r"\b(not|nor|never) (said|known|stated|defined|given)\b|left open|unclear")
    found = [
        (target["id"], each["basis"])
        for target in dataset.kind("targets").values()
        for each in target["evidence"]
        if each["fit"] == "exact" and unknown.search(each["rationale"])
    ]
    assert found == []


def test_a_forecast_and_a_domestic_market_decide_nothing(dataset):
    """Expected values were not counted, and domestic sales are not all that makers sell."""
    deciding = {
        (result.target, each.basis): bases[each.basis]
        for result in evaluate(dataset, Question("2025-12-31"))
        if (bases := dataset.kind("indicators")[result.indicator]["bases"])
        for each in result.evidence
        if each.basis and each.fit != "one-sided"
    }
    assert len(deciding) > 100
    assert [key for key, text in deciding.items() if re.search(r"\bforecast\b", text)] == []
    sold = {each["id"] for each in dataset.kind("targets").values() if each["type"] == "output"}
    market = re.compile(r"^(Size of the market|Market\b)|shipped (to customers )?at home")
    assert [key for key, text in deciding.items() if key[0] in sold and market.search(text)] == []


@pytest.mark.others
def test_the_ledger_has_a_row_for_each_target_of_2025(dataset):
    page = runpy.run_path(str(ROOT / "docs" / "account_page.py"))
    for plan in (True, False):
        rows = page["ledger"](dataset, plan).splitlines()[2:]
        named = [line.split("`")[1] for line in rows]
        assert named == [each.target for each in page["results_of"](dataset, plan)] and named
        assert set(named) <= set(dataset.kind("targets"))


def test_a_number_against_is_of_the_thing_that_was_promised(dataset):
    """It is on the target's own measure, or an admitted one; a part says nothing against it."""
    page, targets = runpy.run_path(str(ROOT / "docs" / "account_page.py")), dataset.kind("targets")
    named = {(key, basis) for key, basis in page["SAME"]}
    assert all(
        basis in dataset.kind("indicators")[targets[key]["indicator"]]["bases"]
        for key, basis in named
    )
    for key, basis in (
        ("nev-sales", "domestic"), ("mobile-communication-equipment-domestic-share", None),
        ("industrial-water-intensity", None), ("aerospace-world-rank", None),
        ("robot-industry-world-rank", "output"), ("ic-world-market-share", "semiconductors-sia"),
    ):  # fmt: skip
        results = explain(dataset, key, Question(page["AS_OF"]), (page["YEAR"],)).results
        found = page["against"](next(r for r in results if r.milestone.applies), targets[key])
        assert (found and found.basis) == basis, key
        admitted = {each["basis"] for each in targets[key]["evidence"]} | {targets[key]["basis"]}
        assert found is None or basis in admitted or (key, basis) in named


def test_world_ranks_are_decided_by_the_rule_of_the_page(dataset):
    """Size gives a verdict if a basis is named and no more assessors say no than yes."""
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8").partition("## World ranks")[2]
    rows = re.findall(r"(?m)^\| .* \| .* \| (\d+) to (\d+) \| (admitted|not).* \|$", page)
    found = []
    for target in dataset.kind("targets").values():
        if target["id"].endswith("-world-rank"):
            latest: dict[str, str] = {}
            for said in outside_assessments.verdicts_on(dataset, target["id"], []):
                if said.reading in ("met", "partly-met", "not-met"):
                    latest[said.assessor] = said.reading
            counts = Counter(latest.values())
            so = "admitted" if target["evidence"] else "not"
            found.append((str(counts["met"]), str(counts["not-met"]), so))
            if so == "admitted":
                assert counts["met"] >= counts["not-met"], target["id"]
                assert {each["fit"] for each in target["evidence"]} == {"proxy"}
    assert sorted(found) == sorted(rows) and rows
