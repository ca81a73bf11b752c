"""Charts as data: equal to the records, and valid Vega-Lite by the schema of its project."""

import json
from functools import cache, partial
from pathlib import Path

import pytest

from figures import chartable, figure_of
from mic25cli.calc.chart_data import figure
from mic25cli.calc.chart_fund_amounts import funds
from mic25cli.calc.scorecard import scorecard
from mic25cli.model import record_json
from mic25cli.view.chart import chart_rows, vega

pytestmark = pytest.mark.slow


@cache
def schema():
    import altair
    from jsonschema import Draft7Validator

    (path,) = Path(altair.__file__).parent.glob("vegalite/v6/schema/vega-lite-schema.json")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def spec_of(chart, lang="en", theme="light", width=640):
    return vega.spec(chart, lang, theme, width)


def faults(spec):
    return [each.message[:200] for each in schema().iter_errors(json.loads(record_json.line(spec)))]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_specifications_are_valid(shipped, lang):
    for name in [*chartable(shipped)][::40]:
        assert faults(spec_of(figure_of(shipped, name), lang)) == [], name
    names = ["industrial-energy-intensity", "own-brand-robot-share"]
    two = spec_of(figure(shipped, names), lang, "dark", 400)
    assert faults(two) == []
    two["vconcat"][0]["layer"][0]["mark"] = {"type": "nonsense"}
    assert faults(two) != []
    for make in (funds, scorecard):
        assert faults(spec_of(make(shipped, None, None), lang)) == []


def test_the_marks_of_every_chart_are_the_records(shipped):
    """Each observation and milestone once, drawn or left out, with the numbers of its record."""

    def key(get):
        return tuple(str(get(name)) for name in ("value", "low", "high", "bound", "report"))

    for name in chartable(shipped):
        chart = figure_of(shipped, name)
        (panel,), marks = chart.panels, list(chart_rows.marks(chart))
        recorded = {None: shipped.kind("indicators")[panel.indicator]["observations"]}
        for target in {each.target for each in panel.milestones}:
            recorded[target] = shipped.kind("targets")[target]["milestones"]
        for target, claims in recorded.items():
            of = "milestone" if target else "observation"
            told = [each for each in marks if (each.mark, each.target) == (of, target)]
            own = [key(partial(getattr, each)) for each in told]
            assert sorted(own) == sorted(key(each.__getitem__) for each in claims), name
        for each in marks:
            for end in ("value", "low", "high") if each.left_out is None else ():
                number = getattr(each, end)
                if number is not None:
                    converted = shipped.units.convert(number, each.unit or panel.unit, panel.unit)
                    assert getattr(each, f"axis_{end}") == converted, name
        assert len({point.index for point in panel.points}) == len(list(panel.points))
        assert len(panel.not_drawn) == sum(panel.left_out.values())
