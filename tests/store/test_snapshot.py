"""The snapshot: used while nothing has changed, rebuilt otherwise, never in the way."""

import copy
import json
import os
import shutil
import zlib
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from cases import cases, data
from conftest import started
from mic25cli import safefile
from mic25cli.calc import lookup, record_filters
from mic25cli.calc.search import search
from mic25cli.cli.main import main
from mic25cli.errors import RecordsError
from mic25cli.model import record_json
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_at_date import view
from mic25cli.model.kinds import KINDS
from mic25cli.model.links import links, named_by
from mic25cli.store import load, record_folders, snapshot, snapshot_sections, snapshot_writing
from mic25cli.store.snapshot_sections import SnapshotFile, SnapshotRecords, dataset_of

FUND, WRITER, BAD = data(__file__, "FUND", "WRITER", "BAD")
PAPER = "paper: {title: Paper, published: 2022, lang: en, authority: A, coverage: full}\n"
OTHER = "small-fund:\n  name: {en: Small Fund}\n"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache folder of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    # The files of a test are as young as the test itself.
    monkeypatch.setattr(snapshot, "TIME_STEP", -(10**15))
    return folder / "mic25"


@pytest.fixture
def folder(cache, records):
    return records({"funds.yaml": FUND})


@pytest.fixture
def readings(monkeypatch):
    """Grows by one whenever the YAML files are read."""
    seen: list[int] = []
    real = load.load_dataset

    def counted(folders):
        seen.append(1)
        return real(folders)

    monkeypatch.setattr(load, "load_dataset", counted)
    return seen


def names(dataset):
    return list(dataset.kind("funds"))


def test_it_is_made_once_and_then_used(folder, cache, readings):
    fresh = snapshot.open_dataset([folder])
    kept = snapshot.open_dataset([folder])
    assert len(readings) == 1
    assert [path.name for path in cache.iterdir()] == [snapshot.cache_file([folder]).name]
    # Printed, so that the order of keys and the digits of numbers count.
    for kind in KINDS:
        assert record_json.line(list(kept.kind(kind).values())) == record_json.line(
            list(fresh.kind(kind).values())
        )
    assert '"value": 2.40' in record_json.line(kept.get("funds", "big-fund"))
    assert kept.digest == fresh.digest != ""


def edited(folder):
    (folder / "funds.yaml").write_text(FUND + OTHER, encoding="utf-8")


def below(folder, name):
    """A folder of a kind in the record folder."""
    (folder / name).mkdir()
    return folder / name


CHANGED: dict[str, Callable[[Path], object]] = {
    "edited": edited,
    "added": lambda folder: (folder / "targets.yaml").write_text(""),
    "added below": lambda folder: (below(folder, "pilots") / "places.yaml").write_text(""),
    "renamed": lambda folder: (folder / "funds.yaml").rename(below(folder, "funds") / "all.yaml"),
}
SAME: dict[str, Callable[[Path], object]] = {
    "a text": lambda folder: (folder / "README.md").write_text("hello", encoding="utf-8"),
    "a hidden file": lambda folder: (folder / ".funds.yaml.swp").write_text("hello"),
}


@pytest.mark.parametrize("change", [*CHANGED, *SAME])
def test_a_change_of_the_files_makes_it_anew(folder, readings, change):
    snapshot.open_dataset([folder])
    {**CHANGED, **SAME}[change](folder)
    snapshot.open_dataset([folder])
    snapshot.open_dataset([folder])
    assert len(readings) == (2 if change in CHANGED else 1)


def test_a_removed_file_takes_its_records_along(folder):
    (folder / "funds").mkdir()
    (folder / "funds" / "more.yaml").write_text(OTHER, encoding="utf-8")
    assert names(snapshot.open_dataset([folder])) == ["small-fund", "big-fund"]
    (folder / "funds" / "more.yaml").unlink()
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]


def test_a_new_version_makes_it_anew(folder, readings, monkeypatch):
    snapshot.open_dataset([folder])
    monkeypatch.setattr(snapshot, "__version__", "99.0")
    snapshot.open_dataset([folder])
    monkeypatch.setattr(snapshot_sections, "FORMAT", snapshot_sections.FORMAT + 1)
    snapshot.open_dataset([folder])
    assert len(readings) == 3


@cases
def test_the_code_that_makes_the_dataset_counts(folder, readings, monkeypatch, module):
    """An installation of the same version with other code for reading builds it again."""
    # As if each were a process of its own, which checks its code once.
    monkeypatch.setattr(snapshot, "_code", snapshot._code.__wrapped__)
    snapshot.open_dataset([folder])
    real = snapshot._stamp
    monkeypatch.setattr(
        snapshot,
        "_stamp",
        lambda path: [*real(path), "new"] if path.endswith(module) else real(path),
    )
    snapshot.open_dataset([folder])
    assert len(readings) == 2


def apart(raw):
    """The head of a snapshot, and its sections by name."""
    at, length = (int(each) for each in raw[: snapshot_sections.LENGTH].split()[2:4])
    head = json.loads(raw[at : at + length])
    named = head["sections"].items()
    return head, {name: raw[start : start + size] for name, (start, size, _, _) in named}


def together(head, body, **changes):
    """A snapshot with these sections and right checksums, as somebody could forge it."""
    at, told, raw = snapshot_sections.LENGTH, {}, b""
    for name, section in body.items():
        count = head["sections"].get(name, [0, 0, 0, 0])[3]
        told[name] = [at + len(raw), len(section), zlib.crc32(section), count]
        raw += section
    meta = json.dumps({**head, "sections": told, **changes}).encode()
    end = at + len(raw), len(meta), zlib.crc32(meta)
    return snapshot_sections.START % (snapshot_sections.FORMAT, *end) + raw + meta


def with_section(raw, name, section):
    head, body = apart(raw)
    return together(head, {**body, name: section})


def a_kind_gone(raw):
    head, body = apart(raw)
    return together(head, {name: each for name, each in body.items() if name != "funds.ids"})


def a_place_outside(raw):
    head, body = apart(raw)
    told = {name: [10**11, *rest] for name, (_, *rest) in head["sections"].items()}
    return together(head, body, sections=told)


LATER = b"mic25 %d" % (snapshot_sections.FORMAT + 1)
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda raw: b"",
    "cut": lambda raw: raw[:-20],
    "cut in the head": lambda raw: raw[: raw.index(b"\n") // 2],
    "without body": lambda raw: raw[: raw.index(b"\n") + 1],
    # One letter of one record, which JSON itself cannot notice.
    "flipped": lambda raw: raw.replace(b"Big Fund", b"Bad Fund"),
    "not JSON": lambda raw: b"{" + raw,
    "another shape": lambda raw: b"[1, 2]\n" + raw,
    "nested": lambda raw: b"[" * 100_000 + b"\n" + raw,
    "sections gone": lambda raw: together(*apart(raw), sections=[["funds"]]),
    "a kind gone": a_kind_gone,
    "a kind more": lambda raw: with_section(raw, "others", b"{}"),
    "a place outside": a_place_outside,
    "another length": lambda raw: raw.replace(b" ", b"  ", 1),
    "a later format": lambda raw: raw.replace(b"mic25 %d" % snapshot_sections.FORMAT, LATER, 1),
    "longer": lambda raw: raw + b"{}",
    "binary": lambda raw: bytes(range(256)) * 40,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_one_is_made_anew(folder, readings, damage):
    snapshot.open_dataset([folder])
    file = snapshot.cache_file([folder])
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert file.read_bytes() != whole
    dataset = snapshot.open_dataset([folder])
    assert dataset.kind("funds")["big-fund"]["name"] == {"en": "Big Fund", "zh": "大基金"}
    assert len(readings) == 2
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_only_time(folder, readings, tmp_path, monkeypatch):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    snapshot.cache_file([folder]).mkdir(parents=True)
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]
    readings.clear()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]
    assert len(readings) == 2
    assert blocked.read_text() == ""


def test_an_invalid_dataset_is_neither_kept_nor_served_from_the_past(folder, cache):
    invalid = "big-fund: {nmae: {en: Big Fund}}\n"
    (folder / "terms.yaml").write_text(invalid, encoding="utf-8")
    with pytest.raises(RecordsError):
        snapshot.open_dataset([folder])
    assert not cache.exists() or list(cache.iterdir()) == []
    (folder / "terms.yaml").unlink()
    snapshot.open_dataset([folder])
    (folder / "funds.yaml").write_text(invalid, encoding="utf-8")
    with pytest.raises(RecordsError):
        snapshot.open_dataset([folder])


def test_folders_have_snapshots_of_their_own(folder, cache, records, readings):
    other = records({"funds.yaml": OTHER}, "other")
    sets = [[folder], [other], [folder, other], [other, folder]]
    wanted = [["big-fund"], ["small-fund"], ["big-fund", "small-fund"], ["small-fund", "big-fund"]]
    for _ in range(2):
        assert [names(snapshot.open_dataset(each)) for each in sets] == wanted
    assert len(readings) == 4
    assert len(list(cache.iterdir())) == 4


def test_two_sets_with_one_key_do_not_mix(folder, records, monkeypatch):
    other = records({"funds.yaml": OTHER}, "other")
    same = snapshot.cache_file([folder])
    monkeypatch.setattr(snapshot, "cache_file", lambda folders: same)
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]
    assert names(snapshot.open_dataset([other])) == ["small-fund"]
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]


def test_a_folder_by_another_path_is_the_same_folder(folder, readings, monkeypatch):
    snapshot.open_dataset([folder])
    monkeypatch.chdir(folder.parent)
    snapshot.open_dataset([Path("records")])
    snapshot.open_dataset([folder / ".." / "records"])
    assert len(readings) == 1


@pytest.mark.parametrize("profile", [None, '{"title": "P"}'])
def test_the_profile_is_in_the_snapshot_with_and_without_a_file_of_it(folder, readings, profile):
    if profile is not None:
        (folder / "dataset.yaml").write_text(profile, encoding="utf-8")
    first = snapshot.open_dataset([folder]).profile
    before = len(readings)
    kept = snapshot.open_dataset([folder]).profile
    assert kept == first and len(readings) == before
    assert kept.title == ("P" if profile else f"Records of {folder.name}")


@pytest.mark.others
def test_two_writers_leave_one_good_snapshot(folder, cache, readings):
    both = [started("-c", WRITER, str(folder)) for _ in range(2)]
    assert [each.wait(60) for each in both] == [0, 0]
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]
    assert readings == [], "the snapshot that they left was not used"
    assert len(list(cache.iterdir())) == 1, "a temporary file was left"


def test_a_reader_keeps_its_dataset_while_a_writer_replaces_the_file(folder):
    snapshot.open_dataset([folder])
    kept = snapshot.open_dataset([folder])
    edited(folder)
    assert names(snapshot.open_dataset([folder])) == ["big-fund", "small-fund"]
    assert names(kept) == ["big-fund"]


# --- damage of any bit, and what others could put in its place


@pytest.mark.slow
def test_no_bit_of_the_head_can_turn_unnoticed(folder):
    snapshot.open_dataset([folder])
    file = snapshot.cache_file([folder])
    whole = file.read_bytes()
    kept = snapshot._Snapshot([folder])
    assert kept.cached() is not None
    at = int(whole[: snapshot_sections.LENGTH].split()[2])
    head = [*range(snapshot_sections.LENGTH), *range(at, len(whole))]
    for number in range(0, len(head) * 8, 7):
        place, bit = head[number // 8], number % 8
        damaged = bytearray(whole)
        damaged[place] ^= 1 << bit
        file.write_bytes(damaged)
        assert kept.cached() is None, (place, bit)


@pytest.mark.slow
@pytest.mark.parametrize("section", BAD)
@pytest.mark.parametrize("name", ["funds", "funds.order", "funds.ids", "sources.links"])
def test_a_section_that_holds_something_else_is_read_from_the_files(
    folder, name, section, readings
):
    (folder / "sources.yaml").write_text(PAPER)
    snapshot.open_dataset([folder])
    file = snapshot.cache_file([folder])
    whole = file.read_bytes()
    asked: list[Callable[[RecordSet], object]] = {
        "funds": [lambda dataset: list(dataset.kind("funds").values()),
                  lambda dataset: list(dataset.in_order("funds") or ()),
                  lambda dataset: dataset.get("funds", "big-fund")],
        "funds.order": [lambda dataset: list(dataset.in_order("funds") or ())],
        "funds.ids": [names, lambda dataset: "big-fund" in dataset.kind("funds"),
                      lambda dataset: dataset.get("funds", "big-fund")],
        "sources.links": [lambda dataset: named_by(dataset, "sources", "paper")],
    }[name]  # fmt: skip
    for ask in asked:
        wanted = ask(snapshot.open_dataset([folder]))
        file.write_bytes(with_section(whole, name, section))
        readings.clear()
        found = ask(snapshot.open_dataset([folder]))
        assert found == wanted and len(readings) == 1
        assert file.read_bytes() == whole, "it was not made anew"


@pytest.mark.parametrize("section", BAD)
def test_folded_text_is_kept_from_the_first_search_on_and_made_anew_where_damaged(folder, section):
    wanted = dict(snapshot.open_dataset([folder]).index["funds"])
    file = snapshot.cache_file([folder])
    whole = file.read_bytes()
    file.write_bytes(with_section(whole, "kept:folded:funds", section))
    assert dict(snapshot.open_dataset([folder]).index["funds"]) == wanted
    assert apart(file.read_bytes())[1] == apart(whole)[1]


def test_what_is_damaged_is_not_mixed_with_what_came_after(folder):
    """The files have changed since, so their records are not part of this dataset's answer."""
    snapshot.open_dataset([folder])
    file = snapshot.cache_file([folder])
    file.write_bytes(DAMAGE["flipped"](file.read_bytes()))
    dataset = snapshot.open_dataset([folder])
    edited(folder)
    with pytest.raises(RecordsError, match="changed while it was read"):
        dataset.get("funds", "big-fund")


def linked(file, folder):
    snapshot.open_dataset([folder])
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


NO_FILES: dict[str, Callable[[Path, Path], object]] = {
    "a pipe": lambda file, folder: os.mkfifo(file),
    "zeros": lambda file, folder: file.symlink_to("/dev/zero"),
    "a link": linked,
    "a circle": lambda file, folder: file.symlink_to(file.name),
}


@pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_in_its_place_is_replaced(folder, readings, make):
    file = snapshot.cache_file([folder])
    file.parent.mkdir(parents=True)
    make(file, folder)
    readings.clear()
    assert names(snapshot.open_dataset([folder])) == ["big-fund"]
    assert len(readings) == 1 and file.is_file() and not file.is_symlink()


def test_a_snapshot_of_somebody_else_is_not_believed(folder, readings, monkeypatch):
    snapshot.open_dataset([folder])
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    snapshot.open_dataset([folder])
    assert len(readings) == 2


# --- the state that a look-up answers for

EDITED = FUND.replace("2.40", "2.41")


def value(folder):
    return str(snapshot.open_dataset([folder]).kind("funds")["big-fund"]["amounts"][0]["value"])


def turned(path, other):
    """A link changed to another edition."""
    path.unlink()
    path.symlink_to(other.name)


REPLACED: dict[str, Callable[[Path, Path], object]] = {
    "unpacked": lambda path, other: path.write_bytes(other.read_bytes()),
    "as cp -p does": lambda path, other: shutil.copy2(other, path),
    "moved over": lambda path, other: other.replace(path),
    "turned": turned,
}


@pytest.mark.parametrize("replace", REPLACED.values(), ids=REPLACED)
def test_the_same_size_and_time_are_not_the_same_file(folder, replace):
    path, other = folder / "funds.yaml", folder / ".other"
    other.write_text(EDITED, encoding="utf-8")
    for each in (path, other):
        os.utime(each, ns=(10**18, 10**18))
    assert value(folder) == "2.40"
    replace(path, other)
    os.utime(path, ns=(10**18, 10**18))
    assert path.stat().st_size == len(FUND.encode())
    assert value(folder) == "2.41"


def while_reading(monkeypatch, *steps):
    """Take a step after each file that is read, until there are no more steps."""
    real, left = load.load_file, list(steps)

    def reading(*arguments):
        real(*arguments)
        if left:
            left.pop(0)()

    monkeypatch.setattr(load, "load_file", reading)


def test_an_edit_that_is_taken_back_does_not_stay(folder, monkeypatch):
    """Edited before it is read, restored with its old time before the dataset is stored."""
    path = folder / "funds.yaml"
    kept = path.with_name("kept")
    shutil.copy2(path, kept)
    (folder / "events.yaml").write_text("", encoding="utf-8")

    def edit():
        path.write_text(EDITED, encoding="utf-8")

    def back():
        shutil.copy2(kept, path)

    while_reading(monkeypatch, edit, back)
    assert value(folder) == "2.40"
    assert value(folder) == "2.40"


def test_two_files_are_never_from_two_states(folder, monkeypatch):
    """The first file is read before an edit of both, the second after it."""
    (folder / "terms.yaml").write_text("a: {name: {en: Old}}\n", encoding="utf-8")

    def edit():
        (folder / "funds.yaml").write_text(EDITED, encoding="utf-8")
        (folder / "terms.yaml").write_text("a: {name: {en: New}}\n", encoding="utf-8")

    while_reading(monkeypatch, edit)
    dataset = snapshot.open_dataset([folder])
    assert dataset.kind("terms")["a"]["name"]["en"] == "New"
    assert str(dataset.kind("funds")["big-fund"]["amounts"][0]["value"]) == "2.41"


def test_a_file_that_is_broken_while_it_is_read_is_read_again(folder, monkeypatch):
    path = folder / "funds.yaml"
    path.write_text("big-", encoding="utf-8")
    while_reading(monkeypatch, lambda: edited(folder))
    assert names(snapshot.open_dataset([folder])) == ["big-fund", "small-fund"]


def test_files_that_never_rest_are_trouble(folder, monkeypatch):
    number = 0

    def edit():
        nonlocal number
        number += 1
        (folder / "funds.yaml").write_text(FUND + f"# {'x' * number}\n", encoding="utf-8")

    while_reading(monkeypatch, *[edit] * 100)
    with pytest.raises(RecordsError, match="keep changing"):
        snapshot.open_dataset([folder])


def test_a_file_that_is_younger_than_the_grain_of_times_makes_no_snapshot(
    folder, cache, readings, monkeypatch
):
    """Its next save could give it the same times."""
    monkeypatch.setattr(snapshot, "TIME_STEP", 2_000_000_000)
    saved = os.stat(folder / "funds.yaml").st_ctime_ns
    monkeypatch.setattr(safefile, "disk_time", lambda file: saved)
    snapshot.open_dataset([folder])
    assert not cache.exists()
    later = saved + 3_000_000_000
    monkeypatch.setattr(safefile, "disk_time", lambda file: later)
    snapshot.open_dataset([folder])
    snapshot.open_dataset([folder])
    assert len(readings) == 2 and len(list(cache.iterdir())) == 1


def test_a_cache_does_not_grow_for_ever(folder, cache, monkeypatch):
    monkeypatch.setattr(snapshot, "MAX_SNAPSHOTS", 3)
    cache.mkdir(parents=True)
    for number in range(5):
        old = cache / f"dataset-{number:08x}.dataset"
        old.write_text("old")
        os.utime(old, (number, number))
    (cache / "dataset-1.bookabc.tmp").write_text("left by a kill")
    os.utime(cache / "dataset-1.bookabc.tmp", (1, 1))
    (cache / "mine").write_text("not ours")
    snapshot.open_dataset([folder])
    kept = {"dataset-00000004.dataset", "dataset-00000003.dataset", "mine"}
    assert {path.name for path in cache.iterdir()} == kept | {snapshot.cache_file([folder]).name}


# --- what a look-up reads of it


@pytest.fixture(scope="module")
def shipped():
    """The shipped dataset, read from its record files."""
    return load.load_dataset(record_folders.folders())


@pytest.fixture(scope="module")
def written(shipped, tmp_path_factory):
    """The shipped dataset in a file of sections."""
    file = tmp_path_factory.mktemp("sections") / "dataset"
    with open(file, "wb") as out:
        texts = snapshot_sections.folded_texts(shipped).items()
        kept = {name: snapshot_sections.encoded(text) for name, text in texts}
        snapshot_writing.write(out, shipped, b"the files", kept)
    return file


@pytest.fixture
def kept(written, tmp_path):
    """A copy of that file, of which nothing was read."""
    return snapshot_sections.opened(Path(shutil.copy(written, tmp_path)))


@pytest.fixture
def read(monkeypatch):
    """The sections that are read, and the kinds of which single records are read."""
    seen: list[str] = []
    section, part = SnapshotFile.section, SnapshotFile.part

    def whole(self, name):
        seen.append(name)
        return section(self, name)

    def one(self, name, *where):
        if where[1] < self.sections[name][1]:  # otherwise it is part of a whole section
            seen.append(f"one of {name}")
        return part(self, name, *where)

    monkeypatch.setattr(SnapshotFile, "section", whole)
    monkeypatch.setattr(SnapshotFile, "part", one)
    return seen


def never():
    raise AssertionError("nothing is damaged")


@pytest.mark.slow
def test_it_holds_all_that_the_files_say(kept, shipped):
    dataset = dataset_of(kept, never)
    assert dataset.digest == shipped.digest
    for kind in KINDS:
        assert list(dataset.kind(kind)) == list(shipped.kind(kind))
        assert len(dataset.kind(kind)) == len(shipped.kind(kind))
        assert dict(dataset.kind(kind).items()) == dict(shipped.kind(kind))
        assert dict(dataset.index[kind]) == shipped.index.get(kind, {})


@pytest.mark.slow
def test_it_knows_who_names_whom(kept, shipped):
    dataset = dataset_of(kept, never)
    naming: dict[tuple[str, str], dict[str, list[str]]] = {}
    for record in shipped:
        for to in dict.fromkeys(each[1:] for each in links(record)):
            naming.setdefault(to, {}).setdefault(record["kind"], []).append(record["id"])
    for kind in KINDS:
        for id_ in shipped.kind(kind):
            assert named_by(dataset, kind, id_) == naming.get((kind, id_), {})


@pytest.mark.slow
def test_a_cut_dataset_knows_who_names_whom_in_it(kept, shipped):
    for cut in ("2014", "2017"):
        seen, wanted = view(dataset_of(kept, never), cut).dataset, view(shipped, cut).dataset
        for id_ in shipped.kind("industries"):
            assert named_by(seen, "industries", id_) == named_by(wanted, "industries", id_)


FUND_ID = "national-ic-industry-investment-fund"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ask", "sections_read"),
    [
        (lambda dataset: dataset.get("funds", FUND_ID), {"funds.ids", "one of funds"}),
        (lambda dataset: dataset.get("funds", "no-such"), {"funds.ids"}),
        (lambda dataset: list(dataset.kind("funds")), {"funds.ids"}),
        (lambda dataset: len(dataset.kind("funds")), set()),
        (lambda dataset: list(dataset.kind("funds").values()), {"funds"}),
        (lambda dataset: list(dataset.kind("funds").items()), {"funds"}),
        (lambda dataset: named_by(dataset, "funds", FUND_ID), {"funds.links"}),
        (lambda dataset: lookup.find(dataset, "funds", FUND_ID), {"funds.ids", "one of funds"}),
        (
            lambda dataset: lookup.find(dataset, "funds", "big fund"),
            {"funds.ids", "kept:folded:funds", "one of funds"},
        ),
        (lambda dataset: lookup.find_any(dataset, FUND_ID),
         {*(f"{kind}.ids" for kind in KINDS), "about", "one of funds"}),
        (lambda dataset: search(dataset, "xinnengyuan").total,
         {f"kept:folded:{kind}" for kind in KINDS}),
    ],
)  # fmt: skip
def test_only_what_is_asked_for_is_read(kept, read, ask, sections_read):
    ask(dataset_of(kept, never))
    assert set(read) == sections_read
    assert len(read) == len(sections_read), "something was read twice"


@pytest.mark.slow
def test_many_single_records_are_read_at_once_in_the_end(kept, read):
    """Reading a kind by its ids does not search all ids for each."""
    sources = dataset_of(kept, never).kind("sources")
    for id_ in sources:
        assert sources[id_]["id"] == id_
    assert read.count("sources.ids") == read.count("sources") == 1
    assert read.count("one of sources") <= len(sources) // 8 + 1


@pytest.mark.slow
def test_of_a_large_kind_few_records_are_held(kept, shipped, read, monkeypatch):
    """It can be iterated over any number of times without keeping all records in memory."""
    monkeypatch.setattr(snapshot_sections, "LARGE", kept.size("sources") - 1)
    dataset = dataset_of(kept, never)
    sources, wanted = dataset.kind("sources"), shipped.kind("sources")
    for _ in range(2):
        assert list(sources.items()) == list(wanted.items())
        assert isinstance(sources, SnapshotRecords) and sources._all is None
        assert 0 < len(sources._some) <= len(wanted) // 8
    rows = dataset.in_order("sources") or ()
    assert [row["title"] for row in rows] == [wanted[row["id"]]["title"] for row in rows]
    assert read.count("sources.ids") == 1 and read.count("one of sources") > 2 * len(wanted)
    assert list(dataset.kind("funds").values()) and read[-1] == "funds", (
        "a small kind is read at once"
    )


@pytest.mark.slow
@cases
def test_a_command_reads_only_what_it_needs(shipped, read, monkeypatch, kept, line, wanted):
    monkeypatch.setattr(snapshot, "open_dataset", lambda folders: dataset_of(kept, never))
    assert main(line.split()) == 0
    assert {*read} == {*wanted}


@pytest.mark.slow
def test_a_card_reads_no_kind_as_a_whole(read, monkeypatch, kept):
    monkeypatch.setattr(snapshot, "open_dataset", lambda folders: dataset_of(kept, never))
    assert main(["funds", "show", FUND_ID, "-f", "plain"]) == 0
    assert not set(read) & set(KINDS), "a whole kind was read"
    assert {"funds.links", "one of sources"} <= set(read)


def test_an_empty_dataset_is_one_as_long_as_it_says_so(folder):
    (folder / "funds.yaml").unlink()
    (folder / "dataset.json").write_text('{"id": "mine", "title": "Mine"}')
    assert names(snapshot.open_dataset([folder])) == []
    (folder / "dataset.json").unlink()
    with pytest.raises(RecordsError, match="contains no records"):
        snapshot.open_dataset([folder])


# --- a record is printed as the line that it was read from


@pytest.mark.slow
def test_a_record_is_stored_as_it_is_printed(kept, shipped):
    dataset = dataset_of(kept, never)
    for kind in KINDS:
        # Records of one kind are all alike.
        for id_, record in islice(shipped.kind(kind).items(), 40):
            alone = SnapshotRecords(kept, kind, never)[id_]
            printed = record_json.line(dict(record))
            assert alone == record
            assert record_json.line(alone) == record_json.line(dataset.kind(kind)[id_]) == printed
            assert record_json.line({"record": alone}) == f'{{"record": {printed}}}'
            assert record_json.pretty(alone) == record_json.pretty(dict(record))


def test_what_is_hidden_is_stored_as_an_escape(tmp_path):
    name = {"en": "a\u00ad\u202e\ud800\x01,\n[c]\U0001f916", "zh": "\u4e2d"}
    records = {
        id_: {"kind": "terms", "id": id_, "name": name, "x": Decimal("2.40")} for id_ in "ab"
    }
    with open(tmp_path / "dataset", "wb") as out:
        snapshot_writing.write(out, RecordSet.of({"terms": records}), b"")
    read = dataset_of(snapshot_sections.opened(tmp_path / "dataset"), never).kind("terms")
    for record in (read["b"], *read.values()):
        assert record == records[record["id"]]
        assert record_json.line(record) == record_json.line(dict(record))
        assert "a\\u00ad\\u202e\\ud800\\u0001,\\n[c]\U0001f916" in record_json.line(record)


@pytest.mark.slow
@cases
def test_a_stored_record_cannot_change(kept, change, given):
    record = dataset_of(kept, never).get("funds", FUND_ID)
    with pytest.raises(TypeError, match="cannot be changed"):
        getattr(record, change)(*given)
    for copied in (copy.copy(record), copy.deepcopy(record), dict(record), record | {}):
        copied["id"] = "x"
        assert record_json.line(copied) != record_json.line(record)


@pytest.mark.slow
def test_queries_see_plain_values(kept, monkeypatch, mic25):
    monkeypatch.setattr(snapshot, "open_dataset", lambda folders: dataset_of(kept, never))
    assert mic25("funds", "--query", "[0].type(@)").out == '"object"\n'
    ran = mic25("funds", "show", FUND_ID, "--query", "keys(@)[:2]")
    assert (ran.code, ran.err) == (0, "")


# --- a whole list is printed in its order without being read


@pytest.mark.slow
def test_the_order_of_lists_is_kept(kept, shipped):
    dataset = dataset_of(kept, never)
    for kind, spec in KINDS.items():
        rows = dataset.in_order(kind)
        wanted = record_filters.ordered(
            list(shipped.kind(kind).values()), spec.sort, lambda each: each
        )
        assert rows == wanted == record_filters.select(dataset, kind, record_filters.Selection())
        assert shipped.in_order(kind) is None


@pytest.mark.slow
def test_a_list_for_machines_reads_no_record(kept, monkeypatch, mic25):
    monkeypatch.setattr(snapshot, "open_dataset", lambda folders: dataset_of(kept, never))
    parsed: list[int] = []
    real = json.loads

    def counted(text, **options):
        parsed.append(len(text))
        return real(text, **options)

    monkeypatch.setattr(snapshot_sections, "json", SimpleNamespace(loads=counted))
    for arguments in (["--json"], ["-f", "ndjson"], ["--limit", "3", "--json"]):
        assert mic25("sources", *arguments).code == 0
    assert parsed == []
    assert mic25("sources", "--fields", "title", "--limit", "3", "--json").code == 0
    assert len(parsed) == 1, "the kind is read at once, and once"


@pytest.mark.slow
def test_an_unread_record_is_a_record(kept, shipped):
    (row, *_) = dataset_of(kept, never).in_order("funds") or ()
    record = shipped.kind("funds")[row["id"]]
    assert row == record and dict(row) == record and list(row) == list(record)
    assert len(row) == len(record) and row.get("nothing") is None
    assert not hasattr(row, "__setitem__")
