"""What `mic25 brief` prints as JSON: the values behind the page, and its numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from mic25cli.calc.brief import Setter
from mic25cli.calc.progress.outside import OutsideVerdict
from mic25cli.calc.progress.result import JudgedMilestone
from mic25cli.calc.progress.rollup import Counts
from mic25cli.calc.progress.summary import MethodUsed
from mic25cli.view.output import Output, PartOf

if TYPE_CHECKING:
    from mic25cli.model.records import Name

Sums = list[Annotated[Any, PartOf("funds", "amounts")]]


class Payer(TypedDict):
    """A fund with what it aimed at, what it has, and its other sums."""

    id: str
    name: Name
    established: str | None
    aimed: Sums
    raised: Sums
    other: Sums


class Actor(TypedDict):
    """A pilot, enterprise or institution, with its role in the industry if it has one."""

    id: str
    name: Name
    role: Annotated[Any, PartOf("enterprises", "roles")] | None


class Leading(TypedDict):
    """A milestone that is told of: its target, and its place among the target's milestones."""

    target: str
    milestone: int


class Source(TypedDict):
    """A source by its number on the page."""

    number: int
    id: str
    title: str | None
    publisher: str | None
    published: str | None
    grade: str | None
    access: str | None
    coverage: str | None
    url: str | None


class Item(TypedDict):
    """A brief of an industry, a target or a fund."""

    kind: str
    id: str
    name: Name
    about: str | None
    industries: list[str]
    summary: Counts
    set_by: list[Setter]
    leading: list[Leading]
    milestones: list[JudgedMilestone]
    funds: list[Payer]
    pilots: list[Actor]
    enterprises: list[Actor]
    institutions: list[Actor]
    outside: list[OutsideVerdict]
    sources: list[Source]


class Report(TypedDict):
    """What the briefs are judged by; they follow."""

    schema: Literal["mic25.brief/1"]
    method: MethodUsed
    as_of: str
    known_at: str | None
    digest: str


OUTPUT = Output("brief", Item, Report)
