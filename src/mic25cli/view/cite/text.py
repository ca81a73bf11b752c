"""References as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.references import Dated, Day, Reference
from mic25cli.view.text import visible


def written(references: Sequence[Reference]) -> str:
    """A reference a line."""
    return "".join(f"{line(reference)}\n" for reference in references)


def line(reference: Reference) -> str:
    """Authors, title, publisher, series, date, address, what must be known of it; its key."""
    title = reference.title + (f", version {reference.version}" if reference.version else "")
    parts = [", ".join(reference.authors), title]
    publisher = None if reference.publisher in reference.authors else reference.publisher
    date = "n.d." if reference.date is None else reference.date.edtf
    parts.append(", ".join(each for each in (publisher, reference.series, date) if each))
    if reference.url:
        seen = f" (read {reference.accessed.edtf})" if reference.accessed else ""
        parts.append(f"<{reference.url}>{seen}")
    parts += [remark for remark in reference.remarks if not remark.startswith("Date uncertain")]
    sentences = [f"{part}." if part[-1] not in ".?!。？！" else part for part in parts if part]
    return visible(" ".join([*sentences, f"[{reference.key}]"]))


def iso(day: Day) -> str:
    """A day, month or year as ISO 8601."""
    return "-".join(
        f"{part:02d}" if place else f"{part:04d}"
        for place, part in enumerate((day.year, day.month, day.day))
        if part is not None
    )


def one_line(text: str) -> str:
    """A text without line breaks and control characters: a field of a line-based format."""
    return visible(" ".join(text.split()))


def first(date: Dated | None) -> Day | None:
    """The day that stands for a date where a format has but one."""
    return None if date is None else date.ends[0]
