"""Documents: plans, guidelines, roadmaps, strategies and initiatives."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Named, Place
from mic25cli.model.scalars import (
    Date,
    DocumentId,
    IndicatorId,
    IndustryId,
    InstitutionId,
    Prose,
    Text,
)


class Document(Named):
    """A policy document: who issued it, when, and what replaced it."""

    type: Literal[
        "plan",
        "guideline",
        "roadmap",
        "strategy",
        "initiative",
        "action-plan",
        "outline",
        "work-report",
        "report",
        "notice",
        "list",
        "study",
        "law",
        "other",
    ]
    category: Literal["1", "x"] | None = Field(
        None,
        description="its part in the policy's own framework of documents, where it has one",
    )
    document_number: Text | None = Field(None, description="the number it was issued under")
    series: Text | None = Field(None, description="the group of documents it belongs to")
    published: Date | None = Field(None, description="date of publication")
    period: Date | None = Field(None, description="the span that it plans for")
    issuers: list[InstitutionId] = Field(default_factory=list)
    summary: Prose | None = Field(None, description="what it is about, in our words")
    places: list[Place] = Field(default_factory=list, description="where a local document applies")
    industries: list[IndustryId] = Field(default_factory=list)
    indicators: list[IndicatorId] = Field(
        default_factory=list, description="what is counted or measured of it"
    )
    superseded_by: DocumentId | None = None
