"""Outside verdicts by industry, with the computed counts beside them; nothing is averaged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, TypedDict

from mic25cli.calc.progress.outside import Assessor, Matrix, OutsideVerdict, Row
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import Counts
from mic25cli.view.document import Cell, Document, Head, Table
from mic25cli.view.output import Output, Plain
from mic25cli.view.progress import statuses
from mic25cli.view.progress.items import MethodUsed, method_of, plain
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import label

SCHEMA: Final = "mic25.assessments/1"


class Report(TypedDict):
    """Outside verdicts beside computed counts: who judges; the industries follow."""

    schema: Literal["mic25.assessments/1"]
    method: MethodUsed
    as_of: str
    known_at: str | None
    digest: str
    summary: Annotated[Any, Plain(Counts)]
    assessors: list[Annotated[Any, Plain(Assessor)]]


OUTPUT = Output("assessments-compare", Plain(Row), Report)


def report(matrix: Matrix, summary: Counts, question: Question, digest: str) -> Report:
    """What the comparison says of itself, before its rows."""
    return {
        "schema": SCHEMA,
        "method": method_of(question),
        "as_of": question.as_of,
        "known_at": question.known_at,
        "digest": digest,
        "summary": plain(summary),
        "assessors": plain(matrix.assessors),
    }


def document(matrix: Matrix, industries: Sequence[Row], lang: Lang) -> Document:
    """The matrix for people: a verdict in a row of its own, since words do not fit a grid."""
    return Document((_listed(industries, lang),), notes=_notes(matrix, lang))


def _listed(industries: Sequence[Row], lang: Lang) -> Table:
    heads = (
        Head("industry", label("compare-industry", lang), rank=0, style="name"),
        Head("computed", label("compare-computed", lang), rank=0),
        Head("assessor", label("compare-assessor", lang), rank=0),
        Head("verdict", label("compare-verdict", lang), rank=0),
        Head("category", label("compare-category", lang), rank=1),
        Head("reading", label("compare-reading", lang), rank=2),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in industries:
        name, counts = name_of(row.name, lang), label("semicolon", lang).join(computed(row, lang))
        first: tuple[Cell, Cell] = ((name,), (counts,) if counts else ())
        said = [verdict for verdicts in row.verdicts.values() for verdict in verdicts]
        if not said:
            rows.append((*first, ("–",), (), (), ()))
        for verdict in said:
            rows.append((*first, *_cells(verdict, lang)))
            first = ((), ())
    return Table(heads, tuple(rows))


def _cells(verdict: OutsideVerdict, lang: Lang) -> tuple[Cell, ...]:
    about = verdict.verdict
    if verdict.subject:
        about = label("explain-about", lang, about=verdict.subject, verdict=verdict.verdict)
    who = f"{verdict.assessor}, {verdict.date}" if verdict.date else verdict.assessor
    reading = None if verdict.reading is None else label(f"reading-{verdict.reading}", lang)
    return tuple((text,) if text else () for text in (who, about, verdict.category, reading))


def computed(row: Row, lang: Lang) -> tuple[str, ...]:
    """The counts of the statuses that occur, one each."""
    return tuple(
        f"{statuses.mark(status, lang)} {number}"
        for status, number in row.computed.statuses.items()
        if number
    )


def grid(matrix: Matrix, industries: Sequence[Row], lang: Lang) -> Table:
    """The matrix for machines: an assessment a column."""
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
    return Table(heads, tuple(rows))


def _notes(matrix: Matrix, lang: Lang) -> tuple[str, ...]:
    lines = []
    for each in matrix.assessors:
        counted = ""
        if each.total is not None:
            key = "compare-total" if each.met is None else "compare-of"
            met = None if each.met is None else f"{each.met:g}"
            counted = label(key, lang, met=met, total=f"{each.total:g}", unit=each.unit or "")
            counted = counted.replace(" )", ")")
        said = next((verdict.verdict for verdict in each.overall if verdict.subject is None), None)
        if said is not None:
            lines.append(
                label(
                    "compare-whole", lang, assessor=each.assessor, date=each.date or "",
                    verdict=said, counted=counted,
                )
            )  # fmt: skip
    return tuple(lines)
