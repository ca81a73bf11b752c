"""The methods by id: what the option, the comparison and the documentation derive from."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from mic25cli.calc.progress.method import Method
from mic25cli.calc.progress.methods import dns, eurostat, linear, opensdg, sdsn, un2022, un2023
from mic25cli.errors import unknown

MODULES: Final[tuple[ModuleType, ...]] = (linear, eurostat, opensdg, dns, un2022, un2023, sdsn)
"""One module a method; its docstring is the method's page."""

METHODS: Final[dict[str, Method]] = {module.METHOD.id: module.METHOD for module in MODULES}

DEFAULT: Final = linear.METHOD.id


def method(method_id: str) -> Method:
    """A method by its id; raises `UsageError` with the nearest ones."""
    if method_id not in METHODS:
        raise unknown("method", method_id, METHODS, "methods: " + ", ".join(METHODS) + ".")
    return METHODS[method_id]
