"""What was known at a date never includes anything published later, and any date is accepted."""

import pytest

from builders import record, source
from conftest import RECORDS
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question
from mic25cli.calc.source_grades import cite_of
from mic25cli.model import edtf
from mic25cli.model.dataset_at_date import view
from mic25cli.model.plain_values import plain
from mic25cli.store.load import load_dataset
from progress_datasets import one

BEYOND = RECORDS.parent / "datasets" / "beyond-2025"


def texts(value, key=""):
    if isinstance(value, dict):
        for name, each in value.items():
            yield from texts(each, name)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each, key)
    elif isinstance(value, str):
        yield key, value


@pytest.mark.others
@pytest.mark.parametrize("folder", [RECORDS, BEYOND], ids=["shipped", "beyond"])
@pytest.mark.parametrize("day", ["2017-12-31", "2019-07-31", "2021-06-30"])
def test_an_explanation_names_nothing_that_was_published_later(folder, day):
    held, until = load_dataset([folder]), edtf.parse(day).latest
    assert until is not None
    later = {
        name
        for name, source in held.kind("sources").items()
        for first in [edtf.parse(source["published"]).earliest if source["published"] else None]
        if first is not None and first > until
    }
    assert later or folder == BEYOND
    question = Question(day, known_at=day)
    for target in [*held.kind("targets")][:: 1 if folder == BEYOND else 3]:
        for key, text in texts(plain(explain(held, target, question))):
            assert text not in later, (target, key, text)
            if key in ("rationale", "note"):
                assert edtf.without_later_years(text, until) is not None, (target, key, text)


def test_a_successor_that_was_not_set_yet_is_not_told():
    said = [{"year": 2030, "value": 90, "report": "later", "cite": [cite_of("later")]}]
    more = {"indicator": "amount", "milestones": said, "name": {"en": "Later target"}}
    earlier = [{"target": "target", "how": "raises"}]
    successor = record("targets", "later-target", predecessors=earlier, **more)
    held = one(80, {"2020": 70}, None, successor, source("later", published="2021"))
    told = {
        day: [each.target for each in explain(held, "target", Question(day)).successors or ()]
        for day in ("2020-12-31", "2021-12-31")
    }
    assert told == {"2020-12-31": [], "2021-12-31": ["later-target"]}


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
