"""Changes to a record file that leave the rest of it as it is: add a record, append a claim."""

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from mic25cli.check.run import check
from mic25cli.diagnostic import Diagnostic
from mic25cli.edit import canonical, line_ends, replace, yaml_tree
from mic25cli.edit.yaml_tree import Item, YamlPart
from mic25cli.errors import RecordsError
from mic25cli.model.fields import having
from mic25cli.model.record_shape import at, of_kind
from mic25cli.store import load, read_file, yamlio
from mic25cli.store.yaml_nodes import Node, YamlError
from mic25cli.values import FrozenData
from mic25cli.work_progress import steps

Entries = list[tuple[Node | None, Node]]


class FileChange(FrozenData):
    """A file's lines before and after a change, and its bytes before it (None for a new file)."""

    path: Path
    kind: str
    ids: tuple[str, ...]
    before: line_ends.FileLines
    after: line_ends.FileLines
    raw: bytes | None


def read_lines(path: Path) -> tuple[bytes | None, line_ends.FileLines]:
    """A file's bytes and lines; raises `RecordsError` if it cannot be read."""
    if not os.path.lexists(path):
        return None, line_ends.FileLines()
    try:
        raw = read_file.read_bytes(path)
        ends = line_ends.of(raw)
        canonical.check_size(ends.text, yamlio.compose(ends.text))
    except YamlError as fault:
        where = f"{load.typed_path(path)}:{fault.line}:{fault.column}"
        raise RecordsError(f"{where}: {fault.message}", fault.hint) from fault
    return raw, ends


def key_of(text: str) -> YamlPart:
    """A key, or an id, ready to be written."""
    return YamlPart("scalar", text, text)


def part_of(data: object, key: str = "") -> YamlPart:
    """Plain values as a tree that can be written. Decimal numbers keep their digits, and a text
    that YAML would read as a date gets quotes unless its `key` is for dates."""
    if isinstance(data, YamlPart):
        return data
    if isinstance(data, Mapping):
        items = [Item(key_of(str(name)), part_of(value, name)) for name, value in data.items()]
        return YamlPart("mapping", items=items)
    if isinstance(data, list | tuple):
        return YamlPart("sequence", items=[Item(None, part_of(value, key)) for value in data])
    if data is None or isinstance(data, int | Decimal):
        return YamlPart("scalar", data, str(data))
    return YamlPart("scalar", str(data), str(data), quoted=key not in having("when"))


def with_record(path: Path, kind: str, record_id: str, record: YamlPart) -> FileChange:
    """The file with a record at its end; raises `RecordsError` if it cannot be added there."""
    raw, before = read_lines(path)
    item = Item(key_of(record_id), record)
    new = canonical.record_lines(item, of_kind(kind))
    if before.lines and before.lines[-1].strip():
        new = ["", *new]
    end = len(before.lines)
    after = before.with_lines(end, end, new)
    added = _entries(canonical.document(YamlPart("mapping", items=[item]), kind))
    _verify(path, before.text, after.text, [*_entries(before.text), *added])
    return FileChange(path, kind, (record_id,), before, after, raw)


def with_observations(path: Path, additions: Mapping[str, Sequence[YamlPart]]) -> FileChange:
    """The file with observations added at the ends of its indicators' lists."""
    raw, before = read_lines(path)
    root = yaml_tree.read(before.text)
    insertions: list[tuple[int, int, list[str]]] = []
    added: dict[str, Entries] = {}
    for indicator, observations in steps("records", additions.items(), len(additions)):
        item = root.get(indicator)
        if item is None or item.value.kind != "mapping":
            raise RecordsError.of(
                "has-no-indicator", path=load.typed_path(path), indicator=indicator
            )
        insertions.append(_lines_with(item, indicator, observations))
        added[indicator] = _entries("\n".join(canonical.claim_lines(observations, None, 0)))
    after = before
    # From last to first, so that earlier line numbers stay valid.
    for start, stop, new in sorted(insertions, key=lambda insertion: insertion[0], reverse=True):
        after = after.with_lines(start, stop, new)

    expected = [_appended(key, value, added) for key, value in _entries(before.text)]
    _verify(path, before.text, after.text, expected)
    # A change must not make a file too large for further changes.
    canonical.check_size(after.text, yamlio.compose(after.text))
    return FileChange(path, "indicators", tuple(additions), before, after, raw)


def _lines_with(
    item: Item, indicator: str, observations: Sequence[YamlPart]
) -> tuple[int, int, list[str]]:
    form = of_kind("indicators")
    listed = item.value.get("observations")
    if listed is None:
        listed = Item(key_of("observations"), YamlPart("sequence"))
        item.value.items.append(listed)
    series = listed.value
    if series.kind == "sequence" and series.items and not series.flow:
        form_of_one = at("indicators", ("observations", 0))
        new = canonical.claim_lines(observations, form_of_one, series.items[0].column)
        start = yaml_tree.last_line(series.items[-1]) + 1
        return start, start, new
    # There is no list to append to, so the record is written anew with a list.
    if series.kind == "alias":
        raise RecordsError.of("observations-of-repeat-those-of-another-record", indicator=indicator)
    series.kind, series.flow = "sequence", False
    series.items += [Item(None, observation) for observation in observations]
    stop = yaml_tree.last_line(Item(item.key, item.value, item.line, side=item.side)) + 1
    new = canonical.record_lines(Item(item.key, item.value, side=item.side), form)
    return item.line, stop, new


def _entries(text: str) -> Entries:
    node = yamlio.compose(text)
    return [] if node is None else node.items


def _appended(
    key: Node | None, value: Node, added: Mapping[str, Entries]
) -> tuple[Node | None, Node]:
    if key is None or key.value not in added:
        return key, value
    fields = [field for field in value.items if field[0] and field[0].value != "observations"]
    _, old = value.place(("observations",))
    items = old.items if old.kind == "sequence" else []
    series = Node(0, 0, "sequence", items=[*items, *added[str(key.value)]])
    name = Node(0, 0, "scalar", "observations")
    return key, Node(0, 0, "mapping", items=[*fields, (name, series)])


def _verify(path: Path, before: str, after: str, expected: Entries) -> None:
    """Raise an error unless the change is in the file and the rest is unchanged."""
    try:
        expected_text = canonical.exact(Node(0, 0, "mapping", items=expected))
        fine = canonical.exact(yamlio.compose(after)) == expected_text
        fine = fine and _texts(yaml_tree.read(before)) <= _texts(yaml_tree.read(after))
    except YamlError:
        fine = False
    if not fine:
        raise RecordsError.of("form-that-mic25-cannot-add-to", path=load.typed_path(path))


def _texts(root: YamlPart) -> set[tuple[str | None, str]]:
    return {
        (name, text) for name, texts in yaml_tree.comments(root).items() for text in texts if name
    }


def load_changed(folders: Sequence[Path], *changes: FileChange) -> load.Loaded:
    """Read the folders as they would be after some changes."""
    return load.load(
        folders, texts={change.path: change.after.whole.encode() for change in changes}
    )


class Proposal(FrozenData):
    """Some changes, and the problems that the dataset has after them."""

    changes: tuple[FileChange, ...]
    errors: tuple[Diagnostic, ...] = ()
    """New errors, and errors of the record to be written; either kind prevents writing."""
    warnings: tuple[Diagnostic, ...] = ()
    others: int = 0
    """The number of errors in other records, which do not depend on the changes."""


def propose(folders: Sequence[Path], *changes: FileChange) -> Proposal:
    """Check the dataset as it would be after some changes, and compare that with its present
    state."""
    after = check(load_changed(folders, *changes)).diagnostics
    if not after:
        return Proposal(changes)
    before = {_identity(fault) for fault in check(load_changed(folders)).diagnostics}
    own = {(change.kind, record_id) for change in changes for record_id in change.ids}
    new = [
        fault
        for fault in after
        if _identity(fault) not in before
        # A new source cannot be cited yet.
        and not (fault.code == "uncited-source" and (fault.kind, fault.id) in own)
    ]
    errors = [
        fault
        for fault in after
        if fault.severity == "error" and (fault in new or (fault.kind, fault.id) in own)
    ]
    return Proposal(
        changes,
        tuple(errors),
        tuple(fault for fault in new if fault not in errors),
        sum(fault.severity == "error" for fault in after) - len(errors),
    )


def _identity(fault: Diagnostic) -> tuple[str | None, ...]:
    """A problem without its line, by which two checks are compared."""
    return fault.path, fault.code, fault.message, fault.kind, fault.id, fault.field


def write(proposal: Proposal, folder: Path) -> None:
    """Write the changes, file by file; raises `RecordsError` if a file was changed meanwhile."""
    assert not proposal.errors
    for number, change in enumerate(proposal.changes):
        try:
            replace.replace(change.path, change.after.whole, change.raw, folder)
        except RecordsError as fault:
            if not number:
                raise
            done = ", ".join(
                f"'{load.typed_path(change.path)}'" for change in proposal.changes[:number]
            )
            raise RecordsError.of(
                "others-were-written", message=fault.message, done=done
            ) from fault
