"""The session: the options that all commands share, and their dataset, opened once per command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mic25cli.calc.progress_question import Question
from mic25cli.cli import options, terminal_io
from mic25cli.cli.config import mistyped, value
from mic25cli.cli.options import Texts, colors, date, flag, format_option, paths, text, texts, words
from mic25cli.cli.terminal_io import Color
from mic25cli.errors import RecordsError, UsageError, quoted, with_options
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import Profile
from mic25cli.model.languages import LANGUAGES, Lang
from mic25cli.model.screen_words import DatasetLang
from mic25cli.store import installed_datasets, record_folders, snapshot
from mic25cli.values import FrozenData, replace
from mic25cli.view.render import FORMATS, WORKBOOK

if TYPE_CHECKING:
    from mic25cli.model.dataset_at_date import View


REPLACED = 10  # the maximum number of replaced records that a remark names

BESIDE_ROWS = ("workbook", "overwrite", "wide")  # options of tables for programs

ROWS = ("sort", "limit", *BESIDE_ROWS)
"""Options for lists of any length, which commands with another result do not have."""

TIME = ("as_of", "known_at")
"""Options for the date of the dataset, which commands on its files do not have."""

RESULT = ("format", "json", "fields", *ROWS, "query", "color")
"""Options for printed results, which commands that write files do not have."""


class Session(FrozenData):
    """The shared options and the dataset."""

    records: tuple[Path, ...] = paths(
        "DIR", "Read records of this folder; a later one overrides by id", setting="records"
    )
    datasets: Texts = texts(
        "NAME",
        "Open this dataset: its name, a folder or an exported file",
        completes="dataset",
        name="--dataset",
    )
    as_of: str | None = date("Show the state of things at the end of this date", setting="as-of")
    known_at: str | None = date("Use only what was published by this date")
    lang: Lang = text("|".join(LANGUAGES), "Choose the language", "en", setting="lang")
    format: str = format_option((*FORMATS, WORKBOOK))
    json: bool = flag("Print JSON, like -f json")
    fields: Texts = words("A,B.C", "Print only these fields, in this order", completes="field")
    sort: Texts = words("FIELD", "Sort by a field; -FIELD sorts in reverse")
    limit: int | None = options.number("N", "Print at most N rows", least=0)
    workbook: Path | None = options.path(
        "FILE",
        "Write a file in the format of its name: .csv, .xlsx, .json",
        also="-o",
        name="--output",
    )
    overwrite: bool = flag("Replace a file that mic25 did not write", name="--force")
    wide: bool = flag("Write all columns to TSV or CSV, not only the table's")
    query: str | None = text("JMESPATH", "Filter the JSON with a JMESPath query")
    color: Color = colors()
    pager: bool | None = flag(
        "Show long output in a pager, or never", default=None, name="--pager/--no-pager"
    )
    quiet: bool = flag("Print no remarks to standard error", also="-q")

    def __post_init__(self) -> None:
        if self.workbook is not None and str(self.workbook) in FORMATS and self.format == "auto":
            # As in other tools, -o may determine the format.
            object.__setattr__(self, "format", str(self.workbook))
            object.__setattr__(self, "workbook", None)
        if self.json and self.format not in ("auto", "json"):
            raise UsageError.of("cannot-be-combined", one="--json", other=f"format {self.format}")
        object.__setattr__(self, "format", "json" if self.json else self.format)
        if self.datasets:
            folders = tuple(installed_datasets.opened(self.datasets).values())
            # A session made from another one already has these folders.
            if self.records not in ((), value("records"), folders):
                raise UsageError.of("dataset-and-records-both-say-what-to-read")
            object.__setattr__(self, "records", folders)
        object.__setattr__(self, "lang", DatasetLang.of(self.lang, self._own_words))
        terminal_io.begin(self.lang, self.quiet)

    def _own_words(self) -> Mapping[str, Mapping[str, str]]:
        own: Mapping[str, Mapping[str, str]] = {}
        with suppress(RecordsError):
            own = self.profile.own_words() if len(self.datasets) < 2 else {}
        return own

    def output_path(self, path: Path) -> Path:
        """The output file; raises `UsageError` if it is one of the record files."""
        for folder in self.folders if path.is_file() else ():
            own = [folder / name for name in record_folders.PROFILES]
            own += [file.path for file in record_folders.files(folder)]
            if any(there.is_file() and there.samefile(path) for there in own):
                raise UsageError.of("is-one-of-record-files-that-are-read", path=path)
        return path

    def pages_folder(self, path: Path) -> Path:
        """The folder for pages; raises `UsageError` if it contains records, even with --force."""
        inside = any(path.resolve().is_relative_to(folder.resolve()) for folder in self.folders)
        if inside or (path.is_dir() and record_folders.has_records(path)):
            raise UsageError.of("records-are-read-from", path=path)
        return path

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """The record folders; raises `RecordsError` if one is not a record folder."""
        return record_folders.folders(self.records)

    def by_dataset(self) -> list[Session]:
        """One session per dataset, as if only that one had been named; itself if none is named."""
        return [replace(self, datasets=(each,), records=()) for each in self.datasets] or [self]

    @property
    def dataset_name(self) -> str:
        """The name of the dataset, given with --dataset or by its profile."""
        return next(iter(installed_datasets.opened(self.datasets)), self.profile.id)

    @cached_property
    def profile(self) -> Profile:
        """The profile of the dataset; raises `RecordsError` if it cannot be read."""
        dataset = self.__dict__.get("whole")
        return snapshot.profile_of(self.folders) if dataset is None else dataset.profile

    @cached_property
    def whole(self) -> RecordSet:
        """The whole dataset, at no particular date; raises `RecordsError`."""
        dataset = installed_datasets.connect(snapshot.open_dataset(self.folders))
        # A dataset that stays open tells each command only how its own words were understood.
        dataset.followed.clear()
        dataset.widened.clear()
        return dataset

    @cached_property
    def at_dates(self) -> View:
        """The dataset at the dates of the session, and how many records have no date."""
        from mic25cli.model.dataset_at_date import view

        return view(self.whole, self.as_of, self.known_at)

    @property
    def dataset(self) -> RecordSet:
        """The dataset at the dates of the session; `whole` is the uncut one."""
        return self.at_dates.dataset

    @property
    def question(self) -> Question:
        """The question for progress, as of the session's date and known at --known-at."""
        return Question(self.day, self.known_at)

    def judged(self, kind: str) -> RecordSet:
        """The dataset in which the targets, measures or advice of this kind have their outcome."""
        from mic25cli.calc.implementation import COMPUTED, annotated

        return annotated(self.dataset, kind, self.question) if kind in COMPUTED else self.dataset

    def undated(self, *kinds: str) -> dict[str, int]:
        """The number of records of these kinds left out because they have no date."""
        counts = {kind: self.at_dates.left_out(kind) for kind in dict.fromkeys(kinds)}
        return {kind: count for kind, count in counts.items() if count}

    def timeless(self, *kinds: str) -> tuple[str, ...]:
        """The remark that --as-of has no effect on these kinds, if it was given."""
        from mic25cli.view.text import kind_name

        # Settings are read once per session.
        if self.as_of is None or not kinds or self.as_of == value("as-of"):
            return ()
        names = [kind_name(kind, self.lang) for kind in dict.fromkeys(kinds)]
        return (self.label("timeless", kinds=self.label("comma").join(names)),)

    def label(self, key: str, line: str = "", **values: object) -> str:
        """A text of the screens; `line` is a command in it, printed with the same options."""
        from mic25cli.view.text import label

        more = {"command": self.with_same_options(line)} if line else {}
        return label(key, self.lang, **values, **more)

    def note(self, key: str, line: str = "", **values: object) -> None:
        """A text of the screens, written as a remark."""
        terminal_io.note(self.label(key, line, **values), self.quiet)

    def with_same_options(self, command: str, *, lang: bool = True) -> str:
        """A command that shows more, with this command's dataset, dates and, if it has one,
        language."""
        # Settings need not be repeated on the command line.
        folders = [] if self.datasets or self.records == self._set["records"] else [*self.records]
        options = [("--dataset", dataset) for dataset in self.datasets]
        options += [("--records", str(each)) for each in folders]
        if self.as_of is not None and self.as_of != self._set["as-of"]:
            options.append(("--as-of", self.as_of))
        if self.known_at is not None:
            options.append(("--known-at", self.known_at))
        if lang and self.lang != (self._set["lang"] or "en"):
            options.append(("--lang", self.lang))
        return with_options(command, options)

    @cached_property
    def _set(self) -> Mapping[str, Any]:
        """The options set by a file or the environment, which a printed command can leave out."""
        return {key: value(key) for key in ("records", "as-of", "lang")}

    def tell_how_words_were_taken(self) -> None:
        """Remark on mistyped variables, and if a dataset was opened, on former ids and names."""
        for name, variable in mistyped().items():
            self.note("mistyped", name=name, known=variable)
        if "whole" not in vars(self):
            return
        if len(self.folders) > 1:
            self.tell_replaced(self.whole.replaced())
        for old, now in self.whole.followed.items():
            self.note("followed", old=old, now=now)
        for query, now in self.whole.widened.items():
            self.note("widened", f"mic25 search {quoted(query)}", text=query, now=now)

    def tell_replaced(self, ids: Sequence[str]) -> None:
        """Remark on records that a later folder replaced."""
        if ids:
            names = ", ".join([*ids[:REPLACED], *(["…"] if ids[REPLACED:] else [])])
            self.note("replaced", count=len(ids), ids=names)

    @property
    def day(self) -> str:
        """The reference date of the dataset; see `day_of`."""
        return self.day_of(self.whole)

    def day_of(self, *datasets: RecordSet) -> str:
        """The reference date of datasets: --as-of, a setting, or the last of their own dates. For
        datasets without a date, it is today in UTC."""
        if text := self.as_of or value("as-of"):
            return str(text)

        last = max(dataset.whole.judged_on or "" for dataset in datasets)
        return last or datetime.now(UTC).date().isoformat()
