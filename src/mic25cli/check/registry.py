"""The registry of codes: what validation can find, each with its reason and examples.

A rule is a function from a scene to faults; its docstring says why, and holds a
`Bad:` and a `Good:` example.  The faults of YAML and of the models have no
function of their own here, and the same docstring.  Examples, documentation and
`--explain` are made from it, and the examples are run as tests.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal, TypeVar

from mic25cli.check.scene import Fault, FileFault, Scene
from mic25cli.diagnostic import Severity
from mic25cli.errors import UsageError, unknown

Family = Literal[
    "files", "schema", "links", "repeats", "numbers", "dates", "provenance", "language"
]
FAMILIES: dict[Family, str] = {
    "files": "Files and YAML",
    "schema": "The form of a record",
    "links": "Links between records",
    "repeats": "Things said twice",
    "numbers": "Units, directions and sums",
    "dates": "Order in time",
    "provenance": "Sources",
    "language": "Words and scripts",
}
"""The families of codes, which --select and --ignore take as well as codes."""

MODULES = (
    "reading",
    "links",
    "repeats",
    "numbers",
    "sums",
    "dates",
    "order",
    "provenance",
    "language",
    "copied",
)
"""Where the codes are declared."""

Reach = Literal["record", "links", "book"]
"""How far a rule looks: at a record alone, at what it links to as well, or at the whole book.

Rules of the first two see the records of one file after another; what they ask for beside
these goes through `scene.get`, `scene.known` and `scene.published`, which take note of it.
"""

Find = Callable[[Scene], Iterable[Fault | FileFault]]


F = TypeVar("F", bound=Find)


@dataclass(frozen=True)
class Code:
    """A thing that validation can find."""

    code: str
    title: str
    family: Family
    severity: Severity
    why: str
    bad: str
    good: str
    """Examples: files of records, each after a line that names it (`# funds.yaml`)."""
    find: Find | None = None
    """The rule; None for what reading the files finds."""
    reach: Reach = "book"
    of: tuple[str, ...] = ()
    """The only kinds whose records it looks at; none named for all."""


CODES: dict[str, Code] = {}

_BLOCK = re.compile(r"^(Bad|Good):\n\n((?:(?:    .*)?\n)+)", re.MULTILINE)


def parsed(doc: str) -> tuple[str, str, str]:
    """The reason, the bad and the good example of a rule's docstring; nothing of none.

    `python -OO` drops docstrings: the rules hold without them.
    """
    if not doc:
        return "", "", ""
    text = inspect.cleandoc(doc) + "\n"
    blocks = {match[1]: inspect.cleandoc("\n" + match[2]) for match in _BLOCK.finditer(text)}
    return text[: text.index("Bad:\n")].strip(), blocks["Bad"], blocks["Good"]


def add(
    code: str,
    title: str,
    family: Family,
    severity: Severity,
    doc: str,
    find: Find | None = None,
    reach: Reach = "book",
    of: tuple[str, ...] = (),
) -> None:
    """Put a code in the registry."""
    why, bad, good = parsed(doc)
    CODES[code] = Code(code, title, family, severity, why, bad, good, find, reach, of)


def rule(
    code: str,
    title: str,
    family: Family,
    severity: Severity = "error",
    *,
    reach: Reach = "book",
    of: str | tuple[str, ...] = (),
) -> Callable[[F], F]:
    """Declare a function to be the rule of a code; its docstring is the code's page.

    A rule that looks at one record (`reach="record"`) or also at those it names
    (`reach="links"`) runs file by file, and where a file and these have not changed, not again.
    """
    kinds = (of,) if isinstance(of, str) else of

    def declare(find: F) -> F:
        add(code, title, family, severity, find.__doc__ or "", find, reach, kinds)
        return find

    return declare


@cache
def codes() -> dict[str, Code]:
    """Every code, by family and then by name."""
    # Each module declares its rules as it is imported.
    for module in MODULES:
        import_module(f"mic25cli.check.{module}")
    order = list(FAMILIES)
    ranked = sorted(CODES.values(), key=lambda code: (order.index(code.family), code.code))
    return {code.code: code for code in ranked}


def rules() -> Iterator[Code]:
    """The codes that a rule stands behind."""
    return (code for code in codes().values() if code.find is not None)


def find_code(code: str) -> Code:
    """A code by name; raises `UsageError` with the nearest."""
    known = codes()
    if code not in known:
        raise unknown("code", code, known, "'mic25 validate --explain all' lists the codes.")
    return known[code]


def chosen(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes that are to be told, given codes and families to select and to ignore.

    Raises `UsageError` for a name that is neither, and where nothing is left.
    """
    wanted = _expanded(select) or set(codes())
    left = wanted - _expanded(ignore)
    if not left:
        raise UsageError("--select and --ignore leave no code to look for", "name fewer to ignore.")
    return frozenset(left)


def _expanded(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name in FAMILIES:
            found |= {code.code for code in codes().values() if code.family == name}
        elif name in codes():
            found.add(name)
        else:
            hint = "'mic25 validate --explain all' lists the codes."
            raise unknown("code", name, [*codes(), *FAMILIES], hint)
    return found
