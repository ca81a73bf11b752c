"""Exhibits: the charts, tables and boxes of a report, and what the book holds of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mic25cli.model.claim import Record
from mic25cli.model.scalars import Count, Prose, RecordRef, SourceId, Text


class Exhibit(Record):
    """A chart, table or text box of a report."""

    number: Count | None = Field(None, description="its number in the report; null if it has none")
    title: Text = Field(description="its title as printed")
    report: SourceId = Field(description="the report that it stands in")
    shows: Prose = Field(description="what it shows, in our words")
    source_line: Text | None = Field(None, description="the source it names, as printed")
    data: Literal["in-text", "partly", "lost"] = Field(
        description="whether its data survive in the text that was read"
    )
    holds: list[RecordRef] = Field(
        default_factory=list, description="the records that hold its data, as kind/id"
    )
