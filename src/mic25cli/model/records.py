"""What code reads of a record: the plain values of the book, as types.

A record in the book is a plain mapping; these types say which keys it has, so
that `record["basline"]` is an error of the type checker.  They cost nothing at
run time: import this module under `TYPE_CHECKING` only.  `book.kind("targets")`
gives `Target`s, `book.get("sources", id)` a `Source` or None; where the kind is
not known before run time they give a `Record` of `model/book.py`, a mapping of anything.
A test holds each type against its model, key by key.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias, TypedDict

from typing_extensions import ReadOnly

from mic25cli.model.choices import (
    Access,
    AmountKind,
    Better,
    Bound,
    Checked,
    Coverage,
    Fit,
    Grade,
    Origin,
    Ownership,
    ReadAs,
    Side,
    Stance,
    Timing,
)

Number: TypeAlias = int | Decimal


class Name(TypedDict):
    """A name in English and in Chinese, of which at least one is known."""

    en: str | None
    zh: str | None


class Cite(TypedDict):
    """Where a claim was read: the source, the place in it, and how closely it was looked at."""

    source: str
    at: str | None
    checked: Checked


class Claim(TypedDict):
    """A statement that a report makes, and where it was read; `cite` is never empty."""

    report: str
    cite: list[Cite]
    note: str | None


class Quantity(TypedDict):
    """A value, or a range from `low` to `high`, with the source's own hedge as `bound`."""

    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound | None
    unit: ReadOnly[str | None]


class Measurement(Quantity, Claim):
    """A quantity that a report states."""


class Common(TypedDict):
    """What the records of every kind share; each type adds its `kind`."""

    id: str
    cite: list[Cite]
    note: str | None


class NamedRecord(Common):
    """A record with a name in two languages and other names it goes by."""

    name: Name
    aliases: list[str]


class Naming(Claim):
    """The name that one report uses for the industry."""

    name: Name


class Direction(Claim):
    """One of the roadmap's directions within the industry."""

    name: Name


class Subfield(Claim):
    """A sub-industry or sub-field that a source names within the industry."""

    name: Name
    within: str | None


class Industry(NamedRecord):
    """A priority industry: official names, what each report calls it, the roadmap's directions."""

    kind: Literal["industries"]
    number: int
    official_en: str | None
    summary: str
    named: list[Naming]
    directions: list[Direction]
    subfields: list[Subfield]
    direction_count: int | None


class Amount(Measurement):
    """A sum of money, and what kind of sum it is."""

    kind: AmountKind
    round: int | None
    date: str | None
    payer: str | None


class Fund(NamedRecord):
    """A fund or other vehicle: when it was set up, what for, and with how much."""

    kind: Literal["funds"]
    type: str
    level: str
    established: str | None
    period: str | None
    purpose: str | None
    industries: list[str]
    institutions: list[str]
    part_of: str | None
    succeeds: str | None
    indicators: list[str]
    amounts: list[Amount]


class Evidence(TypedDict):
    """A basis that the target may be judged on, and how well it fits what the target means."""

    basis: str
    fit: Fit
    side: Side | None
    because: str


class Baseline(Measurement):
    """Where the target starts from, as its report says."""

    period: str


class Milestone(Measurement):
    """What a report wants reached by a year: a value, a range, or a state described in words."""

    year: int | None
    statement: str | None


class Withdrawal(Claim):
    """The dropping of the target."""

    date: str | None


class Target(NamedRecord):
    """A commitment on an indicator: baseline and milestones."""

    kind: Literal["targets"]
    indicator: str
    basis: str | None
    evidence: list[Evidence]
    origin: Origin
    scope: str | None
    industries: list[str]
    baseline: Baseline | None
    milestones: list[Milestone]
    withdrawn: Withdrawal | None


class Place(TypedDict):
    """A place, with the province that it lies in."""

    name: Name
    province: str | None
    country: str | None


class Pilot(NamedRecord):
    """A pilot or a scheme of pilots; its counts are indicators, its aims targets."""

    kind: Literal["pilots"]
    type: str
    programme: str | None
    status: str | None
    launched: str | None
    proposed: str | None
    period: str | None
    summary: str
    places: list[Place]
    operator: str | None
    partners: list[str]
    specialisations: list[str]
    industries: list[str]
    institutions: list[str]
    documents: list[str]
    indicators: list[str]
    targets: list[str]


class Group(TypedDict):
    """One of the paper's groups of recommendations."""

    number: int
    title: str


class Recommendation(Common):
    """One recommendation: its place, its title and action in our words, whom it addresses."""

    kind: Literal["recommendations"]
    number: str
    group: Group
    title: str
    action: str
    addressees: list[str]


class Observation(Measurement):
    """The indicator's value for a period, as one report gave it."""

    period: str
    basis: str | None
    attributed: str | None
    derived: str | None
    unit: ReadOnly[str]


class Indicator(NamedRecord):
    """A measurable quantity: its definition, unit, wanted direction and observations."""

    kind: Literal["indicators"]
    definition: str
    unit: str
    direction: Better | None
    timing: Timing | None
    minimum: Number | None
    maximum: Number | None
    bases: dict[str, str]
    industries: list[str]
    observations: list[Observation]


class Document(NamedRecord):
    """A policy document: who issued it, when, and what replaced it."""

    kind: Literal["documents"]
    type: str
    category: str | None
    series: str | None
    published: str | None
    period: str | None
    issuers: list[str]
    summary: str | None
    places: list[Place]
    industries: list[str]
    indicators: list[str]
    superseded_by: str | None


class Role(Claim):
    """What the enterprise does in one industry, and who owns it, as printed there."""

    industry: str
    ownership: Ownership
    business: str


class Enterprise(NamedRecord):
    """A firm with its roles; the ownership is the one printed."""

    kind: Literal["enterprises"]
    parent: str | None
    country: str | None
    roles: list[Role]


class Statement(Claim):
    """What one report says of the theme: the tracked verb and term, and a gloss of ours."""

    verb: str | None
    term: str | None
    gloss: str


class Wording(NamedRecord):
    """A policy theme, tracked from report to report."""

    kind: Literal["wording"]
    statements: list[Statement]


class PartVerdict(Measurement):
    """The verdict on one part of the scope."""

    subject: str
    industries: list[str]
    targets: list[str]
    verdict: str
    category: str | None
    reading: ReadAs | None


class Assessment(Common):
    """An outside verdict on the policy: who, when, on what, by which count."""

    kind: Literal["assessments"]
    title: str
    assessor: str
    date: str | None
    scope: str | None
    method: str | None
    industries: list[str]
    targets: list[str]
    unit: str | None
    met: Number | None
    total: Number | None
    verdict: str
    category: str | None
    reading: ReadAs | None
    findings: list[PartVerdict]


class Source(Common):
    """A published text, with who stands behind it and how it was seen."""

    kind: Literal["sources"]
    title: str
    authors: list[str]
    publisher: str | None
    originator: str | None
    series: str | None
    published: str | None
    lang: str
    url: str | None
    accessed: str | None
    grade: Grade
    access: Access
    coverage: Coverage
    document: str | None


class Finding(Common):
    """An argument of a report: an assessment of strength, weakness, risk, motive or effect."""

    kind: Literal["findings"]
    text: str
    report: str
    topic: str
    stance: Stance
    about: list[str]
    industries: list[str]


class Provision(NamedRecord):
    """A numbered part of a policy document, tied to what carries it out."""

    kind: Literal["provisions"]
    type: str
    number: int | None
    document: str
    year: int | None
    summary: str
    industries: list[str]
    institutions: list[str]
    documents: list[str]
    targets: list[str]
    indicators: list[str]
    pilots: list[str]


class Exhibit(Common):
    """A chart, table or text box of a report."""

    kind: Literal["exhibits"]
    number: int | None
    title: str
    report: str
    shows: str
    source_line: str | None
    data: str
    holds: list[str]


class Measure(NamedRecord):
    """A safeguard that other economies use."""

    kind: Literal["measures"]
    number: int
    summary: str
    economies: list[str]


class Example(Claim):
    """A case that the source gives."""

    name: str
    detail: str | None


class Partner(NamedRecord):
    """How foreign firms are dealt with: a type of partner, or an approach to one."""

    kind: Literal["partners"]
    type: str
    part_of: str | None
    summary: str
    industries: list[str]
    examples: list[Example]


class Cooperation(NamedRecord):
    """An actor of cooperation with another country, or a type of such actors."""

    kind: Literal["cooperation"]
    type: str
    role: str | None
    part_of: str | None
    since: str | None
    summary: str
    engagement: list[str]
    focus: list[str]
    activities: list[str]
    industries: list[str]
    institutions: list[str]


class PriorityItem(TypedDict):
    """One point of a list of priorities."""

    text: str
    zh: str | None
    industries: list[str]


class Priority(NamedRecord):
    """A list of priorities that a ministry set for a year, as one report gives it."""

    kind: Literal["priorities"]
    year: int
    institution: str | None
    items: list[PriorityItem]


class Member(Claim):
    """A person or body that belongs to an institution."""

    name: Name
    post: str | None
    since: str | None


class Institution(NamedRecord):
    """A body: ministry, commission, bank, academy, company group, association."""

    kind: Literal["institutions"]
    abbr: str | None
    type: str
    country: str | None
    established: str | None
    members: list[Member]
    part_of: str | None
    summary: str | None


class Term(NamedRecord):
    """An entry of the glossary: abbreviation, English, Chinese, meaning."""

    kind: Literal["terms"]
    abbr: str | None
    definition: str | None


class Event(NamedRecord):
    """A dated milestone of the policy, its criticism, its rhetoric or the trade dispute."""

    kind: Literal["events"]
    date: str
    type: str
    summary: str
    industries: list[str]
    institutions: list[str]
    documents: list[str]
