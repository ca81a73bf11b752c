"""JUnit XML, which CI services show as tests: a suite a file, a case a record."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from mic25cli.check.run import CheckedFile, Report
from mic25cli.diagnostic import Diagnostic
from mic25cli.view.problems import Look, text
from mic25cli.view.text import visible

# What XML 1.0 cannot hold, not even escaped.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report, look: Look) -> str:
    """A case for every record, which fails if it has an error (or, when strict, a warning)."""
    by_path: dict[str, list[Diagnostic]] = {}
    for fault in report.diagnostics:
        by_path.setdefault(fault.path, []).append(fault)
    suites = [_suite(file, by_path.get(file.path, []), look) for file in report.files]
    tests = sum(suite[0] for suite in suites)
    failures = sum(suite[1] for suite in suites)
    body = "".join(suite[2] for suite in suites)
    counts = f'tests="{tests}" failures="{failures}" errors="0"'
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<testsuites name="mic25 validate" {counts}>\n{body}</testsuites>\n'


def _suite(file: CheckedFile, faults: list[Diagnostic], look: Look) -> tuple[int, int, str]:
    # A fault outside every record is a case of its own, named for the file.
    cases: dict[str, list[Diagnostic]] = {each: [] for each in file.fine}
    for fault in faults:
        cases.setdefault(fault.id or "(file)", []).append(fault)
    body, failures = "", 0
    for name, found in cases.items():
        failed = [each for each in found if look.strict or each.severity == "error"]
        failures += bool(failed)
        line = f" line={_attribute(str(found[0].line))}" if found else ""
        head = (
            f"    <testcase name={_attribute(name)} classname={_attribute(file.kind or 'file')}"
            f" file={_attribute(file.path)}{line}"
        )
        inner = ""
        if failed:
            kinds = ", ".join(dict.fromkeys(each.code for each in failed))
            lines = "\n".join(text.line(each, Look()) for each in failed)
            said = failed[0].message + (f" (and {len(failed) - 1} more)" if len(failed) > 1 else "")
            inner += (
                f"      <failure type={_attribute(kinds)} message={_attribute(said)}>"
                f"{_content(lines)}</failure>\n"
            )
        rest = [each for each in found if each not in failed]
        if rest:
            lines = "\n".join(text.line(each, Look()) for each in rest)
            inner += f"      <system-out>{_content(lines)}</system-out>\n"
        body += f"{head}>\n{inner}    </testcase>\n" if inner else f"{head}/>\n"
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    suite = f"  <testsuite name={_attribute(file.path)} {counts}>\n{body}  </testsuite>\n"
    return len(cases), failures, suite


def _fit(string: str) -> str:
    return _UNFIT.sub(lambda hit: f"\\u{ord(hit.group()):04x}", string)


def _attribute(string: str) -> str:
    return quoteattr(_fit(visible(string)))


def _content(string: str) -> str:
    return escape(_fit(string))
