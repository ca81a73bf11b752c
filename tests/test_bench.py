"""The data of the benchmark: the same from the same seed, valid, and broken only where stated."""

import sys
from pathlib import Path

import pytest

from conftest import ROOT
from mic25cli.check.run import check
from mic25cli.store import load


@pytest.fixture
def generated(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "bench"), *sys.path])
    import generated

    return generated


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.yaml")
    }


def test_the_same_seed_gives_the_same_dataset(generated, tmp_path):
    for name in ("one", "two"):
        generated.dataset(tmp_path / name, 30)
        generated.next_edition(tmp_path / name, tmp_path / f"{name}-next")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one-next") == contents(tmp_path / "two-next")
    assert contents(tmp_path / "one") != contents(tmp_path / "one-next")


def test_a_dataset_is_sound_until_it_is_spoilt(generated, tmp_path):
    generated.dataset(tmp_path / "dataset", 60)
    assert check(load.load([tmp_path / "dataset"])).diagnostics == ()
    spoilt = generated.broken(tmp_path / "dataset" / "targets", 5)
    found = check(load.load([tmp_path / "dataset"])).diagnostics
    assert {Path(each.path).name for each in found} == spoilt
    assert len(spoilt) == 12
