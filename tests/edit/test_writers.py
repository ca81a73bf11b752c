"""Rules for every command that writes records: where it may write, and where not."""

import os

import pytest

import mic25cli
from builders import files_of, written
from cases import data

DATASET, WRITERS = data(__file__, "DATASET", "WRITERS")

pytestmark = pytest.mark.parametrize("name", WRITERS)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = written(tmp_path / "r", DATASET)
    (tmp_path / "t.csv").write_text("year,value\n2021,5\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MIC25_RECORDS", "r")
    return made


def test_it_writes_to_its_file_alone_and_keeps_mode_and_link(mic25, folder, name):
    kind, words, dry = WRITERS[name]
    real, path = folder / ".real.yaml", folder / f"{kind}.yaml"
    path.rename(real)
    real.chmod(0o600)
    path.symlink_to(real.name)
    before = files_of(folder)
    assert mic25(*words, dry).code in (0, 1) and files_of(folder) == before
    assert mic25(*words).code == 0
    after = files_of(folder)
    changed = {each for each in before if before[each] != after[each]}
    assert changed == {path.name, real.name} and after.keys() == before.keys()
    assert path.is_symlink() and real.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
@pytest.mark.parametrize("target", ["../home/config.yaml", "../home/none/x.yaml"])
def test_a_link_out_of_the_folder_is_not_written_through(mic25, folder, name, target):
    kind, words, dry = WRITERS[name]
    home = folder.parent / "home"
    home.mkdir()
    (folder / f"{kind}.yaml").rename(home / "config.yaml")
    (folder / f"{kind}.yaml").symlink_to(target)
    before = files_of(home)
    for more in ((), (dry,)):
        assert mic25(*words, *more).code == 2
        assert files_of(home) == before and os.listdir(home) == ["config.yaml"]


def test_a_linked_folder_is_named_and_not_written_through(mic25, folder, name):
    kind, words, _ = WRITERS[name]
    shared = folder.parent / "shared"
    shared.mkdir()
    (folder / f"{kind}.yaml").rename(shared / "a.yaml")
    (folder / kind).symlink_to("../shared")
    before = files_of(shared)
    for more in (("--file", "a"), ("--file", "b")) if name == "add" else ((),):
        assert mic25(*words, *more).code == 2 and files_of(shared) == before
    if words[0] == "fmt":
        assert f"r/{kind}:1:1: error unreadable this folder is a link" in mic25(*words).err


def test_the_records_of_an_installed_package_are_refused(mic25, folder, monkeypatch, name):
    _, words, dry = WRITERS[name]
    monkeypatch.setattr(mic25cli, "__file__", str(folder.parent / "__init__.py"))
    before = files_of(folder)
    ran = mic25(*words)
    assert ran.code == 2 and "installed package" in ran.err and "mic25 init" in ran.err
    assert mic25(*words, dry).code in (0, 1) and files_of(folder) == before
