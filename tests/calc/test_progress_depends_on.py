"""What a verdict depends on is found again by removing the sources one at a time."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import record, source
from cases import cases
from conftest import RECORDS
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.calc.source_grades import cite_of, independent_source
from mic25cli.model.dataset import RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.store import load
from mic25cli.view.verdict.status_words import relying
from progress_datasets import PLAN, one

Hanging = set[tuple[str, int, str | None, tuple[str, ...], tuple[Any, ...]]]


def vouched(claim, struck):
    """A claim with its remaining citations; None if none is left."""
    left = [cite for cite in claim["cite"] if cite["source"] not in struck] if claim else []
    return {**claim, "cite": left} if left else None


def less(held, struck):
    """The dataset without some sources, as if they were deleted from the record files."""
    kinds: dict[str, Any] = {kind: dict(held.kind(kind)) for kind in KINDS}
    for name, figure in kinds["indicators"].items():
        seen = [vouched(claim, struck) for claim in figure["observations"]]
        kinds["indicators"][name] = {**figure, "observations": [each for each in seen if each]}
    for name, aim in kinds["targets"].items():
        kinds["targets"][name] = {**aim, "baseline": vouched(aim["baseline"], struck)}
    return RecordSet.of(kinds, profile=held.profile)


def cited(held, target):
    """The sources of a target's observations and baseline, each once."""
    record = held.kind("targets")[target]
    claims = [*held.kind("indicators")[record["indicator"]]["observations"], record["baseline"]]
    return list(dict.fromkeys(c["source"] for claim in claims if claim for c in claim["cite"]))


def said(result):
    return (result.status, result.certainty, result.lean)


def by_force(held, question, targets, results):
    found: Hanging = set()
    verdicts = {(each.target, each.milestone.index): said(each) for each in results}
    struck: dict[tuple[str, ...], RecordSet] = {}
    for target in targets:
        sources = cited(held, target)
        bodies: dict[str, list[str]] = {}
        for each in sources:
            bodies.setdefault(independent_source(held, each), []).append(each)
        strikes = [(None, (each,)) for each in sources]
        strikes += [(body, tuple(many)) for body, many in bodies.items() if len(many) > 1]
        for body, some in strikes:
            if some not in struck:
                struck[some] = less(held, some)
            for now in evaluate(struck[some], question, [target], every_method=False):
                index = now.milestone.index
                verdict = verdicts[target, index]
                if verdict[0] in ASSESSED and verdict[:2] != said(now)[:2]:
                    found.add((target, index, body, some, said(now)))
    return found


def told(results):
    return {
        (each.target, each.milestone.index, it.body, it.sources, (it.status, it.certainty, it.lean))
        for each in results
        for it in each.depends_on or ()
    }


def check(held, question, targets):
    """Check that the result equals that of a dataset without the sources."""
    results = evaluate(held, question, targets, every_method=False, depends=True)
    assert all((each.depends_on is None) == (each.status not in ASSESSED) for each in results)
    assert told(results) == by_force(held, question, targets, results)
    return told(results)


@pytest.fixture(scope="module")
def shipped():
    return load.load_dataset([RECORDS])


@pytest.mark.others
@cases
def test_of_the_whole_shipped_dataset(shipped, as_of, more):
    assert check(shipped, Question(as_of, **more), sorted(shipped.kind("targets")))


@pytest.mark.others
def test_no_other_source_of_the_shipped_dataset_turns_a_headline(shipped):
    question = Question("2025-12-31")
    every = evaluate(shipped, question, every_method=False, depends=True)
    due = {
        each.target: each
        for each in every
        if each.milestone.applies and each.depends_on is not None
    }
    sources = {name for target in shipped.kind("targets") for name in cited(shipped, target)}
    for name in sorted(sources)[::12]:
        for now in evaluate(less(shipped, [name]), question, due, every_method=False):
            before = due[now.target]
            if now.milestone.index == before.milestone.index and said(now)[:2] != said(before)[:2]:
                # A figure that the verdict does not cite is used for the likely maximum change.
                told = [each.sources for each in before.depends_on or ()]
                assert (name,) in told or before.fragile, (name, now.target)


BODIES = [
    source(f"s{number}", published="2020", authority=grade, originator=body)
    for number, (grade, body) in enumerate(zip("AABC", ("X", "Y", "X", None), strict=True))
]
OTHERS = record(
    "indicators", "others", name={"en": "Others"},
    direction="increase", timing="rate",
    observations=[
        {"period": str(1990 + each), "value": each * each % 41, "cite": [cite_of(f"s{each % 4}")]}
        for each in range(24)
    ],
)  # fmt: skip
"""A figure, from the same sources, by which all others in the dataset are measured."""
periods = st.sampled_from(
    ["2015", "2016", "2019", "2020", "2021", "2023", "2025-03/2025-12", "2025"]
)


@st.composite
def observations(draw):
    found = []
    for _ in range(draw(st.integers(1, 6))):
        by = draw(st.lists(st.sampled_from([*BODIES, PLAN]), min_size=1, max_size=2, unique_by=id))
        cite = [{"source": each["id"], "at": None, "checked": "text"} for each in by]
        found.append(
            {
                "period": draw(periods),
                "value": draw(st.integers(30, 100)),
                "basis": draw(st.sampled_from(["own", "own", "near"])),
                "report": by[0]["id"],
                "cite": cite,
            }
        )
    return found


@pytest.mark.slow
@given(
    observations(),
    st.sampled_from([None, "stock", "rate", "flow"]),
    st.sampled_from(["2020", "2021-06", "2024", "2025-12-31", "2027"]),
    st.sampled_from(["linear", "dns", "sdsn"]),
)
def test_of_any_observations(seen, timing, as_of, method):
    start = {"period": "2015", "value": 40, "report": "plan", "cite": [cite_of("s1")]}
    targets = [{"year": year, "value": target} for year, target in ((2020, 60), (2025, 80))]
    more = {"year": 2026, "value": 50, "unit": "percent", "base_year": 2016}
    held = one(
        [*targets, more], seen, start, *BODIES, OTHERS,
        indicator={"unit": "percent", "timing": timing, "bases": {"own": "O.", "near": "N."}},
        evidence=[
            {"basis": "own", "fit": "exact", "rationale": "So."},
            {"basis": "near", "fit": "close", "rationale": "Nearly so."},
        ],
    )  # fmt: skip
    check(held, Question(as_of, method=method), ["target"])


def test_copies_of_one_text_and_relays_of_one_body_are_one():
    by = [source(name, published="2026", originator="Bureau") for name in ("copy", "relay")]
    cite = [{"source": each["id"], "at": None, "checked": "text"} for each in by]
    held = one({2025: 80}, [{"period": "2025", "value": 90, "cite": cite}], 40, *by)
    (found,) = evaluate(held, Question("2025-12-31"), depends=True)
    (without,) = found.depends_on or ()
    assert (without.body, without.sources, without.status) == (
        "Bureau",
        ("copy", "relay"),
        "not-assessable",
    )
    two = [*cite, {"source": "paper", "at": None, "checked": "text"}]
    free = one({2025: 80}, [{"period": "2025", "value": 90, "cite": two}], 40, *by)
    assert evaluate(free, Question("2025-12-31"), depends=True)[0].depends_on == ()
    assert evaluate(held, Question("2025-12-31"))[0].depends_on is None


def test_a_source_with_the_name_of_its_body_is_told_with_the_body():
    by = [source(name, published="2026", publisher="Bureau") for name in ("older", "newer")]
    cites = [[{"source": each["id"], "at": None, "checked": "text"}] for each in by]
    start = {"period": "2015", "value": 40, "report": "older", "cite": cites[0]}
    held = one({2030: 80}, [{"period": "2025", "value": 70, "cite": cites[1]}], start, *by)
    (found,) = evaluate(held, Question("2025-12-31"), depends=True)
    assert [each.body for each in found.depends_on] == [None, None, "Bureau"]
    assert relying(found, held, "en") == ["Bureau, 2 sources (without it: ? not assessable)"]
    other = replace(
        found, depends_on=(replace(found.depends_on[0], status="missed"), found.depends_on[2])
    )
    title = held.source(found.depends_on[0].sources[0])["title"]
    assert title != "Bureau" and str(relying(other, held, "en")[0]).startswith(f"{title} (without")
