"""Every label of every screen, in English and in Chinese: the one table for all commands.

`label("sources", lang)` gives a label, `label("count", lang, rows=3, noun="funds")`
one with something in it.  A new label is an entry under its subject, with both
languages; where the reader asks for both, labels are English.
"""

from __future__ import annotations

from mic25cli.view.text import Lang

_TITLES: dict[str, tuple[str, str]] = {
    "abbr": ("Abbreviation", "简称"),
    "access": ("Seen as", "获取方式"),
    "action": ("Action", "行动"),
    "activities": ("Activities", "活动"),
    "addressees": ("Addressees", "对象"),
    "aliases": ("Also called", "别名"),
    "amounts": ("Amounts", "金额"),
    "assessor": ("Assessor", "评估方"),
    "attributed": ("Attributed to", "数据归属"),
    "baseline": ("Baseline", "基期"),
    "bases": ("Counted as", "口径"),
    "basis": ("Basis", "口径"),
    "business": ("Business", "业务"),
    "category": ("Category", "类别"),
    "cite": ("Read in", "出处"),
    "country": ("Country", "国家"),
    "coverage": ("Coverage", "阅读范围"),
    "date": ("Date", "日期"),
    "definition": ("Definition", "定义"),
    "derived": ("Worked out", "推算"),
    "detail": ("Detail", "细节"),
    "direction": ("Better", "方向"),
    "direction_count": ("Directions in all", "发展方向数"),
    "directions": ("Roadmap directions", "发展方向"),
    "document": ("Document", "文件"),
    "documents": ("Documents", "文件"),
    "economies": ("Economies", "经济体"),
    "engagement": ("Engagement", "合作领域"),
    "established": ("Established", "成立"),
    "examples": ("Examples", "例子"),
    "findings": ("Findings", "分项结论"),
    "focus": ("Focus", "重点"),
    "gloss": ("Says", "表述"),
    "grade": ("Grade", "级别"),
    "group": ("Group", "组"),
    "indicator": ("Indicator", "指标"),
    "indicators": ("Indicators", "指标"),
    "industries": ("Industries", "产业"),
    "industry": ("Industry", "产业"),
    "institution": ("Institution", "机构"),
    "institutions": ("Institutions", "机构"),
    "issuers": ("Issued by", "发布机构"),
    "items": ("Points", "要点"),
    "kind": ("Kind", "性质"),
    "lang": ("Language", "语言"),
    "launched": ("Launched", "启动"),
    "level": ("Level", "层级"),
    "maximum": ("Most it can be", "最大值"),
    "met": ("Met", "达成"),
    "method": ("Method", "方法"),
    "milestones": ("Milestones", "目标值"),
    "minimum": ("Least it can be", "最小值"),
    "name": ("Name", "名称"),
    "named": ("Named by", "各报告名称"),
    "note": ("Note", "说明"),
    "number": ("Number", "序号"),
    "observations": ("Observations", "观测值"),
    "official_en": ("Official English", "官方英文名"),
    "origin": ("Origin", "性质"),
    "originator": ("Originator", "数据来源方"),
    "outcome": ("Our reading", "我方解读"),
    "ownership": ("Ownership", "所有制"),
    "parent": ("Parent", "母公司"),
    "part_of": ("Part of", "隶属"),
    "partners": ("Partners", "伙伴"),
    "payer": ("Given by", "出资方"),
    "period": ("Period", "时期"),
    "places": ("Places", "地点"),
    "programme": ("Programme", "所属计划"),
    "proposed": ("Proposed", "提出"),
    "published": ("Published", "发布"),
    "publisher": ("Publisher", "出版方"),
    "purpose": ("Purpose", "用途"),
    "report": ("Report", "报告"),
    "role": ("Role", "角色"),
    "roles": ("Roles", "角色"),
    "round": ("Round", "期"),
    "scope": ("Scope", "范围"),
    "series": ("Series", "系列"),
    "since": ("Since", "起始"),
    "statements": ("Statements", "表述"),
    "subject": ("Subject", "对象"),
    "succeeds": ("Follows", "前身"),
    "summary": ("Summary", "概述"),
    "superseded_by": ("Superseded by", "被取代"),
    "targets": ("Targets", "目标"),
    "term": ("Term", "术语"),
    "text": ("Point", "要点"),
    "title": ("Title", "标题"),
    "total": ("Of", "总数"),
    "type": ("Type", "类型"),
    "unit": ("Unit", "单位"),
    "url": ("URL", "网址"),
    "value": ("Value", "数值"),
    "verb": ("Verb", "动词"),
    "verdict": ("Verdict", "结论"),
    "withdrawn": ("Withdrawn", "撤回"),
    "year": ("Year", "年份"),
    "zh": ("Chinese", "中文"),
}


LABELS: dict[str, tuple[str, str]] = {
    # every command
    "comma": (", ", "、"),
    "semicolon": ("; ", ";"),
    "undated": ("left out for want of a date: {parts}", "因日期不明而略去:{parts}"),
    "undated-of": ("{count} of {kind}", "{kind} {count} 项"),
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
    en, zh = _TITLES.get(key, (key.replace("_", " ").capitalize(), key))
    return zh if lang == "zh" else en
