"""`python -m mic25cli` and the console script `mic25`."""

from __future__ import annotations

import sys

from mic25cli.cli.main import main


def run() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(main())


if __name__ == "__main__":
    run()
