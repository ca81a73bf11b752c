"""The JSON Schema of the record files, made from the shape of the records. It has the types, limits
and links of the models and the checks of their validators. `UNSAID` lists what a schema cannot
express."""

import inspect
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mic25cli.model import record_shape
from mic25cli.model.claim import Cite, Name, Quantity, Strict
from mic25cli.model.kinds import KINDS
from mic25cli.model.measures import FollowUp
from mic25cli.model.scalars import SLUG
from mic25cli.model.target import Clause, Milestone, NearestClause
from mic25cli.model.texts import Term
from mic25cli.model.units import CURRENCIES, SCALES, UNITS, Units
from mic25cli.vocabulary import described

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

UNSAID = (
    "rules that compare fields or records (the codes of the families links, repeats, numbers, "
    "dates, provenance and language)",
    "that a range's `low` is not above its `high`, and that a period does not end before it starts",
    "characters that Unicode has not assigned",
    "duplicate keys, and other errors of the YAML itself",
    "the digits of a number: JSON Schema treats 2015.0 as an integer, a record does not",
)
"""Rules that a schema cannot express but validation checks."""

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Control, hidden and private characters written out: dialects escape them in other ways.
_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff"
)
TEXT = f"^[^{_HIDDEN}{_SPACES}](?:[^{_HIDDEN}]*[^{_HIDDEN}{_SPACES}])?$"
"""A text without spaces at its ends and without invisible characters."""


def _days() -> str:
    year = "(?!0000)[0-9]{4}"
    leap = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
    days = "|".join(
        (
            "(?:01|03|05|07|08|10|12)-(?:0[1-9]|[12][0-9]|3[01])",
            "(?:04|06|09|11)-(?:0[1-9]|[12][0-9]|30)",
            "02-(?:0[1-9]|1[0-9]|2[0-8])",
        )
    )
    month = "(?:0[1-9]|1[0-2])"
    return f"(?!0000)(?:{year}(?:-(?:{days}|{month}))?|{leap}-02-29)[?~%]?"


DATE = f"^(?:{_days()}(?:/(?:{_days()}|\\.\\.))?|\\.\\./{_days()})$"
"""An EDTF date of the forms that records use, with real calendar days only."""

_SHARED: dict[str, Json] = json.loads(
    Path(__file__).with_name("shared.schema.json").read_text(encoding="utf-8")
)
"""Schemas that several models use, by their name among the definitions."""
for _text in ("text", "prose", "fragment"):
    _SHARED[_text]["pattern"] = TEXT
_SHARED["date"]["anyOf"][0]["pattern"] = DATE

_TOGETHER: dict[type[Strict], tuple[str, ...]] = {
    Name: ("name-known",),
    Quantity: ("value-or-range", "bound-has-value"),
    Cite: ("quote-has-how",),
    Milestone: ("milestone-says-something",),
    Clause: ("clause-has-places",),
    NearestClause: ("clause-has-places",),
    Term: ("term-named",),
    FollowUp: ("follow-up-is-one-thing", "follow-up-has-weight"),
}
"""How the keys of a model depend on each other, as its validators check."""

_WORDS = {
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "ge": "minimum",
    "le": "maximum",
}


def _unit(units: Units) -> Json:
    codes = "|".join(sorted(CURRENCIES))
    # Other pattern languages refuse the needless escapes of `re.escape`.
    scaled = "|".join(re.sub(r"[\\^$.*+?()[\]{}|]", r"\\\g<0>", unit) for unit in units.scaled)
    scales = "|".join(filter(None, SCALES))
    pattern = f"^(?:(?:{scales}) )?(?:{codes})$|^(?:{scales}) (?:{scaled})$"
    either = [{"enum": list(units)}, {"pattern": pattern}]
    return {**_SHARED["unit"], "anyOf": either}


Types = Mapping[str, Iterable[str]]
"""A dataset's own types, by kind of record, and its own types of amounts."""


def of_kind(kind: str, units: Units = UNITS, types: Types = MappingProxyType({})) -> Json:
    """The schema of a file of one kind: a mapping from ids to records, with the units and types of
    a dataset."""
    name, defs = _definitions(record_shape.of_kind(kind), units)
    for holder, key, own in ((name, "type", kind), ("Amount", "amount_type", "amounts")):
        if holder in defs and types.get(own):
            place = defs[holder]["properties"][key]
            place.get("anyOf", [place])[0]["enum"] += types[own]
    return {
        "$schema": DIALECT,
        "$id": identifier(kind),
        "title": f"mic25 {kind}",
        "description": f"A record file of {KINDS[kind].help}: a mapping from ids to records.",
        "type": ["object", "null"],
        "propertyNames": {"pattern": SLUG, "maxLength": 80},
        "additionalProperties": {"$ref": f"#/$defs/{name}"},
        "$defs": defs,
    }


def of_profile() -> Json:
    """The schema of `dataset.yaml`."""
    name, defs = _definitions(record_shape.of_kind("dataset"), UNITS)
    own = defs.pop(name)
    for value in (own["properties"]["title"], own["properties"]["examples"]["items"]):
        _or_text(value)
    head = {"$schema": DIALECT, "$id": identifier("profile"), **own, "title": "mic25 dataset.yaml"}
    return {**head, "$defs": defs}


def _or_text(value: Json) -> None:
    value["anyOf"] = [{"$ref": value.pop("$ref")}, {"$ref": "#/$defs/text"}]


def _definitions(record: record_shape.Shape, units: Units) -> tuple[str, Json]:
    assert record.model is not None
    defs = {node.model.__name__: _mapping(node) for node in record.walk() if node.model is not None}
    if "Place" in defs:
        _or_text(defs["Place"]["properties"]["name"])
    shared = _SHARED | {"unit": _unit(units)}
    used = _used(defs)
    while used - defs.keys():
        defs |= {name: shared[name] for name in sorted(used - defs.keys())}
        used = _used(defs)
    return record.model.__name__, dict(sorted(defs.items()))


def _mapping(mapping: record_shape.Shape) -> Json:
    model = mapping.model
    assert model is not None
    rules = [rule for of, rules in _TOGETHER.items() if issubclass(model, of) for rule in rules]
    required = [field.key for field in mapping.fields.values() if field.required]
    return {
        "title": model.__name__,
        "description": inspect.getdoc(model),
        "type": "object",
        "properties": {key: _property(field) for key, field in mapping.fields.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **({"allOf": [{"$ref": f"#/$defs/{name}"} for name in rules]} if rules else {}),
    }


def _property(field: record_shape.FieldShape) -> Json:
    value = _value(field.shape)
    if field.shape.nullable:
        value = {"anyOf": [value, {"type": "null"}]}
    default = {} if field.default in (None, [], {}) else {"default": field.default}
    return described(field.key, {"description": field.doc, **value, **default})


def _value(value: record_shape.Shape) -> Json:
    if value.scalar in _SHARED:
        return {"$ref": f"#/$defs/{value.scalar}"}
    if value.model is not None:
        return {"$ref": f"#/$defs/{value.model.__name__}"}
    if value.sort == "choice":
        return {"type": "string", "enum": list(value.choices)}
    if value.sort == "list":
        assert value.item is not None
        least = {"minItems": value.limits["min_length"]} if value.limits else {}
        several = {"type": "array", "items": _value(value.item), **least}
        return {"anyOf": [_value(value.item), several]} if value.alone else several
    if value.sort == "table":
        assert value.item is not None and value.key is not None
        return {
            "type": "object",
            "propertyNames": _limits(value.key),
            "additionalProperties": _value(value.item),
        }
    kind = {"type": value.sort if value.sort in ("integer", "boolean") else "string"}
    return {**kind, **_limits(value), **({"x-kind": value.link} if value.link else {})}


def _limits(value: record_shape.Shape) -> Json:
    return {_WORDS[name]: limit for name, limit in value.limits.items()}


def identifier(kind: str) -> str:
    """The `$id` of a kind's schema; its number changes when a valid file may become invalid."""
    return f"urn:mic25:schema:{kind}:1"


def of_dataset(units: Units = UNITS, types: Types = MappingProxyType({})) -> Json:
    """One schema for all kinds: a mapping from kinds to their records."""
    return {
        "$schema": DIALECT,
        "$id": identifier("dataset"),
        "title": "mic25 dataset",
        "description": "A whole dataset: a mapping from kinds to what their files hold.",
        "type": "object",
        "properties": {kind: {"$ref": identifier(kind)} for kind in KINDS},
        "additionalProperties": False,
        "$defs": {kind: of_kind(kind, units, types) for kind in KINDS},
    }


def _used(defs: Json) -> set[str]:
    return set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(defs)))
