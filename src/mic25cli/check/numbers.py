"""Rules of numbers: units, directions and limits that a value must agree with."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from mic25cli.calc.span import ONE_SIDED
from mic25cli.check import quantity
from mic25cli.check.context import Fault, RuleContext
from mic25cli.check.registry import rule

if TYPE_CHECKING:
    from mic25cli.model.choices import Better
    from mic25cli.model.records import Indicator, Milestone, Target


@rule("unit-conflict", "A unit that measures something else than the indicator", "numbers")
def units(context: RuleContext) -> Iterator[Fault]:
    """A value may be in another unit than its indicator only where both measure the same.

    Millions of units and units do; percent and units do not, nor do two
    currencies, for no exchange rate is a fact of a record.
    """
    for record, path, claim, indicator in quantity.on_indicators(context):
        unit = claim["unit"]
        against_year = claim.get("base_year") is not None
        if unit is None or against_year or context.book.units.same(unit, indicator["unit"]):
            continue
        alike = quantity.same_dimension(indicator["unit"], context.book.units)
        wanted = " or ".join(f"'{unit}'" for unit in alike)
        message = (
            f"'{unit}' does not measure '{indicator['id']}', whose unit is '{indicator['unit']}'"
        )
        where = (*path, "unit")
        yield Fault(record, where, message, f"use {wanted}, or another indicator")


@rule("out-of-range", "A value outside what its indicator can take", "numbers")
def limits(context: RuleContext) -> Iterator[Fault]:
    """An indicator may say the least and the greatest value it can take: 0 and 100 for a share.

    A value beyond them has a slip in its digits or its unit, or the limits are wrong.
    """
    for record, path, claim, indicator in quantity.on_indicators(context):
        reach = quantity.span(claim, indicator["unit"], context.book.units)
        if reach is None:
            continue
        low, high = indicator["minimum"], indicator["maximum"]
        if low is not None and reach[0] < Fraction(low):
            said, at = f"below the least that '{indicator['id']}' can be, {low}", "low"
        elif high is not None and reach[1] > Fraction(high):
            said, at = f"above the greatest that '{indicator['id']}' can be, {high}", "high"
        else:
            continue
        where = (*path, at) if claim["value"] is None else (*path, "value")
        hint = "check the digits, the unit and the indicator's limits"
        yield Fault(record, where, f"{quantity.shown(claim)} is {said}", hint)


@rule("limits-crossed", "An indicator whose minimum is above its maximum", "numbers")
def crossed(context: RuleContext) -> Iterator[Fault]:
    """No value can lie between a minimum and a smaller maximum: one of them is wrong."""
    for record in context.book.kind("indicators").values():
        low, high = record["minimum"], record["maximum"]
        if low is not None and high is not None and low > high:
            message = f"the minimum, {low}, is above the maximum, {high}"
            yield Fault(record, ("minimum",), message, "exchange them")


def _worse(later: quantity.Bounds, earlier: quantity.Bounds, direction: str) -> bool:
    return later[1] < earlier[0] if direction == "increase" else later[0] > earlier[1]


def _directed(context: RuleContext) -> Iterator[tuple[Target, Indicator, Better]]:
    for target in context.book.kind("targets").values():
        indicator = context.book.get("indicators", target["indicator"])
        if indicator is not None and indicator["direction"] is not None:
            yield target, indicator, indicator["direction"]


@rule("direction-conflict", "A milestone on the wrong side of its baseline", "numbers")
def direction(context: RuleContext) -> Iterator[Fault]:
    """The indicator says which way is better, and a target leads that way from its baseline.

    A milestone that is worse than the baseline has a slip in its digits, or the
    indicator's direction is wrong; progress computed from it would be upside down.
    """
    for target, indicator, way in _directed(context):
        baseline = target["baseline"]
        start = baseline and quantity.span(baseline, indicator["unit"], context.book.units)
        if baseline is None or not start:
            continue
        for index, milestone in enumerate(target["milestones"]):
            goal = quantity.span(milestone, indicator["unit"], context.book.units)
            if goal is None or not _worse(goal, start, way):
                continue
            side = "below" if way == "increase" else "above"
            message = (
                f"{quantity.shown(milestone)} is {side} the baseline, "
                f"{quantity.shown(baseline)}, though '{indicator['id']}' is to {way}"
            )
            path = quantity.value_path(context, target, ("milestones", index))
            hint = "check the digits here and in the baseline, and the indicator's direction"
            yield Fault(target, path, message, hint)


@rule("total-on-one-year", "A limit of several years' size on one year", "numbers", "warning")
def totals(context: RuleContext) -> Iterator[Fault]:
    """A budget over several years is a milestone with a `period`, as 2023/2027.

    Written for its last year alone, any single year would keep within it. A limit (`up-to`,
    `less-than`) on a flow that is three times the largest year on record is such a budget; if it
    is right as it stands, a `note` says why.
    """
    for record, path, claim, indicator in quantity.on_indicators(context):
        limit = (
            "year" in claim and claim.get("bound") in ONE_SIDED[2:] and claim.get("note") is None
        )
        if not limit or claim.get("period") is not None or indicator["timing"] != "flow":
            continue
        unit, units = indicator["unit"], context.book.units
        seen = [quantity.span(each, unit, units) for each in indicator["observations"]]
        most = max((each[1] for each in seen if each), default=None)
        goal = quantity.span(claim, unit, units)
        if most and goal and goal[0] >= 3 * most:
            message = (
                f"{quantity.shown(claim)} is {float(goal[0] / most):.2g} times any year on record"
            )
            hint = "if it is for several years together, write period: 2023/2027"
            yield Fault(record, (*path, "year"), message, hint)


@rule("milestone-order", "A later milestone weaker than an earlier one", "numbers", "warning")
def milestone_order(context: RuleContext) -> Iterator[Fault]:
    """Within one report, what is wanted later is as a rule not less than what is wanted sooner.

    Different reports may differ: that is what the diff is for. Where one report
    does ask for less later on (an average growth that slows), a `note` on the
    milestone says so, and settles this.
    """
    for target, indicator, way in _directed(context):
        last: dict[str, tuple[int, Milestone, quantity.Bounds]] = {}
        # By year; those of one year as they stand.
        for index, milestone in sorted(
            enumerate(target["milestones"]), key=lambda each: each[1]["year"] or 0
        ):
            year, goal = (
                milestone["year"],
                quantity.span(milestone, indicator["unit"], context.book.units),
            )
            if year is None or goal is None or milestone["period"] is not None:
                continue
            before = last.get(milestone["report"])
            weaker = before and year > before[0] and _worse(goal, before[2], way)
            if before and weaker and milestone["note"] is None:
                message = (
                    f"{quantity.shown(milestone)} for {year} is weaker than "
                    f"{quantity.shown(before[1])} for {before[0]}, though '{indicator['id']}' "
                    f"is to {way}"
                )
                path = quantity.value_path(context, target, ("milestones", index))
                hint = "check digits, years and report; if it is right, say why in a 'note'"
                yield Fault(target, path, message, hint)
            last[milestone["report"]] = year, milestone, goal
