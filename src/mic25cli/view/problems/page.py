"""The codes as documentation: one of them for a terminal, all of them as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mic25cli.check.registry import FAMILIES, Code, codes
from mic25cli.check.schema import UNSAID
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
                mark = "warning  " if code.severity == "warning" else "error    "
                parts.append(f"  {code.code:<{width}}  {mark}{code.title}\n")
    return "".join(parts)


_HEAD = """# What `mic25 validate` finds

<!-- Made from the rules by docs/build.py: change a rule and its examples, not this page. -->

Each fault is told as `path:line:column: severity CODE message (hint)`. Lines and columns count from
1; a column is a character, and so is a tab. The place is that of the key or the value at fault; for
a key that is missing, that of the mapping that lacks it. Errors make the exit code 1, warnings only
with `--strict`. `--select` and `--ignore` take codes and families; `mic25 validate --explain CODE`
prints what stands here.

The examples are files, each after the line that names it, over a small book: the indicator
`robot-share`, the industry `automation`, the sources `plan-2015`, `roadmap-2015`, `roadmap-2017`
(which nobody saw) and `survey-2024`. They are run as tests.

## The same in an editor

What the form of a record allows stands in `docs/schema/KIND.json` as JSON Schema (`mic25 schema
KIND` prints it). An editor with the YAML language server checks as you write if the file says so:

```yaml
# yaml-language-server: $schema=../docs/schema/funds.json
```

A schema cannot say everything. It leaves out:

""" + "".join(f"- {code}\n" for code in UNSAID)


def page() -> str:
    """All codes as a page in Markdown."""
    parts = [_HEAD]
    for family, title in FAMILIES.items():
        mine = [code for code in codes().values() if code.family == family]
        parts.append(f"\n## {title}\n\n| code | severity | finds |\n|---|---|---|\n")
        parts += [
            f"| [`{code.code}`](#{code.code}) | {code.severity} | {code.title} |\n" for code in mine
        ]
        for code in mine:
            parts.append(
                f"\n### {code.code}\n\n{code.title}.\n\n{code.why}\n\n"
                f"Bad:\n\n```yaml\n{code.bad}\n```\n\nGood:\n\n```yaml\n{code.good}\n```\n"
            )
    return "".join(parts)
