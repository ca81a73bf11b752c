"""References in the styles of papers and citation managers; double braces protect names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mic25cli.calc import cited_sources as sources
from mic25cli.calc.cited_sources import Author, Dated, Day, Reference
from mic25cli.model import chinese_script, record_json
from mic25cli.model.dataset import RecordSet
from mic25cli.model.languages import catalogue
from mic25cli.model.unique_keys import read_table
from mic25cli.view.document import Head, TextDocument, TextTable
from mic25cli.view.sources.numbered_sources import place_words
from mic25cli.view.text import Lang, date, label, visible


def of_dataset(
    dataset: RecordSet, as_of: str | None, known_at: str | None, lang: Lang
) -> Reference:
    """The reference to the dataset itself, with its title in a language."""
    result = sources.of_dataset(dataset, as_of, known_at)
    values = {
        "digest": dataset.digest,
        "as-of": date(as_of or "", lang),
        "known-at": date(known_at or "", lang),
    }
    notes = tuple(label(f"cite-{key}", lang, value=each) for key, each in values.items() if each)
    title = dataset.profile.title_zh if catalogue(lang).footnotes else None
    return replace(result, title=title or result.title, notes=notes)


def document(references: Sequence[Reference], lang: Lang) -> TextDocument:
    """The references as sentences, one row each."""
    rows = tuple(((in_words(reference, lang),),) for reference in references)
    return TextDocument((TextTable((Head("reference", "Reference", rank=0),), rows),))


def in_words(reference: Reference, lang: Lang) -> str:
    """A reference as a sentence; in Chinese, as a footnote."""
    return footnote(reference, lang) if catalogue(lang).footnotes else sentence(reference)


def _when(reference: Reference, lang: Lang) -> str:
    return date(reference.date.edtf, lang) if reference.date else label("no-date", lang)


def sentence(reference: Reference) -> str:
    """Authors, title, publisher, series, date, address and notes, and the key of the reference."""
    title = reference.title + (f", version {reference.version}" if reference.version else "")
    parts = [", ".join(reference.authors), title]
    publisher = None if reference.publisher in reference.authors else reference.publisher
    place = (publisher, reference.series, _when(reference, "en"))
    parts.append(", ".join(filter(None, place)))
    if reference.url:
        access = f" (read {date(reference.accessed.edtf, 'en')})" if reference.accessed else ""
        parts.append(f"<{reference.url}>{access}")
    remarks = (remark for remark in reference.remarks if not remark.startswith("Date uncertain"))
    parts += [remark[:1].upper() + remark[1:] for remark in remarks]
    sentences = [f"{part}." if part[-1] not in ".?!。？！" else part for part in parts if part]
    return visible(" ".join([*sentences, f"[{reference.key}]"]))


def lines(references: Sequence[Reference], lang: Lang = "en") -> str:
    """One line per reference."""
    return "".join(f"{in_words(reference, lang)}\n" for reference in references)


def footnote(reference: Reference, lang: Lang) -> str:
    """A reference as a footnote; names and titles stay as printed."""
    authors = "、".join(reference.authors)
    publisher = None if reference.publisher in reference.authors else reference.publisher
    version = reference.version and label("cite-version", lang, version=reference.version)
    title = label("cite-title", lang, title=reference.title)
    parts = [f"{authors}：{title}" if authors else title, version, publisher, reference.series]
    parts += [_when(reference, lang), reference.url]
    if reference.accessed:
        parts.append(label("cite-accessed", lang, date=date(reference.accessed.edtf, lang)))
    notes = [*reference.notes, *([] if reference.read else [label("cite-unread", lang)])]
    if reference.copy_place:
        notes.append(label("cite-copy", lang, place=reference.copy_place))
    for key, word in (("report", "cite-relays"), ("at", "cite-at")):
        places = dict.fromkeys(filter(None, (getattr(each, key) for each in reference.places)))
        notes += [label(word, lang, place=place_words(place, lang)) for place in places]
    words = dict.fromkeys(f"“{each}”" for place in reference.places for each in place.quote)
    notes += [label("cite-words", lang, words="、".join(words))] if words else []
    sentences = ["，".join(filter(None, parts)), *notes]
    return visible("".join(f"{each}。" for each in sentences) + f"[{reference.key}]")


def iso(day: Day) -> str:
    """A day, month or year in ISO 8601."""
    return "-".join(
        f"{part:02d}" if place else f"{part:04d}"
        for place, part in enumerate((day.year, day.month, day.day))
        if part is not None
    )


def one_line(text: str) -> str:
    """A text without line breaks and control characters, for formats made of lines."""
    return visible(" ".join(text.split()))


def first(date: Dated | None) -> Day | None:
    """The day by which formats that accept only a single day give a date."""
    return None if date is None else date.ends[0]


_NAMES = read_table(Path(__file__))
_ESCAPES: dict[str, str] = _NAMES["escapes"]
"""BibTeX parsers count even escaped braces, so a brace in a text is written by its name."""
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
LANGUAGES: dict[str, str] = _NAMES["languages"]
"""The names of languages in biblatex."""


def escaped(text: str) -> str:
    """A text escaped for TeX."""
    return _SPECIAL.sub(lambda hit: _ESCAPES[hit.group()], one_line(text))


def address(url: str) -> str:
    """An address to be put in braces: characters that would end these are percent-encoded."""
    return "".join(f"%{ord(char):02X}" if char in "{}\\" else char for char in one_line(url))


TYPES: dict[str, Sequence[str]] = _NAMES["types"]
"""The type names of BibTeX, biblatex, RIS and GB/T 7714; records use those of CSL."""
HOLDERS: Sequence[dict[str, str]] = _NAMES["holders"]
"""The fields of BibTeX and biblatex for the publisher of an entry, by its type."""


def kind_of(reference: Reference) -> str | None:
    """The type of a text; a web page if only an address is known."""
    return reference.type or ("webpage" if reference.url else None)


def _type(reference: Reference, style: int) -> str:
    return TYPES.get(kind_of(reference) or "", ("misc", "misc", "GEN", "Z"))[style]


def _holder(reference: Reference, style: int, usual: str) -> str:
    return HOLDERS[style].get(_type(reference, style), usual)


def bibtex(references: Sequence[Reference]) -> str:
    """Entries for classic BibTeX: years without days; fields that it lacks become a note."""
    return "\n".join(_entry(_type(each, 0), each, _classic(each)) for each in references)


def biblatex(references: Sequence[Reference]) -> str:
    """Entries for biblatex: dates as recorded (EDTF), languages, the day of access."""
    return "\n".join(_entry(_type(each, 1), each, _modern(each)) for each in references)


def _entry(type_: str, reference: Reference, fields: Iterator[tuple[str, str | None]]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@{type_}{{{reference.key},", *lines, "}"]) + "\n"


def _braced(text: str | None) -> str | None:
    return f"{{{escaped(text)}}}" if text else None


def _shared(reference: Reference) -> Iterator[tuple[str, str | None]]:
    persons = [filter(None, (who.family, who.given)) for who in reference.persons]
    names = [", ".join(f"{{{escaped(part)}}}" for part in each) for each in persons]
    yield "author", " and ".join(names or [f"{{{escaped(name)}}}" for name in reference.authors])
    yield "title", f"{{{escaped(reference.title)}}}"


def _classic(reference: Reference) -> Iterator[tuple[str, str | None]]:
    day, accessed = first(reference.date), reference.accessed
    yield from _shared(reference)
    yield _holder(reference, 0, "publisher"), _braced(reference.publisher)
    yield "series", _braced(reference.series)
    yield "year", f"{day.year:04d}" if day else None
    yield "month", str(day.month) if day and day.month else None
    yield "url", address(reference.url or "")
    notes = [f"Version {reference.version}"] if reference.version else []
    notes += [*reference.remarks, *([f"Accessed {accessed.edtf}"] if accessed else [])]
    yield "note", escaped("; ".join(notes))


def _modern(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield from _shared(reference)
    yield _holder(reference, 1, "organization"), _braced(reference.publisher)
    yield "titleaddon", _braced(reference.series)
    yield "date", reference.date.edtf if reference.date else None
    yield "version", escaped(reference.version or "")
    yield "url", address(reference.url or "")
    accessed = first(reference.accessed)
    yield "urldate", iso(accessed) if accessed else None
    yield "langid", LANGUAGES.get(reference.lang)
    yield "note", escaped("; ".join(reference.remarks))


def csl_json(references: Sequence[Reference]) -> str:
    """CSL-JSON, which Zotero, Pandoc and citeproc read: an array of items."""
    return record_json.pretty([_item(reference) for reference in references]) + "\n"


def _item(reference: Reference) -> dict[str, object]:
    # The name is literal, so that no program splits it.
    type_ = kind_of(reference) or "document"
    names = ({"family": who.family, "given": who.given} for who in reference.persons)
    persons = [{key: part for key, part in who.items() if part} for who in names]
    item = {
        "id": reference.key,
        "type": type_,
        "title": reference.title,
        "author": persons or [{"literal": name} for name in reference.authors] or None,
        "container-title" if type_.startswith("article") else "publisher": reference.publisher,
        "collection-title": reference.series,
        "version": reference.version,
        "issued": _parts_of(reference.date),
        "accessed": _parts_of(reference.accessed),
        "URL": reference.url,
        "language": reference.lang,
        "note": "; ".join(reference.remarks) or None,
    }
    return {key: value for key, value in item.items() if value is not None}


def _parts_of(date: Dated | None) -> dict[str, object] | None:
    if date is None:
        return None
    parts = [
        [part for part in (day.year, day.month, day.day) if part is not None] for day in date.ends
    ]
    return {"date-parts": parts, **({} if date.sure else {"circa": True})}


def ris(references: Sequence[Reference]) -> str:
    """RIS, which most managers read: one tag per line, a blank line after each entry."""
    texts = []
    for reference in references:
        lines = [f"{tag}  - {one_line(value)}\n" for tag, value in _tags(reference) if value]
        texts += [*lines, "ER  - \n\n"]
    return "".join(texts)


def without_commas(name: str) -> str:
    """A name without commas, which would separate family and given name."""
    return name.replace(", ", " ").replace(",", " ")


def _tags(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "TY", _type(reference, 2)
    yield "ID", reference.key
    persons = (filter(None, (who.family, who.given)) for who in reference.persons)
    names = [", ".join(map(without_commas, parts)) for parts in persons]
    for name in names or map(without_commas, reference.authors):
        yield "AU", name
    yield "TI", reference.title
    day, accessed = first(reference.date), first(reference.accessed)
    yield "T3", reference.series
    yield "T2" if _type(reference, 0) == "article" else "PB", reference.publisher
    yield "PY", f"{day.year:04d}" if day else None
    yield "DA", _slashed(day) if day else None
    yield "ET", reference.version
    yield "UR", reference.url
    yield "Y2", _slashed(accessed) if accessed else None
    yield "LA", reference.lang
    yield from (("N1", remark) for remark in reference.remarks)


def _slashed(day: Day) -> str:
    month, of_month = (f"{part:02d}" if part else "" for part in (day.month, day.day))
    return f"{day.year:04d}/{month}/{of_month}/"


MOST = 3
"""The maximum number of authors that are named; others are abbreviated."""


def gbt7714(references: Sequence[Reference]) -> str:
    """China's national standard GB/T 7714-2015, a numbered line for each reference.

    The result equals that of Zotero with the style of that name (numeric, Chinese):
    https://www.zotero.org/styles/china-national-standard-gb-t-7714-2015-numeric
    """
    entries = (". ".join(filter(None, _standard(reference))) for reference in references)
    return "".join(f"[{number}]{one_line(each)}.\n" for number, each in enumerate(entries, 1))


def _standard(reference: Reference) -> Iterator[str]:
    names = [*map(_standard_name, reference.persons)] or [*reference.authors]
    yield ", ".join([*names[:MOST], "等"] if len(names) > MOST else names)
    kind = kind_of(reference)
    medium = "/OL" if reference.url else ""
    yield f"{reference.title}[{_type(reference, 3)}{medium}]"
    access = (
        f"[{_standard_date(reference.accessed)}]" if reference.accessed and reference.url else ""
    )
    whole = _standard_date(reference.date) if reference.date else ""
    if kind == "article-newspaper":
        yield ", ".join(filter(None, (reference.publisher, whole))) + access
    elif reference.publisher or kind in ("article-journal", "book", "chapter"):
        yield ", ".join(filter(None, (reference.publisher, _standard_year(reference)))) + access
    elif reference.url:
        yield (f"({whole})" if whole else "") + access
    else:
        yield _standard_year(reference)
    yield reference.url or ""
    # The style has no field for this, but readers need it.
    yield "" if reference.read else label("cite-unread", "zh")


def _standard_name(who: Author) -> str:
    """The name of a person: Chinese as printed, otherwise the family name and initials."""
    if chinese_script.has_han(who.family):
        return who.family + (who.given or "")
    initials = (part[0] for part in (who.given or "").replace("-", " ").split())
    return " ".join([who.family.upper(), *initials])


def _standard_date(date: Dated) -> str:
    return "/".join(map(iso, date.ends))


def _standard_year(reference: Reference) -> str:
    """The year, in brackets if uncertain; without one, the year in which it was read."""
    date = reference.date or reference.accessed
    if date is None:
        return ""
    years = "/".join(dict.fromkeys(f"{day.year:04d}" for day in date.ends))
    return years if reference.date and date.sure else f"[{years}]"


STYLES: dict[str, Callable[[Sequence[Reference]], str]] = {
    "text": lines,
    "bibtex": bibtex,
    "biblatex": biblatex,
    "csl-json": csl_json,
    "ris": ris,
    "gbt7714": gbt7714,
}
