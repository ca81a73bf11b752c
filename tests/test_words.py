"""Words of the code stay in the code: no sentence for people uses its identifiers."""

import ast
import inspect
import json
import re
from functools import cache
from typing import Any

import pytest
import typer

from cases import cases
from conftest import ROOT
from mic25cli.calc.tables import TABLES
from mic25cli.cli.app import app
from mic25cli.cli.help_pages import TOPICS
from package_source import PACKAGE, modules, name_of, nodes, parsed

QUOTED = re.compile(r"``.*?``|`[^`]*`|'[^'\s]*'|“[^”]*”|\{[^}]*\}", re.DOTALL)
"""Words of code or of a record are quoted in a sentence; braces contain values."""
FORMULA = re.compile(r"^ {4,}\S.*$|\S+\.py\b|^ *mic25 .*$", re.MULTILINE)
"""Not a sentence: a formula or an example, indented; a file; a command line."""
IDENTIFIER = re.compile(r"(?<![\w./$-])[a-z][a-z0-9]*_\w+")
NAME = re.compile(r"\b[A-Z][a-z]+[A-Z][a-z]\w*|\b[A-Z]+_[A-Z_]+\b")
"""Possible names of classes or constants; environment variables are not."""
SLIP = re.compile(r"\b(?:is|are|was|were|be|been) (?:style|layout|scene)\b", re.IGNORECASE)
"""An error of a renaming that takes an ordinary word for a name."""
PYTHON = re.compile(
    r"(?<![-\w])(?:style|layout|scene|dataclass|dict|tuple|str|bool|kwargs|argv|std(?:in|out|err))\b",
    re.IGNORECASE,
)
"""Names of ours and of Python that mean nothing to a reader of help."""

COLUMNS = {column.key for table in TABLES.values() for column in table.columns}


@cache
def names():
    """The names of all classes and constants of the package."""
    found: set[str] = set()
    for path in modules():
        for node in nodes(parsed(path)):
            if isinstance(node, ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return frozenset(found)


def faults(text):
    """The words in a text that are words of the code."""
    said = QUOTED.sub("", text)
    found = [word for word in IDENTIFIER.findall(said) if word not in COLUMNS]
    return found + [word for word in NAME.findall(said) if word in names()] + SLIP.findall(said)


def commands():
    """Every command, including those of a kind."""

    def below(command, path):
        yield path
        if hasattr(command, "list_commands"):
            context = command.context_class(command, info_name="mic25")
            for name in command.list_commands(context):
                yield from below(command.get_command(context, name), (*path, name))

    return below(typer.main.get_command(app), ())


@pytest.mark.slow
def test_no_help_speaks_in_words_of_the_code(mic25):
    texts = {" ".join(path): mic25(*path, "--help").out for path in commands()}
    assert len(texts) > 90
    texts |= {name: mic25("help", name).out for name in TOPICS}
    texts["manual"] = (ROOT / "docs" / "mic25.1").read_text(encoding="utf-8")
    for name, text in texts.items():
        said = re.sub(r"^\s*mic25 .*$|[A-Z]{2,}", "", text, flags=re.MULTILINE)
        assert faults(said) + PYTHON.findall(said) == [], name


def sentences():
    """Every text of the package that may be a sentence, with its place."""
    for path in modules():
        name = name_of(path)
        if name == "export/sqlite.py":  # whose language is SQL
            continue
        for node in nodes(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{name}:{node.lineno}", inspect.cleandoc(node.value)
    for path in PACKAGE.rglob("*.json"):
        values: list[Any] = [json.loads(path.read_text(encoding="utf-8"))]
        while values:
            value = values.pop()
            if isinstance(value, dict | list):
                values += value.values() if isinstance(value, dict) else value
            elif isinstance(value, str):
                yield name_of(path), value


def test_no_docstring_and_no_message_speaks_in_identifiers():
    found = {
        where: words
        for where, text in sentences()
        if len(text.split()) > 3 and (words := faults(FORMULA.sub("", text)))
    }
    assert found == {}


@cases
def test_what_counts_as_a_word_of_the_code(text, words):
    assert faults(text) == words


def test_the_slips_that_gave_rise_to_this_are_found():
    assert PYTHON.findall("Style for these codes only, as --style does") == ["Style"]
    assert not PYTHON.search("in a text of that length")
