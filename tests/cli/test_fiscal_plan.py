"""A dataset of another form, `tests/datasets/fiscal`, invented: years from October, dollars, a cut
against a base year, totals over years, a law with only the day that it bears."""

import json

import pytest

import mic25cli
from conftest import ROOT
from mic25cli.view.quantities import unit_suffix

DATASET = ROOT / "tests" / "datasets" / "fiscal"
POWER = DATASET.with_name("power")


@pytest.fixture(autouse=True)
def _dataset(monkeypatch):
    monkeypatch.setenv("MIC25_RECORDS", str(DATASET))


def test_the_dataset_is_valid(mic25):
    assert mic25("validate", "--strict").code == 0


def test_a_law_has_the_day_that_it_bears_and_a_fund_its_first_year(mic25):
    ran = mic25("timeline", "-f", "tsv")
    assert {"energy-act\t2021-11-15", "loans-fund\t2022"} <= {
        "\t".join(line.split("\t")[:2]) for line in ran.out.splitlines()
    }
    assert "1 of funds" in ran.err and "documents" not in ran.err
    since = mic25("timeline", "--since", "2021", "--until", "2021", "-f", "tsv")
    assert "energy-act" in since.out and "first-plan" not in since.out


def test_a_chart_names_who_set_a_target_and_never_a_publisher(mic25, tmp_path):
    for target in ("loans-total", "ghg-cut", "clean-power-2035"):
        assert mic25("chart", target, "-o", str(tmp_path / "chart.svg")).code == 0
        drawn = (tmp_path / "chart.svg").read_text("utf-8")
        assert "set by Congress (" in drawn and "by Gazette" not in drawn, target
        assert "· Gazette" not in drawn, target


def test_a_word_with_a_hyphen_is_small_within_a_sentence(mic25):
    assert "the carbon-free share of power" in mic25("explain", "clean-power-2035").out


def test_a_read_text_without_its_words_is_not_called_unread(mic25):
    page = " ".join(mic25("brief", "loans-total").out.split())
    assert "Its printed words are not on record." in page and "not read" not in page


def test_no_data_is_needed_for_a_target_that_was_dropped(mic25):
    page = mic25("brief", "wind").out
    assert "withdrawn" in page and "No verdict" not in page


def test_the_percent_of_a_range_is_told_with_its_amounts(mic25):
    told = json.loads(mic25("explain", "ghg-cut", "--json").out)["answer"]["en"]
    assert "4,777.2 to 4,909.9 Mt CO2e (26% to 28% less than in 2005)" in told


def test_a_chart_of_a_total_draws_the_sums_up_to_each_year(mic25, tmp_path):
    assert mic25("chart", "loans-total", "-o", str(tmp_path / "chart.svg")).code == 0
    drawn = (tmp_path / "chart.svg").read_text("utf-8")
    sums = ("2.5", "14.2", "32.4", "79.8")
    assert all(f"September {2022 + place}: {each} bn" in drawn for place, each in enumerate(sums))
    assert "47.4" not in drawn and "sum of the years" in drawn
    # A total has no place on the axis of its years.
    assert mic25("chart", "ghg", "-o", str(tmp_path / "chart.svg")).code == 0
    drawn = (tmp_path / "chart.svg").read_text("utf-8")
    assert "1 over several years" in drawn and "50,000" not in drawn


def test_a_card_without_a_verdict_says_why(mic25):
    told = " ".join(mic25("explain", "ghg-cut").out.split())
    assert "Reasons" in told and "no figure for the end of the target year" in told
    # The answer says it already.
    assert "Reasons" not in mic25("explain", "floating-15").out


def test_what_is_left_of_a_limit_is_not_called_needed(mic25):
    told = " ".join(mic25("explain", "ghg-budget").out.split())
    assert "Mt CO2e a year left" in told and "needed" not in told


def test_the_page_on_a_fund_goes_by_the_stages_of_money(mic25):
    page = " ".join(mic25("brief", "loans-fund").out.split())
    announced, _, other = page.partition("Committed, paid and other sums")
    assert "250 bn USD" in announced and "9.63 bn USD obligated" in other
    # Nothing is missing of money that is committed.
    assert "Data needed" not in page
    assert "10 bn USD pledged" in mic25("brief", "credit").out.partition("Committed")[2]


def test_a_total_and_a_year_are_told_in_words(mic25):
    assert "October 2021 to September 2026" in mic25("progress", "-f", "plain").out
    assert "Years start in  October" in mic25("indicators", "loans").out


def test_what_has_no_chinese_reads_well_in_a_chinese_line(mic25):
    assert "类型  tax credit" in mic25("funds", "credit", "--lang", "zh").out
    assert unit_suffix("USD per kg", "zh") == " USD per kg"
    assert unit_suffix("GW", "zh") == "吉瓦"


def test_a_recommendation_has_no_outcome_before_it_was_made(mic25):
    rows = [
        line.split("\t") for line in mic25("diff", "2021", "2026", "-f", "tsv").out.splitlines()
    ]
    assert not [row for row in rows if row[0] == "loss-data" and row[2] == "outcome"]
    since = mic25("diff", "2024-07", "2026-04-15", "-f", "tsv").out
    assert "loss-data\trecommendations\toutcome" in since


def test_a_changed_verdict_is_in_words_and_has_the_sum_of_a_total(mic25):
    for form in ("plain", "tsv"):
        told = mic25("diff", "2021", "2026-04-15", "--kind", "targets", "-f", form)
        assert told.code == 0 and "79.8 bn USD" in told.out and "status:" not in told.out
    # Two verdicts on one target stay apart.
    told = mic25("diff", "2022", "2026", "-f", "plain", "--records", str(POWER)).out
    assert "fit: " not in told


def test_a_total_is_of_all_the_years_that_it_counts(mic25):
    row = mic25("progress", "loans-total", "-f", "tsv", "-q").out.splitlines()[1].split("\t")
    assert row[8:10] == ["79.8", "2021-10/2025-09"]
    full = mic25("explain", "loans-total", "--full").out
    assert full.count("  decides") == 4 and "earlier period" not in full
    assert "October 2021 to September 2026: ≥100" in mic25("targets", "-f", "tsv").out


def test_another_method_is_not_told_by_the_even_pace(mic25):
    told = mic25("explain", "clean-power-2035", "--method", "eurostat").out
    assert "even pace" not in told and "of the one required" not in told
    assert "even pace" in mic25("explain", "clean-power-2035").out


def test_a_figure_of_the_day_asked_about_is_no_years_old(mic25):
    assert "0 years" not in mic25("explain", "ghg-cut", "--as-of", "2024").out


def test_a_firm_is_named_by_its_id(mic25):
    given = ("--set", "name.en=Aid", "--set", "recipients=[Big Firm]", "--dry-run")
    ran = mic25("add", "funds", "aid", *given)
    assert ran.code == 2 and "Write an id, as 'mic25 enterprises' lists them." in ran.err, ran.err


def test_a_document_has_one_list_of_sources(mic25):
    told = mic25("documents", "energy-act").out
    assert told.count("\nSources\n") == 1 and "\nTexts\n" in told


def test_a_percent_without_its_year_says_what_it_lacks(mic25):
    cite = "cite: [{source: inventory, checked: text}]"
    cut = f"milestones=[{{year: 2040, value: -80, unit: percent, {cite}}}]"
    given = ("--set", "name.en=Cut", "--set", "indicator=ghg", "--set", cut, "--dry-run")
    ran = mic25("add", "targets", "cut", *given)
    assert ran.code == 2 and "as 'base_year'" in ran.err, ran.err


def test_a_name_in_capitals_stays_so_in_chinese(mic25, monkeypatch):
    monkeypatch.setenv("MIC25_LANG", "zh")
    ran = mic25("observe", "loans", "FY2025", "50", "--source", "portfolio")
    assert "PERIOD：“FY2025”不是日期" in ran.err, ran.err


def test_a_mark_of_a_chart_has_its_number_alone(mic25, tmp_path):
    for lang, number in (("en", ">? 4777.2–4909.9 · "), ("zh", ">? 477,720–490,990 · ")):
        assert mic25("chart", "ghg-cut", "-o", str(tmp_path / "c.svg"), "--lang", lang).code == 0
        assert number in (tmp_path / "c.svg").read_text("utf-8"), lang


def test_a_filter_by_what_no_record_has_says_so(mic25):
    for line in (("targets", "--type", "output"), ("documents", "--category", "1")):
        assert "No record of that type has one." in mic25(*line).err, line


def test_python_offers_the_record_types_of_the_dataset():
    held = mic25cli.open(DATASET.with_name("power"))
    with pytest.raises(AttributeError, match="Its record types are") as caught:
        held.no_such_type  # noqa: B018
    assert "provisions" not in str(caught.value) and "provisions" not in dir(held)
    assert "targets" in dir(held)
