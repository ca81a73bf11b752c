"""The wheel carries the snapshot of its own records (`mic25cli.store.shipped`), built with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILD = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from mic25cli.errors import Mic25Error
from mic25cli.store import shipped
try:
    shipped.build(Path(sys.argv[2]), Path(sys.argv[3]))
except Mic25Error as fault:
    sys.exit(f"no wheel of these records: {fault.message}")
"""


class SnapshotHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the snapshot in a process of its own, from the tree that the wheel is built of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the snapshot to the wheel; an editable installation reads the tree's records."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="mic25-build-")
        root, out = Path(self.root), Path(self._folder.name, "records.book")
        subprocess.run(
            [sys.executable, "-c", BUILD, str(root / "src"), str(root / "records"), str(out)],
            check=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        build_data["force_include"][str(out)] = "mic25cli/records.book"

    def finalize(self, version: str, *_: object) -> None:
        """Remove what was built, which is in the wheel now."""
        if version != "editable":
            self._folder.cleanup()
