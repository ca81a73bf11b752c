"""Long tables: one row a claim, typed columns, one unit a quantity, keys that are unique.

Lists of records answer "what is there"; these answer what a spreadsheet or a data frame needs.
Every table states its columns, what they mean and which of them are its key, whatever the data:
an empty table has the same columns of the same types.

A claim has an id of its own: `targets/nev-own-brand-share#2025@technology-roadmap-2017`, the
record, what the claim is about (a year, a period and basis, a kind and round) and the report that
states it; where a report says two things of one, the second ends in `~2`, in an order that is that
of what they say, not of the file.
"""

from __future__ import annotations

from mic25cli.calc.tables import claims, statuses
from mic25cli.calc.tables.claims import about, base_unit, claims_of, names_of
from mic25cli.calc.tables.table import Column, LongTable, Row, Type, When, last_day, rows_of

__all__ = [
    "TABLES", "Column", "LongTable", "Row", "Type", "When", "about", "base_unit", "claims_of",
    "last_day", "names_of", "rows_of",
]  # fmt: skip


def _claim(kind: str | None = None, of: str | None = None) -> tuple[Column, ...]:
    """The columns that every claim has; those of one kind have a record of that kind."""
    return (
        Column("claim", "string", "the claim's own id, to cite it by", of),
        Column("kind", "string", "kind of the record that holds it"),
        Column("record", "string", "id of that record", kind),
        Column("name_en", "string", "the record's name in English"),
        Column("name_zh", "string", "the record's name in Chinese"),
        Column("industry", "string", "the first industry it names; all are in links", "industries"),
    )


_QUANTITY = (
    Column("value", "number", "the number with the digits recorded; null for a range"),
    Column("low", "number", "lower end of a range"),
    Column("high", "number", "upper end of a range"),
    Column("bound", "string", "the source's hedge: about, almost, at-least, more-than, …"),
    Column("unit", "string", "the unit recorded", "units"),
    Column("value_base", "number", "the value in the base unit of its quantity, exactly"),
    Column("low_base", "number", "the lower end in the base unit"),
    Column("high_base", "number", "the upper end in the base unit"),
    Column("unit_base", "string", "the base unit, the same for every row of a quantity", "units"),
)
_PERIOD = (
    Column("period", "string", "the period, EDTF, as recorded"),
    Column("period_start", "date", "its first day; null if open"),
    Column("period_end", "date", "its last day; null if open"),
)
_SAID = (
    Column("report", "string", "the report that states it", "sources"),
    Column("published", "string", "when the report was published, EDTF"),
    Column("grade", "string", "grade of the best source cited"),
    Column("checked", "string", "how closely that source was read: text, excerpt, none"),
    Column("source", "string", "the best source cited; all are in citations", "sources"),
    Column("url", "string", "that source's address"),
    Column("at", "string", "the place in it"),
    Column("note", "string", "what a reader must know of it"),
)


TABLES: dict[str, LongTable] = {
    table.name: table
    for table in (
        LongTable(
            "observations",
            "an observation of an indicator, as one report gave it",
            (
                *_claim("indicators"), *_PERIOD, *_QUANTITY,
                Column("basis", "string", "the population or way of counting"),
                Column("attributed", "string", "whom the text gives as the origin"),
                Column("derived", "string", "the sum that gives the value"), *_SAID,
            ),
            ("claim",),
            claims.observations,
            (("indicators", "observations"),),
        ),
        LongTable(
            "milestones",
            "what a report wants reached by a year",
            (
                *_claim("targets"), Column("year", "integer", "the year to reach it by"),
                *_PERIOD, *_QUANTITY,
                Column("statement", "string", "the aim in words, where it is no number"),
                Column("indicator", "string", "what it is measured on", "indicators"),
                Column("basis", "string", "the basis that counts for the target"),
                Column("origin", "string", "plan, adjacent, local or outside"), *_SAID,
            ),
            ("claim",),
            claims.milestones,
            (("targets", "milestones"),),
        ),
        LongTable(
            "statuses",
            "what became of a milestone, as of a date",
            (*_claim("targets", "milestones"), *statuses.COLUMNS, *_SAID),
            ("claim",),
            statuses.rows,
        ),
        LongTable(
            "amounts",
            "a sum of money of a fund",
            (
                *_claim("funds"), Column("amount_kind", "string", "raised, target, paid-in, …"),
                Column("round", "integer", "the round or phase"),
                Column("payer", "string", "who gives it"), *_PERIOD, *_QUANTITY, *_SAID,
            ),
            ("claim",),
            claims.amounts,
            (("funds", "amounts"),),
        ),
        LongTable(
            "findings",
            "an argument of a report, in our words",
            (
                *_claim("findings"), Column("topic", "string", "what it is about"),
                Column("stance", "string", "strength, weakness, risk, opportunity, description"),
                Column("text", "string", "the argument"),
                Column("about", "string", "whom it is about, the first named"), *_SAID,
            ),
            ("claim",),
            claims.findings,
        ),
        LongTable(
            "verdicts",
            "a verdict of an outside body, on the whole or on a part, one row a target it names",
            (
                *_claim("assessments"),
                Column("number", "integer", "its place among the targets it names"),
                Column("assessor", "string", "who judges"),
                Column("date", "string", "when, EDTF"),
                Column("subject", "string", "the part judged; null for the whole"),
                Column("verdict", "string", "the verdict in our words"),
                Column("category", "string", "the assessor's own word"),
                Column("reading", "string", "our reading: reached, partly, not-reached, unclear"),
                Column("target", "string", "a target it speaks of", "targets"),
                Column("met", "number", "how many count as met"),
                Column("total", "number", "out of how many"),
                Column("counted", "string", "what is counted"), *_QUANTITY, *_SAID,
            ),
            ("claim", "number"),
            claims.verdicts,
            (("assessments", "findings"),),
        ),
        LongTable(
            "citations",
            "a place where a record or claim was read",
            (
                *_claim(), Column("number", "integer", "its place among the cites of the claim"),
                Column("path", "string", "the list that the claim stands in; cite: the record"),
                Column("source", "string", "the source", "sources"),
                Column("at", "string", "the place in it"),
                Column("checked", "string", "text, excerpt or none"),
                Column("grade", "string", "grade of the source"),
                Column("published", "string", "when it was published, EDTF"),
                Column("url", "string", "its address"),
            ),
            ("claim", "number"),
            claims.citations,
            (("*", "cite"),),
        ),
        LongTable(
            "links",
            "a record that another names",
            (
                Column("kind", "string", "kind of the record that names"),
                Column("record", "string", "its id"),
                Column("number", "integer", "the place of the link in the record"),
                Column("path", "string", "the field that names"),
                Column("to_kind", "string", "kind of the record named"),
                Column("to_record", "string", "its id"),
            ),
            ("kind", "record", "number"),
            claims.links_of_records,
        ),
        LongTable(
            "units",
            "a unit that a number may have",
            (
                Column("unit", "string", "the unit"),
                Column("quantity", "string", "what it measures: units of one can be compared"),
                Column("unit_base", "string", "the base unit of that quantity"),
                Column("factor", "number", "how many of these make one"),
            ),
            ("unit",),
            claims.units,
        ),
    )
}  # fmt: skip
"""The long tables by name."""
