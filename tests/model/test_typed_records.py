"""The types of records against the models, and what the type checker says of a misspelt key."""

from __future__ import annotations

import re
import subprocess
import sys
import types
import typing
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest

from conftest import ROOT
from mic25cli.model import choices, records
from mic25cli.model.claim import Claim, Quantity, Record, Strict
from mic25cli.model.kinds import KINDS

NEVER_NULL = {("Observation", "unit"): "the indicator's, where it has none of its own"}
"""Fields that a validator fills, beside a claim's `report`."""


def typed() -> dict[str, type]:
    return {
        name: each
        for name, each in vars(records).items()
        if isinstance(each, type) and typing.is_typeddict(each)
    }


def models() -> dict[str, type[Strict]]:
    found: dict[str, type[Strict]] = {}

    def add(annotation: Any) -> None:
        for part in typing.get_args(annotation):
            add(part)
        if isinstance(annotation, type) and issubclass(annotation, Strict):
            found[annotation.__name__] = annotation
            for info in annotation.model_fields.values():
                add(info.annotation)

    for kind in KINDS:
        add(KINDS[kind].load_model())
    return found


def plain(annotation: Any) -> str:
    """The type of the plain value that a model's annotation makes, in words."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (Annotated, records.ReadOnly):
        return plain(inner[0])
    if origin in (typing.Union, types.UnionType):
        words = {word for each in inner for word in plain(each).split(" | ")}
        return " | ".join(sorted(words))
    if origin in (list, dict):
        return f"{origin.__name__}[{', '.join(plain(each) for each in inner)}]"
    if origin is Literal:
        return "Literal[" + ", ".join(inner) + "]" if annotation in KNOWN else "str"
    if annotation in (int, Decimal):
        return annotation.__name__
    return "None" if annotation is type(None) else str(annotation.__name__)


KNOWN = {each for each in vars(choices).values() if typing.get_origin(each) is Literal}
TYPED, MODELS = typed(), models()


@pytest.mark.parametrize("name", sorted(TYPED.keys() & MODELS.keys()))
def test_a_type_has_the_keys_and_values_of_its_model(name: str) -> None:
    model = MODELS[name]
    wanted = {}
    for key, hint in typing.get_type_hints(model, include_extras=True).items():
        if key in model.model_fields:
            wanted[key] = plain(hint)
            if (name, key) in NEVER_NULL or (key == "report" and issubclass(model, Claim)):
                wanted[key] = wanted[key].removeprefix("None | ")
    found = {
        key: plain(hint)
        for key, hint in typing.get_type_hints(TYPED[name], include_extras=True).items()
    }
    if issubclass(model, Record):
        assert found.pop("id") == "str"
        found.pop("kind")
    assert found == wanted


def test_the_types_are_of_models_or_of_what_models_share() -> None:
    shared = TYPED.keys() - MODELS.keys()
    assert shared == {"Claim", "Quantity", "Measurement", "Common", "NamedRecord"}
    assert set(TYPED["Quantity"].__annotations__) == set(Quantity.model_fields)


def test_a_kind_s_type_says_its_kind_and_the_book_gives_it() -> None:
    book = (ROOT / "src" / "mic25cli" / "model" / "book.py").read_text(encoding="utf-8")
    for kind in KINDS:
        name = KINDS[kind].load_model().__name__
        hint = typing.get_type_hints(TYPED[name])["kind"]
        assert typing.get_args(hint) == (kind,), name
        if f'Literal["{kind}"]' in book:
            assert f'kind: Literal["{kind}"]) -> Mapping[str, {name}]: ...' in book
            assert f'kind: Literal["{kind}"], id_: str | None) -> {name} | None: ...' in book
    for kind in ("targets", "indicators", "funds", "sources"):
        assert f'Literal["{kind}"]' in book


@pytest.mark.others
@pytest.mark.slow
def test_no_module_imports_the_types_at_run_time() -> None:
    """They are for the type checker, which costs a user nothing."""
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from mic25cli.cli.main import main; main(['validate']);"
         " print('mic25cli.model.records' in sys.modules)"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "False", ran.stderr


SNIPPET = """
from mic25cli.model.book import Book

def good(book: Book) -> str | None:
    target = book.kind("targets")["x"]
    baseline = target["baseline"]
    source = book.source(target["milestones"][0]["report"])
    return None if source is None or baseline is None else baseline["period"] + source["grade"]

def bad(book: Book) -> object:
    record = book.kind("targets")["x"]
    record["basline"]  # key
    record["milestones"][0]["yaer"]  # key
    for indicator in book.kind("indicators").values():
        indicator["observations"][0]["cite"][0]["sorce"]  # key
    fund = book.get("funds", "x")
    fund["amounts"]  # none
    assert fund is not None
    fund["amounts"][0]["kind"] == "rised"  # never
    return record["baseline"]["period"]  # none
"""
"""Each line with a remark is an error of this sort, and no other line is one."""

SORTS = {
    "typeddict-item": "key",
    "index": "none",
    "comparison-overlap": "never",
}


@pytest.mark.others
@pytest.mark.slow
def test_a_misspelt_key_is_an_error_of_the_type_checker(tmp_path: Path) -> None:
    file = tmp_path / "snippet.py"
    file.write_text(SNIPPET, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"),
         "--cache-dir", str(ROOT / ".mypy_cache"), str(file)],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    errors = re.findall(r"snippet\.py:(\d+): error: .*\[([a-z-]+)\]$", ran.stdout, re.MULTILINE)
    found = {(int(line), SORTS.get(code, code)) for line, code in errors}
    wanted = {
        (number, line.rpartition("  # ")[2])
        for number, line in enumerate(SNIPPET.splitlines(), 1)
        if "  # " in line
    }
    assert found == wanted, ran.stdout + ran.stderr
    assert len(wanted) == 6
