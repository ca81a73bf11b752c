"""Results that follow from a dataset's records alone, at the day it is judged, kept in its
snapshot.

They are stored with the digest of every other dataset that they depend on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from mic25cli.calc.progress_question import Question
from mic25cli.model.dataset import RecordSet

MOST = 500
"""Of a dataset with more targets, or milestones ten times as many, only what is asked is judged."""
YEARS = 20
"""The number of years, up to the dataset's last, for whose ends results are kept."""

Made = TypeVar("Made")


def is_own(dataset: RecordSet, question: Question) -> bool:
    """Whether a question has the dataset's own date, for which results are stored."""
    return dataset.judged_on is not None and question == Question(dataset.judged_on)


def is_of_year(dataset: RecordSet, question: Question) -> bool:
    """Whether a question is about the end of one of the years for which results are kept."""
    year, last = question.as_of, dataset.last_day or ""
    whole = len(year) == 4 and year.isascii() and year.isdigit() and question == Question(year)
    return whole and int(last[:4] or 0) - YEARS < int(year) <= int(last[:4] or 0)


def is_small(dataset: RecordSet) -> bool:
    """Whether a dataset is small enough to judge all of its targets when one is asked for."""
    targets = dataset.kind("targets")
    if dataset.keep is None or len(targets) > MOST:
        return False
    return sum(len(target["milestones"]) for target in targets.values()) <= 10 * MOST


def stored(dataset: RecordSet, name: str) -> bytes | None:
    """The stored results of a dataset; None if there are none, or another dataset that they depend
    on has changed."""
    marks, _, content = (dataset.kept(name) or b"").partition(b"\n")
    for other, digest in json.loads(marks or "null") or ():
        there = dataset.elsewhere(other)
        if (None if there is None else there.digest) != digest:
            return None
    return content or None


def keep(
    dataset: RecordSet, name: str, make: Callable[[], Made], raw: Callable[[Made], bytes]
) -> Made:
    """A result made from a dataset, stored as bytes if possible."""
    made = make()
    # Those looked into before count too: what is put into words here was judged by then.
    names = [key[1] for key in dataset.worked_out if isinstance(key, tuple) and key[0] == "dataset"]
    marks = [(name, (there := dataset.elsewhere(name)) and there.digest) for name in names]
    if dataset.keep is not None:
        dataset.keep({name: json.dumps(marks).encode() + b"\n" + raw(made)})
    return made
