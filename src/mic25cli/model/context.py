"""The smaller kinds of the paper, from measures and partners to terms and events."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Claim, Name, Named, Strict
from mic25cli.model.scalars import (
    CooperationId,
    Count,
    Date,
    DocumentId,
    IndustryId,
    InstitutionId,
    PartnerId,
    Prose,
    Text,
    Year,
)


class Measure(Named):
    """A safeguard that other economies use."""

    number: Count
    summary: Prose
    economies: list[Text] = Field(default_factory=list, description="the economies named for it")


class Example(Claim):
    """A case that the source gives."""

    name: Text
    detail: Prose | None = None


class Partner(Named):
    """How foreign firms are dealt with: a type of partner, or an approach to one."""

    type: Literal["partner-type", "approach"]
    part_of: PartnerId | None = None
    summary: Prose
    industries: list[IndustryId] = Field(default_factory=list)
    examples: list[Example] = Field(default_factory=list)


class Cooperation(Named):
    """An actor of cooperation with another country, or a type of such actors."""

    type: Literal["actor-type", "actor", "programme", "agreement"]
    role: Literal["framework", "implementation"] | None = None
    part_of: CooperationId | None = None
    since: Date | None = None
    summary: Prose
    engagement: list[Text] = Field(default_factory=list, description="areas of engagement")
    focus: list[Text] = Field(
        default_factory=list, description="fields of the policy that it works on"
    )
    activities: list[Text] = Field(
        default_factory=list, description="activities in China, in our words"
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
    summary: Prose | None = None


class Term(Named):
    """An entry of the glossary: abbreviation, English, Chinese, meaning."""

    abbr: Text | None = None
    definition: Prose | None = Field(None, description="what it means here, in our words")


class Event(Named):
    """A dated milestone of the policy, its criticism, its rhetoric or the trade dispute."""

    date: Date
    type: Literal[
        "policy",
        "finance",
        "pilot",
        "rhetoric",
        "criticism",
        "trade",
        "company",
        "cooperation",
        "other",
    ]
    summary: Prose
    industries: list[IndustryId] = Field(default_factory=list)
    institutions: list[InstitutionId] = Field(default_factory=list)
    documents: list[DocumentId] = Field(default_factory=list)
