"""A new record from a few values: in canonical order, a comment for each field left open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mic25cli.edit.change import key_of, part_of
from mic25cli.edit.syntax import Comment, Item, YamlPart
from mic25cli.errors import UsageError, unknown
from mic25cli.model.fields import IDENTITY
from mic25cli.model.shape import Shape, at, field_at, of_kind
from mic25cli.store import yamlio
from mic25cli.store.node import YamlError

COMMENT = 150
"""Characters after which a comment of a template breaks off."""


def record(kind: str, data: Mapping[str, object], comments: bool = True) -> YamlPart:
    """The record's tree; `comments` say what each optional field left open wants."""
    part = YamlPart("mapping")
    open_fields: list[Comment] = []
    fields = of_kind(kind).fields
    for key, field in fields.items():
        if key in data:
            part.items.append(Item(key_of(key), part_of(data[key], key), lead=open_fields))
            open_fields = []
        elif comments and not field.required and key not in IDENTITY:
            open_fields.append(Comment(_cut(f"# {key}: {wants(kind, (key,))}".rstrip(": ")), 0, 0))
    part.items += [
        Item(key_of(key), part_of(value, key)) for key, value in data.items() if key not in fields
    ]
    part.tail = open_fields
    return part


def _cut(text: str) -> str:
    return text if len(text) <= COMMENT else text[: COMMENT - 1].rsplit(" ", 1)[0] + " …"


def wants(kind: str, path: tuple[str, ...]) -> str:
    """What a field wants, in words: its description and the form of its values."""
    field = field_at(kind, path)
    if field is None:
        return ""
    meaning = field.doc.removesuffix(".") if field.described else ""
    parts = [meaning[:1].lower() + meaning[1:], _form(field.shape)]
    if field.default not in (None, [], {}, False):
        parts.append(f"{field.default} if left out")
    return "; ".join(part for part in parts if part)


def _form(shape: Shape) -> str:
    """The form of a value in words; nothing for a text."""
    if shape.sort == "list" and shape.item is not None:
        if shape.item.link is not None:
            return (
                "[kind/id of records]" if shape.item.link == "*" else f"[ids of {shape.item.link}]"
            )
        return f"a list of {_keys(shape.item)}" if shape.item.fields else "[texts]"
    if shape.sort == "mapping":
        return _keys(shape)
    if shape.sort == "link":
        return "kind/id of a record" if shape.link == "*" else f"id of one of the {shape.link}"
    return {
        "choice": "one of " + ", ".join(shape.choices),
        "unit": "a unit of the table",
        "date": "a date: 2015, 2015-05, 2015-05-19 or 2016/2018",
        "number": "a number",
        "integer": "a number",
        "boolean": "true or false",
    }.get(shape.sort, "")


def _keys(shape: Shape) -> str:
    """The keys of a mapping, those that it must have first, the others with a question mark."""
    required = [field.key for field in shape.fields.values() if field.required]
    others = [f"{key}?" for key in shape.fields if key not in required]
    return "{" + ", ".join([*required, *others]) + "}"


def put(kind: str, data: dict[str, object], assignment: str) -> None:
    """Carry out one `path=value` on a record's data; raises `UsageError` for what leads nowhere.

    The value is YAML (`[a, b]`, `{en: A}`, `2.40`), except where the field is a
    text or one of several words: there it is the text as it stands.
    """
    name, equals, text = assignment.partition("=")
    path = tuple(step for step in name.strip().split("."))
    if not equals or not all(path):
        raise UsageError(
            f"--set: '{assignment}' is not path=value", "for example name.en='Big Fund'."
        )
    keys = of_kind(kind).keys
    if path[0] not in keys:
        raise unknown(f"key of {kind}", path[0], keys)
    shape = at(kind, path)
    if shape is None:
        parent = at(kind, path[:-1])
        known = parent.keys if parent is not None else ()
        raise unknown(f"key of {kind} {'.'.join(path[:-1])}", path[-1], known)
    _assign(data, path, _value(shape, path, text), assignment)


def _value(shape: Shape, path: tuple[str, ...], text: str) -> object:
    if shape.sort in ("text", "link", "choice", "unit") and text not in ("", "null", "~"):
        return text
    try:
        found = yamlio.compose(text)
    except YamlError as fault:
        raise UsageError(
            f"--set {'.'.join(path)}: {fault.message}", fault.hint or "the value is read as YAML."
        ) from fault
    return None if found is None else found.as_data()


def _assign(data: dict[str, object], path: tuple[str, ...], value: object, given: str) -> None:
    here: object = data
    for index, step in enumerate(path):
        last = index == len(path) - 1
        following: object = value if last else ([] if path[index + 1].isdigit() else {})
        if isinstance(here, list):
            at = int(step)
            if at > len(here):
                raise UsageError(
                    f"--set: '{given}' skips an entry", f"the next one is {len(here)}."
                )
            if at == len(here):
                here.append(following)
            elif last:
                here[at] = value
            here = here[at]
        elif isinstance(here, dict):
            if last or here.get(step) is None:
                here[step] = following
            here = here[step]
        else:
            raise UsageError(f"--set: '{given}' leads into a value that has no parts")


def cleaned(data: object) -> Any:
    """Data without what says nothing: nulls, empty lists and mappings, at any depth."""
    if isinstance(data, Mapping):
        kept = {key: cleaned(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in (None, [], {})}
    if isinstance(data, list):
        return [cleaned(value) for value in data]
    return data
