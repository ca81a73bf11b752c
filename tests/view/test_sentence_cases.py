"""Every case of the answer sentence, word for word, from records made for it."""

from dataclasses import replace
from typing import Any

import pytest
import yaml

from builders import claim, dataset, record, source, table_of
from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.model.dataset import RecordSet
from mic25cli.model.profile import DEFAULT
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


def made(observations, milestones, *, indicator=None, sources=(), **target):
    measured = {
        "name": {"en": "Robots", "zh": "机器人"}, "definition": "Robots.", "unit": "percent",
        "direction": "increase", "timing": "rate", "clause": [CLAUSE], "phrase": PHRASE,
    }  # fmt: skip
    return plain(
        source("plan", published="2015-05", authority="A", short_name=PLAN),
        source("roadmap", published="2018-01", authority="A", short_name=LATER),
        source("count", published="2016"), *sources,
        record(
            "indicators", "share", observations=observations,
            **{**measured, **(indicator or {})},
        ),
        record(
            "targets", "target", name={"en": "Robots", "zh": "机器人"}, indicator="share",
            milestones=milestones, **target,
        ),
    )  # fmt: skip


def told(held, as_of="2021-06-30", place=0):
    question = Question(as_of)
    results = evaluate(held, question)
    return Answers(held, question, results).answer(results[place])


def said(held, as_of="2021-06-30", place=0):
    found = told(held, as_of, place)
    return found.en, found.zh


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
    figures, aim = yaml.safe_load(row["seen"]), yaml.safe_load(row["aim"])
    observations = [
        seen(year, **(figure if isinstance(figure, dict) else {"value": figure}))
        for year, figure in figures.items()
    ]
    held = made(observations, [due(**{"value": None, **aim})], baseline=START)
    found = said(held, row["as_of"])
    assert found[0] == row["en"]
    assert row["zh"] in ("", found[1])


def test_a_fall_is_a_rise_where_less_is_better():
    held = made(
        [seen(2020, 40), seen(2022, 60)], [due(2020, 50)], indicator={"direction": "decrease"}
    )
    assert said(held, "2023-06-30")[1] == (
        "已实现，后又回升：2020年机器人占销量的40%，2022年为60%；2015年规划提出到2020年降至50%。"
    )


def test_a_target_that_another_document_changed():
    changed = {
        70: ("raised it to 70%", "将其上调为70%"),
        30: ("lowered it to 30%", "将其下调为30%"),
    }
    for value, (en, zh) in changed.items():
        held = made([], [due(2020, 50), due(2020, value, "roadmap")])
        found = said(held, "2018-12-31")
        assert found == (
            f"Superseded: the 2015 plan's target for the share of robots was 50% by 2020; "
            f"the 2017 roadmap {en}.",
            f"已被取代：2015年规划提出到2020年机器人份额达到50%；2017年版路线图{zh}。",
        )


def test_it_is_not_said_to_be_lowered_on_a_weak_source():
    weak = source("copy", published="2015-05", authority="D", short_name=PLAN)
    held = made([], [due(2020, 70, "copy"), due(2020, 60, "roadmap")], sources=(weak,))
    found = told(held, "2018-12-31")
    assert found.en.endswith("was 70% by 2020; the 2017 roadmap gives 60%.")
    assert found.zh is not None and found.zh.endswith("达到70%；2017年版路线图为60%。")
    assert [each.en for each in found.caveats] == ["The target is known only from a weak source."]


def test_a_withdrawn_target():
    dropped = {"date": "2019", "report": "roadmap", "cite": READ}
    held = made([seen(2018, 20)], [due(2020, 50)], withdrawn=dropped)
    assert said(held, "2021-06-30") == (
        "Withdrawn: the 2017 roadmap dropped the target of 50% for the share of robots by 2020.",
        "已取消：2017年版路线图取消了到2020年机器人份额达到50%的目标。",
    )


def test_a_target_that_does_not_count_yet():
    start = {**START, "period": "2019"}
    held = made([seen(2017, 9)], [due(2025, 50)], baseline=start)
    assert said(held, "2018-06-30") == (
        "Not started: the target for the share of robots counts from 2019; "
        "the 2015 plan's target is 50% by 2025.",
        "尚未起算：机器人份额目标自2019年起算；2015年规划提出到2025年达到50%。",
    )


BASES = {"own": "The share of all robots", "other": "The share of large robots"}
NEAREST = {
    "basis": "other",
    "en": "{value} of large robots in {year}",
    "zh": "{year}大型机器人占比为{value}",
}


def test_the_nearest_figure_is_named_where_there_is_no_other():
    figures = [seen(2018, 5, basis="other"), seen(2019, 7, basis="other", bound="about")]
    figures.append(seen("2020-06", 8, basis="other"))
    own = {"bases": BASES, "nearest": [NEAREST]}
    held = made(figures, [due(2020, 50)], indicator=own, basis="own")
    en = (
        "Not assessable: no figure on the target's own definition was found for the share of robots"
    )
    assert said(held) == (
        f"{en}; the 2015 plan's target was 50% by 2020. "
        "Nearest figure: about 7% of large robots in 2019.",
        "无法判断：未找到与目标口径一致的机器人份额数据；2015年规划提出到2020年达到50%。"
        "最接近的数据：2019年大型机器人占比约为7%。",
    )
    # Only what was over by then.
    assert "5% of large robots in 2018" in said(held, "2018-12-31")[0]
    # A figure of another indicator, in its own unit.
    sold = record(
        "indicators", "sold", name={"en": "Robots sold"}, definition="Robots sold.", unit="units",
        direction="increase", timing="flow", observations=[seen(2019, 7000), seen(2018, 5)],
    )  # fmt: skip
    elsewhere = {"indicator": "sold", "basis": None, "en": "{value} robots sold in {year}"}
    own = {"bases": BASES, "nearest": [{**elsewhere, "zh": "{year}售出{value}台机器人"}]}
    held = made([], [due(2020, 50)], indicator=own, basis="own", sources=(sold,))
    assert "Nearest figure: 7,000 robots sold in 2019." in said(held)[0]


def test_a_proxy_and_one_side_are_said():
    proxy = {"basis": "other", "fit": "proxy", "rationale": "It is near."}
    held = made(
        [seen(2020, 60, basis="other")], [due(2020, 50)],
        indicator={"bases": BASES}, evidence=[proxy],
        target_phrase={"en": "{value} of all robots", "zh": "全部机器人占比达到{value}"},
    )  # fmt: skip
    assert said(held) == (
        "Met (proxy): robots had 60% of sales in 2020; "
        "the 2015 plan's target was 50% of all robots.",
        "已实现（替代指标）：2020年机器人占销量的60%；2015年规划目标为全部机器人占比达到50%。",
    )
    side = {"basis": "other", "fit": "one-sided", "side": "lower", "rationale": "A part of it."}
    held = made(
        [seen(2020, 60, basis="other")], [due(2020, 50)],
        indicator={"bases": BASES}, evidence=[side],
    )  # fmt: skip
    assert said(held) == (
        "Met: robots had at least 60% of sales in 2020; the 2015 plan's target was 50%.",
        "已实现：2020年机器人至少占销量的60%；2015年规划目标为50%。",
    )


def test_two_readings_of_one_report():
    held = made([seen(2020, 60)], [due(2020, 50), due(2020, 40, bound="about")])
    assert said(held) == (
        "Met: robots had 60% of sales in 2020; "
        "the 2015 plan's target was 50% or about 40%, depending on the report.",
        "已实现：2020年机器人占销量的60%；2015年规划的目标，据不同报道为50%或约40%。",
    )


def test_our_own_estimate_is_very_likely_and_says_so():
    found = said(made([seen(2020, 60, estimated=True, bound="about")], [due(2020, 50)]))
    assert found == (
        "Very likely met: robots had about 60% of sales in 2020 (our estimate); "
        "the 2015 plan's target was 50%.",
        "很可能已实现：据编者估算，2020年机器人约占销量的60%；2015年规划目标为50%。",
    )


def test_a_target_met_late_by_our_estimate_says_so():
    late = seen(2021, 60, estimated=True)
    found = said(made([seen(2020, 40), late], [due(2020, 50)]), "2022-06-30")
    assert found[0].startswith("Very likely met late") and "(our estimate)" in found[0]
    assert found[1].split("：", 1)[1].startswith("据编者估算")


def test_chinese_says_that_there_are_none():
    clause = {"basis": None, "en": "robots had {value} of sales in {year}"}
    clause["zh"] = "{year}新增设备中，机器人占比为{value}"
    held = made([seen(2020, 0)], [due(2020, 50)], indicator={"clause": [clause]})
    assert "2020年新增设备中没有机器人；" in said(held)[1]


def test_a_total_over_a_span():
    gases = {"unit": "Mt CO2e", "direction": "decrease", "timing": "flow", "clause": []}
    gases["phrase"] = {"en": "emissions", "zh": "排放量"}
    limit = due(None, 1950, period="2023/2027", bound="up-to")
    held = made([seen(2023, 200), seen(2024, 185)], [limit], indicator=gases)
    found = told(held, "2025-06-30")
    assert found.en == (
        "On track, two of five years counted: emissions came to 385 Mt CO2e in 2023–2024 "
        "(even pace: 780); the 2015 plan's limit is 1,950 Mt CO2e for 2023–2027."
    )
    assert found.zh is not None and "五年中已有两年数据" in found.zh and "上限" in found.zh
    # 385 Mt are 3.85亿吨, not 385万吨.
    assert "3.85亿吨二氧化碳当量" in found.zh and "7.8亿吨" in found.zh


@cases
def test_without_words_of_the_records(name, unit, value, target, answer):
    """A dataset that has none for sentences is told by names, years and its own unit, which is
    said once."""
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
    assert said(held)[0] == answer


COUNTED = {
    (1, 0): "The one outside assessment does not say met.",
    (2, 0): "Neither of the two outside assessments says met.",
    (3, 0): "None of the three outside assessments says met.",
    (3, 1): "One of the three outside assessments says met.",
    (5, 2): "Two of the five outside assessments say met.",
}


@pytest.mark.parametrize("counts", COUNTED)
def test_counts_of_assessments_read_as_words(counts):
    held = made([seen(2020, 60)], [due(2020, 50)])
    question = Question("2021-06-30")
    (result,) = evaluate(held, question)
    of, agree = counts
    outside = {**result.outside, "met": agree, "not_met": of - agree}
    found = Answers(held, question).answer(replace(result, outside=outside))
    assert found.caveats[0].en == COUNTED[counts]
    assert found.caveats[0].zh


def test_a_note_is_one_text():
    assert note(["The figure could fall again.", "It is weak."], "en") == (
        "Note: the figure could fall again. It is weak."
    )
    assert note(["Huawei is included."], "en") == "Note: Huawei is included."
    assert note(["数值仍可能回落。", "数据来源可靠性较低。"], "zh") == (
        "注：数值仍可能回落；数据来源可靠性较低。"
    )
