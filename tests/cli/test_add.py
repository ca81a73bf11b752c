"""`mic25 add`: the record, its comments, the file that it goes into, and what is refused."""

import io
import json
import re
import sys
from contextlib import nullcontext
from functools import cache

import pytest

from builders import files_of
from cases import cases, data
from mic25cli.cli import terminal_io
from mic25cli.edit import new_folder
from mic25cli.edit.canonical import formatted
from mic25cli.model.fields import IDENTITY
from mic25cli.model.kinds import KINDS
from mic25cli.model.record_shape import of_kind
from mic25cli.store import yamlio

[OPEN] = data(__file__, "OPEN")

CITE = "cite=[{source: example-plan-2021, checked: text}]"


@cache
def texts():
    return new_folder.texts("a policy", new_folder.with_needed(tuple(KINDS)))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = tmp_path / "r"
    new_folder.make(found, texts(), lambda where: nullcontext(), lambda built: None)
    monkeypatch.setenv("MIC25_RECORDS", str(found))
    return found


@pytest.mark.slow
def test_a_record_with_comments_for_what_is_left_open(mic25, folder):
    before = (folder / "terms.yaml").read_text()
    ran = mic25("add", "terms", "agv", "--set", "name.en=AGV: a vehicle", "--set", CITE)
    assert (ran.code, ran.out) == (0, "r/terms.yaml: added term 'agv'\n"), ran.err
    assert (folder / "terms.yaml").read_text() == before + (OPEN).replace(
        "  # abbr\n", _comment("terms", "abbr")
    )
    assert mic25("terms", "show", "agv").code == 0
    assert mic25("fmt", "--check").code == 0


def _comment(kind, key):
    from mic25cli.edit import new_record

    return f"  # {key}: {new_record.wants(kind, (key,))}".rstrip(": ") + "\n"


def test_values_are_yaml_and_texts_are_texts(mic25, folder):
    ran = mic25(
        "add", "recommendations", "more", "--set", "number=1.2", "--set", "title=[a, b]: c",
        "--set", "group={number: 1, title: Make progress visible}", "--set", "action=Yes",
        "--set", "addressees.0=EU", "--set", "addressees.1=null and void", "--set", CITE,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    text = (folder / "recommendations.yaml").read_text()
    assert 'number: "1.2"' in text and 'title: "[a, b]: c"' in text and 'action: "Yes"' in text
    assert "addressees: [EU, null and void]" in text
    ran = mic25(
        "add", "funds", "f", "--set", "name.en=F", "--set", "established=2019", "--set", CITE,
        "--set", "amounts.0={amount_type: raised, value: 2.40, unit: bn CNY}",
        "--set", "amounts.0.cite=[{source: example-plan-2024, checked: text}]",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    text = (folder / "funds.yaml").read_text()
    assert "established: 2019\n" in text and "value: 2.40, unit: bn CNY" in text


def test_texts_that_look_like_dates_are_marked_as_texts(mic25, folder):
    """Readers of YAML 1.1 would take them for dates, numbers or booleans; a real date stays one."""
    ran = mic25(
        "add", "sources", "a", "--no-comments", "--set", "title=2015-05-19", "--set",
        "publisher=n", "--set", "published=2015-05-19", "--set", "lang=en", "--set", "authority=C",
        "--set", "coverage=full", "--set", "note=1.5.2",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    lines = (folder / "sources.yaml").read_text().split("\na:\n")[1].splitlines()
    assert {'  title: "2015-05-19"', '  publisher: "n"', "  published: 2015-05-19"} <= set(lines)
    assert '  note: "1.5.2"' in lines
    assert mic25("fmt", "--check").code == 0


@pytest.mark.slow
def test_from_json_keeps_digits_and_takes_what_show_prints(mic25, folder):
    shown = mic25("funds", "show", "example-recycling-fund", "--json").out
    assert '"value": 2.0' in shown
    (folder.parent / "f.json").write_text(shown)
    ran = mic25("add", "funds", "copy", "--from", "f.json", "--set", "name.en=Copy", "--dry-run")
    assert "value: 2.0," in ran.out, ran.err
    assert "null" not in ran.out
    ran = mic25("add", "funds", "copy", "--from", "f.json", "--set", "name.en=Copy")
    assert ran.code == 0, ran.err
    assert (
        json.loads(mic25("funds", "show", "copy", "--json").out)["amounts"][0]["amount_type"]
        == "target"
    )


@cases
def test_what_is_refused(mic25, folder, arguments, told):
    before = files_of(folder)
    ran = mic25("add", *arguments)
    assert ran.code == 2
    assert told in ran.err, ran.err
    assert files_of(folder) == before


@cases
def test_json_that_is_refused(mic25, folder, text, told):
    (folder.parent / "x.json").write_text(text)
    ran = mic25("add", "terms", "x", "--from", "x.json")
    assert ran.code == 2 and told in ran.err


@pytest.mark.slow
def test_the_file_when_there_are_several(mic25, folder):
    (folder / "terms").mkdir()
    (folder / "terms" / "policy.yaml").write_text("# Policy.\n")
    fields = ["--set", "name.en=X", "--set", CITE]
    ran = mic25("add", "terms", "x", *fields)
    assert ran.code == 2 and "--file" in ran.err and "policy" in ran.err and "terms" in ran.err
    assert mic25("add", "terms", "x", "--file", "policy", *fields).code == 0
    assert (folder / "terms" / "policy.yaml").read_text().startswith("# Policy.\n\nx:\n  name:")
    assert mic25("add", "terms", "y", "--file", "trade", *fields).code == 0
    assert (folder / "terms" / "trade.yaml").read_text().startswith("y:\n  name:")
    assert mic25("add", "terms", "z", "--file", "terms", *fields).code == 0
    assert "\nz:\n" in (folder / "terms.yaml").read_text()


RECORD = ["--set", "name.en=X", "--set", CITE, "--no-comments"]


@cases
def test_no_other_byte_of_the_file_changes(mic25, folder, before, added):
    (folder / "terms.yaml").unlink()
    if before is not None:
        (folder / "terms.yaml").write_bytes(before.encode())
    ran = mic25("add", "terms", "x", *RECORD)
    assert ran.code == 0, ran.err
    assert (folder / "terms.yaml").read_bytes() == ((before or "") + added).encode()


@cases
def test_a_file_in_an_odd_form_is_not_spoilt(mic25, folder, text):
    text = text.replace("{en: A}", "{en: A}")
    (folder / "terms.yaml").write_text(text)
    ran = mic25("add", "terms", "x", "--set", "name.en=X", "--set", CITE)
    assert ran.code == 2 and "mic25 fmt" in ran.err
    assert (folder / "terms.yaml").read_text() == text


@pytest.mark.others
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_from_its_own_example(mic25, folder, kind):
    """A record that is removed and added again from its JSON is the same, in canonical form."""
    node = yamlio.compose((folder / f"{kind}.yaml").read_text())
    record_id = next(iter(node.as_data()))
    shown = mic25(kind, "show", record_id, "--json").out
    (folder.parent / "x.json").write_text(shown)
    ran = mic25("add", kind, "another", "--from", "x.json")
    text = (folder / f"{kind}.yaml").read_text()
    if ran.code:
        # By some rules a thing may be recorded only once; then nothing may have been written.
        assert "nothing was written" in ran.err and "\nanother:" not in text
        return
    assert formatted(text, kind) == text
    for key, field in of_kind(kind).fields.items():
        if not field.required and key not in IDENTITY:
            assert f"  {key}:" in text or f"  # {key}" in text
    again = json.loads(mic25(kind, "show", "another", "--json").out)
    assert {**again, "id": record_id} == json.loads(shown)


def answering(monkeypatch, *answers):
    """Let a person at a terminal give these answers."""
    monkeypatch.setattr(terminal_io, "is_conversation", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{each}\n" for each in answers)))


@pytest.mark.parametrize("last", ["y", "n"])
def test_a_person_is_asked_for_what_is_missing_and_confirms(mic25, tmp_path, monkeypatch, last):
    folder = tmp_path / "own"
    assert mic25("init", str(folder), "--empty").code == 0
    monkeypatch.setenv("MIC25_RECORDS", str(folder))
    said = ("A plan", "English", "en", "none", "A", "full", "", "2024-13", "2024", last)
    answering(monkeypatch, *said)
    ran = mic25("add", "sources", "plan")
    assert ran.code == 0 and "one of: A, B, C, D" in ran.out
    assert "there is no month 13" in ran.out and "two letters of the language" in ran.out
    assert ran.out.count("Enter leaves it out") == 2
    file = folder / "sources.yaml"
    assert file.exists() == (last == "y")
    if last == "n":
        assert ran.out.endswith("nothing was written\n")
        return
    assert "title: A plan" in file.read_text() and "published: 2024" in file.read_text()
    answering(monkeypatch, "Homes", "Homes built.", "plan", "text", "", "flow", "y")
    assert mic25("add", "indicators", "homes", "--set", "unit=count").code == 0
    answering(monkeypatch, "2023-Q4", "", "many", "12", "other", "plan", "y")
    ran = mic25("observe", "homes")
    assert ran.code == 0 and "this is needed" in ran.out and "a number" in ran.out
    assert "one of: plan" in ran.out
    assert "period: 2023-10/2023-12, value: 12" in (folder / "indicators.yaml").read_text()
    answering(monkeypatch)
    assert "is not an indicator. Did you mean 'homes'?" in mic25("observe", "hmes").err
    answering(monkeypatch, "13")
    ran = mic25("observe", "homes", "2022")
    assert ran.code == 2 and "nothing was written" in ran.err


def test_types_and_years_of_the_dataset_are_read(mic25, folder, monkeypatch):
    profile = folder / "dataset.yaml"
    profile.write_text("title: P\nyear_starts: 7\ntypes: {pilots: [port]}\n")
    assert "project, port\n" in mic25("add", "pilots", "bay").err
    money = "amounts=[{amount_type: raised, value: 1, unit: bn GBP, date: 2022/23, cite: [%s]}]"
    aid = ("--set", "name.en=Aid", "--set", money % "{source: example-plan-2021, checked: text}")
    assert "date: 2022-07/2023-06" in mic25("add", "funds", "aid", *aid, "--dry-run").out
    answering(monkeypatch, "Bay", "harbour", "port", "example-plan-2021", "text", "n")
    ran = mic25("add", "pilots", "bay")
    assert "one of: programme" in ran.out and "+  type: port\n" in ran.out, ran.out + ran.err


@cases
def test_problems_are_named_in_the_language_that_is_set(mic25, folder, monkeypatch, given, code):
    monkeypatch.setenv("MIC25_LANG", "zh")
    named = ["--set", "name.en=y", "--set", given]
    ran = mic25("add", "terms", "agv", *named)
    (told,) = [line for line in ran.err.splitlines() if f": {code} " in line]
    assert re.search("[一-鿿]", told) and not re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", told)
