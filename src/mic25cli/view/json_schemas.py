"""JSON Schema (2020-12) of the JSON of commands: all keys are required, and no others allowed."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache, partial
from textwrap import dedent
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from mic25cli.calc.implementation import COMPUTED
from mic25cli.calc.table_definition import Column, LongTable
from mic25cli.calc.tables import TABLES
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import PrintedPart, has_parts, keys, parts
from mic25cli.view.json_output import DerivedSchema, Output, RecordPart
from mic25cli.vocabulary import described

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INSTALLED = "mic25.datasets-beside/1"

Json = dict[str, Any]

_TYPES: dict[str, Json] = {
    "string": {"type": "string"}, "integer": {"type": "integer"}, "number": {"type": "number"},
    "float": {"type": "number"}, "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"}, "array": {"type": "array"},
    "object": {"type": "object"},
}  # fmt: skip
_SCALARS = {str: "string", bool: "boolean", int: "integer", float: "number", Decimal: "number"}


def of_kind(kind: str, computed: bool = True) -> Json:
    """The schema of a record of a kind, with all its keys, including computed ones."""
    from mic25cli.model import record_shape

    fields = _of_shape(record_shape.of_kind(kind))["properties"]
    if computed:
        fields |= {column.key: _of_column(column) for column in COMPUTED.get(kind, ())}
    return object_of({"kind": {"const": kind}, "id": {"type": "string"}, **fields})


def of_table(table: LongTable) -> Json:
    """The schema of a row of a table."""
    return object_of({column.key: _of_column(column, table.key) for column in table.columns})


def _of_column(column: Column, key: tuple[str, ...] = ()) -> Json:
    schema = dict(_TYPES[column.type])
    if column.key not in key:
        schema["type"] = [schema["type"], "null"]
    return described(column.key, {**schema, "description": column.meaning})


_RECORDS = {kind: DerivedSchema(partial(of_kind, kind)) for kind in KINDS}
LISTS = tuple(Output(f"list-{kind}", record) for kind, record in _RECORDS.items())
CARDS = tuple(Output(f"card-{kind}", record, single=True) for kind, record in _RECORDS.items())
_ANY = DerivedSchema(lambda: {"anyOf": [of_kind(kind) for kind in KINDS]})
ANY_CARD = Output("card", _ANY, made_of_others=True)
SCHEMAS = Output("schema", None, whole=DerivedSchema(lambda: {"$ref": DIALECT}))
TABLE_ROWS = tuple(
    Output(f"table-{name}", DerivedSchema(partial(of_table, table)))
    for name, table in TABLES.items()
)


def of(output: Output) -> Json:
    """The schema of the output of a command."""
    if isinstance(output.whole, tuple):
        return _one_of(output, map(of, output.whole))
    writer = _SchemaWriter()
    item = writer.of(output.item)
    items = {"type": "array", "items": item}
    if output.whole is not None:
        body = writer.of(output.whole)
        if output.single:
            body = {"anyOf": [body, {"type": "array", "items": body}]}
    elif output.report is not None:
        body = writer.inline(output.report)
        body["properties"] = {**body["properties"], "results": items}
        body["required"] = [*body["required"], "results"]
    else:
        body = {"anyOf": [item, items]} if output.single else items
    return _whole(f"mic25 {output.name}", body, writer.defs)


def _whole(title: str, body: Json, defs: Json) -> Json:
    return {"$schema": DIALECT, "title": title, **body, **({"$defs": defs} if defs else {})}


def _body(schema: Json) -> Json:
    own = ("$schema", "title", "$defs")
    return {key: value for key, value in schema.items() if key not in own}


def schema_of_several(output: Output) -> Json:
    """The schema of a command's output for several datasets."""
    if output.of_several is not None:
        return of(output._replace(whole=output.of_several))
    alone = of(output)
    defs = alone.get("$defs", {})

    def of_dataset(schema: Json) -> Json:
        if "$ref" in schema:
            schema = defs[schema["$ref"].rpartition("/")[2]]
        if "anyOf" in schema:
            return {"anyOf": [of_dataset(choice) for choice in schema["anyOf"]]}
        if schema["type"] == "array":
            return {**schema, "items": of_dataset(schema["items"])}
        return object_of({"dataset": {"type": "string"}, **schema["properties"]})

    body = _body(alone)
    if output.whole is not None:
        body = {"anyOf": [of_dataset(body), {"type": "array", "items": of_dataset(body)}]}
    elif output.report is not None:
        report = dict(body["properties"])
        items = of_dataset(report.pop("results"))
        datasets = {"type": "array", "items": of_dataset(object_of(report))}
        body = object_of({"schema": {"const": INSTALLED}, "datasets": datasets, "results": items})
    else:
        body = of_dataset(body)
    return _whole(f"{alone['title']} of several datasets", body, defs)


def _one_of(output: Output, schemas: Iterable[Json]) -> Json:
    bodies, defs = [], Json()
    for schema in schemas:
        defs |= schema.get("$defs", {})
        bodies.append(_body(schema))
    return _whole(f"mic25 {output.name}", {"anyOf": bodies}, defs)


def of_item(output: Output) -> Json:
    """The schema of one item, which is a line of NDJSON."""
    if isinstance(output.whole, tuple):
        return _one_of(output, map(of_item, output.whole))
    writer = _SchemaWriter()
    item = writer.of(output.item)
    return {"$schema": DIALECT, **item, **({"$defs": writer.defs} if writer.defs else {})}


def digest(output: Output) -> str:
    """The hash of the keys and types of an output; names and descriptions do not count."""
    schema = of(output)
    bare = _bare(schema, schema.get("$defs", {}))
    if output.made_of_others:
        bare = {key: bare.get(key) for key in ("title", "type", "required")}
    return hashlib.sha256(json.dumps(bare, sort_keys=True).encode()).hexdigest()[:16]


def _bare(schema: object, defs: Json, names: bool = False) -> Any:
    """A schema with definitions inserted, without descriptions; `names`: keys are properties."""
    if isinstance(schema, list):
        return sorted((_bare(item, defs) for item in schema), key=repr)
    if not isinstance(schema, Mapping):
        return schema
    if "$ref" in schema and not names and str(schema["$ref"]).startswith("#/$defs/"):
        return _bare(defs[schema["$ref"].rpartition("/")[2]], defs)
    return {
        key: _bare(value, defs, not names and key == "properties")
        for key, value in schema.items()
        if names or key not in ("description", "$defs")
    }


class _SchemaWriter:
    """Turns types into schemas; each class becomes one definition."""

    def __init__(self) -> None:
        self.defs: Json = {}
        self._defined_as: dict[str, Any] = {}

    def of(self, type_: Any) -> Json:
        origin, args = get_origin(type_), get_args(type_)
        if origin is Annotated:
            texts = [arg for arg in args[1:] if isinstance(arg, str)]
            marks = [arg for arg in args[1:] if not isinstance(arg, str)]
            return _with_description(self.of(marks[0] if marks else args[0]), *texts)
        if isinstance(type_, DerivedSchema):
            return dict(type_.schema())
        if isinstance(type_, RecordPart):
            from mic25cli.model import record_shape

            shape = record_shape.of_kind(type_.kind).fields[type_.key].shape
            return _of_shape(shape.item if shape.sort == "list" else shape)
        class_ = origin or type_
        if not (is_typeddict(class_) or has_parts(class_)):
            return self._of_plain(type_, origin, args)
        # The definition of a class; no two classes may have the same name.
        name = class_.__name__
        if self._defined_as.setdefault(name, type_) != type_:
            raise TypeError(f"two types of a contract are called {name}")
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self.inline(type_)
        return {"$ref": f"#/$defs/{name}"}

    def _of_plain(self, type_: Any, origin: object, args: tuple[object, ...]) -> Json:
        name = getattr(origin, "__name__", "")
        if name in ("Union", "UnionType"):
            if Decimal in args:
                args = (Decimal, *(arg for arg in args if arg not in (int, Decimal, float)))
            some = [self.of(arg) for arg in args]
            if all(list(choice) == ["type"] for choice in some):
                return {"type": [choice["type"] for choice in some]}
            return {"anyOf": some}
        if origin is Literal:
            return {"enum": list(args)} if len(args) > 1 else {"const": args[0]}
        if name in ("list", "tuple", "frozenset", "Sequence"):
            return {"type": "array", "items": self.of(args[0])}
        if name in ("dict", "Mapping"):
            keys = {} if args[0] is str else {"propertyNames": self.of(args[0])}
            return {"type": "object", **keys, "additionalProperties": self.of(args[1])}
        if type_ in (Any, object):
            return {}
        if type_ in (None, NoneType):
            return {"type": "null"}
        return {"type": _SCALARS[type_]}

    def inline(self, type_: Any) -> Json:
        class_ = get_origin(type_) or type_
        arguments = dict(zip(getattr(class_, "__parameters__", ()), get_args(type_), strict=False))
        hints, descriptions = _hints(class_), _field_descriptions(class_)
        properties: Json = {}
        every = map(PrintedPart, hints, hints) if is_typeddict(class_) else parts(class_)
        for part in every:
            if (function := part.function) is None:
                hint, meaning = hints[part.attribute], descriptions.get(part.attribute)
            else:
                hint, meaning = _hints(function)["return"], inspect.getdoc(function)
            if part.in_place is None:
                schema = self.of(arguments.get(hint, hint))
                properties[part.key] = described(part.key, _with_description(schema, meaning or ""))
            elif has_parts(get_origin(hint) or hint):
                properties |= self.inline(hint)["properties"]
            else:
                properties |= dict.fromkeys(keys(part.in_place), self.of(get_args(hint)[1]))
        about = inspect.getdoc(class_) or ""
        about = "" if about.startswith(f"{class_.__name__}(") else about
        return {**_with_description({}, about), **object_of(properties)}


def _with_description(schema: Json, meaning: str = "") -> Json:
    return {**schema, "description": meaning} if meaning else schema


@cache
def _hints(of: Callable[..., object]) -> Mapping[str, object]:
    """The types of a class's fields, or of a function, with record types imported late."""
    from mic25cli.model import records

    home = vars(sys.modules[of.__module__])
    return get_type_hints(of, None, {"records": records, **vars(records), **home}, True)


@cache
def _field_descriptions(class_: type) -> Mapping[str, str]:
    by_field, last = {}, ""
    for base in reversed(class_.__mro__):
        try:
            (tree,) = ast.parse(dedent(inspect.getsource(base))).body
        except (OSError, TypeError, SyntaxError):
            continue
        for node in getattr(tree, "body", ()):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                last = node.target.id
            elif last and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                by_field[last], last = str(node.value.value), ""
            else:
                last = ""
    return by_field


def object_of(properties: Json) -> Json:
    """The schema of an object with exactly these keys."""
    return {
        "type": "object", "required": list(properties), "properties": properties,
        "additionalProperties": False,
    }  # fmt: skip


def _may_be_own(model: Any, key: str) -> bool:
    """Whether a field also accepts words that the dataset's profile declares."""
    validators = model.__pydantic_decorators__.field_validators.values()
    return any(
        key in decorator.info.fields and decorator.info.mode == "wrap" for decorator in validators
    )


def _of_shape(shape: Any) -> Json:
    schema: Json
    if shape.sort == "mapping":
        fields = shape.fields.items()
        properties = {
            key: _with_description(_of_shape(field.shape), field.doc or "") for key, field in fields
        }
        for key in set(properties) & {"type", "amount_type"}:
            if _may_be_own(shape.model, key):
                word: Json = {"type": "string"}
                if shape.fields[key].shape.nullable:
                    word = {"anyOf": [word, {"type": "null"}]}
                properties[key] = {**word, "description": properties[key]["description"]}
        schema = object_of(
            {key: described(key, property_) for key, property_ in properties.items()}
        )
    elif shape.sort == "list":
        schema = {"type": "array", "items": _of_shape(shape.item)}
    elif shape.sort == "table":
        schema = {"type": "object", "additionalProperties": _of_shape(shape.item)}
    elif shape.choices:
        schema = {"enum": list(shape.choices)}
    else:
        plain = shape.sort in ("number", "integer", "boolean")
        schema = {"type": shape.sort if plain else "string"}
    return {"anyOf": [schema, {"type": "null"}]} if shape.nullable else schema
