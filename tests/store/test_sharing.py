"""Two editions read in one run: files with the same content are read once."""

from __future__ import annotations

import subprocess
from inspect import unwrap
from pathlib import Path

import pytest

from mic25cli.store import load, yamlio
from mic25cli.store.revision import open_revision

CITE = "cite: [{source: s, checked: text}]"
SOURCES = "s: {title: S, lang: en, grade: B, coverage: full}\n"


def term(number: int, name: str) -> str:
    return f"t{number}: {{name: {{en: {name}}}, {CITE}}}\n"


def indicator(unit: str) -> str:
    return f"i: {{name: {{en: I}}, definition: d, unit: {unit}}}\n"


TARGET = f"a: {{name: {{en: A}}, indicator: i, milestones: [{{year: 2020, value: 1, {CITE}}}]}}\n"


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        (folder / "terms").mkdir(parents=True)
        (folder / "sources.yaml").write_text(SOURCES)
        for number in range(20):
            name = "Other" if folder is new and number == 7 else f"T{number}"
            (folder / "terms" / f"{number}.yaml").write_text(term(number, name))
    return old, new


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the YAML parser is given."""
    texts: list[str] = []
    records = yamlio.records

    def noted(text: str) -> list[tuple[str, int, object]] | None:
        texts.append(text)
        return records(text)

    monkeypatch.setattr(yamlio, "records", noted)
    monkeypatch.setattr(load, "_read_valid", unwrap(load._read_valid))
    return texts


def test_a_file_of_the_same_content_is_read_once(
    editions: tuple[Path, Path], readings: list[str]
) -> None:
    with load.sharing_records():
        found = [load.load([each]) for each in editions]
    assert len(readings) == 21 + 1
    assert found[1].records["terms"]["t7"]["name"]["en"] == "Other"
    assert found[0].records["terms"]["t7"]["name"]["en"] == "T7"
    again = [load.load([each]) for each in editions]
    assert len(readings) == 22 + 42, "outside, nothing is shared"
    assert [each.records for each in found] == [each.records for each in again]
    assert [each.ids for each in found] == [each.ids for each in again]
    assert [each.book.digest for each in found] == [each.book.digest for each in again]


def test_a_file_of_another_kind_is_no_file_of_the_same_content(
    tmp_path: Path, readings: list[str]
) -> None:
    for kind in ("terms", "events"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{kind}.yaml").write_text(term(1, "T"))
    with load.sharing_records():
        assert not load.load([tmp_path / "terms"]).diagnostics
        assert load.load([tmp_path / "events"]).diagnostics
    assert len(readings) == 2


def test_the_unit_of_a_target_is_that_of_its_own_edition(tmp_path: Path) -> None:
    folders = []
    for unit in ("percent", "count"):
        folder = tmp_path / str(len(folders))
        folder.mkdir()
        (folder / "sources.yaml").write_text(SOURCES)
        (folder / "indicators.yaml").write_text(indicator(unit))
        (folder / "targets.yaml").write_text(TARGET)
        folders.append(folder)
    with load.sharing_records():
        found = [load.load([each]) for each in folders]
    units = [each.records["targets"]["a"]["milestones"][0]["unit"] for each in found]
    assert units == ["percent", "count"]


def test_a_revision_shares_with_the_folder(
    editions: tuple[Path, Path], readings: list[str], tmp_path: Path
) -> None:
    folder = editions[0]
    git = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *arguments], check=True)
    (folder / "terms" / "3.yaml").write_text(term(3, "Later"))
    with load.sharing_records():
        now = load.load([folder])
        then = open_revision(folder, "HEAD").book
    assert len(readings) == 21 + 1
    assert now.records["terms"]["t3"]["name"]["en"] == "Later"
    assert then.kind("terms")["t3"]["name"]["en"] == "T3"
    assert then.digest == open_revision(folder, "HEAD").book.digest
