"""Any word is a way in: what words lead to that are no command, and what is refused."""

import json
import re

import pytest

from mic25cli.cli import bare_words


@pytest.mark.others
@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("nev-sales", "explain nev-sales"),
        ("NEV-Sales", "explain nev-sales"),
        ("nev-sales 2025", "explain nev-sales --year 2025"),
        ("explain nev-sales 2025", "explain nev-sales --year 2025"),
        ("big-fund", "funds show national-ic-industry-investment-fund"),
        ("大基金", "funds show national-ic-industry-investment-fund"),
        ("huawei", "enterprises show huawei"),
        ("terms/gdp", "terms show gdp"),
        ("compare 2015 2018", "diff 2015 2018"),
        ("status nev-sales", "progress nev-sales"),
        ("glossary", "terms"),
        ("list targets", "targets"),
        ("list", "info"),
        ("version", "--version"),
        ("-V", "--version"),
        ("fund", "funds"),
        ("industry", "industries"),
        ("TERM", "terms"),
        ("pilot --limit 2", "pilots --limit 2"),
        ("recommendations 3.3", "recommendations limit-dependence-on-critical-components"),
        ("recommendations #3.3", "recommendations 3.3"),
        ("measures 2", "measures investment-regulations"),
        ("agency MIIT", "institutions miit"),
        ("explain nev_sales", "explain nev-sales"),
        ("chart robots", "chart --industry automation-and-robotics"),
        ("chart nev sales", "chart nev-sales"),
        ("targets 2025", "targets --year 2025"),
        ("targets 2025 --limit 2", "targets --year 2025 --limit 2"),
        ("events 2018", "events --year 2018"),
        ("funds 2014-2015", "funds --since 2014 --until 2015"),
        ("progress 2025", "progress --year 2025"),
        ("timeline 2018", "timeline --since 2018 --until 2018"),
        ("timeline tariff", "timeline --text tariff"),
        ("timeline tariff 2018", "timeline --text tariff --since 2018 --until 2018"),
        ("assessments compare ships", "assessments compare --industry ships"),
        ("brief big-fund", "brief funds/national-ic-industry-investment-fund"),
        ("industries chips", "industries show next-generation-it"),
        ("explain robots", "targets --text robots"),
        ("targets robots", "targets --text robots"),
        ("targets --report made-in-china-2025", "targets --report mic25-plan-2015"),
        ("progress --report made-in-china-2025", "progress --report mic25-plan-2015"),
        (
            "diff made-in-china-2025 technology-roadmap-2017",
            "diff mic25-plan-2015 technology-roadmap-2017",
        ),
    ],
)
def test_words_lead_where_a_command_does(mic25, line: str, same: str) -> None:
    ran = mic25(*line.split())
    assert ran.code == 0
    assert ran.out == mic25(*same.split()).out


@pytest.mark.parametrize("line", ["robots 2025", "芯片", "innovation center", "nev sales share"])
def test_several_things_are_listed(mic25, line: str) -> None:
    ran = mic25(*line.split(), "--json")
    assert ran.code == 0
    assert len(json.loads(ran.out)) > 1


def test_targets_in_a_list_have_their_status(mic25) -> None:
    shown = mic25("robots", "2025", "-f", "table").out
    assert "2025: 260,000 units · ✓ met" in shown
    assert "all of them: mic25 robots 2025 --limit " in shown
    ids = {hit["id"] for hit in json.loads(mic25("robots", "2025", "--json").out)}
    due = json.loads(mic25("targets", "--year", "2025", "--json").out)
    assert "robot-density-plan-2016" not in ids
    assert {"robot-stock", "robot-annual-sales"} <= ids & {target["id"] for target in due}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nev-sales", "taken as: mic25 explain nev-sales\n"),
        ("nev-sales 2025 --lang zh", "按此执行：mic25 explain nev-sales 2025 --lang zh\n"),
        ("explain robots", "taken as: mic25 targets --text robots\n"),
        (
            "progress --industry chips --limit 1",
            "'chips' taken as the industry next-generation-it; narrower: mic25 search chips\n",
        ),
    ],
)
def test_what_words_are_taken_for_is_told(mic25, line: str, told: str) -> None:
    assert told in mic25(*line.split()).err
    assert told not in mic25(*line.split(), "-q").err
    # A command of its own is told nothing of what another was asked.
    assert "taken as" not in mic25("funds", "--limit", "1").err


@pytest.mark.parametrize("line", ["progress --industry 2", "progress --industry new-materials"])
def test_an_industry_by_its_own_name_is_not_told(mic25, line: str) -> None:
    assert "taken as" not in mic25(*line.split()).err


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("valdate", True), ("valdiate", True), ("vaidat", True), ("vlidaet", True),
        ("vldaet", False),
        ("cites", True), ("cti", False), ("diffs", True), ("deff", True), ("robots", False),
        ("nev-sales", False), ("chips", False), ("battery", False),
    ],
)  # fmt: skip
def test_a_slip_is_one_edit_away_and_two_from_six_letters_on(word: str, slip: bool) -> None:
    assert bare_words.is_slip(word, ["validate", "cite", "diff", "report", "events"]) is slip


def test_words_beside_several_datasets_open_what_one_has(mic25) -> None:
    both = ("--dataset", "mic25", "--dataset", "digital-decade")
    ran = mic25("huawei", *both)
    assert ran.code == 0 and "enterprise · huawei" in ran.out
    assert "digital-decade: 'huawei' is neither a command" in ran.err
    assert mic25("qqqqqq", *both).code == 2
    shown = mic25("digital-decade:gigabit-2030")
    assert shown == mic25("show", "digital-decade:gigabit-2030")
    assert shown.code == 0
    assert mic25("mic25:nosuch").code == 2


def test_the_title_of_a_source_is_nobodys_name_beside_an_industry(mic25) -> None:
    assert mic25("大飞机").out.split("\n")[1].startswith("aviation-and-space-equipment\tindustries")


SEVERAL = ["nev-sales", "nev-own-brand-share", "robot-stock"]


@pytest.mark.others
@pytest.mark.parametrize("format_", ["table", "plain", "md", "json", "ndjson", "tsv", "csv"])
@pytest.mark.parametrize("ids", [SEVERAL[:2], SEVERAL], ids=len)
@pytest.mark.parametrize("way", ["explain", "explain --full", "targets show", "show", ""])
def test_every_id_of_several_is_told_of(mic25, way: str, ids: list[str], format_: str) -> None:
    """Ids that share words with the name of one are not read as a part of it."""
    ran = mic25(*way.split()[:1], *way.split()[1:], *ids, "-f", format_)
    assert ran.code == 0, ran.err
    if format_ in ("json", "ndjson"):
        text = ran.out if format_ == "json" else f"[{','.join(ran.out.splitlines())}]"
        told = [each.get("id") or each["target"] for each in json.loads(text)]
        assert list(dict.fromkeys(told)) == ids
    elif format_ in ("tsv", "csv"):
        rows = ran.out.splitlines()[1:]
        assert list(dict.fromkeys(re.split(r"[,\t]", row)[0] for row in rows)) == ids
    else:
        places = [ran.out.find(each) for each in ids]
        assert -1 not in places and places == sorted(places)


@pytest.mark.parametrize("way", ["explain", "targets show", "progress", "chart", "cite", ""])
def test_an_id_beside_a_slip_is_not_read_as_one_name(mic25, way: str) -> None:
    ran = mic25(*way.split(), "nev-own-brand-share", "nev-sale")
    assert ran.code == 2 and "nev-sale" in ran.err, (ran.out, ran.err)
