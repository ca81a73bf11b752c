"""The parts of a derivation that are lists: milestones, observations, methods, outside verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.cites import Cited
from mic25cli.calc.progress.explain import Explanation, SourceNote
from mic25cli.calc.progress.method import num
from mic25cli.calc.progress.result import Result
from mic25cli.view import gauge
from mic25cli.view.document import Table, table_of_texts
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import amount
from mic25cli.view.progress.table import year_of
from mic25cli.view.text import Lang
from mic25cli.view.words import label


class Notes:
    """Numbers the places where something was read, in the order they are met."""

    def __init__(self, sources: Sequence[SourceNote], lang: Lang) -> None:
        self.sources = {source.id: source for source in sources}
        self.lang = lang
        self.numbers: dict[tuple[str, str | None, str], int] = {}

    def mark(self, cites: Sequence[Cited]) -> str:
        """The numbers of cites, in brackets."""
        marks = [
            str(self.numbers.setdefault((c.source, c.at, c.checked), len(self.numbers) + 1))
            for c in cites
        ]
        return "[" + ", ".join(marks) + "]" if marks else ""

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The numbered list of where things were read: the mark and the line of each."""
        return tuple((f"[{number}]", self._line(*key)) for key, number in self.numbers.items())

    def short(self, most: int) -> tuple[tuple[str, str], ...]:
        """The first of the list by id and title; how many more there are stands last."""
        lines: list[tuple[str, str]] = []
        for (source, at, _), number in list(self.numbers.items())[:most]:
            known = self.sources.get(source)
            said = [source]
            if known is not None:
                who = f"{known.publisher}, {known.title}" if known.publisher else known.title
                published = known.published or label("no-date", self.lang)
                key = "explain-source-brief"
                said = [
                    source,
                    label(key, self.lang, who=who, published=published, grade=known.grade),
                ]
            lines.append((f"[{number}]", " · ".join([*said, *([at] if at else [])])))
        left = len(self.numbers) - len(lines)
        return (*lines, *((("", label("more", self.lang, count=left)),) if left else ()))

    def _line(self, source: str, at: str | None, checked: str) -> str:
        known, lang = self.sources.get(source), self.lang
        looked = label("explain-checked", lang, checked=label(f"checked-{checked}", lang))
        if known is None:
            return f"{source} · {looked}"
        who = f"{known.publisher}, {known.title}" if known.publisher else known.title
        published = known.published or label("no-date", lang)
        parts = [
            source,
            label(
                "explain-source", lang, who=who, published=published,
                grade=known.grade, access=label(f"access-{known.access}", lang),
            ),
            at,
            looked,
            known.url,
        ]  # fmt: skip
        return " · ".join(part for part in parts if part)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], lang: Lang) -> Table:
    return table_of_texts(title, [label(f"explain-{head}", lang) for head in heads], rows)


def status_line(result: Result, lang: Lang) -> str:
    """The status; of a replaced milestone also what it would have been, and what replaced it."""
    said = [statuses.status_text(result, lang)]
    if result.status_if_standing is not None:
        standing = statuses.mark(result.status_if_standing, lang)
        said.append(label("explain-standing", lang, status=standing))
    if result.milestone.superseded_by:
        said.append(label("explain-replaced", lang, report=result.milestone.superseded_by))
    return label("semicolon", lang).join(said)


def milestones(explanation: Explanation, notes: Notes, lang: Lang) -> Table:
    """Every milestone with who set it and its status."""
    rows = []
    for index, result in enumerate(explanation.results):
        aim = result.milestone
        year = f"{year_of(result)} ◂" if index == explanation.headline else year_of(result)
        when = aim.published or label("no-date", lang)
        who = f"{aim.report}, {when}" if aim.report else label("no-date", lang)
        said = label("comma", lang).join(statuses.reason(reason, lang) for reason in result.reasons)
        because = f" · {said}" if said else ""
        value = f"{amount(aim, lang)} {notes.mark(aim.cite)}"
        rows.append((year, value, who, status_line(result, lang) + because))
    heads = (
        label("progress-year", lang),
        label("explain-aim", lang),
        label("progress-report", lang),
    )
    return table_of_texts(
        label("explain-milestones", lang), (*heads, label("explain-status", lang)), rows
    )


def observations(explanation: Explanation, notes: Notes, lang: Lang) -> Table:
    """Every observation with its fate."""
    if not explanation.results:
        return Table((), ())
    result = explanation.results[explanation.headline or 0]
    rows = tuple(
        (
            candidate.reading.period,
            amount(candidate.reading, lang),
            candidate.reading.basis or "",
            f"{candidate.reading.report or ''} {notes.mark(candidate.reading.cite)}",
            f"{candidate.reading.grade or '?'}"
            f" {label(f'checked-{candidate.reading.checked}', lang)}",
            label(f"fate-{candidate.fate}", lang),
        )
        for candidate in sorted(result.candidates, key=lambda candidate: candidate.reading.period)
    )
    line = gauge.sparkline([(year, float(value)) for year, value in result.series])
    span = f"  {result.series[0][0]} {line} {result.series[-1][0]}" if len(line) > 1 else ""
    heads = ("period", "value", "basis", "report", "grade", "fate")
    # A column that holds nothing would say nothing.
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    return _table(
        label("explain-observations", lang) + span,
        [heads[place] for place in kept],
        [[row[place] for place in kept] for row in rows],
        lang,
    )


def methods(explanation: Explanation, lang: Lang) -> Table:
    """What every method says of the pace."""
    if explanation.headline is None:
        return Table((), ())
    result = explanation.results[explanation.headline]
    rows = [
        (
            statuses.method_title(method.id, lang),
            statuses.method_class(method.word, lang),
            statuses.mark(method.status, lang) if method.status else "–",
            "" if method.figures.ratio is None else num(round(method.figures.ratio, 4)),
            label("comma", lang).join(statuses.reason(code, lang) for code in method.reasons),
        )
        for method in result.methods
    ]
    key = "explain-methods-disagree" if result.disagree else "explain-methods"
    heads = ("method", "method-says", "scale", "number", "because")
    return _table(label(key, lang), heads, rows, lang)


def bases(explanation: Explanation, lang: Lang) -> Table:
    """The headline on every other basis."""
    rows = []
    for basis in explanation.bases:
        last = basis.result.observation
        latest = "" if last is None else f"{amount(last, lang)} ({last.period})"
        said = label("comma", lang).join(
            statuses.reason(code, lang) for code in basis.result.reasons
        )
        status = f"{statuses.status_text(basis.result, lang)} · {said}"
        rows.append((f"{basis.basis}: {basis.definition}", latest, status))
    title = label("explain-bases", lang)
    if explanation.several is not None and explanation.several.status is not None:
        worst = statuses.word(explanation.several.status, lang)
        title = label("explain-bases-worst", lang, status=worst)
    return _table(title, ("basis", "latest", "status"), rows, lang)


def trends(explanation: Explanation, lang: Lang) -> Table:
    """What methods say of the growth alone."""
    rows = [
        (
            statuses.method_title(trend.method, lang),
            statuses.method_class(trend.word, lang),
            statuses.mark(trend.status, lang) if trend.status else "–",
            ""
            if trend.growth is None
            else label("explain-a-year", lang, rate=num(round(trend.growth * 100, 2))),
        )
        for trend in explanation.trends
    ]
    heads = ("method", "method-says", "scale", "growth")
    return _table(label("explain-trends", lang), heads, rows, lang)


def outside(explanation: Explanation, notes: Notes, lang: Lang) -> Table:
    """What outsiders say, in their own terms."""
    rows = []
    for verdict in explanation.outside:
        about = verdict.subject or label("explain-as-a-whole", lang)
        said = label("explain-about", lang, about=about, verdict=verdict.verdict)
        if verdict.category:
            said += label("explain-category", lang, category=verdict.category)
        if verdict.reading:
            reading = label(f"reading-{verdict.reading}", lang)
            said += label("explain-reading", lang, reading=reading)
        when = verdict.date or label("no-date", lang)
        rows.append((when, verdict.assessor, f"{said} {notes.mark(verdict.cite)}"))
    heads = ("date", "assessor", "method-says")
    return _table(label("explain-outsiders", lang), heads, rows, lang)
