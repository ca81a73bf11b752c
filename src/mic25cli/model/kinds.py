"""The registry of kinds: what drives commands, columns, filters, validation and docs.

It names each model by its path instead of importing it, so that reading the
registry costs nothing.  A new kind is a model, an entry here and its records.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from mic25cli.model.claim import Record

Show = Literal["text", "name", "date", "number", "quantities", "list", "count", "label", "lines"]
Match = Literal["text", "word", "ref", "number", "year", "province", "amount", "change"]


class Column(NamedTuple):
    """A column of the kind's table: what it shows of a record, and how soon it gives way.

    `path` leads to the value (`places.province` collects over a list).  On a
    narrow terminal the columns of the highest `rank` go first; rank 0 stays.
    """

    key: str
    path: str
    title: str
    zh: str
    show: Show = "text"
    rank: int = 1
    of: str | None = None
    """With `label`: the kind whose records the ids name."""


class Filter(NamedTuple):
    """An option of the kind's list: which values keep a record.

    text: contained, whatever the case; province: the same, in English or Chinese; word: one
    of the record's own words for it; ref: the id of a record; number and year: the same
    number or year; amount: a sum of money at least this large; change: a class of `diff`, of what
    a later report made of it.
    """

    option: str
    path: str
    match: Match
    help: str
    of: str | None = None


class Kind(NamedTuple):
    """A type of record."""

    name: str
    one: str
    zh: str
    help: str
    model: str
    label: str = "name"
    """The key of what the record is called: a name in two languages, or a title."""
    sort: tuple[str, ...] = ("id",)
    since: str | None = None
    """The key of the date from which the record exists; None if it has no such date.

    `report` or `document`: the record is part of a text, and exists from its publication.
    """
    span: str | None = None
    """The key of the time that the record is meant for, whose start stands in for `since`."""
    date: str | None = None
    """The key that --since, --until and the timeline go by."""
    claims: tuple[tuple[str, str], ...] = ()
    """Lists of claims, each with the key of the date it speaks of (`report`: its publication)."""
    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    rank: int = 50
    """The place of its changes among those of other kinds in a diff, the lowest first."""
    counted: bool = False
    """Whether a long story only counts its changes: a kind of who and where, not of what."""
    lookup: bool = False
    """Whether a bare word after the kind is looked up: `mic25 terms NEV`."""
    examples: tuple[str, ...] = ()


def load_model(kind: str) -> "type[Record]":
    """The pydantic model of a kind's records."""
    module, _, name = KINDS[kind].model.partition(":")
    model: type[Record] = getattr(import_module(f"mic25cli.model.{module}"), name)
    return model


def _industry(path: str = "industries") -> Filter:
    return Filter("--industry", path, "ref", "keep those of an industry", "industries")


_NAME = Column("name", "name", "Name", "名称", "name", 0)


def _id(rank: int) -> Column:
    return Column("id", "id", "Id", "编号", "text", rank)


def _type(rank: int) -> Column:
    return Column("type", "type", "Type", "类型", "text", rank)


_INDUSTRIES = Column("industries", "industries", "Industries", "产业", "label", 3, "industries")
_CLAIM_REPORT = Filter(
    "--report", "*.report", "ref", "keep those with a claim of a report", "sources"
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "industries",
            "industry",
            "产业",
            "the industries or fields that the policy names",
            "industry:Industry",
            sort=("number",),
            rank=22,
            counted=True,
            claims=(("named", "report"), ("directions", "report"), ("subfields", "report")),
            columns=(
                Column("number", "number", "No", "序号", "number", 0),
                _NAME,
                Column("official_en", "official_en", "Official English", "官方英文名", "text", 3),
                Column("directions", "directions.name", "Directions", "发展方向", "list", 4),
                _id(1),
            ),
            examples=("mic25 industries", "mic25 industries show new-materials"),
        ),
        Kind(
            "funds",
            "fund",
            "基金",
            "funds, pledges and other financing vehicles",
            "fund:Fund",
            sort=("established", "id"),
            rank=10,
            since="established",
            span="period",
            date="established",
            claims=(("amounts", "date"),),
            columns=(
                Column("established", "established", "Since", "成立", "date", 0),
                _NAME,
                Column("amounts", "amounts", "Amounts", "金额", "quantities", 1),
                _type(4),
                _INDUSTRIES,
                _id(2),
            ),
            filters=(
                _industry(),
                Filter("--type", "type", "word", "keep one type of vehicle"),
                Filter(
                    "--amount-kind",
                    "amounts.kind",
                    "word",
                    "keep those with an amount of this kind",
                ),
                _CLAIM_REPORT,
                Filter(
                    "--min-amount",
                    "amounts",
                    "amount",
                    "keep those with an amount this large: '100 bn CNY', 100bn, 1000亿",
                ),
            ),
            examples=(
                "mic25 funds --since 2016 --lang both",
                "mic25 funds --amount-kind raised --min-amount '100 bn CNY'",
                "mic25 funds show national-ic-industry-investment-fund",
            ),
        ),
        Kind(
            "targets",
            "target",
            "目标",
            "commitments on an indicator, as each report set them",
            "target:Target",
            sort=("id",),
            rank=2,
            claims=(("milestones", "report"), ("baseline", "report"), ("withdrawn", "report")),
            columns=(
                _NAME,
                Column("baseline", "baseline", "Baseline", "基期", "quantities", 3),
                Column("milestones", "milestones", "Milestones", "目标值", "quantities", 0),
                Column("reports", "milestones.report", "Set by", "来源", "list", 2),
                Column("origin", "origin", "Origin", "性质", "text", 4),
                _INDUSTRIES,
                _id(1),
            ),
            filters=(
                _industry(),
                Filter(
                    "--year", "milestones.year", "number", "keep those with a milestone for a year"
                ),
                Filter(
                    "--report",
                    "milestones.report",
                    "ref",
                    "keep those that a report sets",
                    "sources",
                ),
                Filter("--origin", "origin", "word", "plan, adjacent, local or outside"),
                Filter(
                    "--changed",
                    "milestones",
                    "change",
                    "keep those that a later report raised, lowered, moved, …: classes as in diff",
                ),
            ),
            examples=(
                "mic25 targets --changed raised,lowered",
                "mic25 targets --industry next-generation-it",
                "mic25 targets --year 2025 --report technology-roadmap-2015",
            ),
        ),
        Kind(
            "pilots",
            "pilot",
            "试点",
            "pilot programmes, cities, zones, parks, centres and projects",
            "pilot:Pilot",
            sort=("launched", "id"),
            rank=12,
            since="launched",
            date="launched",
            columns=(
                Column("launched", "launched", "Since", "启动", "date", 0),
                _NAME,
                _type(2),
                Column("province", "places.province", "Province", "省份", "list", 3),
                Column("programme", "programme", "Programme", "所属计划", "text", 4),
                _id(1),
            ),
            filters=(
                _industry(),
                Filter("--type", "type", "word", "keep one type of pilot"),
                Filter("--programme", "programme", "ref", "keep those of a programme", "pilots"),
                Filter("--status", "status", "word", "announced, planned or approved"),
                Filter("--province", "places.province", "province", "keep those in a province"),
            ),
            examples=("mic25 pilots --type city", "mic25 pilots --text ningbo"),
        ),
        Kind(
            "recommendations",
            "recommendation",
            "建议",
            "what a report advises, group by group, and whom",
            "recommendation:Recommendation",
            label="title",
            sort=("number",),
            rank=26,
            columns=(
                Column("number", "number", "No", "序号", "text", 0),
                Column("title", "title", "Recommendation", "建议", "text", 0),
                Column("addressees", "addressees", "For", "对象", "list", 2),
                _id(3),
            ),
            filters=(
                Filter("--group", "group.number", "number", "keep one group"),
                Filter("--addressee", "addressees", "text", "keep those that address somebody"),
            ),
            examples=(
                "mic25 recommendations --group 2",
                "mic25 recommendations --addressee 'member states'",
            ),
        ),
        Kind(
            "indicators",
            "indicator",
            "指标",
            "measurable quantities and their observations",
            "indicator:Indicator",
            sort=("id",),
            rank=20,
            claims=(("observations", "period"),),
            columns=(
                _NAME,
                Column("unit", "unit", "Unit", "单位", "text", 2),
                Column("latest", "observations", "Latest", "最新值", "quantities", 0),
                Column("count", "observations", "Obs.", "观测", "count", 1),
                Column("direction", "direction", "Better", "方向", "text", 4),
                _id(1),
            ),
            filters=(
                _industry(),
                Filter("--unit", "unit", "text", "keep those of a unit"),
                Filter(
                    "--report",
                    "observations.report",
                    "ref",
                    "keep those that a report observes",
                    "sources",
                ),
            ),
            examples=(
                "mic25 indicators --text robot",
                "mic25 indicators show rd-intensity-national",
            ),
        ),
        Kind(
            "documents",
            "document",
            "文件",
            "policy documents: plans, guidelines, roadmaps, strategies",
            "document:Document",
            sort=("published", "id"),
            rank=6,
            since="published",
            date="published",
            columns=(
                Column("published", "published", "Published", "发布", "date", 0),
                _NAME,
                Column("category", "category", "1+X", "1+X", "text", 4),
                _type(3),
                Column("issuers", "issuers", "Issued by", "发布机构", "label", 2, "institutions"),
                _id(1),
            ),
            filters=(
                _industry(),
                Filter("--type", "type", "word", "keep one type of document"),
                Filter("--category", "category", "word", "1 or x: the part in the 1+X framework"),
                Filter(
                    "--issuer", "issuers", "ref", "keep those an institution issued", "institutions"
                ),
                Filter("--year", "published", "year", "keep those published in a year"),
                Filter("--province", "places.province", "province", "keep those of a province"),
            ),
            examples=("mic25 documents --category x --sort published",),
        ),
        Kind(
            "enterprises",
            "enterprise",
            "企业",
            "firms that lead the industries",
            "enterprise:Enterprise",
            sort=("id",),
            rank=34,
            counted=True,
            claims=(("roles", "report"),),
            columns=(
                _NAME,
                Column("ownership", "roles.ownership", "Ownership", "所有制", "list", 1),
                Column(
                    "industries", "roles.industry", "Industries", "产业", "label", 2, "industries"
                ),
                Column("business", "roles.business", "Business", "业务", "list", 3),
                _id(1),
            ),
            filters=(
                _industry("roles.industry"),
                Filter("--ownership", "roles.ownership", "word", "private, or state (soe)"),
            ),
            examples=("mic25 enterprises --industry new-materials --ownership private",),
        ),
        Kind(
            "wording",
            "wording",
            "措辞",
            "policy themes and how each report worded them",
            "wording:Wording",
            sort=("id",),
            rank=4,
            claims=(("statements", "report"),),
            columns=(
                _NAME,
                Column("statements", "statements", "Statements", "表述", "quantities", 0),
                _id(2),
            ),
            filters=(
                Filter("--theme", "id", "ref", "keep a theme", "wording"),
                Filter(
                    "--report", "statements.report", "ref", "keep those a report words", "sources"
                ),
            ),
            examples=("mic25 wording show manufacturing-superpower",),
        ),
        Kind(
            "assessments",
            "assessment",
            "评估",
            "outside bodies' verdicts on the policy",
            "assessment:Assessment",
            label="title",
            sort=("date", "id"),
            rank=16,
            since="date",
            date="date",
            claims=(("findings", "report"),),
            columns=(
                Column("date", "date", "Date", "日期", "date", 0),
                Column("assessor", "assessor", "Assessor", "评估方", "text", 0),
                Column("verdict", "verdict", "Verdict", "结论", "text", 0),
                Column("met", "met", "Met", "达成", "number", 2),
                Column("total", "total", "Of", "总数", "number", 2),
                _id(3),
            ),
            filters=(
                Filter("--assessor", "assessor", "text", "keep an assessor's"),
                Filter(
                    "--industry",
                    "*.industries",
                    "ref",
                    "keep those that judge an industry",
                    "industries",
                ),
                Filter(
                    "--verdict",
                    "*.verdict",
                    "text",
                    "keep those whose verdict or category says this",
                ),
            ),
            examples=("mic25 assessments --industry automation-and-robotics",),
        ),
        Kind(
            "sources",
            "source",
            "来源",
            "published texts that claims are cited from",
            "source:Source",
            label="title",
            sort=("published", "id"),
            rank=99,
            counted=True,
            since="published",
            date="published",
            columns=(
                Column("published", "published", "Published", "发布", "date", 0),
                Column("title", "title", "Title", "标题", "text", 0),
                Column("publisher", "publisher", "Publisher", "出版方", "text", 2),
                Column("grade", "grade", "Grade", "级别", "text", 1),
                Column("lang", "lang", "Lang", "语言", "text", 4),
                _id(1),
            ),
            filters=(
                Filter("--grade", "grade", "word", "A, B, C or D"),
                Filter("--language", "lang", "word", "language, as ISO 639-1: en, zh"),
                Filter("--year", "published", "year", "keep those published in a year"),
                Filter("--publisher", "publisher", "text", "keep a publisher's"),
            ),
            examples=("mic25 sources --grade A", "mic25 sources --language zh --year 2022"),
        ),
        Kind(
            "findings",
            "finding",
            "论点",
            "what reports argue: strengths, weaknesses, risks, opportunities",
            "finding:Finding",
            label="text",
            sort=("report", "topic", "id"),
            since="report",
            rank=18,
            columns=(
                Column("topic", "topic", "Topic", "主题", "text", 1),
                Column("stance", "stance", "Stance", "性质", "text", 2),
                Column("text", "text", "Finding", "论点", "text", 0),
                Column("at", "cite.at", "Read in", "出处", "list", 3),
                _id(4),
            ),
            filters=(
                _industry(),
                Filter("--topic", "topic", "word", "keep those on a topic"),
                Filter("--stance", "stance", "word", "strength, weakness, risk, opportunity …"),
                Filter("--about", "about", "text", "keep those about somebody"),
                Filter("--report", "report", "ref", "keep those of a report", "sources"),
            ),
            examples=("mic25 findings --stance weakness", "mic25 findings --about China"),
        ),
        Kind(
            "provisions",
            "provision",
            "规划要素",
            "what the plan lays down: steps, guidelines, principles, tasks, projects, support",
            "provision:Provision",
            sort=("document", "type", "number", "id"),
            since="document",
            rank=8,
            columns=(
                _type(1),
                Column("number", "number", "No", "序号", "number", 0),
                _NAME,
                Column("year", "year", "By", "年份", "number", 3),
                Column("summary", "summary", "Summary", "概述", "text", 3),
                _id(2),
            ),
            filters=(
                _industry(),
                Filter("--type", "type", "word", "step, principle, task, project …"),
                Filter("--document", "document", "ref", "keep those of a document", "documents"),
            ),
            examples=("mic25 provisions --type task",),
        ),
        Kind(
            "exhibits",
            "exhibit",
            "图表",
            "charts, tables and boxes of a report, and what is held of them",
            "exhibit:Exhibit",
            label="title",
            sort=("report", "number", "id"),
            since="report",
            rank=40,
            columns=(
                Column("number", "number", "No", "序号", "number", 0),
                Column("title", "title", "Title", "标题", "text", 0),
                Column("data", "data", "Data", "数据", "text", 1),
                Column("shows", "shows", "Shows", "内容", "text", 3),
                _id(2),
            ),
            filters=(
                Filter("--data", "data", "word", "in-text, partly or lost"),
                Filter("--report", "report", "ref", "keep those of a report", "sources"),
            ),
            examples=("mic25 exhibits --data lost",),
        ),
        Kind(
            "measures",
            "measure",
            "措施",
            "safeguards that other economies use",
            "context:Measure",
            sort=("number",),
            rank=28,
            columns=(
                Column("number", "number", "No", "序号", "number", 0),
                _NAME,
                Column("summary", "summary", "Summary", "概述", "text", 2),
                _id(3),
            ),
            examples=("mic25 measures",),
        ),
        Kind(
            "partners",
            "partner",
            "伙伴类型",
            "how foreign firms are dealt with: types and approaches",
            "context:Partner",
            sort=("type", "id"),
            rank=30,
            counted=True,
            claims=(("examples", "report"),),
            columns=(
                _type(1),
                _NAME,
                Column("examples", "examples.name", "Examples", "例子", "list", 2),
                _id(3),
            ),
            filters=(_industry(), Filter("--type", "type", "word", "partner-type or approach")),
            examples=("mic25 partners",),
        ),
        Kind(
            "cooperation",
            "cooperation",
            "合作",
            "cooperation with another country: actors and programmes",
            "context:Cooperation",
            sort=("type", "id"),
            rank=32,
            counted=True,
            date="since",
            columns=(
                _type(1),
                _NAME,
                Column("role", "role", "Role", "角色", "text", 3),
                Column("focus", "focus", "Focus", "重点", "list", 2),
                _id(3),
            ),
            filters=(
                _industry(),
                Filter("--type", "type", "word", "actor-type, actor, programme or agreement"),
            ),
            examples=("mic25 cooperation",),
        ),
        Kind(
            "priorities",
            "priority",
            "工作重点",
            "ministry focus lists by year",
            "context:Priority",
            sort=("year", "id"),
            rank=24,
            columns=(
                Column("year", "year", "Year", "年份", "number", 0),
                _NAME,
                Column("items", "items.text", "Points", "要点", "lines", 0),
                _id(3),
            ),
            filters=(Filter("--year", "year", "number", "keep the lists for a year"),),
            examples=("mic25 priorities --year 2018",),
        ),
        Kind(
            "institutions",
            "institution",
            "机构",
            "ministries, commissions, banks, academies, associations",
            "context:Institution",
            sort=("id",),
            rank=36,
            counted=True,
            claims=(("members", "report"),),
            lookup=True,
            columns=(
                Column("abbr", "abbr", "Abbr.", "简称", "text", 0),
                _NAME,
                _type(3),
                Column("country", "country", "Country", "国家", "text", 4),
                _id(2),
            ),
            filters=(
                Filter("--type", "type", "word", "keep one type of body"),
                Filter("--country", "country", "text", "keep those of a country"),
            ),
            examples=("mic25 institutions NMSAC", "mic25 institutions --type ministry"),
        ),
        Kind(
            "terms",
            "term",
            "术语",
            "glossary: abbreviation, English, Chinese",
            "context:Term",
            sort=("id",),
            rank=38,
            counted=True,
            lookup=True,
            columns=(
                Column("abbr", "abbr", "Abbr.", "简称", "text", 0),
                _NAME,
                Column("definition", "definition", "Meaning", "含义", "text", 1),
                _id(3),
            ),
            examples=("mic25 terms 自主率", "mic25 terms NEV"),
        ),
        Kind(
            "events",
            "event",
            "事件",
            "dated milestones of the policy, its criticism and disputes over it",
            "context:Event",
            sort=("date", "id"),
            rank=14,
            since="date",
            date="date",
            columns=(
                Column("date", "date", "Date", "日期", "date", 0),
                _NAME,
                _type(1),
                Column("summary", "summary", "Summary", "概述", "text", 3),
                _id(3),
            ),
            filters=(
                _industry(),
                Filter("--type", "type", "word", "keep one type of event"),
                Filter("--year", "date", "year", "keep those of a year"),
            ),
            examples=("mic25 events --year 2018",),
        ),
    )
}

FAMILIES: dict[str, tuple[str, ...]] = {
    "What was promised": (
        "industries",
        "targets",
        "documents",
        "provisions",
        "wording",
        "priorities",
    ),
    "Who pays": ("funds",),
    "Who acts": ("pilots", "enterprises", "institutions", "partners", "cooperation"),
    "What is said": ("findings", "recommendations", "measures", "exhibits", "terms", "sources"),
    "Where it stands": ("indicators", "assessments", "events"),
}
"""The kinds in groups, as help and documentation list them."""
