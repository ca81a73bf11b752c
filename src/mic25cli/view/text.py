"""Text that is safe to show, in the reader's language: names, counts, columns, values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mic25cli.model import edtf
from mic25cli.model.characters import HIDDEN, escape
from mic25cli.model.dataset import Record, RecordSet, body_called, issuer_of
from mic25cli.model.fields import FIELDS, IN_CHINESE
from mic25cli.model.fields import field_title as field_title
from mic25cli.model.kinds import KINDS, ListColumn
from mic25cli.model.languages import BOTH, TEXT_LANGUAGES, catalogue, text_in
from mic25cli.model.languages import Lang as Lang
from mic25cli.model.screen_words import find, translated, unit_word, word, words
from mic25cli.model.screen_words import label as label
from mic25cli.vocabulary import labels

if TYPE_CHECKING:
    from mic25cli.model.dataset_profile import Profile
    from mic25cli.model.records import Bilingual, DataNeeded, Indicator, Name
    from mic25cli.view.document import Line

    AnyName = Name | Bilingual | Mapping[str, str | None]


_PARTS = {
    (1, 6): "half-1", (7, 12): "half-2", (1, 3): "quarter-1", (4, 6): "quarter-2",
    (7, 9): "quarter-3", (10, 12): "quarter-4",
}  # fmt: skip
"""Parts of a year with a name of their own, by their first and last month."""
_DAY = re.compile(r"\d-\d\d-\d\d")
_WIDE = (
    ("\u3001", "\u3029"), ("\u3041", "\u3096"), ("\u30a1", "\u30ff"), ("\u4e00", "\u9fff"),
    ("\uac00", "\ud7a3"), ("\uff01", "\uff5e"),
)  # fmt: skip
_NARROW = (
    (" ", "~"), ("\xa1", "\xac"), ("\xae", "\u02ff"), ("\u2010", "\u2027"), ("\u2190", "\u22ff"),
    ("\u2500", "\u25fc"), ("\u2713", "\u271f"),
)  # fmt: skip
"""Ranges of common characters (first and last) that take one column each."""


class _Columns(dict[int, str]):
    """For each character, a dot per column, or a question mark if only rich knows the width."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if any(first <= sign <= last for first, last in _WIDE):
            dots = ".."
        elif any(first <= sign <= last for first, last in _NARROW):
            dots = "."
        else:
            dots = "?"
        return self.setdefault(code, dots)


_COLUMNS = _Columns()  # a regular expression for so many characters would be slow to compile


def is_narrow(text: str) -> bool:
    """Whether each character of a text is printable and takes one column, as most do."""
    return text.isascii() and text.isprintable()


def visible(text: str) -> str:
    """The text with control, hidden and reordering characters escaped, safe for a terminal."""
    if is_narrow(text):
        return text
    return HIDDEN.sub(lambda hit: escape(hit.group()), text)


def cell_len(text: str) -> int:
    """The width of a text in columns of a terminal."""
    if is_narrow(text):
        return len(text)
    if "?" not in (dots := text.translate(_COLUMNS)):
        return len(dots)
    # Imported here, because importing it takes longer than measuring the texts of most screens.
    from rich import cells

    return cells.cell_len(text)


def number(value: int | Decimal | float, lang: Lang) -> str:
    """A number for reading, with its thousands separated; recorded digits are kept."""
    text = format(Decimal(f"{value:.10g}" if isinstance(value, float) else value), "f")
    whole, dot, rest = text.partition(".")
    if abs(int(whole)) >= catalogue(lang).separated_from:
        whole = f"{int(whole):,}"
    return whole + dot + rest


def name_of(name: AnyName | None, lang: Lang) -> str:
    """A name in a language, or in the other if it has none; for both, separated by a slash."""
    if name is None:
        return ""
    if lang == BOTH:
        return " / ".join(name[own] or "" for own in TEXT_LANGUAGES if name[own])
    return text_in(name, lang)


def other_name(name: AnyName, lang: Lang) -> str:
    """A name in the other language; empty if that is the same."""
    other = name_of(name, catalogue(lang).other)
    return other if lang != BOTH and other != name_of(name, lang) else ""


def with_parenthesis(text: str, more: object, lang: Lang) -> str:
    """A text followed by a remark in parentheses."""
    return text + label("parenthesis", lang, text=more)


def in_language(value: Any, lang: Lang) -> Any:
    """A record or a part with our own texts in one language; English if there is no Chinese."""
    if isinstance(value, list):
        return [in_language(item, lang) for item in value]
    if not isinstance(value, Mapping):
        return value
    own = {key: in_language(value[key], lang) for key in value if key not in IN_CHINESE}
    if catalogue(lang).suffix:
        for key in IN_CHINESE.keys() & value.keys():
            own[IN_CHINESE[key]] = value[key] or own[IN_CHINESE[key]]
    return own


def in_english(record: Record, lang: Lang) -> set[str]:
    """The labels of the fields with our own texts that have no Chinese; none in English."""
    own = IN_CHINESE.items() if catalogue(lang).suffix else ()
    keys = (key for zh, key in own if record.get(key) and not record.get(zh))
    return {field_title(key, lang) for key in keys if FIELDS[key].role == "own"}


def english_note(values: Iterable[Any], lang: Lang) -> tuple[str, ...]:
    """The note that some of our own texts have no Chinese; none in English, or if all have it."""
    some = catalogue(lang).suffix and any(map(_in_english, values))
    return (label("in-english", lang),) if some else ()


def _in_english(value: Any, key: str = "") -> bool:
    if isinstance(value, Mapping):
        return any(_in_english(item, name) for name, item in value.items())
    if isinstance(value, list):
        return any(_in_english(item, key) for item in value)
    own = key in FIELDS and FIELDS[key].role == "own"
    return own and isinstance(value, str) and not any(char >= "\u4e00" for char in value)


def policy_title(profile: Profile, lang: Lang) -> str:
    """The name of a dataset's policy at the start of a line: The Chips Act."""
    name = name_of(profile.name, lang)
    return name[:1].upper() + name[1:]


def report_name(dataset: RecordSet, report: str, lang: Lang) -> str:
    """The name of a report in a sentence, or its author; its id if neither is known."""
    source = dataset.source(report)
    if source is None:
        return report
    own = name_of(source["short_name"], lang) if source["short_name"] else None
    return own or body_name(dataset, source["publisher"] or source["originator"] or report, lang)


def dated_report(dataset: RecordSet, report: str, lang: Lang, *, setter: bool = False) -> str:
    """The name of a report, or its publisher and year: `the 2017 roadmap`, `Caixin (2024)`. For a
    `setter`, who set a target in it."""
    source, name = dataset.source(report), report_name(dataset, report, lang)
    if setter and name != report:
        name = setter_name(dataset, report, lang, titled=True)
    if source is None or name == report or source["short_name"] or not source["published"]:
        return name
    return with_parenthesis(name, source["published"][:4], lang)


def body_name(dataset: RecordSet, printed: str, lang: Lang) -> str:
    """A body as its source prints it, or by its recorded name if that is in the reader's script."""
    if printed.isascii() and not catalogue(lang).suffix:
        return printed
    body = body_called(dataset, printed)
    return name_of(body["name"], lang) if body else printed


def setter_name(dataset: RecordSet, report: str, lang: Lang, *, titled: bool = False) -> str:
    """Who set a target in a report: the name of the report, its issuer, or its author. If nobody is
    known, its title, provided it must be distinguished from others."""
    source = dataset.source(report)
    if source is None or source["short_name"]:
        return report_name(dataset, report, lang)
    if body := issuer_of(dataset, source) or body_called(dataset, source["originator"] or ""):
        return name_of(body["short_name"] or body["name"], lang)
    return source["originator"] or (source["title"] if titled else label("answer-nobody", lang))


def definition(indicator: Indicator | None, basis: str | None, lang: Lang) -> str:
    """A definition (basis) in the words of its indicator; empty if there are none."""
    if indicator is None or basis is None:
        return ""
    translated = indicator["bases_zh"] if catalogue(lang).suffix else {}
    return translated.get(basis) or indicator["bases"].get(basis) or ""


def own_text(dataset: RecordSet, text: str | None, lang: Lang) -> str:
    """Our own text on a target, an indicator or an assessment, in Chinese if there is one."""
    if not text or not catalogue(lang).suffix:
        return text or ""
    worked_out = dataset.whole.worked_out
    if "in Chinese" not in worked_out:
        kinds = ("targets", "indicators", "assessments")
        records = [record for kind in kinds for record in dataset.whole.kind(kind).values()]
        worked_out["in Chinese"] = dict(_in_two_languages(records))
    text_in_chinese: str = worked_out["in Chinese"].get(text, text)
    return text_in_chinese


def _in_two_languages(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _in_two_languages(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in IN_CHINESE:
                yield from _in_two_languages(item)
            elif isinstance(item, Mapping):
                yield from ((value[IN_CHINESE[key]].get(name, ""), item[name]) for name in item)
            elif item and value[IN_CHINESE[key]]:
                yield value[IN_CHINESE[key]], item


def dated(text: str, lang: Lang, iso: bool) -> str:
    """A date for a cell, in words without an article; with `iso`, for programs, as recorded."""
    return text if iso else date(text, lang).removeprefix("the ")


def date(text: str, lang: Lang) -> str:
    """A date or period in words: `May 2025`, `31 December 2025`, `by June 2019`, `about 2016`."""
    if not text:
        return ""
    if text.startswith("../"):
        return label("date-before", lang, date=date(text[3:], lang))
    if text.endswith("/.."):
        return label("date-from", lang, date=date(text[:-3], lang))
    when = edtf.parse(text)
    first, last = when.earliest, when.latest
    if when.precision != "day" and not (when.precision == "interval" and _DAY.search(text)):
        spoken_date = spoken(text, lang)
        vague = when.vague and when.precision != "year"
        return label("date-about", lang, date=spoken_date) if vague else spoken_date
    if first is None or last is None:
        return text
    ends = dict.fromkeys(
        label("headline-day", lang, day=end.day, month=month(end.month, lang), year=end.year)
        for end in (first, last)
    )
    spoken_date = label("answer-to", lang).join(ends)
    return label("date-about", lang, date=spoken_date) if when.vague else spoken_date


def known_by(day: str | None, lang: Lang) -> str:
    """The remark that only texts known by a day count; empty without a day."""
    return label("progress-known", lang, date=date(day, lang)) if day else ""


def years_long(years: float, lang: Lang) -> str:
    """A time in whole years, or in months if it is short: `4 years`, `6 months`."""
    months = round(abs(years) * 12)
    short = months < 24 and months % 12
    count = months if short else round(months / 12)
    unit = "month" if short else "year"
    return label(f"long-{unit}" if count == 1 else f"long-{unit}s", lang, count=count)


def spoken(period: str, lang: Lang) -> str:
    """A period in words: `2025`, `September 2025`, `the first half of 2025`, `around 2024`."""
    when = edtf.parse(period)
    first, last = when.earliest, when.latest
    if first is None or last is None:
        end = last or first
        return label("answer-year", lang, year=end.year if end else "")
    if when.precision == "year":
        key = "answer-around" if when.vague else "answer-year"
        return label(key, lang, year=first.year)
    months = (first.month, last.month)
    values = {"year": first.year, "from": month(first.month, lang), "to": month(last.month, lang)}
    if first.year != last.year:
        key = "answer-years" if months == (1, 12) else "answer-months-years"
        return label(key, lang, **values, last=last.year)
    if months[0] == months[1]:
        return label("answer-month", lang, month=values["from"], year=first.year)
    if months == (1, 12):
        return label("answer-year", lang, year=first.year)
    return label(f"answer-{_PARTS.get(months, 'months')}", lang, **values)


def month(number: int, lang: Lang) -> str:
    """The name of a month, counted from 1."""
    return label("answer-month-names", lang).split()[number - 1]


def called(record: Record, lang: Lang) -> str:
    """The name of a record, or its title."""
    key = KINDS[record["kind"]].label
    value = record[key]
    if not isinstance(value, str):
        return name_of(value, lang)
    return record.get(f"{key}{catalogue(lang).suffix}") or value


def label_of(
    dataset: RecordSet, kind: str, record_id: str, lang: Lang, *, short: bool = False
) -> str:
    """The name of the record with an id or `dataset:id`; the id itself if there is no record."""
    name, _, own_id = record_id.rpartition(":")
    other = dataset.whole.elsewhere(name) if name else dataset
    record = None if other is None else other.get(kind, own_id)
    if record is None:
        return record_id
    in_short = record.get("short_name") if short else None
    return name_of(in_short, lang) if in_short else called(record, lang)


def noun(what: str, count: int, lang: Lang) -> str:
    """The noun for a number of records or other things: `fund`, `records`, `目标`, `记录`."""
    if what in KINDS:
        return kind_name(what, lang, count)
    return label(f"noun-{what}-{'one' if count == 1 else 'many'}", lang)


def counted(count: int, what: str, lang: Lang) -> str:
    """A number with its noun: `1 record`, `12,345 records`, `记录12,345条`."""
    several = number(count, lang) + catalogue(lang).measure(what)
    return label("counted", lang, count=several, noun=noun(what, count, lang))


def kind_name(kind: str, lang: Lang, count: int = 2) -> str:
    """The noun for several records of a kind, or for one: `funds`, `fund`, `基金`."""
    if count == 1:
        one = translated(f"kind-one-{kind}", lang) or translated(f"kind-{kind}", lang)
        return one or KINDS[kind].one
    return word("kind", kind, lang)


def kind_title(kind: str, lang: Lang) -> str:
    """The heading of a kind."""
    return kind_name(kind, lang).capitalize()


def column_title(kind: str, column: ListColumn, lang: Lang) -> str:
    """The title of a column in a kind's list, by default that of its field."""
    key = column.key
    own = find(lang, f"column-{kind}-{key}", f"column-{key}", f"field-{key}")
    return own[:1].upper() + own[1:] if own else field_title(key, lang)


def value_word(key: str, value: str, lang: Lang) -> str:
    """The value of a field in words; as recorded if the catalogue has no word for it."""
    if key == "unit":
        return unit_word(value, lang)
    if key == "province":
        from mic25cli.model.provinces import provinces

        return provinces()[value].zh if catalogue(lang).suffix and value in provinces() else value
    translatable = key in FIELDS and (FIELDS[key].role in ("choice", "status") or key == "country")
    if key in ("basis", "formerly", "original_url") or not translatable:
        return value
    keys = (f"word-{key}-{value}", f"{key}-{value}", f"word-{value}")
    text_of_code = next(filter(None, (translated(key, lang) for key in keys)), None)
    if not text_of_code and not catalogue(lang).suffix:
        text_of_code = words("en").get(f"word-{key}-{value}") or labels("en").get(f"{key}-{value}")
    return text_of_code or value.replace("-", " ")


def datum(needs: DataNeeded | None, lang: Lang) -> str | None:
    """The data that would decide a target and where to find them; None if that is not recorded."""
    if needs is None:
        return None
    own = catalogue(lang).records
    figure, where = needs[own], (own == "zh" and needs.get("where_zh")) or needs["where"]
    if not where or where in figure:
        return figure
    return label("explain-where", lang, datum=figure, where=where)


def letter(place: int) -> str:
    """Letters for a number: a to z, then aa to zz."""
    more, own = divmod(place, 26)
    return (letter(more - 1) if more else "") + chr(ord("a") + own)


def command_line(key: str, line: str, lang: Lang) -> Line:
    """A command that shows more, after a text that says what it shows."""
    return (("dim", label(key, lang) + label("colon", lang) + line),)
