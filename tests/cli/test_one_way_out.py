"""No command writes its result itself: it returns an answer, and `cli.write_answer` writes it."""

import ast

from cases import data
from package_source import PACKAGE, nodes, parsed

FOLDER = PACKAGE / "cli"
WAY_OUT = {"write_answer", "pager", "terminal_io"}

WITHOUT_AN_ANSWER = {("main", "main"), ("app", "_version"), ("open_site", "show")}
"""Output before there is a command (completions, the first page, the version), and the path of a
site that no browser can show."""

[OTHER_RESULTS] = data(__file__, "OTHER_RESULTS")

MODULES = sorted(path for path in FOLDER.glob("*.py"))


def writes(tree):
    """The calls in a tree that write to standard output."""
    found = []
    for node in nodes(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        # A console with a file of its own draws, and does not write.
        drawn = called == "terminal_io.console" and len(node.args) + len(node.keywords) > 1
        if not drawn and called in {
            "print", "echo", "typer.echo", "click.echo", "terminal_io.write",
            "terminal_io.write_pieces", "terminal_io.console",
            "pager.write", "sys.stdout.write", "sys.stdout.buffer.write", "Console",
        }:  # fmt: skip
            found.append(f"{called}, line {node.lineno}")
    return found


def functions(path):
    """The functions of a module."""
    return [node for node in parsed(path).body if isinstance(node, ast.FunctionDef)]


WRITERS = {"mic25cli.cli.terminal_io", "mic25cli.cli.pager", "rich.console"}


def test_nothing_is_written_but_through_the_one_way_out():
    for path in MODULES:
        if path.stem in WAY_OUT:
            continue
        allowed = [
            call
            for function in functions(path)
            if (path.stem, function.name) in WITHOUT_AN_ANSWER
            for call in writes(function)
        ]
        assert writes(parsed(path)) == allowed, path.stem
        for node in nodes(parsed(path)):
            if isinstance(node, ast.ImportFrom) and node.module in WRITERS:
                names = {name.name for name in node.names}
                assert not {"write", "write_pieces", "show", "console"} & names, path.stem


def test_a_command_returns_what_it_has_to_say():
    for function in (each for path in MODULES for each in functions(path)):
        decorators = {ast.unparse(each).partition("(")[0] for each in function.decorator_list}
        if "command" in decorators and function.name not in OTHER_RESULTS:
            assert function.returns is not None
            assert "Answer" in ast.unparse(function.returns), function.name


def uses_of_limit(tree):
    """The lines where the value of --limit is used, and not only whether it is given."""
    asked = {
        id(node.left)
        for node in nodes(tree)
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot)
    }
    return [
        node.lineno
        for node in nodes(tree)
        if isinstance(node, ast.Attribute) and node.attr == "limit" and id(node) not in asked
    ]


def test_rows_are_cut_in_one_place():
    assert [path.stem for path in MODULES if uses_of_limit(parsed(path))] == ["write_answer"]


def test_the_way_out_is_seen_to_write():
    lines = ["terminal_io.write('x')", "print(1)", "terminal_io.console('never', kept)"]
    text = "\n    ".join(("def f():", *lines))
    assert writes(ast.parse(text)) == ["terminal_io.write, line 2", "print, line 3"]
    way_out = parsed(FOLDER / "write_answer.py")
    assert writes(way_out) and uses_of_limit(way_out)
