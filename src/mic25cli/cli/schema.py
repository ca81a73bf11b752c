"""`mic25 schema`: the form of record files, as JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass

from mic25cli.cli import stream
from mic25cli.cli.options import argument, command
from mic25cli.errors import unknown
from mic25cli.model.kinds import KINDS


@dataclass(frozen=True)
class Which:
    """Of what the schema is."""

    kind: str | None = argument(
        "[KIND]", "A kind; without it, a whole book.", needed=False, completes="kind"
    )


@command
def schema(which: Which) -> None:
    """Print the JSON Schema (2020-12) of a kind's record files, for editors and other validators.

    Without a kind: one schema that holds those of all kinds, for a mapping of kinds to records.
    """
    from mic25cli.check import schema as schemas
    from mic25cli.view import jsonout

    kind = which.kind
    if kind is not None and kind not in KINDS:
        raise unknown("kind", kind, KINDS)
    stream.write(
        jsonout.pretty(schemas.of_book() if kind is None else schemas.of_kind(kind)) + "\n"
    )
