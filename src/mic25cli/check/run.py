"""Runs the rules over what was loaded, and sums up what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mic25cli.check import registry
from mic25cli.check.registry import Code
from mic25cli.check.scene import NOTES, Fault, FileFault, Scene
from mic25cli.diagnostic import Diagnostic
from mic25cli.store.faults import MAX_FAULTS
from mic25cli.store.load import Loaded


@dataclass(frozen=True)
class CheckedFile:
    """A file that was checked: how many records, which of them are without error, its faults."""

    path: str
    kind: str | None
    records: int
    fine: tuple[str, ...]
    errors: int
    warnings: int


@dataclass(frozen=True)
class Report:
    """What validation found."""

    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[CheckedFile, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    """How often each code was found, by code."""

    @property
    def errors(self) -> int:
        """How many of the faults are errors."""
        return sum(each.severity == "error" for each in self.diagnostics)

    @property
    def warnings(self) -> int:
        """How many of the faults are warnings."""
        return len(self.diagnostics) - self.errors

    @property
    def records(self) -> int:
        """How many records were found in the files."""
        return sum(file.records for file in self.files)

    @property
    def fine(self) -> int:
        """How many of them are without error."""
        return sum(len(file.fine) for file in self.files)


def check(
    loaded: Loaded,
    against: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
    codes: Collection[str] | None = None,
) -> Report:
    """Every fault: those that loading found, and those that the rules find, by place.

    `against` are source texts that no prose may repeat; `only` the paths to
    report on, where not all; `codes` the codes to look for, where not all.
    """
    found = list(loaded.diagnostics)
    found += _ruled(Scene(loaded, against or {}), codes)
    if only is not None:
        found = [each for each in found if each.path in only]
    if codes is not None:
        found = [each for each in found if each.code in codes]
    # An alias shows a record the same fault at the same place as its anchor does.
    found = sorted(
        {(each.id, *each.place, each.code, each.message): each for each in found}.values()
    )
    broken = {(each.path, each.id) for each in found if each.severity == "error"}
    counts = Counter((each.path, each.severity) for each in found)
    files = tuple(
        CheckedFile(
            file.path,
            file.kind,
            len(file.found),
            tuple(each for each in file.fine if (file.path, each) not in broken),
            counts[file.path, "error"],
            counts[file.path, "warning"],
        )
        for file in sorted(loaded.files, key=lambda file: file.path)
        if only is None or file.path in only
    )
    return Report(tuple(found), files, dict(sorted(Counter(each.code for each in found).items())))


def _ruled(scene: Scene, codes: Collection[str] | None) -> Iterator[Diagnostic]:
    """What the rules find; of one file, no more than anybody would read.

    Each record is walked over once, for the rules that look at a record or at its links and
    for the notes of those that reach the whole book, which come after.
    """
    wanted = [
        (rank, rule, rule.find)
        for rank, rule in enumerate(registry.rules())
        if rule.find is not None and (codes is None or rule.code in codes)
    ]
    near = [each for each in wanted if each[1].reach != "book"]
    found = Found(scene)
    scene.noted = {name: {} for name in NOTES}
    for part in scene.parts():
        for rank, rule, find in near:
            if rule.of and part.part.keys().isdisjoint(rule.of):
                continue
            part.alone = rule.reach == "record"
            for fault in find(part):
                found.add(rank, rule, fault)
        for walk in part.walks():
            of = walk.record["kind"], walk.record["id"]
            for name, note in NOTES.items():
                noted = note(walk)
                if noted is not None:
                    scene.noted[name][of] = noted
    for rank, rule, find in wanted:
        if rule.reach == "book":
            for fault in find(scene):
                found.add(rank, rule, fault)
    yield from found.told()


class Found:
    """The faults that the rules find, by file and rule: as many as would be told, and the last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.files: dict[str, dict[int, _Faults]] = {}

    def add(self, rank: int, rule: Code, fault: Fault | FileFault) -> None:
        """Take in a fault of the rule of this rank."""
        if isinstance(fault, FileFault):
            path = fault.file.path
        else:
            path = self.scene.spot(fault.record).path
        faults = self.files.setdefault(path, {}).setdefault(rank, _Faults(rule))
        faults.count += 1
        faults.last = fault
        if faults.count <= MAX_FAULTS:
            faults.first.append(fault)

    def told(self) -> Iterator[Diagnostic]:
        """Of each file the first faults in the order of the rules, and how many are left out."""
        for by_rank in self.files.values():
            ranked = [by_rank[rank] for rank in sorted(by_rank)]
            left = MAX_FAULTS
            for faults in ranked:
                for fault in faults.first[:left]:
                    yield _diagnostic(self.scene, faults.rule, fault)
                left -= min(left, len(faults.first))
            more = sum(faults.count for faults in ranked) - MAX_FAULTS
            if more > 0 and ranked[-1].last is not None:
                last = _diagnostic(self.scene, ranked[-1].rule, ranked[-1].last)
                message = f"the rules find {more:,} more faults, which are not shown"
                hint = "mend the others first"
                yield Diagnostic(*last.place, "too-many-faults", message, "error", hint)


@dataclass
class _Faults:
    rule: Code
    count: int = 0
    first: list[Fault | FileFault] = field(default_factory=list)
    last: Fault | FileFault | None = None


def _diagnostic(scene: Scene, rule: Code, fault: Fault | FileFault) -> Diagnostic:
    if isinstance(fault, FileFault):
        return Diagnostic(
            fault.file.path,
            1,
            1,
            rule.code,
            fault.message,
            rule.severity,
            fault.hint,
            fault.file.kind,
        )
    spot = scene.spot(fault.record)
    line, column = spot.find(fault.path, fault.on_key or not fault.path)
    return Diagnostic(
        spot.path,
        line,
        column,
        rule.code,
        fault.message,
        rule.severity,
        fault.hint,
        fault.record["kind"],
        fault.record["id"],
        ".".join(str(step) for step in fault.path) or None,
    )


def joined(reports: Sequence[Report]) -> Report:
    """Reports on several books as one."""
    if len(reports) == 1:
        return reports[0]
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(report.codes)
    return Report(
        tuple(sorted(fault for report in reports for fault in report.diagnostics)),
        tuple(
            sorted(
                (file for report in reports for file in report.files), key=lambda file: file.path
            )
        ),
        dict(sorted(counts.items())),
    )
