"""The user's own folders: where platformdirs puts them, whether it is imported or not."""

import itertools
import sys
from pathlib import Path

import platformdirs
import pytest

from conftest import python
from mic25cli.store import record_folders, snapshot

PLACES = [None, "", "~", "relative/x", "/srv/some where", "/srv//x/", "$HOME/x"]


@pytest.mark.parametrize(("named", "home"), list(itertools.product(PLACES, PLACES)))
def test_it_is_where_platformdirs_says(named, home, monkeypatch):
    for variable, value in (
        ("XDG_CACHE_HOME", named), ("XDG_CONFIG_HOME", named), ("HOME", home),
    ):  # fmt: skip
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    assert record_folders.user_folder("cache") == Path(platformdirs.user_cache_dir("mic25", False))
    assert record_folders.user_folder("config") == Path(
        platformdirs.user_config_dir("mic25", False)
    )


@pytest.mark.slow
def test_without_a_home_there_is_no_cache(monkeypatch):
    def nobody(*_, **__):
        raise RuntimeError("no home")

    for variable in ("XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_dir", nobody)
    assert record_folders.user_folder("cache") is None
    assert len(snapshot.open_dataset([record_folders.shipped()]).kind("industries")) == 10


@pytest.mark.skipif(sys.platform != "linux", reason="the variables are those of Linux")
def test_a_look_up_does_not_need_to_ask():
    probe = (
        "import sys; from mic25cli.store.record_folders import user_folder; user_folder('cache');"
        "sys.exit('platformdirs' in sys.modules)"
    )
    assert python("-c", probe, check=False).returncode == 0
