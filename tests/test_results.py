"""A result is said once: laws on the code that prints what others have worked out."""

import ast
from collections import Counter

import pytest

from package_source import modules, name_of, nodes, parsed

COPIED = 3
"""So many attributes of one object are a copy."""
LISTED = 4
"""So many keys of one class in a row are a list of them."""


def sources(*layers):
    for path in modules():
        name = name_of(path)
        if not layers or name.partition("/")[0] in layers:
            yield name, parsed(path)


def copied(tree):
    """The lines of dict literals that copy attributes of one object under their own names."""
    for node in nodes(tree):
        if isinstance(node, ast.Dict):
            owners = Counter(
                ast.unparse(value.value)
                for key, value in zip(node.keys, map(bare, node.values), strict=True)
                if isinstance(key, ast.Constant)
                and isinstance(value, ast.Attribute)
                and value.attr == str(key.value).replace("-", "_")
            )
            if max(owners.values(), default=0) >= COPIED:
                yield node.lineno


def bare(value):
    """What is turned into a list, a dict or a text."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) in ("list", "dict", "str", "plain"):
        return value.args[0]
    return value


def fields(tree):
    """The classes with annotated fields, and their names in order."""
    for node in nodes(tree):
        if isinstance(node, ast.ClassDef):
            parts = (part for part in node.body if isinstance(part, ast.AnnAssign))
            names = (part.target.id for part in parts if isinstance(part.target, ast.Name))
            yield node.name, tuple(names)


def lists(tree):
    """The literal lists of texts, among them the keys of dicts.

    Which options a command goes without is said by their names.
    """
    calls = (node for node in nodes(tree) if isinstance(node, ast.Call))
    given = {word.value for call in calls for word in call.keywords if word.arg == "without"}
    for node in nodes(tree):
        if node in given:
            continue
        items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []
        items = node.keys if isinstance(node, ast.Dict) else items
        texts = [item.value for item in items if isinstance(item, ast.Constant)]
        if len(texts) == len(items) >= LISTED and all(isinstance(text, str) for text in texts):
            yield node.lineno, tuple(texts)


def is_run(part, whole):
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def test_no_dict_copies_the_attributes_of_an_object():
    found = [f"{name}:{line}" for name, tree in sources("view", "cli") for line in copied(tree)]
    assert found == [], "print the value itself: mic25cli.model.plain_values"


def test_no_list_of_keys_repeats_the_fields_of_a_class():
    classes = [each for _, tree in sources() for each in fields(tree)]
    found = [
        f"{name}:{line} has the keys of {class_}"
        for name, tree in sources("view", "cli")
        for line, texts in lists(tree)
        for class_, whole in classes
        if is_run(texts, whole)
    ]
    assert found == [], "take them from the class: mic25cli.model.plain_values.keys"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('{"a": x.a, "b": list(x.b), "c": x.c}', 1),
        ('{"a": x.a, "b": x.b, "c": y.c}', 0),
        ('{"a": x.a, "b": x.b, "c": x.d}', 0),
    ],
)
def test_a_copy_is_told_from_a_dict(text, count):
    assert len(list(copied(ast.parse(text)))) == count


def test_a_list_of_keys_is_told_from_words():
    (of,) = fields(
        ast.parse("class Row:\n    a: int\n    b: int\n    c: int\n    d: int\n    e: int")
    )
    literals = lists(
        ast.parse(
            '("b", "c", "d", "e"); ["a", "c", "d", "e"]; {"a": 1, "b": 2, "c": 3, "d": 4}; "abc"'
        )
    )
    assert [is_run(texts, of[1]) for _, texts in literals] == [True, False, True]
