"""Output and exports of mic25, read by programs that people have."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import others
from cases import data
from conftest import ROOT

pytestmark = [pytest.mark.others, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """The shipped dataset as a data package, a database and a workbook, each in a folder."""
    from mic25cli.cli.main import main

    folder = tmp_path_factory.mktemp("exports")
    for form in ("datapackage", "sqlite", "xlsx"):
        assert main(["export", "-o", str(folder / form), "--format", form, "-q"]) == 0
    return folder


def test_a_running_datasette_has_meanings_search_and_queries(exports):
    import socket
    import subprocess
    import time
    from urllib.error import URLError
    from urllib.request import urlopen

    folder = exports / "sqlite"
    told = json.loads((folder / "metadata.json").read_text("utf-8"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = ["serve", folder / "mic25.sqlite", "-m", folder / "metadata.json", "-p", str(port)]
    server = subprocess.Popen(
        [others.find("datasette"), *line], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def get(path):
        with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            return json.loads(answer.read())

    try:
        for _ in range(200):
            try:
                get("/-/versions.json")
                break
            except URLError:
                time.sleep(0.1)
        assert get("/-/metadata.json")["title"] == told["title"]
        held = told["databases"]["mic25"]
        assert len(held["queries"]) == 10
        for name in held["queries"]:
            given = "indicator=nev-sales&record=nev-sales&year=2025"
            assert get(f"/mic25/{name}.json?{given}&_shape=array"), name
        for table, word, found in (
            ("targets", "robot+stock", "robot-stock"),
            ("funds", "%E5%A4%A7%E5%9F%BA%E9%87%91", "national-ic-industry-investment-fund"),
        ):
            rows = get(f"/mic25/{table}.json?_search={word}&_shape=array&_col=id")
            assert {"id": found} in rows and len(rows) < 5
        statuses = get("/mic25/statuses.json?_size=0")
        assert {each["name"] for each in statuses["facet_results"].values()} >= {"status"}
        for name, table in held["tables"].items():
            columns = get(f"/mic25/{name}.json?_size=0&_shape=objects")["columns"]
            assert set(table["columns"]) <= set(columns) and table["columns"], name
            assert table["label_column"] in columns
    finally:
        server.terminate()
        server.wait()


def profile():
    """The profile of data packages, version 2.0, from the package check-datapackage."""
    held = "lib/python*/site-packages/check_datapackage/schemas/data-package-2-0.json"
    folders = os.environ.get("INTEROP_TOOLS", "")
    for folder in map(Path, filter(None, folders.split(os.pathsep))):
        for found in folder.parent.glob(held):
            return json.loads(found.read_text(encoding="utf-8"))
    return (pytest.fail if folders else pytest.skip)("no profile: .ci/run installs it")


@pytest.mark.parametrize("dataset", ["records", "examples/digital-decade", "odd"])
def test_a_descriptor_keeps_the_profile(mic25, tmp_path, records, dataset):
    from jsonschema import Draft7Validator

    schema = profile()
    own = str(hostile(records) if dataset == "odd" else ROOT / dataset)
    assert mic25("export", "-o", str(tmp_path / "x"), "--records", own, "-q").code == 0
    package = json.loads((tmp_path / "x" / "datapackage.json").read_text(encoding="utf-8"))
    assert [each.message for each in Draft7Validator(schema).iter_errors(package)] == []
    assert not Draft7Validator(schema).is_valid({**package, "resources": []})


def test_the_official_profile_of_data_packages(exports):
    others.find("check-datapackage", needed=False)  # needs Python 3.12 or newer
    package = exports / "datapackage" / "datapackage.json"
    said = others.run("check-datapackage", "check", package)
    assert "issue" not in said.lower() or "no issues" in said.lower(), said


def test_citeproc_reads_every_source(mic25, tmp_path, shipped):
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


def test_the_citation_file_is_valid():
    said = others.run("cffconvert", "--validate", "-i", ROOT / "CITATION.cff")
    assert "valid" in said.lower()


[RUNS] = data(__file__, "RUNS")


def hostile(records):
    """A dataset in which every text would be run by a spreadsheet that allows it."""
    funds = "".join(
        f"f{number}:\n  name: {{en: {json.dumps(text)}, zh: {json.dumps(text + '基金')}}}\n"
        f"  purpose: {json.dumps(text)}\n  note: {json.dumps(text)}\n"
        "  amounts:\n    - {amount_type: raised, value: -1, unit: bn CNY, payer: "
        f"{json.dumps(text)}, cite: [{{source: s, at: {json.dumps(text)}, checked: text}}]}}\n"
        for number, text in enumerate(RUNS)
    )
    source = "s: {title: '=1+2', published: 2015, lang: en, authority: A, coverage: full}\n"
    return Path(records({"funds.yaml": funds, "sources.yaml": source}))


TABS = "--infilter=Text - txt - csv (StarCalc):9,34,76,1"
"""The option that tells LibreOffice: tab-separated, quoted with ", UTF-8."""


def office(folder, to, *files, reading=()):
    """Convert files with LibreOffice into a folder, with a profile for this run only."""
    line = [f"-env:UserInstallation=file://{folder}/profile", "--headless", *reading]
    others.run("soffice", *line, "--convert-to", to, "--outdir", folder, *files)


def test_no_cell_runs_in_libreoffice(mic25, tmp_path, records):
    openpyxl = others.module("openpyxl")
    own = ("--records", str(hostile(records)), "-q")
    assert mic25("export", "-o", str(tmp_path / "package"), *own).code == 0
    assert mic25("export", "-o", str(tmp_path / "dataset"), "--format", "xlsx", *own).code == 0
    files = [tmp_path / "package" / "data" / f"{name}.csv" for name in ("funds", "amounts")]
    tabs = []
    for name, line in (("list", ("funds",)), ("table", ("table", "amounts"))):
        for form, to in (("csv", files), ("tsv", tabs)):
            to.append(tmp_path / f"{name}-{form}.csv")
            to[-1].write_text(mic25(*line, "-f", form, *own).out, encoding="utf-8")
    raw = tmp_path / "raw.csv"  # would run, so this test can fail
    raw.write_text("a\tb\n=1+2\t=1+2\n", encoding="utf-8")
    opened = tmp_path / "opened"
    opened.mkdir()
    office(opened, "xlsx", *files, tmp_path / "dataset" / "mic25.xlsx")
    office(opened, "xlsx", *tabs, raw, reading=(TABS,))
    running = openpyxl.load_workbook(opened / "raw.xlsx").worksheets[0]
    assert [cell.data_type for cell in running[2]] == ["f", "f"]
    made = sorted(set(opened.glob("*.xlsx")) - {opened / "raw.xlsx"})
    assert len(made) == len(files) + len(tabs) + 1
    for each in made:
        cells = [
            cell
            for sheet in openpyxl.load_workbook(each)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        # LibreOffice stores yes and no as these two.
        yes_no = ("=TRUE()", "=FALSE()")
        ran = [cell.value for cell in cells if cell.data_type == "f" and cell.value not in yes_no]
        assert len(cells) > 10 and not ran, (each.name, ran[:5])
        assert not {3, "3"} & {cell.value for cell in cells if each.stem == "amounts"}
    workbook = openpyxl.load_workbook(opened / "mic25.xlsx")
    names = {row[1].value for row in workbook["funds"].iter_rows(min_row=2)}
    assert names == set(RUNS)


@pytest.mark.parametrize("layout", ["records", "."])
def test_pre_commit_runs_the_hooks_as_the_recipe_has_them(mic25, tmp_path, layout):
    others.find("pre-commit")
    tool, dataset = tmp_path / "tool", tmp_path / "dataset"
    for name in ("src", "records", "docs/mic25.1", "pyproject.toml", "hatch_build.py", "README.md",
                 "LICENSE", ".pre-commit-hooks.yaml"):  # fmt: skip
        to = tool / name
        to.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, to)
    recipe = (ROOT / "docs/how-to/automation.md").read_text(encoding="utf-8")
    config = recipe.partition("## pre-commit")[2].partition("```yaml\n")[2].partition("```")[0]
    address, version = "https://example.org/your/checkout/of/mic25", "v0.1.0"
    assert address in config and f"rev: {version}" in config
    assert mic25("init", str(dataset / layout)).code == 0
    (dataset / ".pre-commit-config.yaml").write_text(config.replace(address, str(tool)))
    for folder in (tool, dataset):
        others.committed(folder)
    others.git(tool, "tag", version)

    def committed():
        return subprocess.run(
            [others.find("pre-commit"), "run", "--all-files"],
            cwd=dataset,
            env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            timeout=480,
        )

    ran = committed()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("Passed") == 2, ran.stdout
    terms = dataset / layout / "terms.yaml"
    terms.write_text("big:   {name: {en: Big}}\n")
    ran = committed()
    # The term lacks a source, which the first hook reports; the second formats the file.
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "big" in ran.stdout and "cite" in ran.stdout, ran.stdout
    assert terms.read_text() == "big:\n  name: {en: Big}\n"
