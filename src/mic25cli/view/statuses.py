"""The words and symbols of statuses, in English and Chinese; none needs colour to be told apart."""

from __future__ import annotations

from collections.abc import Mapping

from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import ASSESSED, Status
from mic25cli.model import edtf
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


FIT_CHINESE: dict[str, str] = {
    "exact": "完全相符",
    "close": "相近",
    "bound": "界限",
    "proxy": "替代指标",
}


def fit_word(fit: str, side: str | None, lang: Lang) -> str:
    """How a basis fits a target, and from which side a bound settles it."""
    if lang == "zh":
        sides = {"least": "(至少)", "most": "(至多)"}
        return FIT_CHINESE[fit] + sides.get(side or "", "")
    return fit if side is None else f"{fit}: at {side}"


def qualifiers(result: Result, lang: Lang) -> list[str]:
    """What must stand beside a status so that it says no more than is known."""
    zh, found = lang == "zh", []
    given = result.status in ASSESSED or result.status_if_standing in ASSESSED
    if given and result.fit is None:
        found.append("未列口径" if zh else "basis not admitted")
    elif given and result.fit != "exact":
        found.append(fit_word(str(result.fit), result.side, lang))
    if result.extrapolated:
        found.append("按趋势外推" if zh else "by extrapolation")
    if result.last_seen is not None:
        found.append(f"最后见于 {result.last_seen} 年" if zh else f"last seen {result.last_seen}")
    if result.later is not None:
        year = edtf.year_of(result.later.period)
        found.append(f"{year} 年达到" if zh else f"reached in {year}")
    if result.reached_by is not None:
        found.append(_reached_by(result, zh))
    low, high = result.at_least, result.at_most
    if low and high:
        words = (word(low, lang), word(high, lang))
        found.append(f"{words[0]}至{words[1]}" if zh else f"{words[0]} to {words[1]}")
    elif low:
        found.append(f"至少{word(low, lang)}" if zh else f"at least {word(low, lang)}")
    elif high:
        found.append(f"至多{word(high, lang)}" if zh else f"at most {word(high, lang)}")
    return found


def _reached_by(result: Result, zh: bool) -> str:
    year, due = result.reached_by, result.milestone.year
    if due is None:
        return f"{year} 年已达到;期限未说明" if zh else f"reached by {year}; its year is not stated"
    if zh:
        return f"{year} 年前已达到;{due} 年是否达到不详"
    return f"reached by {year}; whether in {due} is not known"


def status_text(result: Result, lang: Lang) -> str:
    """A status as symbol and word, with what must stand beside it: `✗ missed (proxy)`."""
    beside = qualifiers(result, lang)
    said = mark(result.status, lang)
    if not beside:
        return said
    return f"{said}({';'.join(beside)})" if lang == "zh" else f"{said} ({'; '.join(beside)})"


def counts(statuses: Mapping[Status, int], lang: Lang) -> str:
    """Every status on one line: counts of those that occur, then those that do not."""
    there = ", ".join(f"{mark(each, lang)} {count}" for each, count in statuses.items() if count)
    absent = ", ".join(word(each, lang) for each, count in statuses.items() if not count)
    if not absent:
        return there
    none = "无:" if lang == "zh" else "none: "
    return f"{there}; {none}{absent}" if there else f"{none}{absent}"
