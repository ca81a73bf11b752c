"""What the charts across records say in words, and the signs and colours of their categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import ascii_uppercase
from typing import Any

from mic25cli.calc.progress.status import STATUSES
from mic25cli.calc.tally import AMOUNTS, Group, Part, Tally
from mic25cli.view.chart.glyphs import UNICODE
from mic25cli.view.chart.output import PART_KEYS, Counted, keyed
from mic25cli.view.progress import statuses
from mic25cli.view.quantities import quantity
from mic25cli.view.text import Lang, name_of
from mic25cli.view.words import counted, kind_name, label, value_word

PLAIN_STATUS = dict(zip(STATUSES, "+L^/>vxswo?", strict=True))
"""A status in ASCII; the arrows of `statuses.SYMBOLS` as far as it goes."""

PLACES = {
    "achieved": 2, "met-late": 5, "on-track": 0, "behind": 4, "far-behind": 3, "regressing": 6,
    "missed": 1, "superseded": 7, "withdrawn": 7, "not-started": 7,
}  # fmt: skip
"""Which of the series' colours a status has; none for `not-assessable`, which is hollow."""

MOST_NAMED = 60
"""Sources that a caption names; more would be longer than the chart."""

FILLS = {"target": "░", "raised": "█", "registered": "▒"}
PLAIN_FILLS = {"target": "-", "raised": "#", "registered": "="}


def title(tally: Tally, lang: Lang) -> str:
    """What the chart is called."""
    return label(f"chart-{tally.sort}", lang)


def category(tally: Tally, key: str, lang: Lang) -> str:
    """What a category is called."""
    if tally.sort == "progress":
        return statuses.word(key, lang)  # type: ignore[arg-type]
    if tally.sort == "timeline":
        return kind_name(key, lang)
    return value_word("kind", key, lang)


def sign(tally: Tally, key: str, ascii_only: bool = False) -> str:
    """The sign of a category: what tells it from the others without colour."""
    if tally.sort == "progress":
        return (PLAIN_STATUS if ascii_only else statuses.SYMBOLS)[key]  # type: ignore[index]
    if tally.sort == "funds":
        return (PLAIN_FILLS if ascii_only else FILLS)[key]
    place = tally.categories.index(key)
    return ascii_uppercase[place] if ascii_only else UNICODE.mark(place, weak=False)


def colour(tally: Tally, key: str) -> int | None:
    """The place of a category's colour among those of series; None for hollow."""
    if tally.sort == "progress":
        return PLACES.get(key)
    if tally.sort == "funds":
        return (None, 0, 1)[AMOUNTS.index(key)]
    return tally.categories.index(key)


def name(tally: Tally, group: Group, lang: Lang) -> str:
    """What a group is called; a fund with its year."""
    if tally.sort == "timeline":
        return group.key
    if group.name is None:
        return label("chart-no-industry", lang)
    said = name_of(group.name, lang)
    return f"{group.year} {said}" if group.year else said


def counts(tally: Tally, group: Group, lang: Lang, ascii_only: bool = False) -> str:
    """The numbers of a group's categories, in words."""
    return label("comma", lang).join(
        f"{sign(tally, part.category, ascii_only)} {category(tally, part.category, lang)} "
        f"{part.number}"
        for part in group.parts
    )


def amount(part: Part, lang: Lang) -> tuple[str, str]:
    """A sum as its source words it, and its date and round."""
    assert part.claim is not None
    given = [part.claim["date"] or label("no-date", lang)]
    if part.claim["round"] is not None:
        given.append(label("round", lang, number=part.claim["round"]))
    return quantity(part.claim, lang), label("comma-text", lang).join(given)


def sentence(tally: Tally, lang: Lang) -> str:
    """The chart in one sentence."""
    if tally.sort == "funds":
        return label(
            "chart-said-funds", lang, drawn=tally.total, funds=len(tally.groups),
            unit=value_word("unit", tally.unit or "", lang),
        )  # fmt: skip
    totals: dict[str, Any] = dict.fromkeys(tally.categories, 0)
    for group in tally.groups:
        for part in group.parts:
            totals[part.category] += part.number
    said = label("comma", lang).join(
        f"{category(tally, key, lang)} {number}" for key, number in totals.items()
    )
    if tally.sort == "progress":
        milestones = counted(tally.total, "milestone", lang)
        return label("chart-said-progress", lang, milestones=milestones, statuses=said)
    ends = [group.key for group in tally.groups] or ["–"]
    return label(
        "chart-said-timeline", lang, total=tally.total, first=ends[0], last=ends[-1], kinds=said
    )


def caption(tally: Tally, lang: Lang) -> Iterator[str]:
    """The lines below: the dates, what is left out and why, the sources."""
    known = label("progress-known", lang, date=tally.known_at) if tally.known_at else ""
    yield label("chart-as-of", lang, as_of=tally.as_of, known=known)
    if tally.repeated:
        yield label("chart-repeated", lang, count=tally.repeated)
    if tally.sort == "funds":
        yield label("chart-never-added", lang)
    if tally.left_out:
        key = "chart-undated" if tally.sort == "timeline" else "chart-not-drawn"
        yield label(key, lang, why=_why(tally, tally.left_out, lang))
    if len(tally.sources) > MOST_NAMED:
        yield label("chart-sources-many", lang, count=len(tally.sources), chart=tally.sort)
    elif tally.sources:
        yield label("chart-sources", lang, ids=label("comma", "en").join(tally.sources))


def _why(tally: Tally, left_out: Mapping[str, int], lang: Lang) -> str:
    def word(key: str, count: int) -> str:
        if key in ("other-claim", "other-unit"):
            return label(f"chart-why-{key}", lang)
        if tally.sort == "timeline":
            return kind_name(key, lang, count)
        return category(tally, key, lang)

    return label("comma", lang).join(
        label("chart-why", lang, count=count, why=word(key, count))
        for key, count in sorted(left_out.items())
    )


def report(tally: Tally) -> Counted:
    """What the chart says of itself, before its parts."""
    return {
        "schema": "mic25.chart-across/1",
        "as_of": tally.as_of,
        "known_at": tally.known_at,
        "digest": tally.digest,
        "chart": tally.sort,
        "categories": list(tally.categories),
        "total": tally.total,
        "repeated": tally.repeated,
        "left_out": dict(tally.left_out),
        "sources": list(tally.sources),
    }


def parts(tally: Tally) -> Iterator[dict[str, object]]:
    """Every part of every group as plain values."""
    for group in tally.groups:
        for part in group.parts:
            found: dict[str, object] = {
                "chart": tally.sort,
                "group": group.key or None,
                "name": None if group.name is None else dict(group.name),
                "year": group.key if tally.sort == "timeline" else group.year,
                "category": part.category,
                "number": part.number,
                "unit": tally.unit,
            }
            if part.span is not None and part.claim is not None:
                claim = part.claim
                found |= {
                    "low": part.span.low, "high": part.span.high, "value": claim["value"],
                    "bound": claim["bound"], "recorded_unit": claim["unit"],
                    "printed": quantity(claim), "date": claim["date"], "round": claim["round"],
                    "weak": part.weak, "report": claim["report"],
                    "sources": [cite["source"] for cite in claim["cite"]], "note": claim["note"],
                }  # fmt: skip
            yield keyed(PART_KEYS, found)
