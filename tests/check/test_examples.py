"""Every code has examples; each is reported where its example says, and none hides another."""

import shutil
from pathlib import Path

import pytest

import check_examples as examples
from mic25cli.check import registry

CODES = registry.codes()


@pytest.mark.parametrize("case", examples.cases("bad"), ids=examples.name)
def test_a_bad_example_is_found_in_its_place(case, tmp_path):
    folder = examples.unpacked(case, tmp_path)
    report = examples.checked(folder)
    found = [
        examples.Expected(
            Path(each.path).resolve().relative_to(folder.resolve()).as_posix()
            if not Path(each.path).is_symlink()
            else Path(each.path).name,
            each.line,
            each.column,
            each.code,
        )
        for each in report.diagnostics
    ]
    wanted = examples.expected(folder)
    assert wanted, "a bad example must say what is found in it"
    assert sorted(map(str, found)) == sorted(map(str, wanted))


@pytest.mark.parametrize("case", examples.cases("good"), ids=examples.name)
def test_a_good_example_stays_clean(case, tmp_path):
    report = examples.checked(examples.unpacked(case, tmp_path))
    assert [str(each) for each in report.diagnostics] == []
    assert report.fine == report.records > 0


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_the_bad_example_of_a_code_shows_that_code(code):
    case = registry.example(code.code, "bad")
    if not examples.is_described(case):
        found = examples.checked(case).diagnostics
        assert {(each.code, each.severity) for each in found} == {(code.code, code.severity)}


def test_every_folder_of_examples_is_that_of_a_code():
    folders = {path.name for path in registry.example("no-source", "bad").parents[1].iterdir()}
    assert folders == set(CODES)


@pytest.mark.slow
def test_every_code_is_found_in_its_place_in_some_case():
    shown = {each.code for case in examples.cases("bad") for each in examples.announced(case)}
    assert shown == set(CODES)


def test_every_code_is_explained():
    for code in CODES.values():
        assert code.why and code.title
        for example in (code.bad, code.good):
            assert example.startswith("# ") and "expect:" not in example
        assert code.code == code.code.lower() and " " not in code.code


RULED = [code for code in registry.codes() if code in registry.rules()]


@pytest.mark.parametrize("code", RULED)
def test_what_a_rule_finds_is_found_beside_an_unknown_key(code, tmp_path):
    case = registry.example(code, "bad")
    if examples.is_described(case):
        pytest.skip("it is only described")
    folder = tmp_path / "case"
    shutil.copytree(case, folder)
    first = examples.checked(folder).diagnostics
    files = [file for file in folder.rglob("*.yaml") if file.stem in {each.kind for each in first}]
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        # Below each id, the only text in the first column.
        more = [
            text
            for line in lines
            for text in (
                [line, "  no_such_key: 1"]
                if line.rstrip().endswith(":") and line[0] not in " #-"
                else [line]
            )
        ]
        file.write_text("\n".join(more) + "\n", encoding="utf-8")
    found = {(each.id, each.code) for each in examples.checked(folder).diagnostics}
    if (None, "unknown-key") in found or any(name == "unknown-key" for _, name in found):
        assert {(each.id, each.code) for each in first} <= found
