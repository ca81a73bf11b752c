"""A command line of very many words is answered or refused like a short one."""

import pytest

from mic25cli.cli.app import tree
from mic25cli.cli.bare_words import SYNONYMS, command_of_words
from mic25cli.cli.options import options_of
from mic25cli.cli.session import Session

pytestmark = pytest.mark.slow

MANY = 1_500

VALUES = {"--dataset": "n=records", "--as-of": "2020", "--known-at": "2020", "--limit": "3"}


def given():
    """Each option that all commands share, with a value if it takes one."""
    for option in options_of(Session).values():
        # Each folder of records is read, so many of them take time.
        for flag in () if option.is_path else option.spellings:
            value = VALUES.get(flag, (*option.choices, "id")[-1])
            yield (flag,) if option.is_switch else (flag, value)


@pytest.mark.parametrize("words", [*given(), ("--debug",), ("--nosuch",)], ids=" ".join)
def test_many_options_before_a_command(mic25, small_dataset, words):
    ran = mic25(*words * MANY, "terms")
    behind = mic25("terms", *words * MANY)
    assert {ran.code, behind.code} <= {0, 2}
    # Their position is irrelevant, unless they are for no command or only the first words.
    if words[0] not in ("--debug", "--nosuch"):
        assert (ran.code, ran.out) == (behind.code, behind.out)


@pytest.mark.others
@pytest.mark.parametrize("word", [*sorted({*tree().entries(), *SYNONYMS} - {"init"}), "-", "x"])
def test_a_word_many_times(mic25, small_dataset, tmp_path, monkeypatch, word):
    monkeypatch.chdir(tmp_path)
    assert mic25(*[word] * MANY).code in (0, 1, 2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("times", [1, 2, MANY])
def test_list_before_a_command_is_that_command(times):
    lists = ["list"] * times
    assert command_of_words([*lists, "funds"], ["funds"]) == ("funds",)
    assert command_of_words([*lists, "fund", "x"], ["funds"]) == ("funds", "x")
    assert command_of_words([*lists, "-q"], ["funds"]) == ("info", "-q")
    assert command_of_words(lists, ["funds"]) == ("info",)
    assert command_of_words([*lists, "nosuch"], ["funds"]) is None
