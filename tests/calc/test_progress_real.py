"""The shipped records: every target can be asked about at any time, and says why it is open."""

import pytest

from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.model.dataset_at_date import view


@pytest.mark.others
@pytest.mark.parametrize("as_of", ["2016", "2019-07", "2025-12-31", "2026-11"])
@pytest.mark.parametrize("known_at", [None, "2019-07"])
def test_every_shipped_target_can_be_asked_about(shipped, as_of, known_at):
    cut = view(shipped, as_of, known_at).dataset
    for method in ("linear", "opensdg") if known_at else ("dns", "un2023"):
        results = evaluate(shipped, Question(as_of, known_at, method))
        there = {each.target for each in results}
        assert set(cut.kind("targets")) <= there
        headlines = [each.target for each in results if each.milestone.applies]
        assert sorted(headlines) == sorted(there)
        for each in results:
            assert each.status != "not-assessable" or each.reasons


def test_every_open_verdict_of_the_shipped_dataset_says_why(shipped):
    for result in evaluate(shipped, Question("2025-12-31"), every_method=False, series=False):
        over = result.milestone.year is not None and result.milestone.year <= 2025
        verdict = (result.status_if_standing or result.status) in ("met", "missed", "met-late")
        assert (result.certainty is not None) is (over and verdict)
        assert result.lean is None or (over and result.certainty is None and not verdict)
        assert not result.fragile or result.certainty == "inferred"
