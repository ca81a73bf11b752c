"""Changes to a record file that leave the rest of it as it is: a record added, a claim appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from mic25cli.edit import canonical, syntax
from mic25cli.edit.forms import of_key, of_record
from mic25cli.edit.syntax import Item, Part
from mic25cli.errors import RecordsError
from mic25cli.store import load, place, read, yamlio
from mic25cli.store.node import Node, YamlError


@dataclass(frozen=True)
class Change:
    """A file's text before (None where there is no file) and after, and its bytes as read."""

    path: Path
    kind: str
    id: str
    """The record that it adds or adds to."""
    before: str | None
    after: str
    raw: bytes | None


def read_text(path: Path) -> tuple[bytes | None, str | None]:
    """A file's bytes and text; raises `RecordsError` for one that cannot be read."""
    if not path.exists():
        return None, None
    try:
        raw = read.read_bytes(path)
        text = yamlio.decode(raw)
        yamlio.compose(text)
    except YamlError as fault:
        where = f"{load.shown(path)}:{fault.line}:{fault.column}"
        raise RecordsError(f"{where}: {fault.message}", fault.hint) from fault
    return raw, text


def part_of(data: Any) -> Part:
    """Plain values as a tree, ready to be written; decimal numbers keep their digits."""
    if isinstance(data, Part):
        return data
    if isinstance(data, Mapping):
        items = [Item(part_of(str(key)), part_of(value)) for key, value in data.items()]
        return Part("mapping", items=items)
    if isinstance(data, list | tuple):
        return Part("sequence", items=[Item(None, part_of(value)) for value in data])
    if isinstance(data, bool):
        return Part("scalar", data, "true" if data else "false")
    if data is None:
        return Part("scalar", None, "null")
    if isinstance(data, int | Decimal):
        return Part("scalar", data, str(data))
    return Part("scalar", str(data), str(data))


def with_record(path: Path, kind: str, record_id: str, record: Part) -> Change:
    """The file with a record at its end; raises `RecordsError` where it cannot be put there."""
    raw, before = read_text(path)
    item = Item(part_of(record_id), record)
    text, end = _unix(before or "")
    body = text.rstrip("\n")
    lines = ([*body.split("\n"), ""] if body else []) + canonical.record_lines(
        item, of_record(kind)
    )
    after = "".join(f"{line}\n" for line in lines)
    said = yamlio.compose(canonical.document(Part("mapping", items=[item]), kind))
    assert said is not None
    _verify(path, text, after, lambda old: [*old, *said.items])
    return Change(path, kind, record_id, before, end(after), raw)


def with_observation(path: Path, indicator: str, observation: Part) -> Change:
    """The file with an observation at the end of the indicator's list."""
    raw, before = read_text(path)
    text, end = _unix(before or "")
    root = syntax.read(text)
    item = root.get(indicator) if root is not None else None
    if item is None or item.value.kind != "mapping":
        raise RecordsError(f"there is no indicator '{indicator}' in '{load.shown(path)}'")
    form = of_record("indicators")
    assert form is not None
    listed = item.value.get("observations")
    series = listed.value if listed is not None else None
    lines = text.split("\n")
    if series is not None and series.kind == "sequence" and series.items and not series.flow:
        many = of_key(form, "observations")
        new = canonical.claim_lines(
            observation, many.item if many else None, series.items[0].column
        )
        at = syntax.last_line(series.items[-1]) + 1
        lines[at:at] = new
    else:
        # No list to append to: the record is written anew with one.
        if listed is None:
            listed = Item(part_of("observations"), Part("sequence"))
            item.value.items.append(listed)
        if listed.value.kind == "alias":
            raise RecordsError(f"the observations of '{indicator}' repeat those of another record")
        listed.value.kind, listed.value.flow = "sequence", False
        listed.value.items.append(Item(None, observation))
        last = syntax.last_line(Item(item.key, item.value, item.line, side=item.side))
        lines[item.line : last + 1] = canonical.record_lines(
            Item(item.key, item.value, side=item.side), form
        )
    after = "\n".join(lines)
    after += "" if after.endswith("\n") else "\n"
    said = yamlio.compose("\n".join(canonical.claim_lines(observation, None, 0)))
    assert said is not None

    def expected(old: Sequence[tuple[Node | None, Node]]) -> list[tuple[Node | None, Node]]:
        return [_appended(key, value, indicator, said.items) for key, value in old]

    _verify(path, text, after, expected)
    return Change(path, "indicators", indicator, before, end(after), raw)


def _appended(
    key: Node | None, value: Node, indicator: str, new: list[tuple[Node | None, Node]]
) -> tuple[Node | None, Node]:
    if key is None or key.value != indicator:
        return key, value
    fields = []
    for name, field in value.items:
        assert name is not None
        if name.value == "observations":
            continue
        fields.append((name, field))
    old = value.at(("observations",))
    items = old.items if old.kind == "sequence" else []
    series = Node(0, 0, "sequence", items=[*items, *new])
    return key, Node(
        0, 0, "mapping", items=[*fields, (Node(0, 0, "scalar", "observations"), series)]
    )


def _verify(path: Path, before: str, after: str, expected: Any) -> None:
    """Make sure that the change is in the file, and that nothing else of it has changed."""
    old = yamlio.compose(before)
    wanted = Node(0, 0, "mapping", items=expected(old.items if old is not None else []))
    try:
        node = yamlio.compose(after)
        fine = canonical.exact(node) == canonical.exact(wanted)
        kept = _texts(syntax.read(before)) <= _texts(syntax.read(after))
    except YamlError:
        fine = kept = False
    if not fine or not kept:
        raise RecordsError(
            f"'{load.shown(path)}' is written in a way that cannot be added to in place",
            "put it into the usual form first: 'mic25 fmt' with its path.",
        )


def _texts(root: Part | None) -> set[tuple[str | None, str]]:
    return {(name, text) for name, texts in syntax.comments(root).items() for text in texts if name}


def _unix(text: str) -> tuple[str, Any]:
    """A text with plain line ends, and what gives it its own back."""
    if "\r\n" in text:
        return text.replace("\r\n", "\n"), lambda changed: changed.replace("\n", "\r\n")
    return text, lambda changed: changed


def load_changed(folders: Sequence[Path], change: Change | None) -> load.Loaded:
    """Read the folders as they would be after a change; without one, as they are."""
    loaded = load.Loaded()
    for folder in folders:
        layer = load.Loaded()
        files = place.files(folder)
        if change is not None and change.path.is_relative_to(folder):
            new = place.RecordFile(folder, change.path, change.kind)
            if all(file.path != change.path for file in files):
                files = sorted([*files, new], key=lambda file: str(file.path))
        for file in files:
            if change is not None and file.path == change.path and file.kind is not None:
                given = read.contents(change.after.encode())
                load.load_contents(layer, file.kind, load.shown(file.path), given)
            else:
                load.load_file(layer, file)
        loaded.add(layer)
    load.resolve(loaded.records)
    loaded.diagnostics.sort()
    return loaded
