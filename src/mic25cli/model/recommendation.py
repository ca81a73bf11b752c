"""Recommendations: what a report advises, and whom."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.claim import Record, Strict
from mic25cli.model.followed import FollowUp
from mic25cli.model.scalars import Count, Prose, Text


class Group(Strict):
    """One of the groups in which a report gives its recommendations."""

    number: Count
    title: Text = Field(description="its theme, in our words")


class Recommendation(Record):
    """One recommendation: its place, its title and action in our words, whom it addresses."""

    number: str | None = Field(
        None, pattern=r"^[A-Za-z0-9][A-Za-z0-9./-]{0,39}$",
        description="its number in the report: 2.3, R2024-001",
    )  # fmt: skip
    group: Group | None = None
    title: Text = Field(description="what is advised, in our words")
    action: Prose = Field(description="what that means in practice, in our words")
    addressees: list[Text] = Field(default_factory=list, description="who is to act")
    followed: list[FollowUp] | None = Field(
        None, description="what followed, as far as it was looked for; null: nobody looked"
    )
