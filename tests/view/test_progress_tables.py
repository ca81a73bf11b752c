"""Bars, sparklines and the words of statuses."""

from decimal import Decimal

import pytest

from cases import cases
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import STATUSES
from mic25cli.model.plain_values import plain
from mic25cli.model.units import UNITS
from mic25cli.view.quantities import unit_suffix
from mic25cli.view.verdict import status_marks, status_words, text_gauges
from mic25cli.view.verdict.progress_data import COLUMNS
from mic25cli.view.verdict.progress_tables import turned, way
from progress_datasets import judged, one


@cases
def test_bar(share, expected, drawn):
    assert text_gauges.bar(share, expected, 10) == drawn


@cases
def test_sparkline(points, drawn):
    assert text_gauges.sparkline(points) == drawn


def test_every_status_has_a_symbol_and_a_chinese_word_of_its_own():
    assert set(status_marks.STATUSES) == set(STATUSES)
    assert len({sign for sign, _ in status_marks.STATUSES.values()}) == len(STATUSES)
    assert len({status_words.word(each, "zh") for each in STATUSES}) == len(STATUSES)


def test_a_status_is_said_as_symbol_and_word():
    assert status_words.mark("behind", "en") == "↗ behind"
    assert status_words.mark("behind", "zh") == "↗ 进度滞后"
    assert status_words.mark("behind", "both") == "↗ behind 进度滞后"


@pytest.mark.parametrize("as_of", ["2019-12-31", "2021-12-31", "2025-12-31", "2026-11-25"])
def test_a_row_shows_the_figure_that_decides(shipped, as_of):
    """In the table, in TSV and in JSON; the shortfall is that of this figure."""
    results = evaluate(shipped, Question(as_of), every_method=False, series=False)
    columns = [each for each in COLUMNS if isinstance(each, tuple)]
    later = 0
    for result in results:
        item = plain(result)
        told = {key: read(item) for key, read in columns}
        reading = None if result.decides is None else result.deciding
        assert told["observed_period"] == (reading and reading.period), result.target
        assert (reading and reading.period) == (result.deciding and result.deciding.period)
        if reading is None or result.shortfall is None:
            continue
        later += result.decides == "later"
        milestone, way_ = result.milestone, 1 if result.direction == "increase" else -1
        ends = (milestone.value, milestone.low if way_ > 0 else milestone.high)
        target = next(each for each in ends if each is not None)
        shown = told["observed"]
        assert isinstance(shown, Decimal | int), result.target
        assert result.shortfall == (target - shown) * way_, (result.target, told, target)
        cell = turned(reading, milestone.unit, UNITS, "en").removesuffix(
            unit_suffix(milestone.unit, "en")
        )
        assert way(result, UNITS, "en")[1].split(" → ")[0] == cell, result.target
    assert later or as_of < "2025"


@cases
def test_a_unit_is_said_once_unless_a_value_is_in_more_of_it(start, told):
    money = {"unit": "mn CNY", "direction": "decrease"}
    held = one({2025: 60}, {"2020": 95}, start, indicator=money)
    assert " → ".join(way(judged(held, "2021"), held.units, "zh")) == told


def test_a_sum_has_all_digits_of_what_it_is_of():
    target = {"period": "2020/2023", "year": 2023, "value": 300}
    figures = {"2020": 77.5, "2021": 98.1, "2022": 120.25}
    held = one([target], figures, indicator={"unit": "bn CNY", "timing": "flow"})
    result = judged(held, "2022")
    assert way(result, held.units, "en")[1] == "295.85 of 300 bn CNY, 3 of 4 years counted"
    assert way(result, held.units, "zh")[1] == "累计2958.5亿元，目标3000亿元，4年中已有3年数据"
