"""`mic25 import FILE`: observations from a CSV table into a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, Literal

from mic25cli import errors
from mic25cli.cli import record_form, terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, argument, check_id, flag, text, texts
from mic25cli.cli.session import TIME, Session
from mic25cli.cli.writing import WaitOptions, dry_run, report_faults, write_lock
from mic25cli.edit import change_file, csv_cells, csvfile, import_rows, replace
from mic25cli.edit.csv_cells import Sign
from mic25cli.edit.csvfile import DELIMITERS
from mic25cli.edit.import_rows import ImportRequest, RowOutcome, TableReading
from mic25cli.model.languages import Lang
from mic25cli.model.screen_words import label
from mic25cli.store import record_folders
from mic25cli.values import FrozenData
from mic25cli.view.answer import Answer, SideEffect, TextAnswer
from mic25cli.view.json_output import Output
from mic25cli.view.render import FORMATS

SHOWN = 50  # the maximum number of rows listed one by one; --json has all


class MappedColumn(FrozenData):
    """A column of the table, and the field that it fills."""

    column: str
    field: str | None


class ImportCounts(FrozenData):
    """The number of rows by result."""

    rows: int
    added: int
    there: int
    repeated: int
    missing: int
    other_series: int
    conflicts: int
    refused: int


class ImportReport(FrozenData):
    """The result of an import, or of a dry run; the rows follow."""

    schema: Literal["mic25.import/1"]
    file: str
    written: bool
    columns: list[MappedColumn]
    summary: ImportCounts


OUTPUT = Output("import", RowOutcome, ImportReport)


class ImportOptions(ImportRequest):
    """The table and the options for reading it."""

    file: str = argument("FILE", "Name a CSV file, or - for standard input")
    indicator: str | None = text("ID", "Name the indicator, if no column does")
    source: str | None = text("ID", "Name the source, if no column does")
    report: str | None = text(
        "ID", "Name the report that states the values, if not the source", rare=True
    )
    basis: str | None = text("WORD", "Name the definition (basis), if no column does")
    at: str | None = text("LOCATOR", "Say where in the source they are: 'table 3'", rare=True)
    checked: str | None = text("text|excerpt|none", "Say how they were read, if no column does")
    unit: str | None = text("UNIT", "Name the unit, if no column does")
    columns: Texts = texts(
        "COLUMN=FIELD", "Map a column to a field: Wert=value, Jahr=period", name="--map"
    )
    ignore: Texts = texts("COLUMN", "Skip this column", rare=True)
    where: Texts = texts("COLUMN=VALUE", "Read only rows with this value: geo=EU27_2020")
    decimal: Sign | None = text(
        "point|comma", "Choose the decimal sign, if the table leaves it open", rare=True
    )
    delimiter: str | None = text(
        ",|;|tab",
        "Choose the cell separator; default: as in line 1",
        rare=True,
        choices=tuple(DELIMITERS),
    )
    check: bool = flag("Write nothing; exit with 1 if a figure would be added")


@command(without=TIME, fixed=("format",), formats=("text", *FORMATS), several="one")
def import_table(
    table: ImportOptions, session: Session, writing: WaitOptions
) -> Answer[RowOutcome] | TextAnswer:
    """Add figures from a CSV table to the indicators of a dataset.

    Columns are named as in 'mic25 table observations', or by --map. Existing figures stay. Refused
    rows are listed with the reason, and the exit code is 1.
    """
    if table.indicator is not None:
        check_id(table.indicator)
    name = "standard input" if table.file == "-" else table.file
    delimiter = csvfile.DELIMITERS[table.delimiter] if table.delimiter else None
    raw = terminal_io.read(table.file, csvfile.MAX_BYTES)
    read = csvfile.by_year(csvfile.read(raw, name, delimiter), name)
    folders = record_folders.folders(session.records)
    dry = writing.dry_run or table.check
    patches = TextAnswer("")
    with nullcontext() if dry else write_lock(folders[-1], "import", writing.wait):
        if not dry:
            replace.clear(folders[-1])
        done, proposal = import_rows.prepare(folders, read, table)
        if writing.dry_run and session.format in ("auto", "text"):
            patches = dry_run(proposal.changes, proposal, session)
            if patches.done.fault is not None:
                return patches
        else:
            report_faults(proposal, session)
        if not dry:
            change_file.write(proposal, folders[-1])
    return _answer(name, done, patches.text, session.lang, dry=dry, check=table.check)


def _answer(
    name: str, read: TableReading, patches: str, lang: Lang, *, dry: bool, check: bool
) -> Answer[RowOutcome]:
    from mic25cli.cli.translated_help import translated_line
    from mic25cli.view.text import visible

    word = record_form.translated
    added = "would be added" if dry else "added"
    count = Counter(row.result for row in read.outcomes)

    def text(rows: Sequence[RowOutcome]) -> str:
        lines = [f"{key}: {word(f'{len(new)} {added}')}" for key, new in read.claims.items() if new]
        failed = [row for row in rows if row.result in ("conflict", "refused")]
        for row in failed[:SHOWN]:
            why = translated_line(row.why or "", lang)
            lines.append(f"{name}:{row.line}: {word(row.result)}: {why}")
        if len(failed) > SHOWN:
            lines.append(word(f"… and {len(failed) - SHOWN} more. Add --json to see all"))
        return patches + "".join(f"{visible(line)}\n" for line in lines)

    free = (column for column, field in read.columns.items() if field is None)
    unused = [each for each in free if each.casefold() not in csv_cells.WORDS["derived"]]
    rest = [visible(word("columns not used: " + ", ".join(unused)))] if unused else []
    every = len(read.outcomes)
    report = ImportReport(
        "mic25.import/1",
        name,
        not dry,
        [MappedColumn(column, field) for column, field in read.columns.items()],
        ImportCounts(every, *(count[result] for result in import_rows.RESULTS)),
    )
    failures = count["conflict"] or count["refused"] or (check and count["added"])
    return Answer(
        read.outcomes,
        of=RowOutcome,
        report=report,
        own={"text": text},
        auto="text",
        closing=(*rest, _counted(every, count, dry, lang)),
        done=SideEffect("" if dry else f"{count['added']} observations {added}"),
        code=errors.FINDINGS if failures else errors.DONE,
    )


def _counted(rows: int, count: Any, dry: bool, lang: Lang) -> str:
    word = record_form.translated
    words = {
        "added": "would be added" if dry else "added",
        "there": "there already",
        "repeated": "said twice",
        "missing": "without a value",
        "other-series": "of other series",
        "conflict": "in conflict, which stay as they are",
        "refused": "refused",
    }
    parts = [word(f"{count[key]} {noun}") for key, noun in words.items() if count[key]]
    head = word(f"{rows} row{'s' * (rows != 1)}") + label("colon", lang)
    return head + (label("comma", lang).join(parts) or word("nothing to do"))
