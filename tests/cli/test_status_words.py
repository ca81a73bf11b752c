"""The words of answers are taken where a status is asked for, and explained on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Mic25 = Callable[..., Any]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Met", "met"), ("met late", "met-late"), ("已实现", "met"), ("逾期实现", "met-late"),
        ("未实现", "missed"), ("Missed:inferred", "missed:inferred"),
        ("not assessable", "not-assessable"), ("无法判断", "not-assessable"),
    ],
)  # fmt: skip
def test_the_words_of_answers_name_a_status(mic25: Mic25, said: str, code: str) -> None:
    asked = ("progress", "--as-of", "2025-12-31", "-f", "json", "--fields", "target,status")
    assert mic25(*asked, "--status", said).out == mic25(*asked, "--status", code).out
    wrong = mic25("progress", "--status", "reachedd")
    assert wrong.code == 2 and not wrong.out


def test_a_page_tells_what_they_mean(mic25: Mic25) -> None:
    out = mic25("help", "status").out
    for word in ("met late", "已提前实现", "regressing", "proxy", "推断"):
        assert word in out


@pytest.mark.parametrize(
    ("option", "said", "code"),
    [
        ("--fit", "替代指标", "proxy"), ("--fit", "仅知上限或下限,Exact", "one-sided,exact"),
        ("--certainty", "有观测数据", "observed"), ("--certainty", "推断", "inferred"),
    ],
)  # fmt: skip
def test_the_words_of_the_page_name_a_fit_and_a_certainty(
    mic25: Mic25, option: str, said: str, code: str
) -> None:
    asked = ("progress", "--as-of", "2025-12-31", "-f", "json", "--fields", "target,status", option)
    ran = mic25(*asked, said)
    assert ran.code == 0
    assert ran.out == mic25(*asked, code).out
