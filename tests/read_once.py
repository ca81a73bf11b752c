"""Files, datasets and verdicts that many tests need are read once in a process.

A file depends on its bytes alone, a dataset never changes, and a verdict follows from a dataset and
a question alone. A dataset in any other folder is opened as usual.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import lru_cache, wraps
from inspect import unwrap
from pathlib import Path
from typing import Any

import pytest

from mic25cli.model.dataset import RecordSet

MOST = 8_000
"""The number of verdicts cached: those of all targets for sixty questions."""


def snapshot_of_shipped() -> None:
    """Make sure that there is a snapshot of the shipped dataset, which other tests may have pruned:
    for processes that are started, and for commands that may read each file only once."""
    from mic25cli.store import record_folders, snapshot

    unwrap(snapshot.open_dataset)(record_folders.folders())


@contextmanager
def kept(folders: Sequence[Path]) -> Iterator[None]:
    """Within this context a file is read once, and a dataset in one of these folders is opened and
    judged once."""
    from mic25cli.calc import lookup
    from mic25cli.calc.progress import judge as judging
    from mic25cli.errors import UsageError
    from mic25cli.store import snapshot, valid_records

    datasets: dict[Path, RecordSet] = {}
    verdicts: OrderedDict[tuple[object, ...], Any] = OrderedDict()
    open_dataset, judge = snapshot.open_dataset, judging._of_target
    industry = lookup._industry

    @wraps(open_dataset)
    def opened(given: Sequence[Path]) -> RecordSet:
        if len(given) != 1 or given[0] not in folders:
            return open_dataset(given)
        if given[0] not in datasets:
            datasets[given[0]] = open_dataset(given)
        return datasets[given[0]]

    def judged(dataset: RecordSet, target: Any, question: Any, *beside: Any, **how: bool) -> Any:
        if all(dataset is not each for each in datasets.values()):
            return judge(dataset, target, question, *beside, **how)
        key = (id(dataset), target["id"], question, *sorted(how.items()))
        if key not in verdicts:
            verdicts[key] = judge(dataset, target, question, *beside, **how)
        verdicts.move_to_end(key)
        if len(verdicts) > MOST:
            verdicts.popitem(last=False)
        return verdicts[key]

    @lru_cache(5_000)
    def meant(place: Path, text: str) -> Any:
        try:
            return industry(datasets[place], text), None
        except UsageError as fault:
            return None, fault.with_traceback(None)  # else it holds all that its test holds

    def industry_of(dataset: RecordSet, text: str) -> Any:
        for place, each in datasets.items():
            if dataset is each:
                record, fault = meant(place, text)
                if fault is not None:
                    raise copy(fault)
                return record
        return industry(dataset, text)

    read = lru_cache(500)(valid_records.read_valid)

    @wraps(valid_records.read_valid)
    def records(kind: str, raw: bytes, profile: Any) -> Any:
        found = read(kind, raw, profile)
        # Reading the whole dataset gives claims of targets the units of their indicators.
        return [*map(with_own_claims, found)] if found and kind == "targets" else found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(valid_records, "read_valid", records)
        patch.setattr(snapshot, "open_dataset", opened)
        patch.setattr(judging, "_of_target", judged)
        patch.setattr(lookup, "_industry", industry_of)
        yield


def with_own_claims(found: tuple[str, int, dict[str, Any]]) -> tuple[str, int, dict[str, Any]]:
    id_, line, target = found
    own = {"milestones": [{**each} for each in target["milestones"]]}
    return id_, line, {**target, **own, "baseline": target["baseline"] and {**target["baseline"]}}
