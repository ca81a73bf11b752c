"""The canonical form of a record file (docs/keeping-records.md). It depends only on the file's
data, comments and blank lines. The result is read again and compared before it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mic25cli.edit import quoting, replace, yaml_tree
from mic25cli.edit.line_ends import MAX_LINES, MAX_VALUES, too_much
from mic25cli.edit.line_ends import of as lines_of
from mic25cli.edit.yaml_tree import Comment, Comments, Item, YamlPart
from mic25cli.errors import Mic25Error, sentences
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import Shape, of_kind
from mic25cli.store import read_file, yamlio
from mic25cli.store.load import typed_path
from mic25cli.store.record_folders import UNREAD_HINT, RecordFile, misnamed_hint
from mic25cli.store.yaml_nodes import YamlError
from mic25cli.values import FrozenData

LINE = 160
"""Columns up to which a mapping, a list or a text stays on one line (Chinese counts double)."""


class FormatError(Mic25Error):
    """A text that must stay as it is, because its canonical form would have another meaning."""


def formatted(text: str, kind: str | None = None) -> str:
    """The canonical form of a record file of a kind; without a kind, keys stay in their order.
    Raises `YamlError` for broken YAML, `FormatError` if the meaning would change."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    node = yamlio.compose(text)
    check_size(text, node)
    root = yaml_tree.read(text)
    # Recorded now, because the layout moves comments.
    comments = yaml_tree.comments(root)
    result = document(root, kind)
    if result != text:
        _check_same(node, comments, result)
    return result


def check_size(text: str, node: yamlio.Node | None) -> None:
    """Raise `YamlError` if a file has become too large to be changed."""
    if text.count("\n") > MAX_LINES or (node is not None and node.size > MAX_VALUES):
        raise too_much()


def _check_same(node: yamlio.Node | None, comments: Comments, after: str) -> None:
    """Raise `FormatError` if a text does not have this data and these comments."""
    try:
        changed = exact(node) != exact(yamlio.compose(after))
        lost = comments != yaml_tree.comments(yaml_tree.read(after))
    except yamlio.YamlError as fault:
        raise FormatError.of("canonical-form-cannot-be-read", message=fault.message) from fault
    if changed or lost:
        what = "change its data" if changed else "lose or move a comment"
        raise FormatError.of("canonical-form-would-differ", what=what)


def exact(node: yamlio.Node | None) -> object:
    """The content of a node in comparable form: digits and duplicate keys matter, key order does
    not."""
    if node is None or (node.kind == "scalar" and node.value is None):
        return None
    if node.kind == "mapping":
        pairs = [(repr(key.value if key else None), exact(value)) for key, value in node.items]
        return "mapping", tuple(sorted(pairs, key=lambda pair: pair[0]))
    if node.kind == "sequence":
        return "sequence", tuple(exact(value) for _, value in node.items)
    return type(node.value).__name__, str(node.value)


def document(root: YamlPart, kind: str | None) -> str:
    """A tree as the text of a record file; raises `FormatError` if it is not a mapping of ids."""
    if root.kind != "mapping":
        hint = "write 'some-id:' and below it the keys of the record, indented."
        raise FormatError("a record file must map ids to records", hint)
    form = of_kind(kind) if kind in KINDS else None
    lines: list[str] = []
    for index, item in enumerate(root.items):
        lines += ([""] if index else []) + record_lines(item, form)
    lines += comment_lines(root.tail, 0, bool(lines))
    lines += ["{}"] if root.flow and not root.items else []
    return "".join(f"{line}\n" for line in lines)


def record_lines(item: Item, form: Shape | None) -> list[str]:
    """A record with the comments before it."""
    value = item.value
    # In canonical order, every alias must still refer to the same anchor.
    is_self_contained = not _anchored(value) or _references(value, None) == _references(value, form)
    emitter = _Emitter(as_written=not is_self_contained)
    emitter.settle(item, form)
    return emitter.entry(item, 0, form, spaced=False)


def claim_lines(claims: Sequence[YamlPart], form: Shape | None, indent: int) -> list[str]:
    """Claims as entries of a list; the dashes are indented by `indent` columns."""
    entry = _Emitter().entry
    return [
        line for claim in claims for line in entry(Item(None, claim), indent, form, spaced=False)
    ]


def comment_lines(comments: list[Comment], indent: int, spaced: bool) -> list[str]:
    """Comments with the blank lines before them; the one before the first only if `spaced`."""
    lines: list[str] = []
    for comment in comments:
        if comment.blank and (lines or spaced):
            lines.append("")
        lines.append(" " * indent + comment.text)
    return lines


@dataclass
class _Emitter:
    as_written: bool = False
    """Whether the keys stay in their order, because an alias would come before its anchor."""

    def settle(self, item: Item, form: Shape | None) -> None:
        """Move comments that have no place in the canonical form to above their entry."""
        value = item.value
        if not value.items:
            item.lead += value.tail
            value.tail = []
        item.lead += item.side[:-1]
        item.side = item.side[-1:]
        for child in value.items:
            self.settle(child, of_item(child, form))
        if item.key is None and value.kind == "mapping" and value.items and not value.anchor:
            # The first key of a list entry is on the line of the dash.
            first = self.order(value, form)[0]
            item.lead += first.lead
            first.lead = []

    def order(self, part: YamlPart, form: Shape | None) -> list[Item]:
        """The entries of a mapping or list in the order in which they are written."""
        return part.items if self.as_written else ordered(part, form)

    def entry(self, item: Item, indent: int, form: Shape | None, spaced: bool) -> list[str]:
        """The lines of an entry; its comments come before it, and a blank line before those."""
        value, side = item.value, "".join(f"  {comment.text}" for comment in item.side)
        above = comment_lines(item.lead, indent, spaced)
        if item.blank and (above or spaced):
            above.append("")
        prefix = " " * indent + (f"{_key(item.key)}:" if item.key is not None else "-")
        prefix += f" &{value.anchor}" if value.anchor else ""
        if self.fits_one_line(value, form):
            line = f"{prefix} {self.one_line(value, form, False)}"
            block = _text_block(value, line, indent)
            if block is not None:
                return [*above, f"{prefix} {block[0]}{side}", *block[1:]]
            if not value.items or quoting.width(line) <= LINE:
                return [*above, line + side]
        if item.key is None and value.kind == "mapping" and not value.anchor:
            above += comment_lines(item.side, indent, False)
            lines = self.children(value, indent + 2, form)
            return [*above, prefix + lines[0][indent + 1 :], *lines[1:]]
        return [*above, prefix + side, *self.children(value, indent + 2, form)]

    def children(self, part: YamlPart, indent: int, form: Shape | None) -> list[str]:
        """The entries of a mapping or list, each on lines of its own."""
        lines: list[str] = []
        for item in self.order(part, form):
            lines += self.entry(item, indent, of_item(item, form), bool(lines))
        return lines + comment_lines(part.tail, indent, True)

    def fits_one_line(self, part: YamlPart, form: Shape | None) -> bool:
        """Whether a value may be on one line if it is not too long."""
        if not part.items:
            return True
        if part.commented or _has_lines(part):
            return False
        if form is None:
            return part.flow
        of_claims = part.kind == "sequence" and form.item is not None and form.item.claim
        # A record and a table have a line for each key.
        return not (form.record or form.sort == "table" or of_claims)

    def one_line(self, part: YamlPart, form: Shape | None, flow: bool) -> str:
        """A value on one line, within brackets if `flow`."""
        if part.kind == "alias":
            return f"*{part.value}"
        if part.kind == "scalar":
            return quoting.inline(part, flow)
        texts = []
        for item in self.order(part, form):
            text = self.one_line(item.value, of_item(item, form), True)
            text = f"&{item.value.anchor} {text}" if item.value.anchor else text
            texts.append(f"{_key(item.key, True)}: {text}" if item.key is not None else text)
        body = ", ".join(texts)
        return f"{{{body}}}" if part.kind == "mapping" else f"[{body}]"


def ordered(part: YamlPart, form: Shape | None) -> list[Item]:
    """Entries in canonical order: unknown keys last, duplicate ones in their own order."""
    order = {key: index for index, key in enumerate(form.keys)} if form is not None else {}
    if part.kind != "mapping" or not order:
        return part.items
    return sorted(part.items, key=lambda item: order.get(_name(item), len(order)))


def of_item(item: Item, form: Shape | None) -> Shape | None:
    """The form of an entry's value; None for a scalar, or if no model describes it."""
    if form is None:
        return None
    child = form.item if item.key is None else form.child(_name(item))
    return child if child is not None and child.sort in ("list", "mapping", "table") else None


def _name(item: Item) -> str:
    return str(item.key.value) if item.key is not None else ""


def _key(key: YamlPart | None, flow: bool = False) -> str:
    assert key is not None
    if key.kind == "alias":
        return f"*{key.value} "
    text = quoting.key(key, flow)
    return f"&{key.anchor} {text}" if key.anchor else text


def _has_lines(part: YamlPart) -> bool:
    if part.kind == "scalar":
        return isinstance(part.value, str) and "\n" in part.value
    return any(_has_lines(item.value) for item in part.items)


def _text_block(part: YamlPart, line: str, indent: int) -> list[str] | None:
    if part.kind != "scalar" or not isinstance(part.value, str) or part.escapes:
        return None
    if "\n" in part.value:
        return quoting.literal(part.value, indent + 2)
    return quoting.folded(part.value, indent + 2) if quoting.width(line) > LINE else None


def _anchored(part: YamlPart) -> bool:
    return part.anchor is not None or any(
        _anchored(item.value) or (item.key is not None and item.key.anchor is not None)
        for item in part.items
    )


def _references(root: YamlPart, root_form: Shape | None) -> dict[int, int]:
    counts: dict[int, int] = {}
    numbers: dict[str, int] = {}

    def walk(part: YamlPart, form: Shape | None) -> None:
        if part.kind == "alias":
            counts[id(part)] = numbers.get(part.value, 0)
        for item in ordered(part, form):
            if item.key is not None:
                walk(item.key, None)
            walk(item.value, of_item(item, form))
        if part.anchor:
            numbers[part.anchor] = id(part)

    walk(root, root_form)
    return counts


MilestoneChange = Literal["unchanged", "changed", "failed"]


class FormattedFile(FrozenData):
    """A file, the result of formatting it, and the reason if it could not be formatted."""

    path: str
    outcome: MilestoneChange
    problem: str | None = None


def format_file(
    source: RecordFile | bytes, kind: str | None, write: bool
) -> tuple[FormattedFile, str, str]:
    """Put a file or standard input into canonical form, and return the text before and after.
    Without `write`, the file stays as it is."""
    name = "-" if isinstance(source, bytes) else typed_path(source.path)
    outcome: MilestoneChange = "unchanged"
    try:
        raw = source if isinstance(source, bytes) else _bytes_of(source)
        old = lines_of(raw)
        new = old.with_text(formatted(old.text, kind))
        if new != old:
            outcome = "changed"
            if isinstance(source, RecordFile):
                replace.target_of(source.path, source.folder)
                if write:
                    replace.replace(source.path, new.whole, raw, source.folder)
        return FormattedFile(name, outcome), old.ended, new.ended
    except (YamlError, Mic25Error) as fault:
        where = "1:1: error format"
        if isinstance(fault, YamlError):
            where = f"{fault.line}:{fault.column}: error {fault.code}"
        return (
            FormattedFile(name, "failed", f"{where} {sentences(fault.message, fault.hint)}"),
            "",
            "",
        )


def _bytes_of(file: RecordFile) -> bytes:
    if file.unread is not None:
        raise YamlError("unreadable", file.unread, 1, 1, UNREAD_HINT)
    if file.kind is None:
        raise YamlError("unknown-kind", "this is not a record file", 1, 1, misnamed_hint(file))
    return read_file.read_bytes(file.path)
