"""Code that writes a text says how its lines end, so that the bytes are the same everywhere."""

import ast

from cases import cases
from conftest import ROOT
from package_source import modules, nodes, parsed

PATHS = [*modules(), ROOT / "hatch_build.py", *sorted((ROOT / "docs").glob("*.py"))]


def untold(tree):
    """The calls that write a text without saying how its lines end."""
    found = []
    for call in nodes(tree):
        if not isinstance(call, ast.Call):
            continue
        own = isinstance(call.func, ast.Attribute)
        name = ast.unparse(call.func).rpartition(".")[2]
        told = ast.unparse(call)
        keys = {each.arg for each in call.keywords}
        # The mode comes after a path or a handle, except for the `open` of a path.
        behind = 0 if own and name == "open" else 1
        first = call.args[behind : behind + 1] if name in ("open", "fdopen") else []
        given = [*first, *(each.value for each in call.keywords if each.arg == "mode")]
        modes = [each.value for each in given if isinstance(each, ast.Constant)]
        writes = any(isinstance(each, str) and {*each} <= {*"wax+t"} and {*each} & {*"wax+"}
                     for each in modes)  # fmt: skip
        # A formatter of help writes to no file, and discarded output has no lines.
        text = name == "write_text" and "encoding" in keys
        if (text or writes) and "newline" not in keys and "devnull" not in told:
            found.append(told)
    return found


def test_every_text_that_is_written_says_how_its_lines_end():
    assert [(path.name, found) for path in PATHS if (found := untold(parsed(path)))] == []


@cases
def test_what_is_looked_for_is_found(code, found):
    assert len(untold(ast.parse(code))) == found
