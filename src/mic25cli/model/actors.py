"""Kinds of bodies: institutions, enterprises, partners abroad, cooperation."""

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Bilingual, Claim, Name, Named, own_words
from mic25cli.model.closed_lists import Ownership
from mic25cli.model.scalars import Date, Id, Prose, Text, optional, several


class Role(Claim):
    """What the enterprise does in one industry, and who owns it, as printed there."""

    industry: Id
    ownership: Ownership
    business: Prose = Field(description="its line of business, as a list of facts")
    business_zh: Prose | None = None


class Enterprise(Named):
    """A firm with its roles; ownership is as printed."""

    parent: Text | None = optional("the group it belongs to, as printed")
    country: Text | None = optional("country, in English")
    ticker: Text | None = optional("the ticker of its shares")
    roles: list[Role] = Field([])


class Member(Claim):
    """A person or body that belongs to an institution."""

    name: Name
    post: Text | None = optional("head, deputy head, member; the office it goes with")
    since: Date | None = optional("from when")


_OfTheState = Literal["party", "state", "ministry", "agency", "regulator", "bank"]
_OfOthers = Literal[
    "academy",
    "advisory",
    "research",
    "university",
    "association",
    "company",
    "foreign",
    "international",
    "other",
]


class Institution(Named):
    """A body: ministry, commission, bank, academy, company group, association."""

    abbr: Text | None = optional("its abbreviation")
    short_name: Bilingual | None = optional("what a sentence calls it: the industry ministry")
    type: Literal[_OfTheState, _OfOthers]
    country: Text | None = optional("country, in English")
    established: Date | None = optional("when it was set up")
    members: list[Member] = several("head and members")
    part_of: Id | None = None
    actor_type: Id | None = optional("its type of actor in cooperation with another country")
    programme: Id | None = optional("the scheme it belongs to")
    institutions: list[Id] = several("bodies that it works with")
    role: Literal["framework", "implementation"] | None = None
    engagement: list[Text] = several("areas of engagement in that cooperation")
    focus: list[Text] = several("fields that it works on there")
    activities: list[Text] = several("activities in it, in our words")
    summary: Prose | None = None
    summary_zh: Prose | None = None

    _own_types = own_words("type", "institutions")


class Example(Claim):
    """A case that the source gives."""

    name: Text
    name_zh: Text | None = None
    detail: Prose | None = None
    detail_zh: Prose | None = None


class Partner(Named):
    """How foreign firms are dealt with: a type of partner, or an approach to one."""

    type: Literal["partner-type", "approach"]
    part_of: Id | None = None
    summary: Prose | None = optional("what it is, in our words")
    summary_zh: Prose | None = None
    industries: list[Id] = Field([])
    examples: list[Example] = Field([])


class Cooperation(Named):
    """A programme or agreement with another country, or a type of actors.

    The work of a body is recorded with the body, among the institutions.
    """

    type: Literal["actor-type", "actor", "programme", "agreement"]
    role: Literal["framework", "implementation"] | None = None
    part_of: Id | None = None
    since: Date | None = None
    summary: Prose | None = optional("what it is, in our words")
    summary_zh: Prose | None = None
    engagement: list[Text] = several("areas of engagement")
    focus: list[Text] = several("fields of the policy that it works on")
    activities: list[Text] = several("what it does there, in our words")
    industries: list[Id] = Field([])
    institutions: list[Id] = Field([])
