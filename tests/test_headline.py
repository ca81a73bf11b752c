"""One headline: the same numbers wherever targets are counted, in every dataset, and its
grammar."""

import json
import re
import runpy
from html import unescape
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import cases
from conftest import DATASETS, ROOT, opened
from mic25cli.calc.progress.by_target import (
    DUE,
    GROUPS,
    CountsByOrigin,
    TargetCounts,
    count_targets,
)
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import CRITERIA
from mic25cli.calc.progress.status import BLOCKING, STATUSES, MainReason, main_reason
from mic25cli.cli.assistants import TOOLS
from mic25cli.export.site import Site
from mic25cli.model.dataset import RecordSet
from mic25cli.model.dataset_profile import DEFAULT
from mic25cli.model.plain_values import plain
from mic25cli.values import replace
from mic25cli.view.page.site_overviews import front
from mic25cli.view.text import date
from mic25cli.view.verdict import status_marks
from mic25cli.view.verdict.headline import (
    day,
    finding,
    headline,
    listed,
    of_industry,
    others_sentences,
    rows,
    very_likely,
)

FOLDERS = ("mic25", "beyond-2025", "digital-decade")
DATES = (None, "2021-12-31", "2025-12-31")
"""None: the date at which a dataset is judged by default."""


def records_of(name):
    return [] if name == "mic25" else ["--records", str(DATASETS[name])]


def judged(dataset, as_of):
    return count_targets(evaluate(dataset, Question(as_of), series=False, depends=True))


def one_line(text):
    return " ".join(unescape(text).split())


@pytest.mark.others
@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("name", FOLDERS)
def test_every_place_tells_the_same_headline(mic25, name, as_of, monkeypatch, tmp_path):
    monkeypatch.delenv("MIC25_AS_OF", raising=False)
    monkeypatch.setenv("COLUMNS", "400")
    dataset = opened(name)
    date = as_of or dataset.judged_on or ""
    counts = judged(dataset, date)
    kept = plain(counts)
    if not counts.targets:
        return
    given = (*(("--as-of", as_of) if as_of else ()), *records_of(name))

    def told(*words):
        return json.loads(mic25(*words, *given, "-f", "json").out)

    def said(*words, lang="en", form="plain"):
        return one_line(mic25(*words, *given, "--lang", lang, "-f", form).out)

    def same(found):
        return {key: found[key] for key in kept} == kept

    # In numbers.
    assert same(told("progress")["summary"])
    assert same(told("coverage")["summary"]["targets"])
    assert same(told("coverage", "--by", "industry")["summary"]["targets"])
    assert told("chart", "scorecard")["counts"] == kept
    assert told("chart", "shortfall")["counts"] == kept
    of_dataset = next(each for each in told("datasets") if each["digest"] == dataset.digest)
    assert same(of_dataset) and of_dataset["as_of"] == date
    for by in CRITERIA:
        found = told("progress", "--by", by)
        assert same(found["summary"]), by
        for status in STATUSES:
            several = sum(row["by_target"][status] for row in found["results"])
            whole = counts.by_target[status]
            # A target of two industries is in both rows.
            assert several >= whole if by == "industry" else several == whole, (by, status)
    # In words, in both languages.
    for lang in ("en", "zh"):
        lines = [*map(one_line, headline(counts, dataset.profile, date, lang))]
        assert lines
        pages = [
            said("progress", lang=lang),
            said("progress", "--by", "year", lang=lang),
            said("progress", "--by", "industry", lang=lang),
            said("coverage", lang=lang),
            said("chart", "scorecard", lang=lang),
            said("chart", "shortfall", lang=lang),
            said(*("progress", *TOOLS["progress"][2][:1]), lang=lang),
        ]
        for page in pages:
            assert all(line in page for line in lines), (lang, page[:300])
        assert one_line(finding(counts.own, lang)) in said("chart", "scorecard", lang=lang)
        cells = said("datasets", lang=lang, form="md")
        groups = counts.own.groups
        tally = (
            f"{status_marks.GROUPS[group][0]} {count}" for group, count in groups.items() if count
        )
        assert one_line(f"{counts.own.targets}: {'  '.join(tally)}") in cells
    # On pages.
    report = tmp_path / "report.html"
    assert mic25("report", *given, "-o", str(report)).code == 0
    page = one_line(re.sub(r"<[^>]*>", "", report.read_text("utf-8")))
    first, *second = map(one_line, headline(counts, dataset.profile, date, "en"))
    assert first in page and all(line in page for line in second)
    inferred = any(counts.inferred.values())
    assert one_line(very_likely("en")) in page or not inferred
    shown = front(Site(dataset, Question(date), "0").trees[0])
    assert shown.title == finding(counts.own, "en")
    assert first in map(str, shown.lead) and (very_likely("en") in shown.lead) == inferred
    assert [part.title for part in shown.sections if part.key == "score-others"] == [
        *others_sentences(counts, "en")
    ]


@pytest.mark.others
def test_the_start_page_and_the_documents_tell_it(mic25, monkeypatch):
    monkeypatch.delenv("MIC25_AS_OF", raising=False)
    dataset = opened("mic25")
    assert dataset.judged_on == "2025-12-31"
    counts = judged(dataset, "2025-12-31")
    first, second = headline(counts, dataset.profile, "2025-12-31", "en")
    start = mic25().out
    title = "mic25: Made in China 2025, target by target (as of 31 December 2025)"
    assert start.startswith(f"{title}\n")
    assert first in one_line(start)
    for line in rows(counts, "en"):
        assert one_line("".join(text for _, text in line)) in one_line(start)
    # As `make docs` writes them; whether it must be run is for another test.
    written = runpy.run_path(str(ROOT / "docs" / "build.py"))["text_of"]
    pages = ("../README.md", "account.md", "charts.md")
    readme, account, charts = (one_line(written(page)) for page in pages)
    assert f"**{first}** {second} {very_likely('en')}" in readme
    assert f"{first} {second}" in account
    for text in (readme, account, charts, one_line(start)):
        for targets in re.findall(r"(?<![\w–])(\d+) targets (?!of several)", text):
            assert int(targets) <= counts.targets
        assert f"{counts.targets} targets of" not in text, "never one total of the plan's targets"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_of_an_industry_counts_its_targets(mic25, lang):
    groups = json.loads(mic25("progress", "--by", "industry", "-f", "json").out)["results"]
    for group in groups:
        if group["key"] is None:
            continue
        text = one_line(mic25("brief", group["key"], "--lang", lang, "-f", "plain").out)
        own = group["by_origin"].get("plan")
        for status, count in own["by_target"].items() if own else ():
            count -= own["not_due_yet"] if status == "not-assessable" else 0
            if count > 1 and not (count == own["targets"] and status == "not-assessable"):
                word = {"met": ("met", "已实现"), "met-late": ("met late", "逾期实现"),
                        "missed": ("missed", "未实现"),
                        "not-assessable": ("are not assessable", "无法判断")}[status]  # fmt: skip
                shape = rf"{count} (were )?{word[0]}" if lang == "en" else f"{word[1]}{count}项"
                assert re.search(shape, text), (group["key"], status)


@pytest.mark.slow
def test_milestones_are_counted_where_they_are_asked_for(mic25):
    asked = ("progress", "--as-of", "2025-12-31")
    targets = len(opened("mic25").kind("targets"))
    for words in ((), ("--by", "year"), ("--by", "industry")):
        assert "milestone" not in mic25(*asked, *words, "-f", "plain").out
        shown = mic25(*asked, *words, "--milestones", "-f", "plain").out
        assert f"milestones of {targets} targets" in shown
    once = json.loads(mic25(*asked, "-f", "json").out)
    every = json.loads(mic25(*asked, "--milestones", "-f", "json").out)
    assert once["summary"]["milestones"] == once["summary"]["targets"]
    assert every["summary"]["milestones"] == len(every["results"])
    assert every["summary"]["by_target"] == once["summary"]["by_target"]


# no success is forgotten on New Year's Day


@pytest.mark.others
@pytest.mark.parametrize("pair", [("2025-12-31", "2026-01-01"), ("2025-12-31", "2029-12-30")])
def test_no_success_is_forgotten_on_new_years_day(pair):
    dataset = opened("mic25")
    before, after = (judged(dataset, each) for each in pair)
    met = {key: before.by_target[key] for key in DUE}
    assert met == {key: after.by_target[key] for key in DUE} and met["met"] > 20
    assert plain(before.by_origin) == plain(after.by_origin)


@pytest.mark.others
def test_the_year_that_begins_takes_no_verdict_away():
    dataset = opened("mic25")
    for year in (2019, 2020, 2021):
        old, new = (judged(dataset, each) for each in (f"{year}-12-31", f"{year + 1}-01-01"))
        assert plain(old) == plain(new), year


@cases
def test_a_dataset_is_judged_at_the_end_of_its_policy_once_that_is_over(last, horizon, starts, on):
    profile = replace(DEFAULT, horizon=horizon, year_starts=starts)
    made = RecordSet(lambda _: {}, profile=lambda: profile, last_day=lambda: last)
    assert (made.last_day, made.judged_on) == (last, on)


@pytest.mark.parametrize(
    ("figure", "last"),
    [("2026-05", "2026-05-31"), ("2026", "2026-05-12"), ("2026-06", "2026-05-12")],
)
def test_a_figure_for_the_month_of_its_source_counts(figure, last):
    sources = {"one": {"published": "2026-05-12", "accessed": None}}
    made = RecordSet(lambda _: sources, evidence_to=lambda: figure)
    assert made.last_day == last


@pytest.mark.others
def test_datasets_side_by_side_are_each_judged_at_their_own_date(mic25, monkeypatch):
    monkeypatch.delenv("MIC25_AS_OF", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    datasets = ("--dataset", "mic25", "--dataset", "beyond-2025")
    found = json.loads(mic25("datasets", *datasets, "-f", "json").out)
    days = {each["dataset"]: each["as_of"] for each in found}
    assert days == {name: opened(name).judged_on for name in ("mic25", "beyond-2025")}
    assert len({*days.values()}) == 2
    text = mic25("progress", "--by", "dataset", *datasets, "-f", "plain").out
    assert all(f"as of {date(each, 'en')}" in text for each in days.values())
    table = mic25("datasets", *datasets, "-f", "table").out
    assert all(date(each, "en") in table for each in days.values())


# why there is no verdict


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ["2019-07", "2025-12-31"])
@pytest.mark.parametrize("name", FOLDERS)
def test_main_reasons_add_up_to_what_is_not_assessable(name, as_of):
    counts = judged(opened(name), as_of)
    for each in (counts, *counts.by_origin.values()):
        assert sum(each.main_reasons.values()) == each.by_target["not-assessable"]
        assert sum(each.groups.values()) == each.targets == sum(each.by_target.values())
        assert sum(each.fits.values()) == each.verdicts >= each.indicators
        assert all(each.inferred[key] <= each.by_target[key] for key in DUE)
    for key in ("targets", "not_due_yet"):
        assert getattr(counts, key) == sum(getattr(each, key) for each in counts.by_origin.values())


def test_every_reason_has_a_main_one_and_wording_goes_first():
    for reason in BLOCKING:
        assert main_reason("not-assessable", (reason,)) in get_args(MainReason)
        assert main_reason("not-assessable", (reason, "qualitative")) == "wording"
    assert main_reason("missed", ("no-data",)) is None
    assert main_reason("not-assessable", ("no-figure-at-deadline", "no-data")) == "no-figure"
    assert main_reason("not-assessable", ("no-figure-at-deadline",)) == "evidence"


def test_the_footer_names_the_three_main_reasons_and_json_keeps_the_others(mic25):
    summary = json.loads(mic25("progress", "-f", "json").out)["summary"]
    text = one_line(mic25("progress", "-f", "plain").out)
    own = summary["by_origin"]["plan"]
    assert len(summary["reasons"]) > 5
    count = own["by_target"]["not-assessable"]
    said = text.partition(f"Why not assessable, of the plan ({count}")[2]
    numbers = re.findall(r"\((\d+)\)", said.partition("Why ")[0])
    assert [*map(int, numbers)] == [*own["main_reasons"].values()]


@pytest.mark.slow
def test_up_to_when_the_evidence_reaches_is_told_apart_from_the_version(mic25):
    found = json.loads(mic25("info", "-f", "json").out)
    dataset = opened("mic25")
    periods = [
        claim["period"].rpartition("/")[2]
        for each in dataset.kind("indicators").values()
        for claim in each["observations"]
    ]
    assert found["evidence_to"] == dataset.evidence_to == max(p[:7] for p in periods)
    assert found["dataset_version"] == dataset.profile.version != found["evidence_to"]
    (row,) = (
        each for each in json.loads(mic25("datasets", "--json").out) if each["dataset"] == "mic25"
    )
    assert row["evidence_to"] == found["evidence_to"]
    year, month = found["evidence_to"].split("-")
    assert re.search(rf"evidence to +[A-Z][a-z]+ {year}\n", mic25("info", "-f", "plain").out)
    assert f"{year}年{int(month)}月" in mic25("info", "--lang", "zh", "-f", "plain").out


# the grammar of small counts

few = st.integers(0, 3)


@st.composite
def counts(draw):
    """Counts of a few targets of every sort."""
    found = dict.fromkeys(STATUSES, 0)
    for status in (*DUE, "not-assessable", "superseded", "withdrawn"):
        found[status] = draw(few) if status != "withdrawn" else 0
    ahead = {status: draw(few) for status in ("on-track", "behind", "not-assessable")}
    for status, number in ahead.items():
        found[status] += number
    verdicts = sum(found[status] for status in DUE)
    fits = dict.fromkeys(("exact", "close", "one-sided", "proxy", "other"), 0)
    for _ in range(verdicts):
        fits[draw(st.sampled_from([*fits]))] += 1
    return TargetCounts(
        targets=sum(found.values()),
        by_target=found,
        not_due_yet=sum(ahead.values()),
        inferred={status: draw(st.integers(0, found[status])) for status in DUE},
        leaning={"met": 0, "missed": 0},
        fits=fits,
        single_source=draw(st.integers(0, verdicts)),
        indicators=draw(st.integers(1, verdicts)) if verdicts else 0,
        main_reasons={},
    )


def of(own, others):
    origins = {"plan": own, "related": others}
    held = {origin: each for origin, each in origins.items() if each and each.targets}
    whole = own or others
    assert whole is not None
    return CountsByOrigin(**vars(whole), by_origin=held, others=held.get("related"))


def test_who_set_targets_is_said_in_the_language_of_the_sentence():
    profile = replace(DEFAULT, set_by={"en": "The plan and its annex", "zh": None})
    counts = count_targets(evaluate(opened("mic25"), Question("2025"), series=False))
    assert headline(counts, profile, "2025", "en")[0].startswith("The plan and its annex set")
    assert headline(counts, profile, "2025", "zh")[0].startswith("本规划共提出")


def texts(found, lang):
    told = [
        *headline(found, DEFAULT, "2025-12-31", lang),
        *headline(found, DEFAULT, "2019-07", lang, every=False),
        of_industry("Farm machinery", found.own, lang),
    ]
    some = [each for each in (found.own, found.others) if each]
    return [*told, *(finding(each, lang) for each in some), *(listed(each, lang) for each in some)]


WRONG = re.compile(
    r"\b0\b|\b1 of (them|which)|(?i:none of (the(se)? )?[12])\b"
    r"|\b1 (were|are|rest|depend|targets)\b"
    r"|\b([02-9]|\d\d+) (was|is|rests|depends)\b|\{|\}|  | ,| \.|;;|,,|\.\."
    r"|all (one|two|1|2)\b|and and|\b(one|1) (targets|indicators|verdicts)\b"
)


@given(counts(), counts())
def test_small_counts_are_told_in_good_english(own, others):
    if not (own.targets or others.targets):
        return
    for text in texts(of(own if own.targets else None, others), "en"):
        assert not (found := WRONG.search(text)), (found, text)
        assert text[:1].isupper() or text[:1].isdigit(), text
        assert text.count("(") == text.count(")")


@given(counts(), counts())
def test_small_counts_say_the_same_in_chinese(own, others):
    if not (own.targets or others.targets):
        return
    found = of(own if own.targets else None, others)
    for english, chinese in zip(texts(found, "en"), texts(found, "zh"), strict=True):
        assert not re.search(r"(?<!\d)0(?!\d)|[a-z]{3}|[{}]|，，|。。|；。|，。", chinese.replace(
            "Farm machinery", "")), chinese  # fmt: skip
        numbers = [sorted(re.findall(r"\d+", text)) for text in (english, chinese)]
        # Instead of a number, the other language may say "all", "both" or "one".
        assert set(numbers[1]) - set(numbers[0]) <= {"1", "7", "12", "31"}, (english, chinese)


@given(counts())
def test_the_groups_add_up_and_each_is_said(found):
    assert sum(found.groups.values()) == found.targets and tuple(found.groups) == GROUPS
    assert tuple(status_marks.GROUPS) == GROUPS
    line = listed(found, "en")
    assert len(line.split(", ")) == sum(map(bool, found.groups.values())) or not line


def small(**numbers):
    """Counts of targets that are due, all verdicts inferred from proxies of one source."""
    by_target = {status: numbers.get(status.replace("-", "_"), 0) for status in STATUSES}
    verdicts = sum(by_target[status] for status in DUE)
    inferred = {status: by_target[status] for status in DUE}
    fits = {"exact": 0, "close": 0, "one-sided": 0, "proxy": verdicts, "other": 0}
    return TargetCounts(
        sum(by_target.values()), by_target, 0, inferred, {"met": 0, "missed": 0}, fits,
        verdicts, verdicts, {},
    )  # fmt: skip


@cases
def test_an_industry_in_short(numbers, english, chinese):
    found = small(**numbers)
    assert of_industry("Robots", found, "en") == english
    assert of_industry("机器人", found, "zh") == chinese


def test_the_day_in_words():
    assert day("2025-12-31", "en") == "31 December 2025" == day("2025", "en")
    assert day("2019-02", "zh") == "2019年2月28日"


@pytest.mark.parametrize("columns", [66, 80, 100, 120])
def test_the_weakest_evidence_is_the_last_column_to_give_way(mic25, monkeypatch, columns):
    from mic25cli.view.text import label

    monkeypatch.setenv("COLUMNS", str(columns))
    told = mic25("progress", "--by", "industry", "--as-of", "2025-12-31", "-f", "table").out
    heads = told.partition("───")[0].rpartition("Industry")[2].split()
    fits = [label(f"fit-{fit}", "en") for fit in ("exact", "close", "proxy")]
    shown = [fit for fit in fits if fit in heads]
    assert shown and shown == fits[3 - len(shown) :]
