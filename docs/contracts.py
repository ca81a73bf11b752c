"""Record which line of CHANGELOG.md describes a change of a command's JSON.

`contracts.json` has a digest of the JSON Schema of every output. `docs/build.py` adds new outputs.
If an output changes or is removed, a test asks for a line in CHANGELOG.md, and this script records
it with the new digest: `python docs/contracts.py 'the line, or how it starts' [NAME…]`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
FILE = DOCS / "contracts.json"
CHANGELOG = DOCS.parent / "CHANGELOG.md"


def recorded() -> dict[str, Any]:
    """The contracts as recorded: digest, version of the change, and the line that describes it."""
    if not FILE.exists():
        return {}
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def current() -> dict[str, str]:
    """The present digest of each contract."""
    from mic25cli.cli import reference
    from mic25cli.view import json_schemas

    return {name: json_schemas.digest(output) for name, output in reference.outputs().items()}


def changed() -> list[str]:
    """The names of the recorded outputs that have changed or no longer exist."""
    now = current()
    return [name for name, held in recorded().items() if now.get(name) != held["digest"]]


def unreleased() -> bool:
    """Whether the version is unreleased: one line of its entry may then cover many changes."""
    from mic25cli import __version__

    return f"## [{__version__}], in preparation\n" in CHANGELOG.read_text(encoding="utf-8")


def text(contracts: dict[str, Any]) -> str:
    """The file with one line per contract, so that two changes rarely conflict."""
    lines = [f"  {json.dumps(name)}: {json.dumps(contracts[name])}" for name in sorted(contracts)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def entry(digest: str, line: str | None) -> dict[str, Any]:
    """A contract in its recorded form."""
    from mic25cli import __version__

    return {"digest": digest, "version": __version__, "line": line}


def with_new() -> str:
    """The file with the new outputs; changed ones stay as they are recorded."""
    new = {name: entry(digest, None) for name, digest in current().items()}
    return text({**new, **recorded()})


def main(arguments: list[str]) -> str | int:
    """Record the changes under a line of the changelog; returns the error, if any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("line", help="the line of CHANGELOG.md, or how it starts")
    parser.add_argument("name", nargs="*", help="the output that changed; default: all of them")
    given = parser.parse_args(arguments)
    start = "- " + given.line.removeprefix("- ")
    lines = [each for each in CHANGELOG.read_text(encoding="utf-8").splitlines()
             if each.startswith(start)]  # fmt: skip
    if len(lines) != 1:
        return f"{len(lines)} lines of CHANGELOG.md start with '{start}', not one."
    now, held = current(), recorded()
    for name in given.name or changed():
        if name not in changed():
            return f"the output '{name}' did not change."
        if held[name]["line"] == lines[0] and not unreleased():
            return f"the last change of '{name}' has that line: this one needs its own."
        if name in now:
            held[name] = entry(now[name], lines[0])
        else:
            del held[name]
    FILE.write_text(text(held), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
