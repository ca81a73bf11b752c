"""The costliest record files of permitted size stay within the memory that SECURITY.md states."""

import re
import sys

import pytest

import worst
from cases import data
from conftest import ROOT, python
from mic25cli.store import snapshot
from mic25cli.store.yaml_nodes import MAX_FAULTS

pytestmark = pytest.mark.slow

MEASURED, LOOKED_UP = data(__file__, "MEASURED", "LOOKED_UP")

FORMATTED = ["values", "dangling", "long-line", "sources", "many-escaped-breaks"]


def stated():
    """The memory that SECURITY.md states, in bytes."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    found = re.search(r"at most \*\*(\d+) MB of memory\*\*", text)
    assert found
    return int(found[1]) * 10**6


def used(folder, *words):
    """The maximum memory of a run on a dataset, in bytes; it ends with an answer or an error."""
    line = (sys.executable, "-m", "mic25cli", *words)
    done = python("-c", MEASURED, *line, check=False, MIC25_RECORDS=str(folder))
    code, kilobytes, findings = map(int, done.stdout.split())
    assert code in (0, 1, 2) and "Traceback" not in done.stderr, (code, done.stderr[-2000:])
    assert findings <= MAX_FAULTS + 2
    return kilobytes * 1024


@pytest.mark.others
@pytest.mark.parametrize("what", worst.WORST)
def test_a_file_of_permitted_size_takes_no_more_memory_than_is_stated(what, tmp_path):
    path = worst.write(what, tmp_path / "dataset")
    assert path.stat().st_size <= 8 * worst.MIB
    lines = [["validate", "--json"], *([LOOKED_UP[what]] if what in LOOKED_UP else [])]
    lines += [["fmt", "--check"]] if what in FORMATTED else []
    for words in lines:
        assert used(path.parent, *words) <= stated(), words


def test_the_files_are_what_they_are_called(tmp_path):
    """Those that are meant to be valid are; otherwise a look-up would end at their first error."""
    for what, kind, count in (
        ("sources-to-format", "sources", 2400),
        ("observations-to-format", "indicators", 1),
    ):
        worst.write(what, tmp_path / what)
        assert len(snapshot.open_dataset([tmp_path / what]).kind(kind)) == count


def calls(mic25, folder, words, count):
    """How many functions a command calls for a target with so many milestones over 79 years."""
    folder.mkdir()
    reports = range(count // 79 + 1)
    (folder / "sources.yaml").write_text(
        f"s: {worst.SOURCE}\n" + "".join(
            f"r{n}: {{title: R, published: {1950 + n}, lang: en, authority: A, coverage: full}}\n"
            for n in reports)
    )  # fmt: skip
    (folder / "indicators.yaml").write_text(worst._observations(40))
    milestones = (
        f"    - {{year: {2022 + n % 79}, value: {20 + n % 79 + n // 79 % 7}, report: r{n // 79},"
        f" cite: {worst.CITE}}}\n"
        for n in range(count)
    )
    head = worst._milestones(0)
    (folder / "targets.yaml").write_text(head + "".join(milestones))
    given = ("--records", str(folder))
    assert mic25("info", *given).code == 0
    made = 0

    def seen(_frame, event, _of):
        nonlocal made
        made += event == "call"

    sys.setprofile(seen)
    try:
        ran = mic25(*words, *given)
    finally:
        sys.setprofile(None)
    assert ran.code == 0, ran.err
    return made


@pytest.mark.others
@pytest.mark.parametrize("line", ["progress --json", "explain target", "chart target -o OUT.svg",
                                  "brief target -o OUT.html"])  # fmt: skip
def test_four_times_the_milestones_of_a_target_cost_about_four_times_as_much(mic25, tmp_path, line):
    words = line.replace("OUT", str(tmp_path / "out")).split()
    few, many = (
        calls(
            mic25, tmp_path / str(count), [*words, *(["--force"] if "-o" in words else [])], count
        )
        for count in (158, 632)
    )
    assert many < 5.5 * few
