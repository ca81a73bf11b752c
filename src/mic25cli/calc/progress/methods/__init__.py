"""The methods by id: what the option, the comparison and the documentation derive from."""

from __future__ import annotations

from typing import Final

from mic25cli.calc.progress.method import Method
from mic25cli.calc.progress.methods import dns, growth, linear, opensdg, sdsn, un2023
from mic25cli.errors import unknown

_ALL: Final = (
    linear.METHOD,
    growth.EUROSTAT,
    opensdg.METHOD,
    dns.METHOD,
    growth.UN2022,
    un2023.METHOD,
    sdsn.METHOD,
)
METHODS: Final[dict[str, Method]] = {each.id: each for each in _ALL}
DEFAULT: Final = linear.METHOD.id


def method(method_id: str) -> Method:
    """A method by its id; raises `UsageError` with the nearest ones."""
    if method_id not in METHODS:
        raise unknown("method", method_id, METHODS, "methods: " + ", ".join(METHODS) + ".")
    return METHODS[method_id]
