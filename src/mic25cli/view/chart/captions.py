"""The words of a chart: its title, the sentence from `explain`, its key and its caption."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mic25cli import __version__
from mic25cli.calc.chart_data import Chart, Panel
from mic25cli.calc.chart_fund_amounts import FundsChart
from mic25cli.calc.chart_marks import MilestoneMark, PanelTarget, Series
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import JudgedMilestone, Sentence
from mic25cli.calc.scorecard import Scorecard
from mic25cli.calc.source_grades import Reading
from mic25cli.calc.value_range import Number
from mic25cli.model.chinese_script import has_han
from mic25cli.model.dataset import Record
from mic25cli.model.languages import BOTH, TEXT_LANGUAGES, catalogue
from mic25cli.model.units import Units
from mic25cli.values import NamedTuple
from mic25cli.view.chart.axis_scale import Scale
from mic25cli.view.chart.palette import SERIES
from mic25cli.view.chart.svg_shapes import HAN
from mic25cli.view.document import Head, Line, Style
from mic25cli.view.quantities import in_usual_units, quantity, unit_suffix
from mic25cli.view.sources.numbered_sources import counting
from mic25cli.view.text import (
    Lang,
    date,
    known_by,
    label,
    letter,
    name_of,
    number,
    value_word,
    with_parenthesis,
)
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.sentence import number_words

if TYPE_CHECKING:
    from mic25cli.model.records import Source


Rows = list[Sequence[Line | list[Line]]]
"""Rows of cells, where a cell may have several lines; missing cells at the end are empty."""

Table = tuple[Sequence[Head], Rows]

Told = TypeVar("Told", bound=Callable[..., Any])


class Words(NamedTuple):
    """The words around a drawing: one title per language, sentences, and the caption."""

    titles: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()


def _once(words: Told) -> Told:
    """Cache the words of a chart, because it is drawn in several widths."""

    def kept(chart: Chart, *of: object, **how: object) -> object:
        known = vars(chart).setdefault("_words", {})
        key = (words, *map(id, of), *how.values())
        if key not in known:
            known[key] = words(chart, *of, **how), of  # The id of a freed object may recur.
        return known[key][0]

    return cast("Told", update_wrapper(kept, words))


@_once
def words(chart: Chart, panel: Panel, lang: Lang) -> Words:
    """For one target, the verdict and the figure with the target below; for several, each
    answer."""
    name = panel.name
    names = (name["en"], name["zh"]) if lang == BOTH else (name_of(name, lang),)
    titles, below = tuple(part for part in names if part), [_last_seen(chart, panel, lang)]
    if panel.targets:
        below = [_sentence(target, lang, many=len(panel.targets) > 1) for target in panel.targets]
    answer_of_one = panel.targets[0].headline if len(panel.targets) == 1 else None
    if answer_of_one is not None and answer_of_one.answer is not None:
        sentence, _ = answer_of_one.answer.in_language(lang)
        if sentence.fact:
            title, rest = title_and_rest(sentence, lang)
            titles, below = (title,), [rest]
    return Words(titles, tuple(below), tuple(_caption(chart, panel, lang)))


def title_and_rest(sentence: Sentence, lang: Lang) -> tuple[str, str]:
    """An answer split into its fact as a title, and the rest, punctuated for its language."""
    lang = lang if has_han(sentence.text) else TEXT_LANGUAGES[0]
    title = label("answer-title", lang, head=sentence.head, fact=sentence.fact)
    target = sentence.target[:1].upper() + sentence.target[1:]
    return title, label("answer-sentence", lang, text=target) + sentence.more


def _sentence(subject: PanelTarget, lang: Lang, *, many: bool) -> str:
    result = subject.headline
    answer_text = result and result.answer and result.answer.in_language(lang)[0].text
    text = answer_text or label("explain-nothing", lang)
    name = name_of(subject.name, lang)
    return label("chart-named", lang, name=name, sentence=text) if many else text


def _last_seen(chart: Chart, panel: Panel, lang: Lang) -> str:
    points = [point for point in panel.points if point.role != "rival"]
    if not points:
        return label("explain-unseen", lang)
    first = [point for point in points if point.reading.basis == points[0].reading.basis]
    newest = max(first, key=lambda point: (point.end, point.role == "line", -point.index)).reading
    return label("chart-last-seen", lang, figure=read(chart, newest, lang))


def last(result: JudgedMilestone) -> Reading | None:
    """The last figure that counts for a milestone."""
    return result.later or result.latest or result.seen


def unit(panel: Panel, lang: Lang) -> str:
    """The unit of the value axis, with a note if less is better."""
    own = own_unit(panel, lang)
    return label("chart-less", lang, unit=own) if own and panel.direction == "decrease" else own


def own_unit(panel: Panel, lang: Lang) -> str:
    """The unit of the value axis as written after a number."""
    if panel.unit == "yes-no":
        return ""  # The axis already shows this.
    return (unit_suffix(panel.unit, lang) or value_word("unit", panel.unit, lang)).strip()


def on_axis(value: Number, panel: Panel, lang: Lang) -> str:
    """A number on the axis in the scales of the language (万, 亿 in Chinese)."""
    if panel.unit == "yes-no":
        return label("word-yes" if value else "word-no", lang)
    return number(in_usual_units(value, panel.unit, lang), lang)


def over_strip(axis: Scale, unit: str, lang: Lang, room: int) -> str:
    """The numbers of the axis above a strip, as many as fit."""
    over = ""
    for tick in axis.ticks:
        text = number(in_usual_units(tick, unit, lang), lang)
        start = min(max(0, round(axis.at(tick)) - len(text) // 2), room - len(text))
        if start > len(over) or not over:
            over = over.ljust(start) + text
    return over


@_once
def brief(
    chart: Chart,
    part: PlacedMilestone | Reading,
    panel: Panel,
    lang: Lang,
    told: bool | None = None,
) -> str:
    """The number next to a mark, in the unit of the axis. A long unit is left out. A figure has
    three significant digits, or those of the title if it is `told` there."""
    claim = {**in_unit(vars(part), panel.unit, chart.units), "base_year": None}
    numbers = {key: claim[key] for key in ("value", "low", "high")}
    if told is not None:
        numbers = {key: value and _near(value, lang, told) for key, value in numbers.items()}
    if len(unit_suffix(panel.unit, lang)) > 2 and panel.unit not in ("rank", "yes-no"):
        numbers = {
            key: value and in_usual_units(value, panel.unit, lang) for key, value in numbers.items()
        }
        claim["unit"] = None
    return quantity({**claim, **numbers}, lang)


def _near(value: Number, lang: Lang, told: bool) -> Number:
    exact = Decimal(value)
    rounded = number_words.rounded(exact, lang) if told else round(exact, 2 - exact.adjusted())
    if rounded == exact:
        return value
    return int(rounded) if rounded % 1 == 0 else rounded.normalize()


def in_unit(claim: Record, unit: str, units: Units) -> Record:
    """A quantity in the unit of an axis."""
    own = claim["unit"]
    if own in (None, unit):
        return {**claim, "unit": unit}
    numbers = {key: claim[key] for key in ("value", "low", "high")}
    turned = {
        key: value and Decimal(units.convert(value, own, unit)).normalize()
        for key, value in numbers.items()
    }
    return {**claim, **turned, "unit": unit}


FULL, HOLLOW = "●■▲◆▼★◀▶", "○□△◇▽☆◁▷"
"""The symbols of series in text; a hollow one marks weak evidence."""


def series_style(place: int) -> Style:
    """The text style of the series at a position."""
    return cast("Style", f"series-{place % SERIES}")


def tag(panel: Panel, place: int) -> str:
    """A letter for each series, if there are more series than symbols."""
    return f"{letter(place)} " if len(panel.bases) > SERIES else ""


def who(chart: Chart, source_id: str | None, lang: Lang) -> str:
    """The short name of a source, or its publisher; never its id."""
    source = chart.cited.get(source_id or "")
    if source is None:
        return ""
    short = source["short_name"]
    return name_of(short, lang) if short else _body(chart, source, lang)


def setter(chart: Chart, source_id: str | None, lang: Lang) -> str:
    """Who set a target that is in a source; not its publisher if that is a journal."""
    source, body = chart.cited.get(source_id or ""), chart.issuers.get(source_id or "")
    if source is None or source["short_name"] or not (body or not source["originator"]):
        return who(chart, source_id, lang)
    return name_of(body["short_name"] or body["name"], lang) if body else source["title"]


_HAN = re.compile(f"(?:{HAN.pattern}|[（）《》“”、])+")


def _body(chart: Chart | FundsChart, source: Source, lang: Lang) -> str:
    name = source["originator"] or source["publisher"] or source["title"]
    others = _HAN.findall(name) if catalogue(lang).suffix else _HAN.split(name)
    return _body_name(chart, (max(others, key=len, default="").strip() or name).strip(), lang)


def _body_name(chart: Chart | FundsChart, body: str, lang: Lang) -> str:
    return chart.bodies.get(body, body) if catalogue(lang).suffix else body


@_once
def names(chart: Chart, panel: Panel, lang: Lang) -> list[str]:
    """The name of each series: what was counted, by whom if that is needed, and its fit."""
    counters = [_counter(chart, series, lang) for series in panel.bases]
    counted = [_counted(series, lang) or name_of(panel.counted, lang) for series in panel.bases]
    texts = []
    for place, series in enumerate(panel.bases):
        name = counted[place]
        same = {who for who, other in zip(counters, counted, strict=True) if other == name}
        if counters[place] and len(same) > 1:
            name = with_parenthesis(name, counters[place], lang)
        if series.fit not in (None, "exact"):
            fit = status_words.fit_word(series.fit, series.side, lang)
            name = label("chart-of", lang, basis=name, fit=fit)
        texts.append(name)
    return texts


def _counted(series: Series, lang: Lang) -> str:
    meaning = series.meaning_zh if catalogue(lang).suffix else series.meaning
    return shortened(meaning or "")


def shortened(meaning: str) -> str:
    """The first clause of a definition."""
    return re.split(r"[,;:(.](?:\s|$)|[，；：。]", meaning, maxsplit=1)[0].strip()


def _counter(chart: Chart, series: Series, lang: Lang) -> str:
    bodies = Counter(
        _body_name(chart, point.reading.attributed or "", lang) or _body(chart, source, lang)
        for point in series.points
        for source in [chart.cited.get(point.reading.report or point.reading.cite[0].source)]
        if source is not None
        if point.reading.attributed or source["originator"] or source["publisher"]
    )
    (most, count), *_ = bodies.most_common(1) or [("", 0)]
    others = len(bodies) - 1
    most = label("chart-and-more", lang, names=most, count=others) if others > 0 else most
    return most if count > bodies.total() / 2 else ""


MOST_BODIES = 6
"""The maximum number of bodies named in a line of sources."""


@_once
def read(chart: Chart, reading: Reading, lang: Lang) -> str:
    """An observation or a baseline in full, with its source and grade."""
    text = label("chart-mark", lang, period=date(reading.period, lang), value=amount(reading, lang))
    grade = counting(reading.grade, lang)
    checked = label(f"page-read-{reading.checked}", lang)
    rest = filter(None, (who(chart, reading.report, lang), grade, checked))
    return f"{text} · {label('comma-text', lang).join(rest)}"


@_once
def milestone_caption(chart: Chart, mark: MilestoneMark, lang: Lang) -> str:
    """A milestone in full: value, year, who set it, and its status."""
    own = mark.milestone
    key = "chart-set" if own.published is None else "chart-set-when"
    values = {
        "report": setter(chart, own.report, lang),
        "published": own.published and date(own.published, lang),
    }
    text = label(key, lang, value=amount(own, lang), **values)
    due = text if mark.year is None else label("chart-target", lang, year=own.year_name, value=text)
    return f"{due} · {status_words.status_text(mark.result, lang)}"


def unmeasured(chart: Chart, panel: Panel, lang: Lang) -> Iterator[str]:
    """The targets, as text in place of a drawing, if there is no observation."""
    yield label("chart-nothing-seen", lang)
    for mark in (*panel.placed, *panel.undated):
        yield milestone_caption(chart, mark, lang)


def _caption(chart: Chart, panel: Panel, lang: Lang) -> Iterator[str]:
    points = sum(1 for _ in panel.points)
    if panel.running:
        yield label("chart-running", lang)
    if panel.left_out:
        why = reasons(panel.left_out, lambda key: label(f"use-{key}", lang), lang)
        yield label("chart-left-out", lang, drawn=points, count=panel.observations, why=why)
    else:
        key = {0: "chart-none-recorded", 1: "chart-one-drawn"}.get(points, "chart-all-drawn")
        yield label(key, lang, count=points)
    left_out = Counter(panel.milestones_left_out)
    left_out["no-year"] -= len(panel.undated)
    if +left_out:
        why = reasons(+left_out, lambda key: label(f"chart-why-{key}", lang), lang)
        yield label("chart-targets-left-out", lang, why=why)
    yield source_line(chart, panel.sources, lang)


def source_line(chart: Chart | FundsChart, ids: Iterable[str], lang: Lang) -> str:
    """The sources of a drawing, the program and the reference date."""
    bodies = list(
        dict.fromkeys(_body(chart, chart.cited[id_], lang) for id_ in ids if id_ in chart.cited)
    )
    more = len(bodies) - MOST_BODIES
    names = label("comma", lang).join(bodies[:MOST_BODIES])
    if more > 0:
        names = label("chart-and-more", lang, names=names, count=more)
    return made(chart, "chart-sources" if names else "chart-made", lang, names=names)


def made(chart: Chart | FundsChart | Scorecard, key: str, lang: Lang, **words: object) -> str:
    """The line with the dataset, the program and the reference date of a drawing."""
    cutoff = known_by(chart.known_at, lang)
    line = label(
        key, lang, **words, version=__version__, as_of=date(chart.as_of, lang), known=cutoff
    )
    if not chart.license:
        return line
    return line + label("headline-gap", lang) + label("chart-license", lang, name=chart.license)


def gap(before: int | None, after: int) -> str:
    """The years left out between two rows, as text; empty if there are none."""
    if before is None or after - before < 2:
        return ""
    return f"⋮ {before + 1}" + (f"–{after - 1}" if after - before > 2 else "")


def reasons(left_out: Mapping[str, int], word: Callable[[str], str], lang: Lang) -> str:
    """The number of figures left out, with the reasons."""
    return label("comma", lang).join(
        label("chart-why", lang, count=count, why=word(key))
        for key, count in sorted(left_out.items())
    )
