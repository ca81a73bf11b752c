"""The links of the dataset: which records a record names, and which records name it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.fields import LINKS, having
from mic25cli.model.record_json import Stored

Link = tuple[tuple[str | int, ...], str, str]
"""A link: its path in the record, and the kind and id that it names."""
Texts = list[tuple[tuple[str | int, ...], str]]

_WITHOUT_TEXTS = (bool, int, Decimal)
NO_LINKS = having("own", "printed")
"""Keys under which no record is named, even if the value has parts."""


def links(record: Record) -> Iterator[Link]:
    """Every link of a record: its path, and the kind and id that it names."""
    if isinstance(record, Stored):
        if record.links is None:
            record.links = _links(record)
        return iter(record.links)
    return iter(_links(record))


def _links(record: Record) -> list[Link]:
    texts: Texts = []
    _texts(record, (), texts, LINKS)
    return of_texts(str(record["kind"]), texts)


def texts_of(record: Record) -> Texts:
    """Every text of a record with its path, in the order of its keys."""
    texts: Texts = []
    _texts(record, (), texts)
    return texts


def of_texts(own: str, texts: Iterable[tuple[tuple[str | int, ...], str]]) -> list[Link]:
    """The links among the texts of a record; `own` is the record's kind."""
    return [
        (path, *_kind_and_id(kind, own, text))
        for path, text in texts
        if (kind := LINKS.get(_key(path))) is not None
        # The keys of `bases` are an indicator's own words, not keys of the format.
        and "bases" not in path
        and "bases_zh" not in path
        # A link to another dataset is not checked within this one.
        and ":" not in text
    ]


def link_paths(paths: Iterable[tuple[str | int, ...]]) -> list[tuple[str | int, ...]]:
    """The paths at which a record names another record."""
    return [path for path in paths if _key(path) in LINKS]


def _key(path: tuple[str | int, ...]) -> str:
    return str(path[-2] if type(path[-1]) is int else path[-1])


def _texts(
    value: object, path: tuple[str | int, ...], texts: Texts, keys: Collection[str] | None = None
) -> None:
    """Collect the texts of a value with their paths; with `keys`, only those under these keys."""
    # Checking for `list` and `dict` first is faster.
    if isinstance(value, list):
        for index, item in enumerate(value):
            if not isinstance(item, str):
                _texts(item, (*path, index), texts, keys)
            elif keys is None or path[-1] in keys:
                texts.append(((*path, index), item))
    elif isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101
        for key, item in value.items():
            if isinstance(item, str):
                if keys is None or key in keys:
                    texts.append(((*path, key), item))
            elif (
                item and type(item) not in _WITHOUT_TEXTS and (keys is None or key not in NO_LINKS)
            ):
                _texts(item, (*path, key), texts, keys)


def _kind_and_id(kind: str, own: str, text: str) -> tuple[str, str]:
    if kind != "*":
        return kind or own, text
    before, _, after = text.partition("/")
    return before, after


def renamed(record: Record, now: Mapping[str, str]) -> tuple[Record, list[Link]]:
    """A record whose links use the present ids, and the list of links that had former ones."""
    changed = record
    moved = []
    for link in links(record):
        path, kind, id_ = link
        new = now.get(f"{kind}/{id_}")
        if new is not None and (LINKS[_key(path)] == "*" or new.startswith(f"{kind}/")):
            text = new if LINKS[_key(path)] == "*" else new.partition("/")[2]
            changed = _put(changed, path, text)
            moved.append(link)
    return changed, moved


def _put(value: Any, path: tuple[str | int, ...], text: str) -> Any:
    if not path:
        return text
    first, *rest = path
    copied: Any = list(value) if isinstance(value, list) else dict(value)
    copied[first] = _put(value[first], tuple(rest), text)
    return copied


def named_by(dataset: RecordSet, kind: str, record_id: str) -> Mapping[str, Sequence[str]]:
    """The ids of the records that name this one, by kind, in the order of the dataset."""
    whole = dataset.whole
    if whole.kept_links is None:
        naming = naming_in(whole)
        whole.kept_links = lambda kind, id_: naming.get((kind, id_), {})
    stored = whole.kept_links(kind, record_id)
    if whole is dataset:
        return stored
    # The stored links do not fit a dataset cut to a date, which has fewer records and claims.
    by_kind = {}
    for own, ids in stored.items():
        records = dataset.kind(own)
        ids_ = [id_ for id_ in ids if id_ in records and _names(records[id_], kind, record_id)]
        if ids_:
            by_kind[own] = ids_
    return by_kind


def naming_in(dataset: RecordSet) -> dict[tuple[str, str], dict[str, list[str]]]:
    """For each named record (kind and id), the ids of the records that name it, by kind."""
    by_target: dict[tuple[str, str], dict[str, list[str]]] = {}
    for record in dataset:
        for place in dict.fromkeys(link[1:] for link in links(record)):
            by_target.setdefault(place, {}).setdefault(record["kind"], []).append(record["id"])
    return by_target


def _names(record: Record, kind: str, record_id: str) -> bool:
    return any(link[1:] == (kind, record_id) for link in links(record))
