"""The evidence that a verdict may use: periods, timing, fit, age, repetitions, editions.

Each target of `tests/datasets/periods` is one case; the others are built in the tests.
"""

import pytest

from builders import record, records_in, source
from cases import cases, data
from conftest import ROOT
from mic25cli.calc.progress import judge
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.evidence import stands_at
from mic25cli.calc.progress.explain import explain
from mic25cli.calc.progress.result import Question
from mic25cli.store.load import load_dataset
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.status_words import status_text
from progress_datasets import judged, one

TRENDS, REVIEW = data(__file__, "TRENDS", "REVIEW")

END = "2025-12-31"


@pytest.fixture(scope="module")
def periods():
    return load_dataset((ROOT / "tests" / "datasets" / "periods",))


def verdict(dataset, target, as_of, **question):
    return next(
        each
        for each in evaluate(dataset, Question(as_of, **question), [target])
        if each.milestone.applies
    )


@pytest.mark.parametrize("target", ["stock", "stock-day", "stock-dec"])
def test_where_the_dataset_does_not_say_what_a_year_means_both_readings_must_agree(periods, target):
    # On the line to the target if a year means its end, below it if a year means all of it.
    result = verdict(periods, target, "2019-12-31")
    assert (result.status, result.at_most) == ("not-assessable", "on-track")
    assert result.reasons == ("figure-too-imprecise", "timing-unstated")
    assert result.measures.pace is None


def timed(timing, seen, target, as_of):
    entries = [{"period": period, "value": value} for period, value in seen.items()]
    held = one(
        {2020: target},
        entries,
        {"period": "2018", "value": 0.5},
        indicator={"timing": timing, "unit": "units"},
    )
    return judged(held, as_of)


# -- methods within the target year --


def test_no_trend_is_carried_backwards(periods):
    weather = verdict(periods, "late-half", "2025-11-30", method="dns")
    assert (weather.status, weather.method.word) == ("far-behind", "cloud")
    growth = verdict(periods, "late-half", "2025-11-30", method="un2023")
    assert (growth.status, growth.method.word) == ("on-track", "3")


def test_a_flat_trend_does_not_move_in_the_right_direction(periods):
    result = verdict(periods, "flat", "2021-12-31", method="dns")
    assert (result.status, result.method.word) == ("regressing", "thunder")


@cases
def test_strict_compatibility_to_the_letter(periods, target, word, baseline):
    result = verdict(periods, target, "2024-12-31", method="opensdg", strict_compat=True)
    assert result.method.word == word
    assert (result.baseline and result.baseline.period) == baseline


def test_growth_alone_is_counted_from_the_starting_point(periods):
    told = explain(periods, "dir-only", Question("2024-12-31"))
    assert {each.method: each.status for each in told.trends} == TRENDS
    assert told.trends[0].growth == pytest.approx((60 / 40) ** (1 / 8) - 1)


@pytest.mark.parametrize(("value", "word"), [(90.4, "limited_progress"), (91, "moderate_progress")])
def test_growth_alone_knows_the_value_that_cannot_be_passed(value, word):
    """0.09 % a year is limited by the plain cuts, and by these times .3736; 0.2 % is not."""
    shape = {"unit": "percent", "maximum": 100}
    held = one([{"year": 2025, "statement": "Raise it."}], {"2020": value}, 90, indicator=shape)
    trends = explain(held, "target", Question("2021")).trends
    assert [each.word for each in trends if each.method == "opensdg"] == [word]


# -- fit --

BASES = {"own": "As the target counts.", "near": "Nearly so.", "firm": "One firm.", "all": "More."}


def fitted(seen, evidence, *, as_of=END, value=50, target=None, **question):
    held = one(
        value,
        seen,
        None,
        indicator={"bases": BASES, "timing": "stock"},
        evidence=[{"rationale": "It is so.", **each} for each in evidence],
        **target or {},
    )
    return judged(held, as_of, **question)


def at(basis, value, period="2025"):
    return {"period": period, "value": value, "basis": basis}


EXACT, CLOSE = {"basis": "own", "fit": "exact"}, {"basis": "near", "fit": "close"}
PROXY = {"basis": "firm", "fit": "proxy"}
MOST = {"basis": "all", "fit": "one-sided", "side": "upper"}
LEAST = {"basis": "firm", "fit": "one-sided", "side": "lower"}
ADMITTED = {"exact": EXACT, "close": CLOSE, "proxy": PROXY, "most": MOST, "least": LEAST}
ADMITTED["near proxy"] = {**CLOSE, "fit": "proxy"}


@cases
def test_the_best_fit_with_a_verdict_stands(seen, evidence, question, found, reasons):
    """`found` is the status, the fit and the basis; `reasons` are among the result's reasons."""
    figures = [
        at(basis, *(value if isinstance(value, list) else [value])) for basis, value in seen.items()
    ]
    admitted = [ADMITTED[name] for name in evidence]
    for entries in (figures, figures[::-1]):
        for listed in (admitted, admitted[::-1]):
            result = fitted(entries, listed, **question)
            assert [result.status, result.fit, result.basis] == found
            assert {*reasons} <= {*result.reasons}
            told = {"definitions-disagree", "worst-of-n"} & {*result.reasons}
            assert told <= {*reasons} or found[1] is None


def test_a_bound_says_from_which_side():
    result = fitted([at("all", 45.347)], [MOST])
    assert result.side == "upper" and "bounded-from-above" in result.reasons
    assert (result.observation.best, result.observation.least) == (None, None)
    assert str(result.observation.most) == "45.347" and result.shortfall is None


# -- whether met, and when --


@pytest.mark.parametrize(("better", "status"), [(69, "missed"), (71, "met-late")])
def test_a_worse_graded_claim_makes_nothing_late_that_a_better_one_denies(better, status):
    seen = [
        {"period": "2025", "value": 60},
        {"period": "2027", "value": better, "cite": [{"source": "good", "checked": "text"}]},
        {"period": "2027", "value": 75, "cite": [{"source": "poor", "checked": "text"}]},
    ]
    sources = [source("good", published="2028", authority="A"), source("poor", authority="D")]
    for order in (seen, seen[::-1]):
        held = one([{"year": 2025, "value": 70}], order, {"period": "2015", "value": 40}, *sources)
        found = judged(held, "2028")
        assert found.status == status
        assert status == "missed" or (found.later and found.later.value) == better


# -- repetitions and editions --

LATER = source("later", published="2018-06", authority="A")
PLAN = {"year": 2025, "value": 70}


def set_later(**fields):
    cite = [{"source": "later", "at": None, "checked": "text"}]
    return {"year": 2025, "report": "later", "cite": cite, **fields}


@cases
def test_another_number_alone_replaces_a_number(later, replaced):
    held = one([PLAN, set_later(**later)], {'2023': 60}, 40, LATER)  # fmt: skip
    first, second = evaluate(held, Question("2024-12-31"))
    assert (first.status, first.status_if_standing) == (
        ("superseded", "behind") if replaced else ("behind", None)
    )
    assert second.milestone.applies is replaced
    assert first.milestone.applies is not replaced


def test_a_number_repeated_in_another_unit_is_the_same():
    held = one(
        [{"year": 2025, "value": 3, "unit": "mn units"},
         set_later(value=3000000, unit="units")], [], None, LATER,
        indicator={"unit": "mn units"},
    )  # fmt: skip
    assert [each.status for each in evaluate(held, Question("2024"))] == ["not-assessable"] * 2


@cases
def test_a_later_edition_replaces_what_it_is_read_not_to_say(coverage, status, reason):
    edition = source("edition", published="2018-01", coverage=coverage)
    documents = [
        record("documents", "plan", name={"en": "Plan"}, type="roadmap", superseded_by="edition"),
        record("documents", "edition", name={"en": "Edition"}, type="roadmap"),
    ]
    held = one([PLAN], [{"period": "2025", "value": 75}], None, edition, *documents)
    (result,) = evaluate(held, Question(END))
    assert result.status == status
    assert ("edition-not-read" in result.reasons) is (reason is not None)
    before = evaluate(held, Question("2017"))[0]
    assert before.status != "superseded" and "edition-not-read" not in before.reasons


@pytest.mark.parametrize(("grade", "restated"), [("A", True), ("D", False)])
def test_a_later_vintage_of_the_start_restates_it(grade, restated):
    revision = source("revision", published="2020", authority=grade)
    first = source("first", published="2016", authority="A")
    seen = [
        {"period": "2015", "value": value, "report": by,
         "cite": [{"source": by, "at": None, "checked": "text"}]}
        for by, value in (("first", 2.2), ("revision", 2.14))
    ]  # fmt: skip
    held = one(2.5, [*seen, {"period": "2020", "value": 2.4}], 2.2, revision, first)
    result = judged(held, "2021")
    assert ("baseline-restated" in result.reasons) is restated


# -- outside assessments, and the reference date --


def test_outsiders_are_counted_apart():
    (review,) = records_in(REVIEW)
    held = one([PLAN], [], None, review)
    result = judged(held, "2023")
    assert result.outside == {"met": 2, "partly_met": 0, "not_met": 1, "unclear": 0}
    assert result.status == "not-assessable"
    assert sum(judged(held, "2021").outside.values()) == 0
    # What judges one target year counts for that year alone.
    other = one([{**PLAN, "year": 2030}], [], None, review)
    assert judged(other, "2023").outside == dict.fromkeys(result.outside, 0) | {"met": 1}


def test_a_report_without_a_date_stands_unless_it_is_asked_what_was_known():
    undated = source("undated", published=None)
    held = one([{"year": 2025, "value": 70, "report": "undated"}], [], None, undated)
    (result,) = evaluate(held, Question("2024"))
    assert "undated-report" in result.reasons
    assert evaluate(held, Question("2024", "2024")) == ()


def test_vague_months_beside_each_other_are_rivals():
    weak = source("weak", published="2019-08", authority="C")
    cite = [{"source": "weak", "at": None, "checked": "text"}]
    entries = [
        {"period": "2019-06~", "value": 12},
        {"period": "2019-07~", "value": 9, "cite": cite},
    ]
    held = one({2020: 15}, entries, None, weak, indicator={"timing": "stock"})
    result = judged(held, "2019-07")
    assert result.observation is not None and result.observation.value == 12
    assert result.shortfall == 3 and "sources-disagree" in result.reasons


# -- the small cases of tests/datasets/small_cases.md --


def small_cases():
    page = (ROOT / "tests" / "datasets" / "small_cases.md").read_text(encoding="utf-8")
    table = page.partition("<!-- cases -->")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in row[:6]) for row in rows[2:]]


def test_the_small_cases_are_as_printed(periods):
    datasets = (periods, load_dataset((ROOT / "tests" / "datasets" / "evidence",)))
    cases = small_cases()
    assert len(cases) > 20
    printed: list[tuple[str, ...]] = []
    for target, as_of in dict.fromkeys((case[0], case[1]) for case in cases):
        held = next(each for each in datasets if each.get("targets", target))
        for result in evaluate(held, Question(as_of), [target]):
            aim, seen = result.milestone, result.observation
            printed.append(
                (
                    target,
                    as_of,
                    f"{amount(aim, 'en')} by {aim.year}",
                    f"{amount(seen, 'en')} ({seen.period})" if seen else "",
                    status_text(result, "en"),
                    ", ".join(f"`{code}`" for code in result.reasons[:2]),
                )
            )
    assert printed == cases


@cases
def test_a_milestone_is_judged_twice_only_where_what_a_year_means_can_matter(
    timing, periods, times, monkeypatch
):
    gathered: list[str | None] = []
    real = judge.gather

    def counted(setting, *rest):
        gathered.append(setting.timing)
        return real(setting, *rest)

    monkeypatch.setattr(judge, "gather", counted)
    timed(timing, dict.fromkeys(periods, 30.0), 50, "2020-12-31")
    assert len(gathered) == times


def test_a_whole_year_stands_at_one_place_in_either_reading():
    for year in range(1900, 2101):
        for period in (f"{year}", f"{year}~", f"{year}?"):
            assert stands_at(period, "stock") == stands_at(period, "unstated") == year
