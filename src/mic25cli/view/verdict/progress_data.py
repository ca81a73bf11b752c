"""Progress for machines: the extra fields of a result in JSON, and the columns of TSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mic25cli.calc import field_paths
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.milestone import PlacedMilestone
from mic25cli.calc.progress.result import JudgedMilestone, Result
from mic25cli.calc.progress.rollup import GroupCounts, ProgressReport
from mic25cli.calc.source_grades import Reading
from mic25cli.model.plain_values import plain, printed_of
from mic25cli.view.answer import Columns, Item, flat
from mic25cli.view.json_output import Output
from mic25cli.view.quantities import quantity
from mic25cli.view.text import Lang, date, with_parenthesis

if TYPE_CHECKING:
    from mic25cli.view.document import TextTable

MILESTONES = Output("progress", JudgedMilestone, ProgressReport)
GROUPS = Output("progress-by", GroupCounts, ProgressReport)
OUTPUTS = (MILESTONES, GROUPS)


def amount(part: PlacedMilestone | Reading, lang: Lang) -> str:
    """The quantity of a milestone or a reading, as printed in its source."""
    unit = part.unit if part.value is not None or part.low is not None else None
    return quantity({**vars(part), "unit": unit}, lang)


def with_period(reading: Reading, lang: Lang) -> str:
    """A figure as printed in its source, with its period: `38% (2020)`."""
    return with_parenthesis(amount(reading, lang), date(reading.period, lang), lang)


@printed_of(PlacedMilestone, Reading)
def printed(part: PlacedMilestone | Reading) -> str:
    """The value as printed in its source."""
    return amount(part, "en")


def _milestone_value(item: Item) -> object:
    milestone = field_paths.get(item, "milestone")
    if milestone["value"] is not None:
        return milestone["value"]
    ends = milestone["low"], milestone["high"]
    return milestone["statement"] if ends[0] is None else "{}/{}".format(*ends)


def _unit(item: Item) -> object:
    """The unit of the numbers in a row; none for a target in words."""
    ends = [field_paths.get(item, f"milestone.{end}") for end in ("value", "low")]
    period = _decisive("period", item)
    return None if [*ends, period] == [None] * 3 else field_paths.get(item, "unit")


def _outside(item: Item) -> object:
    return [f"{key} {number}" for key, number in field_paths.get(item, "outside").items() if number]


def _depends_on(item: Item) -> object:
    dependences: Sequence[Mapping[str, Sequence[str]]] = field_paths.get(item, "depends_on") or ()
    pairs = ((dependence["body"], dependence["sources"][0]) for dependence in dependences)
    return [f"body:{body}" if body else f"source:{source}" for body, source in pairs]


def _decisive(key: str, item: Item) -> object:
    """A field of the figure that decides; for a total, of the sum."""
    which = field_paths.get(item, "decides")
    of_total = {"best": "total.value", "period": "total.counted"}
    if which == "total" and key in of_total and field_paths.get(item, "total.years_seen"):
        return field_paths.get(item, of_total[key])
    of = "later" if which == "later" else "observation"
    value = field_paths.get(item, f"{of}.{key}")
    ends = [field_paths.get(item, f"{of}.{end}") for end in ("least", "most") if key == "best"]
    if value is None and any(end is not None for end in ends):
        return "/".join(".." if end is None else str(end) for end in ends)
    return value


def _status_by(method: str, item: Item) -> object:
    methods: list[Mapping[str, object]] = field_paths.get(item, "methods")
    return next((trend["status"] for trend in methods if trend["id"] == method), None)


COLUMNS: Columns = (
    "target", "name_en=name.en", "name_zh=name.zh", "year=milestone.year", "status", "fit", "side",
    "status_if_standing", "at_least", "at_most", "certainty", "lean", "gap_ratio", "max_change",
    "gap_scale",
    "fragile", "last_seen", "latest=latest.printed", "met_by",
    "since_reversed=since_reversed.printed", "reasons", "applies=milestone.applies",
    ("unit", _unit),
    "baseline_period=baseline.period", "baseline=baseline.best",
    ("observed_period", partial(_decisive, "period")), ("observed", partial(_decisive, "best")),
    ("milestone", _milestone_value), "bound=milestone.bound",
    "progress=measures.progress", "expected=measures.expected", "gap=measures.gap",
    "pace=measures.pace", "needed_per_year=measures.needed_per_year", "arrival=measures.arrival",
    "shortfall", "shortfall_share", "method=method.id", "word=method.word",
    "ratio=method.figures.ratio", "lag=measures.lag", "age=measures.age",
    ("authority", partial(_decisive, "authority")), ("access", partial(_decisive, "access")),
    ("grade", partial(_decisive, "grade")), ("checked", partial(_decisive, "checked")),
    "report=milestone.report", "basis", ("outside", _outside),
    "industries", "sources", ("depends_on", _depends_on),
)  # fmt: skip
"""The columns of TSV: one for each number."""

TABLE: Columns = (
    "target", "name_en=name.en", "name_zh=name.zh", "year=milestone.year", "status", "certainty",
    "fit", ("milestone", _milestone_value), ("observed", partial(_decisive, "best")),
    ("observed_period", partial(_decisive, "period")), ("unit", _unit), "shortfall",
)  # fmt: skip
"""The columns of the table."""

ANSWERS: Columns = ("target", "year=milestone.year", "status", "en=answer.en", "zh=answer.zh")
"""The columns with the answer in words only."""

COMPARED: Columns = (
    *COLUMNS,
    *((f"status_{method}", partial(_status_by, method)) for method in METHODS),
    "disagree",
)
"""The columns of TSV with the status by every method."""

TABLE_COMPARED: Columns = (*TABLE[:1], *TABLE[3:5], *COMPARED[len(COLUMNS) :])
"""The columns of the table of methods."""


def table(rows: Iterable[Result], compare: bool) -> TextTable:
    """The table of verdicts, or of methods; without sentences, because these take the most time."""
    judged = (plain(row.judged(compare)) for row in rows)
    return flat(judged, TABLE_COMPARED if compare else TABLE)
