"""Enterprises: the firms that lead the industries, with a role in each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Claim, Named
from mic25cli.model.scalars import Prose, Text, ref


class Role(Claim):
    """What the enterprise does in one industry, and who owns it, as printed there."""

    industry: ref("industries")  # type: ignore[valid-type]
    ownership: Literal["private", "soe"]
    business: Prose = Field(description="its line of business, as a list of facts")


class Enterprise(Named):
    """A firm with its roles; the ownership is the one printed."""

    parent: Text | None = Field(None, description="the group it belongs to, as printed")
    country: Text = "China"
    roles: list[Role] = Field(default_factory=list)
