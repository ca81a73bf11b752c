"""The public words of the tool (`words/vocabulary.json`): terms, plain words and replaced words."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

FILE = Path(__file__).with_name("words") / "vocabulary.json"


class VocabularyTerm(TypedDict, total=False):
    """A word of ours, or a code with its word: see `words/vocabulary.json`."""

    group: str
    code: str | None
    key: str
    option: str
    codes: str
    term: dict[str, str]
    definition: dict[str, str]


@cache
def vocabulary() -> Mapping[str, Any]:
    """The whole file: `terms`, `plain` and `replaced`."""
    # Imported here, because most commands need none of its words.
    import json

    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def terms(group: str) -> Sequence[VocabularyTerm]:
    """The terms of a group, in the order of their codes."""
    return [entry for entry in vocabulary()["terms"] if entry["group"] == group]


@cache
def labels(lang: str) -> Mapping[str, str]:
    """The names of codes in a language (`fit-exact`), and their meanings (`fit-means-exact`)."""
    return {
        f"{term['group']}{middle}{term['code']}": term[part][lang]
        for term in vocabulary()["terms"]
        for middle, part in (("-", "term"), ("-means-", "definition"))
        if term["code"] is not None and lang in term[part]
    }


def codes_said(group: str) -> Mapping[str, str]:
    """The codes of a group by their Chinese terms."""
    return {entry["term"]["zh"]: entry["code"] for entry in terms(group) if entry["code"]}


def described(key: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema under a key, with the meaning of its term and of each code.

    If the key has a description of its own, that stays. The term does not apply to a key of the
    same name with other codes, or to a count.
    """
    for term in terms("concept"):
        if term.get("key") == key and "integer" not in schema.get("type", ()):
            means = {of["code"]: of["definition"]["en"] for of in terms(term.get("codes", ""))}
            if means.keys() >= {*(codes := _codes(schema))}:
                description = schema.get("description") or term["definition"]["en"]
                description = "; ".join(
                    [description, *(f"{code}: {means[code]}" for code in codes)]
                )
                return schema | {"description": description}
    return schema


def _codes(schema: Mapping[str, Any]) -> list[str]:
    parts = [*schema.get("anyOf", ()), schema.get("items"), schema.get("propertyNames")]
    return [*schema.get("enum", ()), *(code for part in parts if part for code in _codes(part))]
