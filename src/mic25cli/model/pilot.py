"""Pilots: programmes, cities, zones, parks, centres and projects that try the policy out."""

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
    PilotId,
    Prose,
    TargetId,
    Text,
)


class Pilot(Named):
    """A pilot or a scheme of pilots; its counts are indicators, its aims targets."""

    type: Literal[
        "programme",
        "city",
        "city-cluster",
        "zone",
        "centre",
        "laboratory",
        "park",
        "cluster",
        "project",
    ]
    programme: PilotId | None = Field(None, description="the scheme it belongs to")
    status: Literal["announced", "planned", "approved"] | None = Field(
        None,
        description=(
            "announced: decided on, no case of it known; planned: its plan accepted, not yet its "
            "foundation; approved: approved or set up"
        ),
    )
    launched: Date | None = Field(None, description="when it was launched or approved")
    proposed: Date | None = Field(None, description="when it was first proposed")
    period: Date | None = Field(None, description="the span that it is meant for")
    summary: Prose | None = Field(None, description="what it is, in our words")
    places: list[Place] = Field(default_factory=list)
    operator: Text | None = Field(None, description="the body that runs it, as printed")
    partners: list[Text] = Field(default_factory=list, description="foreign partners")
    specialisations: list[Text] = Field(
        default_factory=list, description="what it or its place is to specialise in, in our words"
    )
    industries: list[IndustryId] = Field(default_factory=list)
    institutions: list[InstitutionId] = Field(default_factory=list)
    documents: list[DocumentId] = Field(default_factory=list)
    indicators: list[IndicatorId] = Field(default_factory=list)
    targets: list[TargetId] = Field(default_factory=list)
