"""The words and symbols of statuses, in English and Chinese; none needs colour to be told apart."""

from __future__ import annotations

from collections.abc import Mapping

from mic25cli.calc.progress.status import Status
from mic25cli.view.text import Lang

SYMBOLS: dict[Status, str] = {
    "achieved": "✓",
    "met-late": "◷",
    "on-track": "↑",
    "behind": "↗",
    "far-behind": "→",
    "regressing": "↓",
    "missed": "✗",
    "superseded": "»",
    "withdrawn": "⊘",
    "not-started": "○",
    "not-assessable": "?",
}
"""An arrow says good or bad, as Eurostat's do, not which way the indicator goes."""

CHINESE: dict[Status, str] = {
    "achieved": "已实现",
    "met-late": "延期实现",
    "on-track": "按计划",
    "behind": "滞后",
    "far-behind": "严重滞后",
    "regressing": "倒退",
    "missed": "未实现",
    "superseded": "已被取代",
    "withdrawn": "已撤回",
    "not-started": "未启动",
    "not-assessable": "无法评估",
}


def word(status: Status, lang: Lang) -> str:
    """A status in a language."""
    if lang == "both":
        return f"{status} {CHINESE[status]}"
    return CHINESE[status] if lang == "zh" else status


def mark(status: Status, lang: Lang) -> str:
    """A status as symbol and word."""
    return f"{SYMBOLS[status]} {word(status, lang)}"


def counts(statuses: Mapping[Status, int], lang: Lang) -> str:
    """Every status on one line: counts of those that occur, then those that do not."""
    there = ", ".join(f"{mark(each, lang)} {count}" for each, count in statuses.items() if count)
    absent = ", ".join(word(each, lang) for each, count in statuses.items() if not count)
    if not absent:
        return there
    none = "无:" if lang == "zh" else "none: "
    return f"{there}; {none}{absent}" if there else f"{none}{absent}"
