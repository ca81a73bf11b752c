"""How an edit of records can change a verdict, and whether the gate of `progress` accepts it."""

import json
from typing import Any

import pytest
import yaml

from builders import spoil, written
from cases import cases
from conftest import ROOT

GATE = ROOT / "tests" / "datasets" / "gate"
LAST_DAY = {f"sources.{each}.published": "2025-10" for each in ("annual", "again", "blog")}


def written_out(value):
    """A value of an edit with its defaults: the citation of a claim, the rationale of a basis."""
    if isinstance(value, list):
        return [written_out(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: written_out(each) for key, each in value.items() if key != "from"}
    if "from" in value:
        found |= {"report": value["from"], "cite": [{"source": value["from"], "checked": "text"}]}
    if "fit" in value:
        found |= {"rationale": "so", **({"side": "lower"} if value["fit"] == "one-sided" else {})}
    return found


def edited(edits):
    """The dataset with renamed records and other values at some paths, or none for `gone`."""
    dataset: dict[str, Any] = {
        path.stem: yaml.safe_load(path.read_text("utf-8")) for path in GATE.iterdir()
    }
    for old, new in edits.get("rename", {}).items():
        kind, _, id_ = old.partition(".")
        dataset[kind][new.partition(".")[2]] = dataset[kind].pop(id_)
    for path, value in edits.items():
        if path != "rename":
            spoil(dataset, f"-{path}" if value == "gone" else path, written_out(value))
    return dataset


def as_files(folder, dataset):
    texts = {f"{kind}.yaml": json.dumps(records) for kind, records in dataset.items()}
    return str(written(folder, texts))


@pytest.fixture
def before():
    return str(GATE)


@pytest.mark.others
@cases
def test_a_gate_on_an_edit(mic25, before, tmp_path, edits, stopped, measures, options):
    now = as_files(tmp_path / "now", edited(edits))
    gate = ("progress", "--against", before, "--records", now, *options.split(), "--json")
    ran = mic25(*gate, "--fail-on", "worse,lost")
    rows = json.loads(ran.out)["results"]
    found = {tuple(row["redefined"]) for row in rows if row["redefined"]}
    assert (ran.code == 1) == stopped
    assert found == ({tuple(measures)} if measures else set())
    assert all((row["changed"] == "redefined") == bool(row["redefined"]) for row in rows)
    assert mic25(*gate, "--fail-on", "changed").code == (1 if measures is not None else 0)
    assert mic25(*gate, "--fail-on", "redefined").code == (1 if measures else 0)


def test_both_sides_are_judged_at_the_later_last_day(mic25, before, tmp_path):
    """The same is true of a diff; a requested date decides alone."""
    now = as_files(tmp_path / "now", edited(LAST_DAY))
    for old, new in ((before, now), (now, before)):
        told = mic25("progress", "--against", old, "--records", new, "--json")
        assert json.loads(told.out)["old"]["as_of"] == "2026-03-31"
        assert ("both sides are judged as of the later day, 2026-03-31" in told.err) == (new == now)
        changed = mic25("diff", "--records-from", old, "--records", new, "--json")
        assert not [c for c in json.loads(changed.out)["results"] if c["class"] == "outcome"]
    asked = mic25("progress", "--against", before, "--records", now, "--as-of", "2026", "--json")
    assert (json.loads(asked.out)["old"]["as_of"], json.loads(asked.out)["results"]) == ("2026", [])


def test_a_filter_hides_no_change(mic25, before, tmp_path):
    """A milestone counts by its status before, too, and a target by either of its ids."""
    more = {"formerly": ["targets/mis"], "basis": "wide", "evidence": []}
    edits = {"rename": {"targets.mis": "targets.new"}}
    edits |= {f"targets.new.{key}": value for key, value in more.items()}
    now = as_files(tmp_path / "now", edited(edits))
    for asked in (("new",), ("--status", "missed"), ("--status", "met")):
        ran = mic25("progress", *asked, "--against", before, "--records", now, "--fail-on", "worse",
                    "--json")  # fmt: skip
        (row,) = json.loads(ran.out)["results"]
        assert (ran.code, row["target"], row["old"]["status"]) == (1, "new", "missed"), asked


@cases
def test_what_is_measured_by_is_named(mic25, before, tmp_path, lang, told):
    now = as_files(
        tmp_path / "now", edited({"targets.near.evidence": [{"basis": "wide", "fit": "exact"}]})
    )
    gate = ("progress", "--against", before, "--records", now, "--fail-on", "worse")
    for form in ("plain", "md", "junit", "github", "sarif"):
        ran = mic25(*gate, "--lang", lang, "-q", "-f", form)
        assert ran.code == 1 and told in ran.out.replace("%3A", ":"), form
