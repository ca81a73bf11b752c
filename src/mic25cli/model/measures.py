"""Kinds of records on actions and advice: industries, provisions, pilots, funds, events, advice."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mic25cli.model import claim
from mic25cli.model.closed_lists import AmountType, Force, Stage, Type
from mic25cli.model.scalars import (
    Count,
    Date,
    Id,
    Prose,
    RecordRef,
    Slug,
    Text,
    Year,
    optional,
    several,
)


class Naming(claim.Claim):
    """The name that one report uses for the industry."""

    name: claim.Name


class Direction(claim.Claim):
    """One of the roadmap's directions within the industry."""

    name: claim.Name


class Subfield(claim.Claim):
    """A sub-industry or sub-field that a source names within the industry."""

    name: claim.Name
    within: Text | None = optional("the roadmap direction that it belongs to, by its English name")


class Beside(claim.Strict):
    """An indicator shown beside the targets of an industry, and never judged."""

    indicator: Id
    role: Literal["neighbour"]
    basis: Slug | None = optional("the basis shown: the class of goods or firms")
    types: list[Type] = several("the types of target beside which it is shown")
    difference: claim.Bilingual = Field(description="how the class differs from the industry")
    periods: list[Date] = several("the periods whose first and last are shown; by default all")


class Industry(claim.Named):
    """A priority industry: official names, what each report calls it, the roadmap's directions."""

    number: Count | None = optional("its place in the plan's list")
    short_name: claim.Bilingual | None = optional(
        "its name in tables and pictures: Ships, New energy vehicles"
    )
    official_en: Text | None = optional("English name used by official media")
    summary: Prose | None = optional("two sentences in our words")
    summary_zh: Prose | None = None
    named: list[Naming] = several("what each report calls it")
    directions: list[Direction] = several("the roadmap's directions")
    subfields: list[Subfield] = several("sub-industries and sub-fields that sources name")
    direction_count: Count | None = optional("how many directions the roadmap has here")
    beside: list[Beside] = several("the indicators shown beside its targets")
    note_zh: Prose | None = None


class FollowUp(claim.Strict):
    """A document, an event or a target that followed, and how far it implements the record."""

    document: Id | None = None
    event: Id | None = None
    target: Id | None = optional("a target of the measure, with its verdict")
    force: Force | None = optional(
        "how binding it is; practice: a body, a list or money that exists"
    )
    covers: Literal["whole", "part"] | None = optional(
        "whether it covers all that is asked for, or a part"
    )
    stage: Stage | None = optional("how far the measure came; account: what somebody says of it")
    by: Id | None = optional("whose account it is, if not its source's")
    does: Prose | None = optional("what it does, in our words")
    cite: list[claim.Cite] = several("where it was read")

    @model_validator(mode="after")
    def _one_thing_of_one_weight(self) -> Self:
        things = (self.document, self.event, self.target)
        if sum(thing is not None for thing in things) != 1:
            hint = "name one 'document', one 'event' or one 'target'"
            raise PydanticCustomError("follow_up_thing", hint)
        if (self.force is None) == (self.stage is None):
            raise PydanticCustomError("follow_up_weight", "give either a 'force' or a 'stage'")
        if self.stage == "milestone" and self.target is None:
            raise PydanticCustomError("follow_up_milestone", "a milestone must name a 'target'")
        if self.force in ("law", "practice") and self.covers is None:
            raise PydanticCustomError(
                "follow_up_covers", "a measure in force needs 'covers' with whole or part"
            )
        return self


class Provision(claim.Named):
    """A numbered part of a policy document, with the measures that implement it."""

    type: Literal["step", "guideline", "principle", "task", "project", "support-measure"]
    number: Count | None = optional("its place among those of its type")
    document: Id = Field(description="the document that sets it")
    year: Year | None = optional("the year it is to be met by, for a step")
    summary: Prose | None = optional("what it asks for, in our words")
    summary_zh: Prose | None = None
    industries: list[Id] = Field([])
    institutions: list[Id] = Field([])
    documents: list[Id] = several("the documents that carry it out")
    targets: list[Id] = Field([])
    indicators: list[Id] = Field([])
    pilots: list[Id] = Field([])
    follow_up: list[FollowUp] | None = optional(
        "what was done since, as far as anybody looked; null: nobody looked"
    )


class Group(claim.Strict):
    """One of the groups in which a report gives its recommendations."""

    number: Count
    title: Text = Field(description="its theme, in our words")


class Recommendation(claim.Record):
    """One recommendation: its place, its title and action in our words, and whom it addresses."""

    number: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9./-]{0,39}$",
        description="its number in the report: 2.3, R2024-001",
    )
    group: Group | None = None
    title: Text = Field(description="what is advised, in our words")
    title_zh: Prose | None = None
    action: Prose = Field(description="what that means in practice, in our words")
    addressees: list[Text] = several("who is to act")
    follow_up: list[FollowUp] | None = optional(
        "what was done since, as far as anybody looked; null: nobody looked"
    )


_Places = Literal["programme", "city", "city-cluster", "zone"]
_Bodies = Literal["centre", "laboratory", "park", "cluster", "project"]


class Pilot(claim.Named):
    """A pilot or a scheme of pilots; its counts are indicators, and what it aims at are targets."""

    type: Literal[_Places, _Bodies]
    _own_types = claim.own_words("type", "pilots")
    programme: Id | None = optional("the scheme it belongs to")
    status: Literal["announced", "planned", "approved"] | None = optional(
        "announced: decided on, no case of it known; planned: its plan accepted, "
        "not yet its foundation; approved: approved or set up"
    )
    launched: Date | None = optional("when it was launched or approved")
    proposed: Date | None = optional("when it was first proposed")
    period: Date | None = optional("the period that it is meant for")
    summary: Prose | None = optional("what it is, in our words")
    summary_zh: Prose | None = None
    places: list[claim.Place] = Field([])
    operator: Text | None = optional("the body that runs it, as printed")
    partners: list[Text] = several("foreign partners")
    specialisations: list[Text] = several("what it or its place is to specialise in, in our words")
    industries: list[Id] = Field([])
    institutions: list[Id] = Field([])
    documents: list[Id] = Field([])
    indicators: list[Id] = Field([])
    targets: list[Id] = Field([])


class Amount(claim.Quantity, claim.Claim):
    """A sum of money and its type: pledged, raised, paid or another."""

    _own_types = claim.own_words("amount_type", "amounts")
    amount_type: AmountType = Field(
        description=(
            "raised: collected; target: aimed at or planned; expected: what others expect; "
            "unspecified: the source does not say which; registered: registered capital; "
            "pledged: promised; paid-in: called up; contributed: one party's part; "
            "invested: put into projects; "
            "paid-out: spent; credit-line: loans on call; "
            "of state aid, approved: allowed; granted: decided on; paid: received by the firm; "
            "announced, committed, received, spent: as far as that, without more"
        )
    )
    round: Count | None = optional("the round or phase of the fund")
    date: Date | None = optional("the date that the sum is for")
    payer: Text | None = optional("who pays it, if a single party does")


_Vehicles = Literal["fund", "guidance-fund", "pledge", "programme", "loan", "grant"]


class Fund(claim.Named):
    """A fund or other vehicle: when and for what it was set up, and with how much money."""

    type: Literal[_Vehicles, "state-aid", "database", "aggregate"] = "fund"
    _own_types = claim.own_words("type", "funds")
    level: Literal["supranational", "national", "ministry", "bank", "central-soe", "local"] = (
        "national"
    )
    established: Date | None = optional("when it was set up, pledged or launched")
    period: Date | None = optional("the period that it is meant for")
    purpose: Prose | None = optional("what it is for, in our words")
    purpose_zh: Prose | None = None
    industries: list[Id] = Field([])
    institutions: list[Id] = Field([])
    recipients: list[Id] = several("the firms that get the money")
    part_of: Id | None = optional("the fund that it is a phase or part of")
    succeeds: Id | None = optional("the fund it follows")
    indicators: list[Id] = Field([])
    amounts: list[Amount] = Field([])


class PriorityItem(claim.Strict):
    """One point of a list of priorities."""

    text: Text = Field(description="the point, in our words")
    text_zh: Text | None = None
    zh: Text | None = optional("the Chinese term given with it")
    industries: list[Id] = Field([])


class Priority(claim.Named):
    """A list of priorities that a ministry set for a year, as one report gives it."""

    year: Year
    institution: Id | None = None
    items: list[PriorityItem] = Field(min_length=1)


class Measure(claim.Named):
    """A safeguard that other economies use."""

    number: Count | None = optional("its place in the list")
    summary: Prose | None = optional("what it is, in our words")
    summary_zh: Prose | None = None
    economies: list[Text] = several("the economies named for it")


_Acts = Literal["policy", "law", "finance", "pilot"]
_OtherEvents = Literal["rhetoric", "criticism", "trade", "company", "cooperation", "other"]


class Event(claim.Named):
    """A dated milestone of the policy, its criticism, its rhetoric or the trade dispute."""

    date: Date
    type: Literal[_Acts, _OtherEvents]
    summary: Prose | None = optional("what happened, in our words")
    summary_zh: Prose | None = None
    industries: list[Id] = Field([])
    institutions: list[Id] = Field([])
    documents: list[Id] = Field([])
    concerns: list[RecordRef] = several("other records that it is about")
