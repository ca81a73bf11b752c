"""Random cases within a budget: FUZZ multiplies it, FUZZ_SEED starts elsewhere."""

import io
import os
import random
import re
import shutil
import sys

import pytest

from cases import data
from mic25cli.cli.commands import COMMANDS
from mic25cli.edit import replace
from mic25cli.edit.new_folder import STARTER
from mic25cli.errors import RecordsError
from mic25cli.model.kinds import KINDS

pytestmark = pytest.mark.slow

TIMES = int(os.environ.get("FUZZ", "1"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))


def seeds(count):
    """The seeds of a test, as many as the budget allows."""
    return range(SEED, SEED + count * TIMES)


PIECES, PROFILE, MORE, WORDS, NUMBERS, READING, OUTPUTS = data(
    __file__, "PIECES", "PROFILE", "MORE", "WORDS", "NUMBERS", "READING", "OUTPUTS"
)


def retyped(text, chance):
    """A text with one value replaced: mostly still YAML, and often still a dataset."""
    values = list(re.finditer(r"(?<=: )[^\s{}\[\],]+(?=[,}\n])", text))
    if not values:
        return text
    at = chance.choice(values)
    numbers = [each for each in values if each[0][0].isdigit()]
    if numbers and chance.random() < 0.5:
        at, value = chance.choice(numbers), chance.choice(NUMBERS)
    else:
        value = chance.choice(values)[0]
    return text[: at.start()] + value + text[at.end() :]


def mutated(text, chance):
    """A text with a few changes: cut, doubled, swapped, inserted; or only with other values."""
    if chance.random() < 0.4:
        for _ in range(chance.randint(1, 4)):
            text = retyped(text, chance)
        return text.encode("utf-8", "surrogateescape")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randint(0, 40))
        way = chance.randrange(5)
        if way == 0:
            text = text[:at] + text[end:]
        elif way == 1:
            text = text[:end] + text[at:end] + text[end:]
        elif way == 2:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif way == 3:
            text = text[:at] + chance.choice(PIECES) + text[end:]
        else:
            lines = text.split("\n")
            chance.shuffle(lines)
            text = "\n".join(lines)
    return text.encode("utf-8", "surrogateescape")


@pytest.fixture
def dataset(tmp_path):
    """A folder with the starter records."""
    folder = tmp_path / "records"
    folder.mkdir()
    for path in STARTER.glob("*.yaml"):
        shutil.copy(path, folder)
    (folder / "dataset.yaml").write_text(PROFILE, encoding="utf-8")
    return folder


FORMATS = ["table", "plain", "tsv", "csv", "json", "ndjson", "yaml", "md"]


@pytest.mark.others
@pytest.mark.parametrize("seed", seeds(20))
def test_mutated_records_end_in_an_answer_or_a_named_fault(mic25, dataset, monkeypatch, seed):
    monkeypatch.chdir(dataset.parent)
    chance = random.Random(seed)
    kind = chance.choice([*sorted(KINDS), *["dataset"] * 4])
    path = dataset / f"{kind}.yaml"
    path.write_bytes(mutated(path.read_text("utf-8"), chance))
    before = path.read_bytes()
    ids = re.findall(rb"^[a-z0-9-]+(?=:)", before, re.MULTILINE)
    record = chance.choice([*ids, b"x"]).decode()
    for command in [*READING, *chance.sample(MORE, 4), chance.choice(OUTPUTS)]:
        words = command.replace("KIND", kind).replace("ID", record).split()
        # Bare words print what they open, so they have no contract.
        if not {"fmt", "validate", "--query", "-o", "export"} & set(words) and words[0] != record:
            words += ["-f", chance.choice(FORMATS)]
        where = ["--records", str(dataset)]
        if chance.random() < 0.3:
            where = ["--dataset", str(dataset), "--dataset", f"other={dataset}"]
        ran = mic25(*words, *where)
        assert ran.code in (0, 1, 2), (words, where, ran.err)
        shown = ran.out + ran.err
        for written in dataset.parent.glob("x.*"):
            shown += written.read_text(encoding="utf-8")
        assert not set(shown) & set("\x1b\u202e\x00\U000e0041"), command
    assert path.read_bytes() == before
    first = mic25("fmt", "--records", str(dataset), str(path))
    if first.code == 0:
        assert mic25("fmt", "--check", "--records", str(dataset), str(path)).code == 0
    else:
        assert path.read_bytes() == before


@pytest.mark.parametrize("seed", seeds(60))
def test_argument_lists_end_in_an_answer_or_a_named_mistake(mic25, dataset, monkeypatch, seed):
    chance = random.Random(seed)
    monkeypatch.chdir(dataset.parent)
    monkeypatch.setenv("MIC25_RECORDS", str(dataset))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    first = chance.choice([*KINDS, *COMMANDS, *WORDS])
    words = [first, *(chance.choice(WORDS) for _ in range(chance.randint(0, 5)))]
    ran = mic25(*words)
    assert ran.code in (0, 1, 2), (words, ran.err)
    assert "\u202e" not in ran.out + ran.err and "\n::error" not in ran.out + ran.err
    if "always" not in words:
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("seed", seeds(20))
def test_no_save_of_an_editor_is_lost(tmp_path, seed):
    """The editor saves during the writing, in place or by renaming, as editors do."""
    path = tmp_path / "terms.yaml"
    path.write_text("old")
    step = random.Random(seed).randint(1, 7)
    real = {name: getattr(os, name) for name in ("fsync", "open", "chmod")}
    saved = False

    def save():
        nonlocal saved
        saved = True
        if seed % 2:
            (tmp_path / "swap").write_text("theirs")
            os.rename(tmp_path / "swap", path)
        else:
            path.write_text("theirs")

    def saving(name):
        def call(*arguments, **options):
            nonlocal step
            step -= 1
            if step == 0:
                save()
            return real[name](*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(os, name, saving(name))
        try:
            replace.replace(path, "ours", b"old", tmp_path)
        except RecordsError:
            assert saved
    assert path.read_text() == ("theirs" if saved else "ours")
    assert os.listdir(tmp_path) == ["terms.yaml"]
