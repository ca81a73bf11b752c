"""The texts of errors are in `errors.json`, each once, and every placeholder is filled."""

import ast
from string import Formatter

from mic25cli.errors import UsageError, texts
from package_source import modules, name_of, nodes, parsed

RAISED = ("UsageError", "RecordsError", "FormatError", "YamlError")


def raised():
    """Every error that the code takes from the file: its key, the given values, and its place."""
    for path in modules():
        for node in nodes(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "of"
                and (error := ast.unparse(node.func.value).rpartition(".")[2]) in RAISED
            ):
                key, *hint = node.args
                assert isinstance(key, ast.Constant), f"{name_of(path)}:{node.lineno}"
                values = {each.arg for each in node.keywords}
                if error == "YamlError":
                    hint, values = [], values - {"code"}
                yield str(key.value), values, len(hint), f"{name_of(path)}:{node.lineno}"


def test_every_error_has_a_text_and_every_text_an_error():
    assert {key for key, *_ in raised()} == texts().keys()


def test_every_place_of_a_text_has_a_value_and_every_value_a_place():
    wrong = {}
    for key, values, hints, where in raised():
        told = texts()[key]
        places = {name for text in told for _, name, _, _ in Formatter().parse(text) if name}
        if places != values or len(told) + hints > 2:
            wrong[where] = (key, places, values)
    assert wrong == {}


def test_an_error_has_its_text_with_values():
    error = UsageError.of("is-not-amount", text="much", usual="CNY")
    assert error.message == "'much' is not an amount" and "100 bn CNY" in (error.hint or "")
    own = UsageError.of("records-is-empty", "write a folder.")
    assert own.hint == "write a folder."
