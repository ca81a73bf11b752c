"""The charts of the pages, made as `mic25 chart` makes them; terminals are in `screens.py`.

`docs/build.py` writes them, and with `--check` says which are not what would be made now.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from mic25cli.calc.figure import figure, of_industry
from mic25cli.calc.scorecard import scorecard
from mic25cli.model.book import RecordBook
from mic25cli.store.load import load_book
from mic25cli.view.chart import svg
from mic25cli.view.sentence.answers import scored, told
from mic25cli.view.text import Lang

RECORDS = Path(__file__).resolve().parent.parent / "records"
DAY, ROBOTS = "2025-12-31", "automation-and-robotics"


@cache
def book() -> RecordBook:
    """The records of the checkout."""
    return load_book((RECORDS,))


def target() -> str:
    """`mic25 chart nev-own-brand-share --as-of 2025-12-31 -o target.svg`, but for its seal."""
    return svg.svg(told(figure(book(), ["nev-own-brand-share"], DAY), book()))


def finding(lang: Lang) -> str:
    """`mic25 chart scorecard --as-of 2025-12-31 -o scorecard.svg`, but for its seal and links."""
    return svg.svg(scored(scorecard(book(), DAY), book()), lang)


def shortfall() -> str:
    """`mic25 chart shortfall --industry automation-and-robotics --as-of 2025-12-31 -o …`."""
    return svg.svg(scored(scorecard(book(), DAY, None, ROBOTS, "shortfall"), book()))


def small() -> str:
    """`mic25 chart --industry automation-and-robotics --as-of 2025-12-31 -o small.svg`."""
    return svg.svg(told(of_industry(book(), ROBOTS, DAY), book()))


PICTURES = {
    "shortfall.svg": shortfall,
    "small.svg": small,
    "target.svg": target,
    "scorecard.svg": partial(finding, "en"),
    "scorecard-zh.svg": partial(finding, "zh"),
}
