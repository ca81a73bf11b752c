"""The installed datasets, one row each, with the counts of their targets."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from mic25cli.calc.progress.by_target import CountsByOrigin, TargetCounts
from mic25cli.calc.progress.status import STATUSES
from mic25cli.model.plain_values import in_place
from mic25cli.model.records import Name
from mic25cli.values import FrozenData, field, replace
from mic25cli.view.columns import ColumnOf, name_columns, table_of
from mic25cli.view.document import Cell, Head, Piece, TextDocument
from mic25cli.view.json_output import Output
from mic25cli.view.text import Lang, date, label, spoken
from mic25cli.view.verdict.status_marks import GROUPS


class InstalledDataset(FrozenData):
    """A dataset, with the number of its targets that can be judged."""

    dataset: str
    """its name for --dataset"""
    title: Name
    version: str | None
    evidence_to: str | None
    """the end of the newest period of a figure, up to which there is evidence (EDTF)"""
    digest: str
    """the hash of its records"""
    as_of: str
    """the date as of which its targets are judged: the requested one, or the dataset's own"""
    counts: CountsByOrigin = field(metadata=in_place(CountsByOrigin))


OUTPUT = Output("datasets", InstalledDataset)


def document(rows: Sequence[InstalledDataset], lang: Lang) -> TextDocument:
    """The datasets as a table."""

    def evidence(row: InstalledDataset) -> str:
        return spoken(row.evidence_to, lang) if row.evidence_to else ""

    def count_cell(counts: TargetCounts | None) -> Cell:
        if counts is None:
            return ()
        pieces: list[Piece] = [("", f"{counts.targets}:")]
        pieces += [
            (style, f"  {sign} {counts.groups[group]}")
            for group, (sign, style, _) in GROUPS.items()
            if counts.groups[group]
        ]
        return (tuple(pieces),)

    columns: list[ColumnOf[InstalledDataset]] = [
        (
            Head("dataset", label("group-dataset", lang), rank=0, style="id"),
            lambda row: row.dataset,
        ),
        *name_columns("name", attrgetter("title"), lang),
        (Head("version", label("dataset-version", lang), rank=3), lambda row: row.version or ""),
        (Head("digest", label("dataset-digest", lang), rank=4), lambda row: row.digest[:12]),
        (Head("as_of", label("dataset-as-of", lang), rank=2), lambda row: date(row.as_of, lang)),
        (Head("evidence_to", label("site-about-evidence", lang), rank=3), evidence),
        (
            Head("own", label("dataset-own", lang), rank=0, style="whole"),
            lambda row: count_cell(row.counts.own),
        ),
        (
            Head("others", label("dataset-others", lang), rank=1, style="whole"),
            lambda row: count_cell(row.counts.others),
        ),
    ]
    key = "   ".join(
        f"{sign} {label(f'headline-{group}', lang)}" for group, (sign, *_) in GROUPS.items()
    )
    return TextDocument((replace(table_of(columns, rows), scanned=True),), notes=(key,))


COLUMNS = ("dataset", "title_en=title.en", "title_zh=title.zh", "version", "evidence_to", "as_of",
           "targets", "by_target.met", "by_target.met-late", "by_target.missed",
           "by_target.not-assessable", "not_due_yet")  # fmt: skip
EVERY = (
    *COLUMNS,
    "digest",
    *(each for key in STATUSES if (each := f"by_target.{key}") not in COLUMNS),
)
