"""`mic25 observe`: where the observation goes, what is refused, and many writers at once."""

import os
import re
import subprocess

import pytest

from builders import dataset_texts
from cases import cases, data
from conftest import started
from mic25cli.edit import lock

[GROWN] = data(__file__, "GROWN")

SMALL = dataset_texts("observe")
INDICATORS, SOURCES = SMALL.values()


@pytest.fixture
def folder(tmp_path, reading, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return reading(SMALL)


def _text(folder):
    return (folder / "indicators.yaml").read_text()


def test_every_option_has_its_key(mic25, folder):
    ran = mic25(
        "observe", "second", "2020/2021", "--low", "1.0", "--high", "2.50", "--bound", "about",
        "--basis", "two", "--unit", "tn CNY", "--source", "digest", "--report", "paper",
        "--attributed", "MIIT", "--note", "Why: so.",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert _text(folder).endswith(GROWN)
    derived = mic25("observe", "first", "2021", "3", "--source", "paper", "--derived", "1 + 2")
    assert derived.code == 0 and "derived: 1 + 2, value: 3" in _text(folder)
    below = mic25("observe", "second", "2021", "--basis", "one", "--source", "paper", "--", "-1.5")
    assert below.code == 0 and "value: -1.5" in _text(folder)


def test_a_dry_run_shows_and_does_not_write(mic25, folder):
    ran = mic25("observe", "first", "2021", "2.40", "--source", "paper", "--dry-run")
    assert ran.code == 0
    assert "+    - {period: 2021, value: 2.40" in ran.out and ran.out.startswith(
        f"--- {folder.name}/indicators.yaml\n"
    )
    assert len(re.findall("^[-+][^-+]", ran.out, re.MULTILINE)) == 1
    assert _text(folder) == INDICATORS


@pytest.mark.slow
@cases
def test_what_is_refused(mic25, folder, arguments, told):
    ran = mic25("observe", *arguments)
    assert ran.code == 2
    assert told in ran.err, ran.err
    assert _text(folder) == INDICATORS


def test_faults_elsewhere_stop_nothing_but_are_told(mic25, folder):
    (folder / "terms.yaml").write_text("broken: {nam: {en: X}}\n")
    ran = mic25("observe", "first", "2021", "1", "--source", "paper")
    assert ran.code == 0 and "mic25 validate" in ran.err


def test_a_broken_indicator_file_stops_it(mic25, folder):
    (folder / "indicators.yaml").write_text(INDICATORS + "third: [\n")
    before = _text(folder)
    assert mic25("observe", "first", "2021", "1", "--source", "paper").code == 2
    assert _text(folder) == before


def test_the_record_that_counts_is_the_one_that_grows(mic25, folder, tmp_path):
    over = tmp_path / "over"
    over.mkdir()
    (over / "indicators.yaml").write_text(
        "first:\n  name: {en: Mine}\n  definition: D.\n  unit: percent\n"
    )
    options = ["--source", "paper", "--records", str(folder), "--records", str(over)]
    assert mic25("observe", "first", "2021", "1", *options).code == 0
    assert "period: 2021" in (over / "indicators.yaml").read_text()
    assert mic25("observe", "second", "2021", "1", "--basis", "one", *options).code == 0
    assert "period: 2021" in _text(folder)


# Many at once


def _start(folder, *arguments):
    words = ("-m", "mic25cli", "observe", *arguments, "--records", str(folder))
    return started(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.others
def test_processes_at_once_lose_nothing(folder):
    values = [f"{index}.{index}0" for index in range(1, 9)]
    more = (SOURCES.splitlines()[0].replace("paper", f"paper-{value[0]}") for value in values)
    (folder / "sources.yaml").write_text(SOURCES + "\n".join(more) + "\n")
    running = [
        _start(folder, "first", "2021", value, "--source", f"paper-{value[0]}", "--wait", "300")
        for value in values
    ]
    ended = [(process.communicate(), process.returncode) for process in running]
    assert [code for _, code in ended] == [0] * len(values), ended
    text = _text(folder)
    assert sorted(re.findall(r"period: 2021, value: (\S+),", text)) == values
    assert text.count("# ") == INDICATORS.count("# ")
    assert lock.NAME not in os.listdir(folder)


@pytest.mark.others
def test_who_comes_second_and_may_not_wait_is_told_by_whom(folder):
    holder = lock.Holder(4711, "desk", "mic25 fmt", "2026-01-01 10:00:00+01:00")
    with lock.hold(folder, holder):
        process = _start(folder, "first", "2021", "1", "--source", "paper", "--wait", "0")
        _, err = process.communicate()
    assert process.returncode == 2
    told = err.decode()
    assert "process 4711 on desk (mic25 fmt), since 2026-01-01 10:00:00+01:00" in told
    assert "nothing was written" in told and "--wait" in told
    assert _text(folder) == INDICATORS


def test_a_broken_record_of_the_same_id_in_a_later_folder(mic25, folder, tmp_path):
    later = tmp_path / "later"
    later.mkdir()
    (later / "indicators.yaml").write_text("first:\n  name: {en: First}\n")
    folders = ["--records", str(folder), "--records", str(later)]
    ran = mic25("observe", "first", "2021", "2.40", "--source", "paper", *folders)
    assert ran.code == 2 and "is not valid" in ran.err
    assert _text(folder) == INDICATORS


def test_line_ends_and_byte_order_mark_of_a_mixed_file_are_kept(mic25, folder):
    lines = INDICATORS.splitlines()
    before = "\ufeff" + "".join(
        line + ("\r\n" if number % 3 else "\n") for number, line in enumerate(lines)
    )
    path = folder / "indicators.yaml"
    path.write_bytes(before.encode())
    assert mic25("observe", "first", "2021", "2.40", "--source", "paper").code == 0
    after = path.read_bytes().decode()
    new = "    - {period: 2021, value: 2.40, cite: [{source: paper, checked: text}]}\r\n"
    assert new in after and after.replace(new, "") == before
