"""`mic25 validate`: every fault of every file, in one run."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from mic25cli import errors
from mic25cli.cli import stream
from mic25cli.cli.options import choice, split_list
from mic25cli.errors import RecordsError, UsageError
from mic25cli.view.problems import FORMATS, Look


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    paths: tuple[Path, ...] = ()
    records: tuple[Path, ...] = ()
    kind: str | None = None
    format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    against: tuple[Path, ...] = ()
    strict: bool = False
    statistics: bool = False
    color: Any = "auto"
    quiet: bool = False


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            help="Files or folders, of the book or outside it; - is standard input. All without.",
        ),
    ] = None,
    records: Annotated[
        list[Path] | None,
        typer.Option(
            "--records", metavar="DIR", help="Read these records; a later folder overrides by id."
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="The kind of a file outside the book, or of standard input.",
        ),
    ] = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"auto (github in GitHub Actions, else text), {', '.join(FORMATS)}.",
        ),
    ] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE,…", help="Look for these codes or families only."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODE,…", help="Do not look for these codes or families."),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against", metavar="PATH", help="Warn of prose that repeats these source texts."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail, too.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the faults by code at the end.")
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Tell what a code means; 'all' lists them."),
    ] = None,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help="Colour on the terminal.")
    ] = "auto",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No summary on standard error.")
    ] = False,
) -> None:
    """Find every fault of the records: YAML, form, links, numbers, dates, sources, language.

    Exit code 0: no error; 1: errors (with --strict, warnings too); 2: nothing could be checked.
    """
    chosen = choice("--format", format_name, ("auto", *FORMATS))
    if as_json:
        if chosen not in ("auto", "json"):
            raise UsageError(
                f"--json and --format {chosen} contradict each other", "give one of them."
            )
        chosen = "json"
    if explain is not None:
        stream.write(explained(explain, chosen))
        return
    if chosen == "auto":
        chosen = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    options = Options(
        paths=tuple(paths or ()),
        records=tuple(records or ()),
        kind=kind,
        format=chosen,
        select=split_list(select or ()),
        ignore=split_list(ignore or ()),
        against=tuple(against or ()),
        strict=strict,
        statistics=statistics,
        color=choice("--color", color, ("auto", "always", "never")),
        quiet=quiet,
    )
    raise typer.Exit(run(options))


def explained(code: str, format_name: str) -> str:
    """The page of a code, or the list of all; raises `UsageError` for one that is not known."""
    from mic25cli.check import registry
    from mic25cli.view.problems import page

    every = list(registry.codes().values()) if code == "all" else [registry.find_code(code)]
    if format_name == "json":
        return page.as_json(every)
    return page.listed() if code == "all" else page.explained(every[0])


def run(options: Options) -> int:
    """Check what the options name, write what was found, and give the exit code."""
    from mic25cli.check import registry
    from mic25cli.check.run import Report, check, joined
    from mic25cli.store import scope

    codes = registry.chosen(options.select, options.ignore)
    against: dict[str, str] = {}
    for path in options.against:
        against |= scope.source_texts(path)
    reports: list[Report] = []
    for each in scope.scopes(options.paths, options.records, options.kind, _stdin):
        reports.append(check(each.load(), against, each.only, codes))
    report = joined(reports)
    if not report.records and not report.errors:
        raise RecordsError(
            "there is nothing to check: no file holds a record",
            "a record folder holds industries.yaml, funds.yaml and so on.",
        )
    look = Look(
        color=stream.wants_color(options.color),
        person=stream.is_terminal(),
        strict=options.strict,
        statistics=options.statistics,
        prefix=_prefix(),
    )
    stream.write(FORMATS[options.format](report, look))
    if not options.quiet and options.format in ("text", "github"):
        from mic25cli.view.problems.text import summary

        stream.say(summary(report))
    failed = report.errors or (options.strict and report.warnings)
    return errors.FINDINGS if failed else errors.DONE


def _stdin() -> bytes:
    """Standard input, one byte past what a file may have, so that too much is told as such."""
    from mic25cli.store.node import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _prefix() -> str:
    """From the root of the repository, as GitHub knows it, to the folder that paths start from."""
    root = os.environ.get("GITHUB_WORKSPACE")
    if not root:
        return ""
    way = os.path.relpath(os.getcwd(), root).replace(os.sep, "/")
    return "" if way == "." or way.startswith("..") else way
