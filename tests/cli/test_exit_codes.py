"""No input, closed stream or full disk is a bug of ours, and none looks like a finding."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from cases import cases, data
from conftest import ROOT, in_shell, python
from mic25cli.edit.new_folder import STARTER

[PRESSED] = data(__file__, "PRESSED")

pytestmark = pytest.mark.slow

TERMS, SOURCES = data(__file__, "TERMS", "SOURCES")
CITE = "cite=[{source: paper, checked: text}]"
FULL = Path("/dev/full")

needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


@pytest.fixture
def folder(reading):
    return reading({"terms.yaml": TERMS, "sources.yaml": SOURCES})


@pytest.fixture
def starter(tmp_path):
    folder = tmp_path / "starter"
    shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("*.md", "*.yml", "*.txt"))
    return str(folder)


@cases
def test_json_that_makes_no_record(mic25, folder, given):
    path = folder.parent / "x.json"
    path.write_bytes(given.encode("utf-8", "surrogateescape"))
    ran = mic25("add", "terms", "zz", "--from", str(path))
    assert ran.code == 2 and ran.err.startswith(("mic25: ", "terms/zz"))
    assert (folder / "terms.yaml").read_text() == TERMS


@pytest.mark.parametrize("length", [20_001, 60_000])
def test_texts_too_long_for_a_record(mic25, folder, length):
    text = "x" * length
    assert mic25("add", "terms", "zz", "--set", f"name.en={text}", "--set", CITE).code == 2
    (folder / "indicators.yaml").write_text(
        "i:\n  name: {en: I}\n  definition: d\n  unit: percent\n  direction: increase\n"
        "  cite: [{source: paper, checked: text}]\n"
    )
    for option in ("--note", "--at", "--attributed", "--derived"):
        ran = mic25("observe", "i", "2021", "1", "--source", "paper", option, text)
        assert ran.code == 2, option


@pytest.mark.others
def test_a_pipe_is_as_good_as_a_file_to_add_from(folder):
    told = json.dumps({"name": {"en": "Z"}, "cite": [{"source": "paper", "checked": "text"}]})
    ran = in_shell(f"mic25 add terms z --from <(echo '{told}')")
    assert ran.returncode == 0, ran.stderr
    assert "\nz:\n" in (folder / "terms.yaml").read_text()


@pytest.mark.parametrize("source", ["/dev/zero", "/", "/nowhere/x", "a\0b"])
def test_what_cannot_be_added_from(mic25, folder, source):
    ran = mic25("add", "terms", "z", "--from", source)
    assert ran.code == 2 and "--from" in ran.err


@pytest.mark.others
@cases
def test_queries_that_hold_nothing(mic25, query):
    ran = mic25("industries", "--query", query)
    assert ran.code == 2 and ran.out == "" and "query" in ran.err


@pytest.mark.parametrize("day", ["0001", "9999", "9999-12-31"])
def test_the_first_and_the_last_day_there_is(mic25, starter, day):
    for command in ("progress", "coverage", "explain example-recycling-target"):
        ran = mic25(*command.split(), "--as-of", day, "--records", starter)
        # A target that had not been set by then is the caller's mistake.
        assert ran.code in (0, 2), (command, ran.err)


@pytest.mark.parametrize("span", ["2016/9999", "0001/9999", "2016-02-29/2020-02-28"])
def test_a_span_that_has_no_day_after_it_or_no_first_day_in_most_years_is_a_fault(
    mic25, starter, span
):
    path = Path(starter, "targets.yaml")
    text = path.read_text(encoding="utf-8")
    text, count = re.subn(r"- \{year: \d+", f"- {{period: {span}", text, count=1)
    assert count
    path.write_text(text, encoding="utf-8")
    ran = mic25("validate", "--records", starter)
    assert ran.code == 1 and "whole years" in ran.out


@pytest.mark.parametrize("columns", ["99999999999999999999", "50000000", "2147483648"])
def test_widths_are_bounded(mic25, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", columns)
    ran = mic25("industries", "-f", "table")
    assert ran.code == 0 and max(map(len, ran.out.splitlines())) <= 2000


@pytest.mark.others
@needs_full
@cases
def test_what_cannot_be_said_changes_no_exit_code(folder, command, code):
    assert in_shell(f"mic25 {command} 2> /dev/full").returncode == code


@pytest.mark.others
@needs_full
def test_what_was_written_is_said_where_the_report_cannot_be(folder):
    ran = in_shell(f"mic25 add terms b --set name.en=B --set '{CITE}' > /dev/full")
    assert ran.returncode == 2 and "added term 'b', but the report" in ran.stderr
    assert "\nb:\n" in (folder / "terms.yaml").read_text()
    (folder / "terms.yaml").write_text("a: {name: {en: A}}\n")
    ran = in_shell("mic25 fmt > /dev/full")
    assert ran.returncode == 2 and "1 file changed, but the report" in ran.stderr
    made = folder.parent / "made"
    ran = in_shell(f"mic25 init {made} > /dev/full")
    assert ran.returncode == 2 and "but the report" in ran.stderr
    assert (made / "README.md").exists()


@pytest.mark.others
@pytest.mark.parametrize("command", ["add terms b --from -", "validate - --kind terms"])
def test_a_closed_standard_input_is_an_empty_one(folder, command):
    ran = in_shell(f"mic25 {command} <&-")
    assert ran.returncode == 2 and "bug" not in ran.stderr, ran.stderr


@pytest.mark.parametrize("wait", ["nan", "inf", "1e999", "-1", ""])
def test_a_wait_that_is_no_length_of_time(mic25, folder, wait):
    ran = mic25("add", "terms", "b", "--set", "name.en=B", "--set", CITE, "--wait", wait)
    assert ran.code == 2 and "--wait" in ran.err
    assert (folder / "terms.yaml").read_text() == TERMS


@cases
def test_a_working_folder_that_is_gone(mic25, folder, monkeypatch, words):
    gone = folder.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert mic25(*words).code == 0
    monkeypatch.chdir(folder)


def test_half_a_character_is_no_revision(mic25, folder):
    ran = mic25("diff", "--rev", "\ud800", "--records", str(folder))
    assert ran.code == 2 and "is not a git revision" in ran.err


@pytest.mark.others
@pytest.mark.parametrize("command", ["validate", "validate --explain dangling-id", "fmt --check"])
def test_python_without_docstrings_is_python(folder, command):
    ran = in_shell(f"PYTHONOPTIMIZE=2 mic25 {command}")
    assert ran.returncode == 0, ran.stderr


def test_an_interrupt_while_modules_are_read_ends_without_a_traceback(tmp_path):
    """The module finder simulates a key pressed in the first moments."""
    (tmp_path / "sitecustomize.py").write_text(PRESSED)
    ran = python(
        "-m", "mic25cli", "funds", check=False, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT / 'src'}"
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")
