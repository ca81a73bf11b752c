"""Runs the rules over what was loaded, and sums up what was found."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mic25cli.check import registry
from mic25cli.check.registry import Code, Find
from mic25cli.check.scene import NOTES, Fault, FileFault, Scene
from mic25cli.diagnostic import Diagnostic
from mic25cli.store import cores
from mic25cli.store.load import Loaded, Origin
from mic25cli.store.node import MAX_FAULTS
from mic25cli.store.verdicts import Verdict, Verdicts


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
        return sum(diagnostic.severity == "error" for diagnostic in self.diagnostics)

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


MANY_RECORDS = 500
"""What is worth a second process: so many records to be looked at."""


def check(
    loaded: Loaded,
    against: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
    codes: Collection[str] | None = None,
    verdicts: Verdicts | None = None,
) -> Report:
    """Every fault: those that loading found, and those that the rules find, by place.

    `against` are source texts that no prose may repeat; `only` the paths to
    report on, where not all; `codes` the codes to look for, where not all.
    `verdicts` are those that the records were loaded with; they take in what is found now.
    """
    found = list(loaded.diagnostics)
    found += _ruled(Scene(loaded, against or {}), codes, verdicts)
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
            tuple(record_id for record_id in file.fine if (file.path, record_id) not in broken),
            counts[file.path, "error"],
            counts[file.path, "warning"],
        )
        for file in sorted(loaded.files, key=lambda file: file.path)
        if only is None or file.path in only
    )
    return Report(tuple(found), files, dict(sorted(Counter(each.code for each in found).items())))


def _ruled(
    scene: Scene, codes: Collection[str] | None, verdicts: Verdicts | None
) -> Iterator[Diagnostic]:
    """What the rules find; of one file, no more than anybody would read.

    Each record is walked over once, for the rules that look at a record or at its links and
    for the notes of those that reach the whole book, which come after.  A file on which there
    is a verdict that still holds is not walked over at all.
    """
    wanted = [
        (rank, rule, rule.find)
        for rank, rule in enumerate(registry.rules())
        if rule.find is not None and (codes is None or rule.code in codes)
    ]
    near = [each for each in wanted if each[1].reach != "book"]
    found = Found(scene)
    scene.noted = {name: {} for name in NOTES}
    every = len(near) == sum(rule.reach != "book" for rule in registry.rules())
    files = list(scene.files())
    anew = [
        ids
        for origin, ids in files
        if origin.verdict is None or not _holds(scene, origin.verdict, ids)
    ]
    looks = cores.in_order(
        len(anew),
        lambda number: _look(scene.part(anew[number]), near),
        much=sum(len(some) for ids in anew for some in ids.values()) >= MANY_RECORDS,
    )
    waiting = set(map(id, anew))
    for origin, ids in files:
        if id(ids) in waiting:
            look = next(looks)
            faults = _look(scene.part(ids), near).faults if look.faults is None else look.faults
            found.take(scene.path(ids), faults or {})
            verdict = _verdict(scene, origin, ids, look) if every and look.clean else None
            noted = look.noted
        else:
            verdict = origin.verdict
            assert verdict is not None
            noted = {
                name: {(verdict.kind, each): note for each, note in notes.items()}
                for name, notes in verdict.noted.items()
            }
        for name, notes in noted.items():
            scene.noted[name].update(notes)
        if verdicts is not None and verdict is not None:
            verdicts.add(os.path.abspath(str(origin.file)), replace(verdict, stamp=origin.stamp))
    for rank, rule, find in wanted:
        if rule.reach == "book":
            for fault in find(scene):
                found.add(rank, rule, fault)
    yield from found.diagnostics()


@dataclass
class Look:
    """What the rules of small reach find in a file, and what those of the whole book note of it.

    Of one that another process took the faults stay there.
    """

    clean: bool
    asked: tuple[tuple[str, str], ...]
    noted: dict[str, dict[tuple[str, str], object]]
    faults: dict[int, Faults] | None = None
    """By the rank of the rule."""

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "faults": {} if self.clean else None}


def _look(part: Scene, rules: Sequence[tuple[int, Code, Find]]) -> Look:
    faults: dict[int, Faults] = {}
    for rank, rule, find in rules:
        if rule.of and part.some.keys().isdisjoint(rule.of):
            continue
        part.alone = rule.reach == "record"
        for fault in find(part):
            faults.setdefault(rank, Faults(rule)).add(fault)
    noted: dict[str, dict[tuple[str, str], object]] = {}
    for walk in part.walks():
        of = walk.record["kind"], walk.record["id"]
        for name, note in NOTES.items():
            said = note(walk)
            if said is not None:
                noted.setdefault(name, {})[of] = said
    return Look(not faults, tuple(part.asked), noted, faults)


def _holds(scene: Scene, verdict: Verdict, ids: Mapping[str, Sequence[str]]) -> bool:
    """Whether a verdict is on these records, and what the rules asked for is as it was."""
    if ids.keys() != {verdict.kind} or len(ids[verdict.kind]) != len(verdict.lines):
        return False
    return all(scene.state(*of) == state for of, state in verdict.asked.items())


def _verdict(
    scene: Scene, origin: Origin, ids: Mapping[str, Sequence[str]], look: Look
) -> Verdict | None:
    """The verdict on a file without a fault; None where it could not be told to hold later."""
    ((kind, some),) = ids.items()
    asked = {of: scene.state(*of) for of in look.asked}
    if origin.file is None or origin.mark is None or origin.count != len(some):
        return None
    states = {of: state for of, state in asked.items() if state is not None}
    if len(states) != len(asked):
        return None
    lines = {each: int(scene.loaded.ids[kind, each].rpartition(":")[2]) for each in some}
    noted = {
        name: {record_id: note for (_, record_id), note in notes.items()}
        for name, notes in look.noted.items()
    }
    return Verdict(kind, origin.mark, lines, None, states, noted)


class Found:
    """The faults that the rules find, by file and rule: as many as would be told, and the last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.files: dict[str, dict[int, Faults]] = {}

    def add(self, rank: int, rule: Code, fault: Fault | FileFault) -> None:
        """Take in a fault of the rule of this rank."""
        if isinstance(fault, FileFault):
            path = fault.file.path
        else:
            path = self.scene.spot(fault.record).path
        self.files.setdefault(path, {}).setdefault(rank, Faults(rule)).add(fault)

    def take(self, path: str, faults: Mapping[int, Faults]) -> None:
        """Take in what was found in a file by rules that look at no other's records."""
        for rank, each in faults.items():
            mine = self.files.setdefault(path, {}).setdefault(rank, Faults(each.rule))
            mine.first += each.first[: MAX_FAULTS - len(mine.first)]
            mine.count, mine.last = mine.count + each.count, each.last

    def diagnostics(self) -> Iterator[Diagnostic]:
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
class Faults:
    """What a rule finds in a file: as many faults as would be told, their number, the last."""

    rule: Code
    count: int = 0
    first: list[Fault | FileFault] = field(default_factory=list)
    last: Fault | FileFault | None = None

    def add(self, fault: Fault | FileFault) -> None:
        """Take in the next one."""
        self.count += 1
        self.last = fault
        if self.count <= MAX_FAULTS:
            self.first.append(fault)


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
