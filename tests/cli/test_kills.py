"""Kills and disk failures at each system call that writes, caused by strace.

Every command that writes is stopped at a call and run again: by a kill, by a full disk, by a
failing one. The suite kills at the first and the last call and at the first of each kind that
follows another kind (a write after a rename, a rename after a write); one of the two disks in turn
hits the last call and the first of each kind. With FUZZ, every call is tried with all three.
"""

import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from itertools import cycle, pairwise
from tempfile import TemporaryFile
from typing import Any

import pytest

from builders import files_of
from cases import data
from conftest import ROOT, Ran
from forked import forked
from mic25cli.cli.main import main
from mic25cli.export import whole_folder
from mic25cli.store import record_folders, snapshot

Run = Callable[..., Any]
ALL = "FUZZ" in os.environ
"""Whether every call of a command is tried."""

CALLS, DATASET, WRITERS = data(__file__, "CALLS", "DATASET", "WRITERS")
REMOVING = ("unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2", "flock")
"""If these fail, something may be left, which the next run deletes: unlocked files are not ours,
and an export that stopped among its files is completed."""
FAULTS = {"kill": "signal=KILL", "full disk": "error=ENOSPC", "failing disk": "error=EIO"}

TABLE = "indicator,period,value\ni,2021,5\ni,2022,6\nj,2021,7\n"


@cache
def has_strace():
    """Whether a system call can be made to fail here."""
    if shutil.which("strace") is None:
        return False
    told = ["strace", "-qq", "-o", os.devnull, "-e", "inject=?mkdir:error=EIO", "true"]
    return subprocess.run(told, capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.others,
    pytest.mark.skipif(not has_strace(), reason="no strace that may trace here"),
]


def fresh(folder, writer):
    """A working folder with a dataset, a table, and the files that the command needs."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in DATASET.items():
        path = folder / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        # Old enough for a snapshot.
        os.utime(path, (1_700_000_000, 1_700_000_000))
    (folder / "t.csv").write_text(TABLE)
    for name in writer.get("prepare", ()):
        (folder / name).mkdir()
    return folder


def traced(place, words, *told):
    """Run a command line in a folder, in a copy of this process that is traced."""
    ready, go = os.pipe()

    def work():
        os.close(go)
        # This allows tracing even where a process may not trace its own children.
        ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
        if not os.read(ready, 1):
            return 98  # it is not traced
        os.chdir(place)
        return main(words)

    environ = {**os.environ, "MIC25_RECORDS": "records", "XDG_CACHE_HOME": str(place / "cache")}
    with TemporaryFile() as out, TemporaryFile() as err:
        process = forked(work, environ, out.fileno(), err.fileno())
        os.close(ready)
        strace = ["strace", "-e", f"trace={CALLS}", *told, "-p", str(process)]
        with subprocess.Popen(strace, stderr=subprocess.PIPE, text=True) as tracer:
            attached = tracer.stderr.readline()
            if "attached" in attached:
                os.write(go, b".")
            os.close(go)
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            tracer.communicate()
        assert "attached" in attached, attached
        out.seek(0)
        err.seek(0)
        return Ran(code, out.read().decode(), err.read().decode())


def held(folder):
    """Every file below a folder with its bytes, without caches."""
    return {name: data for name, data in files_of(folder).items() if name.split("/")[0] != "cache"}


def in_the_making(name):
    """Whether a path is that of a lock or of an unfinished file."""
    return any(
        part == ".mic25.lock" or part.startswith(".mic25-init") or whole_folder.is_stage(part)
        or part.endswith((".tmp", ".mic25-init"))
        for part in name.split("/")
    )  # fmt: skip


def calls(log):
    """The calls of a log, each with how many there have been of its name."""
    names = [hit[1] for hit in re.finditer(r"^[0-9]* *([a-z0-9_]+)\(", log, re.MULTILINE)]
    return [(name, names[: index + 1].count(name)) for index, name in enumerate(names)]


def chosen(made):
    """The faults to try, first call to last: the fault, the call's name, its number."""
    names = [name for name, _ in made]
    pairs = list(pairwise([None, *names]))
    last = len(made) - 1
    disks = cycle(("full disk", "failing disk"))
    for index, (name, number) in enumerate(made):
        if ALL or index in (pairs.index(pairs[index]), last):
            yield "kill", name, number
        if ALL:
            yield "full disk", name, number
            yield "failing disk", name, number
        elif index in (names.index(name), last):
            yield next(disks), name, number


@pytest.mark.parametrize("name", WRITERS)
def test_whatever_stops_a_writer_files_are_whole(mic25, tmp_path, monkeypatch, name):
    writer = WRITERS[name]
    if name == "look-up":
        # A snapshot is made although the files are as young as these.
        monkeypatch.setattr(snapshot, "TIME_STEP", -(10**18))
    old = held(fresh(tmp_path / "w", writer))
    log = tmp_path / "log"
    ran = traced(tmp_path / "w", writer["words"], "-o", str(log))
    assert ran.code == 0, ran.err
    new, said = held(tmp_path / "w"), ran.out
    made = calls(log.read_text(errors="replace"))
    assert made and not any(map(in_the_making, new))
    for fault, call, number in chosen(made):
        fresh(tmp_path / "w", writer)
        inject = f"inject={call}:{FAULTS[fault]}:when={number}"
        ran = traced(tmp_path / "w", writer["words"], "-o", os.devnull, "-e", inject)
        case = (name, fault, call, number, ran.code, ran.err)
        killed = ran.code == -9
        assert killed if fault == "kill" else ran.code in (0, 2), case
        found = held(tmp_path / "w")
        for path, now in found.items():
            if not in_the_making(path):
                assert now in (old.get(path), new.get(path)), (*case, path)
        assert old.keys() <= found.keys(), case
        if fault != "kill" and call not in REMOVING:
            assert not any(map(in_the_making, found)), (*case, set(found) - set(old))
        for folder in writer.get("whole", ()):
            there = {path for path in found if path.startswith(f"{folder}/")}
            assert not there or there == {p for p in new if p.startswith(f"{folder}/")}, case
        if ran.code == 0:
            assert {path: found[path] for path in new} == new, case
            if writer["words"][0] in ("terms", "validate"):
                assert ran.out == said, case
        _again(mic25, monkeypatch, tmp_path / "w", writer, new, case)


def _again(mic25, monkeypatch, folder, writer, new, case):
    """The next run does what is left to do, and leaves nothing of the interrupted one."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MIC25_RECORDS", "records")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    ran = mic25(*writer["words"])
    done = ran.code == 0 or (ran.code == 2 and "already" in ran.err + ran.out)
    assert done or "not empty" in ran.err, (*case, ran.err)
    if writer["words"][0] == "init" and ran.code == 2:
        # It was already made whole; leftovers are deleted by the next run that writes there.
        assert mic25("init", "other", "--kinds", "terms").code == 0, case
        shutil.rmtree(folder / "other")
        assert mic25("fmt", "--records", "made").code == 0, case
    if ran.code == 2 and writer["words"][0] in ("add", "observe"):
        assert mic25("fmt", "records/sources.yaml").code == 0, case
        new = {**new, "records/sources.yaml": held(folder)["records/sources.yaml"]}
    assert held(folder) == new, (*case, set(held(folder)) ^ set(new))
    monkeypatch.chdir(ROOT)


def test_the_faults_are_felt(tmp_path):
    """A command that notices no fault of the system would pass all of these."""
    writer = WRITERS["fmt"]
    fresh(tmp_path / "w", writer)
    ran = traced(
        tmp_path / "w", writer["words"], "-o", os.devnull, "-e", "inject=?fsync:error=ENOSPC:when=1"
    )
    assert ran.code == 2 and "No space left" in ran.err
    assert record_folders.is_record_file("terms.yaml")
