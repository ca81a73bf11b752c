"""`mic25 progress`, `explain` and `assessments compare`: formats, options, exit codes, faults."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from builders import dataset_texts
from conftest import Ran
from mic25cli.calc.longtable import judged_on
from mic25cli.calc.progress.methods import METHODS
from mic25cli.view.verdict.sentence.answers import Answers
from others import committed

SMALL = dataset_texts("progress")

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("MIC25_AS_OF", "2022-06-30")


@pytest.fixture
def run(mic25, small):
    return lambda *arguments: mic25(*arguments, "--records", small)


def report(ran):
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


def test_compare(run):
    found = report(run("progress", "market", "--compare", "--report", "revision", "--json"))
    (only,) = found["results"]
    assert [each["id"] for each in only["methods"]] == list(METHODS) and only["disagree"] is False
    table = run("progress", "market", "--compare", "--report", "revision", "-f", "plain")
    assert "= yes" in table.out and "on the common scale" in table.out
    assert "↗ 0.75" in table.out


@pytest.mark.slow
def test_compare_marks_where_methods_disagree(mic25):
    # A tenth of the way in all of the time: far behind to most, a moderate distance to un2023.
    asked = "rd-intensity-national --as-of 2025-12-31 --compare -f plain -q"
    ran = mic25("progress", *asked.split())
    assert "≠ no" in ran.out


def test_strict_compatibility(run):
    found = report(run("progress", "market", "--method", "opensdg", "--strict-compat", "--json"))
    assert found["method"]["strict_compat"] is True
    wrong = run("progress", "--strict-compat")
    assert wrong.code == 2 and "opensdg" in wrong.err


def test_by_industry_for_people(run, monkeypatch):
    ran = run("industries", "progress", "-f", "plain")
    lines = ran.out.splitlines()
    heads = "Industry Targets Met Met late Missed exact"
    assert lines[0] == "Targets of the plan"
    assert " ".join(lines[1].split()) == heads
    assert lines[2].split() == ["Cars", "2", "1", "1", "2"]
    # Those of others stand apart, below.
    others = lines.index("Related plans, regions and outside readings")
    assert not any(line.startswith("No particular industry") for line in lines[:others])
    assert any(line.startswith("No particular industry") for line in lines)
    assert "counted more than once" in ran.out
    only = run("industries", "progress", "chips", "-f", "tsv").out.splitlines()
    assert only[0].split("\t")[:3] == ["industry", "targets", "met"]
    assert [line.split("\t")[0] for line in only[1:]] == ["cars", "chips"]
    assert dict(zip(only[0].split("\t"), only[2].split("\t"), strict=True))["missed"] == "0"


def test_a_mean_only_on_request_and_with_what_it_leaves_out(run):
    ran = run("progress", "--by", "year", "--mean", "--milestones", "-f", "plain")
    assert "150% of 1; 1 not measurable" in ran.out
    assert "not measurable" not in run("progress", "--by", "year", "-f", "plain").out
    none = run("progress", "--by", "origin", "--mean", "-f", "plain").out
    assert "no average: 1 not measurable" in none
    assert run("progress", "--mean").code == 2


def test_pilots(run):
    found = report(run("pilots", "progress", "--json"))
    assert [(each["target"], each["pilots"]) for each in found["results"]] == [("make", ["scheme"])]
    assert report(run("pilots", "progress", "scheme", "--json"))["results"] == found["results"]
    wrong = run("pilots", "progress", "shceme")
    assert wrong.code == 2 and "'scheme'" in wrong.err


def test_the_method_after_eurostat_names_its_window(run):
    plain = ("progress", "--method", "eurostat", "-f", "plain")
    assert "method eurostat, growth since the baseline" in run(*plain).out
    assert "method eurostat, growth of the last 5 years" in run(*plain, "--window", "5").out
    told = report(run("progress", "--method", "eurostat", "--window", "15", "--json"))
    assert told["method"]["window"] == 15
    refused = run("progress", "--window", "5")
    assert refused.code == 2 and "--window works only with the method eurostat" in refused.err


def test_fail_on(run):
    assert run("progress", "--fail-on", "missed").code == 1
    assert run("progress", "--fail-on", "missed:observed").code == 1
    assert run("progress", "--fail-on", "missed:inferred").code == 0
    missed = report(run("progress", "--status", "missed:observed", "--json"))["results"]
    assert {(each["status"], each["certainty"]) for each in missed} == {("missed", "observed")}
    assert run("progress", "--fail-on", "regressing,far-behind").code == 0
    assert run("progress", "--fail-on", "missed", "--status", "met", "-f", "json").code == 1
    assert run("progress", "market", "--fail-on", "missed").code == 0


def test_the_table(run, small, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    lines = run("progress", "-f", "table").out.splitlines()
    assert lines[0].startswith("The plan set 2 targets. ") and lines[1].startswith("Regions add ")
    assert lines[2] == "as of 30 June 2022; method linear"
    counted = run("progress", "--milestones", "-f", "table").out.splitlines()
    assert counted[2] == "5 milestones of 3 targets as of 30 June 2022; method linear"
    assert counted[3].startswith(
        "✓ met 1, ↗ behind 1, ✗ missed 1, » superseded 1, ? not assessable 1; none:"
    )
    heads = "Status Year Target Baseline → latest → target Shortfall Latest figure Outside"
    heads = f"{heads} Reasons Set"
    assert lines[3].split() == counted[4].split() == [*heads.split(), "by", "Id"]
    # One row a target, the milestone that applies, and below it those that are not due yet.
    assert lines[5] == "Chips  ✓ 1" and lines[6].startswith("✓ met")
    assert lines[7].startswith("2025: ↗ behind") and "No particular industry  ? 1" in lines
    assert "  ? not assessable, 1 target: wording that cannot be measured (1)" in lines
    rows = counted[6:]
    assert rows[0] == "Chips  ✓ 1  ↗ 1  » 1"
    assert rows[1].startswith("↗ behind") and "40 → 55 → 80%" in rows[1]
    assert "████░┃░░░░" in rows[2]
    assert rows[3].startswith("✓ met") and "█████████┃▶" in rows[4]
    assert " ".join(rows[3].split()).endswith(
        "40 → 55 → 50% 2020, grade A ≈ partly met 1 sources disagree plan market"
    )
    assert rows[5].startswith("» superseded") and "otherwise ↑ on track" in rows[6]
    # A target of two industries is under each; the worst verdict stands first.
    assert rows[8] == "Cars  ✓ 1  ↗ 1  ✗ 1  » 1"
    assert rows[9].startswith("✗ missed") and "800,000 → 1,000,000 units" in rows[9]
    assert "2020, grade A, unread" in rows[9] and rows[9].endswith("make")
    assert [row.split()[1] for row in rows[9:] if row and row[0] in "✗↗✓»"][:4] == [
        "missed", "behind", "met", "superseded"
    ]  # fmt: skip
    place = rows.index("No particular industry  ? 1")
    assert rows[place + 1] == "  ? not assessable, 1 milestone: wording that cannot be measured (1)"
    foot = rows[place + 2 :]
    assert "1 of 3 targets on a source of grade D or unread" in foot
    assert foot[-4:] == [
        "Why not assessable, of related plans (1): wording that cannot be measured (1)",
        "3 shown more than once: a target of several industries is under each",
        f"targets without a verdict, row by row: mic25 progress --all --records {small}",
        f"how one was judged: mic25 explain market --records {small}",
    ]


def test_a_table_of_numbers_makes_no_sentences(run, monkeypatch):
    whole = run("progress", "-f", "tsv").out
    assert run("progress", "--json").out.count('"answer"') == len(whole.splitlines()) - 1

    def sentence(*_: object) -> None:
        raise AssertionError("a sentence was made that nobody reads")

    monkeypatch.setattr(Answers, "answer", sentence)
    assert run("progress", "-f", "tsv").out == whole


@pytest.mark.slow
def test_what_cannot_be_judged_is_folded_unless_asked_for(run):
    for form in ("table", "plain", "md"):
        assert "(in words)" not in run("progress", "-f", form).out
        for more in (("--all",), ("--status", "not-assessable"), ("shine",)):
            out = run("progress", *more, "-f", form).out
            assert "(in words)" in out and "--all" not in out, (form, more)
    rows = {form: run("progress", "-f", form).out for form in ("json", "csv", "tsv")}
    assert {form: run("progress", "--all", "-f", form).out for form in rows} == rows
    assert all("not-assessable" in text for text in rows.values())


def test_an_order_of_ones_own_goes_across_industries(run):
    out = run("progress", "--sort", "target", "--all", "--milestones", "-f", "plain").out
    assert "Cars" not in out and "Chips" not in out
    rows = [line.split()[-1] for line in out.splitlines() if line[2:3] in set("✓↗✗»?")]
    assert rows == ["make", "market", "market", "market", "shine"]


@pytest.mark.parametrize("columns", ["60", "80"])
def test_a_status_never_gives_way(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    for command in (("industries", "progress"), ("progress", "--by", "industry")):
        head = run(*command, "-f", "table").out.split("──")[0]
        titles = (("Met", "✓"), ("Missed", "✗"))
        assert all(word in head or sign in head for word, sign in titles), head


def test_chinese(run):
    out = run("progress", "--lang", "zh", "--milestones", "-f", "plain").out
    assert all(word in out for word in ("目标", "状态", "市场份额", "✓ 已实现", "↗ 进度滞后"))
    assert all(word in out for word in ("✗ 未实现", "» 已被取代", "? 无法判断"))
    assert "met" not in out
    both = run("progress", "--lang", "both", "--milestones", "-f", "plain").out
    assert "市场份额" in both and "Share of the market" in both and "met 已实现" in both


def test_a_pipe_gets_every_number_in_a_column_of_its_own(run):
    head, *rows = run("progress", "market", "--current").out.splitlines()
    assert len(head.split("\t")) == 12 and head.startswith("target\t")
    head, *rows = run("progress", "market", "--current", "--wide").out.splitlines()
    row = dict(zip(head.split("\t"), rows[0].split("\t"), strict=True))
    expected = {
        "target": "market", "status": "met", "progress": "1.5", "pace": "1.5", "baseline": "40",
        "observed": "55", "milestone": "50", "unit": "percent", "sources": "plan; bulletin",
        "applies": "true",
    }  # fmt: skip
    assert expected.items() <= row.items()
    compared = (
        run("progress", "market", "--compare", "--wide", "-f", "csv").out.splitlines()[0].split(",")
    )
    by_method = [f"status_{method}" for method in METHODS]
    assert compared[compared.index(by_method[0]) :] == [*by_method, "disagree"]


def test_explain_for_people(run):
    out = run("explain", "market", "--full", "-f", "plain").out
    for part in (
        "came to 55% in 2020; the source's target was 50%.",
        "p = (y - b)/(T - b) = (55 - 40)/(50 - 40) = 1.5",
        "pace = p/e = 1.5/1 = 1.5",
        "pace: on track from 0.95, behind from 0.6, far behind from 0, regressing below that",
        "lower grade",
        "other definition",
        "after the reference date",
        "superseded; if it still applied: ↑ on track; replaced by The revision",
        "wide: counted widely",
        "Methods, on the pace alone",
        "the share: within reach",
        "Our reading",
        "chips: fell short (“missed”)",
        "Bureau, Bulletin (March 2021) · authority A, original · table 3 · checked: text · https://example.org/b",
    ):
        assert part in out, part


def test_what_is_folded_is_listed_by_the_same_question(run, small):
    out = run("progress", "--origin", "local", "--method", "dns", "-f", "plain").out
    hint = f"mic25 progress --method dns --origin local --all --records {small}"
    assert f"targets without a verdict, row by row: {hint}" in out


@pytest.mark.slow
def test_explain_is_short_unless_it_is_asked_for_in_full(run, small):
    for form in ("plain", "table", "md"):
        short = run("explain", "market", "-f", form).out
        full = run("explain", "market", "--full", "-f", form).out
        assert len(short.splitlines()) < 30 < len(full.splitlines())
    name, id_, answer, note, *rest = run("explain", "market", "-f", "plain").out.splitlines()
    assert (name, id_) == ("Share of the market (市场份额)", "target market")
    assert answer.startswith("Met: ") and note.startswith("Note: ")
    assert rest == [
        "",
        "Status: ✓ met, as of 30 June 2022",
        "Target: 50% by 2020 (The plan, May 2015) [1]",
        "Figure: 55% for 2020 (Bureau, grade A) [2]",
        "Baseline: 40% for 2015 (plan, grade A) [1]",
        "Progress from baseline to target: ███████████████████┃▶",
        "Progress from baseline to target: 150% of the distance; 100% expected at an even pace; "
        "gap 50 points; pace 1.5 of the one required; beyond the target by 5 points",
        "Outside assessments: ≈ partly met 1",
        "Other targets: 2025, The plan: >70% · » superseded",
        "Other targets: 2025, The revision: 80% · ↗ behind",
        "",
        "Sources",
        "  [1] plan · The plan (May 2015) · authority A, original",
        "  [2] bulletin · Bureau, Bulletin (March 2021) · authority A, original · table 3",
        f"every figure, method and source: mic25 explain market --full --records {small}",
        f"as a citation: mic25 cite targets/market --records {small}",
    ]


@pytest.mark.others
def test_assessments_compare_counts_the_targets_of_progress(mic25):
    day = ("--as-of", "2025-12-31")
    groups = json.loads(mic25("progress", "--by", "industry", *day, "--json").out)["results"]
    once = {group["key"]: group["by_target"] for group in groups}
    table = mic25("assessments", "compare", *day, "-f", "tsv").out.splitlines()[1:]
    assert len(table) == len([key for key in once if key])
    for row in table:
        industry, told = row.split("\t")[:2]
        words = {"met": "met", "met-late": "met late", "missed": "missed",
                 "not-assessable": "not assessable"}  # fmt: skip
        for key, word in words.items():
            found = re.search(rf"{word} (\d+)", told)
            assert int(found[1] if found else 0) == once[industry][key], (industry, key)


def test_assessments_compare_for_people(run, small):
    out = run("assessments", "compare", "-f", "plain").out
    lines = out.splitlines()
    assert lines[0].split() == ["Assessor", "Date", "Chips", "Cars", "Id"]
    assert "✓ Met (computed)" in lines[1] and "✗ Missed (computed)" in lines[2]
    assert [line.split() for line in lines if line.startswith("Institute")] == [
        ["Institute", "January", "2022", "·", "review"]
    ]
    assert "how we read what they say: ✓ met, ≈ partly met, ✗ not met" in out
    # One target by the target that applies, not its three milestones.
    assert "1  Chips  ✓ met 1" in lines
    assert "chips: fell short" in out and "Institute, January 2022 · review" in out
    assert lines[-1] == "one of them in full: mic25 assessments show review --records " + str(small)
    assert "on the whole, Institute 2022-01: mixed (4 of 10 sectors)" in out
    grid = run("assessments", "compare", "-f", "tsv").out.splitlines()
    assert grid[0] == "industry\tcomputed\treview"
    assert grid[1].startswith("chips\t") and grid[1].endswith("\tchips: fell short")


# -- years, fits, the gate, both languages --


@pytest.mark.slow
def test_explain_leads_with_the_year_asked_for_or_the_nearest_past(run):
    def leads(*arguments):
        return report(run("explain", "market", *arguments, "--json"))["milestone"]["year"]

    assert leads() == 2020
    assert leads("--year", "2025") == 2025
    assert leads("--as-of", "2019") == 2020
    assert leads("--as-of", "2026") == 2025
    none = run("explain", "market", "--year", "2030")
    assert none.code == 2 and "milestones are for 2020, 2025" in none.err


FITTED = SMALL["targets.yaml"].replace(
    "  indicator: share\n",
    "  indicator: share\n  evidence:\n"
    "    - {basis: narrow, fit: proxy, rationale: Counted narrowly.}\n"
    "    - {basis: wide, fit: close, rationale: Counted widely.}\n",
)


@pytest.fixture
def fitted(mic25, records):
    folder = str(records({**SMALL, "targets.yaml": FITTED}))
    return lambda *arguments: mic25(*arguments, "--records", folder)


def test_a_status_carries_its_fit(fitted):
    plain = fitted("progress", "market", "--year", "2020", "-f", "plain").out
    assert "✓ met (close)" in plain
    assert "The one verdict rests on an exact or close figure" in plain
    (found,) = report(fitted("progress", "market", "--year", "2020", "--json"))["results"]
    assert (found["fit"], found["rationale"]) == ("close", "Counted widely.")
    assert [(each["basis"], each["fit"]) for each in found["evidence"]] == [
        ("wide", "close"),
        ("narrow", "proxy"),
    ]


@pytest.mark.slow
def test_only_what_was_seen_late_enough_is_listed_and_counted(fitted):
    whole = report(fitted("progress", "--json"))
    lags = [each["measures"]["lag"] for each in whole["results"]]
    late = sum(lag is not None and lag <= 1 for lag in lags)
    assert 0 < late < len(lags)
    kept = report(fitted("progress", "--max-lag", "1", "--json"))
    assert kept["summary"]["milestones"] == len(kept["results"]) == late
    by_fit = report(fitted("progress", "--max-lag", "1", "--by", "fit", "--json"))
    counts = {each["key"]: each["milestones"] for each in by_fit["results"]}
    assert sum(counts.values()) == late
    due = {each["target"]: each["fit"] for each in kept["results"] if each["milestone"]["due"]}
    for fit, number in kept["summary"]["fits"].items():
        assert number == [*due.values()].count(fit)
    assert {"Fit", "close"} <= set(fitted("progress", "--by", "fit", "-f", "plain").out.split())


def test_only_evidence_of_a_fit(fitted):
    ran = fitted("progress", "--admit", "proxy", "--milestones", "--json")
    found = report(ran)
    assert {each["fit"] for each in found["results"]} == {"proxy"} and found["fits"] == ["proxy"]
    assert found["summary"]["assessed"] == 2 and found["summary"]["fits"]["proxy"] == 1
    assert "2 targets admit no evidence of this fit: proxy" in ran.err
    assert fitted("explain", "make", "--fit", "proxy").code == 2
    wrong = fitted("progress", "--fit", "prox")
    assert wrong.code == 2 and "'proxy'" in wrong.err


def test_a_fit_keeps_rows_and_judges_nothing_anew(fitted):
    every = report(fitted("progress", "--milestones", "--json"))
    for word in ("exact", "close", "proxy", "close,proxy"):
        ran = fitted("progress", "--fit", word, "--milestones", "--json")
        found, fits = report(ran), word.split(",")
        assert found["results"] == [each for each in every["results"] if each["fit"] in fits]
        assert found["fits"] == [] and "admit" not in ran.err
        assert found["summary"]["milestones"] == len(found["results"])
    assert any(each["fit"] == "close" for each in every["results"])


def test_explain_on_a_fit_still_shows_the_other_bases(fitted):
    ran = fitted("explain", "market", "--fit", "proxy", "--full", "-f", "plain")
    assert ran.code == 0 and "wide: counted widely" in ran.out


def test_roll_ups_count_fits_and_what_outsiders_alone_judge(fitted):
    found = report(fitted("progress", "--by", "industry", "--milestones", "--json"))
    by_key = {each["key"]: each for each in found["results"]}
    assert by_key["chips"]["fits"] == {
        "exact": 0,
        "close": 1,
        "one-sided": 0,
        "proxy": 0,
        "other": 0,
    }
    assert by_key["chips"]["outside_only"] == 0
    early = report(
        fitted("progress", "--year", "2025", "--admit", "close", "--by", "industry", "--json")
    )
    assert {each["key"]: each["outside_only"] for each in early["results"]}["chips"] == 1


GATE = ("progress", "--year", "2020", "--fail-on", "missed")


def test_the_gate_as_junit(run):
    ran = run(*GATE, "-f", "junit")
    assert ran.code == 1
    root = ElementTree.fromstring(ran.out)
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert cases["market 2020 plan"].find("failure") is None
    failure = cases["make 2020 plan"].find("failure")
    assert failure is not None and failure.get("type") == "missed"
    said = "make, 2020: missed. Missed by 200,000: output came to 800,000 in 2020;"
    assert (failure.get("message") or "").startswith(said) and said in (failure.text or "")


def test_the_gate_for_github(run, small):
    ran = run(*GATE, "-f", "github")
    first, last = ran.out.splitlines()
    assert ran.code == 1
    assert first.startswith(
        f"::error file={small}/targets.yaml,line=15,col=1,title=make 2020 plan%3A missed::"
        "make, 2020: missed. Missed by 200,000: output"
    )
    assert "%0ANote: the figure is from a single body." in first and last == (
        "1 of 2 milestones fail under --fail-on missed, as of 30 June 2022"
    )


def test_the_gate_as_sarif(run):
    ran = run(*GATE, "-f", "sarif")
    (log,) = json.loads(ran.out)["runs"]
    (found,) = log["results"]
    assert ran.code == 1 and found["ruleId"] == "missed"
    assert [rule["id"] for rule in log["tool"]["driver"]["rules"]] == ["missed"]
    place = found["locations"][0]["logicalLocations"][0]
    assert place["fullyQualifiedName"] == "targets/make"


@pytest.mark.parametrize("name", ["junit", "github", "sarif"])
def test_a_gate_that_nothing_fails_is_quiet(run, name):
    ran = run("progress", "--year", "2025", "--fail-on", "missed", "-f", name)
    assert ran.code == 0 and "missed:" not in ran.out


@pytest.mark.others
def test_without_a_date_it_is_the_end_of_the_policy_everywhere(mic25, monkeypatch, shipped):
    monkeypatch.delenv("MIC25_AS_OF")
    day = judged_on(shipped)
    assert day == "2025-12-31"
    for line in ("progress", "explain nev-sales", "brief nev-sales", "chart nev-sales",
                 "chart scorecard", "chart funds", "progress --by industry",
                 "datasets"):  # fmt: skip
        found = report(mic25(*line.split(), "--json"))
        assert (found[0] if line == "datasets" else found)["as_of"] == day, line
    assert "31 December 2025" in mic25("show", "nev-sales").out
    told = "without --as-of: the end of the policy’s last year, once that is over"
    assert told in mic25("progress", "--limit", "1", "-f", "plain").out
    assert told not in mic25("progress", "--limit", "1", "-f", "plain", "--as-of", day).out
    same = ("table", "statuses", "--limit", "9", "--json")
    assert mic25(*same).out == mic25(*same, "--as-of", day).out


def test_a_dataset_without_any_date_is_looked_at_today_in_utc(mic25, records, monkeypatch):
    monkeypatch.delenv("MIC25_AS_OF")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    folder = str(records({"industries.yaml": SMALL["industries.yaml"]}))
    found = report(mic25("progress", "--json", "--records", folder))
    assert found["as_of"] == datetime.now(UTC).date().isoformat()


def test_a_variable_pins_the_day(run, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("MIC25_AS_OF", "2019-12")
    assert report(run("progress", "--json"))["as_of"] == "2019-12"
    assert report(run("progress", "--as-of", "2020", "--json"))["as_of"] == "2020"
    monkeypatch.setenv("MIC25_AS_OF", "soon")
    wrong = run("progress")
    assert wrong.code == 2 and "MIC25_AS_OF" in wrong.err


def test_measures_for_people_have_no_exponent(run):
    out = run("explain", "make", "--full", "-f", "plain").out
    assert "shortfall 200,000 units" in out and "e+" not in out


def test_json_has_no_noise_of_binary_fractions(run):
    long = re.compile(r"\d\.\d{12,}")
    for command in (("progress", "--compare"), ("explain", "market")):
        assert not long.search(run(*command, "--json").out)


# -- against another date or edition --


@pytest.fixture
def editions(records, tmp_path):
    """Two editions of the small dataset: in the new one a value is mistyped."""
    old, new = records(SMALL), tmp_path / "new"
    shutil.copytree(old, new)
    path = new / "indicators.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("value: 55", "value: 5.5").replace("value: 54", "value: 5.4")
    assert changed != text
    path.write_text(changed, "utf-8")
    return str(old), str(new)


@pytest.mark.slow
def test_a_gate_on_what_got_worse(mic25, editions, monkeypatch):
    old, new = editions
    gate: tuple[str, ...] = ("progress", "--against", old, "--records", new, "--year", "2020")
    gate += ("--fail-on", "worse", "-q")
    ran = mic25(*gate, "--json")
    found = json.loads(ran.out)
    assert ran.code == 1 and found["schema"] == "mic25.progress-against/1"
    summary = {
        "changes": 1,
        "redefined": 0,
        "status": 1,
        "certainty": 0,
        "milestone": 0,
        "evidence": 0,
        "worse": 1,
        "lost": 0,
    }
    assert found["summary"] == summary
    (change,) = found["results"]
    assert (change["target"], change["year"], change["worse"]) == ("market", 2020, True)
    assert (change["old"]["status"], change["new"]["status"]) == ("met", "missed")
    table = mic25(*gate, "-f", "plain").out
    assert "✓ met" in table and "✗ missed" in table and "1 of them worse" in table
    first, last = mic25(*gate, "-f", "github").out.splitlines()
    told = "title=market 2020 plan%3A missed::market, 2020: met -> missed. Missed by"
    assert re.match(r"::error file=\S*targets\.yaml,line=\d+,col=1,", first) and told in first
    assert last.startswith("1 of 1 milestones fail")
    suite = ElementTree.fromstring(mic25(*gate, "-f", "junit").out)
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert "| 2020 | 50% |" in mic25(*gate, "-f", "md").out
    back = ("progress", "--against", new, "--records", old, "--fail-on", "worse", "-q")
    better = mic25(*back, "-f", "github")
    assert better.code == 0 and better.out.startswith("::notice file=")
    assert "market, 2020: missed -> met." in better.out
    [log] = json.loads(mic25(*back, "-f", "sarif").out)["runs"]
    assert {each["level"] for each in log["results"]} == {"note"}
    suite = ElementTree.fromstring(mic25(*back, "-f", "junit").out)
    assert suite.get("failures") == "0" and "missed -> met" in suite[0][0][0].text
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert mic25(*gate).out.startswith("::error file=") and mic25(*back).out == better.out
    same = mic25("progress", "--against", old, "--records", old, "--fail-on", "worse", "--json")
    assert (same.code, json.loads(same.out)["results"]) == (0, [])


@pytest.mark.slow
def test_the_hint_keeps_a_range_of_years_as_one(mic25):
    out = mic25("progress", "--year", "2019-2021,2025", "-f", "plain").out
    assert "row by row: mic25 progress --year 2019-2021,2025 --all" in out


def test_two_milestones_of_a_year_say_who_set_each(terminal):
    asked = ("pilots", "progress", "--year", "2020", "--milestones", "--color", "never")
    out = terminal(*asked).out
    setters = re.findall(r"^ +(\S.+)\n +green-demonstration-factories$", out, re.M)
    assert len({*setters}) == len(setters) == 2, out


@pytest.mark.slow
@pytest.mark.usefixtures("small_dataset")
@pytest.mark.parametrize("by", ["industry", "report", "status", "year"])
@pytest.mark.parametrize("more", [(), ("--method", "sdsn", "--origin", "plan")], ids=["", "given"])
def test_groups_name_the_command_that_lists_one(mic25, by, more):
    first = json.loads(mic25("progress", "--by", by, *more, "--json").out)["results"][0]
    page = mic25("progress", "--by", by, *more, "-f", "plain").out.splitlines()[-1]
    told, _, command = page.partition(": mic25 ")
    assert told == "one of them, row by row" and first["key"] in command
    listed = json.loads(mic25(*command.split(), "--json").out)
    assert len(listed["results"]) == first["milestones"]
    assert listed["method"]["id"] == ("sdsn" if more else "linear")


@pytest.mark.others
@pytest.mark.parametrize("more", [("--compare",), ("--against", "2019", "--as-of", "2025")])
def test_what_lists_milestones_names_the_command_that_explains_one(mic25, more):
    page = mic25("progress", "--industry", "2", *more, "-f", "plain").out.splitlines()[-1]
    told, _, command = page.partition(": mic25 ")
    assert told == "how one was judged" and mic25(*command.split()).code == 0


def test_what_depends_on_a_single_source_is_listed_counted_and_grouped(run):
    found = report(run("progress", "--single-source", "--json"))
    assert found["results"] and all(each["depends_on"] for each in found["results"])
    once = report(run("progress", "--json"))["summary"]
    due = [each for each in found["results"] if each["status"] in ("met", "met-late", "missed")]
    assert once["single_source"] == sum(each["milestone"]["applies"] for each in due)
    groups = report(run("progress", "--single-source", "--by", "fit", "--json"))["results"]
    assert sum(each["single_source"] or 0 for each in groups) == once["single_source"]
    assert (
        "Bureau (without it: ? not assessable)"
        in run("progress", "--single-source", "-f", "plain").out
    )
    assert "Bureau (without it" in run("explain", "make", "-f", "plain").out


@pytest.mark.parametrize("way", ["--rev", "--against"])
def test_a_target_that_is_gone_is_told_where_it_stood(mic25, records, tmp_path, way, monkeypatch):
    """In a file that still has others, and in one that is no longer there."""
    dataset = records(SMALL)
    text = (dataset / "targets.yaml").read_text("utf-8")
    (dataset / "targets").mkdir()
    own = re.sub("^[a-z-]+:", "another:", text[f"\n{text}".index("\nmarket:") :], count=1)
    own = re.split("\n(?=[a-z])", own.rstrip("\n"))[0] + "\n"
    alone = own.replace("another:", "alone:")
    (dataset / "targets" / "several.yaml").write_text(f"# first\n{text}{own}", "utf-8")
    (dataset / "targets" / "alone.yaml").write_text(f"\n\n{alone}", "utf-8")
    (dataset / "targets.yaml").unlink()
    line = f"# first\n{text}".count("\n") + 1
    committed(dataset)
    before = shutil.copytree(dataset, tmp_path / "before")
    (dataset / "targets" / "several.yaml").write_text(f"# first\n{text}", "utf-8")
    (dataset / "targets" / "alone.yaml").unlink()
    monkeypatch.chdir(dataset)
    old = ("--rev", "HEAD") if way == "--rev" else ("--against", str(before))
    gate = ("progress", *old, "--fail-on", "lost", "-q", "--records", str(dataset))
    told = mic25(*gate, "-f", "github").out
    assert f"::error file=targets/several.yaml,line={line},col=1,title=another " in told
    assert "::error file=targets/alone.yaml,line=3,col=1,title=alone " in told
    sarif = json.loads(mic25(*gate, "-f", "sarif").out)["runs"][0]["results"]
    places = {
        (each["logicalLocations"][0]["name"], each["physicalLocation"]["artifactLocation"]["uri"])
        for result in sarif for each in result["locations"]
    }  # fmt: skip
    assert {("another", "targets/several.yaml"), ("alone", "targets/alone.yaml")} <= places


@pytest.mark.slow
def test_a_comparison_shows_the_figures_that_progress_shows(mic25):
    """A missed target shows the figure of a later year that decides, not one before its year."""
    at = ("--as-of", "2023-12-31", "-f", "tsv", "-q")
    rows = csv.DictReader(mic25("progress", *at).out.splitlines(), delimiter="\t")
    periods = {(row["target"], row["year"]): row["observed_period"] for row in rows}
    compared = mic25("progress", "--against", "2019-12-31", *at).out.splitlines()
    told = {
        (row["target"], row["year"]): row["new_period"]
        for row in csv.DictReader(compared, delimiter="\t")
        if row["new_status"]
    }
    assert any(period[:4] > year for (_, year), period in told.items())
    assert told == {key: periods[key] for key in told}
