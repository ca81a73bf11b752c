"""`mic25 schema`: the form of record files, for others' tools."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from conftest import ROOT, Ran
from mic25cli.model.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_what_is_committed(mic25: Callable[..., Ran], kind: str) -> None:
    ran = mic25("schema", kind)
    assert ran.code == 0 and ran.err == ""
    assert ran.out == (ROOT / "docs" / "schema" / f"{kind}.json").read_text(encoding="utf-8")


def test_without_a_kind_it_prints_them_all(mic25: Callable[..., Ran]) -> None:
    whole = json.loads(mic25("schema").out)
    assert list(whole["$defs"]) == list(KINDS)
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_kind_that_is_none_gets_the_nearest(mic25: Callable[..., Ran]) -> None:
    ran = mic25("schema", "target")
    assert ran.code == 2 and "did you mean 'targets'?" in ran.err
