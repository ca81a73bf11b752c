"""Bad input: one paragraph on standard error, nothing on standard output, the right exit code."""

import builtins
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cases import cases, data
from conftest import OWN_MODULES, in_shell, started
from forked import hearing
from mic25cli.cli.commands import COMMANDS
from mic25cli.cli.main import main

[HOSTILE] = data(__file__, "HOSTILE")
LISTED = "'mic25 funds' lists them."
PARTS = re.split("^# ", Path(__file__).with_name("refused.tsv").read_text("utf-8"), flags=re.M)[2:]
REFUSED = {part.split("\n")[0]: part.splitlines()[1:] for part in PARTS}
"""Command lines that are refused, by subject, each with its message."""


def refused(ran, code=2):
    """The paragraph of an error, after checking everything else about it."""
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.endswith("\n") and ran.err.count("\n") == 1
    assert ran.err.startswith("mic25: ")
    assert "Traceback" not in ran.err
    assert not any(ord(char) < 32 for char in ran.err[:-1])
    return ran.err.removeprefix("mic25: ").rstrip("\n")


@pytest.mark.parametrize(
    "about",
    [
        pytest.param(each, marks=[pytest.mark.slow] * ("read" in each or "habits" in each))
        for each in REFUSED
    ],
)
def test_a_bad_command_line(mic25, tmp_path, monkeypatch, about):
    """Each prints the message of its row, writes nothing, and the suggested line works."""
    monkeypatch.chdir(tmp_path)
    wrong = []
    for row in REFUSED[about]:
        line, said = row.split("\t")
        told = refused(mic25(*shlex.split(line)))
        works = re.fullmatch("'mic25 ([^']*)'", said)
        if said not in told or (works and mic25(*shlex.split(works[1])).code != 0):
            wrong.append((line, said, told))
    assert wrong == [] == os.listdir(tmp_path)


def test_a_refused_option_runs_no_command_that_writes(mic25, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (*COMMANDS, "sources verify"):
        assert mic25(*name.split(), "made", "--nosuch").code == 2
    assert os.listdir(tmp_path) == []


FUND = "big-fund:\n  name: {en: Big Fund}\n"


@pytest.mark.slow
@cases
def test_a_bad_record_folder(mic25, tmp_path, files, said):
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(raw)
    for command in (["funds"], ["funds", "--json"], ["show", "x"], ["info"]):
        text = refused(mic25(*command, "--records", str(folder)))
        assert said.format(folder=folder) in text
        if str(folder) not in said and "no records" not in said:
            assert f"'mic25 validate --records {folder}' lists every problem." in text


def test_one_bad_file_is_enough_for_a_look_up(mic25, records):
    """Half an answer that looks complete is worse than none."""
    folder = records({"funds.yaml": FUND, "terms.yaml": "x: ["})
    assert "terms.yaml:" in refused(mic25("funds", "--records", str(folder)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(mic25, records):
    folder = records({"funds/a.yaml": FUND})
    (folder / "funds").chmod(0)
    assert "cannot be read" in refused(mic25("funds", "--records", str(folder)))


LONG = "x" * 20_000


@cases
def test_a_long_name_is_quoted_without_its_middle(mic25, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for key in ("lang", "format", "color", "links", "as-of", "records", "other"):
        (tmp_path / "mic25.toml").write_text(f"{key} = {json.dumps(name)}\n", "utf-8")
        assert len(refused(mic25("funds"))) < 400, key
    (tmp_path / "mic25.toml").unlink()
    for place in (["show"], ["funds", "show"], ["explain"], []):
        assert len(refused(mic25(*place, name))) < 400


@pytest.mark.others
@pytest.mark.parametrize(("argument", "shown"), HOSTILE.values(), ids=HOSTILE)
@cases(ids=" ".join)
def test_a_hostile_argument(mic25, place, argument, shown):
    ran = mic25(*place, argument)
    if ran.code == 0:
        # Nothing for what is optional; and a word is a query for the key of that name.
        optional = place[-1:] in (["--min-amount"], ["--fields"], ["--sort"])
        assert (argument == "" and optional) or (argument == LONG and place[-1:] == ["--query"])
        return
    text = refused(ran)
    assert len(text) < 2000
    if place[-1:] != ["--query"] and argument:
        assert shown in text


@pytest.mark.slow
@pytest.mark.parametrize("argument", ["\x1b[31mred", "[red]x", LONG, "(?", "\\", "\udcff", "\x00"])
def test_any_text_may_be_looked_for(mic25, argument):
    for command in (["funds", "--text"], ["terms", "--text"], ["search"]):
        ran = mic25(*command, argument, "--json")
        assert (ran.code, ran.out) == (0, "[]\n")


@cases
def test_what_ends_a_command_is_a_code_and_a_line(monkeypatch, capsys, error, given, code, told):
    from mic25cli.calc import record_filters

    def broken(*_):
        raise getattr(builtins, error)(*given)

    monkeypatch.setattr(record_filters, "select", broken)
    assert main(["funds", "--json"]) == code
    seen = capsys.readouterr()
    assert (seen.out, seen.err.strip()) == ("", told)
    if code in (70, 2):
        with pytest.raises(getattr(builtins, error)):
            main(["--debug", "funds", "--json"])


def running(*arguments, **streams):
    words = ("-m", "mic25cli", *arguments)
    return started(*words, stderr=subprocess.PIPE, preexec_fn=hearing, **streams)


def ended(process):
    err = process.stderr.read()
    process.stderr.close()
    return process.wait(60), err


@pytest.mark.others
def test_an_interrupt_while_a_reader_is_slow():
    """The output is longer than a pipe holds, so the signal comes while it is being written."""
    process = running("sources", "--json", stdout=subprocess.PIPE)
    assert process.stdout.read(1) == b"["
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    process.stdout.close()
    code, err = ended(process)
    assert (code, err.strip()) == (130, b"")


@pytest.mark.others
@pytest.mark.parametrize("form", ["tsv", "json", "ndjson", "yaml", "plain", "table"])
def test_a_reader_that_wants_one_line_ends_it_quietly(form):
    process = running("sources", "-f", form, "-q", stdout=subprocess.PIPE)
    assert process.stdout.readline()
    process.stdout.close()
    assert ended(process) == (0, b"")


@pytest.mark.others
@cases(ids=" ".join)
def test_a_pipe_that_is_closed_already(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    process = running(*arguments, stdout=writer)
    os.close(writer)
    assert ended(process) == (0, b"")


@pytest.mark.others
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_trouble():
    with open("/dev/full", "wb") as full:
        for form in ("json", "table"):
            assert ended(running("funds", "-f", form, stdout=full)) == (
                2,
                b"mic25: the system reports: No space left on device. "
                b"Free some space, or write to another disk.\n",
            )


@pytest.mark.others
@cases
def test_closed_streams(line, code, out, err):
    ran = in_shell(f"mic25 {line}")
    assert (ran.returncode, ran.stderr) == (code, err)
    assert out is None or ran.stdout == out


@pytest.mark.others
def test_arguments_that_are_not_utf_8():
    process = running("funds", "show", b"caf\xe9", stdout=subprocess.PIPE)
    told = f"mic25: 'caf\\udce9' is not a fund. {LISTED}\n".encode()
    assert (process.communicate(timeout=60), process.returncode) == ((b"", told), 2)


@pytest.mark.others
@cases
def test_letters_come_and_go_as_utf_8_whatever_the_locale(line, found):
    env = {**os.environ, **OWN_MODULES, "LC_ALL": "C", "PYTHONUTF8": "0"}
    env |= {"PYTHONCOERCECLOCALE": "0"}
    if "zh" in line:
        env["PYTHONIOENCODING"] = "ascii"
    words = [sys.executable, "-m", "mic25cli", *line.split()]
    ran = subprocess.run(words, env=env, capture_output=True)
    assert ran.returncode == 0
    assert found in ran.stdout.decode("utf-8")
