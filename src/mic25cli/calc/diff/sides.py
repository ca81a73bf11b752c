"""The two things that a diff compares: states at dates, reports, or editions of the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from mic25cli.calc import lookup
from mic25cli.calc.diff.changes import Pair, SideLabel
from mic25cli.calc.diff.claim_fields import PROVENANCE, Sources, fact_of, in_order, last_day
from mic25cli.calc.diff.unordered import Data, frozen, listed
from mic25cli.errors import UsageError, nearest, not_a, suggestion
from mic25cli.model import edtf
from mic25cli.model.dataset import Record, Records, RecordSet, claims_in
from mic25cli.model.dataset_at_date import View, view
from mic25cli.model.kinds import KINDS, Kind
from mic25cli.values import FrozenData, replace


class Side(FrozenData):
    """A side of a diff: the records to compare, and all sources needed to date their claims."""

    label: SideLabel
    dataset: RecordSet
    sources: Sources
    view: View | None = None
    """The cut of the dataset, if a date cut it."""

    def labelled(self, kinds: Iterable[str]) -> SideLabel:
        """The label, with the number of undated records and claims of these kinds."""
        if self.view is None:
            return self.label
        counts = {kind: self.view.left_out(kind) for kind in kinds}
        return replace(self.label, undated={kind: count for kind, count in counts.items() if count})


def published(sides: Pair[Side], reports: Pair[str | None]) -> Pair[str | None]:
    """The dates on which two reports were published; None if a date is not known."""
    return Pair(sides.old.sources.published(reports.old), sides.new.sources.published(reports.new))


def sides(dataset: RecordSet, old: str, new: str, known_at: str | None = None) -> Pair[Side]:
    """Both sides: two dates or two reports; raises `UsageError` for one of each or for neither."""
    sorts = Pair(_sort(dataset, old), _sort(dataset, new))
    old, new = _report_of(dataset, old), _report_of(dataset, new)
    if sorts.old != sorts.new:
        report, when = (old, new) if sorts.old == "report" else (new, old)
        raise UsageError.of("is-report-and-is-date", report=report, when=when)
    if known_at is not None:
        _date(known_at)
    if sorts.old == "date":
        return Pair(state(dataset, old, known_at), state(dataset, new, known_at))
    return Pair(side_of_report(dataset, old, known_at), side_of_report(dataset, new, known_at))


def _report_of(dataset: RecordSet, text: str) -> str:
    """The report whose text a document is, or that `DATASET:ID` names; otherwise the given text."""
    text = text.removeprefix(f"{dataset.profile.id}:")
    is_document = (
        dataset.get("documents", text) is not None and dataset.get("sources", text) is None
    )
    return str(lookup.report(dataset, text)["id"]) if is_document else text


def _sort(dataset: RecordSet, text: str) -> str:
    if _report_of(dataset, text) in dataset.kind("sources"):
        with suppress(edtf.DateError):
            day = edtf.parse(text).latest
            raise UsageError.of("is-date-or-report", text=text, day=day, id=dataset.profile.id)
        return "report"
    if text[:1].isdigit() and text[:4].isdigit():
        _date(text, dataset.profile.year_starts or 4)
        return "date"
    every = dataset.kind("sources")
    # Suggest sources that state something, before the hundreds that only repeat others.
    reports = dict.fromkeys(claim["report"] for record in dataset for _, claim in claims_in(record))
    close = nearest(text, reports) or nearest(text, every)
    see = "give a year (2015), a date (2015-05) or a report. 'mic25 sources' lists the reports."
    raise UsageError(not_a("report or date", text), suggestion(close) if close else see)


def _date(text: str, starts: int = 1) -> None:
    try:
        when = edtf.parse(edtf.from_year_name(text, starts) if "/" in text else text)
    except edtf.DateError as fault:
        raise UsageError(str(fault)) from fault
    if when.precision == "interval":
        raise UsageError.of("is-period", text=text, day=when.latest or when.earliest)


def edition(
    dataset: RecordSet, name: str, known_at: str | None = None, commit: str | None = None
) -> Side:
    """All records as they are, as one edition with a name."""
    cut = view(dataset, None, known_at, all_told=True)
    label = SideLabel(
        "edition", name, known_at=known_at, commit=commit, digest=dataset.digest or None
    )
    return Side(label, cut.dataset, Sources(dataset), cut)


def side_of_report(dataset: RecordSet, report: str, known_at: str | None = None) -> Side:
    """The claims of one report; raises `UsageError` if the report was not known by then."""
    source = dataset.kind("sources")[report]
    if known_at is not None and not edtf.by(source["published"], edtf.parse(known_at)):
        out = source["published"]
        when = f"came out {out}" if out else "has no date of publication"
        raise UsageError.of("report-was-not-known", report=report, when=when, known_at=known_at)
    sources = Sources(dataset)

    def load(kind: str) -> Records:
        spec = KINDS[kind]
        if not spec.claims:
            return {}
        return {
            key: _only(spec, record, report, sources) for key, record in dataset.kind(kind).items()
        }

    label = SideLabel(
        "report", report, source["title"], source["published"], source["coverage"], known_at
    )
    return Side(label, RecordSet(load, dataset.digest, profile=lambda: dataset.profile), sources)


def _only(spec: Kind, record: Record, report: str, sources: Sources) -> Record:
    changed = dict(record)
    for path, _ in spec.claims:
        value = record[path]
        if isinstance(value, Mapping):
            changed[path] = value if value["report"] == report else None
        elif value:
            claims = in_order(
                path, [claim for claim in value if claim["report"] == report], sources
            )
            # A statement of a report counts once, even if it was read in two places.
            changed[path] = list({frozen(claim, PROVENANCE): claim for claim in claims}.values())
    return changed


def state(dataset: RecordSet, at: str, known_at: str | None = None) -> Side:
    """The dataset at the end of a date, with the figures published by then or first after."""
    # A note that is not shown yet is not a change.
    # A source without a date, or that did not exist yet, is left out even if others refer to it.
    cut = view(dataset, at, known_at, all_told=True, references=known_at is not None)
    sources = Sources(dataset)
    limit = edtf.parse(at)

    def load(kind: str) -> Records:
        return _state(KINDS[kind], cut.dataset, dataset, limit, sources)

    own = RecordSet(load, dataset.digest, profile=lambda: dataset.profile)
    return Side(SideLabel("date", at, known_at=known_at), own, sources, cut)


def _state(
    spec: Kind, cut: RecordSet, dataset: RecordSet, limit: edtf.Edtf, sources: Sources
) -> Records:
    records: dict[str, Record] = dict(cut.kind(spec.name))
    if spec.name == "sources":
        records = {
            key: source for key, source in records.items() if edtf.by(source["published"], limit)
        }
    dated = [path for path, when in spec.claims if when != "report"]
    for key, record in records.items():
        changes: dict[str, object] = {}
        for path in dated:
            claims = _in_vintage(path, listed(record[path]), limit, sources)
            if claims is not None:
                changes[path] = claims
        if changes:
            records[key] = {**record, **changes}
    if spec.claims and len(dated) == len(spec.claims) and spec.since is None:
        for key, record in dataset.kind(spec.name).items():
            if key not in records:
                records[key] = {**record, **{path: [] for path in dated}}
    return records


def _in_vintage(
    path: str, claims: list[Data], limit: edtf.Edtf, sources: Sources
) -> list[Data] | None:
    """The claims published by the date; None if that is all of them."""
    dates = [sources.published(claim["report"]) for claim in claims]
    early = [edtf.by(date, limit) for date in dates]
    if all(early):
        return None
    facts = [fact_of(path, claim) for claim in claims]
    # Undated claims count as published after all dated ones.
    days = [(date is None, last_day(date)) for date in dates]
    on_time = {fact for fact, by_then in zip(facts, early, strict=True) if by_then}
    first: dict[object, tuple[bool, date]] = {}
    for fact, day in zip(facts, days, strict=True):
        first[fact] = min(first.get(fact, day), day)
    return [
        claim
        for claim, fact, day, by_then in zip(claims, facts, days, early, strict=True)
        if by_then or (fact not in on_time and day == first[fact])
    ]
