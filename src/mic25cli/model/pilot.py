"""Pilots: programmes, cities, zones, parks, centres and projects that try the policy out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Named, Place
from mic25cli.model.scalars import Date, Prose, Text, ref


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
    programme: ref("pilots") | None = Field(None, description="the scheme it belongs to")  # type: ignore[valid-type]
    launched: Date | None = Field(None, description="when it was launched or approved")
    proposed: Date | None = Field(None, description="when it was first proposed")
    period: Date | None = Field(None, description="the span that it is meant for")
    summary: Prose = Field(description="what it is, in our words")
    places: list[Place] = Field(default_factory=list)
    partners: list[Text] = Field(default_factory=list, description="foreign partners")
    industries: list[ref("industries")] = Field(default_factory=list)  # type: ignore[valid-type]
    institutions: list[ref("institutions")] = Field(default_factory=list)  # type: ignore[valid-type]
    documents: list[ref("documents")] = Field(default_factory=list)  # type: ignore[valid-type]
    indicators: list[ref("indicators")] = Field(default_factory=list)  # type: ignore[valid-type]
    targets: list[ref("targets")] = Field(default_factory=list)  # type: ignore[valid-type]
