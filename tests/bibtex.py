"""BibTeX for tests: entries read by an independent parser, and fields as TeX prints them."""

import re

from mic25cli.view.sources.citation_styles import _ESCAPES


def entries(text: str) -> dict[str, dict[str, str]]:
    """The fields of each entry, by its key."""
    import bibtexparser
    from bibtexparser.bparser import BibTexParser
    from pyparsing import ParserElement

    # The parser never goes back to text that it has parsed.
    ParserElement.disable_memoization()
    parser = BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
    return {each["ID"]: each for each in bibtexparser.loads(text, parser).entries}


def unescaped(text: str) -> str:
    back = {escape: char for char, escape in _ESCAPES.items()}
    longest = sorted(map(re.escape, back), key=len, reverse=True)
    return re.sub("|".join(longest), lambda hit: back[hit.group()], text)


def typeset(text: str) -> str:
    """A field in braces as TeX prints it."""
    assert text[0] + text[-1] == "{}"
    return unescaped(text[1:-1])


def flat(text: str) -> str:
    return " ".join(text.split())
