"""What the charts across records say in words, and the signs and colours of their categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mic25cli.calc.tally import AMOUNTS, Bar, BarGroup, ChartAcross
from mic25cli.view.chart.captions import series_sign
from mic25cli.view.progress import statuses
from mic25cli.view.quantities import quantity
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import counted, kind_name, label, value_word

PLACES = {
    "achieved": 2, "met-late": 5, "on-track": 0, "behind": 4, "far-behind": 3, "regressing": 6,
    "missed": 1, "superseded": 7, "withdrawn": 7, "not-started": 7,
}  # fmt: skip
"""Which of the series' colours a status has; none for `not-assessable`, which is hollow."""

MOST_NAMED = 60
"""Sources that a caption names; more would be longer than the chart."""

FILLS = {"target": "░", "raised": "█", "registered": "▒"}


def title(tally: ChartAcross, lang: Lang) -> str:
    """What the chart is called."""
    return label(f"chart-{tally.chart}", lang)


def category(tally: ChartAcross, key: str, lang: Lang) -> str:
    """What a category is called."""
    if tally.chart == "progress":
        return statuses.word(key, lang)  # type: ignore[arg-type]
    if tally.chart == "timeline":
        return kind_name(key, lang)
    return value_word("kind", key, lang)


def sign(tally: ChartAcross, key: str) -> str:
    """The sign of a category: what tells it from the others without colour."""
    if tally.chart == "progress":
        return statuses.SYMBOLS[key]  # type: ignore[index]
    if tally.chart == "funds":
        return FILLS[key]
    return series_sign(tally.categories.index(key))


def colour(tally: ChartAcross, key: str) -> int | None:
    """The place of a category's colour among those of series; None for hollow."""
    if tally.chart == "progress":
        return PLACES.get(key)
    if tally.chart == "funds":
        return (None, 0, 1)[AMOUNTS.index(key)]
    return tally.categories.index(key)


def name(tally: ChartAcross, group: BarGroup, lang: Lang) -> str:
    """What a group is called; a fund with its year."""
    if tally.chart == "timeline":
        return group.key
    if group.name is None:
        return label("chart-no-industry", lang)
    said = name_of(group.name, lang)
    return f"{group.year} {said}" if group.year else said


def counts(tally: ChartAcross, group: BarGroup, lang: Lang) -> str:
    """The numbers of a group's categories, in words."""
    return label("comma", lang).join(
        f"{sign(tally, part.category)} {category(tally, part.category, lang)} {part.number}"
        for part in group.bars
    )


def amount(tally: ChartAcross, bar: Bar, lang: Lang) -> dict[str, str]:
    """A sum: its kind, its value as its source words it, and its date with its round."""
    assert bar.claim is not None
    more = [bar.claim["date"] or label("no-date", lang)]
    if bar.claim["round"] is not None:
        more.append(label("round", lang, number=bar.claim["round"]))
    kind, value = category(tally, bar.category, lang), quantity(bar.claim, lang)
    return {"kind": kind, "value": value, "more": label("comma-text", lang).join(more)}


def sum_text(tally: ChartAcross, bar: Bar, lang: Lang) -> str:
    """A sum on one line."""
    return label("chart-sum", lang, **amount(tally, bar, lang))


def sentence(tally: ChartAcross, lang: Lang) -> str:
    """The chart in one sentence."""
    if tally.chart == "funds":
        return label(
            "chart-said-funds", lang, drawn=tally.total, funds=len(tally.groups),
            unit=value_word("unit", tally.unit or "", lang),
        )  # fmt: skip
    totals: dict[str, Any] = dict.fromkeys(tally.categories, 0)
    for group in tally.groups:
        for part in group.bars:
            totals[part.category] += part.number
    said = label("comma", lang).join(
        f"{category(tally, key, lang)} {number}" for key, number in totals.items()
    )
    if tally.chart == "progress":
        milestones = counted(tally.total, "milestone", lang)
        return label("chart-said-progress", lang, milestones=milestones, statuses=said)
    ends = [group.key for group in tally.groups] or ["–"]
    return label(
        "chart-said-timeline", lang, total=tally.total, first=ends[0], last=ends[-1], kinds=said
    )


def caption(tally: ChartAcross, lang: Lang) -> Iterator[str]:
    """The lines below: the dates, what is left out and why, the sources."""
    known = label("progress-known", lang, date=tally.known_at) if tally.known_at else ""
    yield label("chart-as-of", lang, as_of=tally.as_of, known=known)
    if tally.repeated:
        yield label("chart-repeated", lang, count=tally.repeated)
    if tally.chart == "funds":
        yield label("chart-never-added", lang)
    if tally.left_out:
        key = "chart-undated" if tally.chart == "timeline" else "chart-not-drawn"
        yield label(key, lang, why=_why(tally, tally.left_out, lang))
    if len(tally.sources) > MOST_NAMED:
        yield label("chart-sources-many", lang, count=len(tally.sources), chart=tally.chart)
    elif tally.sources:
        yield label("chart-sources", lang, ids=label("comma", "en").join(tally.sources))


def _why(tally: ChartAcross, left_out: Mapping[str, int], lang: Lang) -> str:
    def word(key: str, count: int) -> str:
        if key in ("other-claim", "other-unit"):
            return label(f"chart-why-{key}", lang)
        if tally.chart == "timeline":
            return kind_name(key, lang, count)
        return category(tally, key, lang)

    return label("comma", lang).join(
        label("chart-why", lang, count=count, why=word(key, count))
        for key, count in sorted(left_out.items())
    )
