"""The answer in words: golden ones, every answer of every book, the rules of its numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import book as built
from builders import claim, record, source
from conftest import ROOT
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.model.book import RecordBook
from mic25cli.store import place, snapshot
from mic25cli.view.sentence.answers import Answers
from mic25cli.view.sentence.numbers import (
    SpokenAmount,
    Style,
    decimals_apart,
    digits,
    gap,
    rounded,
    said,
)
from mic25cli.view.sentence.tell import length
from mic25cli.view.sentence.times import fill, fill_twice, spoken
from mic25cli.view.text import Lang, label
from said import YEAR, missing, numbers_in

BOOKS = {
    "mic25": None,
    "beyond-2025": ROOT / "books" / "beyond-2025",
    "digital-decade": ROOT / "examples" / "digital-decade",
    "power": ROOT / "tests" / "books" / "power",
}
DATES = ("2020-12-31", "2025-12-31", "2026-11-25")
HALF_WIDTH = re.compile(r"[,;:()?!](?=[^\w\s]|[一-鿿])|(?<=[一-鿿])[,;:()]")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(?: (trillion|billion|million))?")


def opened(name: str) -> RecordBook:
    folder = BOOKS[name]
    return snapshot.open_book(place.folders([] if folder is None else [Path(folder)]))


def answered(book: RecordBook, asked: str | Question) -> Iterator[Result]:
    question = Question(asked) if isinstance(asked, str) else asked
    results = evaluate(book, question, every_method=False, series=False)
    answers = Answers(book, question, results)
    yield from map(answers.answered, results)


GOLDEN = {
    ("nev-sales", 2025, "miit-interpretation-2015"): (
        "Reached: 16.49 million new-energy vehicles were sold in 2025, exports included; "
        "the industry ministry's goal of 2015 was 3 million.",
        "已实现：2025年新能源汽车销量（含出口）1649万辆，工信部2015年提出的目标是300万辆。",
    ),
    ("green-demonstration-factories", 2020, "mic25-plan-2015"): (
        "Reached: 2,121 factories were on the national green lists at the end of 2020, "
        "more than twice the 1,000 that the 2015 plan wanted.",
        "已实现：截至2020年底，国家级绿色工厂2121家，是《中国制造2025》目标（1000家）的两倍多。",
    ),
    ("passenger-car-fuel-consumption", 2025, "miit-interpretation-2015"): (
        "Cannot be told, leaning to reached: new cars used 3.78 litres per 100 km on average in "
        "2023, electric ones counted in; the industry ministry wanted about 4 by 2025. "
        "The average of the fleet sold in 2025 would settle it.",
        "无法判断，偏向已实现：2023年乘用车新车平均油耗百公里3.78升（含新能源车），"
        "工信部要求2025年降至约4升。需2025年乘用车企业平均燃料消耗量。",
    ),
    ("nev-share-of-vehicle-sales", 2025, "technology-roadmap-2015"): (
        "Reached: more than half of the vehicles sold in China in 2025 were new-energy ones; "
        "the 2015 roadmap wanted 25% by one report and about 20% by two others.",
        "已实现：2025年国内汽车销量中新能源汽车占50%以上，2015年版路线图的目标，一说25%，另两说约20%。",
    ),
    ("nev-sales", 2030, "technology-roadmap-2015"): (
        "Already passed, with five years to go: 16.49 million new-energy vehicles were sold in "
        "2025; the 2015 roadmap wanted more than 10 million by 2030.",
        "已提前达到，距期限还有五年：2025年新能源汽车销量1649万辆，2015年版路线图要求2030年超过1000万辆。",
    ),
    ("nev-sales-auto-plan-2017", 2020, "auto-plan-2017"): (
        "Reached a year late: 1.37 million new-energy vehicles were sold in 2020 and 3.52 million "
        "in 2021; the 2017 car industry plan wanted 2 million by 2020.",
        "逾期一年实现：新能源汽车销量2020年137万辆，2021年352万辆，2017年汽车产业规划要求2020年达到200万辆。",
    ),
    ("rd-intensity-national", 2019, "merics-2019"): (
        "Reached late, in 2022: R&D was 2.23% of GDP in 2019 and 2.54% in 2022; "
        "MERICS gives 2.5% as the goal for 2019.",
        "逾期实现（2022年）：研发经费占GDP比重2019年为2.23%，2022年为2.54%，MERICS称2019年目标为2.5%。",
    ),
    ("national-manufacturing-innovation-centres", 2025, "mic25-plan-2015"): (
        "Cannot be told: there were 33 national innovation centres in September 2025; the 2015 "
        "plan wanted about 40 by the year's end. A count for December would settle it.",
        "无法判断：截至2025年9月国家制造业创新中心33家，《中国制造2025》要求年底约40家。需12月底数字。",
    ),
    ("nev-own-brand-share", 2025, "technology-roadmap-2017"): (
        "Cannot be told: Chinese brands had between 67.6% and 95.1% of new-energy car sales at "
        "home in 2025; the 2017 roadmap wanted 90%. The passenger car association's full-year "
        "share would settle it.",
        "无法判断：2025年自主品牌占国内新能源乘用车销量67.6%至95.1%，2017年版路线图目标为90%。"
        "需乘联会全年数据。",
    ),
    ("nev-own-brand-share", 2025, "technology-roadmap-2015"): (
        "Replaced: the 2015 roadmap wanted Chinese brands to have more than 80% of new-energy "
        "vehicle sales at home by 2025; the 2017 roadmap raised it to 90%.",
        "已被取代：2015年版路线图要求2025年自主品牌份额超过80%，2017年版提高到90%。",
    ),
    ("jetliner-world-share", 2025, "technology-roadmap-2015"): (
        "Cannot be told as worded, leaning to missed: China's large airliners were about 0.9% of "
        'world deliveries in 2025; the 2015 roadmap said "up to 20%". A lower end of the goal '
        "would settle it.",
        "按字面无法判断，偏向未实现：2025年国产大型客机约占全球交付量0.9%，"
        "2015年版路线图只提“最高20%”，未设下限。需目标下限。",
    ),
    ("industrial-energy-intensity", 2025, "mic25-plan-2015"): (
        "Cannot be told, leaning to missed: industry used about 21.7% less energy per unit of "
        "value added in 2022 than in 2015; the 2015 plan wanted 34% less by 2025. The fall from "
        "2022 to 2025 would settle it.",
        "无法判断，偏向未实现：2022年单位工业增加值能耗比2015年约降21.7%，"
        "《中国制造2025》要求2025年降34%。需2022年至2025年的降幅。",
    ),
    ("smart-pilot-action-productivity", None, "smart-pilot-action-2015"): (
        "Reached by December 2018, but whether in time cannot be told: productivity at 305 pilot "
        "projects rose by 37.6%; the industry ministry wanted 20% and named no year that we know "
        "of.",
        "2018年12月前已达到，是否如期无法判断：305个试点项目生产效率提高37.6%，工信部要求20%，期限不详。",
    ),
    ("medical-device-industry-size", 2025, "technology-roadmap-2015"): (
        "Cannot be told: makers of medical devices took in about 1.16 trillion yuan in 2023, by "
        "the trade's Blue Book; the 2015 roadmap wanted an industry of 1.2 trillion by 2025. "
        "The revenue of makers in the whole of 2025 would settle it.",
        "无法判断：据行业蓝皮书，2023年医疗器械企业营业收入约1.16万亿元，"
        "2015年版路线图要求2025年达到1.2万亿元。需2025年全年医疗器械企业营业收入。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("key", GOLDEN, ids=lambda key: f"{key[0]}-{key[1]}")
def test_golden(shipped: RecordBook, key: tuple[str, int | None, str]) -> None:
    target, year, report = key
    question = Question("2025-12-31")
    results = evaluate(shipped, question, [target])
    answers = Answers(shipped, question, results)
    told = {
        (each.answer.en, each.answer.zh)
        for result in results
        if (result.milestone.year, result.milestone.report) == (year, report)
        if (each := answers.answered(result)).answer
    }
    assert GOLDEN[key] in told, told


def test_on_track_in_2018(shipped: RecordBook) -> None:
    question = Question("2018-12-31")
    (result,) = evaluate(shipped, question, ["robot-density-plan-2016"])
    told = Answers(shipped, question).answered(result).answer
    assert told is not None
    assert told.en == (
        "On track: China had 140 industrial robots per 10,000 factory workers in 2018, where a "
        "steady course from 36 in 2014 asked for 112; the 2016 robot plan wanted 150 by 2020."
    )
    assert told.zh == (
        "进度正常：2018年每万名制造业工人拥有机器人140台，按匀速推进（2014年为36台）应为112台，"
        "2016年机器人规划要求2020年达150台以上。"
    )
    assert [each.en for each in told.mind] == ["Not a goal of Made in China 2025 itself."]


BANNED = re.compile(
    r"\b(proxy|extrapolation|bound|observation|milestone|not-assessable|met-late|baseline|basis|"
    r"edition|strongly|direction conflict|verdict spans|series break)\b|"
    r"\{|\}|None|  |--|\b[a-z]+-[a-z]+-20\d\d\b|mn (units|CNY)|bn CNY"
)


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("name", BOOKS)
def test_every_answer_is_short_and_plain(name: str, as_of: str) -> None:
    book = opened(name)
    ids = {id_ for kind in ("targets", "indicators", "sources") for id_ in book.kind(kind)}
    ids = {id_ for id_ in ids if "-" in id_}
    seen = 0
    for result in answered(book, as_of):
        told = result.answer
        assert told is not None
        assert (told.zh is None) == (not book.profile.chinese)
        seen += 1
        where = (result.target, result.milestone.year)
        texts = {"en": told.en, **({"zh": told.zh} if told.zh else {})}
        for lang, text in texts.items():
            mind = [each.en if lang == "en" else each.zh or "" for each in told.mind]
            assert length(text, lang) <= (44 if lang == "en" else 70), (where, text)
            assert sum(length(each, lang) for each in mind) <= (25 if lang == "en" else 45)
            assert len(mind) <= 2
            for said_ in (text, *mind):
                assert not BANNED.search(said_), (where, said_)
                named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", said_)) & ids
                assert named <= {"new-energy"}, (where, named)
            if lang == "zh":
                assert not re.search(r"[,;:()?!](?=[^\w\s]|[一-鿿])|(?<=[一-鿿])[,;:()]", text), (
                    text
                )
                assert not re.search(r"[一-鿿] +[0-9]|[0-9%] +[一-鿿]", text), text
    assert seen or as_of < "2025"


@pytest.mark.parametrize("name", BOOKS)
def test_the_numbers_are_the_exact_ones_rounded(name: str) -> None:
    book = opened(name)
    scales = {"trillion": 12, "billion": 9, "million": 6}
    checked = 0
    for result in answered(book, "2025-12-31"):
        milestone, reading = result.milestone, result.later or result.observation
        value = None if reading is None else reading.value
        if result.total is not None:
            value = result.total.value
        if result.answer is None or reading is None or value is None:
            continue
        told = result.status in ("achieved", "missed") or result.total is not None
        if milestone.value is None or not told:
            continue
        said_ = result.answer.en.replace(",", "")
        found = [
            Decimal(number).scaleb(scales.get(scale, 0))
            for number, scale in re.findall(
                r"(\d+(?:\.\d+)?)(?: (trillion|billion|million))?", said_
            )
        ]
        for number_, part in ((value, reading), (milestone.value, milestone)):
            unit = book.units[part.unit or ""]
            exact = abs(Decimal(number_) * unit.factor)
            close = any(abs(number - exact) <= exact / 100 for number in found)
            words = exact <= 10 and unit.dimension in ("count", "rank")
            assert close or words or "half of" in said_, (result.target, exact, said_)
            checked += 1
    assert checked or name != "mic25"


@given(
    st.lists(st.none() | st.integers(1, 900), min_size=5, max_size=5),
    st.integers(500, 2500),
    st.sampled_from(["decrease", "increase"]),
    st.sampled_from(["2024-12-31", "2028-06-30"]),
)
@settings(max_examples=40, deadline=None)
def test_a_total_is_told_by_its_sum_and_never_by_one_year_of_it(
    seen: list[int | None], goal: int, direction: str, as_of: str
) -> None:
    bound = "up-to" if direction == "decrease" else "at-least"
    observed = [
        claim(report="count", period=str(year), value=value)
        for year, value in enumerate(seen, 2023)
        if value is not None
    ]
    held: RecordBook = built(
        source("plan", published="2022"),
        source("count", published="2022-06"),
        record(
            "indicators", "gases", name={"en": "Gases"}, definition="Gases.", unit="t CO2e",
            direction=direction, timing="flow", observations=observed,
        ),
        record(
            "targets", "budget", name={"en": "Gases"}, indicator="gases",
            milestones=[claim(report="plan", period="2023/2027", value=goal, bound=bound)],
        ),
    )  # fmt: skip
    question = Question(as_of)
    (found,) = evaluate(held, question)
    assert found.total is not None
    answers, used = Answers(held, question), found.total.value
    forms: dict[Lang, tuple[str, str]] = {
        "en": (r"came to ([\d,]+) t", r"Missed by ([\d,]+) t"),
        "zh": (r"为([\d,.]+)", r"(?:差|超出)([\d,]+)"),
    }
    for lang, (clause, gap_) in forms.items():
        sentence = answers.sentence(found, lang)
        if not found.total.years_seen:
            assert not re.search(clause, sentence.fact)
            continue
        told = re.search(clause, sentence.fact)
        assert told and told[1].replace(",", "") == str(used), sentence
        missing = re.search(gap_, sentence.head)
        if missing:
            assert missing[1].replace(",", "") == str(abs(used - goal)), sentence
        even = round(goal * (found.measures.expected or 0))
        allowed = {used, goal, abs(used - goal), even, *range(2023, 2028)}
        text = sentence.text.replace(",", "")
        named = {Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", text)}
        # The 2 of CO2e, and the month that was seen last.
        assert named <= {*allowed, 2, 12}, (sentence, allowed)


numbers = st.decimals("0.001", "1e13", places=3, allow_nan=False)


@given(numbers, numbers, st.sampled_from(["en", "zh"]))
def test_rounding_neither_makes_equal_nor_turns_round(
    one: Decimal, two: Decimal, lang: str
) -> None:
    more = decimals_apart([one], [two], lang)
    first, second = rounded(one, lang, more), rounded(two, lang, more)
    assert (first > second, first < second) == (one > two, one < two)


@given(numbers, st.sampled_from(["en", "zh"]))
def test_what_is_said_is_near_what_it_is(value: Decimal, lang: str) -> None:
    assert abs(rounded(value, lang) - value) <= value * Decimal("0.06") + Decimal("0.0005")
    assert re.fullmatch(r"[\d,]+(\.\d+)?( (m|b|tr)illion|万亿?|亿)?", digits(value, lang))


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("16490000", "16.49 million", "1649万"), ("302000", "302,000", "30.2万"),
        ("2121", "2,121", "2121"), ("1.42e12", "1.42 trillion", "1.42万亿"),
        ("1.031e10", "10.31 billion", "103.1亿"), ("45347", "45,347", "4.53万"),
        ("1367000", "1.37 million", "137万"), ("3.78", "3.78", "3.78"), ("85.6", "85.6", "85.6"),
    ],
)  # fmt: skip
def test_sizes(value: str, en: str, zh: str) -> None:
    assert (digits(Decimal(value), "en"), digits(Decimal(value), "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("ends", "bound", "dimension", "goal", "en", "zh"),
    [
        ("3", None, "count", False, "three", "三家"), ("0", None, "count", False, "none", "0家"),
        ("2 3", None, "rank", True, "second or third", "第二或第三"),
        ("94 100", None, "share", False, "94% to 100%", "94%至100%"),
        ("-16", None, "share", False, "16% less", "降低16%"),
        ("-21.7", "about", "share", False, "about 21.7% less", "约降21.7%"),
        ("-34", None, "share", True, "34% less", "降34%"),
        ("-15", "less-than", "share", False, "more than 15% less", "降15%以上"),
        ("10", "less-than", "share", False, "less than 10%", "不足10%"),
        ("80", "more-than", "share", True, "more than 80%", "超过80%"),
        ("150", "at-least", "count", True, "150", "150家以上"),
        ("20", "up-to", "share", True, "up to 20%", "最高20%"),
        ("8.6", "up-to", "share", False, "at most 8.6%", "不超过8.6%"),
        ("2e11", None, "CNY", False, "200 billion yuan", "2000亿元"),
    ],
)  # fmt: skip
def test_amounts(
    ends: str, bound: str | None, dimension: str, goal: bool, en: str, zh: str
) -> None:
    amount = SpokenAmount(tuple(map(Decimal, ends.split())), bound, dimension)
    assert said(amount, Style("en", goal=goal)) == en
    assert (
        said(amount, Style("zh", goal=goal, counter="家" if dimension == "count" else None)) == zh
    )


@pytest.mark.parametrize(
    ("value", "goal", "dimension", "en", "zh"),
    [
        ("55.4", "73", "share", "17.6 points", "17.6个百分点"),
        ("8.6", "10", "share", "1.4 points", "1.4个百分点"),
        ("5", "3", "rank", "two places", "两位"),
        ("800000", "1000000", "units", "200,000", "20万台"),
    ],
)  # fmt: skip
def test_gaps(value: str, goal: str, dimension: str, en: str, zh: str) -> None:
    one, two = (SpokenAmount((Decimal(each),), None, dimension) for each in (value, goal))
    assert (gap(one, two, Style("en")), gap(one, two, Style("zh"))) == (en, zh)


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        ("2025", "2025", "2025年"), ("2024~", "around 2024", "2024年前后"),
        ("2025-09", "September 2025", "2025年9月"),
        ("2025-01/2025-06", "the first half of 2025", "2025年上半年"),
        ("2021/2025", "2021 to 2025", "2021年至2025年"),
        ("2016-04/2016-06", "the second quarter of 2016", "2016年第二季度"),
    ],
)  # fmt: skip
def test_periods(period: str, en: str, zh: str) -> None:
    assert (spoken(period, "en"), spoken(period, "zh")) == (en, zh)


def test_clauses() -> None:
    clause = "there were {value} centres at the end of {year}"
    assert fill(clause, "33", "2025", "en") == "there were 33 centres at the end of 2025"
    assert fill(clause, "33", "2025-09", "en") == "there were 33 centres in September 2025"
    assert fill(clause, "33", "2025~", "en") == "there were 33 centres around 2025"
    assert fill(clause, "33", None, "en") == "there were 33 centres"
    assert fill("截至{year}底中心{value}", "33家", "2025-09", "zh") == "截至2025年9月中心33家"
    twice = fill_twice("{value} cars were sold in {year}", ("1", "2020"), ("3", "2021"), "en")
    assert twice == "1 cars were sold in 2020 and 3 in 2021"


COUNTS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def test_outsiders_are_a_fact_where_there_is_no_figure(shipped: RecordBook) -> None:
    told = 0
    for each in answered(shipped, "2025-12-31"):
        assert each.answer is not None and each.answer.zh is not None
        said_so = {key: each.outside[key] for key in ("reached", "partly", "not_reached")}
        without = each.status == "not-assessable" and not (each.observation or each.later)
        if not without or not any(said_so.values()):
            assert "assessor" not in each.answer.en and "外部评估" not in each.answer.zh
            continue
        told += 1
        verdicts = {"reached": "reached", "partly": "partly reached", "not_reached": "missed"}
        (sentence,) = re.findall(r"\. ([^.]* outside assessors? says? [^.]*)\.", each.answer.en)
        for key, count in said_so.items():
            if count:
                number, verdict = COUNTS[count], verdicts[key]
                assert re.search(
                    rf"\b{number}( outside assessors? says?)? {verdict}\b", sentence, re.IGNORECASE
                ), sentence
        assert sum(count > 0 for count in said_so.values()) == each.answer.zh.count("家认为")
    assert told >= 4


def test_two_books_tell_the_same_of_what_they_share(shipped: RecordBook) -> None:
    """A milestone is told alike whether all were judged before or only its target is."""
    question = Question("2025-12-31")
    results = evaluate(shipped, question, every_method=False, series=False)
    together, alone = Answers(shipped, question, results), Answers(shipped, question)
    of: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        of[result.target].append(result)
    for target in [*of][::9]:
        for result in of[target]:
            assert together.answered(result).answer == alone.answered(result).answer


ASKED = (
    Question("2019-07-31", known_at="2019-07-31"),
    Question("2020-12-31"),
    Question("2025-12-31"),
)


@pytest.mark.parametrize("question", ASKED, ids=lambda each: each.as_of)
@pytest.mark.parametrize("name", BOOKS)
def test_what_would_settle_a_milestone_is_of_its_own_year(name: str, question: Question) -> None:
    """No year but that of the milestone, unless its own text means another."""
    book, told = opened(name), 0
    for result in answered(book, question):
        claims = book.kind("targets")[result.target]["milestones"]
        own = [each["needs"] for each in claims if each["year"] == result.milestone.year]
        meant = {
            year
            for each in own
            if each
            for year in YEAR.findall(" ".join((each["en"], each["zh"])))
        }
        assert result.answer is not None
        sentences = [each for each in (result.answer.english, result.answer.chinese) if each]
        needed = [each.need for each in sentences]
        due = {str(result.milestone.year), *YEAR.findall(result.milestone.period or "")}
        assert {*YEAR.findall(" ".join(needed))} <= due | meant, (result.target, needed)
        unmeasured = "qualitative" in result.reasons
        assert not (unmeasured and (any(needed) or result.milestone.needs)), result.target
        told += any(needed)
    assert told or name != "mic25"


def test_a_datum_for_one_year_is_not_asked_for_another() -> None:
    def needs(text: str) -> dict[str, object]:
        return {"en": text, "zh": text, "where": None}

    def asked(*own: str | None, general: str, years: tuple[int, ...] = (2020, 2025)) -> list[str]:
        held = built(
            source("plan", published="2015"),
            record(
                "indicators", "share", name={"en": "Share"}, definition="A share.", unit="percent",
                direction="increase", timing="rate",
            ),
            record(
                "targets", "share", indicator="share", name={"en": "Share"}, needs=needs(general),
                milestones=[
                    claim(report="plan", year=year, value=50, needs=needs(text) if text else None)
                    for year, text in zip(years, own, strict=True)
                ],
            ),
        )  # fmt: skip
        question = Question("2026-01-01")
        answers = Answers(held, question)
        return [answers.sentence(each, "en").need for each in evaluate(held, question)]

    one = [" The figure for 2020 would settle it.", " The count of 2025 would settle it."]
    assert asked(None, None, general="the count of 2025") == one
    assert asked(None, "the count of 2025", general="a count") == [
        " A count would settle it.",
        one[1],
    ]
    assert asked("the count of 2022", None, general="the count of 2025") == [
        " The count of 2022 would settle it.", one[1],
    ]  # fmt: skip
    twins = asked("the count", None, general="the count of 2020", years=(2025, 2025))
    assert twins == [" The count would settle it."] * 2


def nameless(text: str, book: RecordBook, lang: Lang) -> str:
    """A text without the names of reports and of the policy, which may have a year in them."""
    shorts = [each["short"] for each in book.kind("sources").values() if each["short"]]
    names = {(each[lang] or "").strip("《》") for each in (*shorts, book.profile.name)}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text.replace("2017年版", "")  # the short name, without the ending of the one before it


@pytest.mark.parametrize("question", ASKED, ids=lambda each: each.as_of)
@pytest.mark.parametrize("name", ["mic25", "beyond-2025"])
def test_both_languages_say_the_same(name: str, question: Question) -> None:
    """The same caveats, years and numbers, and as much that is needed."""
    book, told = opened(name), 0
    for result in answered(book, question):
        found, where = result.answer, (result.target, result.milestone.year)
        assert found is not None and found.chinese is not None
        en, zh = found.english, found.chinese
        assert [bool(getattr(en, part)) for part in ("head", "fact", "goal", "need")] == [
            bool(getattr(zh, part)) for part in ("head", "fact", "goal", "need")
        ], where
        evidence = book.kind("targets")[result.target]["evidence"]
        buts = [each["but"] for each in evidence if each["but"]]
        marks = [
            *((f", {each['en']}", f"（{each['zh']}）") for each in buts),
            *(
                (label(f"answer-{key}", "en"), label(f"answer-{key}", "zh"))
                for key in ("book-pace", "own-pace")
            ),
            ("judged by a stand-in", "按替代数据看"),
            ("by our estimate", "据推算"),
            ("leaning to", "偏向"),
        ]
        for english, chinese in marks:
            assert (english in en.text) == (chinese in zh.text), (where, english, en, zh)
            told += english in en.text
        for one, other in ((en.text, zh.text), *((each.en, each.zh) for each in found.mind)):
            assert other is not None, (where, one)
            texts = nameless(one, book, "en"), nameless(other, book, "zh")
            assert set(YEAR.findall(texts[0])) == set(YEAR.findall(texts[1])), (where, texts)
            said_ = numbers_in(texts[0], "en"), numbers_in(texts[1], "zh")
            assert not missing(*said_) and not missing(*said_[::-1]), (where, texts, said_)
    assert told or name != "mic25"
