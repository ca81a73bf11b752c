"""`mic25 export`: the same bytes for the same dataset, all or nothing, and other files are never
lost."""

import csv
import hashlib
import io
import json
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from importlib.util import find_spec

import pytest

import others
from builders import files_of
from cases import cases, data
from conftest import ROOT
from forked import hearing
from mic25cli.calc.table_definition import rows_of
from mic25cli.calc.tables import TABLES
from mic25cli.export import sqlite, whole_folder
from mic25cli.model.kinds import KINDS
from mic25cli.model.text_folding import fold

FILES = ["datapackage", "sqlite", "json", "xlsx", "parquet"]
ODD, HALF, STOPPED, LINKED = data(__file__, "ODD", "HALF", "STOPPED", "LINKED")


def package_rows(folder, name):
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.others
@pytest.mark.parametrize("form", FILES)
def test_the_same_dataset_gives_the_same_bytes(mic25, tmp_path, records, form):
    if form in ("xlsx", "parquet"):
        others.module("xlsxwriter" if form == "xlsx" else "pyarrow")
    own = ("--records", str(records(ODD)))
    for name in ("one", "two", "two"):
        ran = mic25("export", "-o", str(tmp_path / name), "--format", form, *own)
        assert (ran.code, ran.out) == (0, "") and ran.err == f"wrote {tmp_path / name}\n"
    again = mic25("export", "-o", str(tmp_path / "two"), "--format", form, *own, "--lang", "zh")
    assert again.err == f"已写入{tmp_path / 'two'}\n"
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "records", "two"]


@pytest.mark.others
def test_the_data_package_of_the_shipped_dataset(mic25, tmp_path, shipped):
    folder = tmp_path / "dataset"
    assert mic25("export", "-o", str(folder), "-q").code == 0
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert {each["name"] for each in package["resources"]} >= {*KINDS, "observations", "statuses"}
    keys: dict[str, set[str]] = {}
    meant: dict[str, dict[str, str]] = {}
    for resource in package["resources"]:
        (first, *_) = resource["schema"]["primaryKey"]
        keys[resource["name"]] = {row[first] for row in package_rows(folder, resource["name"])}
        fields = resource["schema"]["fields"]
        meant[resource["name"]] = {field["name"]: field["description"] for field in fields}
    for kind in KINDS:  # the data dictionary has what `mic25 fields` shows
        for row in json.loads(mic25("fields", kind, "--json").out):
            if row["field"] in meant[kind] and row["field"] != "name":
                assert meant[kind][row["field"]] == row["meaning"] != ""
    followed = 0
    linked = set()
    for resource in package["resources"]:
        schema = resource["schema"]
        rows = package_rows(folder, resource["name"])
        assert rows or resource["name"] == "forecasts"  # the shipped assessors give none
        assert all([*row] == [field["name"] for field in schema["fields"]] for row in rows)
        assert all(field["description"] for field in schema["fields"])
        own = [tuple(row[key] for key in schema["primaryKey"]) for row in rows]
        assert len(own) == len(set(own)) and all(all(key) for key in own)
        for link in schema.get("foreignKeys", ()):
            kind = link["reference"]["resource"] or resource["name"]
            held = {row[link["fields"][0]] for row in rows} - {""}
            assert held <= keys[kind]
            followed += len(held)
            linked.add((resource["name"], *link["fields"], kind))
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
    assert followed > 1000
    assert {tuple(each) for each in LINKED} <= linked
    assert package["licenses"] and package["sources"] and package["contributors"]
    exact = [row["value"] for row in rows_of(TABLES["observations"], shipped)]
    read = [row["value"] for row in package_rows(folder, "observations")]
    assert [None if cell == "" else Decimal(cell) for cell in read] == exact


def test_no_cell_of_a_package_runs_as_a_formula(mic25, tmp_path, records):
    assert mic25("export", "-o", str(tmp_path / "x"), "--records", str(records(ODD))).code == 0
    (fund,) = package_rows(tmp_path / "x", "funds")
    assert (fund["name_en"], fund["name_zh"]) == ("'=1+2", "'＝基金")
    (amount,) = package_rows(tmp_path / "x", "amounts")
    assert (amount["payer"], amount["value"], amount["value_base"]) == ("'@x", "0.10", "100000000")


@pytest.mark.slow
def test_a_workbook_holds_no_formula(mic25, tmp_path, records):
    others.module("xlsxwriter")
    openpyxl = others.module("openpyxl")
    own = ("--records", str(records(ODD)))
    assert mic25("export", "-o", str(tmp_path / "x"), "--format", "xlsx", *own).code == 0
    dataset = openpyxl.load_workbook(tmp_path / "x" / "mic25.xlsx")
    sheet = dataset["funds"]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heads.index("name_en") + 1)
    assert (cell.value, cell.data_type) == ("=1+2", "s")
    types = {c.data_type for each in dataset for row in each.iter_rows() for c in row}
    assert "f" not in types
    amounts = dataset["amounts"]
    row = dict(zip((c.value for c in amounts[1]), (c.value for c in amounts[2]), strict=True))
    assert (row["value"], row["value_text"]) == (0.1, "0.10")
    told = [[cell.value for cell in row] for row in dataset.worksheets[0]]
    assert dataset.sheetnames[0] == "contents" and [None, "digest"] in [row[:2] for row in told]
    assert ["amounts", "value_text", "value with the digits recorded"] in told
    assert {row[0] for row in told[1:]} - {None} == set(dataset.sheetnames[1:])
    assert amounts.auto_filter.ref == amounts.dimensions


@pytest.mark.slow
def test_a_workbook_has_whole_days_as_dates_and_other_dates_as_texts(mic25, tmp_path, records):
    others.module("xlsxwriter")
    openpyxl = others.module("openpyxl")
    days = ["2021-03-09", "2021-03", "2021", "2021-03-09~", "1899-12-31"]
    source = "{title: S, lang: en, authority: A, coverage: full, published: '%s'}"
    texts = "".join(f"s{at}: {source % day}\n" for at, day in enumerate(days))
    folder = str(records({"sources.yaml": texts}))
    for at, line in enumerate((["export", "-f", "xlsx"], ["sources"])):
        target = tmp_path / ("1.xlsx" if at else "dataset")
        assert mic25(*line, "-o", str(target), "--records", folder, "-q").code == 0
        target = target / "mic25.xlsx" if target.is_dir() else target
        made = openpyxl.load_workbook(target)
        heads, *rows = made["sources" if at == 0 else "list"].iter_rows()
        place = [cell.value for cell in heads].index("published")
        shown = [row[place].value for row in rows]
        assert sorted(map(str, shown)) == sorted(["2021-03-09 00:00:00", *days[1:]])
        (day,) = (row[place] for row in rows if row[place].is_date)
        assert day.number_format == "yyyy-mm-dd"


@pytest.mark.others
def test_the_query_of_the_page_counts_targets_by_industry(mic25, tmp_path):
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    (query,) = re.findall("```sql\n(.*?)```", page, re.DOTALL)
    assert mic25("export", "-f", "sqlite", "-o", str(tmp_path / "x"), "-q").code == 0
    with closing(sqlite3.connect(tmp_path / "x" / "mic25.sqlite")) as base:
        rows = base.execute(query).fetchall()
        named = base.execute("SELECT industries FROM statuses WHERE applies").fetchall()
    counted: Counter[str] = Counter()
    for industry, _, targets in rows:
        counted[industry] += targets
    assert counted == Counter(each for (text,) in named for each in json.loads(text))


LISTS = ["funds", "search 5G", "progress --year 2020", "table amounts", "timeline 2015", "datasets"]


@pytest.mark.others
@pytest.mark.parametrize("line", LISTS)
def test_a_list_is_a_workbook_with_the_cells_of_its_csv(mic25, tmp_path, line):
    openpyxl = others.module("openpyxl")
    target = str(tmp_path / "list.xlsx")
    ran = mic25(*line.split(), "-f", "xlsx", "-o", target)
    assert ran.code == 0 and ran.out == "" and f"wrote {target}" in ran.err, ran.err
    made = openpyxl.load_workbook(target)
    printed = list(csv.reader(io.StringIO(mic25(*line.split(), "-f", "csv", "--wide").out)))
    cells = [["" if cell.value is None else cell.value for cell in row] for row in made["list"]]
    assert len(cells) == len(printed) > 1
    numbers = 0
    for row, wanted in zip(cells, printed, strict=True):
        for cell, text in zip(row, wanted, strict=True):
            if isinstance(cell, str):
                assert text in (cell, f"'{cell}")  # a formula for a spreadsheet is text here
            elif isinstance(cell, datetime):
                assert cell.date().isoformat() == text
            else:
                numbers += 1
                assert cell == float(text)
    assert numbers or line.partition(" ")[0] in ("funds", "search", "timeline")
    about = dict(row[1:] for row in made["contents"].iter_rows(values_only=True))
    wanted = {"mic25"} | (set() if line == "datasets" else {"version", "digest", "as_of"})
    assert wanted <= about.keys()
    again = mic25("terms", "-f", "xlsx", "-o", target)
    assert again.code == 2 and "--force" in again.err
    assert mic25("terms", "-o", target, "--force").code == 0


@pytest.mark.slow
def test_without_its_library_a_workbook_names_a_command_that_installs_it(
    mic25, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for line in (["export", "-o", str(tmp_path / "x"), "-f", "xlsx"], ["funds", "-o", "x.xlsx"]):
        ran = mic25(*line)
        assert ran.code == 2 and "a workbook needs the library xlsxwriter" in ran.err
        words = shlex.split(re.findall(r"'([^']+)' installs it", ran.err)[0])
        assert words[-1] == "xlsxwriter"
        pip = [sys.executable, "-m", "pip", "install"]
        assert words[:-1] == (
            pip if find_spec("pip") else ["uv", "pip", "install", "--python", sys.executable]
        )


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The shipped dataset as SQLite."""
    from mic25cli.cli.main import main

    folder = tmp_path_factory.mktemp("sqlite") / "dataset"
    assert main(["export", "-o", str(folder), "--format", "sqlite", "-q"]) == 0
    connection = sqlite3.connect(folder / "mic25.sqlite")
    yield connection
    connection.close()


@pytest.mark.others
def test_sqlite_has_keys_that_hold(base, shipped):
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for kind in KINDS:
        (count,) = base.execute(f'SELECT count(*) FROM "{kind}"').fetchone()
        assert count == len(shipped.kind(kind))
    found = base.execute("SELECT value, value_text FROM observations").fetchall()
    wanted = [row["value"] for row in rows_of(TABLES["observations"], shipped)]
    assert [text for _, text in found] == [None if x is None else str(x) for x in wanted]
    assert [real for real, _ in found] == [None if x is None else float(x) for x in wanted]
    assert base.execute("SELECT count(*) FROM headline_statuses").fetchone()[0] > 50


@pytest.mark.others
@cases
def test_sqlite_finds_chinese_of_any_length(base, query):
    if not sqlite.has_search():
        pytest.skip("this SQLite lacks FTS5")
    found = base.execute(
        "SELECT count(*) FROM records_fts WHERE records_fts MATCH ?", (query,)
    ).fetchone()[0]
    texts = [
        fold(row[0]).replace(" ", "") for row in base.execute("SELECT search_text FROM records")
    ]
    assert found == sum(query in text for text in texts) > 0


def test_without_fts5_all_else_is_there(mic25, tmp_path, records, monkeypatch):
    monkeypatch.setattr(sqlite, "has_search", lambda: False)
    ran = mic25(
        "export", "-o", str(tmp_path / "x"), "--format", "sqlite", "--records", str(records(ODD))
    )
    assert ran.code == 0 and "lacks FTS5" in ran.err
    connection = sqlite3.connect(tmp_path / "x" / "mic25.sqlite")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"funds", "records", "statuses"} <= names and "records_fts" not in names


def test_json_is_the_whole_dataset(mic25, tmp_path, records):
    own = ("--records", str(records(ODD)))
    assert mic25("export", "-o", str(tmp_path / "x"), "--format", "json", *own).code == 0
    text = (tmp_path / "x" / "mic25.json").read_text(encoding="utf-8")
    held = json.loads(text)
    assert list(held["records"]) == list(KINDS) and '"value": 0.10' in text
    assert held["records"]["funds"] == json.loads(mic25("funds", "--json", *own).out)
    assert held["tables"]["amounts"] == json.loads(mic25("table", "amounts", "--json", *own).out)


def test_files_of_others_stay(mic25, tmp_path, records):
    own = ("--records", str(records(ODD)), "-q")
    target = tmp_path / "x"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    ran = mic25("export", "-o", str(target), *own)
    assert ran.code == 2 and "contains files that mic25 did not write" in ran.err
    assert files_of(target).keys() == {"mine.txt"}
    assert mic25("export", "-o", str(target), "--force", *own).code == 0
    assert (target / "mine.txt").read_text() == "mine" and (target / "datapackage.json").exists()
    assert mic25("export", "-o", str(target), *own).code == 2


def test_an_export_that_was_changed_is_not_overwritten(mic25, tmp_path, records):
    own = ("--records", str(records(ODD)), "-q")
    target = tmp_path / "x"
    assert mic25("export", "-o", str(target), *own).code == 0
    assert mic25("export", "-o", str(target), *own, "--format", "json").code == 0
    assert files_of(target).keys() == {"mic25.json", whole_folder.MANIFEST}
    (target / "mic25.json").write_text("{}")
    assert mic25("export", "-o", str(target), *own).code == 2
    assert (target / "mic25.json").read_text() == "{}"
    linked = tmp_path / "linked"
    linked.symlink_to(target)
    assert mic25("export", "-o", str(linked), *own, "--force").code == 2


def test_ids_that_lead_nowhere_are_no_foreign_keys(mic25, tmp_path, records):
    broken = {
        "funds.yaml": "f:\n  name: {en: F}\n  part_of: gone\n  amounts:\n    - {amount_type: "
        "raised, value: 1, unit: bn CNY, report: s, cite: [{source: lost, checked: text}]}\n",
        "sources.yaml": ODD["sources.yaml"],
    }
    own = ("--records", str(records(broken)))
    told = (
        "no foreign keys, since ids lead nowhere: funds.part_of, amounts.source, citations.source"
    )
    ran = mic25("export", "-o", str(tmp_path / "x"), *own)
    assert ran.code == 0 and f"{told}; 'mic25 validate' lists them" in ran.err
    package = json.loads((tmp_path / "x" / "datapackage.json").read_text(encoding="utf-8"))
    (amounts,) = (each for each in package["resources"] if each["name"] == "amounts")
    declared = {key["fields"][0] for key in amounts["schema"]["foreignKeys"]}
    assert {"record", "report", "unit"} <= declared and "source" not in declared
    assert mic25("export", "-o", str(tmp_path / "y"), "--format", "sqlite", *own).code == 0
    connection = sqlite3.connect(tmp_path / "y" / "mic25.sqlite")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


@pytest.mark.slow
def test_the_index_grows_with_a_text_and_no_faster():
    """Otherwise, long Chinese text would have a part for each pair of its letters."""
    long = "".join(chr(0x4E00 + at) for at in range(1000))
    parts = set(sqlite.parts_of(long))
    assert len(parts) <= 2 * sqlite.LONGEST * len(long)  # as written, and as folded
    assert all(long[at : at + sqlite.LONGEST] in parts for at in range(900))


def test_a_full_disk_is_no_bug_of_ours(tmp_path, records, monkeypatch, capsys):
    from mic25cli.cli.main import main

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite, "_search", full)
    line = [
        "export",
        "-o",
        str(tmp_path / "x"),
        "--format",
        "sqlite",
        "--records",
        str(records(ODD)),
    ]
    assert main(line) == 2
    assert "cannot be written: database or disk is full" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["records"]


@pytest.mark.others
@pytest.mark.parametrize("command", HALF)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_who_is_told_to_stop_leaves_nothing(tmp_path, records, name, command):
    code = STOPPED.replace("HALF", HALF[command])
    line = [command, "-o", str(tmp_path / "x"), "--records", str(records(ODD))]
    with subprocess.Popen(
        [sys.executable, "-c", code, *line], stdout=subprocess.PIPE, text=True, preexec_fn=hearing
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "half\n"
        assert len(list(tmp_path.iterdir())) == 2
        number = signal.Signals[name]
        process.send_signal(number)
        assert process.wait(60) == (130 if name == "SIGINT" else -number)
    assert [path.name for path in tmp_path.iterdir()] == ["records"]
