"""Records as JSON on one line, written by simplejson, which preserves decimal numbers; and records
that remember the line of JSON that they were read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from mic25cli.model.characters import HIDDEN

if TYPE_CHECKING:
    from simplejson import JSONEncoder


def line(value: object) -> str:
    """A value as JSON on one line: exact numbers, unescaped UTF-8, hidden characters as escapes."""
    if type(value) is Stored or type(value) is Unread:
        return value.line
    return escaped(dumps(value))


def pretty(value: object) -> str:
    """A value as indented JSON, for people to read."""
    return "\n".join(map(escaped, dumps(value, indent=2).split("\n")))


def dumps(value: object, indent: int | None = None) -> str:
    """A value as JSON; decimal numbers keep all digits, unlike with `json`."""
    text: str = _encoder(indent).encode(value)
    return text


@cache
def _encoder(indent: int | None) -> JSONEncoder:
    # Imported here: records stored as printed need no encoder.
    import simplejson

    # No printed value is a named tuple or contains itself; testing for it would double the time.
    return simplejson.JSONEncoder(
        check_circular=False,
        use_decimal=True,
        ensure_ascii=False,
        indent=indent,
        default=_to_dict,
        namedtuple_as_object=False,
    )


def escaped(text: str) -> str:
    """A line of JSON with hidden characters as escapes, which mean the same within its texts."""
    if text.isascii() and text.isprintable():
        return text

    def escape(hit: re.Match[str]) -> str:
        units = hit.group().encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))

    return HIDDEN.sub(escape, text)


def _to_dict(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


class Frozen(dict[str, object]):
    """A dictionary that raises `TypeError` if it is changed."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[dict[str, object]], tuple[dict[str, object]]]:
        # A copy is an ordinary dict, which may change.
        return dict, (dict(self),)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a record of the dataset cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse


class Stored(Frozen):
    """A record that was read from a line of JSON, and is printed as that line."""

    __slots__ = ("line", "links")
    line: str
    links: Sequence[tuple[tuple[str | int, ...], str, str]] | None
    """The links of the record; None until `model.links` looks for them."""

    def __init__(self, record: Mapping[str, object], line: str) -> None:
        super().__init__(record)
        self.line = line
        self.links = None


def frozen(value: object) -> Any:
    """A copy that cannot be changed: mappings become `Frozen`, lists become tuples."""
    if isinstance(value, Mapping):
        return Frozen({key: frozen(item) for key, item in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list) else value


class Unread(Mapping[str, object]):
    """A record as a line of JSON, which is parsed when a value is first used."""

    __slots__ = ("_read", "line")

    def __init__(self, line: str, read: Callable[[], Mapping[str, object]]) -> None:
        self.line = line
        self._read = read

    def read(self) -> Mapping[str, object]:
        """Parse the record's line on first use, and return the record."""
        return self._read()

    def __getitem__(self, key: str) -> object:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def read(records: Iterable[Mapping[str, object]]) -> list[Mapping[str, Any]]:
    """Records with their values parsed at once, because all of them will be used."""
    return [record.read() if type(record) is Unread else record for record in records]


def as_dicts(payload: object) -> object:
    """A payload, or a list of them, as plain dicts."""
    if isinstance(payload, list):
        return [as_dicts(item) for item in payload]
    return dict(payload) if isinstance(payload, Stored | Unread) else payload
