"""References in the styles that papers and citation managers take; no library stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mic25cli.calc.references import Reference
from mic25cli.view.cite import bibtex, csl, ris, text
from mic25cli.view.document import Head, TextDocument, TextTable

STYLES: dict[str, Callable[[Sequence[Reference]], str]] = {
    "text": text.written,
    "bibtex": bibtex.bibtex,
    "biblatex": bibtex.biblatex,
    "csl-json": csl.written,
    "ris": ris.written,
}


def document(references: Sequence[Reference]) -> TextDocument:
    """The references as sentences, a row each."""
    rows = tuple(((text.line(reference),),) for reference in references)
    return TextDocument((TextTable((Head("reference", "Reference", rank=0),), rows),))
