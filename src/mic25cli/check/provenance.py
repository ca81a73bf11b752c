"""Rules on provenance: who states a claim, where it was read, and whether that is possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mic25cli.calc.printed_numbers import found_in
from mic25cli.check.context import Fault, RuleContext
from mic25cli.check.registry import rule
from mic25cli.model import edtf
from mic25cli.model.closed_lists import TYPES
from mic25cli.model.dataset import Record
from mic25cli.store.yaml_nodes import Path

if TYPE_CHECKING:
    from mic25cli.model.records import Assessment, PartVerdict, Source


@rule("no-source")
def _no_source(context: RuleContext) -> Iterator[Fault]:
    measured = {target["indicator"] for target in context.dataset.kind("targets").values()}
    for parts in context.parts:
        record = parts.record
        if record["kind"] == "sources" or record["cite"] or parts.paths.claims:
            continue
        if record["kind"] == "indicators" and record["id"] in measured:
            continue
        yield Fault(record, (), f"no cite says where '{record['id']}' was read")


@rule("unseen-checked")
def _unseen_checked(context: RuleContext) -> Iterator[Fault]:
    for record, path, cite in context.cites():
        source = context.dataset.get("sources", cite["source"])
        if source and source["access"] == "unseen" and cite["checked"] != "none":
            message = (
                f"the cite is marked as checked in its {cite['checked']}, "
                f"but '{cite['source']}' has 'access: unseen'"
            )
            hint = f"cite the source that was read (see {context.place(source, ('access',))})"
            yield Fault(record, (*path, "checked"), message, hint)


_ON_BASES = ("observations", "clause", "nearest")


@rule("basis-unknown")
def _basis_unknown(context: RuleContext) -> Iterator[Fault]:
    uses: list[tuple[Record, Path, Record]] = [
        *(item for key in _ON_BASES for item in context.items("indicators", key)),
        *((target, (), target) for target in context.dataset.kind("targets").values()),
        *(item for key in ("evidence", "nearest") for item in context.items("targets", key)),
        *context.items("industries", "beside"),
    ]
    for record, path, part in uses:
        id_ = part.get("indicator") or record.get("indicator", record["id"])
        basis = part["basis"]
        indicator = context.dataset.get("indicators", id_)
        bases = indicator["bases"] if indicator else {}
        if indicator and basis is not None and basis not in bases:
            listing = f"its bases: {', '.join(bases)}"
            hint = listing if bases else "declare it under 'bases' of the indicator"
            message = f"'{basis}' is not a basis of '{indicator['id']}'"
            yield Fault(record, (*path, "basis"), message, hint)


@rule("part-for-whole")
def _part_for_whole(context: RuleContext) -> Iterator[Fault]:
    for target, path, evidence in context.items("targets", "evidence"):
        indicator = context.dataset.get("indicators", target["indicator"])
        definition = indicator["bases"].get(evidence["basis"], "") if indicator else ""
        words = _PART.search(evidence["rationale"]) or _PART.search(definition)
        if words and evidence["side"] is None:
            message = (
                f"'{words[0]}' covers only a part, so it can show that the "
                "target is met but not that it is missed"
            )
            yield Fault(target, (*path, "fit"), message)


_PART = re.compile(r"\b(?:alone|only|left out|leaves? out)\b")


@rule("basis-missing")
def _basis_missing(context: RuleContext) -> Iterator[Fault]:
    for record, path, claim in context.items("indicators", "observations"):
        if record["bases"] and claim["basis"] is None:
            hint = "add 'basis:' with one of " + ", ".join(record["bases"])
            yield Fault(record, path, "the observation has no basis", hint)


@rule("amount-undated")
def _amount_undated(context: RuleContext) -> Iterator[Fault]:
    for record, path, amount in context.items("funds", "amounts"):
        if amount["date"] is None:
            yield Fault(record, path, "the amount has no date")


@rule("payment-replaced")
def _payment_replaced(context: RuleContext) -> Iterator[Fault]:
    first: dict[tuple[str, str, str | None], str] = {}
    for record, path, amount in context.items("funds", "amounts"):
        key = (record["id"], amount["amount_type"], amount["payer"])
        if key[1] not in ("paid", "paid-out", "invested") or amount["round"] is not None:
            continue
        # A sum up to a day or a month includes the earlier sums; a sum for one year may not.
        when, of_years = amount["date"] or "..", ("year", "interval")
        if when.startswith("..") or edtf.parse(when).precision not in of_years:
            continue
        if (other := first.setdefault(key, when)) != when:
            message = f"without rounds, it and the payment of {other} do not add up"
            yield Fault(record, (*path, "date"), message)


@rule("report-not-cited")
def _report_not_cited(context: RuleContext) -> Iterator[Fault]:
    parts = [*context.dataset.kind("findings").values(), *context.dataset.kind("exhibits").values()]
    for record in parts:
        sources = [cite["source"] for cite in record["cite"]]
        if sources and record["report"] not in sources:
            yield Fault(record, ("report",), f"no cite names its report, '{record['report']}'")


@rule("anonymous-reading")
def _anonymous_reading(context: RuleContext) -> Iterator[Fault]:
    for record in context.dataset.kind("assessments").values():
        readings: list[tuple[Path, Assessment | PartVerdict]] = [((), record)]
        readings += [(("findings", n), finding) for n, finding in enumerate(record["findings"])]
        for path, reading in readings:
            if reading["reading"] in (None, "unclear") or not reading["cite"]:
                continue
            sources = [context.dataset.get("sources", cite["source"]) for cite in reading["cite"]]
            if all(source and _anonymous(source) for source in sources):
                message = (
                    f"it is read as {reading['reading']}, but only pages without an author say so"
                )
                yield Fault(record, (*path, "reading"), message)


def _anonymous(source: Source) -> bool:
    author = source["authors"] or source["originator"] or source["access"] != "original"
    return source["authority"] == "D" and not author


@rule("figure-not-found")
def _figure_not_found(context: RuleContext) -> Iterator[Fault]:
    for record, path, stated in context.claims():
        claim: Any = stated
        values = [claim[key] for key in ("value", "low", "high") if claim.get(key) is not None]
        for index, cite in enumerate(claim["cite"] if values else ()):
            if not cite["quote"] or cite["how"] == "chart":
                continue
            how = found_in(
                cite["quote"], values, claim["unit"], claim.get("derived"), context.dataset.units
            )
            if how is None:
                words = " | ".join(cite["quote"])
                message = f"{' to '.join(map(str, values))} is not in the quoted words '{words}'"
                yield Fault(record, (*path, "cite", index, "quote"), message)


@rule("type-missing")
def _type_missing(context: RuleContext) -> Iterator[Fault]:
    targets = context.dataset.kind("targets").values()
    own = context.dataset.profile.types.get("targets", {})
    if any(target["type"] for target in targets):
        for target in targets:
            if target["type"] is None:
                message = "the target does not say which type it is"
                yield Fault(target, (), message, f"add 'type:', one of {', '.join([*own, *TYPES])}")


@rule("data-needed-missing")
def _data_needed_missing(context: RuleContext) -> Iterator[Fault]:
    targets, indicators = context.dataset.kind("targets"), context.dataset.kind("indicators")
    owners = (owner for target in targets.values() for owner in (target, *target["milestones"]))
    if not any(owner["data_needed"] for owner in owners):
        return
    silent = {
        key
        for key, target in targets.items()
        if target["data_needed"] is None and target["indicator"] in indicators
    }
    from mic25cli.calc.progress.judge import each_result
    from mic25cli.calc.progress.result import Question
    from mic25cli.calc.table_definition import judged_on

    question = Question(context.dataset.profile.account or judged_on(context.dataset))
    for result in each_result(context.dataset, question, silent, every_method=False, series=False):
        # No figure could decide a target that is set in words only.
        settled = result.milestone.data_needed is not None or "qualitative" in result.reasons
        if result.milestone.applies and result.status == "not-assessable" and not settled:
            message = "the target cannot be assessed, and it does not name the missing figure"
            yield Fault(targets[result.target], (), message)
