"""Questions that people have, the command that answers each, and what the first screen must show.

On a real terminal of 80 and of 120 columns, 24 lines: nobody scrolls back for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from conftest import Ran
from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.source_grades import independent_source
from mic25cli.model.dataset import RecordSet
from mic25cli.model.units import of_difference
from mic25cli.view.quantities import quantity, rounded_quantity

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


DAY = "2025-12-31"


def counted(dataset: RecordSet, year: int | None = None) -> list[Result]:
    """The milestone that applies of each target, or of those of a year."""
    results = evaluate(dataset, Question(DAY), series=False)
    return applying(each for each in results if year is None or each.milestone.year == year)


def missed_by(dataset: RecordSet) -> list[str]:
    missed = [each for each in counted(dataset, 2025) if each.status == "missed"]
    assert missed
    return [
        part
        for each in missed
        for part in (
            each.target,
            *(
                [rounded_quantity(each.shortfall, of_difference(each.unit))]
                if each.shortfall is not None and each.fit != "proxy"
                else []
            ),
        )
    ]


def raised_of_announced(dataset: RecordSet) -> list[str]:
    indicators = dataset.kind("indicators")
    (raised,) = indicators["government-guidance-funds-raised"]["observations"]
    sizes = indicators["government-guidance-funds-size"]["observations"]
    aimed = next(each for each in sizes if each["basis"] == "target")
    return [quantity(raised, "en"), str(aimed["value"])]


def weakly_sourced_chips(dataset: RecordSet) -> list[str]:
    chips = [each for each in counted(dataset) if "next-generation-it" in each.industries]
    seen = {each.target: each.later or each.observation for each in chips}
    weak = [key for key, reading in seen.items() if reading and reading.grade in ("C", "D")]
    assert weak
    return weak


def years_of_wording(dataset: RecordSet) -> list[str]:
    said = dataset.kind("wording")["quality"]["statements"]
    sources = dataset.kind("sources")
    return [f"{sources[each['report']]['published'][:4]}" for each in said]


def who_differs_on_ships(dataset: RecordSet) -> list[str]:
    share = dataset.kind("indicators")["shipbuilding-world-share"]
    of = [each for each in share["observations"] if each["basis"] == "completions-cgt"]
    told = [each for each in of if each["period"] == "2022"]
    bodies = {
        each["attributed"] or independent_source(dataset, each["cite"][0]["source"])
        for each in told
    }
    return [*(quantity(each, "en") for each in told), *bodies, "shipbuilding-world-share"]


def open_of_2025(dataset: RecordSet) -> list[str]:
    return [each.target for each in counted(dataset, 2025) if each.status == "not-assessable"]


def plan_and_roadmap(dataset: RecordSet) -> list[str]:
    both = ("mic25-plan-2015", "technology-roadmap-2017")
    return [f"{id_} ({dataset.kind('sources')[id_]['published']})" for id_ in both]


def chinese_footnote(dataset: RecordSet) -> list[str]:
    source = dataset.kind("sources")["merics-2019"]
    return [f"{'、'.join(source['authors'])}：《{source['title']}》，{source['publisher']}"]


def for_a_spreadsheet(dataset: RecordSet) -> list[str]:
    fields = dataset.kind("targets")
    rows = [(each.target, fields[each.target]["name"], each) for each in counted(dataset, 2025)]
    names = {key: [name["en"], name["zh"] or ""] for key, name, _ in rows}
    return [
        ",".join([key, *(f'"{text}"' if "," in text else text for text in names[key])])
        + f",{each.milestone.year},{each.status},"
        for key, _, each in rows
    ]


def changed_since_2019(dataset: RecordSet) -> list[str]:
    then = {
        (each.target, each.milestone.index): each.status
        for each in evaluate(dataset, Question("2019-07"), series=False)
    }
    now = evaluate(dataset, Question(DAY), series=False)
    verdicts = ("met", "missed", "met-late")
    changed = [
        each.target
        for each in now
        if each.status in verdicts
        and then.get((each.target, each.milestone.index)) not in (None, each.status)
    ]
    assert len(changed) > 10
    return changed


def agencies_and_what_they_are_part_of(dataset: RecordSet) -> list[str]:
    every = dataset.kind("institutions")
    of_china = [each for each in every.values() if each["country"] == "China"]
    above = {each["part_of"] for each in of_china if each["part_of"]}
    assert above
    called = [every[id_]["short_name"] or every[id_]["name"] for id_ in above]
    return [*(each["id"] for each in of_china), *(name["en"][:12] for name in called)]


def ways_with_foreign_firms(dataset: RecordSet) -> list[str]:
    return [*dataset.kind("partners")]


def countermeasures(dataset: RecordSet) -> list[str]:
    return [*dataset.kind("measures")]


def met(dataset: RecordSet) -> list[str]:
    return [each.target for each in counted(dataset) if each.status == "met"]


def known_robots(dataset: RecordSet) -> list[str]:
    robots = [each for each in counted(dataset) if "automation-and-robotics" in each.industries]
    rows = []
    for own in (True, False):
        of = [each.status for each in robots if (each.origin == "plan") is own]
        counts = (len(of), *map(of.count, ("met", "met-late", "missed", "not-assessable")))
        rows.append(f"Robots {' '.join(str(count) for count in counts if count)}")
    return rows


def targets_on_chips(dataset: RecordSet) -> list[str]:
    return [
        f"{each['id']} "
        for each in dataset.kind("targets").values()
        if each["id"] in ("ic-self-sufficiency", "ic-world-market-share")
    ]


def targets_of_robots(dataset: RecordSet) -> list[str]:
    return [each["id"] for each in dataset.kind("targets").values()
            if "automation-and-robotics" in each["industries"]]  # fmt: skip


FROM_RECORDS: list[tuple[str, str, Callable[[RecordSet], Sequence[str]]]] = [
    ("What was missed, and by how much?", "progress --year 2025 --status missed", missed_by),
    ("How much of what was announced was raised?",
     "indicators government-guidance-funds-raised", raised_of_announced),
    ("What on chips rests on weak sources alone?",
     "progress --industry chips --grade C,D --all", weakly_sourced_chips),
    ("How did the wording change by year?", "wording quality", years_of_wording),
    ("What do sources contradict each other on?", "contradictions", who_differs_on_ships),
    ("What cannot be told for 2025?", "progress --year 2025 --status not-assessable", open_of_2025),
    ("What does the plan say beside the roadmap of 2017?",
     "diff made-in-china-2025 technology-roadmap-2017", plan_and_roadmap),
    ("How do I cite it in Chinese?",
     "cite targets/nev-own-brand-share#2025@technology-roadmap-2017 --lang zh", chinese_footnote),
    ("How do I get it into Excel?", "progress --year 2025 -f csv", for_a_spreadsheet),
    ("Tell me in a message when a status changes.",
     "progress --against 2019-07 -f md", changed_since_2019),
    ("How does mid-2019 compare with now?", "progress --against 2019-07", changed_since_2019),
    ("Which agencies act, and what are they a part of?",
     "agencies --country China", agencies_and_what_they_are_part_of),
    ("How does China deal with foreign firms?", "partners", ways_with_foreign_firms),
    ("Which countermeasures are there?", "countermeasures", countermeasures),
    ("Which were reached?", "progress --status met", met),
    ("How much is known of each industry?", "industries progress", known_robots),
    ("What was promised on robots?", "robots --kind targets --limit 60", targets_of_robots),
    ("What is there on integrated circuits?", "targets chips", targets_on_chips),
]  # fmt: skip
"""Questions with what the records themselves say that the answer must have."""


def _shown(text: str, out: str) -> bool:
    """Whether a text is printed, or an id that a list of one line per record cuts short."""
    return text in out or any(f"{text[:end]}…" in out for end in range(12, len(text)))


@pytest.mark.others
@pytest.mark.parametrize("columns", ["80", "120"])
@pytest.mark.parametrize(
    ("words", "wanted"),
    [each[1:] for each in FROM_RECORDS],
    ids=[each for each, *_ in FROM_RECORDS],
)
def test_the_answer_has_what_the_records_say(
    mic25: Any,
    shipped: RecordSet,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    wanted: Callable[[RecordSet], Sequence[str]],
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    dates = () if words.startswith("diff") else ("--as-of", DAY)
    form = () if "-f" in words.split() else ("-f", "table")
    ran = mic25(*words.split(), *dates, *form)
    assert ran.code == 0, ran.err
    out = "".join(ran.out.split())
    missing = [each for each in wanted(shipped) if not _shown("".join(each.split()), out)]
    assert missing == [], ran.out
