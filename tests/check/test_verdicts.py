"""Verdicts kept from a check: what is not read again, and that no finding depends on it."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mic25cli.check import walk
from mic25cli.check.run import Report, check
from mic25cli.store import load, read, verdicts
from mic25cli.store.verdicts import Verdicts

Write = Callable[[dict[str, str]], Path]
ROOT = Path(__file__).parents[2]
SOURCE = "s: {title: S, published: 2016, lang: en, grade: B, coverage: full}\n"


def term(name: str, source: str = "s") -> str:
    return f"{{name: {{en: {name}}}, cite: [{{source: {source}, checked: text}}]}}"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as old enough at once; a test that saves one twice sets its time."""
    monkeypatch.setattr(Verdicts, "_settled", lambda self, stamp: True)


def checked(folder: Path, **how: Any) -> Report:
    """A check as `mic25 validate` does it; it finds what one without verdicts finds."""
    known = verdicts.opened([folder])
    report = check(load.load([folder], verdicts=known), verdicts=known, **how)
    known.write()
    assert report == check(load.load([folder]), **how)
    return report


class Work:
    """What a check does: the files it opens, and the records it walks over."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: list[str] = []
        self.walked: list[str] = []
        real_read, real_walk = read.read_bytes, walk.Walk.__init__

        def counted(path: Path) -> bytes:
            self.read.append(path.name)
            return real_read(path)

        def walking(it: Any, record: Any) -> None:
            self.walked.append(record["id"])
            real_walk(it, record)

        monkeypatch.setattr(read, "read_bytes", counted)
        monkeypatch.setattr(walk.Walk, "__init__", walking)

    def of(self, folder: Path, **how: Any) -> tuple[list[str], list[str]]:
        self.read.clear()
        self.walked.clear()
        known = verdicts.opened([folder])
        check(load.load([folder], verdicts=known), verdicts=known, **how)
        known.write()
        return sorted(self.read), sorted(self.walked)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def book(records: Write) -> Path:
    files = {f"terms/{n}.yaml": f"t{n}: {term(f'N{n}')}\n" for n in range(5)}
    return records({**files, "sources.yaml": SOURCE})


@pytest.mark.usefixtures("settled")
def test_unchanged_files_are_neither_read_nor_walked_over(records: Write, work: Work) -> None:
    folder = book(records)
    files = [*(f"{n}.yaml" for n in range(5)), "sources.yaml"]
    ids = ["s", *(f"t{n}" for n in range(5))]
    assert work.of(folder) == (files, ids)
    assert work.of(folder) == ([], [])
    (folder / "terms/3.yaml").write_text(f"t3: {term('Other')}\n")
    # The source is looked up for the changed record; no other file is opened.
    assert work.of(folder) == (["3.yaml", "sources.yaml"], ["t3"])
    assert work.of(folder) == ([], [])


def test_a_young_file_is_read_and_goes_by_its_content(records: Write, work: Work) -> None:
    folder = book(records)
    work.of(folder)
    assert work.of(folder) == ([*(f"{n}.yaml" for n in range(5)), "sources.yaml"], [])


@pytest.mark.usefixtures("settled")
def test_what_a_rule_asked_for_elsewhere_brings_the_rule_back(records: Write, work: Work) -> None:
    folder = book(records)
    work.of(folder)
    (folder / "sources.yaml").write_text(SOURCE.replace("full", "full, access: unseen"))
    _, walked = work.of(folder)
    assert walked == ["s", *(f"t{n}" for n in range(5))]
    assert checked(folder).codes == {"unseen-checked": 5}
    (folder / "sources.yaml").write_text("")
    assert checked(folder).codes == {"dangling-id": 5, "empty-file": 1}
    (folder / "sources.yaml").write_text(SOURCE)
    assert checked(folder).codes == {}


@pytest.mark.usefixtures("settled")
def test_faulty_files_are_checked_anew_and_keep_their_messages(records: Write) -> None:
    folder = book(records)
    (folder / "terms/2.yaml").write_text(f"t2: {term('N2 中')}\n")
    first = checked(folder)
    assert first.codes == {"chinese-in-english": 1}
    assert checked(folder) == first
    (folder / "terms/4.yaml").write_text(f"t4: {term('N1')}\n")
    assert checked(folder).codes == {"chinese-in-english": 1, "name-twice": 1}
    (folder / "terms/4.yaml").write_text(f"t1: {term('N4')}\n")
    assert checked(folder).codes == {"chinese-in-english": 1, "duplicate-id": 1}
    assert checked(folder, codes={"name-twice"}).codes == {}


@pytest.mark.usefixtures("settled")
def test_a_check_of_some_codes_leaves_no_verdict_on_the_others(records: Write) -> None:
    folder = book(records)
    (folder / "terms/2.yaml").write_text(f"t2: {term('N2 中')}\n")
    assert checked(folder, codes={"dangling-id"}).codes == {}
    assert checked(folder).codes == {"chinese-in-english": 1}


@pytest.mark.usefixtures("settled")
def test_a_unit_that_comes_from_the_indicator_is_not_kept_beyond_it(records: Write) -> None:
    cite = "cite: [{source: s, checked: text}]"
    indicator = (
        f"i: {{name: {{en: I}}, definition: What is counted., unit: percent, {cite}, maximum: 100}}"
    )
    target = (
        f"t: {{name: {{en: T}}, indicator: i, milestones: [{{year: 2025, value: 70, {cite}}}]}}"
    )
    folder = records({"sources.yaml": SOURCE, "indicators.yaml": indicator, "targets.yaml": target})
    assert checked(folder).codes == {}
    (folder / "indicators.yaml").write_text(indicator.replace("100", "60"))
    assert checked(folder).codes == {"out-of-range": 1}
    (folder / "indicators.yaml").write_text(indicator)
    assert checked(folder).codes == {}


def stored(cache: Path) -> Path:
    (file,) = cache.rglob("checked-*.json")
    return file


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("damage", ["bit", "cut", "empty", "folder", "link", "nothing", "array"])
def test_damaged_verdicts_cost_time_alone(
    records: Write, cache: Path, work: Work, damage: str
) -> None:
    folder = book(records)
    work.of(folder)
    file = stored(cache)
    raw = file.read_bytes()
    file.unlink()
    if damage == "bit":
        file.write_bytes(raw[:200] + bytes([raw[200] ^ 1]) + raw[201:])
    elif damage == "cut":
        file.write_bytes(raw[:-1])
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "folder":
        file.mkdir()
    elif damage == "link":
        (cache / "elsewhere").write_bytes(raw)
        file.symlink_to(cache / "elsewhere")
    elif damage == "array":
        import zlib

        file.write_bytes(b"%08x\n[]" % zlib.crc32(b"[]"))
    read_now, walked = work.of(folder)
    assert len(read_now) == 6 and len(walked) == 6
    assert checked(folder).codes == {}


@pytest.mark.usefixtures("settled")
def test_verdicts_are_those_of_the_code_that_wrote_them(
    records: Write, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = book(records)
    work.of(folder)
    monkeypatch.setattr(verdicts, "code", lambda: ["another"])
    assert len(work.of(folder)[0]) == 6


@pytest.mark.usefixtures("settled")
def test_verdicts_are_for_their_owner_alone_and_hold_no_text_of_a_record(
    records: Write, cache: Path, work: Work
) -> None:
    folder = book(records)
    work.of(folder)
    file = stored(cache)
    assert file.stat().st_mode & 0o077 == 0
    assert "checked" not in json.dumps(json.loads(file.read_bytes().partition(b"\n")[2])["files"])


def test_where_nothing_can_be_kept_the_check_is_the_same(
    records: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert checked(book(records)).codes == {}


@pytest.mark.usefixtures("settled")
def test_old_verdicts_are_cleared(records: Write, cache: Path, work: Work) -> None:
    folder = book(records)
    work.of(folder)
    home = stored(cache).parent
    long_ago = time.time() - 10_000
    for n in range(verdicts.KEPT + 3):
        (home / f"checked-{n:08x}.json").write_text("")
        os.utime(home / f"checked-{n:08x}.json", (long_ago, long_ago))
    (home / "checked-0.json.tmp").write_text("")
    os.utime(home / "checked-0.json.tmp", (long_ago, long_ago))
    (folder / "terms/1.yaml").write_text(f"t1: {term('Other')}\n")
    work.of(folder)
    assert len(list(home.glob("checked-*"))) == verdicts.KEPT


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_run_of_edits_is_found_as_without_verdicts(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Verdicts, "_settled", lambda self, stamp: seed > 0)
    rng = random.Random(seed)
    folder = tmp_path / "book"
    shutil.copytree(ROOT / "tests/examples/book", folder)
    bad = sorted((ROOT / "tests/examples/bad").rglob("*.yaml"))
    assert len(bad) > 30
    clock = 1_000_000_000
    for _ in range(25):
        example = rng.choice(bad)
        # The name tells the kind, which is that of its folder where it lies in one.
        kind = example.stem if (example.parent.parent.name == "bad") else example.parent.name
        target = folder / kind / f"{rng.randint(0, 2)}.yaml"
        target.parent.mkdir(exist_ok=True)
        if rng.random() < 0.3 and target.exists():
            target.unlink()
        else:
            shutil.copyfile(example, target)
            clock += 7
            os.utime(target, (clock, clock))
        checked(folder)
