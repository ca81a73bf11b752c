"""Wording: policy themes, and how each report worded them."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.claim import Claim, Named
from mic25cli.model.scalars import Text


class Statement(Claim):
    """What one report says of the theme: the tracked verb and term, and a gloss of ours."""

    verb: Text | None = Field(None, description="the verb that carries the commitment, as printed")
    term: Text | None = Field(None, description="the key term, as printed")
    gloss: Text = Field(description="the statement in at most a dozen words of ours")


class Wording(Named):
    """A policy theme, tracked from report to report."""

    statements: list[Statement] = Field(min_length=1)
