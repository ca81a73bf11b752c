"""`mic25 search WORDS…`, the best hits first, and `mic25 WORDS…`, which opens the named record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from mic25cli.calc import lookup, record_filters
from mic25cli.cli import bare_words
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, flag, kind_named, words
from mic25cli.cli.session import Session
from mic25cli.errors import DONE, FINDINGS, Meant, UsageError, quoted, quoted_command
from mic25cli.model.dataset import Record
from mic25cli.model.kinds import KINDS
from mic25cli.model.plain_values import plain
from mic25cli.model.text_folding import fold
from mic25cli.values import FrozenData, replace
from mic25cli.view.answer import Answer, AnyAnswer

if TYPE_CHECKING:
    from mic25cli.calc.progress.result import Result
    from mic25cli.calc.search import Hit, SearchResult

SHOWN = 20  # maximum hits for people without --limit; other formats have all


class SearchOptions(FrozenData):
    """The text to search for, and where."""

    terms: Texts = arguments("WORDS…", "Search for all these words")
    kinds: Texts = words(
        "KIND,…", "Search only these record types", parse=kind_named, name="--kind"
    )
    industries: Texts = words("ID,…", "Search only records of these industries", name="--industry")
    exact: bool = flag("Search for these words alone, not for other names")
    exit_code: bool = flag("Exit with 1 if nothing is found")

    def line(self, command: str) -> str:
        """The command line for the same search."""
        options = {"--kind": self.kinds, "--industry": self.industries}
        flags = [f"{name} {quoted(','.join(value))}" for name, value in options.items() if value]
        flags += ["--exact"] if self.exact else []
        return " ".join([command, *map(quoted, self.terms), *flags])


@command
def search(session: Session, options: SearchOptions) -> Answer[Hit]:
    """Search all records for words, and list the nearest first.

    Word endings, case, accents, traditional characters and pinyin make no difference.
    Other names are found too: 'big fund' also finds 大基金.
    """
    text = " ".join(options.terms)
    hits = run_search(session, options, text)
    # A single word is not a question, and words of a record are taken literally.
    first = hits.hits[0].snippet if hits.hits else ""
    printed = fold(text).replace("-", " ") in fold(first).replace("-", " ")
    if not options.exact and not printed and (" " in text or not text.isascii()):
        from mic25cli.cli.asking import read

        reading = read(session, text)
        if len(reading.lines) == 1 and reading.whole:
            text = reading.subject or text
            session.note("search-asked", next(iter(reading.lines)), text=text)
            hits = run_search(session, options, text)
    if hits.met is not None and bare_words.lines_of_shape(text):
        hint = "see 'mic25 --help'."
        raise UsageError.of("is-neither-command-nor-name-in-records", hint, text=text)
    code = FINDINGS if options.exit_code and not hits.total else DONE
    return replace(listed(session, hits, options.line("mic25 search")), code=code)


def run_search(
    session: Session, options: SearchOptions, text: str, keep: record_filters.Test | None = None
) -> SearchResult:
    """The hits for a text, in all records or in those that pass a test."""
    from mic25cli.calc.search import search as find

    dataset = session.dataset
    named = options.industries
    in_industry = named and record_filters.in_industries(dataset.whole, named)
    tests = [test for test in (in_industry, keep) if test]

    def passes(record: Record) -> bool:
        return all(test(record) for test in tests)

    return find(dataset, text, options.kinds, passes if tests else None, options.exact)


def listed(session: Session, result: SearchResult, line: str) -> Answer[Hit]:
    """The hits of a command line; for people, targets are shown with their status."""
    from mic25cli.view.record import search_hits as view

    lang = session.lang
    return Answer(
        result.hits,
        lambda hits: view.document(
            result,
            [view.valued(hit, session.dataset, lang) for hit in hits],
            _applying(session, hits),
            line,
            session.with_same_options,
            lang,
        ),
        lambda hit: plain(view.valued(hit, session.dataset, lang)),
        of=view.ValuedHit,
        columns=view.COLUMNS,
        usual=SHOWN,
        counted=lambda rows, _: view.count(result, rows, lang),
        remarks=view.remarks(result, lang),
    )


def _applying(session: Session, hits: Sequence[Hit]) -> dict[str, Result]:
    if not (targets := [hit.id for hit in hits if hit.kind == "targets"]):
        return {}
    from mic25cli.calc.progress.evaluate import evaluate

    results = evaluate(session.whole, session.question, targets)
    return {result.target: result for result in results if result.milestone.applies}


@command
def opened(session: Session, options: SearchOptions) -> AnyAnswer:
    """Open the record that words name, or search for them; `UsageError` if nothing is found."""
    return _opened(session, options)


def _opened(session: Session, options: SearchOptions) -> AnyAnswer:
    from mic25cli.cli.asking import answer_question, longest_part, read
    from mic25cli.cli.question_readings import is_found

    text, years = bare_words.split_years(options.terms)
    if not text:
        raise UsageError.of("is-year-not-command", text=" ".join(options.terms), years=years[0])
    if not options.kinds and not options.exact:
        if match := bare_words.named_one(session.dataset, text):
            return _one(session, match, years)
        if bare_words.all_ids(session.dataset, text.split()):
            return _several(session, text.split(), years)
        answer_question(session, " ".join(options.terms))
    if len(shorter := bare_words.without_verbs(options.terms)) < len(options.terms):
        return _opened(session, replace(options, terms=tuple(shorter)))
    hits = run_search(session, options, text, _of_years(session, years) if years else None)
    line = " ".join(options.terms)
    subject = read(session, line).subject
    # A hit on some of the words does not count if they may be mistyped, or for a question.
    in_part = hits.met is not None or hits.inside == hits.total
    if subject or in_part or not text.isprintable():
        if " " in line or not line.isascii():
            answer_question(session, line, every=True)
        if subject:
            hits = run_search(session, options, subject)
        part = longest_part(session.dataset, subject or line)
        meant = (hits.mended and (subject or line), part, *(hits.meant if line.isascii() else ()))
        near = next(filter(partial(is_found, session.dataset), meant), "")
        looked = quoted_command(session.with_same_options(f"mic25 search {quoted(near)}"))
        hint = f"try {looked}, or see the commands with 'mic25 --help'."
        if not near:
            hint = (
                "No text on record has it either. 'mic25 industries' lists what the records cover, "
                "and 'mic25 targets' all targets."
            )
        raise UsageError.of("is-neither-command-nor-name-in-records", hint, text=line)
    first = hits.hits[0]
    if (
        hits.total == 1
        and any(hits.named)
        and first.kind != "sources"
        and (record := session.dataset.get(first.kind, first.id))
    ):
        return _one(session, record, years)
    if not any(hits.named):
        session.note("search-texts", text=text)
    return listed(session, hits, options.line("mic25"))


def _one(session: Session, record: Record, years: Sequence[int] = ()) -> AnyAnswer:
    from mic25cli.cli.explain import explanation
    from mic25cli.cli.progress_options import ProgressOptions
    from mic25cli.cli.records import records_answer

    kind, id_ = record["kind"], record["id"]
    if kind == "industries" and years:
        span = "-".join(dict.fromkeys([str(years[0]), str(years[-1])]))
        line = f"mic25 targets --industry {id_} --year {span}"
        raise Meant(line, partial(session.note, "opens"))
    due = {each["year"] for each in record["milestones"]} if kind == "targets" else {*years}
    if not {*years} <= due and (figures := session.dataset.get("indicators", record["indicator"])):
        # No target is due then, but there may be a figure.
        session.note("opens", f"mic25 indicators show {figures['id']}")
        return records_answer((figures,), session, every=False)
    if kind == "targets":
        session.note("opens", " ".join([f"mic25 explain {id_}", *map(str, years)]))
        return explanation([id_], ProgressOptions(year=tuple(years)), session)
    session.note("opens", f"mic25 {kind} show {id_}")
    return records_answer((record,), session, every=False)


def _several(session: Session, ids: Sequence[str], years: Sequence[int]) -> AnyAnswer:
    from mic25cli.cli.explain import explanation
    from mic25cli.cli.progress_options import ProgressOptions
    from mic25cli.cli.records import records_answer

    if all(record_id in session.dataset.kind("targets") for record_id in ids):
        session.note("opens", " ".join(["mic25 explain", *ids, *map(str, years)]))
        return explanation(ids, ProgressOptions(year=tuple(years)), session)
    session.note("opens", " ".join(["mic25 show", *ids]))
    records = [record for each in ids for record in lookup.find_any(session.dataset, each)]
    return records_answer(records, session, every=False)


def _of_years(session: Session, years: Sequence[int]) -> record_filters.Test:
    @cache
    def ids(name: str) -> frozenset[str]:
        if (criteria := bare_words.selection(KINDS[name], "", years)) is None:
            return frozenset()
        records = record_filters.select(session.dataset, name, criteria)
        return frozenset(each["id"] for each in records)

    return lambda record: record["id"] in ids(record["kind"])
