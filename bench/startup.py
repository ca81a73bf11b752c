"""Start-up times as ratios to a bare typer application of as many commands, in one run.

Run it with `make bench`.  Budgets (docs/design.md): --version 1.2, a JSON look-up
from an unchanged book 1.6, a table 2.2.  The runs are interleaved, so that a busy
machine slows all of them alike; the least of each is compared.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def timed(command: list[str], environ: dict[str, str]) -> float:
    """Seconds that a command takes; its output is dropped."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environ)
    return time.perf_counter() - start


def main() -> None:
    """Time the commands and print each one's ratio to the floor."""
    from mic25cli.model.kinds import KINDS

    with tempfile.TemporaryDirectory() as folder:
        floor = Path(folder, "floor.py")
        floor.write_text(FLOOR % len(KINDS))
        environ = {**os.environ, "XDG_CACHE_HOME": folder, "COLUMNS": "100"}
        # An installed package has its byte code; a checkout must not be timed without.
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        environ["PYTHONPYCACHEPREFIX"] = folder
        mic25 = [sys.executable, "-m", "mic25cli"]
        commands = {
            "bare typer": [sys.executable, str(floor)],
            "--version": [*mic25, "--version"],
            "--help": [*mic25, "--help"],
            "funds --json": [*mic25, "funds", "--json"],
            "indicators show --json": [
                *mic25,
                "indicators",
                "show",
                "rd-intensity-national",
                "--json",
            ],
            "funds -f table": [*mic25, "funds", "-f", "table", "-q"],
            "search battery --json": [*mic25, "search", "battery", "--json"],
            "completion: commands": [*mic25, "__complete", "=f"],
            "completion: ids": [*mic25, "__complete", "funds", "=nat"],
            "completion: options": [*mic25, "__complete", "funds", "=--mi"],
        }
        best = dict.fromkeys(commands, float("inf"))
        for command in commands.values():
            timed(command, environ)
        for _ in range(RUNS):
            for name, command in commands.items():
                best[name] = min(best[name], timed(command, environ))
        base = best["bare typer"]
        budgets = {
            "--version": 1.2,
            "funds --json": 1.6,
            "indicators show --json": 1.6,
            "funds -f table": 2.2,
            "search battery --json": 2.2,
            # 1.3 times --version
            "completion: commands": 1.56,
            "completion: ids": 1.56,
            "completion: options": 1.56,
        }
        print(f"{'command':24} {'ms':>7} {'ratio':>6} {'budget':>7}")
        for name, seconds in best.items():
            budget = budgets.get(name)
            print(f"{name:24} {seconds * 1000:7.1f} {seconds / base:6.2f} {budget or '':>7}")


if __name__ == "__main__":
    main()
