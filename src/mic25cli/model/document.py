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
        "recommendation",
        "proposal",
        "other",
    ]
    category: Literal["1", "x"] | None = Field(
        None, description="its part in the policy's own framework of documents, where it has one"
    )
    number: str | None = Field(
        None, pattern=r"^\S([^\n]{0,118}\S)?$", description="the number it was issued under"
    )
    series: Text | None = Field(None, description="the group of documents it belongs to")
    issued: Date | None = Field(
        None, description="the day it bears, where it was published on another"
    )
    published: Date | None = Field(None, description="date of publication")
    in_force: Date | None = Field(None, description="when it came, or comes, into force")
    applies_from: Date | None = Field(None, description="from when it applies, if later")
    repealed: Date | None = Field(None, description="when it ceased, or ceases, to be in force")
    period: Date | None = Field(None, description="the span that it plans for")
    issuers: list[InstitutionId] = Field(default_factory=list)
    summary: Prose | None = Field(None, description="what it is about, in our words")
    places: list[Place] = Field(default_factory=list, description="where a local document applies")
    industries: list[IndustryId] = Field(default_factory=list)
    indicators: list[IndicatorId] = Field(
        default_factory=list, description="what is counted or measured of it"
    )
    superseded_by: DocumentId | None = None
