"""The law of stored results: the next run prints the same as with an empty cache, to the byte.

The suite damages one file of each kind in some ways, and some file in each way; with FUZZ, every
file of the shipped dataset in every way. The times of a file are set back after each change, and
files count as old at once.
"""

import os
import shutil

import pytest

from conftest import RECORDS
from mic25cli.edit.new_folder import STARTER
from states import SLIPS, Kept

pytestmark = pytest.mark.slow

FUZZ = "FUZZ" in os.environ
DATASET = RECORDS if FUZZ else STARTER
FILES = [path.relative_to(DATASET) for path in sorted(DATASET.rglob("*.yaml"))]
EACH = 1 if FUZZ else 4
"""Each file is damaged in one of so many ways, the next file in the ways after these."""


@pytest.fixture
def kept(tmp_path, mic25, monkeypatch):
    yield Kept(tmp_path, mic25, monkeypatch)


def laid_out(dataset, name, slip=None):
    """Restore the dataset, with an error in one file whose times are then set back."""
    shutil.rmtree(dataset, ignore_errors=True)
    shutil.copytree(DATASET, dataset, ignore=shutil.ignore_patterns("*.md", "*.yml"))
    if slip is not None:
        slip(dataset / name)
    for path in dataset.rglob("*.yaml"):
        os.utime(path, ns=(10**18, 10**18))


@pytest.mark.others
@pytest.mark.parametrize("name", FILES, ids=str)
def test_after_any_slip_a_run_says_what_it_says_without_a_cache(kept, name):
    there = ("--records", str(kept.dataset))
    listed = (name.parts[0].removesuffix(".yaml"), "--json", *there)
    checked = ("validate", *there)
    slips = list(SLIPS.values())[FILES.index(name) % EACH :: EACH]
    faulty = 0
    for slip in slips:
        laid_out(kept.dataset, name)
        before = kept.used
        sound = kept.run(kept.warm, *listed)
        assert kept.run(kept.warm, *listed) == sound
        assert kept.used > before, "the snapshot is kept, and answers"
        laid_out(kept.dataset, name, slip)
        faulty += kept.hold(checked, listed)[0]
    assert faulty >= len(slips) // (2 if FUZZ else 4)
    laid_out(kept.dataset, name)
    assert kept.hold(checked, ("validate", str(kept.dataset / name)), listed) == [0, 0, 0]


def test_a_check_needs_no_home_and_keeps_nothing(kept, monkeypatch, tmp_path):
    laid_out(kept.dataset, FILES[0])
    assert kept.run(kept.warm, "validate", "--records", str(kept.dataset)).code == 0
    assert not kept.warm.exists()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "")
    monkeypatch.chdir(tmp_path)
    assert kept.mic25("validate", "--records", str(kept.dataset)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]
