"""`mic25 validate`: every fault of every file, in one run."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli import errors
from mic25cli.cli import pager, stream
from mic25cli.cli.command import command
from mic25cli.cli.options import arguments, color_option, flag, folders, json_or, text, words
from mic25cli.errors import RecordsError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mic25cli.check.run import CheckReport
    from mic25cli.store.scope import Scope

FORMATS = ("text", "json", "github", "sarif", "junit")


@dataclass(frozen=True)
class ValidateOptions:
    """What to check, for which faults, and how to tell of them."""

    paths: tuple[Path, ...] = arguments(
        "[PATH…]",
        "Files or folders, also outside the book; - is standard input. Without any, all records.",
        typed=Path,
    )
    records: tuple[Path, ...] = folders(
        "--records", "DIR", "Read these records; a later folder overrides by id.",
        setting="records",
    )  # fmt: skip
    kind: str | None = text(
        "--kind", "KIND", "The kind of a file outside the book, or of standard input.",
        completes="kind",
    )  # fmt: skip
    format: str = text(
        "--format", "FORMAT",
        f"auto (github in GitHub Actions, else text), {', '.join(FORMATS)}.", "auto",
        also="-f", choices=("auto", *FORMATS),
    )  # fmt: skip
    json: bool = flag("--json", "The same as -f json.")
    select: tuple[str, ...] = words(
        "--select", "CODE,…", "Look for these codes or families only.", completes="code"
    )
    ignore: tuple[str, ...] = words(
        "--ignore", "CODE,…", "Do not look for these codes or families.", completes="code"
    )
    against: tuple[Path, ...] = folders(
        "--against", "PATH", "Warn of prose that repeats these source texts."
    )
    strict: bool = flag("--strict", "Warnings fail, too.")
    statistics: bool = flag("--statistics", "Count the faults by code at the end.")
    explain: str | None = text(
        "--explain", "CODE", "Tell what a code means; 'all' lists them.", completes="code"
    )
    color: stream.Color = color_option()
    pager: bool | None = flag(
        "--pager/--no-pager", "Long output on a terminal through a pager, or not.", given=None
    )
    quiet: bool = flag("--quiet", "No summary on standard error.", also="-q")

    def __post_init__(self) -> None:
        json_or(self.format, self.json)

    @property
    def output(self) -> stream.Output:
        """How what is found is to be shown."""
        return stream.Output(color=self.color, quiet=self.quiet, pager=self.pager)

    @property
    def chosen(self) -> str:
        """The format, `auto` resolved: github in GitHub Actions, else text."""
        name = json_or(self.format, self.json)
        if name != "auto" or self.explain is not None:
            return name
        return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


@command
def validate(checking: ValidateOptions) -> int:
    """Find every fault of the records: YAML, form, links, numbers, dates, sources, language.

    Exit code 0: no error; 1: errors (with --strict, warnings too); 2: nothing could be checked.
    """
    if checking.explain is not None:
        pager.write(explained(checking.explain, checking.chosen), checking.output)
        return errors.DONE
    return run(checking)


def explained(code: str, format_name: str) -> str:
    """The page of a code, or the list of all; raises `UsageError` for one that is not known."""
    from mic25cli.check import registry
    from mic25cli.view.problems import page

    every = list(registry.codes().values()) if code == "all" else [registry.find_code(code)]
    if format_name == "json":
        return page.as_json(every)
    return page.listed() if code == "all" else page.explained(every[0])


def run(checking: ValidateOptions) -> int:
    """Check what is asked for, write what was found, and give the exit code."""
    from mic25cli.store import about, place, scope

    codes = _chosen(checking)
    against: dict[str, str] = {}
    for path in checking.against:
        against |= scope.source_texts(path)
    scopes = scope.scopes(checking.paths, checking.records, checking.kind, _stdin)
    reports = [_checked(one, against, codes) for one in scopes]
    from mic25cli.check.run import joined

    report = joined(reports)
    empty_book = not checking.paths and about.declared(place.folders(checking.records))
    if not report.records and not report.errors and not empty_book:
        raise RecordsError(
            "there is nothing to check: no file holds a record",
            "a record folder holds industries.yaml, funds.yaml and so on.",
        )
    pager.write(_written(report, checking), checking.output)
    if not checking.quiet and checking.chosen in ("text", "github"):
        from mic25cli.view.problems.text import summary

        stream.say(*summary(report))
    failed = report.errors or (checking.strict and report.warnings)
    return errors.FINDINGS if failed else errors.DONE


def _written(report: CheckReport, checking: ValidateOptions) -> str:
    from mic25cli.view import ci
    from mic25cli.view.problems import machine, text

    if checking.chosen == "text":
        return text.faults(report, stream.wants_color(checking.color), checking.statistics)
    if checking.chosen == "json":
        return machine.json(report, checking.strict, stream.is_terminal())
    found = text.for_ci(report, checking.strict, _prefix())
    if checking.chosen == "sarif":
        return ci.sarif(found, spread=stream.is_terminal())
    return ci.junit(found) if checking.chosen == "junit" else ci.github(found)


def _chosen(checking: ValidateOptions) -> Collection[str] | None:
    """The codes to look for; None for all, for which no rule need be known yet."""
    if not checking.select and not checking.ignore:
        return None
    from mic25cli.check import registry

    return registry.chosen(checking.select, checking.ignore)


def _checked(
    scope: Scope, against: Mapping[str, str], codes: Collection[str] | None
) -> CheckReport:
    """The report on one book; it is read anew where a file is saved meanwhile."""
    from mic25cli.check.run import check
    from mic25cli.store.load import READINGS, FileChanged, garbage_collection_paused

    for left in reversed(range(READINGS)):
        try:
            with garbage_collection_paused():
                return check(scope.load(), against, scope.only, codes)
        except FileChanged:
            # A file was saved between the reading and the look for a place in it.
            if not left:
                raise
    raise AssertionError("the last reading returns or raises")


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
