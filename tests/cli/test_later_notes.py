"""At a date nothing is printed that could not have been known by then, undated notes included."""

import re

import pytest

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TOLD = re.compile(r"^ *(?:Mind|Note|注意|说明)[:： ].*", re.M)


@pytest.mark.others
@pytest.mark.parametrize("when", ["--as-of", "--known-at"])
def test_notes_of_later_years_are_hidden(mic25, shipped, when):
    later = [
        (name, target["note"])
        for name, target in shipped.kind("targets").items()
        if any(int(year) > 2016 for year in YEAR.findall(target["note"] or ""))
    ]
    assert len(later) > 20
    for name, note in later[::5]:
        for line in (("targets", name), ("explain", name, "--full"), ("explain", name)):
            ran = mic25(*line, when, "2016", "-f", "json")
            assert note[:60] not in ran.out, line
    text = mic25("targets", "nev-own-brand-share", when, "2016", "-f", "plain").out
    assert "93.3" not in text


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_to_bear_in_mind_is_of_its_time(mic25, lang):
    assert "11.58" in mic25("explain", "nev-sales", "--lang", "en").out
    said = mic25("explain", "nev-sales", "--as-of", "2016", "--lang", lang).out
    assert "11.58" not in said and "1158" not in said
    for line in TOLD.findall(mic25("progress", "--answers", "--as-of", "2016", "--lang", lang).out):
        assert all(int(year) <= 2016 for year in YEAR.findall(line)), line
