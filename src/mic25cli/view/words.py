"""Every label of every screen, in English and in Chinese: the one table for all commands.

`label("sources", lang)` gives a label, `label("count", lang, rows=3, noun="funds")`
one with something in it.  A new label is an entry under its subject, with both
languages; where the reader asks for both, labels are English.
"""

from __future__ import annotations

from mic25cli.view.text import Lang

LABELS: dict[str, tuple[str, str]] = {
    # every command
    "comma": (", ", "、"),
    "semicolon": ("; ", ";"),
    "undated": ("left out for want of a date: {parts}", "因日期不明而略去:{parts}"),
    "undated-of": ("{count} of {kind}", "{kind} {count} 项"),
    "timeless": (
        "--as-of changes nothing here: {kinds} carry no dates of their own",
        "--as-of 不起作用:{kinds}本身没有日期",
    ),
    "count": ("{rows} {noun}", "共 {rows} {noun}"),
    "count-of": ("{rows} of {of} {noun}", "{rows} / {of} {noun}"),
    "no-date": ("n.d.", "日期不详"),
    # records
    "sources": ("Sources", "来源"),
    "more": ("… {count} more", "……另有 {count} 项"),
    "grade": ("grade {grade}", "{grade} 级"),
    "checked": ("checked: {checked}", "核对:{checked}"),
    # timeline
    "date": ("Date", "日期"),
    "kind": ("Kind", "类别"),
    "name": ("Name", "名称"),
    "id": ("Id", "编号"),
    "entry": ("entry", "条"),
    "entries": ("entries", "条"),
    # info
    "what": ("What", "项目"),
    "value": ("Value", "内容"),
    "version": ("version", "版本"),
    "records-from": ("records from", "记录来自"),
    "digest": ("digest", "摘要值"),
    "records-in-all": ("records in all", "记录总数"),
    # coverage
    "coverage-kind": ("Kind", "类别"),
    "coverage-industry": ("Industry", "产业"),
    "coverage-records": ("Records", "记录"),
    "coverage-claims": ("Claims", "论述"),
    "coverage-text": ("Text", "原文"),
    "coverage-excerpt": ("Excerpt", "节录"),
    "coverage-none": ("Unread", "未读"),
    "coverage-filled": ("Filled", "已填"),
    "coverage-targets": ("Targets", "目标"),
    "coverage-with_baseline": ("Baseline", "有基期"),
    "coverage-observed_in_year": ("In year", "当年有值"),
    "coverage-assessable": ("Assessable", "可评估"),
    "coverage-oldest": ("Oldest", "最早"),
    "coverage-newest": ("Newest", "最新"),
    "coverage-id": ("Id", "编号"),
    "coverage-totals": (
        "{records}, {claims}; {targets}, {with_baseline} with a baseline, {observed} observed in "
        "the year aimed at, {assessable} assessable as of {as_of}",
        "{records},{claims};{targets},其中有基期 {with_baseline} 个,目标年份有观测值 {observed} 个,"
        "截至 {as_of} 可评估 {assessable} 个",
    ),
    "coverage-legend": (
        "A to D: share of statements by grade of the best source; Text to Unread: by how closely "
        "it was looked at; Oldest and Newest: reports",
        "A 至 D:按最佳来源级别划分的论述比例;原文至未读:按核对程度划分;最早与最新:报告日期",
    ),
}
"""Labels by subject."""


def label(key: str, lang: Lang, **values: object) -> str:
    """A label in the reader's language, with the values put into it."""
    text = LABELS[key][lang == "zh"]
    return text.format(**values) if values else text


_COUNTED: dict[str, tuple[str, str, str]] = {
    "record": ("record", "records", "条记录"),
    "claim": ("claim", "claims", "条论述"),
    "target": ("target", "targets", "个目标"),
    "milestone": ("milestone", "milestones", "个目标值"),
}
"""What can be counted: one, several, and what follows the number in Chinese."""


def counted(count: int, what: str, lang: Lang) -> str:
    """A number of things: `1 record`, `12,345 records`, `12,345 条记录`."""
    from mic25cli.view.quantities import number

    one, several, zh = _COUNTED[what]
    return f"{number(count)} {zh if lang == 'zh' else one if count == 1 else several}"


def field_title(key: str, lang: Lang) -> str:
    """What a field is called before its value."""
    from mic25cli.model import fields

    return fields.label(key, chinese=lang == "zh")
