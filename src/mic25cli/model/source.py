"""Sources: published texts that claims are cited from; a report is one seen as an edition."""

from __future__ import annotations

from pydantic import Field

from mic25cli.model.choices import Access, Coverage, Grade, TextType
from mic25cli.model.claim import Bilingual, Record, Strict
from mic25cli.model.scalars import Date, DocumentId, SourceId, Text, Url


class Person(Strict):
    """A person who wrote a text."""

    family: Text = Field(description="the family name, as printed")
    given: Text | None = Field(None, description="the given name, as printed; null if not known")


class Source(Record):
    """A published text, with who stands behind it and how it was seen."""

    title: Text = Field(description="the title as printed, in its own language")
    short: Bilingual | None = Field(
        None, description="what a sentence calls it: the 2015 roadmap; the industry ministry"
    )
    authors: list[Text] = Field(
        default_factory=list, description="who wrote it, as printed; an organisation stays whole"
    )
    persons: list[Person] = Field(
        default_factory=list, description="the authors, where they are persons: as they are cited"
    )
    publisher: Text | None = Field(None, description="who published the text that was read")
    originator: Text | None = Field(
        None, description="whose data or words it relays, where that differs"
    )
    type: TextType | None = Field(
        None, description="what sort of text it is, in the words of CSL; null if not known"
    )
    series: Text | None = Field(None, description="the series or journal it appeared in")
    published: Date | None = Field(None, description="date of publication, EDTF; null if not known")
    lang: str = Field(pattern=r"^[a-z]{2}$", description="language, ISO 639-1")
    url: Url | None = Field(None, description="where it was read")
    accessed: Date | None = Field(None, description="the day on which it was read, if known")
    grade: Grade = Field(
        description="authority: A primary, B institute or government analysis, C press, D other"
    )
    access: Access = Field(
        "original",
        description=(
            "how the text was seen: at its publisher; as a reprint elsewhere; as a copy on a "
            "lesser site; as that site's own digest; or not at all"
        ),
    )
    same_text: SourceId | None = Field(
        None, description="the source that this is another copy, relay or translation of"
    )
    coverage: Coverage = Field(description="how much of it was read")
    document: DocumentId | None = Field(
        None, description="the policy document that this is the text of"
    )
