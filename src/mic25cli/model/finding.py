"""Findings: what a report argues, in our own words."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from mic25cli.model.choices import Stance
from mic25cli.model.claim import Record
from mic25cli.model.scalars import IndustryId, Prose, Slug, SourceId, Text

LONGEST = 30
"""Words of a finding; what needs more is two findings."""


def _short(text: str) -> str:
    words = len(text.split())
    if words > LONGEST:
        raise PydanticCustomError(
            "finding_long",
            "a finding has {most} words at most, and this has {words}",
            {"most": LONGEST, "words": words},
        )
    return text


class Finding(Record):
    """An argument of a report: an assessment of strength, weakness, risk, motive or effect."""

    text: Annotated[Prose, AfterValidator(_short)] = Field(
        description="what the report argues, in our words, 30 of them at most"
    )
    report: SourceId = Field(description="the report that argues it")
    topic: Slug = Field(description="what it is about: basic-research, foreign-firms")
    stance: Stance = Field(
        description="what it says of that: a strength, weakness, risk, opportunity, or how it is"
    )
    about: list[Text] = Field(
        default_factory=list, description="whom it is about: Germany, private firms"
    )
    industries: list[IndustryId] = Field(default_factory=list)
