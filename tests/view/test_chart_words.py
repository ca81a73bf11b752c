"""Requirements for every target's picture: no text on a text or a line, and no ids."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from cases import data
from conftest import ROOT
from figures import figure_of
from mic25cli.calc.chart_data import of_industry
from mic25cli.calc.chart_fund_amounts import funds
from mic25cli.calc.scorecard import scorecard
from mic25cli.store.load import load_dataset
from mic25cli.view.chart.captions import names
from mic25cli.view.chart.chart_parts import Drawn
from mic25cli.view.chart.svg import svg
from mic25cli.view.chart.svg_shapes import Box, size_of, text_box
from mic25cli.view.verdict.sentence.answers import scored, with_answers

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = r"-?\d+(?:\.\d+)?"


@pytest.fixture(
    scope="module", params=["records", "datasets/beyond-2025", "examples/digital-decade"]
)
def dataset(request, shipped):
    """Each shipped dataset, and the dataset of the examples."""
    return shipped if request.param == "records" else load_dataset((ROOT / request.param,))


@pytest.fixture(scope="module")
def charts(dataset):
    """The chart of every target, with its answer."""
    return {
        name: with_answers(figure_of(dataset, name), dataset) for name in dataset.kind("targets")
    }


@pytest.fixture(scope="module")
def others(dataset, charts):
    """The charts of every indicator and industry, and of the whole dataset."""
    found: dict[str, Drawn] = {}
    for name in (f"indicators/{each}" for each in dataset.kind("indicators")):
        found[name] = with_answers(figure_of(dataset, name), dataset)
    for industry in (None, *dataset.kind("industries")):
        card = scorecard(dataset, industry=industry, chart="shortfall")
        found[f"shortfall {industry}"] = scored(card, dataset)
        if industry is not None:
            found[f"small {industry}"] = with_answers(of_industry(dataset, industry), dataset)
    found["scorecard"] = scored(scorecard(dataset), dataset)
    return found | {"funds": funds(dataset)}


def texts(root):
    """Every text with the box that it is estimated to cover."""
    found = []
    for each in root.iter(f"{SVG}text"):
        said, classes = "".join(each.itertext()), each.get("class", "")
        x, y = float(each.get("x", 0)), float(each.get("y", 0))
        found.append(
            (said, text_box(said, x, y, size_of(classes), each.get("text-anchor", "start")))
        )
    return found


def lines(root):
    """The straight pieces of everything that is stroked and not filled: M, L, H and V."""
    found = []
    for each in root.iter(f"{SVG}path"):
        classes = set((each.get("class") or "").split())
        if not classes & {"line", "path", "held", "grid", "axis", "bar", "due", "old"}:
            continue
        if re.search("[mla]", each.get("d") or ""):
            continue  # a sign of the key
        at = (0.0, 0.0)
        for sign, rest in re.findall(r"([MLHVhv])([^MLHVhvz]*)", each.get("d") or ""):
            numbers = [float(number) for number in re.findall(NUMBER, rest)]
            if sign in "ML":
                places = list(zip(numbers[::2], numbers[1::2], strict=True))
            else:
                along, down = at if sign in "hv" else (0.0, 0.0)
                across = sign in "Hh"
                places = [(numbers[0] + along, at[1]) if across else (at[0], numbers[0] + down)]
            for number, place in enumerate(places):
                if sign != "M" or number:
                    found.append((at, place))
                at = place
    return found


@pytest.mark.others
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [300, 375, 720, 1400])
def test_no_text_lies_on_a_text_or_a_line_or_outside(charts, others, lang, width):
    """Some of the narrowest and some of the widest pictures."""
    every_chart = {**charts, **others}
    for name in [*every_chart][:: 1 if width in (375, 720) else 5]:
        root = ElementTree.fromstring(svg(every_chart[name], lang, width))
        every = texts(root)
        on_text = [(a, b) for (a, one), (b, other) in combinations(every, 2) if one.meets(other)]
        assert not on_text, name
        outside = [said for said, box in every if box.left < 0 or box.right > width]
        assert not outside, name
        for said, box in every:
            # Half a line's width, and the room above the letters.
            inner = Box(box.left + 0.5, box.top + 1.5, box.right - 0.5, box.bottom - 1.5)
            assert not any(inner.crossed(*line) for line in lines(root)), (name, said)


@pytest.mark.others
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_id_is_in_any_text(dataset, charts, others, lang):
    ids = {each for kind in ("sources", "targets", "indicators") for each in dataset.kind(kind)}
    for indicator in dataset.kind("indicators").values():
        ids |= set(indicator["bases"] or {})
    # A single word may be an id and a word.
    ids = {each for each in ids if "-" in each and not re.fullmatch(r"(19|20)\d\d-.*", each)}
    for name, chart in {**charts, **others}.items():
        text = re.sub("<style>.*?</style>", "", svg(chart, lang))
        said = " ".join(ElementTree.fromstring(text).itertext())
        found = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", said)) & ids
        assert not found.difference(WORDS), name


[WORDS] = data(__file__, "WORDS")


def test_a_chart_without_an_observation_is_a_sentence(charts):
    empty = 0
    for name, chart in charts.items():
        drawn = re.search(r'class="(grid|axis)', svg(chart, "en")) is not None
        assert drawn == any(any(panel.points) for panel in chart.panels), name
        empty += not drawn
    assert empty > 0


def test_series_of_one_body_are_named_by_what_was_counted_in_each_language(shipped):
    chart = figure_of(shipped, "nev-own-brand-share")
    panel = chart.panels[0]
    own = next(each for each in panel.bases if each.basis == "cpca-all-but-tesla")
    assert own.meaning and own.meaning_zh
    for lang, meaning in (("en", own.meaning), ("zh", own.meaning_zh)):
        assert any(each.startswith(meaning[:8]) for each in names(chart, panel, lang))
