"""The charts of the pages, made as `mic25 chart` makes them; terminals are in `screens.py`.

`docs/build.py` writes them, and with `--check` says which are not what would be made now.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from mic25cli.calc.chart_data import figure, of_industry
from mic25cli.calc.scorecard import scorecard
from mic25cli.model.dataset import RecordSet
from mic25cli.store.load import load_dataset
from mic25cli.view.chart import svg
from mic25cli.view.text import Lang
from mic25cli.view.verdict.sentence.answers import scored, with_answers

RECORDS = Path(__file__).resolve().parent.parent / "records"
DAY, ROBOTS = "2025-12-31", "automation-and-robotics"


@cache
def dataset() -> RecordSet:
    """The records of the checkout."""
    return load_dataset((RECORDS,))


def target() -> str:
    """`mic25 chart nev-own-brand-share --as-of 2025-12-31 -o target.svg`, without its seal."""
    return svg.svg(with_answers(figure(dataset(), ["nev-own-brand-share"], DAY), dataset()))


def finding(lang: Lang) -> str:
    """`mic25 chart scorecard --as-of 2025-12-31 -o scorecard.svg`, without its seal and links."""
    return svg.svg(scored(scorecard(dataset(), DAY), dataset()), lang)


def shortfall() -> str:
    """`mic25 chart shortfall --industry automation-and-robotics --as-of 2025-12-31 -o …`."""
    return svg.svg(scored(scorecard(dataset(), DAY, None, ROBOTS, "shortfall"), dataset()))


def small() -> str:
    """`mic25 chart --industry automation-and-robotics --as-of 2025-12-31 -o small.svg`."""
    return svg.svg(with_answers(of_industry(dataset(), ROBOTS, DAY), dataset()))


PICTURES = {
    "shortfall.svg": shortfall,
    "small.svg": small,
    "target.svg": target,
    "scorecard.svg": partial(finding, "en"),
    "scorecard-zh.svg": partial(finding, "zh"),
}
