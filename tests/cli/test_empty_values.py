"""An empty text is an error in every command: it neither unsets an option nor means a folder."""

import pytest

from mic25cli.cli.commands import command_of
from tree import leaves

pytestmark = pytest.mark.slow

UGLY = "a:   {name: {en: A}}\n"


@pytest.fixture(autouse=True)
def unchanged(tmp_path, monkeypatch):
    """A folder of unformatted records in which every command is run and changes nothing."""
    (tmp_path / "terms.yaml").write_text(UGLY)
    monkeypatch.chdir(tmp_path)
    yield
    assert [path.name for path in tmp_path.iterdir()] == ["terms.yaml"]
    assert (tmp_path / "terms.yaml").read_text() == UGLY


def options(paths):
    """A command line for each option and argument with a value, up to the value.

    Only those that accept `paths`, or only the others; an option that several commands share is
    tried with one of them.
    """
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for words in (*(leaf.words for leaf in leaves()), ("mcp",)):
        function, *_ = command_of(words)
        for option in function.offered.values():
            if option.is_path == paths and not option.is_switch:
                last = option.flags[:1] or ("--",)
                found.setdefault((*(words if paths else words[-1:]), *last), (*words, *last))
    return list(found.values())


OPTIONS = options(True)


def test_every_command_that_takes_paths_is_looked_at():
    lines = {" ".join(words) for words in OPTIONS}
    assert {"fmt --", "fmt --records", "validate --", "init --", "funds list --records"} <= lines
    assert {"add --records", "observe --records", "diff --records-from"} <= lines


@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_an_empty_path_is_refused(mic25, words):
    ran = mic25(*words, "")
    assert ran.code == 2 and "the path is empty" in ran.err, ran.err


@pytest.mark.others
@pytest.mark.parametrize("name", ["\ud800", "a\0b"])
@pytest.mark.parametrize("words", OPTIONS, ids=" ".join)
def test_what_no_file_can_be_called_is_refused(mic25, words, name):
    ran = mic25(*words, name)
    assert ran.code == 2 and "is not a valid path" in ran.err, ran.err


def test_every_option_is_looked_at():
    lines = {" ".join(words) for words in options(False)}
    assert {"industries list --grade", "explain --year", "cite --query", "search --"} <= lines
    assert {"fmt --wait", "observe --note", "init --title", "industries diff --rev"} <= lines
    assert not {"funds list --json", "progress --compare", "funds list --records"} & lines


@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_text_is_refused_everywhere(mic25, value):
    for words in options(False):
        ran = mic25(*words, value)
        assert (ran.code, ran.out) == (2, ""), words
        assert "the value is empty" in ran.err, (words, ran.err)
