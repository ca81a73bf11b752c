"""What `mic25 chart` prints as JSON: the marks of a chart, or its parts where it is of counts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from mic25cli.calc.progress.status import Status
from mic25cli.view.output import Output

if TYPE_CHECKING:
    from mic25cli.model.records import Name

Number = int | Decimal | None


class Subject(TypedDict):
    """A target of a panel with the status of its headline; null where nothing was set by then."""

    target: str
    name: Name
    status: Status | None


class Basis(TypedDict):
    """A series: its basis, what that means, and how it fits the target where there is one."""

    basis: str | None
    meaning: str | None
    fit: str | None
    side: str | None


class Panel(TypedDict):
    """An indicator, what it was asked for by, and what is left out of its drawing."""

    asked: Annotated[list[str], "the ids that it answers, each as kind/id"]
    indicator: str
    name: Name
    definition: str
    unit: Annotated[str, "the unit of the axis of values"]
    direction: str | None
    targets: list[Subject]
    bases: list[Basis]
    observations: Annotated[int, "how many the indicator has, drawn or not"]
    left_out: Annotated[dict[str, int], "observations that are not drawn, by fate"]
    milestones_left_out: Annotated[dict[str, int], "words, no-year, other-unit"]
    sources: list[str]


class Report(TypedDict):
    """What the chart is of; its marks follow."""

    schema: Literal["mic25.chart/1"]
    as_of: str
    known_at: str | None
    digest: str
    panels: list[Panel]


class Mark(TypedDict):
    """An observation, a baseline or a milestone, drawn or left out."""

    indicator: str
    target: str | None
    mark: Literal["observation", "baseline", "milestone"]
    basis: str | None
    fit: str | None
    period: str | None
    year: int | None
    value: Number
    low: Number
    high: Number
    bound: str | None
    unit: str | None
    printed: Annotated[str, "as its source words it"]
    axis_value: Annotated[Number, "as drawn, in the unit of the axis; the middle of a range"]
    axis_low: Annotated[Number, "the end that the hedge leaves open; null for no end"]
    axis_high: Annotated[Number, "the end that the hedge leaves open; null for no end"]
    axis_unit: str
    place: Annotated[
        Literal["line", "apart", "rival"] | None,
        "how an observation stands in its series: a year, no whole year, another number for it",
    ]
    left_out: Annotated[str | None, "why it is not drawn; null where it is"]
    weak: Annotated[bool | None, "grade D, or read by nobody; null of what is not drawn"]
    status: Status | None
    report: str | None
    published: str | None
    grade: str | None
    checked: str
    sources: list[str]
    note: str | None


class Counted(TypedDict):
    """What a chart across the records is of; its parts follow."""

    schema: Literal["mic25.chart-across/1"]
    as_of: str
    known_at: str | None
    digest: str
    chart: Literal["progress", "funds", "timeline"]
    categories: list[str]
    total: Annotated[int, "how many things are counted, or sums drawn, each once"]
    repeated: Annotated[int, "how often the groups count something again"]
    left_out: Annotated[dict[str, int], "what is not drawn, by kind or reason"]
    sources: list[str]


class Part(TypedDict):
    """How many of a category a group has, or a sum of money."""

    chart: Literal["progress", "funds", "timeline"]
    group: Annotated[str | None, "an industry, a fund or a year; null for no industry"]
    name: Name | None
    year: str | None
    category: str
    number: Annotated[int | Decimal, "as drawn, in unit where it has one"]
    low: Number
    high: Number
    unit: str | None
    value: Annotated[Number, "of a sum: as recorded"]
    bound: str | None
    recorded_unit: str | None
    printed: str | None
    date: str | None
    round: int | None
    weak: bool | None
    report: str | None
    sources: list[str] | None
    note: str | None


MARKS = Output("chart", Mark, Report)
PARTS = Output("chart-across", Part, Counted)
OUTPUTS = (MARKS, PARTS)

MARK_KEYS: tuple[str, ...] = tuple(Mark.__annotations__)
PART_KEYS: tuple[str, ...] = tuple(Part.__annotations__)


def keyed(keys: tuple[str, ...], given: dict[str, Any]) -> dict[str, Any]:
    """The values by their keys, in order, null where there is none."""
    return {key: given.get(key) for key in keys}
