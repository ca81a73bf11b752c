"""What each key of the records means and does, one table by key (`fields.json`) for diff, rules,
cards, links and JSON Schema; it imports no model, since every look-up reads it."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mic25cli.model.screen_words import Lang, find
from mic25cli.model.unique_keys import read_table

Role = Literal["when", "status", "own", "printed", "choice", "number", "link", "part"]
"""What a field holds. when: a date or year, that says when; status: how it stands with the thing;
own: a text in our own words; printed: a text, name or term as printed; choice: a word of a closed
list or a code; number: a number; link: the id of a record; part: a mapping, or a list of them."""

Whole = Literal["quantity", "provenance"]
"""What several fields make up together: a quantity, or who said it and where it was read."""


IDENTITY = (
    "search_names", "ours", "translated", "different_from", "formerly", "clause", "short_name",
    "target_phrase", "phrase", "nearest",
)  # fmt: skip
"""What tells a record from others of its name, and words for sentences on it. It is empty in most,
and last in a table."""


class Claims(NamedTuple):
    """What the claims under a key are about, and which of two that are about one thing stands."""

    about: Sequence[str] = ()
    """The keys that say what a claim is about: of those that agree in them, one stands at a time.
    An amount's date is not among them: a fund that had collected 120 and then 139 went up."""
    dated: str | None = None
    """The key of the date that a claim speaks of, if it carries one: of two, the later stands."""
    measured: bool = False
    """Whether they say what is or was, so that a later report may repeat one more loosely. A target
    that a later report puts more loosely is another target."""
    by_report: bool = False
    """Whether each report speaks for itself: what one calls a thing, another need not."""


class Field(NamedTuple):
    """What there is to know of a key, whatever the record that it stands in."""

    key: str
    role: Role
    meaning: str = ""
    """What it means in a few words, where a model does not say so itself."""
    link: str | None = None
    """The kind that it names; empty: the record's own; `*`: written before the id."""
    far: bool = False
    """Whether it may name a record of another dataset, as `dataset:id`."""
    chain: bool = False
    """Whether the link, or the one within it, leads from record to record of one kind, and must
    end."""
    whole: Whole | None = None
    claims: Mapping[str, Any] | None = None
    """What `CLAIMS` says of the claims under it."""
    own_in: Sequence[str] = ()
    """With `printed`: the kinds in which the text is in our own words all the same."""
    open: bool = False
    """Whether its keys are data: a key that is missing is not null but not there."""


FIELDS: dict[str, Field] = {
    key: Field(key, **declaration) for key, declaration in read_table(Path(__file__)).items()
}

LINKS: dict[str, str] = {
    field.key: field.link for field in FIELDS.values() if field.link is not None
}
"""The kind that each linking key names; empty: the record's own; `*`: written before the id."""

CLAIMS: dict[str, Claims] = {
    field.key: Claims(**field.claims) for field in FIELDS.values() if field.claims is not None
}


@cache
def having(*roles: Role) -> frozenset[str]:
    """The keys that have one of these roles."""
    return frozenset(field.key for field in FIELDS.values() if field.role in roles)


@cache
def of_whole(whole: Whole) -> tuple[str, ...]:
    """The keys that make up a quantity, or say who said it and where it was read."""
    return tuple(field.key for field in FIELDS.values() if field.whole == whole)


@cache
def chains() -> tuple[str, ...]:
    """The links that lead from record to record of one kind, and must end."""
    return tuple(field.key for field in FIELDS.values() if field.chain)


@cache
def open_mappings() -> frozenset[str]:
    """The mappings whose keys are data."""
    return frozenset(field.key for field in FIELDS.values() if field.open)


def in_our_words(key: str, kind: str) -> bool:
    """Whether the text under a key is in our own words, in records of this kind."""
    field = FIELDS.get(key)
    return field is not None and (field.role == "own" or kind in field.own_in)


IN_CHINESE: dict[str, str] = {key: key.removesuffix("_zh") for key in FIELDS if key.endswith("_zh")}
"""The keys of our own texts in Chinese, each with the key of what it says in English."""


def field_title(key: str, lang: Lang = "en") -> str:
    """What a field is called before its value; a key that is none is made readable."""
    title = find(lang, f"field-{key}") or key.replace("_", " ")
    return title[:1].upper() + title[1:]


def meanings() -> Mapping[str, str]:
    """What keys mean that a model need not describe."""
    return {field.key: field.meaning for field in FIELDS.values() if field.meaning}
