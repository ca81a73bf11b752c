"""The types of records compared with the models, and the type checker's error for a wrong key."""

import re
import typing
from pathlib import Path

import pytest

from cases import data
from conftest import ROOT, python
from mic25cli.model import records
from mic25cli.model.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_type_has_the_keys_of_its_model(kind):
    """`docs/build.py --check` does the rest: the module is what would be generated now."""
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
    """They are for the type checker, and cost a user nothing."""
    code = "import sys; from mic25cli.cli.main import main; main(['validate']);"
    ran = python("-c", f"{code} print('mic25cli.model.records' in sys.modules)", check=False)
    assert ran.stdout.splitlines()[-1] == "False", ran.stderr


[SNIPPET] = data(__file__, "SNIPPET")

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
