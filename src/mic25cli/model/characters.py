"""Characters of ids, and characters that are invisible or easily taken for others."""

import re

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Controls (C0, C1), characters that reorder text, break lines or have no width, and lone
surrogates. Joiners and emoji selectors are allowed, as scripts need them."""


def escape(char: str) -> str:
    """A character written as an escape, as in a YAML or Python text in double quotes."""
    code = ord(char)
    if char in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
