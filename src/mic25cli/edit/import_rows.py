"""The rows of a table of figures: each becomes an observation or is rejected with a reason; and the
changes that add the observations."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, Literal, get_args

from mic25cli.edit import change_file, csv_cells
from mic25cli.edit.csv_cells import WORDS, CellError, Figure, Sign, named_cells, unknown_word
from mic25cli.edit.csvfile import CsvFile, CsvRow
from mic25cli.edit.new_record import FIELDS, QuantityAsPrinted, as_closely_as_possible, claim_of
from mic25cli.edit.replace import target_of
from mic25cli.errors import RecordsError, UsageError, unknown
from mic25cli.model import edtf
from mic25cli.model.closed_lists import CHECKED
from mic25cli.model.dataset import Record
from mic25cli.model.units import Units
from mic25cli.store.fill_in import Records
from mic25cli.store.load import Loaded
from mic25cli.store.yaml_nodes import YamlError
from mic25cli.values import FrozenData, replace
from mic25cli.work_progress import steps

MAX_NEW = 20_000
MOST_TRIES = 5  # how often a rejected row is replaced by another one

_KEY = attrgetter("indicator", "period", "basis")
_NUMBERS = ("value", "low", "high")
_APOSTROPHE = re.compile(r"\A'(?='*[=+\-@\t\r＝＋－＠])")
"""The mark that makes a spreadsheet treat a cell as text, not as a formula."""

Result = Literal["added", "there", "repeated", "missing", "other-series", "conflict", "refused"]
RESULTS: tuple[Result, ...] = get_args(Result)


class ImportRequest(FrozenData):
    """A table, how to read it, and where to add its observations."""

    file: str
    """The path of a CSV file; `-` is standard input."""
    indicator: str | None = None
    source: str | None = None
    report: str | None = None
    basis: str | None = None
    at: str | None = None
    checked: str | None = None
    unit: str | None = None
    columns: tuple[str, ...] = ()
    """Assignments `COLUMN=FIELD`."""
    ignore: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    """Conditions `COLUMN=VALUE`: only rows with this value are read."""
    decimal: Sign | None = None
    delimiter: str | None = None


class RowOutcome(FrozenData):
    """What became of a row: new, known, in conflict or rejected."""

    line: int
    result: Result
    indicator: str | None
    period: str | None = None
    basis: str | None = None
    value: str | None = None
    why: str | None = None


@dataclass
class TableReading:
    """The result of reading rows: an outcome for each, and the new claims by indicator."""

    outcomes: list[RowOutcome] = field(default_factory=list)
    claims: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    """The line of the table that each claim comes from."""
    columns: dict[str, str | None] = field(default_factory=dict)


def columns_of(table: CsvFile, request: ImportRequest) -> dict[str, str | None]:
    """The field of each column, None for a column without one; raises `UsageError`."""
    columns: dict[str, str | None] = {}
    by_column: dict[str, str] = {}
    own = f"Its columns are {', '.join(column[:40] for column in table.columns[:12])}."
    for mapping in request.columns:
        column, equals, name = mapping.partition("=")
        if not equals:
            raise UsageError.of("map-is-not-column-field", mapping=mapping)
        if column not in table.columns:
            raise unknown("column", column, table.columns, own)
        if name not in FIELDS:
            raise unknown("field of an observation", name, FIELDS, "see 'mic25 import --help'.")
        by_column[column] = name
    for column in (*request.ignore, *conditions_of(request)):
        if column not in table.columns:
            raise unknown("column", column, table.columns, own)
    for column in table.columns:
        folded = column.strip().casefold().replace(" ", "_")
        name = WORDS["columns"].get(folded, folded)
        taken = column in request.ignore or name in by_column.values()
        columns[column] = by_column.get(column, name if name in FIELDS and not taken else None)
    for name in FIELDS:
        if list(columns.values()).count(name) > 1:
            raise UsageError.of("two-columns-are-mapped-to", name=name)
    if "period" not in columns.values() or not {"value", "low"} & {*columns.values()}:
        raise UsageError.of(
            "table-needs-period-and-value",
            f"name them with --map COLUMN=period --map COLUMN=value. {own}",
        )
    return columns


def read(
    table: CsvFile, request: ImportRequest, loaded: Loaded, refused: Mapping[int, str]
) -> TableReading:
    """Read the rows of a table; `refused` has the reasons for lines that must not be read."""
    reading, conditions = TableReading(columns=columns_of(table, request)), conditions_of(request)
    profile, records = loaded.profile, loaded.records
    reader = _RowReader(request, records, profile.units, profile.year_starts, refused, reading)
    rows = [
        row
        for row in table.rows
        if all(row.cells.get(column, "").strip() in values for column, values in conditions.items())
    ]
    reader.part(rows)
    values = [
        row.cells.get(column, "")
        for row in rows
        for column, name in reading.columns.items()
        if name in _NUMBERS
    ]
    reader.decimal = request.decimal or csv_cells.decimal_sign(values, table.delimiter != ",")
    for row in steps("rows", rows):
        reader.take(row)
    count = sum(map(len, reading.claims.values()))
    if count > MAX_NEW:
        raise UsageError.of("table-has-new-observations", count=count, max_new=MAX_NEW)
    return reading


def conditions_of(request: ImportRequest) -> dict[str, set[str]]:
    """The values that a row must have to be read, by column; raises `UsageError`."""
    conditions: dict[str, set[str]] = {}
    for condition in request.where:
        column, equals, value = condition.partition("=")
        if not equals:
            raise UsageError.of("where-is-not-column-value", condition=condition)
        conditions.setdefault(column, set()).add(value)
    return conditions


@dataclass
class _RowReader:
    request: ImportRequest
    records: Records
    units: Units
    year_starts: int | None
    refused: Mapping[int, str]
    read: TableReading
    decimal: Sign | None = None
    parting: tuple[str, ...] = ()
    existing: dict[str, dict[tuple[object, ...], tuple[object, ...]]] = field(default_factory=dict)
    earlier: dict[tuple[object, ...], tuple[object, ...]] = field(default_factory=dict)

    def part(self, rows: Sequence[CsvRow]) -> None:
        """Determine the columns that divide the rows into series; raises `UsageError` if no series
        is the whole. A row that is blank in all of them is for the whole, as in Open SDG."""
        used = {*self.request.ignore, *conditions_of(self.request)}
        self.parting = tuple(
            column
            for column, name in self.read.columns.items()
            if name is None
            and column not in used
            and column.casefold() not in WORDS["derived"]
            and len({row.cells.get(column, "").strip() for row in rows}) > 1
        )
        blank = any(not self._series(row) for row in rows)
        if self.parting and not blank:
            listed = ", ".join(f"'{column[:40]}'" for column in self.parting[:6])
            raise UsageError.of("rows-differ-in", listed=listed)

    def _series(self, row: CsvRow) -> dict[str, str]:
        parts = {column: row.cells.get(column, "").strip() for column in self.parting}
        return {column: cell for column, cell in parts.items() if cell}

    def take(self, row: CsvRow) -> None:
        """Read a row and record its outcome."""
        # A row's fields take precedence over those given for all rows; None without either.
        cells = {
            name: _APOSTROPHE.sub("", row.cells.get(column, "").strip())
            for column, name in self.read.columns.items()
            if name is not None
        }
        stated = {name: cells.get(name) or getattr(self.request, name, None) for name in FIELDS}
        fields = (stated[key] for key in ("indicator", "period", "basis", "value"))
        outcome = RowOutcome(row.line, "refused", *fields)
        try:
            odd = row.odd or self.refused.get(row.line)
            if odd is not None:
                raise CellError(odd)
            if row.cells.get("kind", "").strip() not in ("", "indicators"):
                raise CellError("the row is not an observation of an indicator")
            outcome = self._taken(row, stated, outcome)
        except (CellError, edtf.DateError) as fault:
            outcome = replace(outcome, why=str(fault))
        self.read.outcomes.append(outcome)

    def _taken(self, row: CsvRow, stated: QuantityAsPrinted, outcome: RowOutcome) -> RowOutcome:
        indicator_id = outcome.indicator
        if indicator_id is None:
            raise CellError("the row names no indicator. Add a column for it, or --indicator ID")
        indicators: Mapping[str, Record] = self.records.get("indicators", {})
        if indicator_id not in indicators:
            raise CellError(unknown_word("indicator", indicator_id, indicators))
        indicator = indicators[indicator_id]
        if series := self._series(row):
            return replace(outcome, result="other-series", why=named_cells(series))
        numbers, hedge, mark, percent = self._figures(stated)
        if numbers == (None, None, None):
            return replace(outcome, result="missing")
        unit = csv_cells.unit(stated["unit"], self.units) if stated["unit"] else None
        if percent and (unit or indicator["unit"]) not in ("percent", "percentage-point"):
            raise CellError(
                f"the value has a percent sign, but the unit is {unit or indicator['unit']}"
            )
        unit = unit if unit != indicator["unit"] else None
        starts = indicator.get("year_starts") or self.year_starts or 1
        period = csv_cells.period(edtf.period_named((stated["period"] or "").strip(), starts))
        basis = _basis_of(stated["basis"], indicator)
        source, report, checked = self._origin(stated)
        outcome = replace(
            outcome, period=period, basis=basis, value=numbers[0] or f"{numbers[1]}–{numbers[2]}"
        )
        exact = (*(Decimal(number) if number is not None else None for number in numbers), hedge)
        result, why = self._compared((indicator_id, period, basis, report), exact)
        if result != "added":
            return replace(outcome, result=result, why=why)
        note = stated["note"]
        if mark:
            note = f"{note or ''} Marked '{mark}' in the table.".strip()
        values = {**stated, "period": period, "bound": hedge, "basis": basis, "unit": unit}
        values |= {"note": note, "source": source, "report": report, "checked": checked}
        claim = claim_of({**values, **dict(zip(_NUMBERS, numbers, strict=True))})
        self.read.claims.setdefault(indicator_id, []).append(claim)
        self.read.lines.setdefault(indicator_id, []).append(outcome.line)
        return replace(outcome, result="added")

    def _compared(
        self, key: tuple[str, str, str | None, str], exact: tuple[object, ...]
    ) -> tuple[Result, str | None]:
        """Whether numbers with their hedge are new, known, or in conflict with known ones."""
        indicator, *_, report = key
        if indicator not in self.existing:
            record = self.records.get("indicators", {}).get(indicator, {"observations": []})
            about, numbers = itemgetter("period", "basis", "report"), itemgetter(*_NUMBERS, "bound")
            self.existing[indicator] = {about(old): numbers(old) for old in record["observations"]}
        series: tuple[tuple[Result, str, Any], ...] = (
            ("there", "the dataset", self.existing[indicator].get(key[1:])),
            ("repeated", "an earlier row", self.earlier.get(key)),
        )
        for same, where, before in series:
            if before == exact:
                return same, None
            if before is not None:
                value, low, high, bound = before
                prefix = f"{bound} " if bound else ""
                prefix += f"{low}–{high}" if value is None else f"{value}"
                return "conflict", f"{where} has {prefix} from '{report}', which stays"
        self.earlier[key] = exact
        return "added", None

    def _figures(
        self, stated: QuantityAsPrinted
    ) -> tuple[tuple[str | None, ...], str | None, str | None, bool]:
        parts = {
            name: csv_cells.figure(stated[name] or "", self.decimal) or Figure()
            for name in _NUMBERS
        }
        value = parts["value"]
        low = value.low if value.low is not None else parts["low"].value
        high = value.high if value.high is not None else parts["high"].value
        hedge = stated["bound"] or value.bound
        mark = next((part.mark for part in parts.values() if part.mark), None)
        percent = any(part.percent for part in parts.values())
        return (value.value, low, high), hedge or None, mark, percent

    def _origin(self, stated: QuantityAsPrinted) -> tuple[str, str, str]:
        source, report = stated["source"], stated["report"] or stated["source"]
        if not source:
            raise CellError("the row names no source. Add a column for it, or --source ID")
        sources = self.records.get("sources", {})
        for source_id in (source, report):
            if source_id not in sources:
                raise CellError(unknown_word("source", source_id, sources))
        checked = stated["checked"] or as_closely_as_possible(sources[source])
        if checked not in CHECKED:
            raise CellError(unknown_word("way of checking", checked, CHECKED))
        return source, report, checked


def _basis_of(basis: str | None, indicator: Record) -> str | None:
    bases = indicator.get("bases") or {}
    if basis and basis not in bases:
        raise CellError(unknown_word("basis", basis, bases))
    if bases and not basis:
        raise CellError(f"the row names no basis. Choose from {', '.join(bases)}")
    return basis or None


def prepare(
    folders: Sequence[Path], table: CsvFile, request: ImportRequest
) -> tuple[TableReading, change_file.Proposal]:
    """The outcome of each row, and the changes to make; raises `UsageError` without a table."""
    loaded = change_file.load_changed(folders)
    home = folders[-1]
    if request.source is not None and request.source not in loaded.records.get("sources", {}):
        raise unknown("source", request.source, loaded.records.get("sources", {}),
                      "add it first with 'mic25 add sources ID'.")  # fmt: skip
    indicators = loaded.records.get("indicators", {})
    if request.indicator is not None and request.indicator not in indicators:
        raise unknown(
            "indicator",
            request.indicator,
            indicators,
            "add it first with 'mic25 add indicators ID'.",
        )
    refused: dict[int, str] = {}
    tries = 0
    while True:
        done = read(table, request, loaded, refused)
        proposed = change_file.propose(folders, *_changes(done, loaded, home))
        faulty = _faulty(done, proposed, loaded)
        if not faulty:
            return done, proposed
        refused |= faulty
        tries += 1
        if tries > MOST_TRIES:
            at = {_KEY(each) for each in done.outcomes if each.line in faulty}
            rivals = [each for each in done.outcomes if each.result == "conflict"]
            why = "earlier rows of its period are refused"
            refused |= {each.line: why for each in rivals if _KEY(each) in at}


def _changes(done: TableReading, loaded: Loaded, home: Path) -> list[change_file.FileChange]:
    by_file: dict[Path, dict[str, list[Any]]] = {}
    for indicator, claims in done.claims.items():
        source = loaded.sources["indicators", indicator]
        file = source.file
        if file is None or not file.is_relative_to(home):
            raise RecordsError.of(
                "indicator-is-elsewhere", indicator=indicator, path=source.path, home=home
            )
        target_of(file, home)
        by_file.setdefault(file, {})[indicator] = [change_file.part_of(claim) for claim in claims]
    try:
        return [
            change_file.with_observations(path, observations)
            for path, observations in by_file.items()
        ]
    except YamlError as fault:
        hint = fault.hint
        raise UsageError.of("observations-cannot-be-added", hint, message=fault.message) from fault


def _faulty(done: TableReading, proposed: change_file.Proposal, loaded: Loaded) -> dict[int, str]:
    faults: dict[int, str] = {}
    for fault in proposed.errors:
        hit = re.match(r"observations\.(\d+)", fault.field or "")
        if fault.kind != "indicators" or fault.id not in done.lines or hit is None:
            continue
        before = loaded.records.get("indicators", {}).get(fault.id, {"observations": []})
        index = int(hit[1]) - len(before["observations"])
        if 0 <= index < len(done.lines[fault.id]):
            faults.setdefault(done.lines[fault.id][index], f"{fault.code}: {fault.message}")
    return faults
