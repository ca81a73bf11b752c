"""References in the styles that papers and citation managers take; no library stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mic25cli.calc.references import Reference
from mic25cli.view.cite import bibtex, csl, ris, text

STYLES: dict[str, Callable[[Sequence[Reference]], str]] = {
    "text": text.written,
    "bibtex": bibtex.bibtex,
    "biblatex": bibtex.biblatex,
    "csl-json": csl.written,
    "ris": ris.written,
}
