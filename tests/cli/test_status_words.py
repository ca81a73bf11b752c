"""The words of answers are taken where a status is asked for, and explained on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Mic25 = Callable[..., Any]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("reached", "achieved"), ("met", "achieved"), ("late", "met-late"), ("已实现", "achieved"),
        ("reached late", "met-late"), ("逾期实现", "met-late"), ("未实现", "missed"),
        ("Missed:inferred", "missed:inferred"), ("cannot be told", "not-assessable"),
        ("无法判断", "not-assessable"), ("replaced", "superseded"),
    ],
)  # fmt: skip
def test_the_words_of_answers_name_a_status(mic25: Mic25, said: str, code: str) -> None:
    asked = ("progress", "--as-of", "2025-12-31", "-f", "json", "--fields", "target,status")
    assert mic25(*asked, "--status", said).out == mic25(*asked, "--status", code).out
    wrong = mic25("progress", "--status", "reachedd")
    assert wrong.code == 2 and not wrong.out


def test_a_page_tells_what_they_mean(mic25: Mic25) -> None:
    out = mic25("help", "status").out
    for word in ("reached late", "已提前达到", "going the wrong way", "proxy", "推断"):
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
