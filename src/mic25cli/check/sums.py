"""Rules of sums: what is worked out from other numbers must come to what is written."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from fractions import Fraction

from mic25cli.check import quantity
from mic25cli.check.context import Fault, RuleContext
from mic25cli.check.registry import rule

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class SumError(ValueError):
    """A sum that cannot be worked out."""


def work_out(text: str) -> Fraction:
    """The exact value of a sum of numbers, with + - * / and brackets; raises `SumError`."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise SumError("is not a sum that can be worked out") from fault
    return _value(tree.body, text.strip())


def _value(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, text), _value(node.right, text)
        if isinstance(node.op, ast.Div) and right == 0:
            raise SumError("divides by zero")
        if type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand, text)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        # The digits as written: as a binary number, 0.1 would no longer be 0.1.
        return Fraction(text[node.col_offset : node.end_col_offset])
    raise SumError("uses more than numbers, + - * / and brackets")


@rule("sum-wrong", "A derived value that is not what its sum comes to", "numbers")
def derived(context: RuleContext) -> Iterator[Fault]:
    """`derived` says how a value was worked out from printed ones.

    It is worked out again, exactly, and must come to the value to the digits
    that the value has: a sum of 28.571… may be written as 29, 28.6 or 28.57.
    """
    for record in context.book.kind("indicators").values():
        for index, claim in enumerate(record["observations"]):
            formula = claim["derived"]
            if formula is None:
                continue
            at = ("observations", index, "derived")
            try:
                result = work_out(formula)
            except SumError as fault:
                yield Fault(
                    record, at, f"'{formula}' {fault}", "write a sum of the printed numbers"
                )
                continue
            value = claim["value"]
            if value is None:
                message = "a derived claim has the sum's result as its 'value'"
                yield Fault(record, at, message, f"write 'value: {_decimal(result)}'")
            elif abs(result - Fraction(value)) > quantity.digits(value) / 2:
                message = f"'{formula}' comes to {_decimal(result)}, not to {value}"
                hint = "check the sum and the value"
                yield Fault(record, ("observations", index, "value"), message, hint)


def _decimal(value: Fraction) -> str:
    return f"{float(value):.6g}" if abs(value) < 10**6 else str(round(value))


@rule("count-wrong", "A count that is not that of the list beside it", "numbers")
def counts(context: RuleContext) -> Iterator[Fault]:
    """An industry tells how many directions the roadmap has in it, and lists them.

    If the list is there, it must be whole.
    """
    for record in context.book.kind("industries").values():
        count, listed = record["direction_count"], len(record["directions"])
        if count is not None and listed and count != listed:
            message = f"{listed} directions are listed, not {count}"
            yield Fault(
                record, ("direction_count",), message, "complete the list, or mend the count"
            )


@rule("met-above-total", "More met than there were", "numbers")
def met(context: RuleContext) -> Iterator[Fault]:
    """An assessment may say how many goals were met out of how many: never more than all."""
    for record in context.book.kind("assessments").values():
        met_count, total = record["met"], record["total"]
        if met_count is not None and total is not None and met_count > total:
            message = f"{met_count} were met out of {total}"
            yield Fault(record, ("met",), message, "exchange them, or check the digits")


@rule("amount-unit", "An amount that is no money", "numbers")
def money(context: RuleContext) -> Iterator[Fault]:
    """A fund's amounts are sums of money: a value alone does not say of what."""
    for record in context.book.kind("funds").values():
        for index, amount in enumerate(record["amounts"]):
            if not quantity.number(amount) or context.book.units.is_money(amount["unit"]):
                continue
            path = ("amounts", index)
            hint = "give the currency and scale as printed: bn CNY, mn USD"
            if amount["unit"] is None:
                where = quantity.value_path(context, record, path)
                yield Fault(record, where, "the amount has no unit", hint)
            else:
                message = f"'{amount['unit']}' is no unit of money"
                yield Fault(record, (*path, "unit"), message, hint)
