"""`mic25 init`: a record folder for another policy."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from mic25cli.cli import stream, writing
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make; it must not hold anything.")
    ],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="What the records are about.")
    ] = "an example policy",
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kinds", metavar="A,B", help="Only these kinds, and those that they refer to."
        ),
    ] = None,
    quiet: writing.Quiet = False,
) -> None:
    """Start a record folder: a worked example a kind, a README and a CI workflow.

    Every command works on it with --records DIR, or with MIC25_RECORDS=DIR.
    """
    from mic25cli.cli.options import split_list
    from mic25cli.edit import new_folder
    from mic25cli.view.text import visible

    output = writing.output_of("auto", quiet)
    title = title.strip()
    if not title or len(title) > 200 or any(unicodedata.category(char)[0] == "C" for char in title):
        raise UsageError("--title: a title is one line of 1 to 200 characters")
    named = split_list(kinds or ())
    for kind in named:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
    wanted = new_folder.with_needed(named or tuple(KINDS))
    added = [kind for kind in wanted if named and kind not in named]
    texts = new_folder.texts(title, wanted)
    new_folder.make(folder, texts, lambda where: writing.held(where, "init", writing.WAIT))
    shown = visible(str(folder))
    done = f"{shown}: {len(wanted)} kinds, a worked example of each"
    writing.say_done(f"{done}\n", done)
    if added:
        stream.note(f"with {', '.join(added)}, to which the examples refer", output)
    stream.note(
        f"next: mic25 validate --records {shown}; see {visible(str(folder / 'README.md'))}", output
    )
