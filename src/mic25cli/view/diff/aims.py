"""Two books by the sorts of aims of their targets: which sorts went, and which came."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.heirs import AimRow, AimsReport, Fate, of_fates
from mic25cli.model.choices import HEIRS
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.coverage import percent
from mic25cli.view.diff import items
from mic25cli.view.document import Facts, Head, TextDocument
from mic25cli.view.output import Output
from mic25cli.view.text import Lang
from mic25cli.view.words import label

OUTPUTS = (*items.OUTPUTS, Output("diff-aims", AimRow, AimsReport))
COLUMNS = (
    "aim",
    "old",
    "old_share",
    "new",
    "new_share",
    *HEIRS,
    "otherwise",
    "without_heir",
)
_NAMED = 12
"""Old targets that are named of each fate; JSON has all."""
_POINT = 0.01
"""A share that moves by less than a point has not moved."""


def document(report: AimsReport, rows: Sequence[AimRow], lang: Lang) -> TextDocument:
    """The sorts as a table, what moved in a line, and below the old targets by their fate."""
    total = report.summary
    comma = label("comma", lang)

    def moved(up: bool) -> str:
        changed = [
            (row.new_share - row.old_share, row)
            for row in rows
            if row.old_share is not None and row.new_share is not None
        ]
        changed.sort(key=lambda each: each[0], reverse=up)
        return comma.join(
            f"{_aim(row, lang)} {_share(row.old_share)} → {_share(row.new_share)}"
            for by, row in changed
            if (by if up else -by) >= _POINT
        ) or label("aims-none", lang)

    said = {"old": total.old, "none": total.without_heir, "other": total.otherwise}
    fates = tuple(
        (f"{label(f'word-how-{how}', lang)} ({len(found)})", (_short(found, lang),))
        for how in HEIRS
        if (found := list(of_fates(list(rows), how)))
    )
    return TextDocument(
        (
            table_of(_columns(report, lang), (*rows, total)),
            Facts(
                (
                    (label("aims-went", lang), (moved(False),)),
                    (label("aims-came", lang), (moved(True),)),
                    *fates,
                )
            ),
        ),
        notes=(label("aims-heirs", lang, **said), label("aims-ours", lang)),
    )


def _short(fates: Sequence[Fate], lang: Lang) -> str:
    """The first targets by id, and how many more there are."""
    ids = [fate.target for fate in fates]
    more = [label("diff-more", lang, count=len(ids) - _NAMED)] if len(ids) > _NAMED else []
    return label("comma", lang).join([*ids[:_NAMED], *more])


def _aim(row: AimRow, lang: Lang) -> str:
    return label("aims-unsaid", lang) if row.aim is None else label(f"word-aim-{row.aim}", lang)


def _share(share: float | None) -> str:
    return "".join(map(str, percent(share)))


def _columns(report: AimsReport, lang: Lang) -> list[ColumnOf[AimRow]]:
    def head(key: str, rank: int, title: str = "") -> Head:
        return Head(key, title or label(f"aims-{key}", lang), True, rank)

    def named(row: AimRow) -> str:
        return label("aims-all", lang) if row is report.summary else _aim(row, lang)

    return [
        (Head("aim", label("field-aim", lang), rank=0, style="name"), named),
        (head("old", 0, report.sides.old.at), lambda row: str(row.old)),
        (head("old_share", 0, "%"), lambda row: percent(row.old_share)),
        (head("new", 0, report.sides.new.at), lambda row: str(row.new)),
        (head("new_share", 0, "%"), lambda row: percent(row.new_share)),
        *(
            (
                head(how, 2, label(f"word-how-{how}", lang)),
                lambda row, how=how: str(row.taken_up[how]),
            )
            for how in HEIRS
        ),
        (head("otherwise", 3), lambda row: str(row.otherwise)),
        (head("without_heir", 1), lambda row: str(row.without_heir)),
    ]
