"""Help and errors in other languages; a catalogue has the translations by their English text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from mic25cli.diagnostic import Diagnostic
from mic25cli.model.kinds import KINDS
from mic25cli.model.languages import BOTH, Lang, catalogue
from mic25cli.model.screen_words import label, translated, words

_PARTS = re.compile(r"[（《“]*(?:[!-~]+|.)(?:[，。；：、）”》！？]+| ?)")
"""Parts of a line without spaces, within which no line break is allowed."""
_CODES = re.compile(r"[a-z0-9:-]+(?:, [a-z0-9:-]+)+")
"""A list of values, which are the same in all languages."""


def translated_help(text: str, lang: Lang) -> str:
    """A help text in a language, by paragraph; paragraphs without a translation stay in English."""
    return "\n\n".join(_paragraph(each, lang) for each in text.split("\n\n"))


def _paragraph(text: str, lang: Lang) -> str:
    bare, of, comma = " ".join(text.split()), words(lang), label("comma", lang)
    result = of.get(f"help: {bare}") or of.get(f"kind-{bare}")
    if result is None and _CODES.fullmatch(bare):
        result = bare.replace(", ", comma)
    elif result is None:
        for hit, translation in _patterns(bare.removesuffix("."), lang, "help: "):
            result = translation.format(
                *(translated_help(group, lang).replace(", ", comma) for group in hit.groups())
            )
            break
    return text if result is None else result


def _patterns(text: str, lang: Lang, sort: str) -> Iterator[tuple[re.Match[str], str]]:
    """The translations whose placeholders a text fills, the most specific first."""
    for parts, pattern, translation in _with_places(lang, sort):
        if all(part in text for part in parts) and (hit := re.fullmatch(pattern, text)):
            yield hit, translation


@cache
def _with_places(lang: Lang, sort: str) -> list[tuple[list[str], str, str]]:
    """For each translation with placeholders `{}`: its fixed parts, its pattern, in which `(s)` is
    an optional plural, and its text; the longest first."""
    return [
        (
            re.split(r"\{\}|\(s\)", bare := key.removeprefix(sort).removesuffix(".")),
            re.escape(bare).replace(r"\{\}", "(.+)").replace(r"\(s\)", "s?"),
            text,
        )
        for key, text in sorted(words(lang).items(), key=lambda one: -len(one[0].replace("{}", "")))
        if key.startswith(sort) and "{}" in key
    ]


def translated_error(text: str, lang: Lang) -> str:
    """An error or a remedy in a language; in English if a sentence of it has no translation."""
    if lang in ("en", BOTH):
        return text
    result = _error(text, lang)
    if result is None:
        parts = _SENTENCE_END.split(text)
        # A name in capitals stays in capitals.
        inside = (part if part[1:2].isupper() else part[:1].lower() + part[1:] for part in parts)
        pairs = zip(inside, parts, strict=True)
        sentences = [_error(small, lang) or _error(part, lang) for small, part in pairs]
        result = None if None in sentences else "".join(filter(None, sentences))
    return text if result is None else result


def translated_problem(fault: Diagnostic, lang: Lang) -> Diagnostic:
    """A problem of records in a language: its message and remedy, or the meaning of its code if a
    part of them has no translation."""
    if lang in ("en", BOTH):
        return fault
    parts = [part for part in (fault.message, fault.hint) if part]
    texts: list[str | None] = [translated_error(part, lang) for part in parts]
    if set(parts) & set(texts):
        texts = [translated(f"rule-{fault.code}", lang)]
    message, hint, *_ = (*texts, None)
    return replace(fault, message=message, hint=hint) if message else fault


def translated_remark(text: str, lang: Lang) -> str:
    """A remark in a language; like the English one, it ends without a full stop."""
    return translated_error(text, lang).removesuffix(catalogue(lang).stop)


def translated_line(text: str, lang: Lang) -> str:
    """A line with a problem in a language; the place and the code before it stay as they are."""
    result = translated_error(text, lang)
    hit = _PLACE.fullmatch(text) if result == text else None
    return result if hit is None else hit[1] + translated_error(hit[2], lang)


_PLACE = re.compile(r"((?:\d+:\d+: error [a-z-]+|[\w-]+:) )(.+)")


def _error(text: str, lang: Lang) -> str | None:
    text, stop = text.removesuffix("."), catalogue(lang).stop
    keys = f"error: {text}", f"error: {text}.", f"field: {text}"
    result = next(filter(None, map(words(lang).get, keys)), None)
    if result is None and (fault := _INVALID.fullmatch(text)) and (inner := _error(fault[2], lang)):
        form = f"{_NOT_VALID} (and {{}} more)" if fault[3] else _NOT_VALID
        result = words(lang)[f"error: {form}"].format(fault[1], inner.rstrip(stop), fault[3])
    if result is None:
        for hit, translation in _patterns(text, lang, "error: "):
            if not _has_prose(hit, lang) and not any(map(_SENTENCE_END.search, hit.groups())):
                result = translation.format(
                    *(
                        text if _is_typed(hit, number) else _within_error(text, lang)
                        for number, text in enumerate(hit.groups(), 1)
                    )
                )
                break
        else:
            of_option = _OF_OPTION.fullmatch(text)
            inner = of_option and _error(of_option[2], lang)
            return of_option and inner and of_option[1] + label("colon", lang) + inner
    return result if result.endswith((stop, "?", "？")) else result + stop


_SENTENCE_END = re.compile(r"(?<=[.?]) (?=[A-Z'`]|$)")
_NOT_VALID = "the records are not valid: {}: {}"
_INVALID = re.compile(r"the records are not valid: (\S+): (.+?)(?: \(and (\d+) more\))?")
"""The place and the first problem of records that cannot be read."""
_OF_OPTION = re.compile(r"(--[\w-]+(?: [\w.]+)?|[A-Z]+): (.+)")
_QUOTED = re.compile(r"`[^`]*`|--\S+ '[^']*'|'(?!mic25)([^']*)'")


_PROSE = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}")
"""Words of a sentence; a list of codes has commas between them."""
_AS_TYPED = re.compile(r"`[^`]*`|'[^']*'|--\S+ \S+|(?<!\S)[-+]?\d[\d.,–]*(?: [\w/%-]+){1,3}$")
"""A quotation, a command, an option with its value, or a number with its unit."""


def _has_prose(hit: re.Match[str], lang: Lang) -> bool:
    """Whether a placeholder would be filled with English words other than a quoted value."""
    for number, text in enumerate(hit.groups(), 1):
        rest = _AS_TYPED.sub("", text).replace(" or ", ", ").replace(" and ", ", ")
        if not _is_typed(hit, number) and not _noun(text, lang) and _PROSE.search(rest):
            return True
    return False


def _is_typed(hit: re.Match[str], number: int) -> bool:
    """Whether a placeholder has a quoted value or an option, which are not translated."""
    before, word = hit.string[: hit.start(number)], hit[number]
    option = re.search(r"--([\w-]+ )?$", before) and (before[-1] == " " or " " not in word)
    in_command = re.search(r"'mic25[^']*$", before)
    return before.endswith(("'", "'&", "'*")) or bool(option or in_command)


def _noun(text: str, lang: Lang) -> str | None:
    kind = next((kind.name for kind in KINDS.values() if text in (kind.one, kind.name)), None)
    keys = f"error: {text}", f"field: {text}", f"kind-{kind}"
    return next(filter(None, map(words(lang).get, keys)), None)


def _within_error(text: str, lang: Lang) -> str:
    """A noun, a record type or a list of values in an error; commands stay as typed."""
    left, right = catalogue(lang).quotes
    if noun := _noun(text, lang):
        return noun
    text = _QUOTED.sub(lambda hit: hit[0] if hit[1] is None else left + hit[1] + right, text)
    if set("`{") & set(text):
        return text
    text = text.replace(", ", label("comma", lang)).replace(" or ", label("answer-or", lang))
    return text.replace(" and ", label("headline-last", lang))


def wrapped(text: str, width: int, lang: Lang) -> str:
    """A help text in lines of a maximum width, with the line breaks that click preserves."""
    from rich.cells import cell_len

    if text.startswith("\b") or text.isascii() or catalogue(lang).spaced:
        return text
    lines = [""]
    for part in _PARTS.findall(text):
        if cell_len(lines[-1] + part.rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return "\b\n" + "\n".join(lines)


def formatter_class(plain: Any, lang: Lang) -> Any:
    """A help formatter class like the given one, for another language."""

    from rich.cells import cell_len

    space = " " if catalogue(lang).spaced else ""

    class Translated(plain):  # type: ignore[misc]  # of typer, or of its own copy of click
        def write_usage(self, prog: str, args: str = "", _: str | None = None) -> None:
            super().write_usage(prog, args, translated_help("Usage:", lang) + space)

        def write_heading(self, heading: str) -> None:
            colon = label("colon", lang).rstrip()
            title = translated_help(heading, lang)
            self.write(f"{'':>{self.current_indent}}{title}{colon}\n")

        def write_text(self, text: str) -> None:
            width = self.width - self.current_indent
            parts = (
                wrapped(each, width, lang) for each in translated_help(text, lang).split("\n\n")
            )
            super().write_text("\n\n".join(parts))

        def write_dl(
            self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
        ) -> None:
            names = [cell_len(name) for name, _ in rows]
            width = self.width - self.current_indent - min(max(names), col_max) - col_spacing - 2
            pairs = [
                (name, wrapped(translated_help(text, lang), width, lang)) for name, text in rows
            ]
            super().write_dl(pairs)

    return Translated
