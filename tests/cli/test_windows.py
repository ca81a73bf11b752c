"""Commands that read, write, export and draw work by Windows's rules as they do here.

The rules are applied in a process of its own (tests/windows.py); the real system is tried by the
workflow on hosted runners.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys

import pytest

from builders import files_of
from cases import cases
from conftest import ROOT, python
from mic25cli.edit.new_folder import STARTER

pytestmark = pytest.mark.others


REFUSED = {"no-such-command", "targets no-such-target", "report -o folder", "fmt --check"}


def ran(folder, lines, *plain):
    """Run command lines in one process on a copy of the starter dataset, in a new folder."""
    folder.mkdir()
    shutil.copytree(STARTER, folder / "dataset", ignore=shutil.ignore_patterns("*.yml"))
    (folder / "folder").mkdir()
    (folder / "figures.csv").write_text("year,value\n2022,30.5\n")
    (folder / "dataset" / "terms").mkdir()
    (folder / "dataset" / "terms" / "odd.yaml").write_text(
        "odd:   {name: {en: Odd, zh: 怪}, cite: [{source: example-plan-2021, checked: text}]}\n",
        encoding="utf-8",
    )
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "MIC25_RECORDS": "dataset"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "windows.py"), *plain],
        input=json.dumps([shlex.split(line) for line in lines]),
        capture_output=True,
        text=True,
        cwd=folder,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def files(folder):
    """The bytes of all files in a folder except the cache."""
    return {name: data for name, data in files_of(folder).items() if "cache" not in name.split("/")}


@cases
def test_the_same_bytes_come_out_under_the_rules_of_windows(lines, tmp_path):
    place = tmp_path / "place"
    under_rules, written = ran(place, lines), files(place)
    shutil.rmtree(place)
    assert {" ".join(each["line"]) for each in under_rules if each["code"]} <= REFUSED
    for here, there in zip(under_rules, ran(place, lines, "--plain"), strict=True):
        assert here == there
    assert written == files(place)
    assert not [name for name in written if name.endswith((".part", ".tmp"))]


def test_a_snapshot_is_kept_under_the_rules_of_windows(tmp_path):
    first, again = ran(tmp_path / "place", ["targets", "targets"])
    assert first == again
    kept = [path for path in (tmp_path / "place" / "cache").rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if path.suffix == ".tmp"]


def test_the_rules_hold(tmp_path):
    program = (
        "import windows, os, pathlib; windows.enter(); p = pathlib.Path('x'); f = open(p, 'w')\n"
        "for act in (p.unlink, lambda: p.replace('y'), lambda: os.open('.', os.O_RDONLY)):\n"
        "    try:\n        act()\n    except PermissionError:\n        print('refused')\n"
        "f.close(); p.unlink(); print(hasattr(os, 'fork'))"
    )
    done = python("-c", program, cwd=tmp_path, PYTHONPATH=str(ROOT / "tests"))
    assert done.stdout.split() == ["refused", "refused", "refused", "False"]
