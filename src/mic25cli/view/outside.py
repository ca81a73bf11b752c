"""Outside verdicts by industry, with the computed counts beside them; nothing is averaged."""

from __future__ import annotations

from typing import Any

from mic25cli.calc.progress.outside import Matrix, OutsideVerdict, Row
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import Counts
from mic25cli.view import statuses
from mic25cli.view.progress import method_of, plain
from mic25cli.view.sheet import Cell, Head, Sheet
from mic25cli.view.text import Lang, name_of

SCHEMA = "mic25.assessments/1"


def items(matrix: Matrix) -> list[dict[str, Any]]:
    """The rows as plain values: an industry, every assessment's verdicts on it, the counts."""
    return [plain(row) for row in matrix.rows]


def sheet(
    matrix: Matrix,
    rows: list[tuple[Row, dict[str, Any]]],
    summary: Counts,
    question: Question,
    digest: str,
    lang: Lang,
    for_people: bool,
) -> Sheet:
    """The matrix as a sheet.

    For people a verdict stands in a row of its own, grouped by industry, since
    words do not fit a grid; for machines an assessment is a column.
    """
    found = [item for _, item in rows]
    payload = {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": digest,
        "summary": plain(summary),
        "assessors": plain(matrix.assessors),
        "results": found,
    }
    industries = [row for row, _ in rows]
    heads, cells = _listed(industries, lang) if for_people else _grid(matrix, industries, lang)
    return Sheet(heads, cells, payload, tuple(found), footer=_footer(matrix))


def _listed(
    industries: list[Row], lang: Lang
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    zh = lang == "zh"
    heads = (
        Head("industry", "产业" if zh else "Industry", rank=0, style="name", want=20),
        Head("computed", "计算结果" if zh else "Computed", rank=0, want=18),
        Head("assessor", "评估方" if zh else "Assessor", rank=0, want=24),
        Head("verdict", "结论" if zh else "On: verdict", rank=0),
        Head("category", "原词" if zh else "Their word", rank=1, want=24),
        Head("reading", "我方解读" if zh else "Our reading", rank=2),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in industries:
        name, counts = name_of(row.name, lang), "; ".join(computed(row, lang))
        first: tuple[Cell, Cell] = ((name,), (counts,) if counts else ())
        said = [verdict for verdicts in row.verdicts.values() for verdict in verdicts]
        if not said:
            rows.append((*first, ("–",), (), (), ()))
        for verdict in said:
            rows.append((*first, *_cells(verdict)))
            first = ((), ())
    return heads, tuple(rows)


def _cells(verdict: OutsideVerdict) -> tuple[Cell, ...]:
    about = f"{verdict.subject}: {verdict.verdict}" if verdict.subject else verdict.verdict
    who = f"{verdict.assessor}, {verdict.date}" if verdict.date else verdict.assessor
    texts = (who, about, verdict.category, verdict.reading)
    return tuple((text,) if text else () for text in texts)


def computed(row: Row, lang: Lang) -> tuple[str, ...]:
    """The counts of the statuses that occur, one each."""
    return tuple(
        f"{statuses.mark(status, lang)} {number}"
        for status, number in row.computed.statuses.items()
        if number
    )


def _grid(
    matrix: Matrix, industries: list[Row], lang: Lang
) -> tuple[tuple[Head, ...], tuple[tuple[Cell, ...], ...]]:
    heads = (
        Head("industry", "Industry", rank=0),
        Head("computed", "Computed", rank=0),
        *(Head(each.assessment, each.assessment, rank=0) for each in matrix.assessors),
    )
    rows = []
    for row in industries:
        cells = [
            tuple(
                f"{each.subject}: {each.verdict}" if each.subject else each.verdict for each in said
            )
            for said in (row.verdicts[each.assessment] for each in matrix.assessors)
        ]
        rows.append(((row.industry,), computed(row, lang), *cells))
    return heads, tuple(rows)


def _footer(matrix: Matrix) -> tuple[str, ...]:
    lines = []
    for each in matrix.assessors:
        counted = ""
        if each.total is not None:
            met = "" if each.met is None else f"{each.met:g} of "
            counted = f" ({met}{each.total:g} {each.unit or ''})".replace(" )", ")")
        said = next((verdict.verdict for verdict in each.overall if verdict.subject is None), None)
        if said is not None:
            lines.append(f"on the whole, {each.assessor} {each.date or ''}: {said}{counted}")
    return tuple(lines)
