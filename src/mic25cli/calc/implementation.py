"""What was done about a measure or recommendation by a date, whether or not it worked.

`implemented`: all of it is in force. `partly-implemented`: a part is. `lapsed`: it ended without a
successor. Otherwise `in-progress`.
"""

from __future__ import annotations

import json
from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    ValuesView,
)
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from mic25cli.calc import stored_results
from mic25cli.calc.source_grades import Cited, best_cite, cited
from mic25cli.calc.table_definition import Column
from mic25cli.model import edtf
from mic25cli.model.closed_lists import IMPLEMENTATIONS, Implementation
from mic25cli.model.dataset import Record, Records, RecordSet, followed_at
from mic25cli.model.record_json import Stored, Unread
from mic25cli.values import FrozenData, asdict, field, grouped

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Question, Result
    from mic25cli.model.records import FollowUp

KINDS_FOLLOWED = ("recommendations", "provisions")
"""The kinds of records that say what followed."""

RANKS: Mapping[Implementation | None, int] = {
    word: rank for rank, word in enumerate(reversed(IMPLEMENTATIONS))
}
"""The order of the words: no action found, lapsed, in progress, partly implemented, implemented."""

MET = frozenset({"met", "met-late", "already-met"})
STANDING = ("superseded", "withdrawn")


class Fulfilment(FrozenData):
    """The implementation of a measure or recommendation, and the evidence for it: see `COLUMNS`."""

    implementation: Implementation | None
    follow_ups: int = 0
    follow_ups_in_force: int = 0
    lowest_grade: str | None = None
    own_word_only: bool | None = None
    milestone_statuses: Sequence[Record] = field(default_factory=list)


COLUMNS = (
    Column("implementation", "string", "what was done, not whether it worked; null: nobody looked"),
    Column("follow_ups", "integer", "how many acts, events and targets that rests on"),
    Column("follow_ups_in_force", "integer", "how many of them are a law or practice in force"),
    Column("lowest_grade", "string", "the lowest grade of one; null: none, or for nothing"),
    Column("own_word_only", "boolean", "whether only those who carry it out say so; null: no one"),
    Column("milestone_statuses", "array", "its own targets, by target year: target, year, status"),
)
"""The computed columns of records of these kinds, from their `Fulfilment`."""

STATUS = Column("status", "string", "by the milestone that applies; null: none was set by then")
FIT = Column("fit", "string", "how near what was counted is to the target; null: no verdict")
CERTAINTY = Column("certainty", "string", "whether it was observed or inferred; null: no verdict")
JUDGED = (STATUS, FIT, CERTAINTY)
COMPUTED = {**dict.fromkeys(KINDS_FOLLOWED, COLUMNS), "targets": JUDGED}
"""The computed columns of lists and cards, by kind."""


class _Weight(FrozenData):
    ended: bool
    in_force: bool
    whole: bool


def _weight(dataset: RecordSet, row: FollowUp, limit: edtf.Edtf) -> _Weight:
    act = dataset.whole.get("documents", row["document"])
    ended = "ended" in (row["force"], row["stage"]) or (
        act is not None and edtf.by(act["repealed"], limit)
    )
    own_start = None if act is None else act["applies_from"] or act["in_force"]
    start = own_start or followed_at(dataset, row)
    in_force = not ended and row["force"] in ("law", "practice") and edtf.by(start, limit)
    return _Weight(ended, in_force, in_force and row["covers"] == "whole")


def fulfilment(dataset: RecordSet, record: Record, question: Question) -> Fulfilment:
    """The implementation of a measure or recommendation by the reference date of a question."""
    if record["follow_up"] is None:
        return Fulfilment(None)
    limit = edtf.parse(question.as_of)
    results = _results(dataset, record, question)
    rows = [
        row
        for row in record["follow_up"]
        if (
            results.get(row["target"])
            if row["target"]
            else edtf.by(followed_at(dataset, row), limit)
        )
    ]
    if not rows:
        return Fulfilment("no-action-found")
    weights = [_weight(dataset, row, limit) for row in rows]
    milestones: list[Record] = [
        {"target": result.target, "year": result.milestone.year, "status": result.status}
        for row in rows
        if row["stage"] == "milestone"
        for result in results[row["target"]]
    ]
    cites = [best_cite(_cites(dataset, row, results)) for row in rows]
    counts = [None if cite is None else cite.grade for cite in cites]
    makers = _makers(dataset, record, rows)
    return Fulfilment(
        _word(rows, weights, [milestone["status"] for milestone in milestones]),
        len(rows),
        sum(weight.in_force for weight in weights),
        None if None in counts else max(filter(None, counts)),
        all(
            row["by"] in makers if row["by"] else cite is not None and cite.authority == "A"
            for row, cite in zip(rows, cites, strict=True)
        ),
        milestones,
    )


def _word(
    rows: Iterable[FollowUp], weights: Collection[_Weight], statuses: Collection[str]
) -> Implementation:
    met = [status in MET for status in statuses]
    whole = any(weight.whole for weight in weights) and "missed" not in statuses
    if whole or (met and all(met)):
        return "implemented"
    if any(weight.in_force for weight in weights) or any(met):
        return "partly-implemented"
    # All stages belong to one measure, so nothing continues if it ended without a successor.
    stages = {row["stage"] for row in rows}
    over = "ended" in stages and "replaced" not in stages and None not in stages
    return "lapsed" if over or all(weight.ended for weight in weights) else "in-progress"


def _results(
    dataset: RecordSet, record: Record, question: Question
) -> Mapping[str, tuple[Result, ...]]:
    """The verdicts on the targets that followed, for the milestones set by the measure's texts."""
    ids = {row["target"] for row in record["follow_up"] if row["target"]}
    if not ids:
        return {}
    # Imported here, because few records have a target among their follow-ups.
    from mic25cli.calc.progress.evaluate import evaluate

    texts = {record.get("document"), *record.get("documents", ())} - {None}
    results: dict[str, tuple[Result, ...]] = dict.fromkeys(ids, ())
    judged = evaluate(dataset, question, ids, every_method=False, series=False)
    for id_, of_target in grouped((result.target, result) for result in judged).items():
        standing = tuple(result for result in of_target if result.status not in STANDING)
        sources = (dataset.source(result.milestone.report) for result in standing)
        documents = [None if source is None else source["document"] for source in sources]
        own = tuple(
            result for result, text in zip(standing, documents, strict=True) if text in texts
        )
        # If the measure's texts set no milestone of the target, all its milestones are used.
        results[id_] = own or standing
    return results


def _cites(
    dataset: RecordSet, row: FollowUp, results: Mapping[str, tuple[Result, ...]]
) -> tuple[Cited, ...]:
    if row["cite"]:
        return cited(dataset, row["cite"])
    if row["target"]:
        figures = [result.observation for result in results[row["target"]] if result.observation]
        milestones = [result.milestone for result in results[row["target"]]]
        return tuple(cite for result in figures or milestones for cite in result.cite)
    kind = "documents" if row["document"] else "events"
    record = dataset.whole.get(kind, row["document"] or row["event"])
    return () if record is None else cited(dataset, record["cite"])


def _makers(dataset: RecordSet, record: Record, rows: Iterable[FollowUp]) -> frozenset[str]:
    """The institutions that carry out a measure or advice: those of its texts and of later acts."""
    acts = [row for row in rows if row["stage"] != "account"]
    texts = [record.get("document"), *record.get("documents", ())]
    texts += [row["document"] for row in acts]
    documents = [dataset.whole.get("documents", text) for text in texts]
    events = [dataset.whole.get("events", row["event"]) for row in acts]
    return frozenset(
        (
            *record.get("institutions", ()),
            *(body for document in documents if document for body in document["issuers"]),
            *(body for event in events if event for body in event["institutions"]),
        )
    )


def with_word(dataset: RecordSet, record: Record, question: Question) -> Record:
    """A record with its computed implementation, if its kind has one; others are unchanged."""
    if record["kind"] not in KINDS_FOLLOWED or "implementation" in record:
        return record
    return {**record, **asdict(fulfilment(dataset, record, question))}


UNJUDGED: Mapping[str, str | None] = {column.key: None for column in JUDGED}
"""The computed fields of a target for which no milestone was set by then."""


Words = Mapping[str, Mapping[str, str | None]]
"""The status, fit and certainty of targets, by id."""

BRIEF = "in-brief"


def in_short(results: Iterable[Result]) -> Words:
    """The status of each target by the milestone that applies, with the fit and certainty of the
    verdict (null if there is none)."""
    from mic25cli.calc.progress.by_target import applying
    from mic25cli.calc.progress.status import ASSESSED

    return {
        result.target: {
            "status": result.status,
            "fit": result.fit if result.status in ASSESSED else None,
            "certainty": result.certainty if result.status in ASSESSED else None,
        }
        for result in applying(results)
    }


class InBrief(TypedDict):
    """The statuses of a dataset's targets as JSON, to be stored with it."""

    words: Words
    counts: Mapping[str, object]
    """The counts of `CountsByOrigin`."""


def in_brief(dataset: RecordSet, question: Question) -> InBrief:
    """The result of `in_short` for every target, and the number of targets with each status."""

    def make() -> InBrief:
        from mic25cli.calc.progress.by_target import count_targets
        from mic25cli.calc.progress.evaluate import evaluate

        results = evaluate(dataset, question, every_method=False, series=False, depends=True)
        return {"words": in_short(results), "counts": asdict(count_targets(results))}

    if not stored_results.is_own(dataset, question):
        return make()
    if (raw := stored_results.stored(dataset, BRIEF)) is not None:
        stored: InBrief = json.loads(raw)
        return stored
    return stored_results.keep(dataset, BRIEF, make, lambda counts: json.dumps(counts).encode())


class _Followed(Mapping[str, Record]):
    """Measures or advice with the implementation of each, computed when it is first needed."""

    def __init__(self, records: Records, dataset: RecordSet, question: Question) -> None:
        self._records, self._dataset, self._question = records, dataset, question
        self._done: dict[str, Record] = {}

    def __getitem__(self, id_: str) -> Record:
        if id_ not in self._done:
            self._done[id_] = with_word(self._dataset, self._records[id_], self._question)
        return self._done[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class _Judged(_Followed):
    """Targets with the outcome of each; one target is judged alone if not all are judged yet."""

    def __getitem__(self, id_: str) -> Record:
        record, dataset = self._records[id_], self._dataset
        own = stored_results.is_own(dataset, self._question)
        if own and (stored_results.stored(dataset, BRIEF) or stored_results.is_small(dataset)):
            words = self._words.get(id_, UNJUDGED)
        else:
            from mic25cli.calc.progress.evaluate import evaluate

            results = evaluate(dataset, self._question, [id_], every_method=False, series=False)
            words = in_short(results).get(id_, UNJUDGED)
        with_words = {**record, **words}
        if isinstance(record, Stored):
            return Stored(with_words, _longer(record.line, words))
        return with_words

    @cached_property
    def _words(self) -> Words:
        return in_brief(self._dataset, self._question)["words"]

    def items(self) -> ItemsView[str, Record]:
        """All ids and records."""
        words = self._words
        of = {id_: {**record, **words.get(id_, UNJUDGED)} for id_, record in self._records.items()}
        return of.items()

    def values(self) -> ValuesView[Record]:
        """All records."""
        return dict(self.items()).values()

    def in_order(self) -> Sequence[Record] | None:
        """All records in list order, if that is stored; those only printed are not parsed."""
        if (every := getattr(self._records, "in_order", None)) is None:
            return None
        return [self._unread(record.line, record.read) for record in every()]

    def _unread(self, line: str, read: Callable[[], Record]) -> Unread:
        id_, _ = json.JSONDecoder().raw_decode(line, line.index('"id": ') + 6)
        words = self._words.get(id_, UNJUDGED)
        return Unread(_longer(line, words), lambda: {**read(), **words})


def _longer(line: str, words: Mapping[str, str | None]) -> str:
    return f"{line[:-1]}, {json.dumps(words)[1:]}"


def annotated(dataset: RecordSet, kind: str, question: Question) -> RecordSet:
    """The dataset in which the records of a kind have their outcome as of the question's date."""

    def load(name: str) -> Records:
        records = dataset.kind(name)
        if name != kind:
            return records
        if kind == "targets":
            return _Judged(records, dataset.whole, question)
        return _Followed(records, dataset, question)

    whole = None if dataset.whole is dataset else annotated(dataset.whole, kind, question)
    return RecordSet(load, dataset.digest, whole, profile=lambda: dataset.profile)
