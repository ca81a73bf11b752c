"""RIS, which EndNote and most managers read: a tag a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mic25cli.calc.references import Day, Reference
from mic25cli.view.cite.text import first, one_line


def written(references: Sequence[Reference]) -> str:
    """The entries, each with a blank line after it."""
    return "".join(
        "".join(f"{tag}  - {one_line(value)}\n" for tag, value in _tags(reference)) + "ER  - \n\n"
        for reference in references
    )


def whole(name: str) -> str:
    """A name in which no comma parts a family name from a given one."""
    return name.replace(", ", " ").replace(",", " ")


def _tags(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "DATA" if reference.dataset else "ELEC" if reference.url else "GEN"
    yield "ID", reference.key
    for name in reference.authors:
        yield "AU", whole(name)
    yield "TI", reference.title
    day, accessed = first(reference.date), first(reference.accessed)
    if reference.series:
        yield "T3", reference.series
    if reference.publisher:
        yield "PB", reference.publisher
    if day is not None:
        yield "PY", f"{day.year:04d}"
        yield "DA", _date(day)
    if reference.version:
        yield "ET", reference.version
    if reference.url:
        yield "UR", reference.url
    if accessed is not None:
        yield "Y2", _date(accessed)
    yield "LA", reference.lang
    for remark in reference.remarks:
        yield "N1", remark


def _date(day: Day) -> str:
    month, of_month = (f"{part:02d}" if part else "" for part in (day.month, day.day))
    return f"{day.year:04d}/{month}/{of_month}/"
