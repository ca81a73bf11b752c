"""What a chart says in words: its title, the sentence of `explain`, its key and its caption."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from string import ascii_lowercase
from typing import Literal, NamedTuple

from mic25cli.calc.cites import Reading
from mic25cli.calc.figure import Chart, Panel, PanelTarget
from mic25cli.calc.marks import MilestoneMark, Series
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.span import Number
from mic25cli.calc.tally import ChartAcross
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.numbers import counting
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.quantities import counted, unit_suffix
from mic25cli.view.target import seen
from mic25cli.view.text import Lang, date, name_of, number
from mic25cli.view.words import label, value_word


class Words(NamedTuple):
    """What is written around a drawing: above it titles and sentences, below it the caption."""

    titles: tuple[str, ...]
    """what it is called, a line a language"""
    sentences: tuple[str, ...]
    caption: tuple[str, ...]


def words(chart: Chart, panel: Panel, lang: Lang) -> Words:
    """What is written around a panel.

    Of one target the verdict and what was counted are the title, and the goal stands below it; of
    several, each has its sentence; of an indicator alone what was seen last stands below its name.
    """
    name = panel.name
    names = (name["en"], name["zh"]) if lang == "both" else (name_of(name, lang),)
    titles, below = tuple(part for part in names if part), [_last_seen(panel, lang)]
    if panel.targets:
        below = [_sentence(each, lang, many=len(panel.targets) > 1) for each in panel.targets]
    told = panel.targets[0].headline if len(panel.targets) == 1 else None
    if told is not None and told.answer is not None:
        said, _ = told.answer.told(lang)
        goal = said.goal[:1].upper() + said.goal[1:]
        titles = (
            (label("answer-title", lang, head=said.head, fact=said.fact),) if said.fact else titles
        )
        below = [label("answer-sentence", lang, text=goal) + said.need] if said.fact else below
    return Words(titles, tuple(below), tuple(_caption(chart, panel, lang)))


def _sentence(subject: PanelTarget, lang: Lang, *, many: bool) -> str:
    """The answer of a target; with its name where there are several."""
    result = subject.headline
    told = result and result.answer and result.answer.told(lang)[0].text
    said = told or label("explain-nothing", lang)
    name = name_of(subject.name, lang)
    return label("chart-named", lang, name=name, sentence=said) if many else said


def _last_seen(panel: Panel, lang: Lang) -> str:
    points = [each for each in panel.points if each.role != "rival"]
    if not points:
        return label("explain-unseen", lang)
    first = [each for each in points if each.reading.basis == points[0].reading.basis]
    last = max(first, key=lambda each: (each.end, each.role == "line", -each.index)).reading
    return seen(last, lang)


def unit(panel: Panel, lang: Lang) -> str:
    """The unit of the axis of values, and which way is better where that is down."""
    own = (unit_suffix(panel.unit, lang) or value_word("unit", panel.unit, lang)).strip()
    return label("chart-less", lang, unit=own) if panel.direction == "decrease" else own


def on_axis(value: Number, panel: Panel, lang: Lang) -> str:
    """A number of the axis, counted as the language counts."""
    return number(counted(value, panel.unit, lang))


def brief(part: PlacedMilestone | Reading, panel: Panel, lang: Lang) -> str:
    """A number beside its mark: without the unit where that is the one of the axis, and long."""
    text, suffix = amount(part, lang), unit_suffix(panel.unit, lang)
    if part.unit == panel.unit and len(suffix) > 2:
        return text.removesuffix(suffix)
    return text


FULL, HOLLOW = "●■▲◆▼★◀▶", "○□△◇▽☆◁▷"
"""The signs of series in text, by their place; a hollow one is weak."""


def series_sign(place: int, *, weak: bool = False) -> str:
    """The sign of the series at a place."""
    return (HOLLOW if weak else FULL)[place % SERIES]


def tag(panel: Panel, place: int) -> str:
    """A letter for each series, where there are more of them than signs."""
    return f"{letter(place)} " if len(panel.series) > SERIES else ""


def letter(place: int) -> str:
    """A letter for the series at a place: a to z, then aa, ab, …"""
    more, own = divmod(place, len(ascii_lowercase))
    return (letter(more - 1) if more else "") + ascii_lowercase[own]


Sign = Literal[
    "aim", "replaced", "held", "start", "path", "line", "range", "bound", "weak", "apart", "rival"
]
"""A kind of mark that the key explains, beside the series."""


def key(panel: Panel, lang: Lang) -> Iterator[tuple[Sign, str]]:
    """What the marks mean, those that occur."""
    placed, points = panel.placed, list(panel.points)
    occurs: dict[Sign, bool] = {
        "aim": any(each.current for each in placed),
        "replaced": any(not each.current for each in placed),
        "held": any(each.since is not None for each in placed),
        "start": bool(panel.baselines),
        "path": bool(panel.paths),
        "line": any(series.runs for series in panel.series),
        "range": any(each.open is None and each.low != each.high for each in points),
        "bound": any(each.open is not None for each in points),
        "weak": any(each.weak for each in points),
        "apart": any(each.role == "apart" for each in points),
        "rival": any(each.role == "rival" for each in points),
    }
    yield from ((sign, label(f"chart-key-{sign}", lang)) for sign, here in occurs.items() if here)


def basis(series: Series, lang: Lang) -> str:
    """What a series is called in the key: its basis and how it fits the target."""
    name = series.basis or label("chart-no-basis", lang)
    if series.fit in (None, "exact"):
        return name
    fit = statuses.fit_word(series.fit, series.side, lang)
    return label("chart-of", lang, basis=name, fit=fit)


def dated(reading: Reading, lang: Lang) -> str:
    """A number with its period and unit, in a list of such."""
    period, value = date(reading.period, lang), amount(reading, lang)
    return label("chart-mark", lang, period=period, value=value)


def read(reading: Reading, lang: Lang) -> str:
    """An observation or a baseline in full: also where it was read, and what that is worth."""
    grade = counting(reading.counts_as, lang)
    checked = label("checked", lang, checked=label(f"checked-{reading.checked}", lang))
    rest = filter(None, (reading.report, grade, checked))
    return f"{dated(reading, lang)} · {label('comma-text', lang).join(rest)}"


def milestone_caption(each: MilestoneMark, lang: Lang) -> str:
    """A milestone in full: what is due when, set by whom, and its status."""
    own = each.milestone
    key = "chart-set" if own.published is None else "chart-set-when"
    said = label(key, lang, aim=amount(own, lang), report=own.report, published=own.published)
    due = label("chart-due", lang, year=own.year, aim=said)
    return f"{due} · {statuses.status_text(each.result, lang)}"


def _caption(chart: Chart, panel: Panel, lang: Lang) -> Iterator[str]:
    yield as_of(chart, lang)
    drawn = sum(1 for _ in panel.points)
    if panel.left_out:
        why = reasons(panel.left_out, lambda key, _: label(f"fate-{key}", lang), lang)
        yield label("chart-left-out", lang, drawn=drawn, count=panel.observations, why=why)
    else:
        key = {0: "chart-none-recorded", 1: "chart-one-drawn"}.get(drawn, "chart-all-drawn")
        yield label(key, lang, count=drawn)
    if panel.milestones_left_out:
        aims = panel.milestones_left_out
        why = reasons(aims, lambda key, _: label(f"chart-why-{key}", lang), lang)
        yield label("chart-aims-left-out", lang, why=why)
    if panel.sources:
        yield sources(panel.sources, lang)


def as_of(chart: Chart | ChartAcross, lang: Lang) -> str:
    """The dates of a chart."""
    known = label("progress-known", lang, date=chart.known_at) if chart.known_at else ""
    return label("chart-as-of", lang, as_of=chart.as_of, known=known)


def sources(ids: Iterable[str], lang: Lang) -> str:
    """The sources of a chart by their ids."""
    return label("chart-sources", lang, ids=label("comma", "en").join(ids))


def gap(before: int | None, after: int) -> str:
    """The years between two that have something to show; nothing if none lies there."""
    if before is None or after - before < 2:
        return ""
    return f"⋮ {before + 1}" + (f"–{after - 1}" if after - before > 2 else "")


def reasons(left_out: Mapping[str, int], word: Callable[[str, int], str], lang: Lang) -> str:
    """How much is left out, with why in words."""
    return label("comma", lang).join(
        label("chart-why", lang, count=count, why=word(key, count))
        for key, count in sorted(left_out.items())
    )
