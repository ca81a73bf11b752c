"""Small charts of an industry, and each target's last figure against it, as SVG and as text."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from mic25cli.calc.chart_data import of_industry
from mic25cli.calc.scorecard import scorecard
from mic25cli.view.chart import chart_parts, shortfall
from mic25cli.view.chart.scorecard import blocks as scorecard_blocks
from mic25cli.view.chart.svg import svg
from mic25cli.view.document import signed
from mic25cli.view.render.plain import plain
from mic25cli.view.text import name_of
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.sentence.answers import scored, with_answers

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
    # A text that is too long continues on a line of its own.
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
    (sentence,) = next(chart_parts.parts(empty, "en")).sentences
    assert str(sentence) in plain(chart_parts.document(empty, "en", False))


@pytest.fixture(scope="module")
def card(shipped):
    return scored(scorecard(shipped, "2025-12-31", chart="shortfall"), shipped)


def squares(card):
    return [square for row in card.rows for square in row.squares]


def test_a_share_is_what_the_shortfall_leaves(shipped, card):
    compared = 0
    for one in squares(card):
        short, later = one.result.shortfall_share, one.result.later or one.result.latest
        if short is not None and one.share is not None and later is None:
            assert one.share == pytest.approx(1 - short), one.target
            compared += 1
    assert compared > 40
    whole = scorecard(shipped, "2025-12-31")
    assert len(squares(card)) + card.left_out == len(squares(whole))


def test_a_target_of_an_industry_is_on_its_chart(shipped):
    robots = scorecard(shipped, "2025-12-31", None, "automation-and-robotics", "shortfall")
    for one in squares(robots):
        assert "automation-and-robotics" in shipped.kind("targets")[one.target]["industries"]
    assert [row.own for row in robots.rows] == [True, False] and len(squares(robots)) > 5


def test_bounds_are_arrows_and_fit_stands_beside_every_share(card):
    text = svg(card, "en", address="x/{}".format)
    links = list(ElementTree.fromstring(text).iter(f"{SVG}a"))
    assert [each.get("href") for each in links] == [f"x/{one.target}" for one in squares(card)]
    blocks = [chart_parts.drawing(card, "en", panel=place).at(140) for place in (0, 1)]
    rows = [row for block in blocks for row in block.rows if row[1]]
    for link, one, row in zip(links, squares(card), rows, strict=True):
        strip, said = signed(row[1][0]), signed(row[2][0])
        bound, beyond = one.share is None, one.share is not None and not 0 <= one.share <= 2
        paths = link.iter(f"{SVG}path")
        ways = [each.get("d", "") for each in paths if "ink bar" in each.get("class", "")]
        assert any("L" in way for way in ways) == bound | beyond == ("→" in strip or "←" in strip)
        assert ("≥" in said or "≤" in said) == bound
        assert ("(" in said) == (one.fit not in (None, "exact")), one.target
        assert f">{shortfall.share_text(one, 'en')}<" in text


def test_the_title_counts_those_on_either_side_of_their_target(card):
    every = [one for row in card.rows if row.own for one in row.squares]
    kept = short = 0
    for one in every:
        sign = shortfall.share_text(one, "en")[0]
        kept += sign != "≤" and (one.share_low if sign == "≥" else one.share) >= 1
        short += sign != "≥" and (one.share_high if sign == "≤" else one.share) < 1
    title = shortfall.words(scorecard_blocks(card)[0], "en").titles[0]
    assert f" {kept} of {kept + short} targets " in title
    assert kept > 15 and short > 15
