"""The grade of a source, which sources are independent, and by which citation a claim counts."""

import pytest

from builders import dataset, source
from cases import cases
from mic25cli.calc.source_grades import (
    best_cite,
    cited,
    grade_of,
    independent_source,
    independent_sources,
    is_weak,
)
from mic25cli.model.closed_lists import ACCESS, GRADES


@pytest.mark.parametrize("access", ACCESS)
@pytest.mark.parametrize("grade", GRADES)
def test_the_worse_of_grade_and_access_counts(grade, access):
    # The key from docs/words.md, written out.
    key = {
        "original": "ABCD", "reprint": "ABCD", "copy": "CCCD", "summary": "CCCD", "unseen": "    ",
    }  # fmt: skip
    wanted = key[access]["ABCD".index(grade)].strip() or None
    assert grade_of(source("s", authority=grade, access=access)) == wanted


def test_which_independent_source_it_is():
    held = dataset(
        source("act", originator="MIIT"), source("press", originator="MIIT", publisher="Daily"),
        source("copy", same_text="press", publisher="Host"), source("site", publisher="MIIT"),
        source("own", publisher="Daily"), source("bare"), source("twin", same_text="bare"),
    )  # fmt: skip
    told = {key: independent_source(held, key) for key in held.kind("sources")}
    assert {key for key, who in told.items() if who == "MIIT"} == {"act", "press", "copy", "site"}
    assert (told["own"], told["bare"], told["twin"]) == ("Daily", "bare", "bare")
    assert independent_sources(held, ["act", "copy", "own", "missing"]) == {
        "MIIT",
        "Daily",
        "missing",
    }


def of(*cites):
    """Citations of sources with these grades, each with how the words contain the number."""
    held = dataset(*(source(grade.lower(), authority=grade) for grade in GRADES))
    return cited(
        held,
        [
            {"source": grade.lower(), "at": None, "checked": "text", "quote": [], "how": how}
            for grade, how in cites
        ],
    )


@cases
def test_a_sum_counts_as_its_worst_part(cites, derived, counts):
    best = best_cite(of(*cites), derived)
    assert best is not None and best.grade == counts
    assert is_weak(of(*cites), derived) == (counts == "D")


def test_what_was_seen_by_nobody_is_weak_and_counts_for_nothing():
    held = dataset(source("plan", authority="A", access="unseen"))
    found = cited(
        held, [{"source": "plan", "at": None, "checked": "none", "quote": [], "how": None}]
    )
    assert found[0].authority == "A" and found[0].grade is None and is_weak(found)
