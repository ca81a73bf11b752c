"""The memory for a large dataset: an answer or a workbook is never in memory as a whole."""

import json
import sys
import zipfile

import pytest

import others
from cases import data
from conftest import python
from mic25cli.errors import UsageError

pytestmark = pytest.mark.slow

[PROGRAM] = data(__file__, "PROGRAM")

CITE = [{"source": "s", "at": "p. 2", "checked": "text"}]
NUMBER = 1_500


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """A dataset of many targets, each with its indicator."""
    folder = tmp_path_factory.mktemp("many")
    source = {"title": "T", "publisher": "P", "published": 2015, "lang": "en", "authority": "A",
              "coverage": "full", "url": "https://example.org/"}  # fmt: skip
    seen = [{"period": year, "value": year - 2005, "report": "s", "cite": CITE}
            for year in range(2015, 2026, 2)]  # fmt: skip
    indicators = {
        f"i{each}": {"name": {"en": f"Indicator {each}"}, "definition": "d", "unit": "percent",
                     "direction": "increase", "timing": "flow", "observations": seen}
        for each in range(NUMBER)
    }  # fmt: skip
    aim = {"year": 2025, "value": 15, "report": "s", "cite": CITE}
    targets = {
        f"t{each}": {"name": {"en": f"Target {each}"}, "indicator": f"i{each}", "origin": "plan",
                     "industries": [], "milestones": [aim]}
        for each in range(NUMBER)
    }  # fmt: skip
    for name, records in (("sources", {"s": source}), ("targets", targets),
                          ("indicators", indicators)):  # fmt: skip
        (folder / f"{name}.yaml").write_text(json.dumps(records), encoding="utf-8")
    return folder


def peak(dataset, *arguments):
    """The maximum bytes that a command used, and its output."""
    ran = python("-c", PROGRAM, "--records", dataset, *arguments)
    return int(ran.stderr.split()[-1]), ran.stdout


@pytest.mark.others
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_progress_holds_no_more_than_its_text(dataset, form):
    line = ("progress", "--as-of", "2026", "-f", form)
    peak(dataset, *line, "--limit", "1")  # stores a snapshot
    one, _ = peak(dataset, *line, "--limit", "1")
    every, text = peak(dataset, *line)
    assert len(text) > 1_000 * NUMBER
    # As values, in pieces and as a whole text, it took six times as much.
    assert every - one < 3 * len(text)


@pytest.mark.others
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_workbook_is_written_row_by_row(dataset, tmp_path):
    others.module("xlsxwriter")
    line = ("--as-of", "2026", "-q", "-f")
    peak(dataset, "export", "-o", str(tmp_path / "first"), *line, "json")
    held, _ = peak(dataset, "export", "-o", str(tmp_path / "json"), *line, "json")
    most, _ = peak(dataset, "export", "-o", str(tmp_path / "dataset"), *line, "xlsx")
    with zipfile.ZipFile(tmp_path / "dataset" / "mic25.xlsx") as made:
        size = sum(each.file_size for each in made.infolist())
    assert most - held < size
    assert {each.name for each in (tmp_path / "dataset").iterdir()} == {
        "mic25.xlsx", "mic25-export.json",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_an_item_that_cannot_be_made_leaves_nothing_half_printed(
    mic25, small_dataset, monkeypatch, form
):
    from mic25cli.view.render import json_text

    made: list[str] = []
    line = json_text.line

    def broken(value):
        if len(made) == 3:
            raise UsageError("this one cannot be made")
        made.append(line(value))
        return made[-1]

    monkeypatch.setattr(json_text, "line", broken)
    ran = mic25("sources", "-f", form)
    assert (ran.code, ran.out, len(made)) == (2, "", 3) and "this one" in ran.err
