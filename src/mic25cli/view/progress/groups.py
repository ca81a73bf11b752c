"""Progress rolled up: a row a group, with every status counted."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.progress.rollup import CountedGroup, Counts, Mean
from mic25cli.calc.progress.status import STATUSES, Status
from mic25cli.model.book import Book
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Cell, Head, Table
from mic25cli.view.progress import statuses
from mic25cli.view.signs import STATUSES as SIGNS
from mic25cli.view.text import Lang, label_of
from mic25cli.view.words import label


def table(
    by: str, groups: Sequence[CountedGroup], book: Book, lang: Lang, *, for_people: bool
) -> Table:
    """Groups as a table; for people an empty cell stands for none."""
    means = [group for group in groups if group.mean is not None]
    zero = "" if for_people else "0"

    def head(key: str, rank: int, right: bool = True) -> Head:
        return Head(key, label(f"group-{key.partition('_')[0]}", lang), right, rank)

    def of_status(status: Status) -> ColumnOf[CountedGroup]:
        title, short = str(status), ""
        if for_people:
            title, short = statuses.mark(status, lang), SIGNS[status][0]
        rank = 0 if any(group.counts.statuses[status] for group in groups) else 3
        own = Head(status, title, True, rank, short=short)
        return own, lambda group: str(group.counts.statuses[status] or zero)

    def of_fit(fit: str) -> ColumnOf[CountedGroup]:
        title = label(f"fit-{fit}", lang) if for_people else f"fit_{fit}"
        return Head(f"fit_{fit}", title, True, 7), lambda group: str(group.counts.fits[fit] or zero)

    columns: list[ColumnOf[CountedGroup]] = [
        (head(by, 0, False)._replace(style="name"), lambda group: _key(by, group.key, book, lang)),
        (head("targets", 0), lambda group: str(group.counts.targets)),
        (head("milestones", 4), lambda group: str(group.counts.milestones)),
        *(map(of_status, STATUSES) if by != "status" else ()),
        (head("worst", 2, False), lambda group: _worst(group.counts, lang)),
        (head("weak", 5), lambda group: str(group.counts.weak)),
        *map(of_fit, _fits(groups, for_people)),
        (head("outside_only", 5), lambda group: str(group.counts.outside_only or zero)),
        *([(head("mean", 0), lambda group: _mean(group.mean, lang))] if means else []),
    ]
    return table_of(columns, groups)


def _fits(groups: Sequence[CountedGroup], for_people: bool) -> list[str]:
    """The fits that have a column: all for machines, those that occur for people."""
    found = list(groups[0].counts.fits) if groups else []
    return [
        fit for fit in found if not for_people or any(group.counts.fits[fit] for group in groups)
    ]


def _worst(counts: Counts, lang: Lang) -> Cell:
    return ((statuses.piece(counts.worst, lang),),) if counts.worst else ()


def _mean(mean: Mean | None, lang: Lang) -> str:
    assert mean is not None
    share = "–" if mean.share is None else f"{mean.share * 100:.0f}%"
    return label("progress-mean-of", lang, share=share, counted=mean.counted, left=mean.left_out)


def _key(by: str, key: str | None, book: Book, lang: Lang) -> str:
    if key is None:
        return label("group-no-industry" if by == "industry" else "group-none", lang)
    if by == "industry":
        return label_of(book, "industries", key, lang)
    if by == "status":
        return statuses.mark(key, lang)  # type: ignore[arg-type]
    return label(f"group-kind-{key}", lang) if by == "kind" else key
