"""Text that is safe to show, and names in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mic25cli.model.book import RecordBook
from mic25cli.model.catalogue import Lang as Lang
from mic25cli.model.catalogue import label as words
from mic25cli.model.characters import HIDDEN, escape
from mic25cli.model.kinds import KINDS


def visible(text: str) -> str:
    """The text with control, hidden and reordering characters written out: it steers nothing."""
    return HIDDEN.sub(lambda hit: escape(hit.group()), text)


def number(value: int | Decimal | float) -> str:
    """A number for the eye: thousands apart from 10,000 on, the digits as the record has them."""
    if isinstance(value, float):
        return f"{value:,.10g}"
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    whole, dot, rest = text.partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}"
    return whole + dot + rest


def name_of(name: Mapping[str, Any] | None, lang: Lang) -> str:
    """A name in a language, or in the other where it has none; both with a slash."""
    if name is None:
        return ""
    en, zh = name["en"] or "", name["zh"] or ""
    if lang == "both":
        return " / ".join(part for part in (en, zh) if part)
    return (zh or en) if lang == "zh" else (en or zh)


def other_name(name: Mapping[str, Any], lang: Lang) -> str:
    """A name in the other language; nothing where that says no more."""
    other = name_of(name, "en" if lang == "zh" else "zh")
    return other if lang != "both" and other != name_of(name, lang) else ""


def date(text: str, lang: Lang) -> str:
    """A date for the eye: `by 2019-06` for one of which only the end is known."""
    if text.startswith("../"):
        return words("date-before", lang, date=text[3:])
    if text.endswith("/.."):
        return words("date-from", lang, date=text[:-3])
    return text


def label(record: Mapping[str, Any], lang: Lang) -> str:
    """What a record is called: its name, or its title."""
    value = record[KINDS[record["kind"]].label]
    return value if isinstance(value, str) else name_of(value, lang)


def label_of(
    book: RecordBook, kind: str, record_id: str, lang: Lang, *, short: bool = False
) -> str:
    """What the record that an id, or `book:id`, names is called; the id where there is none."""
    name, _, own_id = record_id.rpartition(":")
    other = book.whole.elsewhere(name) if name else book
    record = None if other is None else other.get(kind, own_id)
    if record is None:
        return record_id
    in_short = record.get("short") if short else None
    return name_of(in_short, lang) if in_short else label(record, lang)
