"""The shape of the records, read once from the models: keys in order, types, choices, links, docs.
Using it imports the models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from mic25cli.model.claim import Claim, Record, Strict
from mic25cli.model.fields import FIELDS, LINKS
from mic25cli.model.kinds import KINDS
from mic25cli.model.scalars import Scalar, SingleOrList
from mic25cli.values import FrozenData, field, replace

Scalars = Literal["text", "date", "number", "integer", "boolean", "unit", "choice", "link"]
Sort = Scalars | Literal["list", "mapping", "table"]
"""The sort of a value: a scalar, a list, a mapping with known keys, or a table (a mapping whose
keys are data)."""

_LIMITS = ("min_length", "max_length", "pattern", "ge", "le")


class Shape(FrozenData):
    """The form that a value in a record file may have: scalar, list, mapping or link."""

    sort: Sort
    scalar: str = ""
    """The name of the scalar: text, prose, slug, url, date, number, year, count, unit."""
    nullable: bool = False
    choices: tuple[str, ...] = ()
    link: str | None = None
    """For a `link`: the kind that it names; `*` if the kind is written before the id."""
    item: Shape | None = None
    alone: bool = False
    """For a `list`: whether a single item may be written without brackets."""
    key: Shape | None = None
    model: type[Strict] | None = None
    limits: Mapping[str, int | str] = field(default_factory=dict, hash=False)
    """Its limits: `min_length`, `max_length`, `pattern`, `ge`, `le`."""

    @cached_property
    def fields(self) -> Mapping[str, FieldShape]:
        """The keys of a mapping in written order; empty for any other value."""
        return {} if self.model is None else _fields(self.model)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a mapping in written order."""
        return tuple(self.fields)

    @property
    def claim(self) -> bool:
        """Whether it is a claim, which says who states it and where it was read."""
        return self.model is not None and issubclass(self.model, Claim)

    @property
    def record(self) -> bool:
        """Whether the value is a record of its own, and not a part of one."""
        return self.model is not None and issubclass(self.model, Record)

    def child(self, step: str | int) -> Shape | None:
        """The shape of the value under a key, or of a list item; None for an unknown key."""
        if self.sort in ("list", "table"):
            return self.item
        field = self.fields.get(str(step))
        return None if field is None else field.shape

    def walk(self) -> Iterator[Shape]:
        """This shape, followed by the shapes of its items, keys and fields at every depth."""
        yield self
        for shape in (self.item, self.key, *(part.shape for part in self.fields.values())):
            if shape is not None:
                yield from shape.walk()


class FieldShape(FrozenData):
    """A key of a mapping: the shape of its value, and how the model declares it."""

    key: str
    shape: Shape
    required: bool
    default: object
    """The default if the key is left out; None, or an empty list or table, for none."""
    doc: str
    described: bool


@cache
def of_kind(kind: str) -> Shape:
    """The shape of a kind's records; for `dataset`, that of its profile."""
    if kind == "dataset":
        from mic25cli.model.dataset_file import DatasetFile

        return Shape("mapping", model=DatasetFile)
    if kind == "corrections":
        from mic25cli.model.correction import Correction

        return Shape("mapping", model=Correction)
    return Shape("mapping", model=KINDS[kind].load_model())


def at(kind: str, path: Iterable[str | int]) -> Shape | None:
    """The shape of the value at a path in records of a kind; None for an unknown path."""
    shape: Shape | None = of_kind(kind)
    for step in path:
        if shape is None:
            return None
        if shape.sort == "list" and not re.fullmatch("[0-9]{1,6}", str(step)):
            return None
        shape = shape.child(step)
    return shape


def field_at(kind: str, path: Iterable[str | int]) -> FieldShape | None:
    """The field in which a path within a kind's records ends; None if it does not end in one."""
    *parents, last = path
    shape = at(kind, parents)
    return None if shape is None else shape.fields.get(str(last))


@cache
def _fields(model: type[Strict]) -> Mapping[str, FieldShape]:
    hints = get_type_hints(model, include_extras=True)
    fields = {}
    for key in model.key_order():
        info = model.model_fields[key]
        shape = _linked(_limited(_of(hints[key]), info.metadata), key, model)
        default = info.get_default(call_default_factory=True) if not info.is_required() else None
        entry = FIELDS.get(key)
        doc = info.description or (entry.meaning if entry else "")
        if not doc and shape.link:
            doc = f"an id of {shape.link}"
        elif not doc and shape.item and shape.item.link:
            doc = f"ids of {shape.item.link}"
        fields[key] = FieldShape(
            key, shape, info.is_required(), default, doc, info.description is not None
        )
    return fields


def _of(annotation: object) -> Shape:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        some = [type_ for type_ in inner if type_ is not NoneType]
        return replace(_of(some[0]), nullable=len(some) < len(inner))
    if origin is Annotated:
        if any(isinstance(type_, SingleOrList) for type_ in inner):
            return replace(_of(inner[0]), alone=True)
        [scalar] = [type_ for type_ in inner if isinstance(type_, Scalar)]
        shape = Shape(scalar.sort, scalar.name)
        # pydantic's `Field` has a list of limits.
        parts = (getattr(type_, "metadata", [type_]) for type_ in inner[1:])
        return _limited(shape, (part for several in parts for part in several))
    if origin is list:
        return Shape("list", item=_of(inner[0]))
    if origin is dict:
        return Shape("table", key=_of(inner[0]), item=_of(inner[1]))
    if origin is Literal:
        return Shape("choice", choices=inner)
    if annotation is str:
        return Shape("text")
    assert isinstance(annotation, type) and issubclass(annotation, Strict)
    return Shape("mapping", model=annotation)


def _linked(shape: Shape, key: str, model: type[Strict]) -> Shape:
    """The shape of a link, or of a list of links, with the kind that the key names."""
    if shape.item is not None:
        return replace(shape, item=_linked(shape.item, key, model))
    if shape.sort != "link":
        return shape
    own = (kind.name for kind in KINDS.values() if kind.one.capitalize() == model.__name__)
    return replace(shape, link=LINKS[key] or next(own))


def _limited(shape: Shape, metadata: Iterable[object]) -> Shape:
    limits = dict(shape.limits)
    for part in metadata:
        for name in _LIMITS:
            value = getattr(part, name, None)
            if value is not None:
                limits[name] = value
    return replace(shape, limits=limits) if limits else shape
