"""The result of validation for people and CI services, and the codes as documentation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Literal

from rich.cells import cell_len

from mic25cli.check.registry import FAMILIES, Code, codes
from mic25cli.check.run import CheckedFile, CheckReport, ValidateReport, homes
from mic25cli.diagnostic import Diagnostic
from mic25cli.errors import ended, remedy, sentences
from mic25cli.model.languages import catalogue
from mic25cli.model.screen_words import translated
from mic25cli.values import FrozenData
from mic25cli.view.answer import Columns
from mic25cli.view.columns import ColumnOf, table_of
from mic25cli.view.document import Head, Lines, TextDocument
from mic25cli.view.json_output import Output
from mic25cli.view.text import Lang, label, visible, with_parenthesis
from mic25cli.view.validation.ci_reports import Case, CiFinding, CiReport, Rule

OUTPUT = Output("validate", Diagnostic, ValidateReport)

_COLORS = {"error": "31", "warning": "33", "code": "1", "hint": "2"}


def line(fault: Diagnostic, color: bool = False) -> str:
    """`path:line:column: severity CODE problem. Remedy.`"""

    def colored(text: str, what: str) -> str:
        return f"\x1b[{_COLORS[what]}m{visible(text)}\x1b[0m" if color else visible(text)

    hint = colored(remedy(fault.hint), "hint") if fault.hint else ""
    place = visible(f"{fault.path}:{fault.line}:{fault.column}")
    severity, message = colored(fault.severity, fault.severity), visible(ended(fault.message))
    space = " " if hint and not message.endswith(("。", "？")) else ""
    return f"{place}: {severity} {colored(fault.code, 'code')} {message}{space}{hint}"


def faults(problems: Iterable[Diagnostic], color: bool = False) -> str:
    """One line per problem."""
    # Two records that share an aliased value share its problem and its line.
    lines = list(dict.fromkeys(line(fault, color) for fault in problems))
    return "".join(text + "\n" for text in lines)


def summary(report: CheckReport) -> list[str]:
    """How many records are valid in each file with problems, and in total."""
    several = len(report.files) > report.files_
    lines = [
        visible(file.path)
        + (f", {file.kind}" if several else "")
        + f": {len(file.fine)} of {file.records} records fine, "
        f"{_count(file.errors, 'error')}, {_count(file.warnings, 'warning')}"
        for file in report.files
        if file.errors or file.warnings
    ]
    files = f"{report.files_} file" + ("s" if report.files_ != 1 else "")
    lines.append(
        f"{report.fine} of {report.records} records in {files} fine, "
        f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')}"
    )
    lines += [
        f"{_count(number, 'link')} into '{visible(name)}' not checked: that dataset is not at hand"
        for name, number in report.unchecked.items()
    ]
    return lines


COLUMNS: Columns = tuple(field.name for field in fields(Diagnostic))


def document(rows: Sequence[Diagnostic], counted: Sequence[str], lang: Lang) -> TextDocument:
    """The problems as a table, if there are any, and below it the number of valid records."""

    def head(key: str, rank: int = 0) -> Head:
        return Head(key, label(f"problem-{key}", lang), rank=rank)

    columns: list[ColumnOf[Diagnostic]] = [
        (head("place"), lambda each: visible(f"{each.path}:{each.line}:{each.column}")),
        (head("severity"), lambda each: each.severity),
        (head("code"), lambda each: each.code),
        (head("message"), lambda each: visible(each.message)),
        (head("hint", 1), lambda each: visible(each.hint or "")),
    ]
    lines = Lines(tuple(counted))
    return TextDocument((table_of(columns, rows), lines) if rows else (lines,))


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def for_ci(report: CheckReport, strict: bool, prefix: str = "") -> CiReport:
    """A suite per file, a case per record and a rule per code; `prefix` is the folder's path."""
    counts: Counter[str] = Counter()
    findings = [_finding(fault, counts) for fault in report.diagnostics]
    home = homes(report.files)
    by_file = defaultdict[tuple[str, str | None], list[CiFinding]](list)
    for finding in findings:
        by_file[home(finding.fault)].append(finding)
    return CiReport(
        command="mic25 validate",
        tool="mic25",
        suites=[
            (file.path, tuple(_cases(file, by_file[file.path, file.kind], strict)))
            for file in report.files
        ],
        findings=findings,
        rules=[_rule(code) for code in codes() if code in report.codes],
        # Columns count whole characters, not the halves of UTF-16.
        run={"columnKind": "unicodeCodePoints"},
        root=prefix,
    )


def _finding(fault: Diagnostic, counts: Counter[str]) -> CiFinding:
    about = "\0".join((fault.path, fault.code, fault.kind or "", fault.id or "", fault.field or ""))
    counts[about] += 1
    text = sentences(fault.message, fault.hint)
    title = f"mic25 {fault.code}"
    return CiFinding(fault, title, (text,), line(fault), f"{about}\0{counts[about]}")


def _cases(file: CheckedFile, findings: Sequence[CiFinding], strict: bool) -> Iterator[Case]:
    cases: dict[str, list[CiFinding]] = {record_id: [] for record_id in file.fine}
    for finding in findings:
        cases.setdefault(finding.fault.id or "(file)", []).append(finding)
    for name, problems in cases.items():
        failures = tuple(each for each in problems if strict or each.fault.severity == "error")
        rest = tuple(each for each in problems if each not in failures)
        yield Case(name, file.kind or "file", file.path, failures, rest)


def _rule(code: str) -> Rule:
    entry = codes()[code]
    text = f"{entry.why}\n\nBad:\n\n{entry.bad}\n\nGood:\n\n{entry.good}"
    return Rule(code, entry.severity, entry.title, entry.why, text, entry.family)


class CodesTold(FrozenData):
    """The number of codes."""

    codes: int


class CodesReport(FrozenData, kw_only=True):
    """The meanings of codes."""

    schema: Literal["mic25.codes/1"] = "mic25.codes/1"
    summary: CodesTold


EXPLAINED = Output("validate-explain", Code, CodesReport)


def explained(code: Code, lang: Lang) -> str:
    """The meaning of a code, why it matters, and a bad and a good example."""
    bad, good = (
        "\n".join("    " + line for line in text.splitlines()) for text in (code.bad, code.good)
    )
    sort = label(f"rule-sort-{code.severity}", lang)
    head = label("rule-head", lang, code=code.code, sort=sort, family=code.family)
    title, why = _title_and_why(code, lang)
    stop = catalogue(lang).stop
    heads = label("rule-bad", lang), label("rule-good", lang)
    return f"{head}\n{title}{stop}\n\n{why}\n\n{heads[0]}\n\n{bad}\n\n{heads[1]}\n\n{good}\n"


def _title_and_why(code: Code, lang: Lang) -> tuple[str, str]:
    """The title of a code, and why it matters; in Chinese the title is the first sentence."""
    title, _, why = (translated(f"rule-{code.code}", lang) or "").partition("。")
    return (title, why) if title else (code.title, code.why)


def listed(lang: Lang) -> str:
    """Every code with its title, by family."""
    parts = []
    width = max(len(code) for code in codes())
    for family, title in FAMILIES.items():
        parts.append(
            with_parenthesis(translated(f"rules-{family}", lang) or title, family, lang) + "\n"
        )
        for code in codes().values():
            if code.family == family:
                sort = label(f"rule-sort-{code.severity}", lang)
                space = " " * (9 - cell_len(sort))
                name, _ = _title_and_why(code, lang)
                parts.append(f"  {code.code:<{width}}  {sort}{space}{name}\n")
    return "".join(parts)
