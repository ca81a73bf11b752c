"""Schema faults as diagnostics: what the models refuse, in plain words, at its place."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import nearest
from mic25cli.model.claim import Record
from mic25cli.store.yamlio import Node, Path

# pydantic's error types, with the code and the words that a curator sees.
_CODES = {
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
    "literal_error": "bad-choice",
    "unit": "bad-unit",
    "edtf": "bad-date",
    "number": "wrong-type",
    "number_size": "bad-number",
    "string_pattern_mismatch": "bad-text",
    "string_too_long": "too-long",
    "string_too_short": "empty-text",
    "too_short": "empty-list",
    "text_spaces": "bad-text",
    "text_control": "bad-text",
    "name_empty": "missing-key",
    "range_half": "bad-range",
    "range_and_value": "bad-range",
    "range_order": "bad-range",
    "bound_alone": "bad-range",
    "milestone_empty": "missing-key",
    "greater_than_equal": "bad-number",
    "less_than_equal": "bad-number",
}


def _kind_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return "a text"
    return "a number"


_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_type": "true or false",
}


def _owner(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model that holds the key a path ends in."""
    current: type[BaseModel] | None = model
    for step in path[:-1]:
        if isinstance(step, int) or current is None:
            continue
        info = current.model_fields.get(step)
        current = None if info is None else _model_in(info.annotation)
    return current


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model_in(part)
        if found is not None:
            return found
    return None


def _message(error: Any, model: type[BaseModel], path: Path) -> tuple[str, str, str | None]:
    kind, context, given = error["type"], error.get("ctx", {}), error.get("input")
    key = path[-1] if path else ""
    code = _CODES.get(kind, "wrong-type" if kind in _WANTED else "bad-value")
    if kind == "extra_forbidden":
        owner = _owner(model, path)
        known = list(owner.model_fields) if owner is not None else []
        close = nearest(str(key), known)
        hint = f"did you mean '{close[0]}'?" if close else "known keys: " + ", ".join(known)
        return code, f"there is no key '{str(key)[:60]}' here", hint
    if kind == "missing":
        owner = _owner(model, path)
        info = owner.model_fields.get(str(key)) if owner else None
        return code, f"the key '{key}' is missing", info.description if info else None
    if kind == "literal_error":
        choices = [
            str(choice).strip("'")
            for choice in context.get("expected", "").replace(" or ", ", ").split(", ")
        ]
        close = nearest(str(given), choices)
        hint = f"did you mean '{close[0]}'?" if close else "choose from " + ", ".join(choices)
        return code, f"'{str(given)[:60]}' is not a value of '{key}'", hint
    if kind == "unit":
        close = nearest(str(given), context["choices"])
        hint = f"did you mean '{close[0]}'?" if close else "units: " + ", ".join(context["choices"])
        return code, str(error["msg"]), hint
    if kind in _WANTED:
        return (
            code,
            f"'{key}' wants {_WANTED[kind]}, not {_kind_of(given)}",
            _quote_hint(kind, given),
        )
    if kind == "string_pattern_mismatch":
        return (
            code,
            f"'{str(given)[:60]}' does not have the form that '{key}' wants",
            f"form: {context.get('pattern')}",
        )
    if kind == "string_too_long":
        return (
            code,
            f"the text of '{key}' is longer than {context.get('max_length')} characters",
            "say it shorter",
        )
    if kind in ("string_too_short", "too_short"):
        return code, f"'{key}' is empty", "fill it, or leave the key out if it may be"
    return code, str(error["msg"]), None


def _quote_hint(kind: str, given: Any) -> str | None:
    if kind == "string_type" and given is not None and not isinstance(given, dict | list):
        return f"put it in quotes: '{given}'"
    if kind == "list_type":
        return "write it as a list: [a, b]"
    return None


def validated(
    model: type[Record], kind: str, record_id: str, path: str, key: Node, node: Node
) -> tuple[Record | None, list[Diagnostic]]:
    """The record that a node holds, or None, and every fault that keeps it from being one."""
    faults = [
        Diagnostic(
            path,
            twice.line,
            twice.column,
            "duplicate-key",
            f"the key '{twice.value}' stands already at line {first.line}",
            "error",
            "a mapping has each key once: remove one",
            kind,
            record_id,
            str(twice.value),
        )
        for twice, first in node.duplicates()
    ]
    data = node.plain()
    if not isinstance(data, dict):
        message = f"'{record_id}' wants a mapping, not {_kind_of(data)}"
        hint = "write the record's keys below its id"
        faults.append(
            Diagnostic(
                path, node.line, node.column, "wrong-type", message, "error", hint, kind, record_id
            )
        )
        return None, faults
    try:
        return model.model_validate(data), faults
    except ValidationError as fault:
        for error in fault.errors(include_url=False):
            where = _in_file(error["loc"], node)
            code, message, hint_text = _message(error, model, where)
            spot = _spot(error["type"], where, key, node)
            field = ".".join(str(step) for step in where) or None
            faults.append(
                Diagnostic(
                    path,
                    spot.line,
                    spot.column,
                    code,
                    message,
                    "error",
                    hint_text,
                    kind,
                    record_id,
                    field,
                )
            )
        return None, faults


def _in_file(location: tuple[str | int, ...], node: Node) -> Path:
    """pydantic's location without the steps (types of a union, `[key]`) that are not in the file."""
    steps: list[str | int] = []
    for index, step in enumerate(location):
        last = index == len(location) - 1
        if node.at((*steps, step)) is not node.at(tuple(steps)) or (
            last and isinstance(step, str) and step.isidentifier()
        ):
            steps.append(step)
    return tuple(steps)


def _spot(kind: str, where: Path, key: Node, node: Node) -> Node:
    """The key for what is wrong with a key, the mapping that lacks one, else the value."""
    if not where:
        return key
    if kind == "missing":
        parent_key, parent = node.place(where[:-1]) if len(where) > 1 else (key, node)
        return parent_key or parent
    key_node, value_node = node.place(where)
    if kind == "extra_forbidden" and key_node is not None:
        return key_node
    return value_node
