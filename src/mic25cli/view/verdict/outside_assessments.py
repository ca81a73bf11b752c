"""Outside assessments by industry beside our own counts; nothing is averaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Literal

from mic25cli.calc.progress.outside_assessments import (
    Assessor,
    IndustryVerdicts,
    Matrix,
    OutsideVerdict,
)
from mic25cli.calc.progress.rollup import Counts, JudgedBy
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import in_place
from mic25cli.values import FrozenData, field
from mic25cli.view.columns import ColumnOf, cell_of, table_of
from mic25cli.view.document import (
    Cell,
    Entries,
    Entry,
    Head,
    Heading,
    Line,
    Notes,
    Part,
    Piece,
    TextDocument,
    TextTable,
)
from mic25cli.view.json_output import Output
from mic25cli.view.text import Lang, date, label, name_of, own_text
from mic25cli.view.verdict.status_marks import GROUPS, READINGS


class OutsideReport(FrozenData, kw_only=True):
    """Outside assessments beside our own counts: the assessors; the industries follow."""

    schema: Literal["mic25.assessments/1"] = "mic25.assessments/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))
    summary: Counts
    assessors: tuple[Assessor, ...]


OUTPUT = Output("assessments-compare", IndustryVerdicts, OutsideReport)


ROWS, SEVERAL = 20, 2
"""With more assessors than that, those that judge fewer industries get no row in the matrix."""


def document(
    matrix: Matrix,
    industries: Sequence[IndustryVerdicts],
    dataset: RecordSet,
    command_for: Callable[[str], str],
    lang: Lang,
) -> TextDocument:
    """One column per industry and one row per assessor; their own words follow below."""
    judged = [
        (assessor, sum(bool(row.verdicts[assessor.assessment]) for row in industries))
        for assessor in matrix.assessors
    ]
    several = SEVERAL if len(industries) > 1 and sum(bool(n) for _, n in judged) > ROWS else 1
    in_rows = [assessor for assessor, number in judged if number >= several]
    alone = [assessor for assessor, number in judged if 0 < number < several]
    parts: list[Part] = [
        _grid(in_rows, industries, dataset, lang),
        Notes(_legend(industries, lang)),
    ]
    if alone:
        parts.append(Notes((label("compare-alone", lang, count=len(alone)),)))
    heads = ("field-reading", "compare-verdict", "compare-category", "field-assessor")
    for number, row in enumerate(industries, 1):
        name = name_of(row.name, lang)
        qualifier = label("comma", lang).join(computed(row, lang))
        parts.append(Heading(f"{number}  {name}" if len(industries) > 1 else name, qualifier))
        rows = tuple(
            _entry(verdict, dataset, lang)
            for verdicts in row.verdicts.values()
            for verdict in verdicts
        )
        parts.append(Entries(rows, tuple(label(head, lang) for head in heads)))
    notes = list(_notes(matrix, dataset, lang))
    one = next((row.assessment for row in (*in_rows, *alone)), None)
    if one is not None:
        notes.append(
            label("compare-one", lang, command=command_for(f"mic25 assessments show {one}"))
        )
    return TextDocument(tuple(parts), notes=tuple(notes))


def _grid(
    assessors: Sequence[Assessor],
    industries: Sequence[IndustryVerdicts],
    dataset: RecordSet,
    lang: Lang,
) -> TextTable:
    heads = [
        Head("assessor", label("field-assessor", lang), rank=0, style="name"),
        Head("date", label("date", lang), rank=2),
        *(
            Head(row.industry, name_of(row.name, lang), True, 0, short=str(number))
            for number, row in enumerate(industries, 1)
        ),
        Head("id", label("id", lang), style="id"),
    ]
    rows: list[tuple[Cell, ...]] = []
    for group, (sign, style, _) in GROUPS.items():
        counts = [row.computed.by_targets.groups[group] for row in industries]
        if any(counts):
            status = label(f"headline-{group}", lang)
            status = status[:1].upper() + status[1:]
            title = label("compare-computed-as", lang, status=status)
            cells = (cell_of(str(count or "")) for count in counts)
            rows.append(((((style, sign), ("", f" {title}")),), (), *cells, ()))
    for assessor in assessors:
        columns_of_signs = [_signs(row.verdicts[assessor.assessment]) for row in industries]
        who = cell_of(own_text(dataset, assessor.assessor, lang))
        when = cell_of(date(assessor.date or "", lang))
        rows.append((who, when, *columns_of_signs, cell_of(assessor.assessment)))
    return TextTable(tuple(heads), tuple(rows), scanned=True)


def _signs(verdicts: Sequence[OutsideVerdict]) -> Cell:
    readings = {verdict.reading for verdict in verdicts}
    pieces = [(style, sign) for reading, (sign, style) in READINGS.items() if reading in readings]
    pieces += [("dim", NO_READING)] if None in readings else []
    return (tuple(pieces),) if pieces else ()


NO_READING = "·"


def _legend(industries: Sequence[IndustryVerdicts], lang: Lang) -> tuple[str, ...]:
    signs = [_reading(key, lang)[1] for key in READINGS]
    signs.append(f"{NO_READING} {label('compare-unread', lang)}")
    signs_mean = label("compare-signs", lang, signs=label("comma", lang).join(signs))
    names = [f"{number} {name_of(row.name, lang)}" for number, row in enumerate(industries, 1)]
    return (signs_mean, " · ".join(names)) if len(names) > 1 else (signs_mean,)


def _reading(reading: str | None, lang: Lang) -> Piece:
    if reading is None:
        return ("dim", NO_READING)
    sign, style = READINGS[reading]
    return (style, f"{sign} {label(f'reading-{reading}', lang)}")


def _verdict_text(verdict: OutsideVerdict, dataset: RecordSet, lang: Lang) -> str:
    subject, words = (own_text(dataset, x, lang) for x in (verdict.subject, verdict.verdict))
    return label("explain-about", lang, about=subject, verdict=words) if subject else words


def _entry(verdict: OutsideVerdict, dataset: RecordSet, lang: Lang) -> Entry:
    who = own_text(dataset, verdict.assessor, lang)
    who = label("comma-text", lang).join(filter(None, (who, date(verdict.date or "", lang))))
    lines: tuple[Line, ...] = ()
    if verdict.category:
        lines = (label("explain-category", lang, category=verdict.category).strip(),)
    words, by = _verdict_text(verdict, dataset, lang), f"{who} · {verdict.assessment}"
    return Entry(_reading(verdict.reading, lang), words, lines, by)


def computed(row: IndustryVerdicts, lang: Lang) -> tuple[str, ...]:
    """How many targets of an industry were met, missed and so on; zeros are left out."""
    return tuple(
        f"{sign} {label(f'headline-{group}', lang)} {number}"
        for group, (sign, *_) in GROUPS.items()
        if (number := row.computed.by_targets.groups[group])
    )


def grid(
    matrix: Matrix, industries: Sequence[IndustryVerdicts], dataset: RecordSet, lang: Lang
) -> TextTable:
    """The matrix for machines: one column per assessment."""

    def verdict_cell(assessment: str, row: IndustryVerdicts) -> Cell:
        return tuple(_verdict_text(verdict, dataset, lang) for verdict in row.verdicts[assessment])

    columns: list[ColumnOf[IndustryVerdicts]] = [
        (Head("industry", "Industry", rank=0), attrgetter("industry")),
        (Head("computed", "Computed", rank=0), lambda row: computed(row, lang)),
        *(
            (
                Head(assessor.assessment, assessor.assessment, rank=0),
                partial(verdict_cell, assessor.assessment),
            )
            for assessor in matrix.assessors
        ),
    ]
    return table_of(columns, industries)


def _notes(matrix: Matrix, dataset: RecordSet, lang: Lang) -> Iterator[str]:
    for assessor in matrix.assessors:
        overall = next(
            (verdict.verdict for verdict in assessor.overall if verdict.subject is None), None
        )
        if overall is None:
            continue
        counted = ""
        if assessor.total is not None:
            key = "compare-total" if assessor.met is None else "compare-of"
            met, total = f"{assessor.met or 0:g}", f"{assessor.total:g}"
            unit = own_text(dataset, assessor.unit, lang)
            counted = label(key, lang, met=met, total=total, unit=unit)
        values = {
            "assessor": own_text(dataset, assessor.assessor, lang),
            "date": date(assessor.date or "", lang),
        }
        counted = counted.replace(" )", ")")
        verdict = own_text(dataset, overall, lang)
        yield label("compare-whole", lang, **values, verdict=verdict, counted=counted)
