"""Rules of links and files: every id that a record names must be there, and lead somewhere."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from mic25cli.calc.carried_out import KINDS_FOLLOWED
from mic25cli.calc.heirs import far
from mic25cli.check.context import Fault, FileFault, RuleContext, after
from mic25cli.check.registry import rule
from mic25cli.errors import nearest
from mic25cli.model.book import Record, followed_at, published
from mic25cli.model.fields import chains
from mic25cli.store import shelf
from mic25cli.store.node import Path


@rule("dangling-id", "A link to a record that is not there", "links")
def dangling(context: RuleContext) -> Iterator[Fault]:
    """Records name each other by id.

    A link to nothing is a misspelt id, a record that was renamed, or one that is
    still to be written; whoever follows it ends up nowhere. A record that is
    there but invalid counts as there: its own faults are told.
    """
    for parts in context.parts:
        record = parts.record
        for path, kind, record_id in parts.links:
            # A report that the file leaves out is its first source, which is a link of its own;
            # what a target takes up is told by a code of its own.
            if context.known(kind, record_id) or not context.written(record, path):
                continue
            if path[0] in ("continues", "baseline_of"):
                continue
            close = context.near(kind, record_id)
            hint = f"did you mean '{close}'?" if close else f"no id of {kind} comes near"
            if (now := context.book.former.get(f"{kind}/{record_id}")) is not None:
                hint = f"it is now {now}"
            unread = context.unread.get(kind)
            if unread is not None:
                hint += f"; it may stand in {unread}, which could not be read"
            yield Fault(record, path, f"there is no '{record_id}' among the {kind}", hint)


@rule("far-target", "A target taken up that is not there, in this book or another", "links")
def far_targets(context: RuleContext) -> Iterator[Fault]:
    """A target names those that it takes up, and the one that it begins at, of any book.

    One of another book is `book:id`, and is looked up where that book is at hand; how many could
    not be is said at the end.
    """
    beside = cache(shelf.beside)
    for target in context.book.kind("targets").values():
        named: list[tuple[Path, str]] = [
            (("continues", at, "target"), each["target"])
            for at, each in enumerate(target["continues"])
        ]
        if target["baseline_of"]:
            named.append((("baseline_of",), target["baseline_of"]))
        for path, text in named:
            name, id_ = far(text)
            if name and name != context.loaded.profile.id:
                other = beside(name)
                if other is None:
                    context.unchecked[name] += 1
                    continue
                ids, now = [*other.kind("targets")], other.former.get(f"targets/{id_}")
            else:
                ids, now = context.ids["targets"], context.book.former.get(f"targets/{id_}")
            if id_ not in ids:
                close = nearest(id_, ids, 1)
                hint = f"did you mean '{close[0]}'?" if close else "no id of targets comes near"
                hint = f"it is now {now}" if now else hint
                yield Fault(target, path, f"there is no target '{text}'", hint)


@rule("former-id", "A link by an id that a record has given up", "links", "warning")
def former(context: RuleContext) -> Iterator[Fault]:
    """A record that got another id, or was merged into another, is found by its old one, too.

    So what others wrote still holds. What is in one's own hands should name it as it is called now.
    """
    for (own, id_), moved in context.loaded.renamed.items():
        record = context.book.kind(own)[id_]
        for path, kind, old in moved:
            if context.written(record, path):
                now = context.book.former[f"{kind}/{old}"]
                yield Fault(record, path, f"{kind}/{old} is now {now}", "name it so")


@rule("id-given-up", "An id in use, or given up by two, that a record has given up", "links")
def given_up(context: RuleContext) -> Iterator[Fault]:
    """An id names one thing for ever: one that was given up is not used again.

    Else a link or a note of years ago would lead to something else.
    """
    first: dict[str, Record] = {}
    for parts in context.parts:
        for index, old in enumerate(parts.record["formerly"]):
            holder = first.setdefault(old, parts.record)
            path = ("formerly", index)
            if context.known(*old.split("/")):
                yield Fault(parts.record, path, f"{old} is in use", "rename or merge that record")
            elif holder is not parts.record:
                message = f"{holder['kind']}/{holder['id']} was {old}, too"
                yield Fault(parts.record, path, message, f"see {context.place(holder)}")


@rule("link-cycle", "A chain of links that leads back to its start", "links")
def cycles(context: RuleContext) -> Iterator[Fault]:
    """What supersedes, follows or contains something cannot in the end be that thing itself.

    Whoever walks up such a chain (to the newest document, to the parent fund)
    would walk for ever.
    """
    follows: dict[tuple[str, str], dict[str, str]] = {}
    for parts in context.parts:
        kind, record = parts.record["kind"], parts.record
        for key in chains():
            if record.get(key) is not None:
                follows.setdefault((kind, key), {})[record["id"]] = record[key]
    for (kind, key), ways in follows.items():
        done: set[str] = set()
        for start in ways:
            seen: dict[str, None] = {}
            here: str | None = start
            while here is not None and here not in done and here not in seen:
                seen[here] = None
                here = ways.get(here)
            if here is not None and here in seen:
                ring = list(seen)[list(seen).index(here) :]
                first = min(ring)
                turn = ring.index(first)
                chain = " → ".join([*ring[turn:], *ring[:turn], first])
                hint = "remove the link that is wrong"
                record = context.book.kind(kind)[first]
                yield Fault(record, (key,), f"'{key}' leads back here: {chain}", hint)
            done |= set(seen)


@rule("same-text-chain", "A copy of a text that is itself called a copy", "links")
def same_text(context: RuleContext) -> Iterator[Fault]:
    """Of the sources that give one text, all others name the same one.

    They are one witness. A chain or a ring of them would leave open which one stands for all.
    """
    sources = context.book.kind("sources")
    for source in sources.values():
        first = sources.get(source["same_text"] or "")
        if first is not None and (onward := first["same_text"]) is not None:
            message = f"'{first['id']}' is itself another copy of '{onward}'"
            hint = f"leave 'same_text' out of '{first['id']}', or name the one that stands for all"
            yield Fault(source, ("same_text",), message, hint)


@rule("uncited-source", "A source that nothing cites", "links", "warning")
def uncited(context: RuleContext) -> Iterator[Fault]:
    """Sources are in the book because something was read in them, or because they are reports.

    One that no record cites and no claim names as its report is left over from a
    claim that was removed, or the claim still has to be entered.
    """
    if any(file.kind and not file.readable for file in context.loaded.files):
        # What stands in a file that could not be read is not known.
        return
    used = set(context.loaded.mentioned)
    used.update(cite["source"] for _, _, cite in context.cites())
    used.update(claim["report"] for _, _, claim in context.claims())
    for source_id, source in context.book.kind("sources").items():
        if source_id not in used:
            hint = "cite it where it was used, or remove it"
            yield Fault(source, (), f"nothing cites '{source_id}'", hint)


@rule("empty-file", "A file without a record", "files", "warning")
def empty(context: RuleContext) -> Iterator[FileFault]:
    """A file that holds nothing, or comments alone, is left over or was never filled."""
    broken = {fault.path for fault in context.loaded.diagnostics}
    for file in context.loaded.files:
        if file.readable and not file.ids and file.path not in broken:
            yield FileFault(file, "the file holds no record", "add one, or remove the file")


@rule("followed-loose", "What followed a measure does not bear on it", "links")
def followed(context: RuleContext) -> Iterator[Fault]:
    """What became of a measure or of advice is worked out from what followed it.

    So that has a date, which does not lie before the measure or the report; a law says from when
    it is in force; a milestone is one that the measure's own texts set; and the heir of a measure
    is what one of its texts names in `superseded_by`.
    """
    for kind in KINDS_FOLLOWED:
        for record in context.book.kind(kind).values():
            for index, row in enumerate(record["followed"] or ()):
                for key, message, hint in _loose(context, record, row):
                    yield Fault(record, ("followed", index, key), message, hint)


def _loose(context: RuleContext, record: Record, row: Any) -> Iterator[tuple[str, str, str]]:
    book = context.book
    texts = {record.get("document"), *record.get("documents", ())} - {None}
    acts = [act for text in texts if (act := book.get("documents", text)) is not None]
    key = next(key for key in ("document", "event", "target") if row[key])
    act = book.get("documents", row["document"])
    if row["target"]:
        target = book.get("targets", row["target"])
        reports = () if target is None else [each["report"] for each in target["milestones"]]
        sources = [book.source(report) for report in reports]
        if texts and target is not None and not any(s and s["document"] in texts for s in sources):
            message = f"no milestone of '{row['target']}' is set by a text of '{record['id']}'"
            yield key, message, "link a target of the measure itself, or its text"
        return
    when = followed_at(book, row)
    if when is None and (act is not None or book.get("events", row["event"]) is not None):
        yield key, f"'{row[key]}' has no date", "give it one: what has none counts at no time"
    if row["force"] == "law" and act is not None and not (act["in_force"] or act["applies_from"]):
        yield key, f"the law '{row[key]}' does not say when it is in force", "give it 'in_force'"
    if act is not None:
        when = act["applies_from"] or act["in_force"] or when
    first = [each["published"] for each in acts if each["id"] == record.get("document")]
    first += [published(book, cite["source"]) for cite in record["cite"][:1] if not texts]
    if any(after(start, when) for start in first):
        yield key, f"'{row[key]}' ({when}) came before '{record['id']}'", "check both dates"
    heirs = {each["superseded_by"] for each in acts}
    if row["stage"] == "replaced" and row["document"] and row["document"] not in heirs:
        message = f"no text of '{record['id']}' is superseded by '{row['document']}'"
        yield key, message, "say so where it is: 'superseded_by'"
