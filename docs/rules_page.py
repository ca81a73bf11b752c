"""The page on the rules, from the rules themselves and their examples."""

from __future__ import annotations

from mic25cli.check.registry import FAMILIES, codes
from mic25cli.check.schema import UNSAID

_HEAD = """# What `mic25 validate` finds

<!-- Made from the rules by docs/build.py: change a rule and its examples, not this page. -->

Each problem is one line: `path:line:column: severity CODE problem. Remedy.` Lines and columns
count from 1; a column is a character, and so is a tab. The place is that of the wrong key or
value, or, for a key that is missing, the place of its mapping. Errors make the exit
code 1, warnings only with `--strict`. `--select` and `--ignore` take codes and families.
`mic25 validate --explain CODE` prints the same text as this page.

The examples are files, each after the line that names it, over a small dataset: the indicator
`robot-share`, the industry `automation`, the sources `plan-2015`, `roadmap-2015`, `roadmap-2017`
(which nobody saw) and `survey-2024`. They are run as tests.

## The same in an editor

The form of a record is in `docs/schema/KIND.json` as JSON Schema (`mic25 schema
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
