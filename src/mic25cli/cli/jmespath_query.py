"""JMESPath queries on JSON values; the library is imported only if there is a query."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError, JMESPathTypeError
from jmespath.functions import REVERSE_TYPES_MAP, Functions, signature
from jmespath.visitor import TreeInterpreter

from mic25cli.errors import UsageError, quoted
from mic25cli.model.record_json import as_dicts

_OF_NO_SENSE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""Errors other than its own that the library raises for queries such as `[::0]`."""
STEPS = 2_000_000
"""The maximum number of steps of a query: parts that it visits and values that it finds."""
DEEPEST = 100
"""The maximum depth of a query's result."""


# The stubs lack their methods.
_FUNCTIONS: Any = Functions
_INTERPRETER: Any = TreeInterpreter


class _Exact(_FUNCTIONS):  # type: ignore[misc]
    """The functions of JMESPath, extended to accept exact numbers."""

    def _convert_to_jmespath_type(self, name: str) -> object:
        return "number" if name == "Decimal" else super()._convert_to_jmespath_type(name)

    def _get_allowed_pytypes(self, types: object) -> object:
        allowed, parts = super()._get_allowed_pytypes(types)
        number = REVERSE_TYPES_MAP["number"]
        more = ["Decimal"] if set(number) <= set(allowed) else []
        parts = [(*part, "Decimal") if part == number else part for part in parts]
        return [*allowed, *more], parts

    @signature({"types": ["array-number"]})
    def _func_avg(self, numbers: list[Any]) -> object:
        return sum(map(Decimal, numbers)) / len(numbers) if numbers else None

    @signature({"types": []})
    def _func_to_number(self, value: object) -> object:
        if isinstance(value, Decimal):
            return value
        number = super()._func_to_number(value)
        return None if isinstance(number, float) and not math.isfinite(number) else number

    @signature({"types": []})
    def _func_type(self, value: object) -> object:
        return "number" if isinstance(value, Decimal) else super()._func_type(value)


class _Bounded(_INTERPRETER):  # type: ignore[misc]
    """Runs a query, but stops it after too many steps."""

    steps = STEPS

    def visit(self, node: object, *arguments: object, **keywords: object) -> object:
        value = super().visit(node, *arguments, **keywords)
        self.steps -= 1 + (len(value) if isinstance(value, list) else 0)
        if self.steps < 0:
            raise _too_much()
        return value


def result(query: str, payload: object) -> object:
    """The result of a JMESPath query; raises `UsageError` for an invalid query."""
    try:
        parsed = jmespath.compile(query)
        options = jmespath.Options(custom_functions=_Exact())
        value = _Bounded(options).visit(parsed.parsed, as_dicts(payload))
        _check(value)
    except RecursionError:
        raise UsageError.of("query-is-nested-too-deeply") from None
    except (JMESPathError, *_OF_NO_SENSE) as fault:
        see = "see the syntax at jmespath.org."
        if query.startswith("."):  # as jq writes it
            see = f"write --query {quoted(query[1:])}."
        raise UsageError.of(
            "query-is-unreadable", see, query=query, fault=_reason(fault)
        ) from fault
    return value


def _reason(fault: Exception) -> str:
    """What is wrong with a query."""
    position = getattr(fault, "lex_position", None)
    if position is not None:
        token = getattr(fault, "token_value", None)
        if token in (None, ""):
            return "the expression is incomplete"
        return f"'{token}' is not allowed at column {position + 1}"
    if isinstance(fault, JMESPathTypeError):
        wants = ", ".join(fault.expected_types)
        return f"{fault.function_name}() was given {fault.actual_type}, and needs {wants}"
    why = (str(fault).splitlines() or [type(fault).__name__])[0]
    why = why.removeprefix("Invalid jmespath expression: ").rstrip(":. ")
    return why[:1].lower() + why[1:]


def _too_much() -> UsageError:
    return UsageError.of("query-takes-more-than-steps-or-values", steps=STEPS)


def _check(output: object) -> None:
    left = STEPS
    todo = [(output, 0)]
    while todo:
        value, depth = todo.pop()
        left -= 1
        if left < 0 or depth > DEEPEST:
            raise _too_much()
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{value} is not a number that JSON can contain")
        if isinstance(value, Mapping):
            todo += [(each, depth + 1) for each in value.values()]
        elif isinstance(value, list | tuple):
            todo += [(each, depth + 1) for each in value]
        elif not isinstance(value, str | int | float | Decimal | None):
            raise TypeError("a part of a query, such as '&id', is not a value")
