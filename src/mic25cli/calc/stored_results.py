"""Results that follow from a dataset's records alone, for the day on which it is judged by default,
stored in its snapshot.

They are stored with the digest of every other dataset that they depend on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from mic25cli.calc.progress_question import Question
from mic25cli.model.dataset import RecordSet

MOST = 500
"""In a dataset with more targets, or ten times as many milestones, only what is asked is judged."""
YEARS = 20
"""The number of years, up to the dataset's last, for whose ends results are stored."""

Made = TypeVar("Made")


def is_own(dataset: RecordSet, question: Question) -> bool:
    """Whether a question is about the dataset's own date, for which results are stored."""
    return dataset.judged_on is not None and question == Question(dataset.judged_on)


def is_of_year(dataset: RecordSet, question: Question) -> bool:
    """Whether a question is about the end of one of the years for which results are stored."""
    year, last = question.as_of, dataset.last_day or ""
    whole = len(year) == 4 and year.isascii() and year.isdigit() and question == Question(year)
    return whole and int(last[:4] or 0) - YEARS < int(year) <= int(last[:4] or 0)


def is_small(dataset: RecordSet) -> bool:
    """Whether a dataset is small enough to judge all its targets when one is requested."""
    targets = dataset.kind("targets")
    if dataset.keep is None or len(targets) > MOST:
        return False
    return sum(len(target["milestones"]) for target in targets.values()) <= 10 * MOST


def stored(dataset: RecordSet, name: str) -> bytes | None:
    """The stored results of a dataset; None if there are none, or if another dataset that they
    depend on has changed."""
    parts = dataset.worked_out.get(("stored", name))
    if parts is None:
        parts = (dataset.stored(name) or b"").partition(b"\n")
        if parts[2]:
            # Cached, because a site needs them for every page.
            dataset.worked_out["stored", name] = parts
    marks, _, content = parts
    for other, digest in json.loads(marks or "null") or ():
        there = dataset.elsewhere(other)
        if (None if there is None else there.digest) != digest:
            return None
    return content or None


def by_id(results: Mapping[str, object]) -> bytes:
    """Results as lines of JSON, one of which `of_id` reads."""
    return (
        b"".join(
            b"\n%s\t%s" % (id_.encode(), json.dumps(row).encode()) for id_, row in results.items()
        )
        + b"\n"
    )


def of_id(content: bytes, id_: str) -> Any:
    """The result with an id among those that `by_id` wrote; raises `KeyError`."""
    start = content.find(b"\n%s\t" % id_.encode())
    if start < 0:
        raise KeyError(id_)
    return json.loads(content[content.index(b"\t", start) : content.index(b"\n", start + 1)])


def keep(
    dataset: RecordSet, name: str, make: Callable[[], Made], raw: Callable[[Made], bytes]
) -> Made:
    """A result computed from a dataset, and stored as bytes if possible."""
    result = make()
    dataset.worked_out.pop(("stored", name), None)
    # Datasets read before count too, because the verdicts in these results depend on them.
    names = [key[1] for key in dataset.worked_out if isinstance(key, tuple) and key[0] == "dataset"]
    marks = [(name, (there := dataset.elsewhere(name)) and there.digest) for name in names]
    if dataset.keep is not None:
        dataset.keep({name: json.dumps(marks).encode() + b"\n" + raw(result)})
    return result
