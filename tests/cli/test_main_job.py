"""The main job, as its issue states it: look records up on a terminal, in a script, in a pipe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

from conftest import ROOT

Run = Callable[..., Any]
FUND = "national-ic-industry-investment-fund"
OF_THE_PAPER_SINCE_2016 = {
    "National Advanced Manufacturing Industry Investment Fund": "国家先进制造产业投资基金",
    "China Public VC Fund": "中国国有资本风险投资基金",
    "China Structural Reform Fund": "中国国有企业结构调整基金",
    "Civil-Military Integration Development Fund": "军民融合发展基金",
    "China Internet Investment Fund": "中国互联网投资基金",
    "Central Government SOE Guochuang Investment Guiding Fund": "中央企业国创投资引导基金",
    "National Emerging Industries VC Investment Guiding Fund": "国家新兴产业创业投资引导基金",
    "China Colleges and Universities Innovation Venture Fund": "中国高校双创产业投资基金",
}


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line for bash, in which `mic25` is the code of this checkout."""
    return subprocess.run(
        [
            "bash",
            "-c",
            f'mic25() {{ "{sys.executable}" -m mic25cli "$@"; }}; set -o pipefail; {line}',
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def test_funds_since_2016_in_both_languages(mic25: Run) -> None:
    ran = mic25("funds", "--since", "2016", "--lang", "both")
    head, *lines = [line.split("\t") for line in ran.out.splitlines()]
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    names = {row["name_en"]: row["name_zh"] for row in rows}
    assert OF_THE_PAPER_SINCE_2016.items() <= names.items()
    assert all(row["established"].removeprefix("../") >= "2016" for row in rows)
    assert "National IC Industry Investment Fund" not in names


@pytest.mark.parametrize("columns", [60, 100, 160])
def test_the_chinese_of_that_table_is_aligned(
    mic25: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = mic25("funds", "--since", "2016", "--lang", "both", "-f", "table").out.splitlines()
    start = cell_len(rows[0][: rows[0].index("名称")])
    assert max(map(cell_len, rows)) <= columns
    for name in OF_THE_PAPER_SINCE_2016.values():
        found = [row for row in rows if name[:4] in row]
        assert any(cell_len(row[: row.index(name[:4])]) == start for row in found), name


def test_the_ic_fund_shows_both_rounds_and_which_was_only_an_aim(mic25: Run) -> None:
    lines = mic25("funds", "show", FUND, "-f", "plain").out.splitlines()
    (raised,) = [line for line in lines if line.startswith("raised") and " 139 bn CNY" in line]
    (aim,) = [line for line in lines if line.startswith("target") and "up to 300 bn CNY" in line]
    assert raised.split()[4] == "1" and aim.split()[6] == "2"
    record = json.loads(mic25("funds", "show", FUND, "--json").out)
    rounds = {(each["kind"], each["round"], each["value"]) for each in record["amounts"]}
    assert {("raised", 1, 139), ("target", 2, 300)} <= rounds


@pytest.mark.others
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_names_through_jq() -> None:
    ran = shell("mic25 funds --json | jq -r '.[].name.zh'")
    assert (ran.returncode, ran.stderr) == (0, "")
    names = [line for line in ran.stdout.splitlines() if line != "null"]
    assert len(names) >= 16
    assert set(OF_THE_PAPER_SINCE_2016.values()) < set(names)


def test_names_without_jq(mic25: Run) -> None:
    records = json.loads(mic25("funds", "--json").out)
    assert len([record["name"]["zh"] for record in records if record["name"]["zh"]]) >= 16


def test_the_second_group_of_recommendations(mic25: Run) -> None:
    ran = mic25("recommendations", "--group", "2", "--json", "--fields", "number,title")
    found = json.loads(ran.out)
    assert [each["number"] for each in found] == ["2.1", "2.2", "2.3", "2.4"]
    assert all(list(each) == ["number", "title"] and each["title"] for each in found)


@pytest.mark.others
@pytest.mark.slow
def test_the_header_of_the_targets_through_head() -> None:
    ran = shell("mic25 targets -f tsv | head -1")
    assert ran.stdout.startswith("id\tname_en\tname_zh\taliases\tindicator\tbasis\t")
    assert ran.stdout.count("\n") == 1
    assert (ran.returncode, ran.stderr) == (0, "")


def test_ningbo_in_either_language(mic25: Run) -> None:
    def ids(text: str) -> list[str]:
        found = json.loads(mic25("pilots", "--text", text, "--json").out)
        return [each["id"] for each in found]

    assert ids("ningbo") == ids("Ningbo")
    assert ids("ningbo")[0] == ids("宁波")[0] == "ningbo-pilot-city"


def test_an_unknown_industry_exits_2_with_a_suggestion(mic25: Run) -> None:
    ran = mic25("industries", "show", "nosuch")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("mic25: there is no industry 'nosuch'; choose from ")
    assert "next-generation-it" in ran.err
    near = mic25("industries", "show", "next-generation")
    assert near.err == (
        "mic25: there is no industry 'next-generation'; did you mean 'next-generation-it'?\n"
    )


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("industries", 10),
        ("funds", 16),
        # Two more aims of the paper have neither number nor year: a finding tells of them.
        ("targets", 6),
        # Two more that the paper lists among pilots are a laboratory and a project of cooperation.
        ("pilots", 16),
        ("recommendations", 15),
        ("documents", 40),
    ],
)
def test_the_paper_is_in_the_dataset(mic25: Run, kind: str, least: int) -> None:
    records = json.loads(mic25(kind, "--json").out)
    cited = [each for each in records if "merics-2019" in json.dumps(each)]
    assert len(cited) >= least
    if kind in ("industries", "recommendations"):
        assert len(records) == least


def test_every_claim_from_the_paper_was_checked_in_its_text(mic25: Run) -> None:
    """With a locator, as the issue asks for the records of the paper."""

    def cites(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, dict):
            own = [value] if value.get("source") == "merics-2019" and "checked" in value else []
            return own + [cite for each in value.values() for cite in cites(each)]
        if isinstance(value, list):
            return [cite for each in value for cite in cites(each)]
        return []

    for kind in ("industries", "funds", "targets", "pilots", "recommendations", "indicators"):
        for record in json.loads(mic25(kind, "--json").out):
            for cite in cites(record):
                assert cite["checked"] == "text" and cite["at"], (kind, record["id"])


@pytest.mark.slow
def test_the_commands_of_the_issue_exist(mic25: Run) -> None:
    for kind in (
        "industries",
        "funds",
        "targets",
        "pilots",
        "recommendations",
        "indicators",
        "sources",
    ):
        for command in ((kind,), (kind, "list"), (kind, "show", "--help"), (kind, "--help")):
            assert mic25(*command).code == 0, command
    assert mic25("validate", "--help").code == 0


def test_version(mic25: Run) -> None:
    from mic25cli import __version__

    assert mic25("--version") == mic25("--version")
    assert mic25("--version").out == f"mic25 {__version__}\n"
