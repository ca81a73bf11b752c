"""A broken file: what can be saved of it, and that nothing hangs or fills the memory."""

import os
import resource
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from forked import ran
from mic25cli.cli.main import main
from mic25cli.store import read_file
from mic25cli.store.yamlio import YamlError


def found(text):
    contents = read_file.contents(text.encode("utf-8", "surrogateescape"))
    ids = [str(key.value) for key, _ in contents.node.items if key] if contents.node else []
    return [(each.line, each.code) for each in contents.faults], ids, contents.lost


def test_the_records_around_a_fault_are_read():
    text = "a: {x: 1}\nb:\n  x: @\nc: {x: 1}\nd:\n  - y\n  z\ne: {x: *nowhere}\nf: {x: 1}\n"
    assert found(text) == (
        [(3, "yaml-syntax"), (7, "yaml-syntax")],
        ["a", "c", "f"],
        ["b", "d", "e"],
    )


def test_a_fault_that_shows_below_its_cause_is_told_once():
    assert found("a: {x: 1\nb: {x: 1}\nc: 1\n") == ([(2, "yaml-syntax")], ["b", "c"], ["a"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_whatever_ends_them(end):
    text = "# x\n\na: {x: 1}\nb: [\nc: {x: @}\n".replace("\n", end)
    assert found(text)[0] == [(5, "yaml-syntax")]


def test_bytes_that_are_no_text_end_one_record_only():
    assert found("a: 1\nb: \udcff\nc: 1\nd: \udcfe\n") == (
        [(2, "not-utf-8"), (4, "not-utf-8")], ["a", "c"], ["b", "d"],
    )  # fmt: skip


def test_quoted_ids_and_ids_of_other_scripts_are_known():
    assert found("\"a b\": {x: @}\n'c': @\n中文: 1\n")[1:] == (["中文"], ["a b", "c"])


def test_nothing_can_be_saved_of_what_has_no_ids():
    assert found("- a\n- b: @\n") == ([(2, "yaml-syntax")], [], [])
    assert found('"' * 1001) == ([(1, "yaml-syntax")], [], [])


@pytest.mark.slow
def test_of_a_file_that_is_broken_all_over_no_more_is_read_than_helps():
    contents = read_file.contents(("x: 1\n" + "a: ]\n" * 5_000).encode())
    assert len(contents.lost) == read_file.MAX_BROKEN
    many = read_file.contents(("]\n" + "a: 1\n" * (read_file.MAX_PARTS + 500)).encode())
    assert many.node is not None and len(many.node.items) == read_file.MAX_PARTS


# --- hostile files


def _socket(path):
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


SPECIAL: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "socket": _socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "loop": lambda path: path.symlink_to(path.name),
    "nowhere": lambda path: path.symlink_to("gone.yaml"),
    "folder": lambda path: path.symlink_to("."),
}


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
def test_what_is_no_file_is_a_fault_at_once(make, tmp_path):
    make(tmp_path / "events.yaml")
    with pytest.raises(YamlError) as caught:
        read_file.read_bytes(tmp_path / "events.yaml")
    assert caught.value.code == "unreadable"


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    # root may read everything, so rights alone would not be tried everywhere
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(YamlError, match="Permission denied") as caught:
        read_file.read_bytes(tmp_path / "events.yaml")
    assert (caught.value.code, caught.value.line) == ("unreadable", 1)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "bomb": BOMB,
    "many-bombs": "a: {b: c\n" + "".join(
        f"i{n}: [&a{n} [1,1,1,1,1,1,1,1,1,1], &b{n} [{', '.join([f'*a{n}'] * 10)}],"
        f" [{', '.join([f'*b{n}'] * 10)}]]\n" for n in range(5000)
    ),
    "deep": "a: " + "[" * 1_000_000,
    "deep-block": "".join(" " * n + "a:\n" for n in range(2000)),
    "chain": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [[[*a{n - 1}]]]\n" for n in range(1, 3000)),
    "text": "a: " + "x" * 7_000_000,
    "key": "k" * 7_000_000 + ": 1\n",
    "quotes": '"' * 7_000_000,
    "spaces": "a" + " " * 7_000_000 + "b",
    "directives": "".join(f"%TAG !a{n}! x\n" for n in range(200_000)) + "---\na: 1\n",
    "keys": "a:\n" + "".join(f"  k{n}: 1\n" for n in range(50_000)),
    "same-keys": "a:\n" + "  k: 1\n" * 50_000,
    "ids": "".join(f"i{n}: {{}}\n" for n in range(30_000)),
    "broken": "a: {\n" + "".join(f"i{n}: {{ x\n" for n in range(60_000)),
    "list": "a: {industries: [" + "1," * 75_000 + "]}\n",
    "links": "a:\n  name: {en: A}\n  date: 2016\n  type: other\n  summary: x\n"
    "  cite: [{source: x, checked: text}]\n  industries: ["
    + ",".join(f"i{n}" for n in range(50_000)) + "]\n",
}  # fmt: skip

MORE_BYTES, SECONDS = 1_000_000_000, 15
"""What a run may take of memory, beyond what this process has, and of the processor."""


@pytest.mark.others
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_ends_in_a_diagnostic_within_its_limits(what, tmp_path):
    (tmp_path / "events.yaml").write_text(HOSTILE[what], encoding="utf-8")
    _limited(tmp_path)


@pytest.mark.others
def test_a_file_of_50_megabytes_is_not_read(tmp_path):
    with (tmp_path / "events.yaml").open("wb") as file:
        file.truncate(50 * 2**20)
    assert '"file-too-large"' in _limited(tmp_path)


def _limited(folder):
    """Validate with bounded memory and processor time; there must be findings, and no bug."""

    def work():
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MORE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        return main(["--debug", "validate", "--json", str(folder)])

    done = ran(work)
    assert done.code == 1, done.err[-2000:]
    assert done.err == ""
    assert done.out.count('"severity"') <= 1002
    return done.out
