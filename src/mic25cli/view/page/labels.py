"""The words of briefs and of the report page in English and Chinese.

They are part of the one table of labels (`view.words`), under keys that begin with `page-`.
"""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "page-brief-industries": ("Industry brief", "产业简报"),
    "page-brief-targets": ("Target brief", "目标简报"),
    "page-brief-funds": ("Fund brief", "基金简报"),
    "page-as-of": ("as of {date}", "截至 {date}"),
    "page-known": (", as known at {date}", ",以 {date} 时所知为准"),
    # an overview
    "page-short-of": (
        "{targets} with {milestones}, each target by the milestone nearest to the date: {counts}.",
        "共 {targets}、{milestones};每个目标以最接近该日期的目标值为准:{counts}。",
    ),
    "page-short-none": (
        "No target of the book names this industry.",
        "本数据集中没有目标涉及该产业。",
    ),
    "page-short-fits": (
        "The verdicts rest on evidence that is {fits}.",
        "结论所依据的证据:{fits}。",
    ),
    "page-fit-count": ("{fit} ({count})", "{fit}({count})"),
    "page-short-weak": (
        "{weak} of {targets} rest on a source of grade D or on one that nobody has read.",
        "{targets}中有 {weak} 个仅依据 D 级或无人读过的来源。",
    ),
    "page-count-of": ("{count} {status}", "{status} {count}"),
    # sections
    "page-promised": ("What was promised, and by whom", "承诺了什么,由谁承诺"),
    "page-reached": ("What was reached, and how sure that is", "实现了什么,把握多大"),
    "page-numbers": ("The numbers", "数据"),
    "page-payers": ("Who pays", "谁出资"),
    "page-actors": ("Who acts", "谁执行"),
    "page-outside": ("What outsiders say", "外界怎么说"),
    "page-unknown": ("What is not known", "尚不清楚的"),
    "page-sources": ("Sources", "来源"),
    # who set it
    "page-set": ("({letter}) {report}: {count}", "({letter}){report}:{count}"),
    "page-lettered": ("({letter}) {year}", "({letter}){year}"),
    "page-set-by": ("{name} ({who}, {when})", "{name}({who},{when})"),
    "page-set-by-nobody": ("{name} ({when})", "{name}({when})"),
    # columns
    "page-target": ("Target", "目标"),
    "page-aim": ("Promised", "承诺"),
    "page-setter": ("Set by", "提出者"),
    "page-seen": ("Last seen", "最近观测"),
    "page-status": ("Status", "状态"),
    "page-sure": ("How sure", "把握"),
    "page-refs": ("Sources", "来源"),
    "page-year": ("Year", "年份"),
    "page-fund": ("Fund", "基金"),
    "page-since": ("Since", "成立"),
    "page-aimed": ("Aimed at", "计划规模"),
    "page-raised": ("Raised and other sums", "已募集及其他金额"),
    "page-date": ("Date", "日期"),
    "page-who": ("Who", "评估者"),
    "page-says": ("Says", "说法"),
    "page-reading": ("Our reading", "本数据集的解读"),
    "page-period": ("Period", "时期"),
    "page-value": ("Value", "数值"),
    "page-basis": ("Counted as", "口径"),
    "page-report": ("Report", "报告"),
    # cells
    "page-by": ("{aim} by {year}", "{year} 年:{aim}"),
    "page-seen-for": ("{value} ({period})", "{value}({period})"),
    "page-nothing-seen": ("nothing that counts", "没有可计入的观测值"),
    "page-grade": ("{grade}, {checked}", "{grade} 级,{checked}"),
    "page-read-text": ("read", "已读原文"),
    "page-read-excerpt": ("read in an excerpt", "读过节录"),
    "page-read-none": ("not read", "未读"),
    "page-verdict-of": ("{subject}: {verdict}", "{subject}:{verdict}"),
    "page-category": ("{said} (“{category}”)", "{said}(“{category}”)"),
    # facts
    "page-pilots": ("Pilots", "试点"),
    "page-enterprises": ("Enterprises", "企业"),
    "page-institutions": ("Institutions", "机构"),
    "page-actor": ("{name} ({about})", "{name}({about})"),
    "page-more": ("{count} more", "另有 {count} 个"),
    # what is not known
    "page-no-verdict": (
        "No verdict on {targets}, {reason}: {names}.",
        "{targets}无结论,{reason}:{names}。",
    ),
    "page-none-seen": (
        "Nothing was observed that counts.",
        "没有可计入的观测值。",
    ),
    "page-weak": (
        "Verdicts that rest on a source of grade D or on one that nobody has read: {names}.",
        "结论仅依据 D 级或无人读过的来源:{names}。",
    ),
    "page-inexact": (
        "Verdicts on numbers that measure something near the target, not itself: {names}.",
        "结论所依据的数据只是接近目标、并非目标本身:{names}。",
    ),
    "page-unread": (
        "Known only from what others say of it: {names}.",
        "仅从他人转述得知:{names}。",
    ),
    "page-no-raised": (
        "How much was raised is not recorded.",
        "募集多少未见记录。",
    ),
    "page-no-sum": ("No sum is recorded at all: {names}.", "没有任何金额记录:{names}。"),
    "page-no-outside": (
        "No outside assessment of it is recorded.",
        "没有记录到外界对其的评估。",
    ),
    "page-no-payer": (
        "No fund of the book names this industry.",
        "本数据集中没有基金以该产业为对象。",
    ),
    "page-no-actor": (
        "No pilot, enterprise or institution of the book is tied to it.",
        "本数据集中没有与之相关的试点、企业或机构。",
    ),
    "page-no-contributor": (
        "Who put the money in is not recorded.",
        "出资方未见记录。",
    ),
    "page-no-aimed": (
        "How much it was to have is not recorded.",
        "计划规模未见记录。",
    ),
    "page-reading-excerpts": (
        "{excerpts} of the {count} sources named here were read in an excerpt only.",
        "此处列出的 {count} 个来源中,{excerpts} 个只读过节录。",
    ),
    "page-reading-both": (
        "Of {count} sources named here {excerpts} were read in an excerpt only, {none} not at all.",
        "此处列出的 {count} 个来源中,{excerpts} 个只读过节录,{none} 个未读。",
    ),
    # one target
    "page-target-reached": ("{status}.", "{status}。"),
    "page-then-observed": ("last observed {value} for {period}", "最近观测 {period} 为 {value}"),
    "page-observed": ("Last observed: {value} for {period}", "最近观测:{period} 为 {value}"),
    "page-started": ("Started from {value} in {period}", "起点:{period} 为 {value}"),
    "page-measured": ("Measured by: {definition}", "衡量方式:{definition}"),
    "page-admits": ("What counts as evidence: {evidence}", "可作证据的口径:{evidence}"),
    # the report
    "page-report-title": (
        "{policy}: promised, reached, not known",
        "{policy}:承诺、实现与未知",
    ),
    "page-policy": ("Made in China 2025", "《中国制造2025》"),
    "page-report-lead": (
        "Every target with what was promised, by whom, what was reached and how sure that is; who "
        "pays, who acts, what outsiders say. Every statement has its sources beside it.",
        "逐一列出每个目标:承诺了什么、由谁承诺、实现了什么、把握多大;以及谁出资、谁执行、外界怎么说。"
        "每条陈述旁均注明来源。",
    ),
    "page-skip": ("Skip to the targets", "跳到各目标"),
    "page-theme": ("Light or dark", "浅色或深色"),
    "page-contents": ("Contents", "目录"),
    "page-scoreboard": ("Scoreboard", "总览"),
    "page-by-industry": ("By industry", "按产业"),
    "page-by-edition": ("By the document that set it", "按提出目标的文件"),
    "page-bar": ("Statuses", "状态"),
    "page-edition": ("Document", "文件"),
    "page-industry": ("Industry", "产业"),
    "page-targets": ("Targets", "目标"),
    "page-milestones": ("Milestones", "目标值"),
    "page-across": ("Across industries", "跨产业"),
    "page-changes": ("What changed", "变化"),
    "page-changes-editions": (
        "Between documents that set the same targets",
        "提出相同目标的文件之间",
    ),
    "page-changes-dates": ("Between dates", "日期之间"),
    "page-changes-records": ("In the records themselves", "记录本身"),
    "page-since-records": ("since the records of {at}", "自 {at} 的记录以来"),
    "page-money": ("Funds: raised against aimed at", "基金:募集额与计划规模"),
    "page-book": ("The rest of the book", "其余记录"),
    "page-book-of": ("{kind} ({count})", "{kind}({count})"),
    "page-more-sources": ("Other sources of the book", "本数据集的其他来源"),
    "page-details": ("Numbers, evidence and what is not known", "数据、证据与尚不清楚之处"),
    "page-about-industry": (
        "Who pays, who acts, what outsiders say, what is not known",
        "谁出资、谁执行、外界怎么说、尚不清楚的",
    ),
    "page-filter": ("Find targets", "查找目标"),
    "page-search": ("Words", "词语"),
    "page-any": ("any", "不限"),
    "page-fit": ("Fit", "相符程度"),
    "page-sort": ("Order", "排序"),
    "page-sort-book": ("as in the book", "按本数据集次序"),
    "page-sort-status": ("by status", "按状态"),
    "page-sort-year": ("by year", "按年份"),
    "page-sort-name": ("by name", "按名称"),
    "page-reset": ("Clear", "清除"),
    "page-shown": ("{shown} of {all} targets", "{all} 个目标中的 {shown} 个"),
    "page-chart-of": ("Chart: {name}", "图:{name}"),
    # sources
    "page-source-at": ("at {at}", "位置:{at}"),
    "page-source-more": ("{at} and {count} more", "{at}等,另 {count} 处"),
    "page-source-grade": ("grade {grade}", "{grade} 级"),
    "page-colophon": (
        "mic25 {version}, records {digest}. Every statement is from the sources numbered beside "
        "it; status and fit are worked out from them. Grades: A official, B institute, C press, "
        "D other; text, excerpt: how much of the source was read; none: nobody read it.",
        "mic25 {version},记录 {digest}。每条陈述均出自其旁编号的来源;"
        "状态与相符程度据此推算。级别:A 官方,B 研究机构,C 媒体,D 其他;"
        "原文、节录:来源读过多少;未读:无人读过。",
    ),
}
