"""Laws that are true of any numbers."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from builders import source
from cases import data
from mic25cli.calc.progress.method import Inputs
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.methods.linear import course
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.rollup import CRITERIA, roll_up
from mic25cli.calc.progress.status import BEST_FIRST, STATUSES
from mic25cli.calc.value_range import ONE_SIDED, span_of
from mic25cli.model.closed_lists import CHECKED
from progress_datasets import judged, one

pytestmark = pytest.mark.slow

numbers = st.decimals(min_value=-1000, max_value=1000, places=2).filter(
    lambda value: value == 0 or abs(value) >= Decimal("0.1")
)
positive = st.decimals(min_value=Decimal("0.1"), max_value=1000, places=2)
factors = st.sampled_from([Decimal(each) for each in ("0.001", "0.5", "3", "1000", "12345.678")])
years = st.integers(2016, 2024)
bounds = st.sampled_from([None, "about", "almost", "at-least", "more-than", "up-to", "less-than"])


@st.composite
def inputs(draw):
    base, value, target = (float(draw(numbers)) for _ in range(3))
    assume(base != target)
    sign = 1 if target > base else -1
    time = draw(years)
    series = (*tuple((time - back, float(draw(numbers))) for back in (4, 3, 2, 1)), (time, value))
    return Inputs(
        base,
        2015.0,
        value,
        float(time),
        target,
        2025.0,
        sign,
        (value - target) * sign >= 0,
        series=series,
    )


def scaled(given_, factor):
    assert given_.base is not None
    return replace(
        given_,
        base=given_.base * factor,
        value=given_.value * factor,
        target_value=given_.target_value * factor,
        series=tuple((year, value * factor) for year, value in given_.series),
    )


def close(one_, other):
    return one_ == other or (
        one_ is not None and other is not None and one_ == pytest.approx(other, rel=1e-6, abs=1e-9)
    )


@given(inputs(), factors)
def test_scaling_changes_no_ratio_and_no_class(given_, factor):
    larger = scaled(given_, float(factor))
    before, after = course(given_), course(larger)
    for name in ("progress", "expected", "gap", "pace", "arrival"):
        assert close(getattr(before, name), getattr(after, name)), name
    for method in METHODS.values():
        one_, other = method.judge(given_, False), method.judge(larger, False)
        assert close(one_.figures.ratio, other.figures.ratio), method.id
        ratio = one_.figures.ratio
        on_a_cut = ratio is not None and any(
            cut.least is not None and abs(ratio - cut.least) < 1e-6 for cut in method.cuts
        )
        if not on_a_cut:
            assert (one_.word, one_.reasons) == (other.word, other.reasons), method.id


@given(inputs())
def test_un2023_depends_on_the_scale_only_near_the_end_of_a_percentage(given_):
    method = METHODS["un2023"]
    end = 100.0 if given_.sign > 0 else 0.0
    percent = replace(given_, scale_end=end)
    if method.judge(percent, False) != method.judge(given_, False):
        assert abs(given_.value - end) <= 1 and given_.target_value == end


@given(inputs())
def test_mirroring_direction_and_sign_changes_no_linear_verdict(given_):
    mirror = replace(scaled(given_, -1.0), sign=-given_.sign)
    for name in ("linear", "sdsn", "dns"):
        assert METHODS[name].judge(given_, False).word == METHODS[name].judge(mirror, False).word
    assert close(course(given_).pace, course(mirror).pace)


closed = st.sampled_from([None, "about", "at-least", "up-to"])


@given(st.lists(st.tuples(positive, closed), min_size=1, max_size=5), positive, st.booleans())
def test_a_verdict_on_a_total_holds_for_all_that_its_years_may_be(years_, target, down):
    def status(amounts, as_of):
        seen = {str(2022 + place): amount for place, amount in enumerate(amounts)}
        shape = {"timing": "flow", "direction": "decrease" if down else "increase"}
        aim = [{"period": "2022/2026", "value": target * 5}]
        found = judged(one(aim, seen, indicator=shape), as_of).status
        # A total that may have passed its target is told by its pace.
        return {"already-met": "on-track", "missed": "far-behind"}.get(found, found)

    given_ = [{"value": value, "bound": bound} for value, bound in years_]
    spans = [span_of({**each, "low": None, "high": None, "unit": None}) for each in given_]
    lowest = [span.low or span.best / 2 for span in spans]
    highest = [span.high or span.best * 100 for span in spans]
    for as_of in ("2024", "2027"):
        if (found := status(given_, as_of)) != "not-assessable":
            assert found == status(lowest, as_of) == status(highest, as_of)


ORDER = {status: -place for place, status in enumerate(BEST_FIRST)}


def at(base, value, target, bound, period, as_of, down):
    held = one(
        target,
        [{"period": period, "value": value, "bound": bound}],
        base,
        indicator={"direction": "decrease" if down else "increase"},
    )
    return judged(held, as_of)


@given(numbers, numbers, numbers, positive, bounds, years, st.booleans())
def test_a_better_observation_never_worsens_the_status(
    base, value, target, more, bound, year, over
):
    """On one date, before and after the target year's end, if both results are verdicts."""
    down = target < base
    better = value - more if down else value + more
    period, as_of = ("2025", "2026") if over else (str(year), "2025-06")
    worse_result = at(base, value, target, bound, period, as_of, down)
    better_result = at(base, better, target, bound, period, as_of, down)
    if worse_result.status in ORDER and better_result.status in ORDER:
        assert ORDER[better_result.status] >= ORDER[worse_result.status]
    if worse_result.status == "met" and bound is None:
        assert better_result.status == "met"


@given(numbers, numbers, numbers, bounds, years, st.booleans())
def test_mirrored_records_have_mirrored_verdicts(base, value, target, bound, year, over):
    assume(bound in MIRRORED and base != target)
    down = target < base
    period, as_of = ("2025", "2026") if over else (str(year), "2025-06")
    plain = at(base, value, target, bound, period, as_of, down)
    mirror = at(-base, -value, -target, MIRRORED[bound], period, as_of, not down)
    assert (plain.status, plain.reasons) == (mirror.status, mirror.reasons)


@given(
    st.lists(
        st.tuples(
            numbers, numbers, st.integers(2016, 2030), st.sampled_from([(), ("a",), ("a", "b")])
        ),
        max_size=6,
    ),
    st.sampled_from(["2017", "2026"]),
)
def test_every_roll_up_adds_up_to_the_milestones(targets, as_of):
    found: list[Result] = []
    for index, (value, target, year, industries) in enumerate(targets):
        held = one(
            [{"year": year, "value": target}], {"2016": value}, 1, industries=list(industries)
        )
        found += [replace(each, target=f"target-{index}") for each in [judged(held, as_of)]]
    for by in CRITERIA:
        rolled = roll_up(found, by)
        for group in rolled.groups:
            assert set(group.counts.statuses) == set(STATUSES)
            assert sum(group.counts.statuses.values()) == group.counts.milestones
            assert sum(group.counts.by_targets.groups.values()) == group.counts.by_targets.targets
        assert sum(group.counts.milestones for group in rolled.groups) - rolled.repeated == len(
            found
        )
        assert rolled.total.milestones == len(found)
        assert rolled.total.by_targets.targets == len(targets)
        assert by == "industry" or rolled.repeated == 0


PERIODS = (
    "2016", "2018", "2019-06", "2020~", "2020", "2020-12", "2021/2023", "2016/2020", "2023",
    "2024-03", "2024", "2025-06~", "2025-07~", "2025", "2021/2025", "2026",
)  # fmt: skip
GRADED = [source(f"of-{grade.lower()}", published="2020", authority=grade) for grade in "ABCD"]
REPORTS = [source(f"out-{year}", published=str(year), authority="B") for year in (2018, 2022, 2025)]
timings = st.sampled_from([None, "stock", "flow", "rate"])
as_of_dates = st.sampled_from(["2021", "2025-06-30", "2025-12-31", "2026", "2028"])


@st.composite
def observations(draw):
    found = []
    for _ in range(draw(st.integers(1, 5))):
        by = draw(st.sampled_from([*GRADED, *REPORTS]))["id"]
        found.append(
            {
                "period": draw(st.sampled_from(PERIODS)),
                "value": draw(positive),
                "bound": draw(st.sampled_from([None, None, "about", "at-least", "up-to"])),
                "basis": draw(st.sampled_from(["own", "own", "near", "all"])),
                "report": by,
                "cite": [{"source": by, "at": None, "checked": draw(st.sampled_from(CHECKED))}],
            }
        )
    return found


EVIDENCE, MIRRORED = data(__file__, "EVIDENCE", "MIRRORED")


AT_START = st.sampled_from(["2015", "2015-12", "2014/2015"])


def told_of(seen, timing, as_of, *, down=False, evidence=None, **question):
    held = one(
        [{"year": 2025, "value": 70}],
        seen,
        {"period": "2015", "value": 90 if down else 40},
        *GRADED,
        *REPORTS,
        indicator={
            "timing": timing,
            "direction": "decrease" if down else "increase",
            "bases": {"own": "Own.", "near": "Near.", "all": "All."},
        },
        evidence=EVIDENCE if evidence is None else evidence,
    )
    return judged(held, as_of, **question)


def said(result):
    seen = result.observation
    return (
        result.status, result.reasons, result.fit, result.at_least, result.at_most,
        result.met_by, seen and (seen.period, seen.value, seen.report, seen.bound),
        result.seen_afterwards and result.seen_afterwards.value,
        result.measures, [(each.id, each.word, each.status) for each in result.methods],
    )  # fmt: skip


@st.composite
def at_the_start(draw):
    """Observations of the baseline's year only."""
    own = {"period": AT_START, "value": st.integers(39, 41)}
    return [
        {**each, **{key: draw(values) for key, values in own.items()}}
        for each in draw(observations())
    ]


@given(observations() | at_the_start(), st.data(), timings, as_of_dates)
def test_the_order_of_lines_decides_nothing(seen, data, timing, as_of):
    mixed, evidence = data.draw(st.permutations(seen)), data.draw(st.permutations(EVIDENCE))
    one_way = told_of(seen, timing, as_of)
    other_way = told_of(mixed, timing, as_of, evidence=evidence)
    assert said(one_way) == said(other_way)
    assert (one_way.sources, one_way.weak) == (other_way.sources, other_way.weak)


LATE = {
    **{"period": "2026", "value": Decimal(40), "bound": None, "basis": "all", "report": "of-a"},
    "cite": [{"source": "of-a", "at": None, "checked": "text"}],
}


@given(observations(), timings, as_of_dates, positive, st.integers(0, 4), bounds)
@example([LATE], None, "2028", Decimal(40), 0, "at-least")
def test_a_worse_duplicate_changes_no_verdict(seen, timing, as_of, value, place, bound):
    """It is of a lower grade, or only a limit that has the same number."""
    better = [
        {**each, "report": "of-a", "cite": [{"source": "of-a", "at": None, "checked": "text"}]}
        for each in seen
    ]
    first = better[place % len(better)]
    cite = [{"source": "of-d", "at": None, "checked": "text"}]
    worse = {**first, "value": value, "report": "of-d", "cite": cite}
    if bound in ONE_SIDED and first["bound"] is None:
        worse = {**first, "bound": bound}
    without, with_it = told_of(better, timing, as_of), told_of([*better, worse], timing, as_of)
    assert (with_it.status, with_it.fit) == (without.status, without.fit)
    assert (with_it.observation and with_it.observation.value) == (
        without.observation and without.observation.value
    )


@pytest.mark.others
@given(observations(), timings, as_of_dates)
def test_a_later_date_of_knowledge_removes_no_evidence(seen, timing, as_of):
    known: Counter[tuple[str | None, str, tuple[str, ...]]] = Counter()
    for known_at in ("2018", "2020", "2022", "2025", "2030"):
        result = told_of(seen, timing, as_of, known_at=known_at, basis="own")
        # Figures that are not yet known are left out, so their positions differ.
        now = Counter(
            (each.reading.basis, each.reading.period, tuple(c.source for c in each.reading.cite))
            for each in result.candidates
            if each.use not in ("not-yet-known", "other-basis")
        )
        assert known <= now
        known = now


@given(observations(), timings, as_of_dates, st.integers(0, 4), positive, st.booleans())
def test_raising_an_observed_value_in_the_wanted_direction_worsens_no_status(
    seen, timing, as_of, place, more, down
):
    """The observation that counts is changed, the others stay.

    (Raising the one before it makes the last step smaller, which may rightly worsen a status.)
    """
    before = told_of(seen, timing, as_of, down=down)
    last = before.observation
    if last is None:
        return
    counted = [
        index
        for index, each in enumerate(seen)
        if (each["period"], each["value"], each["report"], each["basis"], each["bound"])
        == (last.period, last.value, last.report, last.basis, last.bound)
    ]
    better = [
        {**each, "value": each["value"] - more if down else each["value"] + more}
        if index in counted
        else each
        for index, each in enumerate(seen)
    ]
    after = told_of(better, timing, as_of, down=down)
    if before.status in ORDER and after.status in ORDER:
        assert ORDER[after.status] >= ORDER[before.status]
