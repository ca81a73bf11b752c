"""A folder, its exported file and its release are checked alike, and none is trusted."""

import hashlib
import io
import json
import random
import shutil
import struct
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import simplejson

import check_examples as examples
import mic25cli as api
from builders import spoil
from cases import cases, data
from mic25cli.calc.progress_question import Question
from mic25cli.check.run import check
from mic25cli.errors import RecordsError
from mic25cli.export import formats
from mic25cli.export.table_content import Content
from mic25cli.store import exported_json, installed_datasets, load, snapshot

ROOT = Path(__file__).resolve().parents[2]
POWER = ROOT / "tests/datasets/power"
Held = dict[str, Any]
[ODD] = data(__file__, "ODD", exact=True)


def codes(*places):
    """The problems reported in records, by code, kind and id."""
    found = check(load.load(places)).diagnostics
    return Counter((each.code, each.kind, each.id) for each in found)


def held_in(dataset, folder):
    """The export of a dataset as plain values, without its tables, which are not read."""
    content = Content(dataset, "0", Question("2026", None), ())
    content.__dict__["tables"] = ()
    folder.mkdir(parents=True, exist_ok=True)
    formats.json(content, folder)
    return simplejson.loads((folder / "mic25.json").read_text("utf-8"), use_decimal=True)


def text_of(value):
    return str(simplejson.dumps(value, use_decimal=True))


def as_folder(held, folder):
    """The records of an export as record files: JSON is YAML."""
    folder.mkdir()
    (folder / "dataset.yaml").write_text(text_of(held["profile"]), "utf-8")
    for kind, records in held["records"].items():
        for number, each in enumerate(records):
            own = {key: value for key, value in each.items() if key not in ("kind", "id")}
            file = folder / kind / f"{number}.yaml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{text_of(each['id'])}: {text_of(own)}\n", "utf-8")
    return folder


def as_file(held, file):
    file.write_text(text_of(held), "utf-8")
    return file


def as_release(held, file, method=zipfile.ZIP_DEFLATED, **said):
    """A release of an export, with correct hashes."""
    text = held if isinstance(held, str) else text_of(held)
    profile = {} if isinstance(held, str) else held["profile"]
    about = {
        "schema": "mic25.release/1",
        "dataset": profile.get("id"),
        "version": profile.get("version") or "2026",
        "digest": "" if isinstance(held, str) else held["about"]["digest"],
        "files": {"mic25.json": hashlib.sha256(text.encode()).hexdigest()},
        **said,
    }
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("it/mic25.json", text)
        archive.writestr("it/release.json", json.dumps(about))
    return file


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    return held_in(snapshot.open_dataset((POWER,)), folder)


def in_all_forms(held, folder):
    """The problems in an export as a folder, as a file, and as a release."""
    folder.mkdir(parents=True, exist_ok=True)
    forms = (as_folder(held, folder / "dataset"), as_file(held, folder / "dataset.json"))
    return [codes(each) for each in (*forms, as_release(held, folder / "dataset.zip"))]


# --- the law


@pytest.mark.others
@pytest.mark.parametrize("name", [*installed_datasets.names(), POWER])
def test_a_dataset_its_export_and_its_release_are_judged_alike(mic25, tmp_path, name):
    here = name if isinstance(name, Path) else installed_datasets.folder(name)
    for words in (("-f", "json"), ("--release",)):
        out = ("-o", str(tmp_path / words[0]), *words)
        assert mic25("export", *out, "--records", str(here)).code == 0
    (zipped,) = (tmp_path / "--release").glob("*.zip")
    wanted = codes(here)
    for there in (tmp_path / "-f" / "mic25.json", zipped):
        assert codes(there) == wanted
        ran = mic25("validate", "--records", str(there), "-f", "json")
        told, mine = json.loads(ran.out), mic25("validate", "--records", str(here), "-f", "json")
        own = json.loads(mine.out)["summary"]
        assert told["summary"] == {**own, "files": 1} and ran.code == mine.code
        assert mic25("validate", str(there), "-f", "json").out == ran.out


RESOLVED = {"empty-file", "former-id"}
"""Problems that an export cannot have: it has no files, and uses the newest ids."""


@pytest.mark.slow
@pytest.mark.parametrize("case", examples.cases("bad"), ids=examples.name)
def test_what_a_rule_finds_in_a_folder_it_finds_in_the_export(case, tmp_path):
    both = examples.DATASET, examples.unpacked(case, tmp_path)
    try:
        dataset = load.load_dataset(both)
    except RecordsError:
        return  # Records that fit no model cannot be exported; see below.
    held_in(dataset, tmp_path / "out")

    def places(*given):
        found = check(load.load(given)).diagnostics
        return Counter((each.code, each.id, each.field) for each in found)

    wanted = Counter({key: n for key, n in places(*both).items() if key[0] not in RESOLVED})
    assert places(tmp_path / "out" / "mic25.json") == wanted


@cases(exact=True)
def test_damage_is_found_alike_in_all_three(sound, tmp_path, code, path, new):
    held: Held = simplejson.loads(text_of(sound), use_decimal=True)
    spoil(held, path, new)
    folder, file, release = in_all_forms(held, tmp_path)
    assert folder == file == release
    assert code in {each for each, _, _ in folder}, folder


@pytest.mark.others
def test_any_damage_is_found_alike_in_all_three(sound, tmp_path):
    draw = random.Random(38)
    for turn in range(60):
        held: Held = simplejson.loads(text_of(sound), use_decimal=True)
        for _ in range(draw.randint(1, 3)):
            spot: Any = draw.choice([each for each in held["records"].values() if each])
            spot = draw.choice(spot)
            while True:
                keys = list(range(len(spot)) if isinstance(spot, list) else spot)
                key = draw.choice(keys)
                if not (isinstance(spot[key], dict | list) and spot[key] and draw.random() < 0.7):
                    break
                spot = spot[key]
            if key not in ("id", "kind"):
                spot[key] = draw.choice(ODD)
        folder, file, release = in_all_forms(held, tmp_path / f"{turn}")
        assert folder.keys() == file.keys() == release.keys(), turn


@cases
def test_a_fault_is_told_at_its_line_and_column(sound, tmp_path, old, new, code):
    lines = text_of(sound).replace(', {"kind": ', ',\n   {"kind": ').replace("[{", "[\n{")
    assert old in lines
    file = tmp_path / "x.json"
    text = lines.replace(old, new)
    file.write_text(text, "utf-8")
    found = next(each for each in check(load.load([file])).diagnostics if each.code == code)
    assert found.path == load.typed_path(file)
    line = text.split("\n")[found.line - 1]
    assert line[found.column - 1 :].startswith(('"odd": "b"', '"odd": "\\ud83d', "d800", "\u2028"))


@cases
def test_what_is_not_whole_is_refused(sound, tmp_path, old, new):
    """`new` replaces `old`, or the last bracket; a list is a text and its number of repetitions."""
    text = text_of(sound)
    if isinstance(new, list):
        text = new[0] * new[1]
    else:
        text = text.replace(old, new, 1) if old else text[:-1] + new
    (tmp_path / "x.json").write_text(text, "utf-8")
    for there in (tmp_path / "x.json", as_release(text, tmp_path / "x.zip", version="7")):
        with pytest.raises(RecordsError, match=f"{there.name}.* is not an exported dataset"):
            load.load([there])


def test_the_summary_names_the_kind_where_a_file_has_several(mic25, sound, tmp_path):
    held: Held = simplejson.loads(text_of(sound), use_decimal=True)
    spoil(held, "records.targets.0.milestones.0.cite", [])
    file, count = as_file(held, tmp_path / "x.json"), len(held["records"]["targets"])
    ran = mic25("validate", "--records", str(file))
    assert f"{file}, targets: {count - 1} of {count} records fine, 1 error" in ran.err
    assert mic25("validate", str(file), "-f", "junit").out.count("<failure") == 1


# --- releases


@pytest.fixture
def release(mic25, tmp_path, monkeypatch):
    """The release of a small dataset, in the user's folder for releases."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "mic25" / "releases"
    assert mic25("export", "--release", "-o", str(folder), "--records", str(POWER)).code == 0
    (found,) = folder.glob("*.zip")
    return found


def changed(release, change):
    with zipfile.ZipFile(release) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    top = next(iter(files)).partition("/")[0]
    own = {name.partition("/")[2]: data for name, data in files.items()}
    change(own)
    with zipfile.ZipFile(release, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in own.items():
            archive.writestr(f"{top}/{name}", data)


def told_otherwise(key, value):
    def change(files):
        about = json.loads(files["release.json"])
        files["release.json"] = json.dumps({**about, key: value}).encode()

    return change


def with_another_record(files):
    files["mic25.json"] = files["mic25.json"].replace(b"wind", b"wand")


def with_its_hash(files):
    with_another_record(files)
    hashes = {name: hashlib.sha256(files[name]).hexdigest() for name in {*files} - {"release.json"}}
    told_otherwise("files", hashes)(files)


CHANGES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "'mic25.json' has another SHA-256": with_another_record,
    "'data/targets.csv' has another SHA-256": lambda files: files.update(
        {"data/targets.csv": files["data/targets.csv"] + b"\n"}
    ),
    "'CITATION.cff' is missing": lambda files: files.pop("CITATION.cff"),
    "'more.txt' is not in that list": lambda files: files.update({"more.txt": b""}),
    "version '2099' is '7'": told_otherwise("version", "2099"),
    "dataset 'mic25' is 'invented-power'": told_otherwise("dataset", "mic25"),
    "digest '00' is": told_otherwise("digest", "00"),
    "' in 'mic25.json'": with_its_hash,
}


@pytest.mark.slow
@pytest.mark.parametrize("said", CHANGES)
def test_a_release_that_is_not_what_it_says_is_refused_at_every_door(mic25, release, said):
    assert mic25("targets", "--records", str(release)).code == 0  # and a snapshot is stored
    changed(release, CHANGES[said])
    name = exported_json.release_name(release)
    for words in (
        ("targets", "--records", str(release)),
        ("targets", "--dataset", str(release)),
        ("targets", "--dataset", name),
        ("validate", "--records", str(release)),
        ("validate", str(release)),
        ("info", "--records", str(release)),
        ("datasets", "--dataset", name),
        ("progress", "--records", str(POWER), "--against", name),
        ("diff", "--records", str(POWER), "--records-from", str(release)),
    ):
        ran = mic25(*words)
        assert (ran.code, ran.out) == (2, ""), words
        assert said in ran.err and str(release) in ran.err, words
    for given in (release, name):
        with pytest.raises(RecordsError, match=said.partition("'")[2].partition("'")[0]):
            api.open(given)


@pytest.mark.slow
def test_one_bad_archive_disables_no_other(mic25, release):
    name = exported_json.release_name(release)
    alone = mic25("targets", "--dataset", name).out
    rows = mic25("datasets", "-f", "tsv").out
    for number, text in enumerate(("[" * 200_000, '{"a":' * 100_000, "{}", "[]", "1", "\xff")):
        with zipfile.ZipFile(release.with_name(f"a{number}.zip"), "w") as archive:
            archive.writestr("a/release.json", text.encode("latin-1"))
            archive.writestr("a/mic25.json", "{}")
    for number, raw in enumerate((b"", b"PK", release.read_bytes()[:-30])):
        release.with_name(f"z{number}.zip").write_bytes(raw)
    # A forgery of the same name, before and after the release.
    for other in ("a.zip", "z.zip"):
        shutil.copy(release, forged := release.with_name(other))
        changed(forged, with_another_record)
    assert mic25("targets", "--dataset", name).out == alone
    listed = mic25("datasets", "-f", "tsv")
    assert (listed.code, listed.out) == (0, rows)
    assert all(f"{each}.zip" in listed.err for each in ("a0", "a5", "z0", "z2"))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_archive_is_refused_by_its_name(sound, tmp_path, method):
    whole = as_release(sound, tmp_path / "x.zip", method).read_bytes()
    assert load.load([tmp_path / "x.zip"]).records
    draw, refused = random.Random(method), 0
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(draw.choice((1, 3))):
            raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
        (tmp_path / "x.zip").write_bytes(raw)
        try:
            found = load.load([tmp_path / "x.zip"])
        except RecordsError as fault:
            refused += 1
            assert "x.zip" in fault.message
        else:
            assert len(found.records) and not found.diagnostics
    assert refused > 50


# --- bounds


def used(release):
    """The maximum memory of reading a release, in bytes, beyond that at the start."""
    tracemalloc.start()
    try:
        with pytest.raises(RecordsError, match=release.name):
            load.load([release])
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.others
@pytest.mark.parametrize("filling", ["[],", "{},", "1,", '"",', "1.5,", " ", '{"a":1},'])
def test_a_small_archive_takes_little_memory(tmp_path, filling):
    many = filling * (30_000_000 // len(filling)) + "0"
    head = '{"schema": "mic25.dataset/1", "about": {}, "profile": {}, "records": {"targets": ['
    for text in (f"[{many}]", f"{head}{many}]}}}}", f'{head}{{"kind": [{many}]}}]}}}}'):
        found = as_release(text, tmp_path / "x.zip")
        assert found.stat().st_size < 400_000
        assert used(found) < 300e6
    with zipfile.ZipFile(tmp_path / "y.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/mic25.json", "{}")
        archive.writestr("a/release.json", f"[{many}]")
    assert used(tmp_path / "y.zip") < 20e6


@pytest.mark.parametrize("piece", [" ", "\n", '"', "\\", '"\\', '"a', "a", '","', "1"])
@pytest.mark.parametrize("head", ["", "{", '{"records": ', '{"records": "', '{"records": {}}'])
def test_what_never_ends_is_gone_through_once(tmp_path, head, piece):
    """Blanks after the last bracket used to take minutes: each started a new search for one."""
    file = tmp_path / "x.json"
    file.write_text(head + piece * (300_000 // len(piece)), encoding="utf-8")
    before = process_time()
    with pytest.raises(RecordsError, match=r"x\.json"):
        load.load([file])
    assert process_time() - before < 3


def test_what_is_wrong_is_told_without_words_of_python(sound, tmp_path):
    text = text_of(sound)
    odd = (
        text.encode("utf-16"),
        text.replace('"schema"', '"x": ' + "9" * 5000 + ', "schema"', 1).encode(),
        text.replace('"title"', '"ti\xe9tle"', 1).encode("latin-1", "replace"),
    )
    for raw in odd:
        (tmp_path / "x.json").write_bytes(raw)
        with pytest.raises(RecordsError) as told:
            load.load([tmp_path / "x.json"])
        assert not any(word in str(told.value) for word in ("codec", "sys.", "byte 0x")), told


@pytest.mark.others
def test_sizes_that_an_archive_tells_wrongly_do_not_count(tmp_path):
    for packed in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", packed) as archive:
            archive.writestr("a/mic25.json", bytes(50_000_000))
            archive.writestr("a/release.json", "{}")
        told = data.getvalue().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 100))
        (tmp_path / "x.zip").write_bytes(told)
        assert used(tmp_path / "x.zip") < 20e6
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(30_000):
            archive.writestr(f"a/{number}", b"")
    with pytest.raises(RecordsError, match="too many files"):
        load.load([tmp_path / "x.zip"])


# --- what is published has no error


@pytest.mark.others
def test_no_release_has_an_error_and_an_export_tells_of_them(mic25, tmp_path):
    folder = shutil.copytree(POWER, tmp_path / "dataset")
    (folder / "terms.yaml").write_text("odd:\n  name: {en: Odd}\n  definition: An odd thing.\n")
    here = ("--records", str(folder))
    assert mic25("validate", *here).code == 1
    refused = mic25("export", "--release", "-o", str(tmp_path / "out"), *here)
    assert refused.code == 2 and "1 error" in refused.err and not (tmp_path / "out").exists()
    assert f"mic25 validate {' '.join(here)}" in refused.err
    for words in (("export", "-o", str(tmp_path / "x")), ("site", "-o", str(tmp_path / "y"))):
        told = mic25(*words, *here)
        assert told.code == 0 and "errors in the records: 1" in told.err
        assert f"mic25 validate {' '.join(here)}" in told.err
        assert "errors" not in mic25(*words, *here[:1], str(POWER), "--force").err
