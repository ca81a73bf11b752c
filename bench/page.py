"""The page of the benchmark: docs/performance.md."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from startup import Start
from timing import Work, ratio

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"

WHY = {
    ("diff two editions of 1,000, from their files", "js-yaml and jsondiffpatch"): (
        "mic25 also checks the records and keeps them for the next look-up."
    ),
    ("diff two editions of 1,000, from their files", "PyYAML and deepdiff"): (
        "mic25 also checks the records and keeps them for the next look-up."
    ),
    ("validate 1,000 files, cold", "ajv"): (
        "mic25 also checks every rule of the dataset, and a fifth of the time is the import of "
        "pydantic and the models."
    ),
    ("validate 1,000 files, cold", "sourcemeta"): (
        "A third of the time is the start of Python with the models, a third reading YAML."
    ),
    ("validate 10,000 files, cold", "sourcemeta"): ("mic25 also checks every rule of the dataset."),
    ("validate 10,000 files, cold", "ajv"): (
        "mic25 also checks every rule of the dataset. The other program compiles the schema once, "
        "so its start weighs less with more files."
    ),
    ("progress of 2,500 targets, 5,000 milestones, JSON", ""): (
        "About half is the judging, and half the answers in words and their printing."
    ),
    ("100,000 records, progress, JSON", ""): (
        "Every milestone gets an answer in words. A table has no answers, so it takes less."
    ),
    ("100,000 records, warm: a list of the targets", "the same at 1,000"): (
        "The list is a hundred times as long, and most of the time is its printing."
    ),
    ("100,000 records, cold look-up", ""): (
        "Seconds depend on the machine, and on what else it does (the load is above)."
    ),
    ("first look-up after installation", "a later one"): (
        "The first one compares the installed files with what the snapshot of the package was "
        "built from, by their contents; later ones go by times and sizes."
    ),
}
"""Why a goal is missed, for lines where it is."""


@dataclass(frozen=True)
class Line:
    """A line of the table: the work, the comparison, the goal, and the measurement."""

    work: str
    against: str
    wanted: str
    measured: str
    used: str
    """The same by processor time."""
    met: bool | None
    """None if there is no goal."""

    @classmethod
    def of(cls, work: str, against: str, wanted: float | None, one: Work, other: Work) -> Line:
        """A line that compares two works."""
        clock, used = ratio(one.wall, other.wall), ratio(one.used, other.used)
        met = None if wanted is None else clock.median <= wanted
        return cls(
            work, against, "" if wanted is None else f"≤ {wanted} x", str(clock), str(used), met
        )

    @classmethod
    def seconds(cls, work: str, wanted: float, one: Work) -> Line:
        """A line with seconds: their median, minimum and maximum."""

        def said(seconds: Sequence[float]) -> str:
            return f"{statistics.median(seconds):.1f} s ({min(seconds):.1f}–{max(seconds):.1f})"

        met = statistics.median(one.wall) <= wanted
        return cls(work, "", f"≤ {wanted:g} s", said(one.wall), said(one.used), met)

    @classmethod
    def used_by(cls, work: str, wanted: float, one: Work) -> Line:
        """A line with seconds of processor time, on which other work has little effect."""
        least, most = min(one.used), max(one.used)
        told = f"{least:.1f}–{most:.1f} s of the processor"
        return cls(work, "", f"≤ {wanted:g} s", told, "", most <= wanted)

    @classmethod
    def held_by(cls, work: str, wanted: int, one: Work) -> Line:
        """A line with the peak memory of a run, in megabytes."""
        held = one.memory / 1024
        return cls(work, "", f"≤ {wanted} MB", f"{held:.0f} MB", "", held <= wanted)


HEAD = """\
# Performance

How fast mic25 is, compared with programs that do part of the same work, and with more data.
`make bench` installs these programs, makes the data from a seed, checks that the answers agree, and
writes this page.

Times are ratios of runs made in turn. A cell has the median of the rounds, with the smallest and
the largest in brackets. *Measured* is elapsed time; the last column is processor time, summed over
all processes of a run.

"""

STARTS = """
## Start-up

As a multiple of the time of a bare typer application with as many commands, from the least
processor time of each.

| command | measured | budget |
|---|---|---|
"""


def write(
    lines: Sequence[Line],
    starts: Sequence[Start],
    versions: str,
    runs: int,
    cores: int,
    load: float,
) -> None:
    """Write the page."""
    text = HEAD + f"Measured: {versions}; {runs} rounds, {cores} cores, a load of {load:.1f}.\n\n"
    text += "| work | against | wanted | measured | processor time |\n|---|---|---|---|---|\n"
    missed = []
    for line in lines:
        mark = {True: " ✓", False: " **missed**", None: ""}[line.met]
        cells = (line.work, line.against, line.wanted, line.measured + mark, line.used)
        text += f"| {' | '.join(cells)} |\n"
        if line.met is False:
            missed.append(f"- {line.work}{', against ' if line.against else ''}{line.against}: "
                          f"{WHY.get((line.work, line.against), 'not known yet.')}\n")  # fmt: skip
    if missed:
        text += "\nWhat is missed, and why:\n\n" + "".join(missed)
    text += STARTS + "".join(
        f"| `{f'mic25 {name}'.strip()}` | {measured:.2f} x | {budget} x |\n"
        for name, _, measured, budget in starts
    )
    PAGE.write_text(text, encoding="utf-8")
