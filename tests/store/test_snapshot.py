"""The snapshot: used while nothing has changed, made anew otherwise, never in the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

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
    # The files of a test are as young as the test itself.
    monkeypatch.setattr(snapshot, "GRAIN", -(10**15))
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


def with_head(raw: bytes, **changes: object) -> bytes:
    """With another head, its checksum right."""
    head, _, body = raw.partition(b"\n")
    meta = json.dumps({**json.loads(head.partition(b" ")[2]), **changes}).encode()
    return b"%08x " % zlib.crc32(meta) + meta + b"\n" + body


def kinds_gone(raw: bytes) -> bytes:
    return with_head(raw, kinds=[["funds"]])


def with_sections(raw: bytes, kinds: Iterable[str], section: bytes) -> bytes:
    """With other sections, all checksums right: what somebody forges who knows the format."""
    told = [[kind, len(section), zlib.crc32(section)] for kind in kinds]
    head, _, _ = with_head(raw, kinds=told).partition(b"\n")
    return head + b"\n" + section * len(told)


def a_kind_gone(raw: bytes) -> bytes:
    return with_sections(raw, list(KINDS)[1:], b"{}")


def a_kind_more(raw: bytes) -> bytes:
    return with_sections(raw, [*KINDS, "others"], b"{}")


def longer(raw: bytes) -> bytes:
    return raw + b"{}"


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
        a_kind_gone,
        a_kind_more,
        longer,
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
    assert set(json.loads(head.partition(b" ")[2])) == {"fingerprint", "digest", "kinds"}
    source = Path(snapshot.__file__).read_text(encoding="utf-8")
    assert not any(word in source for word in ("import pickle", "import marshal", "eval(", "exec("))


WRITER = """
import sys
from pathlib import Path
from mic25cli.store import snapshot
snapshot.GRAIN = -(10**15)
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


# --- damage of any bit, and what others could put in its place


def test_no_bit_of_the_head_can_turn_unnoticed(folder: Path) -> None:
    snapshot.open_book([folder])
    file = snapshot.cache_file([folder])
    whole = file.read_bytes()
    wanted = snapshot.fingerprint([folder])
    assert snapshot._read(file, wanted, [folder]) is not None
    end = whole.index(b"\n")
    for number in range(0, end * 8, 7):
        place, bit = divmod(number, 8)
        damaged = bytearray(whole)
        damaged[place] ^= 1 << bit
        file.write_bytes(damaged)
        assert snapshot._read(file, wanted, [folder]) is None, (place, bit)


@pytest.mark.parametrize("section", [b"[]", b"null", b'{"x":null}', b"{", b"1", b"[" * 100_000])
def test_a_section_that_holds_no_records_is_read_from_the_files(
    folder: Path, section: bytes
) -> None:
    snapshot.open_book([folder])
    file = snapshot.cache_file([folder])
    file.write_bytes(with_sections(file.read_bytes(), KINDS, section))
    book = snapshot.open_book([folder])
    assert names(book) == ["big-fund"] and dict(book.kind("terms")) == {}


def pipe(file: Path, folder: Path) -> None:
    os.mkfifo(file)


def zeros(file: Path, folder: Path) -> None:
    file.symlink_to("/dev/zero")


def linked(file: Path, folder: Path) -> None:
    snapshot.open_book([folder])
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def circle(file: Path, folder: Path) -> None:
    file.symlink_to(file.name)


@pytest.mark.parametrize("make", [pipe, zeros, linked, circle])
def test_what_is_no_file_in_its_place_is_replaced(
    folder: Path, readings: list[int], make: Callable[[Path, Path], None]
) -> None:
    file = snapshot.cache_file([folder])
    file.parent.mkdir(parents=True)
    make(file, folder)
    readings.clear()
    assert names(snapshot.open_book([folder])) == ["big-fund"]
    assert len(readings) == 1 and file.is_file() and not file.is_symlink()


def test_a_snapshot_of_somebody_else_is_not_believed(
    folder: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.open_book([folder])
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    snapshot.open_book([folder])
    assert len(readings) == 2


# --- the state that a look-up answers for

EDITED = FUND.replace("2.40", "2.41")


def value(folder: Path) -> str:
    return str(snapshot.open_book([folder]).kind("funds")["big-fund"]["amounts"][0]["value"])


def unpacked(path: Path) -> None:
    """As an archive does whose times are all the same."""
    path.write_text(EDITED, encoding="utf-8")
    os.utime(path, ns=(10**18, 10**18))


def copied(path: Path) -> None:
    """As `cp -p` does."""
    other = path.with_name("other")
    other.write_text(EDITED, encoding="utf-8")
    os.utime(other, ns=(10**18, 10**18))
    shutil.copy2(other, path)


def moved_over(path: Path) -> None:
    other = path.with_name("other")
    other.write_text(EDITED, encoding="utf-8")
    os.utime(other, ns=(10**18, 10**18))
    other.replace(path)


def turned(path: Path) -> None:
    """A link turned to another edition."""
    other = path.with_name(".other")
    other.write_text(EDITED, encoding="utf-8")
    os.utime(other, ns=(10**18, 10**18))
    path.unlink()
    path.symlink_to(other.name)


@pytest.mark.parametrize("change", [unpacked, copied, moved_over, turned])
def test_the_same_size_and_time_are_not_the_same_file(
    folder: Path, change: Callable[[Path], None]
) -> None:
    path = folder / "funds.yaml"
    os.utime(path, ns=(10**18, 10**18))
    assert value(folder) == "2.40"
    change(path)
    seen = path.stat()
    assert (seen.st_size, seen.st_mtime_ns) == (len(FUND.encode()), 10**18)
    assert value(folder) == "2.41"


def while_reading(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], None]) -> None:
    """Take a step after each file that is read, as long as there are steps."""
    real, left = load.load_file, list(steps)

    def reading(*arguments: Any) -> None:
        real(*arguments)
        if left:
            left.pop(0)()

    monkeypatch.setattr(load, "load_file", reading)


def test_an_edit_that_is_taken_back_does_not_stay(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edited before it is read, put back with its old time before the book is kept."""
    path = folder / "funds.yaml"
    kept = path.with_name("kept")
    shutil.copy2(path, kept)
    (folder / "events.yaml").write_text("", encoding="utf-8")

    def edit() -> None:
        path.write_text(EDITED, encoding="utf-8")

    def back() -> None:
        shutil.copy2(kept, path)

    while_reading(monkeypatch, edit, back)
    assert value(folder) == "2.40"
    assert value(folder) == "2.40"


def test_two_files_are_never_from_two_states(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file read before an edit of both, the second after."""
    (folder / "terms.yaml").write_text("a: {name: {en: Old}}\n", encoding="utf-8")

    def edit() -> None:
        (folder / "funds.yaml").write_text(EDITED, encoding="utf-8")
        (folder / "terms.yaml").write_text("a: {name: {en: New}}\n", encoding="utf-8")

    while_reading(monkeypatch, edit)
    book = snapshot.open_book([folder])
    assert book.kind("terms")["a"]["name"]["en"] == "New"
    assert str(book.kind("funds")["big-fund"]["amounts"][0]["value"]) == "2.41"


def test_a_file_that_is_broken_while_it_is_read_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "funds.yaml"
    path.write_text("big-", encoding="utf-8")
    while_reading(monkeypatch, lambda: edited(folder))
    assert names(snapshot.open_book([folder])) == ["big-fund", "small-fund"]


def test_files_that_never_rest_are_trouble(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = 0

    def edit() -> None:
        nonlocal number
        number += 1
        (folder / "funds.yaml").write_text(FUND + f"# {'x' * number}\n", encoding="utf-8")

    while_reading(monkeypatch, *[edit] * 100)
    with pytest.raises(RecordsError, match="changed all the time"):
        snapshot.open_book([folder])


def test_a_file_that_is_younger_than_the_grain_of_times_makes_no_snapshot(
    folder: Path, cache: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its next save could leave it with the same times."""
    monkeypatch.setattr(snapshot, "GRAIN", 2_000_000_000)
    monkeypatch.setattr(snapshot, "_now", lambda file: os.stat(folder / "funds.yaml").st_ctime_ns)
    snapshot.open_book([folder])
    assert not cache.exists()
    later = os.stat(folder / "funds.yaml").st_ctime_ns + 3_000_000_000
    monkeypatch.setattr(snapshot, "_now", lambda file: later)
    snapshot.open_book([folder])
    snapshot.open_book([folder])
    assert len(readings) == 2 and len(list(cache.iterdir())) == 1


def test_the_clock_is_that_of_the_file_system(folder: Path) -> None:
    now = snapshot._now(snapshot.cache_file([folder]))
    path = folder / "later"
    path.write_text("")
    assert now is not None and now <= path.stat().st_mtime_ns
    assert list(snapshot.cache_file([folder]).parent.iterdir()) == []


def test_the_code_that_makes_the_book_counts(
    folder: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation of the same version whose reading was mended makes it anew."""
    snapshot.open_book([folder])
    real = snapshot._stamp
    monkeypatch.setattr(
        snapshot,
        "_stamp",
        lambda path: [*real(path), "new"] if path.endswith("store/load.py") else real(path),
    )
    snapshot.open_book([folder])
    assert len(readings) == 2


def test_a_cache_does_not_grow_for_ever(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "KEPT", 3)
    cache.mkdir(parents=True)
    for number in range(5):
        old = cache / f"book-{number:08x}.jsonl"
        old.write_text("old")
        os.utime(old, (number, number))
    (cache / "book-1.jsonlabc.tmp").write_text("left by a kill")
    os.utime(cache / "book-1.jsonlabc.tmp", (1, 1))
    (cache / "mine").write_text("not ours")
    snapshot.open_book([folder])
    kept = {"book-00000004.jsonl", "book-00000003.jsonl", "mine"}
    assert {path.name for path in cache.iterdir()} == kept | {snapshot.cache_file([folder]).name}
