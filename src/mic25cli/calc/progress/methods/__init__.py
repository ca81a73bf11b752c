"""The methods by id, from which the option, the comparison and the documentation list them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

from mic25cli.calc.progress.method import Method, declarations
from mic25cli.errors import unknown

_FOUND: Final = {
    each.id: each
    # `pkgutil` would import `inspect`, which is slow.
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py"))
    for each in vars(import_module(f"{__name__}.{file.stem}")).values()
    if isinstance(each, Method)
}
METHODS: Final[dict[str, Method]] = {name: _FOUND[name] for name in declarations()}
DEFAULT: Final = next(iter(METHODS))


def method(method_id: str) -> Method:
    """The method with an id; raises `UsageError`, which suggests the nearest."""
    if method_id not in METHODS:
        raise unknown("method", method_id, METHODS, "methods: " + ", ".join(METHODS) + ".")
    return METHODS[method_id]
