"""Run the rules over the loaded records, and count the problems found."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Literal

from mic25cli.check import registry
from mic25cli.check.context import Fault, FileFault, RuleContext
from mic25cli.diagnostic import Diagnostic
from mic25cli.model.plain_values import UNPRINTED, printed, printed_by
from mic25cli.store.load import Loaded, SourceFile
from mic25cli.store.yaml_nodes import MAX_FAULTS
from mic25cli.values import FrozenData, field
from mic25cli.work_progress import steps


class CheckedFile(FrozenData):
    """A checked file: the number of its records, those without an error, and its problems."""

    path: str
    kind: str | None
    records: int
    fine: tuple[str, ...]
    """ids of the records without an error"""
    errors: int
    warnings: int


class CheckReport(FrozenData):
    """The result of validation: the number of files, records and problems."""

    diagnostics: tuple[Diagnostic, ...] = field(default=(), metadata=UNPRINTED)
    files: tuple[CheckedFile, ...] = field(default=(), metadata=printed_by("files_"))
    unchecked: Mapping[str, int] = field(default_factory=dict)
    """links into datasets that are not installed, by dataset"""
    replaced: tuple[str, ...] = field(default=(), metadata=UNPRINTED)
    """Records overridden by a later folder, as `kind/id`."""

    @property
    def files_(self) -> int:
        """The number of checked files; in `files`, each kind of an exported dataset is one file."""
        return len({file.path for file in self.files})

    @printed
    def records(self) -> int:
        """The number of records in the files."""
        return sum(file.records for file in self.files)

    @printed
    def fine(self) -> int:
        """The number of records without an error."""
        return sum(len(file.fine) for file in self.files)

    @printed
    def errors(self) -> int:
        """The number of problems that are errors."""
        return sum(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    @printed
    def warnings(self) -> int:
        """The number of problems that are warnings."""
        return len(self.diagnostics) - self.errors

    @printed
    def codes(self) -> dict[str, int]:
        """The number of problems for each code."""
        return dict(sorted(Counter(diagnostic.code for diagnostic in self.diagnostics).items()))


class ValidateReport(FrozenData, kw_only=True):
    """The files and records that were checked; the problems follow."""

    schema: Literal["mic25.validate/1"] = "mic25.validate/1"
    strict: bool
    """whether warnings make validation fail as well"""
    summary: CheckReport
    files: tuple[CheckedFile, ...]


def homes(
    files: Sequence[SourceFile] | Sequence[CheckedFile],
) -> Callable[[Diagnostic], tuple[str, str | None]]:
    """A function that returns the file of a problem, as path and kind: an exported dataset has one
    for each kind.

    A problem without a kind, or of another kind than its file, belongs to the first file of its
    path.
    """
    first: dict[str, tuple[str, str | None]] = {}
    for file in files:
        first.setdefault(file.path, (file.path, file.kind))
    places = {(file.path, file.kind) for file in files}

    def home(fault: Diagnostic) -> tuple[str, str | None]:
        place = fault.path, fault.kind
        return place if place in places else first.get(fault.path, place)

    return home


def check(
    loaded: Loaded,
    against: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
    codes: Collection[str] | None = None,
) -> CheckReport:
    """Every problem, sorted by place. Prose must not repeat the texts of `against`; `only` limits
    the report to some paths."""
    diagnostics = list(loaded.diagnostics)
    context = RuleContext(loaded, against or {})
    diagnostics += _ruled(context, codes)
    if only is not None:
        diagnostics = [diagnostic for diagnostic in diagnostics if diagnostic.path in only]
    if codes is not None:
        diagnostics = [diagnostic for diagnostic in diagnostics if diagnostic.code in codes]
    # A record repeated by a YAML alias has the same problem at the same place as its anchor.
    diagnostics = sorted(
        {
            (diagnostic.id, *diagnostic.place, diagnostic.code, diagnostic.message): diagnostic
            for diagnostic in diagnostics
        }.values()
    )
    home = homes(loaded.files)
    broken = {
        (*home(diagnostic), diagnostic.id)
        for diagnostic in diagnostics
        if diagnostic.severity == "error"
    }
    counts = Counter((*home(diagnostic), diagnostic.severity) for diagnostic in diagnostics)
    files = tuple(
        CheckedFile(
            file.path,
            file.kind,
            len(file.ids),
            tuple(
                diagnostic
                for diagnostic in file.valid
                if (file.path, file.kind, diagnostic) not in broken
            ),
            counts[file.path, file.kind, "error"],
            counts[file.path, file.kind, "warning"],
        )
        for file in sorted(loaded.files, key=lambda file: (file.path, file.kind or ""))
        if only is None or file.path in only
    )
    unchecked = dict(sorted(context.unchecked.items()))
    return CheckReport(tuple(diagnostics), files, unchecked, tuple(loaded.replaced))


def _ruled(context: RuleContext, codes: Collection[str] | None) -> Iterator[Diagnostic]:
    by_path: dict[str, list[tuple[registry.Code, Fault | FileFault]]] = {}
    counts: Counter[str] = Counter()
    rules = registry.rules()
    for code in steps("rules", [*registry.codes().values()]):
        if code.code not in rules or (codes is not None and code.code not in codes):
            continue
        for fault in rules[code.code](context):
            if isinstance(fault, Fault) and _of_mended(context, code, fault):
                continue
            path = _path(context, fault)
            counts[path] += 1
            mine = by_path.setdefault(path, [])
            # Keep the last one besides those that are reported.
            mine[MAX_FAULTS:] = [(code, fault)]
    for path, faults in by_path.items():
        for code, fault in faults[:MAX_FAULTS]:
            yield _diagnostic(context, code, fault)
        more = counts[path] - MAX_FAULTS
        if more > 0:
            last = _diagnostic(context, *faults[-1])
            message = f"the rules find {more:,} more problems, which are not shown"
            hint = "correct the others first"
            yield Diagnostic(*last.place, "error", "too-many-problems", message, hint, last.kind)


def _of_mended(context: RuleContext, code: registry.Code, fault: Fault) -> bool:
    """Whether a problem may result from a value that was left out or replaced, or from one next to
    it."""
    mended = context.loaded.mended.get((fault.record["kind"], fault.record["id"]), {})
    wide = code.family in ("numbers", "dates", "provenance", "repeats")
    near = [where[:-1] if stands_in and wide else where for where, stands_in in mended.items()]
    return any(fault.path[: len(where)] == where for where in near)


def _path(context: RuleContext, fault: Fault | FileFault) -> str:
    return fault.file.path if isinstance(fault, FileFault) else context.source(fault.record).path


def _diagnostic(context: RuleContext, code: registry.Code, fault: Fault | FileFault) -> Diagnostic:
    kind: str | None
    if isinstance(fault, FileFault):
        place, kind, record_id, field = (1, 1), fault.file.kind, None, None
    else:
        kind, record_id = fault.record["kind"], fault.record["id"]
        place = context.source(fault.record).place(record_id, fault.path, not fault.path)
        field = ".".join(map(str, fault.path)) or None
    path, hint = _path(context, fault), fault.hint or code.hint
    return Diagnostic(
        path, *place, code.severity, code.code, fault.message, hint, kind, record_id, field
    )


def joined(reports: Sequence[CheckReport]) -> CheckReport:
    """Join the reports on several datasets into one."""
    if len(reports) == 1:
        return reports[0]
    files = [file for report in reports for file in report.files]
    return CheckReport(
        tuple(sorted(fault for report in reports for fault in report.diagnostics)),
        tuple(sorted(files, key=lambda file: file.path)),
        dict(sum((Counter(report.unchecked) for report in reports), Counter())),
        tuple(id_ for report in reports for id_ in report.replaced),
    )
