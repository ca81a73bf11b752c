"""The Python interface: its exports and imports, and that it gives the command's answers."""

import doctest
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pytest

import mic25cli as mic25
import others
from cases import cases, data
from conftest import ROOT, python
from mic25cli.calc.chart_fund_amounts import funds
from mic25cli.calc.tables import TABLES
from mic25cli.model.kinds import KINDS

LAZY, OFFERED = data(__file__, "LAZY", "OFFERED")

pytestmark = pytest.mark.slow

Run = Callable[..., Any]


def test_what_is_exported():
    assert sorted(mic25.__all__) == [
        "Column", "Dataset", "Datasets", "Diff", "Hit", "Mic25Error", "Records", "RecordsError",
        "Table", "UsageError", "dataset_of", "validate",
    ]  # fmt: skip
    assert all(getattr(mic25, name) for name in [*mic25.__all__, "open"])
    public = {
        each: [name for name in dir(each) if not name.startswith("_")]
        for each in (mic25.Dataset, mic25.Table)
    }
    assert public == {
        mic25.Dataset: OFFERED,
        mic25.Table: ["meaning", "to_arrow", "to_pandas", "to_polars"],
    }
    dataset = mic25.open()
    assert isinstance(dataset.diff("2015", "2016", "funds"), mic25.Diff)
    assert isinstance(dataset.search("大基金")[0], mic25.Hit)
    assert isinstance(dataset.table("units").columns[0], mic25.Column)
    assert "open" not in mic25.__all__ and "open" in dir(mic25)
    with pytest.raises(AttributeError, match="no attribute 'opn'"):
        _ = mic25.opn


@pytest.mark.others
def test_neither_pandas_nor_pydantic_is_imported():
    python("-c", LAZY)


def test_records_by_kind(mic25):
    import mic25cli

    dataset = mic25cli.open()
    for kind in KINDS:
        assert len(getattr(dataset, kind)) > 0 and kind in dir(dataset)
    wanted = json.loads(mic25("targets", "show", "nev-sales", "--json").out)
    assert dataset.targets["nev-sales"]["indicator"] == wanted["indicator"]
    assert dataset.targets.get("nosuch") is None and "nosuch" not in dataset.targets
    with pytest.raises(KeyError, match="Did you mean 'nev-sales'"):
        dataset.targets["nev-sale"]
    with pytest.raises(mic25cli.UsageError):
        dataset.table("observation")
    with pytest.raises(AttributeError, match="a dataset has no attribute 'target'"):
        _ = dataset.target
    for name, way in (("observations", r"dataset.table\('observations'\)"), ("show", "explain"),
                      ("validate", r"mic25.validate\(")):  # fmt: skip
        with pytest.raises(AttributeError, match=way):
            getattr(dataset, name)
    with pytest.raises(mic25cli.UsageError):
        mic25cli.open(as_of="next year")
    with pytest.raises(mic25cli.RecordsError):
        mic25cli.open("no/such/folder")
    with pytest.raises(mic25cli.UsageError, match="curl -fLO"):
        mic25cli.open("https://example.org/x.zip")
    with pytest.raises(mic25cli.UsageError, match="not a dataset"):
        mic25cli.open("no-such-dataset")


@pytest.mark.others
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_that_of_the_command(mic25, name):
    import simplejson

    import mic25cli

    dataset = ROOT / "examples" / "digital-decade"
    rows = mic25cli.open(dataset, as_of="2024").table(name).rows
    said = mic25("table", name, "--json", "--as-of", "2024", "-q", "--records", str(dataset)).out
    assert rows or name in ("amounts", "findings", "forecasts")
    assert simplejson.loads(said, use_decimal=True) == simplejson.loads(
        simplejson.dumps(rows, use_decimal=True), use_decimal=True
    )


@pytest.mark.others
def test_search_diff_progress_and_cite_say_the_same(mic25):
    import mic25cli

    dataset = mic25cli.open()
    hits = json.loads(mic25("search", "电池", "--json").out)
    assert [(hit.kind, hit.id) for hit in dataset.search("电池")] == [
        (hit["kind"], hit["id"]) for hit in hits
    ]
    changes = json.loads(mic25("diff", "2015", "2018", "--kind", "funds", "--json", "-q").out)
    assert len(dataset.diff("2015", "2018", "funds").changes) == len(changes["results"]) > 0
    results = json.loads(mic25("progress", "--as-of", "2025-12-31", "--json", "-q").out)["results"]
    rows = dataset.progress(as_of="2025-12-31").rows
    assert sorted((row["record"], row["year"] or 0, row["status"]) for row in rows) == sorted(
        (each["target"], each["milestone"]["year"] or 0, each["status"]) for each in results
    )
    assert {row["year"] for row in dataset.progress(2025)} == {2025}
    assert (
        dataset.cite("nev-sales", style="ris") == mic25("cite", "nev-sales", "--style", "ris").out
    )


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_missing_is_named(name, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)
    method = getattr(mic25.open().table("units"), f"to_{name.removeprefix('py')}")
    with pytest.raises(mic25.UsageError, match=name):
        method()


def test_one_line_says_what_it_is():
    dataset = mic25.open(as_of="2019")
    assert repr(dataset).startswith("<mic25.Dataset ") and "as_of='2019'" in repr(dataset)
    assert repr(dataset.at().funds) == f"<{len(dataset.at().funds)} funds>"
    assert repr(dataset.table("amounts")).startswith("<mic25.Table amounts: ")


@pytest.mark.others
def test_the_examples_of_the_page_run():
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=doctest.ELLIPSIS
    )
    assert (failed, tried > 8) == (0, True)


@pytest.mark.others
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", [*sorted({*TABLES} - {"units"}), "targets", "sources"])
def test_frames_have_the_same_types_with_and_without_rows(name, records):
    others.module("pyarrow")
    forecast = ROOT / "examples" / "chips-act"  # the shipped assessors give none
    full = mic25.open(forecast if name == "forecasts" else None).table(name)
    empty = mic25.open(records({"terms.yaml": "one:\n  name: {en: One}\n"})).table(name)
    assert len(empty) == 0 < len(full) and empty.columns == full.columns
    assert full.to_arrow().schema.equals(empty.to_arrow().schema)
    pandas = others.module("pandas")
    assert full.to_pandas().dtypes.equals(empty.to_pandas().dtypes)
    whole = {column.key for column in full.columns if column.type == "integer"}
    assert all(full.to_pandas()[key].dtype == pandas.Int64Dtype() for key in whole)
    polars = others.module("polars")
    assert full.to_polars().schema == empty.to_polars().schema == polars.DataFrame(full).schema
    statuses, nothing = full, empty
    duckdb = others.module("duckdb")
    assert duckdb.sql("SELECT count(*) FROM statuses").fetchall() == [(len(statuses),)]
    assert duckdb.sql("SELECT count(*) FROM nothing").fetchall() == [(len(nothing),)]
    # DuckDB looks for the names among the caller's variables.
    described = duckdb.sql("DESCRIBE statuses").fetchall()
    assert duckdb.sql("DESCRIBE nothing").fetchall() == described


def run_notebook(path):
    """The names in a notebook after its cells of code have run, one by one."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = ["".join(each["source"]) for each in notebook["cells"] if each["cell_type"] == "code"]
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        exec(compile(cell, f"{path.name}, code cell {number}", "exec"), names)
    return names


@pytest.mark.filterwarnings("default")
def test_the_tour_runs(capsys):
    names = run_notebook(ROOT / "docs" / "tour.ipynb")
    assert "title = {" in capsys.readouterr().out
    assert names["statuses"].rows and names["changes"]


def test_the_notebooks_of_the_analyses_run():
    for library in ("pandas", "pyarrow", "duckdb"):
        others.module(library)
    money, short, network = (
        run_notebook(ROOT / "docs" / "notebooks" / f"{name}.ipynb")
        for name in ("money", "shortfall", "network")
    )
    bars = funds(mic25.open()._view).bars
    raised = sum(bar.number for bar in bars if bar.category == "raised")
    assert money["sums"]["received", "raised"] == pytest.approx(float(raised))
    assert money["years"]["raised"].sum() == pytest.approx(float(raised) * 1e9)
    assert len(money["both"]) > 0
    told = [row for row in mic25.open(as_of="2025-12-31").progress()
            if row["applies"] and row["origin"] == "plan"]  # fmt: skip
    known = [row for row in told if row["shortfall_share"] is not None]
    assert len(short["headline"]) == len(told) and len(short["known"]) == len(known) > 20
    assert short["by_industry"]["count"].sum() == sum(row["industry"] is not None for row in known)
    assert short["fit"].to_numpy().sum() == sum(
        row["fit"] is not None and row["industry"] is not None for row in told
    )
    assert short["signs"].loc["met"].get(True, 0) == 0
    links = [row for row in mic25.open().table("links") if row["to_kind"] == "institutions"]
    roles = [row for row in links if row["role"] in ("issuers", "institutions")]
    assert network["edges"]["number"].sum() == len(roles) > 50
    assert network["pairs"]["documents"].max() > 1


def test_a_record_cannot_change_to_its_last_list():
    shipped_dataset = mic25.open()

    def refused(value):
        """The number of mappings and lists in a value; none can be changed."""
        if isinstance(value, dict):
            for change in (value.clear, value.popitem, lambda: value.update(a=1)):
                with pytest.raises(TypeError):
                    change()
            with pytest.raises(TypeError):
                value["a"] = 1
            return 1 + sum(map(refused, value.values()))
        assert not isinstance(value, list | set)
        return 1 + sum(map(refused, value)) if isinstance(value, tuple) else 0

    for kind in KINDS:
        assert sum(map(refused, getattr(shipped_dataset, kind).values())) > 1


NONSENSE: list[Any] = [None, 1, 2.5, b"x", [], {}, "9999-99", "no such thing", "", object()]


@cases
def test_a_wrong_value_is_an_error_of_ours(name, words, options):
    dataset, told = mic25.open(), 0
    call = attrgetter(name)(mic25 if hasattr(mic25, name) else dataset)
    for each in NONSENSE:
        try:
            call(*(each if word == "…" else word for word in words), **dict.fromkeys(options, each))
        except mic25.Mic25Error as fault:
            told += bool(fault.message)
    assert told > 5


@pytest.mark.others
@pytest.mark.usefixtures("own_folders")
def test_threads_judge_a_dataset_once(monkeypatch):
    from mic25cli.calc.tables import statuses

    judged: list[object] = []
    judge = statuses.each_result

    def counted(*given, **more):
        judged.append(given)
        return judge(*given, **more)

    monkeypatch.setattr(statuses, "each_result", counted)
    dataset = mic25.open(as_of="2024-11-05")
    with ThreadPoolExecutor(8) as pool:
        tables = [*pool.map(lambda _: dataset.table("statuses"), range(24))]
    assert len(judged) == 1 and all(each.rows == tables[0].rows for each in tables)
    tables[0].rows[0]["status"] = "changed"
    assert dataset.progress().rows[0]["status"] == tables[1].rows[0]["status"] != "changed"
    assert dataset.at("2024-11-05").progress().rows == dataset.progress().rows and len(judged) == 1
    dataset.progress(method="dns")
    dataset.progress(as_of="2020")
    assert len(judged) == 3


@pytest.mark.others
def test_a_frame_is_ready_to_reckon_with():
    pandas = others.module("pandas")
    others.module("pyarrow")
    dataset = mic25.open(as_of="2025-12-31")
    seen, told = dataset.table("observations").to_pandas(), dataset.progress().to_pandas()
    assert seen["value_base"].describe()["count"] > 1000
    assert set(seen["period_start"].dt.year.dropna()) >= {2015, 2025}
    assert (told["milestone_value"] - told["seen_value"]).dropna().dtype == "float64"
    one = dataset.table("observations").rows[0]
    assert (seen["value"][0], seen["value_text"][0]) == (float(one["value"]), str(one["value"]))
    series = seen[seen["used_as"] == "decides"].pivot(index=["record", "period"], columns="basis")
    assert len(series) > 500
    assert seen.attrs["digest"] == dataset.digest and seen.attrs["as_of"] == "2025-12-31"
    assert (seen.attrs["version"], seen.attrs["mic25"]) == ("2026.11", mic25.__version__)
    assert seen.attrs["columns"]["basis"].startswith("the definition: what is counted")
    assert (seen.attrs["units"]["value"], seen.attrs["units"]["value_base"]) == (
        "unit",
        "unit_base",
    )
    assert (told.attrs["units"]["shortfall"], told.attrs["units"]["seen_low"]) == ("unit", "unit")
    assert "k" not in told.attrs["units"] and "Made in China 2025" in seen.attrs["source"]
    observations = dataset.table("observations")
    last, wide = observations.to_pandas(latest=True), observations.to_pandas(wide=True)
    assert not last.duplicated(["record", "basis"]).any()
    decides = seen[seen.used_as == "decides"]
    known = decides.value.notna() | (decides.low.notna() & decides.high.notna())
    assert int(wide.notna().sum().sum()) == int(known.sum()) > int(decides.value.notna().sum())
    assert not wide.index.droplevel("unit").duplicated().any()
    with pytest.raises(mic25.UsageError, match="does not have one row per period"):
        dataset.progress().to_pandas(wide=True)
    exact = dataset.table("observations").to_pandas(exact=True)
    assert exact["value"].dtype == object and isinstance(exact["value"][0], Decimal)
    assert not pandas.api.types.is_datetime64_any_dtype(exact["period_start"])


def test_a_notebook_shows_tables_datasets_and_charts():
    dataset = mic25.open()
    amounts = dataset.table("amounts")
    shown = amounts._repr_html_()
    assert shown.count("<tr>") == 11 and "<th>claim</th>" in shown
    targets = len(dataset.targets)
    assert f"<td>targets</td><td>{targets}</td>" in dataset._repr_html_()
    both = mic25.open(["mic25", "beyond-2025"])
    shown = both._repr_html_()
    assert "2 datasets" in shown and shown.count("<tr>") == 3
    assert all(f"<td>{len(each.targets)}</td>" in shown for each in both.values())
    assert dataset.chart("nev-sales")._repr_svg_().startswith("<svg")
    assert "新能源" in dataset.chart("nev-sales", lang="zh")


@pytest.mark.others
def test_what_explain_and_progress_say_by_a_method_is_that_of_the_command(request):
    cli: Run = request.getfixturevalue("mic25")
    dataset = mic25.open(as_of="2025-12-31")
    line = ("explain", "nev-sales", "2025", "--as-of", "2025-12-31", "--json", "-q")
    told = json.loads(cli(*line).out)
    found = dataset.explain("nev-sales", 2025)
    assert found.headline is not None
    first = found.results[found.headline]
    assert (first.status, first.certainty) == (told["status"], told["certainty"])
    line = ("progress", "--milestones", "--method", "dns", "--as-of", "2025-12-31", "--json", "-q")
    told = json.loads(cli(*line).out)["results"]
    rows = dataset.progress(method="dns").rows
    assert sorted(str(row["status"]) for row in rows) == sorted(each["status"] for each in told)
    with pytest.raises(mic25.UsageError, match="method"):
        dataset.progress(method="nosuch")


def test_validate_finds_what_the_command_finds(records):
    folder = records({"funds.yaml": "f:\n  name: {en: F}\n  established: soon\n"})
    found = mic25.validate(folder)
    assert found.errors == len(found.diagnostics) > 0
    assert mic25.validate(ROOT / "examples" / "digital-decade").errors == 0
