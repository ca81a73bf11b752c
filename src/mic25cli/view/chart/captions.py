"""What a chart says in words: its title, the sentence of `explain`, its key and its caption."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Literal

from mic25cli.calc.cites import Reading
from mic25cli.calc.figure import Chart, Panel
from mic25cli.calc.marks import BaselineMark, MilestoneMark, ObservationMark, Series
from mic25cli.calc.progress.milestone import Milestone
from mic25cli.calc.span import Number
from mic25cli.model import edtf
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.quantities import counted, unit_suffix
from mic25cli.view.target import seen, sentence
from mic25cli.view.text import Lang, date, name_of, number
from mic25cli.view.words import label, value_word


def titles(panel: Panel, lang: Lang) -> tuple[str, ...]:
    """What the panel is called, a line a language."""
    name = panel.name
    if lang == "both":
        return tuple(part for part in (name["en"], name["zh"]) if part)
    return (name_of(name, lang),)


def sentences(panel: Panel, lang: Lang) -> tuple[str, ...]:
    """The sentence that `explain` prints, of each target; of an indicator alone what was seen last.

    Where a panel has several targets, each sentence names its own.
    """
    found = []
    for subject in panel.targets:
        said = label("explain-nothing", lang)
        if subject.headline is not None:
            said = sentence(subject.headline, lang)
        if len(panel.targets) > 1:
            said = label("chart-named", lang, name=name_of(subject.name, lang), sentence=said)
        found.append(said)
    return tuple(found) or (_last_seen(panel, lang),)


def _last_seen(panel: Panel, lang: Lang) -> str:
    points = [each for each in panel.points if each.role != "rival"]
    if not points:
        return label("explain-unseen", lang)
    first = [each for each in points if each.basis == points[0].basis]
    last = max(first, key=lambda each: (each.end, each.role == "line", -each.index)).reading
    return seen(last, lang)


def description(figure: Chart, lang: Lang) -> str:
    """The whole chart in one paragraph: for those who do not see it."""
    parts = [said for panel in figure.panels for said in (*sentences(panel, lang),)]
    return " ".join(parts)


def unit(panel: Panel, lang: Lang) -> str:
    """The unit of the axis of values, and which way is better where that is down."""
    own = (unit_suffix(panel.unit, lang) or value_word("unit", panel.unit, lang)).strip()
    return label("chart-less", lang, unit=own) if panel.direction == "decrease" else own


def on_axis(value: Number, panel: Panel, lang: Lang) -> str:
    """A number of the axis, counted as the language counts."""
    return number(counted(value, panel.unit, lang))


def brief(part: Milestone | Reading, panel: Panel, lang: Lang) -> str:
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


def in_force(panel: Panel, each: MilestoneMark) -> tuple[float, float] | None:
    """From when until when a milestone's number was the target; None if that is not known."""
    since = set_at(each)
    if since is None or each.year is None or not each.placed:
        return None
    ends = [set_at(after) for after in panel.successors(each)]
    return since, min([float(each.year), *(end for end in ends if end is not None)])


Sign = Literal[
    "aim", "replaced", "held", "start", "path", "line", "range", "bound", "weak", "apart", "rival"
]
"""A kind of mark that the key explains, beside the series."""


def key(panel: Panel, lang: Lang) -> Iterator[tuple[Sign, str]]:
    """What the marks mean, those that occur."""
    placed = [each for each in panel.milestones if each.placed]
    points = list(panel.points)
    occurs: dict[Sign, bool] = {
        "aim": any(each.current for each in placed),
        "replaced": any(not each.current for each in placed),
        "held": any(set_at(each) is not None for each in placed),
        "start": bool(panel.baselines),
        "path": bool(panel.paths),
        "line": any(series.runs for series in panel.series),
        "range": any(each.open is None and each.hedged for each in points),
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


def dated(each: ObservationMark, lang: Lang) -> str:
    """A number with its period and unit, in a list of such."""
    period, value = date(each.period, lang), amount(each.reading, lang)
    return label("chart-mark", lang, period=period, value=value)


def point(each: ObservationMark, lang: Lang) -> str:
    """An observation in full, as its tooltip and its row have it."""
    return dated(each, lang) + " · " + provenance(each, lang)


def provenance(each: ObservationMark | BaselineMark, lang: Lang) -> str:
    """Where a number was read, and what that is worth."""
    reading = each.reading
    grade = label("grade", lang, grade=reading.grade or "?")
    checked = label("checked", lang, checked=label(f"checked-{reading.checked}", lang))
    comma = label("comma-text", lang)
    return comma.join(part for part in (reading.report or "", grade, checked) if part)


def aim(each: MilestoneMark, lang: Lang, *, sign: bool = True) -> str:
    """A milestone in full: what is due when, set by whom, and its status, with its sign or not."""
    own = each.milestone
    year = str(own.year) if own.year is not None else label("no-year", lang)
    key = "chart-set" if own.published is None else "chart-set-when"
    said = label(key, lang, aim=amount(own, lang), report=own.report, published=own.published)
    due = label("chart-due" if own.year is not None else "chart-mark", lang,
                year=year, period=year, aim=said, value=said)  # fmt: skip
    status = statuses.status_text(each.result, lang)
    if not sign:
        word = statuses.word(each.result.status, lang)
        status = statuses.with_beside(word, each.result, lang)
    return f"{due} · {status}"


def set_at(each: MilestoneMark) -> float | None:
    """When a milestone was set, on the scale of years; None if its report has no date in time."""
    if each.milestone.published is None:
        return None
    when = edtf.parse(each.milestone.published)
    if when.latest is None:
        return None
    at = when.latest.year - 0.5 + when.latest.timetuple().tm_yday / 365
    return at if each.year is None or at < each.year else None


def caption(figure: Chart, panel: Panel, lang: Lang) -> Iterator[str]:
    """The lines below a panel: the dates, what is left out and why, the sources."""
    known = label("progress-known", lang, date=figure.known_at) if figure.known_at else ""
    yield label("chart-as-of", lang, as_of=figure.as_of, known=known)
    yield left_out(panel, lang)
    if panel.milestones_left_out:
        why = _reasons(
            {f"chart-why-{key}": n for key, n in panel.milestones_left_out.items()}, lang
        )
        yield label("chart-aims-left-out", lang, why=why)
    if panel.sources:
        ids = label("comma", "en").join(panel.sources)
        yield label("chart-sources", lang, ids=ids)


def left_out(panel: Panel, lang: Lang) -> str:
    """How many of the observations are not drawn, and why."""
    if not panel.observations:
        return label("chart-none-recorded", lang)
    missing = sum(panel.left_out.values())
    if not missing:
        key = "chart-one-drawn" if panel.observations == 1 else "chart-all-drawn"
        return label(key, lang, count=panel.observations)
    why = _reasons({f"fate-{key}": n for key, n in panel.left_out.items()}, lang)
    drawn = panel.observations - missing
    return label("chart-left-out", lang, drawn=drawn, count=panel.observations, why=why)


def _reasons(counts: dict[str, int], lang: Lang) -> str:
    parts = [
        label("chart-why", lang, count=n, why=label(key, lang)) for key, n in sorted(counts.items())
    ]
    return label("comma", lang).join(parts)
