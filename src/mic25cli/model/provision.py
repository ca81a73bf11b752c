"""Provisions: what the plan itself lays down, from steps and principles to support measures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Named
from mic25cli.model.followed import FollowUp
from mic25cli.model.scalars import (
    Count,
    DocumentId,
    IndicatorId,
    IndustryId,
    InstitutionId,
    PilotId,
    Prose,
    TargetId,
    Year,
)


class Provision(Named):
    """A numbered part of a policy document, tied to what carries it out."""

    type: Literal["step", "guideline", "principle", "task", "project", "support-measure"]
    number: Count | None = Field(None, description="its place among those of its type")
    document: DocumentId = Field(description="the document that lays it down")
    year: Year | None = Field(None, description="the year it is to be reached by, for a step")
    summary: Prose | None = Field(None, description="what it asks for, in our words")
    industries: list[IndustryId] = Field(default_factory=list)
    institutions: list[InstitutionId] = Field(default_factory=list)
    documents: list[DocumentId] = Field(
        default_factory=list, description="the documents that carry it out"
    )
    targets: list[TargetId] = Field(default_factory=list)
    indicators: list[IndicatorId] = Field(default_factory=list)
    pilots: list[PilotId] = Field(default_factory=list)
    followed: list[FollowUp] | None = Field(
        None, description="what followed, as far as it was looked for; null: nobody looked"
    )
