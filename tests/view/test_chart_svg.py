"""Charts as SVG: well-formed, self-contained, readable by contrast and shape, nobody's markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from builders import book, claim, record
from mic25cli.calc.figure import chartable, figure
from mic25cli.model.book import Book
from mic25cli.view.chart import ink, palette
from mic25cli.view.chart.svg import svg
from mic25cli.view.text import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"
TARGET = "nev-own-brand-share"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out(colours: dict[str, str]) -> None:
    for text in ("ink", "muted"):
        assert contrast(colours[text], colours["paper"]) >= 4.5, text
    for place in range(palette.SERIES):
        assert contrast(colours[f"s{place}"], colours["paper"]) >= 3, place


def test_no_two_series_have_one_shape() -> None:
    shapes = {ink.shape(place, 0, 0, 10, "x") for place in range(palette.SERIES)}
    assert len(shapes) == palette.SERIES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_is_well_formed_and_from_nowhere_else(shipped: Book, lang: str) -> None:
    for name in chartable(shipped):
        text = svg(figure(shipped, [name]), lang)
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg"
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg", "title", "desc", "style", "rect", "text", "tspan", "g", "line", "polyline",
            "polygon", "circle",
        }, name  # fmt: skip
        assert [each.tag for each in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert not re.search(r"url\(|href|@import|\bon[a-z]+=", text), name
        assert text.count("://") == 1  # the name of the format itself


def test_ids_are_prefixed(shipped: Book) -> None:
    text = svg(figure(shipped, [TARGET]), theme="page", prefix="x7")
    assert set(re.findall(r'\bid="([^"]*)"', text)) == {"x7-title", "x7-desc"}
    assert 'aria-labelledby="x7-title x7-desc"' in text
    assert "<style>" not in text


def test_the_description_is_the_sentence_of_explain(shipped: Book) -> None:
    root = ElementTree.fromstring(svg(figure(shipped, [TARGET], "2025-12-31"), "en"))
    assert root.findtext(f"{SVG}desc") == (
        "not-assessable: 90% by 2025 (technology-roadmap-2017, 2018-01); last observed 80.6% for "
        "2023 (teller-2024-02, grade C, checked: excerpt)"
    )


HOSTILE = "<script>alert(1)</script>\u202e\"'&]]>\x1b[31m javascript:x"


def test_hostile_text_stays_text() -> None:
    records = book(
        record(
            "indicators", "i", name={"en": "n"}, definition="d", unit="percent",
            observations=[claim(period="2020", value=1)],
        ),
    )  # fmt: skip
    indicator = dict(records.kind("indicators")["i"])
    # What no validated record can hold, as a book that was put together otherwise might.
    indicator["name"] = {"en": HOSTILE, "zh": f"中{HOSTILE}"}
    indicator["observations"] = [{**indicator["observations"][0], "report": HOSTILE}]
    for lang in LANGUAGES:
        text = svg(figure(Book.of({"indicators": {"i": indicator}}), ["i"], "2021"), lang)
        ElementTree.fromstring(text)
        assert "<script" not in text
        assert "\u202e" not in text
        assert "\x1b" not in text
