"""The derivation of a target's status as a card: in words and numbers, with every source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mic25cli.calc.progress.evidence import Cited, Reading
from mic25cli.calc.progress.explain import Explanation, SourceNote
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.observation import FATES
from mic25cli.calc.progress.reasons import REASONS
from mic25cli.calc.progress.registry import METHODS
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import count
from mic25cli.view import gauge, standing
from mic25cli.view.card import Block, Card
from mic25cli.view.progress import amount, item, method_of, plain, year_of
from mic25cli.view.text import Lang, name_of

SCHEMA = "mic25.explain/1"


_CHINESE = {
    "In short": "概要",
    "As of": "截至",
    "Indicator": "指标",
    "Better": "方向",
    "Note": "说明",
    "Target": "目标",
    "Baseline": "基期",
    "Observation": "观测值",
    "Afterwards": "此后",
    "Counted as": "口径",
    "Measures": "测算",
    "Bar": "进度",
    "Formula": "公式",
    "Thresholds": "阈值",
    "Status": "状态",
    "Because": "原因",
    "Weak evidence": "薄弱证据",
    "Milestones (◂ applies)": "目标值(◂ 适用)",
    "Year": "年份",
    "Set by": "来源",
    "Period": "时期",
    "Value": "数值",
    "Basis": "口径",
    "Report": "报告",
    "Grade": "级别",
    "Fate": "取舍",
    "Method": "方法",
    "Says": "结论",
    "Common scale": "统一等级",
    "Number": "数值",
    "Growth": "增速",
    "Latest": "最新",
    "Date": "日期",
    "Assessor": "评估方",
}


def _label(text: str, lang: Lang) -> str:
    return _CHINESE.get(text, text) if lang == "zh" else text


def _labelled(block: Block, lang: Lang) -> Block:
    """The block with its title and heads in the reader's language."""
    heads = tuple(_label(head, lang) for head in block.heads)
    return Block(_label(block.title, lang), heads, block.rows)


class _Notes:
    """Numbers the places where something was read, in the order they are met."""

    def __init__(self, sources: Sequence[SourceNote]) -> None:
        self.sources = {each.id: each for each in sources}
        self.numbers: dict[tuple[str, str | None, str], int] = {}

    def mark(self, cites: Sequence[Cited]) -> str:
        marks = [
            str(self.numbers.setdefault((c.source, c.at, c.checked), len(self.numbers) + 1))
            for c in cites
        ]
        return "[" + ", ".join(marks) + "]" if marks else ""

    def lines(self) -> tuple[str, ...]:
        return tuple(self._line(*key, number) for key, number in self.numbers.items())

    def _line(self, source: str, at: str | None, checked: str, number: int) -> str:
        known = self.sources.get(source)
        if known is None:
            return f"[{number}] {source} · checked: {checked}"
        who = f"{known.publisher}, " if known.publisher else ""
        parts = [
            f"{who}{known.title} ({known.published or 'n.d.'})",
            f"grade {known.grade}, {known.access}",
            at,
            f"checked: {checked}",
            known.url,
        ]
        return f"[{number}] " + " · ".join(part for part in parts if part)


def card(told: Explanation, lang: Lang) -> Card:
    """The derivation as a card."""
    notes = _Notes(told.sources)
    facts = _facts(told, notes, lang)
    blocks = (
        _milestones(told, notes, lang),
        _observations(told, notes, lang),
        _methods(told, lang),
        _bases(told, lang),
        _trends(told, lang),
        _outside(told, notes),
    )
    name = told.name
    other = name["en"] if lang == "zh" else name["zh"]
    title = name_of(name, lang)
    return Card(
        kind="targets",
        id=told.target,
        title=title,
        subtitle=other if other and lang != "both" and other != title else "",
        facts=tuple((_label(label, lang), text) for label, text in facts if text),
        blocks=tuple(_labelled(block, lang) for block in blocks if block.rows),
        related=(),
        sources=notes.lines(),
    )


def payload(told: Explanation, digest: str) -> dict[str, Any]:
    """The derivation as JSON prints it: the same content as the card, with unrounded numbers."""
    question = told.question
    return {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": digest,
        "target": told.target,
        "name": plain(told.name),
        "note": told.note,
        "indicator": {
            "id": told.indicator,
            "definition": told.definition,
            "direction": told.direction,
        },
        "thresholds": plain(told.thresholds),
        "headline": told.headline,
        "summary": plain(count(told.results)),
        "results": [_whole(result) for result in told.results],
        "trends": plain(told.trends),
        "bases": [
            {"basis": each.basis, "definition": each.definition, "result": _whole(each.result)}
            for each in told.bases
        ],
        "several": plain(told.several),
        "outside": plain(told.outside),
        "sources": plain(told.sources),
    }


def _whole(result: Result) -> dict[str, Any]:
    candidates = [
        {"fate": each.fate, "observation": plain(each.reading)} for each in result.candidates
    ]
    return {
        **item(result, compare=True),
        "candidates": candidates,
        "series": [{"year": year, "value": value} for year, value in result.series],
    }


def in_short(result: Result, lang: Lang) -> str:
    """One sentence that can stand in a footnote."""
    aim = result.milestone
    last = result.observation
    said = f"{standing.word(result.status, lang)}: {amount(aim, lang)}"
    said += f" by {aim.year}" if aim.year is not None else ", year not stated"
    said += f" ({aim.report}, {aim.published or 'n.d.'})" if aim.report else ""
    if last is None:
        return f"{said}; no observation counts"
    return (
        f"{said}; last observed {amount(last, lang)} for {last.period}"
        f" ({last.report}, grade {last.grade or '?'}, checked: {last.checked})"
    )


def _facts(told: Explanation, notes: _Notes, lang: Lang) -> list[tuple[str, str]]:
    question = told.question
    known = f", known at {question.known_at}" if question.known_at else ""
    facts = [
        ("As of", f"{question.as_of}{known}"),
        ("Indicator", f"{told.indicator}: {told.definition}"),
        ("Better", told.direction or "not stated"),
        ("Note", told.note or ""),
    ]
    if told.headline is None:
        return [("Status", "no milestone had been set by then"), *facts]
    result = told.results[told.headline]
    return [
        ("In short", in_short(result, lang)),
        *facts,
        ("Target", _aim(result, notes, lang)),
        ("Baseline", _reading(result.baseline, notes, lang) or "none recorded"),
        ("Observation", _reading(result.observation, notes, lang) or "none that counts"),
        ("Afterwards", _reading(result.later, notes, lang)),
        ("Counted as", result.basis or ""),
        ("Measures", _measures(result)),
        ("Bar", gauge.bar(result.measures.share, result.measures.expected, 30)),
        ("Formula", "\n".join(result.method.working)),
        ("Thresholds", _thresholds(told)),
        ("Status", _status(result, lang)),
        ("Because", "\n".join(f"{code}: {REASONS[code]}" for code in result.reasons)),
        ("Weak evidence", ", ".join(result.weak)),
    ]


def _aim(result: Result, notes: _Notes, lang: Lang) -> str:
    aim = result.milestone
    lines = [
        f"{amount(aim, lang)} by {year_of(result)} {notes.mark(aim.cite)}",
        f"set by {aim.report}, published {aim.published or 'on an unknown date'}; "
        f"grade {aim.grade or '?'}, checked: {aim.checked}",
    ]
    return "\n".join([*lines, *([aim.note] if aim.note else [])])


def _reading(reading: Reading | None, notes: _Notes, lang: Lang) -> str:
    if reading is None:
        return ""
    lines = [
        f"{amount(reading, lang)} for {reading.period} {notes.mark(reading.cite)}",
        f"{reading.report}, published {reading.published or 'on an unknown date'}; "
        f"grade {reading.grade or '?'}, checked: {reading.checked}",
    ]
    if (reading.least, reading.most) != (reading.best, reading.best):
        low = "any value" if reading.least is None else num(reading.least)
        high = "any value" if reading.most is None else num(reading.most)
        lines.append(f"taken as {low} to {high}, at best {num(reading.best or 0.0)}")
    if reading.derived:
        lines.append(f"worked out: {reading.derived}")
    if reading.attributed:
        lines.append(f"attributed to {reading.attributed}")
    if reading.note:
        lines.append(reading.note)
    return "\n".join(lines)


def _measures(result: Result) -> str:
    found = result.measures
    shown = [
        ("share of the way", found.share),
        ("at least", found.share_low if found.share_low != found.share else None),
        ("at most", found.share_high if found.share_high != found.share else None),
        ("of the way to the stronger bound", found.share_other_bound),
        ("expected by then", found.expected),
        ("gap", found.gap),
        ("pace", found.pace),
        ("still to go", found.distance),
        ("needed a year", found.needed_per_year),
        ("arrival", found.arrival),
    ]
    lines = [f"{label} {num(value)}" for label, value in shown if value is not None]
    if found.lag is not None:
        ends = "before" if found.lag >= 0 else "after"
        lines.append(f"observed until {abs(found.lag):.1f} years {ends} the end of the target year")
    return "\n".join(lines)


def _thresholds(told: Explanation) -> str:
    parts = [
        f"{cut.word} below that"
        if cut.least is None
        else f"{cut.word} {'above' if cut.above else 'from'} {num(cut.least)}"
        for cut in told.thresholds
    ]
    return f"{told.measure}: " + ", ".join(parts)


def _status(result: Result, lang: Lang) -> str:
    said = standing.mark(result.status, lang)
    if result.status_if_standing is not None:
        said += f"; had it stood: {standing.mark(result.status_if_standing, lang)}"
    if result.milestone.superseded_by:
        said += f"; replaced by {result.milestone.superseded_by}"
    return said


def _milestones(told: Explanation, notes: _Notes, lang: Lang) -> Block:
    rows = []
    for index, result in enumerate(told.results):
        aim = result.milestone
        year = f"{year_of(result)} ◂" if index == told.headline else year_of(result)
        who = f"{aim.report}, {aim.published or 'n.d.'}" if aim.report else "n.d."
        because = f" ({', '.join(result.reasons)})" if result.reasons else ""
        rows.append(
            (
                year,
                f"{amount(aim, lang)} {notes.mark(aim.cite)}",
                who,
                _status(result, lang) + because,
            )
        )
    return Block("Milestones (◂ applies)", ("Year", "Target", "Set by", "Status"), tuple(rows))


def _observations(told: Explanation, notes: _Notes, lang: Lang) -> Block:
    if not told.results:
        return Block("Observations", (), ())
    result = told.results[told.headline or 0]
    rows = tuple(
        (
            each.reading.period,
            amount(each.reading, lang),
            each.reading.basis or "",
            f"{each.reading.report or ''} {notes.mark(each.reading.cite)}",
            f"{each.reading.grade or '?'} {each.reading.checked}",
            FATES[each.fate],
        )
        for each in sorted(result.candidates, key=lambda each: each.reading.period)
    )
    line = gauge.sparkline(result.series)
    span = f"  {result.series[0][0]} {line} {result.series[-1][0]}" if len(line) > 1 else ""
    heads = ("Period", "Value", "Basis", "Report", "Grade", "Fate")
    return _without_empty(Block(f"Observations{span}", heads, rows))


def _without_empty(block: Block) -> Block:
    """The block without the columns that hold nothing."""
    kept = [i for i in range(len(block.heads)) if any(row[i] for row in block.rows)]
    rows = tuple(tuple(row[i] for i in kept) for row in block.rows)
    return Block(block.title, tuple(block.heads[i] for i in kept), rows)


def _methods(told: Explanation, lang: Lang) -> Block:
    if told.headline is None:
        return Block("Methods", (), ())
    result = told.results[told.headline]
    rows = tuple(
        (
            METHODS[each.id].title,
            each.word or "–",
            standing.mark(each.status, lang) if each.status else "–",
            "" if each.figures.ratio is None else num(each.figures.ratio),
            ", ".join(each.reasons),
        )
        for each in result.methods
    )
    title = "Methods, on the pace alone" + ("; they disagree" if result.disagree else "")
    return Block(title, ("Method", "Says", "Common scale", "Number", "Because"), rows)


def _bases(told: Explanation, lang: Lang) -> Block:
    rows = []
    for each in told.bases:
        last = each.result.observation
        latest = "" if last is None else f"{amount(last, lang)} ({last.period})"
        because = ", ".join(each.result.reasons)
        status = f"{standing.mark(each.result.status, lang)} ({because})"
        rows.append((f"{each.basis}: {each.definition}", latest, status))
    worst = ""
    if told.several is not None and told.several.status is not None:
        worst = f", worst of all: {standing.word(told.several.status, lang)}"
    return Block(f"On other bases{worst}", ("Basis", "Latest", "Status"), tuple(rows))


def _trends(told: Explanation, lang: Lang) -> Block:
    rows = tuple(
        (
            METHODS[each.method].title,
            each.word or "–",
            standing.mark(each.status, lang) if each.status else "–",
            "" if each.growth is None else f"{num(each.growth * 100)}% a year",
        )
        for each in told.trends
    )
    return Block("Growth alone", ("Method", "Says", "Common scale", "Growth"), rows)


def _outside(told: Explanation, notes: _Notes) -> Block:
    rows = []
    for each in told.outside:
        about = "as a whole" if each.subject is None else each.subject
        word = f" (“{each.category}”)" if each.category else ""
        reading = f"; our reading: {each.outcome}" if each.outcome else ""
        said = f"{about}: {each.verdict}{word}{reading} {notes.mark(each.cite)}"
        rows.append((each.date or "n.d.", each.assessor, said))
    title = "Outside assessments, in the assessors' terms"
    return Block(title, ("Date", "Assessor", "Says"), tuple(rows))
