"""The page of a target: its answer and chart, how sure it is, every number, how it grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mic25cli.calc.progress.explain import Explanation
from mic25cli.view.document import Facts, Line, Lines, Listing
from mic25cli.view.page.site import Tree, address
from mic25cli.view.page.story import Files, Meters, Picture, Section, TextPage, Verbatim
from mic25cli.view.sources import citation_styles
from mic25cli.view.sources.numbered_sources import SourceNumbers
from mic25cli.view.text import datum, field_title, label, own_text
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.explanation import TargetTeller, answered, bullets, seen_on_page

_BY_STEPS = ("proxy D none", "bound C excerpt", "close B", "exact A text")
STEPS = {word: steps for steps, some in enumerate(_BY_STEPS, 1) for word in some.split()}
"""How many steps of four a fit, a grade and a look at a source are."""


def target_page(
    tree: Tree, page: TextPage, found: Explanation, card: Sequence[Section]
) -> TextPage:
    """The page of a target, begun, with what its explanation and its card say."""
    lang, leading = tree.lang, found.leading
    numbers = SourceNumbers(tree.dataset, lang, most=3)
    teller = TargetTeller(numbers, lang, found.results, leading)
    picture = tree.picture(f"targets/{found.target}", found)
    said = teller.own(found.indicator.definition)
    measured = (Lines((said,)),) if said else ()
    parts: dict[str, Sequence[Any]] = {
        "chart": (picture,) if picture else measured,
        "promised": (teller.milestones(""),),
        "sure": _sure(tree, found),
        "numbers": teller.met("") if leading else (),
        "outside": (teller.outside(found.outside, ""),) if found.outside else (),
        "settle": bullets(
            filter(None, (datum(found.data_needed, lang), *teller.doubts(found.note)))
        ),
        "history": _history(tree, found, teller),
    }
    sections = [
        Section(key, tree.word(key) if key != "chart" else "", tuple(some))
        for key, some in parts.items()
        if some
    ]
    sections.append(Section("take", tree.word("take"), _take(tree, found, picture)))
    sections.append(Section("cite", tree.word("cite"), _cite(tree, page, found)))
    sections.append(Section("sources", label("sources", lang), (Listing("", numbers.items()),)))
    # Where its numbers were read, what is open and what would settle it are told above.
    above = {field_title(key, lang) for key in ("cite", "note", "data_needed")}
    kept = [
        each._replace(
            parts=(Facts(tuple(row for row in each.parts[0].rows if row[0] not in above)),)
        )
        if each.key == "facts"
        else each
        for each in card
        if each.key in ("facts", "named")
    ]
    answer = answered(leading, lang) if leading else ()
    before, after = tree.site.neighbours[found.target]
    return page._replace(
        lead=answer or tuple(part.lines[0] for part in measured),
        sections=(*sections, *kept),
        beside=(tree.named("targets", before), tree.named("targets", after)),
    )


def _sure(tree: Tree, found: Explanation) -> Sequence[Any]:
    result = found.leading
    reading = None if result is None else result.seen
    if result is None or reading is None:
        return ()
    fit, grade, read = result.fit or "other", reading.grade or "–", reading.checked
    why = next((each.rationale for each in result.evidence if each.basis == result.basis), None)
    title = status_words.fit_word(result.fit, result.side, tree.lang)
    steps = (
        (
            title,
            STEPS.get(fit, 0),
            own_text(tree.dataset, why, tree.lang) or label(f"fit-means-{fit}", tree.lang),
        ),
        (label("counts", tree.lang, grade=grade), STEPS.get(grade, 0), tree.word("grades")),
        (label(f"page-read-{read}", tree.lang), STEPS[read], tree.word(f"checked-{read}")),
    )
    return (Meters(steps), *bullets(status_words.hanging(result, tree.dataset, tree.lang)))


def _history(tree: Tree, found: Explanation, teller: TargetTeller) -> Sequence[Any]:
    then = tree.site.before.items()
    told = [(day[:4], of[found.target]) for day, of in then if found.target in of]
    told += [(tree.site.question.as_of[:4], found.leading)] if found.leading else []
    rows: list[tuple[Line, ...]] = []
    for year, result in told:
        seen = label("page-nothing-seen", tree.lang)
        if result.seen is not None:
            seen = seen_on_page("seen-for", result.seen, tree.lang)
        rows.append((year, seen, status_words.status_cell(result, tree.lang)))
    heads = (("site-known", 0), ("page-seen", 0), ("page-status", 0))
    return (teller.table("", heads, rows),) if len(rows) > 1 else ()


def _take(tree: Tree, found: Explanation, picture: Picture | None) -> tuple[Any, ...]:
    indicator, own = found.indicator.id, found.target
    files = [("JSON", address("targets", own, "json"))]
    if indicator in tree.site.numbers:
        files.append(("CSV", address("indicators", indicator, "csv")))
    if picture is not None:
        files.append(("SVG", f"{tree.root}{address('targets', own, 'svg')}"))
    if picture is not None and tree.lang in tree.site.pictures:
        files.append(("PNG", f"{tree.root}{address('targets', own, 'png')}"))
    return (Files(tuple(files)),)


def _cite(tree: Tree, page: TextPage, found: Explanation) -> tuple[Any, ...]:
    about = tree.about
    url = f"{tree.site.base}{tree.root}{page.path}" if tree.site.base else about.url
    title = label("explain-about", tree.lang, about=about.title, verdict=page.title)
    named = replace(about, key=f"{about.key}-{found.target}", title=title, url=url)
    answer = found.leading.answer if found.leading else None
    said = f"{answer.told(tree.lang)[0].text} " if answer else ""
    dataset = f"{about.title} {about.version or ''}".rstrip()
    line = label("comma-text", tree.lang).join((page.title, f"targets/{found.target}", dataset))
    return (
        Listing("", (("", line), ("", f"{said}{citation_styles.in_words(named, tree.lang)}"))),
        Verbatim(citation_styles.bibtex([named])),
    )
