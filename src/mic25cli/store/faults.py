"""Schema faults as diagnostics: what the models refuse, in plain words, at its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import nearest
from mic25cli.model.claim import Record
from mic25cli.model.shape import FieldShape, Shape, at
from mic25cli.store.node import MAX_FAULTS
from mic25cli.store.yamlio import Node, Path

_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "number": "a number",
}

# The key to point at, where a mapping's fault lies in how its keys go together.
_POINT = {
    "range_and_value": ("value",),
    "range_half": ("low", "high"),
    "range_order": ("low",),
    "bound_alone": ("bound",),
}


@dataclass(frozen=True)
class Refusal:
    """pydantic's account of a fault, the key it is at, and the mapping that has the key."""

    error: Any
    key: str
    owner: Shape | None

    @property
    def field(self) -> FieldShape | None:
        """What the models say of the key; None where they have none."""
        return self.owner.fields.get(self.key) if self.owner is not None else None


Words = tuple[str, str, str | None]
"""Code, message, hint."""


def kind_of(value: Any) -> str:
    """What a plain value is, in a word or two."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "a text" if isinstance(value, str) else "a number"


def _cut(value: object, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _choose(given: object, choices: list[str], what: str) -> str:
    close = nearest(str(given)[:100], choices)
    return f"did you mean '{close[0]}'?" if close else f"{what} " + ", ".join(choices)


def _extra(refusal: Refusal) -> Words:
    known = list(refusal.owner.fields) if refusal.owner is not None else []
    hint = _choose(refusal.key, known, "known keys:")
    if refusal.key == "<<":
        hint = "merge keys are no part of YAML 1.2: write the keys out"
    return "unknown-key", f"there is no key '{_cut(refusal.key)}' here", hint


def _missing(refusal: Refusal) -> Words:
    field = refusal.field
    hint = field.doc if field is not None and field.described else f"add '{refusal.key}:'"
    return "missing-key", f"the key '{refusal.key}' is missing", hint


def _literal(refusal: Refusal) -> Words:
    choices = list(refusal.field.shape.choices) if refusal.field is not None else []
    given = refusal.error["input"]
    if isinstance(given, str):
        message = f"'{_cut(given)}' is not a value of '{refusal.key}'"
    elif str(given) in choices:
        return (
            "wrong-type",
            f"'{refusal.key}' wants a text, not a number",
            f"put it in quotes: '{given}'",
        )
    else:
        message = f"'{refusal.key}' wants one of its words, not {kind_of(given)}"
    return "bad-choice", message, _choose(given, choices, "choose from")


def _type(refusal: Refusal) -> Words:
    kind, given = refusal.error["type"], refusal.error["input"]
    hint = None
    if kind == "string_type" and given is not None and not isinstance(given, dict | list):
        hint = f"put it in quotes: '{_cut(given)}'"
    elif kind == "number" and isinstance(given, str):
        hint = "write the number without quotes, commas, units or signs such as '%'"
    elif kind == "list_type":
        hint = (
            f"write it as a list: [{_cut(given)}]" if isinstance(given, str) else "start with '- '"
        )
    elif given is None:
        hint = "give a value, or leave the key out if it may be"
    return "wrong-type", f"'{refusal.key}' wants {_WANTED[kind]}, not {kind_of(given)}", hint


def _unit(refusal: Refusal) -> Words:
    choices = refusal.error["ctx"]["choices"]
    return (
        "bad-unit",
        f"'{_cut(refusal.error['input'])}' is not a unit",
        _choose(refusal.error["input"], choices, "units:"),
    )


def _pattern(refusal: Refusal) -> Words:
    pattern = refusal.error["ctx"]["pattern"]
    hint = f"form: {pattern}"
    if pattern.startswith("^[a-z0-9]+(?:-"):
        hint = "use lower-case words joined by hyphens"
    elif pattern.startswith("^https?"):
        hint = "write a whole address: https://…"
    return (
        "bad-text",
        f"'{_cut(refusal.error['input'])}' does not have the form of '{refusal.key}'",
        hint,
    )


def _size(refusal: Refusal) -> Words:
    context = refusal.error["ctx"]
    if refusal.error["type"] == "string_too_long":
        message = f"the text of '{refusal.key}' is longer than {context['max_length']} characters"
        return "too-long", message, "say it shorter"
    empty = "empty-text" if refusal.error["type"] == "string_too_short" else "empty-list"
    return empty, f"'{refusal.key}' is empty", "fill it, or leave the key out if it may be"


def _bounds(refusal: Refusal) -> Words:
    context = refusal.error["ctx"]
    side = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
    return "bad-number", f"'{refusal.key}' must be {side}, not {_cut(refusal.error['input'])}", None


def _own(refusal: Refusal) -> Words:
    """A fault that a model puts in words itself."""
    code, hint = _OWN.get(refusal.error["type"], ("wrong-type", None))
    return code, _cut(refusal.error["msg"], 300), hint


_WORDS: dict[str, Callable[[Refusal], Words]] = {
    "extra_forbidden": _extra,
    "missing": _missing,
    "literal_error": _literal,
    **dict.fromkeys(_WANTED, _type),
    "unit": _unit,
    "string_pattern_mismatch": _pattern,
    **dict.fromkeys(("string_too_long", "string_too_short", "too_short"), _size),
    **dict.fromkeys(("greater_than_equal", "less_than_equal"), _bounds),
}
# Code and hint of a fault whose message is the model's.
_OWN: dict[str, tuple[str, str | None]] = {
    "edtf": ("bad-date", None),
    "number_size": ("bad-number", "check the digits, and the unit"),
    "text_spaces": ("bad-text", "remove the spaces at its ends"),
    "text_control": ("bad-text", "remove the character"),
    "name_empty": ("missing-key", "write {en: …, zh: …}, or one of them"),
    "milestone_empty": ("missing-key", "what is to be reached?"),
    "range_half": ("bad-range", "write {low: …, high: …}"),
    "range_and_value": ("bad-range", "keep one of them"),
    "range_order": ("bad-range", "exchange them, or check the digits"),
    "bound_alone": ("bad-range", "give the value that the source hedges, or remove the bound"),
}


def validated(
    model: type[Record], kind: str, record_id: str, path: str, key: Node, node: Node
) -> tuple[Record | None, list[Diagnostic]]:
    """The record that a node holds, or None, and the faults that keep it from being one.

    At most one more than `MAX_FAULTS` of each sort, so that a hostile file costs no more.
    """

    def fault(spot: Node, code: str, message: str, hint: str | None, where: Path) -> Diagnostic:
        field = ".".join(str(step) for step in where) or None
        place = path, spot.line, spot.column
        return Diagnostic(*place, "error", code, message, hint, kind, record_id, field)

    faults = [
        fault(
            twice,
            "duplicate-key",
            f"the key '{_cut(twice.value)}' stands already at line {first.line}",
            "a mapping has each key once: remove one",
            (str(twice.value),),
        )
        for twice, first in islice(node.duplicates(), MAX_FAULTS + 1)
    ]
    data = node.as_data()
    if not isinstance(data, dict):
        message = f"'{record_id[:80]}' wants a mapping, not {kind_of(data)}"
        hint = "write the record's keys below its id, indented"
        return None, [
            *faults,
            fault(key if data is None else node, "wrong-type", message, hint, ()),
        ]
    try:
        return model.model_validate(data), faults
    except ValidationError as error:
        for slip in islice(error.errors(include_url=False), MAX_FAULTS + 1):
            where = _in_file(slip["loc"], node)
            named = [str(step) for step in where if isinstance(step, str)]
            if slip["loc"][-1:] == ("[key]",):
                named.pop()
            step = named[-1] if named else record_id
            words = _WORDS.get(slip["type"], _own)
            faults.append(
                fault(
                    _spot(slip, where, key, node),
                    *words(Refusal(slip, step, at(kind, where[:-1]))),
                    where,
                )
            )
        return None, faults


def _in_file(location: tuple[str | int, ...], node: Node) -> Path:
    """pydantic's location without the steps (`[key]`) that are not in the file."""
    steps: list[str | int] = []
    here: Node | None = node
    for index, step in enumerate(location):
        found = here.child(step) if here is not None else None
        if found is None and (index < len(location) - 1 or step == "[key]"):
            continue
        steps.append(step)
        here = found[1] if found is not None else None
    return tuple(steps)


def _spot(error: Any, where: Path, key: Node, node: Node) -> Node:
    """The key for what is wrong with a key, the mapping that lacks one, else the value."""
    kind = error["type"]
    if kind == "missing":
        parent_key, parent = node.place(where[:-1]) if len(where) > 1 else (key, node)
        return parent_key or parent
    key_node, value_node = node.place(where) if where else (key, node)
    for name in _POINT.get(kind, ()):
        found = value_node.child(name)
        if found is not None and found[0] is not None:
            return found[0]
    if key_node is None:
        return value_node
    of_key = kind in ("extra_forbidden", "name_empty") or error["loc"][-1:] == ("[key]",)
    return key_node if of_key else value_node
