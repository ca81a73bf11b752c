"""The lines above and below the tables of progress: headline, question, reasons and legend."""

from __future__ import annotations

from collections.abc import Mapping

from mic25cli.calc.progress.result import Question
from mic25cli.calc.progress.rollup import Counts
from mic25cli.calc.progress.status import PACES, MainReason
from mic25cli.model.dataset_profile import Profile
from mic25cli.values import FrozenData
from mic25cli.view.document import bare
from mic25cli.view.text import Lang, counted, date, known_by, label
from mic25cli.view.verdict import status_words
from mic25cli.view.verdict.headline import headline


class HeadlineScope(FrozenData):
    """What the headline of a progress report covers: which dataset, and whether all of it."""

    profile: Profile
    every: bool
    milestones: bool = False
    """Whether milestones are counted as well, by status."""


def opening(
    summary: Counts, question: Question, scope: HeadlineScope, lang: Lang
) -> tuple[str, ...]:
    """The headline and its date, with the number of milestones if they are listed."""
    when = question_text(question, lang)
    counts = summary.by_targets
    sentences = headline(counts, scope.profile, question.as_of, lang, every=scope.every)
    if not scope.milestones:
        return (*sentences, when)
    targets = counted(counts.targets, "target", lang)
    several = counted(summary.milestones, "milestone", lang)
    of = label("progress-of", lang, milestones=several, targets=targets, when=when)
    return (*sentences, of, bare(status_words.counted(summary.statuses, lang)))


def footer(summary: Counts, lang: Lang) -> tuple[str, ...]:
    """The evidence of the verdicts, and the main reasons why other targets have none."""
    counts, lines = summary.by_targets, list[str]()
    targets = counted(counts.targets, "target", lang)
    if summary.weak_targets:
        lines.append(label("progress-weak", lang, weak=summary.weak_targets, targets=targets))
    if summary.outside_only:
        only = counted(summary.outside_only, "target", lang)
        lines.append(label("progress-outside-only", lang, targets=only))
    by_origin = {"progress-why": counts.own, "progress-why-others": counts.others}
    for key, origin_counts in by_origin.items():
        if origin_counts is not None and (many := origin_counts.by_target["not-assessable"]):
            why = main_reasons(origin_counts.main_reasons, lang)
            ahead = many - origin_counts.groups["not-assessable"]
            said = "progress-why-all-ahead" if ahead == many else "progress-why-ahead"
            few = label(said, lang, count=many, ahead=ahead) if ahead else many
            lines.append(label(key, lang, count=few, why=why))
    return tuple(lines)


def main_reasons(counts: Mapping[MainReason, int], lang: Lang) -> str:
    """The number of targets that are not assessable for each main reason, without zeros."""
    return label("semicolon", lang).join(
        label("main-counted", lang, count=count, reason=label(f"main_reason-{main}", lang))
        for main, count in counts.items()
        if count
    )


def question_text(question: Question, lang: Lang) -> str:
    """A line with the dates and the method of the question."""
    return label(
        "progress-asked", lang, as_of=date(question.as_of, lang),
        known=known_by(question.known_at, lang),
        method=status_words.method_title(question.method, lang),
        strict=" --strict-compat" if question.strict_compat else "",
    )  # fmt: skip


def legend(lang: Lang) -> str:
    """The meaning of the symbols and numbers of a comparison."""
    symbols = label("comma", lang).join(status_words.mark(status, lang) for status in PACES)
    return label("progress-legend", lang, symbols=symbols)
