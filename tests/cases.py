"""Tables of cases in a file next to their test: `test_text.yaml` next to `test_text.py`.

A section has the name of a test and of its arguments, `visible(text, shown)`, and each row is a
case: a list with a value for each argument, or the value itself if there is one argument. If rows
have names, these name the cases. A section in capitals is data that a test file reads itself.
`!text` is a text made of parts, where a pair is a text and its number of repetitions, with № for
the number of each, and №+1 for the next; `!escaped` has the escapes of Python, and `!bytes` a text
in an encoding.
"""

import re
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def numbered(text: str, count: int) -> str:
    return "".join(
        text.replace("№+1", str(number + 1)).replace("№", str(number)) for number in range(count)
    )


class Loader(_Loader):
    """Reads the tags of these files."""


Loader.add_constructor(
    "!text",
    lambda loader, node: "".join(
        part if isinstance(part, str) else numbered(*part)
        for part in loader.construct_sequence(node, deep=True)
    ),
)
Loader.add_constructor(
    "!escaped", lambda loader, node: node.value.encode().decode("unicode_escape")
)
Loader.add_constructor(
    "!bytes", lambda loader, node: str.encode(*reversed(loader.construct_sequence(node, deep=True)))
)


class Exact(Loader):
    """Reads a number with a decimal point with all its digits, as in records."""


Exact.add_constructor(
    "tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node))
)


def data(file: str, *names: str, exact: bool = False) -> list[Any]:
    """The data with these names in the file next to a test file."""
    text = Path(file).with_suffix(".yaml").read_text("utf-8")
    held = yaml.load(text, Exact if exact else Loader)
    return [held[name] for name in names]


@cache
def sections(path: Path, exact: bool = False) -> dict[str, tuple[list[str], Any]]:
    """The sections of a file of cases by the name of their test: the arguments, and the rows."""
    loader = Exact if exact else Loader
    found: dict[str, tuple[list[str], Any]] = {}
    for head, rows in yaml.load(path.read_text("utf-8"), loader).items():
        if head.isupper():
            continue
        match = re.fullmatch(r"(\w+)\((.*)\)", head)
        assert match is not None and rows, f"{path.name}: no section of cases: {head}"
        found[f"test_{match[1]}"] = match[2].split(", "), rows
    return found


def cases(test: Any = None, *, ids: Any = None, exact: bool = False) -> Any:
    """Run a test on each case of its section in the file next to it; see `Exact` for numbers."""
    if test is None:
        return partial(cases, ids=ids, exact=exact)
    path = Path(test.__globals__["__file__"]).with_suffix(".yaml")
    names, rows = sections(path, exact)[test.__name__]
    if isinstance(rows, dict):
        ids, rows = [*rows], [*rows.values()]
    if len(names) == 1:
        rows = [[each] for each in rows]
    short = [row for row in rows if len(row) != len(names)]
    assert not short, f"{path.name}: {test.__name__} has arguments {names}, but this row: {short}"
    return pytest.mark.parametrize(names, rows, ids=ids)(test)
