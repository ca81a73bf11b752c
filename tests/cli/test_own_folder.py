"""A user's own folder, named in `mic25.toml`: years from April, crores, its own script, hedged
figures and changes since a base year."""

import json

import pytest

from builders import dataset_texts, written
from cases import cases
from mic25cli.errors import UsageError
from mic25cli.export import chart_files

FILES = dataset_texts("working-folder")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder in which every command is run."""
    monkeypatch.chdir(tmp_path)
    return written(tmp_path, {"mic25.toml": 'records = "."\n', **FILES})


@cases
def test_the_own_dataset_is_opened_by_its_name_wherever_one_is(mic25, line):
    ran = mic25(*line.split())
    assert ran.code == 0 and ran.out, ran.err


@pytest.mark.slow
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


def test_a_title_begins_with_a_capital(mic25, folder):
    with (folder / "dataset.yaml").open("a", encoding="utf-8") as file:
        file.write("policy: {en: the Invented Act}\n")
    assert mic25("report", "-o", "../report.html").code == 0
    page = (folder.parent / "report.html").read_text("utf-8")
    titles = ("<title>The Invented Act", ">The Invented Act ·")
    assert all(title in page for title in titles)
    assert "The Invented Act, judged" in mic25("chart", "scorecard", "-f", "plain").out


def change(folder, name, *pairs):
    """Write a file of the folder with some texts replaced."""
    text = FILES[name]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, "utf-8")


def test_chinese_has_the_words_that_the_records_have(mic25, folder):
    title = ("title: Invented programme", "title: {en: Invented programme, zh: 虚构计划}")
    wafers = ("{of: wafer output}", "{of: wafer output, zh: 片}")
    change(folder, "dataset.yaml", title, wafers, ("kinds: [", "kinds: [institutions, "))
    name = ("{en: Wafer capacity}", "{en: Wafer capacity, zh: 晶圆产能}")
    change(folder, "indicators.yaml", name, ("{en: Production}", "{en: Production, zh: 产量}"))
    change(folder, "assessments.yaml", ("title: Outlook\n", "title: Outlook\n  title_zh: 展望\n"))
    (folder / "institutions.yaml").write_text(
        "agency: {name: {en: Invented Agency, zh: 虚构署}, type: other, "
        "cite: [{source: plan-2022, checked: text}]}\n",
        "utf-8",
    )
    answers = mic25("progress", "--answers", "--lang", "zh", "-f", "plain").out
    assert "晶圆产能超过29片" in answers and "wafer starts" not in answers
    assert "展望" in mic25("timeline", "--lang", "zh", "-f", "plain").out
    assert "已被虚构署取代" in mic25("brief", "output-2026", "--lang", "zh", "-f", "plain").out


def test_a_deed_that_was_dropped_is_told_as_one(mic25, folder):
    yes_no = ("unit: points", "unit: yes-no\n  falls: never")
    change(folder, "indicators.yaml", yes_no, ("{en: Skills}", "{en: Special act on skills}"))
    dropped = "  withdrawn: {date: 2023-11, cite: [{source: plan-2022, checked: text}]}\n"
    done = ("statement: More skills.", "value: 1")
    change(folder, "targets.yaml", done)
    with (folder / "targets.yaml").open("a", encoding="utf-8") as file:
        file.write(dropped)
    answers = mic25("progress", "--answers", "-f", "plain").out
    assert "dropped the target to have the special act on skills in place by 2026/27." in answers
    text = (folder / "sources.yaml").read_text("utf-8").replace("authority: A", "authority: C")
    nameless = "\n".join(line for line in text.split("\n") if "short_name" not in line)
    (folder / "sources.yaml").write_text(nameless, "utf-8")
    answers = mic25("progress", "--answers", "-f", "plain").out
    assert (
        "the target to have the special act on skills in place by 2026/27 was dropped." in answers
    )


def test_targets_of_a_type_of_its_own_are_counted(mic25, folder):
    typed = FILES["targets.yaml"].replace("  indicator:", "  type: deed\n  indicator:")
    (folder / "targets.yaml").write_text(typed, "utf-8")
    rows = json.loads(mic25("diff", "digital-decade", "invented-chips", "--json").out)["results"]
    assert {row["type"]: row["new"] for row in rows if row["new"]} == {"deed": 4}


def test_without_chinese_records_an_answer_is_wholly_english(mic25):
    english = mic25("progress", "--answers", "-f", "plain").out.splitlines()
    told = mic25("progress", "--answers", "-f", "plain", "--lang", "zh").out.splitlines()
    rows = [line for line in english if line.startswith("  - ")]
    assert rows and rows == [line for line in told if line.startswith("  - ")]
