"""The site of `site --open`: stored in the user's cache and opened in a browser."""

from __future__ import annotations

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path

from mic25cli import __version__
from mic25cli.cli import terminal_io
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError
from mic25cli.model.dataset import RecordSet
from mic25cli.store import corrections, record_folders

FRONT = "index.html"


def site_folder(session: Session, last: RecordSet | None) -> Path:
    """The cache folder for the site of these records at these dates, with a feed of the changes
    since `last`."""
    cache = record_folders.user_folder("cache")
    if cache is None:
        raise UsageError.of("there-is-no-folder-for-cache")
    at = session.as_of, session.known_at
    listed = corrections.read(session.folders)
    parts = __version__, session.whole.digest, *at, last and last.digest, *listed
    key = sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return cache / "sites" / key[:16]


def clear(folder: Path) -> None:
    """Delete the sites of other records and dates from the cache."""
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def show(folder: Path, quiet: bool) -> int:
    """Open the front page in a browser; without a display, print its path."""
    page = (folder / FRONT).resolve()
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform in ("win32", "darwin") or any(map(os.environ.get, displays)):
        import webbrowser

        if webbrowser.open(page.as_uri()):
            terminal_io.note(f"opened {page}", quiet)
            return 0
    terminal_io.write(f"{page}\n")
    return 0
