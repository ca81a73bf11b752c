"""Bars, sparklines and the words of statuses."""

from __future__ import annotations

import pytest

from mic25cli.calc.progress.status import STATUSES
from mic25cli.view import gauge, signs
from mic25cli.view.progress import statuses


@pytest.mark.parametrize(
    ("share", "expected", "drawn"),
    [
        (None, 0.5, ""),
        (0.0, 0.5, "░░░░░┃░░░░"),
        (0.3, 0.5, "███░░┃░░░░"),
        (0.8, 0.5, "█████┃██░░"),
        (1.0, 1.0, "█████████┃"),
        (1.2, 1.0, "█████████┃▶"),
        (-0.1, 0.5, "◀░░░░┃░░░░"),
        (0.3, None, "███░░░░░░░"),
        (0.3, 0.0, "┃██░░░░░░░"),
    ],
)
def test_bar(share: float | None, expected: float | None, drawn: str) -> None:
    assert gauge.bar(share, expected, 10) == drawn


@pytest.mark.parametrize(
    ("points", "drawn"),
    [
        ((), ""),
        (((2015, 1.0),), "▅"),
        (((2015, 0.0), (2016, 7.0)), "▁█"),
        (((2015, 0.0), (2018, 7.0)), "▁··█"),
        (((2015, 5.0), (2016, 5.0)), "▅▅"),
        (((2015, -3.0), (2016, 0.0), (2017, 4.0)), "▁▄█"),
    ],
)
def test_sparkline(points: tuple[tuple[int, float], ...], drawn: str) -> None:
    assert gauge.sparkline(points) == drawn


def test_every_status_has_a_symbol_and_a_chinese_word_of_its_own() -> None:
    assert set(signs.STATUSES) == set(STATUSES)
    assert len({sign for sign, _ in signs.STATUSES.values()}) == len(STATUSES)
    assert len({statuses.word(each, "zh") for each in STATUSES}) == len(STATUSES)


def test_a_status_is_said_as_symbol_and_word() -> None:
    assert statuses.mark("behind", "en") == "↗ behind"
    assert statuses.mark("behind", "zh") == "↗ 进度落后"
    assert statuses.mark("behind", "both") == "↗ behind 进度落后"
