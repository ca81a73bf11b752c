"""Frozen dataclasses and named tuples that are cheap to define. An import defines about a hundred
of them. A standard one compiles the source of its methods and types; one of these compiles only
`__init__` or `__new__`, and only when it is first called."""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]  # as named tuples have it
from collections.abc import Callable, Collection, Iterable
from dataclasses import MISSING, FrozenInstanceError
from dataclasses import asdict as asdict
from dataclasses import dataclass as standard
from dataclasses import field as field
from dataclasses import fields as fields
from dataclasses import replace as standard_replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

Key = TypeVar("Key")
Value = TypeVar("Value")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple

    from _typeshed import DataclassInstance
else:

    def dataclass(class_=None, /, *, frozen=False, eq=True, slots=False, **how):
        """Like `dataclasses.dataclass`, but frozen ones share all methods except `__init__`."""
        if class_ is None:
            return lambda decorated: dataclass(decorated, frozen=frozen, eq=eq, slots=slots, **how)
        if not frozen or slots:
            return standard(class_, frozen=frozen, eq=eq, slots=slots, **how)
        # Otherwise a standard dataclass imports `inspect` to write a docstring.
        class_.__doc__ = class_.__doc__ or class_.__name__
        own = vars(class_)
        shared = {"__setattr__": _set, "__delattr__": _set, "__repr__": _repr}
        shared |= {"__eq__": _eq, "__hash__": _hash} if eq else {}
        for name, method in shared.items():
            if name not in own or own[name] is None:
                setattr(class_, name, method)
        new_class = standard(class_, init=False, eq=False, repr=False, **how)

        def __init__(self, *values, **keywords):
            # Compiled when the first value is made, because a command uses few of the classes.
            new_class.__init__ = _init(new_class)
            new_class.__init__(self, *values, **keywords)

        new_class.__init__ = __init__
        return new_class

    def replace(value, /, **changes):
        """Like `dataclasses.replace`, but copies most frozen values without calling `__init__`."""
        names = _copied(value.__class__)
        if not names or not changes.keys() <= names:
            return standard_replace(value, **changes)
        made, old = object.__new__(value.__class__), value.__dict__
        made.__dict__.update({name: old[name] for name in names}, **changes)
        return made

    class _Tuple(tuple):
        """The base of all named tuples."""

        __slots__ = ()

        def __new__(cls, *values, **keywords):
            # Compiled when the first value is made, because a command uses few of the classes.
            cls.__new__ = _new(cls)
            return cls.__new__(cls, *values, **keywords)

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, **changes):
            return self.__class__(**{**self._asdict(), **changes})

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{self.__class__.__name__}({values})"

    class _Definition(type):
        def __new__(cls, name, bases, own):  # noqa: ARG004  # as it is called
            names = (*own["__annotations__"],)
            defaults = {key: own[key] for key in names if key in own}
            places = {key: _tuplegetter(place, "") for place, key in enumerate(names)}
            parts = {"_fields": names, "__match_args__": names, "_field_defaults": defaults}
            return type(name, (_Tuple,), {**own, "__slots__": (), **places, **parts})

    NamedTuple = type.__new__(_Definition, "NamedTuple", (), {})


def _new(class_: Any) -> staticmethod[..., Any]:
    """The `__new__` of a named tuple."""
    defaults = class_._field_defaults
    scope = {f"_{name}": value for name, value in defaults.items()} | {"_tuple": tuple.__new__}
    parameters = (f"{name}=_{name}" if name in defaults else name for name in class_._fields)
    body = f"_tuple(_class, ({''.join(f'{name}, ' for name in class_._fields)}))"
    return staticmethod(eval(f"lambda _class, {', '.join(parameters)}: {body}", scope))


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
def _copied(class_: type[DataclassInstance]) -> Collection[str]:
    """The fields of a class whose values are copied without `__init__`; none for other classes."""
    every = fields(class_)
    plain = class_.__dict__.get("__setattr__") is _set and not hasattr(class_, "__post_init__")
    return {one.name: None for one in every if plain and all(one.init for one in every)}.keys()


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
