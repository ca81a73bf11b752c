"""What a rule gets to see: the records that fit their models, with their parts and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from mic25cli.errors import nearest
from mic25cli.model import edtf
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.fields import FIELDS, in_our_words, open_mappings
from mic25cli.model.links import link_paths, of_texts
from mic25cli.store.load import Loaded, SourceFile
from mic25cli.store.yaml_nodes import Path
from mic25cli.values import FrozenData, grouped

if TYPE_CHECKING:
    from mic25cli.model.records import Cite, Claim

MAX_HINTS = 500
"""How many unknown ids get a suggestion at most: each look-up compares all ids of the kind."""


class Fault(FrozenData):
    """A problem that a rule reports: the record, the path in it, the message, and the advice if the
    code has none."""

    record: Record
    path: Path
    message: str
    hint: str | None = None


class FileFault(FrozenData):
    """A problem of a whole file."""

    file: SourceFile
    message: str
    hint: str | None = None


@cache
def _own_keys(kind: str) -> frozenset[str]:
    """The keys under which records of a kind have texts in our own words."""
    return frozenset(key for key in FIELDS if in_our_words(key, kind))


class PartPaths:
    """The paths of the parts of a record, computed once for all records of the same shape.

    They are the paths of all `texts` except kind and id, of texts in our `own` words, of all
    `lists`, of the `claims` at any depth (without the record itself), and of all `cites`, including
    the record's own.
    """

    def __init__(self, record: Record) -> None:
        self.texts: list[Path] = []
        self.lists: list[Path] = []
        self.claims: list[Path] = []
        self.cites: list[Path] = []
        self.own: list[Path] = []
        self._under: dict[str, Sequence[Path]] = {}
        own_keys = _own_keys(record["kind"])
        self._cite(record, ())
        for key, item in record.items():
            if item is not None and key not in ("kind", "id"):
                self._walk(item, (key,), key, own_keys)

    @property
    def shape(self) -> tuple[tuple[Path, ...], ...]:
        """The shape of the record, by which the paths are shared."""
        return tuple(map(tuple, (self.texts, self.lists, self.claims, self.cites, self.own)))

    def _walk(self, value: object, path: Path, word: str, own_keys: Collection[str]) -> None:
        if isinstance(value, str):
            self.texts.append(path)
            if word in own_keys:
                self.own.append(path)
        elif isinstance(value, dict):
            if "cite" in value:
                self._cite(value, path)
                if "report" in value:
                    self.claims.append(path)
            data = word in open_mappings()
            for key, item in value.items():
                if item is not None:
                    self._walk(item, (*path, key), word if data else key, own_keys)
        elif isinstance(value, list):
            self.lists.append(path)
            for index, item in enumerate(value):
                self._walk(item, (*path, index), word, own_keys)

    def _cite(self, owner: Record, path: Path) -> None:
        self.cites += ((*path, "cite", index) for index in range(len(owner["cite"])))

    @cached_property
    def links(self) -> list[Path]:
        """The paths of texts that may be links."""
        return link_paths(self.texts)

    def under(self, key: str) -> Sequence[Path]:
        """The paths of texts under a key of the format."""
        if key not in self._under:
            # The key of a definition (basis) may be the same as the name of a field.
            self._under[key] = [
                path
                for path in self.texts
                if path[-1] == key and (len(path) < 2 or path[-2] not in open_mappings())
            ]
        return self._under[key]


class RecordParts:
    """The parts of a record, each with its path, in the order of the record."""

    __slots__ = ("paths", "record")

    def __init__(self, record: Record, paths: PartPaths) -> None:
        self.record, self.paths = record, paths

    def at(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Any]]:
        """The values at some of the paths, each with its path."""
        for path in paths:
            value: Any = self.record
            for step in path:
                value = value[step]
            yield path, value

    @property
    def links(self) -> list[tuple[Path, str, str]]:
        """Every link: its path, the kind and the id that it names."""
        return of_texts(self.record["kind"], self.at(self.paths.links))


@dataclass
class RuleContext:
    """The dataset as the rules see it, with the texts that its prose is compared with."""

    loaded: Loaded
    against: Mapping[str, str] = field(default_factory=dict)
    """Source texts to compare with, by the names that messages use for them."""
    unchecked: Counter[str] = field(default_factory=Counter)
    """The number of links into datasets that are not installed, by dataset."""
    _near: dict[tuple[str, str], str | None] = field(default_factory=dict)

    @cached_property
    def dataset(self) -> RecordSet:
        """The records that fit their models, by kind and id."""
        return RecordSet.of(self.loaded.records, profile=self.loaded.profile)

    def has(self, kind: str, id_: str) -> bool:
        """Whether the files have a record, valid or not."""
        return (kind, id_) in self.loaded.ids

    @property
    def parts(self) -> Iterator[RecordParts]:
        """The parts of each record: its texts, claims, cites and links."""
        return map(RecordParts, self._records, self._shapes)

    @property
    def _records(self) -> Iterator[Record]:
        return (record for kind in self.loaded.records.values() for record in kind.values())

    @cached_property
    def _shapes(self) -> list[PartPaths]:
        by_shape: dict[object, PartPaths] = {}
        shapes = []
        for record in self._records:
            paths = PartPaths(record)
            shapes.append(by_shape.setdefault(paths.shape, paths))
        return shapes

    def texts(self, *keys: str) -> Iterator[tuple[Record, Path, str]]:
        """The texts of all records under one of these keys."""
        for key in keys:
            for parts in self.parts:
                for path, text in parts.at(parts.paths.under(key)):
                    yield parts.record, path, text

    def items(self, kind: str, key: str) -> Iterator[tuple[Record, Path, Any]]:
        """The items in a list of the records of a kind: the record, the path and the item."""
        for record in self.dataset.kind(kind).values():
            for index, item in enumerate(record[key]):
                yield record, (key, index), item

    def claims(self) -> Iterator[tuple[Record, Path, Claim]]:
        """The claims of all records."""
        for parts in self.parts:
            for path, claim in parts.at(parts.paths.claims):
                yield parts.record, path, claim

    def cites(self) -> Iterator[tuple[Record, Path, Cite]]:
        """The cites of all records and of their claims."""
        for parts in self.parts:
            for path, cite in parts.at(parts.paths.cites):
                yield parts.record, path, cite

    def source(self, record: Record) -> SourceFile:
        """The file that a record was read from."""
        return self.loaded.sources[record["kind"], record["id"]]

    def is_written(self, record: Record, path: Path) -> bool:
        """Whether the file itself has the value, and not only the model's default."""
        return self.source(record).find(record["id"])[1].has(path)

    def place(self, record: Record, path: Path = ()) -> str:
        """The `path:line` of a value, for use in a message."""
        source = self.source(record)
        return f"{source.path}:{source.place(record['id'], path, key=True)[0]}"

    def near(self, kind: str, record_id: str) -> str | None:
        """The nearest existing id of the kind to an unknown one."""
        if (kind, record_id) not in self._near and len(self._near) < MAX_HINTS:
            close = nearest(record_id, self.ids.get(kind, []), 1)
            self._near[kind, record_id] = close[0] if close else None
        return self._near.get((kind, record_id))

    @cached_property
    def unread(self) -> dict[str, str]:
        """For each kind, the path of a file that could not be read, if there is one."""
        unread = (file for file in self.loaded.files if not file.readable and not file.ids)
        return {file.kind: file.path for file in unread if file.kind}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of each kind, including those of invalid records."""
        return grouped(self.loaded.ids)

    def published(self, source: str | None) -> edtf.Edtf | None:
        """The date on which a source was published; None if it is not known."""
        record = self.dataset.get("sources", source)
        return edtf.parse(record["published"]) if record and record["published"] else None


def after(later: str | None, earlier: str | None) -> bool:
    """Whether a date certainly lies after another."""
    if later is None or earlier is None:
        return False
    start, end = edtf.parse(later).earliest, edtf.parse(earlier).latest
    return start is not None and end is not None and start > end
