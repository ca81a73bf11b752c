"""Words of screens from the catalogues: counts, names of kinds and columns, values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mic25cli.model import fields
from mic25cli.model.catalogue import Lang, find, translated, unit_word, word
from mic25cli.model.catalogue import label as label
from mic25cli.model.fields import field_title as field_title
from mic25cli.model.kinds import KINDS
from mic25cli.view.text import number

if TYPE_CHECKING:
    from mic25cli.model.kinds import ListColumn


def noun(what: str, count: int, lang: Lang) -> str:
    """What so many of a kind or of another thing are called: `fund`, `records`, `条记录`."""
    if what in KINDS:
        return kind_name(what, lang, count)
    return label(f"noun-{what}-{'one' if count == 1 else 'many'}", lang)


def counted(count: int, what: str, lang: Lang) -> str:
    """A number of things: `1 record`, `12,345 records`, `12,345 条记录`."""
    return f"{number(count)} {noun(what, count, lang)}"


def kind_name(kind: str, lang: Lang, count: int = 2) -> str:
    """What records of a kind are called, or one of them: `funds`, `fund`, `基金`."""
    if count == 1:
        one = translated(f"kind-one-{kind}", lang) or translated(f"kind-{kind}", lang)
        return one or KINDS[kind].one
    return word("kind", kind, lang)


def kind_title(kind: str, lang: Lang) -> str:
    """What a kind is called at the head of its records."""
    return kind_name(kind, lang).capitalize()


def column_title(kind: str, column: ListColumn, lang: Lang) -> str:
    """What a column of a kind's list is called: as its field, where it has no title of its own."""
    key = column.key
    own = find(lang, f"column-{kind}-{key}", f"column-{key}", f"field-{key}")
    return own[:1].upper() + own[1:] if own else field_title(key, lang)


def value_word(key: str, value: str, lang: Lang) -> str:
    """The value of a field as it is shown; as recorded where the catalogue has no word for it."""
    if key == "unit":
        return unit_word(value, lang)
    if key == "province":
        from mic25cli.model.places import provinces

        return provinces()[value].zh if lang == "zh" and value in provinces() else value
    if key not in fields.FIELDS or fields.FIELDS[key].role not in ("choice", "status"):
        return value
    return translated(f"word-{key}-{value}", lang) or word("word", value, lang)
