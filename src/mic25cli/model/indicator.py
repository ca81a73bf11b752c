"""Indicators: measurable quantities and the observations made of them."""

from typing import Self

from pydantic import Field, ValidationInfo, model_validator

from mic25cli.model.choices import Better, Falls, Timing
from mic25cli.model.claim import Bilingual, Claim, Named, Quantity
from mic25cli.model.scalars import (
    Date,
    Id,
    Month,
    Number,
    Prose,
    Slug,
    Text,
    UnitName,
    YesNo,
    optional,
    several,
)


class Observation(Quantity, Claim):
    """The indicator's value for a period, as one report gave it.

    Several reports may give several values for one period: each is an
    observation, and its vintage is its report's date of publication.
    """

    period: Date = Field(description="the period or day that the value is for")
    basis: Slug | None = optional("population or way of counting, one of the indicator's bases")
    attributed: Text | None = optional("whom the text gives as the origin of the value")
    derived: str | None = Field(
        None,
        pattern=r"^[0-9+\-*/(). ]{1,120}$",
        description="the sum that gives the value, where it is worked out and not printed",
    )
    estimated: YesNo = Field(
        False,
        description="whether the value is our own reckoning: what rests on it is presumed at best",
    )
    note_zh: Prose | None = None


class Clause(Bilingual):
    """What was counted as a clause: `{value} cars were sold in {year}`."""

    basis: Slug | None = optional("the basis it tells of, one of the indicator's")


class Indicator(Named):
    """A measurable quantity: its definition, unit, wanted direction and observations.

    An observation without a unit is in the indicator's.
    """

    definition: Prose = Field(description="what is measured, in our words")
    definition_zh: Prose | None = None
    unit: UnitName = Field(description="the unit of its values, from the table of units")
    direction: Better | None = optional("which way is better; null where neither is")
    timing: Timing | None = optional(
        "what a year of it means: stock: its end; flow: the sum over it; "
        "rate: its average; null where that is not known"
    )
    year_starts: Month | None = optional(
        "the month that its years start in, 4 for April to March; null: January"
    )
    falls: Falls | None = optional(
        "never: it only rises, as what was ever built; null where it may fall"
    )
    minimum: Number | None = optional("the least value it can take")
    maximum: Number | None = optional("the greatest value it can take")
    bases: dict[Slug, Prose] = Field(
        {}, description="the ways it is counted, which are never mixed; the first is the headline"
    )
    bases_zh: dict[Slug, Prose] = Field({})
    say: list[Clause] = several(
        "a clause a basis for the answer in words, with {value} and {year} in it"
    )
    industries: list[Id] = Field([])
    observations: list[Observation] = Field([])
    note_zh: Prose | None = None

    @model_validator(mode="after")
    def _has_units_and_years(self, info: ValidationInfo) -> Self:
        if self.year_starts is None and info.context is not None:
            object.__setattr__(self, "year_starts", info.context.year_starts)
        for observation in self.observations:
            if observation.unit is None:
                object.__setattr__(observation, "unit", self.unit)
        return self
