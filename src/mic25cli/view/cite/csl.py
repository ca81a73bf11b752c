"""CSL-JSON, which Zotero, Pandoc and citeproc read."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.references import Dated, Reference
from mic25cli.model import stored


def written(references: Sequence[Reference]) -> str:
    """An array of items."""
    return stored.pretty([item(reference) for reference in references]) + "\n"


def item(reference: Reference) -> dict[str, object]:
    """A reference as an item; a name is literal, so that nothing takes it apart."""
    type_ = "dataset" if reference.dataset else "webpage" if reference.url else "document"
    found: dict[str, object] = {"id": reference.key, "type": type_, "title": reference.title}
    return found | {
        key: value
        for key, value in (
            ("author", [{"literal": name} for name in reference.authors] or None),
            ("publisher", reference.publisher),
            ("collection-title", reference.series),
            ("version", reference.version),
            ("issued", _date(reference.date)),
            ("accessed", _date(reference.accessed)),
            ("URL", reference.url),
            ("language", reference.lang),
            ("note", "; ".join(reference.remarks) or None),
        )
        if value is not None
    }


def _date(date: Dated | None) -> dict[str, object] | None:
    if date is None:
        return None
    parts = [
        [part for part in (day.year, day.month, day.day) if part is not None] for day in date.ends
    ]
    return {"date-parts": parts, **({} if date.sure else {"circa": True})}
