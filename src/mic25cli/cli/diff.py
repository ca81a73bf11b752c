"""`mic25 diff` and `mic25 KIND diff`: what changed between dates, reports or editions."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mic25cli import errors
from mic25cli.calc import lookup
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, day_meant, flag, path, text, words
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, quoted, quoted_command, unknown
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import Kind, check_kinds
from mic25cli.store import installed_datasets, record_folders, snapshot
from mic25cli.values import FrozenData, NamedTuple, replace
from mic25cli.view.answer import Answer, AnyAnswer, RowNoun

if TYPE_CHECKING:
    from mic25cli.calc.diff.changes import Change, Diff, Pair
    from mic25cli.calc.diff.sides import Side
    from mic25cli.view.document import TextDocument


class DiffOptions(FrozenData):
    """The two sides of a diff, and which changes to list."""

    sides: Texts = arguments("[OLD NEW]", "Name two years, two dates, two reports or two datasets")
    kinds: Texts = words("KIND", "Show only these record types", name="--kind")
    industry: str | None = text("ID", "Show only records of this industry")
    classes: Texts = words(
        "CLASS", "Show only these changes: raised, lowered, moved, …", name="--class"
    )
    records_from: Path | None = path("DIR", "Compare with the records of this folder")
    rev: str | None = text("REV", "Compare with the records of this git revision")
    exit_code: bool = flag("Exit with 1 if anything changed")

    def __post_init__(self) -> None:
        from mic25cli.calc.diff.changes import CLASSES

        check_kinds(self.kinds)
        for class_ in (each for each in self.classes if each not in CLASSES):
            raise unknown("class of change", class_, CLASSES, f"choose from {', '.join(CLASSES)}.")
        edition = self.records_from is not None or self.rev is not None
        if edition and self.sides:
            raise UsageError.of("editions-are-compared-whole", sides=" ".join(self.sides))
        if not edition and len(self.sides) != 2:
            number = len(self.sides)
            count = {0: "none was", 1: "one was"}.get(number, f"{number} were")
            raise UsageError.of("diff-needs-two-things-to-compare", given=count)

    @property
    def narrowed(self) -> bool:
        """Whether only some of the changes are listed."""
        return bool(self.kinds or self.classes or self.industry)


@command(fixed=("as_of",))
def diff(session: Session, comparison: DiffOptions) -> Answer[object]:
    """Show what changed between two dates, reports, datasets or editions of the records.

    Statuses of targets come first. Between two reports, what an excerpt does not mention is
    unseen, not removed.
    """
    return compared(session, comparison)


def diff_command(kind: Kind) -> Any:
    """The diff command of a kind."""

    def diff_kind(session: Session, comparison: DiffOptions) -> Answer[object]:
        """Show what changed between two dates, reports or editions of the records."""
        return compared(session, replace(comparison, kinds=(kind.name,)))

    return command(diff_kind, without=("kinds",), fixed=("as_of",))


def compared(session: Session, options: DiffOptions) -> AnyAnswer:
    """The changes between the two sides."""
    from mic25cli.calc.diff.changes import choose
    from mic25cli.calc.diff.compare import diff, dropped_once
    from mic25cli.calc.diff.outcomes import with_outcomes
    from mic25cli.calc.diff.sides import sides

    if session.as_of is not None:
        raise UsageError.of("as-of-cannot-be-used-with-diff")
    if _are_datasets(session, options.sides):
        return _datasets(session, options)
    pair = _editions(session, options)
    if pair is None:
        _refuse_sides(session, options.sides)
        pair = sides(session.whole, options.sides[0], options.sides[1], session.known_at)
    industry = options.industry
    if industry is not None and industry not in pair.old.dataset.kind("industries"):
        industry = str(lookup.industry(session.whole, industry)["id"])
    comparison = dropped_once(diff(pair.old, pair.new, options.kinds or None))
    # Judging takes most of the time.
    if not options.classes or "outcome" in options.classes:
        day = session.day_of(pair.old.dataset, pair.new.dataset)
        comparison = with_outcomes(comparison, pair, day, options.kinds or None)
    comparison = choose(comparison, options.classes, industry)
    return replace(
        _changes(comparison, session, options),
        undated={**comparison.sides.old.undated, **comparison.sides.new.undated},
        code=errors.FINDINGS if options.exit_code and comparison.changes else errors.DONE,
    )


def _refuse_sides(session: Session, sides: Sequence[str]) -> None:
    """Raise `UsageError`, with the right command, for dates in another form or two targets."""
    days = [day_meant(side) or side for side in sides]
    if days != [*sides]:
        wrong = next(each for each, day in zip(sides, days, strict=True) if each != day)
        line = quoted_command(f"mic25 diff {' '.join(map(quoted, days))}")
        raise UsageError.of("is-not-date", wrong=wrong, line=line)
    if all(each in session.whole.kind("targets") for each in sides):
        line = f"'mic25 progress {' '.join(sides)} --answers'"
        raise UsageError.of("a-diff-compares-two-dates-or-reports", line=line)


def _editions(session: Session, options: DiffOptions) -> Pair[Side] | None:
    if options.records_from is None and options.rev is None:
        return None
    # Imported here, because two dates need no models.
    from mic25cli.calc.diff.changes import Pair
    from mic25cli.calc.diff.sides import edition
    from mic25cli.store import load

    called = ", ".join(load.typed_path(folder) for folder in session.folders)
    with load.parsed_once():
        new = edition(session.whole, called, session.known_at)
        then = old_side(session, options.records_from, options.rev)
    return None if then is None else Pair(then, new)


def _are_datasets(session: Session, sides: Sequence[str]) -> bool:
    names = installed_datasets.names()
    datasets = [side for side in sides if side in names or installed_datasets.is_path(side)]
    reports = session.whole.kind("sources")
    if set(sides) <= reports.keys() and len(datasets) < len(sides):
        return False
    for each in datasets:
        if each in reports:
            raise UsageError.of("is-both-report-and-dataset", each=each, id=session.profile.id)
    if len(datasets) == 1:
        raise UsageError.of("one-side-is-a-dataset", datasets=datasets[0], names=", ".join(names))
    return bool(datasets)


def _datasets(session: Session, options: DiffOptions) -> AnyAnswer:
    from mic25cli.calc import successors
    from mic25cli.calc.diff.changes import Pair
    from mic25cli.calc.diff.sides import edition
    from mic25cli.view.diff import target_types

    if options.classes or options.industry or {*options.kinds} - {"targets"}:
        others = "--kind, --class and --industry"
        raise UsageError.of("two-datasets-are-compared-by-all-targets", others=others)
    if session.datasets:
        raise UsageError.of("two-sides-already-say-which-datasets-to-compare")
    names = [each for side in options.sides for each in installed_datasets.opened((side,)).items()]
    if names[0][0] == names[1][0]:
        then, now = map(quoted, options.sides)
        line = quoted_command(f"mic25 diff --records-from {then} --records {now}")
        raise UsageError.of("both-sides-are-editions-of", names=names[0][0], line=line)
    sides = Pair(*names).map(
        lambda each: edition(snapshot.open_dataset((each[1],)), each[0], session.known_at)
    )
    datasets, labels = sides.map(lambda side: side.dataset), sides.map(lambda side: side.label)
    rows, total = successors.by_type(datasets, names[0][0])
    report = successors.TypesReport(sides=labels, summary=total)
    return Answer(
        rows,
        lambda page: target_types.document(report, page, session.lang),
        of=successors.TypeRow,
        report=report,
        columns=target_types.COLUMNS,
    )


def _changes(comparison: Diff, session: Session, options: DiffOptions) -> Answer[Change]:
    from mic25cli.calc.diff.changes import DiffReport, summarize
    from mic25cli.view.diff import diff_tables

    def document(changes: Sequence[Change]) -> TextDocument:
        from mic25cli.view.diff import diff_sections

        if session.sort:
            # With --sort there are no sections.
            return diff_sections.flat(comparison, changes, session.whole, session.lang)
        whole = options.narrowed or session.limit is not None
        editions = {"--records-from": options.records_from, "--rev": options.rev}
        words = [*options.sides]
        words += [word for name, at in editions.items() if at for word in (name, str(at))]

        def command_for(kind: str) -> str:
            return session.with_same_options(shlex.join(["mic25", kind, "diff", *words]))

        return diff_sections.changes_document(
            comparison, changes, session.whole, session.lang, command_for, whole
        )

    return Answer(
        comparison.changes,
        document,
        lambda change: diff_tables.item(change, comparison),
        of=diff_tables.NotedChange,
        report=DiffReport(sides=comparison.sides, summary=summarize(comparison)),
        columns=lambda changes: diff_tables.columns(comparison, changes, session.lang),
        counted=RowNoun("change", only_cut=True),
    )


class BaselineEdition(NamedTuple):
    """An old edition: its dataset, its name as typed, its commit if it is from git, and the place
    of each target, relative to `within`."""

    dataset: RecordSet
    at: str
    commit: str | None = None
    places: Callable[[Path], Mapping[str, tuple[str, int]]] = lambda _: {}


def old_side(session: Session, folder: Path | None, revision: str | None) -> Side | None:
    """The edition given by --records-from or --rev as a side of a diff; None without either."""
    from mic25cli.calc.diff.sides import edition

    if folder is not None and revision is not None:
        raise UsageError.of("two-old-editions")
    if folder is not None:
        then = of_folder(folder, "--records-from")
    elif revision is not None:
        then = of_revision(session, revision)
    else:
        return None
    return edition(then.dataset, then.at, session.known_at, then.commit)


def of_folder(folder: Path, option: str) -> BaselineEdition:
    """The records in a folder, an exported file or a release; may raise `UsageError`."""

    there = installed_datasets.path_of(str(folder)) or folder
    if not there.exists():
        raise UsageError.of("older-folder-does-not-exist", folder=folder, option=option)
    folders = record_folders.folders([there])
    places = partial(record_folders.lines_of, folders, "targets")
    return BaselineEdition(snapshot.open_dataset(folders), str(folder), None, places)


def of_revision(session: Session, revision: str) -> BaselineEdition:
    """The records at a git revision of the session's single record folder."""
    from mic25cli.store.git_revision import open_revision

    if len(session.folders) > 1:
        raise UsageError.of("rev-works-on-one-record-folder", count=len(session.folders))
    then = open_revision(session.folders[0], revision)
    return BaselineEdition(then.dataset, revision, then.commit, lambda _: then.places)
