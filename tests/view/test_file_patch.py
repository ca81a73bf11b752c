"""A patch turns the old text into the new one, shows little more than that, and is fast."""

import difflib
import os
import random
import re
import time

import pytest

from cases import cases
from mic25cli.view.diff import file_patch


def applied(text, found):
    """The text after a patch, each line of which must be where the patch says."""
    old, new, at = file_patch._lines(text), [], 0
    lines = [line + "\n" for line in found.split("\n")[2:-1]]
    for place, line in enumerate(lines):
        if line.startswith("\\"):
            continue
        if line.startswith("@@"):
            head = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n", line)
            assert head is not None, line
            start = int(head[1]) - (head[2] != "0")
            new, at = [*new, *old[at:start]], start
            assert len(new) == int(head[3]) - (head[4] != "0")
            continue
        bare = lines[place + 1 : place + 2] == ["\\ No newline at end of file\n"]
        body = line[1:-1] if bare else line[1:]
        if line[0] in " -":
            assert old[at] == body
            at += 1
        if line[0] in " +":
            new.append(body)
    return "".join([*new, *old[at:]])


@pytest.mark.parametrize("seed", range(60))
def test_a_patch_leads_from_one_text_to_the_other(seed):
    chance = random.Random(seed)
    words = ["", *(f"{chance.randrange(8) if seed % 2 else n}: x" for n in range(400))]
    old = [chance.choice(words) for _ in range(chance.choice((0, 1, 5, 30, 900)))]
    new = list(old)
    for _ in range(chance.randrange(1, 40)):
        at = chance.randrange(len(new) + 1)
        new[at : at + chance.randrange(3)] = chance.choices(words, k=chance.randrange(3))
    ends = chance.choice(("\n", "")), chance.choice(("\n", ""))
    before, after = "\n".join(old) + ends[0], "\n".join(new) + ends[1]
    found = file_patch.patch("f", before, after)
    assert (found == "") == (before == after)
    assert before == after or applied(before, found) == after
    if seed % 2:
        return  # a few lines repeated: nothing shortens a long text, which is shown whole
    mine = sum(line[:1] in ("+", "-") for line in found.splitlines())
    theirs = difflib.unified_diff(file_patch._lines(before), file_patch._lines(after))
    assert mine <= 40 + 1.3 * sum(line[:1] in ("+", "-") for line in theirs)


def test_lines_that_are_met_once_hold_the_rest():
    old = "".join(f"a{n}:\n  x: 1\n" for n in range(3_000))
    new = old.replace("a7:\n  x: 1", "a7:\n\n  x: 2").replace("a2900:\n", "")
    found = file_patch.patch("f", old, new)
    changed = [line for line in found.split("\n")[2:] if line[:1] in ("+", "-")]
    assert sorted(changed) == sorted(["+", "-  x: 1", "+  x: 2", "-a2900:"])


@pytest.mark.others
@cases
def test_a_long_text_takes_no_time_that_grows_with_its_square(line):
    old = "".join(line.format(n, n % 5, n % 300) for n in range(50_000))
    new = re.sub(r"(?<=5):  x\n", ":\n\n", old)
    start = time.process_time()
    found = file_patch.patch("f", old, new)
    assert time.process_time() - start < 15  # quadratic time would be minutes
    assert applied(old, found) == new


def test_the_path_is_one_that_git_and_patch_take(monkeypatch):
    monkeypatch.setattr(os, "sep", "\\")
    assert file_patch.patch("records\\funds.yaml", "a\n", "b\n").startswith(
        "--- records/funds.yaml\n+++ records/funds.yaml\n"
    )
