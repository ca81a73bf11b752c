"""Only regular files are opened, a file is replaced as a whole, and old ones are deleted."""

import hashlib
import os
from pathlib import Path

import pytest

from mic25cli import safefile

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, links and owners of POSIX")


def odd(folder, what):
    path = folder / what
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    return Path("/dev/zero") if what == "device" else path


@posix
@pytest.mark.parametrize("what", ["pipe", "folder", "device"])
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path, what, linked):
    path = odd(tmp_path, what)
    if linked:
        (tmp_path / "link").symlink_to(path)
        path = tmp_path / "link"
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    for call in (safefile.opened, safefile.sha256, lambda each: safefile.read(each, 10)):
        with pytest.raises(safefile.NotRegularError):
            call(path)
    if before:
        assert len(os.listdir("/proc/self/fd")) == len(before), "each is closed"


@posix
def test_a_link_and_a_file_of_somebody_else_are_refused_where_that_is_asked(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to("file")
    assert safefile.read(tmp_path / "link", 10) == b"text"
    with pytest.raises(OSError, match="link"):
        safefile.read(tmp_path / "link", 10, links=False)
    os.close(safefile.opened(tmp_path / "file", own=True))
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(safefile.NotRegularError):
        safefile.opened(tmp_path / "file", own=True)


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 500])
def test_one_byte_more_than_the_most_is_read(tmp_path, size):
    (tmp_path / "file").write_bytes(b"x" * size)
    assert safefile.read(tmp_path / "file", 10) == b"x" * min(size, 11)
    assert safefile.sha256(tmp_path / "file") == hashlib.sha256(b"x" * size).hexdigest()


def test_a_file_is_put_whole_or_not_at_all(tmp_path):
    target = tmp_path / "below" / "file"
    handle = safefile.put_in_place(target, lambda out: out.write(b"one") and None)
    os.lseek(handle, 0, os.SEEK_SET)
    assert os.read(handle, 10) == target.read_bytes() == b"one"
    os.close(handle)

    def killed(out):
        out.write(b"two")
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        safefile.put_in_place(target, killed)
    assert target.read_bytes() == b"one" and os.listdir(target.parent) == ["file"]


def test_a_new_name_takes_none_that_is_there(tmp_path, monkeypatch):
    made, target = tmp_path / "made", tmp_path / "target"
    made.write_bytes(b"new")
    safefile.name_new(made, target)
    assert os.listdir(tmp_path) == ["target"] and target.read_bytes() == b"new"
    made.write_bytes(b"newer")
    with pytest.raises(FileExistsError):
        safefile.name_new(made, target)
    assert target.read_bytes() == b"new"

    def none(*paths):
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", none)
    safefile.name_new(made, tmp_path / "other")
    assert sorted(os.listdir(tmp_path)) == ["other", "target"]


def test_a_folder_that_cannot_be_written_has_no_time(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert safefile.disk_time(tmp_path / "file" / "name") is None
    now = safefile.disk_time(tmp_path / "name")
    (tmp_path / "later").write_text("")
    assert now is not None and now <= (tmp_path / "later").stat().st_mtime_ns
    assert sorted(os.listdir(tmp_path)) == ["file", "later"]


def test_the_newest_files_stay_and_what_killed_writers_began_goes(tmp_path):
    for number, name in enumerate(["a-1.x", "a-2.x", "b-3.x", "a-4.x", "a-5.x", "a-6.tmp"]):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (number, number))
    (tmp_path / "a-new.tmp").write_text("")
    (tmp_path / "a-folder.x").mkdir()
    safefile.prune(tmp_path, "a-", ".x", 2)
    assert sorted(os.listdir(tmp_path)) == ["a-4.x", "a-5.x", "a-folder.x", "a-new.tmp", "b-3.x"]


def test_a_folder_that_was_emptied_meanwhile_has_nothing_to_prune(tmp_path):
    (tmp_path / "another").write_bytes(b"")
    safefile.prune(tmp_path, "a-", ".x", 2)
    assert [path.name for path in tmp_path.iterdir()] == ["another"]
