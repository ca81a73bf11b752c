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


def _entry(type_: str, reference: Reference, fields: Iterator[tuple[str, str | None]]) -> str:
    """An entry of the fields that have a value."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@{type_}{{{reference.key},", *lines, "}"]) + "\n"


def _braced(text: str | None) -> str | None:
    """A text that stays as it is: in braces of its own."""
    return f"{{{escaped(text)}}}" if text else None


def _shared(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "author", " and ".join(f"{{{escaped(name)}}}" for name in reference.authors)
    yield "title", f"{{{escaped(reference.title)}}}"


def _classic(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield from _shared(reference)
    yield "publisher", _braced(reference.publisher)
    yield "series", _braced(reference.series)
    day, accessed = first(reference.date), reference.accessed
    yield "year", f"{day.year:04d}" if day else None
    yield "month", str(day.month) if day and day.month else None
    yield "url", address(reference.url or "")
    notes = [f"Version {reference.version}"] if reference.version else []
    notes += [*reference.remarks, *([f"Accessed {accessed.edtf}"] if accessed else [])]
    yield "note", escaped("; ".join(notes))


def _modern(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield from _shared(reference)
    yield "organization", _braced(reference.publisher)
    yield "titleaddon", _braced(reference.series)
    yield "date", reference.date.edtf if reference.date else None
    yield "version", escaped(reference.version or "")
    yield "url", address(reference.url or "")
    accessed = first(reference.accessed)
    yield "urldate", iso(accessed) if accessed else None
    yield "langid", LANGUAGES.get(reference.lang)
    yield "note", escaped("; ".join(reference.remarks))
