"""The generated parts of docs/records.md: what the shipped records hold, in numbers.

`page()` gives the page with the text between its markers written anew; the rest
of the page is written by hand and stays.  `docs/build.py` calls it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mic25cli.calc.choice import Wanted, basis_of, choose
from mic25cli.calc.cites import grade_of
from mic25cli.calc.coverage import RecordTally, cover
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.model.kinds import KINDS
from mic25cli.view.render.md import escaped
from mic25cli.view.text import name_of
from mic25cli.view.verdict.explanation import datum

PAGE = Path(__file__).resolve().with_name("records.md")
_MARKED = re.compile(
    r"(<!-- begin generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end generated -->)", re.DOTALL
)

# The whole of the plan's time: the same whenever the page is generated.
_AS_OF = "2025-12-31"


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; columns of numbers to the right."""
    right = [all(isinstance(row[place], int) for row in rows) for place in range(len(heads))]
    lines = [list(heads), ["---:" if each else "---" for each in right]]
    lines += [[f"{each}" for each in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def kinds(dataset: RecordSet) -> str:
    """Records, claims and the span of their reports, by kind."""

    def row(kind: str, tally: RecordTally) -> list[object]:
        oldest, newest = tally.oldest_report, tally.newest_report
        span = f"{oldest.published} to {newest.published}" if oldest and newest else ""
        return [f"`{kind}`", KINDS[kind].help, tally.records, tally.claims, span]

    found = cover(dataset, "kind", Question(_AS_OF))
    rows = [row(each.kind, each.tally) for each in found.groups if each.kind is not None]
    total: list[object] = ["all", "", found.summary.records, found.summary.claims, ""]
    return _table(("Kind", "What", "Records", "Claims", "Stated in"), [*rows, total])


_GRADES = {
    "A": "the institution itself: a law, a plan, a ministry, a statistical office",
    "B": "an institute, a government's analysis, an association's own count",
    "C": "press, a firm on itself",
    "D": "anything else: unsigned, or written by a machine",
}
_ACCESS = {
    "original": "at its publisher",
    "reprint": "as a reprint by a third party",
    "copy": "as a copy on a lesser site",
    "digest": "as that site's own summary",
    "unseen": "not at all: known from what other sources say of it",
}


def sources(dataset: RecordSet) -> str:
    """Sources by authority and by grade, and by how they were seen."""
    every = list(dataset.kind("sources").values())
    grades, counts, access = (
        Counter(each["authority"] for each in every),
        Counter(grade_of(each) for each in every),
        Counter(each["access"] for each in every),
    )
    of_grade = [(f"`{key}`", said, grades[key], counts[key]) for key, said in _GRADES.items()]
    nothing = ("nothing", "a text that was not seen", 0, counts[None])
    return "\n".join(
        [
            _table(("Grade", "Whose words", "Sources", "Count as it"), [*of_grade, nothing]),
            _table(
                ("Access", "How the text was seen", "Sources"),
                [(f"`{word}`", meaning, access[word]) for word, meaning in _ACCESS.items()],
            ),
        ]
    )


def editions(dataset: RecordSet) -> str:
    """The reports that set milestones, in order of publication."""
    milestones = Counter(
        claim["report"]
        for target in dataset.kind("targets").values()
        for claim in target["milestones"]
    )
    found = [dataset.kind("sources")[report] for report in milestones]
    found.sort(key=lambda each: (each["published"] or "9999", each["id"]))
    rows = [
        (
            f"`{each['id']}`",
            escaped(each["title"]),
            each["published"] or "?",
            milestones[each["id"]],
        )
        for each in found
    ]
    return _table(("Report", "Title", "Published", "Milestones"), rows)


Lack = Literal["not-observed", "other-basis", "no-value", "other-unit", "open-period"]


@dataclass(frozen=True)
class Unmeasured:
    """A target that nothing measures, and why: no observation, or only such as do not fit it."""

    target: Record
    lacks: tuple[Lack, ...]


def unmeasured(dataset: RecordSet) -> list[Unmeasured]:
    """The targets whose indicator has no observation that they can be measured on."""
    found: list[Unmeasured] = []
    for target in dataset.kind("targets").values():
        indicator = dataset.get("indicators", target["indicator"])
        if indicator is None:
            continue
        numeric = [
            milestone["unit"] for milestone in target["milestones"] if milestone["unit"] is not None
        ]
        unit = numeric[0] if numeric else indicator["unit"]
        choice = choose(
            dataset, indicator, Wanted(unit, basis=basis_of(indicator, target["basis"]))
        )
        if choice.chosen is None:
            order: tuple[Lack, ...] = ("other-basis", "no-value", "other-unit", "open-period")
            lacks = tuple(each for each in order if each in {one.use for one in choice.candidates})
            found.append(Unmeasured(target, lacks or ("not-observed",)))
    return found


_LACKS: dict[Lack, str] = {
    "not-observed": "No observation of the indicator is on record",
    "other-basis": "The indicator is observed only on a basis other than the target's",
    "no-value": "The indicator's observations carry no number",
    "other-unit": "The indicator is observed in a unit that does not convert",
    "open-period": "The indicator is observed only for periods without an end",
}


def unmeasured_targets(dataset: RecordSet) -> str:
    """The targets that nothing measures, by name, under what is lacking."""
    found = unmeasured(dataset)
    count = len(dataset.kind("targets"))
    parts = [f"{len(found)} of {count} targets cannot be measured on anything recorded so far.\n"]
    for lack, title in _LACKS.items():
        group = [each for each in found if each.lacks[0] == lack]
        if group:
            parts.append(f"**{title}** ({len(group)}):\n")
            parts.append("\n".join(_item(each) for each in group) + "\n")
    return "\n".join(parts)


def _item(each: Unmeasured) -> str:
    return f"- {escaped(name_of(each.target['name'], 'both'))} (`{each.target['id']}`)"


def needed(dataset: RecordSet) -> str:
    """The one datum for each target that the records do not decide, as the target names it."""
    results = [
        each
        for each in evaluate(dataset, Question(_AS_OF))
        if each.milestone.applies and each.status == "not-assessable"
    ]
    parts = [
        f"{len(results)} of {len(dataset.kind('targets'))} targets have no computed status at the"
        f" milestone that applies on {_AS_OF}.\n"
    ]
    groups = (
        ("Outsiders have judged these", lambda met: met > 0),
        ("Nobody has judged these", lambda met: met == 0),
    )
    for title, belongs in groups:
        group = [each for each in results if belongs(_readings(each.outside))]
        parts.append(f"**{title}** ({len(group)}):\n")
        parts.append("\n".join(map(_needs, group)) + "\n")
    return "\n".join(parts)


def _readings(outside: Mapping[str, int]) -> int:
    """How many outsiders gave a verdict; an unclear one is none."""
    return sum(count for reading, count in outside.items() if reading != "unclear")


def _needs(result: Result) -> str:
    said = datum(result.milestone.data_needed, "en")
    return f"- `{result.target}`: {escaped(said or 'no figure is named')}"


BLOCKS: dict[str, Callable[[RecordSet], str]] = {
    "kinds": kinds,
    "sources": sources,
    "editions": editions,
    "unmeasured-targets": unmeasured_targets,
    "needed": needed,
}


def page() -> str:
    """docs/records.md as it should be: the text by hand, the blocks from the shipped records."""
    from mic25cli.store import load, place

    dataset = load.load_dataset((place.shipped(),))
    text = PAGE.read_text(encoding="utf-8")
    return _MARKED.sub(
        lambda found: f"{found[1]}\n{BLOCKS[found['name']](dataset)}\n{found[3]}", text
    )
