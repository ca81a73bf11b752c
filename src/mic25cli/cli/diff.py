"""`mic25 diff` and `mic25 KIND diff`: what changed between dates, reports or editions."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mic25cli import errors
from mic25cli.cli import stream
from mic25cli.cli.options import command as shared_options
from mic25cli.cli.options import split_list
from mic25cli.cli.session import Session as Shared
from mic25cli.cli.session import today
from mic25cli.errors import UsageError, unknown
from mic25cli.model.kinds import KINDS

if TYPE_CHECKING:
    from mic25cli.calc.diff import Change, Diff, Pair, Side
    from mic25cli.model.book import Book

SidesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[OLD NEW]",
        help="Two years or dates (2015 2018), or two reports (gwr-2018 gwr-2019).",
    ),
]
KindOption = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only these kinds.")
]
IndustryOption = Annotated[
    str | None,
    typer.Option("--industry", metavar="ID", help="Only records that name an industry."),
]
ClassOption = Annotated[
    list[str] | None,
    typer.Option("--class", metavar="CLASS", help="Only these classes: raised,lowered."),
]
SummaryOption = Annotated[
    bool, typer.Option("--summary", help="Only how many changes, by kind and class.")
]
FromOption = Annotated[
    Path | None,
    typer.Option("--records-from", metavar="DIR", help="The old edition: the records in a folder."),
]
RevOption = Annotated[
    str | None,
    typer.Option("--rev", metavar="REV", help="The old edition: the records at a git revision."),
]
ExitOption = Annotated[bool, typer.Option("--exit-code", help="End with 1 if anything changed.")]


@dataclass(frozen=True)
class Request:
    """What a diff is asked for."""

    sides: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    industry: str | None = None
    classes: tuple[str, ...] = ()
    summary: bool = False
    records_from: Path | None = None
    rev: str | None = None
    exit_code: bool = False


@shared_options
def diff(
    shared: Shared,
    sides: SidesArgument = None,
    kinds: KindOption = None,
    industry: IndustryOption = None,
    classes: ClassOption = None,
    summary: SummaryOption = False,
    records_from: FromOption = None,
    rev: RevOption = None,
    exit_code: ExitOption = False,
) -> None:
    """Tell what changed between two dates, two reports, or two editions of the records.

    Between two dates: the book as of the end of each. Between two reports: what each of them
    says; what an excerpt does not say is unseen, not removed. With --records-from or --rev:
    the records of then against those of now.
    """
    run_diff(
        Request(
            tuple(sides or ()),
            split_list(kinds or ()),
            industry,
            split_list(classes or ()),
            summary,
            records_from,
            rev,
            exit_code,
        ),
        shared,
    )


@shared_options
def diff_kind(
    context: typer.Context,
    shared: Shared,
    sides: SidesArgument = None,
    industry: IndustryOption = None,
    classes: ClassOption = None,
    summary: SummaryOption = False,
    records_from: FromOption = None,
    rev: RevOption = None,
    exit_code: ExitOption = False,
) -> None:
    """Tell what changed in this kind between two dates, two reports, or two editions."""
    assert context.parent is not None and context.parent.info_name is not None
    run_diff(
        Request(
            tuple(sides or ()),
            (context.parent.info_name,),
            industry,
            split_list(classes or ()),
            summary,
            records_from,
            rev,
            exit_code,
        ),
        shared,
    )


def run_diff(request: Request, shared: Shared) -> None:
    """Compare the sides asked for and write what changed; ends with 1 where that is asked for."""
    from mic25cli.calc import diff as calc

    _check(request, shared)
    book = shared.whole
    pair = _editions(request, shared, book)
    if pair is None:
        pair = calc.sides(book, request.sides[0], request.sides[1], shared.known_at)
    industry = _industry((book, pair.old.book), request)
    found = calc.diff(pair.old, pair.new, request.kinds or None)
    if calc.of_targets(request.kinds or None):
        found = calc.with_outcomes(found, pair, today())
    found = calc.choose(found, request.classes or None, None, industry)
    _say_left_out(found, shared)
    if request.summary:
        from mic25cli.view.diff import summary_sheet

        stream.emit(summary_sheet(found, shared.lang), shared.output)
    else:
        _write(found, book, request, shared)
    if request.exit_code and found.changes:
        raise typer.Exit(errors.FINDINGS)


def _check(request: Request, shared: Shared) -> None:
    """Raise `UsageError` for what cannot be meant, before anything is read."""
    from mic25cli.calc.diff import CLASSES

    for kind in request.kinds:
        if kind not in KINDS:
            raise unknown("kind", kind, KINDS)
    for class_ in request.classes:
        if class_ not in CLASSES:
            raise unknown("class of change", class_, CLASSES, f"classes: {', '.join(CLASSES)}.")
    if shared.as_of is not None:
        raise UsageError(
            "a diff takes no --as-of", "its sides are the dates: mic25 diff 2015 2018."
        )
    if request.summary and (shared.sort or shared.limit is not None):
        raise UsageError("--summary takes neither --sort nor --limit", "it counts all changes.")
    edition = request.records_from is not None or request.rev is not None
    if request.records_from is not None and request.rev is not None:
        raise UsageError("--records-from and --rev both name the old edition", "give one of them.")
    if edition and request.sides:
        given = " ".join(request.sides)
        raise UsageError(
            f"with --records-from or --rev the editions are compared as they are, not at '{given}'",
            "leave out one or the other.",
        )
    if not edition and len(request.sides) != 2:
        count = {0: "none was", 1: "one was"}.get(len(request.sides), f"{len(request.sides)} were")
        raise UsageError(
            f"a diff takes two sides, and {count} given",
            "two years (2015 2018), two dates, two reports, or --records-from or --rev.",
        )


def _industry(books: Sequence[Book], request: Request) -> str | None:
    """The id of the industry asked for, in the newer edition or, where it is gone, in the older."""
    if request.industry is None:
        return None
    from mic25cli.calc.select import find

    for book in books[1:]:
        if request.industry in book.kind("industries"):
            return request.industry
    return str(find(books[0], "industries", request.industry)["id"])


def _editions(request: Request, shared: Shared, book: Book) -> Pair[Side] | None:
    """The two editions, where the request names one; the new one is the book at hand."""
    if request.records_from is None and request.rev is None:
        return None
    # Only here: reading records brings the models, which two dates do without.
    from mic25cli.calc.diff import Pair, edition
    from mic25cli.store import load, place, snapshot

    folders = place.folders(shared.records)
    new = edition(book, ", ".join(load.shown(folder) for folder in folders), shared.known_at)
    if request.records_from is not None:
        if not request.records_from.is_dir():
            raise UsageError(
                f"there is no folder '{request.records_from}'", "--records-from names an edition."
            )
        old_book = snapshot.open_book((request.records_from,))
        return Pair(edition(old_book, str(request.records_from), shared.known_at), new)
    from mic25cli.store.revision import open_revision

    if len(folders) > 1:
        raise UsageError("--rev takes one record folder", f"{len(folders)} were given.")
    assert request.rev is not None
    then = open_revision(folders[0], request.rev)
    old = edition(then.book, request.rev, shared.known_at, then.commit)
    return Pair(old, new)


def _say_left_out(found: Diff, shared: Shared) -> None:
    undated = {**found.sides.old.undated, **found.sides.new.undated}
    if undated:
        parts = ", ".join(f"{count} of {kind}" for kind, count in sorted(undated.items()))
        stream.note(f"left out for want of a date: {parts}", shared.output)


def _write(found: Diff, book: Book, request: Request, shared: Shared) -> None:
    from mic25cli.calc import paths
    from mic25cli.view import diff as view

    shown, items = _limited(found, shared)
    output = shared.output
    if not items and not found.changes:
        # Whether a field exists must not depend on whether anything changed.
        for field in (*output.fields, *(key.removeprefix("-") for key in shared.sort)):
            paths.check(view.no_item(), field)
    plain = output.query is not None or output.fields or shared.sort
    if plain or output.chosen not in ("table", "md"):
        stream.emit(view.sheet(found, items, shown, shared.lang), output)
    else:
        _tell(found, shown, book, request, shared)
    if len(shown) < len(found.changes):
        stream.note(f"{len(shown)} of {len(found.changes)} changes", output)


def _limited(found: Diff, shared: Shared) -> tuple[list[Change], list[Mapping[str, Any]]]:
    """The changes to show and their values, sorted and limited as asked for."""
    from mic25cli.calc import paths, select
    from mic25cli.view.diff import item

    shown = list(found.changes)
    if shared.sort:
        items = [item(change, found) for change in shown]
        for key in shared.sort if items else ():
            paths.check(items[0], key.removeprefix("-"))
        changes = {id(each): change for each, change in zip(items, shown, strict=True)}
        shown = [changes[id(each)] for each in select.order(items, shared.sort)]
    if shared.limit is not None:
        shown = shown[: shared.limit]
    return shown, [item(change, found) for change in shown]


def _tell(
    found: Diff, shown: Sequence[Change], book: Book, request: Request, shared: Shared
) -> None:
    from mic25cli.view import diff_forms
    from mic25cli.view.diff_story import tell

    whole = bool(request.kinds or request.classes or request.industry or shared.limit is not None)
    story = tell(found, shown, book, shared.lang, _rerun(request, shared), whole)
    if shared.output.chosen == "md":
        stream.write(diff_forms.md(story, shared.lang))
        return
    console = stream.console(shared.output.color)
    diff_forms.show(story, console, shared.lang)


def _rerun(request: Request, shared: Shared) -> Callable[[str], str]:
    """The command that shows all changes of a kind."""
    words = list(request.sides)
    if request.records_from is not None:
        words += ["--records-from", str(request.records_from)]
    if request.rev is not None:
        words += ["--rev", request.rev]
    if shared.known_at is not None:
        words += ["--known-at", shared.known_at]
    for folder in shared.records:
        words += ["--records", str(folder)]
    return lambda kind: shlex.join(["mic25", kind, "diff", *words])
