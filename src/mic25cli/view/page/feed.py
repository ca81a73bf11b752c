"""The feed of a site: the verdicts that changed since an earlier release, in Atom 1.0."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from mic25cli.calc.progress.compare_outcomes import MilestoneChange, figure_of
from mic25cli.calc.table_definition import newest_date
from mic25cli.model.dataset import RecordSet
from mic25cli.view.page import html
from mic25cli.view.page.site_pages import LanguageSite, address
from mic25cli.view.text import Lang, label, name_of, policy_title, with_parenthesis
from mic25cli.view.verdict import changed_statuses, status_words
from mic25cli.view.verdict.progress_tables import year_of
from mic25cli.view.verdict.sentence.answers import Answers

PATH = "feed.xml"


def feed(tree: LanguageSite) -> str:
    """The feed of the verdicts that changed since the release named by a site, in one language."""
    site, lang = tree.site, tree.lang
    assert site.last is not None
    brand = policy_title(site.dataset.profile, lang)
    old, new = map(release_name, (site.last, site.dataset))
    day, _ = newest_date(site.dataset) or (site.question.as_of, "")
    # A permanent address that does not depend on where the site is.
    base = uuid5(NAMESPACE_URL, f"mic25/{site.dataset.profile.id}/{lang}")
    entries: dict[str, dict[str, object]] = {}
    for change in site.changes:
        title, why = _title(change, lang), [*causes(change, lang)]
        reasons = label("semicolon", lang).join(words for _, words in why)
        answer = _answer(change, site.answers, lang)
        text = label("feed-summary", lang, why=reasons, answer=answer)
        target = change.either.target
        entries[title] = {
            "id": uuid5(base, f"{target} {title} {site.dataset.digest}").urn,
            "title": title,
            "causes": [cause for cause, _ in why],
            "summary": text.strip(),
            "path": address("targets", target),
        }
    return html.render(
        "feed.xml",
        lang,
        id=base.urn,
        title=f"{tree.word('feed')} · {brand}",
        subtitle=tree.word("feed-since", old=old, new=new),
        authors=site.dataset.profile.authors or (brand,),
        updated=f"{day}T00:00:00Z",
        base=f"{site.base}{tree.root}" if site.base else "",
        entries=list(entries.values()),
    )


def release_name(dataset: RecordSet) -> str:
    """The version of a release; without one, the digest of its records."""
    return dataset.profile.version or dataset.whole.digest[:12]


def _title(change: MilestoneChange, lang: Lang) -> str:
    """The target with its year, and the two verdicts in words."""
    sides = ((change.old, "feed-absent"), (change.new, "against-gone"))
    old, new = (
        status_words.status_text(side, lang) if side else label(absent, lang)
        for side, absent in sides
    )
    name = with_parenthesis(name_of(change.either.name, lang), year_of(change.either, lang), lang)
    return label("feed-title", lang, name=name, old=old, new=new)


def _answer(change: MilestoneChange, answers: Answers, lang: Lang) -> str:
    """The answer sentence on the newer side."""
    answer = change.new and answers.answered(change.new).answer
    return answer.in_language(lang)[0].text if answer else ""


def causes(change: MilestoneChange, lang: Lang) -> Iterator[tuple[str, str]]:
    """Why a verdict changed: its target, its measure, a corrected or another figure; otherwise the
    calculation."""
    if change.old is None:
        yield "target", label("feed-added", lang)
        return
    words = [*changed_statuses.milestone_changes(change, lang)]
    codes = ["target"] * (change.milestone is not None) + ["redefined"] * bool(change.redefined)
    yield from zip(codes, words, strict=True)
    was, now = changed_statuses.decisive(change.old), changed_statuses.decisive(change.new)
    figures = changed_statuses.figures_text(change, lang)
    if change.new is not None and figure_of(was) != figure_of(now):
        same = was and now and (was.period, was.report) == (now.period, now.report)
        cause = "correction" if same else "evidence"
        yield cause, label(f"feed-{cause}", lang, figures=figures)
    elif not words:
        yield "rule", label("feed-rule", lang)
