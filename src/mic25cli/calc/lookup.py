"""Find the record for an id or a name; if there is none, the error suggests the nearest names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial

from mic25cli.errors import (
    MOST_NAMED,
    UsageError,
    nearest,
    not_a,
    quoted,
    quoted_command,
    suggestion,
    unknown,
)
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES


def find(dataset: RecordSet, kind: str, record_id: str) -> Record:
    """The record with an id, a number or a unique name; raises `UsageError` with the nearest
    ones."""
    of, bare_id = kind_and_id(record_id)
    record_id = uncut(dataset, (kind,), bare_id if of == kind else record_id)
    record = _by_id_or_name(dataset, kind, record_id)
    if record is not None:
        return record
    spec = KINDS[kind]
    if _by_id_or_name(dataset.whole, kind, record_id) is not None:
        raise absent(spec.one, record_id)
    if (now := dataset.whole.former.get(f"{kind}/{record_id}")) is not None:
        raise UsageError.of("is-no-longer-it-is-now", record_id=record_id, one=spec.one, now=now)
    _refuse_type(record_id)
    see = f"'mic25 {kind}' lists them."
    about = _industry(dataset, record_id) if kind in ("industries", "targets") else None
    if kind == "targets" and about is not None and not record_id.strip().isdecimal():
        see = f"'mic25 targets --industry {about['id']}' lists those of its industry."
    elif about is not None and kind == "industries":
        if record_id.strip().isdecimal():
            return about
        raise UsageError(not_a(spec.one, record_id), suggestion([about["id"]]))
    # A number belongs to its own list: the same number in another list means something else.
    elsewhere = [] if record_id.strip().isdecimal() else _of_any_kind(dataset, record_id)
    if elsewhere and about is None and not nearest(record_id, dataset.kind(kind), 1):
        see = f"see 'mic25 {elsewhere[0]['kind']} show {elsewhere[0]['id']}'."
        raise UsageError(not_a(spec.one, record_id), see)
    called = partial(_ids_by_name, dataset, kind)
    raise unknown(spec.one, record_id, dataset.kind(kind), see, called)


def _ids_by_name(dataset: RecordSet, *kinds: str) -> dict[str, str]:
    return {
        name: record["id"]
        for kind in kinds
        for record in dataset.kind(kind).values()
        for name in _names(record, f"{kind}/{record['id']}", *record.get("search_names", ()))
    }


def find_id(dataset: RecordSet, kind: str, text: str) -> str | None:
    """The id of the record with an id or a name; None if there is none."""
    with suppress(UsageError):
        return str(find(dataset, kind, text)["id"])
    return None


def kind_and_id(text: str) -> tuple[str | None, str]:
    """The kind (plural or singular) and the id in `kind/id`; for other texts, None and the text."""
    word, _, record_id = text.partition("/")
    kind = next((name for name, kind in KINDS.items() if word in (name, kind.one)), None)
    return (kind, record_id) if kind is not None and record_id else (None, text)


def _of_any_kind(dataset: RecordSet, text: str) -> list[Record]:
    return [record for kind in KINDS if (record := _by_id_or_name(dataset, kind, text)) is not None]


def find_any(
    dataset: RecordSet, text: str, what: str = "record", near: Iterable[str] = KINDS
) -> list[Record]:
    """The records with an id, `kind/id` or name; raises `UsageError`, which suggests similar
    names."""
    kind, record_id = kind_and_id(text)
    if kind is not None:
        now = dataset.get(kind, record_id) or _followed(dataset, kind, record_id)
        return [now or find(dataset, kind, record_id)]
    text = uncut(dataset, KINDS, text)
    id_ = text.strip().lower()
    hits = [record for name in KINDS if (record := dataset.get(name, id_)) is not None]
    hits += [
        follower for name in KINDS if (follower := _followed(dataset, name, id_, hits)) is not None
    ]
    if hits := hits or _of_any_kind(dataset, text):
        return hits
    for record in _of_any_kind(dataset.whole, text):
        raise absent(KINDS[record["kind"]].one, text)
    _refuse_type(text)
    every = [record_id for name in near for record_id in dataset.kind(name)]
    raise unknown(
        what,
        text,
        every,
        f"{quoted_command(f'mic25 search {quoted(text)}')} looks for it in all records.",
        partial(_ids_by_name, dataset, *near),
    )


def industry(dataset: RecordSet, text: str) -> Record:
    """The industry that --industry means: its id, name or number, or words that fit only one."""
    text = uncut(dataset, ("industries",), text)
    record = _by_id_or_name(dataset, "industries", text)
    if record is None and _by_id_or_name(dataset.whole, "industries", text) is None:
        record = _industry(dataset, text)
    record_ = find(dataset, "industries", text) if record is None else record
    if not is_own(record_, text) and not text.strip().isdecimal():
        dataset.whole.widened[text] = record_["id"]
    return record_


def industry_id(dataset: RecordSet, text: str) -> str | None:
    """The id of the industry that words refer to; None if there is none."""
    with suppress(UsageError):
        return str(industry(dataset, text)["id"])
    return None


def report(dataset: RecordSet, text: str) -> Record:
    """The source that --report means; for a document, the source with most of its claims."""
    text = uncut(dataset, ("sources", "documents"), text)
    document = None if dataset.get("sources", text) else _by_id_or_name(dataset, "documents", text)
    if document is not None:
        carried = [
            source
            for source in dataset.kind("sources").values()
            if source["document"] == document["id"]
        ]
        targets = dataset.kind("targets").values()
        set_by = Counter(claim["report"] for target in targets for claim in target["milestones"])
        if carried:
            return max(carried, key=lambda document: set_by[document["id"]])
    return find(dataset, "sources", text)


def _industry(dataset: RecordSet, text: str) -> Record | None:
    from mic25cli.calc import search_words
    from mic25cli.model.text_folding import entry_of

    industries = dataset.kind("industries").values()
    if text.strip().isdecimal():
        # Python does not convert a text with thousands of digits.
        number = int(text) if len(text) < 20 else None
        return next((each for each in industries if number and each["number"] == number), None)
    if not text.strip() or _is_type(text):
        return None
    query = search_words.parse(text, dataset.whole)
    for keys in (
        ("name", "aliases", "search_names", "official_en"),
        ("directions", "subfields", "named"),
    ):
        ranked: dict[int, list[Record]] = {}
        for industry in industries:
            parts = {"title": [_names_in(industry[key]) for key in keys]}
            rank = query.rank(entry_of({"id": industry["id"], "kind": "industries", **parts}))
            if rank is not None and rank <= search_words.SOUND:
                ranked.setdefault(rank, []).append(industry)
        if not ranked:
            continue
        best = ranked[min(ranked)]
        if len(best) == 1:
            return best[0]
        ids = ", ".join(industry["id"] for industry in best)
        raise UsageError.of("can-mean-several-industries", text=text, ids=ids)
    return None


def _names_in(value: object) -> object:
    """The names in a list, without the notes on them; any other value unchanged."""
    if not isinstance(value, list):
        return value
    return [each.get("name", each) if isinstance(each, dict) else each for each in value]


def absent(what: str, record_id: str) -> UsageError:
    """The error for a record that the dataset has, but not at the date of the question."""
    return UsageError.of("is-not-in-dataset-at-these-dates", what=what, record_id=record_id)


def uncut(dataset: RecordSet, kinds: Iterable[str], text: str) -> str:
    """The whole of an id that a narrow list cut short, `robot-…-rank`; other texts unchanged."""
    start, cut, end = text.strip().partition("…")
    every = (id_ for kind in kinds if cut and start for id_ in dataset.kind(kind))
    ids = sorted(
        {id_ for id_ in every if id_.startswith(start) and id_[len(start) :].endswith(end)}
    )
    if len(ids) > 1:
        more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
        raise UsageError.of(
            "beginning-of-ids",
            text=text,
            count=len(ids),
            ids=", ".join(ids[:MOST_NAMED]),
            more=more,
        )
    return ids[0] if ids else text


def _is_type(text: str) -> bool:
    return any(text in (name, kind.one) for name, kind in KINDS.items())


def _refuse_type(text: str) -> None:
    if _is_type(text):
        raise UsageError.of("is-record-type", text=text)


def _by_id_or_name(dataset: RecordSet, kind: str, record_id: str) -> Record | None:
    record = dataset.get(kind, record_id)
    if record is not None:
        return record
    hits = _called(dataset, kind, name := spoken(record_id))
    if len(hits) > 1:
        # A search name refers to a record only if no record has it as its own name.
        hits = [hit for hit in hits if name in _names(hit)]
    if not hits and dataset.whole.former.get(f"{kind}/{record_id}", "").startswith(f"{kind}/"):
        return _followed(dataset, kind, record_id)
    number = record_id.strip("#第条项. ")
    if len(hits) != 1 and number[:1].isdecimal():
        # The number of an item in a list, as printed: 3.3.
        hits = [
            record for record in dataset.kind(kind).values() if str(record.get("number")) == number
        ]
    return hits[0] if len(hits) == 1 else None


def _followed(
    dataset: RecordSet, kind: str, record_id: str, records: Sequence[Record] = ()
) -> Record | None:
    """The record that once had an id, unless it is in `records`; the dataset notes the request."""
    now = dataset.whole.former.get(f"{kind}/{record_id}")
    record = None if now is None else dataset.get(*now.split("/"))
    if now is None or record is None or any(other is record for other in records):
        return None
    dataset.whole.followed[f"{kind}/{record_id}"] = now
    return record


def explained(dataset: RecordSet, record: Record) -> Record:
    """The record that an entry of the glossary explains; any other record itself."""
    of = record["of"] if record["kind"] == "terms" else None
    return (of and dataset.get(*of.split("/"))) or record


def is_own(record: Record, text: str) -> bool:
    """Whether a text is an id, a former id or a name of the record itself."""
    former = (former_id.rpartition("/")[2] for former_id in record.get("formerly", ()))
    return spoken(text) in _names(record, *former)


def _called(dataset: RecordSet, kind: str, name: str) -> list[Record]:
    index = dataset.whole.kept_index
    if index is None:
        every = dataset.kind(kind).values()
        return [
            record for record in every if name in _names(record, *record.get("search_names", ()))
        ]
    folded = index.get(kind)
    if folded is None:
        return []
    called = (
        dataset.get(kind, folded.id(place))
        for place in sorted(folded.with_name(name.rpartition(" ")[2]))
        if name in map(_spaced, folded.entry(place)[0].split("\n"))
    )
    return [record for record in called if record is not None]


def spoken(name: str) -> str:
    """A name as names are compared: without case, width or script, with spaces for - and _."""
    from mic25cli.model.text_folding import fold

    return _spaced(fold(name))


def _spaced(folded: str) -> str:
    return " ".join(folded.replace("-", " ").replace("_", " ").split())


def _names(record: Record, *more: str) -> set[str]:
    name = record.get("name") or {}
    every = [
        record["id"],
        *map(name.get, TEXT_LANGUAGES),
        record.get("abbr"),
        record.get("title"),
        *record.get("aliases", []),
        *more,
    ]
    return {spoken(text) for text in every if text}
