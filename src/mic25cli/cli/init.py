"""`mic25 init`: a record folder for another policy."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import argument, text, words
from mic25cli.cli.writing import Writing, held, say_done
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS


@dataclass(frozen=True)
class Folder:
    """The folder to make, and what it holds."""

    folder: Path = argument(
        "DIR", "The folder to make; it must not hold anything.", typed=Path, completes="folder"
    )
    title: str = text("--title", "TEXT", "What the records are about.", "an example policy")
    kinds: tuple[str, ...] = words(
        "--kinds", "A,B", "Only these kinds, and those that they refer to.", completes="kind"
    )


@command(without=("dry_run", "records", "wait", "color"))
def init(new: Folder, writing: Writing) -> None:
    """Start a record folder: a worked example a kind, a README and a CI workflow.

    Every command works on it with --records DIR, or with MIC25_RECORDS=DIR.
    """
    from mic25cli.edit import new_folder
    from mic25cli.view.text import visible

    folder, output = new.folder, writing.output
    title = new.title.strip()
    if not title or len(title) > 200 or any(unicodedata.category(char)[0] == "C" for char in title):
        raise UsageError("--title: a title is one line of 1 to 200 characters")
    for kind in new.kinds:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
    wanted = new_folder.with_needed(new.kinds or tuple(KINDS))
    added = [kind for kind in wanted if new.kinds and kind not in new.kinds]
    contents = new_folder.texts(title, wanted)
    new_folder.make(folder, contents, lambda where: held(where, "init", writing.wait))
    shown = visible(str(folder))
    done = f"{shown}: {len(wanted)} kinds, a worked example of each"
    say_done(f"{done}\n", done)
    if added:
        stream.note(f"with {', '.join(added)}, to which the examples refer", output)
    stream.note(
        f"next: mic25 validate --records {shown}; see {visible(str(folder / 'README.md'))}", output
    )
