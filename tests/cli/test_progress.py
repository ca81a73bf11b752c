"""`mic25 progress`, `explain` and `assessments compare`: formats, options, exit codes, errors."""

import csv
import json
import re
import shutil
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from builders import dataset_texts
from mic25cli.calc.table_definition import judged_on
from mic25cli.view.verdict.sentence.answers import Answers
from others import committed

pytestmark = pytest.mark.slow

SMALL = dataset_texts("progress")


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("MIC25_AS_OF", "2022-06-30")


@pytest.fixture
def run(mic25, small):
    return lambda *arguments: mic25(*arguments, "--records", small)


def report(ran):
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


def test_a_table_of_numbers_makes_no_sentences(run, monkeypatch):
    whole = run("progress", "-f", "tsv").out
    assert run("progress", "--json").out.count('"answer"') == len(whole.splitlines()) - 1

    def sentence(*_: object) -> None:
        raise AssertionError("a sentence was made that nobody reads")

    monkeypatch.setattr(Answers, "answer", sentence)
    assert run("progress", "-f", "tsv").out == whole


def test_explain_is_short_unless_it_is_asked_for_in_full(run):
    for form in ("plain", "table", "md"):
        short = run("explain", "market", "-f", form).out
        full = run("explain", "market", "--full", "-f", form).out
        assert len(short.splitlines()) < 30 < len(full.splitlines())


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


# -- against another date or edition --


@pytest.fixture
def editions(records, tmp_path):
    """Two editions of the small dataset: the new one has a mistyped value."""
    old, new = records(SMALL), tmp_path / "new"
    shutil.copytree(old, new)
    path = new / "indicators.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("value: 55", "value: 5.5").replace("value: 54", "value: 5.4")
    assert changed != text
    path.write_text(changed, "utf-8")
    return str(old), str(new)


def test_a_gate_on_what_got_worse(mic25, editions, monkeypatch):
    old, new = editions
    gate: tuple[str, ...] = ("progress", "--against", old, "--records", new, "--year", "2020")
    gate += ("--fail-on", "worse", "-q")
    ran = mic25(*gate, "--json")
    found = json.loads(ran.out)
    assert ran.code == 1 and found["schema"] == "mic25.progress-against/1"
    changes = {key: count for key, count in found["summary"].items() if count}
    assert changes == {"changes": 1, "status": 1, "worse": 1}
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


def test_two_milestones_of_a_year_say_who_set_each(terminal):
    asked = ("pilots", "progress", "--year", "2020", "--milestones", "--color", "never")
    out = terminal(*asked).out
    setters = re.findall(r"^(\S.+)\n +green-demonstration-factories$", out, re.M)
    assert len({*setters}) == len(setters) == 2, out


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


@pytest.mark.parametrize("way", ["--rev", "--against"])
def test_a_target_that_is_gone_is_told_where_it_stood(mic25, records, tmp_path, way, monkeypatch):
    """In a file that still has other targets, and in one that no longer exists."""
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


def test_a_comparison_shows_the_figures_that_progress_shows(mic25):
    """A missed target shows the later figure that decides, not one before its target year."""
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
