"""RIS, which EndNote and most managers read: a tag a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mic25cli.calc.references import Day, Reference
from mic25cli.view.cite.text import first, one_line


def written(references: Sequence[Reference]) -> str:
    """The entries, each with a blank line after it."""
    return "".join(_entry(reference) for reference in references)


def _entry(reference: Reference) -> str:
    lines = (f"{tag}  - {one_line(value)}\n" for tag, value in _tags(reference) if value)
    return "".join(lines) + "ER  - \n\n"


def whole(name: str) -> str:
    """A name in which no comma parts a family name from a given one."""
    return name.replace(", ", " ").replace(",", " ")


def _tags(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "TY", "DATA" if reference.dataset else "ELEC" if reference.url else "GEN"
    yield "ID", reference.key
    for name in reference.authors:
        yield "AU", whole(name)
    yield "TI", reference.title
    day, accessed = first(reference.date), first(reference.accessed)
    yield "T3", reference.series
    yield "PB", reference.publisher
    yield "PY", f"{day.year:04d}" if day else None
    yield "DA", _date(day) if day else None
    yield "ET", reference.version
    yield "UR", reference.url
    yield "Y2", _date(accessed) if accessed else None
    yield "LA", reference.lang
    yield from (("N1", remark) for remark in reference.remarks)


def _date(day: Day) -> str:
    month, of_month = (f"{part:02d}" if part else "" for part in (day.month, day.day))
    return f"{day.year:04d}/{month}/{of_month}/"
