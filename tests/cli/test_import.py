"""`mic25 import`: tables from elsewhere into a dataset, with a reason for each rejected row."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from builders import dataset_texts
from cases import cases, data
from conftest import ROOT
from mic25cli.edit import canonical, line_ends


@pytest.fixture
def folder(mic25, tmp_path, reading, monkeypatch):
    """A small dataset, and the folder with the tables."""
    made = reading(dataset_texts("import"))
    monkeypatch.chdir(tmp_path)
    assert mic25("fmt").code == 0
    return made


def report(mic25, *arguments, code=0):
    ran = mic25("import", *arguments, "--json")
    assert ran.code == code, ran.err
    return json.loads(ran.out)


def results(found):
    return [(each["line"], each["result"]) for each in found["results"]]


def values(mic25, indicator):
    record = json.loads(mic25("indicators", "show", indicator, "--json").out)
    return [(each["period"], each["value"]) for each in record["observations"]]


def test_a_plain_table(mic25, folder):
    Path("t.csv").write_text("year,value\n2021,33.50\n2022,37\n")
    ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin")
    assert (ran.code, ran.out) == (0, "rate: 2 added\n")
    assert ran.err == "2 rows: 2 added\n"
    text = (folder / "indicators.yaml").read_text()
    assert "# Kept where it stands." in text and "value: 33.50" in text
    assert values(mic25, "rate") == [("2020", 31), ("2021", 33.50), ("2022", 37)]
    assert mic25("validate").code == 0 and mic25("fmt", "--check").code == 0
    # A second import adds nothing and changes no byte.
    ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin")
    assert (ran.code, ran.out, ran.err) == (0, "", "2 rows: 2 there already\n")
    assert (folder / "indicators.yaml").read_text() == text


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_nothing_is_written_in_a_dry_run(mic25, folder, option):
    Path("t.csv").write_text("year,value\n2021,33.5\n")
    before = (folder / "indicators.yaml").read_bytes()
    ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin", option)
    assert ran.code == (1 if option == "--check" else 0)
    assert ran.err == "1 row: 1 would be added\n" and "rate: 1 would be added\n" in ran.out
    assert ("+    - {period: 2021, value: 33.5," in ran.out) == (option == "--dry-run")
    assert (folder / "indicators.yaml").read_bytes() == before
    assert sorted(os.listdir(folder)) == ["indicators.yaml", "sources.yaml"]


def test_conflicts_are_kept_and_told(mic25, folder):
    """The dataset's number stays; another source's number for the same year is not a conflict."""
    Path("t.csv").write_text(
        "indicator,year,value,source\nrate,2020,32,bulletin\nrate,2020,32,digest\n"
        "rate,2021,40,bulletin\nrate,2021,41,bulletin\nrate,2021,40.0,bulletin\n"
    )
    found = report(mic25, "t.csv", code=1)
    assert results(found) == [
        (2, "conflict"), (3, "added"), (4, "added"), (5, "conflict"), (6, "repeated"),
    ]  # fmt: skip
    assert found["results"][0]["why"] == "the dataset has 31 from 'bulletin', which stays"
    assert found["results"][3]["why"] == "an earlier row has 40 from 'bulletin', which stays"
    assert values(mic25, "rate") == [("2020", 31), ("2020", 32), ("2021", 40)]


def test_many_rows_out_of_range_for_one_period_are_refused_together(mic25, folder):
    """Each took the place of the one refused before, and the dataset was checked for each."""
    rows = [f"rate,2021,{value},bulletin\n" for value in (*range(101, 1_500), 40)]
    Path("t.csv").write_text("indicator,year,value,source\n" + "".join(rows))
    before = time.process_time()
    found = report(mic25, "t.csv", code=1)
    assert time.process_time() - before < 20
    assert {result for _, result in results(found)} == {"refused"}
    Path("t.csv").write_text("indicator,year,value,source\n" + "".join(rows[-3:]))
    assert results(report(mic25, "t.csv", code=1))[-1] == (4, "added")


[ROWS] = data(__file__, "ROWS")


def test_rows_that_cannot_be_taken_say_why(mic25, folder):
    head = "indicator,period,value,unit,basis,source,checked,note"
    taken = ("plants,2021,7,,all,digest,,", "rate,2021,,,,bulletin,,")
    Path("t.csv").write_text("\n".join((head, *ROWS, *taken, "")))
    found = report(mic25, "t.csv", code=1)
    *refused, added, missing = found["results"]
    for line, (each, why) in enumerate(zip(refused, ROWS.values(), strict=True), 2):
        assert (each["line"], each["result"]) == (line, "refused") and each["why"].startswith(why)
    assert (added["result"], missing["result"]) == ("added", "missing")
    assert found["summary"] == {
        "rows": 17, "added": 1, "there": 0, "repeated": 0, "missing": 1, "other_series": 0,
        "conflicts": 0, "refused": 15,
    }  # fmt: skip
    assert values(mic25, "rate") == [("2020", 31)] and mic25("validate").code == 0


@cases
def test_odd_tables(mic25, folder, raw, words, expected):
    Path("t.csv").write_bytes(raw)
    ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin", *words.split())
    assert ran.code in (0, 1), ran.err
    assert [[*each] for each in values(mic25, "rate")[1:]] == expected
    assert mic25("validate").code == 0 and mic25("fmt", "--check").code == 0


def test_a_mark_goes_into_the_note_and_a_hedge_is_a_bound(mic25, folder):
    Path("t.csv").write_text("year,value,note\n2021,33.5 p,First.\n2022,>40,\n2023,5–7,\n")
    report(mic25, "t.csv", "--indicator", "rate", "--source", "bulletin", "--at", "table 3")
    found = json.loads(mic25("indicators", "show", "rate", "--json").out)["observations"][1:]
    assert [(each["value"], each["low"], each["high"], each["bound"], each["note"])
            for each in found] == [
        (33.5, None, None, None, "First. Marked 'p' in the table."),
        (40, None, None, "more-than", None),
        (None, 5, 7, None, None),
    ]  # fmt: skip
    cite = {"source": "bulletin", "at": "table 3", "checked": "text", "quote": [], "how": None}
    assert found[0]["cite"] == [cite]


@cases
def test_tables_that_are_refused(mic25, folder, raw, arguments, why):
    Path("t.csv").write_bytes(raw)
    before = (folder / "indicators.yaml").read_bytes()
    given = ["--indicator", "rate", "--source", "bulletin", *arguments]
    ran = mic25("import", "t.csv", *given)
    assert (ran.code, ran.out) == (2, "") and why in ran.err, ran.err
    assert (folder / "indicators.yaml").read_bytes() == before


@pytest.mark.slow
def test_no_file_grows_past_what_can_be_written_to(mic25, folder, monkeypatch):
    for module in (line_ends, canonical):
        monkeypatch.setattr(module, "MAX_VALUES", 4_000)
    days = [f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(850)]
    Path("t.csv").write_text("period,value\n" + "".join(f"{day},5\n" for day in days))
    ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin")
    assert ran.code == 2 and "the observations cannot be written" in ran.err, ran.err[-300:]
    assert "more than 4,000 values" in ran.err and values(mic25, "rate") == [("2020", 31)]


@pytest.mark.slow
def test_the_table_of_observations_makes_the_same_dataset(mic25, tmp_path, monkeypatch):
    """The second dataset is exported as CSV and imported into one without observations."""
    whole = tmp_path / "whole"
    bare = tmp_path / "bare"
    shutil.copytree(ROOT / "examples" / "digital-decade", whole)
    shutil.copytree(whole, bare)
    for path in (bare / "indicators").glob("*.yaml"):
        text = re.sub(r"^  observations:\n(?:    .*\n)+", "", path.read_text(), flags=re.M)
        path.write_text(text)
    table = tmp_path / "observations.csv"
    table.write_text(mic25("table", "observations", "-f", "csv", "--records", str(whole)).out)
    ran = mic25("import", str(table), "--records", str(whole))
    rows = len(table.read_text().splitlines()) - 1
    assert (ran.code, ran.out, ran.err) == (0, "", f"{rows} rows: {rows} there already\n")
    found = report(mic25, str(table), "--records", str(bare))
    assert found["summary"]["added"] == rows
    for path in sorted((whole / "indicators").glob("*.yaml")):
        assert (bare / "indicators" / path.name).read_text() == path.read_text(), path.name
    digests = {
        json.loads(mic25("info", "--json", "--records", str(each)).out)["digest"]
        for each in (whole, bare)
    }
    assert len(digests) == 1


def test_rows_of_parts_are_left_out_where_others_are_of_the_whole(mic25, folder):
    Path("data.csv").write_text("Year,Sex,Value\n2022,,41\n2023,,42\n2023,Female,43\n2024,,\n")
    summary = report(mic25, "data.csv", "--indicator", "rate", "--source", "bulletin")["summary"]
    assert (summary["added"], summary["other_series"], summary["missing"]) == (2, 1, 1)


def test_files_that_were_written_before_a_failure_are_named(mic25, folder, monkeypatch):
    """Two indicators in two files; an editor saves the second in the meantime."""
    text = (folder / "indicators.yaml").read_text(encoding="utf-8")
    first, second = text.split("\nplants:")
    (folder / "indicators").mkdir()
    (folder / "indicators.yaml").unlink()
    (folder / "indicators" / "a.yaml").write_text(first + "\n", encoding="utf-8")
    (folder / "indicators" / "b.yaml").write_text("plants:" + second, encoding="utf-8")
    table = folder.parent / "two.csv"
    table.write_text("indicator,period,value,basis\nrate,2021,40,\nplants,2021,4,all\n")
    real = os.fsync
    saved = "# theirs\n" + (folder / "indicators" / "b.yaml").read_text(encoding="utf-8")

    def slow(handle):
        real(handle)
        (folder / "indicators" / "b.yaml").write_text(saved, encoding="utf-8")

    monkeypatch.setattr(os, "fsync", slow)
    words = ("import", str(table), "--source", "bulletin", "--records", str(folder))
    ran = mic25(*words)
    assert ran.code == 2 and "b.yaml' has changed" in ran.err
    assert "efore that" in ran.err and "a.yaml' was written" in ran.err
    assert "nothing was written" not in ran.err
    assert "2021" in (folder / "indicators" / "a.yaml").read_text(encoding="utf-8")
    assert (folder / "indicators" / "b.yaml").read_text(encoding="utf-8") == saved
    monkeypatch.undo()
    assert mic25(*words).code == 0
    assert "2021" in (folder / "indicators" / "b.yaml").read_text(encoding="utf-8")


TOO_MUCH = {
    "a line of separators": "," * 4_100_000,
    "a quote that does not end": 'period,value\n2021,"' + "x" * 30_000,
    "a line that does not end": "period,value\n2021," + "9" * 4_100_000,
    "blanks": " " * 100_000,
    "blank lines": "\n \r\n\t" * 50_000,
    "no lines but ends": "\n" * 2_000_001,
    "zeros": "\0" * 1_000,
    "many rows": "year,value\n" + "2021,5\n" * 1_000_000,
    "many columns": ",".join(f"c{number}" for number in range(201)),
    "many cells": ",".join(f"c{n}" for n in range(150)) + ("\n" + "1," * 149 + "1") * 14_000,
}


@pytest.mark.others
@pytest.mark.parametrize("name", TOO_MUCH)
def test_tables_that_are_too_much_are_refused(mic25, folder, name):
    before = (folder / "indicators.yaml").read_bytes()
    Path("t.csv").write_text(TOO_MUCH[name], newline="")
    start = time.process_time()
    ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin")
    # No more is stored than needed: all of a million rows would take several seconds.
    assert time.process_time() - start < 5
    assert ran.code == 2 and re.match("mic25: '?t.csv", ran.err)
    assert len(ran.err) < 300 and (folder / "indicators.yaml").read_bytes() == before


@pytest.mark.slow
@cases
def test_hostile_cells_are_refused_or_stay_the_texts_that_they_are(mic25, folder, row):
    Path("t.csv").write_text(f"period,value,note\n{row}\n")
    for more in ([], ["--json"]):
        ran = mic25("import", "t.csv", "--indicator", "rate", "--source", "bulletin", *more)
        shown = ran.out + ran.err
        assert ran.code in (0, 1, 2) and not set(shown) & set("\x1b\u202e")
        assert "\n::error" not in shown
    assert mic25("validate").code == 0 and mic25("fmt", "--check").code == 0
    text = (folder / "indicators.yaml").read_text(encoding="utf-8")
    assert not set(text) & set("\x1b\u202e")
    found = json.loads(mic25("indicators", "show", "rate", "--json").out)["observations"]
    if len(found) > 1:
        assert found[1]["note"] == row.split(",", 2)[2].strip()
