"""The old edition that a command compares with: a record folder, or the records at a revision."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli.errors import UsageError

if TYPE_CHECKING:
    from mic25cli.calc.diff.sides import Side
    from mic25cli.cli.session import Session
    from mic25cli.model.book import RecordBook


@dataclass(frozen=True)
class OldEdition:
    """A book, what it was called by, and the commit where it is one of git."""

    book: RecordBook
    at: str
    commit: str | None = None


def old_side(session: Session, folder: Path | None, revision: str | None) -> Side | None:
    """The edition that --records-from or --rev names, as a side of a diff; None without either."""
    from mic25cli.calc.diff.sides import edition

    if folder is not None:
        then = of_folder(folder, "--records-from")
    elif revision is not None:
        then = of_revision(session, revision)
    else:
        return None
    return edition(then.book, then.at, session.known_at, then.commit)


def one_at_most(folder: Path | None, revision: str | None) -> None:
    """Raise `UsageError` where both --records-from and --rev are given."""
    if folder is not None and revision is not None:
        raise UsageError("--records-from and --rev both name the old edition", "give one of them.")


def of_folder(folder: Path, option: str) -> OldEdition:
    """The records in a folder; raises `UsageError` for one that is none."""
    from mic25cli.store import snapshot

    if not folder.is_dir():
        raise UsageError(f"there is no folder '{folder}'", f"{option} names an edition.")
    return OldEdition(snapshot.open_book((folder,)), str(folder))


def of_revision(session: Session, revision: str) -> OldEdition:
    """The records at a git revision of the session's one record folder."""
    from mic25cli.store.revision import open_revision

    if len(session.folders) > 1:
        raise UsageError("--rev takes one record folder", f"{len(session.folders)} were given.")
    then = open_revision(session.folders[0], revision)
    return OldEdition(then.book, revision, then.commit)
