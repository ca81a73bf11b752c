"""Industries: the industries or fields that a policy names."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.claim import Bilingual, Claim, Name, Named
from mic25cli.model.scalars import Count, Prose, Text


class Naming(Claim):
    """The name that one report uses for the industry."""

    name: Name


class Direction(Claim):
    """One of the roadmap's directions within the industry."""

    name: Name


class Subfield(Claim):
    """A sub-industry or sub-field that a source names within the industry."""

    name: Name
    within: Text | None = Field(
        None, description="the roadmap direction that it belongs to, by its English name"
    )


class Industry(Named):
    """A priority industry: official names, what each report calls it, the roadmap's directions."""

    number: Count | None = Field(None, description="its place in the plan's list")
    short: Bilingual | None = Field(
        None, description="what tables and pictures call it: Ships, New energy vehicles"
    )
    official_en: Text | None = Field(None, description="English name used by official media")
    summary: Prose | None = Field(None, description="two sentences in our words")
    named: list[Naming] = Field(default_factory=list, description="what each report calls it")
    directions: list[Direction] = Field(
        default_factory=list, description="the roadmap's directions"
    )
    subfields: list[Subfield] = Field(
        default_factory=list, description="sub-industries and sub-fields that sources name"
    )
    direction_count: Count | None = Field(
        None, description="how many directions the roadmap has here"
    )
