"""Puts the installed datasets into the wheel, each with its snapshot (`mic25cli.store.snapshot`)
and the results stored with it (`mic25cli.view.verdict.card_verdict`)."""

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
from mic25cli.store import installed_datasets, snapshot
from mic25cli.view.verdict import card_verdict
for name in installed_datasets.names():
    try:
        snapshot.build(installed_datasets.folder(name), Path(sys.argv[2], name + ".dataset"),
                       lambda dataset: card_verdict.keep(installed_datasets.connect(dataset)))
    except Mic25Error as fault:
        sys.exit(f"no wheel of these records: {fault.message}")
    print(name, installed_datasets.folder(name), sep="\\t")
"""


class SnapshotHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the snapshots in a process of its own, from the tree of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the datasets to the wheel, each with its snapshot; an editable install reads the
        tree's."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="mic25-build-")
        root, out = Path(self.root), Path(self._folder.name)
        built = subprocess.run(
            [sys.executable, "-c", BUILD, str(root / "src"), str(out)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        inside = build_data["force_include"]
        for line in built.stdout.splitlines():
            name, tree = line.split("\t")
            home = "mic25cli/records" if name == "mic25" else f"mic25cli/datasets/{name}"
            inside[str(out / f"{name}.dataset")] = f"{home}.dataset"
            for path in Path(tree).rglob("*.yaml"):
                inside[str(path)] = f"{home}/{path.relative_to(tree).as_posix()}"

    def finalize(self, version: str, *_: object) -> None:
        """Delete what was built, because it is in the wheel now."""
        if version != "editable":
            self._folder.cleanup()
