"""The pages of a site that are not on one record: front, about, methods, data, all targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mic25cli.calc.progress.by_target import applying
from mic25cli.calc.progress.result import Result
from mic25cli.calc.progress.status import ASSESSED
from mic25cli.model import record_json
from mic25cli.model.correction import CAUSES
from mic25cli.model.kinds import KINDS
from mic25cli.model.screen_words import find
from mic25cli.values import grouped
from mic25cli.view.chart import scorecard
from mic25cli.view.document import Cell, Facts, Head, Line, Lines, Part, RecordName, TextTable
from mic25cli.view.page.page_story import Files, Filtered, Section, TextPage, Verbatim, as_of
from mic25cli.view.page.site_pages import FRONT, LanguageSite
from mic25cli.view.sources import citation_styles
from mic25cli.view.text import (
    called,
    counted,
    date,
    english_note,
    field_title,
    kind_title,
    label,
    name_of,
    value_word,
)
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explain_text import answered, bullets, seen_on_page
from mic25cli.view.verdict.headline import very_likely
from mic25cli.view.verdict.progress_data import amount
from mic25cli.view.verdict.status_marks import STATUSES
from mic25cli.vocabulary import VocabularyTerm, terms


def pages(tree: LanguageSite) -> Iterator[TextPage]:
    """The pages of a site that are not about one record, such as its front page and search."""
    search = TextPage("search.html", tree.word("search"), "search")
    yield from (front(tree), search, _about(tree), _methods(tree), _data(tree))
    if tree.site.corrections:
        yield _corrections(tree)
    if tree.dataset.kind("targets"):
        yield _targets(tree)


COLUMNS = (
    "target", "industry", "origin", "year", "value", "seen", "short", "status", "fit", "certainty",
)  # fmt: skip
"""The columns of a list of targets."""


def front(tree: LanguageSite) -> TextPage:
    """The front page: the finding, the scorecard, what changed, how to read it."""
    site, lang = tree.site, tree.lang
    by_kind: list[Line] = []
    for kind in KINDS:
        if records := tree.dataset.kind(kind):
            name = RecordName(kind_title(kind, lang), kind, "")
            by_kind.append((("", name), ("", f" {len(records)}")))
    first = {each.target: each for each in applying(site.results) if isinstance(each, Result)}
    featured = (first[key] for key in site.dataset.profile.featured if key in first)
    summary = name_of(site.dataset.profile.summary, lang)
    more: Line = (("", RecordName(tree.word("about-more"), "about", "")),)
    policy = Lines((summary, tree.word("about-list"), _imprint(tree), more))
    parts: dict[str, Sequence[Part]] = {
        "policy": (policy,) if summary else (),
        "featured": bullets(_sentences(tree, featured)),
        "news": bullets(_sentences(tree, site.news)),
        "kinds": bullets(by_kind),
    }
    named = [Section(key, tree.word(key), (*content,)) for key, content in parts.items() if content]
    above = [each for each in named if each.key in ("policy", "featured")]
    score = tree.score_sections(site.card.rows, every=site.few)
    sections = (*above, *score, *named[len(above) :])
    words = scorecard.words(site.card, lang)
    inferred = any(each.certainty == "inferred" for each in site.results)
    return TextPage(
        FRONT,
        words.titles[0],
        "",
        (*words.sentences[1:], *((very_likely(lang),) if inferred else ())),
        sections,
        kicker=as_of(site.question, lang),
        head=words.titles[0],
        data=as_data(tree),
        until=_until(tree),
    )


def how_to_read(tree: LanguageSite) -> Section:
    """A section that explains each status that occurs on the site."""
    statuses = {result.status for result in tree.site.results}
    read = [
        (status_words.mark(status, tree.lang), (label(f"status-means-{status}", tree.lang),))
        for status in STATUSES
        if status in statuses
    ]
    return Section("read", tree.word("read"), (Facts(tuple(read)),))


def _sentences(tree: LanguageSite, results: Iterable[Result]) -> list[Line]:
    """The answer to each target with a link to its page."""
    lang, told = tree.lang, map(tree.site.answers.answered, results)
    lines = ((answered(each, lang), name_of(each.name, lang), each.target) for each in told)
    return [(*answer[0], ("", " "), ("", RecordName(name, "targets", target)))
            for answer, name, target in lines if answer]  # fmt: skip


def _until(tree: LanguageSite) -> str:
    """The day from which the site says that it is out of date."""
    newest = tree.about.date.edtf if tree.about.date else tree.site.question.as_of
    return f"{int(newest[:4]) + 1}{newest[4:]}"


def as_data(tree: LanguageSite, page: TextPage | None = None, described: str = "") -> str:
    """The description of the dataset, or of a page's part of it, for search engines (JSON-LD)."""
    about, profile, base = tree.about, tree.dataset.profile, tree.site.base
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": about.title,
        "description": name_of(profile.summary, tree.lang) or about.title,
        "creator": [{"@type": "Organization", "name": author} for author in about.authors],
        "license": profile.license and f"https://spdx.org/licenses/{profile.license}",
        "version": about.version,
        "url": about.url,
        "inLanguage": [each.lang for each in tree.site.trees],
        "identifier": tree.dataset.whole.digest,
    }
    if page is not None:
        data |= {
            "name": page.head or page.title,
            "description": described,
            "url": base and f"{base}{tree.root}{page.path}",
            "identifier": page.record,
            "isPartOf": {"@type": "Dataset", "name": about.title},
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": name, "contentUrl": f"{base}{path}"}
                for section in page.sections
                for part in section.parts
                if isinstance(part, Files)
                for name, path in part.items
            ],
        }
    # A text of a record must not close the element around it.
    return record_json.line({key: each for key, each in data.items() if each}).replace(
        "<", "\\u003c"
    )


def _facts(tree: LanguageSite) -> Mapping[str, tuple[str, str]]:
    """The site's publisher, licence and age, each with its title."""
    lang, profile, about = tree.lang, tree.dataset.profile, tree.about
    facts = {
        "authors": label("comma", lang).join(profile.authors),
        "license": find(lang, f"licence-{profile.license}") or profile.license or "",
        "edition": f"{about.version or tree.site.version}",
        "records": tree.dataset.whole.digest[:12],
        "evidence": date(to, lang) if (to := tree.dataset.evidence_to) else "",
        "read": date(about.date.edtf, lang) if about.date else "",
        "judged": date(tree.site.question.as_of, lang),
    }
    return {key: (tree.word(f"about-{key}"), text) for key, text in facts.items() if text}


def _imprint(tree: LanguageSite) -> str:
    """The site's publisher, licence and edition, and up to when there is evidence."""
    facts, colon = _facts(tree), label("colon", tree.lang)
    keys = ("authors", "license", "edition", "evidence", "read")
    return " · ".join(colon.join(facts[key]) for key in keys if key in facts)


def _about(tree: LanguageSite) -> TextPage:
    """The page on the policy, and on the site's publisher, licence and age."""
    rows = tuple((title, (text,)) for title, text in _facts(tree).values())
    keys = ("methods", "data", *(["corrections"] if tree.site.corrections else []))
    ways: list[Line] = [(("", RecordName(tree.word(key), key, "")),) for key in keys]
    sections = [
        Section("how", tree.word("about-how"), (Lines((tree.word("about-list"),)), *bullets(ways))),
        Section("facts", tree.word("about-site"), (Facts(rows),)),
    ]
    cited = Lines((citation_styles.in_words(tree.about, tree.lang),))
    sections.append(Section("cite", tree.word("cite"), (cited,)))
    lead = tuple(filter(None, [name_of(tree.dataset.profile.summary, tree.lang)]))
    return TextPage("about.html", tree.word("about"), "about", lead, tuple(sections))


def _targets(tree: LanguageSite) -> TextPage:
    """All targets in a table that can be filtered, sorted and copied."""
    lang, title = tree.lang, kind_title("targets", tree.lang)
    by = ["industry", "origin", "year", "status", "fit", "certainty"]
    keys = [*COLUMNS]
    if not tree.dataset.kind("industries"):
        by, keys = by[1:], [key for key in keys if key != "industry"]
    heads = tuple(Head(key, tree.word(f"column-{key}")) for key in keys)
    first = {each.target: each for each in applying(tree.site.results)}
    rows = []
    targets = tree.dataset.kind("targets")
    in_card = (square.target for row in tree.site.card.rows for square in row.squares)
    for key in dict.fromkeys((*filter(targets.__contains__, in_card), *targets)):
        name = RecordName(called(targets[key], lang), "targets", key)
        result = first.get(key)
        cells = target_row(tree, result) if isinstance(result, Result) else {}
        rows.append(((name,), *(cells.get(key, ()) for key in keys[1:])))
    table = Filtered(TextTable(heads, tuple(rows)), tuple(by))
    count = counted(len(rows), "targets", lang)
    return TextPage(
        "targets/index.html", title, "targets", (count,), (Section("list", "", (table,)),)
    )


def target_row(tree: LanguageSite, result: Result) -> Mapping[str, Cell]:
    """The cells of a target other than its name, by column."""
    lang, figure = tree.lang, result.latest or result.seen
    industry = next(iter(result.industries), None)
    record = tree.dataset.get("industries", industry) if industry else None
    everywhere = label("group-no-industry", lang)
    sizes = status_words.shortfall(result, lang) if result.fit != "proxy" else ()
    assessed, sure = result.status in ASSESSED, result.certainty
    leans = label(f"beside-leaning-{result.lean}", lang) if result.lean else tree.word("no-lean")
    open_ = result.lean or result.status == "not-assessable"
    return {
        "industry": (name_of(record["short_name"] or record["name"], lang)
                     if record else everywhere,),
        "origin": (value_word("origin", result.origin, lang),),
        "year": (result.milestone.year_name or "",),
        "value": (amount(result.milestone, lang),),
        "seen": (seen_on_page(figure, result.unit, tree.dataset.units, lang),) if figure else (),
        "short": tuple(size for key, size in sizes if key in ("short", "overspent")),
        "status": ((status_words.piece(result.status, lang),),),
        "fit": (status_words.fit_word(result.fit, result.side, lang),) if assessed else (),
        "certainty": (leans,) if open_ else (label(f"certainty-{sure}", lang),) if sure else (),
    }  # fmt: skip


BEHIND = ("max_change", "gap_ratio", "fragile", "depends_on", "independent_sources", "data_needed")
"""The terms that explain how certain a verdict is."""
RULE = ("target", "figure", "observed", "inferred", "depends", "limits")
"""The rule for verdicts, step by step."""


def _methods(tree: LanguageSite) -> TextPage:
    """The page on how verdicts are made, in the terms of the vocabulary."""
    lang = tree.lang
    own = tree.form.records

    def meanings(entries: Iterable[VocabularyTerm]) -> Facts:
        return Facts(tuple((entry["term"][own], (entry["definition"][own],)) for entry in entries))

    status = [
        (status_words.mark(key, lang), (label(f"status-means-{key}", lang),)) for key in STATUSES
    ]
    behind = (each for key in BEHIND for each in terms("concept") if each.get("key") == key)
    sure = meanings((*terms("certainty"), *terms("lean")))
    neither = (tree.word("no-lean"), (tree.word("no-lean-means"),))
    certainty = Facts((*sure.rows, neither, *meanings(behind).rows))
    tested = Lines((tree.word("rule-tested"), very_likely(lang)))
    sections = (
        Section("rule", tree.word("rule"), (*bullets([tree.word(f"rule-{key}") for key in RULE]),)),
        Section("statuses", label("page-status", lang), (Facts(tuple(status)),)),
        Section("fits", label("page-fit", lang), (meanings(terms("fit")),)),
        Section("fits", tree.word("certainty"), (certainty,)),
        Section("fits", tree.word("tested"), (tested,)),
        Section("grades", tree.word("grade"), (meanings(terms("grade")),)),
        Section("grades", field_title("access", lang), (meanings(terms("access")),)),
        Section("grades", field_title("checked", lang), (meanings(terms("checked")),)),
    )
    return TextPage(
        "methods.html", tree.word("methods"), "methods", (tree.word("methods-lead"),), sections
    )


CORRECTED = ("date", "said", "right", "records")
"""The columns of a list of corrections."""


def _corrections(tree: LanguageSite) -> TextPage:
    """The page on errors that the dataset had to correct, by cause."""
    heads = tuple(Head(key, tree.word(f"corrected-{key}")) for key in CORRECTED)
    sections = []
    of = grouped((each.cause, each) for each in tree.site.corrections)
    for cause in (cause for cause in CAUSES if cause in of):
        rows = []
        for each in sorted(of[cause], key=lambda each: each.date, reverse=True):
            pairs = (name.partition("/") for name in each.records)
            names = (tree.named(kind, key) for kind, _, key in pairs if tree.dataset.get(kind, key))
            links = tuple(filter(None, names))
            rows.append(((date(each.date, tree.lang),), (each.said,), (each.right,), links))
        title = tree.word(f"corrected-{cause}")
        sections.append(Section("list", title, (TextTable(heads, tuple(rows)),)))
    english = english_note(({"note": each.said} for each in tree.site.corrections), tree.lang)
    lead = (tree.word("corrections-lead"), *english)
    title = tree.word("corrections")
    return TextPage("corrections.html", title, "corrections", lead, tuple(sections))


def _data(tree: LanguageSite) -> TextPage:
    about = tree.about
    kinds = {kind: len(tree.dataset.kind(kind)) for kind in KINDS if tree.dataset.kind(kind)}
    comma = label("comma-text", tree.lang)
    files = [
        (f"{counted(count, kind, tree.lang)}{comma}JSON", f"data/{kind}.json")
        for kind, count in kinds.items()
    ]
    if tree.site.last is not None:
        files.append((f"{tree.word('feed')}{comma}Atom", f"{tree.root}feed.xml"))
    cited = Lines((citation_styles.in_words(about, tree.lang),))
    sections = (
        Section("files", tree.word("files"), (Files(tuple(files)),)),
        Section("cite", tree.word("cite"), (cited, Verbatim(citation_styles.bibtex([about])))),
    )
    return TextPage(
        "data.html", tree.word("data"), "data", (tree.word("data-lead"), _imprint(tree)), sections
    )._replace(data=as_data(tree))
