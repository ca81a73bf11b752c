"""A diff reversed, and a diff applied: the operations in its laws."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cases import data
from mic25cli.calc.diff.changes import AGREES, Change, Class, Delta, Pair, swap_spans
from mic25cli.calc.diff.claim_fields import OPEN
from mic25cli.calc.diff.unordered import listed, without
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS

[TURNED] = data(__file__, "TURNED")


def swapped(pair: Pair[Any]) -> Pair[Any]:
    """The same pair seen from the other side."""
    return Pair(pair.new, pair.old)


def turned_delta(delta: Delta | None) -> Delta | None:
    """The same difference seen from the other side."""
    if delta is None:
        return None
    return replace(
        delta,
        order=None if delta.order is None else -delta.order,
        points=swapped(delta.points),
        shift=None if delta.shift is None else -delta.shift,
    )


def mirror(change: Change) -> Change:
    """The change that a diff of the swapped sides has.

    What was added is removed (between reports: not repeated), and what was raised is lowered. The
    mirror of `observed` is `removed`: seen from the later side, the earlier one lacks the value; so
    an observation that is `removed` becomes `observed`, and the same is true of `confirmed`.
    """
    key = change.key
    if change.class_ == "moved" and "postponed" in change.flags:
        key = {"year": change.old["year"]}
    return replace(
        change,
        key=key,
        names=swapped(change.names),
        class_=_mirrored(change),
        values=swapped(change.values),
        delta=turned_delta(change.delta),
        spans=swap_spans(change.spans),
        reports=swapped(change.reports),
        dates=swapped(change.dates),
        went=change.came,
        came=change.went,
    )


def _mirrored(change: Change) -> Class:
    gone = change.class_ in ("removed", "not-repeated")
    if gone and "aside" in change.flags and not AGREES.isdisjoint(change.flags):
        return "confirmed"
    if gone:
        # A value beside others for its period is not news about that period.
        alone = change.path == "observations" and "aside" not in change.flags
        return "observed" if alone else "added"
    if change.class_ == "moved" and change.path == "withdrawn" and change.new is None:
        return "withdrawn"
    turned = TURNED.get(change.class_, change.class_)
    # Only between reports does a change name a report on the side that lacks the claim.
    return "not-repeated" if turned == "removed" and change.reports.old else turned


def apply(changes: Iterable[Change], old: RecordSet) -> RecordSet:
    """The old dataset with the changes made: the new one, apart from order.

    Between two reports the result has the content of the new side; claims that both have keep the
    report and the citation of the old one.
    """
    by_kind: dict[str, dict[str, list[Change]]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, {}).setdefault(change.id, []).append(change)
    return RecordSet.of(
        {kind: _records(old.kind(kind), by_kind.get(kind, {})) for kind in KINDS}, ""
    )


def _records(old: Mapping[str, Record], by_id: Mapping[str, list[Change]]) -> dict[str, Record]:
    records: dict[str, Record] = dict(old)
    for record_id, changes in by_id.items():
        whole = [change for change in changes if change.path is None]
        if whole and whole[0].new is None:
            del records[record_id]
        elif whole:
            records[record_id] = whole[0].new
        else:
            records[record_id] = _changed(records[record_id], changes)
    return records


def _changed(record: Record, changes: Iterable[Change]) -> Record:
    result = dict(record)
    headline = None
    claims = {path for path, _ in KINDS[record["kind"]].claims}
    for change in changes:
        assert change.path is not None
        if "headline-basis" in change.flags:
            headline = change
        elif change.path in claims:
            result[change.path] = _claims(record[change.path], result[change.path], change)
        else:
            _put(result, change.path.split("."), change.new)
    if headline is not None and headline.new is not None:
        # Last, because the first basis may itself be new.
        bases = result["bases"]
        result["bases"] = {headline.new: bases[headline.new], **bases}
    return result


def _claims(shape: Any, current: Any, change: Change) -> Any:
    """The claims, as a list or a single claim, after removals and additions."""
    after = [*without(listed(current), change.went), *change.came]
    if isinstance(shape, list):
        return after
    return after[0] if after else None


def _put(record: dict[str, Any], steps: list[str], value: Any) -> None:
    """Set a field in a mapping, which is copied, so that the old dataset does not change."""
    first, rest = steps[0], steps[1:]
    if not rest:
        record[first] = value
        return
    inner = dict(record[first] or {})
    if len(rest) == 1 and first in OPEN and value is None:
        inner.pop(rest[0], None)
    else:
        _put(inner, rest, value)
    record[first] = inner
