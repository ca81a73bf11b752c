"""The shapes of all mappings that the records are made of."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import Shape, of_kind


@cache
def shapes() -> Mapping[str, Shape]:
    """Every mapping with known keys in the records, by the name of its model."""
    found: dict[str, Shape] = {}
    for kind in KINDS:
        for shape in of_kind(kind).walk():
            if shape.model is not None:
                found.setdefault(shape.model.__name__, replace(shape, nullable=False))
    return found
