"""The installed datasets, which come with the package."""

import pytest

from conftest import RECORDS, ROOT
from mic25cli.errors import RecordsError, UsageError
from mic25cli.store import installed_datasets, record_folders


def test_the_datasets_lie_where_the_tree_has_them():
    found = {name: installed_datasets.folder(name) for name in installed_datasets.names()}
    assert found["mic25"] == record_folders.shipped()
    if record_folders.shipped() == RECORDS:
        # An installed package has its own.
        assert found["digital-decade"] == ROOT / "examples" / "digital-decade"
    assert len(set(found.values())) == 3
    assert all((folder / "dataset.yaml").is_file() for folder in found.values())


def test_a_name_of_no_dataset_names_the_nearest():
    with pytest.raises(UsageError, match="'mic24' is not a dataset") as slip:
        installed_datasets.folder("mic24")
    assert slip.value.hint == "did you mean 'mic25'?"


def test_what_is_refused_holds_on_to_nothing(tmp_path, monkeypatch):
    """The traceback of an error keeps the content of its archive, and a folder may have many."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "mic25" / "releases"
    folder.mkdir(parents=True)
    for name in "abc":
        (folder / f"{name}.zip").write_bytes(b"PK")
    refused: list[RecordsError] = []
    assert installed_datasets.releases(refused) == {} and len(refused) == 3
    for each in refused:
        assert each.hint
        assert each.__traceback__ is None and each.__cause__ is None and each.__context__ is None
