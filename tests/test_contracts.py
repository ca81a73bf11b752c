"""The JSON of every command has a contract, obeys it, and changes with a line in CHANGELOG.md."""

import json
import runpy
import shlex
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

import contract_check
from conftest import ROOT
from mic25cli import __version__
from mic25cli.cli import commands
from mic25cli.cli import reference as outputs
from mic25cli.model.kinds import KINDS
from mic25cli.values import replace
from mic25cli.view import json_schemas
from tree import leaves

LINES = yaml.safe_load(Path(__file__).with_name("contract_lines.yaml").read_text("utf-8"))


def test_every_command_that_prints_json_has_a_contract():
    without = [
        leaf.name
        for leaf in leaves()
        if {"format", "json"} & set(leaf.options) and not contract_check.of_command(leaf.words)
    ]
    assert not without, (
        f"no contract for the JSON of {without}: declare an Output beside the code that makes it "
        "and name it in the outputs of the command's entry in cli/commands.json (CONTRIBUTING.md, "
        "'Add a command')"
    )


@pytest.mark.slow
def test_a_command_without_a_contract_fails_the_tests_that_run_it(monkeypatch):
    told: list[str] = []
    monkeypatch.setitem(commands.COMMANDS, "info", replace(commands.COMMANDS["info"], outputs=()))
    from mic25cli.cli import terminal_io
    from mic25cli.cli.main import main

    def read(pieces):
        told.extend(contract_check.faults("".join(pieces)))

    monkeypatch.setattr(terminal_io, "write_pieces", read)
    assert main(["info", "--json", "-q", "--as-of", "2018"]) == 0
    assert told == ["'mic25 info' prints JSON, and cli/commands.json names no output"]


@pytest.mark.slow
@pytest.mark.parametrize("name", outputs.outputs())
def test_a_contract_is_a_schema_that_tells_something(name):
    schema = json_schemas.of(outputs.outputs()[name])
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == json_schemas.DIALECT and schema["title"] == f"mic25 {name}"
    if name != "schema":
        assert not contract_check.validator(outputs.outputs()[name], False).is_valid({})
    for each in _objects(schema):
        keyed = each.get("required") == list(each.get("properties", ()))
        assert (keyed and each["additionalProperties"] is False) or "additionalProperties" in each


def _objects(schema):
    """Every schema of an object within a schema."""
    if isinstance(schema, list):
        return [found for each in schema for found in _objects(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") == "object" and "properties" in schema else []
    return own + [found for each in schema.values() for found in _objects(each)]


def own_lines():
    """The lines above, and an example of each command that is not among them."""
    found = dict(LINES)
    for leaf in leaves():
        if len(leaf.words) == 1 and "json" in leaf.options:
            for output in contract_check.of_command(leaf.words):
                if output.name == leaf.name:
                    found.setdefault(output.name, [shlex.join([*leaf.line, "--json"])])
    return found


PRINTED = own_lines()


def test_every_output_is_printed_by_some_line():
    apart = ("list", "card", "table", "export")
    rest = {name for name in outputs.outputs() if name.partition("-")[0] not in apart}
    assert rest - set(PRINTED) == set(), "give a line that prints it in tests/contract_lines.yaml"


@pytest.mark.others
@pytest.mark.parametrize(
    ("name", "line"), [(n, each) for n, some in LINES.items() for each in some]
)
def test_what_is_printed_keeps_the_contract(mic25, monkeypatch, name, line):
    monkeypatch.chdir(ROOT)
    quiet = [] if name in ("schema", "fmt") else ["-q"]
    ran = mic25(*shlex.split(line), *quiet)
    assert ran.code == 0, ran.err
    ndjson = "ndjson" in line
    value = json.loads(ran.out.splitlines()[0] if ndjson else ran.out)
    assert not list(contract_check.held(value, (outputs.outputs()[name],), ndjson))


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_cards_keep_theirs(mic25, kind):
    every = outputs.outputs()
    items = json.loads(mic25(kind, "--json", "-q").out)
    assert items and not list(contract_check.held(items, (every[f"list-{kind}"],)))
    card = json.loads(mic25(kind, "show", items[0]["id"], "--json", "-q").out)
    more = {**card, "more": 1}
    for shown, wrong, name in ((card, more, f"card-{kind}"), ([card], [more], "card")):
        assert not list(contract_check.held(shown, (every[name],)))
        assert list(contract_check.held(wrong, (every[name],)))


@pytest.mark.others
def test_what_an_export_writes_keeps_its_contract(mic25, tmp_path):
    assert mic25("export", "-o", str(tmp_path / "dataset"), "--format", "json", "-q").code == 0
    for file, name in (("mic25-export.json", "export"), ("mic25.json", "export-json")):
        held = json.loads((tmp_path / "dataset" / file).read_text(encoding="utf-8"))
        output = outputs.outputs()[name]
        assert not list(contract_check.held(held, (output,)))
        assert list(contract_check.held({**held, "more": 1}, (output,)))
    power = ROOT / "tests" / "datasets" / "power"
    for name, datasets in (("alone", (power,)), ("beside", (power, "digital-decade"))):
        given = [word for dataset in datasets for word in ("--dataset", str(dataset))]
        assert (
            mic25("export", "-o", str(tmp_path / name), "--format", "json", "-q", *given).code == 0
        )
        held = json.loads((tmp_path / name / "mic25.json").read_text(encoding="utf-8"))
        output = (outputs.outputs()["export-json"],)
        assert not list(contract_check.held(held, output, beside=len(datasets) > 1))
        assert list(contract_check.held({**held, "more": 1}, output, beside=len(datasets) > 1))


RECORD = runpy.run_path(str(ROOT / "docs" / "contracts.py"))


def test_a_change_of_a_contract_has_a_line_in_the_changelog():
    changed = RECORD["changed"]()
    assert not changed, (
        f"the JSON of {', '.join(changed)} is another than docs/contracts.json has it: say what "
        "changed in a line of CHANGELOG.md, then run python docs/contracts.py 'that line'"
    )
    lines = set((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines())
    told = {held["line"] for held in RECORD["recorded"]().values()} - {None}
    assert told <= lines, f"lines of CHANGELOG.md that are gone: {told - lines}"


@pytest.mark.others
def test_a_change_needs_a_line_of_its_own(tmp_path, monkeypatch):
    """Following the message of the test above solves the problem, and nothing else does."""
    record, before = dict(RECORD), RECORD["recorded"]()
    globals_ = record["main"].__globals__
    held, log = tmp_path / "contracts.json", tmp_path / "CHANGELOG.md"
    monkeypatch.setitem(globals_, "FILE", held)
    monkeypatch.setitem(globals_, "CHANGELOG", log)
    now = {name: {**each, "line": None} for name, each in before.items()}
    now["info"]["digest"] = "0" * 16
    held.write_text(record["text"](now), encoding="utf-8")
    log.write_text("- `info` says more.\n- `info` says less.\n", encoding="utf-8")
    assert record["changed"]() == ["info"]
    assert "not one" in record["main"](["no such line"])
    assert "2 lines" in record["main"](["`info`"])
    assert record["main"](["`info` says more."]) == 0 and record["changed"]() == []
    again = {**record["recorded"]()}
    assert again["info"]["line"] == "- `info` says more."
    again["info"]["digest"] = "1" * 16
    held.write_text(record["text"](again), encoding="utf-8")
    assert "needs its own" in record["main"](["`info` says more."])
    assert "did not change" in record["main"](["`info` says less.", "fields"])
    assert record["main"](["`info` says less.", "info"]) == 0 and record["changed"]() == []
    preparing = f"## [{__version__}], in preparation\n{log.read_text(encoding='utf-8')}"
    log.write_text(preparing, encoding="utf-8")
    held.write_text(record["text"](again), encoding="utf-8")
    assert record["main"](["`info` says more."]) == 0 and record["changed"]() == []


def test_descriptions_are_no_change(monkeypatch):
    output = outputs.outputs()["fields"]
    before = json_schemas.digest(output)
    monkeypatch.setattr(json_schemas, "_field_descriptions", lambda _: {"meaning": "other words"})
    assert json_schemas.digest(output) == before
