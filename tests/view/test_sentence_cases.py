"""Every case of the answer sentence, word for word, from records made for it."""

import json
from dataclasses import replace
from typing import Any

import pytest
import yaml

from builders import claim, dataset, record, source, table_of
from cases import Exact, cases, data
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import DEFAULT
from mic25cli.view.verdict.sentence.answers import Answers
from mic25cli.view.verdict.sentence.caveats import note

CLAUSE = {"en": "robots had {value} of sales in {year}", "zh": "{year}机器人{hedge}占销量的{value}"}
PHRASE = {"en": "the share of robots", "zh": "机器人份额"}
PLAN = {"en": "the 2015 plan", "zh": "2015年规划"}
LATER = {"en": "the 2017 roadmap", "zh": "2017年版路线图"}


def seen(year, value, **more):
    return claim(report="count", period=str(year), value=value, **more)


def due(year, value, report="plan", **more):
    cite = [{"source": report, "at": "§1", "checked": "text"}]
    return {"report": report, "year": year, "value": value, "cite": cite, **more}


def made(observations, milestones, *, indicator=None, **target):
    measured = {
        "name": {"en": "Robots", "zh": "机器人"}, "definition": "Robots.", "unit": "percent",
        "direction": "increase", "timing": "rate", "clause": [CLAUSE], "phrase": PHRASE,
    }  # fmt: skip
    return plain(
        source("plan", published="2015-05", authority="A", short_name=PLAN),
        source("roadmap", published="2018-01", authority="A", short_name=LATER),
        source("copy", published="2015-05", authority="D", short_name=PLAN),
        source("count", published="2016"),
        record(
            "indicators", "sold", name={"en": "Robots sold"}, definition="Robots sold.",
            unit="units", observations=[seen(2019, 7000), seen(2018, 5)],
        ),
        record(
            "indicators", "share", observations=observations,
            **{**measured, **(indicator or {})},
        ),
        record(
            "targets", "target", name={"en": "Robots", "zh": "机器人"}, indicator="share",
            milestones=milestones, **target,
        ),
    )  # fmt: skip


def told(held, as_of="2021-06-30"):
    question = Question(as_of)
    results = evaluate(held, question)
    return Answers(held, question, results).answer(results[0])


def plain(*records):
    """A dataset of records in two languages."""
    kinds: dict[str, dict[str, Any]] = {}
    for each in records:
        kinds.setdefault(each["kind"], {})[each["id"]] = each
    return RecordSet.of(kinds, profile=replace(DEFAULT, title_zh="书"))


READ = [{"source": "plan", "checked": "text"}]
START = {"period": "2015", "value": 10, "report": "plan", "cite": READ}


@pytest.mark.parametrize(
    "row", table_of("view/sentence_cases.tsv"), ids=lambda row: row["en"].partition(":")[0]
)
def test_a_case(row):
    """`aim` is a milestone or several, `indicator` and `target` are further fields of these."""
    figures, aims, indicator, target = (
        yaml.load(row[key] or "{}", Exact) for key in ("seen", "aim", "indicator", "target")
    )
    observations = [
        seen(year, **(figure if isinstance(figure, dict) else {"value": figure}))
        for year, figure in figures.items()
    ]
    milestones = [
        due(**{"value": None, **aim}) for aim in (aims if isinstance(aims, list) else [aims])
    ]
    held = made(observations, milestones, indicator=indicator, **{"baseline": START, **target})
    found = told(held, row["as_of"])
    assert found.en == row["en"]
    assert row["zh"] in ("", found.zh)
    assert row["caveat"] in ("", *(each.en for each in found.caveats))


@cases
def test_without_words_of_the_records(name, unit, value, target, answer):
    """If a dataset has no words for sentences, its names, years and unit are used, the unit
    once."""
    bare = {
        "clause": [], "phrase": None, "unit": unit, "timing": "stock", "name": {"en": name},
        "direction": "decrease" if unit == "rank" else "increase",
        "definition": "What fast energy platforms of working plants make of solar power and waste.",
    }  # fmt: skip
    milestones = [due(2020, target)]
    held = made([seen(2020, value)], milestones, indicator=bare)
    journal = source("plan", published="2015", authority="B", publisher="Journal of Power")
    own = record("targets", "target", name={"en": name}, indicator="share", milestones=milestones)
    held = dataset(
        journal, own, source("count", published="2016"), held.kind("indicators")["share"]
    )
    assert told(held).en == answer


def test_it_was_met_in_an_earlier_year_than_that_of_the_figure_not_by_another_source():
    other = {**seen(2020, 40), "report": "copy", "cite": [{"source": "copy", "checked": "text"}]}
    held = made([seen(2018, 52), seen(2020, 55), other], [due(2025, 50)], baseline=START)
    found = told(held)
    assert found.en.startswith("Not sustained: met in 2018, but robots had 40% of sales in 2020;")


@cases
def test_counts_of_assessments_read_as_words(of, agree, said):
    held = made([seen(2020, 60)], [due(2020, 50)])
    question = Question("2021-06-30")
    (result,) = evaluate(held, question)
    outside = {**result.outside, "met": agree, "not_met": of - agree}
    found = Answers(held, question).answer(replace(result, outside=outside))
    assert found.caveats[0].en == said
    assert found.caveats[0].zh


def test_a_note_is_one_text():
    assert note(["The figure could fall again.", "It is weak."], "en") == (
        "Note: the figure could fall again. It is weak."
    )
    assert note(["Huawei is included."], "en") == "Note: Huawei is included."
    assert note(["数值仍可能回落。", "数据来源可靠性较低。"], "zh") == (
        "注：数值仍可能回落；数据来源可靠性较低。"
    )


[UNITS] = data(__file__, "UNITS")
ACT = {
    "title": "Act", "publisher": "Gazette", "originator": "Ministry of Power", "lang": "en",
    "published": "2025-01", "authority": "A", "coverage": "full",
}  # fmt: skip


@cases
def test_a_sentence_is_in_the_terms_of_its_target(mic25, tmp_path, indicator, seen, aim, said):
    name, cite = {"en": indicator["name"]}, [{"source": "act", "checked": "text"}]
    claims = [
        {"period": when, **dict(zip(("value", "bound"), value, strict=True)), "cite": cite}
        if isinstance(value, list)
        else {"period": when, "value": value, "cite": cite}
        for when, value in seen.items()
    ]
    measured = {
        "direction": "increase", "definition": f"All {indicator['name'].lower()}.",
        **indicator, "name": name, "observations": claims, "cite": cite,
    }  # fmt: skip
    due = {"year": 2030, **aim, "cite": cite}
    files = {
        "dataset": {"title": "A plan", "units": UNITS},
        "sources": {"act": ACT},
        "indicators": {"it": measured},
        "targets": {"aim": {"name": {"en": "Aim"}, "indicator": "it", "milestones": [due]}},
    }
    for kind, records in files.items():
        (tmp_path / f"{kind}.yaml").write_text(json.dumps(records), "utf-8")
    told = mic25("explain", "aim", "--json", "--records", str(tmp_path), "--as-of", "2025-06-30")
    assert told.code == 0, told.err
    assert json.loads(told.out)["answer"]["en"].partition(": ")[2] == f"{said}."
