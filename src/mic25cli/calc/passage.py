"""The address of a passage: that of its page, and the words that a browser scrolls to there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote


def encoded(words: str) -> str:
    """A fragment as a text directive takes it: `-`, `,` and `&` have a meaning of their own."""
    return quote(words, safe="").replace("-", "%2D")


def address(url: str | None, find: Iterable[str]) -> str | None:
    """The address of the words on a page (URL Fragment Text Directives); without words, its own.

    A browser that does not know the directive, or does not find the words, shows the page.
    """
    told = "&".join(f"text={encoded(words)}" for words in find)
    if url is None or not told:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{told}"


def page(address: str) -> str:
    """The page of an address, without the words on it."""
    return re.split("#?:~:", address, maxsplit=1)[0]
