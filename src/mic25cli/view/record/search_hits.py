"""The hits of a search as a table: kind, id, name, and the words around each match."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from mic25cli.calc import field_paths
from mic25cli.calc.search import Hit, SearchResult
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import TEXT_LANGUAGES
from mic25cli.values import grouped
from mic25cli.view.answer import Columns
from mic25cli.view.document import (
    Cell,
    Head,
    Line,
    Lines,
    Notes,
    Piece,
    Style,
    TextDocument,
    TextTable,
    bare,
)
from mic25cli.view.json_output import Output
from mic25cli.view.text import (
    Lang,
    counted,
    date,
    field_title,
    kind_name,
    label,
    name_of,
    with_parenthesis,
)

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result


class ValuedHit(Hit):
    """A hit with the main value and the date of its record."""

    value: str | None
    date: str | None


OUTPUT = Output("search", ValuedHit)

VALUES = ("milestones", "latest", "amounts")
"""Columns whose value is shown next to a hit, if its record type has them."""

COLUMNS: Columns = (
    "id",
    "kind",
    ("name", lambda item: field_paths.get(item, "name.en") or field_paths.get(item, "name.zh")),
    "value",
    "date",
    "field",
    "snippet",
)
"""Columns for machines: no match is marked, and nothing is cut."""

BEFORE, AFTER = 20, 90
"""How many columns of text are shown before a match, and from its start."""

_PLACE = re.compile(r"\{\w+\}")
"""A placeholder for a value in a text from which answers are made."""

COMMON = 100
"""The maximum number of hits, or a third of the records, of words that distinguish records."""
MOST = 6
"""The maximum number of other names that are mentioned."""


def valued(hit: Hit, dataset: RecordSet, lang: Lang) -> ValuedHit:
    """A hit with its date and its main value: the last milestone of a target, the latest figure
    of an indicator, the amounts of a fund.
    """
    from mic25cli.view.record import lists

    kind, record = KINDS[hit.kind], dataset.kind(hit.kind)[hit.id]
    texts: list[str] = []
    for column in (column for column in kind.columns if column.key in VALUES):
        (_, value), *_ = lists.columns_of(kind.name, column, dataset, lang)
        content = value(record)
        texts += map(bare, (content,) if isinstance(content, str) else content or ())
    date = kind.date and field_paths.get(record, kind.date)
    shared = {key: getattr(hit, key) for key in Hit.__dataclass_fields__}
    return ValuedHit(**shared, value=texts[0] if texts else None, date=date and str(date))


def document(
    result: SearchResult,
    hits: Sequence[ValuedHit],
    applying: Mapping[str, Result],
    line: str,
    command_for: Callable[[str], str],
    lang: Lang,
) -> TextDocument:
    """The hits, one per row, below their number; `command_for` makes the command that shows one."""
    if not result.total:
        return TextDocument((table((), {}, lang),))
    notes = (*also(result, lang), *inside(result, lang))
    above = (Lines((count(result, len(hits), lang),)), *((Notes(notes),) if notes else ()))
    page = TextDocument((*above, table(hits, applying, lang)))
    if not hits:
        return page
    more: tuple[str, ...] = ()
    if len(hits) < result.total:
        every = command_for(f"{line} --limit {result.total}")
        more = (label("search-rest", lang, command=every),)
    text = command_for(f"mic25 {hits[0].kind} show {hits[0].id}")
    return page.noted(label("list-one", lang, command=text), *more)


def table(hits: Sequence[ValuedHit], applying: Mapping[str, Result], lang: Lang) -> TextTable:
    """The hits, one row each: the name, and the text of a match outside the name."""
    heads = (
        Head("kind", label("kind", lang), rank=0, style="dim"),
        Head("name", label("name", lang), rank=0, style="name"),
        Head("match", label("search-match", lang), style="amount"),
        Head("value", label("search-value", lang), rank=2),
        Head("id", label("id", lang), rank=0, style="id"),
    )
    rows = [
        ((kind_name(hit.kind, lang),), (_name(hit, lang),), *cells, (hit.id,))
        for hit in hits
        for cells in [_match(hit, applying.get(hit.id), lang)]
    ]
    return TextTable(heads, tuple(rows), scanned=True)


def _name(hit: ValuedHit, lang: Lang) -> Line:
    name = name_of(hit.name, lang)
    if hit.snippet == name:
        return _marked(name, hit, hit.field)
    own = "name.zh" if name == hit.name["zh"] else "name.en"
    return _marked(name, hit, own if KINDS[hit.kind].label == "name" else "title")


def _match(hit: ValuedHit, result: Result | None, lang: Lang) -> tuple[Cell, Cell]:
    """A target's status, or the words around a match outside the name; the value or date."""
    text = hit.value or (date(hit.date, lang) if hit.date else "")
    cells: list[Cell] = []
    if judged := hit.kind == "targets" and result is not None:
        from mic25cli.view.verdict import status_words

        words = status_words.with_words("", status_words.grounds(result, lang), lang)
        promised: list[Piece] = [("dim", f"  {text.partition(';')[0]}")] if text else []
        cells.append(((status_words.piece(result.status, lang), ("", words), *promised),))
    if hit.snippet != name_of(hit.name, lang):
        cells.append(((("dim", _field(hit.field, lang) + label("colon", lang)), *snippet(hit)),))
    if text and not judged:
        cells.append((text,))
    first, *rest = cells or [()]
    return first, tuple(line for cell in rest for line in cell)


def _field(path: str, lang: Lang) -> str:
    """The title of the field with the match: `Note`, `Sub-fields`; never its key."""
    keys = [key for key in re.split(r"[].[]+", path) if key and not key.isdecimal()]
    keys = [key for key in keys if key not in TEXT_LANGUAGES]
    return field_title(keys[0] if keys[-1] == "name" else keys[-1], lang)


def _marked(
    value: str, hit: Hit, path: str, style: Style = "name", start: int = 0, end: int | None = None
) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at, end = start, len(value) if end is None else end
    for place in hit.matches:
        if place.path == path and place.start < end:
            left, right = place.start, min(place.end, end)
            pieces += [(style, value[at:left]), ("hit", value[left:right])]
            at = right
    pieces.append((style, value[at:end]))
    # Values that an answer fills in are not in the record.
    return tuple((look, _PLACE.sub("…", text)) for look, text in pieces if text)


def snippet(hit: Hit) -> tuple[Piece, ...]:
    """The words around the first match in a value, cut to a width; the match is marked."""
    value = hit.snippet
    first = next((place.start for place in hit.matches if place.path == hit.field), None)
    if first is None:
        return (("", _cut(value, AFTER)),)
    start = first - len(_cut_before(value[:first], BEFORE))
    end = start + len(_cut(value[start:], AFTER))
    cut_off: Piece = ("", "…")
    before, after = (cut_off,) if start > 0 else (), (cut_off,) if end < len(value) else ()
    return (*before, *_marked(value, hit, hit.field, "", start, end), *after)


def _cut(text: str, columns: int) -> str:
    ends = accumulate(map(cell_len, text))
    return text[: sum(end <= columns for end in ends)]


def _cut_before(text: str, columns: int) -> str:
    before = _cut(text[::-1], columns)[::-1]
    if len(before) < len(text) and " " in before:
        before = before[before.index(" ") + 1 :]
    return before


def count(result: SearchResult, rows: int, lang: Lang) -> str:
    """The number of hits shown, and of all hits by kind."""
    parts = [counted(number, kind, lang) for kind, number in result.counts.items()]
    key = "search-count-of" if rows < result.total else "search-count"
    listed = label("comma", lang).join(parts)
    return label(key, lang, shown=rows, total=result.total, parts=listed)


def also(result: SearchResult, lang: Lang) -> tuple[str, ...]:
    """The other names that were searched as well."""
    if not result.also:
        return ()
    comma = label("comma", lang)
    owners = grouped((f"{name.kind}/{name.id}", name.name) for name in result.also[:MOST])
    texts = [with_parenthesis(comma.join(names), owner, lang) for owner, names in owners.items()]
    if len(result.also) > MOST:
        texts.append(label("more", lang, count=len(result.also) - MOST))
    return (label("search-also", lang, names=label("semicolon", lang).join(texts)),)


def inside(result: SearchResult, lang: Lang) -> tuple[str, ...]:
    """The number of hits that have the query only inside a word of a name."""
    some = result.inside not in (0, result.total)
    return (label("search-inside", lang, count=result.inside),) if some else ()


def remarks(result: SearchResult, lang: Lang) -> tuple[str, ...]:
    """How the query was read if nothing matches it exactly, or what was tried in vain."""
    if result.mended:
        return (label("search-mended", lang, text=result.mended, query=result.query),)
    if result.met is not None:
        parts = len(result.hits.query.units)
        return (label("search-part", lang, query=result.query, met=result.met, parts=parts),)
    if result.total:
        # Counting the records does not read them.
        every = sum(len(result.hits.dataset.whole.kind(kind)) for kind in KINDS)
        some = max(COMMON, every // 3)
        told = label("search-common", lang, query=result.query, total=result.total)
        return (told,) if result.total > some else ()
    hint = label("search-tried", lang)
    if result.meant:
        meant = label("search-or", lang).join(f"'{name}'" for name in result.meant)
        hint = label("search-meant", lang, meant=meant)
    return (label("search-nothing", lang, query=result.query, hint=hint), *also(result, lang))
