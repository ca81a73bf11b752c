"""The implementation of advice and of the plan's projects: the word, its laws, and the shipped
records."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import mic25cli
from builders import CITE, dataset, record, source
from cases import cases
from mic25cli.calc.implementation import RANKS, fulfilment
from mic25cli.calc.progress.result import Question
from mic25cli.model import edtf
from mic25cli.model.dataset import followed_at
from mic25cli.model.dataset_at_date import view
from mic25cli.view.text import label

READ = yaml.safe_load(Path(__file__).with_name("implementation.yaml").read_text("utf-8"))
DAY = "2030"
FAIRS = {"unit": "count", "direction": "increase", "timing": "stock"}


def shown(mic25, kind, *given):
    done = mic25(kind, *given, "--json")
    assert done.code == 0, done.err
    return {each["id"]: each for each in json.loads(done.out)}


@pytest.mark.others
def test_the_rule_comes_to_the_words_that_a_reader_gave(mic25):
    both = shown(mic25, "recommendations") | shown(mic25, "provisions", "--type", "project")
    assert {id_: each["implementation"] for id_, each in both.items()} == READ
    # Without anyone having looked there is no word; "no action found" is a word.
    assert {
        each["implementation"] for each in shown(mic25, "provisions", "--type", "task").values()
    } == {None}


def test_in_the_month_of_the_paper_nothing_was_done(mic25):
    then = shown(mic25, "recommendations", "--as-of", "2019-07-31")
    assert then.keys() == {key for key in READ if not key.startswith("project-")}
    assert {each["implementation"] for each in then.values()} == {"no-action-found", "in-progress"}
    known = shown(mic25, "recommendations", "--known-at", "2019-07-31")
    assert {each["implementation"] for each in known.values()} == {"no-action-found"}


@cases
def test_an_act_counts_from_the_day_that_it_applies(mic25, day, word, in_force):
    id_ = "safeguards-against-technology-transfer"
    found = shown(mic25, "recommendations", "--as-of", day)[id_]
    assert (found["implementation"], found["follow_ups_in_force"]) == (word, in_force)


@pytest.mark.others
def test_the_diff_of_two_dates_tells_it_and_its_mirror_too(mic25):
    def told(old, new):
        report = json.loads(mic25("diff", old, new, "--json").out)
        return {
            each["id"]: (
                each["class"],
                each["old"]["implementation"],
                each["new"]["implementation"],
            )
            for each in report["results"]
            if each["kind"] in ("recommendations", "provisions")
        }

    found = told("2019", "2026")
    words: dict[str, set[str]] = {}
    for day in ("2019-12-31", "2026-12-31"):
        for kind in ("recommendations", "provisions"):
            for key, each in shown(mic25, kind, "--as-of", day).items():
                words.setdefault(key, set()).add(each["implementation"])
    assert found.keys() == {key for key, said in words.items() if len(said) > 1}
    id_ = "limit-dependence-on-critical-components"
    assert found[id_] == ("outcome", "no-action-found", "partly-implemented")
    assert {key: (how, new, old) for key, (how, old, new) in found.items()} == told("2026", "2019")
    story = mic25("recommendations", "diff", "2019", "2026", "--lang", "zh", "-f", "plain").out
    assert "未见行动 → 部分落实" in story


def test_the_tables_and_the_library_have_it_too():
    opened = mic25cli.open(as_of="2022")
    rows = {row["id"]: row for row in opened.table("recommendations")}
    assert rows["eu-coordination-mechanism-on-china"]["implementation"] == "in-progress"
    places = [row for row in opened.table("citations") if row["path"] == "follow_up"]
    assert {"recommendations", "provisions"} == {row["kind"] for row in places}
    assert not any(row["source"] == "paulweiss-2026" for row in places)


# --- laws

DATES = st.sampled_from(["2018", "2020-05", "2021", "2023-03-01", "2026"])
FORCES = st.sampled_from(["law", "practice", "guidance", "proposal", "announced", "ended"])


@st.composite
def acts(draw, number):
    """An act, and the follow-up that links to it."""
    start = draw(DATES)
    act = record(
        "documents",
        f"act-{number}",
        name={"en": f"Act {number}"},
        type="law",
        published=draw(DATES),
        in_force=start,
        applies_from=draw(st.none() | DATES),
        repealed=draw(st.none() | st.just("2029")),
        cite=[CITE],
    )
    force = draw(FORCES)
    row = {
        "document": act["id"],
        "force": force,
        "covers": draw(st.sampled_from(["whole", "part"])),
    }
    return act, row


def advised(rows):
    advice = record("recommendations", "advice", follow_up=[row for _, row in rows], cite=[CITE])
    return dataset(advice, *(act for act, _ in rows), source("paper")), advice


def word_of(rows, day):
    return fulfilment(*advised(rows), Question(day))


LISTS = st.integers(0, 5).flatmap(lambda count: st.tuples(*(acts(each) for each in range(count))))


@given(LISTS, acts(9), DATES)
def test_one_more_row_takes_no_word_down_but_by_an_end(rows, more, day):
    before, after = word_of([*rows], day), word_of([*rows, more], day)
    assert RANKS[after.implementation] >= RANKS[before.implementation]
    assert after.follow_ups >= before.follow_ups


@given(LISTS, DATES)
def test_what_comes_later_changes_no_earlier_word(rows, day):
    whole, _ = advised([*rows])
    limit = edtf.parse(day)
    early = [
        each for each in rows if edtf.by(followed_at(whole, {"event": None, **each[1]}), limit)
    ]
    found = word_of([*rows], day)
    assert found == word_of(early, day)
    cut = view(whole, day).dataset
    assert found == fulfilment(cut, cut.kind("recommendations")["advice"], Question(day))


@given(LISTS, DATES)
def test_the_order_of_the_rows_decides_nothing(rows, day):
    assert word_of([*rows], day) == word_of([*reversed(rows)], day)


@cases
def test_a_measure_that_ended_without_a_successor_has_lapsed(stages, word):
    event = record("events", "fair", name={"en": "Fair"}, date="2018", type="other", cite=[CITE])
    advice = record(
        "recommendations",
        "advice",
        follow_up=[{"event": "fair", "stage": stage} for stage in stages],
    )
    held = dataset(event, advice, source("paper"))
    assert fulfilment(held, advice, Question(DAY)).implementation == word
    assert fulfilment(held, advice, Question("2017")).implementation == "no-action-found"


@cases
def test_all_milestones_met_is_done_and_some_are_partly(values, word):
    seen = {
        name: {"period": "2024", "value": value, "cite": [CITE]}
        for name, value in zip(("fairs", "shows"), values, strict=True)
    }
    held = [record("indicators", name, **FAIRS, observations=[each]) for name, each in seen.items()]
    aim = {"year": 2024, "value": 30, "cite": [CITE]}
    held += [
        record("targets", name, indicator=name, origin="plan", milestones=[aim]) for name in seen
    ]
    own = [{"target": name, "stage": "milestone"} for name in seen]
    advice = record("recommendations", "advice", follow_up=own)
    late = source("paper", published="2018")
    found = fulfilment(dataset(*held, advice, late), advice, Question(DAY))
    assert found.implementation == word
    missed = {each["target"] for each in found.milestone_statuses if each["status"] == "missed"}
    assert missed == {name for name, each in seen.items() if each["value"] < 30}
    # A law for the whole does not make up for a target that was missed.
    act = record("documents", "act", name={"en": "Act"}, published="2019", type="law", cite=[CITE])
    law = {"document": "act", "force": "law", "covers": "whole"}
    backed = record("recommendations", "advice", follow_up=[law, *own])
    whole = fulfilment(dataset(*held, backed, late, act), backed, Question(DAY))
    assert whole.implementation == ("partly-implemented" if missed else "implemented")


def test_a_missed_target_is_stated_beside_the_word(mic25):
    projects = shown(mic25, "provisions", "--type", "project")
    assert any(each["milestone_statuses"] for each in projects.values())
    for id_, each in projects.items():
        said = mic25("show", id_, "--format", "table").out
        missed = {own["target"] for own in each["milestone_statuses"] if own["status"] == "missed"}
        count = label("milestones-missed", "en", count=len(missed))
        assert (count in " ".join(said.split())) == bool(missed), said


@cases
def test_a_row_says_one_thing_of_one_weight(row, code):
    with pytest.raises(ValueError, match=r"name one|either|must name a 'target'|covers") as fault:
        record("recommendations", "x", follow_up=[row])
    assert code in {each["type"] for each in fault.value.errors()}
