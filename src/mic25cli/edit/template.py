"""A new record from a few values: in canonical order, a comment for each field left open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mic25cli.edit.change import part_of
from mic25cli.edit.forms import of_record
from mic25cli.edit.syntax import Comment, Item, Part
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import load_model
from mic25cli.store import yamlio
from mic25cli.store.node import YamlError

COMMENT = 150
"""Characters after which a comment of a template breaks off."""


@lru_cache(maxsize=32)
def _schema(kind: str) -> dict[str, Any]:
    return load_model(kind).model_json_schema()


def record(kind: str, data: Mapping[str, Any], comments: bool = True) -> Part:
    """The record's tree; `comments` say what each optional field left open wants."""
    form = of_record(kind)
    assert form is not None and form.model is not None
    part = Part("mapping")
    open_fields: list[Comment] = []
    for key in form.keys:
        if key in data:
            part.items.append(Item(part_of(key), part_of(data[key]), lead=open_fields))
            open_fields = []
        elif comments and not form.model.model_fields[key].is_required():
            open_fields.append(Comment(_cut(f"# {key}: {wants(kind, (key,))}".rstrip(": ")), 0, 0))
    part.items += [
        Item(part_of(key), part_of(value)) for key, value in data.items() if key not in form.keys
    ]
    part.tail = open_fields
    return part


def _cut(text: str) -> str:
    return text if len(text) <= COMMENT else text[: COMMENT - 1].rsplit(" ", 1)[0] + " …"


def wants(kind: str, path: tuple[str, ...]) -> str:
    """What a field wants, in words: its description and the form of its values."""
    node = _at(kind, path) or {}
    told = str(node.get("description", "")).removesuffix(".")
    parts = [told[:1].lower() + told[1:], _shape(_schema(kind), node)]
    if node.get("default") not in (None, [], {}):
        parts.append(f"{node['default']} if left out")
    return "; ".join(each for each in parts if each)


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """A node of the schema, references followed and null left out."""
    seen = dict(node)
    while "$ref" in seen:
        target = schema["$defs"][seen.pop("$ref").rpartition("/")[2]]
        seen = {**target, **seen}
    branches = [each for each in seen.get("anyOf", []) if each.get("type") != "null"]
    if len(branches) == 1:
        told: dict[str, Any] = {key: seen[key] for key in ("description", "default") if key in seen}
        return {**_resolved(schema, branches[0]), **told}
    return seen


def _at(kind: str, path: tuple[str, ...]) -> dict[str, Any] | None:
    schema = _schema(kind)
    node = _resolved(schema, schema)
    for step in path:
        if node.get("type") == "array":
            if not step.isdigit():
                return None
            following = node.get("items")
        else:
            following = node.get("properties", {}).get(step) or node.get("additionalProperties")
        if not isinstance(following, dict):
            return None
        node = _resolved(schema, following)
    return node


def _shape(schema: dict[str, Any], node: dict[str, Any]) -> str:
    if "enum" in node:
        words = [str(each) for each in node["enum"]]
        return "one of " + ", ".join(words) if len(words) <= 16 else "a unit of the table"
    if "const" in node:
        return str(node["const"])
    if "x-kind" in node:
        return f"id of one of the {node['x-kind']}"
    kinds = {each.get("type") for each in node.get("anyOf", [])} - {"null"}
    if kinds == {"string", "integer"}:
        return "a date: 2015, 2015-05, 2015-05-19 or 2016/2018"
    if node.get("type") in ("integer", "number"):
        return "a number"
    if node.get("type") == "array":
        inner = _resolved(schema, node.get("items", {}))
        if "x-kind" in inner:
            return f"[ids of {inner['x-kind']}]"
        if "properties" in inner:
            return f"a list of {_keys(inner)}"
        return "[texts]"
    return _keys(node) if "properties" in node else ""


def _keys(node: dict[str, Any]) -> str:
    """The keys of a mapping, those that it must have first, the others with a question mark."""
    required = list(node.get("required", []))
    others = [f"{key}?" for key in node["properties"] if key not in required]
    return "{" + ", ".join([*required, *others]) + "}"


def put(kind: str, data: dict[str, Any], assignment: str) -> None:
    """Carry out one `path=value` on a record's data; raises `UsageError` for what leads nowhere.

    The value is YAML (`[a, b]`, `{en: A}`, `2.40`), except where the field is a
    text: there it is the text as it stands.
    """
    name, equals, text = assignment.partition("=")
    path = tuple(step for step in name.strip().split("."))
    if not equals or not all(path):
        raise UsageError(
            f"--set: '{assignment}' is not path=value", "for example name.en='Big Fund'."
        )
    form = of_record(kind)
    assert form is not None
    if path[0] not in form.keys:
        raise unknown(f"key of {kind}", path[0], form.keys)
    if _at(kind, path) is None:
        parent = _at(kind, path[:-1]) or {}
        raise unknown(
            f"key of {kind} {'.'.join(path[:-1])}", path[-1], parent.get("properties", {})
        )
    _assign(data, path, _value(kind, path, text), assignment)


def _value(kind: str, path: tuple[str, ...], text: str) -> Any:
    node = _at(kind, path) or {}
    if node.get("type") == "string" and "enum" not in node and text not in ("", "null", "~"):
        return text
    try:
        found = yamlio.compose(text)
    except YamlError as fault:
        raise UsageError(
            f"--set {'.'.join(path)}: {fault.message}", fault.hint or "the value is read as YAML."
        ) from fault
    return None if found is None else found.plain()


def _assign(data: dict[str, Any], path: tuple[str, ...], value: Any, told: str) -> None:
    here: Any = data
    for index, step in enumerate(path):
        last = index == len(path) - 1
        following: Any = value if last else ([] if path[index + 1].isdigit() else {})
        if isinstance(here, list):
            at = int(step)
            if at > len(here):
                raise UsageError(f"--set: '{told}' skips an entry", f"the next one is {len(here)}.")
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
            raise UsageError(f"--set: '{told}' leads into a value that has no parts")


def cleaned(data: Any) -> Any:
    """Data without what says nothing: nulls, empty lists and mappings, at any depth."""
    if isinstance(data, Mapping):
        kept = {key: cleaned(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in (None, [], {})}
    if isinstance(data, list):
        return [cleaned(value) for value in data]
    return data
