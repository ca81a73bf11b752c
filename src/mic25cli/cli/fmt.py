"""`mic25 fmt`: record files in their one form."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mic25cli import errors
from mic25cli.cli import stream, writing
from mic25cli.errors import UsageError

if TYPE_CHECKING:
    from mic25cli.diagnostic import Diagnostic
    from mic25cli.edit.fmt import Formatted


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files or folders; all records without."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
    records: writing.RecordsOption = None,
    wait: writing.Wait = writing.WAIT,
    color: writing.ColorOption = "auto",
    quiet: writing.Quiet = False,
) -> None:
    """Put record files into their one form: order of keys, indentation, quotes, line breaks.

    Comments and data stay as they are; a file that cannot be read is left alone.
    """
    from mic25cli.edit import leftovers
    from mic25cli.edit.fmt import format_file
    from mic25cli.store import selection

    output = writing.output_of(color, quiet)
    if json and diff:
        raise UsageError("--json and --diff contradict each other", "give one of them.")
    dry = check or diff
    results = []
    for folder, files in selection.chosen(paths or (), records or ()).items():
        with nullcontext() if dry else writing.held(folder, "fmt", wait):
            if not dry:
                leftovers.clear(folder)
            results += [format_file(file, not dry) for file in files]
    _report(results, check, diff, json, dry, output)
    if any(each.outcome == "failed" for each in results):
        raise typer.Exit(errors.TROUBLE)
    if check and any(each.outcome == "changed" for each in results):
        raise typer.Exit(errors.FINDINGS)


def _report(
    results: list[Formatted], check: bool, diff: bool, json: bool, dry: bool, output: stream.Output
) -> None:
    from mic25cli.store.load import shown
    from mic25cli.view.text import visible

    counts = {
        outcome: sum(each.outcome == outcome for each in results)
        for outcome in ("changed", "unchanged", "failed")
    }
    done = f"{_files(counts['changed'])} changed"
    written = stream.write if dry else partial(writing.say_done, done=done)
    if json:
        from mic25cli.view import jsonout

        payload = {
            "schema": "mic25.fmt/1",
            "written": not dry,
            "summary": {"files": len(results), **counts},
            "results": [
                {
                    "path": shown(result.path),
                    "outcome": result.outcome,
                    "problem": _problem(result.fault) if result.fault else None,
                }
                for result in results
            ],
        }
        written(jsonout.pretty(payload) + "\n")
    for result in results:
        if result.fault is not None:
            stream.say(visible(f"{result.fault.path}:{_problem(result.fault)}"))
        elif result.outcome == "changed" and diff:
            writing.show_patch(result.path, result.before, result.after, output)
        elif result.outcome == "changed" and not json:
            written(visible(shown(result.path)) + "\n")
    verb = "would change" if dry else "changed"
    said = f"{counts['changed']} of {_files(len(results))} {verb}"
    if counts["failed"]:
        said += f", {counts['failed']} could not be formatted and stay as they are"
    stream.note(said, output)


def _problem(fault: Diagnostic) -> str:
    hint = f" ({fault.hint})" if fault.hint else ""
    return f"{fault.line}:{fault.column}: error {fault.code} {fault.message}{hint}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
