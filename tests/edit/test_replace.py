"""Atomic replacement, and the lock against two writers at a time."""

import errno
import json
import os
import signal
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import started
from mic25cli import safefile
from mic25cli.edit import lock, replace
from mic25cli.edit.lock import Holder
from mic25cli.errors import RecordsError

ME = Holder(os.getpid(), "here", "mic25 test", "2026-01-01 10:00:00+01:00")


@pytest.fixture
def path(tmp_path):
    """A file of records, alone in its folder."""
    file = tmp_path / "funds.yaml"
    file.write_text("old")
    return file


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_with_its_mode(path, tmp_path):
    path.chmod(0o640)
    replace.replace(path, "新\n", b"old", tmp_path)
    assert path.read_bytes() == "新\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert _names(tmp_path) == ["funds.yaml"]


def test_a_new_file_gets_its_folder_and_the_usual_mode(tmp_path):
    path = tmp_path / "funds" / "new.yaml"
    replace.replace(path, "x", None, tmp_path)
    (tmp_path / "usual").write_text("")
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    target = tmp_path / "elsewhere" / "real.yaml"
    target.parent.mkdir()
    target.write_text("old")
    link = tmp_path / "funds.yaml"
    link.symlink_to(target)
    replace.replace(link, "new", b"old", tmp_path)
    assert link.is_symlink() and target.read_text() == "new"
    assert _names(target.parent) == ["real.yaml"]


def _outside(folder):
    """Paths of a record folder that lead out of it, by the way they do so."""
    away = folder.parent / "away"
    away.mkdir()
    (away / "config.yaml").write_text("old")
    (folder / "file.yaml").symlink_to("../away/config.yaml")
    (folder / "absolute.yaml").symlink_to(away / "config.yaml")
    (folder / "nowhere.yaml").symlink_to("../away/deep/new.yaml")
    (folder / "chain.yaml").symlink_to("file.yaml")
    (folder / "funds").symlink_to("../away")
    (folder / "circle.yaml").symlink_to("circle.yaml")
    return {
        "a link": folder / "file.yaml",
        "an absolute link": folder / "absolute.yaml",
        "a link to nothing": folder / "nowhere.yaml",
        "a link to a link": folder / "chain.yaml",
        "in a linked folder": folder / "funds" / "config.yaml",
        "new in a linked folder": folder / "funds" / "new.yaml",
        "a circle": folder / "circle.yaml",
        "dots": folder / ".." / "away" / "config.yaml",
    }


@pytest.mark.parametrize("expected", [b"old", None], ids=["there", "new"])
def test_nothing_is_written_outside_the_folder(tmp_path, expected):
    folder = tmp_path / "records"
    folder.mkdir()
    for how, path in _outside(folder).items():
        with pytest.raises(RecordsError):
            replace.replace(path, "new", expected, folder)
        assert (tmp_path / "away" / "config.yaml").read_text() == "old", how
        assert _names(tmp_path / "away") == ["config.yaml"], how


def test_a_folder_that_is_a_link_itself_is_written_to(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "funds.yaml").write_text("old")
    (tmp_path / "records").symlink_to("real")
    folder = tmp_path / "records"
    replace.replace(folder / "funds.yaml", "new", b"old", folder)
    assert (tmp_path / "real" / "funds.yaml").read_text() == "new"


def test_what_stands_at_the_temporary_name_is_not_followed(tmp_path):
    folder = tmp_path / "records"
    folder.mkdir()
    (tmp_path / "mine").write_text("mine")
    path = folder / "funds.yaml"
    path.write_text("old")
    (folder / f".funds.yaml.{os.getpid()}.tmp").symlink_to("../mine")
    replace.replace(path, "new", b"old", folder)
    assert (tmp_path / "mine").read_text() == "mine" and path.read_text() == "new"
    assert _names(folder) == ["funds.yaml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept_and_with_it_the_bits_that_depend_on_it(path, tmp_path):
    os.chown(path, 4711, 4712)
    path.chmod(0o4640)
    replace.replace(path, "new", b"old", tmp_path)
    seen = path.stat()
    assert (seen.st_uid, seen.st_gid, stat.S_IMODE(seen.st_mode)) == (4711, 4712, 0o4640)


def test_an_owner_that_cannot_be_kept_takes_the_bits_with_him(path, tmp_path, monkeypatch):
    path.chmod(0o4750)

    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    real = Path.stat

    def of_somebody(self, **options):
        seen = real(self, **options)
        if self != path:
            return seen
        return os.stat_result((*seen[:4], seen.st_uid + 1, *seen[5:]))

    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(Path, "stat", of_somebody)
    replace.replace(path, "new", b"old", tmp_path)
    monkeypatch.undo()
    assert stat.S_IMODE(path.stat().st_mode) == 0o750 and path.read_text() == "new"


def test_extended_attributes_are_kept(path, tmp_path):
    try:
        os.setxattr(path, "user.origin", b"clerk")
    except (AttributeError, OSError):
        pytest.skip("no extended attributes here")
    replace.replace(path, "new", b"old", tmp_path)
    assert os.getxattr(path, "user.origin") == b"clerk"


def test_a_new_file_takes_no_name_that_somebody_has_by_then(tmp_path, monkeypatch):
    """Even between the second look and the naming."""
    path = tmp_path / "funds.yaml"
    real = os.link

    def late(source, target):
        path.write_text("theirs")
        real(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(RecordsError, match="has changed"):
        replace.replace(path, "ours", None, tmp_path)
    assert path.read_text() == "theirs" and _names(tmp_path) == ["funds.yaml"]


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_failure_leaves_the_old_file_and_nothing_else(path, tmp_path, monkeypatch, step):

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(RecordsError, match="No space left"):
        replace.replace(path, "new", b"old", tmp_path)
    assert path.read_text() == "old" and _names(tmp_path) == ["funds.yaml"]


def test_what_somebody_saved_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "funds.yaml"
    path.write_text("theirs")
    with pytest.raises(RecordsError, match="has changed"):
        replace.replace(path, "ours", b"old", tmp_path)
    with pytest.raises(RecordsError, match="has changed"):
        replace.replace(path, "ours", None, tmp_path)
    assert path.read_text() == "theirs"


@pytest.mark.parametrize("before", ["old", None])
def test_a_save_in_the_moment_of_writing_is_not_overwritten(tmp_path, monkeypatch, before):
    """A slow disk takes seconds to write the new text; an editor saves in the meantime."""
    path = tmp_path / "funds.yaml"
    if before is not None:
        path.write_text(before)
    real = os.fsync

    def slow(handle):
        real(handle)
        path.write_text("theirs")

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(RecordsError, match="has changed"):
        replace.replace(path, "ours", before.encode() if before else None, tmp_path)
    assert path.read_text() == "theirs" and _names(tmp_path) == ["funds.yaml"]


def _unread(path):
    """The result of `stat` for a file, except when it was read."""
    seen = path.lstat()
    return (*safefile.state(seen), seen.st_mode, seen.st_nlink)


NO_LOCKS: dict[str, Callable[[Path, Path], object]] = {
    "a link": lambda lock_file, victim: lock_file.symlink_to(victim),
    "a hard link": lambda lock_file, victim: os.link(victim, lock_file),
    "a link to nothing": lambda lock_file, victim: lock_file.symlink_to(victim.with_name("made")),
    "a pipe": lambda lock_file, victim: os.mkfifo(lock_file),
    "a folder": lambda lock_file, victim: lock_file.mkdir(),
    "a text": lambda lock_file, victim: lock_file.write_text("a text of somebody"),
    "a device": lambda lock_file, victim: lock_file.symlink_to("/dev/null"),
}


@pytest.mark.parametrize("make", NO_LOCKS.values(), ids=NO_LOCKS)
def test_what_is_no_lock_file_is_left_alone(tmp_path, make):
    home, records = tmp_path / "home", tmp_path / "records"
    home.mkdir()
    records.mkdir()
    victim = home / "diary"
    victim.write_text("a text of somebody")
    make(records / lock.NAME, victim)
    seen = _unread(records / lock.NAME)
    with pytest.raises(RecordsError), lock.hold(records, ME):
        pass
    assert victim.read_text() == "a text of somebody" and _names(home) == ["diary"]
    assert _unread(records / lock.NAME) == seen


def test_the_lock_names_its_holder_and_leaves_no_file(tmp_path):
    with lock.hold(tmp_path, ME):
        assert json.loads((tmp_path / lock.NAME).read_text())["pid"] == os.getpid()
        with pytest.raises(RecordsError, match="locked by") as caught, lock.hold(tmp_path, ME):
            pass
    told = caught.value.message
    assert str(os.getpid()) in told and ME.since in told and ME.command in told
    assert _names(tmp_path) == []


def test_one_who_waits_gets_the_lock_when_it_is_free(tmp_path):
    holding, done = threading.Event(), threading.Event()

    def first():
        with lock.hold(tmp_path, ME):
            holding.set()
            done.wait(60)

    thread = threading.Thread(target=first)
    thread.start()
    try:
        assert holding.wait(60)
        threading.Timer(0.2, done.set).start()
        with lock.hold(tmp_path, ME, wait=60):
            assert done.is_set() and (tmp_path / lock.NAME).exists()
    finally:
        done.set()
        thread.join()
    assert _names(tmp_path) == []


@pytest.mark.parametrize(
    "left", ["", json.dumps({"pid": 1, "host": "x", "command": "y", "since": "z"})]
)
def test_a_file_that_was_left_behind_locks_nothing(tmp_path, left):
    (tmp_path / lock.NAME).write_text(left)
    with lock.hold(tmp_path, ME):
        pass
    assert _names(tmp_path) == []


@pytest.mark.others
def test_a_killed_holder_locks_nothing(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from mic25cli.edit import lock\n"
        "with lock.hold(Path(sys.argv[1]), lock.Holder(1, 'h', 'c', 's')):\n"
        "    print('held', flush=True); time.sleep(600)\n"
    )
    process = started("-c", script, str(tmp_path), stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(RecordsError, match="process 1 on h"), lock.hold(tmp_path, ME):
            pass
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert _names(tmp_path) == [lock.NAME]
    with lock.hold(tmp_path, ME):
        pass


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    with (
        pytest.raises(RecordsError, match="nothing can be written"),
        lock.hold(tmp_path / "none", ME),
    ):
        pass


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "space on the disk"), (errno.EDQUOT, "space on the disk"), (errno.EIO, "")],
)
def test_a_lock_that_cannot_be_written_leaves_no_file(tmp_path, monkeypatch, number, advice):
    def full(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(RecordsError) as caught, lock.hold(tmp_path, ME):
        pytest.fail("held")
    assert os.strerror(number) in caught.value.message and advice in (caught.value.hint or "")
    assert _names(tmp_path) == []


def test_a_lock_of_which_a_part_is_written_is_one_all_the_same(tmp_path, monkeypatch):
    """A full disk writes a part and reports no error; after a kill, that part stays."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, text: write(handle, text[:9]))
    with lock.hold(tmp_path, ME):
        left = (tmp_path / lock.NAME).read_text()
    (tmp_path / lock.NAME).write_text(left)
    with lock.hold(tmp_path, ME):
        pass
    assert _names(tmp_path) == []
