"""Funds: funds, pledges and other financing vehicles, with their amounts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.choices import AmountKind
from mic25cli.model.claim import Claim, Named, Quantity
from mic25cli.model.scalars import (
    Count,
    Date,
    FundId,
    IndicatorId,
    IndustryId,
    InstitutionId,
    Prose,
    Text,
)


class Amount(Quantity, Claim):
    """A sum of money, and what kind of sum it is."""

    kind: AmountKind = Field(
        description=(
            "raised: collected; target: aimed at or planned; expected: what others expect; "
            "unspecified: the source does not say which; registered: registered capital; "
            "pledged: promised; paid-in: called up; contributed: one party's part; "
            "invested: put into projects; "
            "paid-out: spent; credit-line: loans on call"
        )
    )
    round: Count | None = Field(None, description="the round or phase of the fund")
    date: Date | None = Field(None, description="when the sum was so")
    payer: Text | None = Field(None, description="who gives it, where that is one party")


class Fund(Named):
    """A fund or other vehicle: when it was set up, what for, and with how much."""

    type: Literal["fund", "guidance-fund", "pledge", "programme", "database", "aggregate"] = "fund"
    level: Literal["supranational", "national", "ministry", "bank", "central-soe", "local"] = (
        "national"
    )
    established: Date | None = Field(None, description="when it was set up, pledged or launched")
    period: Date | None = Field(None, description="the span that it is meant for")
    purpose: Prose | None = Field(None, description="what it is for, in our words")
    industries: list[IndustryId] = Field(default_factory=list)
    institutions: list[InstitutionId] = Field(default_factory=list)
    part_of: FundId | None = Field(None, description="the fund it is a phase or part of")
    succeeds: FundId | None = Field(None, description="the fund it follows")
    indicators: list[IndicatorId] = Field(default_factory=list)
    amounts: list[Amount] = Field(default_factory=list)
