"""The rows of the tables of claims, and the ids of claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from mic25cli.calc.choose_observation import SIGNS, Criteria, Memo, basis_of, choose
from mic25cli.calc.fund_amounts import stage_of, uses_of_amounts
from mic25cli.calc.observation_uses import NOT_USED, PLACES, USED, Use, lost, order_of
from mic25cli.calc.observed_series import by_period
from mic25cli.calc.progress.evidence import settings_of
from mic25cli.calc.progress.milestone import uses_of
from mic25cli.calc.progress.result import Question
from mic25cli.calc.source_grades import Cited, best_cite, cited
from mic25cli.calc.table_definition import Row
from mic25cli.calc.value_range import quantity, short
from mic25cli.model import edtf
from mic25cli.model.dataset import Record, RecordSet, claims_in, name_of, published
from mic25cli.model.fields import CLAIMS
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.model.links import links

if TYPE_CHECKING:
    from datetime import date

    from mic25cli.model.records import (
        Assessment,
        Claim,
        FollowUp,
        Indicator,
        Milestone,
        PartVerdict,
        Waypoint,
    )

ClaimOf = TypeVar("ClaimOf", bound="Claim")


def days_of(text: str | None) -> Row:
    """The columns of a period: text, first day, last day (ISO 8601); None for an open end."""
    if text is None:
        return {"period": None, "period_start": None, "period_end": None}
    when = edtf.parse(text)
    start, end = (None if day is None else day.isoformat() for day in (when.earliest, when.latest))
    return {"period": text, "period_start": start, "period_end": end}


def stated(dataset: RecordSet, claim: Claim, known_at: date | None = None) -> Row:
    """The fields on the report that states a claim, and on the source where it was read, known by a
    day."""
    cites = cited(dataset, claim["cite"], known_at)
    return {
        **read_in(best_cite(cites, claim.get("derived") is not None)),
        "report": claim["report"],
        "published": published(dataset, claim["report"]),
        "note": claim["note"],
    }


def read_in(cite: Cited | None) -> Row:
    """The fields on where it was read: source, address, grade and date, and the place in it."""
    return {**vars(cite), "quote": " | ".join(cite.quote) or None} if cite else {}


def of_record(record: Record, part: Record | None = None) -> Row:
    """The fields on the record of a row, and the industry: that of `part` if it has one."""
    name = name_of(record)
    own = (part or {}).get("industries") or [(part or {}).get("industry")]
    industries = [industry for industry in own if industry] or list(record.get("industries") or ())
    if record["kind"] == "industries":
        industries = [record["id"]]
    return {
        "kind": record["kind"],
        "record": record["id"],
        **{f"name_{lang}": name[lang] for lang in TEXT_LANGUAGES},
        "industry": next(iter(industries), None),
    }


def about(path: str, claim: Mapping[str, object]) -> str:
    """The subject of a claim in the form used in its id."""
    parts = [claim.get(key) for key in CLAIMS[path].about] if path in CLAIMS else []
    names = [
        (part.get("en") or part.get("zh")) if isinstance(part, Mapping) else part for part in parts
    ]
    return ",".join(str(part) for part in names if part is not None) or path


def claims_of(dataset: RecordSet, record: Record) -> Iterator[tuple[str, str, Claim]]:
    """The claims of a record with their ids, whatever their order, and the keys of their lists."""
    whole = dataset.whole.get(record["kind"], record["id"]) or record
    listed = list(claims_in(whole))
    at_date: dict[str, list[Claim]] = {}
    for path, claim in claims_in(record):
        at_date.setdefault(_at_any_date(path, claim), []).append(claim)
    alike: dict[str, list[Claim]] = {}
    names = []
    for path, claim in listed:
        what = path if path in ("baseline", "withdrawn") else about(path, claim)
        names.append(f"{record['kind']}/{record['id']}#{what}@{claim['report']}")
        alike.setdefault(names[-1], []).append(claim)
    for (path, claim), name in zip(listed, names, strict=True):
        if not (left := at_date.get(_at_any_date(path, claim))):
            continue
        if len(alike[name]) > 1:
            before = sorted(alike[name], key=_content)
            place = next(at for at, each in enumerate(before, 1) if each is claim)
            name += f"~{place}" if place > 1 else ""
        yield name, path, left.pop(0)


def followed_in(record: Record) -> Iterator[tuple[str, FollowUp]]:
    """The follow-ups of a measure or recommendation, each with its id:
    `KIND/ID#follow_up@FOLLOW-UP`."""
    for row in record.get("follow_up") or ():
        thing = row["document"] or row["event"] or row["target"]
        yield f"{record['kind']}/{record['id']}#follow_up@{thing}", row


def _at_any_date(path: str, claim: Claim) -> str:
    """What a claim has at every date on which it is kept: it may lack citations and remarks."""
    cut = {"cite", "note", "note_zh", "difference", "caveat"}
    content = {key: value for key, value in claim.items() if key not in cut}
    return path + json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)


def _content(claim: Claim) -> str:
    provenance = {"quote", "how"}
    cites = [
        {k: value for k, value in cite.items() if k not in provenance} for cite in claim["cite"]
    ]
    content = {**claim, "cite": cites}
    return json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)


def with_ids(
    dataset: RecordSet, record: Record, key: str, claims: Sequence[ClaimOf]
) -> Iterator[tuple[str, ClaimOf]]:
    """The claims that a record has under a key, each with its id."""
    ids = (id_ for id_, path, _ in claims_of(dataset, record) if path == key)
    return zip(ids, claims, strict=True)


def _row(
    dataset: RecordSet, record: Record, id_: str, claim: Claim, period: str | None = None
) -> Row:
    own = {"claim": id_, **of_record(record), **days_of(period)}
    return {**claim, **own, **stated(dataset, claim)}


def observations(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Observations of indicators, as each report gave them."""
    uses = cache(lambda id_: _uses_of_observations(dataset, dataset.kind("indicators")[id_]))
    for record in dataset.kind("indicators").values():
        for id_, claim in with_ids(dataset, record, "observations", record["observations"]):
            row = _row(dataset, record, id_, claim, claim["period"])
            row |= quantity(claim, claim["unit"], dataset.units)
            yield row | _used(uses(record["id"])[id(claim)])


def _uses_of_observations(dataset: RecordSet, indicator: Indicator) -> dict[int, Use]:
    """The use of each observation, by identity, among those of its period and definition."""
    claims, sign = indicator["observations"], SIGNS.get(indicator["direction"] or "", 1)
    uses: dict[int, Use] = {}
    memo: Memo = {}
    for basis in {basis_of(indicator, claim["basis"]) for claim in claims}:
        candidates = choose(dataset, indicator, Criteria(indicator["unit"], basis), memo).candidates
        own = (candidate for candidate in candidates if candidate.use != "other-basis")
        uses |= {id(candidate.read.record): candidate.use for candidate in own}
        for rivals in by_period(candidates, sign=sign):
            orders = [order_of(rival.reading, rival.span, sign) for rival in rivals]
            uses[id(rivals[0].read.record)] = "decides"
            for candidate, order in zip(rivals[1:], orders[1:], strict=True):
                uses[id(candidate.read.record)] = lost(order, orders[0], PLACES)
    return uses


def _used(use: Use | None) -> Row:
    return {"used_as": USED.get(use), "not_used_because": NOT_USED.get(use)}


def units(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """All units: the built-in ones, the dataset's own, and those of the currencies it uses."""
    table = dataset.units
    used = {
        str(claim["unit"])
        for record in dataset.whole
        for _, claim in claims_in(record)
        if claim.get("unit") is not None
    }
    used |= {str(record["unit"]) for record in dataset.whole.kind("indicators").values()}
    money = used | {table.base(unit) for unit in used}
    for unit in dict.fromkeys((*table, *sorted(money))):
        base = table.base(unit)
        factor = short(table.convert(1, unit, base))
        yield {"unit": unit, "quantity": table[unit].dimension, "unit_base": base, "factor": factor}


def milestones(dataset: RecordSet, question: Question) -> Iterator[Row]:
    """The milestones of targets: the values that reports set for a year."""

    @cache
    def uses(target_id: str) -> dict[str, Use]:
        target = dataset.whole.kind("targets")[target_id]
        first = settings_of(dataset.whole, target, question)[0]
        by_index = uses_of(first.dataset, first.target, first.indicator["unit"], question)
        names = (name for name, path, _ in claims_of(dataset.whole, target) if path == "milestones")
        return {name: by_index[index] for index, name in enumerate(names)}

    for record in dataset.kind("targets").values():
        indicator = dataset.whole.kind("indicators").get(record["indicator"])
        of_target = {key: record[key] for key in ("indicator", "basis", "origin")}
        for id_, claim in with_ids(dataset, record, "milestones", record["milestones"]):
            use = None if indicator is None else uses(record["id"])[id_]
            yield _of_year(dataset, record, id_, claim, indicator) | of_target | _used(use)


def _of_year(
    dataset: RecordSet,
    record: Record,
    id_: str,
    claim: Milestone | Waypoint,
    indicator: Indicator | None,
) -> Row:
    """The row of a claim for a year, in an indicator's unit and kind of year."""
    unit = claim["unit"] or (None if indicator is None else indicator["unit"])
    starts = (indicator and indicator["year_starts"]) or 1
    year = str(claim.get("period") or "") or None
    if year is None and claim["year"]:
        year = edtf.year_period(claim["year"], starts)
    in_numbers = claim["value"] is not None or claim["low"] is not None
    row = _row(dataset, record, id_, claim, year)
    return row | quantity(claim, unit if in_numbers else None, dataset.units)


def forecasts(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Values that assessors expect for a year, or say are needed by it."""
    targets, indicators = dataset.whole.kind("targets"), dataset.whole.kind("indicators")
    for record in dataset.kind("assessments").values():
        listed: dict[str, Sequence[Waypoint]] = {"pathway": record["pathway"]}
        listed["forecasts"] = record["forecasts"]
        for path, claims in listed.items():
            for id_, claim in with_ids(dataset, record, path, claims):
                target = targets.get(claim["target"])
                indicator = indicators.get(target["indicator"]) if target else None
                row = _of_year(dataset, record, id_, claim, indicator)
                own = {"assessor": record["assessor"], "path": path}
                yield row | own | {"indicator": target and target["indicator"]}


def amounts(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Sums of money of funds."""
    uses = cache(lambda id_: uses_of_amounts(dataset, dataset.kind("funds")[id_]))
    for record in dataset.kind("funds").values():
        for id_, claim in with_ids(dataset, record, "amounts", record["amounts"]):
            row = _row(dataset, record, id_, claim, claim["date"])
            row |= quantity(claim, claim["unit"], dataset.units)
            own = {"amount_type": claim["amount_type"], "stage": stage_of(dataset, claim)}
            yield row | own | _used(uses(record["id"])[id(claim)])


def verdicts(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Verdicts of outside bodies, on the whole policy and on parts of it."""
    for record in dataset.kind("assessments").values():
        judged = {"assessor": record["assessor"], "date": record["date"]}
        whole = {
            **record,
            "claim": f"assessments/{record['id']}",
            **of_record(record),
            "unit": None,
            "counted": record["unit"],
            **(_stated_by(dataset, record) if record["cite"] else {"note": None}),
        }
        for number, target in _targets(dataset, record):
            yield {**whole, "number": number, "target": target}
        for id_, claim in with_ids(dataset, record, "findings", record["findings"]):
            part = _row(dataset, record, id_, claim)
            part |= quantity(claim, claim["unit"], dataset.units) | of_record(record, claim)
            for number, target in _targets(dataset, claim):
                yield {**part, **judged, "number": number, "target": target}


def _stated_by(dataset: RecordSet, record: Assessment) -> Row:
    """The fields of a row on the source of a verdict, which no report states."""
    read = read_in(best_cite(cited(dataset, record["cite"])))
    return {**read, "report": None, "published": None, "note": record["note"]}


def _targets(dataset: RecordSet, judged: Assessment | PartVerdict) -> list[tuple[int, str | None]]:
    set_by_then = dataset.kind("targets")
    numbered = [entry for entry in enumerate(judged["targets"], 1) if entry[1] in set_by_then]
    return [*numbered] or [(1, None)]


def findings(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Arguments of reports."""
    for record in dataset.kind("findings").values():
        row = _row(dataset, record, f"findings/{record['id']}", record)
        yield row | {"about": next(iter(record["about"]), None)}


def citations(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Places where records and claims were read."""
    for record in dataset:
        parts = [(f"{record['kind']}/{record['id']}", "cite", record["cite"])]
        parts += [(name, path, claim["cite"]) for name, path, claim in claims_of(dataset, record)]
        parts += [(name, "follow_up", row["cite"]) for name, row in followed_in(record)]
        for name, path, cites in parts:
            for number, cite in enumerate(cited(dataset, cites), 1):
                place = {"claim": name, "number": number, "path": path}
                yield {**of_record(record), **place, **read_in(cite)}


def links_of_records(dataset: RecordSet, _question: Question) -> Iterator[Row]:
    """Records that others name."""
    for record in dataset:
        for number, (path, kind, record_id) in enumerate(links(record), 1):
            if dataset is not dataset.whole and record_id not in dataset.kind(kind):
                continue
            yield {
                "kind": record["kind"], "record": record["id"], "number": number,
                "path": ".".join(str(step) for step in path),
                "role": ".".join(step for step in path if isinstance(step, str)),
                "to_kind": kind, "to_record": record_id,
            }  # fmt: skip
