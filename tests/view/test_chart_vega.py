"""Charts as Vega-Lite: valid by the schema that its project publishes, numbers as recorded."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import simplejson

from figures import figure_of
from hostile import HOSTILE, ODD, hostile_book
from mic25cli.calc.figure import chartable, figure
from mic25cli.calc.tally import TALLIES
from mic25cli.model.book import Book
from mic25cli.model.catalogue import LANGUAGES
from mic25cli.model.units import convert
from mic25cli.view.chart import ink, tally_vega, vega
from mic25cli.view.jsonout import compact


@cache
def schema() -> Any:
    import altair
    from jsonschema import Draft7Validator

    (path,) = Path(altair.__file__).parent.glob("vegalite/v6/schema/vega-lite-schema.json")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def faults(spec: Any) -> list[str]:
    return [each.message[:200] for each in schema().iter_errors(json.loads(compact(spec)))]


@pytest.mark.slow
def test_the_schema_refuses_what_is_no_specification(shipped: Book) -> None:
    spec = vega.spec(figure(shipped, ["nev-sales"]))
    assert faults(spec) == []
    spec["layer"][0]["mark"] = {"type": "nonsense"}
    assert faults(spec) != []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_specifications_are_valid(shipped: Book, lang: Any) -> None:
    for name in [*chartable(shipped)][::40]:
        assert faults(vega.spec(figure_of(shipped, name), lang)) == [], name
    two = figure(shipped, ["industrial-energy-intensity", "own-brand-robot-share"])
    assert faults(vega.spec(two, lang, "dark", 400)) == []
    for make in TALLIES.values():
        assert faults(tally_vega.spec(make(shipped, None, None), lang)) == []


@pytest.mark.slow
def test_the_data_of_every_chart_are_the_records(shipped: Book) -> None:
    for name in chartable(shipped):
        found = figure_of(shipped, name)
        (panel,) = found.panels
        read = simplejson.loads(compact(vega.spec(found)), use_decimal=True)
        data = read["data"]["values"]
        recorded = shipped.kind("indicators")[panel.indicator]["observations"]
        told = [each for each in data if each["mark"] == "observation"]
        assert len(told) == len(recorded), name

        def key(each: Any) -> tuple[Any, ...]:
            return tuple(
                str(each[name])
                for name in ("period", "basis", "value", "low", "high", "bound", "unit", "report")
            )

        assert sorted(map(key, told)) == sorted(map(key, recorded)), name
        for each in told:
            if each["left_out"] is None and each["value"] is not None:
                assert each["axis_value"] == convert(each["value"], each["unit"], panel.unit)
        for target in {each.target for each in panel.aims}:
            milestones = shipped.kind("targets")[target]["milestones"]
            own = [e for e in data if e["mark"] == "milestone" and e["target"] == target]
            assert sorted((str(e["year"]), str(e["value"]), e["report"]) for e in own) == sorted(
                (str(e["year"]), str(e["value"]), e["report"]) for e in milestones
            )


def test_lines_join_what_the_figure_joins(shipped: Book) -> None:
    found = figure(shipped, ["indicators/nev-sales"])
    data = vega.spec(found)["data"]["values"]
    runs: dict[str, list[Any]] = {}
    for each in data:
        if each["run"] is not None:
            runs.setdefault(each["run"], []).append(each)
    (panel,) = found.panels
    assert len(runs) == sum(len(series.runs) for series in panel.series) > 1
    for run in runs.values():
        assert len({each["basis"] for each in run}) == 1


ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@pytest.mark.slow
@pytest.mark.parametrize("width", [400, 640, 1400])
def test_no_number_lies_on_another_and_every_one_is_told(shipped: Book, width: int) -> None:
    for name in [*chartable(shipped)][::6]:
        spec = vega.spec(figure_of(shipped, name), "en", width=width)
        x, y = (spec["layer"][-1]["encoding"][each]["scale"] for each in "xy")
        (low, high), (least, most) = x["domain"], (float(each) for each in y["domain"])
        below = " ".join(spec["layer"][-1]["encoding"]["x"]["axis"]["title"])
        boxes = []
        for each in spec["data"]["values"]:
            if each["mark"] == "path" or each["left_out"] is not None:
                continue
            if each["label"] is None:
                assert each["printed"] in below or each["mark"] == "baseline", name
                continue
            share = (float(each["axis_value"]) - least) / (most - least)
            foot = y["range"][0] + share * (y["range"][1] - y["range"][0]) + each["label_dy"]
            at = (each["time"] - low) / (high - low) * width + each["label_dx"]
            anchor = ANCHORS[each["label_align"]]
            boxes.append(ink.text_box(each["label"], at, foot, 11, anchor))
        for one, other in combinations(boxes, 2):
            assert not one.meets(other), name
        for box in boxes:
            assert box.left >= -0.1 and box.right <= width + 0.1 and box.top >= -0.1, name


def test_the_key_is_told_in_words(shipped: Book) -> None:
    spec = vega.spec(figure(shipped, ["nev-own-brand-share"]), "en")
    below = " ".join(spec["layer"][-1]["encoding"]["x"]["axis"]["title"])
    for told in ("thick bar: target, at its due year", "thin bar: replaced", "hollow: grade D"):
        assert told in below


@pytest.mark.slow
def test_hostile_text_stays_text(records: Any) -> None:
    own = hostile_book(records(ODD))
    figures = [vega.spec(figure(own, ["goal"], "2025-12-31"), lang) for lang in LANGUAGES]
    tallies = [tally_vega.spec(make(own, "2025-12-31", None)) for make in TALLIES.values()]
    assert HOSTILE.replace("\u202e", "\\u202e") in str(figures[0]["title"]["text"][0])
    for spec in (*figures, *tallies):
        assert faults(spec) == []
        assert "\u202e" not in compact(spec)


@pytest.mark.others
@pytest.mark.slow
def test_nothing_in_a_specification_conflicts(shipped: Book) -> None:
    """The compiler of Vega-Lite warns of nothing; vl-convert says so on the error stream."""
    vl_convert = pytest.importorskip("vl_convert")
    probe = (
        "import sys, vl_convert as v;"
        "v.vegalite_to_vega(sys.stdin.read(), vl_version=v.get_vegalite_versions()[-1],"
        " show_warnings=True)"
    )
    assert vl_convert
    for spec in (
        vega.spec(figure(shipped, ["indicators/nev-sales"])),
        tally_vega.spec(TALLIES["funds"](shipped, None, None)),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", probe], input=compact(spec), capture_output=True, text=True
        )
        assert (ran.returncode, ran.stderr) == (0, "")
