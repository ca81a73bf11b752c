"""Every label of every screen, in English and in Chinese: the one table for all commands.

`label("sources", lang)` gives a label, `label("count", lang, rows=3, noun="funds")`
one with something in it.  A new label is an entry under its subject, with both
languages; where the reader asks for both, labels are English.  What fields are called
and the words of closed lists stand in `model.fields`.
"""

from __future__ import annotations

from mic25cli.view.text import Lang, number

LABELS: dict[str, tuple[str, str]] = {
    # every command
    "comma": (", ", "、"),
    "comma-text": (", ", ","),
    "semicolon": ("; ", ";"),
    "undated": ("left out, without a date: {parts}", "因日期不明而略去:{parts}"),
    "undated-of": ("{count} of {kind}", "{kind} {count} 项"),
    "timeless": (
        "--as-of changes nothing here: {kinds} carry no dates of their own",
        "--as-of 不起作用:{kinds}本身没有日期",
    ),
    "count": ("{rows} {noun}", "共 {rows} {noun}"),
    "count-of": ("{rows} of {of} {noun}", "{rows} / {of} {noun}"),
    "gate-was": ("was {status} before", "此前为{status}"),
    "gate-count": (
        "{failed} of {all} milestones fail under --fail-on {asked}, as of {as_of}",
        "截至 {as_of},{all} 个里程碑中有 {failed} 个未通过 --fail-on {asked}",
    ),
    "list-one": ("one in full: {command}", "完整查看一项:{command}"),
    "list-judged": ("how it was judged: {command}", "如何评估:{command}"),
    "not-shown": (
        "not shown: {titles} (there on a wider terminal, with --fields, or with -f plain)",
        "未显示:{titles}(终端加宽、使用 --fields 或 -f plain 时可见)",
    ),
    "none-by-itself": ("nothing passes {given}", "没有符合 {given} 的条目"),
    "none-of-years": (
        "nothing passes {given}; on record: {first} to {last}",
        "没有符合 {given} 的条目;现有:{first} 至 {last}",
    ),
    "none-together": (
        "each of the filters keeps something, all together keep nothing",
        "各筛选条件单独均有结果,合并后没有结果",
    ),
    "also-read": ("; also read: {values}", ";另有读数:{values}"),
    "no-date": ("n.d.", "日期不详"),
    "row": ("row", "行"),
    "rows": ("rows", "行"),
    # records
    "sources": ("Sources", "来源"),
    "more": ("… {count} more", "……另有 {count} 项"),
    "grade": ("grade {grade}", "{grade} 级"),
    "checked": ("checked: {checked}", "核对:{checked}"),
    # search
    "field": ("Where", "位置"),
    "snippet": ("Text", "原文"),
    "search-count": ("Found {total}: {parts}", "共 {total} 项:{parts}"),
    "search-count-of": ("Showing {shown} of {total}: {parts}", "显示 {shown} / {total} 项:{parts}"),
    "search-also": ("also: {names}", "同时检索:{names}"),
    "search-inside": (
        "{count} of them only inside a longer word of a name; they stand last",
        "其中 {count} 项仅出现在名称的较长单词之内,排在最后",
    ),
    "search-nothing": ("nothing has '{query}';", "没有找到“{query}”;"),
    "search-meant": ("did you mean {meant}?", "您是不是要找 {meant}?"),
    "search-or": (" or ", "、"),
    "search-tried": (
        "tried: word endings, other names of the same thing, pinyin, similar spellings.",
        "已尝试:词形变化、别名、拼音、相近写法。",
    ),
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
    "book-title": ("title", "标题"),
    "records-from": ("records from", "记录来自"),
    "digest": ("digest", "摘要值"),
    "records-in-all": ("records in all", "记录总数"),
    "setting": ("setting {name}", "设置 {name}"),
    "setting-from": ("{value} ({origin})", "{value}({origin})"),
    "setting-none": ("none", "无"),
    "setting-on": ("on", "启用"),
    "setting-default": ("default", "默认"),
    # coverage
    "coverage-kind": ("Kind", "类别"),
    "coverage-industry": ("Industry", "产业"),
    "coverage-records": ("Records", "记录"),
    "coverage-claims": ("Claims", "论述"),
    "coverage-text": ("Text", "原文"),
    "coverage-excerpt": ("Excerpt", "节录"),
    "coverage-none": ("Unread", "未读"),
    "coverage-filled": ("Filled", "已填"),
    "coverage-en": ("English", "英文名"),
    "coverage-zh": ("Chinese", "中文名"),
    "coverage-chapter": ("Chapter", "章节"),
    "coverage-no-chapter": ("(not stated)", "(未注明)"),
    "coverage-targets": ("Targets", "目标"),
    "coverage-with_baseline": ("Baseline", "有基期"),
    "coverage-observed_in_year": ("In year", "当年有值"),
    "coverage-assessable": ("Assessable", "可评估"),
    "coverage-oldest": ("Oldest", "最早"),
    "coverage-newest": ("Newest", "最新"),
    "coverage-id": ("Id", "编号"),
    "coverage-totals": (
        "{records}, {claims}; {targets}, {with_baseline} with a baseline, {observed} observed in "
        "the year aimed at, {assessable} assessable as of {as_of} ({fits}), {outside} more judged "
        "by outsiders only",
        "{records},{claims};{targets},其中有基期 {with_baseline} 个,目标年份有观测值 {observed} 个,"
        "截至 {as_of} 可评估 {assessable} 个({fits}),另有 {outside} 个仅有外部评估",
    ),
    "coverage-legend": (
        "A to D: share of statements by grade of the best source; Text to Unread: by how closely "
        "it was looked at; English and Chinese: names; Oldest and Newest: reports",
        "A 至 D:按最佳来源级别划分的论述比例;原文至未读:按核对程度划分;"
        "英文名与中文名:有该语名称者;最早与最新:报告日期",
    ),
    # diff
    "diff-outcome": ("outcome", "结果"),
    "diff-outcome-count": ("outcome changed", "项结果变化"),
    "diff-outcomes-count": ("outcomes changed", "项结果变化"),
    "diff-raised": ("raised", "上调"),
    "diff-lowered": ("lowered", "下调"),
    "diff-removed": ("removed", "删除"),
    "diff-moved": ("moved", "变更"),
    "diff-reworded": ("reworded", "改述"),
    "diff-added": ("added", "新增"),
    "diff-restated": ("restated", "修订"),
    "diff-observed": ("observed", "新值"),
    "diff-edited": ("edited", "编辑"),
    "diff-confirmed": ("confirmed", "佐证"),
    "diff-unseen": ("unseen", "未见"),
    "diff-count-of": ("{count} {what}", "{count} {what}"),
    "diff-more-of": ("{count} more {what}", "另 {count} {what}"),
    "diff-more": ("{count} more", "另 {count} 项"),
    "diff-rest": ("… {counts}: {how}", "……{counts}:{how}"),
    "diff-none": ("no differences", "无差异"),
    "diff-total-one": ("{count} change: {counts}", "{count} 处:{counts}"),
    "diff-total": ("{count} changes: {counts}", "{count} 处:{counts}"),
    "diff-changes": ("Changes", "合计"),
    "diff-change": ("change", "处变化"),
    "diff-changes-noun": ("changes", "处变化"),
    "diff-only": ("only {reports}", "仅见于 {reports}"),
    "diff-excerpts": (
        "{report} was read in excerpts only: what it does not say is unseen, not dropped",
        "{report} 只读过节录:未见不等于删除",
    ),
    "diff-head-what": ("What", "内容"),
    "diff-head-change": ("Change", "变化"),
    "diff-head-report": ("Report", "报告"),
    "diff-origin-plan": ("by the plan", "本规划"),
    "diff-origin-adjacent": ("by other national plans", "其他国家规划"),
    "diff-origin-local": ("by provinces and cities", "省市规划"),
    "diff-origin-outside": ("as read by outsiders", "外部解读"),
    "diff-column-kind": ("Kind", "类别"),
    "diff-column-class": ("Class", "变化类型"),
    "diff-column-id": ("Id", "编号"),
    "diff-column-name": ("Name", "名称"),
    "diff-column-path": ("Field", "字段"),
    "diff-column-key": ("Which", "对象"),
    "diff-column-old": ("Old", "原值"),
    "diff-column-new": ("New", "新值"),
    "diff-column-delta": ("Delta", "差额"),
    "diff-column-reports.old": ("Old report", "原报告"),
    "diff-column-reports.new": ("New report", "新报告"),
    "diff-column-note": ("Note", "说明"),
    "diff-note-corrected": ("the same report: the record was corrected", "同一报告:记录已更正"),
    "diff-note-confirmed": ("another report says the same", "另一报告说法相同"),
    "diff-note-doubled": ("the same report says it twice in this record", "同一报告在本记录中重复"),
    "diff-note-equal": ("they are worth the same", "数值相等"),
    "diff-note-digits": ("the same number, printed with other digits", "同一数字,位数不同"),
    "diff-note-aside": ("beside the claim that stands", "与现行说法并存"),
    "diff-note-looser": ("they agree, one more loosely", "两者一致,其一较粗略"),
    "diff-note-postponed": ("the same aim for another year", "同一目标,年份不同"),
    "diff-note-worse": ("worse than before", "较前变差"),
    "diff-note-headline-basis": ("the basis that counts as the headline", "作为主要口径的统计口径"),
    "diff-note-no-common-unit": ("the units cannot be compared", "单位无法比较"),
    "diff-note-excerpts-only": ("{reports} was read in excerpts only", "{reports} 只读过节录"),
    "diff-note-less-is-better": ("less is better", "越低越好"),
    "diff-note-by-way-of": ("by way of {reports}", "其间经 {reports}"),
    "diff-note-beside": ("beside {reports}", "另见 {reports}"),
    # charts
    "chart-key-aim": ("target, at its due year", "目标值(标于到期年份)"),
    "chart-key-replaced": ("replaced target", "已被取代的目标值"),
    "chart-key-held": ("since it was set", "自设定起"),
    "chart-key-start": ("baseline", "基期"),
    "chart-key-path": ("path from the baseline", "基期至目标的路径"),
    "chart-key-weak": ("grade D or unread", "D 级或未读"),
    "chart-unread": ("unread", "未读"),
    "chart-key-range": ("range", "范围"),
    "chart-key-bound": ("at least, at most", "至少、至多"),
    "chart-key-apart": ("not for one whole year", "不是整一年"),
    "chart-key-rival": ("another number for the period", "同期的另一数值"),
    "chart-key-line": ("consecutive years", "相邻年份"),
    "chart-sign-aim": ("thick bar", "粗横线"),
    "chart-sign-replaced": ("thin bar", "细横线"),
    "chart-sign-held": ("dotted", "点线"),
    "chart-sign-start": ("triangle", "三角"),
    "chart-sign-path": ("dashed", "虚线"),
    "chart-sign-line": ("line", "实线"),
    "chart-sign-range": ("upright bar", "竖线"),
    "chart-sign-bound": ("arrow", "箭头"),
    "chart-sign-weak": ("hollow", "空心"),
    "chart-sign-apart": ("ringed", "带圈"),
    "chart-sign-rival": ("small", "小号"),
    "chart-no-basis": ("observed", "观测值"),
    "chart-set": ("{aim}, set by {report}", "{aim},由 {report} 设定"),
    "chart-set-when": (
        "{aim}, set by {report} ({published})",
        "{aim},由 {report} 设定({published})",
    ),
    "chart-mark": ("{period}: {value}", "{period}:{value}"),
    "chart-no-room": ("Without room beside their marks: {what}.", "图中无处标注:{what}。"),
    "chart-due": ("{year}: {aim}", "{year} 年:{aim}"),
    "chart-of": ("{basis} ({fit})", "{basis}({fit})"),
    "chart-named": ("{name}: {sentence}", "{name}:{sentence}"),
    "chart-nothing-drawn": ("no number to draw", "没有可绘制的数值"),
    "chart-as-of": ("As of {as_of}{known}.", "截至 {as_of}{known}。"),
    "chart-left-out": (
        "{drawn} of {count} observations drawn; left out: {why}.",
        "共 {count} 条观测值,绘出 {drawn} 条;略去:{why}。",
    ),
    "chart-one-drawn": ("The one observation is drawn.", "仅有的 1 条观测值已绘出。"),
    "chart-all-drawn": ("All {count} observations drawn.", "{count} 条观测值全部绘出。"),
    "chart-none-recorded": ("No observation recorded.", "无观测值记录。"),
    "chart-aims-left-out": ("Targets without a place: {why}.", "无法标出的目标值:{why}。"),
    "chart-why": ("{count} {why}", "{why} {count}"),
    "chart-why-words": ("in words", "文字目标"),
    "chart-why-no-year": ("without a year", "无年份"),
    "chart-why-other-unit": ("in another unit", "其他单位"),
    "chart-progress": ("Targets by industry and status", "各产业目标的状态"),
    "chart-funds": ("Funds: aimed at, raised, registered", "基金:目标、募集与注册规模"),
    "chart-timeline": ("Dated things by year", "按年份的事件与文件"),
    "chart-no-industry": ("no industry of its own", "未归入产业"),
    "chart-said-progress": (
        "{milestones} judged by industry: {statuses}",
        "按产业评估 {milestones}:{statuses}",
    ),
    "chart-said-funds": (
        "{drawn} sums of {funds} funds in {unit}, by the year in which each fund begins",
        "{funds} 只基金的 {drawn} 笔金额({unit}),按基金起始年份排列",
    ),
    "chart-said-timeline": (
        "{total} from {first} to {last}: {kinds}",
        "{first} 至 {last} 年共 {total} 项:{kinds}",
    ),
    "chart-repeated": (
        "{count} counted more than once: a target of two industries is in both.",
        "{count} 个重复计数:属于两个产业的目标计入两处。",
    ),
    "chart-not-drawn": ("Not drawn: {why}.", "未绘出:{why}。"),
    "chart-undated": ("Left out, without a date: {why}.", "因日期不明而略去:{why}。"),
    "chart-never-added": (
        "Sums are never added up: funds are parts of others, and rounds parts of a whole.",
        "各笔金额不相加:基金之间有从属关系,各期为整体的一部分。",
    ),
    "chart-why-other-claim": ("another claim for the same sum", "同一金额的其他说法"),
    "chart-scaled": ("one sign stands for {count}", "每个符号代表 {count} 项"),
    "chart-sum": ("{kind} {value} · {more}", "{kind} {value} · {more}"),
    "chart-sources": ("Sources: {ids}.", "来源:{ids}。"),
    "chart-sources-many": (
        "{count} sources, which mic25 chart {chart} --json names.",
        "来源 {count} 个,见 mic25 chart {chart} --json。",
    ),
    "chart-less": ("{unit} (less is better)", "{unit}(越低越好)"),
    "end-of-year": ("end of {date}", "{date} 年末"),
    "end-of-date": ("end of {date}", "{date} 末"),
    "no-year": ("no year", "无年份"),
    "year-not-stated": ("year not stated", "年份未定"),
    "round": ("round {number}", "第 {number} 期"),
}
"""Labels by subject; those of progress stand in `view.progress.labels` and those of pages in
`view.page.labels`, read when one is asked."""


def label(key: str, lang: Lang, **values: object) -> str:
    """A label in the reader's language, with the values put into it."""
    text = (LABELS.get(key) or _apart(key))[lang == "zh"]
    return text.format(**values) if values else text


def _apart(key: str) -> tuple[str, str]:
    if key.startswith("page-"):
        from mic25cli.view.page.labels import LABELS as PAGES

        return PAGES[key]
    # Only here: they bring the statuses of progress with them, which a list does without.
    from mic25cli.view.progress.labels import LABELS as PROGRESS

    return PROGRESS[key]


_COUNTED: dict[str, tuple[str, str, str]] = {
    "record": ("record", "records", "条记录"),
    "claim": ("claim", "claims", "条论述"),
    "target": ("target", "targets", "个目标"),
    "milestone": ("milestone", "milestones", "个目标值"),
}
"""What can be counted: one, several, and what follows the number in Chinese."""


def counted(count: int, what: str, lang: Lang) -> str:
    """A number of things: `1 record`, `12,345 records`, `12,345 条记录`."""
    one, several, zh = _COUNTED[what]
    return f"{number(count)} {zh if lang == 'zh' else one if count == 1 else several}"


def field_title(key: str, lang: Lang) -> str:
    """What a field is called before its value."""
    from mic25cli.model import fields

    return fields.label(key, chinese=lang == "zh")


OPEN: dict[str, str] = {
    # topics of findings
    "topic.ambition": "目标抱负",
    "topic.motives": "动因",
    "topic.development-model": "发展模式",
    "topic.targets": "目标",
    "topic.value-chains": "价值链",
    "topic.state-and-market": "政府与市场",
    "topic.evaluation": "评价",
    "topic.emerging-technologies": "新兴技术",
    "topic.foundational-technology": "基础技术",
    "topic.priorities": "重点",
    "topic.smart-manufacturing": "智能制造",
    "topic.demand-creation": "需求创造",
    "topic.traditional-high-tech": "传统高技术",
    "topic.overcapacity": "产能过剩",
    "topic.foreign-firms": "外资企业",
    "topic.self-reliance": "自主自立",
    "topic.basic-research": "基础研究",
    "topic.research-spending": "研发投入",
    "topic.trade-dispute": "贸易争端",
    "topic.internal-debate": "内部讨论",
    "topic.discourse": "话语",
    "topic.policy-network": "政策网络",
    "topic.local-implementation": "地方落实",
    "topic.private-firms": "民营企业",
    "topic.standards": "标准",
    "topic.pilots": "试点",
    "topic.green-manufacturing": "绿色制造",
    "topic.party-control": "党的领导",
    "topic.state-firms": "国有企业",
    "topic.mergers": "并购重组",
    "topic.technology-transfer": "技术转让",
    "topic.market-access": "市场准入",
    "topic.investment": "投资",
    "topic.talent": "人才",
    "topic.germany-risk": "德国面临的风险",
    "topic.europe-innovation": "欧洲创新",
    "topic.germany-cooperation": "中德合作",
    "topic.europe-response": "欧洲的应对",
    "topic.east-asia-ties": "与东亚的联系",
    "topic.east-asia-safeguards": "东亚的防范措施",
    # languages of sources
    "lang.de": "德文",
    "lang.en": "英文",
    "lang.es": "西班牙文",
    "lang.fr": "法文",
    "lang.hr": "克罗地亚文",
    "lang.it": "意大利文",
    "lang.ja": "日文",
    "lang.ko": "韩文",
    "lang.ru": "俄文",
    "lang.zh": "中文",
}
"""Words of lists that are not closed, in Chinese: what is not here stays as it is recorded."""


def value_word(key: str, value: str, lang: Lang) -> str:
    """The value of a field as it is shown: a word of a list in the reader's language."""
    if lang != "zh":
        return value
    from mic25cli.model import fields

    if key == "unit":
        from mic25cli.model.units import UNITS

        return UNITS[value].zh if value in UNITS else value
    if key == "province":
        from mic25cli.model.places import PROVINCES

        return PROVINCES[value].zh if value in PROVINCES else value
    if key not in fields.FIELDS or fields.FIELDS[key].role not in ("choice", "status"):
        return value
    return OPEN.get(f"{key}.{value}") or fields.word(key, value, chinese=True)
