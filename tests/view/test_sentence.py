"""The answer in words: fixed examples, every answer of every dataset, the rules of its numbers."""

import json
import re
from collections import defaultdict
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import progress_datasets
from builders import table_of
from cases import cases
from conftest import DATASETS, opened
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.view.text import Lang
from mic25cli.view.verdict.sentence.answers import Answers
from mic25cli.view.verdict.sentence.length import length
from mic25cli.view.verdict.sentence.number_words import (
    SpokenAmount,
    Style,
    amount_in_words,
    decimals_apart,
    digits,
    gap,
    rounded,
)
from mic25cli.view.verdict.sentence.period_words import fill, fill_twice, spoken
from mic25cli.view.verdict.sentence.subject import lowered
from sentence_numbers import YEAR, missing, numbers_in

DATES = ("2020-12-31", "2025-12-31", "2026-11-25")
HALF_WIDTH = re.compile(r"[,;:()?!](?=[^\w\s]|[一-鿿])|(?<=[一-鿿])[,;:()]")


@cache
def answered(name, asked):
    """The results of a dataset with their answers, computed once for all laws."""
    dataset, question = opened(name), Question(asked) if isinstance(asked, str) else asked
    results = evaluate(dataset, question, every_method=False, series=False)
    return tuple(map(Answers(dataset, question, results).answered, results))


BANNED = re.compile(
    r"\b(extrapolation|bound|observation|milestone|not-assessable|met-late|basis|stand-in|wanted|"
    r"edition|strongly|direction conflict|verdict spans|series break|inferred|lower end|"
    r"[12]\d{3}-\d\d|[12]\d{3}/[12]\d{3}|home-made|home market|at home|in about [12]\d{3})\b|"
    r"; [^;]*['’]s [^;:]*['’]s target|"
    r"\{|\}|None|  |--|\b[a-z]+-[a-z]+-20\d\d\b|mn (units|CNY|t)|bn CNY|"
    r"未见|匀速|(?<![一两二三四五六七八九十\d])0家|占0%|[约近]占约|，[^；。]*约下降"
)
"""Codes, ids, dates of records, and words that answers do not use."""


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("name", DATASETS)
def test_every_answer_is_short_and_plain(name, as_of):
    dataset = opened(name)
    ids = {id_ for kind in ("targets", "indicators", "sources") for id_ in dataset.kind(kind)}
    ids = {id_ for id_ in ids if "-" in id_}
    seen = 0
    for result in answered(name, as_of):
        told = result.answer
        assert (told.zh is None) == (not dataset.profile.chinese)
        seen += 1
        where = (result.target, result.milestone.year)
        texts = {"en": told.en, **({"zh": told.zh} if told.zh else {})}
        for lang, text in texts.items():
            mind = [each.en if lang == "en" else each.zh or "" for each in told.caveats]
            sentence = told.english if lang == "en" else told.chinese
            assert sentence is not None
            if name != "power":  # whose names are long, and which has no phrases
                assert length(sentence.main, lang) <= (30 if lang == "en" else 60), (where, text)
            assert text == sentence.main + sentence.nearest + sentence.need + sentence.outside
            assert sum(length(each, lang) for each in mind) <= (30 if lang == "en" else 60)
            assert len(mind) <= 2
            if lang == "en" and result.origin == "attributed" and sentence.target:
                assert sentence.target.startswith("by "), (where, sentence.target)
            for said_ in (text, *mind):
                assert not BANNED.search(said_), (where, said_)
                named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", said_)) & ids
                assert named <= {"new-energy"}, (where, named)
            if lang == "zh":
                assert not HALF_WIDTH.search(text), text
                assert not re.search(r"[一-鿿] +[0-9]|[0-9%] +[一-鿿]", text), text
    assert seen or as_of < "2025"


@pytest.mark.parametrize("name", DATASETS)
def test_the_numbers_are_the_exact_ones_rounded(name):
    dataset = opened(name)
    scales = {"trillion": 12, "billion": 9, "million": 6}
    checked = 0
    for result in answered(name, "2025-12-31"):
        milestone, reading = result.milestone, result.later or result.observation
        value = None if reading is None else reading.value
        if result.total is not None:
            value = result.total.value
        if result.answer is None or reading is None or value is None:
            continue
        told = result.status in ("met", "missed") or result.total is not None
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
            unit = dataset.units[part.unit or ""]
            exact = abs(Decimal(number_) * unit.factor)
            told_as = (exact, abs(Decimal(number_)))
            close = any(abs(number - one) <= one / 100 for number in found for one in told_as)
            words = exact <= 10 and unit.dimension in ("count", "rank")
            words = words or "half of" in said_ or (not exact and "none of" in said_)
            assert close or words, (result.target, exact, said_)
            checked += 1
    assert checked or name != "mic25"


@given(
    st.lists(st.none() | st.integers(1, 900), min_size=5, max_size=5),
    st.integers(500, 2500),
    st.sampled_from(["decrease", "increase"]),
    st.sampled_from(["2024-12-31", "2028-06-30"]),
)
@settings(max_examples=40, deadline=None)
def test_a_total_is_told_by_its_sum_and_never_by_one_year_of_it(seen, target, direction, as_of):
    bound = "up-to" if direction == "decrease" else "at-least"
    aim = {"period": "2023/2027", "value": target, "bound": bound}
    observed = {str(year): value for year, value in enumerate(seen, 2023) if value is not None}
    shape = {"unit": "t CO2e", "direction": direction, "timing": "flow"}
    held = progress_datasets.one([aim], observed, indicator=shape)
    question = Question(as_of)
    (found,) = evaluate(held, question)
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
            assert missing[1].replace(",", "") == str(abs(used - target)), sentence
        even = Decimal(found.measures.expected or 0) * target
        allowed = {used, target, abs(used - target), *range(2023, 2028)}
        text = sentence.text.replace(",", "")
        named = {Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", text)}
        # The 2 of CO2e, and the month of the latest figure.
        others = named - {*allowed, 2, 12}
        # The even pace has three digits of the distance.
        assert all(abs(each - even) <= max(target / 200, 0.5) for each in others), sentence


numbers = st.decimals("0.001", "1e13", places=3, allow_nan=False)


@given(numbers, numbers, st.sampled_from(["en", "zh"]))
def test_rounding_neither_makes_equal_nor_turns_round(one, two, lang):
    more = decimals_apart([one], [two], lang)
    first, second = rounded(one, lang, more), rounded(two, lang, more)
    assert (first > second, first < second) == (one > two, one < two)


@given(numbers, st.sampled_from(["en", "zh"]))
def test_what_is_said_is_near_what_it_is(value, lang):
    assert abs(rounded(value, lang) - value) <= value * Decimal("0.06") + Decimal("0.0005")
    assert re.fullmatch(r"[\d,]+(\.\d+)?( (m|b|tr)illion|万亿?|亿)?", digits(value, lang))


@cases
def test_sizes(value, en, zh):
    assert (digits(Decimal(value), "en"), digits(Decimal(value), "zh")) == (en, zh)


@pytest.mark.parametrize("row", table_of("view/spoken_amounts.tsv"), ids=lambda row: row["en"])
def test_amounts(row):
    dimension, of_target = row["dimension"], row["of"] == "target"
    ends = tuple(map(Decimal, row["ends"].split()))
    amount = SpokenAmount(ends, row["bound"] or None, dimension)
    counter = "家" if dimension == "count" else None
    assert amount_in_words(amount, Style("en", target_value=of_target)) == row["en"]
    chinese = Style("zh", target_value=of_target, counter=counter)
    assert amount_in_words(amount, chinese) == row["zh"]


@cases
def test_a_unit_that_the_phrase_names_is_not_repeated(unit, phrase, said_):
    amount = SpokenAmount((Decimal(60),), None, "its own", unit)
    assert amount_in_words(amount, Style("en", phrase=phrase)) == said_


@cases
def test_gaps(value, target, dimension, en, zh):
    one, two = (SpokenAmount((Decimal(each),), None, dimension) for each in (value, target))
    assert (gap(one, two, Style("en")), gap(one, two, Style("zh"))) == (en, zh)


@cases
def test_periods(period, en, zh):
    assert (spoken(period, "en"), spoken(period, "zh")) == (en, zh)


@cases
def test_clauses(clause, value, period, aside, said_):
    assert fill(clause, value, period, "en", *([aside] if aside else ())) == said_


@cases
def test_chinese_clauses(clause, value, said_):
    assert fill(clause, value, "2025", "zh") == said_


@cases
def test_two_figures(lang, clause, one, two, aside, said_):
    assert fill_twice(clause, one, two, lang, *([aside] if aside else ())) == said_


@pytest.mark.parametrize("row", table_of("view/lowered_names.tsv"), ids=lambda row: row["name"])
def test_only_an_ordinary_word_is_put_in_small_letters(row):
    assert lowered(row["name"], row["near"]) == row["lowered"]


COUNTS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def test_outsiders_are_a_fact_where_there_is_no_figure():
    told = 0
    for each in answered("mic25", "2025-12-31"):
        assert each.answer is not None and each.answer.zh is not None
        said_so = {key: each.outside[key] for key in ("met", "partly_met", "not_met")}
        without = each.status == "not-assessable" and not (each.observation or each.later)
        if not without or not any(said_so.values()):
            assert "assessments" not in each.answer.en and "外部评估" not in each.answer.zh
            continue
        told += 1
        verdicts = {"met": "met", "partly_met": "partly met", "not_met": "missed"}
        (sentence,) = re.findall(r"Outside assessments: ([^.]*)\.", each.answer.en)
        parts = sentence.split(", ")
        for key, count in said_so.items():
            if count:
                number, verdict = COUNTS[count], verdicts[key]
                assert {f"{number} {said}{verdict}" for said in ("says ", "say ", "")} & {*parts}
                assert f"one say {verdict}" not in parts
        assert sum(count > 0 for count in said_so.values()) == each.answer.zh.count("家认为")
    assert told >= 4


def test_two_datasets_tell_the_same_of_what_they_share(shipped):
    """A milestone is described alike whether all were judged before or only its target is."""
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
@pytest.mark.parametrize("name", DATASETS)
def test_what_would_settle_a_milestone_is_of_its_own_year(name, question):
    """It names only the milestone's year, unless its own text means another year."""
    dataset, told = opened(name), 0
    for result in answered(name, question):
        claims = dataset.kind("targets")[result.target]["milestones"]
        own = [each["data_needed"] for each in claims if each["year"] == result.milestone.year]
        meant = {
            year
            for each in own
            if each
            for year in YEAR.findall(" ".join((each["en"], each["zh"])))
        }
        sentences = [each for each in (result.answer.english, result.answer.chinese) if each]
        needed = [each.need for each in sentences]
        due = {str(result.milestone.year), *YEAR.findall(result.milestone.period or "")}
        assert {*YEAR.findall(" ".join(needed))} <= due | meant, (result.target, needed)
        unmeasured = "qualitative" in result.reasons
        assert not (unmeasured and (any(needed) or result.milestone.data_needed)), result.target
        told += any(needed)
    assert told or name != "mic25"


@cases
def test_a_datum_for_one_year_is_not_asked_for_another(years, own, general, needed):
    """The figure needed for each milestone and for the target, and how each answer names it."""

    def needs(text):
        return text and {"en": text, "zh": text, "where": None}

    milestones = [
        {"year": year, "value": 50, "data_needed": needs(text)}
        for year, text in zip(years, own, strict=True)
    ]
    shape = {"unit": "percent", "timing": "rate"}
    held = progress_datasets.one(milestones, indicator=shape, data_needed=needs(general))
    question = Question("2026-01-01")
    answers = Answers(held, question)
    said_ = [answers.sentence(each, "en").need for each in evaluate(held, question)]
    assert said_ == [text and f" Needed: {text}." for text in needed]


def nameless(text, dataset, lang):
    """A text without the names of reports and of the policy, which may contain a year."""
    shorts = [each["short_name"] for each in dataset.kind("sources").values() if each["short_name"]]
    names = {(each[lang] or "").strip("《》") for each in (*shorts, dataset.profile.name)}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text.replace("2017年版", "")  # the short name, without the ending of the one before it


@pytest.mark.parametrize("question", ASKED, ids=lambda each: each.as_of)
@pytest.mark.parametrize("name", ["mic25", "beyond-2025"])
def test_both_languages_say_the_same(name, question):
    """The same caveats, years and numbers, and the same data needed."""
    dataset, told = opened(name), 0
    for result in answered(name, question):
        found, where = result.answer, (result.target, result.milestone.year)
        assert found is not None and found.chinese is not None
        en, zh = found.english, found.chinese
        parts = ("head", "fact", "target", "nearest", "need", "outside")
        assert [*map(bool, map(en.__getattribute__, parts))] == [
            *map(bool, map(zh.__getattribute__, parts))
        ], where
        evidence = dataset.kind("targets")[result.target]["evidence"]
        differences = [each["difference"] for each in evidence if each["difference"]]
        marks = [
            *((f", {each['en']}", f"（{each['zh']}）") for each in differences),
            ("(proxy)", "（替代指标）"),
            ("(our estimate)", "据编者估算"),
            ("leaning met", "倾向于已实现"),
            ("leaning missed", "倾向于未实现"),
            ("Very likely", "很可能"),
            ("Missed by", "未实现，差"),
            ("Superseded", "已被取代"),
            ("Not assessable yet", "目前无法判断"),
            ("at least", "至少"),
            ("depending on the report", "据不同报道"),
            ("with no known deadline", "期限不详"),
            ("own definition was found", "与目标口径一致"),
        ]
        text = re.sub(r"([\d%一-十]+[万亿元家台项个辆]*)以上", r"至少\1", zh.main)
        for english, chinese in marks:
            assert (english in en.main) == (chinese in text), (where, english, en, zh)
            told += english in en.main
        for one, other in ((en.text, zh.text), *((each.en, each.zh) for each in found.caveats)):
            assert other is not None, (where, one)
            texts = nameless(one, dataset, "en"), nameless(other, dataset, "zh")
            assert set(YEAR.findall(texts[0])) == set(YEAR.findall(texts[1])), (where, texts)
            said_ = numbers_in(texts[0], "en"), numbers_in(texts[1], "zh")
            assert not missing(*said_) and not missing(*said_[::-1]), (where, texts, said_)
    assert told or name != "mic25"


@pytest.mark.slow
@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("name", ["mic25", "beyond-2025", "digital-decade"])
def test_every_number_of_a_sentence_is_in_the_records(name, as_of):
    """Apart from the pace, which is computed, and years between two."""
    dataset, told = opened(name), 0
    shorts = [each["short_name"] for each in dataset.kind("sources").values() if each["short_name"]]
    named = numbers_in(json.dumps(shorts), "en")
    for result in answered(name, as_of):
        answer = result.answer.english
        target, indicator = (
            dataset.kind("targets")[result.target],
            dataset.kind("indicators")[result.indicator],
        )
        clauses = (*target["nearest"], *indicator["nearest"])
        near = [
            dataset.kind("indicators")[each["indicator"]] for each in clauses if each["indicator"]
        ]
        records = json.dumps([target, indicator, *near], default=str)
        held = numbers_in(records, "en")
        held += [*map(abs, held), Decimal(2), Decimal(5), Decimal(100)]  # CO2, 5G, per 100 km
        claims = [*target["milestones"], indicator]
        claims += [claim for each in (indicator, *near) for claim in each["observations"]]
        for unit in {each["unit"] for each in claims} - {None}:
            factor = dataset.units[unit].factor
            held += [abs(each) * factor for each in held if each.is_finite()]
        fact = re.sub(r", against .* at an even pace|\(even pace: [^)]*\)", "", answer.fact)
        said_ = numbers_in(" ".join((fact, answer.target, answer.nearest, answer.need)), "en")
        years = {int(year) for year in YEAR.findall(records)}
        left = [each for each in missing(said_, held + named) if each not in years]
        # Months are recognised; none and one are words.
        assert not [each for each in left if each > 12], (result.target, left, answer.main)
        told += 1
    assert told or as_of < "2025"
