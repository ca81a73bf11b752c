"""What the models say of how records are written: key order, lists of claims, free mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from mic25cli.model.claim import Claim, Strict
from mic25cli.model.kinds import KINDS, load_model


@dataclass(frozen=True)
class Form:
    """How a value is written: the order of its keys, whether it always takes a line a key."""

    model: type[Strict] | None = None
    item: Form | None = None
    """The form of the values in a list or a free mapping."""
    block: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in canonical order; none for what is no mapping of known keys."""
        return () if self.model is None else self.model.key_order()

    @property
    def claim(self) -> bool:
        """Whether it is a claim: a list of these takes a line, or more, for each."""
        return self.model is not None and issubclass(self.model, Claim)


@lru_cache(maxsize=64)
def of_record(kind: str | None) -> Form | None:
    """The form of a record of a kind; None for no kind."""
    return Form(load_model(kind), block=True) if kind in KINDS and kind is not None else None


@lru_cache(maxsize=1024)
def of_key(form: Form, key: str) -> Form | None:
    """The form of the value under a key; None where the models know of none."""
    if form.model is None:
        return form.item
    info = form.model.model_fields.get(key)
    return None if info is None else _of(info.annotation)


def _of(annotation: Any) -> Form | None:
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return Form(annotation)
    if origin is list:
        return Form(item=_of(get_args(annotation)[0]))
    if origin in (dict, Mapping):
        return Form(item=_of(get_args(annotation)[1]), block=True)
    if origin is Annotated:
        return _of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return next((form for part in get_args(annotation) if (form := _of(part))), None)
    return None
