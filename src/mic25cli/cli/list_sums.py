"""`--by` and `--total` of lists: counts and sums instead of the records."""

from __future__ import annotations

from mic25cli.calc import list_sums as sums
from mic25cli.calc.record_filters import criteria
from mic25cli.cli import terminal_io
from mic25cli.cli.session import Session
from mic25cli.model.dataset import Record
from mic25cli.model.kinds import Kind
from mic25cli.view.answer import Answer
from mic25cli.view.record import list_sums as view


def grouped(
    listed: Answer[Record], kind: Kind, by: str, session: Session
) -> Answer[sums.RecordGroup]:
    """The number of records in a list for each value of a field."""
    groups, in_all = sums.grouped(kind, by, listed.rows)
    report, spec = sums.GroupedList(kind=kind.name, by=by, summary=in_all), criteria(kind)[by]
    return Answer(
        groups,
        lambda rows: view.groups(rows, report, spec, session.dataset, session.lang),
        of=sums.RecordGroup,
        report=report,
        columns=(f"{by}=key", "records"),
        undated=listed.undated,
        remarks=listed.remarks,
    )


def total(listed: Answer[Record], session: Session) -> Answer[sums.StageSum]:
    """The sums of the funds in a list."""
    totals, in_all = sums.funds_total(session.dataset, listed.rows)
    # A table for programs has no column for it.
    as_data = session.format in ("auto", "tsv", "csv") and not terminal_io.is_terminal()
    return Answer(
        totals,
        lambda rows: view.total(rows, in_all, session.lang),
        of=sums.StageSum,
        report=sums.SummedFunds(summary=in_all),
        columns=("stage", "value", "unit", "funds", "amounts", "hedged"),
        undated=listed.undated,
        remarks=listed.remarks,
        closing=view.left_out(in_all, session.lang) if as_data else (),
    )
