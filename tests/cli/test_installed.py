"""Several datasets together: each complete, joined by rows, and nothing silently replaced."""

import csv
import json
import re
import shutil
import sqlite3
from contextlib import closing
from inspect import unwrap
from pathlib import Path
from xml.etree import ElementTree

import pytest

import mic25cli
import others
from builders import spoil
from cases import cases, data
from conftest import ROOT
from mic25cli.cli import complete
from mic25cli.store import installed_datasets, snapshot
from read_once import snapshot_of_shipped

pytestmark = pytest.mark.slow

POWER = str(ROOT / "tests" / "datasets" / "power")
INSTALLED = {
    "mic25": "mic25",
    "beyond-2025": "beyond-2025",
    "digital-decade": "digital-decade",
    "invented-power": POWER,
}
"""The datasets by the names that they have together, and how each is given to --dataset."""
SIDE_BY_SIDE = [word for given in INSTALLED.values() for word in ("--dataset", given)]
[LINES] = data(__file__, "LINES")


def told(text):
    return json.loads(text)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("MIC25_AS_OF", "2026-11-01")


@pytest.mark.others
@pytest.mark.parametrize("line", LINES)
def test_what_a_dataset_says_beside_others_is_what_it_says_alone(mic25, line):
    beside = told(mic25(*line.split(), "--json", *SIDE_BY_SIDE).out)
    rows = beside["results"] if isinstance(beside, dict) else beside
    reports = (
        {each.pop("dataset"): each for each in beside["datasets"]} if rows is not beside else {}
    )
    of = [each.pop("dataset") for each in rows]
    assert set(of) <= set(INSTALLED) and (len(set(of)) > 1 or line == "validate")
    for name, given in INSTALLED.items():
        alone = told(mic25(*line.split(), "--json", "--dataset", given).out)
        mine = [row for dataset, row in zip(of, rows, strict=True) if dataset == name]
        if isinstance(alone, dict):
            assert mine == alone.pop("results")
            assert reports[name] == alone
        else:
            assert mine == alone
    heads, *lines = mic25(*line.split(), "-f", "tsv", *SIDE_BY_SIDE).out.splitlines()
    assert heads.split("\t")[0] == "dataset"
    assert {each.split("\t")[0] for each in lines} <= set(INSTALLED)


@pytest.mark.others
def test_rows_of_all_datasets_are_sorted_and_cut_together(mic25):
    ran = mic25("targets", "--sort", "-id", "--limit", "2", "--fields", "dataset,id", *SIDE_BY_SIDE)
    every = told(mic25("targets", "--json", *SIDE_BY_SIDE).out)
    last = sorted(((each["id"], each["dataset"]) for each in every), reverse=True)[:2]
    assert ran.out.splitlines()[1:] == [f"{dataset}\t{id_}" for id_, dataset in last]


def test_progress_by_dataset(mic25):
    found = told(mic25("progress", "--by", "dataset", "--json", *SIDE_BY_SIDE).out)["results"]
    assert [each["key"] for each in found] == list(INSTALLED)
    (alone,) = told(mic25("progress", "--by", "dataset", "--json", "--dataset", POWER).out)[
        "results"
    ]
    assert {"dataset": "invented-power", **alone} == found[-1]


def test_pictures_and_reports_are_a_file_a_dataset(mic25, tmp_path):
    given = {"digital-decade": "digital-decade", "invented-power": POWER}
    two = [word for each in given.values() for word in ("--dataset", each)]
    ids = {"digital-decade": "gigabit-2030", "invented-power": "wind-2030"}
    for line, named, file in (
        ("chart", ids, "drawn.svg"),
        ("chart scorecard", {}, "card.svg"),
        ("report", {}, "report.html"),
    ):
        ran = mic25(*line.split(), *named.values(), "-o", str(tmp_path / file), *two)
        assert ran.code == 0, (line, ran.err)
        stem, _, suffix = file.partition(".")
        for dataset, source in given.items():
            words = [*line.split(), *([named[dataset]] if named else [])]
            alone, own = tmp_path / file, tmp_path / f"{stem}-{dataset}.{suffix}"
            assert mic25(*words, "-o", str(alone), "--force", "--dataset", source).code == 0
            assert own.read_bytes() == alone.read_bytes()


@pytest.mark.others
def test_what_draws_is_of_one_dataset_and_the_remedy_works_as_printed(mic25, tmp_path):
    picture = tmp_path / "x.svg"
    for line, printed in (
        ("report", "--dataset mic25"),
        ("fmt --check", f"--dataset {POWER}"),
        ("brief wind-2030 gigabit-2030 -f html", "invented-power:wind-2030"),
    ):
        ran = mic25(*line.split(), *SIDE_BY_SIDE)
        assert ran.code == 2 and "one dataset" in ran.err, (line, ran.err)
        assert not picture.exists()
        remedies = ran.err.partition("Choose one: ")[2].rstrip(".\n").split(" or ")
        assert printed in remedies
        words = [word for word in line.split() if "2030" not in word]
        for remedy in remedies:
            datasets = [] if remedy.startswith("--dataset") else SIDE_BY_SIDE
            again = mic25(*words[:1], *remedy.split(), *words[1:], *datasets)
            assert again.code in (0, 1), (remedy, again.err)
            picture.unlink(missing_ok=True)


def test_a_brief_of_several_datasets_is_one_file(mic25, tmp_path):
    file = tmp_path / "both.md"
    line = ("brief", "wind-2030", "gigabit-2030", *SIDE_BY_SIDE)
    assert mic25(*line, "-o", str(file)).code == 0
    assert file.read_text("utf-8") == mic25(*line, "-f", "md").out


@pytest.mark.others
@pytest.mark.parametrize("faults", [False, True])
def test_what_services_read_of_several_datasets_is_one_log(mic25, tmp_path, faults):
    installed_of = dict(INSTALLED)
    if faults:
        # In the middle, so that datasets without a finding come before and after it.
        (tmp_path / "terms.yaml").write_text("a:\n  name: {en: A}\n")
        installed_of = {
            "mic25": "mic25",
            "faulty": f"faulty={tmp_path}",
            "beyond-2025": "beyond-2025",
        }
    side_by_side = [word for given in installed_of.values() for word in ("--dataset", given)]
    for line in ("validate", "progress --fail-on missed,met-late"):
        alone = {
            name: {form: mic25(*line.split(), "-f", form, "--dataset", given).out
                   for form in ("junit", "sarif", "github")}
            for name, given in installed_of.items()
        }  # fmt: skip
        junit = ElementTree.fromstring(mic25(*line.split(), "-f", "junit", *side_by_side).out)
        roots = {name: ElementTree.fromstring(each["junit"]) for name, each in alone.items()}
        for key in ("tests", "failures"):
            counts = [int(root.attrib[key]) for root in roots.values()]
            assert int(junit.attrib[key]) == sum(counts)
        assert [suite.attrib["name"] for suite in junit] == [
            f"{name}: {suite.attrib['name']}" for name, root in roots.items() for suite in root
        ]
        runs = told(mic25(*line.split(), "-f", "sarif", *side_by_side).out)["runs"]
        assert [run.pop("automationDetails")["id"] for run in runs] == [
            f"{n}/" for n in installed_of
        ]
        assert runs == [told(each["sarif"])["runs"][0] for each in alone.values()]
        github = mic25(*line.split(), "-f", "github", *side_by_side).out.splitlines()
        assert len(github) == sum(len(each["github"].splitlines()) for each in alone.values())
        for name in installed_of:
            assert any(f"title={name} " in each or each.startswith(name) for each in github) or (
                not alone[name]["github"]
            )


def test_references_of_several_datasets_are_one_text(mic25):
    ids = ("mic25:nev-sales", "invented-power:wind-2030")
    both = told(mic25("cite", *ids, "--style", "csl-json", *SIDE_BY_SIDE).out)
    each = [mic25("cite", id_, "--style", "csl-json", *SIDE_BY_SIDE).out for id_ in ids]
    assert both == [item for text in each for item in told(text)]


# --- exports


def exported(mic25, folder, style, *given):
    ran = mic25("export", "-o", str(folder), "--format", style, *given)
    assert ran.code == 0, ran.err
    return folder


def rows_of(folder, table):
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.mark.others
def test_a_package_has_the_rows_of_each_dataset_as_that_of_each_alone(mic25, tmp_path):
    every = exported(mic25, tmp_path / "every", "datapackage", *SIDE_BY_SIDE)
    for name, given in INSTALLED.items():
        alone = exported(mic25, tmp_path / name, "datapackage", "--dataset", given)
        for path in (alone / "data").iterdir():
            beside = [row for row in rows_of(every, path.stem) if row.pop("dataset") == name]
            assert beside == rows_of(alone, path.stem), path.stem
    described = told((every / "datapackage.json").read_text("utf-8"))
    for resource in described["resources"]:
        assert resource["schema"]["fields"][0]["name"] == "dataset"
        assert resource["schema"]["primaryKey"][0] == "dataset"


@pytest.mark.others
def test_a_database_has_keys_of_dataset_and_id_and_none_is_violated(mic25, tmp_path):
    folder = exported(mic25, tmp_path / "out", "sqlite", *SIDE_BY_SIDE)
    with closing(sqlite3.connect(folder / "mic25.sqlite")) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [name for (name,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'records_fts%'"
        )]  # fmt: skip
        for name in set(names) - {"about"}:
            columns = [column[1] for column in base.execute(f'PRAGMA table_info("{name}")')]
            assert columns[0] == "dataset", name
        of = base.execute("SELECT DISTINCT dataset FROM observations_with_sources").fetchall()
        assert {name for (name,) in of} == set(INSTALLED)
        found = "SELECT rowid FROM records_fts WHERE records_fts MATCH 'gigabit'"
        hits = base.execute(f"SELECT dataset FROM records WHERE rowid IN ({found})").fetchall()
        assert ("digital-decade",) in hits


@pytest.mark.others
def test_every_other_format_has_the_column(mic25, tmp_path):
    held = told(
        (exported(mic25, tmp_path / "json", "json", *SIDE_BY_SIDE) / "mic25.json").read_text(
            "utf-8"
        )
    )
    for part in ("records", "tables"):
        for name, rows in held[part].items():
            assert all(next(iter(row)) == "dataset" for row in rows), name
    openpyxl = others.module("openpyxl")
    made = exported(mic25, tmp_path / "xlsx", "xlsx", *SIDE_BY_SIDE) / "mic25.xlsx"
    sheets = openpyxl.load_workbook(made, read_only=True)
    assert all(
        next(sheet.iter_rows(values_only=True))[0] == "dataset" for sheet in sheets.worksheets[1:]
    )
    pq = others.module("pyarrow.parquet")
    folder = exported(mic25, tmp_path / "parquet", "parquet", *SIDE_BY_SIDE)
    for path in folder.glob("*.parquet"):
        assert pq.read_schema(path).names[0] == "dataset", path
    parted = exported(
        mic25, tmp_path / "parted", "parquet", "--partition-by", "dataset", *SIDE_BY_SIDE
    )
    assert {path.name for path in (parted / "targets").iterdir()} == {
        f"dataset={name}" for name in INSTALLED
    }


# --- exported files, and overlays


@pytest.mark.others
@pytest.mark.parametrize("name", INSTALLED)
def test_an_exported_file_is_the_dataset(mic25, tmp_path, monkeypatch, name):
    monkeypatch.delenv("MIC25_AS_OF")
    alone = ("--dataset", INSTALLED[name])
    file = exported(mic25, tmp_path / "out", "json", *alone) / "mic25.json"
    again = ("--dataset", f"{name}={file}")
    for line in ("progress --json", "table observations --json", "datasets --json", "targets"):
        ran = mic25(*line.split(), *again)
        assert (ran.err, ran.out) == ("", mic25(*line.split(), *alone).out)
    both = mic25("progress", "--by", "dataset", "--json", *alone, "--dataset", f"then={file}")
    first, second = told(both.out)["results"]
    assert {**first, "dataset": "", "key": ""} == {**second, "dataset": "", "key": ""}


@cases
def test_a_file_that_is_no_exported_dataset_is_refused(
    mic25, tmp_path, monkeypatch, path, new, why
):
    monkeypatch.delenv("MIC25_AS_OF")
    file = exported(mic25, tmp_path / "out", "json", "--dataset", POWER) / "mic25.json"
    held = told(file.read_text("utf-8"))
    spoil(held, path, new)
    file.write_text(json.dumps(held), "utf-8")
    ran = mic25("targets", "--dataset", str(file))
    assert ran.code == 2 and ran.out == "" and why in ran.err
    file.write_text("[", "utf-8")
    assert mic25("targets", "--dataset", str(file)).code == 2


def test_an_overlay_says_what_it_replaced(mic25, tmp_path):
    over = tmp_path / "over"
    over.mkdir()
    shutil.copy(Path(POWER) / "funds.yaml", over / "funds.yaml")
    both = ("--records", POWER, "--records", str(over))
    told_so = "replaced by a later folder: funds/wind-fund (1 in all)\n"
    for _ in ("read", "from the snapshot"):
        assert mic25("funds", *both).err == told_so
    assert mic25("validate", *both).err.startswith(told_so)
    assert mic25("funds", *both, "-q").err == ""
    assert mic25("funds", "--records", POWER).err == ""


# --- Python


def test_the_installed_of_the_interface_is_made_of_whole_datasets():
    found = mic25cli.open(list(INSTALLED.values()))
    assert list(found) == list(INSTALLED)
    for name in ("statuses", "observations", "targets"):
        table = found.table(name)
        assert table.columns[0].key == table.key[0] == "dataset"
        for dataset, alone in found.items():
            mine = [{**row} for row in table if row["dataset"] == dataset]
            assert [row.pop("dataset") for row in mine] == [dataset] * len(mine)
            assert mine == [*alone.table(name)]
    assert {row["dataset"] for row in found.progress(2030)} == set(INSTALLED)
    with pytest.raises(KeyError, match=r"'mic24' is not a dataset\. Did you mean 'mic25'"):
        found["mic24"]


# --- differences


def test_a_side_with_two_readings_is_refused_with_both_spelt_out(mic25, tmp_path):
    dataset = Path(shutil.copytree(POWER, tmp_path / "dataset"))
    text = (dataset / "sources.yaml").read_text("utf-8")
    assert "plan-2021:" in text
    more = re.search(r"(?ms)^plan-2021:.*?(?=^\S|\Z)", text)
    named = [more[0].replace("plan-2021:", f"{id_}:") for id_ in ("'2021'", "mic25")]
    (dataset / "sources.yaml").write_text("".join([text, *named]), "utf-8")
    given = ("--records", str(dataset))
    ran = mic25("diff", "2021", "2024", *given)
    assert (ran.code, ran.err) == (
        2,
        "mic25: '2021' can be a date or a report. Write 2021-12-31 for the date, "
        "invented-power:2021 for the report.\n",
    )
    assert mic25("diff", "2021-12-31", "2024", *given).code == 0
    assert mic25("diff", "invented-power:2021", "count-2024", *given).code == 0
    ran = mic25("diff", "mic25", "beyond-2025", *given)
    assert (ran.code, ran.err) == (
        2,
        "mic25: 'mic25' is both a report and a dataset. Write invented-power:mic25 for the report, "
        "mic25=mic25 for the dataset.\n",
    )
    assert mic25("diff", "mic25=mic25", "beyond-2025", *given).code == 0
    for report in ("mic25", "invented-power:mic25"):
        assert mic25("diff", report, "count-2024", *given).code == 0


@pytest.mark.others
def test_the_installed_is_listed(mic25):
    shipped = told(mic25("datasets", "--json").out)
    assert [each["dataset"] for each in shipped] == list(installed_datasets.names())
    found = told(mic25("datasets", "--json", *SIDE_BY_SIDE).out)
    assert [each["dataset"] for each in found] == list(INSTALLED)
    for each in found:
        given = ("--dataset", INSTALLED[each["dataset"]])
        day = ("--as-of", each["as_of"])
        once = told(mic25("progress", "--json", *given, *day).out)["summary"]
        for key in ("targets", "by_target", "not_due_yet", "by_origin"):
            assert each[key] == once[key], key
        assert each["digest"] == told(mic25("info", "--json", *given).out)["digest"]
    for form in ("table", "plain", "tsv", "csv", "ndjson", "yaml", "md"):
        assert "invented-power" in mic25("datasets", "-f", form, *SIDE_BY_SIDE).out


@pytest.mark.others
def test_the_remedies_work_as_printed(mic25):
    two = told(mic25("progress", "--by", "dataset", "--json", "--dataset", "mic25", "--dataset",
                     "other=mic25").out)  # fmt: skip
    assert [each["dataset"] for each in two["results"]] == ["mic25", "other"]
    ran = mic25("targets", "-f", "plain", "--limit", "1", *SIDE_BY_SIDE)
    (line,) = [each for each in ran.out.splitlines() if "how it was judged: " in each]
    command = line.rpartition("how it was judged: mic25 ")[2]
    assert mic25(*command.split()).code == 0


def test_completion_offers_datasets_and_their_ids(mic25):
    snapshot_of_shipped()
    mic25("info", *SIDE_BY_SIDE)
    assert "digital-decade" in complete.lines(["targets", "--dataset", "="]).split()
    for id_ in ("nev-sales", "wind-2030"):
        assert id_ in complete.lines([*SIDE_BY_SIDE, "explain", f"={id_[:3]}"])


def test_completion_knows_the_ids_of_a_dataset_that_an_id_names():
    unwrap(snapshot.open_dataset)((installed_datasets.folder("digital-decade"),))
    assert "digital-decade:" in complete.lines(["explain", "=digital-d"]).splitlines()
    (line,) = complete.lines(["explain", "=digital-decade:gigabit-2030"]).splitlines()
    assert line.startswith("digital-decade:gigabit-2030\t")
    # bash splits words at a colon.
    for words in (["digital-decade", ":", "=gigabit-2"], ["digital-decade", "=:"]):
        offered = complete.lines(["targets", "show", *words]).splitlines()
        assert "gigabit-2030" in [each.partition("\t")[0] for each in offered]
        assert not any(":" in each.partition("\t")[0] for each in offered)
