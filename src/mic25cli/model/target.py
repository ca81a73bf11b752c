"""Targets, as each report set them, and the indicators on which they are measured."""

from datetime import timedelta
from typing import Self

from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from mic25cli.model import claim, edtf
from mic25cli.model.closed_lists import Better, Falls, Fit, Origin, Side, Succession, Timing, Type
from mic25cli.model.scalars import (
    Date,
    FarTargetId,
    Id,
    Month,
    Number,
    Prose,
    Slug,
    Text,
    UnitName,
    Year,
    YesNo,
    optional,
    several,
)


class DataNeeded(claim.Strict):
    """The figure that would decide a target, and where it may be found."""

    en: Prose = Field(description="what is needed, in English")
    zh: Prose = Field(description="what is needed, in Chinese, simplified script")
    where: Text | None = optional("the place or address it may be found at")
    where_zh: Text | None = None


class Milestone(claim.Quantity, claim.Claim):
    """The target that a report sets for a year: a value, a range, or a state described in words.

    A milestone without a unit uses the indicator's.
    """

    year: Year | None = optional("the year to reach it by; null if not stated")
    period: Date | None = optional(
        "the years that it is a total over, a budget or a sum: 2023/2027"
    )
    base_year: Year | None = optional(claim.BASE_YEAR)
    statement: Prose | None = optional("the target in our words, if it is not a number")
    statement_zh: Prose | None = None
    data_needed: DataNeeded | None = optional(
        "the figure that would decide it and other milestones of its year"
    )
    note_zh: Prose | None = None

    @model_validator(mode="after")
    def _says_something_whole(self) -> Self:
        if self.value is None and self.low is None and self.statement is None:
            message = "a milestone needs a 'value', a range or a 'statement'"
            raise PydanticCustomError("milestone_empty", message)
        claim.check_change(self, self.base_year)
        if self.period is not None:
            span = edtf.parse(self.period)
            first, last = span.earliest, span.latest
            whole = first is not None and last is not None and last - first > timedelta(days=366)
            # 29 February does not start a year, because most years lack it.
            if whole and first is not None and last is not None:
                after = edtf.day_after(last).strftime("%m%d")
                whole = after == first.strftime("%m%d") != "0229"
            if not whole or last is None or self.year not in (None, last.year):
                hint = "a 'period' covers whole years, and its last year is the 'year'"
                raise PydanticCustomError("milestone_span", hint)
            object.__setattr__(self, "year", last.year)
        return self


class Baseline(claim.Quantity, claim.Claim):
    """The value from which a target starts, according to its report."""

    period: Date
    note_zh: Prose | None = None


class Withdrawal(claim.Claim):
    """The withdrawal of the target."""

    date: Date | None = None
    note_zh: Prose | None = None


class Evidence(claim.Strict):
    """A definition (basis) on which the target may be judged, and how well it fits the promise."""

    basis: Slug = Field(description="one of the indicator's bases")
    fit: Fit = Field(description="how well a figure on it measures what was promised")
    side: Side | None = optional(
        "with fit one-sided: what is observed is a lower or an upper limit"
    )
    rationale: Prose = Field(description="why it has this fit, in our words")
    rationale_zh: Prose | None = None
    difference: claim.Bilingual | None = optional(
        "the difference in two to five words: exports included"
    )
    caveat: claim.Bilingual | None = optional("what a reader must know before quoting the answer")

    @model_validator(mode="after")
    def _a_bound_has_a_side(self) -> Self:
        if (self.fit == "one-sided") != (self.side is not None):
            hint = "fit 'one-sided' needs a 'side' (lower or upper), and no other fit has one"
            raise PydanticCustomError("bound_side", hint)
        return self


class Clause(claim.Bilingual):
    """The figure as a clause: `{value} cars were sold in {year}`."""

    basis: Slug | None = optional("the basis that it is about, one of the indicator's")

    @model_validator(mode="after")
    def _has_places(self) -> Self:
        for text in filter(None, (self.en, self.zh)):
            if "{year}" not in text or not ("{value}" in text or "{size}" in text):
                context = {"places": "'{value}' and '{year}'"}
                raise PydanticCustomError("clause_places", "a clause needs {places} in it", context)
        return self


class NearestClause(Clause):
    """The nearest figure as a clause, for a target without a figure of its own definition."""

    indicator: Id | None = optional("the indicator that has the figure, if not the target's own")


class Predecessor(claim.Strict):
    """An earlier target, of this dataset or another, that the target continues."""

    target: FarTargetId = Field(
        description="its id, with the name of another dataset before it: mic25:id"
    )
    how: Succession = Field(
        description=(
            "continues: at the same height, or for a part of what the earlier one covered; "
            "raises: asks for more; lowers: asks for less; "
            "widens: for more than the earlier one covered"
        )
    )


class Target(claim.Named):
    """A commitment on an indicator: baseline and milestones."""

    indicator: Id = Field(description="the indicator it is measured on")
    basis: Slug | None = optional("which of the indicator's bases counts for it")
    evidence: list[Evidence] = several(
        "the bases it may be judged on; without any, its own basis alone"
    )
    _own_types = claim.own_words("type", "targets")
    origin: Origin = Field("plan", description="whose target it is")
    type: Type | None = optional("the type of target, by the quantity that it raises")
    scope: Text | None = optional("the place or programme it is limited to")
    scope_zh: Prose | None = None
    industries: list[Id] = Field([])
    baseline: Baseline | None = optional("where it started: {period, value, cite}")
    milestones: list[Milestone] = Field(
        min_length=1, description="what is to be met, and by when: a list of {year, value, cite}"
    )
    predecessors: list[Predecessor] = several("the earlier targets that it continues, and how")
    same_field: list[FarTargetId] = several(
        "targets of its field on another measure, which it does not continue"
    )
    baseline_of: FarTargetId | None = optional(
        "the target whose last observation replaces its baseline"
    )
    target_phrase: claim.Bilingual | None = optional(
        "what it asks for, with {value} in it: {value} of the domestic market"
    )
    phrase: claim.Bilingual | None = optional(
        "what is measured, if that is narrower than its indicator"
    )
    nearest: list[NearestClause] = several(
        "the nearest figures, if they differ from its indicator's"
    )
    withdrawn: Withdrawal | None = None
    data_needed: DataNeeded | None = optional(
        "the figure that would decide the milestones without one of their own; if it names a year, "
        "only those of that year"
    )
    last_looked: Date | None = optional("when somebody last looked for a figure that decides it")
    note_zh: Prose | None = None


class Observation(claim.Quantity, claim.Claim):
    """The indicator's value for a period, as one report gave it.

    Several reports may give several values for one period. Each is an observation, and its vintage
    is the date on which its report was published.
    """

    period: Date = Field(description="the period or day that the value is for")
    basis: Slug | None = optional(
        "the definition (population or method), one of the indicator's bases"
    )
    attributed: Text | None = optional("the body that the text names as the origin of the value")
    derived: str | None = Field(
        None,
        pattern=r"^[0-9+\-*/(). ]{1,120}$",
        description="the formula of the value, if it is calculated and not printed",
    )
    estimated: YesNo = Field(
        False, description="whether the value is our estimate: a verdict on it is inferred at best"
    )
    note_zh: Prose | None = None


class Indicator(claim.Named):
    """A measurable quantity: its definition, unit, desired direction and observations.

    An observation without a unit uses the indicator's. In the unit `yes-no`, 1 is yes and 0 is no.
    """

    definition: Prose = Field(description="what is measured, in our words")
    definition_zh: Prose | None = None
    unit: UnitName = Field(description="the unit of its values, from the table of units")
    direction: Better | None = optional("which direction is better; null if neither is")
    timing: Timing | None = optional(
        "what a year of it means: stock: its end; flow: the sum over it; "
        "rate: its average; null: not known"
    )
    year_starts: Month | None = optional(
        "the month in which its years start, 4 for April to March; null: January"
    )
    falls: Falls | None = optional(
        "never: it only rises, like the total ever built; null: it may fall"
    )
    minimum: Number | None = optional("the lowest possible value")
    maximum: Number | None = optional("the highest possible value")
    bases: dict[Slug, Prose] = Field(
        {}, description="its definitions, which are never mixed; the first is the main one"
    )
    bases_zh: dict[Slug, Prose] = Field({})
    clause: list[Clause] = several(
        "per basis, a clause for the answer in words, with {value} and {year} in it"
    )
    phrase: claim.Bilingual | None = optional(
        "what is measured, within a sentence: the output of chips"
    )
    nearest: list[NearestClause] = several(
        "the nearest figures on definitions that no target admits, as clauses"
    )
    industries: list[Id] = Field([])
    observations: list[Observation] = Field([])
    note_zh: Prose | None = None

    @model_validator(mode="after")
    def _has_units_and_years(self, info: ValidationInfo) -> Self:
        if self.year_starts is None and info.context is not None:
            object.__setattr__(self, "year_starts", info.context.year_starts)
        if self.unit == "yes-no":
            # 1 meets the target, and there is nothing between 0 and 1.
            defaults = {"direction": "increase", "timing": "stock", "minimum": 0, "maximum": 1}
            for key, value in defaults.items():
                if getattr(self, key) is None:
                    object.__setattr__(self, key, value)
        for observation in self.observations:
            if observation.unit is None:
                object.__setattr__(observation, "unit", self.unit)
        return self
