"""The page of a target in the reader's order: its answer and promise, its chart, how sure it is,
its figures, what others say, how it came about, its sources, and what can be taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mic25cli.calc.progress.explain import Explanation
from mic25cli.calc.progress.result import Result
from mic25cli.view.chart.captions import who
from mic25cli.view.chart.scorecard import look, square_paths
from mic25cli.view.document import Facts, Line, Lines, Listing, TextTable
from mic25cli.view.page.page_story import Files, Fold, Meters, Picture, Section, TextPage, Verbatim
from mic25cli.view.page.site_pages import LanguageSite, address
from mic25cli.view.sources import citation_styles
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import date, datum, field_title, label, own_text
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explanation import TargetTeller, answered, bullets, promise, seen_on_page
from mic25cli.view.verdict.target_tables import document_said

_BY_STEPS = ("proxy D none", "bound C excerpt", "close B", "exact A text")
STEPS = {word: steps for steps, some in enumerate(_BY_STEPS, 1) for word in some.split()}
"""How many steps of four a fit, a grade and a look at a source are."""
SHOWN = 2
"""Outside assessments, and values of other editions, that are shown before the others."""


def target_page(
    tree: LanguageSite, page: TextPage, found: Explanation, card: Sequence[Section]
) -> TextPage:
    """The page of a target, begun, with what its explanation and its card say."""
    lang, leading = tree.lang, found.leading
    numbers = SourceNumbers(tree.dataset, lang, most=3)
    teller = TargetTeller(numbers, lang, found.results, leading)
    picture = tree.picture(f"targets/{found.target}", found)
    open_ = leading is None or leading.status == "not-assessable"
    needed: list[Line] = [datum(found.data_needed, lang) or "", *teller.doubts(None)]
    noted: list[Line] = [*(teller.evidence(leading) if leading else ()), teller.own(found.note)]
    newest_first = sorted(found.outside, key=lambda each: each.date or "", reverse=True)
    # In the order in which they are read, as their sources are numbered in it.
    parts: dict[str, Sequence[Any]] = {
        "promise": _promise(tree, leading, numbers),
        "chart": _chart(tree, found, teller, picture),
        "short": _short(tree, found, teller),
        "settle": bullets(filter(None, needed)) if open_ else (),
        "sure": _sure(tree, found),
        "numbers": (
            *_folded(tree, teller.observations(teller.admitted(), ""), "figures", 0),
            *(Fold(tree.word("others"), (each,)) for each in bullets(filter(None, noted))),
        ),
        "outside": _folded(tree, teller.outside(newest_first, ""), "assessments", SHOWN),
        "promised": _folded(tree, teller.milestones(""), "editions", SHOWN),
        "history": _history(tree, found, teller),
        "sources": tree.sources(numbers.items()),
        "take": _take(tree, found, picture),
        "cite": _cite(tree, page, found),
    }
    titles = {"chart": "", "sources": label("sources", lang)}
    sections = [
        Section(key, titles[key] if key in titles else tree.word(key), tuple(some))
        for key, some in parts.items()
        if some
    ]
    # Where its numbers were read, what is open and what would settle it are told above.
    above = {field_title(key, lang) for key in ("cite", "note", "data_needed")}
    for each in card:
        if each.key == "facts":
            rows = tuple(row for row in each.parts[0].rows if row[0] not in above)
            sections.append(_as_fold(each, (Facts(rows),)))
        elif each.key == "named":
            sections.append(_as_fold(each, each.parts))
    before, after = tree.site.neighbours[found.target]
    page = page._replace(
        sections=tuple(sections),
        beside=(tree.named("targets", before), tree.named("targets", after)),
        group=tree.named("industries", next(iter(leading.industries), None)) if leading else None,
    )
    return _answered(tree, page, leading, teller.own(found.indicator.definition))


def _answered(
    tree: LanguageSite, page: TextPage, leading: Result | None, measured: str
) -> TextPage:
    """A page under its answer, with the mark of its status."""
    lang = tree.lang
    if leading is None or leading.answer is None:
        return page._replace(lead=(measured,) if measured else ())
    said, _ = leading.answer.told(lang)
    line, *caveats = answered(leading, lang)
    title, rest = page.title, line
    if said.fact:
        title = label("answer-title", lang, head=said.head, fact=said.fact)
        target = said.target[:1].upper() + said.target[1:]
        rest = label("answer-sentence", lang, text=target) + said.more
    name = label("comma-text", lang).join(filter(None, (page.title, page.other)))
    squares = (each for row in tree.site.card.rows for each in row.squares)
    square = next((each for each in squares if each.target == leading.target), None)
    return page._replace(
        title=title,
        head=label("explain-about", lang, about=page.head.rpartition(" · ")[0], verdict=title),
        other="",
        kicker=name,
        lead=(rest, *caveats),
        square="".join(square_paths(look(square), 0, 0)) if square else "",
        verdict=status_words.status_cell(leading, lang),
    )


def _as_fold(section: Section, parts: Sequence[Any]) -> Section:
    return section._replace(title="", parts=(Fold(section.title, tuple(parts)),))


def _folded(tree: LanguageSite, table: TextTable, what: str, shown: int) -> tuple[Any, ...]:
    """A table whose rows after the first ones are folded, under how many there are."""
    if len(table.rows) <= shown + 1:
        return (table,) if table.rows else ()
    first = table._replace(rows=table.rows[:shown])
    said = tree.word(f"more-{what}", count=len(table.rows) - shown)
    rest = Fold(said, (table._replace(rows=table.rows[shown:]),))
    return (first, rest) if shown else (rest,)


def _promise(tree: LanguageSite, leading: Result | None, numbers: SourceNumbers) -> Sequence[Any]:
    """The target in the words of its text, as printed, and what they come to."""
    if leading is None:
        return ()
    milestone, lang = leading.milestone, tree.lang
    aim = promise(leading, lang)
    read = [each for each in milestone.cite if each.find and each.how in ("digits", "words")]
    # What is printed in Chinese before what is translated.
    read.sort(key=lambda each: not any("\u4e00" <= sign <= "\u9fff" for sign in each.find[0]))
    whose = document_said(tree.dataset, milestone.report, lang) if milestone.report else ""
    if not read:
        said = tree.word("unread", aim=aim, whose=whose)
        return (Lines((numbers.attached_to(said, milestone.cite),)),)
    words = label("as-printed", lang, words=read[0].find[0])
    means = tree.word("means", aim=aim, whose=whose)
    return (Lines(((("hit", words), *numbers.ref(read[:1])), means)),)


def _chart(
    tree: LanguageSite, found: Explanation, teller: TargetTeller, picture: Picture | None
) -> Sequence[Any]:
    """What is counted and by whom, over the picture of it."""
    definition, lang = teller.own(found.indicator.definition), tree.lang
    reading = found.leading.seen if found.leading else None
    chart = tree.site.chart(f"targets/{found.target}", found)
    lines = [definition] if definition else []
    if reading is not None and chart is not None:
        by = who(chart, reading.report, lang)  # type: ignore[arg-type]
        lines += [tree.word("counted-by", who=by)] if by else []
    return (*([Lines(tuple(lines))] if lines else []), *([picture] if picture else []))


def _short(tree: LanguageSite, found: Explanation, teller: TargetTeller) -> Sequence[Any]:
    """The target in five lines: promised, last seen, what is missing, what is next, how sure."""
    result, lang = found.leading, tree.lang
    if result is None:
        return ()
    attached = teller.numbers.attached_to
    rows: list[tuple[str, tuple[Line, ...]]] = [
        (label("page-aim", lang), (attached(promise(result, lang), result.milestone.cite),))
    ]
    seen = result.latest or result.seen
    if seen is not None:
        said = attached(seen_on_page("seen-for", seen, lang), seen.cite)
        rows.append((label("page-seen", lang), (said,)))
    for key, size in status_words.shortfall(result, lang) if result.fit != "proxy" else ():
        missing = label(f"measure-of-{key}", lang, value=size)
        rows.append((label("progress-short", lang), (missing,)))
    ahead = [each for each in found.results if not each.milestone.due and each is not result]
    for each in ahead[:1]:
        told = (("", f"{promise(each, lang)} · "), *status_words.status_cell(each, lang))
        rows.append((tree.word("next"), (told,)))
    sure = [label(f"certainty-{result.certainty}", lang)] if result.certainty else []
    if seen is not None:
        sure.append(
            tree.word("meter-fit", said=status_words.fit_word(result.fit, result.side, lang))
        )
        sure.append(label("counts", lang, grade=seen.grade or "–"))
    if sure:
        rows.append((tree.word("certainty"), (label("semicolon", lang).join(sure),)))
    return (Facts(tuple(rows)),)


def _sure(tree: LanguageSite, found: Explanation) -> Sequence[Any]:
    result = found.leading
    reading = None if result is None else result.seen
    if result is None or reading is None:
        return ()
    fit, grade, read = result.fit or "other", reading.grade or "–", reading.checked
    why = next((each.rationale for each in result.evidence if each.basis == result.basis), None)
    steps = (
        (
            tree.word("meter-fit", said=status_words.fit_word(result.fit, result.side, tree.lang)),
            STEPS.get(fit, 0),
            own_text(tree.dataset, why, tree.lang) or label(f"fit-means-{fit}", tree.lang),
        ),
        (
            tree.word("meter-source", said=label("counts", tree.lang, grade=grade)),
            STEPS.get(grade, 0),
            tree.word("grades"),
        ),
        (
            tree.word("meter-text", said=label(f"page-read-{read}", tree.lang)),
            STEPS[read],
            tree.word(f"checked-{read}"),
        ),
    )
    depends = status_words.hanging(result, tree.dataset, tree.lang)
    title = label("explain-depends-on", tree.lang)
    listed = [Listing(title, tuple(("", line) for line in depends))] if depends else []
    return (Meters(steps), *listed)


def _history(tree: LanguageSite, found: Explanation, teller: TargetTeller) -> Sequence[Any]:
    """When its status changed, and for which figure."""
    rows: list[tuple[Line, ...]] = []
    told: tuple[Any, ...] | None = None
    before = ""
    for day, result in tree.site.known(found):
        if told != (result.status, result.certainty, result.lean):
            told, reading, when = (result.status, result.certainty, result.lean), result.seen, day
            cause: Line = label("page-nothing-seen", tree.lang)
            if reading is not None:
                said = seen_on_page("seen-for", reading, tree.lang)
                cause = teller.numbers.attached_to(said, reading.cite)
                # A status that no newer figure changed did so when its year was over.
                when = max(
                    day if before >= (reading.published or "") else "", reading.published or day
                )
            rows.append((date(when, tree.lang), status_words.status_cell(result, tree.lang), cause))
        before = day
    heads = (("site-known", 0), ("page-status", 0), ("page-seen", 0))
    return (teller.table("", heads, rows),) if rows else ()


def _take(tree: LanguageSite, found: Explanation, picture: Picture | None) -> tuple[Any, ...]:
    indicator, own = found.indicator.id, found.target
    files = [("JSON", address("targets", own, "json"))]
    if indicator in tree.site.numbers:
        files.append(("CSV", address("indicators", indicator, "csv")))
    if picture is not None:
        files.append(("SVG", f"{tree.root}{address('targets', own, 'svg')}"))
    if picture is not None and tree.lang in tree.site.pictures:
        files.append(("PNG", f"{tree.root}{address('targets', own, 'png')}"))
    return (Files(tuple(files)),)


def _cite(tree: LanguageSite, page: TextPage, found: Explanation) -> tuple[Any, ...]:
    about = tree.about
    url = f"{tree.site.base}{tree.root}{page.path}" if tree.site.base else about.url
    title = label("explain-about", tree.lang, about=about.title, verdict=page.title)
    named = replace(about, key=f"{about.key}-{found.target}", title=title, url=url)
    answer = found.leading.answer if found.leading else None
    items = [("", citation_styles.in_words(named, tree.lang))]
    if answer:
        items.insert(0, ("", answer.told(tree.lang)[0].text))
    return (Listing("", tuple(items)), Fold("BibTeX", (Verbatim(citation_styles.bibtex([named])),)))
