"""The sums of a list as tables: groups of its records, and the money of funds."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc import list_sums
from mic25cli.calc.list_sums import FundsSum, GroupedList, RecordGroup, StageSum, SummedFunds
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.fields import field_title
from mic25cli.model.kinds import Filter
from mic25cli.model.screen_words import find
from mic25cli.view.columns import table_of
from mic25cli.view.document import Head, TextDocument
from mic25cli.view.json_output import Output
from mic25cli.view.quantities import in_usual_units, unit_suffix
from mic25cli.view.text import Lang, counted, kind_title, label, label_of, number, value_word

OUTPUTS = (
    Output("list-by", RecordGroup, GroupedList),
    Output("funds-total", StageSum, SummedFunds),
)


def groups(
    rows: Sequence[RecordGroup], report: GroupedList, spec: Filter, dataset: RecordSet, lang: Lang
) -> TextDocument:
    """The selected groups, below the number of all records."""

    def name(row: RecordGroup) -> str:
        if row.key is None:
            return label("group-none", lang)
        if spec.of in dataset.whole.profile.kinds:
            return label_of(dataset, spec.of, row.key, lang, short=True)
        return value_word(spec.path.rpartition(".")[2], row.key, lang)

    title = find(lang, f"field-{report.by}") or field_title(spec.path.rpartition(".")[2], lang)
    columns = (
        (Head("key", title, rank=0), name),
        (Head("records", label("list-records", lang), True, 0), lambda row: str(row.records)),
    )
    total = report.summary
    text = label("list-sum", lang, records=counted(total.records, "record", lang))
    if total.without + sum(row.records for row in rows if row.key) > total.records:
        text += label("list-several", lang)
    return TextDocument((table_of(columns, rows),), notes=(text,))


def total(rows: Sequence[StageSum], summary: FundsSum, lang: Lang) -> TextDocument:
    """The selected sums, and what they leave out."""

    columns = (
        (
            Head("stage", label("field-stage", lang), rank=0),
            lambda row: value_word("stage", row.stage, lang),
        ),
        (Head("value", label("funds-sum", lang), True, 0), lambda row: _value(row, lang)),
        (Head("funds", kind_title("funds", lang), True, 0), lambda row: str(row.funds)),
        (Head("amounts", label("funds-amounts", lang), True, 1), lambda row: str(row.amounts)),
    )
    notes = (label("funds-once", lang), *left_out(summary, lang))
    return TextDocument((table_of(columns, rows),), notes=notes)


def _value(row: StageSum, lang: Lang) -> str:
    text = number(in_usual_units(row.value, row.unit, lang), lang) + unit_suffix(row.unit, lang)
    return label("bound-about", lang, quantity=text) if row.hedged else text


def of_fund(fund: Record, dataset: RecordSet, lang: Lang) -> tuple[str, ...]:
    """The sums of a fund at those stages where several amounts count."""
    several = (row for row in list_sums.funds_total(dataset, [fund])[0] if row.amounts > 1)
    colon = label("colon", lang)
    return tuple(
        f"{value_word('stage', row.stage, lang)}{colon}{_value(row, lang)}" for row in several
    )


def left_out(summary: FundsSum, lang: Lang) -> tuple[str, ...]:
    """What the sums leave out, as a sentence; empty if nothing is left out."""
    parts = [
        label(f"left-out-{reason}", lang, count=count) for reason, count in summary.left_out.items()
    ]
    return (label("funds-left-out", lang, parts=label("comma", lang).join(parts)),) if parts else ()
