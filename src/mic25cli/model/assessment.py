"""Assessments: outside bodies' verdicts, kept apart from anything computed here."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.choices import ReadAs
from mic25cli.model.claim import Claim, Quantity, Record
from mic25cli.model.scalars import Date, IndustryId, Number, Prose, TargetId, Text, Year


class PartVerdict(Quantity, Claim):
    """The verdict on one part of the scope."""

    subject: Text = Field(description="what it is about, in our words")
    subject_zh: Prose | None = None
    industries: list[IndustryId] = Field(default_factory=list)
    targets: list[TargetId] = Field(default_factory=list)
    year: Year | None = Field(
        None, description="the one target year that it judges, null where it counts for each"
    )
    verdict: Text = Field(description="what is found, in a few words of ours")
    verdict_zh: Prose | None = None
    category: Text | None = Field(None, description="the assessor's own word for it")
    reading: ReadAs | None = Field(
        None, description="our reading of the verdict, null where none is fair"
    )
    note_zh: Prose | None = None


class Assessment(Record):
    """An outside verdict on the policy: who, when, on what, by which count."""

    title: Text = Field(description="the assessment, named in our words")
    title_zh: Prose | None = None
    assessor: Text
    date: Date | None = Field(None, description="when the verdict was given")
    scope: Prose | None = Field(None, description="what was judged, in our words")
    scope_zh: Prose | None = None
    method: Prose | None = Field(None, description="how, in our words, where it is known")
    method_zh: Prose | None = None
    industries: list[IndustryId] = Field(default_factory=list)
    targets: list[TargetId] = Field(default_factory=list)
    unit: Text | None = Field(None, description="what is counted: goals, sectors, technologies")
    met: Number | None = Field(None, description="how many count as met")
    total: Number | None = Field(None, description="out of how many")
    verdict: Text = Field(description="the verdict in a short phrase of ours")
    verdict_zh: Prose | None = None
    category: Text | None = Field(None, description="the assessor's own word for it")
    reading: ReadAs | None = Field(
        None, description="our reading of the verdict, null where none is fair"
    )
    findings: list[PartVerdict] = Field(
        default_factory=list, description="verdicts on parts of the scope"
    )
    note_zh: Prose | None = None
