"""Kinds of records on texts and their content: sources, documents, findings, verdicts, terms."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from mic25cli.model import claim
from mic25cli.model.closed_lists import Access, Coverage, Grade, ReadAs, Stance, TextType
from mic25cli.model.scalars import (
    Count,
    Date,
    Id,
    Number,
    Prose,
    RecordRef,
    Slug,
    Text,
    Url,
    Year,
    optional,
    several,
)


class Person(claim.Strict):
    """A person who wrote a text."""

    family: Text = Field(description="the family name, as printed")
    given: Text | None = optional("the given name, as printed; null if not known")


class Source(claim.Record):
    """A published text, with the bodies behind it and the form in which we read it."""

    title: Text = Field(description="the title as printed, in its own language")
    short_name: claim.Bilingual | None = optional(
        "what a sentence calls it: the 2015 roadmap; the industry ministry"
    )
    authors: list[Text] = several("who wrote it, as printed; an organisation stays whole")
    persons: list[Person] = several("the authors, where they are persons: as they are cited")
    publisher: Text | None = optional("who published the text that was read")
    originator: Text | None = optional("whose data or words it passes on, if not its publisher's")
    type: TextType | None = optional("the type of the text, in the words of CSL; null if not known")
    series: Text | None = optional("the series or journal it appeared in")
    published: Date | None = optional("date of publication, EDTF; null if not known")
    lang: str = Field(pattern=r"^[a-z]{2}$", description="language, ISO 639-1")
    url: Url | None = optional("where it was read")
    original_url: Url | None = optional("where the original is, if a copy or a summary was read")
    accessed: Date | None = optional("the day on which it was read, if known")
    authority: Grade = Field(
        description="authority: A primary, B institute or government analysis, C press, D other"
    )
    access: Access = Field(
        "original",
        description="how the text was seen: at its publisher; as a reprint elsewhere; as a "
        "copy on a lesser site; as that site's own summary; or not at all",
    )
    same_text: Id | None = optional(
        "the source with the same text, of which this is a copy, report or translation"
    )
    coverage: Coverage = Field(description="how much of it was read")
    document: Id | None = optional("the policy document that this is the text of")


_Plans = Literal["plan", "guideline", "roadmap", "strategy", "initiative", "action-plan", "outline"]
_OtherTexts = Literal[
    "work-report", "report", "notice", "list", "study", "law", "recommendation", "proposal", "other"
]


class Document(claim.Named):
    """A policy document: who issued it, when, and what replaced it."""

    type: Literal[_Plans, _OtherTexts]
    category: Literal["1", "x"] | None = optional(
        "its part in the policy's framework of documents, if it has one"
    )
    number: str | None = Field(
        None, pattern=r"^\S([^\n]{0,118}\S)?$", description="the number it was issued under"
    )
    series: Text | None = optional("the group of documents it belongs to")
    issued: Date | None = optional("the date printed on it, if it was published on another day")
    published: Date | None = optional("date of publication")
    in_force: Date | None = optional("when it came, or comes, into force")
    applies_from: Date | None = optional("from when it applies, if later")
    repealed: Date | None = optional("when it ceased, or ceases, to be in force")
    period: Date | None = optional("the period that it plans for")
    issuers: list[Id] = Field([])
    summary: Prose | None = optional("what it is about, in our words")
    summary_zh: Prose | None = None
    places: list[claim.Place] = several("where a local document applies")
    industries: list[Id] = Field([])
    indicators: list[Id] = several("the indicators that measure it")
    superseded_by: Id | None = None


class Exhibit(claim.Record):
    """A chart, table or text box of a report."""

    number: Count | None = optional("its number in the report; null if it has none")
    title: Text = Field(description="its title as printed")
    report: Id = Field(description="the report that contains it")
    shows: Prose = Field(description="what it shows, in our words")
    shows_zh: Prose | None = None
    source_line: Text | None = optional("the source it names, as printed")
    data: Literal["in-text", "partly", "lost"] = Field(
        description="whether the text that was read contains its data"
    )
    holds: list[RecordRef] = several("the records that contain its data, as kind/id")


LONGEST = 30


def _short(text: str) -> str:
    words = len(text.split())
    if words > LONGEST:
        raise PydanticCustomError(
            "finding_long",
            "a finding may have at most {most} words, and this one has {words}",
            {"most": LONGEST, "words": words},
        )
    return text


class Finding(claim.Record):
    """An argument of a report: an assessment of strength, weakness, risk, motive or effect."""

    text: Annotated[Prose, AfterValidator(_short)] = Field(
        description="what the report argues, in at most 30 words of ours"
    )
    text_zh: Prose | None = None
    report: Id = Field(description="the report that argues it")
    topic: Slug = Field(description="what it is about: basic-research, foreign-firms")
    stance: Stance = Field(
        description="its stance on the topic: strength, weakness, risk, opportunity or description"
    )
    about: list[Text] = several("whom it is about: Germany, private firms")
    industries: list[Id] = Field([])


class Statement(claim.Claim):
    """What one report says on a theme: the verb and term that we track, and our gloss."""

    verb: Text | None = optional("the verb that carries the commitment, as printed")
    term: Text | None = optional("the key term, as printed")
    gloss: Text = Field(description="the statement in at most a dozen words of ours")
    gloss_zh: Text | None = None


class Wording(claim.Named):
    """A policy theme, tracked from report to report."""

    statements: list[Statement] = Field(min_length=1)


class PartVerdict(claim.Quantity, claim.Claim):
    """The verdict on one part of the scope."""

    subject: Text = Field(description="what it is about, in our words")
    subject_zh: Prose | None = None
    industries: list[Id] = Field([])
    targets: list[Id] = Field([])
    year: Year | None = optional("the target year that it judges; null if it judges them all")
    verdict: Text = Field(description="what is found, in a few words of ours")
    verdict_zh: Prose | None = None
    category: Text | None = optional("the assessor's own word for it")
    reading: ReadAs | None = optional("our reading of the verdict; null if none would be fair")
    note_zh: Prose | None = None


class Waypoint(claim.Quantity, claim.Claim):
    """What an assessor says is needed in a year on the way to a target."""

    target: Id
    year: Year = Field(description="the year, as the target's milestones count years")
    base_year: Year | None = optional(claim.BASE_YEAR)

    @model_validator(mode="after")
    def _is_a_whole_change(self) -> Self:
        claim.check_change(self, self.base_year)
        return self


class Forecast(Waypoint):
    """A value that somebody expects for a year of a target's indicator; never an observation."""

    scenario: Text | None = optional("under what conditions: current policies")


class Assessment(claim.Record):
    """An outside verdict on the policy: who judged what, when, and how it was measured."""

    title: Text = Field(description="the assessment, named in our words")
    title_zh: Prose | None = None
    assessor: Text
    assessor_zh: Prose | None = None
    date: Date | None = optional("when the verdict was given")
    scope: Prose | None = optional("what was judged, in our words")
    scope_zh: Prose | None = None
    method: Prose | None = optional("how it was judged, in our words, if known")
    method_zh: Prose | None = None
    industries: list[Id] = Field([])
    targets: list[Id] = Field([])
    unit: Text | None = optional("what is counted: targets, sectors, technologies")
    unit_zh: Prose | None = None
    met: Number | None = optional("how many count as met")
    total: Number | None = optional("out of how many")
    verdict: Text = Field(description="the verdict in a short phrase of ours")
    verdict_zh: Prose | None = None
    category: Text | None = optional("the assessor's own word for it")
    reading: ReadAs | None = optional("our reading of the verdict; null if none would be fair")
    findings: list[PartVerdict] = several("verdicts on parts of the scope")
    pathway: list[Waypoint] = several(
        "values needed year by year on the way to targets; no target is judged by them"
    )
    forecasts: list[Forecast] = several("values expected for a year; no target is judged by them")
    note_zh: Prose | None = None


class Term(claim.Called):
    """An entry of the glossary: abbreviation, English, Chinese, meaning.

    An entry that explains a record names it in `of` and takes its names from it.
    """

    of: RecordRef | None = optional("the record whose names it explains")
    name: claim.Name | None = optional("the name in English, in Chinese or in both")
    abbr: Text | None = None
    definition: Prose | None = optional("what it means here, in our words")
    definition_zh: Prose | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if self.of is None and self.name is None:
            raise PydanticCustomError("term_named", "an entry needs a name or an 'of'")
        return self
