"""The rule of files as a whole: what reading them finds stands in `reading.json`."""

from __future__ import annotations

from collections.abc import Iterator

from mic25cli.check.context import FileFault, RuleContext
from mic25cli.check.registry import rule


@rule("empty-file", "A file without a record", "files", "warning")
def empty(context: RuleContext) -> Iterator[FileFault]:
    """A file that holds nothing, or comments alone, is left over or was never filled."""
    broken = {fault.path for fault in context.loaded.diagnostics}
    for file in context.loaded.files:
        if file.readable and not file.ids and file.path not in broken:
            yield FileFault(file, "the file holds no record", "add one, or remove the file")
