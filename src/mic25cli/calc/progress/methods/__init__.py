"""The methods by id; the option, the comparison and the documentation list them from here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from mic25cli.calc.progress.method import Method, declarations
from mic25cli.errors import unknown

_FOUND: Final = {
    each.id: each
    for module in iter_modules(__path__)
    for each in vars(import_module(f"{__name__}.{module.name}")).values()
    if isinstance(each, Method)
}
METHODS: Final[dict[str, Method]] = {name: _FOUND[name] for name in declarations()}
DEFAULT: Final = next(iter(METHODS))


def method(method_id: str) -> Method:
    """A method by its id; raises `UsageError` with the nearest ones."""
    if method_id not in METHODS:
        raise unknown("method", method_id, METHODS, "methods: " + ", ".join(METHODS) + ".")
    return METHODS[method_id]
