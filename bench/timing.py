"""Commands timed in turn, so that other work on the machine slows all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Work:
    """A command, the preparation of each run, and the results of its runs."""

    command: Sequence[str]
    before: Callable[[], object] | None = None
    codes: tuple[int, ...] = (0,)
    """The exit codes of a successful run."""
    wall: list[float] = field(default_factory=list)
    """Seconds on the clock, one for each run."""
    used: list[float] = field(default_factory=list)
    """Seconds of processor time, of all processes of a run together."""
    memory: int = 0
    """The peak memory of a run, in kilobytes."""


def run(work: Work, environ: Mapping[str, str]) -> None:
    """Run a command once; the exit code of a failure ends the benchmark."""
    if work.before is not None:
        work.before()
    start = time.perf_counter()
    started = subprocess.Popen(
        work.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(environ)
    )
    _, status, usage = os.wait4(started.pid, 0)
    work.wall.append(time.perf_counter() - start)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in work.codes:
        raise SystemExit(f"{' '.join(work.command)[:200]} ended with {started.returncode}")
    work.used.append(usage.ru_utime + usage.ru_stime)
    work.memory = max(work.memory, usage.ru_maxrss)


def in_turn(works: Sequence[Work], runs: int, environ: Mapping[str, str]) -> None:
    """Run all of them so many times, one after another each time."""
    for _ in range(runs):
        for work in works:
            run(work, environ)


@dataclass(frozen=True)
class Ratio:
    """How many times as long one work took as another: the median of the rounds, and the
    extremes."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f}–{self.most:.2f})"


def ratio(one: Sequence[float], other: Sequence[float]) -> Ratio:
    """Compare two works that were run in turn."""
    each = [a / b for a, b in zip(one, other, strict=True)]
    return Ratio(statistics.median(each), min(each), max(each))
