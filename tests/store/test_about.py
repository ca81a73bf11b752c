"""`book.json`: what a record folder says of its book."""

from __future__ import annotations

from pathlib import Path

import pytest

from mic25cli.errors import RecordsError
from mic25cli.model.about import About
from mic25cli.store.about import about, slug

WHOLE = (
    '{"id": "r", "title": "R", "authors": ["A", "B"], "license": "CC0-1.0", '
    '"url": "https://example.org"}'
)


def test_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "book.json").write_text(WHOLE)
    assert about((tmp_path,)) == About("r", "R", ("A", "B"), "CC0-1.0", "https://example.org")


def test_a_folder_without_one_is_called_after_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "My Plan"
    folder.mkdir()
    assert about((folder,)) == About("my-plan", "Records of My Plan")


def test_the_last_folder_that_has_one_counts(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "book.json").write_text('{"title": "first"}')
    (tmp_path / "b" / "book.json").write_text('{"title": "second"}')
    folders = tuple(tmp_path / name for name in ("a", "b", "c"))
    assert about(folders).title == "second"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON"),
        ("[]", "no JSON object"),
        ("{}", "it has no title"),
        ('{"title": ""}', "are texts of 1 to 200"),
        ('{"title": 5}', "are texts of 1 to 200"),
        ('{"title": "a\\u0000b"}', "are texts of 1 to 200"),
        ('{"title": "\\u202ebackwards"}', "are texts of 1 to 200"),
        ('{"title": "x", "authors": "me"}', "'authors' is no list"),
        ('{"title": "x", "authors": [1]}', "are texts of 1 to 200"),
        ('{"title": "x", "license": 3}', "are texts of 1 to 200"),
        ('{"title": "x", "id": "No Slug"}', "'id' is not"),
        ('{"title": "x", "titel": "y"}', "it has no 'titel'"),
        ('{"title": "' + "x" * 30_000 + '"}', "more than 20,000 bytes"),
        ("[" * 15_000, "no JSON"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "book.json").write_text(text)
    with pytest.raises(RecordsError) as caught:
        about((tmp_path,))
    assert why in caught.value.message and "book.json" in caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Try 'it'", "try-it"), ("Zürich 2030", "zurich-2030"), ("计划", "records"), ("-", "records")],
)
def test_a_title_as_an_id(text: str, expected: str) -> None:
    assert slug(text) == expected
