"""The page on the rules, made from the rules and their examples."""

from __future__ import annotations

from mic25cli.check.registry import FAMILIES, codes
from mic25cli.check.schema import UNSAID

_HEAD = """# What `mic25 validate` finds

<!-- Made from the rules by docs/build.py: change a rule and its examples, not this page. -->

This page explains each code of `mic25 validate`, for people who keep records. The command
`mic25 validate --explain CODE` prints the same text.

A problem is one line: `path:line:column: severity CODE problem. Remedy.` Lines and columns start
at 1, and a tab is one column. They point to the wrong key or value, or to the
mapping that lacks a key. An error makes the exit code 1, and a warning does so only
with `--strict`. `--select` and `--ignore` accept codes and families.

The examples use a small dataset with the indicator `robot-share`, the industry `automation` and
the sources `plan-2015`, `roadmap-2015`, `roadmap-2017` (marked as unseen) and `survey-2024`. The
first line of each file is its name. The tests run all examples.

## Check records in an editor

`docs/schema/KIND.json` describes the form of a record type as JSON Schema, and
`mic25 schema KIND` prints it. An editor with the YAML language server checks a file as you write
if the file starts with this line:

```yaml
# yaml-language-server: $schema=../docs/schema/funds.json
```

A schema cannot express every rule. It leaves out:

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
