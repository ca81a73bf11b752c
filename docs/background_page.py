"""The generated parts of the pages on the list of targets, questions, headlines and corrections.

`listed()`, `questions()`, `headlines()` and `corrections()` give the pages; `docs/build.py` calls
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from textwrap import fill
from typing import Any

from blocks import table, with_blocks

from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.result import Question, Result
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.model.correction import CAUSES
from mic25cli.model.dataset import Record, RecordSet
from mic25cli.store.corrections import read
from mic25cli.view.quantities import quantity
from mic25cli.view.render.markdown import escaped
from mic25cli.view.text import date, report_name, value_word

RECORDS = Path(__file__).resolve().parent.parent / "records"
HORIZON = "2025-12-31"


@cache
def dataset() -> RecordSet:
    """The records of the checkout."""
    from mic25cli.store import load

    return load.load_dataset((RECORDS,))


def origins() -> str:
    """The targets of each origin, their values by year, and how many of the values are words."""
    rows: list[list[object]] = []
    targets = dataset().kind("targets").values()
    for origin in dict.fromkeys(each["origin"] for each in targets):
        own = [each for each in targets if each["origin"] == origin]
        milestones = [each for target in own for each in target["milestones"]]
        words = sum(each["value"] is None and each["low"] is None for each in milestones)
        reports = len({each["report"] for each in milestones})
        rows.append([value_word("origin", origin, "en"), len(own), len(milestones), words, reports])
    return table(("Origin", "Targets", "Values by year", "Of these in words", "Documents"), rows)


def documents() -> str:
    """The documents that set the plan's own targets, and in how many other texts they were read.

    A value counts as read if a text or an extract with it was seen.
    """
    set_by: dict[str, list[Mapping[str, Any]]] = {}
    targets: Counter[str] = Counter()
    for target in dataset().kind("targets").values():
        if target["origin"] == "plan":
            for milestone in target["milestones"]:
                set_by.setdefault(milestone["report"], []).append(milestone)
            targets.update({each["report"] for each in target["milestones"]})
    sources = sorted(
        (dataset().kind("sources")[report] for report in targets),
        key=lambda each: each["published"] or "9999",
    )
    rows: list[list[object]] = []
    for each in sources:
        values = set_by[each["id"]]
        cites = [cite for value in values for cite in value["cite"] if cite["checked"] != "none"]
        read = sum(any(cite["checked"] != "none" for cite in value["cite"]) for value in values)
        name = f"{report_name(dataset(), each['id'], 'en')} ({escaped(each['title'])})"
        published = date(each["published"], "en") if each["published"] else "not known"
        access = value_word("access", each["access"], "en")
        texts = len({cite["source"] for cite in cites} - {each["id"]})
        unread = len(values) - read
        rows.append([name, published, access, texts, targets[each["id"]], len(values), unread])
    heads = ("Document", "Published", "Its own text", "Other texts read", "Targets")
    return table((*heads, "Values by year", "Of these not read"), rows)


def provisions() -> str:
    """What the plan contains besides targets."""
    found = Counter(each["type"] for each in dataset().kind("provisions").values())
    rows = [[value_word("type", key, "en"), number] for key, number in found.items()]
    return table(("What the plan also lays down", "Recorded"), rows)


def counted(record: Record) -> str:
    """The count of an assessment, in its own unit."""
    if record["met"] is not None:
        return f"{record['met']} of {record['total']}"
    numbers = [
        f"{each['subject']}: {quantity(each, 'en')}"
        for each in record["findings"]
        if each["unit"] == "count" or (record["unit"] and each["unit"] == "percent")
    ]
    if not record["total"]:
        return "; ".join(numbers)
    return f"{'; '.join(numbers) or 'number not given'}; of {record['total']}"


def others() -> str:
    """The outside assessments that count something, as recorded."""
    rows = [
        [
            escaped(each["assessor"]),
            date(each["date"], "en"),
            each["unit"] or "-",
            escaped(counted(each)),
            escaped(each["verdict"]),
            f"`{each['id']}`",
        ]
        for each in dataset().kind("assessments").values()
        if counted(each)
    ]
    return table(("Who", "Date", "Unit", "Count", "Verdict, as recorded", "Record"), rows)


def lead_time(record: Record) -> str:
    """How long before the deadline an assessment was made, in months if its month is known."""
    year, _, month = record["date"][:7].partition("-")
    end = int(HORIZON[:4]) * 12 + int(HORIZON[5:7])
    if not month:
        return "in the last year"
    months = end - int(year) * 12 - int(month)
    return f"{months} month{'s' * (months != 1)} before the deadline"


def ours(record: Record, judged: Mapping[str, Result]) -> str:
    """Our verdicts on the targets to which an assessment's findings are linked."""
    targets = dict.fromkeys(each for found in record["findings"] for each in found["targets"])
    by_status: dict[str, list[str]] = {}
    for target in targets:
        by_status.setdefault(judged[target].status, []).append(target)
    return "; ".join(
        f"{len(found)} {value_word('status', status, 'en')}"
        + (f" ({', '.join(f'`{each}`' for each in found)})" if status in ASSESSED else "")
        for status, found in sorted(by_status.items())
    )


def compared() -> str:
    """When each of them was made, its word for success, how it was read, and our verdicts."""
    held = dataset()
    results = applying(evaluate(held, Question(HORIZON), series=False))
    judged = {each.target: each for each in results}
    rows = [
        [
            f"`{each['id']}`",
            lead_time(each),
            f"“{escaped(each['category'])}”" if each["category"] else "-",
            escaped(each["note"] or each["method"] or "-"),
            ours(each, judged),
        ]
        for each in held.kind("assessments").values()
        if counted(each)
    ]
    heads = (
        "Record",
        "Made",
        "Word for success",
        "How we read it",
        "Targets it names, by our rule",
    )
    return table(heads, rows)


def corrected(cause: str) -> str:
    """The corrections of one cause, the newest first."""
    rows = [
        [
            date(each.date, "en"),
            escaped(each.said),
            escaped(each.right),
            ", ".join(f"`{name}`" for name in each.records),
        ]
        for each in read((RECORDS,))
        if each.cause == cause
    ]
    if not rows:
        return "None so far.\n"
    return table(("Corrected", "We said", "What is right", "Records"), rows)


def two_counts() -> str:
    """Why the headline has fewer targets than the records: the question and its answer."""
    found = Counter(each["origin"] for each in dataset().kind("targets").values())
    own = found["plan"]
    text = (
        f"{own} of the {found.total()} targets were set by Made in China 2025 itself and its"
        f" roadmaps. The others come from related national plans, provinces and outside"
        f" readings. Headlines do not add these to the {own}, because other documents made those"
        " commitments."
    )
    title = f"## Why {own} targets, and why {found.total()}?"
    return f"{title}\n\n{fill(text, 115, break_on_hyphens=False)}\n"


def questions() -> str:
    """The page of questions and answers."""
    return with_blocks("faq.md", {"two-counts": two_counts})


def listed() -> str:
    """The page on how the list was made."""
    blocks = {"origins": origins, "documents": documents, "provisions": provisions}
    return with_blocks("list.md", blocks)


def headlines() -> str:
    """The page on other headlines."""
    return with_blocks("headlines.md", {"others": others, "compared": compared})


def corrections() -> str:
    """The page of corrections."""
    return with_blocks("corrections.md", {cause: partial(corrected, cause) for cause in CAUSES})
