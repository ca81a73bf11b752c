"""The generated parts of docs/progress.md: classes, statuses, reasons, rules of choice, accounts.

`page()` gives the page with the text between its markers written anew; the rest
of the page is written by hand and stays.  `docs/build.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.method import Method
from mic25cli.calc.progress.methods import METHODS
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.rollup import Counts, roll_up
from mic25cli.calc.progress.status import BLOCKING, CODES, STATUSES
from mic25cli.cli.topics import printed_max_changes
from mic25cli.model.dataset import RecordSet
from mic25cli.view.text import label, label_of
from mic25cli.view.verdict.headline import headline
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.status_marks import STATUSES as SIGNS
from mic25cli.view.verdict.status_words import status_text, word

PAGE = Path(__file__).resolve().with_name("progress.md")
_MARKED = re.compile(
    r"(<!-- begin generated: (?P<name>[a-z0-9-]+) -->\n).*?(<!-- end generated -->)", re.DOTALL
)

DATES = ("2019-07", "2025-12-31")
"""When the paper was written, and when the plan ended."""


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; columns of numbers to the right."""
    right = [all(isinstance(row[place], int) for row in rows) for place in range(len(heads))]
    lines = [list(heads), ["---:" if each else "---" for each in right]]
    lines += [[f"{each}" for each in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def classes(method: Method) -> str:
    """The classes of a method on the common scale."""
    rows = [
        [
            f"`{cut.word}`",
            "below that"
            if cut.least is None
            else f"{'above' if cut.above else 'from'} {cut.least:g}",
            f"`{cut.status}`",
        ]
        for cut in method.cuts
    ]
    return table((f"Class on `{method.measure}`", "Ratio", "Common scale"), rows)


def statuses() -> str:
    """The closed set of statuses."""
    rows = [
        [SIGNS[each][0], f"`{each}`", word(each, "zh"), label(f"status-means-{each}", "en")]
        for each in STATUSES
    ]
    return table(("", "Status", "Chinese", "Meaning"), rows)


def reasons() -> str:
    """The closed set of reason codes."""
    rows = [
        [
            f"`{code}`",
            "no verdict" if code in BLOCKING else "remark",
            label(f"reason-means-{code}", "en"),
        ]
        for code in CODES
    ]
    return table(("Reason", "Kind", "Meaning"), rows)


CASES = (
    ("national-manufacturing-innovation-centres", 2020, "mic25-plan-2015", "2025-12-31"),
    ("national-manufacturing-innovation-centres", 2020, "mic25-plan-2015", "2019-07"),
    ("national-manufacturing-innovation-centres", 2025, "mic25-plan-2015", "2025-12-31"),
    ("quality-competitiveness-index", 2020, "mic25-plan-2015", "2025-12-31"),
    ("quality-competitiveness-index", 2025, "mic25-plan-2015", "2025-12-31"),
    ("cnc-rate", 2025, "mic25-plan-2015", "2025-12-31"),
    ("broadband-penetration", 2020, "mic25-plan-2015", "2025-12-31"),
    ("nev-own-brand-share", 2025, "technology-roadmap-2015", "2017-06"),
    ("nev-own-brand-share", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("nev-own-brand-share", 2025, "technology-roadmap-2017", "2025-12-31"),
    ("own-brand-robot-share", 2020, "technology-roadmap-2015", "2025-12-31"),
    ("own-brand-robot-share", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("phone-chip-domestic-share", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("robot-density-plan-2016", 2020, "robot-plan-2016", "2025-12-31"),
    ("green-demonstration-factories", 2020, "mic25-plan-2015", "2025-12-31"),
    ("manufacturing-rd-intensity", 2025, "mic25-plan-2015", "2019-07"),
    ("manufacturing-rd-intensity", 2025, "mic25-plan-2015", "2025-12-31"),
    ("nev-makers-global-top-ten", 2025, "technology-roadmap-2015", "2025-12-31"),
    ("rd-intensity-national", 2019, "merics-2019", "2025-12-31"),
)
"""Milestones, each by target, year and report, with the date at which it is looked at."""


def cases(dataset: RecordSet) -> str:
    """What is said of the milestones of `CASES` that the records hold."""
    rows = []
    for target, year, report, as_of in CASES:
        for result in evaluate(dataset, Question(as_of), [target]):
            if (result.milestone.year, result.milestone.report) == (year, report):
                seen = result.observation
                rows.append(
                    [
                        target,
                        str(year),
                        report,
                        as_of,
                        f"{amount(result.milestone, 'en')}",
                        "" if seen is None else f"{amount(seen, 'en')} ({seen.period})",
                        status_text(result, "en"),
                        ", ".join(f"`{each}`" for each in result.reasons),
                    ]
                )
    heads = ("Target", "Year", "Set by", "As of", "Wanted", "Observed", "Status", "Reasons")
    return table(heads, rows)


def accounts(dataset: RecordSet) -> str:
    """The shipped targets at both dates: counts by status and by industry."""
    parts = []
    for date in DATES:
        results = evaluate(dataset, Question(date), depends=True)
        parts.append(f"As of {date}:\n\n{_by_industry(dataset, results, date)}")
    return "\n".join(parts)


def _by_industry(dataset: RecordSet, results: Sequence[Result], as_of: str) -> str:
    rolled = roll_up(applying(results), "industry")
    total = rolled.total
    occurring = [each for each in STATUSES if total.statuses[each]]

    def row(name: str, counts: Counts) -> list[object]:
        numbers = [counts.statuses[each] for each in occurring]
        return [name, counts.by_targets.targets, *numbers]

    def name(key: str | None) -> str:
        return "(none named)" if key is None else label_of(dataset, "industries", key, "en")

    rows = [row(name(group.key), group.counts) for group in rolled.groups]
    rows.append(row("**all, each once**", total))
    why = ", ".join(f"`{code}` {count}" for code, count in total.reasons.items())
    targets = total.by_targets
    said = " ".join(headline(targets, dataset.profile, as_of, "en"))
    return (
        table(("Industry", "Targets", *occurring), rows)
        + f"\n{said} {total.weak_targets} of"
        + f" {targets.targets} targets rest on evidence of grade D or that nobody has read."
        + f" Why there is no verdict (there may be several reasons): {why}.\n"
    )


def page() -> str:
    """The page as it is to be."""
    from mic25cli.store import load, place

    dataset = load.load_dataset((place.shipped(),))
    blocks: dict[str, Callable[[], str]] = {
        **{f"classes-{each.id}": partial(classes, each) for each in METHODS.values()},
        "max-changes": lambda: f"```text\n{printed_max_changes(dataset)}\n```\n",
        "statuses": statuses,
        "reasons": reasons,
        "cases": lambda: cases(dataset),
        "accounts": lambda: accounts(dataset),
    }

    def anew(match: re.Match[str]) -> str:
        return f"{match[1]}\n{blocks[match['name']]()}\n{match[3]}"

    return _MARKED.sub(anew, PAGE.read_text(encoding="utf-8"))
