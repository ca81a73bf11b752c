"""A correction, from the list that a folder has beside its records."""

from typing import Literal, get_args

from mic25cli.model.claim import Strict
from mic25cli.model.scalars import Date, Text, several

Cause = Literal["mistake", "revised-data", "new-evidence"]
CAUSES: tuple[Cause, ...] = get_args(Cause)


class Correction(Strict):
    """What was said, what is right instead, and the records that it is about, each `kind/id`."""

    date: Date
    cause: Cause
    said: Text
    right: Text
    records: list[Text] = several("the records that it is about")
