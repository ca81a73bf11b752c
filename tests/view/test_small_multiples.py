"""Small charts of an industry: every target once, its verdict with its fit, its last figure."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from mic25cli.calc.chart_data import of_industry
from mic25cli.view.chart import chart_parts
from mic25cli.view.chart.svg import svg
from mic25cli.view.document import signed
from mic25cli.view.render.plain import plain
from mic25cli.view.text import name_of
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.sentence.answers import with_answers

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def chart(shipped):
    return with_answers(of_industry(shipped, "automation-and-robotics", "2025-12-31"), shipped)


@pytest.mark.slow
def test_each_target_of_the_industry_is_drawn_or_named(shipped, chart):
    own = {target["id"] for target in shipped.kind("targets").values()
           if "automation-and-robotics" in target["industries"]}  # fmt: skip
    assert {each.target for panel in chart.panels for each in panel.targets} == own
    (part,) = chart_parts.parts(chart, "en")
    rows = chart_parts.drawing(chart, "en").at(140).rows
    drawn = [panel for panel in chart.panels if any(panel.points)]
    assert {signed(row[0][0]) for row in rows} == {name_of(each.name, "en") for each in drawn}
    for panel in chart.panels:
        assert any(panel.points) != (name_of(panel.name, "en") in part.words.caption[0])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_mark_is_drawn_and_fit_stands_beside_each_verdict(chart, lang):
    root = ElementTree.fromstring(svg(chart, lang, 1400))
    drawn = [panel for panel in chart.panels if any(panel.points)]
    marks = sum(len([*panel.points, *panel.placed, *panel.undated]) for panel in drawn)
    assert len([*root.iter(f"{SVG}g")]) == marks
    # A text that is too long goes on in a line of its own.
    shown = "".join("".join(each.itertext()) for each in root.iter(f"{SVG}text")).replace(" ", "")
    for panel in drawn:
        result = panel.targets[0].headline
        fit = status_words.fit_word(result.fit, result.side, lang)
        assert (result.fit == "exact") or fit.replace(" ", "") in shown
        for row in chart_parts.drawing(chart, lang).at(140).rows:
            if signed(row[0][0]) == name_of(panel.name, lang):
                assert (result.fit == "exact") != (fit in signed(row[3][0]))


def test_the_last_figure_is_in_the_unit_of_its_target(chart):
    rows = chart_parts.drawing(chart, "en").at(200).rows
    told = ["".join(map(signed, cell)) for row in rows for cell in row]
    assert any("about 22,600 robots (2020)" in each for each in told)
    assert not any("0.0226" in each for each in told)


def test_an_industry_without_targets_has_a_drawing(chart):
    empty = replace(chart, panels=())
    assert "<svg" in svg(empty) and chart_parts.drawing(empty, "en").at(80).rows == ()
    (said,) = next(chart_parts.parts(empty, "en")).said
    assert str(said) in plain(chart_parts.document(empty, "en", False))
