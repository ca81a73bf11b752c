"""When an observation can be known: not before its time, nor a sum before its end."""

from cases import cases
from mic25cli.check.run import check
from mic25cli.store import load

SOURCE = (
    "jan-2025: {title: T, published: 2025-01-15, lang: en, authority: B, access: original, "
    "coverage: full}\n"
)


@cases
def test_an_observation_is_known_once_its_time_is_over(records, timing, period, note, found):
    more = f", {note}" if note else ""
    claim = f"period: {period}, value: 1, cite: [{{source: jan-2025, checked: text}}]{more}"
    text = (
        f"gases: {{name: {{en: Gases}}, definition: Gases., unit: Mt CO2e, timing: {timing}, "
        f"cite: [{{source: jan-2025, checked: text}}], observations: [{{{claim}}}]}}\n"
    )
    folder = records({"sources.yaml": SOURCE, "indicators.yaml": text})
    faults = check(load.load([folder]), codes={"observed-too-early"}).diagnostics
    assert len(faults) == (found is not None)
    assert all(found is not None and found in each.message for each in faults)
