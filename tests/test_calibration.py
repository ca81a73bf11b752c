"""How well the words of progress did on the dataset's own past: the page, and minimum values."""

import sys
from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).resolve().parent.parent / "docs"
THEN = yaml.safe_load(Path(__file__).with_name("calibration.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def pages():
    sys.path.insert(0, str(DOCS))
    import calibration_page

    return calibration_page


@pytest.fixture(scope="module")
def found(pages, shipped):
    return pages.calibrate(shipped)


@pytest.mark.others
def test_words_come_out_as_well_as_when_the_rule_was_set(pages, found):
    """Inferences in every row to a point, because one record moves a case; leans over all rows."""
    sums = {word: [0, 0, 0, 0] for word in pages.WORDS}
    for way, rows in THEN.items():
        tallies = {"": found.asked} if way == "asked" else getattr(found, way)
        for row, cells in rows.items():
            for word, (right, said) in zip(pages.WORDS, cells, strict=True):
                now = tallies[row].words[word]
                each = (right, said, now.right, now.said)
                sums[word] = [sum(pair) for pair in zip(sums[word], each, strict=True)]
                if word.startswith("inferred"):
                    assert now.right / now.said >= right / said - 0.01, (way, row, word)
    for word, (right, said, now_right, now_said) in sums.items():
        assert now_right / now_said >= right / said - 0.01, word
        assert now_said >= 0.8 * said, word


@pytest.mark.others
def test_the_claim_is_no_less_than_when_the_rule_was_set(pages, found):
    assert all(now >= then for now, then in zip(pages.claim(found), (98, 89, 99), strict=True))


def test_what_was_hidden_has_no_say(pages, shipped):
    """Hidden years change a verdict as if the dataset had never had them."""
    trial = next(
        each
        for each in pages.targets_put(shipped)[1]
        if each.series.indicator["id"] == "nev-share-of-vehicle-sales" and each.year == 2022
    )
    series = trial.series
    left = [
        each
        for each in series.indicator["observations"]
        if int(str(each["period"])[-4:] if "/" not in str(each["period"]) else 9999) <= 2020
    ]
    cut = pages.Series(
        shipped, {**series.indicator, "observations": left}, series.admitted, series.unit
    )
    anew = pages.Trial(cut, trial.targets, trial.target_value, trial.year, trial.met)
    assert anew.said(2) == trial.said(2)
    assert anew.said(2).gap_ratio != trial.said(1).gap_ratio
