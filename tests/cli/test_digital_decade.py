"""The second dataset, `examples/digital-decade`: made with the tool only, and independent of
China."""

import os
import re
import shlex
import shutil
import subprocess

import pytest

from builders import files_of
from conftest import ROOT
from mic25cli.edit import change_file, pinned_install
from mic25cli.edit.change_file import Proposal
from mic25cli.model.dataset import name_of
from mic25cli.store.profile import the_profile
from mic25cli.store.snapshot import open_dataset

DATASET = ROOT / "examples" / "digital-decade"
SCRIPT = DATASET / "make.sh"


def lines():
    """The commands of the script that create records."""
    text = SCRIPT.read_text(encoding="utf-8").replace("\\\n", "")
    return [shlex.split(line) for line in text.splitlines() if re.match("(?:add|observe) ", line)]


MADE = sum(words[0] == "add" for words in lines())
"""The number of records that the script creates; an observation goes into one of them."""


def held(folder):
    made = files_of(folder).items()
    return {name: data for name, data in made if name not in ("make.sh", ".mic25.lock")}


def test_the_script_is_of_these_commands_alone():
    text = SCRIPT.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", str(SCRIPT)]).returncode == 0
    programs = {words.split()[0] for words in re.sub(r"\\\n", "", text).splitlines() if words}
    assert programs == {
        "#!/usr/bin/env", "#", "set", "dataset=${1:?name", "mic25", "export", "add()", "observe()",
        "add", "observe",
    }  # fmt: skip
    assert 'add() { mic25 add "$@" --no-comments --quiet > /dev/null; }' in text
    assert 'observe() { mic25 observe "$@" --quiet > /dev/null; }' in text
    assert MADE > 200 and len(lines()) > 370


FUZZ = "FUZZ" in os.environ
EACH = 1 if FUZZ else 30
"""One in so many lines is checked by the rules and by the command's own check."""
LONG = [] if FUZZ else ["sources/statistics", "sources/on-the-reports",
                        "indicators/infrastructure", "indicators/business"]  # fmt: skip
"""Files that exist from the start, as if made by more lines of the same kind."""


def test_an_export_opens_what_the_folder_opens_where_kinds_share_a_name(mic25, tmp_path):
    records = open_dataset((DATASET,))
    called = [name_of(each)["en"] for each in records if each["kind"] != "sources"]
    twice = sorted({name for name in called if name and called.count(name) > 1})
    mic25("export", "-f", "json", "-o", str(tmp_path / "out"), "--records", str(DATASET))
    both = str(DATASET), str(tmp_path / "out" / "mic25.json")
    for name in twice:
        shown = [mic25(name, "--records", of, "-q", "-f", "tsv").out for of in both]
        assert shown[0] == shown[1] != "", name
    assert twice


@pytest.mark.others
def test_the_script_makes_this_dataset(mic25, tmp_path, monkeypatch):
    """The lines run in this process, because a process for each would take minutes.

    With FUZZ, all of them are run, and each checks whether it may write and has written.
    """
    folder = tmp_path / "dataset"
    title = "The EU's Digital Decade, 2021 to 2030"
    kinds = ",".join(kind for kind in the_profile((DATASET,)).kinds if kind != "sources")
    asked = ("--empty", "--kinds", kinds, "--title", title)
    # As if the script ran in a checkout that nobody else can reach.
    monkeypatch.setattr(pinned_install, "installed_tool", lambda: pinned_install.UNPINNED)
    assert mic25("init", str(folder), *asked).code == 0
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    there = set()
    for name in LONG:
        path = f"{name}.yaml"
        (folder / path).parent.mkdir(exist_ok=True)
        shutil.copy(DATASET / path, folder / path)
        ids = re.findall("^[a-z0-9-]+(?=:)", (DATASET / path).read_text("utf-8"), re.MULTILINE)
        there |= {(name.partition("/")[0], id_) for id_ in ids}
    for number, (command, *words) in enumerate(lines(), 1):
        if (*(["indicators"] if command == "observe" else []), *words)[:2] in there:
            continue
        more = ["--no-comments"] if command == "add" else []
        with monkeypatch.context() as patch:
            if number % EACH:
                # A wrong line would show in the files that these compare.
                patch.setattr(change_file, "propose", lambda _, made: Proposal((made,)))
                patch.setattr(change_file, "_verify", lambda *_: None)
            ran = mic25(command, *words, *more, "--quiet")
        assert (ran.code, ran.err) == (0, ""), words
    assert held(folder) == held(DATASET)
