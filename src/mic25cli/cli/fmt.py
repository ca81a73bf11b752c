"""`mic25 fmt`: record files in their one form."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mic25cli import errors
from mic25cli.cli import stream, writing
from mic25cli.errors import Mic25Error, UsageError

if TYPE_CHECKING:
    from mic25cli.store.place import RecordFile

Outcome = Literal["unchanged", "changed", "failed"]


@dataclass(frozen=True)
class Formatted:
    """What became of a file: its text before and after, or why it could not be formatted."""

    path: Path
    outcome: Outcome
    before: str = ""
    after: str = ""
    problem: str | None = None


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
    from mic25cli.store import selection

    output = writing.output_of(color, quiet)
    if json and diff:
        raise UsageError("--json and --diff contradict each other", "give one of them.")
    dry = check or diff
    results = []
    for folder, files in selection.chosen(paths or (), records or ()).items():
        if not dry:
            writing.writable(folder)
        with nullcontext() if dry else writing.held(folder, "fmt", wait):
            results += [_format(file, dry) for file in files]
    _report(results, check, diff, json, dry, output)
    if any(each.outcome == "failed" for each in results):
        raise typer.Exit(errors.TROUBLE)
    if check and any(each.outcome == "changed" for each in results):
        raise typer.Exit(errors.FINDINGS)


def _format(file: RecordFile, dry: bool) -> Formatted:
    from mic25cli.store import formatting, read, yamlio
    from mic25cli.store import writing as files
    from mic25cli.store.node import YamlError
    from mic25cli.store.place import misnamed_hint

    path = file.path
    if file.kind is None:
        return Formatted(
            path,
            "failed",
            problem=f"1:1: error unknown-kind no record file ({misnamed_hint(file)})",
        )
    try:
        raw = read.read_bytes(path)
        before = yamlio.decode(raw)
        after = formatting.formatted(before, file.kind)
        if after == before:
            return Formatted(path, "unchanged", before, after)
        if not dry:
            files.replace(path, after, raw)
    except YamlError as fault:
        hint = f" ({fault.hint})" if fault.hint else ""
        problem = f"{fault.line}:{fault.column}: error {fault.code} {fault.message}{hint}"
        return Formatted(path, "failed", problem=problem)
    except Mic25Error as fault:
        hint = f" ({fault.hint})" if fault.hint else ""
        return Formatted(path, "failed", problem=f"1:1: error format {fault.message}{hint}")
    return Formatted(path, "changed", before, after)


def _report(
    results: list[Formatted], check: bool, diff: bool, json: bool, dry: bool, output: stream.Output
) -> None:
    from mic25cli.store.load import shown

    counts = {
        outcome: sum(each.outcome == outcome for each in results)
        for outcome in ("changed", "unchanged", "failed")
    }
    if json:
        from mic25cli.view import jsonout

        payload = {
            "schema": "mic25.fmt/1",
            "written": not dry,
            "summary": {"files": len(results), **counts},
            "results": [
                {"path": shown(each.path), "outcome": each.outcome, "problem": each.problem}
                for each in results
            ],
        }
        stream.write(jsonout.pretty(payload) + "\n")
    for each in results:
        if each.outcome == "failed":
            stream.say(f"{shown(each.path)}:{each.problem}")
        elif each.outcome == "changed" and diff:
            writing.show_patch(each.path, each.before, each.after, output)
        elif each.outcome == "changed" and not json:
            stream.write(f"{shown(each.path)}\n")
    verb = "would change" if dry else "changed"
    told = f"{counts['changed']} of {_files(len(results))} {verb}"
    if counts["failed"]:
        told += f", {counts['failed']} could not be formatted and stay as they are"
    stream.note(told, output)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
