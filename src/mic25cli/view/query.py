"""JMESPath over a payload; the library is an optional extra, imported only here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mic25cli.errors import Mic25Error, UsageError


def _exact_functions() -> Any:
    """The functions of JMESPath, which by themselves take an exact number for no number."""
    from jmespath.functions import REVERSE_TYPES_MAP, Functions, signature

    base: Any = Functions

    class Exact(base):  # type: ignore[misc]
        def _convert_to_jmespath_type(self, name: str) -> Any:
            return "number" if name == "Decimal" else super()._convert_to_jmespath_type(name)

        def _get_allowed_pytypes(self, types: Any) -> Any:
            allowed, parts = super()._get_allowed_pytypes(types)
            number = REVERSE_TYPES_MAP["number"]
            more = ["Decimal"] if set(number) <= set(allowed) else []
            parts = [(*part, "Decimal") if part == number else part for part in parts]
            return [*allowed, *more], parts

        @signature({"types": ["array-number"]})
        def _func_avg(self, numbers: list[Any]) -> Any:
            return sum(map(Decimal, numbers)) / len(numbers) if numbers else None

        @signature({"types": []})
        def _func_to_number(self, value: Any) -> Any:
            return value if isinstance(value, Decimal) else super()._func_to_number(value)

        @signature({"types": []})
        def _func_type(self, value: Any) -> Any:
            return "number" if isinstance(value, Decimal) else super()._func_type(value)

    return Exact()


def result(query: str, payload: Any) -> Any:
    """What a JMESPath query finds; raises `UsageError` for a query that is none."""
    try:
        import jmespath
        from jmespath.exceptions import JMESPathError
    except ImportError as fault:
        raise Mic25Error(
            "--query needs the jmespath library", "install it with: pip install jmespath."
        ) from fault
    try:
        options = jmespath.Options(custom_functions=_exact_functions())
        return jmespath.search(query, payload, options)
    except JMESPathError as fault:
        raise UsageError(
            f"the query does not hold: {str(fault).splitlines()[0]}", "see jmespath.org."
        ) from fault
