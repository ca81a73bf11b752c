"""A table of what saved pages now print at the places where claims were read."""

from __future__ import annotations

from collections.abc import Sequence

from mic25cli.calc.saved_pages import PassageCheck, VerifyReport
from mic25cli.view.document import Head, Lines, TextDocument, TextTable, cell
from mic25cli.view.json_output import Output
from mic25cli.view.text import Lang, kind_name, label

OUTPUT = Output("sources-verify", PassageCheck, VerifyReport)
_RANKS = {"state": 0, "claim": 1, "source": 2, "quote": 0}


def _state_word(check: PassageCheck) -> str:
    """The result of a check in words."""
    return "otherwise" if check.state == "found" and not check.opens else check.state


def document(
    report: VerifyReport, checks: Sequence[PassageCheck], lang: Lang, *, whole: bool
) -> TextDocument:
    """The claims with the result for each; with `whole`, also those without a saved page."""
    heads = tuple(
        Head(key, label(f"verify-{key}", lang), rank=rank) for key, rank in _RANKS.items()
    )
    rows = tuple(
        (
            cell(label(f"verify-{_state_word(check)}", lang)),
            cell(check.claim), cell(check.source),
            cell(" | ".join(check.quote) + (f" → {check.now}" if check.state == "changed" else "")),
        )
        for check in checks
        if whole or check.file
    )  # fmt: skip
    counts = label("semicolon", lang).join(
        f"{label(f'verify-{state}', lang)} {count}" for state, count in report.summary.items()
    )
    kinds = label("semicolon", lang).join(
        label("verify-kind", lang, kind=kind_name(kind, lang), words=of.with_words, cites=of.cites)
        for kind, of in report.by_kind.items()
    )
    words = label("verify-kinds", lang, kinds=kinds)
    return TextDocument((TextTable(heads, rows), Lines(("", counts, words))))
