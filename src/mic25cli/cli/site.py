"""`mic25 site`: the book as a folder of pages, for a browser or any host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from mic25cli import __version__
from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.export import cleanup_when_ended
from mic25cli.cli.options import flag, folder, text
from mic25cli.cli.session import RESULT, Session
from mic25cli.errors import UsageError


@dataclass(frozen=True)
class SiteOptions:
    """Where the pages go."""

    out: Path | None = folder("--output", "DIR", "The folder to make.", also="-o")
    base_url: str | None = text(
        "--base-url", "URL", "Where it will stand: adds canonical addresses, site map, pictures."
    )
    force: bool = flag("--force", "Write into a folder with other files; equal names are replaced.")

    def __post_init__(self) -> None:
        if self.base_url and not re.fullmatch(r"https?://[^\s<>\"'?#]+", self.base_url):
            raise UsageError(
                f"'{self.base_url}' is no address of a site", "give https://HOST/PATH/."
            )


@command(without=(*RESULT, "lang"), shelf="one")
def site(session: Session, target: SiteOptions) -> int:
    """Write the book as a site: a page for every record, in English and Chinese.

    The pages work from the folder and from any host, and load nothing from elsewhere. The same book
    gives the same bytes; statuses are judged as of --as-of, or else of the last day that a source
    of the book was published or read.
    """
    from mic25cli.calc.progress.result import Question
    from mic25cli.export import folder as folders
    from mic25cli.export import site as export
    from mic25cli.view.page.site import Site

    if target.out is None:
        raise UsageError("a site is a folder of pages", "give -o DIR.")
    question = Question(session.day, session.known_at)
    pictures = bool(target.base_url) and find_spec("resvg_py") is not None
    made = Site(session.book, question, __version__, pictures)
    base = f"{target.base_url.rstrip('/')}/" if target.base_url else ""
    with cleanup_when_ended():
        for _ in folders.fill(
            target.out, lambda stage: export.write(made, stage, base), target.force
        ):
            pass
    stream.note(f"wrote {target.out}", session.output)
    return 0
