"""The fields of the records: what each key is called in two languages, what it means, what it does.

A key has one meaning wherever it stands, so this one table by key serves the
diff, the rules, the cards, the links and the JSON Schema; each asks it with
`having`, `CLAIMS`, `LINKS` or `label`.  A test holds it against the models: a key that is
missing here is named.  It imports no model, since every look-up reads it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

Role = Literal["when", "status", "own", "printed", "choice", "number", "link", "part"]
"""What a field holds.

when: a date or year, that says when; status: how it stands with the thing; own: a text in our
own words; printed: a text, name or term as printed; choice: a word of a closed list or a code;
number: a number; link: the id of a record; part: a mapping, or a list of them.
"""

Whole = Literal["quantity", "provenance"]
"""What several fields make up together: a quantity, or who said it and where it was read."""


class Claims(NamedTuple):
    """What the claims under a key are about, and which of two that are about one thing stands."""

    about: tuple[str, ...] = ()
    """The keys that say what a claim is about: of those that agree in them, one stands at a time.

    An amount's date is not among them: a fund that had collected 120 and then 139 went up.
    """
    dated: str | None = None
    """The key of the date that a claim speaks of, if it carries one: of two, the later stands."""
    measured: bool = False
    """Whether they say what is or was, so that a later report may repeat one more loosely.

    A target that a later report puts more loosely is another target.
    """
    by_report: bool = False
    """Whether each report speaks for itself: what one calls a thing, another need not."""


class Field(NamedTuple):
    """What there is to know of a key, whatever the record that it stands in."""

    key: str
    en: str
    zh: str
    role: Role
    meaning: str = ""
    """What it means in a few words, where a model does not say so itself."""
    link: str | None = None
    """The kind that it names; empty: the record's own; `*`: written before the id."""
    chain: bool = False
    """Whether the link leads from record to record of one kind, and must end."""
    whole: Whole | None = None
    claims: Claims | None = None
    own_in: tuple[str, ...] = ()
    """With `printed`: the kinds in which the text is in our own words all the same."""
    open: bool = False
    """Whether its keys are data: a key that is missing is not null but not there."""


FIELDS: dict[str, Field] = {
    field.key: field
    for field in (
        Field("abbr", "Abbreviation", "简称", "printed", "its abbreviation"),
        Field("about", "About", "涉及", "printed"),
        Field("access", "Seen as", "获取方式", "choice"),
        Field("accessed", "Read on", "访问日期", "when"),
        Field("action", "Action", "行动", "own"),
        Field("activities", "Activities", "活动", "own"),
        Field("addressees", "Addressees", "对象", "printed"),
        Field("aliases", "Also called", "别名", "printed"),
        Field(
            "amounts",
            "Amounts",
            "金额",
            "part",
            "sums of money",
            claims=Claims(("kind", "round", "payer"), dated="date", measured=True),
        ),
        Field("assessor", "Assessor", "评估方", "printed", "who judges"),
        Field("at", "Place in the text", "位置", "printed"),
        Field("attributed", "Attributed to", "数据归属", "printed"),
        Field("authors", "Authors", "作者", "printed"),
        Field(
            "baseline",
            "Baseline",
            "基期",
            "part",
            "where the target starts from",
            claims=Claims(dated="period", measured=True),
        ),
        Field("bases", "Counted as", "口径", "own", open=True),
        Field("basis", "Basis", "口径", "choice"),
        Field("because", "Because", "理由", "own"),
        Field("bound", "Bound", "限定", "choice", whole="quantity"),
        Field("business", "Business", "业务", "printed"),
        Field("category", "Category", "类别", "printed"),
        Field("checked", "Checked", "核对", "choice"),
        Field("cite", "Read in", "出处", "part", whole="provenance"),
        Field("country", "Country", "国家", "printed", "country, in English"),
        Field("coverage", "Coverage", "阅读范围", "choice"),
        Field("data", "Data", "数据", "choice"),
        Field("date", "Date", "日期", "when", "when it was, EDTF"),
        Field("definition", "Definition", "定义", "own"),
        Field("derived", "Worked out", "推算", "number"),
        Field("detail", "Detail", "细节", "own", "what is said of it, in our words"),
        Field("direction", "Better", "方向", "choice"),
        Field("direction_count", "Directions in all", "发展方向数", "number"),
        Field("directions", "Roadmap directions", "发展方向", "part", claims=Claims(("name",))),
        Field("document", "Document", "文件", "link", link="documents"),
        Field("documents", "Documents", "文件", "link", link="documents"),
        Field("economies", "Economies", "经济体", "printed"),
        Field("en", "English", "英文", "printed"),
        Field("engagement", "Engagement", "合作领域", "own"),
        Field("established", "Established", "成立", "when"),
        Field("evidence", "Judged on", "判断依据", "part"),
        Field(
            "examples",
            "Examples",
            "例子",
            "part",
            "cases that the source gives",
            claims=Claims(("name",)),
        ),
        Field("findings", "Findings", "分项结论", "part", claims=Claims(("subject",))),
        Field("fit", "Fit", "契合度", "choice"),
        Field("focus", "Focus", "重点", "printed"),
        Field("gloss", "Says", "表述", "own"),
        Field("grade", "Grade", "级别", "choice"),
        Field("group", "Group", "组", "part", "the group it belongs to"),
        Field("high", "High", "上限", "number", whole="quantity"),
        Field("holds", "Held in", "收录于", "link", link="*"),
        Field("indicator", "Indicator", "指标", "link", link="indicators"),
        Field("indicators", "Indicators", "指标", "link", link="indicators"),
        Field("industries", "Industries", "产业", "link", link="industries"),
        Field("industry", "Industry", "产业", "link", link="industries"),
        Field("institution", "Institution", "机构", "link", link="institutions"),
        Field("institutions", "Institutions", "机构", "link", link="institutions"),
        Field("issuers", "Issued by", "发布机构", "link", link="institutions"),
        Field("items", "Points", "要点", "part", "the points of the list"),
        Field("kind", "Kind", "性质", "choice"),
        Field("lang", "Language", "语言", "choice"),
        Field("launched", "Launched", "启动", "when"),
        Field("level", "Level", "层级", "choice", "who stands behind it"),
        Field("low", "Low", "下限", "number", whole="quantity"),
        Field("maximum", "Maximum", "最大值", "number"),
        Field("members", "Members", "成员", "part", claims=Claims(("name",))),
        Field("met", "Met", "达成", "number"),
        Field("method", "Method", "方法", "own"),
        Field(
            "milestones",
            "Milestones",
            "目标值",
            "part",
            "what is to be reached, and by when",
            claims=Claims(("year",)),
        ),
        Field("minimum", "Minimum", "最小值", "number"),
        Field("name", "Name", "名称", "printed", "the name in English and Chinese"),
        Field("named", "Named by", "各报告名称", "part", claims=Claims(by_report=True)),
        Field("note", "Note", "说明", "own", whole="provenance"),
        Field("number", "Number", "序号", "number", "its place in the list"),
        Field(
            "observations",
            "Observations",
            "观测值",
            "part",
            "its values, each as one report gave it",
            claims=Claims(("period", "basis"), measured=True),
        ),
        Field("official_en", "Official English", "官方英文名", "printed"),
        Field("operator", "Run by", "运营单位", "printed"),
        Field("origin", "Origin", "性质", "choice"),
        Field("originator", "Originator", "数据来源方", "printed"),
        Field("ownership", "Ownership", "所有制", "choice", "who owns it, as printed"),
        Field("parent", "Parent", "母公司", "printed"),
        Field("part_of", "Part of", "隶属", "link", link="", chain=True),
        Field("partners", "Partners", "伙伴", "printed", "the partners"),
        Field("payer", "Given by", "出资方", "printed"),
        Field("period", "Period", "时期", "when", "the span it is for, EDTF"),
        Field("pilots", "Pilots", "试点", "link", link="pilots"),
        Field("places", "Places", "地点", "part", "where it is"),
        Field("post", "Post", "职务", "printed"),
        Field("programme", "Programme", "所属计划", "link", link="pilots", chain=True),
        Field("proposed", "Proposed", "提出", "when"),
        Field("province", "Province", "省份", "printed"),
        Field("published", "Published", "发布", "when"),
        Field("publisher", "Publisher", "出版方", "printed", "who published it"),
        Field("purpose", "Purpose", "用途", "own"),
        Field("reading", "Our reading", "我方解读", "status"),
        Field("report", "Report", "报告", "link", link="sources", whole="provenance"),
        Field("role", "Role", "角色", "choice", "its part"),
        Field(
            "roles",
            "Roles",
            "角色",
            "part",
            "what it does in each industry",
            claims=Claims(("industry",)),
        ),
        Field("round", "Round", "期", "number"),
        Field("scope", "Scope", "范围", "own"),
        Field("series", "Series", "系列", "printed"),
        Field("shows", "Shows", "内容", "own"),
        Field("side", "Side", "方向", "choice"),
        Field("since", "Since", "起始", "when", "when it began, EDTF"),
        Field("source", "Source", "来源", "link", link="sources"),
        Field("source_line", "Source named", "所注来源", "printed"),
        Field("specialisations", "Specialises in", "专长领域", "own"),
        Field("stance", "Stance", "性质", "choice"),
        Field("statement", "Statement", "表述", "own", whole="quantity"),
        Field(
            "statements", "Statements", "表述", "part", "how each report worded it", claims=Claims()
        ),
        Field("status", "State", "状态", "status"),
        Field("subfields", "Sub-fields", "细分领域", "part", claims=Claims(("name",))),
        Field("subject", "Subject", "对象", "own"),
        Field("succeeds", "Follows", "前身", "link", link="funds", chain=True),
        Field("summary", "Summary", "概述", "own", "what it is, in our words"),
        Field("superseded_by", "Superseded by", "被取代", "status", link="documents", chain=True),
        Field("targets", "Targets", "目标", "link", link="targets"),
        Field("term", "Term", "术语", "printed"),
        Field("text", "Point", "要点", "own"),
        Field("timing", "Timing", "计时方式", "choice"),
        Field("title", "Title", "标题", "printed", own_in=("recommendations", "assessments")),
        Field("topic", "Topic", "主题", "choice"),
        Field("total", "Of", "总数", "number"),
        Field("type", "Type", "类型", "choice", "which sort it is"),
        Field("unit", "Unit", "单位", "choice", whole="quantity"),
        Field("url", "URL", "网址", "choice"),
        Field("value", "Value", "数值", "number", whole="quantity"),
        Field("verb", "Verb", "动词", "printed"),
        Field("verdict", "Verdict", "结论", "own"),
        Field(
            "withdrawn",
            "Withdrawn",
            "撤回",
            "status",
            "that the target was dropped, and by whom",
            claims=Claims(),
        ),
        Field("within", "Within", "所属方向", "printed"),
        Field("year", "Year", "年份", "when", "the year it is for"),
        Field("zh", "Chinese", "中文", "printed"),
    )
}

LINKS: dict[str, str] = {
    field.key: field.link for field in FIELDS.values() if field.link is not None
}
"""The kind that each linking key names; empty: the record's own; `*`: written before the id."""

CLAIMS: dict[str, Claims] = {
    field.key: field.claims for field in FIELDS.values() if field.claims is not None
}
"""What the claims are about that stand under a key."""


@cache
def having(*roles: Role) -> frozenset[str]:
    """The keys that have one of these roles."""
    return frozenset(field.key for field in FIELDS.values() if field.role in roles)


@cache
def of_whole(whole: Whole) -> tuple[str, ...]:
    """The keys that make up a quantity, or say who said it and where it was read."""
    return tuple(field.key for field in FIELDS.values() if field.whole == whole)


@cache
def chains() -> tuple[str, ...]:
    """The links that lead from record to record of one kind, and must end."""
    return tuple(field.key for field in FIELDS.values() if field.chain)


@cache
def open_mappings() -> frozenset[str]:
    """The mappings whose keys are data."""
    return frozenset(field.key for field in FIELDS.values() if field.open)


def in_our_words(key: str, kind: str) -> bool:
    """Whether the text under a key is in our own words, in records of this kind."""
    field = FIELDS.get(key)
    return field is not None and (field.role == "own" or kind in field.own_in)


def label(key: str, chinese: bool = False) -> str:
    """What a field is called before its value; a key that is none is made readable."""
    field = FIELDS.get(key)
    if field is None:
        return key if chinese else key.replace("_", " ").capitalize()
    return field.zh if chinese else field.en


def meanings() -> Mapping[str, str]:
    """What keys mean that a model need not describe."""
    return {field.key: field.meaning for field in FIELDS.values() if field.meaning}


WORDS: dict[str, str] = {
    # whatever the field
    "other": "其他",
    "plan": "规划",
    "local": "地方",
    "bank": "银行",
    "ministry": "部委",
    "company": "企业",
    "programme": "计划",
    "project": "项目",
    "partly": "部分达到",
    # type of a fund
    "fund": "基金",
    "guidance-fund": "引导基金",
    "pledge": "承诺",
    "database": "数据库",
    "aggregate": "合计",
    # type of a pilot
    "city": "城市",
    "city-cluster": "城市群",
    "zone": "示范区",
    "centre": "中心",
    "laboratory": "实验室",
    "park": "园区",
    "cluster": "集群",
    # state of a pilot
    "announced": "已宣布",
    "planned": "方案通过",
    "approved": "已获批",
    # type of a document
    "guideline": "指导意见",
    "roadmap": "路线图",
    "strategy": "战略",
    "initiative": "倡议",
    "action-plan": "行动计划",
    "outline": "纲要",
    "work-report": "工作报告",
    "report": "报告",
    "notice": "通知",
    "list": "清单",
    "study": "研究",
    "law": "法律",
    # type of a provision
    "step": "步骤",
    "principle": "原则",
    "task": "任务",
    "support-measure": "保障措施",
    # type of a partner, of an actor of cooperation
    "partner-type": "伙伴类型",
    "approach": "方式",
    "actor-type": "参与方类型",
    "actor": "参与方",
    "agreement": "协议",
    # type of an institution
    "party": "党的机构",
    "state": "国家机构",
    "regulator": "监管机构",
    "academy": "科学院",
    "advisory": "咨询机构",
    "research": "研究机构",
    "university": "高校",
    "association": "协会",
    "foreign": "外国机构",
    "international": "国际机构",
    # type of an event
    "policy": "政策",
    "finance": "融资",
    "pilot": "试点",
    "rhetoric": "表态",
    "criticism": "批评",
    "trade": "贸易",
    "cooperation": "合作",
    # level of a fund
    "supranational": "超国家",
    "national": "国家级",
    "central-soe": "中央企业",
    # kind of an amount
    "raised": "已募集",
    "target": "目标额",
    "expected": "预计",
    "unspecified": "未说明",
    "registered": "注册资本",
    "pledged": "承诺出资",
    "paid-in": "实缴",
    "contributed": "出资",
    "invested": "已投资",
    "paid-out": "已拨付",
    "credit-line": "授信额度",
    # bound of a value
    "about": "约",
    "almost": "近",
    "at-least": "不低于",
    "more-than": "超过",
    "up-to": "不超过",
    "less-than": "低于",
    # origin of a target
    "adjacent": "其他国家规划",
    "outside": "外部解读",
    # evidence of a target
    "exact": "完全相符",
    "close": "基本相符",
    "bound": "单侧界限",
    "proxy": "替代指标",
    "least": "至少",
    "most": "至多",
    # an indicator
    "increase": "越高越好",
    "decrease": "越低越好",
    "stock": "期末值",
    "flow": "全年累计",
    "rate": "全年平均",
    # 1+X
    "1": "1",
    "x": "X",
    # ownership
    "private": "民营",
    "soe": "国有",
    # our reading of a verdict
    "reached": "已达到",
    "not-reached": "未达到",
    "unclear": "不明确",
    # a source
    "A": "A",
    "B": "B",
    "C": "C",
    "D": "D",
    "original": "原件",
    "reprint": "转载",
    "copy": "副本",
    "digest": "摘编",
    "unseen": "未见",
    "full": "全文",
    "excerpt": "节录",
    "text": "原文",
    "none": "未读",
    # stance of a finding
    "strength": "优势",
    "weakness": "短板",
    "risk": "风险",
    "opportunity": "机遇",
    "description": "描述",
    # data of an exhibit
    "in-text": "文中可见",
    "data.partly": "部分可见",
    "lost": "缺失",
    # role in cooperation
    "framework": "框架",
    "implementation": "实施",
}
"""The words of closed lists in Chinese; `key.word` where one word has two meanings."""


def word(key: str, value: str, chinese: bool = False) -> str:
    """A word of a closed list as it is shown; in English it is the word itself."""
    return WORDS.get(f"{key}.{value}", WORDS.get(value, value)) if chinese else value
