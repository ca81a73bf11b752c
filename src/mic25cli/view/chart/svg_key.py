"""The key of a plot: its rare marks, and the series without room for a name at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.view.chart import captions, svg_shapes, text_strip
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.chart.svg_shapes import KeyEntry, path
from mic25cli.view.text import Lang, label

HEIGHT = 250
"""The height of a plot."""

RADIUS, RIVAL = 4.2, 2.8
"""The sizes of marks."""

BESIDE, GUTTER = 520, 150
"""The width from which series are named at their ends, and the space for their names there."""

SIGNS: dict[str, tuple[tuple[str, str], ...]] = {
    "start": (("ink thin hollow", "m-4-6l8 6l-8 6z"),),
    "path": (("ink path", "m-11 0h22"),),
    "bound": (("axis bar none", "m-4 6v-12m-3.5 5l3.5-5l3.5 5m4.5-5v12m-3.5-5l3.5 5l3.5-5"),),
    "weak": (("axis mark hollow", svg_shapes.disc(RADIUS)),),
    "apart": (
        ("axis inked mark", svg_shapes.disc(2.6)),
        ("axis thin none", svg_shapes.disc(RADIUS + 3)),
    ),
    "rival": (("axis inked mark", svg_shapes.disc(RIVAL)),),
}
"""The rare marks, which the key explains: their CSS classes, and the path from their middle."""


def key(chart: Chart, panel: Panel, lang: Lang, width: float) -> Iterator[KeyEntry]:
    """The meaning of a panel's rare marks, and the series without room for a name."""
    points = list(panel.points)
    if not points:
        return
    if not names_beside(chart, panel, lang, width):
        for place, text in enumerate(captions.names(chart, panel, lang)):
            draw = partial(
                svg_shapes.shape, place, size=RADIUS, classes=f"{series_class(place)} mark"
            )
            yield KeyEntry("", draw, captions.tag(panel, place) + text)
    occurs = {
        "start": bool(panel.baselines),
        "path": bool(panel.paths),
        "bound": any(point.open is not None for point in points),
        "weak": any(point.weak for point in points),
        "apart": any(point.role == "apart" and not point.years for point in points),
        "rival": any(point.role == "rival" for point in points),
    }
    for sign in (sign for sign, here in occurs.items() if here):
        text = label(f"chart-key-{sign}", lang)
        yield KeyEntry(text_strip.SIGNS.get(sign, ""), partial(key_sign, sign), text)


def names_beside(chart: Chart, panel: Panel, lang: Lang, width: float) -> list[list[str]]:
    """The lines of each series' name beside its end; none if there is no room."""
    names = captions.names(chart, panel, lang)
    wrapped_names = [list(svg_shapes.wrapped(name, GUTTER - 22)) for name in names]
    high = sum(14 * len(lines) + 4 for lines in wrapped_names)
    return wrapped_names if width >= BESIDE and high <= HEIGHT - 10 else []


def key_sign(sign: str, x: float, y: float) -> str:
    """A sign of the key with its middle at a point."""
    return "".join(path(f"M{x} {y}{outline}", classes) for classes, outline in SIGNS[sign])


def series_class(place: int) -> str:
    """The CSS class of the series at a position."""
    return f"s{place % SERIES}"
