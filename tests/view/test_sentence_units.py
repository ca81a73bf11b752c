"""Sentences of policies with units, names and targets of their own."""

import json

from cases import cases

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


@cases
def test_a_sentence_is_in_the_terms_of_its_target(mic25, tmp_path, indicator, seen, aim, said):
    name = {"en": indicator["name"]}
    claims = [
        {"period": when, **dict(zip(("value", "bound"), value, strict=True)), "cite": READ}
        if isinstance(value, list)
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
