"""Whether addresses are to be links: where the terminal has them, and never in a pipe."""

from __future__ import annotations

import os
import re

from mic25cli.cli import stream
from mic25cli.cli.config import setting

WITHOUT = re.compile(r"dumb|unknown|linux|cons25|vt\d+|ansi|eterm|emacs|sun|screen\b(?!.*tmux)")
"""Terminals, as TERM names them, that have no links or show them as signs."""

VTE_FROM = 5000
"""The first release of VTE (GNOME Terminal and others) that has links without faults."""


def wanted(color: stream.Color) -> bool:
    """Whether standard output is to have links: as it is set, else as the terminal can."""
    if not stream.is_terminal() or not stream.wants_color(color):
        return False
    configured = setting("links")
    if configured is not None and configured.value != "auto":
        return bool(configured.value == "always")
    return can(os.environ)


def can(environ: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a terminal has links, as far as the environment can tell.

    FORCE_HYPERLINK, which other programs read too, settles it.
    """
    forced = environ.get("FORCE_HYPERLINK")
    if forced:
        return forced not in ("0", "no", "false")
    term = environ.get("TERM", "")
    if not term or WITHOUT.match(term) or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        # Windows says no TERM; its own terminal has links.
        return not term and "WT_SESSION" in environ
    version = environ.get("VTE_VERSION", "")
    return not (version.isascii() and version.isdigit() and int(version) < VTE_FROM)
