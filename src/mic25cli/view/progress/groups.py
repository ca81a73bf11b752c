"""Progress rolled up: a row a group, with every status counted."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.progress.rollup import CountedGroup
from mic25cli.calc.progress.status import STATUSES
from mic25cli.model.book import Book
from mic25cli.view.document import Cell, Head, Table
from mic25cli.view.progress import statuses
from mic25cli.view.signs import STATUSES as SIGNS
from mic25cli.view.text import Lang, label_of
from mic25cli.view.words import label


def table(
    by: str, groups: Sequence[CountedGroup], book: Book, lang: Lang, *, for_people: bool
) -> Table:
    """Groups as a table; for people an empty cell stands for none."""
    mean = any(group.mean is not None for group in groups)
    counted = [] if by == "status" else list(STATUSES)
    heads = (
        Head(by, label(f"group-{by}", lang), rank=0, style="name"),
        Head("targets", label("group-targets", lang), True, 0),
        Head("milestones", label("group-milestones", lang), True, 4),
        *(
            Head(
                status,
                statuses.mark(status, lang) if for_people else status,
                True,
                0 if any(group.counts.statuses[status] for group in groups) else 3,
                short=SIGNS[status][0] if for_people else "",
            )
            for status in counted
        ),
        Head("worst", label("group-worst", lang), rank=2),
        Head("weak", label("group-weak", lang), True, 5),
        *(
            Head(f"fit_{fit}", label(f"fit-{fit}", lang) if for_people else f"fit_{fit}", True, 7)
            for fit in _fits(groups, for_people)
        ),
        Head("outside_only", label("group-outside", lang), True, 5),
        *([Head("mean", label("group-mean", lang), True, 0)] if mean else []),
    )
    fits = _fits(groups, for_people)
    zero = "" if for_people else "0"
    rows = tuple(_row(by, group, fits, book, lang, zero, mean=mean) for group in groups)
    return Table(heads, rows)


def _fits(groups: Sequence[CountedGroup], for_people: bool) -> list[str]:
    """The fits that have a column: all for machines, those that occur for people."""
    found = list(groups[0].counts.fits) if groups else []
    return [
        fit for fit in found if not for_people or any(group.counts.fits[fit] for group in groups)
    ]


def _row(
    by: str, group: CountedGroup, fits: list[str], book: Book, lang: Lang, zero: str, *, mean: bool
) -> tuple[Cell, ...]:
    counts = group.counts

    def number(count: int) -> Cell:
        text = str(count) if count else zero
        return (text,) if text else ()

    cells: list[Cell] = [
        (_key(by, group.key, book, lang),),
        (str(counts.targets),),
        (str(counts.milestones),),
    ]
    if by != "status":
        cells += [number(counts.statuses[status]) for status in STATUSES]
    cells.append(((statuses.piece(counts.worst, lang),),) if counts.worst else ())
    cells.append((str(counts.weak),))
    cells += [number(counts.fits[fit]) for fit in fits]
    cells.append(number(counts.outside_only))
    if mean:
        of = group.mean
        assert of is not None
        share = "–" if of.share is None else f"{of.share * 100:.0f}%"
        cells.append(
            (label("progress-mean-of", lang, share=share, counted=of.counted, left=of.left_out),)
        )
    return tuple(cells)


def _key(by: str, key: str | None, book: Book, lang: Lang) -> str:
    if key is None:
        return label("group-no-industry" if by == "industry" else "group-none", lang)
    if by == "industry":
        return label_of(book, "industries", key, lang)
    if by == "status":
        return statuses.mark(key, lang)  # type: ignore[arg-type]
    return label(f"group-kind-{key}", lang) if by == "kind" else key
