"""The snapshot: used while nothing has changed, made anew otherwise, never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import ROOT
from mic25cli.errors import RecordsError
from mic25cli.model.book import Book
from mic25cli.model.kinds import KINDS
from mic25cli.store import load, snapshot

FUND = """\
big-fund:
  name: {en: Big Fund, zh: 大基金}
  established: 2014-09
  amounts:
    - {kind: raised, value: 2.40, unit: bn CNY, cite: [{source: paper, checked: text}]}
"""
OTHER = "small-fund:\n  name: {en: Small Fund}\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "mic25"


@pytest.fixture
def folder(cache: Path, records: Callable[[dict[str, str]], Path]) -> Path:
    return records({"funds.yaml": FUND})


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever the YAML files are read."""
    seen: list[int] = []
    real = load.load_book

    def counted(folders: list[Path]) -> Book:
        seen.append(1)
        return real(folders)

    monkeypatch.setattr(load, "load_book", counted)
    return seen


def names(book: Book) -> list[str]:
    return list(book.kind("funds"))


def test_it_is_made_once_and_then_used(folder: Path, cache: Path, readings: list[int]) -> None:
    fresh = snapshot.open_book([folder])
    kept = snapshot.open_book([folder])
    assert len(readings) == 1
    assert [path.name for path in cache.iterdir()] == [snapshot.cache_file([folder]).name]
    assert {kind: dict(kept.kind(kind)) for kind in KINDS} == {
        kind: dict(fresh.kind(kind)) for kind in KINDS
    }
    assert kept.digest == fresh.digest != ""


def test_numbers_keep_their_digits(folder: Path) -> None:
    snapshot.open_book([folder])
    value = snapshot.open_book([folder]).kind("funds")["big-fund"]["amounts"][0]["value"]
    assert (type(value), str(value)) == (Decimal, "2.40")


def test_keys_keep_their_order(folder: Path) -> None:
    fresh = snapshot.open_book([folder]).kind("funds")["big-fund"]
    kept = snapshot.open_book([folder]).kind("funds")["big-fund"]
    assert list(kept) == list(fresh)
    assert list(kept)[:3] == ["kind", "id", "name"]


def edited(folder: Path) -> None:
    (folder / "funds.yaml").write_text(FUND + OTHER, encoding="utf-8")


def touched(folder: Path) -> None:
    path = folder / "funds.yaml"
    path.write_text(FUND.replace("2.40", "2.41"), encoding="utf-8")
    os.utime(path, ns=(1, 1))


def added(folder: Path) -> None:
    (folder / "targets.yaml").write_text("", encoding="utf-8")


def added_below(folder: Path) -> None:
    (folder / "pilots").mkdir()
    (folder / "pilots" / "places.yaml").write_text("", encoding="utf-8")


def renamed(folder: Path) -> None:
    (folder / "funds").mkdir()
    (folder / "funds.yaml").rename(folder / "funds" / "all.yaml")


@pytest.mark.parametrize("change", [edited, touched, added, added_below, renamed])
def test_a_change_of_the_files_makes_it_anew(
    folder: Path, readings: list[int], change: Callable[[Path], None]
) -> None:
    snapshot.open_book([folder])
    change(folder)
    snapshot.open_book([folder])
    snapshot.open_book([folder])
    assert len(readings) == 2


def test_an_edit_of_the_same_length_shows(folder: Path) -> None:
    snapshot.open_book([folder])
    touched(folder)
    amount = snapshot.open_book([folder]).kind("funds")["big-fund"]["amounts"][0]
    assert amount["value"] == Decimal("2.41")


def test_a_removed_file_takes_its_records_along(folder: Path) -> None:
    (folder / "funds").mkdir()
    (folder / "funds" / "more.yaml").write_text(OTHER, encoding="utf-8")
    assert names(snapshot.open_book([folder])) == ["small-fund", "big-fund"]
    (folder / "funds" / "more.yaml").unlink()
    assert names(snapshot.open_book([folder])) == ["big-fund"]


def test_a_file_that_is_no_record_file_changes_nothing(folder: Path, readings: list[int]) -> None:
    snapshot.open_book([folder])
    (folder / "README.md").write_text("hello", encoding="utf-8")
    (folder / ".funds.yaml.swp").write_text("hello", encoding="utf-8")
    snapshot.open_book([folder])
    assert len(readings) == 1


def test_a_new_version_makes_it_anew(
    folder: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.open_book([folder])
    monkeypatch.setattr(snapshot, "__version__", "99.0")
    snapshot.open_book([folder])
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    snapshot.open_book([folder])
    assert len(readings) == 3


def test_a_changed_model_makes_it_anew(
    folder: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.open_book([folder])
    real = snapshot._stamp
    monkeypatch.setattr(
        snapshot,
        "_stamp",
        lambda path: [*real(path), "new"] if path.endswith("fund.py") else real(path),
    )
    snapshot.open_book([folder])
    assert len(readings) == 2


def emptied(raw: bytes) -> bytes:
    return b""


def cut(raw: bytes) -> bytes:
    return raw[:-20]


def cut_in_the_head(raw: bytes) -> bytes:
    return raw[: raw.index(b"\n") // 2]


def without_body(raw: bytes) -> bytes:
    return raw[: raw.index(b"\n") + 1]


def flipped(raw: bytes) -> bytes:
    """One letter of one record, of which JSON itself cannot tell."""
    assert raw.count(b"Big Fund") == 1
    return raw.replace(b"Big Fund", b"Bad Fund")


def not_json(raw: bytes) -> bytes:
    return b"{" + raw


def another_shape(raw: bytes) -> bytes:
    return b"[1, 2]\n" + raw


def nested(raw: bytes) -> bytes:
    return b"[" * 100_000 + b"\n" + raw


def kinds_gone(raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n")
    meta = json.loads(head)
    meta["kinds"] = [["funds"]]
    return json.dumps(meta).encode() + b"\n" + body


def binary(raw: bytes) -> bytes:
    return bytes(range(256)) * 40


@pytest.mark.parametrize(
    "damage",
    [
        emptied,
        cut,
        cut_in_the_head,
        without_body,
        flipped,
        not_json,
        another_shape,
        nested,
        kinds_gone,
        binary,
    ],
)
def test_a_damaged_one_is_made_anew(
    folder: Path, readings: list[int], damage: Callable[[bytes], bytes]
) -> None:
    snapshot.open_book([folder])
    file = snapshot.cache_file([folder])
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    book = snapshot.open_book([folder])
    assert book.kind("funds")["big-fund"]["name"] == {"en": "Big Fund", "zh": "大基金"}
    assert len(readings) == 2
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_only_time(
    folder: Path, readings: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert names(snapshot.open_book([folder])) == ["big-fund"]
    assert names(snapshot.open_book([folder])) == ["big-fund"]
    assert len(readings) == 2
    assert blocked.read_text() == ""


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert names(snapshot.open_book([folder])) == ["big-fund"]
    assert list(cache.iterdir()) == []


def test_a_folder_in_its_place_costs_only_time(folder: Path) -> None:
    snapshot.cache_file([folder]).mkdir(parents=True)
    assert names(snapshot.open_book([folder])) == ["big-fund"]


def test_an_invalid_book_leaves_no_snapshot(folder: Path, cache: Path) -> None:
    (folder / "funds.yaml").write_text("big-fund: {nmae: {en: Big Fund}}\n", encoding="utf-8")
    with pytest.raises(RecordsError):
        snapshot.open_book([folder])
    assert not cache.exists() or list(cache.iterdir()) == []


def test_a_book_that_became_invalid_is_not_served_from_the_past(folder: Path) -> None:
    snapshot.open_book([folder])
    (folder / "funds.yaml").write_text("big-fund: {nmae: {en: Big Fund}}\n", encoding="utf-8")
    with pytest.raises(RecordsError):
        snapshot.open_book([folder])


def test_folders_have_snapshots_of_their_own(
    folder: Path, cache: Path, tmp_path: Path, readings: list[int]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "funds.yaml").write_text(OTHER, encoding="utf-8")
    sets = [[folder], [other], [folder, other], [other, folder]]
    wanted = [["big-fund"], ["small-fund"], ["big-fund", "small-fund"], ["small-fund", "big-fund"]]
    for _ in range(2):
        assert [names(snapshot.open_book(each)) for each in sets] == wanted
    assert len(readings) == 4
    assert len(list(cache.iterdir())) == 4


def test_two_sets_with_one_key_do_not_mix(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "funds.yaml").write_text(OTHER, encoding="utf-8")
    same = snapshot.cache_file([folder])
    monkeypatch.setattr(snapshot, "cache_file", lambda folders: same)
    assert names(snapshot.open_book([folder])) == ["big-fund"]
    assert names(snapshot.open_book([other])) == ["small-fund"]
    assert names(snapshot.open_book([folder])) == ["big-fund"]


def test_a_folder_by_another_path_is_the_same_folder(
    folder: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.open_book([folder])
    monkeypatch.chdir(folder.parent)
    snapshot.open_book([Path("records")])
    snapshot.open_book([folder / ".." / "records"])
    assert len(readings) == 1


def test_it_is_json_and_never_runs_anything(folder: Path) -> None:
    """A cache folder may be open to others: what lies in it must be data."""
    snapshot.open_book([folder])
    head, *_ = snapshot.cache_file([folder]).read_bytes().split(b"\n")
    assert set(json.loads(head)) == {"fingerprint", "digest", "kinds"}
    source = Path(snapshot.__file__).read_text(encoding="utf-8")
    assert not any(word in source for word in ("import pickle", "import marshal", "eval(", "exec("))


WRITER = """
import sys
from pathlib import Path
from mic25cli.store import snapshot
book = snapshot.open_book([Path(sys.argv[1])])
assert list(book.kind("funds")) == ["big-fund"], list(book.kind("funds"))
"""


@pytest.mark.slow
def test_two_writers_leave_one_good_snapshot(
    folder: Path, cache: Path, readings: list[int]
) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    both = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], env=env) for _ in range(2)
    ]
    assert [each.wait(60) for each in both] == [0, 0]
    assert names(snapshot.open_book([folder])) == ["big-fund"]
    assert readings == [], "the snapshot that they left was not used"
    assert len(list(cache.iterdir())) == 1, "a temporary file was left"


def test_a_reader_keeps_its_book_while_a_writer_replaces_the_file(folder: Path) -> None:
    snapshot.open_book([folder])
    kept = snapshot.open_book([folder])
    edited(folder)
    assert names(snapshot.open_book([folder])) == ["big-fund", "small-fund"]
    assert names(kept) == ["big-fund"]
