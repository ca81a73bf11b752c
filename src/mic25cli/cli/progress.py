"""`mic25 progress` and its forms under targets, pilots and industries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from mic25cli import errors
from mic25cli.calc import lookup
from mic25cli.calc.progress.by_target import applying, later
from mic25cli.calc.progress.evaluate import evaluate
from mic25cli.calc.progress.evidence import left_out
from mic25cli.calc.progress.result import JudgedMilestone, Question, Result, stated
from mic25cli.calc.progress.rollup import GroupCounts, count, report, roll_up
from mic25cli.cli import terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, options_of
from mic25cli.cli.progress_options import COMPARED, AgainstOptions, ListingOptions, ProgressOptions
from mic25cli.cli.session import Session
from mic25cli.errors import UsageError, quoted
from mic25cli.model.dataset_at_date import view
from mic25cli.model.plain_values import plain
from mic25cli.view.answer import Answer, AnyAnswer
from mic25cli.view.render import FORMATS, SERVICES
from mic25cli.view.verdict.fail_on import Gate, for_ci
from mic25cli.view.verdict.sentence.answers import Answers

if TYPE_CHECKING:
    from mic25cli.view.document import TextDocument
    from mic25cli.view.verdict.progress_list import ListingStyle

_FORMATS = (*FORMATS, *SERVICES)  # plus formats for CI services


def answer(
    options: ProgressOptions,
    targets: Collection[str] | None,
    session: Session,
    since: AgainstOptions | None = None,
    telling: ListingOptions = ListingOptions(),  # noqa: B008  # a frozen value
    command_line: str = "mic25 progress",
    *,
    fold: bool = True,
) -> AnyAnswer:
    """The progress of targets, by default of all; the exit code is that of --fail-on. With `fold`,
    targets that are not assessable are only counted on a screen, unless they are requested."""
    dataset = session.whole
    question = options.question(session, dataset)
    if since is not None and (since.against or since.rev):
        from mic25cli.cli.progress_changes import changed

        listing, gate = changed(options, targets, question, session, since)
    else:
        compare = options.compare
        pool = evaluate(
            dataset, question, targets, every_method=compare, series=False, depends=True
        )
        results = options.selected(pool, dataset)
        _check(options, telling)
        # Whether these are all targets that had been set by then.
        every = targets is None and {one.target for one in pool} == {one.target for one in results}
        listing = (
            _listed(
                options, question, pool, results, session, telling, command_line,
                fold=fold, every=every,
            )
            if options.by is None
            else _grouped(options, question, results, session, telling.milestones, every=every)
        )  # fmt: skip
        if session.as_of is None and (document := listing.document) is not None:
            ended = dataset.judged_on != dataset.last_day
            last = session.label(f"progress-{'last' if ended else 'newest'}-day")
            listing = replace(listing, document=lambda rows: document(rows).noted(last))
        # Claims without a known date of publication.
        undated = view(dataset, None, session.known_at).left_out("targets")
        remarks = _note(question, targets, session)
        if not listing.rows:
            remarks = (*remarks, session.label("none-targets"))
        listing = replace(listing, remarks=remarks, undated={"targets": undated} if undated else {})
        failed = tuple(result for result in results if stated(result, options.fail_on))
        gate = Gate(results, failed, options.fail_on, question, Answers(dataset, question, pool))
    placed = replace(gate, folders=session.folders, root=terminal_io.prefix())
    return replace(
        listing,
        code=errors.FINDINGS if gate.failed else errors.DONE,
        ci=lambda _: {"": for_ci(placed, session.lang)},
        auto="github" if options.fail_on and terminal_io.in_github() else "",
    )


def _check(options: ProgressOptions, telling: ListingOptions) -> None:
    for word in (each for each in options.fail_on if each in COMPARED):
        raise UsageError.of("fail-on-needs-older-edition-to-compare-with", word=word)
    for other in ("all", "answers"):
        if options.by is not None and getattr(telling, other):
            raise UsageError.of("cannot-be-combined", one="--by", other=other)


def _note(question: Question, targets: Collection[str] | None, session: Session) -> tuple[str, ...]:
    if not (without := left_out(session.whole, question, targets)):
        return ()
    from mic25cli.view.text import counted
    from mic25cli.view.verdict.status_words import fit_word

    fits = session.label("comma").join(fit_word(fit, None, session.lang) for fit in question.fits)
    count = counted(without, "target", session.lang)
    return (session.label("progress-no-fit", targets=count, fits=fits),)


def _same(line: str, options: ProgressOptions) -> str:
    words = [line]
    for key, option in options_of(ProgressOptions).items():
        value = getattr(options, key)
        if value in (option.value(option.default), False, ()) or key == "fail_on":
            continue
        words.append(option.flags[0])
        if value is not True:
            several = value if isinstance(value, tuple) else (value,)
            texts = _in_ranges(several) if key == "year" else map(str, several)
            words.append(quoted(",".join(texts)))
    return " ".join(words)


def _of_group(options: ProgressOptions, key: str, current: bool) -> str | None:
    if options.by not in ("year", "industry", "status", "report"):
        return None
    value: object = key if options.by == "report" else (int(key) if options.by == "year" else key,)
    whole = replace(options, by=None, mean=False, current=current, **{options.by: value})  # type: ignore[arg-type]
    return _same("mic25 progress", whole)


def _in_ranges(years: Sequence[int]) -> Sequence[str]:
    # Within consecutive years, value minus position is constant.
    runs = groupby(enumerate(years), lambda pair: pair[1] - pair[0])
    spans = [[year for _, year in run] for _, run in runs]
    return [f"{span[0]}-{span[-1]}" if span[1:] else str(span[0]) for span in spans]


def _listed(
    options: ProgressOptions,
    question: Question,
    pool: Sequence[Result],
    results: Sequence[Result],
    session: Session,
    telling: ListingOptions,
    command_line: str,
    *,
    fold: bool,
    every: bool,
) -> AnyAnswer:
    from mic25cli.view.verdict import progress_data

    answers = Answers(session.whole, question, pool)
    lang, dataset = session.lang, session.whole
    once = results if telling.milestones else applying(results)
    summary = count(once)

    def document(rows: Sequence[Result]) -> TextDocument:
        from mic25cli.view.document import TextDocument
        from mic25cli.view.verdict import progress_list, progress_notes, progress_tables

        scope = progress_notes.HeadlineScope(dataset.profile, every, telling.milestones)
        opening = progress_notes.opening(summary, question, scope, lang)
        if telling.answers:
            return progress_list.answers(rows, opening if len(rows) > 1 else (), answers, lang)
        if options.compare:
            notes = (progress_notes.legend(lang), *opening, *progress_notes.footer(summary, lang))
            last = (
                session.label("progress-one", f"mic25 explain {row.target}") for row in rows[:1]
            )
            return TextDocument((progress_tables.comparison(rows, lang),), notes=(*notes, *last))
        ahead = later(results, once) if fold and not telling.milestones else {}
        layout = _style(options, telling, session, command_line, ahead, fold=fold)
        # One row per target, unless milestones are listed or other filters need them.
        counted = {id(each) for each in once}
        if fold:
            rows = [row for row in rows if id(row) in counted] or rows
        return progress_list.document(rows, summary, question, dataset, layout, scope, lang)

    applies = telling.answers and not options.year
    milestones = [
        each for each in results if _fits(each, options) and (each.milestone.applies or not applies)
    ]

    def item(result: Result) -> dict[str, object]:
        judged = plain(result.judged(options.compare))
        return {**judged, "answer": plain(answers.answer(result))}

    table = partial(progress_data.table, compare=options.compare)
    return Answer(
        milestones,
        document,
        item,
        of=JudgedMilestone,
        report=report(question, dataset.digest, summary, None),
        columns=progress_data.ANSWERS if telling.answers else table,
        wide=progress_data.COMPARED if options.compare else progress_data.COLUMNS,
    )


def _style(
    options: ProgressOptions,
    telling: ListingOptions,
    session: Session,
    command_line: str,
    ahead: Mapping[str, Sequence[Result]],
    *,
    fold: bool,
) -> ListingStyle:
    from mic25cli.view.verdict.progress_list import ListingStyle

    return ListingStyle(
        fold=fold and not telling.all and "not-assessable" not in options.status,
        # With --sort, the order ignores industries.
        by_industry=not session.sort,
        depends=options.single_source,
        later=ahead,
        more=session.with_same_options(f"{_same(command_line, options)} --all"),
        explain=lambda target: session.with_same_options(f"mic25 explain {target}"),
    )


def _share_judged(group: GroupCounts) -> float:
    counts = group.counts.by_targets
    return counts.verdicts / counts.targets if counts.targets else 0.0


def _fits(result: Result, options: ProgressOptions) -> bool:
    """Whether a row was requested; the counts include the others."""
    has_status = not options.status or stated(result, options.status)
    return has_status and (not options.single_source or bool(result.depends_on))


def _grouped(
    options: ProgressOptions,
    question: Question,
    results: Sequence[Result],
    session: Session,
    milestones: bool,
    *,
    every: bool,
) -> AnyAnswer:
    lang, dataset = session.lang, session.whole
    assert options.by is not None
    counted = results if milestones else applying(results)
    results = [result for result in counted if _fits(result, options)]
    by, rollup = options.by, roll_up(results, options.by, options.mean)
    groups = rollup.groups
    if by == "dataset":
        groups = tuple(replace(group, key=session.dataset_name) for group in groups)

    def document(rows: Sequence[GroupCounts]) -> TextDocument:
        from mic25cli.view.document import TextDocument
        from mic25cli.view.verdict import progress_notes, progress_tables

        whole = every and len(results) == len(counted)
        scope = progress_notes.HeadlineScope(dataset.profile, whole, milestones)
        opening = progress_notes.opening(rollup.total, question, scope, lang)
        notes = [*opening, *progress_notes.footer(rollup.total, lang)]
        if rollup.repeated:
            notes.append(session.label("progress-repeated", count=rollup.repeated))
        if options.mean:
            notes.append(session.label("progress-mean-note"))
        groups = (
            _of_group(options, row.key, not milestones) for row in rows if row.key is not None
        )
        if (line := next(groups, None)) is not None:
            notes.append(session.label("progress-group", line))
        if by == "industry" and not session.sort:
            # Groups with the largest share of verdicts come first.
            rows = sorted(rows, key=_share_judged, reverse=True)
        return TextDocument(progress_tables.of_groups(by, rows, dataset, lang), notes=tuple(notes))

    from mic25cli.view.verdict.progress_tables import group_columns

    return Answer(
        groups,
        document,
        of=GroupCounts,
        report=report(question, dataset.digest, rollup.total, by),
        columns=group_columns(by, mean=options.mean, milestones=milestones, every=False),
        wide=group_columns(by, mean=options.mean, milestones=milestones),
    )


@command(formats=_FORMATS)
def progress(
    *,
    targets: Texts = arguments("[TARGET…]", "Name targets by id or words, or years; default: all"),
    options: ProgressOptions,
    since: AgainstOptions,
    telling: ListingOptions,
    session: Session,
) -> Answer[object]:
    """Count which targets were met, and list every verdict with its figures.

    Targets are judged as of --as-of, or the end of the policy's last year. Only changes are
    listed with --against, and --fail-on then also accepts worse, lost, redefined and changed.
    """
    from mic25cli.calc.questions import status_of
    from mic25cli.cli.bare_words import HABITS, LEADS, targets_named

    text = " ".join(targets)
    small = {*LEADS, *HABITS["between"], "after", "before", "from", "since", "versus", "vs"}
    is_sentence = not small.isdisjoint(text.lower().split())
    if status_of(text) or is_sentence:
        from mic25cli.cli.asking import answer_question

        answer_question(session, text if status_of(text) else f"progress {text}", typed=text)
    ids, years = targets_named(session, targets)
    if years:
        options = replace(options, year=years)
    # Named targets are always listed.
    return answer(options, ids or None, session, since, telling, fold=not ids)


@command(formats=_FORMATS)
def pilots_progress(
    *,
    pilots: Texts = arguments("[PILOT…]", "Name pilots by id; default: all with targets"),
    options: ProgressOptions,
    telling: ListingOptions,
    session: Session,
) -> Answer[object]:
    """Judge the targets that pilots have set themselves."""
    from mic25cli.calc.progress.judge import pilots_by_target

    dataset = session.whole
    ids = {lookup.find(dataset, "pilots", pilot)["id"] for pilot in pilots}
    every = pilots_by_target(dataset)
    targets = [each for each, of in every.items() if not ids or ids & set(of)]
    line = " ".join(["mic25 pilots progress", *pilots])
    return answer(options, targets, session, telling=telling, command_line=line, fold=not pilots)


@command(without=("by", "compare", "status", "industry"), formats=_FORMATS)
def industries_progress(
    *,
    industries: Texts = arguments("[INDUSTRY…]", "Name industries by id; default: all"),
    options: ProgressOptions,
    session: Session,
) -> Answer[object]:
    """Count the targets of each industry by status."""
    return answer(replace(options, by="industry", industry=industries), None, session)
