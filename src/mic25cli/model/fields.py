"""The meaning and role of each key of the records, in one table (`fields.json`) for diff, rules,
cards, links and JSON Schema. It imports no model, as every look-up reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from mic25cli.model.languages import Lang
from mic25cli.model.screen_words import label
from mic25cli.model.unique_keys import read_table
from mic25cli.values import FrozenData

Role = Literal["when", "status", "own", "printed", "choice", "number", "link", "part"]
"""The role of a field.

when: a date or year; status: the state of the thing; own: a text in our words; printed: a text,
name or term as printed; choice: a word of a closed list or a code; number: a number; link: the id
of a record; part: a mapping, or a list of them.
"""

Whole = Literal["quantity", "provenance"]
"""A group of fields that belong together: a quantity, or the provenance of a claim."""


IDENTITY = (
    "search_names", "ours", "translated", "different_from", "formerly", "clause", "short_name",
    "target_phrase", "phrase", "nearest",
)  # fmt: skip
"""Fields that distinguish records of the same name, and words for sentences. They are empty in most
records, and last in a table."""


class Claims(FrozenData):
    """How the claims under a key are matched, and which of two matching claims applies."""

    about: Sequence[str] = ()
    """The keys that say what a claim is about. Of the claims that agree in them, one applies at a
    time. The date of an amount is not among them: a fund that had raised 120 and then 139 went
    up."""
    dated: str | None = None
    """The key of the date that a claim is about, if it has one; the later claim applies."""
    measured: bool = False
    """Whether the claims say what is or was. A later report may repeat such a claim less exactly;
    but a target that a later report states less exactly is another target."""
    by_report: bool = False
    """Whether each report speaks for itself, so that two reports may use different names."""


class Field(FrozenData):
    """The declaration of a key, whatever record it is in."""

    key: str
    role: Role
    meaning: str = ""
    """The meaning of the key in a few words, if the model has no description."""
    link: str | None = None
    """The kind that a link names: empty for the record's own, `*` if written before the id."""
    far: bool = False
    """Whether the link may name a record of another dataset, as `dataset:id`."""
    chain: bool = False
    """Whether the link, or the one within it, leads from record to record of one kind. Such a chain
    must end."""
    whole: Whole | None = None
    claims: Mapping[str, Any] | None = None
    """The entry of `CLAIMS` for the claims under it."""
    own_in: Sequence[str] = ()
    """For `printed`: the kinds in which the text is nevertheless in our own words."""
    open: bool = False
    """Whether the keys of the value are data, so that a missing key is absent and not null."""


FIELDS: dict[str, Field] = {
    key: Field(key, **declaration) for key, declaration in read_table(Path(__file__)).items()
}

LINKS: dict[str, str] = {
    field.key: field.link for field in FIELDS.values() if field.link is not None
}
"""The kind that each link names: empty for the record's own, `*` if written before the id."""

CLAIMS: dict[str, Claims] = {
    field.key: Claims(**field.claims) for field in FIELDS.values() if field.claims is not None
}


@cache
def having(*roles: Role) -> frozenset[str]:
    """The keys of records whose field has one of these roles."""
    return frozenset(field.key for field in FIELDS.values() if field.role in roles)


@cache
def of_whole(whole: Whole) -> tuple[str, ...]:
    """The keys that make up a quantity, or the provenance of a claim."""
    return tuple(field.key for field in FIELDS.values() if field.whole == whole)


@cache
def chains() -> tuple[str, ...]:
    """The links between records of one kind, which must not form a circle."""
    return tuple(field.key for field in FIELDS.values() if field.chain)


@cache
def open_mappings() -> frozenset[str]:
    """The keys whose value is a mapping with keys of the dataset's choice."""
    return frozenset(field.key for field in FIELDS.values() if field.open)


def in_our_words(key: str, kind: str) -> bool:
    """Whether the text under a key is in our own words, in records of this kind."""
    field = FIELDS.get(key)
    return field is not None and (field.role == "own" or kind in field.own_in)


IN_CHINESE: dict[str, str] = {key: key.removesuffix("_zh") for key in FIELDS if key.endswith("_zh")}
"""The keys of our own Chinese texts, each with the key of the English text."""


def field_title(key: str, lang: Lang = "en") -> str:
    """The label of a field, as printed before its value: its words, or the key made readable."""
    title = label(f"field-{key}", lang)
    return title[:1].upper() + title[1:]


def meanings() -> Mapping[str, str]:
    """The meaning of each key that means the same in all record types."""
    return {field.key: field.meaning for field in FIELDS.values() if field.meaning}
