"""Paths into a record: the values that they give or collect, and invalid paths."""

import pytest

from cases import cases, data
from mic25cli.calc import field_paths
from mic25cli.errors import UsageError

[RECORD] = data(__file__, "RECORD")


@cases
def test_get(path, expected):
    assert field_paths.get(RECORD, path) == expected


@cases
def test_values(path, expected):
    assert field_paths.values(RECORD, path) == expected


@cases
def test_check_accepts(path):
    field_paths.check(RECORD, path)


@cases
def test_check_refuses(path, message, hint):
    with pytest.raises(UsageError) as caught:
        field_paths.check(RECORD, path)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_basis_called_like_a_key_of_ours_is_none():
    assert field_paths.values({**RECORD, "report": "plan"}, "*.report") == ["plan"]
