"""Rules on links and files: every id that a record names must exist."""

from collections.abc import Iterator, Mapping
from functools import cache

from mic25cli.calc.implementation import KINDS_FOLLOWED
from mic25cli.check.context import Fault, FileFault, RuleContext, after
from mic25cli.check.registry import rule
from mic25cli.errors import ended, nearest
from mic25cli.model.dataset import Record, followed_at, published, split_dataset_id
from mic25cli.model.fields import chains
from mic25cli.model.links import of_texts
from mic25cli.store import installed_datasets
from mic25cli.store.yaml_nodes import Path


@rule("dangling-id")
def _dangling_id(context: RuleContext) -> Iterator[Fault]:
    for parts in context.parts:
        record = parts.record
        for path, kind, record_id in parts.links:
            # A report that is left out is the first source, which is checked as a link itself.
            # Predecessors are reported under another code.
            if context.has(kind, record_id) or not context.is_written(record, path):
                continue
            if path[0] in ("predecessors", "same_field", "baseline_of"):
                continue
            close = context.near(kind, record_id)
            hint = (
                f"did you mean '{close}'?" if close else f"correct the id, or add it to the {kind}"
            )
            if (now := context.dataset.former.get(f"{kind}/{record_id}")) is not None:
                hint = f"it is now {now}"
            unread = context.unread.get(kind)
            if unread is not None:
                hint = f"{ended(hint)} It may be in {unread}, which could not be read"
            yield Fault(record, path, f"the {kind} have no record '{record_id}'", hint)


@rule("far-target")
def _far_target(context: RuleContext) -> Iterator[Fault]:
    dataset_named = cache(installed_datasets.other_dataset)
    for target in context.dataset.kind("targets").values():
        targets: list[tuple[Path, str]] = [
            (("predecessors", at, "target"), predecessor["target"])
            for at, predecessor in enumerate(target["predecessors"])
        ]
        targets += [(("same_field", at), text) for at, text in enumerate(target["same_field"])]
        if target["baseline_of"]:
            targets.append((("baseline_of",), target["baseline_of"]))
        for path, text in targets:
            name, id_ = split_dataset_id(text)
            if name and name != context.loaded.profile.id:
                other = dataset_named(name)
                if other is None:
                    context.unchecked[name] += 1
                    continue
                ids, now = [*other.kind("targets")], other.former.get(f"targets/{id_}")
            else:
                ids, now = context.ids["targets"], context.dataset.former.get(f"targets/{id_}")
            if id_ not in ids:
                close = nearest(id_, ids, 1)
                hint = (
                    f"did you mean '{close[0]}'?"
                    if close
                    else "correct the id, or add it to the targets"
                )
                hint = f"it is now {now}" if now else hint
                yield Fault(target, path, f"no target has the id '{text}'", hint)


@rule("former-id")
def _former_id(context: RuleContext) -> Iterator[Fault]:
    for (own, id_), moved in context.loaded.renamed.items():
        record = context.dataset.kind(own)[id_]
        for path, kind, old in moved:
            if context.is_written(record, path):
                now = context.dataset.former[f"{kind}/{old}"]
                yield Fault(record, path, f"{kind}/{old} is now {now}")


@rule("id-given-up")
def _id_given_up(context: RuleContext) -> Iterator[Fault]:
    first: dict[str, Record] = {}
    for parts in context.parts:
        for index, old in enumerate(parts.record["formerly"]):
            holder = first.setdefault(old, parts.record)
            path = ("formerly", index)
            if context.has(*old.split("/")):
                yield Fault(
                    parts.record,
                    path,
                    f"another record now has the id {old}",
                    "rename or merge that record",
                )
            elif holder is not parts.record:
                message = f"{holder['kind']}/{holder['id']} was also called {old}"
                yield Fault(parts.record, path, message, f"see {context.place(holder)}")


@rule("link-cycle")
def _link_cycle(context: RuleContext) -> Iterator[Fault]:
    ways: dict[tuple[str, str], dict[str, dict[str, Path]]] = {}
    own = f"{context.loaded.profile.id}:"
    for parts in context.parts:
        kind, id_ = parts.record["kind"], parts.record["id"]
        texts = [
            (path, text.removeprefix(own))
            for path, text in parts.at(parts.paths.texts)
            if path[0] in chains()
        ]
        for path, of, to in of_texts(kind, texts):
            if of == kind:
                ways.setdefault((kind, str(path[0])), {}).setdefault(id_, {}).setdefault(to, path)
    for (kind, key), leads in ways.items():
        for ring in _rings(leads):
            turn = ring.index(min(ring))
            first, *rest = [*ring[turn:], *ring[:turn]]
            chain = " → ".join([first, *rest, first])
            path = leads[first][[*rest, first][0]]
            record, hint = context.dataset.kind(kind)[first], "remove the link that is wrong"
            yield Fault(record, path, f"the links from '{key}' lead back to it: {chain}", hint)


def _rings(leads: Mapping[str, Mapping[str, object]]) -> Iterator[list[str]]:
    """Ids whose links form a circle: at least one list for each circle."""
    done: set[str] = set()
    reported: set[str] = set()
    for start in leads:
        way = {} if start in done else {start: iter(leads[start])}
        while way:
            here = next(reversed(way))
            to = next(way[here], None)
            if to is None:
                way.popitem()
                done.add(here)
            elif to in way and not {here, to} <= reported:
                ring = [*way][[*way].index(to) :]
                reported.update(ring)
                yield ring
            elif to not in way and to not in done:
                way[to] = iter(leads.get(to, ()))


@rule("same-text-chain")
def _same_text_chain(context: RuleContext) -> Iterator[Fault]:
    sources = context.dataset.kind("sources")
    for source in sources.values():
        first = sources.get(source["same_text"] or "")
        if first is not None and (onward := first["same_text"]) is not None:
            message = f"'{first['id']}' is itself a copy of '{onward}'"
            hint = f"remove 'same_text' from '{first['id']}', or name the original"
            yield Fault(source, ("same_text",), message, hint)


@rule("uncited-source")
def _uncited_source(context: RuleContext) -> Iterator[Fault]:
    if any(file.kind and not file.readable for file in context.loaded.files):
        # The content of a file that could not be read is unknown.
        return
    used = set(context.loaded.mentioned)
    used.update(cite["source"] for _, _, cite in context.cites())
    used.update(claim["report"] for _, _, claim in context.claims())
    for source_id, source in context.dataset.kind("sources").items():
        if source_id not in used:
            yield Fault(source, (), f"nothing cites '{source_id}'")


@rule("empty-file")
def _empty_file(context: RuleContext) -> Iterator[FileFault]:
    broken = {fault.path for fault in context.loaded.diagnostics}
    for file in context.loaded.files:
        if file.readable and not file.ids and file.path not in broken:
            yield FileFault(file, "the file contains no records")


@rule("follow-up-loose")
def _follow_up_loose(context: RuleContext) -> Iterator[Fault]:
    for kind in KINDS_FOLLOWED:
        for record in context.dataset.kind(kind).values():
            for index, row in enumerate(record["follow_up"] or ()):
                for key, message, hint in _loose(context, record, row):
                    yield Fault(record, ("follow_up", index, key), message, hint)


def _loose(context: RuleContext, record: Record, row: Record) -> Iterator[tuple[str, str, str]]:
    dataset = context.dataset
    texts = {record.get("document"), *record.get("documents", ())} - {None}
    acts = [act for text in texts if (act := dataset.get("documents", text)) is not None]
    key = next(key for key in ("document", "event", "target") if row[key])
    act = dataset.get("documents", row["document"])
    if row["target"]:
        target = dataset.get("targets", row["target"])
        reports = (
            () if target is None else [milestone["report"] for milestone in target["milestones"]]
        )
        sources = [dataset.source(report) for report in reports]
        if texts and target is not None and not any(s and s["document"] in texts for s in sources):
            message = f"no document of '{row['target']}' sets a milestone of '{record['id']}'"
            yield key, message, "link a target of the measure itself, or its text"
        return
    when = followed_at(dataset, row)
    if when is None and (act is not None or dataset.get("events", row["event"]) is not None):
        yield key, f"'{row[key]}' has no date", "add its date, or it is never counted"
    if row["force"] == "law" and act is not None and not (act["in_force"] or act["applies_from"]):
        yield key, f"the law '{row[key]}' does not say when it is in force", "give it 'in_force'"
    if act is not None:
        when = act["applies_from"] or act["in_force"] or when
    first = [act["published"] for act in acts if act["id"] == record.get("document")]
    first += [published(dataset, cite["source"]) for cite in record["cite"][:1] if not texts]
    if any(after(start, when) for start in first):
        yield key, f"'{row[key]}' ({when}) came before '{record['id']}'", "check both dates"
    successors = {act["superseded_by"] for act in acts}
    if row["stage"] == "replaced" and row["document"] and row["document"] not in successors:
        message = f"no document of '{record['id']}' is superseded by '{row['document']}'"
        yield key, message, "say so where it is: 'superseded_by'"
