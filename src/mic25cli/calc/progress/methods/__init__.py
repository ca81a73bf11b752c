"""The methods by id: what the option, the comparison and the documentation derive from."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Final

from mic25cli.calc.progress.method import Method, declarations
from mic25cli.errors import unknown

NAMES: Final = tuple(declarations())
"""The methods in the order in which they are listed, the default first."""

MODULES: Final[tuple[ModuleType, ...]] = tuple(
    import_module(f"{__name__}.{name}") for name in NAMES
)
"""One module a method; its docstring is the method's page."""

METHODS: Final[dict[str, Method]] = {module.METHOD.id: module.METHOD for module in MODULES}

DEFAULT: Final = NAMES[0]


def method(method_id: str) -> Method:
    """A method by its id; raises `UsageError` with the nearest ones."""
    if method_id not in METHODS:
        raise unknown("method", method_id, METHODS, "methods: " + ", ".join(METHODS) + ".")
    return METHODS[method_id]
