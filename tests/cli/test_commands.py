"""`mic25 commands`: every command of the tree, with its parameters and the schemas of its JSON."""

import json

import jsonschema_rs
import pytest

from cases import cases
from mic25cli.cli.options import options_of
from mic25cli.cli.reference import outputs
from mic25cli.cli.session import Session
from tree import leaves


def listed(mic25):
    return json.loads(mic25("commands", "--json").out)


def test_the_list_is_the_tree(mic25):
    found = {each["command"]: each for each in listed(mic25)["results"]}
    tree = [f"mic25 {' '.join(leaf.words)}" for leaf in leaves()]
    # Words that are not a command open the record that they name.
    assert sorted(found) == sorted([*tree, "mic25 mcp", "mic25"])
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


def test_an_option_says_what_it_takes(mic25):
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


@pytest.mark.others
@cases
def test_the_json_of_words_is_what_it_declares(mic25, words, of):
    (opened,) = [each for each in listed(mic25)["results"] if each["command"] == "mic25"]
    assert opened["outputs"] == ["words"]
    said = json.loads(mic25(*words, "--json").out)
    for name in ("words", of):
        schema = json.loads(mic25("schema", "--output", name).out)
        assert list(jsonschema_rs.validator_for(schema).iter_errors(said)) == [], name
    other = json.loads(mic25("schema", "--output", "words").out)
    assert not jsonschema_rs.validator_for(other).is_valid({"kind": "funds"})


def test_the_schemas_are_there_by_name(mic25):
    for each in listed(mic25)["results"]:
        for name in each["outputs"]:
            assert name in outputs(), each["command"]
    assert mic25("commands", "-f", "tsv").out.startswith("command\thelp\nmic25 industries list\t")
