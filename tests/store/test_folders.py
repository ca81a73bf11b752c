"""Which folders and files are read, which override others, and the errors for bad ones."""

import os
from pathlib import Path

import pytest

import mic25cli
from builders import written
from cases import cases, data
from conftest import RECORDS, ROOT
from mic25cli.errors import RecordsError
from mic25cli.store import check_input, corrections, load, record_folders

FUND = "big-fund:\n  name: {en: Big Fund}\n"
INDICATOR = "share:\n  name: {en: Share}\n  definition: d\n  unit: percent\n"
TARGET, FILES = data(__file__, "TARGET", "FILES")


@pytest.fixture
def folders(tmp_path):
    """Several record folders: `folders({...}, {...})`."""

    def write(*each):
        return [written(tmp_path / f"folder-{number}", files) for number, files in enumerate(each)]

    return write


def test_a_later_folder_overrides_by_id(folders):
    both = folders(
        {"funds.yaml": FUND + "small-fund:\n  name: {en: Small Fund}\n"},
        {"funds/mine.yaml": "big-fund:\n  name: {en: My Fund}\nnew-fund:\n  name: {en: New}\n"},
    )
    dataset = load.load_dataset(both)
    assert {key: each["name"]["en"] for key, each in dataset.kind("funds").items()} == {
        "big-fund": "My Fund",
        "small-fund": "Small Fund",
        "new-fund": "New",
    }
    assert load.load_dataset(both[::-1]).kind("funds")["big-fund"]["name"]["en"] == "Big Fund"


def test_an_override_stands_where_it_was_written(folders):
    both = folders({"funds.yaml": FUND}, {"funds.yaml": "# mine\n" + FUND})
    source = load.load(both).sources["funds", "big-fund"]
    assert (source.path, source.place("big-fund", key=True)[0]) == (str(both[1] / "funds.yaml"), 2)


def test_the_digest_is_that_of_the_records(folders):
    small = "small-fund:\n  name: {en: Small Fund}\n"
    one, two, other = folders(
        {"funds.yaml": FUND + small},
        {"funds/a.yaml": "# a comment\n" + small, "funds/b.yml": FUND},
        {"funds.yaml": FUND + small.replace("Small", "Smaller")},
    )
    digests = [load.load_dataset([folder]).digest for folder in (one, two, other)]
    assert digests[0] == digests[1] != digests[2]
    assert len(digests[0]) == 64


def test_the_digest_does_not_ask_in_which_order_a_record_lists_its_claims(folders):
    both = [each.strip() for each in TARGET.split("milestones:")[1].strip().splitlines()]
    head = TARGET.split("milestones:")[0] + "milestones:\n    "
    texts = [head + "\n    ".join(each) + "\n" for each in (both, both[::-1], both[:-1])]
    digests = [
        load.load_dataset([folder]).digest
        for folder in folders(
            *({"indicators.yaml": INDICATOR, "targets.yaml": text} for text in texts)
        )
    ]
    assert digests[0] == digests[1] != digests[2]


def test_a_milestone_without_a_unit_is_in_the_indicator_s(records):
    folder = records({"indicators.yaml": INDICATOR, "targets.yaml": TARGET})
    target = load.load([folder]).records["targets"]["share-target"]
    assert [each["unit"] for each in target["milestones"]] == ["percent", "count", None]
    assert target["baseline"]["unit"] == "percent"


def test_the_indicator_of_a_target_may_lie_in_another_folder(folders):
    both = folders({"targets.yaml": TARGET}, {"indicators.yaml": INDICATOR})
    target = load.load(both).records["targets"]["share-target"]
    assert target["milestones"][0]["unit"] == "percent"


def test_a_list_of_corrections_is_no_file_of_records(records):
    folder = records({"funds.yaml": FUND, "corrections.yaml": "wrong: {said: a, right: b}\n"})
    assert [file.path.name for file in record_folders.files(folder)] == ["funds.yaml"]
    assert len(load.load([folder]).records["funds"]) == 1


def test_corrections_are_read_in_order_and_a_broken_list_is_refused(records):
    entry = "{date: 2026-01-02, cause: mistake, said: a, right: b}"
    folder = records({"corrections.yaml": f"late: {entry}\nearly: {entry}\n"})
    assert [(each.date, each.records) for each in corrections.read([folder])] == [
        ("2026-01-02", [])
    ] * 2
    [check] = check_input.scopes([], [folder])
    assert check.load().diagnostics == []
    for wrong in ("[", "a: b", "- a", entry.replace("01-02", "13-02"), entry.replace("said", "x")):
        (folder / "corrections.yaml").write_text(f"late: {wrong}\n", encoding="utf-8")
        with pytest.raises(RecordsError, match=r"corrections\.yaml"):
            corrections.read([folder])
        assert {fault.path for fault in check.load().diagnostics} == {f"{folder}/corrections.yaml"}


def test_a_look_up_in_invalid_records_names_the_first_fault_and_counts_the_rest(records):
    folder = records({"funds.yaml": "a: {nmae: {en: A}}\n", "fnuds.yaml": FUND})
    with pytest.raises(RecordsError) as caught:
        load.load_dataset([folder])
    assert f"{folder / 'fnuds.yaml'}:1:1: " in caught.value.message
    assert "(and 2 more)" in caught.value.message
    assert f"'mic25 validate --records {folder}'" in (caught.value.hint or "")
    assert len(caught.value.diagnostics) == 3


@cases
def test_an_empty_folder_is_no_dataset(folders, files):
    (folder,) = folders(files)
    with pytest.raises(RecordsError) as caught:
        load.load_dataset([folder])
    assert caught.value.message == f"'{folder}' contains no records"
    assert "'mic25 init DIR'" in (caught.value.hint or "")


def test_which_folders_are_read(folders, monkeypatch):
    one, two = folders({}, {})
    assert record_folders.folders([one, two]) == (one, two)
    monkeypatch.delenv("MIC25_RECORDS", raising=False)
    assert record_folders.folders() == (record_folders.shipped(),)
    named = {f"{one}{os.pathsep}{two}": (one, two), f"{one}{os.pathsep}": (one,), str(one): (one,)}
    for variable, found in {**named, "": (record_folders.shipped(),)}.items():
        monkeypatch.setenv("MIC25_RECORDS", variable)
        assert record_folders.folders() == found
        assert record_folders.folders([two]) == (two,), "the option goes first"


@pytest.mark.skipif(
    not Path(mic25cli.__file__).is_relative_to(ROOT / "src"),
    reason="an installed wheel is tested, and reads its own",
)
def test_a_repository_stands_for_the_records_in_it(tmp_path):
    inner = tmp_path / "records"
    inner.mkdir()
    assert record_folders.folders([tmp_path]) == (inner,)
    # A folder that is itself a dataset is read, whatever is in it.
    (tmp_path / "terms.yaml").write_text("{}\n")
    assert record_folders.folders([tmp_path]) == (tmp_path,)
    # A folder with just such a file name is not one if the other describes itself.
    (inner / "dataset.yaml").write_text("title: X\n")
    assert record_folders.folders([tmp_path]) == (inner,)
    (tmp_path / "dataset.yaml").write_text("title: X\n")
    assert record_folders.folders([tmp_path]) == (tmp_path,)


def test_the_records_that_come_with_it_are_its_own():
    """Those of the checkout or, if a wheel is tested, those within it."""
    package = Path(record_folders.__file__).parents[1]
    checkout = package.is_relative_to(RECORDS.parent / "src")
    assert record_folders.shipped() == (RECORDS if checkout else package / "records")


@cases
def test_a_folder_that_is_none(tmp_path, name, what, monkeypatch):
    (tmp_path / "file").write_text("")
    path = tmp_path / name
    with pytest.raises(RecordsError) as caught:
        record_folders.folders([path])
    assert caught.value.message == (
        f"the record folder '{path}' (from --records or --dataset) {what}"
    )
    monkeypatch.setenv("MIC25_RECORDS", str(path))
    with pytest.raises(RecordsError, match=r"\(from MIC25_RECORDS\)"):
        record_folders.folders()


@cases
def test_a_file_s_kind_is_in_its_name(records, path, kind):
    folder = records({path: ""})
    assert [file.kind for file in record_folders.files(folder)] == [kind]


def test_files_come_in_the_order_of_their_paths_and_hidden_ones_not_at_all(records):
    folder = records(FILES)
    found = [file.path.relative_to(folder).as_posix() for file in record_folders.files(folder)]
    assert found == ["funds/a.yml", "funds/b.yaml", "targets.yaml"]


def test_a_link_to_a_file_is_read_and_a_broken_one_is_a_fault(records, tmp_path):
    (tmp_path / "elsewhere.yaml").write_text(FUND)
    folder = records({"terms.yaml": ""})
    (folder / "funds.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert load.load([folder]).diagnostics == []
    (folder / "pilots.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (fault,) = load.load([folder]).diagnostics
    assert (fault.code, Path(fault.path).name) == ("unreadable", "pilots.yaml")


def _faults(folder):
    return [(Path(each.path).name, each.message) for each in load.load([folder]).diagnostics]


def test_a_linked_folder_of_records_is_a_fault(folders, tmp_path):
    (folder, other) = folders({"funds.yaml": FUND}, {"deep/er/terms.yaml": "a: {name: {en: A}}\n"})
    (folder / "terms").symlink_to(other)
    assert _faults(folder) == [("terms", "this folder is a link, and is not read")]
    with pytest.raises(RecordsError, match="is a link"):
        load.load_dataset([folder])


def test_a_linked_folder_without_records_is_none_of_ours(folders, tmp_path):
    (folder,) = folders({"funds.yaml": FUND})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("x")
    (folder / "docs").symlink_to(tmp_path / "docs")
    (folder / "circle").symlink_to("circle")
    assert _faults(folder) == []


def test_a_link_back_is_named_and_not_followed(folders):
    (folder,) = folders({"funds/a.yaml": FUND})
    (folder / "funds" / "again").symlink_to(folder)
    assert _faults(folder) == [("again", "this folder is a link, and is not read")]


def test_a_folder_that_lies_too_deep_is_a_fault(folders):
    (folder,) = folders({"funds/a/b/c/d/e/fine.yaml": FUND, "funds/a/b/c/d/e/f/x.yaml": FUND})
    assert _faults(folder) == [("f", "this folder lies more than 6 deep, and is not read")]
