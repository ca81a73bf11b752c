"""Rules on numbers: units, directions and limits that a value must agree with."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mic25cli.calc.choose_observation import SEVERAL_YEARS, WHOLE_YEAR, basis_of
from mic25cli.calc.value_range import ONE_SIDED
from mic25cli.check.context import Fault, RuleContext
from mic25cli.check.registry import rule
from mic25cli.model import edtf
from mic25cli.model.closed_lists import Better
from mic25cli.model.dataset import Record
from mic25cli.model.units import Units
from mic25cli.store.yaml_nodes import Path

if TYPE_CHECKING:
    from mic25cli.model.records import Indicator, Measurement, Milestone, Quantity, Target


Bounds = tuple[Fraction, Fraction]


def span(claim: Quantity, unit: str, units: Units) -> Bounds | None:
    """The lowest and the highest value of a claim in a unit; None if they cannot be converted.

    A change since a base year is in percent of that year, whatever the units of the two are.
    """
    if claim.get("base_year") is not None:
        return None
    have, value = claim["unit"] or unit, claim["value"]
    low, high = (claim["low"], claim["high"]) if value is None else (value, value)
    if low is None or high is None or not units.same(have, unit):
        return None
    if have == unit:
        return Fraction(low), Fraction(high)
    scale = Fraction(units[have].factor) / Fraction(units[unit].factor)
    return Fraction(low) * scale, Fraction(high) * scale


def amount(claim: Quantity) -> str:
    """A claim's value as written, with its unit."""
    value = claim["value"] if claim["value"] is not None else f"{claim['low']}–{claim['high']}"
    return f"{value} {claim['unit']}" if claim["unit"] else f"{value}"


def value_path(context: RuleContext, record: Record, path: Path) -> Path:
    """The path of a claim's value or range; that of the claim if neither is in the file."""
    for name in ("value", "low"):
        if context.is_written(record, (*path, name)):
            return (*path, name)
    return path


def on_indicators(context: RuleContext) -> Iterator[tuple[Record, Path, Measurement, Indicator]]:
    """Every quantity that is measured on an indicator: record, path, claim, indicator."""
    for indicator in context.dataset.kind("indicators").values():
        for index, observation in enumerate(indicator["observations"]):
            yield indicator, ("observations", index), observation, indicator
    for target in context.dataset.kind("targets").values():
        measured = context.dataset.get("indicators", target["indicator"])
        if measured is None:
            continue
        if target["baseline"]:
            yield target, ("baseline",), target["baseline"], measured
        for index, milestone in enumerate(target["milestones"]):
            yield target, ("milestones", index), milestone, measured
    for key in ("pathway", "forecasts"):
        for assessment, path, step in context.items("assessments", key):
            judged = context.dataset.get("targets", step["target"])
            measured = judged and context.dataset.get("indicators", judged["indicator"])
            if measured:
                yield assessment, path, step, measured


def number(claim: Quantity) -> bool:
    """Whether a claim has a value or a range."""
    return claim["value"] is not None or claim["low"] is not None


@rule("unit-conflict")
def _unit_conflict(context: RuleContext) -> Iterator[Fault]:
    units = context.dataset.units
    for record, path, claim, indicator in on_indicators(context):
        unit, own = claim["unit"], indicator["unit"]
        if unit is None or claim.get("base_year") is not None or units.same(unit, own):
            continue
        alike = [name for name in units if units.same(name, own)]
        alike = alike or [scale + units.base(own) for scale in ("", "mn ", "bn ")]
        hint = "use " + " or ".join(f"'{name}'" for name in alike) + ", or another indicator"
        if unit in ("percent", "times") and path[0] not in ("baseline", "observations"):
            hint = "for a change against a year, name that year as 'base_year'"
        message = f"'{unit}' does not measure '{indicator['id']}', whose unit is '{own}'"
        yield Fault(record, (*path, "unit"), message, hint)


@rule("out-of-range")
def _out_of_range(context: RuleContext) -> Iterator[Fault]:
    for record, path, claim, indicator in on_indicators(context):
        reach = span(claim, indicator["unit"], context.dataset.units)
        if reach is None:
            continue
        low, high = indicator["minimum"], indicator["maximum"]
        if low is not None and reach[0] < Fraction(low):
            limit_text, at = f"below the least that '{indicator['id']}' can be, {low}", "low"
        elif high is not None and reach[1] > Fraction(high):
            limit_text, at = f"above the greatest that '{indicator['id']}' can be, {high}", "high"
        else:
            continue
        where = (*path, at) if claim["value"] is None else (*path, "value")
        yield Fault(record, where, f"{amount(claim)} is {limit_text}")


@rule("limits-crossed")
def _limits_crossed(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("indicators").values():
        low, high = record["minimum"], record["maximum"]
        if low is not None and high is not None and low > high:
            yield Fault(record, ("minimum",), f"the minimum, {low}, is above the maximum, {high}")


def _worse(later: Bounds, earlier: Bounds, direction: str) -> bool:
    return later[1] < earlier[0] if direction == "increase" else later[0] > earlier[1]


def _directed(context: RuleContext) -> Iterator[tuple[Target, Indicator, Better]]:
    for target in context.dataset.kind("targets").values():
        indicator = context.dataset.get("indicators", target["indicator"])
        if indicator is not None and indicator["direction"] is not None:
            yield target, indicator, indicator["direction"]


@rule("direction-conflict")
def _direction_conflict(context: RuleContext) -> Iterator[Fault]:
    for target, indicator, way in _directed(context):
        baseline = target["baseline"]
        start = baseline and span(baseline, indicator["unit"], context.dataset.units)
        if baseline is None or not start:
            continue
        for index, milestone in enumerate(target["milestones"]):
            target_value = span(milestone, indicator["unit"], context.dataset.units)
            if target_value is None or not _worse(target_value, start, way):
                continue
            side = "below" if way == "increase" else "above"
            message = (
                f"{amount(milestone)} is {side} the baseline, "
                f"{amount(baseline)}, although '{indicator['id']}' should "
                f"{way}"
            )
            path = value_path(context, target, ("milestones", index))
            yield Fault(target, path, message)


def _milestones(context: RuleContext) -> Iterator[tuple[Target, Path, Milestone, Indicator]]:
    for target in context.dataset.kind("targets").values():
        indicator = context.dataset.get("indicators", target["indicator"])
        if indicator is None:
            continue
        for index, milestone in enumerate(target["milestones"]):
            yield target, ("milestones", index), milestone, indicator


@rule("total-on-one-year")
def _total_on_one_year(context: RuleContext) -> Iterator[Fault]:
    for target, path, claim, indicator in _milestones(context):
        limit = claim["bound"] in ONE_SIDED[2:] and claim["note"] is None
        if not limit or claim["period"] is not None or indicator["timing"] != "flow":
            continue
        unit, units = indicator["unit"], context.dataset.units
        most, target_value = _most_lately(indicator, units), span(claim, unit, units)
        if most and target_value and target_value[0] >= 3 * most:
            times = f"{float(target_value[0] / most):.2g}"
            usual = "the value of any of the last five years on record"
            yield Fault(target, (*path, "year"), f"{amount(claim)} is {times} times {usual}")


def _most_lately(indicator: Indicator, units: Units) -> Fraction | None:
    """The largest value of a whole year within the last five years on record."""
    years: list[tuple[int, Fraction]] = []
    for claim in indicator["observations"]:
        when, limits = edtf.parse(claim["period"]), span(claim, indicator["unit"], units)
        begins, ends = when.earliest, when.latest
        whole = begins and ends and WHOLE_YEAR <= (ends - begins).days + 1 <= SEVERAL_YEARS
        if whole and ends and limits:
            years.append((ends.year, limits[1]))
    last = max((year for year, _ in years), default=0)
    return max((most for year, most in years if year > last - 5), default=None)


@rule("total-not-of-flow")
def _total_not_of_flow(context: RuleContext) -> Iterator[Fault]:
    for target, path, claim, indicator in _milestones(context):
        if claim["period"] is not None and indicator["timing"] in ("stock", "rate"):
            message = (
                f"the years of '{indicator['id']}' (a {indicator['timing']}) cannot be added up"
            )
            yield Fault(target, (*path, "period"), message)


@rule("base-not-positive")
def _base_not_positive(context: RuleContext) -> Iterator[Fault]:
    for target, path, claim, indicator in _milestones(context):
        if claim["base_year"] is None:
            continue
        year = edtf.year_period(claim["base_year"], indicator["year_starts"] or 1)
        own = basis_of(indicator, target["basis"])
        for base in filter(None, (target["baseline"], *indicator["observations"])):
            same = (base["period"], base.get("basis") or own) == (year, own)
            if same and base["value"] is not None and base["value"] <= 0:
                message = (
                    f"'{indicator['id']}' was {amount(base)} in "
                    f"{claim['base_year']}, so a change in percent cannot be "
                    "judged"
                )
                yield Fault(target, (*path, "base_year"), message)
                break


@rule("milestone-order")
def _milestone_order(context: RuleContext) -> Iterator[Fault]:
    for target, indicator, way in _directed(context):
        last: dict[str, tuple[int, Milestone, Bounds]] = {}
        # By year; milestones of one year keep their order.
        for index, milestone in sorted(
            enumerate(target["milestones"]), key=lambda entry: entry[1]["year"] or 0
        ):
            year = milestone["year"]
            target_value = span(milestone, indicator["unit"], context.dataset.units)
            if year is None or target_value is None or milestone["period"] is not None:
                continue
            before = last.get(milestone["report"])
            weaker = before and year > before[0] and _worse(target_value, before[2], way)
            if before and weaker and milestone["note"] is None:
                message = (
                    f"{amount(milestone)} for {year} is weaker than "
                    f"{amount(before[1])} for {before[0]}, although "
                    f"'{indicator['id']}' should {way}"
                )
                path = value_path(context, target, ("milestones", index))
                yield Fault(target, path, message)
            last[milestone["report"]] = year, milestone, target_value


_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class SumError(ValueError):
    """A sum that cannot be computed."""


def work_out(text: str) -> Fraction:
    """The exact value of a calculation with + - * / and brackets; raises `SumError`."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise SumError("is not a sum that can be computed") from fault
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
        # From the digits as written, because 0.1 as a binary number is not exactly 0.1.
        return Fraction(text[node.col_offset : node.end_col_offset])
    raise SumError("uses more than numbers, + - * / and brackets")


@rule("sum-wrong")
def _sum_wrong(context: RuleContext) -> Iterator[Fault]:
    for record, path, claim in context.items("indicators", "observations"):
        formula, value, at = claim["derived"], claim["value"], (*path, "derived")
        if formula is None:
            continue
        try:
            result = work_out(formula)
        except SumError as fault:
            yield Fault(record, at, f"'{formula}' {fault}", "write a sum of the printed numbers")
            continue
        if value is None:
            message = "a derived claim needs the result of its sum as its 'value'"
            yield Fault(record, at, message, f"write 'value: {_decimal(result)}'")
            continue
        # One unit of the last digit: 0.1 for 28.6.
        last = Fraction(10) ** int(Decimal(value).as_tuple().exponent)
        if abs(result - Fraction(value)) > last / 2:
            message = f"the result of '{formula}' is {_decimal(result)}, not {value}"
            yield Fault(record, (*path, "value"), message, "check the sum and the value")


def _decimal(value: Fraction) -> str:
    return f"{float(value):.6g}" if abs(value) < 10**6 else str(round(value))


@rule("count-wrong")
def _count_wrong(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("industries").values():
        count, listed = record["direction_count"], len(record["directions"])
        if count is not None and listed and count != listed:
            message = f"{listed} directions are listed, but the count says {count}"
            yield Fault(record, ("direction_count",), message)


@rule("met-above-total")
def _met_above_total(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("assessments").values():
        met_count, total = record["met"], record["total"]
        if met_count is not None and total is not None and met_count > total:
            message = f"it says that {met_count} targets were met out of {total}"
            yield Fault(record, ("met",), message)


@rule("amount-unit")
def _amount_unit(context: RuleContext) -> Iterator[Fault]:
    for record, path, amount in context.items("funds", "amounts"):
        if not number(amount) or context.dataset.units.is_money(amount["unit"]):
            continue
        currency = context.dataset.profile.currency or "CNY"
        hint = f"write the scale and currency, for example bn {currency}"
        left_out = context.loaded.mended.get((record["kind"], record["id"]), {})
        if (*path, "unit") in left_out:
            continue  # Another rule reports that error.
        if amount["unit"] is None:
            where = value_path(context, record, path)
            yield Fault(record, where, "the amount has no unit", hint)
        else:
            yield Fault(record, (*path, "unit"), f"'{amount['unit']}' is not a unit of money", hint)
