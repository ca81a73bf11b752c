"""`mic25 fmt`: the files that it formats, their new text, and its report."""

import io
import json
import sys
import weakref

import pytest

from cases import data
from mic25cli.cli import fmt
from mic25cli.edit import canonical

UGLY = "# about a\na:\n    definition: 'x'\n    name: {zh: '中', en: A}\n"
FINE = "# about a\na:\n  name: {en: A, zh: 中}\n  definition: x\n"


@pytest.fixture
def folder(records, monkeypatch):
    found = records({"terms.yaml": UGLY, "funds/one.yaml": FINE.replace("definition", "purpose")})
    monkeypatch.chdir(found.parent)
    return found


def test_a_broken_file_is_left_and_the_others_are_done(mic25, folder):
    broken = folder / "events.yaml"
    broken.write_bytes(b"a:\n  name: [x\nb: 1\n")
    latin = folder / "sources.yaml"
    latin.write_bytes(b"a:\n  title: caf\xe9\n")
    ran = mic25("fmt", "--records", "records")
    assert ran.code == 2
    assert "records/events.yaml:" in ran.err and "records/sources.yaml:2:13: error" in ran.err
    assert "2 could not be formatted" in ran.err
    assert broken.read_bytes() == b"a:\n  name: [x\nb: 1\n"
    assert latin.read_bytes() == b"a:\n  title: caf\xe9\n"
    assert (folder / "terms.yaml").read_text() == FINE


def test_a_refused_form_is_left(mic25, folder, monkeypatch):
    from mic25cli.edit import canonical

    monkeypatch.setattr(canonical, "comment_lines", lambda *arguments: [])
    ran = mic25("fmt", "--records", "records")
    assert ran.code == 2 and "comment" in ran.err
    assert (folder / "terms.yaml").read_text() == UGLY


def test_paths_that_are_nothing_to_format_or_given_twice(mic25, folder):
    twice = mic25("fmt", "records/terms.yaml", str(folder / "terms.yaml"))
    assert "1 of 1 file changed" in twice.err
    assert mic25("fmt", "nowhere").code == 2
    (folder / "pilots").mkdir()
    assert "no record files" in mic25("fmt", "records/pilots").err
    (folder / "notes.yaml").write_text("a: 1\n")
    ran = mic25("fmt", "records/notes.yaml")
    assert ran.code == 2 and "unknown-kind" in ran.err


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=repr)
@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["mark", "none"])
def test_line_ends_and_byte_order_mark_are_kept(mic25, folder, mark, end):
    path = folder / "terms.yaml"
    path.write_bytes((mark + UGLY.replace("\n", end)).encode())
    assert mic25("fmt", "--records", "records").code == 0
    assert path.read_bytes() == (mark + FINE.replace("\n", end)).encode()
    assert mic25("fmt", "--check", "--records", "records").code == 0


def test_the_diff_is_coloured_on_a_terminal_and_cannot_steer_it(terminal, folder):
    (folder / "terms.yaml").write_text(
        "a:\n    definition: x\u202ey\n    note: " + "long " * 40 + "\n"
    )
    ran = terminal("fmt", "--diff", "records", columns=60)
    assert "\x1b[32m" in ran.out and "\x1b[31m" in ran.out
    assert "\\u202e" in ran.out and "\u202e" not in ran.out


[NAMES] = data(__file__, "NAMES")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("arguments", [(), ("--check",), ("--diff",), ("--check", "--json")])
@pytest.mark.parametrize("text", [UGLY, "a: ["], ids=["ugly", "broken"])
def test_a_name_steers_nothing_and_forges_no_line(mic25, folder, name, arguments, text):
    (folder / "terms.yaml").unlink()
    (folder / "terms").mkdir()
    (folder / "terms" / name).write_text(text)
    ran = mic25("fmt", "--records", "records", *arguments)
    said = ran.out + ran.err
    assert not set(said) & {"\x1b", "\u202e", "\x9b", "\r"}
    assert not any(line.startswith("::") for line in said.splitlines())


def test_a_diff_writes_out_what_no_one_sees(mic25, folder):
    (folder / "terms.yaml").write_bytes("a:\r\n    note: x\u202ey\t# tab\r\n".encode())
    ran = mic25("fmt", "--diff", "--records", "records")
    assert "\n-    note: x\\u202ey\t# tab\r\n" in ran.out and "\u202e" not in ran.out


def test_what_was_formatted_before_a_folder_that_is_locked_is_said(mic25, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "terms.yaml").write_text("a:   {name: {en: A}}\n")
    (tmp_path / "b" / ".mic25.lock").mkdir()
    both = [str(tmp_path / name) for name in ("a", "b")]
    ran = mic25("fmt", *both, "--records", both[0], "--records", both[1])
    assert ran.code == 2 and "1 of 1 file changed" in ran.err
    assert ran.out == f"{tmp_path / 'a' / 'terms.yaml'}\n"
    assert (tmp_path / "a" / "terms.yaml").read_text() == "a:\n  name: {en: A}\n"
    (tmp_path / "a" / "terms.yaml").write_text("a:   {name: {en: A}}\n")
    ran = mic25("fmt", *both, "--json", "--records", both[0], "--records", both[1])
    assert ran.code == 2 and '"outcome": "changed"' in ran.out


class Held(str):
    """A text for which a test can see whether it is still in memory."""


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_the_texts_of_one_file_are_held_at_a_time(mic25, tmp_path, monkeypatch, option):
    """Otherwise, twenty files of the permitted size would fill the memory."""
    (tmp_path / "terms").mkdir()
    for name in "abc":
        (tmp_path / "terms" / f"{name}.yaml").write_text(f"{name}:   {{name: {{en: {name}}}}}\n")
    held: list[weakref.ref[str]] = []
    real = canonical.format_file

    def watched(*arguments):
        # The loop still refers to the last one.
        assert not any(ref() is not None for ref in held[:-1])
        file, before, after = real(*arguments)
        text = Held(before)
        assert before and after
        held.append(weakref.ref(text))
        return file, text, after

    monkeypatch.setattr(fmt, "format_file", watched)
    ran = mic25("fmt", option, "--records", str(tmp_path))
    assert len(held) == 3 and ran.err.endswith("3 of 3 files would change\n")
    assert ran.out.count("terms/") == (6 if option == "--diff" else 3)


def given(monkeypatch, text):
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)


def test_standard_input_is_put_into_form(mic25, monkeypatch):
    given(monkeypatch, "b: {name: {zh: 名, en: 'B'}}\n")
    ran = mic25("fmt", "-", "--kind", "terms", "-q")
    assert (ran.code, ran.out) == (0, "b:\n  name: {en: B, zh: 名}\n")
    given(monkeypatch, ran.out)
    assert mic25("fmt", "-", "--kind", "terms", "--check").code == 0
    given(monkeypatch, "b: {name: {zh: 名, en: 'B'}}\n")
    assert mic25("fmt", "-", "--check").code == 1
    given(monkeypatch, "b: {name: {zh: 名, en: 'B'}}\n")
    assert json.loads(mic25("fmt", "-", "--json").out)["written"] is False
    given(monkeypatch, "b: {period: 2021?, value: 3}\n")
    ran = mic25("fmt", "-")
    assert (ran.code, ran.out) == (2, "") and "Put 2021? in quotes" in ran.err
    assert mic25("fmt", "--kind", "terms").code == 2
