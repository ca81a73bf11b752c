"""Questions that people have, the command that answers each, and what the first screen must show.

On a real terminal of 80 and of 120 columns, 24 lines: nobody scrolls back for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from conftest import Ran
from mic25cli.calc.source_grades import independent_source
from mic25cli.model.dataset import RecordSet
from mic25cli.view.quantities import quantity

QUESTIONS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    (
        "Who funds semiconductors?",
        ("search", "semiconductor", "--kind", "funds"),
        ("national-ic-industry-investment", "also: integrated circuit", "Found "),
    ),
    (
        "How much is in the Big Fund?",
        ("funds", "大基金"),
        ("National IC Industry Investment Fund", "139 bn CNY", "raised"),
    ),
    ("What does 自主率 mean?", ("terms", "自主率"), ("self-sufficiency rate",)),
    ("Which pilots are in Zhejiang?", ("pilots", "--province", "浙江"), ("ningbo-pilot-city",)),
    (
        "What changed between the roadmaps?",
        ("diff", "technology-roadmap-2015", "technology-roadmap-2017"),
        (">80% → 90%", "1 raised", "unseen"),
    ),
    (
        "What do outsiders say of ships?",
        ("search", "ships", "--kind", "assessments"),
        ("kiet-2024-shipbuilding",),
    ),
    (
        "Which state firms build ships?",
        ("enterprises", "--industry", "shipbuilding", "--ownership", "state"),
        ("COMEC", "Dalian Shipbuilding"),
    ),
    ("What is there on batteries?", ("search", "batteries"), ("indicators", "«", "Showing 20 of")),
    (
        "What was raised by 2025?",
        ("diff", "2015", "2025", "--class", "raised"),
        (">80% → 90%", "100 bn CNY"),
    ),
    (
        "Which targets were met by the end of 2025?",
        ("progress", "--as-of", "2025-12-31", "--status", "met"),
        ("met",),
    ),
    (
        "How did the trade dispute go?",
        ("events", "--type", "trade", "--since", "2018-03", "--until", "2018-09"),
        ("Section 301", "ZTE"),
    ),
    (
        "Which funds are above 100 billion yuan?",
        ("funds", "--min-amount", "1000亿", "--sort", "established"),
        ("139 bn CNY",),
    ),
    ("Who is CATL?", ("enterprises", "catl"), ("Contemporary Amperex Technology",)),
    ("What is the plan called in Chinese?", ("show", "mic25"), ("中国制造2025",)),
    ("What is 集成電路?", ("search", "集成電路", "--kind", "terms"), ("ic", "integrated circuit")),
    ("What is xinnengyuan?", ("search", "xinnengyuan", "--kind", "terms"), ("nev", "«新能源»")),
    ("What can I do here?", (), ("mic25 search", "mic25 --help")),
    ("How do I get JSON?", ("help", "formats"), ("json", "--fields")),
    ("What does grade B mean?", ("help", "grades"), ("a research institute",)),
    ("Is BYD private?", ("enterprises", "BYD"), ("private",)),
    (
        "Which targets for 2030 are there in new energy cars?",
        ("targets", "--industry", "EV", "--year", "2026-2030"),
        ("2030",),
    ),
    (
        "Which target is there for industrial robots, and what came of it?",
        ("targets", "--text", "robot share"),
        ("own-brand-robot-s", "2025: 70%", "? not assessable", "explain"),
    ),
    (
        "Who set the target for industrial robots?",
        ("targets", "own-brand-robot-share"),
        ("2025", "70%", "2015 roadmap"),
    ),
    (
        "Was it met, says who?",
        ("explain", "own-brand-robot-share"),
        # How firm it is and what would settle it stand before the commands for more.
        ("leaning missed", "70% by 2025", "% for 20", "[1]", "Data needed"),
    ),
    (
        "What may I cite for the 90 % of new energy cars?",
        ("cite", "targets/nev-own-brand-share", "--style", "bibtex"),
        ("@",),
    ),
    (
        "How did car sales run against the target?",
        ("chart", "nev-sales"),
        ("Met: ", "2015 target was 3 million"),
    ),
    (
        "One page on the robot industry?",
        ("brief", "robots"),
        ("Automation and robotics", " targets of the plan, ", "Targets, and who set them"),
    ),
    (
        "Do the outside verdicts agree?",
        ("assessments", "compare"),
        ("Assessor", "MERICS", "✗ Missed (computed)"),
    ),
    (
        "Which targets were raised?",
        ("targets", "--changed", "raised"),
        ("nev-own-brand-share", ">80% → 90%"),
    ),
    ("What of the tariffs?", ("timeline", "--text", "tariffs"), ("Section 301", "tariff-list")),
    (
        "How does each industry stand?",
        ("industries", "progress"),
        ("Power", "Not assessable|?", "New materials", "No particular industry"),
    ),
    (
        "Was the chip target met?",
        ("explain", "ic-self-sufficiency"),
        ("✗ missed", "70% by 2025", "% for 20", "Outside assessments"),
    ),
    (
        "When did Ningbo become a pilot city?",
        ("pilots", "宁波"),
        ("18 August 2016", "Ningbo", "approved"),
    ),
    (
        "Which roadmaps are there?",
        ("documents", "--type", "roadmap"),
        ("technology-roadmap-2015", "technology-roadmap-2017", "January 2018"),
    ),
    (
        "Where are robots weak?",
        ("findings", "--industry", "robots", "--stance", "weakness"),
        ("most-vulnerable-fields", "Vulnerability shows"),
    ),
    ("How good are the sources?", ("coverage",), ("targets", "Claims", "Text")),
    ("What does 'proxy' mean?", ("help", "fit"), ("proxy", "a hint")),
    (
        "How many 5G base stations are there?",
        ("search", "5G base stations"),
        ("5g-base-stations", "Showing 20 of|Found"),
    ),
    (
        "Whom does MERICS advise?",
        ("recommendations",),
        ("EU", "joint-and-small-group-innovation-efforts"),
    ),
    (
        "Is the share of R&D known for 2025?",
        ("explain", "manufacturing-rd-intensity"),
        ("manufacturing-rd-intensity", "Status", "Target"),
    ),
    (
        "Which targets were missed?",
        ("targets", "--status", "missed"),
        ("✗ missed", "Status", "domestic-aircraft-s"),
    ),
    ("What was promised on robots for 2025?", ("robots", "2025"), ("robot-annual-sales", "2025: ")),
    (
        "Which funds are there since 2018?",
        ("funds", "--since", "2018", "--fields", "id,established"),
        ("national-strategic-emerging-industry-development-fund", "2018-12"),
    ),
]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    ("question", "words", "wanted"), QUESTIONS, ids=[each for each, _, _ in QUESTIONS]
)
def test_the_first_screen_answers(
    terminal: Callable[..., Ran],
    question: str,
    words: tuple[str, ...],
    wanted: tuple[str, ...],
    columns: int,
) -> None:
    ran = terminal(*words, columns=columns)
    assert ran.code == 0, ran.err
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", ran.out)
    screen = "\n".join(plain.splitlines()[:24])
    for each in wanted:
        assert any(part in screen for part in each.split("|")), (
            f"{question} {each!r} is not in:\n{screen}"
        )


def test_what_sources_contradict_each_other_on_has_each_value_and_its_body(
    mic25: Callable[..., Ran], shipped: RecordSet
) -> None:
    share = shipped.kind("indicators")["shipbuilding-world-share"]
    of = [each for each in share["observations"] if each["basis"] == "completions-cgt"]
    told = [each for each in of if each["period"] == "2022"]
    bodies = {
        each["attributed"] or independent_source(shipped, each["cite"][0]["source"])
        for each in told
    }
    out = "".join(mic25("contradictions", "-f", "table").out.split())
    wanted = [*(quantity(each, "en") for each in told), *bodies, "shipbuilding-world-share"]
    assert len(bodies) > 1 and [x for x in wanted if "".join(x.split()) not in out] == []
