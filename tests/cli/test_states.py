"""A walk over the states of a dataset on disk: what was stored in one never shows in another.

After each step of a random walk, two commands run with the caches of earlier runs and with empty
ones: bytes and exit code are the same. Times are set back before each run, so that results are
stored; the test counts how often they were used.
"""

import os
import random
import re
import shutil
from collections.abc import Callable

import pytest

import forked
from cases import data
from conftest import RECORDS, ROOT, Ran, python
from mic25cli.edit.new_folder import STARTER
from mic25cli.store import record_folders, snapshot
from others import committed
from states import SLIPS, Kept

pytestmark = pytest.mark.slow

FUZZ = int(os.environ.get("FUZZ", "0"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))
WALKS, STEPS = (FUZZ * 2, 63) if FUZZ else (2, 50)
"""Two pairs a step: 200 in the suite, 10,000 with FUZZ=40."""
[LOOKED_UP] = data(__file__, "LOOKED_UP")
CHECKED = ["validate", "validate -f json", "fmt --check", "{kind} --rev HEAD --json"]


class Walk:
    """A dataset that is changed step by step, and the words for commands on it."""

    def __init__(self, seed, kept, start=STARTER):
        self.start = start
        self.chance, self.kept, self.dataset = random.Random(seed), kept, kept.dataset
        self.lay_out()
        committed(self.dataset)
        self.steps: list[Callable[[], None]] = [
            *[self.nothing] * 8,
            *[self.slip] * 4,
            self.rename,
            self.swap,
            self.remove,
            self.add,
            self.replace_folder,
            self.restore_times,
            self.interrupt_writer,
            self.older_cache,
        ]
        self.spoilt = False

    def file(self):
        return self.chance.choice(sorted(self.dataset.rglob("*.yaml")))

    def nothing(self):
        """Nothing changes between two commands."""

    def lay_out(self):
        """All files are as they were at first."""
        for path in self.dataset.rglob("*.y*ml"):
            path.unlink()
        ignored = shutil.ignore_patterns("*.md", "*.yml")
        shutil.copytree(self.start, self.dataset, ignore=ignored, dirs_exist_ok=True)

    def slip(self):
        SLIPS[self.chance.choice(list(SLIPS))](self.file())

    def rename(self):
        """A record gets another id, in all places."""
        ids = re.findall(r"^([a-z0-9-]+):", self.file().read_text("utf-8", "replace"), re.MULTILINE)
        if ids:
            old, new = self.chance.choice(ids), f"new-{self.chance.randrange(100)}"
            for path in self.dataset.rglob("*.yaml"):
                path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    def swap(self):
        """Two ids of a file change places: the same number of bytes, another dataset."""
        path = self.file()
        text = path.read_text("utf-8", "replace")
        ids = re.findall(r"^([a-z0-9-]+):", text, re.MULTILINE)
        if len(ids) > 1:
            one, two = self.chance.sample(ids, 2)
            turned = {one: two, two: one}
            text = re.sub(
                r"^([a-z0-9-]+):",
                lambda hit: f"{turned.get(hit[1], hit[1])}:",
                text,
                flags=re.MULTILINE,
            )
            path.write_text(text, encoding="utf-8")

    def remove(self):
        self.file().unlink()

    def add(self):
        number = self.chance.randrange(100)
        (self.dataset / "terms").mkdir(exist_ok=True)
        text = f"added-{number}: {{en: Added {number}, zh: 加{number}}}\n"
        (self.dataset / "terms" / f"added-{number}.yaml").write_text(text, encoding="utf-8")

    def replace_folder(self):
        """The whole folder is replaced by another folder of the same name."""
        other = self.dataset.with_name("other")
        shutil.copytree(self.dataset, other)
        shutil.rmtree(self.dataset)
        other.rename(self.dataset)

    def restore_times(self):
        """A file gets another text of the same size, but keeps its times."""
        path = self.file()
        seen, raw = path.stat(), path.read_bytes()
        path.write_bytes(re.sub(rb"Example", b"Elpmaxe", raw, count=1))
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    def interrupt_writer(self):
        """A command that writes is killed at a call that names a file."""
        at = self.chance.randrange(3)

        def work():
            from mic25cli.cli.main import main

            calls = iter(range(10**6))
            name = os.replace

            def replace(*given):
                if next(calls) == at:
                    os._exit(9)
                name(*given)

            os.replace = replace
            given = ["example-recycling-rate", "2019", "17", "--source", "example-plan-2021"]
            return main(["observe", *given, "--records", str(self.dataset)])

        forked.ran(work)

    def older_cache(self):
        """The cache comes from another version."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(snapshot, "__version__", "0.0.9")
            self.kept.run(self.kept.warm, "terms", "-q", "--records", str(self.dataset))

    def set_back(self):
        for path in self.dataset.rglob("*.y*ml"):
            os.utime(path, ns=(10**18, 10**18))

    def command(self, form):
        kind = self.chance.choice(["terms", "targets", "sources", "indicators", "funds"])
        ids = ["example-recycling-target", "example-plan-2021", "example-recycling-rate"]
        word = self.chance.choice(["example", "plan", "循环", "added"])
        return form.format(kind=kind, id=self.chance.choice(ids), word=word).split()

    def step(self, *datasets):
        """A step, and two commands after it. Raises `AssertionError` if stored results show."""
        mends = self.spoilt and self.chance.random() < 0.9
        (self.lay_out if mends else self.chance.choice(self.steps))()
        self.set_back()
        if self.chance.random() < 0.8:
            # An earlier run, which is not compared.
            self.spoilt = self.kept.run(self.kept.warm, "terms", "-q", *datasets).code > 0
        forms = [self.chance.choice(LOOKED_UP), self.chance.choice(LOOKED_UP)]
        if self.chance.random() < 0.2:
            forms[0] = self.chance.choice(CHECKED)
        for form in forms:
            self.kept.hold([*self.command(form), *(datasets[:2] if "--rev" in form else datasets)])


@pytest.fixture
def kept(tmp_path, mic25, monkeypatch):
    return Kept(tmp_path, mic25, monkeypatch)


@pytest.mark.others
@pytest.mark.parametrize("walk", range(WALKS))
def test_what_was_kept_never_shows(kept, walk):
    walked = Walk(SEED + walk, kept)
    for _ in range(STEPS):
        walked.step("--records", str(kept.dataset))
    assert kept.pairs == 2 * STEPS
    assert kept.pairs_used >= STEPS, f"of {kept.pairs} pairs {kept.pairs_used} used what was kept"


@pytest.mark.others
def test_two_real_datasets_or_more(kept):
    """The changed dataset together with one or two real ones."""
    walked = Walk(SEED, kept)
    real = [ROOT / "examples" / "digital-decade", *([RECORDS] if FUZZ else [])]
    datasets = [word for each in (kept.dataset, *real) for word in ("--records", str(each))]
    for _ in range(6 * (FUZZ or 1)):
        walked.step(*datasets)
    assert kept.pairs_used


def test_the_records_of_an_installed_package(kept, monkeypatch):
    """A package has a snapshot of its own records, whatever happens to them."""
    walked = Walk(SEED, kept)
    snapshot.build(kept.dataset, kept.dataset.with_name(f"{kept.dataset.name}.dataset"))
    monkeypatch.setattr(snapshot, "_PACKAGE", kept.dataset.parent)
    monkeypatch.setattr(record_folders, "shipped", lambda: kept.dataset)
    assert snapshot.current_dataset((kept.dataset,)) is not None, (
        "the package's own, without a cache"
    )
    for _ in range(12 * (FUZZ or 1)):
        walked.step("--records", str(kept.dataset))
    assert kept.pairs_used


@pytest.mark.others
def test_with_processes_of_their_own_on_the_shipped_dataset(tmp_path, monkeypatch):
    def process(*words):
        done = python("-m", "mic25cli", *words, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    kept = Kept(tmp_path, process, monkeypatch)
    walked = Walk(SEED, kept, RECORDS)
    for _ in range(100 if FUZZ else 5):
        walked.step("--records", str(kept.dataset))
    assert list(kept.warm.rglob("*.dataset"))
