"""What people type is answered, or refused in one line with a remedy, and what it names works."""

import re
import shlex
from pathlib import Path

import pytest

from conftest import RECORDS

TYPED = [
    line
    for line in Path(__file__).with_name("loose.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
COMMAND = re.compile(r"['`]mic25 ([^`]*?)['`](?=[ ;.,]|$)")
MEANT = re.compile(r"Did you mean (.*?)\?", re.IGNORECASE)
QUOTED = re.compile(r"'([^']+)'")
WRONG_OPTION = re.compile(r"(--?[a-z-]+) is not an option")
TO_LEARN = re.compile(
    r"see 'mic25 .*--help'|choose from|write |give |are A, B, C and D|are for \d|two sides|unset|"
    r"topics: |"
    r"'mic25 (help|targets|search|progress|\w+ --text)",
    re.IGNORECASE,
)
"""Remedies that say what may stand there."""


def remedies(words, said):
    """The commands that a refusal names, and the one typed with each word that it proposes."""
    for command in COMMAND.findall(said):
        if "ID" not in command.split():
            yield shlex.split(command)
    for proposed in MEANT.findall(said):
        wrong = WRONG_OPTION.search(said) or QUOTED.search(said)
        assert wrong is not None
        for word in QUOTED.findall(proposed):
            yield [each.replace(wrong[1], word) for each in words]


@pytest.mark.slow
@pytest.mark.parametrize("typed", TYPED)
def test_it_is_answered_or_refused_with_a_remedy_that_works(mic25, tmp_path, monkeypatch, typed):
    # Where nothing that is written stays, and records are as in a copy of the repository.
    monkeypatch.chdir(tmp_path)
    Path("records").symlink_to(RECORDS)
    words = shlex.split(typed)
    ran = mic25(*words)
    if ran.code == 0:
        assert ran.out or ran.err
        return
    said = " ".join(ran.err.split())
    assert (ran.code, ran.out) == (2, "") and len(ran.err.splitlines()) == 1, said
    tried = list(remedies(words, said))
    assert tried or TO_LEARN.search(said), said
    works = [mic25(*each).code for each in tried]
    # The first that is proposed works; one of another kind may need more words.
    assert not works or works[0] == 0 or 0 in works, (said, tried, works)
