"""Frozen dataclasses that cost little to define: an import defines a hundred, and of the standard
ones each writes and compiles the source of six methods; of these, of `__init__` alone."""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError
from dataclasses import dataclass as standard
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(class_=None, /, *, frozen=False, eq=True, slots=False, **how):
        """`dataclasses.dataclass`; one that is frozen shares all methods but `__init__`."""
        if class_ is None:
            return lambda each: dataclass(each, frozen=frozen, eq=eq, slots=slots, **how)
        if not frozen or slots:
            return standard(class_, frozen=frozen, eq=eq, slots=slots, **how)
        own = vars(class_)
        shared = {"__setattr__": _set, "__delattr__": _set, "__repr__": _repr}
        shared |= {"__eq__": _eq, "__hash__": _hash} if eq else {}
        for name, method in shared.items():
            if name not in own or own[name] is None:
                setattr(class_, name, method)
        return standard(class_, eq=False, repr=False, **how)


def _set(self: Any, name: str, value: object = None) -> None:
    spec = self.__dataclass_fields__.get(name)
    if spec is None or name in self.__dict__ or not (spec.init or spec.default is MISSING):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    self.__dict__[name] = value


@cache
def _compared(class_: Any) -> Any:
    names = [each.name for each in class_.__dataclass_fields__.values() if each.compare]
    return attrgetter(*names) if names else id


@cache
def _hashed(class_: Any) -> Any:
    every = class_.__dataclass_fields__.values()
    names = [each.name for each in every if (each.compare if each.hash is None else each.hash)]
    return attrgetter(*names) if names else id


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _compared(self.__class__)(self) == _compared(self.__class__)(other)


def _hash(self: Any) -> int:
    return hash(_hashed(self.__class__)(self))


def _repr(self: Any) -> str:
    shown = (each.name for each in self.__dataclass_fields__.values() if each.repr)
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{self.__class__.__qualname__}({told})"
