"""What the charts across records say in words, and the signs and colours of their categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mic25cli.calc.figure import Chart
from mic25cli.calc.scorecard import Scorecard
from mic25cli.calc.tally import Bar, BarGroup, ChartAcross
from mic25cli.view.chart import captions, scorecard
from mic25cli.view.quantities import quantity
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import kind_name, label, value_word

Drawn = Chart | ChartAcross | Scorecard
"""What can be drawn."""

FILLS = {"target": ("░", None), "raised": ("█", 0), "registered": ("▒", 1)}
"""The signs and colours of sums."""


def words(chart: Drawn, lang: Lang) -> tuple[captions.Words, ...]:
    """What is written around a chart across the records, or around each panel of another."""
    if isinstance(chart, Scorecard):
        return (scorecard.words(chart, lang),)
    if isinstance(chart, Chart):
        return tuple(captions.words(chart, panel, lang) for panel in chart.panels)
    title, caption = label(f"chart-{chart.chart}", lang), tuple(_caption(chart, lang))
    return (captions.Words((title,), (_sentence(chart, lang),), caption),)


def category(tally: ChartAcross, key: str, lang: Lang, count: int = 2) -> str:
    """What a category is called, or so many of it."""
    if tally.chart == "timeline":
        return kind_name(key, lang, count)
    return value_word("kind", key, lang)


def look(tally: ChartAcross, key: str) -> tuple[str, int | None]:
    """The sign of a category, which tells it from the others without colour, and its colour.

    That is a place among those of series; None for hollow.
    """
    if tally.chart == "funds":
        return FILLS[key]
    place = tally.categories.index(key)
    return captions.series_sign(place), place


def key(tally: ChartAcross, lang: Lang) -> Iterator[tuple[str, str]]:
    """The signs of the categories, and what these are called."""
    return ((look(tally, each)[0], category(tally, each, lang)) for each in tally.categories)


def name(group: BarGroup, lang: Lang) -> str:
    """What a group is called; a fund with its year."""
    said = name_of(group.name, lang)
    return f"{group.year} {said}" if group.year else said


def sum_text(tally: ChartAcross, bar: Bar, lang: Lang) -> str:
    """A sum: its kind, its value as its source words it, and its date with its round."""
    assert bar.claim is not None
    more = [bar.claim["date"] or label("no-date", lang)]
    if bar.claim["round"] is not None:
        more.append(label("round", lang, number=bar.claim["round"]))
    return label(
        "chart-sum", lang, kind=category(tally, bar.category, lang),
        value=quantity(bar.claim, lang), more=label("comma-text", lang).join(more),
    )  # fmt: skip


def _sentence(tally: ChartAcross, lang: Lang) -> str:
    """The chart in one sentence."""
    if tally.chart == "funds":
        return label(
            "chart-said-funds", lang, drawn=tally.total, funds=len(tally.groups),
            unit=value_word("unit", tally.unit or "", lang),
        )  # fmt: skip
    totals = Counter(dict.fromkeys(tally.categories, 0))
    for bar in tally.bars:
        totals[bar.category] += int(bar.number)
    said = label("comma", lang).join(
        f"{category(tally, key, lang)} {number}" for key, number in totals.items()
    )
    ends = [group.key for group in tally.groups] or ["–"]
    return label(
        "chart-said-timeline", lang, total=tally.total, first=ends[0], last=ends[-1], kinds=said
    )


def _caption(tally: ChartAcross, lang: Lang) -> Iterator[str]:
    if tally.chart == "funds":
        yield label("chart-never-added", lang)
    if tally.left_out:
        key = "chart-undated" if tally.chart == "timeline" else "chart-not-drawn"

        def why(key: str, count: int) -> str:
            if key in ("other-claim", "other-unit"):
                return label(f"chart-why-{key}", lang)
            return category(tally, key, lang, count)

        yield label(key, lang, why=captions.reasons(tally.left_out, why, lang))
    yield captions.source_line(tally, tally.sources, lang)
