"""`mic25 table`: raw values in every format."""

import csv
import io
import json

import jmespath
import pytest

from cases import cases
from mic25cli.calc.tables import TABLES

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("small_dataset")
@pytest.mark.parametrize("name", TABLES)
def test_every_format_has_the_same_columns(mic25, name):
    columns = [column.key for column in TABLES[name].columns]
    rows = json.loads(mic25("table", name, "--limit", "3", "--json").out)
    assert [list(row) for row in rows] == [columns] * (0 if name == "forecasts" else 3)
    comma = list(csv.DictReader(io.StringIO(mic25("table", name, "--limit", "3", "-f", "csv").out)))
    assert [list(row) for row in comma] == [columns] * len(rows)
    tsv = mic25("table", name, "--limit", "3").out.splitlines()
    assert tsv[0].split("\t") == columns
    lines = mic25("table", name, "--limit", "3", "-f", "ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    for form in ("table", "plain", "md", "yaml"):
        assert mic25("table", name, "--limit", "3", "-f", form).code == 0


def test_dates_cut_it(mic25):
    early = json.loads(mic25("table", "milestones", "--as-of", "2016", "--json", "-q").out)
    assert early and all((row["published"] or "") < "2017" for row in early)


def test_a_claim_that_lost_its_note_at_a_date_is_in_the_table_still(mic25):
    every = json.loads(mic25("table", "observations", "--json", "-q").out)
    cut = json.loads(mic25("table", "observations", "--json", "-q", "--as-of", "2024-12-31").out)
    notes = {each["claim"]: each["note"] for each in every}
    assert len(cut) > 1000 and any(notes[each["claim"]] != each["note"] for each in cut)


def rows(mic25, *line):
    return json.loads(mic25("table", *line, "--json", "-q").out)


@pytest.mark.others
@cases
def test_filters_keep_the_rows_that_pass(mic25, line, condition):
    """`first` and `last` are the years of a period, one of whose ends may be open."""
    every = rows(mic25, line.split()[0])
    years = [[each[:4] for each in (row.get("period_start"), row.get("period_end")) if each]
             for row in every]  # fmt: skip
    known = [
        {**row, "row": row, "first": int(min(of)), "last": int(max(of))}
        if of
        else {"row": row, **row}
        for row, of in zip(every, years, strict=True)
    ]
    right = jmespath.search(f"[?{condition}].row", known)
    assert rows(mic25, *line.split()) == right and 0 < len(right) < len(every)


@pytest.mark.others
def test_progress_and_the_table_keep_the_same_by_the_same_filters(mic25):
    line = ("--industry", "nev", "--year", "2020-2025", "--status", "met")
    told = json.loads(mic25("progress", "--milestones", *line, "--json", "-q").out)["results"]
    assert (
        [(each["target"], each["milestone"]["year"]) for each in told]
        == [(row["record"], row["year"]) for row in rows(mic25, "statuses", *line)]
        != []
    )
