"""A plugin for mypy: `recorded_as` must give each field of its class, with the field's type."""

from __future__ import annotations

from collections.abc import Callable

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import CallExpr, DictExpr, Expression, NameExpr, OpExpr, StrExpr, Var
from mypy.plugin import CheckerPluginInterface, FunctionContext, Plugin
from mypy.subtypes import is_subtype
from mypy.typeops import make_simplified_union
from mypy.types import Instance, NoneType, Type, TypedDictType, UnionType, get_proper_type

Types = dict[str, Type]


class RecordedAs(Plugin):
    """Checks the calls of `recorded_as`."""

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """The check, for this one function."""
        return _check if fullname == "mic25cli.model.plain_values.recorded_as" else None


def plugin(_version: str) -> type[Plugin]:
    """The entry point of a plugin for mypy."""
    return RecordedAs


def _check(call: FunctionContext) -> Type:
    made = get_proper_type(call.default_return_type)
    if not isinstance(made, Instance):
        return made
    given: Types = {}
    for record in call.args[1]:
        types = _types_in(record, call.api, given)
        if types is None:
            call.api.fail("The keys of this record are not known to the type checker", record)
            return made
        given.update(types)
    for name, type_, value in zip(call.arg_names[2], call.arg_types[2], call.args[2], strict=True):
        given.update({name: type_} if name else _types_in(value, call.api, given) or {})
    needed = _fields(made)
    for field in made.type.metadata["dataclass"]["attributes"]:
        name, type_ = field["name"], needed[field["name"]]
        if name not in given and not field["has_default"]:
            call.api.fail(f'Nothing gives "{name}" of "{made.type.name}"', call.context)
        elif name in given and not is_subtype(given[name], type_):
            text = f'"{name}" of "{made.type.name}" is {type_}, and not {given[name]}'
            call.api.fail(text, call.context)
    return made


def _types_in(record: Expression, api: CheckerPluginInterface, before: Types) -> Types | None:
    """The types by key of a mapping; None if its keys are unknown before run time."""
    if isinstance(record, CallExpr):
        function = record.callee
        if isinstance(function, NameExpr) and function.name == "vars":
            return _types_of(api.get_expression_type(record.args[0]))
    if isinstance(record, DictExpr):
        found: Types = {}
        for key, value in record.items:
            if isinstance(key, StrExpr):
                found[key.value] = api.get_expression_type(value)
            elif key is None and (types := _types_in(value, api, before)) is not None:
                found.update(types)
            else:
                return None
        return found
    if isinstance(record, OpExpr) and record.op == "or":
        # The left side may be missing: then the right side, or an earlier record, has the key.
        left = _types_of(api.get_expression_type(record.left), or_none=True)
        right = _types_in(record.right, api, before)
        if left is None or right is None:
            return None
        instead = {**before, **right}
        both = {name: (type_, instead[name]) for name, type_ in left.items() if name in instead}
        return {**right, **{name: make_simplified_union(pair) for name, pair in both.items()}}
    return _types_of(api.get_expression_type(record))


def _types_of(type_: Type, or_none: bool = False) -> Types | None:
    """The types by key of a typed dict, or by field of a dataclass; in a union, of all."""
    proper = get_proper_type(type_)
    if isinstance(proper, UnionType):
        items = [get_proper_type(item) for item in proper.items]
        several = [_types_of(item) for item in items if not (or_none and item == NoneType())]
        parts = [part for part in several if part is not None]
        if not parts or len(parts) < len(several):
            return None
        return {
            name: make_simplified_union([part[name] for part in parts])
            for name in parts[0]
            if all(name in part for part in parts)
        }
    if isinstance(proper, TypedDictType):
        return dict(proper.items)
    if isinstance(proper, Instance) and "dataclass" in proper.type.metadata:
        return _fields(proper)
    return None


def _fields(made: Instance) -> Types:
    """The types of the fields of a dataclass."""
    types: Types = {}
    for field in made.type.metadata["dataclass"]["attributes"]:
        symbol = made.type.get_containing_type_info(field["name"])
        assert symbol is not None
        variable = symbol.names[field["name"]].node
        assert isinstance(variable, Var) and variable.type is not None
        owner = map_instance_to_supertype(made, symbol)
        types[field["name"]] = expand_type_by_instance(variable.type, owner)
    return types
