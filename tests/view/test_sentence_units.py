"""Sentences of policies with units, names and targets of their own."""

import json

import pytest

UNITS = {
    "crore INR": {"of": "INR", "is": "10 mn INR"},
    "lakh crore INR": {"is": "100000 crore INR"},
    "GWp": {"of": "power", "is": "1000 MW"},
    "ct/kWh": {"of": "price of power"},
}
READ = [{"source": "act", "checked": "text"}]
ACT = {
    "title": "Act", "publisher": "Gazette", "originator": "Ministry of Power", "lang": "en",
    "published": "2025-01", "authority": "A", "coverage": "full",
}  # fmt: skip
EMISSIONS = {"1990": 1000, "2020": 500}


@pytest.mark.parametrize(
    ("indicator", "seen", "aim", "said"),
    [
        # The unit of the target, be it the dataset's own, and never its base.
        ({"name": "Phones made", "unit": "crore INR"}, {"2024": 525000},
         {"value": 7, "unit": "lakh crore INR"},
         "phones made came to 5.25 lakh crore INR in 2024; "
         "the Ministry of Power sets a target of 7 lakh crore INR by 2030"),
        ({"name": "New solar power", "unit": "MW"}, {"2024": 16200}, {"value": 22, "unit": "GWp"},
         "new solar power came to 16.2 GWp in 2024; "
         "the Ministry of Power sets a target of 22 GWp by 2030"),
        # A range of what is not counted has no “or”.
        ({"name": "Price of power", "unit": "ct/kWh"}, {"2024": 7.09},
         {"low": 6, "high": 7},
         "the price of power came to 7.09 ct/kWh in 2024; "
         "the Ministry of Power sets a target of 6 to 7 ct/kWh by 2030"),
        ({"name": "Rank among makers of phones", "unit": "rank"}, {"2024": 2}, {"value": 1},
         "the rank among makers of phones was second in 2024; "
         "the Ministry of Power's target is first by 2030"),
        ({"name": "First chip made here", "unit": "yes-no"}, {}, {"value": 1},
         "no figure was found for the first chip made here; "
         "the Ministry of Power's target is to have this in place by 2030"),
        ({"name": "Sales", "timing": "flow", "unit": "ct/kWh"}, {"2023-06": 7}, {"year": 2024,
         "value": 6}, "no figure for a whole year was found for sales; "
         "the Ministry of Power set a target of 6 ct/kWh by 2024"),
        ({"name": "Sales", "timing": "flow", "unit": "GWp"}, {"2020-04/2024-06": 7},
         {"period": "2021/2025", "year": 2025, "value": 9},
         "no figure for a whole year was found for sales; "
         "the Ministry of Power's target is 9 GWp for 2021–2025"),
        # Of several limits that decide nothing, the latest.
        ({"name": "Sales", "timing": "stock", "unit": "ct/kWh"},
         {"2023": (5, "more-than"), "2024": (6, "more-than")}, {"value": 9},
         "sales came to more than 6 ct/kWh in 2024; "
         "the Ministry of Power sets a target of 9 ct/kWh by 2030"),
        ({"name": "Sales", "timing": "stock", "unit": "ct/kWh"},
         {"2023": 4, "2024": (6, "more-than")}, {"value": 9},
         "sales came to more than 6 ct/kWh in 2024; "
         "the Ministry of Power sets a target of 9 ct/kWh by 2030"),
        ({"name": "Emissions", "unit": "Mt CO2e", "direction": "decrease"}, EMISSIONS,
         {"year": 2020, "value": -40, "unit": "percent", "base_year": 1990},
         "emissions came to 500 Mt CO2e in 2020; "
         "the Ministry of Power set a target of 600 Mt CO2e (40% less than in 1990)"),
    ],
)  # fmt: skip
def test_a_sentence_is_in_the_terms_of_its_target(mic25, tmp_path, indicator, seen, aim, said):
    name = {"en": indicator["name"]}
    claims = [
        {"period": when, **dict(zip(("value", "bound"), value, strict=True)), "cite": READ}
        if isinstance(value, tuple)
        else {"period": when, "value": value, "cite": READ}
        for when, value in seen.items()
    ]
    measured = {
        "direction": "increase", **indicator, "name": name, "observations": claims, "cite": READ,
        "definition": f"All {indicator['name'].lower()}.",
    }  # fmt: skip
    due = {"year": 2030, **aim, "cite": READ}
    files = {
        "dataset": {"title": "A plan", "units": UNITS},
        "sources": {"act": ACT},
        "indicators": {"it": measured},
        "targets": {"aim": {"name": {"en": "Aim"}, "indicator": "it", "milestones": [due]}},
    }
    for kind, records in files.items():
        (tmp_path / f"{kind}.yaml").write_text(json.dumps(records), "utf-8")
    told = mic25("explain", "aim", "--json", "--records", str(tmp_path), "--as-of", "2025-06-30")
    assert told.code == 0, told.err
    assert json.loads(told.out)["answer"]["en"].partition(": ")[2] == f"{said}."
