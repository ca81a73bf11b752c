"""A broken file: what can be recovered; and that special or too large files are errors."""

import os

import pytest

from builders import NO_FILES
from cases import cases
from mic25cli.store import read_file, yamlio
from mic25cli.store.yamlio import YamlError


def found(text):
    contents = read_file.contents(text.encode("utf-8", "surrogateescape"))
    ids = [str(key.value) for key, _ in contents.node.items if key] if contents.node else []
    return [(each.line, each.code) for each in contents.faults], ids, contents.lost


@cases
def test_what_can_be_saved_of_a_broken_file(text, faults, ids, lost):
    assert found(text) == ([tuple(each) for each in faults], ids, lost)


def test_bytes_that_are_no_text_end_one_record_only():
    assert found("a: 1\nb: \udcff\nc: 1\nd: \udcfe\n") == (
        [(2, "not-utf-8"), (4, "not-utf-8")], ["a", "c"], ["b", "d"],
    )  # fmt: skip
    assert found('"' * 1001) == ([(1, "yaml-syntax")], [], [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_whatever_ends_them(end):
    text = "# x\n\na: {x: 1}\nb: [\nc: {x: @}\n".replace("\n", end)
    assert found(text)[0] == [(5, "yaml-syntax")]


@pytest.mark.others
def test_of_a_file_that_is_broken_all_over_no_more_is_read_than_helps():
    contents = read_file.contents(("x: 1\n" + "a: ]\n" * 5_000).encode())
    assert len(contents.lost) == read_file.MAX_BROKEN
    many = read_file.contents(("]\n" + "a: 1\n" * (read_file.MAX_PARTS + 500)).encode())
    assert many.node is not None and len(many.node.items) == read_file.MAX_PARTS


# --- hostile files


@pytest.mark.parametrize("make", NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_is_a_fault_at_once(make, tmp_path):
    make(tmp_path / "events.yaml")
    with pytest.raises(YamlError) as caught:
        read_file.read_bytes(tmp_path / "events.yaml")
    assert caught.value.code == "unreadable"


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    # root may read everything, so permissions alone would not be tested everywhere
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(YamlError, match="Permission denied") as caught:
        read_file.read_bytes(tmp_path / "events.yaml")
    assert (caught.value.code, caught.value.line) == ("unreadable", 1)


@pytest.mark.slow
def test_of_a_file_of_50_megabytes_no_more_is_read_than_is_permitted(tmp_path):
    file = tmp_path / "events.yaml"
    with file.open("wb") as made:
        made.truncate(50 * 2**20)
    raw = read_file.read_bytes(file)
    assert len(raw) == yamlio.MAX_BYTES + 1
    assert found(raw.decode()) == ([(1, "file-too-large")], [], [])
