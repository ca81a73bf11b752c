"""A folder of one's own, which its `mic25.toml` names: years from April, crores, a script of its
own, hedged figures and changes against a base year."""

import json

import pytest

from builders import dataset_texts, written
from mic25cli.errors import UsageError
from mic25cli.export import chart_files

FILES = dataset_texts("working-folder")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder, in which every command is run."""
    monkeypatch.chdir(tmp_path)
    return written(tmp_path, {"mic25.toml": 'records = "."\n', **FILES})


@pytest.mark.parametrize(
    "line",
    [
        "progress --dataset invented-chips",
        "invented-chips:output-2026",
        "explain invented-chips:output-2026",
        "diff digital-decade invented-chips",
        "progress --dataset invented-chips --dataset digital-decade",
        "progress --against invented-chips",
    ],
)
def test_the_own_dataset_is_opened_by_its_name_wherever_one_is(mic25, line):
    ran = mic25(*line.split())
    assert ran.code == 0 and ran.out, ran.err


def test_the_own_dataset_is_listed_and_meant_by_an_id_alone(mic25):
    listed = json.loads(mic25("datasets", "--json").out)
    assert listed[0]["dataset"] == "invented-chips" and len(listed) > 1
    beside = mic25("explain", "output-2026", "digital-decade:eid-2030", "-f", "plain")
    assert "invented-chips" in beside.out, beside.err
    assert "Did you mean 'invented-chips'" in mic25("progress", "--dataset", "invented-chip").err


def test_a_value_needed_may_be_a_change_against_a_base_year(mic25, folder):
    told = " ".join(mic25("explain", "output-2030").out.split())
    assert "2025/26: 60% more than in 2021/22" in told
    wrong = FILES["assessments.yaml"].replace("base_year: 2022", "note: x")
    (folder / "assessments.yaml").write_text(wrong, "utf-8")
    said = mic25("validate").out
    assert "unit-conflict" in said and "base_year" in said


def test_a_site_is_written_without_a_font_for_its_letters(mic25, folder, monkeypatch):
    def draw(text):
        if "crore INR" in text:
            raise UsageError.of("png-needs-font-for", letter="स", package="fonts-noto-core")
        return b"png"

    monkeypatch.setattr(chart_files, "render", draw)
    ran = mic25("site", "-o", "../site", "--base-url", "https://example.org/")
    assert ran.code == 0, ran.err
    pages = folder.parent / "site" / "targets"
    assert (pages / "wafer-2027.png").exists() and not (pages / "output-2030.png").exists()
    shown = (pages / "output-2030.html").read_text("utf-8")
    assert "/index.png" in shown and "Figures by the Invented Agency" in shown
