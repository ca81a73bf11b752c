"""BibTeX and biblatex: a name or title in double braces is neither split nor set in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mic25cli.calc.references import Reference
from mic25cli.view.cite.text import first, iso, one_line

# Programs that read BibTeX count braces, those behind a backslash too: one in a text has a name.
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "&%$#_"},
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")

LANGUAGES = {
    "de": "german", "en": "english", "es": "spanish", "fr": "french", "hr": "croatian",
    "it": "italian", "ja": "japanese", "ko": "korean", "ru": "russian", "zh": "chinese",
}  # fmt: skip
"""Languages by the names that biblatex has for them."""


def escaped(text: str) -> str:
    """A text as TeX prints it."""
    return _SPECIAL.sub(lambda hit: _ESCAPES[hit.group()], one_line(text))


def address(url: str) -> str:
    """An address as it stands between braces: what would end them in percent form."""
    return "".join(f"%{ord(char):02X}" if char in "{}\\" else char for char in one_line(url))


def bibtex(references: Sequence[Reference]) -> str:
    """Entries for classic BibTeX: years, no dates; what it has no field for is a note."""
    return "\n".join(_entry("misc", reference, _classic(reference)) for reference in references)


def biblatex(references: Sequence[Reference]) -> str:
    """Entries for biblatex: dates as recorded (EDTF), languages, the day of access."""
    return "\n".join(
        _entry(
            "dataset" if reference.dataset else "online" if reference.url else "misc",
            reference,
            _modern(reference),
        )
        for reference in references
    )


def _entry(type_: str, reference: Reference, fields: Iterator[tuple[str, str]]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@{type_}{{{reference.key},", *lines, "}"]) + "\n"


def _shared(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.authors:
        yield "author", " and ".join(f"{{{escaped(name)}}}" for name in reference.authors)
    yield "title", f"{{{escaped(reference.title)}}}"


def _classic(reference: Reference) -> Iterator[tuple[str, str]]:
    yield from _shared(reference)
    if reference.publisher:
        yield "publisher", f"{{{escaped(reference.publisher)}}}"
    if reference.series:
        yield "series", f"{{{escaped(reference.series)}}}"
    day = first(reference.date)
    if day is not None:
        yield "year", f"{day.year:04d}"
    if day is not None and day.month is not None:
        yield "month", str(day.month)
    if reference.url:
        yield "url", address(reference.url)
    notes = list(reference.remarks)
    if reference.version:
        notes.insert(0, f"Version {reference.version}")
    if reference.accessed:
        notes.append(f"Accessed {reference.accessed.edtf}")
    if notes:
        yield "note", escaped("; ".join(notes))


def _modern(reference: Reference) -> Iterator[tuple[str, str]]:
    yield from _shared(reference)
    if reference.publisher:
        yield "organization", f"{{{escaped(reference.publisher)}}}"
    if reference.series:
        yield "titleaddon", f"{{{escaped(reference.series)}}}"
    if reference.date is not None:
        yield "date", reference.date.edtf
    if reference.version:
        yield "version", escaped(reference.version)
    if reference.url:
        yield "url", address(reference.url)
    accessed = first(reference.accessed)
    if accessed is not None:
        yield "urldate", iso(accessed)
    if reference.lang in LANGUAGES:
        yield "langid", LANGUAGES[reference.lang]
    if reference.remarks:
        yield "note", escaped("; ".join(reference.remarks))
