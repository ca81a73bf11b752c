"""What mic25 prints and exports, read by the programs that people have."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import others
from conftest import ROOT, Ran
from mic25cli.calc.tables import TABLES, rows_of
from mic25cli.model.book import Book

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped book as a data package, a database and a workbook, a folder each."""
    from mic25cli.cli.main import main

    folder = tmp_path_factory.mktemp("exports")
    for form in ("datapackage", "sqlite", "xlsx"):
        assert main(["export", str(folder / form), "--format", form, "-q"]) == 0
    return folder


def test_jq(mic25: Run) -> None:
    text = mic25("progress", "--as-of", "2025-12-31", "--json", "-q").out
    asked = '[.results[] | select(.status == "missed") | .target] | unique | length'
    missed = {each["target"] for each in json.loads(text)["results"] if each["status"] == "missed"}
    assert int(others.run("jq", asked, given=text)) == len(missed) > 0
    digits = mic25("table", "observations", "--json", "-q").out
    assert others.run("jq", "-r", "map(.unit_base) | unique | length", given=digits).strip()


def test_miller_joins_two_tables(mic25: Run, exports: Path) -> None:
    """Each milestone with the observation that counts, without a key that leads nowhere."""
    data = exports / "datapackage" / "data"
    joined = others.run(
        "mlr", "--icsv", "--ojson", "join", "-j", "claim", "-r", "seen_claim", "-l", "claim",
        "--lp", "seen_", "--np", "--ur", "-f", data / "observations.csv",
        "then", "filter", "is_not_empty($seen_claim)", data / "statuses.csv",
    )  # fmt: skip
    assert joined.strip() in ("", "[]", "[\n]")
    rows = mic25("table", "amounts", "-f", "tsv", "-q").out
    counted = others.run(
        "mlr", "--itsv", "--ojson", "count-distinct", "-f", "unit_base", given=rows
    )
    assert sum(each["count"] for each in json.loads(counted)) == rows.count("\n") - 1


def test_csvkit(exports: Path, shipped: Book) -> None:
    data = exports / "datapackage" / "data"
    count = len(rows_of(TABLES["observations"], shipped))
    assert f"{count}" in others.run("csvstat", "--count", data / "observations.csv")
    joined = others.run(
        "csvjoin", "-I", "-c", "source,id", data / "observations.csv", data / "sources.csv"
    )
    assert len(list(csv.DictReader(io.StringIO(joined)))) == count
    found = others.run(
        "csvsql", "--query",
        "select count(*) as n from observations where unit_base is not null", "--tables",
        "observations", data / "observations.csv",
    )  # fmt: skip
    assert int(found.split()[1].partition(".")[0]) > 1000


def test_sqlite_utils_finds_chinese(exports: Path) -> None:
    base = exports / "sqlite" / "mic25.sqlite"
    tables = {
        each["table"]: each["count"]
        for each in json.loads(others.run("sqlite-utils", "tables", base, "--counts"))
    }
    assert tables["targets"] > 100 and tables["observations"] > 1000
    found = json.loads(others.run("sqlite-utils", "search", base, "records", "新能源汽车"))
    assert {"targets", "indicators"} <= {each["kind"] for each in found}


def test_datasette_serves_it_as_it_is(exports: Path, tmp_path: Path) -> None:
    base = exports / "sqlite" / "mic25.sqlite"

    def get(path: str) -> Any:
        return json.loads(others.run("datasette", base, "--get", path, cwd=tmp_path))

    found = get("/mic25/records.json?_search=%E5%A4%A7%E5%9F%BA%E9%87%91&_shape=array")
    assert "national-ic-industry-investment-fund" in {each["id"] for each in found}
    faceted = get("/mic25/statuses.json?_facet=status&_size=0&_shape=object")
    facets = get("/mic25/statuses.json?_facet=status&_size=0")["facet_results"]
    counted = facets.get("results", facets)["status"]["results"]
    assert sum(each["count"] for each in counted) > 100 and faceted == {}
    asked = (
        "/mic25.json?sql=select+count(*)+as+n+from+statuses+s+left+join+observations+o"
        "+on+o.claim=s.seen_claim+where+s.seen_claim+is+not+null+and+o.claim+is+null&_shape=array"
    )
    assert get(asked) == [{"n": 0}]


def test_the_official_profile_of_data_packages(exports: Path) -> None:
    others.find("check-datapackage", needed=False)  # wants Python 3.12 or newer
    package = exports / "datapackage" / "datapackage.json"
    said = others.run("check-datapackage", "check", package)
    assert "issue" not in said.lower() or "no issues" in said.lower(), said


def test_citeproc_reads_every_source(mic25: Run, tmp_path: Path, shipped: Book) -> None:
    ids = [f"sources/{key}" for key in shipped.kind("sources")]
    text = mic25("cite", *ids, "--style", "csl-json").out
    (tmp_path / "sources.json").write_text(text, encoding="utf-8")
    script = tmp_path / "read.py"
    script.write_text(
        "import json, sys, warnings\n"
        "warnings.simplefilter('error')\n"
        "from citeproc.source.json import CiteProcJSON\n"
        "held = CiteProcJSON(json.load(open(sys.argv[1], encoding='utf-8')))\n"
        "print(json.dumps({key: str(value.title) for key, value in held.items()}))\n",
        encoding="utf-8",
    )
    python = Path(others.find("cffconvert")).resolve().parent / "python"
    import subprocess

    ran = subprocess.run(
        [python, script, tmp_path / "sources.json"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    read = json.loads(ran.stdout)
    assert len(read) == len(ids)
    wanted = {key.lower(): record["title"] for key, record in shipped.kind("sources").items()}
    assert {key.lower(): title for key, title in read.items()} == wanted


def test_the_citation_file_is_valid() -> None:
    said = others.run("cffconvert", "--validate", "-i", ROOT / "CITATION.cff")
    assert "valid" in said.lower()


RUNS = (
    "=1+2", "+1+2", "-1+2", "@SUM(1)", "\uff1d1+2", "\uff0b1+2", "=HYPERLINK(\"http://x\")",
    "=cmd|' /C calc'!A0", "'=1+2",
)  # fmt: skip


def hostile(records: Any) -> Path:
    """A book whose every text would run if a spreadsheet let it."""
    funds = "".join(
        f"f{number}:\n  name: {{en: {json.dumps(text)}, zh: {json.dumps(text + '基金')}}}\n"
        f"  purpose: {json.dumps(text)}\n  note: {json.dumps(text)}\n"
        "  amounts:\n    - {kind: raised, value: -1, unit: bn CNY, payer: "
        f"{json.dumps(text)}, cite: [{{source: s, at: {json.dumps(text)}, checked: text}}]}}\n"
        for number, text in enumerate(RUNS)
    )
    source = "s: {title: '=1+2', published: 2015, lang: en, grade: A, coverage: full}\n"
    return Path(records({"funds.yaml": funds, "sources.yaml": source}))


def office(folder: Path, to: str, *files: Path) -> None:
    """What LibreOffice makes of files, in a folder; its profile is of this run alone."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    others.run("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, *files)


def test_no_cell_runs_in_libreoffice(mic25: Run, tmp_path: Path, records: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    own = ("--records", str(hostile(records)), "-q")
    assert mic25("export", str(tmp_path / "package"), *own).code == 0
    assert mic25("export", str(tmp_path / "book"), "--format", "xlsx", *own).code == 0
    files = [tmp_path / "package" / "data" / f"{name}.csv" for name in ("funds", "amounts")]
    for name, line in (("list", ("funds",)), ("table", ("table", "amounts"))):
        for form in ("csv", "tsv"):
            files.append(tmp_path / f"{name}-{form}.csv")
            text = mic25(*line, "-f", form, *own).out
            files[-1].write_text(text.replace("\t", ",") if form == "tsv" else text, "utf-8")
    files = [each for each in files if "-tsv" not in each.name]
    opened = tmp_path / "opened"
    opened.mkdir()
    office(opened, "xlsx", *files, tmp_path / "book" / "mic25.xlsx")
    made = sorted(opened.glob("*.xlsx"))
    assert len(made) == len(files) + 1
    for each in made:
        cells = [
            cell
            for sheet in openpyxl.load_workbook(each)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        ran = [cell.value for cell in cells if cell.data_type == "f"]
        assert cells and not ran, (each.name, ran[:5])
        assert not {3, "3"} & {cell.value for cell in cells if each.stem == "amounts"}
    workbook = openpyxl.load_workbook(opened / "mic25.xlsx")
    names = {row[1].value for row in workbook["funds"].iter_rows(min_row=2)}
    assert names == set(RUNS)
