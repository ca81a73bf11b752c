"""The charts of the shipped dataset, each computed once in a process of a test run."""

from mic25cli.calc.chart_data import CHARTABLE, Chart, figure
from mic25cli.model.dataset import RecordSet

_KNOWN: dict[tuple[str, str], Chart] = {}


def chartable(dataset: RecordSet) -> list[str]:
    """Everything that has a chart, as `kind/id`: every target, and every indicator."""
    return [f"{kind}/{record_id}" for kind in CHARTABLE for record_id in dataset.kind(kind)]


def figure_of(dataset: RecordSet, name: str) -> Chart:
    """The chart of a target or an indicator."""
    key = dataset.digest, name
    if key not in _KNOWN:
        _KNOWN[key] = figure(dataset, [name])
    return _KNOWN[key]
