"""The rule of files as a whole: what reading them finds stands in `reading.json`."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.check.registry import rule
from mic25cli.check.scene import FileFault, Scene


@rule("empty-file", "A file without a record", "files", "warning")
def empty(scene: Scene) -> Iterator[FileFault]:
    """A file that holds nothing, or comments alone, is left over or was never filled."""
    broken = {fault.path for fault in scene.loaded.diagnostics}
    for file in scene.loaded.files:
        if file.readable and not file.ids and file.path not in broken:
            yield FileFault(file, "the file holds no record", "add one, or remove the file")
