"""The smaller kinds, from measures and partners to terms and events."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from mic25cli.model.claim import Bilingual, Called, Claim, Name, Named, Strict
from mic25cli.model.scalars import (
    CooperationId,
    Count,
    Date,
    DocumentId,
    IndustryId,
    InstitutionId,
    PartnerId,
    PilotId,
    Prose,
    RecordRef,
    Text,
    Year,
)


class Measure(Named):
    """A safeguard that other economies use."""

    number: Count | None = Field(None, description="its place in the list")
    summary: Prose | None = Field(None, description="what it is, in our words")
    economies: list[Text] = Field(default_factory=list, description="the economies named for it")


class Example(Claim):
    """A case that the source gives."""

    name: Text
    detail: Prose | None = None


class Partner(Named):
    """How foreign firms are dealt with: a type of partner, or an approach to one."""

    type: Literal["partner-type", "approach"]
    part_of: PartnerId | None = None
    summary: Prose | None = Field(None, description="what it is, in our words")
    industries: list[IndustryId] = Field(default_factory=list)
    examples: list[Example] = Field(default_factory=list)


class Cooperation(Named):
    """A programme or agreement with another country, or a type of actors.

    What a body does in it stands with the body, among the institutions.
    """

    type: Literal["actor-type", "actor", "programme", "agreement"]
    role: Literal["framework", "implementation"] | None = None
    part_of: CooperationId | None = None
    since: Date | None = None
    summary: Prose | None = Field(None, description="what it is, in our words")
    engagement: list[Text] = Field(default_factory=list, description="areas of engagement")
    focus: list[Text] = Field(
        default_factory=list, description="fields of the policy that it works on"
    )
    activities: list[Text] = Field(
        default_factory=list, description="what it does there, in our words"
    )
    industries: list[IndustryId] = Field(default_factory=list)
    institutions: list[InstitutionId] = Field(default_factory=list)


class PriorityItem(Strict):
    """One point of a list of priorities."""

    text: Text = Field(description="the point, in our words")
    zh: Text | None = Field(None, description="the Chinese term given with it")
    industries: list[IndustryId] = Field(default_factory=list)


class Priority(Named):
    """A list of priorities that a ministry set for a year, as one report gives it."""

    year: Year
    institution: InstitutionId | None = None
    items: list[PriorityItem] = Field(min_length=1)


class Member(Claim):
    """A person or body that belongs to an institution."""

    name: Name
    post: Text | None = Field(
        None, description="head, deputy head, member; the office it goes with"
    )
    since: Date | None = Field(None, description="from when")


class Institution(Named):
    """A body: ministry, commission, bank, academy, company group, association."""

    abbr: Text | None = Field(None, description="its abbreviation")
    short: Bilingual | None = Field(
        None, description="what a sentence calls it: the industry ministry"
    )
    type: Literal[
        "party",
        "state",
        "ministry",
        "regulator",
        "bank",
        "academy",
        "advisory",
        "research",
        "university",
        "association",
        "company",
        "foreign",
        "international",
        "other",
    ]
    country: Text | None = Field(None, description="country, in English")
    established: Date | None = Field(None, description="when it was set up")
    members: list[Member] = Field(default_factory=list, description="head and members")
    part_of: InstitutionId | None = None
    actor_type: CooperationId | None = Field(
        None, description="the type of actors that it is of in cooperation with another country"
    )
    programme: PilotId | None = Field(None, description="the scheme it belongs to")
    institutions: list[InstitutionId] = Field(
        default_factory=list, description="bodies that it works with"
    )
    role: Literal["framework", "implementation"] | None = None
    engagement: list[Text] = Field(
        default_factory=list, description="areas of engagement in that cooperation"
    )
    focus: list[Text] = Field(default_factory=list, description="fields that it works on there")
    activities: list[Text] = Field(
        default_factory=list, description="activities in it, in our words"
    )
    summary: Prose | None = None

    @field_validator("type", mode="wrap")
    @classmethod
    def _or_one_of_the_book(cls, value: object, known: Any, info: ValidationInfo) -> object:
        own = () if info.context is None else info.context.institution_types
        return value if value in own else known(value)


class Term(Called):
    """An entry of the glossary: abbreviation, English, Chinese, meaning.

    What is a record itself is called as that: such an entry names it, and takes its names.
    """

    of: RecordRef | None = Field(None, description="the record whose names it explains")
    name: Name | None = Field(None, description="the name in English and Chinese")
    abbr: Text | None = None
    definition: Prose | None = Field(None, description="what it means here, in our words")

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if self.of is None and self.name is None:
            raise PydanticCustomError("term_named", "an entry has a name of its own, or an 'of'")
        return self


class Event(Named):
    """A dated milestone of the policy, its criticism, its rhetoric or the trade dispute."""

    date: Date
    type: Literal[
        "policy",
        "law",
        "finance",
        "pilot",
        "rhetoric",
        "criticism",
        "trade",
        "company",
        "cooperation",
        "other",
    ]
    summary: Prose | None = Field(None, description="what happened, in our words")
    industries: list[IndustryId] = Field(default_factory=list)
    institutions: list[InstitutionId] = Field(default_factory=list)
    documents: list[DocumentId] = Field(default_factory=list)
    concerns: list[RecordRef] = Field(
        default_factory=list, description="other records that it is about"
    )
