"""`mic25 export --release`: a dataset in one archive with the same bytes, read back by its name."""

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import mic25cli as mic25_api
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.store import exported_json, installed_datasets, record_folders

ROOT = Path(__file__).resolve().parents[2]
DD = ROOT / "examples/digital-decade"
NAME = "the-eu-s-digital-decade-2021-to-2030"
AS_OF = "2026-06-30"


@pytest.fixture
def releases(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "mic25" / "releases"


def own(folder, version, old="", new=""):
    """A version of the Digital Decade dataset, with one change."""
    shutil.copytree(DD, folder)
    told = folder / "dataset.yaml"
    told.write_text(f"{told.read_text('utf-8')}\nversion: '{version}'\n", "utf-8")
    changed = 0
    for file in folder.rglob("*.yaml"):
        text = file.read_text("utf-8")
        changed += old in text
        file.write_text(text.replace(old, new, 1) if old else text, "utf-8")
    assert changed
    return folder


def files(archive):
    with zipfile.ZipFile(archive) as held:
        return {name.partition("/")[2]: held.read(name) for name in held.namelist()}


@pytest.mark.others
def test_two_runs_give_the_same_bytes_and_all_that_a_release_has(mic25, tmp_path):
    said = [mic25("export", "--release", "-o", str(tmp_path / name)) for name in "ab"]
    one, two = (tmp_path / name / "records-2026.11.zip" for name in "ab")
    assert one.read_bytes() == two.read_bytes()
    digest = hashlib.sha256(one.read_bytes()).hexdigest()
    assert all(digest in each.err for each in said)
    assert (tmp_path / "a/records-2026.11.zip.sha256").read_text() == f"{digest}  {one.name}\n"
    held = files(one)
    about = json.loads(held["release.json"])
    assert (about["dataset"], about["version"], about["license"]) == (
        "mic25",
        "2026.11",
        "CC-BY-4.0",
    )
    assert about["digest"] == mic25_api.open().digest
    assert about["files"].keys() == held.keys() - {"release.json"}
    for path, told in about["files"].items():
        assert hashlib.sha256(held[path]).hexdigest() == told
    package = json.loads(held["datapackage.json"])
    assert (package["name"], package["version"]) == ("mic25", "2026.11")
    assert {each["path"] for each in package["resources"]} <= held.keys()
    cited = YAML(typ="safe").load(held["CITATION.cff"].decode())
    assert cited["cff-version"] == "1.2.0" and cited["license"] == "CC-BY-4.0"
    assert (cited["type"], cited["version"]) == ("dataset", "2026.11")
    assert b"CC-BY-4.0" in held["LICENSE.txt"] and "CHANGES.md" not in held


@pytest.mark.slow
def test_a_release_is_read_back_by_its_name(mic25, releases):
    dataset = mic25_api.open(DD)
    assert mic25("export", "--release", "-o", str(releases), "--records", str(DD)).code == 0
    (name,) = installed_datasets.releases()
    assert name == f"{NAME}@2026.06"
    back = mic25_api.open(name)
    assert back.digest == dataset.digest
    assert [*back.progress(as_of=AS_OF)] == [*dataset.progress(as_of=AS_OF)]
    here, there = (
        mic25("progress", "--as-of", AS_OF, "-f", "json", *asked).out
        for asked in (("--records", str(DD)), ("--dataset", name))
    )
    assert here == there
    assert name in mic25("datasets", "-f", "tsv").out
    missing = mic25("progress", "--dataset", f"{NAME}@2026.07")
    assert missing.code == 2 and f"Did you mean '{name}'" in missing.err


@pytest.mark.others
def test_what_became_of_verdicts_stands_in_it(mic25, releases, tmp_path):
    first = own(tmp_path / "first", "1", "title", "title")
    assert mic25("export", "--release", "-o", str(releases), "--records", str(first)).code == 0
    rows = mic25_api.open(first).progress(as_of=AS_OF)
    named = (first / "assessments.yaml").read_text("utf-8")  # linked records have to stay
    judged = next(
        row["record"] for row in rows if row["status"] in ASSESSED and row["record"] not in named
    )
    second = own(tmp_path / "second", "2", "title", "title")
    for file in second.rglob("*.yaml"):
        text = file.read_text("utf-8")
        changed = re.sub(rf"(?ms)^{judged}:\n.*?(?=^\S|\Z)", "", text)
        file.write_text(changed, "utf-8")
    again = mic25(
        "export", "--release", "-o", str(releases), "--records", str(second),
        "--against", f"{NAME}@1",
    )  # fmt: skip
    assert again.code == 0, again.err
    held = files(releases / f"{NAME}-2.zip")
    assert json.loads(held["release.json"])["since"] == "1"
    changes = held["CHANGES.md"].decode()
    assert "1 → 2" in changes and judged in changes and "gone" in changes
    told = mic25("progress", "--records", str(second), "--against", f"{NAME}@1", "-f", "tsv")
    assert judged in told.out
    # An earlier release without a version has the name of its month.
    later = ("--release", "-o", str(tmp_path / "later"), "--records", str(second))
    assert mic25("export", *later, "--against", str(DD)).code == 0
    held = files(tmp_path / "later" / f"{NAME}-2.zip")
    assert json.loads(held["release.json"])["since"] == "2026.06"
    assert "2026.06 → 2" in held["CHANGES.md"].decode()


def published_with(archive, old, new):
    """A release as a program with another rule would have published it."""
    held = files(archive)
    assert old in held["mic25.json"].decode()
    held["mic25.json"] = held["mic25.json"].decode().replace(old, new, 1).encode()
    about = json.loads(held["release.json"])
    about["files"]["mic25.json"] = hashlib.sha256(held["mic25.json"]).hexdigest()
    held["release.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(archive, "w") as written:
        for name, data in held.items():
            written.writestr(f"{archive.stem}/{name}", data)


@pytest.mark.others
def test_a_release_counts_why_verdicts_changed(mic25, releases, tmp_path):
    first = own(tmp_path / "first", "1", "title", "title")
    assert mic25("export", "--release", "-o", str(releases), "--records", str(first)).code == 0
    records = "".join(file.read_text("utf-8") for file in first.glob("indicators/*.yaml"))
    figure = next(
        each
        for row in mic25_api.open(first).progress(as_of=AS_OF)
        if row["status"] in ASSESSED
        and records.count(each := f"period: {row['seen_period']}, value: {row['seen_value']},") == 1
    )
    more = "1" if "." in figure else ".1"
    second = own(tmp_path / "second", "2", figure, f"{figure[:-1]}{more},")

    def changes(against, place):
        ask = ("export", "--release", "--records", str(second), "-o", str(tmp_path / place))
        assert mic25(*ask, "--against", against).code == 0
        return files(tmp_path / place / f"{NAME}-2.zip")["CHANGES.md"].decode()

    told = changes(f"{NAME}@1", "a")
    assert re.search("by corrected figures: [1-9]", told), told
    assert "a changed rule alone makes different: 0." in told
    published_with(releases / f"{NAME}-1.zip", '"status": "not-assessable"', '"status": "met"')
    assert "a changed rule alone makes different: 1." in changes(f"{NAME}@1", "b")
    assert "different: not known, because 1 does not have" in changes(str(first), "c")
    published_with(releases / f"{NAME}-1.zip", '"statuses": [', '"statuses": [7, ')
    ask = ("export", "--release", "--records", str(second), "-o", str(tmp_path / "d"))
    refused = mic25(*ask, "--against", f"{NAME}@1")
    assert refused.code == 2 and "not an exported dataset" in refused.err


@pytest.mark.others
def test_a_version_keeps_its_content(mic25, releases, tmp_path):
    ask = ("export", "--release", "-o", str(releases), "--records")
    assert mic25(*ask, str(own(tmp_path / "first", "1", "title", "title"))).code == 0
    before = (releases / f"{NAME}-1.zip").read_bytes()
    other = own(tmp_path / "other", "1", "authority: A", "authority: B")
    refused = mic25(*ask, str(other))
    assert refused.code == 2 and "with other content" in refused.err
    assert (releases / f"{NAME}-1.zip").read_bytes() == before
    assert mic25(*ask, str(other), "--force").code == 0
    assert (releases / f"{NAME}-1.zip").read_bytes() != before


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_an_archive_that_is_no_release(mic25, releases, content):
    releases.mkdir(parents=True)
    odd = releases / "odd.zip"
    odd.write_bytes(content)
    assert installed_datasets.releases() == {}
    ran = mic25("targets", "--records", str(odd))
    assert ran.code == 2 and "is not an exported dataset" in ran.err


def odd_releases(folder, count):
    """Archives that claim to be releases but contain no dataset."""
    facts = {"schema": "mic25.release/1", "dataset": "odd", "digest": "", "files": {}}
    folder.mkdir(parents=True)
    for number in range(count):
        with zipfile.ZipFile(folder / f"odd-{number:02}.zip", "w") as archive:
            archive.writestr("odd/mic25.json", "{}")
            archive.writestr("odd/release.json", json.dumps({**facts, "version": f"{number:02}"}))


def test_each_release_of_a_folder_is_read_once(mic25, releases, monkeypatch):
    odd_releases(releases, 6)
    names = []
    first = exported_json.release_name
    monkeypatch.setattr(
        exported_json, "release_name", lambda path: names.append(path.stem) or first(path)
    )
    ran = mic25("datasets", "--json")
    assert sorted(names) == [f"odd-{number:02}" for number in range(6)]
    assert ran.err.count("is not in that list") == 6


def test_a_folder_of_many_releases_takes_bounded_time(mic25, releases, monkeypatch):
    odd_releases(releases, 5)
    monkeypatch.setattr("mic25cli.cli.overviews.MOST_SECONDS", 0)
    ran = mic25("datasets", "--json")
    assert [each["dataset"] for each in json.loads(ran.out)] == [*installed_datasets.names()]
    assert "odd@00, odd@01, odd@02, …" in ran.err and "is not in that list" not in ran.err


def test_the_folder_of_releases_is_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert (
        record_folders.user_folder("data") == tmp_path / "mic25"
        and installed_datasets.releases() == {}
    )


def test_the_workflow_pins_its_actions_and_gives_no_job_more_than_it_needs():
    told = YAML(typ="safe").load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    assert told["permissions"] == {}
    used = [
        step["uses"] for job in told["jobs"].values() for step in job["steps"] if "uses" in step
    ]
    assert used and all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in used)
    assert told["jobs"]["pypi"]["permissions"] == {"id-token": "write"}
    assert "password" not in json.dumps(told)
