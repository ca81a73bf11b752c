"""The scorecard: counts by target, squares, signs, colours for every eye, SVG and text."""

import math
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from cases import cases, data
from mic25cli.calc.progress.by_target import count_targets
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.scorecard import scorecard
from mic25cli.view.chart import chart_parts, palette
from mic25cli.view.chart import scorecard as drawn
from mic25cli.view.chart.svg import sheet_of, svg
from mic25cli.view.document import signed
from mic25cli.view.verdict.sentence.answers import scored

DAY = "2025-12-31"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def card(shipped):
    return scorecard(shipped, DAY)


def squares(card):
    return [square for row in card.rows for square in row.squares]


@pytest.mark.slow
def test_its_numbers_are_those_of_the_counts_by_target(shipped, card):
    judged = list(evaluate(shipped, Question(DAY), depends=True))
    assert card.counts == count_targets(judged)
    assert sorted(each.target for each in squares(card)) == sorted({each.target for each in judged})
    assert {square.target for row in card.rows if row.own for square in row.squares} == {
        each.target for each in judged if each.origin == "plan"
    }
    for row in card.rows:
        own = {square.target for square in row.squares}
        assert row.counts == count_targets(each for each in judged if each.target in own)
        for group, count in row.counts.groups.items():
            assert count == sum(square.group == group for square in row.squares)
    for lang in ("en", "zh"):
        for block, counts in zip(
            drawn.blocks(card), (card.counts.own, card.counts.others), strict=True
        ):
            assert counts is not None
            numbers = [
                int(re.findall(r"\d+", text)[0]) for _, draw, text in drawn.key(block, lang) if draw
            ]
            beside = counts.fits["proxy"] + sum(counts.inferred.values())
            assert sum(numbers) == counts.targets + beside


def test_the_plans_own_stand_first_and_those_with_most_targets_met(card):
    places = [(row.own, row.counts.by_target["met"]) for row in card.rows]
    assert places == sorted(places, reverse=True) and len(set(places)) > 6


def test_a_square_says_its_verdict_fit_and_certainty_and_leads_to_its_target(shipped, card):
    told = scored(card, shipped)
    text = svg(told, "en", address=lambda target: f"x/{target}?a&b")
    links = list(ElementTree.fromstring(text).iter(f"{SVG}a"))
    assert [each.get("href") for each in links] == [f"x/{one.target}?a&b" for one in squares(card)]
    for link, square in zip(links, squares(told), strict=True):
        ways = [each.get("class", "").split() for each in link.iter(f"{SVG}path")]
        settled = square.group in palette.VERDICTS
        colour = palette.VERDICTS.get(square.group)
        assert any("hatch" in way for way in ways) == (settled and square.fit == "proxy")
        filled = [way for way in ways if colour in way and not {"hollow", "none"} & {*way}]
        halves = "v10h-20z" in "".join(each.get("d", "") for each in link.iter(f"{SVG}path"))
        assert bool(filled) == (settled and square.fit != "proxy")
        if filled:
            assert halves == (square.certainty == "inferred")
        signed = settled or square.lean is not None or square.group == "not-due"
        assert any("sign" in way for way in ways) == signed
        title = link.findtext(f"{SVG}g/{SVG}title") or ""
        assert title == f"{square.name['en'] or square.name['zh']}: {square.result.answer.en}"
    assert "<a " not in svg(told, "en")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [300, 375, 720, 1080])
def test_no_text_lies_on_another_or_outside(card, lang, width):
    texts = sheet_of(card, lang, width)[0].texts
    assert all(box.left >= 0 and box.right <= width for box in texts)
    assert not [pair for pair in combinations(texts, 2) if pair[0].meets(pair[1])]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_terminal_has_a_sign_for_every_square(card, lang, width):
    for place, block in enumerate(drawn.blocks(card)):
        table = chart_parts.drawing(card, lang, panel=place).at(width)
        _has_every_sign(table, block, width)


def _has_every_sign(table, card, width):
    for row, of in zip(table.rows, card.rows, strict=True):
        strips = [signed(line) for line in row[1]]
        assert sum(map(len, strips)) == 2 * len(of.squares)
        names = max(cell_len(signed(each[0][0])) for each in table.rows)
        counts = max(
            cell_len(table.heads[2].title), *(cell_len(signed(each[2][0])) for each in table.rows)
        )
        assert all(names + cell_len(line) + counts + 4 <= width for line in strips)
        for place, square in enumerate(of.squares):
            sign = "".join(strips)[2 * place : 2 * place + 2]
            assert sign[0] == drawn.GROUPS[square.group][0]
            proxy = square.group in palette.VERDICTS and square.fit == "proxy"
            assert (sign[1] in "~≈") == proxy


def test_a_dataset_without_targets_has_a_scorecard(records):
    from mic25cli.store.load import load_dataset

    empty = scorecard(
        load_dataset(
            (
                records(
                    {
                        "sources.yaml": (
                            "first: {title: First, lang: en, authority: A, coverage: full}\n"
                        )
                    }
                ),
            )
        ),
        DAY,
    )
    assert not squares(empty)
    ElementTree.fromstring(svg(empty, "en"))


# Colours as seen without one type of cone: Machado, Oliveira and Fernandes (2009), in linear RGB.

[EYES] = data(__file__, "EYES")


def lab(colour, eye):
    """CIELAB (D65) of a colour in sRGB."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    red, green, blue = (
        min(1, max(0, sum(share * part for share, part in zip(row, linear, strict=True))))
        for row in EYES[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one, other):
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    more = 1 + 0.5 * (1 - math.sqrt(chroma**7 / (chroma**7 + 25**7)))
    c1, c2 = math.hypot(a1 * more, b1), math.hypot(a2 * more, b2)
    h1, h2 = (math.degrees(math.atan2(b, a * more)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    turn = 0 if c1 * c2 == 0 else turn - 360 if turn > 180 else turn + 360 if turn < -180 else turn
    mean = h1 + h2 if c1 * c2 == 0 else h1 + turn / 2
    light, c = (l1 + l2) / 2, (c1 + c2) / 2

    def cos(times, less):
        return math.cos(math.radians(times * mean - less))

    t = 1 - 0.17 * cos(1, 30) + 0.24 * cos(2, 0) + 0.32 * cos(3, -6) - 0.2 * cos(4, 63)
    away = ((mean + 360) % 360 - 275) / 25
    rotated = (
        -2 * math.sqrt(c**7 / (c**7 + 25**7)) * math.sin(math.radians(60) * math.exp(-(away**2)))
    )
    lightness = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    chromatic = (c2 - c1) / (1 + 0.045 * c)
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * c * t)
    return math.sqrt(lightness**2 + chromatic**2 + hue**2 + rotated * chromatic * hue)


@cases
def test_the_measure_of_difference_is_that_of_its_authors(one, other, found):
    """Pairs that Sharma, Wu and Dalal (2005) give for checking."""
    assert difference(one, other) == pytest.approx(found, abs=1e-4)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", EYES)
def test_no_eye_takes_one_verdict_for_another(colours, eye):
    seen = {key: lab(colours[key], eye) for key in ("met", "late", "missed", "paper")}
    for one, other in combinations(seen, 2):
        assert difference(seen[one], seen[other]) >= 20, (one, other)
