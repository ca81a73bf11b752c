"""The answer of a command, before `cli.write_answer` sorts, cuts and formats it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from mic25cli.calc import field_paths
from mic25cli.errors import UsageError
from mic25cli.model.plain_values import empty, keys, plain
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.view.document import Cell, TextDocument, TextTable
    from mic25cli.view.validation.ci_reports import CiReport

Row = TypeVar("Row")
Item = Mapping[str, object]
"""The plain values of a row, which NDJSON prints and --fields and --sort refer to."""
Columns = Sequence[str | tuple[str, Callable[[Item], object]]]
"""The columns of TSV and CSV: `key`, `head=path.in.the.item`, or a head and a function."""


class RowNoun(FrozenData):
    """The noun for the rows, for the note that counts them."""

    noun: str
    """A kind, or a noun that `view.text.noun` knows."""
    every: int | None = None
    """The number of rows without the command's filters, if that is worth saying."""
    only_cut: bool = False
    """Whether to count rows only if --limit left some out."""


class SideEffect(FrozenData):
    """The changes that a command made before it answers."""

    message: str = ""
    """What it has done so far, printed if the answer itself cannot be written."""
    fault: BaseException | None = None
    """The error that ended the command early; it is raised after the answer is written."""


NOTHING_DONE = SideEffect()


class TextAnswer(FrozenData):
    """An answer that is printed as it is: a script, a schema or a patch."""

    text: str
    done: SideEffect = NOTHING_DONE
    closing: tuple[str, ...] = ()


class WrittenTo(FrozenData):
    """An output file, its format, and whether it may replace an existing file."""

    path: Path
    format: str
    force: bool


class Answer(FrozenData, Generic[Row]):
    """The rows of an answer, how machines and people get to see them, and notes on them."""

    rows: Sequence[Row]
    document: Callable[[Sequence[Row]], TextDocument] | None = None
    """Returns the document for people, from the selected rows; without it, a table of the keys."""
    item: Callable[[Row], Item] = plain
    """The plain values of a row."""
    of: type | Callable[[], Iterable[Item]] | None = None
    """Source of the field list when there are no rows: the class of the rows, or other items."""
    report: object = None
    """The object whose keys JSON prints before its `results`; None for a bare array."""
    whole: Callable[[], object] | None = None
    """Returns what JSON prints instead, unless --fields selects some fields of the items."""
    single: bool = False
    """Whether JSON prints one row as an object, not as an array of one."""
    columns: Callable[[Sequence[Row]], TextTable] | Columns | None = None
    """The table for TSV and CSV, if it differs from the first table of the document."""
    wide: Callable[[Sequence[Row]], TextTable] | Columns | None = None
    """The table for TSV and CSV with --wide, and for a workbook, if it has more columns."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """The paths of columns whose names differ from those of their fields."""
    own: Mapping[str, Callable[[Sequence[Row]], str]] = field(default_factory=dict)
    """Formats that only this command has, by name; each function writes the selected rows."""
    ci: Callable[[Sequence[Row]], Mapping[str, CiReport]] | None = None
    """The reports for CI services on the selected rows, by dataset; a single dataset has no
    name."""
    auto: str = ""
    """The format of `own` that --format auto means, unless fields are selected."""
    one_thing: bool = False
    """Whether it is about one thing: then --format auto is text even in a pipe, if short."""
    usual: int | None = None
    """How many rows formats for people show if --limit is not given."""
    counted: RowNoun | Callable[[int, int], str] | None = None
    """The noun for the rows in the note that counts them, or the function that returns the note."""
    undated: Mapping[str, int] = field(default_factory=dict)
    """The number of records left out because they have no date, by kind."""
    remarks: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    """Notes that are printed below the rows."""
    done: SideEffect = NOTHING_DONE
    code: int = 0
    file: WrittenTo | None = None
    """The file to which the answer is written instead of being printed."""

    def samples(self) -> Iterable[Item]:
        """A few items, from which the existing fields are known."""
        if self.of is not None and not isinstance(self.of, type):
            return self.of()
        every = map(self.item, self.rows)
        return every if self.of is None else chain(every, (empty(self.of),))

    def table(self, rows: Sequence[Row], items: Iterable[Item]) -> TextTable:
        """The table for TSV and CSV, made of some rows and their items."""
        from mic25cli.view.document import first_table

        if callable(self.columns):
            return self.columns(rows)
        if self.columns is not None:
            return flat(items, self.columns)
        return first_table(self.as_document(rows, items))

    def as_document(self, rows: Sequence[Row], items: Iterable[Item]) -> TextDocument:
        """The rows for people: a document, or a table of the keys."""
        from mic25cli.view.document import TextDocument

        if self.document is not None:
            return self.document(rows)
        return TextDocument((flat(items, keys(self.of) if self.of else ()),))

    def payload(self, items: Sequence[Item], picked: bool) -> object:
        """The selected items for JSON and YAML; `picked` says whether --fields cut them down."""
        if self.whole is not None and not picked:
            return plain(self.whole())
        if self.report is not None:
            return {**plain(self.report), "results": items}
        if self.single and len(items) == 1:
            return items[0]
        return items


AnyAnswer: TypeAlias = Answer[Any]
"""An answer with rows of any type, for code that does not look into them."""


def same(item: Item) -> Item:
    """The item of a row that is itself an item."""
    return item


class LazyItems(Sequence[Item]):
    """The items of rows, each made when it is needed and not stored."""

    def __init__(self, rows: Sequence[Row], item: Callable[[Row], Item]) -> None:
        self._rows, self._item = rows, item

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return [*self][index]

    def __iter__(self) -> Iterator[Item]:
        return map(self._item, self._rows)


class SelectedRows(Generic[Row]):
    """The rows after --sort, --limit and --fields; raises `UsageError` for an unknown field."""

    def __init__(
        self,
        answer: Answer[Row],
        sort: Sequence[str] = (),
        limit: int | None = None,
        fields: Sequence[str] = (),
    ) -> None:
        self.answer = answer
        self.fields = tuple(fields)
        keys = {key.removeprefix("-"): None for key in sort}
        by_key = {key: value_of(answer, key) for key in keys}
        self.total = len(answer.rows)
        self.rows = answer.rows[:limit]
        self._items: Sequence[Item] = LazyItems(self.rows, answer.item)
        if sort:
            from mic25cli.model.sort_order import in_order

            def value(pair: tuple[Row, Item], key: str) -> object:
                return by_key[key](pair[1])

            pairs = [(row, answer.item(row)) for row in answer.rows]
            pairs = in_order(pairs, sort, value)[:limit]
            self.rows, self._items = [row for row, _ in pairs], [item for _, item in pairs]
        for name in fields:
            try:
                value_of(answer, name)
            except UsageError:
                if name not in self._by_head:
                    raise

    @cached_property
    def _by_head(self) -> Mapping[str, Sequence[Cell]]:
        """The cells of each column of the answer's table, if that has one row per item."""
        whole = self.answer.table(self.rows, self._items)
        if len(whole.rows) != len(self._items):
            return {}
        columns = zip(*whole.rows, strict=True) if whole.rows else ([] for _ in whole.heads)
        return {head.key: [*cells] for head, cells in zip(whole.heads, columns, strict=True)}

    @property
    def items(self) -> Sequence[Item]:
        """The selected items, cut down to the requested fields."""
        if not self.fields:
            return self._items
        values = {name: value_of(self.answer, name) for name in self.fields}
        return [{name: value(item) for name, value in values.items()} for item in self._items]

    def _cells(self) -> TextTable:
        """The requested fields as a table. A value is printed as it is; one that has parts or is
        not a field is taken from the answer's own table."""
        from mic25cli.view.document import Head, TextTable, cell

        columns: list[Sequence[Cell]] = []
        for name in self.fields:
            with suppress(UsageError):
                values = [*map(value_of(self.answer, name), self._items)]
                if not any(map(_nested, values)) or name not in self._by_head:
                    columns.append([*map(cell, values)])
                    continue
            columns.append(self._by_head[name])
        heads = tuple(Head(name, name, rank=0) for name in self.fields)
        return TextTable(heads, tuple(zip(*columns, strict=True)))

    @property
    def payload(self) -> object:
        """The value that YAML prints and queries read."""
        return self.answer.payload([*self.items], bool(self.fields))

    @property
    def lazy_payload(self) -> object:
        """The same value, with items made while they are written, as there may be many."""
        return self.answer.payload(self.items, bool(self.fields))

    @property
    def document(self) -> TextDocument:
        """The answer for people: its document, or a table of the requested fields."""
        from mic25cli.view.document import TextDocument

        document = self.answer.as_document(self.rows, self._items)
        if not self.fields:
            return document
        return TextDocument((self._cells(),), notes=document.notes)

    @property
    def table(self) -> TextTable:
        """The table for TSV and CSV."""
        if not self.fields:
            return self.answer.table(self.rows, self._items)
        # A cell has one value, so a field with several values becomes a table of its own.
        for path in (path for path in self.fields if "." in path):
            for item in self._items:
                if _crosses(item, path):
                    raise UsageError.of(
                        "several-values-per-record",
                        _long_form(str(item.get("kind", "")), path),
                        path=path,
                    )
        return self._cells()


AnySelectedRows: TypeAlias = SelectedRows[Any]


def flat(items: Iterable[Item], columns: Columns) -> TextTable:
    """Items as a table with one column per value."""
    from mic25cli.view.document import Head, TextTable, cell

    pairs = [*map(_by_path, columns)]
    rows = tuple(tuple(cell(value(item)) for _, value in pairs) for item in items)
    return TextTable(tuple(Head(head, head, rank=0) for head, _ in pairs), rows)


def _by_path(
    column: str | tuple[str, Callable[[Item], object]],
) -> tuple[str, Callable[[Item], object]]:
    if not isinstance(column, str):
        return column
    head, _, path = column.partition("=")
    return head, _at(path or head)


def _at(path: str) -> Callable[[Item], object]:
    return lambda item: field_paths.get(item, path)


def _nested(value: object) -> bool:
    return any(
        isinstance(part, Mapping) for part in (value if isinstance(value, list) else (value,))
    )


def _crosses(item: Item, path: str) -> bool:
    value: object = item
    for step in path.split("."):
        if isinstance(value, list):
            return any(isinstance(part, Mapping) for part in value)
        value = value.get(step) if isinstance(value, Mapping) else None
    return False


def _long_form(kind: str, path: str) -> str:
    from mic25cli.calc.tables import TABLES

    first, _, rest = path.partition(".")
    for table in TABLES.values():
        if (kind, first) in table.of or ("*", first) in table.of:
            keys = {column.key for column in table.columns}
            fields = ",".join(["claim", *([rest] if rest in keys else [])])
            return f"'mic25 table {table.name} --fields {fields}' prints one a row."
    return f"ask for '{first}' itself, or for JSON with -f json."


def value_of(answer: AnyAnswer, name: str) -> Callable[[Item], object]:
    """A function that reads a field from an item. The field may have the name of a TSV column
    (`name_en` is `name.en`); a computed column is a field if no other field has its name.

    Raises `UsageError` for an unknown name.
    """
    if name in answer.printed:
        return _at(answer.printed[name])
    tables = (answer.columns, answer.wide)
    columns = chain.from_iterable(each for each in tables if each and not callable(each))
    by_head = dict(map(_by_path, columns))
    try:
        check_field(answer.samples(), name)
    except UsageError:
        if name in by_head:
            return by_head[name]
        path = ".".join(name.rsplit("_", 1))
        with suppress(UsageError):
            check_field(answer.samples(), path)
            return _at(path)
        raise
    return _at(name)


def check_field(items: Iterable[Item], path: str) -> None:
    """Raise `UsageError` unless some item has the field, because items may differ."""
    slip: UsageError | None = None
    for item in items:
        try:
            field_paths.check(item, path)
        except UsageError as fault:
            slip = slip or fault
            continue
        if field_paths.get(item, path) not in (None, []):
            return
    if slip is not None:
        raise slip
