"""The parts of a diff in words and as values, and its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, cast

from mic25cli.calc.diff.changes import Change, Class, Delta, Diff, DiffReport, notes
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.model import edtf
from mic25cli.model.dataset import Record
from mic25cli.model.languages import TEXT_LANGUAGES, by_language
from mic25cli.model.plain_values import in_place, plain
from mic25cli.values import FrozenData, field
from mic25cli.view.answer import Item
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Head, TextTable
from mic25cli.view.json_output import Output
from mic25cli.view.quantities import amounts, in_usual_units, quantity, unit_suffix
from mic25cli.view.record.lists import fulfilment
from mic25cli.view.text import (
    Lang,
    dated,
    field_title,
    kind_name,
    label,
    name_of,
    number,
    with_parenthesis,
)
from mic25cli.view.verdict import status_words

if TYPE_CHECKING:
    from mic25cli.model.records import Amount


def class_word(class_: Class, lang: Lang) -> str:
    """The word for a class."""
    return label(f"diff-{class_}", lang)


def class_count(class_: Class, count: int, lang: Lang, more: bool = False) -> str:
    """The number of changes of a class: `8 added`, `3 more added`, `24 outcomes changed`."""
    what = class_word(class_, lang)
    if class_ == "outcome":
        what = label("diff-outcome-count" if count == 1 else "diff-outcomes-count", lang)
    key = "diff-more-of" if more else "diff-count-of"
    return label(key, lang, count=number(count, lang), what=what)


def remarks(
    change: Change, diff: Diff, lang: Lang, called: Callable[[str], str] = str
) -> list[str]:
    """The notes on a change for the reader; `called` names a report, by default by its id."""
    comma = label("comma", lang)
    return [
        label(f"diff-note-{note.code}", lang, reports=comma.join(map(called, note.reports)))
        for note in notes(change, diff)
    ]


def signed(value: int | Decimal, lang: Lang) -> str:
    """A number with its sign, with a real minus sign."""
    text = number(value, lang)
    return f"−{text[1:]}" if text.startswith("-") else f"+{text}"


def delta_text(delta: Delta | None, lang: Lang) -> str:
    """The change of a quantity: `+10 pp (+12.5%)`."""
    if delta is None or delta.shift is None:
        return ""
    unit = delta.unit if delta.unit != "rank" else None
    text = signed(in_usual_units(delta.shift, unit, lang), lang) + unit_suffix(unit, lang)
    # For a share, points say more than a percentage of a percentage; the values have both.
    if delta.percent is not None:
        text = with_parenthesis(text, f"{signed(delta.percent, lang)}%", lang)
    return text


def about(change: Change, lang: Lang, iso: bool = False) -> str:
    """The claim or field of a record in words: `2025`, `2017 · exports included`, `Name (zh)`."""
    if change.path is None:
        return ""
    if change.key is not None:
        fields = {key: value for key, value in change.key.items() if value is not None}
        if change.path == "milestones" and "period" in fields:
            fields = {**fields, "year": None, "period": dated(fields["period"], lang, iso=False)}
        elif "period" in fields and not iso:
            fields["period"] = dated(fields["period"], lang, iso=False)
        elif "year" in fields:
            fields["year"] = edtf.year_name(fields["year"], change.year_starts)
        parts = [
            label("round", lang, number=value) if key == "round" else str(value)
            for key, value in fields.items()
            if value is not None
        ]
        return " · ".join(parts) or label("no-year", lang)
    if change.path == "statements":
        return ""
    return path_title(change.path, lang)


def path_title(path: str, lang: Lang) -> str:
    """The name of a field: `Superseded by`, `Name (zh)`."""
    first, _, rest = path.partition(".")
    return (
        with_parenthesis(field_title(first, lang), rest, lang) if rest else field_title(first, lang)
    )


def claim_text(path: str, claim: Record, lang: Lang, iso: bool) -> str:
    """A claim on one line, without its subject."""
    if path == "amounts":
        return amounts([cast("Amount", claim)], lang, iso=iso)[0]
    if path in ("milestones", "observations", "pathway", "forecasts"):
        return quantity(claim, lang)
    if path == "baseline":
        return with_parenthesis(quantity(claim, lang), dated(claim["period"], lang, iso), lang)
    if path == "withdrawn":
        return dated(claim["date"], lang, iso) if claim["date"] else str(claim["report"])
    if path == "statements":
        return ": ".join(filter(None, (phrase(claim), claim["gloss"])))
    for key in ("name", "business", "verdict", "detail"):
        if claim.get(key):
            return value_text(claim[key], lang)
    return value_text({key: claim[key] for key in claim if key not in ("cite", "report")}, lang)


def seen_text(observation: Record, lang: Lang) -> str:
    """An observation with its period."""
    return with_parenthesis(
        quantity(observation, lang), dated(observation["period"], lang, iso=False), lang
    )


def outcome_text(side: Record, lang: Lang) -> str:
    """The status of a target on one side, with its evidence."""
    result = status_words.mark(side["status"], lang)
    if side["status"] not in ASSESSED:
        return result
    evidence = side["fit"], side["side"], side["certainty"]
    return status_words.with_evidence(result, *evidence, lang)


def phrase(statement: Record) -> str:
    """The verb and the term of a statement."""
    return " ".join(filter(None, (statement["verb"], statement["term"])))


def value_text(value: Any, lang: Lang) -> str:
    """A plain value on one line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if set(value) <= {*TEXT_LANGUAGES}:
            return name_of({**by_language(), **value}, lang)
        if "source" in value:
            return " ".join(str(value[key]) for key in ("source", "at", "checked") if value[key])
        colon = label("colon", lang)
        return label("semicolon", lang).join(
            f"{key}{colon}{value_text(part, lang)}"
            for key, part in value.items()
            if part not in (None, [])
        )
    if isinstance(value, list):
        return label("semicolon", lang).join(value_text(part, lang) for part in value)
    # A number may be a year, so its thousands are not separated.
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class NotedChange(FrozenData):
    """A change of a record, with notes on it."""

    change: Change = field(metadata=in_place(Change))
    note: str | None


OUTPUT = Output("diff", NotedChange, DiffReport)


def item(change: Change, diff: Diff) -> Item:
    """A change as plain values, with all keys; null for those that are empty."""
    values: Item = plain(NotedChange(change, "; ".join(remarks(change, diff, "en")) or None))
    return values


def columns(diff: Diff, rows: Sequence[Change], lang: Lang, people: bool = False) -> TextTable:
    """The changes as a table, one row per change; unless it is for `people`, the id comes first."""

    def head(key: str, rank: int, style: Literal["", "id", "name"] = "") -> Head:
        return Head(key, label(f"diff-column-{key}", lang), rank=rank, style=style)

    result: list[ColumnOf[Change]] = [
        (head("kind", 1), lambda change: kind_name(change.kind, lang if people else "en")),
        (head("class", 0), lambda each: class_word(each.class_, lang) if people else each.class_),
        (head("id", 0, "id"), lambda change: change.id),
        (head("name", 3, "name"), lambda change: name_of(change.name, lang)),
        (head("path", 2), lambda change: change.path),
        (head("key", 1), lambda change: about(change, lang, iso=True)),
        (head("old", 0), lambda change: side_text(change, "old", lang, iso=not people)),
        (head("new", 0), lambda change: side_text(change, "new", lang, iso=not people)),
        (head("delta", 2), lambda change: delta_text(change.delta, lang)),
        (head("reports.old", 4), lambda change: change.reports.old),
        (head("reports.new", 4), lambda change: change.reports.new),
        (head("note", 5), lambda change: "; ".join(remarks(change, diff, lang))),
    ]
    if not people:
        result.insert(0, result.pop(2))
    return table_of(result, rows)


def side_text(change: Change, which: str, lang: Lang, *, iso: bool = False) -> str:
    """One side of a change on one line; with `iso`, for programs, with dates as recorded."""
    value = getattr(change.values, which)
    if value is None:
        return ""
    if change.path is None:
        return str(getattr(change.dates, which) or "")
    if change.path == "implementation":
        return fulfilment(value, lang)
    if change.path == "status" and change.class_ == "outcome":
        figure = value["observation"] and seen_text(value["observation"], lang)
        return label("semicolon", lang).join(filter(None, (outcome_text(value, lang), figure)))
    if isinstance(value, Mapping) and "cite" in value:
        value = {**value, "year_starts": change.year_starts} if value.get("base_year") else value
        return claim_text(change.path, value, lang, iso)
    return value_text(value, lang)
