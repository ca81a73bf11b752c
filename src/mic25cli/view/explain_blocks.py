"""The parts of a derivation that are lists: milestones, observations, methods, outside verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.choice import FATES
from mic25cli.calc.cites import Cited
from mic25cli.calc.progress.explain import Explanation, SourceNote
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Result
from mic25cli.view import gauge, statuses
from mic25cli.view.card import Block
from mic25cli.view.progress_table import amount, year_of
from mic25cli.view.text import Lang

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


def label(text: str, lang: Lang) -> str:
    """A label in the reader's language."""
    return _CHINESE.get(text, text) if lang == "zh" else text


def labelled(block: Block, lang: Lang) -> Block:
    """The block with its title and heads in the reader's language."""
    heads = tuple(label(head, lang) for head in block.heads)
    return Block(label(block.title, lang), heads, block.rows)


class Notes:
    """Numbers the places where something was read, in the order they are met."""

    def __init__(self, sources: Sequence[SourceNote]) -> None:
        self.sources = {each.id: each for each in sources}
        self.numbers: dict[tuple[str, str | None, str], int] = {}

    def mark(self, cites: Sequence[Cited]) -> str:
        """The numbers of cites, in brackets."""
        marks = [
            str(self.numbers.setdefault((c.source, c.at, c.checked), len(self.numbers) + 1))
            for c in cites
        ]
        return "[" + ", ".join(marks) + "]" if marks else ""

    def lines(self) -> tuple[str, ...]:
        """The numbered list of where things were read."""
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


def status_line(result: Result, lang: Lang) -> str:
    """The status; of a replaced milestone also what it would have been, and what replaced it."""
    said = statuses.mark(result.status, lang)
    if result.status_if_standing is not None:
        said += f"; had it stood: {statuses.mark(result.status_if_standing, lang)}"
    if result.milestone.superseded_by:
        said += f"; replaced by {result.milestone.superseded_by}"
    return said


def milestones(told: Explanation, notes: Notes, lang: Lang) -> Block:
    """Every milestone with who set it and its status."""
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
                status_line(result, lang) + because,
            )
        )
    return Block("Milestones (◂ applies)", ("Year", "Target", "Set by", "Status"), tuple(rows))


def observations(told: Explanation, notes: Notes, lang: Lang) -> Block:
    """Every observation with its fate."""
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
    line = gauge.sparkline([(year, float(value)) for year, value in result.series])
    span = f"  {result.series[0][0]} {line} {result.series[-1][0]}" if len(line) > 1 else ""
    heads = ("Period", "Value", "Basis", "Report", "Grade", "Fate")
    return _without_empty(Block(f"Observations{span}", heads, rows))


def _without_empty(block: Block) -> Block:
    """The block without the columns that hold nothing."""
    kept = [i for i in range(len(block.heads)) if any(row[i] for row in block.rows)]
    rows = tuple(tuple(row[i] for i in kept) for row in block.rows)
    return Block(block.title, tuple(block.heads[i] for i in kept), rows)


def methods(told: Explanation, lang: Lang) -> Block:
    """What every method says of the pace."""
    if told.headline is None:
        return Block("Methods", (), ())
    result = told.results[told.headline]
    rows = tuple(
        (
            METHODS[each.id].title,
            each.word or "–",
            statuses.mark(each.status, lang) if each.status else "–",
            "" if each.figures.ratio is None else num(each.figures.ratio),
            ", ".join(each.reasons),
        )
        for each in result.methods
    )
    title = "Methods, on the pace alone" + ("; they disagree" if result.disagree else "")
    return Block(title, ("Method", "Says", "Common scale", "Number", "Because"), rows)


def bases(told: Explanation, lang: Lang) -> Block:
    """The headline on every other basis."""
    rows = []
    for each in told.bases:
        last = each.result.observation
        latest = "" if last is None else f"{amount(last, lang)} ({last.period})"
        because = ", ".join(each.result.reasons)
        status = f"{statuses.mark(each.result.status, lang)} ({because})"
        rows.append((f"{each.basis}: {each.definition}", latest, status))
    worst = ""
    if told.several is not None and told.several.status is not None:
        worst = f", worst of all: {statuses.word(told.several.status, lang)}"
    return Block(f"On other bases{worst}", ("Basis", "Latest", "Status"), tuple(rows))


def trends(told: Explanation, lang: Lang) -> Block:
    """What methods say of the growth alone."""
    rows = tuple(
        (
            METHODS[each.method].title,
            each.word or "–",
            statuses.mark(each.status, lang) if each.status else "–",
            "" if each.growth is None else f"{num(each.growth * 100)}% a year",
        )
        for each in told.trends
    )
    return Block("Growth alone", ("Method", "Says", "Common scale", "Growth"), rows)


def outside(told: Explanation, notes: Notes) -> Block:
    """What outsiders say, in their own terms."""
    rows = []
    for each in told.outside:
        about = "as a whole" if each.subject is None else each.subject
        word = f" (“{each.category}”)" if each.category else ""
        reading = f"; our reading: {each.reading}" if each.reading else ""
        said = f"{about}: {each.verdict}{word}{reading} {notes.mark(each.cite)}"
        rows.append((each.date or "n.d.", each.assessor, said))
    title = "Outside assessments, in the assessors' terms"
    return Block(title, ("Date", "Assessor", "Says"), tuple(rows))
