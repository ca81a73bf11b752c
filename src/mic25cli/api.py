"""The Python interface: the same questions as on the command line, through the same functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, overload

from mic25cli import __version__
from mic25cli.calc.progress_question import Question
from mic25cli.calc.table_definition import (
    Column,
    LongTable,
    judged_on,
    of_several_datasets,
    rows_of,
)
from mic25cli.errors import Mic25Error, RecordsError, UsageError, unknown
from mic25cli.export.data_frames import Svg, Table, html_of
from mic25cli.model import edtf
from mic25cli.model.dataset import Record
from mic25cli.model.dataset import RecordSet as Held
from mic25cli.model.dataset_at_date import view
from mic25cli.model.kinds import KINDS, check_kinds
from mic25cli.model.record_json import frozen

if TYPE_CHECKING:
    from mic25cli.calc.diff.changes import Diff
    from mic25cli.calc.progress.explain import Explanation
    from mic25cli.calc.progress.max_changes import Moves
    from mic25cli.calc.search import Hit
    from mic25cli.check.run import CheckReport

When = str | date | None
"""A date: a text in EDTF, or one of Python's own."""

__all__ = [
    "Column", "Dataset", "Datasets", "Diff", "Hit", "Mic25Error", "Records", "RecordsError",
    "Table",
    "UsageError", "dataset_of", "validate",
]  # fmt: skip


_LATER = {"Diff": "mic25cli.calc.diff.changes", "Hit": "mic25cli.calc.search"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_LATER[name]), name)


class NoRecord(UsageError, KeyError):
    """An id that no record has; the message names similar ones."""


Place = str | PathLike[str]


@overload
def open(  # noqa: A001
    records: Place | None = None, as_of: When = None, known_at: When = None
) -> Dataset: ...
@overload
def open(  # noqa: A001
    records: list[Any], as_of: When = None, known_at: When = None
) -> Datasets: ...
def open(  # noqa: A001 - mic25.open() is what it is for
    records: Place | list[Place] | None = None, as_of: When = None, known_at: When = None
) -> Dataset | Datasets:
    """The dataset of a folder, a name or a release (`mic25@2026.11`); by default the shipped one.
    A list gives a `Datasets`. Raises `RecordsError`, and `UsageError` for a date not in EDTF.
    """
    from mic25cli.store import installed_datasets, record_folders, snapshot

    if isinstance(records, list):
        _check_texts("a dataset", *[fspath(record) for record in records])
        by_name = installed_datasets.opened([fspath(record) for record in records])
        return Datasets({name: open(path, as_of, known_at) for name, path in by_name.items()})
    if isinstance(records, str):
        records = installed_datasets.path_of(records) or _no_release(records)
    if not isinstance(records, str | PathLike | None):
        raise UsageError.of("records-is-not-path", records=records)
    as_of, known_at = _as_texts(as_of, known_at)
    folders = record_folders.folders([Path(records)] if records is not None else [], "mic25.open")
    return Dataset(installed_datasets.connect(snapshot.open_dataset(folders)), as_of, known_at)


def _no_release(records: str) -> str:
    from mic25cli.store import installed_datasets

    name, _, version = records.partition("@")
    if Path(records).exists() or {"/", "\\"} & {*records}:
        return records
    if not version:
        raise unknown("dataset", records, installed_datasets.names())
    releases = [
        release for release in installed_datasets.releases() if release.startswith(f"{name}@")
    ]
    if not (releases := releases or [*installed_datasets.releases()]):
        raise UsageError.of("no-installed-release-is-called", records=records)
    raise unknown("release", records, releases)


def validate(records: Place | None = None) -> CheckReport:
    """Return the problems that `mic25 validate` finds in a record folder, by default the shipped
    one. Raises `RecordsError` for a path that is not a record folder."""
    from mic25cli.check.run import check
    from mic25cli.store import check_input

    (one,) = check_input.scopes((), () if records is None else (Path(records),), None, bytes)
    return check(one.load())


def _as_texts(*dates: When) -> list[str | None]:
    texts = [f"{each:%Y-%m-%d}" if isinstance(each, date) else each for each in dates]
    for text in filter(lambda text: text is not None, texts):
        _check_texts("a date", text)
        try:
            edtf.parse(str(text))
        except edtf.DateError as fault:
            raise UsageError(str(fault)) from fault
    return texts


def _check_texts(what: str, *values: object) -> None:
    for text in (text for text in values if not isinstance(text, str)):
        raise UsageError.of("must-be-text-not", what=what, text=text)


def dataset_of(
    records: str | Mapping[str, Iterable[Record]],
    as_of: When = None,
    known_at: When = None,
    moves: Moves | Iterable[Mapping[str, Any]] = (),
) -> Dataset:
    """A dataset of records in memory: by kind, each with every key, or as JSON (`records` of an
    export). With the `moves` of the dataset that a dossier comes from, verdicts are the same as
    there."""
    import simplejson

    from mic25cli.calc.records_by_indicator import dataset_of

    try:
        content = (
            simplejson.loads(records, use_decimal=True) if isinstance(records, str) else records
        )
        check_kinds(kind for kind in content if kind != "units")
        return Dataset(dataset_of(content, moves), as_of, known_at)
    except (ValueError, TypeError, AttributeError, KeyError) as fault:
        raise RecordsError.of("these-are-not-records-by-record-type", fault=fault) from fault


_JUDGING = RLock()
"""A lock, so that one thread judges a dataset while the others wait for its result."""


class Dataset:
    """A dataset: its records by kind, `dataset.targets["nev-sales"]`, and methods that answer
    questions. Every method raises `UsageError` for an unknown name or date."""

    def __init__(self, loaded: Held, as_of: When = None, known_at: When = None) -> None:
        self._whole = loaded.whole
        self.as_of, self.known_at = _as_texts(as_of, known_at)
        self._view = view(self._whole, self.as_of, self.known_at).dataset

    def __repr__(self) -> str:
        dates = {"as_of": self.as_of, "known_at": self.known_at}
        cut = "".join(f", {name}={date!r}" for name, date in dates.items() if date)
        return f"<mic25.Dataset {sum(len(self._view.kind(kind)) for kind in KINDS)} records{cut}>"

    def __getattr__(self, name: str) -> Records:
        if name in KINDS:
            return Records(name, self._view.kind(name))
        from mic25cli.calc.tables import TABLES

        public = ", ".join(each for each in dir(self) if not each.startswith("_"))
        way = f"Use mic25.{name}(…)" if name in __all__ else f"It has {public}"
        way = f"Use dataset.table({name!r})" if name in TABLES else way
        raise AttributeError(f"a dataset has no attribute '{name}'. {way}.")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._view.profile.kinds]

    @property
    def digest(self) -> str:
        """The digest of the records; the same records have the same digest."""
        return self._whole.digest

    def at(self, as_of: When = None, known_at: When = None) -> Dataset:
        """The dataset as of another date, or as known at another date."""
        return Dataset(self._whole, as_of, known_at)

    def search(self, text: str, *kinds: str, exact: bool = False) -> tuple[Hit, ...]:
        """The hits (a tuple) for a text in either language, the best match first."""
        from mic25cli.calc.search import search

        _check_texts("a search", text)
        check_kinds(kinds)
        return search(self._view, text, kinds, exact=exact).hits[:]

    def table(self, name: str) -> Table:
        """A table of claims (observations, milestones, statuses, …) or of the records of a kind.
        A record has no verdict: the statuses of targets are in `progress()`."""
        from mic25cli.calc.tables import TABLES, records

        _check_texts("a table's name", name)
        if name in TABLES:
            return self._table(TABLES[name])
        if name in KINDS:
            return self._table(records.described(name))
        raise unknown("table", name, [*TABLES, *KINDS], "see 'mic25 table --help'.")

    def dossiers(self) -> Table:
        """The dataset in parts that can be judged anywhere: one per indicator, with all records
        that its targets need. `mic25.dataset_of(row["records"], moves=dataset.moves())` is the
        dataset of one such dossier."""
        from mic25cli.calc.records_by_indicator import DOSSIERS

        return self._table(DOSSIERS)

    def moves(self) -> Table:
        """The past changes of the dataset's figures, which verdicts of single dossiers need."""
        from mic25cli.calc.records_by_indicator import MOVES

        return self._table(MOVES)

    def progress(
        self, year: int | None = None, as_of: When = None, method: str = "linear"
    ) -> Table:
        """The table of statuses by a method of `mic25 help methods`, for one year or all. The
        default date is the dataset's own or the policy's end. Results are computed once and
        cached."""
        from mic25cli.calc.tables import TABLES

        _check_texts("a method", method)
        if not isinstance(year, int | None):
            raise UsageError.of("a-year-must-be-number-not", year=year)
        table = self._table(TABLES["statuses"], as_of, method)
        return replace(table, rows=[row for row in table.rows if year in (None, row["year"])])

    def diff(self, old: str, new: str, *kinds: str) -> Diff:
        """The changes between two dates or two reports, the most important first."""
        from mic25cli.calc.diff.compare import diff, dropped_once
        from mic25cli.calc.diff.sides import sides

        _check_texts("a date or a report", old, new)
        check_kinds(kinds)
        both = sides(self._whole, old, new, self.known_at)
        return dropped_once(diff(both.old, both.new, kinds or None))

    def cite(self, *ids: str, style: str = "text") -> str:
        """The sources of records or claims as one text: text, bibtex, biblatex, csl-json or ris."""
        from mic25cli.calc.cited_sources import of_ids
        from mic25cli.view.sources.citation_styles import STYLES

        _check_texts("an id or a style", style, *ids)
        if style not in STYLES:
            raise unknown("style", style, STYLES)
        return STYLES[style](of_ids(self._view, ids))

    def explain(
        self, target: str, *years: int, as_of: When = None, method: str = "linear"
    ) -> Explanation:
        """How the verdicts on a target were reached, for milestones in some years or for all."""
        from mic25cli.calc.progress.explain import explain
        from mic25cli.view.verdict.sentence.answers import Answers

        _check_texts("a target or a method", target, method)
        question = Question(self._day(as_of), self.known_at, method)
        with _JUDGING:
            found = explain(self._whole, target, question, years)
            answered = Answers(self._whole, question).answered
            return replace(found, results=tuple(map(answered, found.results)))

    def chart(self, *ids: str, lang: Literal["en", "zh"] = "en") -> Svg:
        """The chart of targets and indicators from `mic25 chart`, as an SVG for a notebook."""
        from mic25cli.calc.chart_data import figure
        from mic25cli.view.chart.svg import svg
        from mic25cli.view.verdict.sentence.answers import with_answers

        _check_texts("an id", *ids)
        with _JUDGING:
            chart = figure(self._whole, ids, self._day(), self.known_at)
            return Svg(svg(with_answers(chart, self._whole), lang))

    def _repr_html_(self) -> str:
        counts = [{"kind": kind, "records": len(self._view.kind(kind))} for kind in KINDS]
        title = f"{self._whole.profile.title}, {self._day()}"
        return html_of(title, ("kind", "records"), [count for count in counts if count["records"]])

    def _day(self, as_of: When = None) -> str:
        return _as_texts(as_of)[0] or self.as_of or judged_on(self._whole)

    def _table(self, table: LongTable, as_of: When = None, method: str = "linear") -> Table:
        when = Question(self._day(as_of), self.known_at, method)
        if table.name != "statuses":
            rows = rows_of(table, self._view, when)
        else:
            # Judging takes a second, so a dataset that cannot change is judged once per
            # question.
            with _JUDGING:
                tables, key = self._whole.worked_out, ("judged", when, self.as_of)
                if key not in tables:
                    tables[key] = rows_of(table, self._view, when)
                rows = [dict(row) for row in tables[key]]
        profile = self._whole.profile
        about = {"version": profile.version or "none", "digest": self.digest, "as_of": when.as_of}
        about["source"] = ", ".join(filter(None, (profile.title, profile.url)))
        about["mic25"] = __version__
        return Table(table.name, table.columns, table.key, rows, table.meaning, about)


class Datasets(dict[str, Dataset]):
    """Several whole datasets: `installed["mic25"]`, and methods that ask all of them."""

    def __missing__(self, name: object) -> Dataset:
        slip = unknown("dataset", str(name), self)
        raise NoRecord(slip.message, slip.hint)

    def __repr__(self) -> str:
        return f"<mic25.Datasets {', '.join(self)}>"

    def _repr_html_(self) -> str:
        rows = [
            {"dataset": name, "title": dataset._whole.profile.title, "as_of": dataset._day(),
             "records": sum(1 for _ in dataset._view), "targets": len(dataset.targets)}
            for name, dataset in self.items()
        ]  # fmt: skip
        return html_of(
            f"{len(self)} datasets", ("dataset", "title", "as_of", "records", "targets"), rows
        )

    def table(self, name: str) -> Table:
        """A table over all datasets, each at its own date, with a column `dataset`."""
        return self._table({dataset: member.table(name) for dataset, member in self.items()})

    def progress(
        self, year: int | None = None, as_of: When = None, method: str = "linear"
    ) -> Table:
        """The table of statuses of all datasets; each is judged by its own figures alone."""
        return self._table({name: of.progress(year, as_of, method) for name, of in self.items()})

    def _table(self, tables: Mapping[str, Table]) -> Table:
        first = next(iter(tables.values()))
        wide = of_several_datasets(
            LongTable(first.name, "", first.columns, first.key, lambda *_: iter(()))
        )
        rows = [{"dataset": name, **row} for name, table in tables.items() for row in table]
        about = {
            key: "; ".join(table.about[key] for table in tables.values()) for key in first.about
        }
        return Table(wide.name, wide.columns, wide.key, rows, first.meaning, about)


class Records(Mapping[str, Record]):
    """The records of one kind by id; the error for a wrong id names similar ones."""

    def __init__(self, kind: str, records: Mapping[str, Record]) -> None:
        self._kind = kind
        self._records = records

    def __getitem__(self, record_id: str) -> Record:
        try:
            record: Record = frozen(self._records[record_id])
        except (KeyError, TypeError):
            slip = unknown(KINDS[self._kind].one, str(record_id), self._records)
            raise NoRecord(slip.message, slip.hint) from None
        return record

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._kind}>"
