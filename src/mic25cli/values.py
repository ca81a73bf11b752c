"""Frozen dataclasses that are cheap to define: `class Point(FrozenData)`. An import defines about a
hundred of them. A standard one compiles the source of its methods; one of these compiles only
`__init__`, and only when it is first called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from dataclasses import asdict as asdict
from dataclasses import dataclass as dataclass
from dataclasses import field as field
from dataclasses import fields as fields
from dataclasses import replace as replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast, dataclass_transform
from typing import NamedTuple as NamedTuple

Key = TypeVar("Key")
Value = TypeVar("Value")

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class FrozenData:
    """The base of dataclasses that never change. They share all methods except `__init__`."""

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls, *, eq: bool = True, kw_only: bool = False) -> None:
        super().__init_subclass__()
        # Otherwise a standard dataclass imports `inspect` to write a docstring.
        cls.__doc__ = cls.__doc__ or cls.__name__
        own = vars(cls)
        shared = {"__setattr__": _set, "__delattr__": _set, "__repr__": _repr}
        shared |= {"__eq__": _eq, "__hash__": _hash} if eq else {}
        for name, method in shared.items():
            if name not in own or own[name] is None:
                setattr(cls, name, method)
        dataclass(cls, init=False, eq=False, repr=False, kw_only=kw_only)

        def __init__(self: DataclassInstance, *values: object, **keywords: object) -> None:
            # Compiled when the first value is made, because a command uses few of the classes.
            cls.__init__ = _init(cls)  # type: ignore[method-assign]
            cls.__init__(self, *values, **keywords)

        cls.__init__ = __init__  # type: ignore[method-assign,assignment]


def _init(class_: type[DataclassInstance]) -> Callable[..., None]:
    """The `__init__` of a class; it fills the dictionary directly, in half the time of setattr."""
    scope: dict[str, object] = {"_MISSING": MISSING}
    parameters: list[str] = []
    body = ["_0 = self.__dict__"]
    after = [field for field in fields(class_) if field.kw_only]
    every = (*(field for field in fields(class_) if not field.kw_only), *after)
    for number, one in enumerate(every, 1):
        name, value, default = one.name, one.name, ""
        if one.default is not MISSING:
            scope[f"_{number}"], default = one.default, f"=_{number}"
        elif one.default_factory is not MISSING:
            scope[f"_{number}"], default = one.default_factory, "=_MISSING"
            value = f"_{number}()"
            value += f" if {name} is _MISSING else {name}" if one.init else ""
        if one.init:
            parameters += ["*"] if after and one is after[0] else []
            parameters.append(name + default)
        if one.init or one.default is MISSING:
            body.append(f"_0[{name!r}] = {value}")
    body += ["self.__post_init__()"] if hasattr(class_, "__post_init__") else []
    exec(f"def __init__({', '.join(['self', *parameters])}):\n " + "\n ".join(body), scope)
    return cast("Callable[..., None]", scope["__init__"])


def _set(self: object, name: str, value: object = None) -> None:  # noqa: ARG001  # as it is called
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


@cache
def _compared(class_: type[DataclassInstance]) -> Callable[[object], object]:
    names = [field_.name for field_ in class_.__dataclass_fields__.values() if field_.compare]
    return attrgetter(*names) if names else id


@cache
def _hashed(class_: type[DataclassInstance]) -> Callable[[object], object]:
    every = class_.__dataclass_fields__.values()
    names = [
        field_.name for field_ in every if (field_.compare if field_.hash is None else field_.hash)
    ]
    return attrgetter(*names) if names else id


def _eq(self: DataclassInstance, other: object) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = _compared(self.__class__)
    return compared(self) == compared(other)


def _hash(self: DataclassInstance) -> int:
    return hash(_hashed(self.__class__)(self))


def _repr(self: DataclassInstance) -> str:
    names = (field_.name for field_ in self.__dataclass_fields__.values() if field_.repr)
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
    return f"{self.__class__.__qualname__}({values})"


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Values grouped by their keys, both in their first order."""
    by_key: dict[Key, list[Value]] = {}
    for key, value in pairs:
        by_key.setdefault(key, []).append(value)
    return by_key
