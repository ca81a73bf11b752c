"""A folder of one's own, which its `mic25.toml` names: years from April, crores, a script of its
own, hedged figures and changes against a base year."""

import json

import pytest

from mic25cli.errors import UsageError
from mic25cli.export import chart_files

FILES = {
    "mic25.toml": 'records = "."\n',
    "dataset.yaml": """
title: Invented programme
id: invented-chips
currency: INR
year_starts: 4
kinds: [targets, indicators, pilots, assessments]
types: {pilots: [fab]}
units:
  crore INR: {of: INR, is: 10 mn INR}
  wafer starts: {of: wafer output}
""",
    "sources.yaml": """
plan-2019:
  {title: Plan, short_name: {en: the plan}, published: 2019-02, lang: en, authority: A,
   coverage: full}
plan-2022:
  {title: Second plan, originator: Invented Agency, published: 2022-02, lang: en, authority: A,
   coverage: full}
bulletin:
  {title: समाचार, originator: Invented Agency, published: 2025-05, lang: hi, authority: A,
   coverage: full}
paper:
  {title: Later, publisher: Press, published: 2025-06, lang: en, authority: C, coverage: full}
""",
    "indicators.yaml": """
output:
  name: {en: Production}
  definition: What is made in a year.
  unit: crore INR
  direction: increase
  timing: flow
  observations:
    - {period: 2021-04/2022-03, value: 100, cite: [{source: bulletin, checked: text}]}
    - {period: 2023-04/2024-03, value: 150, cite: [{source: bulletin, checked: text}]}
    - {period: 2024-04/2025-03, value: 170, bound: about, cite: [{source: paper, checked: text}]}
wafer:
  name: {en: Wafer capacity}
  definition: Wafer starts of all fabs.
  unit: wafer starts
  direction: increase
  observations:
    - {period: "2025-03", value: 29, bound: more-than, cite: [{source: bulletin, checked: text}]}
skills:
  name: {en: Skills}
  definition: What people can do.
  unit: points
""",
    "targets.yaml": """
output-2026:
  name: {en: Production}
  indicator: output
  milestones:
    - {year: 2026, value: 300, cite: [{source: plan-2019, checked: text}]}
    - {year: 2026, value: 250, cite: [{source: plan-2022, checked: text}]}
output-2030:
  name: {en: Rise}
  indicator: output
  milestones:
    - year: 2030
      value: 150
      unit: percent
      base_year: 2022
      cite: [{source: plan-2022, checked: text}]
wafer-2027:
  name: {en: Wafers}
  indicator: wafer
  milestones:
    - {year: 2027, low: 50, high: 70, cite: [{source: plan-2019, checked: text}]}
skills-2027:
  name: {en: Skills}
  indicator: skills
  milestones:
    - {year: 2027, statement: More skills., cite: [{source: plan-2019, checked: text}]}
""",
    "assessments.yaml": """
outlook:
  title: Outlook
  assessor: Invented bank
  date: "2022-02"
  verdict: likely
  pathway:
    - target: output-2030
      year: 2026
      value: 60
      unit: percent
      base_year: 2022
      cite: [{source: plan-2022, checked: text}]
  cite: [{source: plan-2022, checked: text}]
""",
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder, in which every command is run."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_records_are_valid(mic25):
    assert mic25("validate", "--strict").code == 0


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


def test_what_the_profile_adds_is_offered(mic25):
    assert "wafer starts" in mic25("schema", "indicators").out
    rows = mic25("fields", "pilots", "-f", "tsv").out.splitlines()
    [types] = [line for line in rows if line.startswith("type\t")]
    assert "fab" in types


def test_a_diff_and_a_chart_name_years_as_the_dataset_does(mic25):
    for form in ("plain", "tsv"):
        told = mic25("diff", "plan-2019", "plan-2022", "-f", form).out
        assert "2025/26" in told and "150% more than in 2021/22" in told
        # A value that an assessor needs is told as one, and not as the fields of a record.
        assert "60% more than in 20" in told and "target: " not in told
    assert "2025/26" in mic25("chart", "output-2026", "-f", "plain").out


def test_a_value_needed_may_be_a_change_against_a_base_year(mic25, folder):
    told = " ".join(mic25("explain", "output-2030").out.split())
    assert "2025/26: 60% more than in 2021/22" in told
    wrong = FILES["assessments.yaml"].replace("base_year: 2022", "note: x")
    (folder / "assessments.yaml").write_text(wrong, "utf-8")
    said = mic25("validate").out
    assert "unit-conflict" in said and "base_year" in said


def test_a_hedged_figure_is_an_open_range_and_words_have_no_unit(mic25):
    header, *rows = (line.split("\t") for line in mic25("progress", "-f", "tsv").out.splitlines())
    told = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert told["wafer-2027"]["observed"] == "29/.."
    assert (told["wafer-2027"]["unit"], told["skills-2027"]["unit"]) == ("wafer starts", "")


def test_sentences_speak_of_the_thing(mic25):
    answers = mic25("progress", "--answers", "-f", "tsv").out
    # The unit shows that its first word is no name.
    assert ": wafer capacity came to" in answers
    page = " ".join(mic25("explain", "output-2030").out.split())
    assert "about 170 crore INR from April 2024 to March 2025, agrees" in page


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
