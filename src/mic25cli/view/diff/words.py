"""The words and signs of a diff: classes, quantities that moved, claims on one line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mic25cli.calc.diff.changes import Change, Class, Delta, Diff
from mic25cli.calc.diff.choose import notes
from mic25cli.view.quantities import amounts, counted, quantity, unit_suffix
from mic25cli.view.text import Lang, name_of, number
from mic25cli.view.words import field_title, label


def class_word(class_: Class, lang: Lang) -> str:
    """A class in the reader's language."""
    return label(f"diff-{class_}", lang)


def class_count(class_: Class, count: int, lang: Lang, more: bool = False) -> str:
    """How many changes of a class: `8 added`, `3 more added`, `24 outcomes changed`."""
    what = class_word(class_, lang)
    if class_ == "outcome":
        what = label("diff-outcome-count" if count == 1 else "diff-outcomes-count", lang)
    return label("diff-more-of" if more else "diff-count-of", lang, count=f"{count:,}", what=what)


def remarks(change: Change, diff: Diff, lang: Lang) -> list[str]:
    """What a reader must know of a change, in a few words each."""
    comma = label("comma", lang)
    return [
        label(f"diff-note-{note.code}", lang, reports=comma.join(note.reports))
        for note in notes(change, diff)
    ]


def signed(value: int | Decimal) -> str:
    """A number with its sign, a true minus."""
    text = number(value)
    return f"−{text[1:]}" if text.startswith("-") else f"+{text}"


def delta_text(delta: Delta | None, lang: Lang) -> str:
    """By how much a quantity moved: `+10 pp (+12.5%)`."""
    if delta is None or delta.shift is None:
        return ""
    unit = delta.unit if delta.unit != "rank" else None
    text = signed(counted(delta.shift, unit, lang)) + unit_suffix(unit, lang)
    # Of a share, points tell more than percent of percent; both are in the values.
    if delta.percent is not None:
        text += f" ({signed(delta.percent)}%)"
    return text


def about(change: Change, lang: Lang) -> str:
    """Which of a record's claims or fields it is: `2025`, `2017 · incl-exports`, `Name (zh)`."""
    if change.path is None:
        return ""
    if change.key is not None:
        parts = [
            label("round", lang, number=value) if key == "round" else str(value)
            for key, value in change.key.items()
            if value is not None
        ]
        return " · ".join(parts) or label("no-year", lang)
    if change.path == "statements":
        return ""
    return path_title(change.path, lang)


def path_title(path: str, lang: Lang) -> str:
    """What a field is called: `Superseded by`, `Name (zh)`."""
    first, _, rest = path.partition(".")
    return field_title(first, lang) + (f" ({rest})" if rest else "")


def claim_text(path: str, claim: Mapping[str, Any], lang: Lang) -> str:
    """A claim on one line, without what it is about."""
    if path == "amounts":
        return amounts([claim], lang)[0]
    if path in ("milestones", "observations"):
        return quantity(claim, lang)
    if path == "baseline":
        return f"{quantity(claim, lang)} ({claim['period']})"
    if path == "withdrawn":
        return str(claim["date"] or claim["report"])
    if path == "statements":
        phrase = " ".join(filter(None, (claim["verb"], claim["term"])))
        return ": ".join(filter(None, (phrase, claim["gloss"])))
    for key in ("name", "business", "verdict", "detail"):
        if claim.get(key):
            return value_text(claim[key], lang)
    return value_text({key: claim[key] for key in claim if key not in ("cite", "report")}, lang)


def value_text(value: Any, lang: Lang) -> str:
    """A plain value on one line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if set(value) <= {"en", "zh"}:
            return name_of({"en": None, "zh": None, **value}, lang)
        if "source" in value:
            return " ".join(str(value[key]) for key in ("source", "at", "checked") if value[key])
        return "; ".join(
            f"{key}: {value_text(part, lang)}"
            for key, part in value.items()
            if part not in (None, [])
        )
    if isinstance(value, list):
        return "; ".join(value_text(part, lang) for part in value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number(value)
    return str(value)
