"""Results as plain values for JSON: the fields of a dataclass in order, its `@printed` properties,
and the functions marked `@printed_of(Class)`. `view.json_schemas` writes their JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from math import floor, isfinite, log10
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args

from mic25cli.values import FrozenData

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ToPlain = Callable[[Any], object]
Function = TypeVar("Function", bound=ToPlain)
Value = TypeVar("Value")

UNPRINTED: Final[Mapping[str, object]] = {"printed": False}

DIGITS = 6
"""Significant digits of computed numbers; digits before the decimal point are never cut."""

_ATOMS = frozenset((str, int, bool, type(None), Decimal))


class PrintedPart(FrozenData):
    """One key of a class's printed form, or a field whose own keys are printed in its place."""

    key: str
    attribute: str = ""
    """The field or property that has the value; empty if a function computes it."""
    function: ToPlain | None = None
    """The function that computes it, with its type and meaning; None for a field."""
    in_place: object = None
    """The class, or the `Literal` of keys, whose keys are printed in place of the field."""


def in_place(keys_of: object) -> Mapping[str, object]:
    """Metadata of a field in whose place the keys of a class or `Literal` are printed."""
    return {"in place": keys_of}


def printed_by(name: str) -> Mapping[str, object]:
    """Field metadata that names the property printed in the field's place."""
    return {"by": name}


if TYPE_CHECKING:
    printed = property
else:

    class printed(property):  # used as a decorator
        """A property that JSON has after the fields of its class."""


def printed_of(*classes: type) -> Callable[[Function], Function]:
    """Mark a function whose result, under its name, is printed after a value's own fields."""

    def add(function: Function) -> Function:
        for class_ in classes:
            _EXTRA.setdefault(class_, []).append(PrintedPart(_key(function.__name__), "", function))
        return function

    return add


_EXTRA: dict[type, list[PrintedPart]] = {}


def has_parts(class_: object) -> bool:
    """Whether values of a class are printed as objects by their fields."""
    return isinstance(class_, type) and (is_dataclass(class_) or hasattr(class_, "_fields"))


@cache
def parts(class_: type) -> tuple[PrintedPart, ...]:
    """The keys of a class in JSON, in order, with how each value is made."""
    if not is_dataclass(class_):
        names: tuple[str, ...] = class_._fields  # type: ignore[attr-defined]  # a named tuple
        own_parts = [PrintedPart(_key(name), name) for name in names]
    else:
        own_parts = [
            _property(class_, by)
            if (by := field.metadata.get("by"))
            else PrintedPart(_key(field.name), field.name, None, field.metadata.get("in place"))
            for field in fields(class_)
            if field.metadata.get("printed", True)
        ]
    for base in reversed(class_.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, printed):
                own_parts.append(_property(class_, name))
    return (
        *own_parts,
        *(part for base in reversed(class_.__mro__) for part in _EXTRA.get(base, ())),
    )


def _property(class_: type, name: str) -> PrintedPart:
    return PrintedPart(_key(name), name, getattr(class_, name).fget)


def _key(name: str) -> str:
    return name.removesuffix("_")


def keys(of: object) -> tuple[str, ...]:
    """The printed keys of a class; for a `Literal`, its values."""
    if not isinstance(of, type):
        return get_args(of)
    return tuple(
        key
        for part in parts(of)
        for key in ((part.key,) if part.in_place is None else keys(part.in_place))
    )


def empty(class_: type) -> dict[str, object]:
    """A value of a class with every key and no values, to show which fields exist."""
    return dict.fromkeys(keys(class_))


@cache
def _names(class_: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(class_))


@cache
def _defaults(class_: type[DataclassInstance]) -> dict[str, object]:
    return {field.name: field.default for field in fields(class_) if field.default is not MISSING}


def recorded_as(
    class_: Callable[..., Value], *records: Mapping[str, object], **others: object
) -> Value:
    """A value of a dataclass: each field comes from the last record that has its name, or from
    `others`.

    mypy reports a field that no record gives, by the plugin in `tests/mypy_recorded_as.py`.
    """
    type_ = cast("type[DataclassInstance]", class_)
    names, values = _names(type_), {**_defaults(type_)}
    for record in records:
        values.update(record)
    if unknown := others.keys() - names:
        raise TypeError(f"{class_} has no {', '.join(unknown)}")
    values.update(others)
    result = object.__new__(cast("type[Value]", class_))
    # Setting the fields of a frozen value one by one takes three times as long.
    attributes = vars(result)
    for name in names:
        attributes[name] = values[name]
    return result


def plain(value: object) -> Any:
    """A result as plain values; computed numbers (floats) have six significant digits."""
    class_ = type(value)
    if class_ in _ATOMS:
        return value
    if class_ not in _WAYS:
        _WAYS[class_] = _way(class_)
    return _WAYS[class_](value)


_WAYS: dict[type, ToPlain] = {}
"""The function that makes values of each class plain; chosen once, as there are many values."""


def _way(class_: type) -> ToPlain:
    if has_parts(class_):
        return _of_parts(class_)
    if issubclass(class_, float):
        return rounded
    if issubclass(class_, Mapping):
        return lambda value: {key: plain(item) for key, item in value.items()}
    if issubclass(class_, tuple | list):
        return lambda value: [plain(item) for item in value]
    if issubclass(class_, frozenset):
        return lambda value: sorted(plain(item) for item in value)
    return lambda value: value


def _of_parts(class_: type) -> Callable[[object], dict[str, object]]:
    own = [part for part in parts(class_) if part.attribute]
    more = [(part.key, part.function) for part in parts(class_) if not part.attribute]
    names = [part.key for part in own]
    placed = {part.key for part in own if part.in_place is not None}
    # One call reads all; there are at least two, because one name would not give a tuple.
    get = attrgetter(*(part.attribute for part in own), "__class__")

    def plain_object(value: object) -> dict[str, object]:
        values: dict[str, object] = {}
        for name, item in zip(names, get(value), strict=False):
            if type(item) in _ATOMS:
                values[name] = item
            elif name in placed:
                values.update(plain(item))
            else:
                values[name] = plain(item)
        for key, function in more:
            assert function is not None
            values[key] = plain(function(value))
        return values

    return plain_object


def rounded(value: float) -> float:
    """A computed number to six significant digits, but never coarser than whole numbers."""
    if not value or not isfinite(value):
        return value
    return round(value, max(0, DIGITS - 1 - floor(log10(abs(value)))))
