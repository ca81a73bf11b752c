"""Addresses as links (OSC 8): only http and https, in characters that end no escape sequence."""

from __future__ import annotations

import re

# Compiled when first used, because few texts have an address.
ADDRESS = r"(?i:https?)://[^\s<>\"`{}|\\^…]+"
"""A web address, perhaps with a punctuation mark at its end, which is cut off later."""

LINK = r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)"
"""The beginning or end of a link, as terminals read it."""

_UNSAFE = r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
_HOST = r"(?i:https?)://([^/?#\s@]*)"


def addresses(text: str) -> list[tuple[int, int, str]]:
    """The addresses in a text, each with its start, its end and its target."""
    spans: list[tuple[int, int, str]] = []
    for hit in re.finditer(ADDRESS, text):
        url = hit.group()
        if text[hit.end() : hit.end() + 1] in ("…", "\\"):
            # A shortened address, or one with an escaped character, would lead elsewhere.
            continue
        if url != text.strip():
            # In running text, Chinese can follow without a space.
            url = re.match(r"[!-~]*", url).group()  # type: ignore[union-attr]
            url = url.rstrip(".,;:!?'\"")
            while url.endswith((")", "]")) and url.count(url[-1]) > url.count(
                "(" if url[-1] == ")" else "["
            ):
                url = url[:-1].rstrip(".,;:!?'\"")
        host = re.match(_HOST, url)
        if host and any(map(_names_a_host, host[1])):
            spans.append((hit.start(), hit.start() + len(url), target(url)))
    return spans


def _names_a_host(char: str) -> bool:
    return char.isalnum() if char.isascii() else char <= "\uffff"


def target(address: str) -> str:
    """An address with all characters percent-encoded that an address may not contain."""
    return re.sub(
        _UNSAFE,
        lambda hit: "".join(f"%{byte:02X}" for byte in hit.group().encode("utf-8", "replace")),
        address,
    )


def without(text: str) -> str:
    """A text for a terminal with the links removed."""
    return re.sub(LINK, "", text) if "\x1b]8;" in text else text


_STYLE = r"\x1b\[[0-9;]*m"


def lines_of(text: str, width: int) -> int:
    """The number of terminal lines that a text fills."""
    lines = re.sub(_STYLE, "", without(text)).splitlines()
    if all(2 * len(line) <= width for line in lines):
        # A character takes at most two columns, so a short text need not be measured.
        return len(lines)
    from rich.cells import cell_len

    return sum(1 + max(0, cell_len(line) - 1) // width for line in lines)
