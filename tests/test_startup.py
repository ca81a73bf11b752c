"""The imports of a command: start-up is measured in modules here, and in seconds by bench/."""

import json
import os

import pytest

from cases import cases, data
from conftest import python
from mic25cli.store import profile, record_folders
from read_once import snapshot_of_shipped

pytestmark = pytest.mark.others

PROBE, WHOLE_PROGRAM, OPENED, SELDOM = data(__file__, "PROBE", "WHOLE_PROGRAM", "OPENED", "SELDOM")
HEAVY = {"pydantic", "pydantic_core", "ruamel", "_ruamel_yaml", "rich", "jinja2"}
"""Packages that neither help nor a look-up in JSON needs."""

LARGE = (
    "mic25cli.calc.progress.", "mic25cli.calc.tables", "mic25cli.view.render.terminal",
    "mic25cli.calc.chart_data", "mic25cli.cli.chart", "mic25cli.view.chart",
)  # fmt: skip
"""Parts of our own that a look-up in JSON does not need."""


def imported(*arguments, probe=PROBE):
    """The modules in memory after a command line has run in a process of its own."""
    ran = python("-c", probe, *arguments)
    code, names = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stderr
    return set(names)


def catalogues(*arguments):
    """The catalogues of words that a command line reads."""
    ran = python("-c", OPENED, *arguments)
    opened = json.loads(ran.stderr.splitlines()[-1])
    return [os.path.basename(name) for name in opened if "/words/" in name.replace(os.sep, "/")]


def packages(names):
    return {name.partition(".")[0] for name in names}


@pytest.fixture
def warm():
    """A current snapshot of the shipped records."""
    snapshot_of_shipped()


@cases(ids=" ".join)
def test_version_and_help_import_nothing_heavy(arguments):
    snapshot_of_shipped()
    names = imported(*arguments)
    assert "mic25cli.cli.app" in names
    assert packages(names) & HEAVY == set()
    # Help reads the profile of its dataset, but not its records.
    if "--help" not in arguments:
        assert not {name for name in names if name.startswith("mic25cli.store")}


@cases
def test_words_are_read_only_where_they_are_shown(warm, arguments, read):
    assert catalogues(*arguments) == read


def test_version_loads_no_command(warm):
    names = imported("--version")
    ours = {name for name in names if name.startswith("mic25cli.cli.")}
    tree = ("main", "app", "commands", "terminal_io")
    assert ours <= {f"mic25cli.cli.{name}" for name in tree}


@cases(ids=" ".join)
def test_a_look_up_from_an_unchanged_dataset_imports_nothing_heavy(warm, arguments):
    names = imported(*arguments)
    assert packages(names) & HEAVY == set()
    assert "mic25cli.store.snapshot" in names
    # Typer reads help, errors and unusual forms; `info` asks it where each value comes from.
    assert "typer" not in names or "info" in arguments
    if not {"tsv", "csv"} & set(arguments):
        assert not {name for name in names if name.startswith(LARGE)}
    assert "mic25cli.store.load" not in names, "the snapshot was not used"


@pytest.mark.parametrize("arguments", [("--help",), ("help",), ("funds", "--help")], ids=" ".join)
def test_the_first_help_of_an_installation_reads_the_profile_as_kept(
    tmp_path, monkeypatch, arguments
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert packages(imported(*arguments)) & (HEAVY - {"rich"}) == set()


def test_the_kept_profile_is_what_the_models_read():
    raw = (record_folders.shipped() / "dataset.yaml").read_bytes()
    assert profile.parsed("dataset.yaml", raw) == profile.checked("dataset.yaml", raw)
    other = raw + b"\n# another file\n"
    assert profile.parsed("dataset.yaml", other) == profile.checked("dataset.yaml", raw)


def test_a_table_needs_no_parser_and_no_models_and_rich_only_for_colours(warm):
    names = imported("funds", "-f", "table", "-q")
    drawing = {"rich.console", "rich.text", "rich.style"}
    assert packages(names) & {"pydantic", "ruamel", "_ruamel_yaml"} == names & drawing == set()
    assert drawing <= imported("funds", "-f", "table", "-q", "--color", "always")


@cases(ids=" ".join)
def test_what_follows_from_the_dataset_alone_is_read_and_not_judged(warm, arguments):
    # The first run stores its results, unless another process is just writing the snapshot.
    runs = (imported(*arguments) for _ in range(4))
    names = next((names for names in runs if "mic25cli.calc.progress.result" not in names), set())
    assert names, "it was judged in each of four runs"
    assert "typer" not in names
    assert "mic25cli.calc.record_filters" not in names or "show" not in arguments
    assert packages(names) & (HEAVY - {"rich"}) == names & {"rich.console", "rich.text"} == set()


def test_progress_imports_no_parser_no_rules_and_no_other_format(warm):
    names = imported("progress", "--json")
    assert packages(names) & HEAVY == set()
    assert not {name for name in names if name.startswith(("mic25cli.check", "xml."))}


@cases(ids=" ".join)
def test_a_command_reads_no_module_that_the_standard_library_seldom_uses(warm, arguments):
    # The first run may compute what it stores, with parts that a look-up does not need.
    runs = (imported(*arguments, probe=WHOLE_PROGRAM) for _ in range(4))
    used = [names & {"dataclasses", "inspect", "ipaddress"} for names in runs]
    assert {"dataclasses"} in used, used


def test_what_is_seldom_used_is_read_when_it_is_used():
    assert python("-c", SELDOM).stdout.split("\n")[0] == "Made(number: 'int') ::1 True"


def test_the_probe_sees_what_is_imported(records):
    # Plain files are read by another process; a file with an anchor is not.
    folder = records({"funds.yaml": "some-fund: &a\n  name: {en: Some fund}\n"})
    used = packages(imported("funds", "--json", "--records", str(folder)))
    assert {"pydantic", "_ruamel_yaml"} <= used
