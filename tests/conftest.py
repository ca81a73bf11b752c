"""The environment of every test: no colour, 80 columns, a cache and records of its own."""

import compileall
import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cases import data
from screen import on_terminal

# A deadline would test wall-clock time. `make fuzz` tries each law on more cases.
settings.register_profile(
    "mic25", deadline=None, max_examples=30 * int(os.environ.get("FUZZ", "1"))
)
settings.load_profile("mic25")

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "records"
DATASETS = {
    "mic25": RECORDS,
    "beyond-2025": ROOT / "datasets" / "beyond-2025",
    "digital-decade": ROOT / "examples" / "digital-decade",
    "power": ROOT / "tests" / "datasets" / "power",
}
"""Whole datasets by name; the last one is invented."""
MARKS = re.compile(r"^pytestmark = (\[[^\]]*\]|.*)$", re.MULTILINE)
"""The marks of all tests in a module."""
[VARIABLES] = data(__file__, "VARIABLES")
"""Variables that a developer may have set, apart from those of mic25."""
OWN_MODULES = {"PYTHONPATH": str(ROOT / "src")}


def pytest_configure(config: pytest.Config) -> None:
    """Cache compiled modules, tests too: compiling takes longer than many of them."""
    sys.dont_write_bytecode = False
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(str(ROOT / "src"), quiet=2)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not read a module if all its tests have marks that are left out."""
    left_out = re.findall(r"not (\w+)", config.option.markexpr)
    if not left_out or not collection_path.name.startswith("test_"):
        return None
    of_all = MARKS.search(collection_path.read_text(encoding="utf-8"))
    marks = re.findall(r"pytest\.mark\.(\w+)", of_all[0]) if of_all else []
    return True if {*marks} & {*left_out} else None


def pytest_collection_finish() -> None:
    """Collect garbage rarely, as the program does, and not among objects that stay."""
    gc.set_threshold(200_000, 20, 50)
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with a terminal is slow; one with a shell has other processes."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "terminal" in asked:
            item.add_marker(pytest.mark.slow)
        if "shell" in asked or "typed" in asked:
            item.add_marker(pytest.mark.others)


@dataclass(frozen=True)
class Ran:
    """The result of a command."""

    code: int
    out: str
    err: str


def python(
    *words: str | Path, check: bool = True, cwd: Path | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """The output of a separate Python with the modules of this checkout."""
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True, encoding="utf-8", check=check, cwd=cwd,
        env={**os.environ, **OWN_MODULES, **environ},
    )  # fmt: skip


def started(*words: str | bytes | Path, **options: Any) -> subprocess.Popen[Any]:
    """A separate Python, still running, with the modules of this checkout."""
    return subprocess.Popen([sys.executable, *words], env={**os.environ, **OWN_MODULES}, **options)


def in_shell(line: str) -> subprocess.CompletedProcess[str]:
    """The result of a command line in a shell where `mic25` is this checkout's."""
    return subprocess.run(
        ["bash", "-c", line.replace("mic25", f"'{sys.executable}' -m mic25cli")],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, **OWN_MODULES},
    )  # fmt: skip


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """The folder that all tests of a run share; with xdist, each worker has its own in it."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(autouse=True, scope="session")
def own_folders(run_folder):
    """One cache for the whole run, so that the shipped dataset is read from YAML once."""
    from read_once import kept

    datasets = (RECORDS, run_folder / "cut", DATASETS["digital-decade"])
    with pytest.MonkeyPatch.context() as patch, kept(datasets):
        patch.setenv("XDG_CACHE_HOME", str(run_folder / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(run_folder / "config"))
        yield


@pytest.fixture
def small_dataset(monkeypatch, surroundings, run_folder):
    """A small dataset cut from the shipped one, which commands then read; returns its folder.

    All tests of a run share it, and none may write to it.
    """
    import cut

    folder = cut.dataset(run_folder)
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    yield folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, own_folders):
    """A fixed environment: a developer's settings must not change a result."""
    own = (name for name in os.environ if name.startswith("MIC25_"))
    for name in (*VARIABLES, *own):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(autouse=True)
def contracts(monkeypatch):
    """Check all JSON that a test makes a command print in this process against its contract."""
    from contract_check import faults
    from mic25cli.cli import terminal_io

    found: list[str] = []
    write = terminal_io.write_pieces

    def checked(pieces: Iterable[str]) -> None:
        made = [*pieces]
        write(made)
        found.extend(faults("".join(made)))

    monkeypatch.setattr(terminal_io, "write_pieces", checked)
    yield
    assert not found, "JSON that breaks its contract: " + "; ".join(found[:3])


@pytest.fixture
def mic25(capsys):
    """Run a command line in this process: `mic25("funds", "--json")`; bugs are raised."""
    from mic25cli.cli.main import main

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(["--debug", *arguments])
        seen = capsys.readouterr()
        return Ran(code, seen.out, seen.err)

    return run


@pytest.fixture
def terminal():
    """Run a command line on a real pseudo-terminal of so many columns; stderr is separate.

    It runs in this process, whose standard streams are those of the terminal in the meantime.
    """

    def run(*arguments: str, columns: int = 80, **environ: str) -> Ran:
        from mic25cli.cli.main import main

        without = ("NO_COLOR", "COLUMNS")
        env = {key: value for key, value in os.environ.items() if key not in without}
        with on_terminal({**env, "TERM": "xterm-256color", **environ}, columns) as screen:
            code = main(arguments)
        return Ran(code, screen.out, screen.err)

    return run


def opened(name: str) -> Any:
    """A dataset of `DATASETS`, opened from a snapshot as by a look-up."""
    from mic25cli.store import snapshot

    return snapshot.open_dataset((DATASETS[name],))


@pytest.fixture(scope="session")
def shipped(own_folders):
    """The dataset of the shipped records."""
    return opened("mic25")


@pytest.fixture(scope="module")
def browser():
    """A Chromium that makes no requests of its own; skips if it is not installed."""
    import others

    sync_api = others.module("playwright.sync_api")
    flags = (
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    )  # fmt: skip
    if (chromium := shutil.which("chromium")) is None:
        pytest.skip("needs Chromium, in Debian the package chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.fixture
def records(tmp_path):
    """A folder of record files: `records({"funds.yaml": text})` gives its path."""

    def write(files: dict[str, str], name: str = "records") -> Path:
        from builders import written

        return written(tmp_path / name, files)

    return write


@pytest.fixture
def reading(records, monkeypatch):
    """Like `records`, for a folder that commands then read."""

    def write(files: dict[str, str]) -> Path:
        folder: Path = records(files)
        monkeypatch.setenv("MIC25_RECORDS", str(folder))
        return folder

    return write


@pytest.fixture
def small(request, reading):
    """A folder with the record files that a test file names `SMALL`, which commands then read."""
    return str(reading(request.module.SMALL))
