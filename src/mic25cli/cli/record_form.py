"""Asks on a terminal for the missing fields of a record, one by one, with choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from mic25cli.cli.commands import given, language
from mic25cli.errors import UsageError
from mic25cli.values import replace

if TYPE_CHECKING:
    from mic25cli.model.record_shape import FieldShape, Shape

Ids = Callable[[str, str | None], Sequence[str]]
"""The ids, or the dataset's own choices, that a field accepts, given the kind that it links to."""
_ALSO = ("year", "value")
"""Keys that may be left out although a record is of little use without them."""
_OPTIONAL = ("publisher", "published", "direction", "timing")
"""Optional fields that are asked for together with required ones."""
_MOST = 12
"""The maximum number of choices that are shown."""
NOTHING = "nothing was written"


def missing(kind: str, record: Mapping[str, object]) -> dict[str, FieldShape]:
    """The fields that a record of a kind still needs, including where it was read."""
    from mic25cli.model.record_shape import of_kind

    fields = of_kind(kind).fields
    needed = {key: field for key, field in fields.items() if field.required}
    claims = (field.shape.item or field.shape for field in needed.values())
    if kind != "sources" and not any(shape.claim for shape in claims):
        needed["cite"] = fields["cite"]
    if needed.keys() <= record.keys():
        return {}
    needed |= {key: fields[key] for key in _OPTIONAL if key in fields}
    return {key: field for key, field in needed.items() if key not in record}


def ask(fields: Mapping[str, FieldShape], ids: Ids, before: str = "") -> dict[str, object]:
    """The values that a person enters for some fields; empty optional ones are left out."""
    result = {}
    for key, field in fields.items():
        value = _value(f"{before}{key}", field, field.shape, ids)
        if value not in (None, {}, []):
            result[key] = value
    return result


def _value(label: str, field: FieldShape, shape: Shape, ids: Ids) -> object:
    if shape.sort == "list" and shape.item is not None:
        item = _value(label, field, shape.item, ids)
        return [] if item in (None, {}) else [item]
    if shape.sort == "mapping":
        lang = language(given)
        inner = {
            key: replace(each, required=True) if key == lang else each
            for key, each in shape.fields.items()
        }
        some = {key: each for key, each in inner.items() if each.required or key in _ALSO}
        return ask(some, ids, f"{label}.")
    return _scalar(label, field, shape, ids)


def _scalar(label: str, field: FieldShape, shape: Shape, ids: Ids) -> object:
    from rich.markup import escape
    from rich.prompt import Prompt

    choices = [*shape.choices, *ids(label, shape.link)]
    words = ", ".join(choices[:_MOST]) + (", …" if len(choices) > _MOST else "")
    about = translated(field.doc)
    hints = [words, "" if field.required else translated("Enter leaves it out")]
    beside = "; ".join(filter(None, hints))
    if about or beside:
        _show(f"  {about} ({beside})" if beside else f"  {about}")
    while True:
        try:
            text = Prompt.ask(escape(label), default="", show_default=False).strip()
        except EOFError as fault:
            hint = "answer every question, or give the values with --set."
            raise UsageError(NOTHING, hint) from fault
        if not text and not field.required:
            return None
        if wants := _wanted(text, shape, choices, words):
            _show(f"  {translated(wants)}")
        elif _NUMBER.fullmatch(text) and shape.sort in ("number", "integer", "date"):
            return Decimal(text) if "." in text else int(text)
        else:
            return text


_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def _wanted(text: str, shape: Shape, choices: Sequence[str], words: str) -> str:
    """What to enter instead of a wrong value; empty if it is right."""
    from mic25cli.model import edtf
    from mic25cli.store.model_errors import how_to_write

    if not text:
        return "this is needed"
    if choices:
        return "" if text in choices else f"one of: {words}"
    if shape.sort == "date":
        try:
            edtf.parse(edtf.from_year_name(text, 4))
        except edtf.DateError as fault:
            return str(fault)
    if shape.sort in ("number", "integer") and not _NUMBER.fullmatch(text):
        return "a number"
    pattern = str(shape.limits.get("pattern", ""))
    return "" if re.search(pattern, text) else how_to_write(pattern)


def translated(text: str) -> str:
    """A remark in the language of the command."""
    from mic25cli.cli.translated_help import translated_remark

    return translated_remark(text, language(given))


def _show(text: str) -> None:
    from rich import get_console

    get_console().print(text.rstrip("\n"), markup=False, highlight=False)


def confirmed(text: str) -> bool:
    """Whether a person confirms the record as it would be written."""
    from rich.prompt import Confirm

    # Comments on empty fields would distract from the record.
    text = re.sub(r"^\+ *#.*\n", "", text, flags=re.MULTILINE)
    _show(text)
    try:
        return Confirm.ask(translated("Write this?"), default=False)
    except EOFError:
        return False
