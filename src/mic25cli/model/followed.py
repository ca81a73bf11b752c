"""What followed a measure or a piece of advice: acts, events and targets, each with its weight."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mic25cli.model.choices import Force, Stage
from mic25cli.model.claim import Cite, Strict
from mic25cli.model.scalars import DocumentId, EventId, InstitutionId, Prose, TargetId


class FollowUp(Strict):
    """One thing that followed: a document, an event or a target, and what it amounts to."""

    document: DocumentId | None = None
    event: EventId | None = None
    target: TargetId | None = Field(None, description="a target of the measure, with its verdict")
    force: Force | None = Field(
        None, description="how binding it is; practice: a body, a list or money that exists"
    )
    covers: Literal["whole", "part"] | None = Field(
        None, description="whether it covers all that is asked for, or a part"
    )
    stage: Stage | None = Field(
        None, description="how far the measure came; account: what somebody says of it"
    )
    by: InstitutionId | None = Field(None, description="whose account it is, if not its source's")
    does: Prose | None = Field(None, description="what it does, in our words")
    cite: list[Cite] = Field(default_factory=list, description="where it was read")

    @model_validator(mode="after")
    def _one_thing_of_one_weight(self) -> Self:
        things = (self.document, self.event, self.target)
        if sum(thing is not None for thing in things) != 1:
            raise PydanticCustomError(
                "followed_thing", "name one 'document', one 'event' or one 'target'"
            )
        if (self.force is None) == (self.stage is None):
            raise PydanticCustomError("followed_weight", "give a 'force' or a 'stage', not both")
        if self.stage == "milestone" and self.target is None:
            raise PydanticCustomError("followed_milestone", "a milestone is a 'target'")
        if self.force in ("law", "practice") and self.covers is None:
            raise PydanticCustomError("followed_covers", "what is in force 'covers' whole or part")
        return self
