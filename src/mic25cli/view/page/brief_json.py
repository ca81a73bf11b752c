"""The JSON of `mic25 brief`: the values behind the page, and its numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from mic25cli.calc.brief import Actor, Brief, Payer, Setter
from mic25cli.calc.progress.outside_assessments import OutsideVerdict
from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.calc.progress.rollup import Counts, JudgedBy
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import in_place, recorded_as
from mic25cli.values import FrozenData, field
from mic25cli.view.json_output import Output, RecordPart

if TYPE_CHECKING:
    from mic25cli.model.records import Name

Sums = list[Annotated[Any, RecordPart("funds", "amounts")]]


class PrintedFund(FrozenData):
    """A fund with the sums that were announced, and other sums."""

    id: str
    name: Name
    established: str | None
    announced: Sums
    other: Sums


class PrintedActor(FrozenData):
    """A pilot, enterprise or institution, with its role in the industry if it has one."""

    id: str
    name: Name
    role: Annotated[Any, RecordPart("enterprises", "roles")] | None


class LeadingMilestone(FrozenData):
    """A milestone on the page: its target, and its index among the target's milestones."""

    target: str
    milestone: int


class NumberedSource(FrozenData):
    """A source in the JSON of a page, under the number of its footnote."""

    number: int
    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authority: str | None = None
    access: str | None = None
    coverage: str | None = None
    url: str | None = None


class PrintedBrief(FrozenData):
    """A brief of an industry, a target or a fund."""

    kind: str
    id: str
    name: Name
    about: str | None
    industries: tuple[str, ...]
    summary: Counts
    set_by: tuple[Setter, ...]
    leading: list[LeadingMilestone]
    milestones: list[JudgedMilestone]
    funds: list[PrintedFund]
    pilots: list[PrintedActor]
    enterprises: list[PrintedActor]
    institutions: list[PrintedActor]
    outside: tuple[OutsideVerdict, ...]
    sources: list[NumberedSource]


class BriefReport(FrozenData, kw_only=True):
    """The dates and the method of the briefs; the briefs follow."""

    schema: Literal["mic25.brief/1"] = "mic25.brief/1"
    judged_by: JudgedBy = field(metadata=in_place(JudgedBy))


OUTPUT = Output("brief", PrintedBrief, BriefReport)


def _fund(payer: Payer) -> PrintedFund:
    announced, other = ([each.amount for each in some] for some in (payer.announced, payer.other))
    return recorded_as(PrintedFund, payer.fund, announced=announced, other=other)


def _actors(actors: tuple[Actor, ...]) -> list[PrintedActor]:
    return [recorded_as(PrintedActor, actor.record, role=actor.role) for actor in actors]


def printed(content: Brief, sources: tuple[str, ...], dataset: RecordSet) -> PrintedBrief:
    """A brief as values; `sources` are the ids of its page's sources by number."""
    return recorded_as(
        PrintedBrief,
        vars(content),
        summary=content.counts,
        set_by=content.setters,
        leading=[LeadingMilestone(each.target, each.milestone.index) for each in content.leading],
        milestones=[result.judged(compare=False) for result in content.results],
        funds=[*map(_fund, content.payers)],
        pilots=_actors(content.pilots),
        enterprises=_actors(content.enterprises),
        institutions=_actors(content.institutions),
        sources=[
            recorded_as(NumberedSource, dataset.source(key) or {}, number=number, id=key)
            for number, key in enumerate(sources, 1)
        ],
    )
