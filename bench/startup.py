"""Start-up times as ratios to a bare typer application of as many commands, in one run.

    python bench/startup.py

The page shows the budgets beside what was measured.  The runs are made in turn; of each the
least processor time is compared, since that on the clock is the same where nobody else wants the
machine, and anything where somebody does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

RUNS = 15

FLOOR = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
def make(n):
    sub = typer.Typer(rich_markup_mode=None)
    @sub.command("list")
    def list_(text: str = "", limit: int = 0, format: str = "auto"): ...
    @sub.command("show")
    def show(ids: list[str]): ...
    app.add_typer(sub, name=f"kind{n}")
for n in range(%d):
    make(n)
@app.callback()
def root(version: bool = False): ...
@app.command()
def hello(): print("hello")
app(["hello"])
"""


BUDGETS = {
    "": 1.2,
    "--version": 1.2,
    "show nev-sales": 1.3,
    "show rd-intensity-national": 1.3,
    "show national-ic-industry-investment-fund": 1.3,
    "targets show nev-sales --json": 1.3,
    "targets --json": 1.3,
    "targets -f table -q": 1.8,
    "search battery": 1.5,
    "explain nev-sales": 2.2,
    "progress -q": 3,
    "brief nev -q": 2.5,
    "diff 2015 2019 -q": 4,
    # 1.3 times --version
    "__complete =f": 1.56,
    "__complete targets =nev": 1.56,
    "__complete targets =--mi": 1.56,
}
"""How long a command may take at most, relative to the bare application."""


class Start(NamedTuple):
    """The minimum time of a command, in seconds and relative to the bare application."""

    command: str
    seconds: float
    ratio: float
    budget: float


def timed(command: list[str], environ: dict[str, str]) -> float:
    """The seconds of processor time that a command takes; its output is dropped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(python: str = sys.executable, runs: int = RUNS) -> list[Start]:
    """Time each command of a Python's mic25, after a first run that makes its snapshot."""
    counted = "from mic25cli.model.kinds import KINDS; print(len(KINDS))"
    kinds = subprocess.run([python, "-c", counted], capture_output=True, text=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder, "floor.py")
        floor.write_text(FLOOR % int(kinds.stdout))
        environ = {**os.environ, "XDG_CACHE_HOME": folder, "COLUMNS": "100"}
        # An installed package has its byte code; a checkout must not be timed without it.
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        environ["PYTHONPYCACHEPREFIX"] = folder
        bare = [python, str(floor)]
        commands = {name: [python, "-m", "mic25cli", *name.split()] for name in BUDGETS}
        least = dict.fromkeys([None, *commands], float("inf"))
        for command in (bare, *commands.values()):
            timed(command, environ)
        # A snapshot is stored only when the files are clearly older than the reading of them.
        time.sleep(2.5)
        for command in commands.values():
            timed(command, environ)
        for _ in range(runs):
            for name, command in {None: bare, **commands}.items():
                least[name] = min(least[name], timed(command, environ))
    floor_time = least[None]
    return [Start(name, least[name], least[name] / floor_time, BUDGETS[name]) for name in commands]


def main() -> None:
    """Time the commands and print each one's ratio to the bare application."""
    print(f"{'command':46} {'ms':>7} {'ratio':>6} {'budget':>7}")
    for name, seconds, ratio, budget in measured():
        print(f"{name or 'the start page':46} {seconds * 1000:7.1f} {ratio:6.2f} {budget:7}")


if __name__ == "__main__":
    main()
