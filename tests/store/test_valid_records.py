"""Files that a second process reads ahead give the same as when read one by one."""

import os
import signal
import sys

import pytest

from mic25cli.store import load, valid_records

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no second process elsewhere")

FINE = "{id}: {{name: {{en: Term {id}, zh: 词}}, cite: [{{source: paper, checked: text}}]}}\n"
FAULTS = {
    5: "t-4: {}\n",  # an id that another file has, too
    6: "t-6: [\n",
    9: "t-9: {name: {en: Term}, colour: red}\n",
    10: FINE.format(id="T-10"),
    13: FINE.format(id="t-13").replace("\n", "\n# another\n"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(valid_records, "_GROUP", 2)
    monkeypatch.setattr(valid_records, "_may_fork", lambda: True)
    (tmp_path / "terms").mkdir()
    for number in range(24):
        text = FAULTS.get(number, FINE.format(id=f"t-{number}"))
        (tmp_path / "terms" / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    processes = []
    fork = os.fork

    def forked():
        processes.append(fork())
        return processes[-1]

    monkeypatch.setattr(os, "fork", forked)
    yield processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def loaded(folder):
    made = load.load([folder])
    files = [(file.path, file.digest, file.ids, file.valid) for file in made.files]
    return made.records, made.ids, made.mended, made.mentioned, made.diagnostics, files


def test_nothing_depends_on_who_reads_a_file(folder, started, monkeypatch):
    alone = loaded(folder)
    assert not started
    assert len({fault.code for fault in alone[4]}) > 3
    monkeypatch.setattr(valid_records, "MANY", 0)
    assert loaded(folder) == alone
    assert len(started) == 1


def test_the_rest_is_read_here_where_the_second_process_ends(folder, started, monkeypatch):
    alone, here, read = loaded(folder), os.getpid(), valid_records.of_file

    def ending(file, profile):
        if os.getpid() != here and file.path.name == "15.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        return read(file, profile)

    monkeypatch.setattr(valid_records, "MANY", 0)
    monkeypatch.setattr(valid_records, "of_file", ending)
    assert loaded(folder) == alone
    assert len(started) == 1


def test_an_interrupt_ends_both(folder, started, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(valid_records, "MANY", 0)
    monkeypatch.setattr(load, "load_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loaded(folder)
    assert len(started) == 1
