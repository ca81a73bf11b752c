"""Two processes for one piece of work: the same results in the same order, whatever happens."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pydantic
import pytest

from mic25cli.check import run
from mic25cli.check.run import check
from mic25cli.store import cores, load, place

Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, whatever threads the test's own has; what they do needs none."""
    if not hasattr(os, "fork"):
        pytest.skip("no second process on this platform")
    monkeypatch.setattr(cores, "alone", lambda: True)


pytestmark = pytest.mark.filterwarnings("ignore:This process.*is multi-threaded")


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 199, 200, 201, 256, 1_000])
@pytest.mark.usefixtures("two")
def test_results_come_in_order(count: int) -> None:
    assert list(cores.in_order(count, lambda number: number * 2, True)) == [
        2 * n for n in range(count)
    ]


@pytest.mark.usefixtures("two")
def test_the_other_process_works_while_this_one_has_something_else_to_do(tmp_path: Path) -> None:
    me, here, there = os.getpid(), tmp_path / "here", tmp_path / "there"

    def work(number: int) -> bool:
        if os.getpid() != me and number == 319:
            there.touch()
        return os.getpid() == me

    def until_all_is_done() -> None:
        here.touch()
        end = time.monotonic() + 60
        while not there.exists() and time.monotonic() < end:
            time.sleep(0.01)

    assert list(cores.in_order(320, work, True, until_all_is_done)) == [False] * 320
    assert here.exists()


@pytest.mark.usefixtures("two")
def test_what_the_other_process_is_too_slow_for_is_done_here() -> None:
    me = os.getpid()

    def work(number: int) -> bool:
        if os.getpid() != me:
            time.sleep(0.05)
        return os.getpid() == me

    assert list(cores.in_order(320, work, True)).count(True) > 160


@pytest.mark.usefixtures("two")
def test_many_results_wait_for_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_AHEAD", 1 << 12)
    large = [bytes([number]) * 300_000 for number in range(40)]
    assert list(cores.in_order(40, large.__getitem__, True)) == large


@pytest.mark.usefixtures("two")
def test_tickets_for_any_number_fit_into_their_pipe() -> None:
    assert sum(cores.in_order(600_000, lambda number: 1, True)) == 600_000


@pytest.mark.parametrize("much", [True, False])
def test_what_is_to_be_done_meanwhile_is_done_once(
    much: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []
    for alone in (True, False):
        monkeypatch.setattr(cores, "alone", lambda alone=alone: alone)
        assert list(cores.in_order(9, str, much, lambda: done.append(1))) == list("012345678")
    assert done == [1, 1]


def test_little_work_is_done_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a second process for little work"))
    assert list(cores.in_order(300, str, False)) == list(map(str, range(300)))


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("how", ["raises", "dies", "gives what cannot be handed over"])
def test_what_the_other_process_does_not_give_is_done_here(how: str) -> None:
    me = os.getpid()

    def work(number: int) -> object:
        if number >= 96 and os.getpid() != me:
            if how == "raises":
                raise RuntimeError(number)
            if how == "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            return lambda: number
        return number

    assert list(cores.in_order(300, work, True)) == list(range(300))


@pytest.mark.usefixtures("two")
def test_an_error_is_raised_at_its_place_and_no_process_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork, made = os.fork, []

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)

    def work(number: int) -> int:
        if number == 100:
            raise ValueError(number)
        return number

    found = []
    with pytest.raises(ValueError, match="100"):
        found.extend(cores.in_order(300, work, True))
    results = cores.in_order(300, work, True)
    assert next(results) == 0
    results.close()
    assert len(made) == 2
    for process in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


@pytest.mark.usefixtures("two")
def test_a_process_whose_other_half_is_killed_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "_AHEAD", 1 << 12)
    noted = tmp_path / "process"
    killed = os.fork()
    if killed == 0:

        def work(number: int) -> bytes:
            noted.with_suffix(".new").write_text(str(os.getpid()))
            noted.with_suffix(".new").rename(noted)
            return bytes(4_000_000)

        list(cores.in_order(40, work, True, lambda: time.sleep(600)))
        os._exit(1)
    end = time.monotonic() + 60
    while not noted.exists() and time.monotonic() < end:
        time.sleep(0.01)
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    other = Path("/proc") / noted.read_text()
    while other.exists() and "(zombie)" not in state(other) and time.monotonic() < end:
        time.sleep(0.01)
    assert not other.exists() or "(zombie)" in state(other)


def state(process: Path) -> str:
    """What the system says of a process; nothing of one that is gone."""
    try:
        return (process / "status").read_text()
    except OSError:
        return ""


@pytest.mark.usefixtures("two")
def test_where_no_process_can_be_made_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    assert list(cores.in_order(300, str, True)) == list(map(str, range(300)))


@pytest.mark.slow
@pytest.mark.usefixtures("two")
def test_a_large_book_reads_alike_by_one_and_by_two(
    records: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def term(number: int) -> str:
        body = f"{{name: {{en: N{number % 150}}}, cite: [{{source: s, checked: text}}]}}"
        broken = {7: "@", 40: "{}", 90: "{name: 1}", 150: f"{body}\nt3: {body}"}
        return f"t{number}: {broken.get(number, body)}\n"

    files = {f"terms/{number:03}.yaml": term(number) for number in range(230)}
    folder = records({**files, "sources.yaml": "s: {title: S, lang: en, grade: B, coverage: full}"})
    monkeypatch.setattr(run, "MANY_RECORDS", 50)
    both = load.load([folder])
    reported = check(both)
    monkeypatch.setattr(cores, "alone", lambda: False)
    one = load.load([folder])
    assert both.records == one.records and list(both.ids.items()) == list(one.ids.items())
    assert both.diagnostics == one.diagnostics and both.files == one.files
    assert reported == check(one) and len(reported.diagnostics) > 80


@pytest.mark.parametrize(
    ("files", "size", "built", "much"),
    [
        (1, 99, False, False), (1, 200_000, False, True), (25, 9, False, True),
        (25, 9, True, False), (1, 200_000, True, False), (250, 9, True, True),
    ],
)  # fmt: skip
def test_little_is_read_without_a_second_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int, size: int, built: bool, much: bool
) -> None:
    if not built:
        monkeypatch.delitem(sys.modules, "pydantic", raising=False)
    else:
        monkeypatch.setitem(sys.modules, "pydantic", pydantic)
    (tmp_path / "terms.yaml").write_text("#" * size)
    file = place.RecordFile(tmp_path, tmp_path / "terms.yaml", "terms")
    assert load._is_much([file] * files) is much
