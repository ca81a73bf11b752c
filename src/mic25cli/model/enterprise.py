"""Enterprises: the firms that lead the industries, with a role in each."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.choices import Ownership
from mic25cli.model.claim import Claim, Named
from mic25cli.model.scalars import IndustryId, Prose, Text


class Role(Claim):
    """What the enterprise does in one industry, and who owns it, as printed there."""

    industry: IndustryId
    ownership: Ownership
    business: Prose = Field(description="its line of business, as a list of facts")


class Enterprise(Named):
    """A firm with its roles; the ownership is the one printed."""

    parent: Text | None = Field(None, description="the group it belongs to, as printed")
    country: Text | None = Field(None, description="country, in English")
    ticker: Text | None = Field(None, description="what its shares are traded under")
    roles: list[Role] = Field(default_factory=list)
