"""Help and errors in Chinese: `words/zh.json` has the translations by English text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from mic25cli.model.kinds import KINDS
from mic25cli.model.screen_words import words

_PARTS = re.compile(r"[!-~]+ ?|.[，。；：、）”》！？]*")
"""What a line of Chinese is not broken within."""
_CODES = re.compile(r"[a-z0-9:-]+(?:, [a-z0-9:-]+)+")
"""A list of values, which are the same in all languages."""


def in_chinese(text: str) -> str:
    """A help text in Chinese, by paragraph; paragraphs without a translation stay English."""
    return "\n\n".join(map(_paragraph, text.split("\n\n")))


def _paragraph(text: str) -> str:
    bare, of = " ".join(text.split()), words("zh")
    found = of.get(f"help: {bare}") or of.get(f"kind-{bare}")
    if _CODES.fullmatch(bare):
        found = bare.replace(", ", "、")
    elif found is None:
        for pattern, translation in _patterns():
            if hit := pattern.fullmatch(bare):
                found = translation.format(
                    *(in_chinese(each).replace(", ", "、") for each in hit.groups())
                )
                break
    return text if found is None else found


@cache
def _patterns(sort: str = "help: ") -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(re.escape(key.removeprefix(sort)).replace(r"\{\}", "(.+)")), text)
        for key, text in words("zh").items()
        if key.startswith(sort) and "{}" in key
    ]


def error_in_chinese(text: str) -> str:
    """An error or a remedy in Chinese; English if it has no translation."""
    found = words("zh").get(f"error: {text}")
    if found is None:
        for pattern, translation in _patterns("error: "):
            hit = pattern.fullmatch(text)
            if hit is not None and not _has_prose(hit):
                found = translation.format(*map(_within_error, hit.groups()))
                break
        else:
            return text
    return found if found.endswith(("。", "？")) else f"{found}。"


_QUOTED = re.compile(r"`[^`]*`|'(?!mic25)([^']*)'")


_PROSE = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}")
"""Words of a sentence; a list of codes has commas between them."""
_AS_TYPED = re.compile(r"`[^`]*`|'[^']*'|--\S+ \S+")
"""A quotation, a command or an option with its value."""


def _has_prose(hit: re.Match[str]) -> bool:
    """Whether a place of a translation would hold English words other than a quoted value."""
    for number, text in enumerate(hit.groups(), 1):
        is_value = hit.string[: hit.start(number)].endswith("'")
        rest = _AS_TYPED.sub("", text).replace(" or ", ", ").replace(" and ", ", ")
        if not is_value and _within_error(text) == text and _PROSE.search(rest):
            return True
    return False


def _within_error(text: str) -> str:
    """A noun, a record type or a list of values in an error; commands stay as typed."""
    kind = next((kind.name for kind in KINDS.values() if text in (kind.one, kind.name)), None)
    of = words("zh")
    if found := of.get(f"error: {text}") or of.get(f"kind-{kind}"):
        return found
    text = _QUOTED.sub(lambda hit: hit[0] if hit[1] is None else f"“{hit[1]}”", text)
    return text if "`" in text else text.replace(", ", "、").replace(" or ", "或")


def wrapped(text: str, width: int) -> str:
    """A help text in lines of a maximum width, with the line breaks that click keeps."""
    from rich.cells import cell_len

    if text.startswith("\b") or text.isascii():
        return text
    lines = [""]
    for part in _PARTS.findall(text):
        if cell_len(lines[-1] + part.rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return "\b\n" + "\n".join(lines)


def formatter_class(plain: Any) -> Any:
    """A class of help formatters like another one, but in Chinese."""

    from rich.cells import cell_len

    class Chinese(plain):  # type: ignore[misc]  # of typer, or of its own copy of click
        def write_usage(self, prog: str, args: str = "", _: str | None = None) -> None:
            super().write_usage(prog, args, "用法：")

        def write_heading(self, heading: str) -> None:
            self.write(f"{'':>{self.current_indent}}{in_chinese(heading)}：\n")

        def write_text(self, text: str) -> None:
            width = self.width - self.current_indent
            parts = (wrapped(each, width) for each in in_chinese(text).split("\n\n"))
            super().write_text("\n\n".join(parts))

        def write_dl(
            self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
        ) -> None:
            names = [cell_len(name) for name, _ in rows]
            width = self.width - self.current_indent - min(max(names), col_max) - col_spacing - 2
            super().write_dl([(name, wrapped(in_chinese(text), width)) for name, text in rows])

    return Chinese
