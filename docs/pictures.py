"""The charts of the pages, made as `mic25 chart` makes them; terminals are in `screens.py`.

`docs/build.py` writes them, and with `--check` says which are not what would be made now.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mic25cli.calc.figure import figure
from mic25cli.calc.tally import progress
from mic25cli.model.book import RecordBook
from mic25cli.store.load import load_book
from mic25cli.view.chart import svg

RECORDS = Path(__file__).resolve().parent.parent / "records"
DAY = "2025-12-31"


@cache
def book() -> RecordBook:
    """The records of the checkout."""
    return load_book((RECORDS,))


def target() -> str:
    """`mic25 chart nev-own-brand-share --as-of 2025-12-31 -o target.svg`, but for its seal."""
    return svg.svg(figure(book(), ["nev-own-brand-share"], DAY))


def statuses() -> str:
    """`mic25 chart progress --as-of 2025-12-31 -o progress.svg`, but for its seal."""
    return svg.svg(progress(book(), DAY))


PICTURES = {"target.svg": target, "progress.svg": statuses}
