"""Progress rolled up: a row a group, with every status counted."""

from __future__ import annotations

from typing import Any

from mic25cli.calc.progress.rollup import NONE, Group, Rollup
from mic25cli.calc.progress.status import ASSESSED, STATUSES, Status
from mic25cli.model.book import Book
from mic25cli.view import statuses
from mic25cli.view.progress import Envelope, footer, payload, plain
from mic25cli.view.sheet import Cell, Head, Sheet
from mic25cli.view.text import Lang, label_of

_RANKS: dict[Status, int] = {
    status: 0 if status == "not-assessable" else 2 if status in ASSESSED else 3
    for status in STATUSES
}
"""What has no verdict is never left out for want of room."""

_TITLES = {
    "industry": ("Industry", "产业"),
    "report": ("Report", "报告"),
    "status": ("Status", "状态"),
    "year": ("Target year", "目标年份"),
    "kind": ("Kind", "性质"),
}


def items(rollup: Rollup) -> list[dict[str, Any]]:
    """Groups as plain values: the key (null for those without one), the counts, the mean."""
    return [
        {
            "by": rollup.by,
            "key": None if group.key == NONE else group.key,
            **plain(group.counts),
            "mean": plain(group.mean),
        }
        for group in rollup.groups
    ]


def sheet(
    rollup: Rollup,
    groups: list[tuple[Group, dict[str, Any]]],
    book: Book,
    envelope: Envelope,
    lang: Lang,
    for_people: bool,
) -> Sheet:
    """Groups, each with its plain values, as a sheet; for people an empty cell stands for none."""
    zh = lang == "zh"
    mean = any(group.mean is not None for group, _ in groups)
    heads = (
        Head(rollup.by, _TITLES[rollup.by][1 if zh else 0], rank=0, style="name"),
        Head("targets", "目标" if zh else "Targets", True, 0),
        Head("milestones", "目标值" if zh else "Milestones", True, 4),
        *(
            Head(
                status, statuses.mark(status, lang) if for_people else status, True, _RANKS[status]
            )
            for status in STATUSES
            if rollup.by != "status"
        ),
        Head("worst", "最差" if zh else "Worst", rank=6),
        Head("weak", "证据薄弱" if zh else "Weak evidence", True, 5),
        *([Head("mean", "平均进度" if zh else "Mean way", True, 0)] if mean else []),
    )
    rows = tuple(
        _row(rollup.by, group, mean, book, lang, "" if for_people else "0") for group, _ in groups
    )
    lines = list(footer(rollup.total, envelope.question, lang))
    if rollup.repeated:
        lines.append(
            f"{rollup.repeated} counted more than once: a target of two industries is in both rows"
        )
    if mean:
        lines.append("mean way: over the milestones that have one; the others are left out")
    found = [item for _, item in groups]
    return Sheet(
        heads, rows, payload(envelope, rollup.total, found), tuple(found), footer=tuple(lines)
    )


def _row(by: str, group: Group, mean: bool, book: Book, lang: Lang, zero: str) -> tuple[Cell, ...]:
    counts = group.counts
    cells: list[Cell] = [
        (_key(by, group.key, book, lang),),
        (str(counts.targets),),
        (str(counts.milestones),),
    ]
    if by != "status":
        numbers = [
            str(counts.statuses[status]) if counts.statuses[status] else zero for status in STATUSES
        ]
        cells += [(number,) if number else () for number in numbers]
    cells.append((statuses.mark(counts.worst, lang),) if counts.worst else ())
    cells.append((str(counts.weak),))
    if mean:
        of = group.mean
        assert of is not None
        share = "–" if of.share is None else f"{of.share * 100:.0f}%"
        cells.append((f"{share} of {of.counted}, {of.left_out} left out",))
    return tuple(cells)


def _key(by: str, key: str, book: Book, lang: Lang) -> str:
    if key == NONE:
        return "(未指明)" if lang == "zh" else "(none)"
    if by == "industry":
        return label_of(book, "industries", key, lang)
    if by == "status":
        return statuses.mark(key, lang)  # type: ignore[arg-type]
    return key
