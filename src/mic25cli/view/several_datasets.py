"""Joins the answers of several datasets: all rows, each with the name of its dataset."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from mic25cli.errors import UsageError
from mic25cli.model import record_json
from mic25cli.model.plain_values import plain
from mic25cli.values import FrozenData, replace
from mic25cli.view.answer import Answer, AnyAnswer, Item, RowNoun
from mic25cli.view.document import Head, TextDocument, TextTable
from mic25cli.view.text import Lang, label

if TYPE_CHECKING:
    from mic25cli.view.validation.ci_reports import CiReport

Place = tuple[str, int]  # a row of an answer: its dataset and its index
Answers = Mapping[str, AnyAnswer]
DATASET = "dataset"
ONE_AFTER_ANOTHER = ("text", "bibtex", "biblatex", "ris")
"""Formats that can contain the answers of several datasets one after another."""


class DatasetsReport(FrozenData, kw_only=True):
    """The header of reports on several datasets, before the results."""

    schema: Literal["mic25.datasets-beside/1"] = "mic25.datasets-beside/1"
    datasets: tuple[Mapping[str, object], ...]


def joined(answers: Answers, alone: str, lang: Lang) -> Answer[Place]:
    """The answers of datasets as one; `alone` is the command that shows a part of one dataset."""

    def item(place: Place) -> Item:
        name, number = place
        return {DATASET: name, **answers[name].item(answers[name].rows[number])}

    def samples() -> Iterable[Item]:
        return (
            {DATASET: name, **sample}
            for name, answer in answers.items()
            for sample in answer.samples()
        )

    def table(places: Sequence[Place]) -> TextTable:
        answer_rows = ((name, answers[name], rows) for name, rows in _rows(answers, places).items())
        tables = {name: own.table(rows, map(own.item, rows)) for name, own, rows in answer_rows}
        return _table(answers, places, lang, tables)

    def whole() -> object:
        parts = [
            _of_dataset(name, answer.whole()) for name, answer in answers.items() if answer.whole
        ]
        return parts if len(parts) > 1 else parts[0]

    every = [*answers.values()]
    places = [
        (name, number) for name, answer in answers.items() for number in range(len(answer.rows))
    ]
    if any(answer.usual for answer in every):
        # If only the best hits are shown, they are the best of each dataset.
        places.sort(key=itemgetter(1))
    reports = tuple(
        _of_dataset(name, answer.report) for name, answer in answers.items() if answer.report
    )
    return Answer(
        places,
        lambda places: _document(answers, places, lang),
        item,
        of=samples,
        report=DatasetsReport(datasets=reports) if reports else None,
        whole=whole if any(answer.whole for answer in every) else None,
        single=all(answer.single for answer in every),
        one_thing=all(answer.one_thing for answer in every),
        columns=table,
        own={key: _joined_output(key, answers, alone) for answer in every for key in answer.own},
        ci=partial(_ci_reports, answers) if every[0].ci else None,
        file=every[0].file,
        auto=every[0].auto,
        usual=next((answer.usual for answer in every if answer.usual), None),
        counted=_counted(every),
        undated=sum((Counter(answer.undated) for answer in every), Counter()),
        remarks=_of_each(answers, "remarks"),
        closing=_of_each(answers, "closing"),
        code=max(answer.code for answer in every),
    )


def _ci_reports(answers: Answers, places: Sequence[Place]) -> Mapping[str, CiReport]:
    """The report for a CI service on each dataset, even if nothing was found in it."""
    rows = _rows(answers, places, every=True)
    reports = {name: answer.ci(rows[name]) for name, answer in answers.items() if answer.ci}
    return {name if len(reports) > 1 else "": findings[""] for name, findings in reports.items()}


def _of_dataset(name: str, report: object) -> Mapping[str, object]:
    own_report: Mapping[str, object] = plain(report)
    return {DATASET: name, **own_report}


def _of_each(answers: Answers, what: str) -> tuple[str, ...]:
    return tuple(
        f"{name}: {text}" for name, answer in answers.items() for text in getattr(answer, what)
    )


def _counted(every: Sequence[AnyAnswer]) -> RowNoun | None:
    counts = [answer.counted for answer in every if isinstance(answer.counted, RowNoun)]
    if len(counts) < len(every):
        return None
    whole = [count.every for count in counts if count.every is not None]
    return replace(counts[0], every=sum(whole) if len(whole) == len(counts) else None)


def _rows(answers: Answers, places: Sequence[Place], every: bool = False) -> dict[str, list[Any]]:
    """The rows of each dataset; those without rows only if `every`, or if none has any."""
    by_dataset: dict[str, list[Any]] = {name: [] for name in answers} if every or not places else {}
    for name, number in places:
        by_dataset.setdefault(name, []).append(answers[name].rows[number])
    return by_dataset


def _joined_output(key: str, answers: Answers, alone: str) -> Any:
    def text_of(places: Sequence[Place]) -> str:
        rows = _rows(answers, places)
        texts = {name: answers[name].own[key](items) for name, items in rows.items()}
        if len(answers) == 1 or key in ONE_AFTER_ANOTHER:
            return "".join(texts.values())
        if key != "csl-json":
            raise UsageError.of("works-on-one-dataset-at-time", alone, name=key)
        items = [item for text in texts.values() for item in json.loads(text)]
        return record_json.pretty(items) + "\n"

    return text_of


def _table(
    answers: Answers, places: Sequence[Place], lang: Lang, tables: Mapping[str, TextTable]
) -> TextTable:
    """The tables of datasets as one, in the order of the rows, with the dataset's name first."""
    own = Head(DATASET, label("group-dataset", lang), rank=0, style="id")
    heads = {DATASET: own} | {head.key: head for table in tables.values() for head in table.heads}
    lines = [
        (
            {DATASET: (name,), **dict(zip([head.key for head in table.heads], row, strict=True))},
            note,
        )
        for name, table in tables.items()
        for row, note in zip(table.rows, table.notes or [""] * len(table.rows), strict=True)
    ]
    if len(lines) == len(places):
        at = sorted(range(len(places)), key=lambda number: [*answers].index(places[number][0]))
        lines = [line for _, line in sorted(zip(at, lines, strict=True), key=itemgetter(0))]
    notes = tuple(note for _, note in lines) if any(note for _, note in lines) else ()
    return TextTable(
        tuple(heads.values()),
        tuple(tuple(cells.get(key, ()) for key in heads) for cells, _ in lines),
        notes=notes,
        note_head=next((table.note_head for table in tables.values() if table.note_head), ""),
    )


def _document(answers: Answers, places: Sequence[Place], lang: Lang) -> TextDocument:
    documents = {
        name: answers[name].as_document(rows, map(answers[name].item, rows))
        for name, rows in _rows(answers, places).items()
    }
    every = [*documents.values()]
    parts = ((name, document.parts) for name, document in documents.items())
    alone = {name: some[0] for name, some in parts if len(some) == 1}
    tables = {name: part for name, part in alone.items() if isinstance(part, TextTable)}
    if len(tables) == len(every):
        table = _table(answers, places, lang, tables)
        note_counts = Counter(note for document in every for note in document.notes)
        return TextDocument((table,), notes=tuple(dict.fromkeys(
            note if note_counts[note] == len(every) else f"{name}: {note}"
            for name, document in documents.items() for note in document.notes
        )))  # fmt: skip
    return TextDocument(
        tuple(TextDocument((part,), title=name) for name, part in documents.items())
    )
