"""`mic25 fmt`: record files in their one form."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from mic25cli import errors
from mic25cli.cli import stream
from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, flag
from mic25cli.cli.writing import WriteOptions, held, say_done, show_patch
from mic25cli.errors import UsageError
from mic25cli.view.output import Output

if TYPE_CHECKING:
    from mic25cli.diagnostic import Diagnostic
    from mic25cli.edit.fmt import Formatted


class Summary(TypedDict):
    """How many files there are, by what became of them."""

    files: int
    changed: int
    unchanged: int
    failed: int


class File(TypedDict):
    """A file, what became of it, and why it could not be put into form."""

    path: str
    outcome: Literal["changed", "unchanged", "failed"]
    problem: str | None


class Report(TypedDict):
    """What was put into form, or would be; the files follow."""

    schema: Literal["mic25.fmt/1"]
    written: bool
    summary: Summary


OUTPUT = Output("fmt", File, Report)


@dataclass(frozen=True)
class FmtOptions:
    """What to put into form, and what to tell of it."""

    paths: tuple[Path, ...] = arguments(
        "[PATH…]", "Files or folders; without any, all records.", typed=Path
    )
    check: bool = flag("--check", "Write nothing; exit 1 if a file would change.")
    diff: bool = flag("--diff", "Write nothing; show what would change.")
    json: bool = flag("--json", "Report as JSON.")

    def __post_init__(self) -> None:
        if self.json and self.diff:
            raise UsageError("--json and --diff contradict each other", "give one of them.")

    @property
    def dry(self) -> bool:
        """Whether nothing is written."""
        return self.check or self.diff


@command(without=("dry_run",))
def fmt(formatting: FmtOptions, writing: WriteOptions) -> int:
    """Put record files into their one form: order of keys, indentation, quotes, line breaks.

    Comments and data stay as they are; a file that cannot be read is left alone.
    """
    from mic25cli.edit import leftovers
    from mic25cli.edit.fmt import format_file
    from mic25cli.store import selection

    dry = formatting.dry
    results = []
    try:
        for folder, files in selection.chosen(formatting.paths, writing.records).items():
            with nullcontext() if dry else held(folder, "fmt", writing.wait):
                if not dry:
                    leftovers.clear(folder)
                for file in files:
                    result = format_file(file, not dry)
                    if result.outcome == "changed" and formatting.diff:
                        show_patch(result.path, result.before, result.after, writing.output)
                    results.append(result.without_texts)
    except (errors.Mic25Error, KeyboardInterrupt):
        # A folder that cannot be locked, or Ctrl-C: what has been written is said all the same.
        if not dry and any(result.outcome == "changed" for result in results):
            _report(results, formatting, writing.output)
        raise
    _report(results, formatting, writing.output)
    outcomes = {result.outcome for result in results}
    if "failed" in outcomes:
        return errors.TROUBLE
    return errors.FINDINGS if formatting.check and "changed" in outcomes else errors.DONE


def _report(results: list[Formatted], formatting: FmtOptions, output: stream.Output) -> None:
    from mic25cli.store.load import shown
    from mic25cli.view.text import visible

    counts = {
        outcome: sum(result.outcome == outcome for result in results)
        for outcome in ("changed", "unchanged", "failed")
    }
    done = f"{_files(counts['changed'])} changed"
    written = stream.write if formatting.dry else partial(say_done, done=done)
    if formatting.json:
        from mic25cli.view import jsonout

        report: Report = {
            "schema": "mic25.fmt/1",
            "written": not formatting.dry,
            "summary": {
                "files": len(results),
                "changed": counts["changed"],
                "unchanged": counts["unchanged"],
                "failed": counts["failed"],
            },
        }
        files: list[File] = [
            {
                "path": shown(result.path),
                "outcome": result.outcome,
                "problem": _problem(result.fault) if result.fault else None,
            }
            for result in results
        ]
        written(jsonout.pretty({**report, "results": files}) + "\n")
    for result in results:
        if result.fault is not None:
            stream.say(visible(f"{result.fault.path}:{_problem(result.fault)}"))
        elif result.outcome == "changed" and not (formatting.json or formatting.diff):
            written(visible(shown(result.path)) + "\n")
    verb = "would change" if formatting.dry else "changed"
    said = f"{counts['changed']} of {_files(len(results))} {verb}"
    if counts["failed"]:
        said += f", {counts['failed']} could not be formatted and stay as they are"
    stream.note(said, output)


def _problem(fault: Diagnostic) -> str:
    hint = f" ({fault.hint})" if fault.hint else ""
    return f"{fault.line}:{fault.column}: error {fault.code} {fault.message}{hint}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
