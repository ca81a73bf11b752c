"""Charts as Vega-Lite: valid by the schema that its project publishes, numbers as recorded."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import simplejson

from figures import chartable, figure_of
from hostile import HOSTILE, ODD, hostile_book
from mic25cli.calc.figure import figure
from mic25cli.calc.tally import TALLIES
from mic25cli.model.book import Book
from mic25cli.model.catalogue import LANGUAGES
from mic25cli.model.units import convert
from mic25cli.view.chart import vega
from mic25cli.view.jsonout import compact


@cache
def schema() -> Any:
    import altair
    from jsonschema import Draft7Validator

    (path,) = Path(altair.__file__).parent.glob("vegalite/v6/schema/vega-lite-schema.json")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def spec_of(chart: Any, lang: Any = "en", theme: Any = "light", width: int = 640) -> Any:
    return vega.spec(chart, lang, theme, width)


def faults(spec: Any) -> list[str]:
    return [each.message[:200] for each in schema().iter_errors(json.loads(compact(spec)))]


@pytest.mark.slow
def test_the_schema_refuses_what_is_no_specification(shipped: Book) -> None:
    spec = spec_of(figure(shipped, ["nev-sales"]))
    assert faults(spec) == []
    spec["vconcat"][0]["layer"][0]["mark"] = {"type": "nonsense"}
    assert faults(spec) != []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_specifications_are_valid(shipped: Book, lang: Any) -> None:
    for name in [*chartable(shipped)][::40]:
        assert faults(spec_of(figure_of(shipped, name), lang)) == [], name
    two = figure(shipped, ["industrial-energy-intensity", "own-brand-robot-share"])
    assert faults(spec_of(two, lang, "dark", 400)) == []
    for make in TALLIES.values():
        assert faults(spec_of(make(shipped, None, None), lang)) == []


@pytest.mark.slow
def test_the_data_of_every_chart_are_the_records(shipped: Book) -> None:
    for name in chartable(shipped):
        found = figure_of(shipped, name)
        (panel,) = found.panels
        read = simplejson.loads(compact(spec_of(found)), use_decimal=True)
        data = read["vconcat"][0]["data"]["values"]
        recorded = shipped.kind("indicators")[panel.indicator]["observations"]
        told = [each for each in data if each["mark"] == "observation"]
        assert len(told) == len(recorded), name

        def key(each: Any) -> tuple[Any, ...]:
            return tuple(
                str(each[name])
                for name in ("period", "basis", "value", "low", "high", "bound", "unit", "report")
            )

        assert sorted(map(key, told)) == sorted(map(key, recorded)), name
        for each in told:
            if each["left_out"] is None and each["value"] is not None:
                assert each["axis_value"] == convert(each["value"], each["unit"], panel.unit)
        for target in {each.target for each in panel.milestones}:
            milestones = shipped.kind("targets")[target]["milestones"]
            own = [e for e in data if e["mark"] == "milestone" and e["target"] == target]
            assert sorted((str(e["year"]), str(e["value"]), e["report"]) for e in own) == sorted(
                (str(e["year"]), str(e["value"]), e["report"]) for e in milestones
            )


@pytest.mark.slow
def test_hostile_text_stays_text(records: Any) -> None:
    own = hostile_book(records(ODD))
    figures = [spec_of(figure(own, ["goal"], "2025-12-31"), lang) for lang in LANGUAGES]
    tallies = [spec_of(make(own, "2025-12-31", None)) for make in TALLIES.values()]
    assert HOSTILE.replace("\u202e", "\\u202e") in str(figures[0]["vconcat"][0]["title"][0])
    for spec in (*figures, *tallies):
        assert faults(spec) == []
        assert "\u202e" not in compact(spec)
