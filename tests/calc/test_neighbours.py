"""Figures measured beside targets, chosen by the target's type and within the requested times."""

from typing import Any

from builders import claim, dataset, record
from cases import cases, data
from mic25cli.calc.neighbours import neighbours, neighbours_of
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress_question import Question

[IMPORTS] = data(__file__, "IMPORTS")

SHARE: dict[str, Any] = {"name": {"en": "Share"}, "definition": "a share", "unit": "percent"}


def held(kind="domestic-share", **entry):
    observations = [
        claim(period=year, basis=basis, value=value, unit="percent")
        for year, basis, value in (
            ("2012", "devices", 40), ("2018", "devices", 38), ("2020", "devices", 30),
            ("2020", "drugs", 10),
        )
    ]  # fmt: skip
    bases = {"devices": "Devices", "drugs": "Drugs"}
    return dataset(
        record("industries", "health", name={"en": "Health"}, beside=[{**IMPORTS, **entry}]),
        record("indicators", "imports", **SHARE, bases=bases, observations=observations),
        record("indicators", "share", **SHARE),
        record("targets", "home", name={"en": "Home"}, indicator="share", type=kind,
               industries=["health"], milestones=[claim(year=2025, value=70,
                                                        unit="percent")]),
    )  # fmt: skip


def shown(found):
    return [{figure.period: figure.value for figure in each.figures} for each in found]


@cases
def test_an_industry_shows_the_first_and_the_last(entry, expected):
    assert shown(neighbours(held(**entry), "health")) == expected


def test_a_target_of_another_type_has_none_beside_it():
    for kind, count in (("domestic-share", 1), ("efficiency", 0)):
        whole, asked = held(kind), Question("2025")
        (result,) = evaluate(whole, asked)
        assert result.status == "not-assessable"
        assert len(neighbours_of(whole, result, asked.day, None)) == count


def test_only_times_past_and_what_was_published_are_shown():
    whole = held()
    (result,) = evaluate(whole, Question("2025"))
    by_2018 = neighbours_of(whole, result, Question("2018").day, None)
    assert shown(by_2018) == [{"2012": 40, "2018": 38}]
    assert neighbours_of(whole, result, Question("2025").day, Question("2018").day) == ()
