"""Provisions: what the plan itself lays down, from steps and principles to support measures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Named
from mic25cli.model.scalars import Count, Prose, Year, ref


class Provision(Named):
    """A numbered part of a policy document, tied to what carries it out."""

    type: Literal["step", "principle", "task", "project", "support-measure"]
    number: Count | None = Field(None, description="its place among those of its type")
    document: ref("documents") = Field(description="the document that lays it down")  # type: ignore[valid-type]
    year: Year | None = Field(None, description="the year it is to be reached by, for a step")
    summary: Prose = Field(description="what it asks for, in our words")
    industries: list[ref("industries")] = Field(default_factory=list)  # type: ignore[valid-type]
    institutions: list[ref("institutions")] = Field(default_factory=list)  # type: ignore[valid-type]
    documents: list[ref("documents")] = Field(  # type: ignore[valid-type]
        default_factory=list, description="the documents that carry it out"
    )
    targets: list[ref("targets")] = Field(default_factory=list)  # type: ignore[valid-type]
    indicators: list[ref("indicators")] = Field(default_factory=list)  # type: ignore[valid-type]
    pilots: list[ref("pilots")] = Field(default_factory=list)  # type: ignore[valid-type]
