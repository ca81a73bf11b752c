"""Loading: layers of folders, ids across files, and which records are valid."""

from pathlib import Path

import pytest

from mic25cli.errors import UsageError
from mic25cli.store import check_input, load

GOOD = "{name: {en: A}, cite: [{source: s, checked: text}]}"


def codes(loaded):
    return [(Path(each.path).name, each.line, each.code) for each in loaded.diagnostics]


def test_files_tell_what_was_found_and_what_is_fine(records):
    folder = records({"terms.yaml": f"a: {GOOD}\nb: {{}}\nc: {GOOD}\n"})
    [file] = load.load([folder]).files
    assert (file.kind, tuple(file.ids), tuple(file.valid), file.readable) == (
        "terms",
        ("a", "b", "c"),
        ("a", "c"),
        True,
    )


def test_the_sound_records_of_a_broken_file_are_loaded(records):
    loaded = load.load([records({"terms.yaml": f"a: {GOOD}\nb: @\nc: {GOOD}\n"})])
    assert list(loaded.records["terms"]) == ["a", "c"]
    assert ("terms", "b") in loaded.ids and codes(loaded) == [("terms.yaml", 2, "yaml-syntax")]


def test_a_broken_file_hides_nothing_of_the_others(records):
    folder = records(
        {
            "terms/a.yaml": "a: [",
            "terms/b.yaml": "b: {}\n",
            "events.yaml": "e: {x: 1}\n",
            "x.yaml": "x: 1\n",
        }
    )
    found = {(name, code) for name, _, code in codes(load.load([folder]))}
    assert {("a.yaml", "yaml-syntax"), ("b.yaml", "missing-key"), ("events.yaml", "unknown-key"),
            ("x.yaml", "unknown-kind")} <= found  # fmt: skip


def test_an_id_of_a_broken_record_is_taken_all_the_same(records):
    loaded = load.load([records({"terms/a.yaml": "a: {}\n", "terms/b.yaml": f"a: {GOOD}\n"})])
    assert ("b.yaml", 1, "duplicate-id") in codes(loaded)


def test_an_id_with_a_line_end_is_none(records):
    loaded = load.load([records({"terms.yaml": f'"a\\n": {GOOD}\n'})])
    assert codes(loaded) == [("terms.yaml", 1, "bad-id")]


# --- scopes: what a path on the command line means


def test_a_file_beside_other_records_stands_in_their_dataset(records):
    folder = records({"terms.yaml": f"a: {GOOD}\n", "events.yaml": "e: {}\n"})
    [found] = check_input.scopes([folder / "terms.yaml"])
    assert found.folders == (folder,)


def test_paths_that_cannot_be_meant_are_refused(tmp_path, records):
    dataset = records({"terms.yaml": f"a: {GOOD}\n"})
    for paths, kind in (
        ([tmp_path / "gone"], None),
        ([Path("-")], None),
        ([dataset / "terms.yaml"], "terms"),
        ([dataset], "term"),
    ):
        with pytest.raises(UsageError):
            check_input.scopes(paths, [dataset], kind)


def test_a_file_of_two_editions_is_parsed_once_and_read_with_each_ones_units(tmp_path, monkeypatch):
    parse, parsed = load.yamlio.records, []
    monkeypatch.setattr(load.yamlio, "records", lambda text: (parsed.append(text), parse(text))[1])
    target = "goal:\n  name: {en: Goal}\n  indicator: share\n  milestones:\n"
    target += "    - {year: 2025, value: 7, report: paper, cite: [{source: paper}]}\n"
    paper = "paper: {title: Paper, published: 2020, lang: en, authority: B, coverage: full}\n"
    for name, unit in (("old", "percent"), ("new", "units")):
        folder = tmp_path / name
        folder.mkdir()
        share = f"share:\n  name: {{en: Share}}\n  definition: A share.\n  unit: {unit}\n"
        for kind, text in (("targets", target), ("sources", paper), ("indicators", share)):
            (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    with load.parsed_once():
        old, new = (load.load([tmp_path / name]) for name in ("old", "new"))
    assert len(parsed) == 4
    units = [side.records["targets"]["goal"]["milestones"][0]["unit"] for side in (old, new)]
    assert units == ["percent", "units"]
