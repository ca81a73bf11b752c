"""Every line of docs/performance.md, measured: `make bench` writes the page.

    python bench/performance.py [RUNS]        5 runs without the argument

Peers are installed by `peers.py`, data comes from a seed, and before a time is taken the answers
are compared: the benchmark ends where two programs do not find the same.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import generated
import peers
import startup
from peers import CHECK_JSONSCHEMA, MIC25
from timing import Work, in_turn

import datasets
import page
from mic25cli.calc.diff.changes import CLASSES
from page import Line


@dataclass
class Place:
    """The folder of a run of the benchmark, and the environment of its commands."""

    folder: Path
    runs: int

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment: a cache of its own, and no progress on a terminal."""
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8"}
        return {**kept, "XDG_CACHE_HOME": str(self.cache)}

    @property
    def cache(self) -> Path:
        """The cache folder of the commands."""
        return self.folder / "cache"

    def settle(self) -> None:
        """Wait until the data are old enough to distinguish a save from the next one."""
        time.sleep(2.5)

    def forget(self) -> None:
        """Delete the caches of earlier runs of mic25."""
        shutil.rmtree(self.cache, ignore_errors=True)

    def output(self, *command: str, codes: Sequence[int] = (0,), both: bool = False) -> str:
        """The output of a command, with standard error if `both`.

        Another exit code ends the benchmark.
        """
        ran = subprocess.run(
            command, env=dict(self.environ), capture_output=True, text=True, encoding="utf-8"
        )
        if ran.returncode not in codes:
            raise SystemExit(f"{' '.join(command)[:200]}: {ran.returncode}\n{ran.stderr[-2000:]}")
        return ran.stdout + (ran.stderr if both else "")

    def json(self, *arguments: str) -> Any:
        """The JSON output of mic25."""
        return json.loads(self.output(MIC25, *arguments, "--json"))


def same(what: str, *answers: object) -> None:
    """End the benchmark unless all answers are equal."""
    if any(answer != answers[0] for answer in answers):
        raise SystemExit(f"{what}: the answers differ:\n" + "\n".join(map(str, answers))[:4000])


# -- validate -----------------------------------------------------------------------------


def checkers(place: Place, folder: Path) -> dict[str, list[str]]:
    """The command of each program that checks the files of a folder by the schema of targets."""
    schema = place.folder / "targets.schema.json"
    schema.write_text(place.output(MIC25, "schema", "targets"), encoding="utf-8")
    by_schema = ["validate", "--continue", str(schema), str(folder), "--extension", ".yaml"]
    found = {
        "sourcemeta": [peers.node("jsonschema"), *by_schema],
        "ajv": [
            peers.node("ajv"), "validate", "--spec=draft2020", "--strict=false",
            "-s", str(schema), "-d", f"{folder}/*.yaml",
        ],
        "check-jsonschema": [
            CHECK_JSONSCHEMA, "--schemafile", str(schema), *map(str, sorted(folder.iterdir())),
        ],
    }  # fmt: skip
    alone = peers.sourcemeta_alone()
    if alone is not None:
        found["sourcemeta, without node"] = [alone, *by_schema]
    return found


NAMED = {
    "sourcemeta": r"^fail: .*?([^/\s]+\.yaml)$",
    "ajv": r"([^/\s]+\.yaml) invalid$",
    "check-jsonschema": r"([^/\s]+\.yaml)::",
}
"""How each names an invalid file."""


def compare_checkers(place: Place) -> None:
    """All programs must report the same files of a broken dataset, and none of a valid one."""
    folder = place.folder / "broken"
    generated.dataset(folder, 400)
    wanted = generated.broken(folder / "targets", 8)
    own = place.output(MIC25, "validate", "--records", str(folder), "--json", codes=(1,))
    files = {Path(each["path"]).name for each in json.loads(own)["files"] if each["errors"]}
    same("mic25 validate", sorted(files), sorted(wanted))
    for name, command in checkers(place, folder / "targets").items():
        printed = place.output(*command, codes=(1, 2), both=True)
        found = re.findall(NAMED[name.partition(",")[0]], printed, re.M)
        same(name, sorted(set(found)), sorted(wanted))


def validating(place: Place) -> list[Line]:
    """Validation without a cache, and of ten times as much."""
    compare_checkers(place)
    folder = place.folder / "thousand"
    generated.dataset(folder, 1000)
    place.settle()
    validate = [MIC25, "validate", "--records", str(folder)]
    works = {name: Work(command) for name, command in checkers(place, folder / "targets").items()}
    slow = works.pop("check-jsonschema")
    cold = Work(validate, place.forget)
    in_turn([*works.values(), cold], place.runs, place.environ)
    few = [slow, Work(validate, place.forget)]
    in_turn(few, min(place.runs, 2), place.environ)
    lines = []
    for name, work in works.items():
        wanted = {"sourcemeta": 3.0, "ajv": 1.0}.get(name)
        lines.append(Line.of("validate 1,000 files, cold", name, wanted, cold, work))
    lines.append(Line.of("validate 1,000 files, cold", "check-jsonschema", None, few[1], slow))
    return [*lines, *many(place)]


def many(place: Place) -> list[Line]:
    """Validation of 10,000 files."""
    folder = place.folder / "ten-thousand"
    generated.dataset(folder, 10_000)
    place.settle()
    own = Work([MIC25, "validate", "--records", str(folder)], place.forget)
    works = checkers(place, folder / "targets")
    others = {name: Work(works[name]) for name in works if name != "check-jsonschema"}
    wanted = {"sourcemeta": 3.0, "ajv": 1.0}
    in_turn([*others.values(), own], max(2, place.runs // 2), place.environ)
    return [
        Line.of("validate 10,000 files, cold", name, wanted.get(name), own, each)
        for name, each in others.items()
    ]


# -- diff ---------------------------------------------------------------------------------


def comparing(place: Place) -> list[Line]:
    """The diff of two editions of 1,000 records, compared with programs that read the same files,
    and with some that get parsed ones."""
    old, new = place.folder / "old", place.folder / "new"
    generated.dataset(old, 1000)
    generated.next_edition(old, new)
    place.settle()
    for edition in (old, new):
        records = sorted(
            place.json("targets", "--records", str(edition)), key=lambda each: str(each["id"])
        )
        text = json.dumps(records, ensure_ascii=False)
        edition.with_suffix(".json").write_text(text, encoding="utf-8")
        table = place.output(
            MIC25, "targets", "--records", str(edition), "-f", "csv", "--sort", "id"
        )
        edition.with_suffix(".csv").write_text(table, encoding="utf-8")
    # The others compare records, and judge no targets.
    classes = ",".join(each for each in CLASSES if each != "outcome")
    command = ["diff", "--records", str(new), "--records-from", str(old), "--class", classes]
    jsondiffpatch = [
        peers.node("jsondiffpatch"), "--format=json-compact", f"{old}.json", f"{new}.json"
    ]  # fmt: skip
    daff = [peers.node("daff"), "diff", "--id", "id", f"{old}.csv", f"{new}.csv"]
    found = sorted({each["id"] for each in place.json(*command)["results"]})
    same("jsondiffpatch", found, _by_jsondiffpatch(place, jsondiffpatch, old, new))
    same("daff", found, _by_daff(place, daff))
    from_yaml = {
        name: [*program, str(old), str(new)] for name, program in peers.yaml_diffs().items()
    }
    for name, program in from_yaml.items():
        same(name, found, _by_id(place.output(*program)))
    mic25 = [MIC25, *command, "--json"]

    def ready() -> dict[str, Work]:
        # It exits with 1 if there is a difference.
        return {
            "jsondiffpatch, of ready JSON": Work(jsondiffpatch, codes=(1,)),
            "daff, of ready CSV": Work(daff),
        }

    cold, others = Work(mic25, place.forget), ready()
    others |= {name: Work(program) for name, program in from_yaml.items()}
    in_turn([cold, *others.values()], place.runs, place.environ)
    known, again = Work(mic25), ready()
    in_turn([known, *again.values()], place.runs, place.environ)
    wanted = {"js-yaml and jsondiffpatch": 1.5, "PyYAML and deepdiff": 0.5}
    first = "diff two editions of 1,000, from their files"
    return [
        *(Line.of(first, name, wanted.get(name), cold, each) for name, each in others.items()),
        *(
            Line.of("the same, both looked up before", name, None, known, each)
            for name, each in again.items()
        ),
    ]


def _by_id(printed: str) -> list[str]:
    """The ids of records in a program's output on two folders of YAML files."""
    return sorted(set(re.findall(r"target-\d{5}", printed)))


def _by_jsondiffpatch(place: Place, command: list[str], old: Path, new: Path) -> list[str]:
    delta = json.loads(place.output(*command, codes=(0, 1)))
    before, after = (json.loads(Path(f"{each}.json").read_text("utf-8")) for each in (old, new))
    # `_7` was removed from that place in the old list; the others are places in the new one.
    return sorted(
        before[int(key[1:])]["id"] if key.startswith("_") else after[int(key)]["id"]
        for key in delta
        if key != "_t"
    )


def _by_daff(place: Place, command: list[str]) -> list[str]:
    rows = list(csv.reader(place.output(*command).splitlines()))
    header = next(row for row in rows if row[0] == "@@")
    at = header.index("id")
    return sorted(row[at] for row in rows if row[0] in ("+++", "---") or "->" in row[0])


# -- progress, large datasets, the first look-up ---------------------------------------------


def judging(place: Place) -> list[Line]:
    """The progress of 2,500 targets."""
    folder = place.folder / "targets"
    generated.targets(folder, 2500)
    place.settle()
    command = ["progress", "--records", str(folder), "--as-of", "2025-12-31", "--milestones"]
    summary = place.json(*command)["summary"]
    same("progress", (summary["targets"], summary["milestones"]), (2500, 5000))
    work = Work([MIC25, *command, "--json"])
    in_turn([work], place.runs, place.environ)
    return [Line.seconds("progress of 2,500 targets, 5,000 milestones, JSON", 2.0, work)]


def large(place: Place) -> list[Line]:
    """Look-ups in a dataset of 100,000 records, compared with one of 1,000."""
    many, few = place.folder / "large", place.folder / "small"
    count = datasets.write(many, 100_000)
    datasets.write(few, 1000)
    place.settle()
    shown = {each: [MIC25, "targets", "show", "target-000042", "--json", "--records", str(each)]
             for each in (many, few)}  # fmt: skip
    listed = {each: [MIC25, "targets", "--json", "--records", str(each)] for each in (many, few)}
    cold = Work(shown[many], place.forget)
    checked = Work([MIC25, "validate", "--records", str(many)], place.forget)
    judged = Work([MIC25, "progress", "--json", "--records", str(many)])
    in_turn([cold, checked], 2, place.environ)
    for command in (shown[many], judged.command):
        place.output(*command)
    in_turn([judged], 2, place.environ)
    for each, size in ((many, (count - 10) // 9), (few, (1000 - 10) // 9)):
        same("list", len(json.loads(place.output(*listed[each]))), size)
        text = next((each / "targets").glob("part-0000.yaml")).read_text("utf-8")
        value = re.search(r"target-000042:.*?value: ([\d.]+)", text, re.S)
        assert value is not None
        record = json.loads(place.output(*shown[each]), parse_float=str, parse_int=str)
        same("show", record["milestones"][0]["value"], value.group(1))
        rows = json.loads(place.output(*listed[each]), parse_float=str, parse_int=str)
        same("verdict", record, next(row for row in rows if row["id"] == record["id"]))
    works = [Work(command) for command in (*shown.values(), *listed.values())]
    in_turn(works, place.runs, place.environ)
    memory = cold.memory / count
    return [
        Line.seconds("100,000 records, cold look-up", 40.0, cold),
        Line("", "", "≤ 8 kB", f"{memory:.1f} kB a record", "", memory <= 8),
        Line.held_by("100,000 records, validate, cold", 600, checked),
        Line.used_by("100,000 records, progress, JSON", 20.0, judged),
        Line.held_by("", 600, judged),
        Line.of(
            "100,000 records, warm: show a target", "the same at 1,000", 1.5, works[0], works[1]
        ),
        Line.of(
            "100,000 records, warm: a list of the targets", "the same at 1,000", 4.0, *works[2:]
        ),
    ]


def first(place: Place) -> list[Line]:
    """The first look-up of the shipped records after an installation, compared with a later one."""
    command = [MIC25, "targets", "show", "nev-sales", "--json"]
    place.forget()
    answer = place.output(*command)
    same("show", answer, place.output(*command))
    fresh, later = Work(command, place.forget), Work(command)
    # The first of the two writes the snapshot in the cache.
    in_turn([fresh, later], place.runs * 2, place.environ)
    return [Line.of("first look-up after installation", "a later one", 1.25, fresh, later)]


PARTS: dict[str, Callable[[Place], list[Line]]] = {
    "first": first,
    "validate": validating,
    "diff": comparing,
    "progress": judging,
    "large": large,
}


def versions() -> str:
    """The versions of everything that was measured."""
    own = subprocess.run([MIC25, "--version"], capture_output=True, text=True, check=True)
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    told = [
        own.stdout.strip(),
        f"Python {platform.python_version()}",
        f"node {node.stdout.strip()}",
    ]
    told += [f"{name} {version}" for name, version in {**peers.NODE, **peers.PYTHON}.items()]
    return ", ".join(told)


def main(arguments: Sequence[str]) -> None:
    """Measure, print each line when it is known, and write the page."""
    runs = int(arguments[0]) if arguments else 5
    peers.install()
    lines: list[Line] = []
    loads: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name), runs)
        for part in PARTS.values():
            for line in part(place):
                print(line, flush=True)
                lines.append(line)
            loads.append(os.getloadavg()[0])
    starts = startup.measured(peers.OWN_PYTHON, max(5, runs * 2))
    load = statistics.median(loads)
    page.write(lines, starts, versions(), runs, os.cpu_count() or 1, load)


if __name__ == "__main__":
    main(sys.argv[1:])
