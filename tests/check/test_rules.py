"""Rules on budgets, on changes since a base year, and on when a figure can be known."""

from cases import cases, data
from mic25cli.check.run import check
from mic25cli.store.load import load

INDICATOR, TARGET, SOURCE = data(__file__, "INDICATOR", "TARGET", "SOURCE")


def codes(folder, milestone, unit, baseline="", **values):
    lines = (
        f"    - {{period: {period.strip('y').replace('_', '/')}, value: {value}, "
        "cite: [{source: plan, checked: text}]}"
        for period, value in values.items()
    )
    texts = {
        "indicators": INDICATOR.format(unit=unit, observations="\n".join(lines)),
        "targets": TARGET.format(milestone=milestone, baseline=baseline),
        "sources": SOURCE,
    }
    for kind, text in texts.items():
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return set(check(load([folder])).codes)


BUDGET = "year: 2027, value: 1950, bound: up-to"
LATELY = {"y2019": 450, "y2020": 410, "y2021": 420, "y2022": 406}


@cases
def test_a_budget_on_one_year_is_told_by_the_last_five_whole_years(tmp_path, more, warned):
    found = codes(tmp_path, BUDGET, "Mt CO2e", **LATELY, **more)
    assert ("total-on-one-year" in found) == warned


def test_a_change_against_a_base_year_is_no_level(tmp_path):
    change = "year: 2030, value: 30, unit: percent, base_year: 2015"
    baseline = "baseline: {period: 2015, value: 20, cite: [{source: plan, checked: text}]}"
    assert "direction-conflict" not in codes(tmp_path, change, "percent", baseline, y2016=19)
    level = "year: 2030, value: 30"
    assert "direction-conflict" in codes(tmp_path, level, "percent", baseline, y2016=19)


@cases
def test_an_observation_is_known_once_its_time_is_over(records, timing, period, note, found):
    more = f", {note}" if note else ""
    claim = f"period: {period}, value: 1, cite: [{{source: jan-2025, checked: text}}]{more}"
    text = (
        f"gases: {{name: {{en: Gases}}, definition: Gases., unit: Mt CO2e, timing: {timing}, "
        f"cite: [{{source: jan-2025, checked: text}}], observations: [{{{claim}}}]}}\n"
    )
    folder = records({"sources.yaml": SOURCE, "indicators.yaml": text})
    faults = check(load([folder]), codes={"observed-too-early"}).diagnostics
    assert len(faults) == (found is not None)
    assert all(found is not None and found in each.message for each in faults)
