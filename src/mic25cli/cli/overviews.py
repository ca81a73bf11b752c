"""`mic25 info`, `datasets`, `coverage`, `contradictions` and `timeline`: views of a whole
dataset."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import typer

from mic25cli import __version__
from mic25cli.calc import lookup
from mic25cli.cli import config, pager, terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.config import ConfigValue
from mic25cli.cli.options import Texts, arguments, date, flag, kind_named, text, texts, words
from mic25cli.cli.session import ROWS, Session
from mic25cli.errors import RecordsError, UsageError
from mic25cli.model.closed_lists import By
from mic25cli.store import installed_datasets, record_folders
from mic25cli.values import replace
from mic25cli.view.answer import Answer, AnyAnswer, RowNoun
from mic25cli.view.document import TextDocument, TextTable
from mic25cli.view.json_output import Output
from mic25cli.view.overview import installation as view

if TYPE_CHECKING:
    from mic25cli.calc.timeline import TimelineEntry
    from mic25cli.view.overview.datasets import InstalledDataset


USUAL = 12
"""The maximum number of columns of a table without --wide."""
MOST_SECONDS = 10
"""The processor time after which `datasets` reads no more releases."""


@command
def coverage(
    session: Session,
    by: By = text("kind|industry", "Group by record type or industry", "kind"),
    to_open: bool = flag("List originals to open, by the verdicts that rest on them"),
) -> AnyAnswer:
    """Count records, claims, sources by grade, and targets with a verdict.

    Targets are judged as of --as-of, or the end of the policy's last year.
    """
    from mic25cli.calc.coverage import CoverageRow, cover
    from mic25cli.calc.originals_to_open import PageToOpen
    from mic25cli.calc.originals_to_open import to_open as pages
    from mic25cli.view.overview import coverage as view

    dataset = session.dataset
    if to_open:
        return Answer(
            pages(dataset, session.question),
            lambda rows: view.to_open(rows, session.lang),
            of=PageToOpen,
            counted=RowNoun("source"),
        )
    report = cover(dataset, by, session.question)
    return Answer(
        report.groups,
        lambda rows: view.document(report, rows, dataset, session.lang),
        of=CoverageRow,
        report=report,
        columns=lambda rows: view.counts(by, rows, dataset, session.lang, iso=True, most=USUAL),
        wide=lambda rows: view.counts(by, rows, dataset, session.lang, iso=True),
        undated=session.at_dates.undated,
    )


@command(several="own")
def datasets(session: Session) -> Answer[InstalledDataset]:
    """List the datasets that --dataset opens by name.

    Each dataset is judged as of --as-of, or the end of its policy's last year.
    """
    from mic25cli.view.overview import datasets as view
    from mic25cli.view.overview.datasets import InstalledDataset

    rows, refused = list[InstalledDataset](), list[RecordsError]()
    places = {(place,) for place in installed_datasets.places().values()}
    if session.datasets or session.folders not in places:
        rows = [_row(each, session) for each in session.by_dataset()]
    else:
        names = installed_datasets.names()
        queue = [*names, *installed_datasets.releases(refused)]
        start = process_time()
        while queue and (queue[0] in names or process_time() - start < MOST_SECONDS):
            name = queue.pop(0)
            try:
                rows.append(_row(replace(session, datasets=(name,), records=()), session))
            except RecordsError as fault:
                refused.append(fault)
        if queue:
            unread = ", ".join([*queue[:3], *(["…"] if queue[3:] else [])])
            refused.append(
                RecordsError.of("releases-take-long", seconds=MOST_SECONDS, names=unread)
            )
    for each in refused:
        terminal_io.note(each.message, session.quiet)
    return Answer(
        rows,
        lambda summaries: view.document(summaries, session.lang),
        of=InstalledDataset,
        columns=view.COLUMNS,
        wide=view.EVERY,
        counted=RowNoun("dataset"),
    )


def _row(of: Session, session: Session) -> InstalledDataset:
    from mic25cli.calc.progress.by_target import count_targets
    from mic25cli.calc.progress.evaluate import evaluate
    from mic25cli.calc.progress.result import Question
    from mic25cli.view.overview.datasets import InstalledDataset

    dataset, profile, day = of.whole, of.whole.profile, of.day
    judged = evaluate(dataset, Question(day, session.known_at), series=False, depends=True)
    return InstalledDataset(
        dataset=of.dataset_name,
        title={"en": profile.title, "zh": profile.title_zh},
        version=profile.version,
        evidence_to=dataset.evidence_to,
        digest=dataset.digest,
        as_of=day,
        counts=count_targets(judged),
    )


@command
def contradictions(
    session: Session,
    industries: Texts = words("ID,…", "Show only figures of these industries", name="--industry"),
) -> AnyAnswer:
    """List figures of different bodies that cannot all be true.

    They are for the same thing and period. Targets whose verdict depends on the definition follow.
    """
    from mic25cli.calc.contradictions import Contradiction
    from mic25cli.calc.contradictions import contradictions as contradictions_in
    from mic25cli.view.overview import coverage as view

    ids = {lookup.industry(session.whole, industry)["id"] for industry in industries}
    every = contradictions_in(session.dataset, session.question)
    rows = [row for row in every if not ids or ids & set(row.industries)]
    return Answer(
        rows,
        lambda part: TextDocument((view.contradictions(part, session.dataset, session.lang),)),
        of=Contradiction,
        columns=lambda part: view.contradictions(part, session.dataset, session.lang, iso=True),
        counted=RowNoun("contradiction"),
        undated=session.undated("indicators"),
    )


OUTPUT = Output("info", view.RecordCount, view.InfoReport)


@command(without=ROWS)
def info(context: typer.Context, session: Session) -> Answer[view.RecordCount]:
    """Show the version, where the records come from, how many there are, and all settings.

    For each setting it names the option, variable or file that it comes from.
    """
    dataset = session.dataset
    counts = [
        view.RecordCount(kind, len(dataset.kind(kind))) for kind in session.whole.profile.kinds
    ]
    report = view.InfoReport(
        version=__version__,
        dataset_version=session.whole.profile.version,
        evidence_to=session.whole.evidence_to,
        title={"en": session.whole.profile.title, "zh": session.whole.profile.title_zh},
        license=session.whole.profile.license,
        records=tuple(str(folder.resolve()) for folder in session.folders),
        digest=dataset.digest,
        as_of=session.as_of,
        known_at=session.known_at,
        settings=tuple(
            view.ShownSetting(key, setting.value, setting.origin)
            for key, setting in _settings(context).items()
        ),
        summary=view.RecordsInAll(sum(count.records for count in counts)),
    )
    return Answer(
        counts,
        lambda rows: TextDocument((view.facts(report, rows, session.lang),)),
        of=view.RecordCount,
        report=report,
        columns=lambda rows: view.facts(report, rows, "en"),
        undated=session.at_dates.undated,
    )


def _settings(context: typer.Context) -> dict[str, ConfigValue]:
    read, settings = config.files(), dict[str, ConfigValue]()
    for key in config.KEYS:
        name = key.replace("-", "_")
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            settings[key] = ConfigValue(context.params[name], f"--{key}")
        elif key == "format" and context.params["json"]:
            settings[key] = ConfigValue("json", "--json")
        else:
            settings[key] = config.setting(key, read) or _default(key)
    runs = pager.chosen(context.params.get("pager"))
    settings["pager"] = ConfigValue(" ".join(runs.words) or False, runs.origin)
    value = settings["records"].value
    folders = value.split(os.pathsep) if isinstance(value, str) else value
    paths = [str(Path(folder)) for folder in folders if folder]
    return {**settings, "records": replace(settings["records"], value=paths)}


def _default(key: str) -> ConfigValue:
    if key == "links" and (forced := os.environ.get("FORCE_HYPERLINK")):
        links = "never" if forced in ("0", "no", "false") else "always"
        return ConfigValue(links, "FORCE_HYPERLINK")
    for value, variable in (("never", "NO_COLOR"), ("always", "FORCE_COLOR")):
        if key == "color" and os.environ.get(variable):
            return ConfigValue(value, variable)
    usual = {"lang": "en", "as-of": None, "records": [record_folders.shipped()]}
    return ConfigValue(usual.get(key, "auto"), "default")


@command
def show_timeline(
    session: Session,
    terms: Texts = arguments("[YEAR|WORDS…]", "Name a year, years (2016-2018), or words"),
    kinds: Texts = words(
        "KIND,…",
        "Show only these record types; default: all but sources",
        parse=kind_named,
        name="--kind",
    ),
    industries: Texts = words("ID,…", "Show only records of these industries", name="--industry"),
    having: Texts = texts(
        "TEXT", "Show only records with these words, in either language", name="--text"
    ),
    since: str | None = date("Show only records of this date or later"),
    until: str | None = date("Show only records of this date or earlier"),
) -> Answer[TimelineEntry]:
    """List funds, pilots, documents, assessments and events by date.

    Sources are listed only with --kind sources. Records without a date are left out and counted.
    """
    from mic25cli.calc.timeline import TimelineEntry, chosen_kinds, timeline
    from mic25cli.cli.bare_words import split_years

    text, years = split_years(terms)
    first, last = (str(years[0]), str(years[-1])) if years else (None, None)
    if years and (since or until):
        raise UsageError.of("year-beside-since-or-until")
    sought = (*having, *((text,) if text else ()))
    listing = timeline(session.dataset, kinds, since or first, until or last, industries, sought)
    if sought and not listing.entries:
        session.note("none-by-itself", given=" ".join(sought))
    undated = session.undated(*chosen_kinds(kinds))
    for kind, count in listing.undated.items():
        undated[kind] = undated.get(kind, 0) + count

    def columns(entries: Sequence[TimelineEntry], *, iso: bool = True) -> TextTable:
        from mic25cli.view.overview.coverage import timeline as build

        return build(entries, session.lang, iso=iso)

    def document(entries: Sequence[TimelineEntry]) -> TextDocument:
        lines = [f"mic25 {first.kind} show {first.id}" for first in entries[:1]]
        notes = (session.label("list-one", line) for line in lines)
        return TextDocument((columns(entries, iso=False),)).noted(*notes)

    return Answer(
        listing.entries,
        document,
        of=TimelineEntry,
        columns=columns,
        counted=RowNoun("entry"),
        undated=undated,
    )
