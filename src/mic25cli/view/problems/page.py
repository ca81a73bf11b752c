"""The codes as documentation: what one means, and all of them by family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mic25cli.check.registry import FAMILIES, Code, codes
from mic25cli.view.output import Output


@dataclass(frozen=True)
class CodesTold:
    """How many codes are told of."""

    codes: int


@dataclass(frozen=True, kw_only=True)
class CodesReport:
    """The meanings of codes."""

    schema: Literal["mic25.codes/1"] = "mic25.codes/1"
    summary: CodesTold


OUTPUT = Output("validate-explain", Code, CodesReport)


def explained(code: Code) -> str:
    """What a code means, why it matters, and an example of each kind, for reading."""
    bad, good = (
        "\n".join("    " + line for line in text.splitlines()) for text in (code.bad, code.good)
    )
    head = f"{code.code} ({code.severity}, family {code.family})\n{code.title}."
    if not code.why:
        return f"{head}\n"
    return f"{head}\n\n{code.why}\n\nBad:\n\n{bad}\n\nGood:\n\n{good}\n"


def listed() -> str:
    """Every code with its title, by family."""
    parts = []
    width = max(len(code) for code in codes())
    for family, title in FAMILIES.items():
        parts.append(f"{title} ({family})\n")
        for code in codes().values():
            if code.family == family:
                parts.append(f"  {code.code:<{width}}  {code.severity:<9}{code.title}\n")
    return "".join(parts)
