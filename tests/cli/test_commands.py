"""`mic25 commands`: every command of the tree, with what it takes and the schemas of its JSON."""

from __future__ import annotations

import json
from typing import Any

from mic25cli.cli.options import options_of
from mic25cli.cli.schema import outputs
from mic25cli.cli.session import Session
from tree import leaves


def listed(mic25: Any) -> Any:
    return json.loads(mic25("commands", "--json").out)


def test_the_list_is_the_tree(mic25: Any) -> None:
    found = {each["command"]: each for each in listed(mic25)["results"]}
    tree = [f"mic25 {' '.join(leaf.words)}" for leaf in leaves()]
    assert sorted(found) == sorted([*tree, "mic25 mcp"])
    for leaf in leaves():
        told = found[f"mic25 {' '.join(leaf.words)}"]
        flags = {flag for each in told["parameters"] for flag in (each["name"], *each["also"])}
        flags |= set(told["shared"])
        taken = {
            each.split("/")[0]
            for key, option in leaf.options.items()
            for each in option.opts
            if key != "help"
        }
        short = {each for each in taken if each[:2] != "--"}
        assert taken - short == {each.split("/")[0] for each in flags if each[:2] == "--"}, (
            leaf.words
        )


def test_an_option_says_what_it_takes(mic25: Any) -> None:
    answer = listed(mic25)
    assert {each["name"] for each in answer["options"]} == {
        each.name for each in options_of(Session).values()
    }
    explain = next(each for each in answer["results"] if each["command"] == "mic25 explain")
    (target,) = [each for each in explain["parameters"] if each["argument"]]
    assert target["required"] and target["several"] and target["value"] == target["name"]
    method = next(each for each in explain["parameters"] if each["name"] == "--method")
    assert "eurostat" in method["choices"] and not method["several"]
    full = next(each for each in explain["parameters"] if each["name"] == "--full")
    assert full["value"] is None


def test_the_schemas_are_there_by_name(mic25: Any) -> None:
    for each in listed(mic25)["results"]:
        for name in each["outputs"]:
            assert name in outputs(), each["command"]
    assert mic25("commands", "-f", "tsv").out.startswith("command\thelp\nmic25 industries list\t")
