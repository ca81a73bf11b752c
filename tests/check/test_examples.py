"""Every code has examples, and each is found where its example says."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_examples as examples
from mic25cli.check import registry

CODES = registry.codes()


@pytest.mark.parametrize("case", examples.cases("bad"), ids=lambda case: case.name)
def test_a_bad_example_is_found_in_its_place(case: Path, tmp_path: Path) -> None:
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


@pytest.mark.parametrize("case", examples.cases("good"), ids=lambda case: case.name)
def test_a_good_example_stays_clean(case: Path, tmp_path: Path) -> None:
    report = examples.checked(examples.unpacked(case, tmp_path))
    assert [str(each) for each in report.diagnostics] == []
    assert report.fine == report.records > 0


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_the_examples_of_a_docstring_are_true(code: registry.Code, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    if examples.write_example(code.bad, tmp_path / "bad"):
        found = examples.checked(tmp_path / "bad").diagnostics
        assert {each.code for each in found} == {code.code}
        assert {each.severity for each in found} == {code.severity}
    assert examples.write_example(code.good, tmp_path / "good")
    assert examples.checked(tmp_path / "good").diagnostics == ()


@pytest.mark.slow
def test_every_code_has_a_bad_example_file() -> None:
    shown = {each.code for case in examples.cases("bad") for each in examples.announced(case)}
    assert shown == set(CODES)


def test_every_code_is_explained() -> None:
    for code in CODES.values():
        assert code.why and code.title and code.bad and code.good
        assert code.code == code.code.lower() and " " not in code.code
