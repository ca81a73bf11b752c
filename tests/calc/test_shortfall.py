"""The shortfall of a target: positive means worse, whatever the direction."""

from collections import Counter
from decimal import Decimal

import pytest

from cases import cases
from mic25cli.api import Dataset
from progress_datasets import judged, one


def of(milestone, seen, as_of="2026-06", **indicator):
    return judged(one([{"year": 2025, **milestone}], {"2025": seen}, indicator=indicator), as_of)


@cases
def test_what_is_missing_is_above_nil_and_what_is_to_spare_below(
    direction, target, seen, shortfall, share
):
    found = of(target, seen, direction=direction)
    assert (found.shortfall, found.shortfall_share) == (shortfall, share)
    assert not str(found.shortfall).startswith("-0")


@cases
def test_there_is_none_of_places_words_and_what_is_known_from_one_side(target, seen, unit):
    found = of(target, seen, unit=unit, direction="decrease" if unit == "rank" else "increase")
    assert found.observation is not None
    assert (found.shortfall, found.shortfall_share) == (None, None)


def test_there_is_none_without_a_figure():
    assert judged(one(80, {}, 20), "2026-06").shortfall is None


def test_it_is_in_the_unit_of_the_target():
    held = one(
        [{"year": 2025, "value": 1, "unit": "mn units"}],
        {"2025": {"value": 600_000, "unit": "units"}},
        indicator={"unit": "units"},
    )
    found = judged(held, "2026-06")
    assert (found.unit, found.shortfall) == ("mn units", Decimal("0.4"))


@pytest.mark.others
@pytest.mark.parametrize("day", ["2019-07-01", "2022-06-30", "2025-12-31", None])
def test_its_sign_is_that_of_the_verdict(shipped, day):
    signs = Counter(
        (row["status"], row["shortfall"] > 0)
        for row in Dataset(shipped, day).progress()
        if row["shortfall"] is not None and row["milestone_bound"] not in ("more-than", "less-than")
    )
    assert not signs["met", True] and not signs["already-met", True]
    assert not signs["missed", False] and not signs["met-late", False]
    assert signs["met", False] + signs["already-met", False] > 3
