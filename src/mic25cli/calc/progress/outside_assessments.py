"""What outside bodies say of a target or an industry; it never changes a status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Literal

from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import Counts, count
from mic25cli.calc.source_grades import Cited, stood_by, support
from mic25cli.calc.value_range import Number
from mic25cli.model import edtf
from mic25cli.model.closed_lists import READINGS
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import UNPRINTED, recorded_as
from mic25cli.values import FrozenData, field

if TYPE_CHECKING:
    from mic25cli.model.records import Assessment, Name, PartVerdict


class OutsideVerdict(FrozenData):
    """The verdict of an assessment on a subject.

    `scope` is `target` if it names this very target, `industry` if it names the industry, and
    `whole` if it is about the whole policy. `verdict` is in our words, `category` in the assessor's
    own, and `reading` is our reading of it.
    """

    assessment: str
    assessor: str
    date: str | None
    scope: str
    subject: str | None
    verdict: str
    category: str | None
    reading: str | None
    year: int | None
    report: str | None
    authority: str | None
    access: str | None
    grade: str | None
    checked: str
    cite: tuple[Cited, ...]


Steps = Literal["pathway", "forecasts"]
"""The two lists on future years: values needed on the way, and values expected."""


class PathwayYear(FrozenData):
    """The value that an assessor says is needed, or expects, in a year on the way to a target.

    No verdict uses it.
    """

    assessment: str
    assessor: str
    assessor_zh: str | None
    year: int
    value: Number | None
    low: Number | None
    high: Number | None
    bound: str | None
    unit: str | None
    report: str | None
    scenario: str | None
    base_year: int | None
    year_starts: int = field(default=1, metadata=UNPRINTED)

    @property
    def year_name(self) -> str:
        """The name of the year: 2024/25 for one that ends in March."""
        return edtf.year_name(self.year, self.year_starts)


class Assessor(FrozenData):
    """An assessment as a column of the matrix: who, when, and its own count if there is one."""

    assessment: str
    title: str
    assessor: str
    date: str | None
    unit: str | None
    met: float | None
    total: float | None
    overall: tuple[OutsideVerdict, ...]


class IndustryVerdicts(FrozenData):
    """An industry: the outside verdicts on it by assessment, and our own counts beside them."""

    industry: str
    name: Name
    verdicts: Mapping[str, tuple[OutsideVerdict, ...]]
    computed: Counts


class Matrix(FrozenData):
    """A table of industries by assessments, with our own counts for each industry."""

    assessors: tuple[Assessor, ...]
    rows: tuple[IndustryVerdicts, ...]


def _verdict(
    dataset: RecordSet, record: Assessment, finding: PartVerdict | None, scope: str
) -> OutsideVerdict:
    return recorded_as(
        OutsideVerdict,
        {"subject": None, "report": None, "year": None},
        record,
        finding or {},
        support(dataset, (finding or record)["cite"]),
        assessment=record["id"],
        scope=scope,
    )


def is_after(when: str | None, day: date | None) -> bool:
    """Whether a date is certainly after a day; False without a date."""
    if when is None or day is None:
        return False
    earliest = edtf.parse(when).earliest
    return earliest is not None and earliest > day


def pathway_to(
    dataset: RecordSet, target_id: str, until: date | None, key: Steps = "pathway"
) -> tuple[PathwayYear, ...]:
    """The values needed (or expected: `forecasts`) for a target, as published by a day, sorted by
    assessment and year."""
    target = dataset.kind("targets")[target_id]
    measured = dataset.get("indicators", target["indicator"])
    steps = [
        recorded_as(
            PathwayYear,
            {"scenario": None},
            record,
            step,
            assessment=record["id"],
            unit=step["unit"] or (None if measured is None else measured["unit"]),
            year_starts=(measured and measured["year_starts"]) or 1,
        )
        for record in dataset.kind("assessments").values()
        for step in record[key]
        if step["target"] == target_id and not is_after(record["date"], until)
    ]
    return tuple(sorted(steps, key=lambda step: (step.assessment, step.scenario or "", step.year)))


DatedReading = tuple[int | None, str]
"""Our reading of an outside finding on a target, with the one target year that it judges."""


def count_readings(readings: Sequence[DatedReading], year: int | None) -> dict[str, int]:
    """The number of findings with each reading for a target year, under the keys of the JSON."""
    counts = Counter(reading for judged, reading in readings if judged in (None, year))
    return {reading.replace("-", "_"): counts[reading] for reading in READINGS}


def readings_by_target(
    dataset: RecordSet, until: date | None = None, targets: Container[str] | None = None
) -> dict[str, list[DatedReading]]:
    """The readings of findings on each of these targets that were published by a day."""
    readings: dict[str, list[DatedReading]] = {}
    for record in _by_date(dataset, until):
        ids = dict.fromkeys(
            chain(record["targets"], *(finding["targets"] for finding in record["findings"]))
        )
        for target in ids:
            if targets is not None and target not in targets:
                continue
            for finding in _findings_on(record, "targets", [target]):
                year, reading = finding["year"] if finding else None, (finding or record)["reading"]
                if reading is not None:
                    readings.setdefault(target, []).append((year, reading))
    return readings


def verdicts_on(
    dataset: RecordSet, target: str | None, industries: Sequence[str], until: date | None = None
) -> tuple[OutsideVerdict, ...]:
    """Outside verdicts published by a day: first on a target, then on its industries; by date."""
    near: list[OutsideVerdict] = []
    wide: list[OutsideVerdict] = []
    for record in _by_date(dataset, until):
        near += [
            _verdict(dataset, record, finding, "target")
            for finding in _findings_on(record, "targets", [target] if target else [])
        ]
        wide += [
            _verdict(dataset, record, finding, "industry")
            for finding in _findings_on(record, "industries", industries)
            if target not in (finding or record)["targets"]
        ]
    return (*near, *wide)


def _findings_on(
    record: Assessment, key: Literal["industries", "targets"], ids: Sequence[str]
) -> list[PartVerdict | None]:
    """An assessment's findings on any of the ids; [None] for the assessment itself if it names one
    but has no finding on it."""
    names = set(ids)
    findings: list[PartVerdict | None] = [
        finding for finding in record["findings"] if names & set(finding[key])
    ]
    return findings or ([None] if names & set(record[key]) else [])


def _by_date(dataset: RecordSet, until: date | None = None) -> list[Assessment]:
    """The assessments that were made and published by a day."""
    assessments = [
        record
        for record in dataset.kind("assessments").values()
        if not is_after(record["date"], until)
        and any(stood_by(dataset, cite["source"], until) for cite in record["cite"])
    ]
    return sorted(assessments, key=lambda record: (record["date"] or "9999", record["id"]))


def matrix(
    dataset: RecordSet, results: Sequence[Result], industries: Sequence[str] | None = None
) -> Matrix:
    """Outside verdicts by industry beside our counts; verdicts on no industry are `overall`."""
    selected = [
        industry
        for industry in dataset.kind("industries").values()
        if industries is None or industry["id"] in industries
    ]
    rows = []
    for industry in selected:
        verdicts = {
            record["id"]: tuple(
                _verdict(dataset, record, finding, "industry")
                for finding in _findings_on(record, "industries", [industry["id"]])
            )
            for record in _by_date(dataset)
        }
        computed = count(result for result in results if industry["id"] in result.industries)
        rows.append(IndustryVerdicts(industry["id"], industry["name"], verdicts, computed))
    return Matrix(tuple(_assessor(dataset, record) for record in _by_date(dataset)), tuple(rows))


def _assessor(dataset: RecordSet, record: Assessment) -> Assessor:
    on_nothing = [
        finding for finding in record["findings"] if not finding["industries"] + finding["targets"]
    ]
    return recorded_as(
        Assessor,
        record,
        assessment=record["id"],
        met=None if record["met"] is None else float(record["met"]),
        total=None if record["total"] is None else float(record["total"]),
        overall=tuple(
            _verdict(dataset, record, finding, "whole") for finding in (None, *on_nothing)
        ),
    )
