"""The types of records against the models, and what the type checker says of a misspelt key."""

import re
import typing
from pathlib import Path

import pytest

from conftest import ROOT, python
from mic25cli.model import records
from mic25cli.model.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_type_has_the_keys_of_its_model(kind):
    """`docs/build.py --check` holds the rest: the module is what would be generated now."""
    model = KINDS[kind].load_model()
    keys = typing.get_type_hints(getattr(records, model.__name__))
    assert keys.keys() == {*model.key_order(), "kind", "id"}


def test_a_kind_s_type_says_its_kind_and_the_dataset_gives_it():
    text = Path(records.__file__).read_text(encoding="utf-8")
    for kind in KINDS:
        name = KINDS[kind].load_model().__name__
        hint = typing.get_type_hints(getattr(records, name))["kind"]
        assert typing.get_args(hint) == (kind,), name
        assert f'kind: Literal["{kind}"]) -> Mapping[str, {name}]: ...' in text
        assert re.search(rf'kind: Literal\["{kind}"\], id_: str \| None\s*\) -> {name} \|', text)


@pytest.mark.others
def test_no_module_imports_the_types_at_run_time():
    """They are for the type checker, which costs a user nothing."""
    code = "import sys; from mic25cli.cli.main import main; main(['validate']);"
    ran = python("-c", f"{code} print('mic25cli.model.records' in sys.modules)", check=False)
    assert ran.stdout.splitlines()[-1] == "False", ran.stderr


SNIPPET = """
from typing import TypedDict
from mic25cli.model.dataset import RecordSet
from mic25cli.model.plain_values import recorded_as
from mic25cli.values import dataclass

def good(dataset: RecordSet) -> str | None:
    target = dataset.kind("targets")["x"]
    baseline = target["baseline"]
    source = dataset.source(target["milestones"][0]["report"])
    return None if source is None or baseline is None else baseline["period"] + source["authority"]

def bad(dataset: RecordSet) -> object:
    record = dataset.kind("targets")["x"]
    record["basline"]  # key
    record["milestones"][0]["yaer"]  # key
    for indicator in dataset.kind("indicators").values():
        indicator["observations"][0]["cite"][0]["sorce"]  # key
    fund = dataset.get("funds", "x")
    fund["amounts"]  # none
    assert fund is not None
    fund["amounts"][0]["amount_type"] == "rised"  # never
    return record["baseline"]["period"]  # none

@dataclass(frozen=True)
class Figure:
    value: int
    unit: str | None
    note: str | None = None
class Claim(TypedDict):
    value: int
    unit: str
def made(claim: Claim, other: Claim | None, figure: Figure, known: dict[str, int]) -> None:
    recorded_as(Figure, claim)
    recorded_as(Figure, vars(figure), value=2)
    recorded_as(Figure, other or {"value": 1, "unit": None})
    recorded_as(Figure, value=1)  # Nothing gives "unit" of "Figure"
    recorded_as(Figure, other or {}, value=1)  # Nothing gives "unit" of "Figure"
    recorded_as(Figure, claim, value=None)  # "value" of "Figure" is int, and not None
    recorded_as(Figure, known)  # The keys of this record are not known
"""
"""Each line with a remark is an error of this sort, or with this text; no other line is one."""

SORTS = {"typeddict-item": "key", "index": "none", "comparison-overlap": "never"}


@pytest.mark.others
def test_a_misspelt_key_and_a_field_that_nothing_gives_are_errors_of_types(tmp_path):
    file = tmp_path / "snippet.py"
    file.write_text(SNIPPET, encoding="utf-8")
    cache = ("--cache-dir", ROOT / ".mypy_cache")
    config = ("--config-file", ROOT / "pyproject.toml")
    ran = python("-m", "mypy", "--strict", *config, *cache, file, cwd=ROOT, check=False)
    errors = re.findall(r"snippet\.py:(\d+): error: (.*) \[([a-z-]+)\]$", ran.stdout, re.MULTILINE)
    found = {int(line): SORTS.get(code, text) for line, text, code in errors}
    wanted = {
        number: line.rpartition("  # ")[2]
        for number, line in enumerate(SNIPPET.splitlines(), 1)
        if "  # " in line
    }
    assert found.keys() == wanted.keys(), ran.stdout + ran.stderr
    assert all(text in found[number] for number, text in wanted.items()), ran.stdout
    assert len(wanted) == 10
