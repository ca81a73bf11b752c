"""`mic25 fmt`: record files in their standard form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mic25cli import errors
from mic25cli.cli import terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, flag, text
from mic25cli.cli.session import TIME, Session
from mic25cli.cli.writing import WaitOptions, patch_of, write_lock
from mic25cli.edit import replace
from mic25cli.edit.canonical import FormattedFile, format_file
from mic25cli.errors import UsageError
from mic25cli.model.kinds import KINDS
from mic25cli.store.yaml_nodes import MAX_BYTES
from mic25cli.values import FrozenData
from mic25cli.view.answer import Answer, SideEffect
from mic25cli.view.json_output import Output
from mic25cli.view.render import FORMATS
from mic25cli.work_progress import steps


class FmtCounts(FrozenData):
    """The number of files by result."""

    files: int
    changed: int
    unchanged: int
    failed: int


class FmtReport(FrozenData):
    """The files that were formatted, or would be."""

    schema: Literal["mic25.fmt/1"]
    written: bool
    summary: FmtCounts


OUTPUT = Output("fmt", FormattedFile, FmtReport)


@command(without=(*TIME, "dry_run"), fixed=("format",), formats=("text", *FORMATS), several="one")
def fmt(
    *,
    paths: tuple[Path, ...] = arguments(
        "[PATH…]", "Name files or folders, - for standard input; default: all", type_=Path
    ),
    kind: str | None = text("KIND", "Name the record type of standard input", choices=tuple(KINDS)),
    check: bool = flag("Write nothing; exit with 1 if a file would change"),
    diff: bool = flag("Write nothing; show what would change"),
    session: Session,
    writing: WaitOptions,
) -> Answer[FormattedFile]:
    """Format record files: order of keys, indentation, quotes and line breaks.

    Comments and data do not change. A file that cannot be read is left alone.
    """
    from mic25cli.cli.translated_help import translated_line, translated_remark
    from mic25cli.view.text import visible

    if diff and session.format not in ("auto", "text"):
        option = "--json" if session.json else f"--format {session.format}"
        raise UsageError.of("cannot-be-combined", one=option, other="diff")
    dry, standard_input = check or diff, paths == (Path("-"),)
    if kind is not None and not standard_input:
        raise UsageError.of("kind-can-be-used-only-with-standard-input")
    patched = partial(patch_of, color=session.color) if diff else None
    if standard_input:
        formatted = _standard_input(kind, dry, patched)
    else:
        formatted = _in_folders(paths, session, writing, dry, patched)
    files, patches, fault = formatted
    count = Counter(file.outcome for file in files)
    for file in files:
        if file.problem is not None:
            problem = translated_line(file.problem, session.lang)
            terminal_io.write_error(visible(f"{file.path}:{problem}"))

    def listed(rows: Sequence[FormattedFile]) -> str:
        files = () if diff or standard_input else rows
        changed = (f"{visible(row.path)}\n" for row in files if row.outcome == "changed")
        return "".join((*patches, *changed))

    code = errors.FINDINGS if check and count["changed"] else errors.DONE
    counts = FmtCounts(len(files), count["changed"], count["unchanged"], count["failed"])
    return Answer(
        files,
        of=FormattedFile,
        report=FmtReport("mic25.fmt/1", not dry and not standard_input, counts),
        own={"text": listed},
        auto="text",
        closing=(translated_remark(_counted(count, len(files), dry), session.lang),),
        done=SideEffect(
            "" if dry or standard_input else f"{_files(count['changed'])} changed", fault
        ),
        code=errors.TROUBLE if count["failed"] else code,
    )


Formatted = tuple[list[FormattedFile], list[str], BaseException | None]
"""The files, texts to print, and the exception that ended the work early."""
Patched = Callable[[Path, str, str], str] | None


def _standard_input(kind: str | None, dry: bool, patched: Patched) -> Formatted:
    """Standard input in the standard form, or the patch for it."""
    file, before, after = format_file(terminal_io.read("-", MAX_BYTES), kind, write=False)
    if not dry:
        return [file], [after], None
    if patched is None or file.outcome != "changed":
        return [file], [], None
    return [file], [patched(Path("-"), before, after)], None


def _in_folders(
    paths: Sequence[Path], session: Session, writing: WaitOptions, dry: bool, patched: Patched
) -> Formatted:
    """Format all files at some paths, each folder under its lock."""
    from mic25cli.store import check_input

    files: list[FormattedFile] = []
    patches: list[str] = []
    try:
        for folder, chosen in check_input.chosen(paths, session.records).items():
            with nullcontext() if dry else write_lock(folder, "fmt", writing.wait):
                if not dry:
                    replace.clear(folder)
                for item in steps("files", chosen, len(chosen)):
                    # Only the patch stays in memory, not the texts of many files.
                    file, before, after = format_file(item, item.kind, not dry)
                    files.append(file)
                    if file.outcome == "changed" and patched is not None:
                        patches.append(patched(item.path, before, after))
    except (errors.Mic25Error, KeyboardInterrupt) as fault:
        # Report what was written even if a folder cannot be locked, or after Ctrl-C.
        if dry or not any(file.outcome == "changed" for file in files):
            raise
        return files, patches, fault
    return files, patches, None


def _counted(count: Counter[Any], files: int, dry: bool) -> str:
    """How many files were changed, or would be, and how many could not be read."""
    line = f"{count['changed']} of {_files(files)} {'would change' if dry else 'changed'}"
    return line + (f", {count['failed']} could not be formatted" if count["failed"] else "")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
