"""Charts as SVG: well-formed, self-contained, readable by contrast and shape, no foreign markup."""

import re
from decimal import Decimal
from functools import partial
from itertools import combinations, product
from math import dist
from typing import Any, get_args
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest

from builders import claim, dataset, record
from cases import cases
from figures import chartable, figure_of
from hostile import HOSTILE, ODD, hostile_dataset
from mic25cli.calc.chart_data import figure
from mic25cli.calc.chart_fund_amounts import funds
from mic25cli.calc.chart_marks import MilestoneMark
from mic25cli.calc.scorecard import scorecard
from mic25cli.model import record_json
from mic25cli.model.languages import LANGUAGES
from mic25cli.view.chart import (
    axis_scale,
    captions,
    chart_parts,
    palette,
    svg_plot,
    svg_shapes,
    vega,
)
from mic25cli.view.chart.svg import svg
from mic25cli.view.render.markdown import md
from mic25cli.view.render.plain import plain

SVG = "{http://www.w3.org/2000/svg}"
TARGET = "nev-own-brand-share"


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out(colours):
    for text in ("ink", "muted"):
        assert contrast(colours[text], colours["paper"]) >= 4.5, text
    for place in range(palette.SERIES):
        # Signs on bars have the colour of the paper; contrast for text is enough for marks.
        assert contrast(colours[f"s{place}"], colours["paper"]) >= 4.5, place


def test_no_two_series_have_one_shape():
    shapes = {svg_shapes.shape(place, 0, 0, 10, "x") for place in range(palette.SERIES)}
    assert len(shapes) == palette.SERIES


@pytest.mark.others
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_is_well_formed_and_from_nowhere_else(shipped, lang):
    # Each in one of the languages.
    for name in [*chartable(shipped)][LANGUAGES.index(lang) :: len(LANGUAGES)]:
        text = svg(figure_of(shipped, name), lang)
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg"
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg", "title", "desc", "style", "rect", "text", "tspan", "g", "path",
        }, name  # fmt: skip
        assert [each.tag for each in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert not re.search(r"url\(|href|@import|\bon[a-z]+=", text), name
        assert text.count("://") == 1  # the name of the format itself


@pytest.mark.others
def test_marks_stay_at_their_time_and_no_line_runs_back(shipped, monkeypatch):
    marks: list[tuple[float, float]] = []
    drawn_point = svg_plot._Plot._point

    def point(self, place, mark):
        if not mark.years:
            marks.append((self.time.at(mark.time), self._at(mark)[0]))
        return drawn_point(self, place, mark)

    monkeypatch.setattr(svg_plot._Plot, "_point", point)
    lines = 0
    for name in chartable(shipped):
        text = svg(figure_of(shipped, name), "en")
        for way in re.findall(r'<path d="M([^"]*)" class="s\d line', text):
            across = [float(place.split(",")[0]) for place in way.split()]
            assert across == sorted(across), name
            lines += 1
    assert lines > 50 and len(marks) > 300 and all(place == own for place, own in marks)


@pytest.mark.others
def test_a_mark_below_one_of_another_series_is_seen_around_it(shipped, monkeypatch):
    sizes: list[tuple[float, float, float, int]] = []
    shape = svg_shapes.shape

    def seen(place, x, y, size, classes):
        if " mark" in classes:
            sizes.append((x, y, size, place))
        return shape(place, x, y, size, classes)

    monkeypatch.setattr(svg_shapes, "shape", seen)
    covered = 0
    for name in chartable(shipped):
        sizes.clear()
        svg(figure_of(shipped, name), "en")
        # Later elements are on top.
        for (x, y, size, place), (x2, y2, size2, place2) in combinations(sizes, 2):
            if place != place2 and abs(x - x2) < 2 and abs(y - y2) < 2:
                # A fourth mark at a place is as large as the third.
                most = svg_plot.RADIUS + 2 * svg_plot.RIM
                assert size > size2 or size == size2 == most, (name, x, y)
                covered += 1
    assert covered


@pytest.mark.slow
@pytest.mark.parametrize("width", [300, 720])
def test_every_milestone_that_is_drawn_tells_its_report(shipped, width):
    for name in [*chartable(shipped)][::4]:
        text = svg(figure_of(shipped, name), "en", width)
        shown = re.sub(r"<title>.*?</title>", "", text)
        shown = " ".join(re.sub(r"<[^>]*>", " ", shown).split())
        chart = figure_of(shipped, name)
        for aim in chart.panels[0].placed:
            assert captions.who(chart, aim.milestone.report, "en") in shown, name


@pytest.mark.slow
@pytest.mark.parametrize("width", [300, 720])
def test_ends_extremes_and_the_number_of_the_title_are_on_the_picture(shipped, width):
    """Next to its mark, or below if there is no room; the title's as in the title."""
    for name in [*chartable(shipped)][::4]:
        chart = figure_of(shipped, name)
        (panel,) = chart.panels
        root = ElementTree.fromstring(svg(chart, "en", width))
        shown = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
        for series in panel.bases:
            own = [each for each in series.points if each.role != "rival"] or [*series.points]
            values = sorted(own, key=lambda each: each.value)
            for point in (own[0], own[-1], values[0], values[-1]):
                brief = partial(captions.brief, chart, point.reading, panel, "en")
                assert any(brief(told=told) in shown for told in (True, False)), name
        result = panel.targets[0].headline if len(panel.targets) == 1 else None
        drawn = [] if result is None else [each.reading for each in panel.points]
        for reading in drawn:
            if result is not None and reading in (result.seen, result.observation):
                assert captions.brief(chart, reading, panel, "en", told=True) in shown, name


@pytest.mark.slow
def test_no_number_is_nearer_to_the_mark_of_another(shipped, monkeypatch):
    written: list[tuple[Any, str, Any]] = []
    write = svg_plot._Plot._write_first

    def spy(self, texts, around, of=None):
        before = len(self.sheet.texts)
        got = write(self, texts, around, of)
        if of is not None and len(self.sheet.texts) > before:
            written.append((self, self.sheet.texts[-1], of))
        return got

    monkeypatch.setattr(svg_plot._Plot, "_write_first", spy)
    for name in [*chartable(shipped)][::3]:
        svg(figure_of(shipped, name))

    def off(drawing, box, mark):
        """From the digits to a bar of a target or of several years, or to the middle of a mark."""
        is_bar = isinstance(mark, MilestoneMark) or getattr(mark, "years", False)
        (x, y), bars = drawing._at(mark), drawing._boxes(mark) if is_bar else ()
        digits = svg_shapes.Box(box.left, box.top + 1.5, box.right, box.bottom - 3)
        return min(map(digits.distance, [*bars] or [svg_shapes.Box(x, y, x, y)]))

    wrong = [
        own
        for drawing, box, own in written
        for each in (*drawing.panel.points, *drawing.panel.placed, *drawing.panel.baselines)
        if dist(drawing._at(each), drawing._at(own)) >= 1
        and off(drawing, box, each) < off(drawing, box, own)
    ]
    assert len({type(own) for *_, own in written}) == 3
    assert len(written) > 50 and wrong == []


@cases
def test_a_label_has_at_most_three_significant_digits(value, shown):
    assert format(Decimal(captions._near(Decimal(value), "en", told=False)), "f") == shown


def test_an_axis_starts_at_zero_unless_it_has_no_origin():
    assert axis_scale.values([Decimal(5), Decimal(6)], 0, 100).low == 0
    assert axis_scale.values([Decimal(-21), Decimal(-20)], 0, 100).high == 0
    assert axis_scale.values([Decimal(81), Decimal(85)], 0, 100, origin=None).low > 0
    assert axis_scale.values([Decimal(3), Decimal(5)], 0, 100, origin=1).low == 1


def test_ids_are_prefixed(shipped):
    text = svg(figure(shipped, [TARGET]), theme="page", prefix="x7")
    assert set(re.findall(r'\bid="([^"]*)"', text)) == {"x7-title", "x7-desc"}
    assert 'aria-labelledby="x7-title x7-desc"' in text
    assert "<style>" not in text


@pytest.mark.slow
def test_hostile_text_stays_text(records):
    """In a dataset that was not validated."""
    own = hostile_dataset(records(ODD))
    charts = [figure(own, ["target"], "2025-12-31")]
    charts += [make(own, "2025-12-31", None) for make in (funds, scorecard)]
    for chart, lang in product(charts, LANGUAGES):
        text, document = svg(chart, lang), chart_parts.document(chart, lang, ascii_only=False)
        ElementTree.fromstring(text)
        assert "<script" not in text
        specified = record_json.line(vega.spec(chart, lang, "light", 400))
        for shown in (text, plain(document), md(document), specified):
            assert "\u202e" not in shown
            assert "\x1b" not in shown
    assert HOSTILE.replace("\u202e", "\\u202e") in plain(
        chart_parts.document(charts[0], "en", False)
    )


@pytest.mark.slow
def test_every_class_has_a_rule_in_every_theme(shipped):
    used: set[str] = set()
    texts = [svg(figure_of(shipped, name)) for name in [*chartable(shipped)][::9]]
    texts += [svg(make(shipped, None, None)) for make in (funds, scorecard)]
    for text in texts:
        used |= {each for found in re.findall(r'class="([^"]*)"', text) for each in found.split()}
    for theme in get_args(palette.Theme):
        rules = palette.stylesheet(theme)
        assert rules.count("{") == rules.count("}") > 20
        missing = {each for each in used - {"mic25-chart"} if f".{each}{{" not in rules}
        assert missing == set(), theme
    light, dark = palette.LIGHT["s0"], palette.DARK["s0"]
    auto, page = palette.stylesheet("auto"), palette.stylesheet("page")
    before, _, after = auto.partition("@media (prefers-color-scheme:dark){")
    assert light in before
    assert dark in after
    assert "var(--mic25-s0)" in page
    assert "var(" not in auto
    assert light not in palette.stylesheet("dark")


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [300, 720])
def test_the_chart_of_funds_is_well_formed(shipped, lang, width):
    drawn = funds(shipped)
    root = ElementTree.fromstring(svg(drawn, lang, width))
    told = [each.findtext(f"{SVG}title") for each in root.iter(f"{SVG}g")]
    assert len(told) == sum(len(group.bars) for group in drawn.groups)
    right = [float(e.get("x", 0)) + float(e.get("width", 0)) for e in root.iter(f"{SVG}rect")]
    assert max(right) <= width


@pytest.mark.slow
def test_bars_are_as_long_as_their_numbers(shipped):
    tally = funds(shipped, "2025-12-31", None)
    root = ElementTree.fromstring(svg(tally))
    bars = [group.find(f"{SVG}rect") for group in root.iter(f"{SVG}g")]
    wide = [float(bar.get("width", 0)) for bar in bars if bar is not None]
    numbers = [float(bar.number) for bar in tally.bars]
    unit = sum(wide) / sum(numbers)
    for width, number in zip(sorted(wide), sorted(numbers), strict=True):
        assert width == pytest.approx(max(number * unit, 1), abs=0.3)


def of_one(observations, **fields):
    base = {"name": {"en": "n"}, "definition": "d", "unit": "percent", "timing": "flow"}
    return figure(
        dataset(record("indicators", "i", **{**base, "observations": observations, **fields})),
        ["i"],
        "9999",
    )


def test_more_series_than_shapes_have_letters():
    bases = {f"basis-{place}": "x" for place in range(30)}
    seen = [claim(period="2020", value=place, basis=f"basis-{place}") for place in range(30)]
    text = svg(of_one(seen, bases=bases))
    for told in ("a x<", "z x<", "aa x<", "ad x<"):
        assert f">{told}" in text


@cases
def test_extremes_have_a_drawing(observations):
    found = of_one([claim(**each) for each in observations])
    ElementTree.fromstring(svg(found))
    assert "NaN" not in svg(found)
    assert plain(chart_parts.document(found, "en", ascii_only=False))
    record_json.line(vega.spec(found, "en", "light", 400))


def test_chinese_is_marked_as_chinese(shipped):
    both = ElementTree.fromstring(svg(figure(shipped, [TARGET]), "both"))
    assert both.get("lang") == "en"
    marked = [each for each in both.iter() if each.get("lang") == "zh-Hans"]
    assert next("".join(each.itertext()) for each in marked) == "自主品牌新能源汽车国内市场份额"
    for each in both.iter(f"{SVG}text"):
        text = "".join(each.itertext())
        if svg_shapes.HAN.search(text):
            inside = [span for span in each.iter() if span.get("lang") == "zh-Hans"]
            assert inside, text
    chinese = ElementTree.fromstring(svg(figure(shipped, [TARGET]), "zh"))
    assert chinese.get("lang") == "zh-Hans"


def test_a_line_of_chinese_has_room_for_the_digits_of_a_wide_font():
    sheet = svg_shapes.Sheet("zh", 720)
    said = "截至2018年12月，305个试点项目运营成本降低21.2%，" * 3
    sheet.block(said, 20, "title")
    lines = re.findall("<text[^>]*>(.*?)</text>", "".join(sheet.parts))
    assert "".join(lines) == said and len(lines) > 1
    for line in lines:
        wide = sum(1 if east_asian_width(sign) in "WF" else 0.7 for sign in line)
        assert svg_shapes.MARGIN + 16 * wide <= sheet.width, line
