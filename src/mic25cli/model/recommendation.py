"""Recommendations: what a report advises, and whom."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.claim import Record, Strict
from mic25cli.model.scalars import Count, Prose, Text


class Group(Strict):
    """One of the groups in which a report gives its recommendations."""

    number: Count
    title: Text = Field(description="its theme, in our words")


class Recommendation(Record):
    """One recommendation: its place, its title and action in our words, whom it addresses."""

    number: str = Field(pattern=r"^[1-9]\.[1-9][0-9]?$", description="group and place in it: 2.3")
    group: Group
    title: Text = Field(description="what is advised, in our words")
    action: Prose = Field(description="what that means in practice, in our words")
    addressees: list[Text] = Field(min_length=1, description="who is to act")
