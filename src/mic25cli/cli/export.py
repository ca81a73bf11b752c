"""`mic25 export`, `site` and `report`: the whole dataset as files, as pages, and as one page;
`brief`: one page on an industry, a target or a fund.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mic25cli import __version__
from mic25cli.calc import lookup
from mic25cli.calc.brief import KINDS, Brief
from mic25cli.calc.brief import brief as gather
from mic25cli.calc.progress.rollup import judged_by
from mic25cli.cli import terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.diff import of_folder
from mic25cli.cli.options import Texts, arguments, flag, path, text, texts
from mic25cli.cli.session import RESULT, ROWS, Session
from mic25cli.errors import RecordsError, UsageError, quoted, quoted_command
from mic25cli.model import kinds
from mic25cli.model.dataset import Record
from mic25cli.model.plain_values import plain
from mic25cli.store import installed_datasets
from mic25cli.view import render
from mic25cli.view.answer import Answer, TextAnswer, WrittenTo

if TYPE_CHECKING:
    from mic25cli.export.release import LastRelease
    from mic25cli.export.table_content import Content
    from mic25cli.view.page.page_story import TextPage

    PageOfBrief = tuple[Brief, TextPage]

FORMATS = ("datapackage", "csv", "sqlite", "parquet", "xlsx", "json")
"""The formats of an export; a data package is the tables as CSV with a description."""
PARTITIONS = ("dataset", "kind", "industry", "indicator", "record", "year")
"""The columns by which Parquet can be partitioned."""
FORCE: Final = flag("Write into a folder with other files; replace equal names")


@command(without=RESULT, several="own")
def export(
    session: Session,
    words: Texts = arguments("[WORD…]", "Give no words; --output names the folder"),
    output: Path | None = path("DIR", "Write to this folder", also="-o"),
    style: str = text(
        "FORMAT", "Write {}", "datapackage", also="-f", name="--format", choices=FORMATS
    ),
    force: bool = FORCE,
    partition_by: str | None = text(
        "COLUMN", "Split Parquet into a folder per value, as Hive does", choices=PARTITIONS
    ),
    release: bool = flag("Write a release: an archive named after the version"),
    against: str | None = text(
        "DATASET|PATH", "List in a release how verdicts changed since this one"
    ),
) -> int:
    """Write the whole dataset as files for other programs.

    A data package has a CSV file per record type and per table of claims. Statuses are judged as
    of --as-of, or the end of the policy's last year. The same dataset gives the same bytes.
    """
    from mic25cli.export import formats, sqlite
    from mic25cli.export.table_content import Content

    target = _folder(words, output, style)
    style = "datapackage" if style == "csv" else style
    if partition_by is not None and style != "parquet":
        raise UsageError.of("only-parquet-can-be-written-in-parts")
    if against is not None and not release:
        raise UsageError.of("against-compares-releases")
    if release and style != "datapackage":
        raise UsageError.of("format-cannot-be-used-with-release")
    dates = {"as of": session.as_of, "known at": session.known_at}
    cut = tuple(f"{what} {date}" for what, date in dates.items() if date)
    when = session.question
    parts = {
        each.dataset_name: Content(each.dataset, __version__, when, cut)
        for each in session.by_dataset()
    }
    _tell_errors(session, refuse=release)
    if release:
        return _release(session, target, parts, force, against)
    first = next(iter(parts.values()))
    content = replace(first, parts=parts) if len(parts) > 1 else first
    own: dict[str, Callable[[Content, Path], None]] = {
        "sqlite": sqlite.write,
        "parquet": partial(formats.parquet, by=partition_by),
    }
    write = own.get(style) or getattr(formats, style)
    _fill(target, partial(write, content), force)
    if style == "sqlite" and not sqlite.has_search():
        terminal_io.note("no full-text index: this SQLite lacks FTS5", session.quiet)
    if content.broken:
        ids = ", ".join(content.broken)
        remark = f"no foreign keys, since ids lead nowhere: {ids}; 'mic25 validate' lists them"
        terminal_io.note(remark, session.quiet)
    session.note("wrote", path=target)
    return 0


def _folder(words: Sequence[str], output: Path | None, style: str) -> Path:
    """The folder to write; raises `UsageError`, with a command line that names one."""
    named_file = Path(words[0]) if words else output or Path()
    form = named_file.suffix[1:].lower()
    if citation := {"bib": "bibtex", "ris": "ris"}.get(form):
        cited = f"'mic25 cite sources --style {citation}'"
        raise UsageError.of("export-writes-folder-not-file", line=cited)
    if words:
        ending = words[-1].lower().rpartition(".")[2]
        form = f" -f {ending}" if ending in FORMATS else ""
        form = f" -f {style}" if style != FORMATS[0] else form
        kind = words[0].lower().partition(".")[0]
        named = str(output or ("dataset" if form or kind in kinds.KINDS else words[0]))
        line = quoted_command(f"mic25 export -o {quoted(named)}{form}")
        one = f"mic25 search {quoted(' '.join(['export', *words]))}"
        other = f"{quoted_command(one)} looks for the words"
        if form or ending in ("csv", "tsv", *kinds.KINDS):
            kind = kind if kind in kinds.KINDS else "targets"
            other = f"'mic25 {kind} -o {kind}.csv' writes one list"
        raise UsageError.of("export-always-writes-whole-dataset", line=line, other=other)
    if output is None:
        form = f" -f {style}" if style != FORMATS[0] else ""
        raise UsageError.of("export-needs-folder-to-write-to", form=form)
    form = "sqlite" if form in ("db", "sqlite3") else form
    if form in FORMATS and style in (FORMATS[0], form):
        line = quoted_command(f"mic25 export -o {quoted(str(output.with_suffix('')))} -f {form}")
        raise UsageError.of("export-writes-folder-not-file", line=line)
    return output


def _tell_errors(session: Session, *, refuse: bool = False) -> None:
    """Report how many errors `validate` finds; with `refuse`, raise `RecordsError`."""
    from mic25cli.cli.validate import checked
    from mic25cli.store.check_input import Scope

    for each in session.by_dataset():
        count = checked(Scope(each.folders)).errors
        if count and refuse:
            what = f"{count} error{'s' if count > 1 else ''}"
            raise RecordsError.of(
                "a-release-must-have-no-errors", called=each.dataset_name, what=what
            )
        if count:
            timeless = replace(each, as_of=None, known_at=None)
            command = timeless.with_same_options("mic25 validate", lang=False)
            each.note("export-errors", count=count, command=command)


def _release(
    session: Session, target: Path, parts: Mapping[str, Content], force: bool, against: str | None
) -> int:
    from mic25cli.export import release

    if session.as_of or session.known_at:
        raise UsageError.of("a-release-always-contains-whole-dataset")
    if against is not None and len(parts) > 1:
        raise UsageError.of("against-compares-one-dataset-at-time")
    last = None if against is None else _last_release(against)
    for content in parts.values():
        path, digest = release.write(content, target, force, last)
        session.note("wrote", path=f"{path}, SHA-256 {digest}")
    return 0


def _last_release(against: str) -> LastRelease:
    from mic25cli.export.release import LastRelease
    from mic25cli.store import exported_json

    dataset = of_folder(Path(against), "--against").dataset
    path = installed_datasets.path_of(against) or Path(against)
    return LastRelease(dataset, exported_json.statuses(path) if path.is_file() else {})


def _fill(target: Path, write: Callable[[Path], None], force: bool) -> None:
    """Write a folder; if the program is stopped, unfinished files are deleted first."""
    from mic25cli.export import whole_folder

    signals: list[int] = []

    def end(number: int, _frame: object) -> None:
        signals.append(number)
        raise KeyboardInterrupt

    names = [signal_name for signal_name in ("SIGTERM", "SIGHUP") if hasattr(signal, signal_name)]
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        whole_folder.fill_folder(target, write, force)
    finally:
        for each, handler in before.items():
            signal.signal(getattr(signal, each), handler)
        if signals:
            os.kill(os.getpid(), signals[0])


@command(without=RESULT, several="one")
def site(
    session: Session,
    output: Path | None = path("DIR", "Write to this folder", also="-o"),
    base_url: str | None = text("URL", "Add a site map, links and pictures for this address"),
    force: bool = FORCE,
    open_: bool = flag("Open it in a browser; without -o, keep it for next time", name="--open"),
    against: str | None = text(
        "DATASET|PATH", "Add a feed of verdicts that changed since this release"
    ),
) -> int:
    """Write the dataset as a website with a page per record, in English and Chinese.

    It works from the folder and from any host, and loads nothing from elsewhere.
    """
    from mic25cli.cli import open_site
    from mic25cli.export import chart_files
    from mic25cli.export import site as pages
    from mic25cli.store import corrections
    from mic25cli.view.page.site_pages import Site

    address = re.fullmatch(r"https?://[^\s<>\"'?#]+", base_url or "")
    if base_url and not (address and base_url.isprintable()):
        raise UsageError.of("base-url-is-not-web-address", base_url=base_url)
    last = None if against is None else of_folder(Path(against), "--against").dataset
    folder = open_site.site_folder(session, last) if output is None and open_ else output
    if folder is None:
        raise UsageError.of("site-needs-folder-to-write-to")
    if output is None and (folder / open_site.FRONT).exists() and not force:
        return open_site.show(folder, session.quiet)
    pictures = chart_files.languages(session.profile.title)
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    listed = corrections.read(session.folders)
    content = Site(session.dataset, session.question, __version__, pictures, base, last, listed)
    _tell_errors(session)
    _fill(session.pages_folder(folder), lambda stage: pages.write(content, stage), force)
    if left_out := content.index[1]:
        kinds = ", ".join(left_out)
        session.note("site-by-name-only", kinds=kinds)
    session.note("wrote", path=folder)
    if output is None:
        open_site.clear(folder)
    return open_site.show(folder, session.quiet) if open_ else 0


@command(without=RESULT)
def report(
    session: Session,
    output: Path | None = path("FILE", "Write to this file", also="-o"),
    industry: Texts = texts(
        "NAME", "Write only this industry, by id or name", completes="industry"
    ),
    force: bool = flag("Replace a file that mic25 did not write"),
) -> TextAnswer | int:
    """Write the dataset as one page to read and print: results, charts and sources.

    It has a chapter per industry and loads nothing from elsewhere. For a page per record, write a
    site.
    """
    from mic25cli.export import whole_folder
    from mic25cli.view.page import html
    from mic25cli.view.page.report import Report
    from mic25cli.view.page.site_pages import LanguageSite, Site

    if output is not None and output.name != "-" and output.suffix.lower() not in (".html", ".htm"):
        raise UsageError.of("a-page-cannot-be-written-to", name=output.name)
    if output is None and terminal_io.is_terminal():
        raise UsageError.of("report-is-web-page-and-too-long")
    dataset = session.dataset
    ids = tuple(lookup.industry(dataset, each)["id"] for each in industry)
    tree = LanguageSite(Site(dataset, session.question, __version__), session.lang)
    bound = Report(tree, ids)
    page = whole_folder.sealed(html.bound(bound.chapters, tree, bound.cover))
    if output is None:
        return TextAnswer(page)
    whole_folder.write_file(session.output_path(output), page, force)
    session.note("wrote", path=output)
    return 0


SUFFIXES = {".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".txt": "plain"}
"""The format meant by the ending of a file's name."""


@command(without=ROWS, fixed=("format",), formats=("html", *render.FORMATS))
def brief(
    session: Session,
    ids: Texts = arguments(
        "INDUSTRY|TARGET|FUND…", "Name industries, targets or funds by id or name", completes="id"
    ),
    output: Path | None = path(
        "FILE", "Write to this file, in the format of its name (.html, .md)", also="-o"
    ),
    long: bool = flag("Write everything, on as many pages as needed"),
    force: bool = flag("Replace a file that mic25 did not write"),
) -> Answer[PageOfBrief]:
    """Write a page on an industry, a target or a fund.

    It has the targets, what became of them, who pays, outside assessments, and the sources.
    """
    chosen = session.format if output is None else _format(session, output)
    picked = bool(session.fields or session.query)
    long = long or picked or chosen not in ("auto", "table", "plain", "md", "html")
    answer = _answer(session, [_find(session, id_) for id_ in dict.fromkeys(ids)], long)
    if output is None:
        return answer
    return replace(answer, file=WrittenTo(output, _format(session, output), force))


def _format(session: Session, out: Path) -> str:
    chosen = session.format
    if chosen != "auto":
        return "plain" if chosen == "table" else chosen
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError.of("does-not-end-in-name-of-format", name=out.name)
    return SUFFIXES[out.suffix.lower()]


def _answer(session: Session, records: Sequence[Record], long: bool) -> Answer[PageOfBrief]:
    from mic25cli.view.document import stacked
    from mic25cli.view.page import brief_json
    from mic25cli.view.page.brief import brief_page
    from mic25cli.view.page.site_pages import LanguageSite, Site
    from mic25cli.view.record.lists import field_table

    dataset, question = session.dataset, session.question
    tree = LanguageSite(Site(dataset, question, __version__), session.lang)

    def item(row: PageOfBrief) -> Any:
        content, page = row
        return plain(brief_json.printed(content, page.cited, dataset))

    def html_page(rows: Sequence[PageOfBrief]) -> str:
        from mic25cli.export.whole_folder import sealed
        from mic25cli.view.page import html

        return sealed(html.bound([page for _, page in rows], tree))

    briefs = [gather(dataset, record["kind"], record["id"], question) for record in records]
    return Answer(
        [(each, brief_page(tree, each, long=long)) for each in briefs],
        lambda rows: stacked(page.document(tree.lang, short=not long) for _, page in rows),
        item,
        of=brief_json.PrintedBrief,
        one_thing=True,
        report=brief_json.BriefReport(judged_by=judged_by(question, session.whole.digest)),
        columns=lambda rows: field_table([item(row) for row in rows]),
        own={"html": html_page},
    )


def _find(session: Session, word: str) -> Record:
    dataset = session.dataset
    try:
        named_so = lookup.find_any(dataset, word)
    except UsageError:
        if word.partition("/")[0] in KINDS:
            raise
        return _by_words(session, word)
    things = (lookup.explained(dataset, each) for each in named_so)
    matches = {f"{each['kind']}/{each['id']}": each for each in things if each["kind"] in KINDS}
    if len(matches) > 1:
        raise UsageError.of("can-mean-several-things", named=word, choices=" or ".join(matches))
    if matches:
        return next(iter(matches.values()))
    other = named_so[0]
    try:
        return lookup.industry(dataset, word)
    except UsageError as fault:
        raise UsageError.of(
            "no-brief-of-type", named=word, kind=other["kind"], id=other["id"]
        ) from fault


def _by_words(session: Session, word: str) -> Record:
    dataset = session.dataset
    if any(dataset.whole.get(kind, word) for kind in KINDS):
        return lookup.find_any(dataset, word)[0]
    try:
        return lookup.industry(dataset, word)
    except UsageError as fault:
        if "several" in fault.message:
            raise
        if word.lower() in (session.profile.name["en"] or "").lower().split():
            raise UsageError.of("there-is-no-industry-target-or-fund", named=word) from fault
        return lookup.find_any(dataset, word, "industry, target or fund", KINDS)[0]
