"""`python -m mic25cli` and the console script `mic25`."""

from __future__ import annotations

import gc
import os
import sys

from mic25cli.cli.main import main


def run() -> None:
    """Run the command line and leave with its exit code."""
    # A command is short, and what it makes is mostly kept: garbage is looked for more rarely.
    gc.set_threshold(50_000, 20, 50)
    # Nor are all installed packages asked for plugins of pydantic, which a record has no use for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main()
    # The process ends: what is left is not looked through for garbage once more.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
