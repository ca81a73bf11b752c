"""The installed: the datasets that travel with the package."""

import pytest

from conftest import RECORDS, ROOT
from mic25cli.errors import UsageError
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
