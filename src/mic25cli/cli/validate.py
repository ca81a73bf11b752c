"""`mic25 validate`, which finds all problems in all files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mic25cli import errors
from mic25cli.cli import terminal_io
from mic25cli.cli.command import command
from mic25cli.cli.options import Texts, arguments, flag, paths, text, words
from mic25cli.cli.session import TIME, Session
from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import RecordsError
from mic25cli.store import record_folders
from mic25cli.store.yaml_nodes import MAX_BYTES
from mic25cli.view.answer import Answer, AnyAnswer
from mic25cli.view.render import FORMATS

if TYPE_CHECKING:
    from mic25cli.check.registry import Code
    from mic25cli.check.run import CheckReport
    from mic25cli.store.check_input import Scope
    from mic25cli.view.document import TextDocument
    from mic25cli.view.text import Lang
    from mic25cli.view.validation.ci_reports import CiReport


@command(without=TIME, fixed=("format",), formats=("text", *FORMATS, "github", "sarif", "junit"))
def validate(
    session: Session,
    paths: tuple[Path, ...] = arguments(
        "[PATH…]", "Name files or folders, - for standard input; default: all", type_=Path
    ),
    kind: str | None = text("KIND", "Name the record type of a file outside the dataset"),
    select: Texts = words("CODE,…", "Check only these codes or groups of codes"),
    ignore: Texts = words("CODE,…", "Skip these codes or groups of codes"),
    against: tuple[Path, ...] = paths("PATH", "Warn of sentences copied from these source texts"),
    strict: bool = flag("Fail on warnings, too"),
    explain: str | None = text("CODE", "Explain a code; 'all' lists the codes"),
) -> AnyAnswer:
    """Check records for errors: syntax, fields, links, numbers, dates, sources and language.

    The exit code is 0 without errors, 1 with errors and 2 if nothing could be checked.
    """
    from mic25cli.check.run import joined
    from mic25cli.store import check_input, record_folders

    if explain is not None:
        return _explained(explain, session.lang)
    # None means all rules, which need not be loaded yet.
    codes = None
    if select or ignore:
        from mic25cli.check import registry

        codes = registry.chosen(select, ignore)
    texts: dict[str, str] = {}
    for path in against:
        texts |= check_input.source_texts(path)
    stdin = partial(terminal_io.read, "-", MAX_BYTES)
    scopes = check_input.scopes(paths, session.records, kind, stdin)
    report = joined([checked(scope, texts, codes) for scope in scopes])
    profiles = any(
        path.name in record_folders.PROFILES or record_folders.is_export(path) for path in paths
    )
    empty_dataset = profiles or (
        not paths and record_folders.declared(record_folders.folders(session.records))
    )
    if not report.records and not report.errors and not empty_dataset:
        raise RecordsError.of("none-of-files-contains-record")
    session.tell_replaced(report.replaced)
    return _answer(report, session, strict)


def _explained(code: str, lang: Lang) -> Answer[Code]:
    from mic25cli.check import registry
    from mic25cli.view.validation import problems

    every = [*registry.codes().values()] if code == "all" else [registry.find_code(code)]
    page = problems.listed(lang) if code == "all" else problems.explained(every[0], lang)
    return Answer(
        every,
        of=registry.Code,
        report=problems.CodesReport(summary=problems.CodesTold(len(every))),
        own={"text": lambda _: page},
        auto="text",
    )


def _answer(report: CheckReport, session: Session, strict: bool) -> Answer[Diagnostic]:
    from mic25cli.check.run import ValidateReport
    from mic25cli.cli.translated_help import translated_problem, translated_remark
    from mic25cli.view.validation import problems

    lang = session.lang

    def for_ci(rows: Sequence[Diagnostic]) -> Mapping[str, CiReport]:
        part = replace(report, diagnostics=tuple(rows))
        ci_report = problems.for_ci(part, strict, terminal_io.prefix())
        return {"": replace(ci_report, spread=terminal_io.is_terminal())}

    def lines(rows: Sequence[Diagnostic]) -> str:
        color = terminal_io.wants_color(session.color)
        translations = (translated_problem(row, lang) for row in rows)
        return problems.faults(translations, color)

    def table(rows: Sequence[Diagnostic]) -> TextDocument:
        translations = [translated_problem(row, lang) for row in rows]
        return problems.document(translations, counted, lang)

    counted = [translated_remark(line, lang) for line in problems.summary(report)]
    for_person = session.format in ("auto", "text", "github")
    failed = report.errors or (strict and report.warnings)
    return Answer(
        report.diagnostics,
        table,
        of=Diagnostic,
        columns=problems.COLUMNS,
        report=ValidateReport(strict=strict, summary=report, files=report.files),
        own={"text": lines},
        ci=for_ci,
        auto="github" if terminal_io.in_github() else "text",
        closing=tuple(counted) if for_person else (),
        code=errors.FINDINGS if failed else errors.DONE,
    )


def checked(
    scope: Scope, against: Mapping[str, str] | None = None, codes: Collection[str] | None = None
) -> CheckReport:
    """The report on one dataset, which is read again if a file is saved in the meantime."""
    from mic25cli.check.run import check
    from mic25cli.store.load import FileChanged, garbage_collection_paused

    for tries in reversed(range(record_folders.MAX_READINGS)):
        try:
            with garbage_collection_paused():
                return check(scope.load(), against, scope.only, codes)
        except FileChanged:
            # The file was saved before the place of the problem was looked up.
            if not tries:
                raise
    raise AssertionError("the last reading returns or raises")
