"""The shelf: the books that travel with the package."""

from __future__ import annotations

import pytest

from conftest import RECORDS, ROOT
from mic25cli.errors import UsageError
from mic25cli.store import place, shelf


def test_the_books_lie_where_the_tree_has_them() -> None:
    found = {name: shelf.folder(name) for name in shelf.names()}
    assert found["mic25"] == place.shipped()
    if place.shipped() == RECORDS:
        # An installed package has its own.
        assert found["digital-decade"] == ROOT / "examples" / "digital-decade"
    assert len(set(found.values())) == 3
    assert all((folder / "book.yaml").is_file() for folder in found.values())


def test_a_name_of_no_book_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="there is no book 'mic24'") as slip:
        shelf.folder("mic24")
    assert slip.value.hint == "did you mean 'mic25'?"
